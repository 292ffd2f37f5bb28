"""caption-facts: the parts of captions that are true, of all parts and of all facts.

Built backwards: of each part it is known whether it is right before it is written.
"""

from collections import Counter
from fractions import Fraction

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check
from course.checks.captions_questions._shared import (
    COLOURS,
    PLACES,
    SHAPES,
    one_of,
    planted,
    some_of,
)

ROUNDING = Tolerance(1e-6)  # quotients of whole numbers, in float32
FAULTS = (
    "colour", "shape", "place", "order", "bare", "the", "more", "joined", "begun", "empty", "stammer", "ahead",
    "turned",
)  # fmt: skip


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(*kinds, **settings):
        return _case(rng, kinds, **settings)

    every = [*FAULTS, "twice"]
    return [
        _small(),
        drawn(["right", "right"], ["right", "colour", "right"]),
        drawn(["right", "missing", "missing", "right", "colour"], ["right", "shape"], ["place"]),
        drawn(["right"] * 3, ["right"] * 5, ["right"] * 2, shuffled=True),
        drawn(["right", "twice", "missing"], ["right", "twice", "twice"], ["right", "missing"]),
        drawn(["missing"] * size(2, 5), ["right", "right", "colour"], ["missing", "missing"]),
        drawn(["missing"] * 2, ["missing"] * size(2, 5)),
        drawn(["missing"] * size(2, 5)),
        drawn(["colour", "shape"], ["place", "order", "missing"]),
        drawn(["right", "empty", "right"], ["empty", "right", "place"], ["right", "right", "empty"]),
        drawn(["bare", "right", "the"], ["more", "begun", "right", "right"], ["ahead", "right"]),
        drawn(["joined", "right"], ["right", "joined", "missing"], ["right", "right"]),
        drawn(["elsewhere", "right"], ["elsewhere", "right", "missing"], ["right", "elsewhere"]),
        drawn(["right"] + ["missing"] * size(2, 5), shuffled=True),
        drawn([one_of(rng, FAULTS)]),
        _crowded(rng),
        drawn(["order", "right", "turned"], ["stammer", "right"], ["turned", "right", "right"]),
        *(
            drawn(
                *(
                    ["right", *(one_of(rng, ["right", "right", "missing", *every]) for _ in range(size(1, 6)))]
                    for _ in range(size(5, 12))
                ),
                shuffled=True,
            )
            for _ in range(3)
        ),
        *(_large(rng) for _ in range(5)),
    ]  # fmt: skip


def _large(rng):
    """Many pictures, in which each kind of part comes another number of times."""
    kinds = ["right", "missing", "twice", "elsewhere", *FAULTS]
    counts = rng.permutation(len(kinds)).tolist()
    row = [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count + 1)]
    row, rows = some_of(rng, row, len(row)), []
    while row:
        count = int(rng.integers(2, 9))
        rows.append(["right", *row[: count - 1]])
        row = row[count - 1 :]
    silent = [["missing"] * int(rng.integers(2, 6)) for _ in range(rng.integers(2, 5))]
    return _case(rng, some_of(rng, rows + silent, len(rows + silent)), shuffled=True)


def _small():
    """Two pictures, small enough to be done by hand."""
    facts = [
        [("red", "square", "top left"), ("blue", "circle", "middle right")],
        [("green", "circle", "bottom left"), ("red", "star", "top right"), ("blue", "star", "top left")],
    ]  # fmt: skip
    captions = [
        "a blue circle middle right , a red circle top left",
        "a red star top right , a green circle bottom left",
    ]
    return _made(captions, facts, right=3, said=4)


def _crowded(rng):
    """A picture that has two things at one place."""
    (one, two), shapes = some_of(rng, COLOURS, 2), some_of(rng, SHAPES, 2)
    here, there = some_of(rng, PLACES, 2)
    facts = [(one, shapes[0], here), (two, shapes[1], here), (one, shapes[1], there)]
    parts = [_text(fact) for fact in facts] + [f"a {one} {shapes[1]} {here}"]
    return _made([" , ".join(some_of(rng, parts, 4))], [facts], right=3, said=4)


def _case(rng, kinds, shuffled=False):
    """One picture for each list of kinds: what becomes of each of its facts."""
    found = [_picture(rng, parts, shuffled) for parts in kinds]
    facts = [picture for picture, _ in found]
    other = [fact for picture in facts for fact in picture]
    captions, right, said = [], 0, 0
    for (picture, parts), row in zip(found, kinds, strict=True):
        parts = list(parts)
        for _ in range(row.count("elsewhere")):
            strangers = [fact for fact in other if fact not in picture]
            parts.insert(int(rng.integers(len(parts) + 1)), (_text(one_of(rng, strangers)), False))
        captions.append(" ".join(" , ".join(text for text, _ in parts).split()))
        right += sum(is_right for _, is_right in parts)
        said += len(parts)
    return _made(captions, facts, right, said)


def _picture(rng, kinds, shuffled):
    """The facts of a picture, and [(part, whether it is right)]."""
    places = some_of(rng, PLACES, len(kinds))
    places = places if shuffled else sorted(places, key=PLACES.index)
    facts = [(one_of(rng, COLOURS), one_of(rng, SHAPES), place) for place in places]
    parts = []
    for kind, fact in zip(kinds, facts, strict=True):
        parts += _parts(rng, kind, fact, places)
    if shuffled:
        parts = some_of(rng, parts, len(parts))
    if kinds == ["empty"]:
        parts = [("a", False)]  # a caption of one empty part has no part
    return facts, parts


def _text(fact):
    return " ".join(["a", *fact])


def _but(rng, choices, one):
    return one_of(rng, [other for other in choices if other != one])


def _parts(rng, kind, fact, taken):
    """What a fault makes of a fact, whatever is at the places that are taken: [(part, whether it is right)]."""
    colour, shape, place = fact
    row, column = place.split()
    if kind == "right":
        return [(_text(fact), True)]
    if kind in ("missing", "elsewhere"):
        return []
    if kind == "twice":
        return [(_text(fact), True), (_text(fact), False)]
    return [
        (
            {
                "colour": f"a {_but(rng, COLOURS, colour)} {shape} {place}",
                "shape": f"a {colour} {_but(rng, SHAPES, shape)} {place}",
                "place": f"a {colour} {shape} {one_of(rng, [other for other in PLACES if other not in taken])}",
                "order": f"a {shape} {colour} {place}",
                "turned": f"a {colour} {shape} {column} {row}",
                "bare": f"{colour} {shape} {place}",
                "the": f"the {colour} {shape} {place}",
                "more": f"a {colour} {shape} {place} {_but(rng, (*SHAPES, column), shape)}",
                "ahead": f"{_but(rng, COLOURS, colour)} a {colour} {shape} {place}",
                "joined": f"a {colour} {shape} {place} a {colour} {shape} {place}",
                "begun": f"a {colour} {shape}",
                "stammer": f"a {colour} {colour} {shape} {place}",
                "empty": "",
            }[kind],
            False,
        )
    ]


def _made(captions, facts, right, said):
    expected = right / said if said else 0.0, right / sum(map(len, facts))
    inputs = captions, facts
    asks = "two shares, of what is said and of what is true"
    return Case(inputs, expected, asks, planted(MISTAKES, inputs))


def _split(caption):
    return [part.strip() for part in caption.split(",")] if caption else []


def _counted(*, split=_split, fits=None, once=True, said=len, true=len, text=_text):
    """Right parts, parts and facts of each picture, or what a mistake takes for them.

    Args:
        split: takes a caption, returns its parts.
        fits: takes a part and the facts, returns how often it counts; by default whether it is one.
        once: whether a part that comes twice counts once.
        said, true: take the parts and the facts, return what each is divided by.
        text: of a fact, where `fits` is not given.
    """

    def each(caption, facts):
        parts = split(caption)
        counted = dict.fromkeys(parts) if once else parts
        texts = {text(fact) for fact in facts}
        right = sum(fits(part, facts) if fits else part in texts for part in counted)
        return right, said(parts), true(facts)

    return each


def _over_all(each):
    """Both shares over all pictures together."""

    def answer(captions, facts):
        right, said, true = map(sum, zip(*map(each, captions, facts), strict=True))
        return _share(right, said), _share(right, true)

    return answer


def _share(part, of):
    return float(Fraction(part) / of) if of else 0.0


def _by(**settings):
    return _over_all(_counted(**settings))


def _changed(change):
    """A change of both shares."""

    def answer(captions, facts):
        return change(*_by()(captions, facts))

    return answer


def _means(captions, facts, empty=0.0, skips=False):
    """The mean of each picture's shares."""
    rows = [_counted()(*pair) for pair in zip(captions, facts, strict=True)]
    said = [right / said if said else empty for right, said, _ in rows if said or not skips]
    return sum(said) / max(len(said), 1), sum(right / true for right, _, true in rows) / len(rows)


def _in_place(captions, facts):
    """Part by part against fact by fact, in order."""
    pairs = [
        (_split(caption), list(map(_text, row)))
        for caption, row in zip(captions, facts, strict=True)
    ]
    right = sum(a == b for parts, texts in pairs for a, b in zip(parts, texts, strict=False))
    said, true = (sum(len(pair[place]) for pair in pairs) for place in (0, 1))
    return _share(right, said), _share(right, true)


def _words(captions, facts):
    """Shares of words in common."""
    pairs = [
        (Counter(caption.replace(",", "").split()), Counter(" ".join(map(_text, row)).split()))
        for caption, row in zip(captions, facts, strict=True)
    ]
    right = sum((a & b).total() for a, b in pairs)
    return tuple(_share(right, sum(pair[place].total() for pair in pairs)) for place in (0, 1))


def _pooled(captions, facts):
    """All captions' parts against all facts."""
    pool = {_text(fact) for row in facts for fact in row}
    return _by(fits=lambda part, row: part in pool)(captions, facts)


def _whole(captions, facts):
    """Captions without a fault."""
    rows = [_counted()(*pair) for pair in zip(captions, facts, strict=True)]
    share = sum(len({*row}) == 1 for row in rows) / len(rows)
    return share, share


def _contains(captions, facts):
    """Facts that stand anywhere in their caption."""

    def each(caption, row):
        return sum(_text(f) in caption for f in row), len(_split(caption)), len(row)

    return _over_all(each)(captions, facts)


def _without(*places):
    """Whether a part fits a fact in all words but those at some places of the triple."""

    def fits(part, facts):
        words = part.split()
        triple = (*words[1:3], " ".join(words[3:]))
        return len(words) == 5 and any(
            all(triple[i] == fact[i] for i in range(3) if i not in places) for fact in facts
        )

    return fits


def _sorted_words(part, facts):
    return sorted(part.split()) in [sorted(_text(fact).split()) for fact in facts]


def _ignoring_first(part, facts):
    return part.split()[1:] in [_text(fact).split()[1:] for fact in facts]


def _beginning(part, facts):
    return part.split()[:5] in [_text(fact).split() for fact in facts]


def _ending(part, facts):
    return part.split()[-4:] in [_text(fact).split()[-4:] for fact in facts]


def _in_words(part, facts):
    return any({*_text(fact).split()} <= {*part.split()} for fact in facts)


def _five_words(parts):
    return sum(len(part.split()) == 5 for part in parts)


def _f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


MISTAKES = {
    "of what is said comes first, of what is true second": _changed(lambda p, r: (r, p)),
    "count over all pictures, then divide once: a mean of shares is not asked for": _means,
    "count over all pictures: a mean of shares is not asked for, captions without parts or not": (
        lambda captions, facts: _means(captions, facts, skips=True)
    ),
    "what is said twice is right once": _by(once=False),
    "what is said twice counts as said twice": _by(said=lambda parts: len(set(parts))),
    "the order of the facts does not matter: look for a part among all of them": _in_place,
    "a part is right as a whole: do not count words": _words,
    "the facts of its own picture count, not those of all": _pooled,
    "parts count, not whole captions": _whole,
    "a caption that is empty has no part: `''.split(',')` has one": _by(
        split=lambda caption: [part.strip() for part in caption.split(",")]
    ),
    "a part may be empty, and counts as said: split at each comma, not at comma and spaces": _by(
        split=lambda caption: caption.split(" , ") if caption else []
    ),
    "a part may be empty, and counts as said: split at each comma alone; and '' has no part": (
        _by(split=lambda caption: caption.split(" , "))
    ),
    "an empty part counts as said, and is wrong": _by(
        said=lambda parts: sum(map(bool, parts))
    ),
    "a part that says no fact counts as said, too": _by(said=_five_words),
    "take the spaces around a comma away": _by(
        split=lambda caption: caption.split(",") if caption else []
    ),
    "the colour has to be right, too": _by(fits=_without(0)),
    "the shape has to be right, too": _by(fits=_without(1)),
    "the place has to be right, too": _by(fits=_without(2)),
    "colour and shape have to be right, too": _by(fits=_without(0, 1)),
    "colour and place have to be right, too": _by(fits=_without(0, 2)),
    "shape and place have to be right, too": _by(fits=_without(1, 2)),
    "the place is two words: row and column have to be right": _by(
        fits=lambda part, facts: part.split()[1:4] in [_text(f).split()[1:4] for f in facts]
    ),
    "the words of a part have an order": _by(fits=_sorted_words),
    "word for word, the first one too: a part begins with `a`": _by(fits=_ignoring_first),
    "word for word, the first one too: a part that lacks its `a` is wrong": _by(
        fits=lambda part, facts: part.removeprefix("a ") in [" ".join(fact) for fact in facts]
    ),
    "a part with more words than a fact is wrong": _by(fits=_beginning),
    "a part with more words before a fact is wrong": _by(fits=_ending),
    "a fact has to be a whole part: a part that holds it and more is wrong": _contains,
    "a fact has to be a whole part: it is not enough that its words are in it": _by(fits=_in_words),
    "a part has to be a whole fact, not only a piece of one": _by(
        fits=lambda part, facts: any(part in _text(fact) for fact in facts)
    ),
    "a part has to be a whole fact: an empty one is in every text": _by(
        fits=lambda part, facts: part == "" or part in map(_text, facts)
    ),
    "a fact is a, colour, shape, place, in this order": _by(
        text=lambda fact: f"a {fact[1]} {fact[0]} {fact[2]}"
    ),
    "the share of what is true is divided by the facts, not by the pictures": lambda captions, facts: (
        _by()(captions, facts)[0], _by(true=lambda facts: 1)(captions, facts)[1]
    ),
    "divide by parts and by facts, not by the pictures": _by(
        said=lambda parts: 1, true=lambda facts: 1
    ),
    "the share of what is said is divided by the parts, not by the facts": _changed(
        lambda p, r: (r, r)
    ),
    "the share of what is true is divided by the facts, not by the parts": _changed(
        lambda p, r: (p, p)
    ),
    "two shares, not numbers of facts": lambda captions, facts: (
        (sum(_counted()(*pair)[0] for pair in zip(captions, facts, strict=True)),) * 2
    ),
    "right parts, not wrong ones": _changed(lambda p, r: (1 - p, 1 - r)),
    "shares, not percent": _changed(lambda p, r: (100 * p, 100 * r)),
    "both shares, not their harmonic mean": _changed(_f1),
    "both shares, not their mean": _changed(lambda p, r: (p + r) / 2),
    "both shares, not only the first": _changed(lambda p, r: p),
    "both shares, not only the second": _changed(lambda p, r: r),
    "all pictures, not only the first": lambda captions, facts: _by()(captions[:1], facts[:1]),
    "all pictures, not only the last": lambda captions, facts: _by()(captions[-1:], facts[-1:]),
    "do not round": _changed(lambda p, r: (round(p, 2), round(r, 2))),
    "where nothing is said at all, the first share is 0.0, not 1.0": lambda captions, facts: (
        _by()(captions, facts)[0] if any(captions) else 1.0, _by()(captions, facts)[1]
    ),
    "a caption without parts lacks all of its facts: they count as true": lambda captions, facts: (
        _by()(captions, facts)[0],
        _share(
            sum(_counted()(*pair)[0] for pair in zip(captions, facts, strict=True)),
            sum(len(row) for caption, row in zip(captions, facts, strict=True) if caption),
        ),
    ),
}  # fmt: skip


def _any(test):
    """Whether a picture has a property, by its parts and the texts of its facts."""
    return lambda captions, facts: any(
        test(_split(caption), list(map(_text, row)))
        for caption, row in zip(captions, facts, strict=True)
    )


def _changes(mistaken):
    """Whether a mistake makes a difference."""
    return lambda captions, facts: mistaken(captions, facts) != _by()(captions, facts)


def _is_piece(part):
    return len(part.split()) != 5


CORNERS = {
    "there is one picture": lambda captions, facts: len(captions) == 1,
    "there are several pictures": lambda captions, facts: len(captions) > 1,
    "all is right": lambda captions, facts: _by()(captions, facts) == (1.0, 1.0),
    "nothing is right, but something is said": lambda captions, facts: (
        any(captions) and _by()(captions, facts) == (0.0, 0.0)
    ),
    "nothing is said at all": lambda captions, facts: not any(captions),
    "nothing is said of a picture, but something of another": lambda captions, facts: (
        "" in captions and any(captions)
    ),
    "something is said twice": _any(lambda parts, texts: len(set(parts)) < len(parts)),
    "a part is empty": _any(lambda parts, texts: "" in parts),
    "a caption ends with an empty part": _any(
        lambda parts, texts: len(parts) > 1 and parts[-1] == ""
    ),
    "a caption begins with an empty part": _any(
        lambda parts, texts: len(parts) > 1 and parts[0] == ""
    ),
    "a part has more or fewer words than a fact": _any(
        lambda parts, texts: any(map(_is_piece, filter(None, parts)))
    ),
    "a part is a fact without its `a`": _any(
        lambda parts, texts: any(f"a {part}" in texts for part in parts)
    ),
    "a part has the words of a fact in another order": _any(
        lambda parts, texts: any(
            part not in texts and sorted(part.split()) in [sorted(text.split()) for text in texts]
            for part in parts
        )
    ),
    "a part holds a fact and more": _any(
        lambda parts, texts: any(
            part not in texts and any(text in part for text in texts) for part in parts
        )
    ),
    "a part is true of another picture": _changes(_pooled),
    "facts are said in another order": _changes(_in_place),
    "a part has another colour than its fact": _changes(_by(fits=_without(0))),
    "a part has another shape than its fact": _changes(_by(fits=_without(1))),
    "a part has another place than its fact": _changes(_by(fits=_without(2))),
    "a part has all words of a fact, and is none": _changes(_by(fits=_in_words)),
    "pictures have different shares": _changes(_means),
    "there is more said than is true": lambda captions, facts: (
        sum(map(len, map(_split, captions))) > sum(map(len, facts))
    ),
    "there is less said than is true": lambda captions, facts: (
        sum(map(len, map(_split, captions))) < sum(map(len, facts))
    ),
    "pictures have different numbers of facts": lambda captions, facts: (
        len({*map(len, facts)}) > 1
    ),
}  # fmt: skip

caption_facts = Check(
    "caption-facts",
    2,
    _cases,
    tolerance=ROUNDING,
    corners=CORNERS,
    parts=("precision", "recall"),
)

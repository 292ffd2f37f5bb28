"""question-only-baseline: the answer that each question had most often in the training part.

Built backwards: first it is drawn which answer wins for each question, and which one altogether, then how
often each comes.
"""

from collections import Counter

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check
from course.checks.captions_questions._shared import (
    COLOURS,
    PLACES,
    SHAPES,
    one_of,
    planted,
    some_of,
)

TRIES = 2_000
ENDINGS = ("on the left", "on the right", "at the top", "at the bottom")
ANSWERS = {  # what a question begins with -> its answers
    "how many": ("0", "1", "2", "3", "4"),
    "is there a": ("yes", "no", "maybe"),
    "where is the": PLACES,
    "what colour is the": COLOURS,
    "what shape is the": SHAPES,
}


def _cases(rng):
    def size(low, high):
        return int(rng.integers(low, high))

    def drawn(**settings):
        return _case(rng, **settings)

    return [
        drawn(texts=3, most=4, asked=5, new=0),
        drawn(texts=4, most=5, asked=7, new=2),
        drawn(texts=size(6, 9), most=6, asked=12, new=3),
        drawn(texts=size(5, 7), most=5, asked=9, new=0),
        drawn(texts=5, most=5, asked=2, new=2),
        drawn(texts=1, most=4, asked=4, new=2),
        _alone(rng),
        _close(rng, 0),
        _close(rng, 1),
        drawn(texts=4, most=3, asked=0, new=0),
        drawn(texts=size(4, 7), most=6, asked=8, new=2, faint=True),
        drawn(texts=size(9, 13), most=7, asked=30, new=6),
        drawn(texts=size(6, 8), most=5, asked=11, new=1, faint=True),
        drawn(texts=size(6, 9), most=9, asked=9, new=3),
    ]


def _text(rng):
    """A question and its answers."""
    kind = one_of(rng, list(ANSWERS))
    things = [one_of(rng, SHAPES), f"{one_of(rng, COLOURS)} {one_of(rng, SHAPES)}"]
    if kind == "what shape is the":
        things = [f"{one_of(rng, COLOURS)} one"]
    plural = "s are there" if kind == "how many" else ""
    return f"{kind} {one_of(rng, things)}{plural}?", ANSWERS[kind]


def _texts(rng, count):
    """{question: its answers}; of three or more, some begin alike."""
    found = dict(_text(rng) for _ in range(4 * count + 6))
    return {text: found[text] for text in some_of(rng, list(found), count)}


def _alone(rng):
    """A training part of one question."""
    (text, answers), (other, _) = _texts(rng, 2).items()
    right = one_of(rng, answers)
    return _made([text], [right], [other, text], [right, right])


def _close(rng, turned):
    """Each answer counts: one wins by one, and the last pair decides; another question came once, at first."""
    shape, single = one_of(rng, SHAPES), one_of(rng, PLACES)
    once = f"where is the {one_of(rng, COLOURS)} {shape}?"
    one, two = f"is there a {shape}?", f"is there a {shape} {one_of(rng, ENDINGS)}?"
    x, y, z = some_of(rng, ANSWERS["is there a"], 3)
    pairs = [(once, single), (one, x), (two, z), (two, y), (one, z), (one, x)]
    pairs += [(two, z), (two, y), (two, y)]
    pairs[2:4] = pairs[2:4][:: -1 if turned else 1]
    pairs[6:8] = pairs[6:8][:: -1 if turned else 1]
    questions, answers = map(list, zip(*pairs, strict=True))
    return _made(questions, answers, [one, once, two], [x, single, y])


def _case(rng, texts, most, asked, new, faint=False):
    """Questions that come up to `most` times each with their winner; so many are asked, some of them new.

    `faint`: the winners have less than half of all.
    """
    for _ in range(TRIES):
        known = list((drawn := _texts(rng, texts + 3)).items())[:texts]
        others = [text for text in drawn if text not in dict(known)]
        counts = {text: _counts(rng, answers, most, faint) for text, answers in known}
        winners = {text: max(count, key=count.get) for text, count in counts.items()}
        pairs = [
            (text, answer)
            for text, count in counts.items()
            for answer, times in count.items()
            for _ in range(times)
        ]
        whole = Counter(answer for _, answer in pairs).most_common(2)
        if len(whole) > 1 and whole[0][1] == whole[1][1]:
            continue
        pairs = [pairs[place] for place in rng.permutation(len(pairs))]
        tempting = _tempting(pairs)
        if new and texts > 3 and (whole[0][0] in tempting or len(tempting) < min(texts - 2, 4)):
            continue
        chosen = [one_of(rng, list(winners)) for _ in range(asked - new)]
        chosen += [one_of(rng, others) for _ in range(new)]
        chosen = [chosen[place] for place in rng.permutation(asked)]
        questions, answers = map(list, zip(*pairs, strict=True))
        right = [winners.get(text, whole[0][0]) for text in chosen]
        return _made(questions, answers, chosen, right)
    raise AssertionError("no training part was found in which the mistakes differ")


def _tempting(pairs):
    """Wrong answers to a new question."""
    questions, answers = zip(*pairs, strict=True)
    return {
        answers[0],
        answers[-1],
        _of_winners(questions, answers),
        _of_commonest(questions, answers),
    }


def _counts(rng, answers, most, faint):
    """How often a question has each of some of its answers; the first one wins."""
    size = int(rng.integers(3, 5)) if faint else int(rng.integers(2, 4))
    names = some_of(rng, answers, size)
    times = int(rng.integers(3 if faint else 2, most + 1))
    lowest = times - 1 if faint else 1
    losing = rng.integers(lowest, times, len(names) - 1).tolist() if times > 1 else []
    return dict(zip(names, [times, *losing], strict=False))


def _made(questions, answers, asked, right):
    inputs = questions, answers, asked
    asks = f"a list of {len(right)} answers, each the most frequent one"
    return Case(inputs, right, asks, planted(MISTAKES, inputs))


def _tables(questions, answers):
    """How often each question has each answer, in the order in which they come first."""
    found = {}
    for text, answer in zip(questions, answers, strict=True):
        found.setdefault(text, Counter()).update([answer])
    return found


def _by(rule, otherwise=None, *, table=_tables):
    """What a rule makes of each question's counts, and of all counts where the question is new."""

    def answer(questions, answers, asked):
        known, whole = table(questions, answers), Counter(answers)
        unknown = otherwise(questions, answers) if otherwise else rule(whole)
        return [rule(known[text]) if text in known else unknown for text in asked]

    return answer


def _most(counts):
    return max(counts, key=counts.get)


def _least(counts):
    return min(counts, key=counts.get)


def _first_of(questions, answers):
    found = {}
    for text, answer in zip(questions, answers, strict=True):
        found.setdefault(text, answer)
    return {text: Counter([answer]) for text, answer in found.items()}


def _last_of(questions, answers):
    pairs = dict(zip(questions, answers, strict=True))
    return {text: Counter([answer]) for text, answer in pairs.items()}


def _of_winners(questions, answers):
    return _most(Counter(_most(counts) for counts in _tables(questions, answers).values()))


def _of_commonest(questions, answers):
    return _most(_tables(questions, answers)[_most(Counter(questions))])


def _by_beginning(words):
    """Answers of all questions that begin with the same words."""

    def answer(questions, answers, asked):
        begins = [" ".join(text.split()[:words]) for text in questions]
        return _by(_most)(begins, answers, [" ".join(text.split()[:words]) for text in asked])

    return answer


def _changed(change):
    def answer(questions, answers, asked):
        return change(_by(_most)(questions, answers, asked), questions, answers, asked)

    return answer


def _half(counts):
    return _most(counts) if 2 * max(counts.values()) > counts.total() else None


MISTAKES = {
    "each question has an answer of its own, not one for all": lambda q, a, asked: (
        [_most(Counter(a))] * len(asked)
    ),
    "count all answers to a question: the last one is not always the most frequent": _by(
        _most, table=_last_of
    ),
    "count all answers to a question: the first one is not always the most frequent": _by(
        _most, table=_first_of
    ),
    "the most frequent answer, not the rarest": _by(_least),
    "the answer that comes most often, not the last one in the alphabet": _by(max),
    "the answer that comes most often, not the first one in the alphabet": _by(min),
    "the most frequent answer of the question, not the second one": _by(
        lambda counts: (counts.most_common(2)[-1])[0]
    ),
    "the same text, not all questions with the same first word": _by_beginning(1),
    "the same text, not all questions with the same three first words": _by_beginning(3),
    "for a new question count all answers of the training part, not one for each question": _by(
        _most, _of_winners
    ),
    "a new question gets the most frequent answer of all, not that of the question asked most": _by(
        _most, _of_commonest
    ),
    "a new question gets the most frequent answer of all, not the last one": _by(
        _most, lambda questions, answers: answers[-1]
    ),
    "a new question gets the most frequent answer of all, not the first one": _by(
        _most, lambda questions, answers: answers[0]
    ),
    "a new question gets the most frequent answer of all, not the rarest": _by(
        _most, lambda questions, answers: _least(Counter(answers))
    ),
    "a new question gets an answer, too: the most frequent one of all, not ''": _by(
        _most, lambda questions, answers: ""
    ),
    "a new question gets the most frequent answer of all, not always 'yes'": _by(
        _most, lambda questions, answers: "yes"
    ),
    "a new question gets the most frequent answer of all, not always 'no'": _by(
        _most, lambda questions, answers: "no"
    ),
    "a new question gets the most frequent answer of all, not a word for not knowing": _by(
        _most, lambda questions, answers: "unknown"
    ),
    "a new question needs an answer, too: do not leave it out": lambda q, a, asked: _by(_most)(
        q, a, [text for text in asked if text in q]
    ),
    "an answer wins if it is more frequent than the others, with less than half, too": (
        lambda q, a, asked: [
            (_half(_tables(q, a)[text]) if text in q else None) or _most(Counter(a))
            for text in asked
        ]
    ),
    "a text may be asked several times, and gets an answer each time": lambda q, a, asked: _by(
        _most
    )(q, a, list(dict.fromkeys(asked))),
    "the answers in the order in which you are asked, not sorted": lambda q, a, asked: _by(_most)(
        q, a, sorted(asked)
    ),
    "the answers to `asked`, not to the questions of the training part": lambda q, a, asked: _by(
        _most
    )(q, a, q),
    "the answers in their order, not backwards": _changed(lambda right, q, a, asked: right[::-1]),
    "the answers alone, not with their questions": _changed(
        lambda right, q, a, asked: [(t, r) for t, r in zip(asked, right, strict=True)]
    ),
    "a list, an answer for each that is asked, no dictionary": _changed(
        lambda right, q, a, asked: dict(zip(asked, right, strict=True))
    ),
    "the answer, not how often it comes": lambda q, a, asked: (
        [max(_tables(q, a).get(text, Counter(a)).values()) for text in asked]
    ),
    "the answer alone, not with how often it comes": lambda q, a, asked: (
        [_tables(q, a).get(text, Counter(a)).most_common(1)[0] for text in asked]
    ),
    "the answer, not its share": lambda q, a, asked: (
        [
            max(counts.values()) / counts.total()
            for counts in (_tables(q, a).get(text, Counter(a)) for text in asked)
        ]
    ),
    "each question has all of its answers counted, not the answers that stand in `asked`'s places": (
        lambda q, a, asked: [a[place % len(a)] for place in range(len(asked))]
    ),
}


def _is_new(questions, asked):
    return [text not in questions for text in asked]


def _wins_faintly(questions, answers, asked):
    tables = _tables(questions, answers)
    return any(_half(tables[text]) is None for text in asked if text in tables)


CORNERS = {
    "nothing is asked": lambda questions, answers, asked: not asked,
    "a new question is asked": lambda questions, answers, asked: any(_is_new(questions, asked)),
    "all questions are new": lambda questions, answers, asked: (
        bool(asked) and all(_is_new(questions, asked))
    ),
    "all questions are known": lambda questions, answers, asked: (
        bool(asked) and not any(_is_new(questions, asked))
    ),
    "the training part has one question": lambda questions, answers, asked: len(questions) == 1,
    "a text is asked twice": lambda questions, answers, asked: len(set(asked)) < len(asked),
    "an answer wins with less than half": _wins_faintly,
    "more is asked than was learnt from": lambda questions, answers, asked: (
        len(asked) > len(questions)
    ),
    "a question is asked whose most frequent answer is not that of all": (
        lambda questions, answers, asked: any(
            _most(_tables(questions, answers)[text]) != _most(Counter(answers))
            for text in asked
            if text in questions
        )
    ),
    "a question is the beginning of another one": lambda questions, answers, asked: any(
        other.startswith(f"{text[:-1]} ") for text in asked for other in questions
    ),
    "questions of the training part begin alike": lambda questions, answers, asked: (
        len({text.split()[0] for text in questions}) < len(set(questions))
    ),
    "a question that is asked had always the same answer": lambda questions, answers, asked: any(
        len(_tables(questions, answers)[text]) == 1 for text in asked if text in questions
    ),
    "the most frequent answer of all is not that of most questions": (
        lambda questions, answers, asked: _of_winners(questions, answers) != _most(Counter(answers))
    ),
    "there are more than fifty questions in the training part": (
        lambda questions, answers, asked: len(questions) > 50
    ),
}

question_only_baseline = Check(
    "question-only-baseline", 1, _cases, tolerance=EXACT, corners=CORNERS, axes=("question",)
)

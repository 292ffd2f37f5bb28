"""Answers to caption-facts."""

import re

import numpy as np

from tests.answers import Bank

bank = Bank("caption-facts")
right, mistake = bank.right, bank.mistake


@right
def facts_by_sets(captions, facts):
    right = said = 0
    for caption, true in zip(captions, facts):
        parts = [part.strip() for part in caption.split(",")] if caption else []
        right += len(set(parts) & {f"a {' '.join(fact)}" for fact in true})
        said += len(parts)
    return right / max(said, 1), right / sum(map(len, facts))


@right
def facts_by_striking_off(captions, facts):
    right, said, true = 0, 0, 0
    for caption, row in zip(captions, facts):
        left = [f"a {colour} {shape} {place}" for colour, shape, place in row]
        true += len(left)
        if caption == "":
            continue
        for part in caption.split(","):
            said += 1
            if part.strip() in left:
                left.remove(part.strip())
                right += 1
    return (right / said if said else 0.0), right / true


@right
def facts_by_parsing(captions, facts):
    counts = np.zeros(3)
    for caption, row in zip(captions, facts):
        found = set()
        for part in caption.split(",") if caption else []:
            words = part.split()
            counts[1] += 1
            if len(words) == 5 and words[0] == "a":
                found.add((words[1], words[2], " ".join(words[3:])))
        counts[0] += sum(tuple(fact) in found for fact in row)
        counts[2] += len(row)
    return counts[0] / max(counts[1], 1), counts[0] / counts[2]


@right
def facts_by_pattern(captions, facts):
    right = said = true = 0
    for caption, row in zip(captions, facts):
        parts = re.split(r"\s*,\s*", caption) if caption else []
        right += sum(" ".join(("a", *fact)) in parts for fact in row)
        said, true = said + len(parts), true + len(row)
    return np.float32(right) / np.float32(max(said, 1)), np.float32(right / true)


@right
def facts_by_counting_facts(captions, facts):
    def padded(caption):
        return ",".join(["", *(part.strip() for part in caption.split(",")), ""])

    right = sum(
        f",a {c} {s} {p}," in padded(caption)
        for caption, row in zip(captions, facts)
        for c, s, p in row
    )
    said = sum(caption.count(",") + 1 for caption in captions if caption)
    return [right / said if said else 0, right / sum(len(row) for row in facts)]


@right
def facts_by_words(captions, facts):
    right = said = 0
    for caption, row in zip(captions, facts):
        wanted, part = {tuple(f"a {c} {s} {p}".split()) for c, s, p in row}, []
        for word in [*caption.split(), ","] if caption else []:
            if word != ",":
                part.append(word)
                continue
            said += 1
            right += tuple(part) in wanted
            wanted.discard(tuple(part))
            part = []
    return right / (said or 1), right / len([fact for row in facts for fact in row])


def parts_of(caption):
    return [part.strip() for part in caption.split(",")] if caption else []


def text_of(fact):
    return "a " + " ".join(fact)


def scored(captions, facts, right, said=len):
    """Shares where `right` counts parts of one picture."""
    pairs = [(parts_of(caption), row) for caption, row in zip(captions, facts)]
    hits = sum(right(parts, row) for parts, row in pairs)
    return hits / max(sum(said(parts) for parts, _ in pairs), 1), hits / sum(map(len, facts))


@mistake("of what is said comes first")
def facts_swapped(captions, facts):
    return facts_by_sets(captions, facts)[::-1]


@mistake("a mean of shares is not asked for")
def facts_mean(captions, facts):
    rows = [facts_by_sets([caption], [row]) for caption, row in zip(captions, facts)]
    return tuple(np.mean(rows, axis=0))


@mistake("captions without parts or not")
def facts_mean_of_some(captions, facts):
    rows = [facts_by_sets([caption], [row]) for caption, row in zip(captions, facts)]
    said = [row[0] for row, caption in zip(rows, captions) if caption]
    return (np.mean(said) if said else 0.0), np.mean([row[1] for row in rows])


@mistake("said twice is right once")
def facts_twice_right(captions, facts):
    def right(parts, row):
        return sum(part in map(text_of, row) for part in parts)

    return scored(captions, facts, right)


@mistake("counts as said twice")
def facts_as_set(captions, facts):
    def right(parts, row):
        return len({*parts} & {*map(text_of, row)})

    return scored(captions, facts, right, said=lambda parts: len(set(parts)))


@mistake("the order of the facts does not matter")
def facts_in_order(captions, facts):
    def right(parts, row):
        return sum(part == text_of(fact) for part, fact in zip(parts, row))

    return scored(captions, facts, right)


@mistake("not those of all")
def facts_pooled(captions, facts):
    pool = {text_of(fact) for row in facts for fact in row}
    return scored(captions, facts, lambda parts, row: len(pool & set(parts)))


@mistake("not whole captions")
def facts_whole(captions, facts):
    right = np.mean(
        [sorted(parts_of(c)) == sorted(map(text_of, row)) for c, row in zip(captions, facts)]
    )
    return right, right


@mistake("''.split(',')")
def facts_empty_has_a_part(captions, facts):
    right = said = 0
    for caption, true in zip(captions, facts):
        parts = [part.strip() for part in caption.split(",")]
        right += len(set(parts) & {f"a {' '.join(fact)}" for fact in true})
        said += len(parts)
    return right / max(said, 1), right / sum(map(len, facts))


@mistake("at each comma, not at comma and spaces")
def facts_split_at_spaces(captions, facts):
    right = said = 0
    for caption, true in zip(captions, facts):
        parts = caption.split(" , ") if caption else []
        right += len(set(parts) & {f"a {' '.join(fact)}" for fact in true})
        said += len(parts)
    return right / max(said, 1), right / sum(map(len, facts))


@mistake("'' has no part")
def facts_split_at_spaces_only(captions, facts):
    right = said = 0
    for caption, true in zip(captions, facts):
        parts = caption.split(" , ")
        right += len(set(parts) & {f"a {' '.join(fact)}" for fact in true})
        said += len(parts)
    return right / max(said, 1), right / sum(map(len, facts))


@mistake("an empty part counts as said")
def facts_without_empty(captions, facts):
    def right(parts, row):
        return len({*parts} & {*map(text_of, row)})

    return scored(captions, facts, right, said=lambda parts: len([p for p in parts if p]))


@mistake("says no fact counts as said")
def facts_of_five_words(captions, facts):
    right = said = 0
    for caption, row in zip(captions, facts):
        parts = {part for part in parts_of(caption) if len(part.split()) == 5}
        said += len([part for part in parts_of(caption) if len(part.split()) == 5])
        right += len(parts & {text_of(fact) for fact in row})
    return right / max(said, 1), right / sum(map(len, facts))


@mistake("take the spaces around a comma away")
def facts_not_stripped(captions, facts):
    right = said = 0
    for caption, true in zip(captions, facts):
        parts = caption.split(",") if caption else []
        right += len(set(parts) & {f"a {' '.join(fact)}" for fact in true})
        said += len(parts)
    return right / max(said, 1), right / sum(map(len, facts))


@mistake("the colour has to be right")
def facts_without_colour(captions, facts):
    def right(parts, row):
        found = [part.split() for part in set(parts) if len(part.split()) == 5]
        return sum((w[2], " ".join(w[3:])) in [fact[1:] for fact in row] for w in found)

    return scored(captions, facts, right)


@mistake("the place has to be right")
def facts_without_place(captions, facts):
    def right(parts, row):
        found = [part.split() for part in dict.fromkeys(parts) if len(part.split()) == 5]
        return sum((w[1], w[2]) in [fact[:2] for fact in row] for w in found)

    return scored(captions, facts, right)


@mistake("have an order")
def facts_bag_of_words(captions, facts):
    def right(parts, row):
        return sum(
            sorted(part.split()) in [sorted(text_of(fact).split()) for fact in row]
            for part in set(parts)
        )

    return scored(captions, facts, right)


@mistake("a part begins with `a`")
def facts_ignore_article(captions, facts):
    def right(parts, row):
        return sum(
            tuple(p.split()[1:]) in [tuple(text_of(f).split()[1:]) for f in row] for p in set(parts)
        )

    return scored(captions, facts, right)


@mistake("that holds it and more is wrong")
def facts_anywhere(captions, facts):
    said = sum(len(parts_of(caption)) for caption in captions)
    right = sum(text_of(fact) in c for c, row in zip(captions, facts) for fact in row)
    return right / max(said, 1), right / sum(map(len, facts))


@mistake("more words than a fact")
def facts_first_five(captions, facts):
    def right(parts, row):
        return sum(
            part.split()[:5] in [text_of(fact).split() for fact in row] for part in set(parts)
        )

    return scored(captions, facts, right)


@mistake("by the facts, not by the parts")
def facts_precision_twice(captions, facts):
    return (facts_by_sets(captions, facts)[0],) * 2


@mistake("not by the pictures")
def facts_per_picture(captions, facts):
    right = sum(len({*parts_of(c)} & {*map(text_of, row)}) for c, row in zip(captions, facts))
    return right / len(captions), right / len(captions)


@mistake("not numbers of facts")
def facts_counted(captions, facts):
    right = sum(len({*parts_of(c)} & {*map(text_of, row)}) for c, row in zip(captions, facts))
    return right, right


@mistake("not wrong ones")
def facts_wrong(captions, facts):
    return tuple(1 - share for share in facts_by_sets(captions, facts))


@mistake("not percent")
def facts_percent(captions, facts):
    return tuple(100 * share for share in facts_by_sets(captions, facts))


@mistake("not their harmonic mean")
def facts_f1(captions, facts):
    one, two = facts_by_sets(captions, facts)
    return 2 * one * two / (one + two) if one + two else 0.0


@mistake("ZeroDivisionError")
def facts_divides_by_nothing(captions, facts):
    right = sum(len({*parts_of(c)} & {*map(text_of, row)}) for c, row in zip(captions, facts))
    return right / sum(len(parts_of(c)) for c in captions), right / sum(map(len, facts))


@mistake("not 1.0")
def facts_silence_is_right(captions, facts):
    one, two = facts_by_sets(captions, facts)
    return (one if any(captions) else 1.0), two


@mistake("lacks all of its facts")
def facts_of_said_only(captions, facts):
    said = [(caption, row) for caption, row in zip(captions, facts) if caption]
    if not said:
        return 0.0, 0.0
    return facts_by_sets(*zip(*said))


@mistake("in this order")
def facts_shape_first(captions, facts):
    return facts_by_sets(captions, [[(shape, c, p) for c, shape, p in row] for row in facts])


@mistake("do not count words")
def facts_of_words(captions, facts):
    right = said = true = 0
    for caption, row in zip(captions, facts):
        words = caption.replace(",", "").split()
        others = " ".join(map(text_of, row)).split()
        said, true = said + len(words), true + len(others)
        for word in words:
            if word in others:
                others.remove(word)
                right += 1
    return right / max(said, 1), right / true


@mistake("not only the first")
def facts_first_picture(captions, facts):
    for caption, row in zip(captions, facts):
        return facts_by_sets([caption], [row])


@mistake("IndexError")
def facts_needs_words(captions, facts):
    def right(parts, row):
        found = {(p.split()[1], p.split()[2], " ".join(p.split()[3:])) for p in parts}
        return len(found & set(row))

    return scored(captions, facts, right)


@mistake("precision")
def facts_by_place(captions, facts):
    def right(parts, row):
        return len(
            {part.split()[-1] + part.split()[-2] for part in parts if part in map(text_of, row)}
        )

    return scored(captions, facts, right)


@mistake("expected a tuple of 2")
def facts_three(captions, facts):
    return (*facts_by_sets(captions, facts), len(captions))


@mistake("lacks its `a`")
def facts_without_article(captions, facts):
    def right(parts, row):
        return len({part.removeprefix("a ") for part in parts} & {" ".join(fact) for fact in row})

    return scored(captions, facts, right)


@mistake("that its words are in it")
def facts_of_word_sets(captions, facts):
    def right(parts, row):
        return sum(
            any(set(text_of(fact).split()) <= set(part.split()) for fact in row)
            for part in set(parts)
        )

    return scored(captions, facts, right)


@mistake("do not round")
def facts_rounded(captions, facts):
    return tuple(round(share, 2) for share in facts_by_sets(captions, facts))


@mistake("returned None")
def facts_printed(captions, facts):
    facts_by_sets(captions, facts)

"""Answers to character-ids."""

import itertools

import numpy as np

from tests.answers import Bank

bank = Bank("character-ids")
right, mistake = bank.right, bank.mistake


@right
def ids_by_enumerate(texts):
    return {character: i for i, character in enumerate(sorted(set("".join(texts))), 3)}


@right
def ids_by_loop(texts):
    table = {}
    for character in sorted(itertools.chain.from_iterable(texts)):
        table.setdefault(character, len(table) + 3)
    return table


@right
def ids_by_numpy(texts):
    characters = np.unique(list("".join(texts)))
    return dict(zip(characters.tolist(), range(3, 3 + len(characters))))


@mistake("sort the characters")
def ids_as_met(texts):
    return {character: i for i, character in enumerate(dict.fromkeys("".join(texts)), 3)}


@mistake("a set has another order in every process")
def ids_by_set(texts):
    return {character: i for i, character in enumerate(set("".join(texts)), 3)}


@mistake("begin with 3")
def ids_from_zero(texts):
    return {character: i for i, character in enumerate(sorted(set("".join(texts))))}


@mistake("begin with 3")
def ids_from_one(texts):
    return {character: i for i, character in enumerate(sorted(set("".join(texts))), 1)}


@mistake("not only at the first")
def ids_of_first_text(texts):
    return ids_by_enumerate(texts[:1])


@mistake("not only at the last")
def ids_of_last_text(texts):
    for text in texts:
        characters = sorted(set(text))
    return {character: i for i, character in enumerate(characters, 3)}


@mistake("do not convert them to lower case")
def ids_lowered(texts):
    return ids_by_enumerate([text.lower() for text in texts])


@mistake("the space is a character too")
def ids_without_space(texts):
    return ids_by_enumerate([text.replace(" ", "") for text in texts])


@mistake("to the character, not the character to the id")
def ids_inverted(texts):
    return {i: character for character, i in ids_by_enumerate(texts).items()}


@mistake("not by how frequent")
def ids_by_count(texts):
    joined = "".join(texts)
    order = sorted(set(joined), key=lambda character: (-joined.count(character), character))
    return {character: i for i, character in enumerate(order, 3)}


@mistake("return a dictionary")
def ids_as_list(texts):
    return sorted(dict.fromkeys("".join(texts)))


@mistake("must not have gaps")
def ids_with_gaps(texts):
    return {character: i for i, character in enumerate(sorted("".join(texts)), 3)}


@mistake("whole words")
def ids_of_texts(texts):
    return {text: i for i, text in enumerate(sorted(set(texts)), 3)}


@right
def ids_by_set_of_all(texts):
    seen = set()
    for text in texts:
        seen |= set(text)
    order = list(seen)
    order.sort(key=ord)
    return {order[i]: i + 3 for i in range(len(order))}


@right
def ids_by_insertion(texts):
    order = []
    for text in texts:
        for character in text:
            place = 0
            while place < len(order) and order[place] < character:
                place += 1
            if order[place : place + 1] != [character]:
                order.insert(place, character)
    return dict(map(reversed, enumerate(order, start=3)))


@mistake("all capitals come before the small letters")
def ids_case_blind(texts):
    pool = sorted({c for text in texts for c in text})
    pool = sorted(pool, key=lambda c: c.lower())
    return {c: n + 3 for n, c in enumerate(pool)}


@mistake("not how often the character occurs")
def ids_are_counts(texts):
    counts = {}
    for text in texts:
        for c in text:
            counts[c] = counts.get(c, 0) + 1
    return counts


@mistake("not the character's code")
def ids_are_codes(texts):
    return {c: ord(c) for text in texts for c in text}


@mistake("leave them out of the table")
def ids_with_three_marks(texts):
    table = {"padding": 0, "start": 1, "end": 2}
    for c in sorted(set().union(*texts)):
        table[c] = len(table)
    return table


@mistake("the first free one is 3")
def ids_from_four(texts):
    table = {}
    for c in sorted(set("".join(texts))):
        table[c] = 4 + len(table)
    return table


@mistake("keys missing")
def ids_of_letters_only(texts):
    letters = sorted({c for c in "".join(texts) if c.isalpha()})
    return {c: i + 3 for i, c in enumerate(letters)}


@mistake("keys missing")
def ids_of_ascii(texts):
    return ids_by_enumerate([c for c in "".join(texts) if ord(c) < 128])


@mistake("keys missing")
def ids_lack_the_last(texts):
    characters = sorted(set("".join(texts)))
    return {characters[i]: i + 3 for i in range(len(characters) - 1)}


@mistake("KeyError")
def ids_drop_a_newline(texts):
    table = ids_by_enumerate([text.strip() for text in texts])
    return {c: table[c] for c in "".join(texts)}


@mistake("should not be there")
def ids_of_joined_lines(texts):
    return ids_by_enumerate(["|".join(texts)])


@mistake("should give")
def ids_are_floats(texts):
    characters = sorted(set("".join(texts)))
    return dict(zip(characters, np.linspace(3, 2 + len(characters), len(characters))))

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

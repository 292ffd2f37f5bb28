"""Answers to encode."""

import numpy as np

from tests.answers import Bank

bank = Bank("encode")
right, mistake = bank.right, bank.mistake


@right
def encode_by_loop(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)), dtype="float32")
    for step, character in enumerate(text.ljust(length)):
        matrix[step, alphabet.index(character)] = 1
    return matrix


@right
def encode_by_identity(text, alphabet, length):
    return np.eye(len(alphabet))[[alphabet.index(c) for c in text.ljust(length)]]


@right
def encode_by_lists(text, alphabet, length):
    text = text + " " * (length - len(text))
    return [[float(character == other) for other in alphabet] for character in text]


@right
def encode_by_keras(text, alphabet, length):
    import keras

    ids = np.array([alphabet.find(c) for c in text.ljust(length)])
    return keras.ops.one_hot(ids, len(alphabet))


@right
def encode_by_comparing(text, alphabet, length):
    characters = np.array([*text, *" " * (length - len(text))])
    return np.equal.outer(characters, np.array([*alphabet])).astype(int)


@right
def encode_by_positions(text, alphabet, length):
    """All 1s of the flat matrix at once."""
    flat = np.zeros(length * len(alphabet))
    space = alphabet.find(" ")
    columns = np.full(length, space)
    columns[: len(text)] = [alphabet.find(c) for c in text]
    flat[np.arange(length) * len(alphabet) + columns] = 1.0
    return flat.reshape(length, -1)


@right
def encode_recursively(text, alphabet, length):
    if length == 0:
        return []
    character = text[0] if text else " "
    row = [1 if letter == character else 0 for letter in alphabet]
    return [row, *encode_recursively(text[1:], alphabet, length - 1)]


@mistake("transpose")
def encode_transposed(text, alphabet, length):
    return encode_by_identity(text, alphabet, length).T


@mistake("pad on the right")
def encode_padded_left(text, alphabet, length):
    return encode_by_identity(text.rjust(length), alphabet, length)


@mistake("upside down")
def encode_reversed(text, alphabet, length):
    return encode_by_identity(text, alphabet, length)[::-1]


@mistake("backwards")
def encode_text_reversed(text, alphabet, length):
    return encode_by_identity(text[::-1], alphabet, length)


@mistake("a space is a character too")
def encode_padding_empty(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)), dtype="float32")
    for step, character in enumerate(text):
        matrix[step, alphabet.index(character)] = 1
    return matrix


@mistake("pad the text with spaces")
def encode_unpadded(text, alphabet, length):
    return np.eye(len(alphabet), dtype="float32")[[alphabet.index(c) for c in text]]


@mistake("in the last column")
def encode_space_last(text, alphabet, length):
    columns = [alphabet.index(c) for c in text] + [-1] * (length - len(text))
    return np.eye(len(alphabet))[columns]


@mistake("do not remove them")
def encode_without_inner_spaces(text, alphabet, length):
    return encode_by_identity(text.replace(" ", ""), alphabet, length)


@mistake("no lower()")
def encode_lower_case(text, alphabet, length):
    return encode_by_identity(text.lower(), alphabet, length)


@mistake("got characters")
def encode_characters(text, alphabet, length):
    return np.array(list(text.ljust(length)))


@mistake("column numbers")
def encode_as_ids(text, alphabet, length):
    return np.array([alphabet.index(c) for c in text.ljust(length)])


@mistake("alphabet's own order")
def encode_sorted_alphabet(text, alphabet, length):
    return encode_by_identity(text, "".join(sorted(alphabet)), length)


@mistake("no axis for a batch")
def encode_as_batch(text, alphabet, length):
    return encode_by_identity(text, alphabet, length)[None]


@mistake("expected numbers, got bool")
def encode_as_bool(text, alphabet, length):
    return np.array(list(text.ljust(length)))[:, None] == np.array(list(alphabet))


@mistake("columns count from 0")
def encode_off_by_one(text, alphabet, length):
    return np.roll(encode_by_identity(text, alphabet, length), 1, axis=1)


@mistake("NaN")
def encode_normalised_wrongly(text, alphabet, length):
    matrix = encode_padding_empty(text, alphabet, length)
    with np.errstate(invalid="ignore"):
        return matrix / matrix.sum(axis=0)


@mistake("use return")
def encode_printed(text, alphabet, length):
    print(encode_by_identity(text, alphabet, length))


@mistake("its first place only")
def encode_first_places(text, alphabet, length):
    text = text.ljust(length)
    matrix = np.zeros((length, len(alphabet)))
    for column, character in enumerate(alphabet):
        if character in text:
            matrix[text.index(character), column] = 1
    return matrix


@mistake("no strip()")
def encode_stripped(text, alphabet, length):
    return encode_by_loop(text.strip(), alphabet, length)


@mistake("a second 1")
def encode_space_everywhere(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)))
    matrix[:, alphabet.index(" ")] = 1
    for step in range(len(text)):
        matrix[step, alphabet.index(text[step])] = 1
    return matrix


@mistake("in column 0")
def encode_padded_with_zeros(text, alphabet, length):
    ids = np.zeros(length, int)
    for step, character in enumerate(text):
        ids[step] = alphabet.index(character)
    return np.eye(len(alphabet))[ids]


@mistake("the last row is left out")
def encode_last_row_missing(text, alphabet, length):
    text = text.ljust(length)
    matrix = np.zeros((length, len(alphabet)))
    for step in range(length - 1):
        matrix[step][alphabet.index(text[step])] = 1
    return matrix


@mistake("one row too late")
def encode_from_row_1(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)))
    for step, character in enumerate(text.ljust(length), start=1):
        matrix[step % length, alphabet.index(character)] = 1
    return matrix


@mistake("got shape")
def encode_one_row_more(text, alphabet, length):
    return encode_by_identity(text, alphabet, length + 1)


@mistake("not one long row")
def encode_flat(text, alphabet, length):
    return [float(a == b) for a in text.ljust(length) for b in alphabet]


@mistake("got shape")
def encode_our_alphabet(text, alphabet, length):
    matrix = np.zeros((length, 12))
    for step, character in enumerate(text.ljust(length)):
        matrix[step, alphabet.index(character)] = 1
    return matrix


@mistake("ValueError")
def encode_digits_only(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)))
    for step, character in enumerate(text.ljust(length)):
        matrix[step, int(character)] = 1
    return matrix


@mistake("too far to the left")
def encode_without_wrapping(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)))
    for step, character in enumerate(text.ljust(length)):
        matrix[step, alphabet.index(character) - 1] = 1
    return matrix


@mistake("IndexError")
def encode_text_as_rows(text, alphabet, length):
    matrix = np.zeros((len(text), len(alphabet)))
    for step, character in enumerate(text.ljust(length)):
        matrix[step, alphabet.index(character)] = 1
    return matrix

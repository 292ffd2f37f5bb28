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


@mistake("transpose")
def encode_transposed(text, alphabet, length):
    return encode_by_identity(text, alphabet, length).T


@mistake("pad on the right")
def encode_padded_left(text, alphabet, length):
    return encode_by_identity(text.rjust(length), alphabet, length)


@mistake("backwards")
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


@mistake("not the last character")
def encode_space_last(text, alphabet, length):
    columns = [alphabet.index(c) for c in text] + [-1] * (length - len(text))
    return np.eye(len(alphabet))[columns]


@mistake("numbers are wrong")
def encode_without_inner_spaces(text, alphabet, length):
    return encode_by_identity(text.replace(" ", ""), alphabet, length)


@mistake("numbers are wrong")
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


@mistake("floating-point")
def encode_as_bool(text, alphabet, length):
    return np.array(list(text.ljust(length)))[:, None] == np.array(list(alphabet))


@mistake("floating-point")
def encode_as_int(text, alphabet, length):
    return np.eye(len(alphabet), dtype=int)[[alphabet.index(c) for c in text.ljust(length)]]


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

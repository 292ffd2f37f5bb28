"""Answers to decode."""

import numpy as np

from tests.answers import Bank

bank = Bank("decode")
right, mistake = bank.right, bank.mistake


@right
def decode_by_rows(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities).rstrip()


@right
def decode_by_indexing(probabilities, alphabet):
    return "".join(np.array(list(alphabet))[np.argmax(probabilities, axis=-1)]).rstrip(" ")


@right
def decode_by_loop(probabilities, alphabet):
    text = ""
    for row in probabilities.tolist():
        text += alphabet[row.index(max(row))]
    while text.endswith(" "):
        text = text[:-1]
    return text


@mistake("over axis 1")
def decode_axis_0(probabilities, alphabet):
    columns = probabilities.argmax(axis=0)
    return "".join(alphabet[column % len(alphabet)] for column in columns)


@mistake("least likely")
def decode_smallest(probabilities, alphabet):
    return "".join(alphabet[row.argmin()] for row in probabilities)


@mistake("too many or too few spaces")
def decode_unstripped(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities)


@mistake("rstrip")
def decode_stripped_both_ends(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities).strip()


@mistake("spaces inside stay")
def decode_all_spaces_gone(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities).replace(" ", "")


@mistake("no rounding")
def decode_rounded(probabilities, alphabet):
    return "".join(alphabet[row.round().argmax()] for row in probabilities)


@mistake("one half")
def decode_only_certain(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities if row.max() > 0.5)


@mistake("backwards")
def decode_reversed(probabilities, alphabet):
    return decode_by_rows(probabilities, alphabet)[::-1]


@mistake("number 0")
def decode_off_by_one(probabilities, alphabet):
    return "".join(alphabet[row.argmax() - 1] for row in probabilities).rstrip()


@mistake("look each up")
def decode_ids(probabilities, alphabet):
    return probabilities.argmax(axis=1)


@mistake("join the characters")
def decode_list(probabilities, alphabet):
    return [alphabet[row.argmax()] for row in probabilities]


@mistake("use return")
def decode_printed(probabilities, alphabet):
    print(decode_by_rows(probabilities, alphabet))


@mistake("IndexError")
def decode_index_error(probabilities, alphabet):
    return "".join(alphabet[row.argmax() + 1] for row in probabilities).rstrip()

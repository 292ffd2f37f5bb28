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


@right
def decode_by_sorting(probabilities, alphabet):
    text = "".join(alphabet[i] for i in np.argsort(probabilities, axis=1)[:, -1])
    return text.rstrip(" ")


@right
def decode_by_pairs(probabilities, alphabet):
    letters = [max(zip(row, alphabet))[1] for row in probabilities]
    while letters and letters[-1] == " ":
        letters.pop()
    return "".join(letters)


@right
def decode_recursively(probabilities, alphabet):
    if len(probabilities) == 0:
        return ""
    *before, row = probabilities
    last = alphabet[int(np.argmax(row))]
    if last == " ":
        return decode_recursively(before, alphabet)
    return "".join(alphabet[int(np.argmax(one))] for one in before) + last


@right
def decode_by_keras(probabilities, alphabet):
    from keras import ops

    columns = ops.convert_to_numpy(ops.argmax(ops.convert_to_tensor(probabilities), axis=-1))
    return np.str_("".join(np.take(list(alphabet), columns))).rstrip()


@mistake("over axis 1")
def decode_axis_0(probabilities, alphabet):
    columns = probabilities.argmax(axis=0)
    return "".join(alphabet[column % len(alphabet)] for column in columns)


@mistake("least likely")
def decode_smallest(probabilities, alphabet):
    return "".join(alphabet[row.argmin()] for row in probabilities).rstrip()


@mistake("it returned")
def decode_smallest_unstripped(probabilities, alphabet):
    return "".join(alphabet[row.argmin()] for row in probabilities)


@mistake("padding is left")
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
    return "".join(alphabet[row.round().argmax()] for row in probabilities).rstrip()


@mistake("one half")
def decode_only_certain(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities if row.max() > 0.5).rstrip()


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


@mistake("not lstrip")
def decode_lstripped(probabilities, alphabet):
    return decode_unstripped(probabilities, alphabet).lstrip()


@mistake("not only one")
def decode_one_space_gone(probabilities, alphabet):
    text = decode_unstripped(probabilities, alphabet)
    return text[:-1] if text[-1] == " " else text


@mistake("does not end at the first")
def decode_up_to_a_space(probabilities, alphabet):
    text = ""
    for row in probabilities:
        character = alphabet[np.argmax(row)]
        if character == " ":
            break
        text += character
    return text


@mistake("is no space")
def decode_unsure_as_space(probabilities, alphabet):
    characters = [alphabet[row.argmax()] if row.max() >= 0.5 else " " for row in probabilities]
    return "".join(characters).rstrip()


@mistake("alphabet's own order")
def decode_sorted(probabilities, alphabet):
    return decode_by_rows(probabilities, sorted(alphabet))


@mistake("nothing between them")
def decode_joined_by_spaces(probabilities, alphabet):
    return " ".join(alphabet[row.argmax()] for row in probabilities).rstrip()


@mistake("second likeliest")
def decode_second(probabilities, alphabet):
    return "".join(alphabet[row.argsort()[-2]] for row in probabilities).rstrip()


@mistake("last to the first")
def decode_rows_backwards(probabilities, alphabet):
    return decode_by_rows(probabilities[::-1], alphabet)


@mistake("it returned")
def decode_from_row_1(probabilities, alphabet):
    return "".join(
        alphabet[probabilities[t].argmax()] for t in range(1, len(probabilities))
    ).rstrip()


@mistake("its last one is missing")
def decode_one_too_short(probabilities, alphabet):
    text = decode_by_rows(probabilities, alphabet)
    return text[: len(text) - 1]


@mistake("too far to the right")
def decode_next_column(probabilities, alphabet):
    return "".join(alphabet[(row.argmax() + 1) % len(alphabet)] for row in probabilities).rstrip()


@mistake("expected a string")
def decode_only_the_likeliest(probabilities, alphabet):
    return int(probabilities.argmax())


@mistake("IndexError")
def decode_by_our_alphabet(probabilities, alphabet):
    return "".join("0123456789+ "[row.argmax() + 6] for row in probabilities).rstrip()


@mistake("it returned")
def decode_our_alphabet(probabilities, alphabet):
    return "".join("0123456789+ "[row.argmax()] for row in probabilities).rstrip()


@mistake("it returned")
def decode_last_row_missing(probabilities, alphabet):
    return decode_by_rows(probabilities[:-1], alphabet)


@mistake("it returned")
def decode_each_character_once(probabilities, alphabet):
    return "".join(dict.fromkeys(decode_by_rows(probabilities, alphabet)))

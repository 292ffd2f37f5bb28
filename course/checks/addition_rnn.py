"""Checks of lab 04_addition_rnn.

Every case is built together with its answer; nothing here turns a student's inputs into an answer.
"""

from collections import Counter

import numpy as np

from course.checks.base.compare import differs
from course.checks.base.core import Case, Check, Verdict

DIGITS = "0123456789+ "


# encode: from a text and its column numbers to the matrix


def _encode_cases(rng):
    shuffled = "".join(rng.permutation(list(DIGITS)))
    return [
        _encode_case("".join(rng.choice(list("0123456789+"), 6)), DIGITS, length=7),
        _encode_case("".join(rng.choice(list("0123456789+"), 4)), DIGITS, length=4),
        _encode_case("".join(rng.choice(list("0123456789+"), 2)), shuffled, length=9),
        _encode_case(" aB b", "ab ABc", length=8),
    ]


def _encode_case(text, alphabet, length):
    size, used = len(alphabet), len(text)
    columns = [alphabet.index(character) for character in text]
    space = alphabet.index(" ")
    right = np.zeros((length, size), "float32")
    right[np.arange(used), columns] = 1
    unpadded = right[:used].copy()
    right[used:, space] = 1
    zeros, last = right.copy(), right.copy()
    zeros[used:] = 0
    last[used:] = np.eye(size)[-1]
    mistakes = {
        "rows are characters in reading order, columns are the alphabet: transpose it": right.T,
        "pad on the right: the text starts at row 0": np.roll(right, length - used, axis=0),
        "the text stands backwards": right[::-1],
        "only the text stands backwards": np.concatenate([right[:used][::-1], right[used:]]),
        "a space is a character too: each padding row needs its 1 in the space's column": zeros,
        "the space is not the last character of every alphabet": last,
        "pad the text with spaces to `length` characters first": unpadded,
        "these are column numbers: each should become a row with a single 1": right.argmax(1),
        "columns count from 0": np.roll(right, 1, axis=1),
        "keep the alphabet's own order: sorted() and set() change it": right[
            :, np.argsort(list(alphabet))
        ],
        "one text makes one matrix: no axis for a batch": right[None],
        "the 1s and 0s are exchanged": 1 - right,
    }
    asks = f"shape {right.shape}, one 1 in every row, spaces after the text"
    return Case((text, alphabet, length), right, asks, mistakes)


encode = Check("encode", 1, _encode_cases)


# decode: from a text to probabilities that say it


def _decode_cases(rng):
    shuffled = "".join(rng.permutation(list(DIGITS)))
    return [
        _decode_case(rng, "7+ ", "7+ 1"),
        _decode_case(rng, "1998", DIGITS),
        _decode_case(rng, "4 2  ", shuffled),
        _decode_case(rng, " AB   ", "BA "),
    ]


def _decode_case(rng, padded, alphabet):
    ids = np.array([alphabet.index(character) for character in padded])
    probabilities = rng.dirichlet(np.full(len(alphabet), 3.0), len(ids))
    best = probabilities.argmax(axis=1)
    rows = np.arange(len(ids))
    top = probabilities[rows, best].copy()
    probabilities[rows, best] = probabilities[rows, ids]
    probabilities[rows, ids] = top  # the largest of its row, seldom above one half
    right = padded.rstrip()

    def said(columns):
        return "".join(alphabet[column % len(alphabet)] for column in columns)

    mistakes = {
        "take the largest probability of each row, over axis 1": said(probabilities.argmax(0)),
        "that is the least likely character of every row": said(probabilities.argmin(1)),
        "only the padding on the right goes: use rstrip, not strip": padded.strip(),
        "only the padding on the right goes, spaces inside stay": padded.replace(" ", ""),
        "the largest probability need not be above one half: no rounding": said(
            probabilities.round().argmax(1)
        ),
        "leave out no character for being below one half": said(
            ids[probabilities[rows, ids] > 0.5]
        ),
        "the text is backwards": right[::-1],
        "the alphabet's first character has number 0": said(ids - 1).rstrip(),
        "these are column numbers: look each up in the alphabet": ids,
        "join the characters into one string": list(padded),
        "join the characters into one string after stripping": list(right),
        "keep every character up to the padding": right[:-1],
    }
    asks = f"the likeliest character of each of {len(ids)} rows, without the padding"
    return Case((probabilities.astype("float32"), alphabet), right, asks, mistakes)


decode = Check("decode", 1, _decode_cases)


# parameters: Keras counts


def _parameter_cases(rng):
    sizes = [(12, 128), (5, 3), (1, 1), tuple(int(size) for size in rng.integers(6, 60, 2))]
    return [_parameter_case(symbols, units) for symbols, units in sizes]


def _parameter_case(symbols, units):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((7, symbols)),
            layers.LSTM(units),
            layers.RepeatVector(4),
            layers.LSTM(units, return_sequences=True),
            layers.Dense(symbols),
        ]
    )
    right = tuple(layer.count_params() for layer in model.layers)
    first, _, second, dense = right
    n, m = symbols, units
    mistakes = {
        "an LSTM has four sets of weights: three gates and the candidate": (
            first // 4, 0, second // 4, dense,
        ),
        "three sets of weights would be a GRU: an LSTM has four": (
            first * 3 // 4, 0, second * 3 // 4, dense,
        ),
        "each of an LSTM's four sets has a bias for every unit": (
            first - 4 * m, 0, second - 4 * m, dense,
        ),
        "an LSTM of Keras has one bias a unit and set, not two": (
            first + 4 * m, 0, second + 4 * m, dense,
        ),
        "the second LSTM reads the repeated vector, which has as many numbers as units": (
            first, 0, first, dense,
        ),
        "an LSTM also reads its own last output: units times units weights a set": (
            4 * (n * m + m), 0, 4 * (m * m + m), dense,
        ),
        "the Dense layer has a bias for every symbol": (first, 0, second, dense - n),
        "the Dense layer has one bias a symbol it writes, not one a unit it reads": (
            first, 0, second, n * m + m,
        ),
        "a bias for every unit of each set, not one for the whole set": (
            first - 4 * m + 4, 0, second - 4 * m + 4, dense,
        ),
        "n is what an LSTM reads and m what it writes: they are exchanged": (
            4 * (n * m + n * n + n), 0, second, dense,
        ),
        "RepeatVector only copies: it has nothing to train": (first, m, second, dense),
        "the weights are shared by all time steps: do not multiply by their number": (
            7 * first, 0, 4 * second, 4 * dense,
        ),
        "return the four numbers one by one, not their sum": first + second + dense,
        "RepeatVector is a layer too: its number is 0": (first, second, dense),
        "the order is encoder, repeat, decoder, dense": (dense, 0, second, first),
    }  # fmt: skip
    asks = "four whole numbers: encoder, repeat, decoder, dense"
    return Case((symbols, units), right, asks, mistakes)


layer_parameters = Check("layer-parameters", 2, _parameter_cases, seconds=20.0)


# exact match: lists with a known number of hits


def _exact_match_cases(rng):
    def texts(count):
        return [str(number) for number in rng.choice(np.arange(112, 988), count, replace=False)]

    spoil = [
        lambda text: text[:-1] + str((int(text[-1]) + 1) % 10),
        lambda text: "0" + text,
        lambda text: text[:-1],
        lambda text: text + "0",
    ]
    some, none, all_right, exchanged, shorter = (texts(count) for count in (6, 3, 5, 4, 3))
    written = [change(text) for change, text in zip(spoil, some, strict=False)] + some[4:]
    return [
        _exact_match_case(written, some, hits=2),
        _exact_match_case([spoil[0](text) for text in none], none, hits=0),
        _exact_match_case(list(all_right), all_right, hits=5),
        _exact_match_case([exchanged[1], exchanged[0], *exchanged[2:]], exchanged, hits=2),
        _exact_match_case([shorter[0], shorter[1][:-1], shorter[2]], shorter, hits=2),
    ]


def _exact_match_case(written, right, hits):
    count = len(right)
    pairs = list(zip(written, right, strict=True))
    characters = [a == b for x, y in pairs for a, b in zip(x, y, strict=False)]
    first = written[0] == right[0]
    mistakes = {
        "divide the number of hits by the number of sums": float(hits),
        "a share lies between 0 and 1: no percent": 100 * hits / count,
        "that is the share of wrong answers": 1 - hits / count,
        "that is per-character accuracy: a sum counts only if all of it is right": (
            sum(characters) / len(characters)
        ),
        "compare as text: '0157' is not the right way to write 157": (
            sum(int(a) == int(b) for a, b in pairs) / count
        ),
        "compare each answer with its own sum's, not with all of them": (
            sum(a in right for a in written) / count
        ),
        "an answer that is only a part of the right one is wrong": (
            sum(a in b for a, b in pairs) / count
        ),
        "an answer that only begins like the right one is wrong: lengths count": (
            sum(all(x == y for x, y in zip(a, b, strict=False)) for a, b in pairs) / count
        ),
        "one wrong sum does not make all of them wrong: use / and not //": float(hits // count),
        "look at all sums before you return: is return inside the loop?": float(first),
        "look at all sums before you return: it ends at the first one": first / count,
        "do not leave out the last one": sum(a == b for a, b in pairs[:-1]) / count,
        "do not round": round(hits / count, 1),
        "return one share for all sums, not one entry for each": [a == b for a, b in pairs],
    }
    asks = f"a share in 0..1 over {count} sums"
    return Case((written, right), hits / count, asks, mistakes)


exact_match = Check("exact-match", 1, _exact_match_cases)


# carries: two numbers grown column by column


def _carry_cases(rng):
    fixed = [
        ((1, 5), (9, 4)),
        ((9, 9, 9), (1, 0, 0)),
        ((1, 0, 0), (9, 9, 9)),
        ((5, 0, 4), (5, 0, 5)),
        ((5, 4), (4, 5)),
        ((5, 2), (5, 7)),
        ((0,), (0,)),
    ]
    cases = [_carry_case(first, second) for first, second in fixed]
    for columns in (3, 6):
        cases.append(_carry_case(rng.integers(0, 10, columns), rng.integers(0, 10, columns)))
    return cases


def _carry_case(first, second):
    """Digits of both numbers, units first."""
    numbers = [
        sum(int(digit) * 10**place for place, digit in enumerate(digits))
        for digits in (first, second)
    ]
    a, b = (str(number) for number in numbers)
    carry = local = late = nines = 0
    kept = stuck = 0  # a carry that is never taken back
    carried = []
    for x, y in zip(first, second, strict=True):
        total = int(x) + int(y) + carry
        local += int(x) + int(y) > 9
        late += total > 10
        nines += total >= 9
        if int(x) + int(y) + kept > 9:
            kept, stuck = 1, stuck + 1
        carry = int(total > 9)
        carried.append(carry)
    right = sum(carried)
    mistakes = {
        "a carry can cause the next one: add it to the next column": local,
        "set the carry back to 0 after a column that does not carry": stuck,
        "go on until both numbers are used up, not only the shorter one": sum(
            carried[: min(len(a), len(b))]
        ),
        "go on until both numbers are used up, not only the first one": sum(carried[: len(a)]),
        "ten is carried too: a column's sum above 9": late,
        "nine still fits into its column: carry only above 9": nines,
        "count the carry out of the last column too": sum(carried[: max(len(a), len(b)) - 1]),
        "count all carries, not whether there is one": int(right > 0),
        "align the numbers at their units, not at their first digits": sum(
            int(x) + int(y) > 9 for x, y in zip(a, b, strict=False)
        ),
        "the answer may be longer by one digit whatever the number of carries": (
            len(str(sum(numbers))) - max(len(a), len(b))
        ),
        "count the columns that carry, not those that do not": max(len(a), len(b)) - right,
        "start from a carry of 0": right + 1,
        "return the number of carries, not the sum": sum(numbers),
    }
    asks = "how many columns of the written sum carry a one to the next"
    return Case((*numbers,), right, asks, mistakes)


count_carries = Check("count-carries", 2, _carry_cases)


# learn: digits in a secret code, so that only a net that learned can answer

SHARE_WANTED = 0.9
LEARN_COUNT, UNSEEN_COUNT = 12_000, 500


def _learn_cases(rng):
    limit = 100
    drawn = rng.permutation(2 * limit * limit)[: LEARN_COUNT + UNSEEN_COUNT]
    first, second, minus = np.unravel_index(drawn, (limit, limit, 2))
    code = str.maketrans("0123456789", "".join(rng.permutation(list("0123456789"))))
    questions = [
        f"{a}{'-' if sign else '+'}{b}".translate(code)
        for a, b, sign in zip(first, second, minus, strict=True)
    ]
    answers = [
        str(number).translate(code) for number in np.where(minus, first - second, first + second)
    ]
    known = slice(None, LEARN_COUNT)
    unseen = slice(LEARN_COUNT, None)
    asks = f"at least {SHARE_WANTED:.0%} of {UNSEEN_COUNT} unseen answers right, digits in a secret code"
    inputs = (questions[known], answers[known], questions[unseen])
    return [Case(inputs, answers[unseen], asks)]


def judge_learning(case, outcome):
    """Judge answers to unseen questions by the share that is exactly right, padding aside.

    Args:
        case: Case with inputs (questions, answers, unseen) and the list of right answers.
        outcome: Outcome of kind "value".

    Returns:
        Verdict; where the share is too small, with the likely cause.
    """
    questions, answers, unseen = case.inputs
    value = outcome.value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or len(value) != len(unseen):
        message = differs(value, [""] * len(unseen))
        return Verdict(False, message, ("one answer for each unseen question",))
    strange = [entry for entry in value if not isinstance(entry, str)]
    if strange:
        hint = "join the characters that your net writes into one string a question"
        return Verdict(False, f"expected strings, got {type(strange[0]).__name__}", (hint,))
    written = [entry.strip() for entry in value]
    hits = _equal(written, case.expected)
    if _mean(hits) >= SHARE_WANTED:
        return Verdict(True)
    shares = {
        sign: _mean(hit for hit, question in zip(hits, unseen, strict=True) if sign in question)
        for sign in "+-"
    }
    parts = f"{shares['+']:.0%} of the sums, {shares['-']:.0%} of the differences"
    message = f"{_mean(hits):.0%} are right ({parts})"
    return Verdict(False, message, (_why_not_learned(written, case, shares),))


def _why_not_learned(written, case, shares):
    """The likeliest cause of wrong answers, tried one after the other."""
    _, answers, unseen = case.inputs
    right = case.expected

    def mostly(these, those):
        return _mean(_equal(these, those)) >= 0.8

    if mostly([text.lstrip("-") for text in written], [text.lstrip("-") for text in right]):
        return (
            "the minus of negative answers is lost: is it in your alphabet, is there room for it?"
        )
    if mostly([text[::-1] for text in written], right):
        return "the answers are backwards"
    if mostly(written, answers[: len(written)]):
        return "these are the answers of the training examples, not of the unseen questions"
    if mostly(written, [_arithmetic(question) for question in unseen]):
        return (
            "that is ordinary arithmetic: the digits are in a secret code, learn it from examples"
        )
    if mostly(written, [""] * len(written)):
        return "most answers are empty: memorised examples do not help with unseen questions"
    if len(set(written)) <= 2:
        return "the net writes the same for every question: is it trained, is the rate too high?"
    if sum((Counter(written) & Counter(right)).values()) >= 0.9 * len(right):
        return "right answers in the wrong order: answer i belongs to question i"
    if any(len(text) > 3 for text in written):
        return "no answer has more than three characters: strip what follows"
    if shares["+"] - shares["-"] > 0.3:
        return "it adds but does not subtract: does each sign have a column, are both in training?"
    return "train longer or with a higher learning rate, and watch the accuracy on known examples"


def _arithmetic(question):
    sign = "-" if "-" in question else "+"
    first, second = (int(number) for number in question.split(sign))
    return str(first - second if sign == "-" else first + second)


def _equal(these, those):
    return [a == b for a, b in zip(these, those, strict=True)]


def _mean(hits):
    hits = list(hits)
    return sum(hits) / max(len(hits), 1)


learn = Check("learn", 3, _learn_cases, judge_learning, seconds=180.0, costly=True)

"""Answers to the exercises of lab 04_addition_rnn."""

import numpy as np

from tests.answers import Bank

bank = Bank()
right, mistake = bank.right, bank.mistake


# encode


@right("encode")
def encode_by_loop(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)), dtype="float32")
    for step, character in enumerate(text.ljust(length)):
        matrix[step, alphabet.index(character)] = 1
    return matrix


@right("encode")
def encode_by_identity(text, alphabet, length):
    return np.eye(len(alphabet))[[alphabet.index(c) for c in text.ljust(length)]]


@right("encode")
def encode_by_lists(text, alphabet, length):
    text = text + " " * (length - len(text))
    return [[float(character == other) for other in alphabet] for character in text]


@right("encode")
def encode_by_keras(text, alphabet, length):
    import keras

    ids = np.array([alphabet.find(c) for c in text.ljust(length)])
    return keras.ops.one_hot(ids, len(alphabet))


@mistake("encode", "transpose")
def encode_transposed(text, alphabet, length):
    return encode_by_identity(text, alphabet, length).T


@mistake("encode", "pad on the right")
def encode_padded_left(text, alphabet, length):
    return encode_by_identity(text.rjust(length), alphabet, length)


@mistake("encode", "backwards")
def encode_reversed(text, alphabet, length):
    return encode_by_identity(text, alphabet, length)[::-1]


@mistake("encode", "backwards")
def encode_text_reversed(text, alphabet, length):
    return encode_by_identity(text[::-1], alphabet, length)


@mistake("encode", "a space is a character too")
def encode_padding_empty(text, alphabet, length):
    matrix = np.zeros((length, len(alphabet)), dtype="float32")
    for step, character in enumerate(text):
        matrix[step, alphabet.index(character)] = 1
    return matrix


@mistake("encode", "pad the text with spaces")
def encode_unpadded(text, alphabet, length):
    return np.eye(len(alphabet), dtype="float32")[[alphabet.index(c) for c in text]]


@mistake("encode", "not the last character")
def encode_space_last(text, alphabet, length):
    columns = [alphabet.index(c) for c in text] + [-1] * (length - len(text))
    return np.eye(len(alphabet))[columns]


@mistake("encode", "numbers are wrong")
def encode_without_inner_spaces(text, alphabet, length):
    return encode_by_identity(text.replace(" ", ""), alphabet, length)


@mistake("encode", "numbers are wrong")
def encode_lower_case(text, alphabet, length):
    return encode_by_identity(text.lower(), alphabet, length)


@mistake("encode", "got characters")
def encode_characters(text, alphabet, length):
    return np.array(list(text.ljust(length)))


@mistake("encode", "column numbers")
def encode_as_ids(text, alphabet, length):
    return np.array([alphabet.index(c) for c in text.ljust(length)])


@mistake("encode", "alphabet's own order")
def encode_sorted_alphabet(text, alphabet, length):
    return encode_by_identity(text, "".join(sorted(alphabet)), length)


@mistake("encode", "no axis for a batch")
def encode_as_batch(text, alphabet, length):
    return encode_by_identity(text, alphabet, length)[None]


@mistake("encode", "floating-point")
def encode_as_bool(text, alphabet, length):
    return np.array(list(text.ljust(length)))[:, None] == np.array(list(alphabet))


@mistake("encode", "floating-point")
def encode_as_int(text, alphabet, length):
    return np.eye(len(alphabet), dtype=int)[[alphabet.index(c) for c in text.ljust(length)]]


@mistake("encode", "columns count from 0")
def encode_off_by_one(text, alphabet, length):
    return np.roll(encode_by_identity(text, alphabet, length), 1, axis=1)


@mistake("encode", "NaN")
def encode_normalised_wrongly(text, alphabet, length):
    matrix = encode_padding_empty(text, alphabet, length)
    with np.errstate(invalid="ignore"):
        return matrix / matrix.sum(axis=0)


@mistake("encode", "use return")
def encode_printed(text, alphabet, length):
    print(encode_by_identity(text, alphabet, length))


# decode


@right("decode")
def decode_by_rows(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities).rstrip()


@right("decode")
def decode_by_indexing(probabilities, alphabet):
    return "".join(np.array(list(alphabet))[np.argmax(probabilities, axis=-1)]).rstrip(" ")


@right("decode")
def decode_by_loop(probabilities, alphabet):
    text = ""
    for row in probabilities.tolist():
        text += alphabet[row.index(max(row))]
    while text.endswith(" "):
        text = text[:-1]
    return text


@mistake("decode", "over axis 1")
def decode_axis_0(probabilities, alphabet):
    columns = probabilities.argmax(axis=0)
    return "".join(alphabet[column % len(alphabet)] for column in columns)


@mistake("decode", "least likely")
def decode_smallest(probabilities, alphabet):
    return "".join(alphabet[row.argmin()] for row in probabilities)


@mistake("decode", "spaces too many")
def decode_unstripped(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities)


@mistake("decode", "rstrip")
def decode_stripped_both_ends(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities).strip()


@mistake("decode", "spaces inside stay")
def decode_all_spaces_gone(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities).replace(" ", "")


@mistake("decode", "no rounding")
def decode_rounded(probabilities, alphabet):
    return "".join(alphabet[row.round().argmax()] for row in probabilities)


@mistake("decode", "one half")
def decode_only_certain(probabilities, alphabet):
    return "".join(alphabet[row.argmax()] for row in probabilities if row.max() > 0.5)


@mistake("decode", "backwards")
def decode_reversed(probabilities, alphabet):
    return decode_by_rows(probabilities, alphabet)[::-1]


@mistake("decode", "number 0")
def decode_off_by_one(probabilities, alphabet):
    return "".join(alphabet[row.argmax() - 1] for row in probabilities).rstrip()


@mistake("decode", "look each up")
def decode_ids(probabilities, alphabet):
    return probabilities.argmax(axis=1)


@mistake("decode", "join the characters")
def decode_list(probabilities, alphabet):
    return [alphabet[row.argmax()] for row in probabilities]


@mistake("decode", "use return")
def decode_printed(probabilities, alphabet):
    print(decode_by_rows(probabilities, alphabet))


@mistake("decode", "IndexError")
def decode_index_error(probabilities, alphabet):
    return "".join(alphabet[row.argmax() + 1] for row in probabilities).rstrip()


# layer-parameters


def lstm(n, m):
    return 4 * (n * m + m * m + m)


@right("layer-parameters")
def parameters_by_formula(symbols, units):
    return lstm(symbols, units), 0, lstm(units, units), units * symbols + symbols


@right("layer-parameters")
def parameters_as_list(symbols, units):
    shapes = [(symbols, units), (units, units)]
    encoder, decoder = (sum(4 * (n * m + m * m + m) for n, m in [shape]) for shape in shapes)
    return [encoder, 0, decoder, (units + 1) * symbols]


@right("layer-parameters")
def parameters_by_numpy(symbols, units):
    inputs = np.array([symbols, units])
    encoder, decoder = 4 * units * (inputs + units + 1)
    return np.array([encoder, 0, decoder, symbols * (units + 1)])


@mistake("layer-parameters", "four sets of weights")
def parameters_one_gate(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder // 4, repeat, decoder // 4, dense


@mistake("layer-parameters", "would be a GRU")
def parameters_gru(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder * 3 // 4, repeat, decoder * 3 // 4, dense


@mistake("layer-parameters", "has a bias for every unit")
def parameters_no_bias(symbols, units):
    return (
        4 * (symbols + units) * units,
        0,
        8 * units**2,
        units * symbols + symbols,
    )


@mistake("layer-parameters", "one bias a unit")
def parameters_two_biases(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder + 4 * units, repeat, decoder + 4 * units, dense


@mistake("layer-parameters", "reads the repeated vector")
def parameters_decoder_reads_symbols(symbols, units):
    return lstm(symbols, units), 0, lstm(symbols, units), units * symbols + symbols


@mistake("layer-parameters", "own last output")
def parameters_not_recurrent(symbols, units):
    return (
        4 * (symbols * units + units),
        0,
        4 * (units * units + units),
        units * symbols + symbols,
    )


@mistake("layer-parameters", "bias for every symbol")
def parameters_dense_without_bias(symbols, units):
    return (*parameters_by_formula(symbols, units)[:3], units * symbols)


@mistake("layer-parameters", "one bias a symbol")
def parameters_dense_wrong_bias(symbols, units):
    return (*parameters_by_formula(symbols, units)[:3], units * symbols + units)


@mistake("layer-parameters", "not one for the whole set")
def parameters_one_bias_per_set(symbols, units):
    encoder, repeat, decoder, dense = parameters_by_formula(symbols, units)
    return encoder - 4 * units + 4, repeat, decoder - 4 * units + 4, dense


@mistake("layer-parameters", "they are exchanged")
def parameters_exchanged(symbols, units):
    return lstm(units, symbols), 0, lstm(units, units), units * symbols + symbols


@mistake("layer-parameters", "only copies")
def parameters_of_repeat(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return encoder, units, decoder, dense


@mistake("layer-parameters", "shared by all time steps")
def parameters_per_step(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return 7 * encoder, 0, 4 * decoder, 4 * dense


@mistake("layer-parameters", "not their sum")
def parameters_summed(symbols, units):
    return sum(parameters_by_formula(symbols, units))


@mistake("layer-parameters", "RepeatVector is a layer too")
def parameters_without_repeat(symbols, units):
    encoder, _, decoder, dense = parameters_by_formula(symbols, units)
    return encoder, decoder, dense


@mistake("layer-parameters", "whole number")
def parameters_as_float(symbols, units):
    return tuple(count / 1 for count in parameters_by_formula(symbols, units))


# exact-match


@right("exact-match")
def match_by_sum(written, right):
    return sum(a == b for a, b in zip(written, right)) / len(right)


@right("exact-match")
def match_by_numpy(written, right):
    return np.mean(np.array(written) == np.array(right))


@right("exact-match")
def match_by_counting(written, right):
    hits = 0
    for place in range(len(right)):
        if written[place] == right[place]:
            hits += 1
    return hits / len(right)


@mistake("exact-match", "divide the number of hits")
def match_count(written, right):
    return sum(a == b for a, b in zip(written, right))


@mistake("exact-match", "no percent")
def match_percent(written, right):
    return 100 * match_by_sum(written, right)


@mistake("exact-match", "wrong answers")
def match_error_rate(written, right):
    return 1 - match_by_sum(written, right)


@mistake("exact-match", "per-character accuracy")
def match_characters(written, right):
    pairs = [pair for a, b in zip(written, right) for pair in zip(a, b)]
    return sum(a == b for a, b in pairs) / len(pairs)


@mistake("exact-match", "compare as text")
def match_as_numbers(written, right):
    return sum(int(a) == int(b) for a, b in zip(written, right)) / len(right)


@mistake("exact-match", "use / and not //")
def match_floor(written, right):
    return sum(a == b for a, b in zip(written, right)) // len(right)


@mistake("exact-match", "the last one")
def match_without_last(written, right):
    hits = sum(written[i] == right[i] for i in range(len(right) - 1))
    return hits / len(right)


@mistake("exact-match", "do not round")
def match_rounded(written, right):
    return round(match_by_sum(written, right), 1)


@mistake("exact-match", "one share for all")
def match_per_sum(written, right):
    return [a == b for a, b in zip(written, right)]


@mistake("exact-match", "does not make all of them wrong")
def match_all_or_nothing(written, right):
    return float(written == right)


@mistake("exact-match", "own sum's")
def match_as_sets(written, right):
    return len(set(written) & set(right)) / len(right)


@mistake("exact-match", "own sum's")
def match_anywhere(written, right):
    return sum(answer in right for answer in written) / len(right)


@mistake("exact-match", "only a part of")
def match_substring(written, right):
    return sum(a in b for a, b in zip(written, right)) / len(right)


@mistake("exact-match", "only begins like")
def match_prefix(written, right):
    return sum(all(x == y for x, y in zip(a, b)) for a, b in zip(written, right)) / len(right)


@mistake("exact-match", "is return inside the loop")
def match_first_only(written, right):
    for a, b in zip(written, right):
        return float(a == b)


@mistake("exact-match", "TypeError")
def match_one_argument(written):
    return 1.0


@mistake("exact-match", "never ends")
def match_endless(written, right):
    hits = 0
    while hits < len(right):
        pass
    return hits / len(right)


@mistake("exact-match", "every path end in return")
def match_returns_nothing(written, right):
    match_by_sum(written, right)


# count-carries


@right("count-carries")
def carries_by_column(first, second):
    carry = carries = 0
    while first or second:
        carry = int(first % 10 + second % 10 + carry > 9)
        carries += carry
        first, second = first // 10, second // 10
    return carries


@right("count-carries")
def carries_by_digit_sums(first, second):
    def digit_sum(number):
        return sum(int(digit) for digit in str(number))

    return (digit_sum(first) + digit_sum(second) - digit_sum(first + second)) // 9


@right("count-carries")
def carries_by_remainders(first, second):
    count = 0
    for place in range(1, 20):
        count += first % 10**place + second % 10**place >= 10**place
    return count


@right("count-carries")
def carries_recursive(first, second, carry=0):
    if first == 0 and second == 0:
        return 0
    carry = (first % 10 + second % 10 + carry) // 10
    return carry + carries_recursive(first // 10, second // 10, carry)


def columns(first, second):
    width = max(len(str(first)), len(str(second)))
    pairs = zip(str(first).zfill(width), str(second).zfill(width))
    return [(int(a), int(b)) for a, b in pairs][::-1]


@mistake("count-carries", "a carry can cause the next one")
def carries_without_passing_on(first, second):
    return sum(a + b > 9 for a, b in columns(first, second))


@mistake("count-carries", "set the carry back")
def carries_never_reset(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        if a + b + carry > 9:
            carry = 1
            count += 1
    return count


@mistake("count-carries", "until both numbers are used up")
def carries_over_the_shorter(first, second):
    carry = count = 0
    for a, b in zip(str(first)[::-1], str(second)[::-1]):
        carry = int(int(a) + int(b) + carry > 9)
        count += carry
    return count


@mistake("count-carries", "until both numbers are used up")
def carries_while_first(first, second):
    carry = count = 0
    while first:
        carry = int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count


@mistake("count-carries", "until both numbers are used up")
def carries_while_both(first, second):
    carry = count = 0
    while first and second:
        carry = int(first % 10 + second % 10 + carry > 9)
        count += carry
        first, second = first // 10, second // 10
    return count


@mistake("count-carries", "ten is carried too")
def carries_above_ten(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        count += a + b + carry > 10
        carry = int(a + b + carry > 9)
    return count


@mistake("count-carries", "nine still fits")
def carries_from_nine(first, second):
    carry = count = 0
    for a, b in columns(first, second):
        count += a + b + carry >= 9
        carry = int(a + b + carry > 9)
    return count


@mistake("count-carries", "out of the last column")
def carries_without_last(first, second):
    carry = count = 0
    for a, b in columns(first, second)[:-1]:
        carry = int(a + b + carry > 9)
        count += carry
    return count


@mistake("count-carries", "not whether there is one")
def carries_any(first, second):
    return int(carries_by_column(first, second) > 0)


@mistake("count-carries", "align the numbers at their units")
def carries_aligned_left(first, second):
    return sum(int(a) + int(b) > 9 for a, b in zip(str(first), str(second)))


@mistake("count-carries", "longer by one digit")
def carries_by_length(first, second):
    return len(str(first + second)) - max(len(str(first)), len(str(second)))


@mistake("count-carries", "not those that do not")
def carries_missing(first, second):
    return len(columns(first, second)) - carries_by_column(first, second)


@mistake("count-carries", "carry of 0")
def carries_started_at_one(first, second):
    return carries_by_column(first, second) + 1


@mistake("count-carries", "not the sum")
def carries_sum(first, second):
    return first + second


@mistake("count-carries", "whole number")
def carries_as_float(first, second):
    return carries_by_column(first, second) * 1.0


@mistake("count-carries", "expected a number")
def carries_as_bool(first, second):
    return carries_by_column(first, second) > 0


@mistake("count-carries", "never ends")
def carries_endless(first, second):
    carries = 0
    while first >= 0:
        carries += first % 10 + second % 10 > 9
        first, second = first // 10, second // 10
    return carries


@mistake("count-carries", "use return")
def carries_printed(first, second):
    print(carries_by_column(first, second))


# learn


def letters(texts, length, alphabet):
    characters = np.array([list(text.ljust(length)) for text in texts])
    return (characters[:, :, None] == np.array(list(alphabet))).astype("float32")


@right("learn")
def learn_lstm(questions, answers, unseen):
    import keras
    from keras import layers

    alphabet = "0123456789+- "
    net = keras.Sequential(
        [
            layers.LSTM(64, kernel_initializer="he_normal"),
            layers.RepeatVector(3),
            layers.LSTM(64, kernel_initializer="he_normal", return_sequences=True),
            layers.Dense(13, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.02, 14 * len(questions) // 64)
    net.compile(keras.optimizers.Nadam(rate, beta_2=0.98), "categorical_crossentropy")
    x, y = letters(questions, 5, alphabet)[:, ::-1], letters(answers, 3, alphabet)
    net.fit(x, y, batch_size=64, epochs=14, verbose=0)
    written = net.predict(letters(unseen, 5, alphabet)[:, ::-1], verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row).strip() for row in written]


@right("learn")
def learn_gru_with_ids(questions, answers, unseen):
    import keras
    from keras import layers

    alphabet = "+-0123456789 "

    def ids(texts, length):
        return np.array([[alphabet.index(c) for c in text.ljust(length)] for text in texts])

    net = keras.Sequential(
        [
            layers.Embedding(13, 24),
            layers.GRU(96),
            layers.RepeatVector(3),
            layers.GRU(96, return_sequences=True),
            layers.Dense(13),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    rate = keras.optimizers.schedules.CosineDecay(0.01, 20 * len(questions) // 64)
    net.compile(keras.optimizers.Nadam(rate, beta_2=0.98), loss)
    net.fit(ids(questions, 5)[:, ::-1], ids(answers, 3), batch_size=64, epochs=20, verbose=0)
    written = net.predict(ids(unseen, 5)[:, ::-1], verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row) for row in written]  # padding left on


@right("learn")
def learn_dense(questions, answers, unseen):
    """No recurrence at all: both numbers by their columns, read by a feed-forward net."""
    import keras
    from keras import layers

    alphabet = "0123456789+- "

    def aligned(texts):
        sign = ["-" if "-" in text else "+" for text in texts]
        parts = [text.split(s) for text, s in zip(texts, sign)]
        return letters([s + a.rjust(2) + b.rjust(2) for s, (a, b) in zip(sign, parts)], 5, alphabet)

    net = keras.Sequential(
        [
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(512, activation="relu"),
            layers.Dense(39),
            layers.Reshape((3, 13)),
            layers.Softmax(),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.003, 40 * len(questions) // 64)
    net.compile(keras.optimizers.Adam(rate), "categorical_crossentropy")
    net.fit(aligned(questions), letters(answers, 3, alphabet), batch_size=64, epochs=40, verbose=0)
    written = net.predict(aligned(unseen), verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row).strip() for row in written]


trained = {}  # the mistakes below spoil the answers of one and the same trained net


def learned(questions, answers, unseen):
    key = hash(tuple(questions))
    if key not in trained:
        trained[key] = learn_lstm(questions, answers, unseen)
    return list(trained[key])


@mistake("learn", "ordinary arithmetic")
def learn_by_formula(questions, answers, unseen):
    return [str(eval("-".join(str(int(n)) for n in q.split("-")) if "-" in q else
                     "+".join(str(int(n)) for n in q.split("+")))) for q in unseen]  # fmt: skip


@mistake("learn", "memorised")
def learn_by_heart(questions, answers, unseen):
    table = dict(zip(questions, answers))
    return [table.get(question, "") for question in unseen]


@mistake("learn", "training examples")
def learn_returns_training_answers(questions, answers, unseen):
    return answers[: len(unseen)]


@mistake("learn", "same for every question")
def learn_constant(questions, answers, unseen):
    return [answers[0]] * len(unseen)


@mistake("learn", "one answer for each")
def learn_returns_too_few(questions, answers, unseen):
    return answers[: len(unseen) - 1]


@mistake("learn", "one answer for each")
def learn_returns_model(questions, answers, unseen):
    import keras

    return keras.Sequential([keras.layers.Dense(3)])


@mistake("learn", "join the characters")
def learn_returns_ids(questions, answers, unseen):
    return np.zeros((len(unseen), 3), int)


@mistake("learn", "join the characters")
def learn_returns_numbers(questions, answers, unseen):
    return [0 for _ in unseen]


@mistake("learn", "minus of negative answers")
def learn_loses_minus(questions, answers, unseen):
    return [text.lstrip("-") for text in learned(questions, answers, unseen)]


@mistake("learn", "backwards")
def learn_backwards(questions, answers, unseen):
    return [text[::-1] for text in learned(questions, answers, unseen)]


@mistake("learn", "wrong order")
def learn_shuffled(questions, answers, unseen):
    return learned(questions, answers, unseen)[::-1]


@mistake("learn", "adds but does not subtract")
def learn_sums_only(questions, answers, unseen):
    written = learned(questions, answers, unseen)
    return [text if "+" in question else "1" for question, text in zip(unseen, written)]


@mistake("learn", "strip what follows")
def learn_with_end_mark(questions, answers, unseen):
    return [text + "END" for text in learned(questions, answers, unseen)]


@mistake("learn", "train longer")
def learn_too_short(questions, answers, unseen):
    written = learned(questions, answers, unseen)
    rng = np.random.default_rng(0)
    return [text if rng.random() < 0.5 else text[:-1] + "7" for text in written]


@mistake("learn", "use return")
def learn_printed(questions, answers, unseen):
    print(unseen)


@mistake("learn", "ValueError")
def learn_raises(questions, answers, unseen):
    return np.array([list(text) for text in questions])

"""Answers to learn."""

import numpy as np

from tests.answers import Bank

bank = Bank("learn")
right, mistake = bank.right, bank.mistake


def letters(texts, length, alphabet):
    characters = np.array([list(text.ljust(length)) for text in texts])
    return (characters[:, :, None] == np.array(list(alphabet))).astype("float32")


@right
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
    rate = keras.optimizers.schedules.CosineDecay(0.03, 16 * len(questions) // 128)
    net.compile(keras.optimizers.Nadam(rate, beta_2=0.98), "categorical_crossentropy")
    x, y = letters(questions, 5, alphabet)[:, ::-1], letters(answers, 3, alphabet)
    net.fit(x, y, batch_size=128, epochs=16, verbose=0)
    written = net.predict(letters(unseen, 5, alphabet)[:, ::-1], verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row).strip() for row in written]


@right
def learn_gru_with_ids(questions, answers, unseen):
    import keras
    from keras import layers

    alphabet = "+-0123456789 "

    def ids(texts, length):
        return np.array([[alphabet.index(c) for c in text.ljust(length)] for text in texts])

    net = keras.Sequential(
        [
            layers.Embedding(13, 24),
            layers.GRU(64),
            layers.RepeatVector(3),
            layers.GRU(64, return_sequences=True),
            layers.Dense(13),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    rate = keras.optimizers.schedules.CosineDecay(0.015, 16 * len(questions) // 128)
    net.compile(keras.optimizers.Nadam(rate, beta_2=0.98), loss)
    net.fit(ids(questions, 5)[:, ::-1], ids(answers, 3), batch_size=128, epochs=16, verbose=0)
    written = net.predict(ids(unseen, 5)[:, ::-1], verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row) for row in written]  # padding left on


@right
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
    rate = keras.optimizers.schedules.CosineDecay(0.004, 25 * len(questions) // 256)
    net.compile(keras.optimizers.Adam(rate), "categorical_crossentropy")
    net.fit(aligned(questions), letters(answers, 3, alphabet), batch_size=256, epochs=25, verbose=0)
    written = net.predict(aligned(unseen), verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row).strip() for row in written]


def learned(questions, answers, unseen):
    """What a net writes that has learned: 98 of 100 are right. The mistakes below spoil it.

    Linear algebra finds the code faster than training does: every example says that first plus or minus second
    minus answer is 0, which is linear in the values of the ten digits, so the values are the null space.
    """

    def places(text):  # how much each symbol counts in a number, (10,)
        row = np.zeros(10)
        for place, symbol in enumerate(reversed(text.lstrip("-"))):
            row[int(symbol)] += 10**place
        return -row if text.startswith("-") else row

    def sums(question):
        sign = "-" if "-" in question else "+"
        first, second = (places(text) for text in question.split(sign))
        return first - second if sign == "-" else first + second

    rows = [sums(question) - places(answer) for question, answer in zip(questions, answers)]
    values = np.linalg.svd(np.array(rows), full_matrices=False)[2][-1]
    values = np.rint(9 * values / values[abs(values).argmax()])
    code = {str(int(value)): str(symbol) for symbol, value in enumerate(values)}
    written = []
    for number, question in enumerate(unseen):
        answer = round(sums(question) @ values) + (number % 50 == 0)
        written.append("".join(code.get(symbol, symbol) for symbol in str(answer)))
    return written


@mistake("ordinary arithmetic")
def learn_by_formula(questions, answers, unseen):
    return [str(eval("-".join(str(int(n)) for n in q.split("-")) if "-" in q else
                     "+".join(str(int(n)) for n in q.split("+")))) for q in unseen]  # fmt: skip


@mistake("memorised")
def learn_by_heart(questions, answers, unseen):
    table = dict(zip(questions, answers))
    return [table.get(question, "") for question in unseen]


@mistake("training examples")
def learn_returns_training_answers(questions, answers, unseen):
    return answers[: len(unseen)]


@mistake("same for every question")
def learn_constant(questions, answers, unseen):
    return [answers[0]] * len(unseen)


@mistake("one answer for each")
def learn_returns_too_few(questions, answers, unseen):
    return answers[: len(unseen) - 1]


@mistake("one answer for each")
def learn_returns_model(questions, answers, unseen):
    import keras

    return keras.Sequential([keras.layers.Dense(3)])


@mistake("join the characters")
def learn_returns_ids(questions, answers, unseen):
    return np.zeros((len(unseen), 3), int)


@mistake("join the characters")
def learn_returns_numbers(questions, answers, unseen):
    return [0 for _ in unseen]


@mistake("minus of negative answers")
def learn_loses_minus(questions, answers, unseen):
    return [text.lstrip("-") for text in learned(questions, answers, unseen)]


@mistake("backwards")
def learn_backwards(questions, answers, unseen):
    return [text[::-1] for text in learned(questions, answers, unseen)]


@mistake("wrong order")
def learn_shuffled(questions, answers, unseen):
    return learned(questions, answers, unseen)[::-1]


@mistake("adds but does not subtract")
def learn_sums_only(questions, answers, unseen):
    written = learned(questions, answers, unseen)
    return [text if "+" in question else "1" for question, text in zip(unseen, written)]


@mistake("strip what follows")
def learn_with_end_mark(questions, answers, unseen):
    return [text + "END" for text in learned(questions, answers, unseen)]


@mistake("train longer")
def learn_too_short(questions, answers, unseen):
    written = learned(questions, answers, unseen)
    rng = np.random.default_rng(0)
    return [text if rng.random() < 0.5 else text[:-1] + "7" for text in written]


@mistake("use return")
def learn_printed(questions, answers, unseen):
    print(unseen)


@mistake("ValueError")
def learn_raises(questions, answers, unseen):
    return np.array([list(text) for text in questions])

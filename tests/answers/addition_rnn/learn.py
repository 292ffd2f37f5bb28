"""Answers to learn."""

import numpy as np

from tests.answers import Bank

bank = Bank("learn")
right, mistake = bank.right, bank.mistake


def letters(texts, length, alphabet):
    characters = np.array([list(text.ljust(length)) for text in texts])
    return (characters[:, :, None] == np.array(list(alphabet))).astype("float32")


def numbers_of(question):
    """The signed digits of a question: "3+5-7" gives ["+3", "+5", "-7"]."""
    text = "+" + question
    return [text[place : place + 2] for place in (0, 2, 4)]


@right
def learn_lstm(questions, answers, unseen):
    import keras
    from keras import layers

    alphabet = "0123456789+- "
    net = keras.Sequential(
        [
            layers.LSTM(64),
            layers.RepeatVector(3),
            layers.LSTM(64, return_sequences=True),
            layers.Dense(13, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.02, 10 * len(questions) // 64)
    net.compile(keras.optimizers.Adam(rate), "categorical_crossentropy")
    x, y = letters(questions, 5, alphabet), letters(answers, 3, alphabet)
    net.fit(x, y, batch_size=64, epochs=10, verbose=0)
    written = net.predict(letters(unseen, 5, alphabet), verbose=0).argmax(-1)
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
            layers.Embedding(13, 24, embeddings_initializer="he_normal"),
            layers.GRU(64),
            layers.RepeatVector(3),
            layers.GRU(64, return_sequences=True),
            layers.Dense(13),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    rate = keras.optimizers.schedules.CosineDecay(0.015, 12 * len(questions) // 64)
    net.compile(keras.optimizers.Nadam(rate, beta_2=0.98), loss)
    net.fit(ids(questions, 5), ids(answers, 3), batch_size=64, epochs=12, verbose=0)
    written = net.predict(ids(unseen, 5), verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row) for row in written]  # padding left on


@right
def learn_by_the_book(questions, answers, unseen):
    """As a student may do it who changes nothing: many units, the usual optimizer, many epochs.

    At a rate that does not fall the loss jumps now and then, also in the last epoch: the best one counts.
    """
    import keras
    from keras import layers

    alphabet = sorted(set("".join([*questions, *answers])) | {" "})
    net = keras.Sequential(
        [
            layers.LSTM(128),
            layers.RepeatVector(3),
            layers.LSTM(128, return_sequences=True),
            layers.Dense(len(alphabet), activation="softmax"),
        ]
    )
    net.compile("adam", "categorical_crossentropy")
    x, y = letters(questions, 5, alphabet), letters(answers, 3, alphabet)
    best = keras.callbacks.EarlyStopping("loss", patience=30, restore_best_weights=True)
    net.fit(x, y, batch_size=32, epochs=30, verbose=0, callbacks=[best])
    written = net.predict(letters(unseen, 5, alphabet), verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row).strip() for row in written]


@right
def learn_dense(questions, answers, unseen):
    """No recurrence at all: a feed-forward net reads all characters at once."""
    import keras
    from keras import layers

    alphabet = "0123456789+- "
    net = keras.Sequential(
        [
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(39),
            layers.Reshape((3, 13)),
            layers.Softmax(),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(0.006, 25 * len(questions) // 64)
    net.compile(keras.optimizers.Adam(rate), "categorical_crossentropy")
    net.fit(
        letters(questions, 5, alphabet),
        letters(answers, 3, alphabet),
        batch_size=64,
        epochs=25,
        verbose=0,
    )
    written = net.predict(letters(unseen, 5, alphabet), verbose=0).argmax(-1)
    return ["".join(alphabet[i] for i in row).strip() for row in written]


def learned(questions, answers, unseen):
    """What a net writes that has learned: 98 of 100 are right. The mistakes below spoil it.

    Linear algebra finds the code faster than training does: every example says that its numbers together minus
    the answer is 0, which is linear in the values of the ten digits, so the values are the null space.
    """

    def places(text):  # how much each symbol counts in a number, (10,)
        row = np.zeros(10)
        for place, symbol in enumerate(reversed(text.lstrip("+-"))):
            row[int(symbol)] += 10**place
        return -row if text.startswith("-") else row

    def sums(question):
        return sum(places(number) for number in numbers_of(question))

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
    return [str(eval(question)) for question in unseen]


@mistake("answers are empty")
def learn_by_heart(questions, answers, unseen):
    table = dict(zip(questions, answers))
    return [table.get(question, "") for question in unseen]


@mistake("answers are empty")
def learn_in_any_order(questions, answers, unseen):
    """A table that knows that the order of the numbers does not matter."""
    table = {tuple(sorted(numbers_of(q))): answer for q, answer in zip(questions, answers)}
    return [table.get(tuple(sorted(numbers_of(question))), "") for question in unseen]


@mistake("are right")
def learn_from_the_nearest(questions, answers, unseen):
    """The answer of the known question with the most characters in common."""
    known = np.array([list(question) for question in questions])
    nearest = [(known == np.array(list(question))).sum(axis=1).argmax() for question in unseen]
    return [answers[place] for place in nearest]


@mistake("are right")
def learn_with_a_forest(questions, answers, unseen):
    """Decision trees see characters, not how numbers go together."""
    from sklearn.ensemble import RandomForestClassifier

    x = letters([*questions, *unseen], 5, "0123456789+-").reshape(len(questions) + len(unseen), -1)
    trees = RandomForestClassifier(20, random_state=0).fit(x[: len(questions)], answers)
    return list(trees.predict(x[len(questions) :]))


@mistake("those of the training examples")
def learn_returns_training_answers(questions, answers, unseen):
    return answers[: len(unseen)]


@mistake("every question gets the same answer")
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


@mistake("an answer is a string")
def learn_returns_numbers(questions, answers, unseen):
    return [0 for _ in unseen]


@mistake("minus")
def learn_loses_minus(questions, answers, unseen):
    return [text.lstrip("-") for text in learned(questions, answers, unseen)]


@mistake("is there room for three characters?")
def learn_cut_off(questions, answers, unseen):
    """Two characters are enough for nine answers in ten."""
    return [text[:2] for text in learned(questions, answers, unseen)]


@mistake("a minus and two digits")
def learn_repeats_a_digit(questions, answers, unseen):
    """The third character is a copy of the second: right for one answer in three that have it."""
    return [text[:2] + text[1:2] * (len(text) > 2) for text in learned(questions, answers, unseen)]


@mistake("backwards")
def learn_backwards(questions, answers, unseen):
    return [text[::-1] for text in learned(questions, answers, unseen)]


@mistake("from the last question to the first")
def learn_shuffled(questions, answers, unseen):
    return learned(questions, answers, unseen)[::-1]


@mistake("of those with + alone")
def learn_sums_only(questions, answers, unseen):
    written = learned(questions, answers, unseen)
    return [text if "-" not in question else "1" for question, text in zip(unseen, written)]


@mistake("take off what you pad with")
def learn_with_end_mark(questions, answers, unseen):
    return [text + "END" for text in learned(questions, answers, unseen)]


@mistake("of the characters, padding included, are right")
def learn_too_short(questions, answers, unseen):
    written = learned(questions, answers, unseen)
    rng = np.random.default_rng(0)
    return [text if rng.random() < 0.5 else text[:-1] + "7" for text in written]


@mistake("of the characters, padding included, are right")
def learn_nearly(questions, answers, unseen):
    """85 of 100 are right: no share of right answers may look like a mistake in all of them."""
    written = learned(questions, answers, unseen)
    rng = np.random.default_rng(0)
    return [text if rng.random() < 0.85 else text[:-1] + "7" for text in written]


@mistake("of the characters, padding included, are right")
def learn_the_neighbours(questions, answers, unseen):
    """Half of the answers are those of a neighbour: nearly as many of each kind as there should be."""
    written = learned(questions, answers, unseen)
    rng = np.random.default_rng(0)
    return [text if rng.random() < 0.5 else written[rng.integers(len(written))] for text in written]


@mistake("use return")
def learn_printed(questions, answers, unseen):
    print(unseen)


@mistake("ValueError")
def learn_raises(questions, answers, unseen):
    return np.array([list(text) for text in answers])  # of different lengths

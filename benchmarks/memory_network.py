"""A memory network: seconds of training until 95 % of the questions of bAbI's first task are answered right.

Against the settings of the script `babi_memnn` that came with Keras until 2021, in code of our own: embeddings
of 64 numbers for the words of the whole story in one row, and of as many numbers as a question has words; their
match by dot product and softmax; an LSTM(32) over what was matched, joined with the question; dropout of 0.3,
RMSProp, batches of 32. Ours is `course.nets.memory_network`, which looks at lines instead of at words, with the
settings that `course.nets.babi` uses. Both learn from the 10,000 questions of the larger part and are measured
with the 1,000 to test with, in the same process, one after the other.

Time is what training takes, building the graph included; measuring is not counted. Theirs is given up when it
has had `--patience` times our seconds: then the ratio is a lower bound, and what it had reached is told.

    COURSE_DATA=... python benchmarks/memory_network.py [--seeds 1] [--patience 12] [--json]
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.data import babi
from course.data.shared import questions
from course.nets import memory_network

EVERY = 25  # steps between two measurements
EPOCHS, WIDTH, HOPS = 2, 32, 3  # ours; the rate falls along a cosine until then
EMBEDDED, UNITS, DROPOUT, BATCH = 64, 32, 0.3, 32  # theirs


class Done(Exception):
    """Training has taken long enough."""


class Clock:
    """Seconds of a training without its measurements; it ends at the goal or the limit.

    Args:
        name: str, for the reports on stderr.
        goal: float, the accuracy that is enough.
        measure: function without arguments, the accuracy.
        limit: seconds.
    """

    def __init__(self, name, goal, measure, limit=float("inf")):
        self.name, self.goal, self.measure, self.limit = name, goal, measure, limit
        self.seconds, self.best, self.started = 0.0, 0.0, 0.0

    def run(self, learn):
        self.started = time.perf_counter()
        try:
            learn(self.each)
        except Done:
            pass

    def each(self, step, loss):
        self.seconds += time.perf_counter() - self.started
        right = self.measure()
        self.best = max(self.best, right)
        tell(f"{self.name} {step} steps, {self.seconds:.1f} s, loss {loss:.2f}, {right:.3f} right")
        if self.best >= self.goal or self.seconds >= self.limit:
            raise Done
        self.started = time.perf_counter()


def ours(train, test, vocabulary, seed, goal):
    """The clock of a training to the goal."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    words = max(len(questions.words_of(one.question)) for one in train)
    words = max(words, *(len(questions.words_of(line)) for one in train for line in one.lines))
    lines = max(len(one.lines) for one in train)
    lessons, exam = (questions.encode(part, vocabulary, lines, words) for part in (train, test))
    model = memory_network.build_model(HOPS, vocabulary=len(vocabulary), width=WIDTH, slots=lines)
    clock = Clock("ours", goal, lambda: memory_network.accuracy(model, exam))
    clock.run(
        lambda each: memory_network.learn(
            model, lessons, epochs=EPOCHS, linear=0, batch=BATCH, seed=seed, every=EVERY, each=each
        )
    )
    return clock


def theirs(train, test, vocabulary, seed, goal, limit):
    """The clock of a training to the goal or until `limit`."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    numbers = {word: number for number, word in enumerate(vocabulary)}
    longest = [max(len(words) for words in in_a_row(train + test, side)) for side in (0, 1)]

    def arrays(part):
        sides = [padded(in_a_row(part, side), numbers, longest[side]) for side in (0, 1)]
        return sides, np.array([numbers[one.answer] for one in part])

    lessons, exam = arrays(train), arrays(test)
    model = by_words(len(vocabulary), *longest)
    model.compile("rmsprop", "sparse_categorical_crossentropy", jit_compile=False)

    def right():
        said = model.predict(exam[0], batch_size=500, verbose=0).argmax(axis=-1)
        return float((said == exam[1]).mean())

    clock = Clock("theirs", goal, right, limit)

    def learn(each):
        steps = 0

        def note(batch, logs):
            nonlocal steps
            steps += 1
            if steps % (10 * EVERY) == 0:
                each(steps, logs["loss"])

        model.fit(
            *lessons, batch_size=BATCH, epochs=1_000, verbose=0,
            callbacks=[keras.callbacks.LambdaCallback(on_train_batch_end=note)],
        )  # fmt: skip

    clock.run(learn)
    return clock


def in_a_row(part, side):
    """The words of all stories (side 0), each in one row, or of all questions (side 1)."""
    texts = [one.question if side else " ".join(one.lines) for one in part]
    return [questions.words_of(text) for text in texts]


def padded(rows, numbers, longest):
    """Word numbers (rows, longest), padding on the left, as the script has it."""
    array = np.zeros((len(rows), longest), "int32")
    for line, words in zip(array, rows, strict=True):
        line[longest - len(words) :] = [numbers[word] for word in words]
    return array


def by_words(size, story_length, question_length):
    """The script's net: story (n, words) and question (n, words) -> probabilities (n, size)."""
    import keras
    from keras import layers, ops

    story, question = keras.Input((story_length,)), keras.Input((question_length,))

    def embedded(ids, width):
        return layers.Dropout(DROPOUT)(layers.Embedding(size, width)(ids))

    asked = embedded(question, EMBEDDED)
    match = layers.Dot(axes=2)([embedded(story, EMBEDDED), asked])  # (n, story, question)
    found = layers.Softmax()(match) + embedded(story, question_length)
    joined = layers.Concatenate()([ops.transpose(found, (0, 2, 1)), asked])
    read = layers.Dropout(DROPOUT)(layers.LSTM(UNITS)(joined))
    return keras.Model([story, question], layers.Dense(size, activation="softmax")(read))


def tell(line):
    print(line, file=sys.stderr, flush=True)


def main():
    options = arguments(__doc__.splitlines()[0], seeds=1, goal=0.95, patience=12.0)
    runtime.quiet()
    train, test = babi.load(1, "train", "10k"), babi.load(1, "test", "1k")  # the tests are the same
    vocabulary = questions.vocabulary_of(train, test)
    fast, slow = [], []
    for seed in range(1, options.seeds + 1):
        fast.append(ours(train, test, vocabulary, seed, options.goal))
        if fast[-1].best < options.goal:
            sys.exit(f"ours reached {fast[-1].best:.3f}, seed {seed}")
        limit = options.patience * fast[-1].seconds
        slow.append(theirs(train, test, vocabulary, seed, options.goal, limit))
    reached = min(clock.best for clock in slow)
    bound = f"theirs > , at {reached:.2f}" if reached < options.goal else "theirs gets there"
    seconds = ([clock.seconds for clock in clocks] for clocks in (fast, slow))
    show(
        [row(f"bAbI 1 to {options.goal:.0%} right ({bound})", *seconds, "s", bar=10)], options.json
    )


if __name__ == "__main__":
    main()

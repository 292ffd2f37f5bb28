"""Visual questions: seconds of training until 0.9 of the questions about new scenes are answered right.

Against the settings of the public easy-VQA Keras example (vzhou842/easy-VQA-keras, its smaller model):
pictures of 64 by 64 pixels from -0.5 to 0.5, two convolutions of 8 and 16 channels with max pooling, a bag of
words, each brought to 32 numbers by tanh, their element-wise product, Adam with rate 0.0005, batches of 32.
Ours is `course.nets.looking`: pictures of 36 pixels, an LSTM over the words, FiLM. Both learn from the same
scenes and balanced questions, and are measured with the same questions about scenes that neither has seen. A
rule that knows the words alone is right about 0.30 of them.

Time is what training takes, building the graph included; drawing and measuring are not counted. Theirs is given
up when it has had `--patience` times our seconds: then the ratio is a lower bound, and the accuracy that it had
reached is told, after as many seconds as ours took, and at the end.

    python benchmarks/scenes.py [--seeds 1] [--patience 4] [--json]
"""

import sys
import time

import numpy as np
from report import arguments, row, show

from course import runtime
from course.nets import looking
from course.scenes import balance, encoding, picture, questions

EVERY = 200  # steps between two measurements
SIDE, UNITS, RATE, BATCH = 64, 32, 5e-4, 32  # theirs


def ours(split, seed, goal):
    """Seconds of training to the goal, and [seconds, accuracy] on the way."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = looking.build_model()
    lessons, exam = (encoding.arrays(part, looking.SIZE) for part in (split.train, split.test))
    clock = Clock("ours", goal, lambda: looking.accuracy(model, exam))
    clock.run(lambda each: looking.learn(model, lessons, seed=seed, each=each))
    return clock


def theirs(split, seed, goal, limit):
    """The same of the example, or until `limit` seconds."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = easy_vqa()
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(keras.optimizers.Adam(RATE), loss, jit_compile=False)
    lessons, exam = ((*read(part), part.which) for part in (split.train, split.test))

    def batches():
        rng, (pixels, bags, answers, which) = np.random.default_rng(seed), lessons
        while True:
            order = rng.permutation(len(answers))
            for rows in order[: len(order) // BATCH * BATCH].reshape(-1, BATCH):
                yield (centred(pixels[which[rows]]), bags[rows]), answers[rows]

    def accuracy():
        pixels, bags, answers, which = exam
        said = [
            model.predict_on_batch([centred(pixels[which[i : i + 500]]), bags[i : i + 500]])
            for i in range(0, len(answers), 500)
        ]
        return float((np.concatenate(said).argmax(axis=1) == answers).mean())

    clock = Clock("theirs", goal, accuracy, limit)

    def learn(each):
        note = keras.callbacks.LambdaCallback(
            on_train_batch_end=lambda batch, logs: each(batch + 1)
        )
        model.fit(batches(), steps_per_epoch=10**6, verbose=0, callbacks=[note])

    clock.run(learn)
    return clock


class Done(Exception):
    """Training has taken long enough."""


class Clock:
    """Seconds of a training without its measurements; it ends at the goal or the limit.

    Args:
        name: str, for the reports on stderr.
        goal: float, the accuracy that is enough.
        measure: function without arguments, the accuracy.
        limit: seconds.

    Attributes:
        seconds: float, so far.
        curve: list of (seconds, accuracy).
    """

    def __init__(self, name, goal, measure, limit=float("inf")):
        self.name, self.goal, self.measure, self.limit = name, goal, measure, limit
        self.seconds, self.curve, self.started = 0.0, [], 0.0

    def run(self, learn):
        self.started = time.perf_counter()
        try:
            learn(self.each)
        except Done:
            pass

    def each(self, step):
        self.seconds += time.perf_counter() - self.started
        late = self.seconds >= self.limit
        if late or step % EVERY == 0:
            self.curve.append((self.seconds, self.measure()))
            tell(f"{self.name} {step} steps, {self.seconds:.1f} s, {self.curve[-1][1]:.3f} right")
            if late or self.curve[-1][1] >= self.goal:
                raise Done
        self.started = time.perf_counter()

    def after(self, seconds):
        """The accuracy that was reached in so many seconds, 0 before the first measurement."""
        return max((right for then, right in self.curve if then <= seconds), default=0.0)


def easy_vqa():
    """The example's net: [pixels (n, 64, 64, 3), bags (n, words)] -> probabilities (n, answers)."""
    import keras
    from keras import layers

    pixels, bag = keras.Input((SIDE, SIDE, 3)), keras.Input((len(encoding.WORDS),))
    seen = pixels
    for channels in (8, 16):
        seen = layers.MaxPooling2D()(layers.Conv2D(channels, 3, padding="same")(seen))
    seen = layers.Dense(UNITS, "tanh")(layers.Flatten()(seen))
    said = layers.Dense(UNITS, "tanh")(layers.Dense(UNITS, "tanh")(bag))
    both = layers.Dense(UNITS, "tanh")(layers.Multiply()([seen, said]))
    return keras.Model(
        [pixels, bag], layers.Dense(len(questions.ANSWERS), activation="softmax")(both)
    )


def read(part):
    """Examples as the net takes them: pixels uint8 (scenes, 64, 64, 3), bags (n, words), answers (n,)."""
    pixels = np.concatenate(
        [
            np.round(255 * picture.render(part.scenes[i : i + 1_000], SIDE)).astype("uint8")
            for i in range(0, len(part.scenes), 1_000)
        ]
    )
    ids = encoding.question_ids(part.questions)
    bags = np.zeros((len(ids), len(encoding.WORDS)), "float32")
    np.put_along_axis(bags, ids, 1, axis=1)
    return pixels, bags, encoding.answer_ids(part.answers)


def centred(pixels):
    return (pixels / 255 - 0.5).astype("float32")


def tell(line):
    print(line, file=sys.stderr, flush=True)


def main():
    options = arguments(__doc__.splitlines()[0], seeds=1, goal=0.9, patience=4.0)
    runtime.quiet()
    split = looking.examples()
    fast, slow, wrong, equal, last = [], [], [], [], []
    for seed in range(1, options.seeds + 1):
        our = ours(split, seed, options.goal)
        if our.curve[-1][1] < options.goal:
            sys.exit(f"ours reached {our.curve[-1][1]:.3f}, seed {seed}")
        their = theirs(split, seed, options.goal, options.patience * our.seconds)
        fast.append(our.seconds)
        slow.append(their.seconds)
        wrong.append(1 - our.curve[-1][1])
        equal.append(their.after(our.seconds))
        last.append(max(right for _, right in their.curve))
    given_up = min(last) < options.goal
    bound = f"theirs > , at {min(last):.2f}" if given_up else "theirs gets there"
    rows = [
        row(f"train to {options.goal:.0%} right ({bound})", fast, slow, "s"),
        row("wrong answers after our seconds", wrong, [1 - right for right in equal], "of 1"),
    ]
    show(rows, options.json)
    for name, reached in (("in equal time", equal), ("at the end", last)):
        tell(f"theirs was right in {', '.join(f'{right:.3f}' for right in reached)} {name}")
    tell(f"from the words alone: {float(balance.chance(split.test)):.3f}")


if __name__ == "__main__":
    main()

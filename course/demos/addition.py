"""Lecture 4's demo for the terminal: the net reads "123+34" and writes "157".

`course.nets.addition` is the network; here is the conversation.
"""

import re
import sys

import numpy as np

from course import runtime
from course.demos.prompt import converse, ends, readable
from course.errors import CourseError
from course.nets import addition, storage


def parse(text):
    """The two numbers of a sum such as "123+34", or CourseError with what is allowed."""
    match = re.fullmatch(r"\s*([0-9]{1,3})\s*\+\s*([0-9]{1,3})\s*=?\s*", text)
    if not match:
        found = (
            "an empty line"
            if not text.strip()
            else repr(text if len(text) < 30 else text[:27] + "...")
        )
        raise CourseError(f"type two numbers of at most three digits, as in 123+34; got {found}")
    return int(match[1]), int(match[2])


def main(question=None):
    """Answer one question, or prompt for them until the input ends; trains if nothing is cached.

    Args:
        question: str, or None for a prompt.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the one question is not a sum.
    """
    if question is not None:
        parse(readable(question))
    runtime.quiet()
    kept = storage.own(addition.weights_name(), addition.load, otherwise="training again")
    model = kept or _train_and_keep()
    if question is not None:
        print(_answer(model, question))
        return 0
    print(
        f"Sums of two numbers of at most {addition.DIGITS} digits, answered by a network; {ends()}."
    )
    print("It has seen 45,000 of 500,500 sums, and a few of the short ones it gets wrong.")
    return converse("sum: ", lambda line: _answer(model, line))


def _answer(model, question):
    first, second = parse(question)
    written = addition.ask(model, [f"{first}+{second}"])[0]
    right = str(first + second)
    return written if written == right else f"{written}  (wrong: {right} would be right)"


def _train_and_keep():
    from keras.callbacks import LambdaCallback
    from tqdm import tqdm

    print("Training on 45,000 sums, once; the weights are kept for the next call.", file=sys.stderr)
    total = 4 * addition.EPOCHS  # a quarter of an epoch at a time
    with tqdm(total=total, desc="training", bar_format="{l_bar}{bar}| {elapsed}") as bar:
        update = LambdaCallback(on_train_batch_end=lambda batch, logs: bar.update())
        model, (questions, answers) = addition.train(callbacks=[update])
    written = addition.ask(model, questions)
    right = float(np.mean([a == b for a, b in zip(written, answers, strict=True)]))
    print(f"{right:.1%} of {len(answers)} unseen sums are answered right.", file=sys.stderr)
    storage.keep(addition.weights_name(), model.get_weights(), {"right": right})
    return model

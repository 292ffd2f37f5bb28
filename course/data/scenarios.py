"""Tasks for five ways from input to output, on handwritten digits, their names, numbers in words and films."""

from typing import NamedTuple

import numpy as np

from course.data import digits

UNSEEN, TRAINED_NUMBERS, FRAMES = 300, 800, 6
COMPARED = ("start", "lower", "same", "higher")  # what may be said of a frame of a film


class Task(NamedTuple):
    """What a net of one scenario learns from and is tested on.

    Attributes:
        read, wanted: to learn from: float32 array (n, ...), and int array (n,) or (n, outputs).
        new_read, new_wanted: the same, unseen.
        shows: int array, what new_read shows: digits (n,), numbers (n,), or digits (n, frames).
        symbols: tuple of str, what the numbers of `wanted` stand for.
    """

    read: np.ndarray
    wanted: np.ndarray
    new_read: np.ndarray
    new_wanted: np.ndarray
    shows: np.ndarray
    symbols: tuple


def tasks(films=8_000, *, seed):
    """A task for each scenario that lecture 4 lists.

    Args:
        films: how many films there are to learn from.
        seed: int.

    Returns:
        {scenario: Task}: "one to one" and "many to one" name the digit of an image, read at once (64,) or
        row by row (8, 8); "one to many" writes its name (5 letters); "many to many" turns the three digits
        of a number, one-hot (3, 10), into up to four words; "synced" compares each frame of a film (6, 64)
        with the one before.

    Source: scenarios, Karpathy 2015; images, Alpaydin & Kaynak 1998.
    """
    known, unseen = digits.load(unseen=UNSEEN, seed=seed)
    at_once = [part.images.reshape(-1, 64) for part in (known, unseen)]
    letters, names = _names_in_letters()
    numbers, figures, words, ids = _numbers_in_words(seed)
    cut = TRAINED_NUMBERS
    watched = digits.films(known, films, FRAMES, seed=seed)
    new = digits.films(unseen, 1_000, FRAMES, seed=seed + 1)
    moving = [part.images.reshape(-1, FRAMES, 64) for part in (watched, new)]
    labels, shown, named = known.labels, unseen.labels, tuple(map(str, range(10)))
    return {
        "one to one": Task(at_once[0], labels, at_once[1], shown, shown, named),
        "one to many": Task(at_once[0], names[labels], at_once[1], names[shown], shown, letters),
        "many to one": Task(known.images, labels, unseen.images, shown, shown, named),
        "many to many": Task(
            figures[:cut], ids[:cut], figures[cut:], ids[cut:], numbers[cut:], words
        ),
        "synced": Task(
            moving[0],
            _compared(watched.labels),
            moving[1],
            _compared(new.labels),
            new.labels,
            COMPARED,
        ),
    }


def most_without_memory(task):
    """The largest share of frames, the first left out, that can be right by the frame's own digit alone.

    Args:
        task: Task of the scenario "synced".

    Returns:
        float: each digit gets the answer that is most often right for it.
    """
    digit, wanted = task.shows[:, 1:], task.new_wanted[:, 1:]
    return sum(np.bincount(wanted[digit == each]).max() for each in np.unique(digit)) / digit.size


def examples(tasks, said):
    """What goes in and out in one example of each task, for a picture of the nets.

    Args:
        tasks: what `tasks` returns.
        said: {scenario: int array like new_wanted}, a net's answers.

    Returns:
        reads, writes: {scenario: list of str}, one an input (where it has a name) and one an output.
    """
    long = int(np.flatnonzero(tasks["many to many"].shows > 99)[0])  # a number of three digits
    rows = {name: long if name == "many to many" else 0 for name in tasks}
    reads = {name: list(map(str, tasks[name].shows[0])) for name in ("synced",)}
    reads["many to many"] = list(str(tasks["many to many"].shows[long]))
    writes = {
        name: [tasks[name].symbols[one] for one in np.ravel(answers[rows[name]])]
        for name, answers in said.items()
    }
    return reads, writes


def captions(task, said):
    """The names that a net wrote, the right one in brackets after a wrong one.

    Args:
        task: Task of the scenario "one to many".
        said: int array (n, 5), letters.

    Returns:
        list of str.
    """
    written = ["".join(task.symbols[one] for one in row).strip() for row in said]
    names = [digits.DIGITS[digit] for digit in task.shows]
    return [
        word if word == name else f"{word} ({name})"
        for word, name in zip(written, names, strict=True)
    ]


def _compared(labels):
    """1 where a frame's digit is lower than the one before, 2 the same, 3 higher; 0 at the first frame."""
    return np.pad(np.sign(np.diff(labels, axis=1)) + 2, ((0, 0), (1, 0)))


def _names_in_letters():
    """All letters, a space first, which fills up short names; and (10, 5), the number of each letter."""
    names = np.array([list(name.ljust(max(map(len, digits.DIGITS)))) for name in digits.DIGITS])
    letters, ids = np.unique(names, return_inverse=True)
    return tuple(map(str, letters)), ids.reshape(names.shape)


def _numbers_in_words(seed):
    """0 to 999 in random order: numbers, one-hot digits (1000, 3, 10), all words, and ids (1000, 4)."""
    numbers = np.random.default_rng(seed).permutation(1000)
    places = np.stack([numbers // 100, numbers // 10 % 10, numbers % 10], axis=1)
    words = ("", *digits.WORDS)  # "" fills up
    spelled = [(digits.in_words(int(number)) + 4 * [""])[:4] for number in numbers]
    ids = (np.array(spelled)[..., None] == np.array(words)).argmax(-1)
    return numbers, np.eye(10, dtype="float32")[places], words, ids

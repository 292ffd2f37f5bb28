"""Little stories of a made-up world: text to model, as many sentences as are wanted, from a seed.

A story (`telling`) has a hero, a friend, a thing and places that stay the same to its end, and one of eight
plots. `words/*.yaml` has the sentence patterns and the words, frequent ones first.
"""

import random
import re
from typing import NamedTuple

from course.data.stories.telling import Story

__all__ = ["Split", "sentences", "split", "text"]
WORD = re.compile(r"[A-Za-z]+(?:[-'][A-Za-z]+)*")


class Split(NamedTuple):
    """Sentences of three lots of stories, each a list of lists of str.

    Attributes:
        train: to learn from.
        valid: to choose with.
        test: to measure with.
    """

    train: list
    valid: list
    test: list


def sentences(count, *, seed):
    """Sentences in reading order, story after story; the last story is cut off where `count` is reached.

    Args:
        count: int, sentences.
        seed: int.

    Returns:
        list of list of str: words in small letters, without marks; "plum-cake" is one word.

    Raises:
        ValueError: a negative count.
    """
    return _words(_told(count, int(seed)))


def split(train, valid, test, *, seed):
    """Sentences to learn from and others to test with, out of different stories.

    A larger `train` begins with the same sentences as a smaller one of the same seed.

    Args:
        train, valid, test: int, sentences of each part.
        seed: int.

    Returns:
        Split.

    Raises:
        ValueError: a negative count.
    """
    counts = Split(train, valid, test)
    return Split(
        *(
            _words(_told(count, f"{int(seed)} {part}"))
            for part, count in zip(Split._fields, counts, strict=True)
        )
    )


def text(count, *, seed):
    """The same sentences as `sentences` gives, as one text with capital letters and marks.

    Args:
        count: int, sentences.
        seed: int.

    Returns:
        str: a story is a line, then comes an empty line.

    Raises:
        ValueError: a negative count.
    """
    return "".join(" ".join(story) + "\n\n" for story in _told(count, int(seed)))


def _told(count, seed):
    """Stories with `count` sentences together, a list of lists of str."""
    if count < 0:
        raise ValueError(f"a number of sentences, 0 or more: got {count}")
    rng, stories = random.Random(seed), []
    while count:
        stories.append(Story(rng).sentences()[:count])
        count -= len(stories[-1])
    return stories


def _words(stories):
    return [WORD.findall(sentence.lower()) for story in stories for sentence in story]

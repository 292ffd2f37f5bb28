"""What `course train` can make again: every file of weights that ships, by name."""

from course.errors import CourseError
from course.nets import (
    addition_trials,
    attention,
    calculators,
    captions,
    characters,
    delays,
    depths,
    exams,
    followups,
    listener,
    looking,
    melodies,
    memory_babi,
    memory_network,
    recordings,
    sentiment,
    seq2seq,
    skipgram_cbow,
    speller,
    statements,
    thoughts,
    turing,
    vanilla,
    variants,
    words,
)

MODULES = (
    calculators,
    addition_trials,
    seq2seq,
    exams,  # asks what seq2seq has trained
    thoughts,
    depths,  # takes some of what thoughts has trained
    sentiment,
    variants,
    followups,  # begins with the rates that variants chose
    delays,
    vanilla,
    characters,
    words,
    melodies,
    skipgram_cbow,
    attention,
    listener,
    speller,
    turing,
    memory_network,
    looking,
    captions,  # begins with what looking sees
    recordings,  # these need data that do not ship, so they come last
    memory_babi,
    statements,
)  # none of them takes TensorFlow when it is imported


def names():
    """The names of all weights that ship, a list of str in the order in which they are made."""
    return [name for module in MODULES for name in module.VARIANTS]


def module_of(name):
    """The module that trains and loads these weights.

    Args:
        name: str.

    Raises:
        CourseError: there are no such weights.
    """
    for module in MODULES:
        if name in module.VARIANTS:
            return module
    raise CourseError(f"no weights are called {name}; there are {', '.join(names())}")

"""Questions as people type them: a few other words for the same are understood, the rest gets a sentence."""

import difflib
import functools
import re

from course.errors import CourseError
from course.scenes import COLOURS, SHAPES
from course.scenes.encoding import WORDS
from course.scenes.questions import every

FORMS = (
    "how many objects (or red objects, squares, red squares) are there?",
    "what colour is the square?",
    "where is the red square (or the red object, the square)?",
    "what is on top of (or left of, right of) the red square?",
    "is there a red square (or a red object, a square)?",
    "are there more red objects than blue objects (or more squares than circles)?",
)
EXAMPLES = f"You can ask: {' '.join(FORMS)}"
SAME = (  # other ways to say it, and the grammar's own
    (r"\bwhat's\b", "what is"),
    (r"\bcolor\b", "colour"),
    (r"\bthing(s?)\b", r"object\1"),
    (r"\ban\b", "a"),
    (r"^(how many .*\w)(?<!are there)$", r"\1 are there"),
    (r"^are there any (.*)s$", r"is there a \1"),
    (r"\bis there any\b", "is there a"),
    (r"\b(?:to|on) the (left|right) of\b", r"\1 of"),
    (r"\babove\b", "on top of"),
    (r"^what shape is\b", "what is"),
)


def parse(text):
    """The Question that somebody typed.

    Args:
        text: str; capital letters, spaces and the question mark do not matter.

    Returns:
        Question.

    Raises:
        CourseError: it is none of the grammar; the text says which words are unknown, or which forms there are.
    """
    typed = " ".join(re.sub(r"[^\w\s']", " ", text.lower().replace("\u2019", "'")).split())
    if not typed:
        raise CourseError(f"a question was expected, and nothing was typed. {EXAMPLES}")
    for other, ours in SAME:
        typed = re.sub(other, ours, typed)
    if typed in _known():
        return _known()[typed]
    unknown = [word for word in dict.fromkeys(typed.split()) if word not in WORDS]
    if not unknown:
        raise CourseError(f"each of these words is known, but not this question. {EXAMPLES}")
    close = " ".join(_nearest(word) for word in typed.split())
    words = ", ".join(repr(word[:20]) for word in unknown[:5])
    raise CourseError(
        f"not understood: {words}. "
        + (f"Did you mean: {close}?" if close in _known() else f"{_vocabulary()}. {EXAMPLES}")
    )


def _nearest(word):
    """The known word that is spelled nearly so, or the word itself."""
    return word if word in WORDS else (difflib.get_close_matches(word, WORDS, 1, 0.75) or [word])[0]


def _vocabulary():
    return f"The colours are {', '.join(COLOURS)}, the shapes are {', '.join(SHAPES)}"


@functools.cache
def _known():
    return {" ".join(question.words): question for question in every()}

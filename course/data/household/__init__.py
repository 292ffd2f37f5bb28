"""A house of animals: stories, and questions about who is where, who has what, which kind has which colour.

`words.yaml` has the words and the grammar, `grammar` reads what people type, `reasoning` follows a story and
answers, `telling` draws stories. Animals of one kind have one colour in a story, which the next one draws anew.
"""

import random
from typing import NamedTuple

from course.data.household import grammar, telling
from course.data.household.lexicon import names, nobody, vocabulary
from course.data.household.reasoning import Contradiction, Story, Untold
from course.data.shared import questions as shared
from course.data.shared.questions import Question
from course.errors import CourseError

__all__ = [
    "Contradiction",
    "Split",
    "Story",
    "Untold",
    "draw",
    "encode",
    "lecture",
    "names",
    "nobody",
    "read",
    "split",
    "vocabulary",
]
FACTS = {"person": 1, "holder": 1, "colour": 1, "thing": 2, "before": 3, "induction": 3}
KINDS = tuple(FACTS)
LINES, WORDS = telling.LINES, 7  # slots of a story and places of a sentence
SLIDE = (  # the lecture's three examples: lines that the slide leaves out, its lines, its question
    (
        (),
        (
            "Sam walks into the kitchen.",
            "Sam picks up an apple.",
            "Sam walks into the bedroom.",
            "Sam drops the apple.",
        ),
        "Where is the apple?",
    ),
    (
        (),
        ("Brian is a lion.", "Julius is a lion.", "Julius is white.", "Bernhard is green."),
        "What color is Brian?",
    ),
    (
        ("Mary went to the hallway.", "Mary picked up the milk."),
        (
            "Mary journeyed to the den.",
            "Mary went back to the kitchen.",
            "John journeyed to the bedroom.",
            "Mary discarded the milk.",
        ),
        "Where was the milk before the den?",
    ),
)


class Split(NamedTuple):
    """Questions in three parts, each a list of Question.

    Attributes:
        train: to learn from.
        valid: to choose with.
        test: to measure with.
    """

    train: list
    valid: list
    test: list


def draw(count, *, seed, kinds=KINDS):
    """Questions, each with a story of its own.

    Args:
        count: int.
        seed: int.
        kinds: sorts of questions, which take turns:
            "person"     Where is Sam?                       one line tells it
            "holder"     Who has the apple?                  one
            "colour"     What colour is Julius?              one, which says so
            "thing"      Where is the apple?                 two: who had it last, where that one went
            "before"     Where was the milk before the den?  three: who had it, and two rooms of that one
            "induction"  What colour is Brian?               three: his kind, another of it, that one's colour

    Returns:
        list of Question.

    Raises:
        ValueError: a negative count, no kinds or an unknown one.
    """
    _check(count, kinds)
    rng = random.Random(int(seed))
    return [telling.told(rng, kinds[place % len(kinds)]) for place in range(count)]


def split(train, valid, test, *, seed, kinds=KINDS):
    """Questions in three parts; none is in two of them, and none twice in one.

    The parts to choose and to measure with stay the same, however many there are to learn from.

    Args:
        train, valid, test: int, questions of each part.
        seed, kinds: as for `draw`.

    Returns:
        Split.

    Raises:
        ValueError: as `draw`.
    """
    seen, parts = set(), {}
    for part, count in (("test", test), ("valid", valid), ("train", train)):
        _check(count, kinds)
        rng, parts[part] = random.Random(f"{int(seed)} {part}"), []
        while len(parts[part]) < count:  # ends: hardly one in a thousand comes twice
            question = telling.told(rng, kinds[len(parts[part]) % len(kinds)])
            key = (*question.lines, question.question)
            if key not in seen:
                seen.add(key)
                parts[part].append(question)
    return Split(**parts)


def encode(questions):
    """Questions as arrays of fixed shapes: 14 lines of 7 words, numbers by `vocabulary`.

    Args:
        questions: list of Question.

    Returns:
        questions.Encoded.

    Raises:
        ValueError: as `shared.questions.encode`.
    """
    return shared.encode(questions, vocabulary(), LINES, WORDS)


def read(lines, question):
    """A story and a question as typed.

    Args:
        lines: list of str, sentences.
        question: str.

    Returns:
        Question, in the house's own spelling.

    Raises:
        CourseError: a sentence is not understood, or the story has more than 14.
        Contradiction: a line cannot be true after those before it.
        Untold: the answer does not follow from the story.
    """
    if len(lines) > LINES:
        raise CourseError(f"a story has at most {LINES} lines, got {len(lines)}: leave some out")
    story = Story()
    for number, line in enumerate(lines, start=1):
        try:
            story.tell(grammar.sentence(line))
        except Contradiction as error:
            raise Contradiction(f"line {number}: {error}") from error
        except CourseError as error:
            raise CourseError(f"line {number}: {error}") from error
    ask = grammar.question(question)
    answer = story.answer(ask)
    return Question(
        [event.text() for event in story.events], ask.text(), answer.word, answer.facts, answer.kind
    )


def lecture():
    """The lecture's three examples: where the apple is, Brian's colour, where the milk was before the den.

    Returns:
        list of (Question, how many lines were put before those of the slide): the third story is cut there, so
        that its answer, the hallway, occurs nowhere.

    Source: lecture 3 (ETH Zurich, lecture 9), slide "Memory Networks: Example", after Sukhbaatar et al. 2015.
    """
    return [(read([*added, *lines], question), len(added)) for added, lines, question in SLIDE]


def _check(count, kinds):
    if count < 0:
        raise ValueError(f"a number of questions, 0 or more: got {count}")
    if not kinds or set(kinds) - set(KINDS):
        raise ValueError(f"the kinds are {', '.join(KINDS)}, got {', '.join(kinds) or 'none'}")

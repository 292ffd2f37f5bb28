"""Questions as people type them."""

import re

import pytest

from course.errors import CourseError
from course.scenes import questions, typed


def test_every_question_is_understood_as_itself():
    for question in questions.every():
        text = str(question)
        assert typed.parse(text) == typed.parse(text[:-1]) == question
        assert typed.parse(f"  {text.upper()} ") == question


@pytest.mark.parametrize(
    "text, meant",
    [
        ("How many red squares?", "how many red squares are there?"),
        ("how many things are there", "how many objects are there?"),
        ("what color is the triangle ?", "what colour is the triangle?"),
        ("What\u2019s on top of the red square", "what is on top of the red square?"),
        ("what is above the red square?", "what is on top of the red square?"),
        ("what shape is on top of the red square?", "what is on top of the red square?"),
        ("are there any red squares?", "is there a red square?"),
        ("Is there an object", None),
        ("is there any green circle?!", "is there a green circle?"),
        (
            "what is to the left of the red square?",
            "what is left of the red square?",
        ),
        (
            "what shape is on the right of the blue circle?",
            "what is right of the blue circle?",
        ),
        (
            "are there more blue things than red things?",
            "are there more blue objects than red objects?",
        ),
    ],
)
def test_other_words_for_the_same(text, meant):
    if meant is None:
        with pytest.raises(
            CourseError, match="each of these words is known, but not this question"
        ):
            typed.parse(text)
    else:
        assert str(typed.parse(text)) == meant


@pytest.mark.parametrize(
    "text, problem",
    [
        ("", "a question was expected, and nothing was typed. You can ask: how many"),
        (" ?! ", "nothing was typed"),
        ("is there a purple star", "not understood: 'purple', 'star'. The colours are black, blue"),
        ("is there a read square", "'read'. Did you mean: is there a red square?"),
        ("is there a star", "not understood: 'star'. The colours are"),
        ("whre is the yelow tringle", "Did you mean: where is the yellow triangle?"),
        ("how many", "not this question. You can ask"),
        ("is the red square left of the blue square?", "not this question"),
        ("are there more red objects than squares?", "not this question"),
        ("¿cuántos?", "not understood: 'cuántos'"),
        ("x" * 5_000, "not understood: 'xxxxxxxxxxxxxxxxxxxx'."),
        ("a b c d e f g h", "not understood: 'b', 'c', 'd', 'e', 'f'."),
    ],
)
def test_what_is_not_understood_is_said_with_what_is(text, problem):
    with pytest.raises(CourseError) as caught:
        typed.parse(text)
    said = str(caught.value)
    assert problem in said and "\n" not in said and len(said) < 700


def test_the_examples_are_understood():
    for form in typed.FORMS:
        for plain in re.sub(r" \(.*?\)", "", form).split("? "):
            assert typed.parse(plain)

import re
import sys

import numpy as np
import pytest

from course import files
from course.cli import main
from course.data import reviews
from course.demos import sentiment as demo
from course.errors import CourseError
from course.nets import sentiment, storage

pytestmark = pytest.mark.slow  # it runs networks


@pytest.fixture(scope="module")
def shipped(keras):
    return sentiment.load()


POSITIVE = """not bad at all
Not bad at all!
it starts badly but ends well
It starts badly, but it ends well.
I loved it!
This movie is GREAT
great
IT ISN'T BAD
it isn’t bad
Although the story was dull, the acting was superb.
the jokes are never dull
anything but boring
a film without a single dull moment
it is funny, not silly
the best film of the year"""
NEGATIVE = """it starts well but ends badly
It starts well, but it ends badly!!!
not good
isn't good
It isn't good.
I didn't like it
I hated it…
a dull film
far from perfect
neither funny nor clever
Although the acting was superb, the story was dull.
the story is too long
what a mess
the worst movie of the year"""


@pytest.mark.parametrize(
    "said, text",
    [("positive", text) for text in POSITIVE.splitlines()]
    + [("negative", text) for text in NEGATIVE.splitlines()],
)
def test_it_judges_what_people_type(shipped, said, text):
    words, chances, unknown = demo.read(*shipped, text)
    assert demo.verdict(chances[-1]).startswith(said) and unknown == []
    assert len(words) == len(chances)


@pytest.mark.parametrize("text", ["the film", "the film is blorp", "the director comes from spain"])
def test_no_opinion_is_no_verdict(shipped, text):
    assert demo.verdict(demo.read(*shipped, text)[1][-1]).startswith("undecided")


def test_the_command_answers_with_a_picture(capsys):
    assert main(["demo", "sentiment", "--ask", "Not bad at all"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == "" and lines[-1] == "positive, >99%"
    assert [line.split()[0] for line in lines[1:-1]] == ["not", "bad", "at", "all"]
    assert "█" not in lines[1] and "|█████" in lines[2] and "\033" not in out


def test_words_that_it_has_never_read_are_named(capsys):
    assert main(["demo", "sentiment", "--ask", "the Zebra's blorp is superb, schön"]) == 0
    out = capsys.readouterr().out
    assert "(it has never read: zebra's, blorp, schön; it goes by the other words)" in out
    assert "blorp?" in out and "superb?" not in out


@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "got an empty line"),
        (" \t ", "got an empty line"),
        ("?!...", "no word is in '?!...'"),
        ("\x1b[31m\x07" * 3, "no word is in"),
        ("\x07\x08", "no word is in '\\x07\\x08'"),
        ("12 345", "knows none of these words: 12, 345"),
        ("schön 電影", "knows none of these words: schön, 電影"),
        ("blorp " * 20, "knows none of these words: blorp;"),
        ("x" * 10_000, "knows none of these words: xxxxxxxxxxxxxxxxxxxx...;"),
        ("das ist ein schöner film", "knows 1 of these 5 words, and not: das, ist, ein, schöner;"),
        ("a b c d e f g h".replace("a", "aa"), "and 3 more"),
        ("good " * 10_000, "at most 50 words and marks; got 10000"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(typed, said, capsys):
    assert main(["demo", "sentiment", f"--ask={typed}"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1 and said in err
    assert len(err) < 250 and "\x1b" not in err and "\x07" not in err


@pytest.mark.parametrize(
    "typed, words",
    [
        ("It ISN'T bad!", ["it", "isn't", "bad", "."]),
        ("good,bad;fine -- really?!", ["good", ",", "bad", ",", "fine", "really", "."]),
        ("a heart-warming ‘film’", ["a", "heart-warming", "film"]),
        ("don`t don´t don’t", ["don't"] * 3),
        ("scho\u0308n 10/10", ["schön", "10", "10"]),
        ("\x00good\x1b", ["good"]),
        ("<br />A <b>good</b> film<br/><BR>", ["a", "good", "film"]),
        ("a film <3 and > that", ["a", "film", "3", "and", "that"]),
        ("un\u00adforget\u200btable", ["unforgettable"]),
        ("under_score", ["under", "score"]),
        ("It\u2019s \x1b[31mgreat\x1b[0m", ["it", "is", "great"]),
        ("...", ["."]),
        ("", []),
    ],
)
def test_tidy(typed, words):
    assert demo.tidy(typed) == words


def test_the_longest_text_is_read(shipped):
    text = "good " * demo.LONGEST
    assert len(demo.read(*shipped, text)[0]) == demo.LONGEST


def test_the_prompt_goes_on_after_bad_input(capsys, typing):
    typing("水", "", "a dull film", "superb")
    assert main(["demo", "sentiment"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "none of these words: 水" in said[2] and "an empty line" in said[3]
    assert [line for line in said if ", >99%" in line] == ["negative, >99%", "positive, >99%"]


@pytest.mark.parametrize(
    "terminal, no_color, colours",
    [(True, None, True), (True, "", True), (True, "1", False), (False, None, False)],
)
def test_colours_are_for_terminals_that_want_them(
    monkeypatch, shipped, terminal, no_color, colours
):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    answer = demo._answer(*shipped, "a dull film")
    assert (demo.NEGATIVE in answer) == colours == ("\033" in answer)


def test_bars_show_the_probability():
    plain = demo.picture(["good", "blorp"], np.array([1.0, 0.25]), ["blorp"])
    lines = plain.splitlines()
    assert lines[1] == "  good  " + " " * 20 + "|" + "█" * 20 + " >99%"
    assert lines[2] == "blorp?  " + " " * 10 + "█" * 10 + "|" + " " * 20 + "  25%"
    assert len({len(line) for line in lines[1:]}) == 1
    coloured = demo.picture(["good", "blorp"], np.array([1.0, 0.25]), ["blorp"], colour=True)
    assert re.sub("\033\\[[0-9]*m", "", coloured) == plain


def test_a_terminal_without_blocks_gets_another_sign(monkeypatch, capsys):
    class Old:
        encoding = "latin-1"

    monkeypatch.setattr(sys, "stdout", Old())
    assert demo._block() == "#"
    monkeypatch.undo()
    assert demo._block() == "█"


@pytest.mark.parametrize(
    "chance, said",
    [
        (0.999, "positive, >99%"),
        (0.8, "positive, 80%"),
        (0.001, "negative, >99%"),
        (0.3, "negative, 70%"),
        (0.5, "undecided (50% positive)"),
        (0.6, "undecided (60% positive)"),
    ],
)
def test_verdicts_in_words(chance, said):
    assert demo.verdict(chance) == said


@pytest.fixture
def small(monkeypatch, keras):
    """The demo with so little training that it is wrong, but quick."""
    corpus = reviews.corpus(300, 40, seed=sentiment.DATA_SEED)
    monkeypatch.setattr(sentiment, "data", lambda: corpus)
    monkeypatch.setattr(sentiment, "EPOCHS", 1)
    monkeypatch.setattr(sentiment, "RATE", 1e-6)


def test_own_training_is_kept_and_used_from_then_on(small, capsys):
    assert main(["demo", "sentiment", "--train", "--ask", "a dull film"]) == 0
    first = capsys.readouterr()
    assert "Training on 20,000 reviews" in first.err and "of unseen reviews right" in first.err
    assert main(["demo", "sentiment", "--ask", "a dull film"]) == 0
    assert capsys.readouterr() == (first.out, "")
    assert "negative," not in first.out  # so little training cannot do better


def test_damaged_own_weights_give_way_to_those_that_ship(capsys):
    own = files.cache_dir() / f"{sentiment.SHIPPED}.npz"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"half")
    assert main(["demo", "sentiment", "--ask", "a dull film"]) == 0
    out, err = capsys.readouterr()
    assert "negative" in out and "using the weights that ship" in err


def test_weights_that_cannot_be_kept_are_used_all_the_same(small, monkeypatch, capsys):
    def refuse(*arguments):
        raise CourseError("the disk is full")

    monkeypatch.setattr(storage, "save", refuse)
    assert main(["demo", "sentiment", "--train", "--ask", "a dull film"]) == 0
    assert "The weights could not be kept: the disk is full" in capsys.readouterr().err

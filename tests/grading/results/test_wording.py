"""Sentences, numbers, times and paths as people read them."""

import time

import pytest

from course.grading.results import wording


@pytest.mark.parametrize(
    "labels, said",
    [
        (["03"], "lab 03"),
        (["03", "04"], "labs 03, 04"),
        ("01 02 04 06 07 08 14".split(), "labs 01, 02, 04, 06 to 08, 14"),
        (["09", "10", "11"], "labs 09 to 11"),
        (["echo", "07_b", "08"], "labs echo, 07_b, 08"),
    ],
)
def test_labs_in_turn_are_said_as_one(labels, said):
    assert wording.numbered(labels) == said


@pytest.mark.parametrize(
    "text, said",
    [
        ("is it the longest film?.", "Is it the longest film?"),
        ("Hint: is return inside the loop?.", "Hint: is return inside the loop?"),
        ("stop!.", "Stop!"),
        ("did you (really?).", "Did you (really?)"),
        ("and so on ….", "And so on …"),
        ("why?,", "Why?"),
        ("said twice..", "Said twice."),
        ("no answer...", "No answer..."),
        ("transpose it", "Transpose it."),
        ("It said “stop.”", "It said “stop.”"),
        ("it ends in:", "It ends in."),
        ("lstm_step gives NaN", "lstm_step gives NaN."),
        ("encode('2') is wrong", "encode('2') is wrong."),
        ("x.T is missing", "x.T is missing."),
        ("Exit code 3.", "Exit code 3."),
        ("  blanks  ", "Blanks."),
        ("", ""),
    ],
)
def test_a_sentence_has_a_capital_and_one_stop(text, said):
    assert wording.sentence(text) == said
    assert wording.sentence(said) == said


def test_one_is_not_many():
    assert wording.counted(0, "student") == "0 students"
    assert wording.counted(1, "student") == "1 student"
    assert wording.counted(1.0, "point") == "1 point"
    assert wording.counted(0.5, "point") == "0.5 points"
    assert wording.counted(1200, "student") == "1,200 students"
    assert wording.counted(2, "one was", "some were") == "2 some were"
    assert (
        wording.listed([]) == "" and wording.listed("a") == "a" and wording.listed("ab") == "a; b"
    )
    assert wording.listed("abcd", 2) == "a; b; and 2 more"


@pytest.mark.parametrize(
    "text, said",
    [
        ("2026-11-03T08:05:12.123456+00:00", "3 November 2026, 09:05"),
        ("2026-07-03T08:05:12+00:00", "3 July 2026, 10:05"),
        ("2026-11-03T08:05:12Z", "3 November 2026, 09:05"),
        ("2026-12-31T23:59:59-05:00", "1 January 2027, 05:59"),
        ("2026-11-03 08:05", "3 November 2026, 08:05"),
        ("2026-11-03T08:05:12.999999", "3 November 2026, 08:05"),
        ("on Monday", "on Monday"),
        ("", ""),
    ],
)
def test_a_time_is_local_and_readable(monkeypatch, text, said):
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    try:
        assert wording.when(text) == said
    finally:
        monkeypatch.undo()
        time.tzset()


LONG = "Anna Müller_1234606_assignsubmission_file/Lab report (final version, corrected, with pictures).docx"


@pytest.mark.parametrize(
    "path, length, said",
    [
        (
            LONG,
            90,
            "Anna Müller_1234606…/Lab report (final version, corrected, with pictures).docx",
        ),
        (LONG, 60, "Anna Müller_1234606…/Lab report (final version….docx"),
        ("s1/04/lab.ipynb", 90, "s1/04/lab.ipynb"),
        ("one/two words/three/four/lab.ipynb", 24, "one/…/four/lab.ipynb"),
        ("one/two/three/lab.ipynb", 16, "one/…/lab.ipynb"),
        ("one two three four five six.ipynb", 25, "one two three four….ipynb"),
        ("a" * 40 + ".ipynb", 20, "a" * 13 + "….ipynb"),
        ("two\nlines/lab.ipynb", 90, "two lines/lab.ipynb"),
        ("", 90, ""),
    ],
)
def test_a_long_path_loses_its_middle_between_words(path, length, said):
    assert wording.short_path(path, length) == said
    assert len(said) <= length


@pytest.mark.parametrize("length", range(30, 100, 7))
@pytest.mark.parametrize("letter", ["a", "李", "word ", "a_", "x/", "name/of/", "."])
def test_a_short_path_is_short(letter, length):
    for count in (1, 10, 50, 200):
        path = f"{letter * count}.ipynb"
        shown = wording.short_path(path, length)
        assert len(shown) <= length and shown.endswith(".ipynb")
        assert shown == path if len(path) <= length else "…" in shown


def test_a_text_is_cut_after_a_word():
    assert wording.short("one two three four", 12) == "one two…"
    assert wording.short("one two three four", 18) == "one two three four"
    assert wording.short("o" * 30, 12) == "o" * 11 + "…"
    assert wording.short(" one\n two ", 12) == "one two"


def test_paths_are_seen_from_the_folder_that_they_share():
    paths = ["/home/x/down/s1/a.ipynb", "/home/x/down/s2/04/a.ipynb"]
    folder = wording.common_folder(paths)
    assert [wording.relative(path, folder) for path in paths] == ["s1/a.ipynb", "s2/04/a.ipynb"]
    assert wording.relative("/home/x/downloads/a.ipynb", folder) == "/home/x/downloads/a.ipynb"
    assert wording.common_folder([]) == wording.common_folder(["", "a.ipynb"]) == ""
    assert wording.common_folder(["/a/b", "c/d"]) == ""
    assert wording.relative("/a/b.ipynb", "/") == "a/b.ipynb"


@pytest.mark.parametrize(
    "student, name, more",
    [
        ("Anna Weiß", "Anna Weiß", ""),
        ("anna weiß", "Anna  Weiß", ""),
        ("Anna Wei\u00df", "ANNA WEISS", ""),
        ("Mu\u0308ller", "Müller", ""),
        ("Anna Weiß_123456", "Anna Weiß", "123456"),
        ("Anna Weiß-2", "Anna Weiß", "2"),
        ("Anna Weiß (s12)", "Anna Weiß", "s12"),  # as the roster tells namesakes apart
        ("Anna Weiß (a.w@x.org)", "Anna Weiß", "a.w@x.org"),
        ("Anna Weiß (s1) x", "Anna Weiß", "Anna Weiß (s1) x"),
        ("502", "antadam", "502"),
        ("anna@uni.example", "Anna Weiß", "anna@uni.example"),
        ("Annabel", "Anna", "Annabel"),
        ("s1", "", "s1"),
    ],
)
def test_an_id_is_shown_where_it_says_more_than_the_name(student, name, more):
    assert wording.beyond(student, name) == more

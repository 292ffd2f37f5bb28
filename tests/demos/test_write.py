"""A network that writes to the terminal."""

import pytest

from course.cli import main
from course.demos import write as demo
from course.nets import characters

pytestmark = pytest.mark.slow  # it runs networks


def said(capsys, *options, code=0):
    assert main(["demo", "write", *options]) == code
    out, err = capsys.readouterr()
    if code:
        assert out == "" and len(err.strip().splitlines()) == 1 and err.startswith("course: ")
        assert len(err) < 300
    return out + err


@pytest.mark.parametrize("heat", ["0", "-1", "nan", "inf", "-inf", "", "warm", "0,7", "1e999"])
def test_a_temperature_is_a_number_above_0(capsys, heat):
    told = said(capsys, f"--temperature={heat}", code=2)
    assert f"--temperature is a number above 0, such as 0.7; got {heat!r}" in told


@pytest.mark.parametrize("prompt", ["", "   ", "\n"])
def test_an_empty_prompt(capsys, prompt):
    assert "has no letter to go on from" in said(capsys, "--prompt", prompt, code=2)


def test_a_prompt_that_it_cannot_read(capsys, keras):
    told = said(capsys, "--prompt", "Où est Émile 🐐", code=2)
    assert "has never read 'É' 'ù' '🐐'" in told and "it knows" in told and "abc" in told
    assert "got 1,001" in said(capsys, "--prompt", "a" * 1_001, code=2)
    assert "UTF-8" in said(capsys, "--prompt", "a\udcff", code=2)


@pytest.fixture
def drawn(monkeypatch):
    """The same story every time."""
    write = characters.write
    monkeypatch.setattr(characters, "write", lambda *args, **more: write(*args, **more, seed=1))


def test_it_goes_on_to_the_end_of_the_story(capsys, keras, drawn):
    told = said(capsys, "--prompt", "In Hazelham, a small", "--temperature", "0.5")
    story, remark = told.strip().rsplit("\n", 1)
    assert story.startswith("In Hazelham, a small ") and len(story) > 60 and "\n" not in story
    assert remark.startswith("(temperature 0.5; the network has read ")


def test_it_begins_by_itself_and_stops(capsys, keras, drawn, monkeypatch):
    monkeypatch.setattr(demo, "LONGEST", 5)
    first = said(capsys, "--temperature", "0.01").splitlines()[0]
    assert len(first) == 9 and first.endswith(" ...")


def test_characters_appear_one_by_one(capsys, keras, monkeypatch):
    """Not all at the end: what was written is there while the next is computed."""
    shown = []

    def slowly(*arguments, **options):
        for character in "abc\n":
            shown.append(capsys.readouterr().out)
            yield character

    monkeypatch.setattr(characters, "write", slowly)
    said(capsys)
    assert shown == ["", "a", "b", "c"]

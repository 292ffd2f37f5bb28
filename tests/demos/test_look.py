"""A network that looks: the scene in the terminal, its picture, and what is typed."""

import io
import sys
import types

import numpy as np
import pytest
from matplotlib.image import imread

from course.cli import main
from course.demos import look as demo
from course.scenes import COLOURS, PLACES, captions, picture, questions, things

SEED = 13
SCENE = things.scene(SEED)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def network(monkeypatch):
    """A network that knows the answers, but for colours."""

    def ask(model, scenes, asked):
        assert model == "the network"
        answers = [questions.answer(q, scene) for q, scene in zip(asked, scenes, strict=True)]
        return [
            ("red" if q.kind == "colour" else a, 0.87) for q, a in zip(asked, answers, strict=True)
        ]

    fake = types.SimpleNamespace(
        load=lambda: ("the network", {"accuracy": 0.91, "chance": 0.298}), ask=ask
    )
    monkeypatch.setitem(sys.modules, "course.nets.looking", fake)
    import course.nets

    monkeypatch.setattr(course.nets, "looking", fake, raising=False)
    wrong = types.SimpleNamespace(
        load=lambda: ("the writer", {}),
        describe=lambda model, scenes: [captions.caption(scene[1:]) for scene in scenes],
    )
    monkeypatch.setitem(sys.modules, "course.nets.captions", wrong)
    monkeypatch.setattr(course.nets, "captions", wrong, raising=False)
    monkeypatch.setattr("course.runtime.quiet", lambda: None)


def said(capsys, *options, code=0):
    assert main(["demo", "look", *map(str, options)]) == code
    out, err = capsys.readouterr()
    if code:
        assert out == "" and len(err.strip().splitlines()) == 1 and err.startswith("course: ")
    return out + err


@pytest.mark.parametrize(
    "options, problem",
    [
        (["--scene", "x"], "--scene is a whole number of at most nine digits, such as 17; got 'x'"),
        (["--scene=-1"], "--scene is a whole number"),
        (["--scene", "1" * 10], "--scene is a whole number"),
        (["--scene", "٣"], "--scene is a whole number"),
        (["--scene", ""], "got ''"),
        (["--ask", "is there a purple star?"], "not understood: 'purple', 'star'"),
        (["--ask", ""], "nothing was typed. You can ask: how many"),
        (["--ask", "how many\udcff"], "expected text in UTF-8"),
        (["--save", "a.jpg"], "a.jpg does not end in .png"),
        (["--save", "."], "does not end in .png"),
        (["--save", "a\0.png"], "'a\\x00.png' cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(capsys, here, options, problem):
    assert problem in said(capsys, *options, code=2)
    assert list(here.iterdir()) == []


def test_one_question(capsys, here, network):
    told = said(capsys, "--scene", SEED, "--ask", "How many things are there?")
    assert f"how many objects are there?  {len(SCENE)}  (probability 0.87; right)" in told
    assert "answers 91% correctly" in told and "alone gets 30%" in told
    assert f"Scene {SEED}:" in told and "\x1b" not in told  # this is no terminal
    assert f"The picture is in scene-{SEED}.png." in told
    image = imread(here / f"scene-{SEED}.png")[..., :3]
    np.testing.assert_allclose(image, picture.render([SCENE], demo.SAVED)[0], atol=1 / 255)
    again = said(capsys, "--scene", SEED, "--ask", "how many objects are there?")
    assert again == told  # the picture is there already, the same


def test_a_wrong_answer_is_told(capsys, network):
    shapes = [thing.shape for thing in SCENE]
    (thing, *_) = [one for one in SCENE if shapes.count(one.shape) == 1 and one.colour != "red"]
    told = said(capsys, "--scene", SEED, "--ask", f"what colour is the {thing.shape}?")
    assert f"red  (probability 0.87; wrong, it is {thing.colour})" in told


def test_a_question_about_what_is_not_there(capsys, network):
    there = {(thing.colour, thing.shape) for thing in SCENE}
    colour, shape = next(
        (c, s) for c in COLOURS for s in ("circle", "square") if (c, s) not in there
    )
    told = said(capsys, "--scene", SEED, "--ask", f"what is on top of the {colour} {shape}?")
    assert f"No answer: there is no {colour} {shape} in this scene" in told


def test_a_picture_of_somebody_else_stays(capsys, here, network):
    (here / "mine.png").write_bytes(b"no picture")
    told = said(capsys, "--scene", SEED, "--save", "mine.png", code=2)
    assert "mine.png is there already, and is not replaced" in told
    assert (here / "mine.png").read_bytes() == b"no picture"
    (here / f"scene-{SEED}.png").mkdir()
    told = said(capsys, "--scene", SEED, "--ask", "is there a square?")
    assert "The picture was not kept: " in told and "with --save FILE.png" in told
    assert "is there a square?" in told  # and the demo goes on


def test_a_picture_elsewhere(capsys, here, network):
    said(capsys, "--scene", SEED, "--save", "new/a.png", "--ask", "is there a square?")
    assert [path.name for path in (here / "new").iterdir()] == ["a.png"]


def test_a_conversation(capsys, network, monkeypatch):
    thing = SCENE[0]
    colour = "green" if thing.colour != "green" else "black"
    taken = {one.place for one in SCENE}
    free = next(place for place in PLACES if place not in taken)
    lines = (
        f"describe\nhow many objects are there?\nis there a unicorn\n\npaint {thing.place} {colour}\n"
        f"is there a {colour} {thing.shape}?\nMove the {thing.place} to {free}.\n"
        f"delete {free}\nhow many objects are there\nmirror\nnew\ndelete here now\n"
        f"delete the purple circle\npaint {SCENE[1].place} pink\n"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    told = said(capsys, "--scene", SEED)
    assert f"{len(SCENE)}  (prob" in told and f"{len(SCENE) - 1}  (prob" in told
    assert f"is there a {colour} {thing.shape}?  yes" in told
    assert f"({len(SCENE) - 1} of {len(SCENE)} things right, {len(SCENE) - 1} named)" in told
    assert "not understood: 'unicorn'" in told and "nothing was typed" in told
    assert told.count("+\n|") >= 5 * 3 and f"Scene {SEED + 1}:" in told
    assert "'purple circle' is not one thing here, but 0" in told
    assert "the colours are black" in told or "one thing at the" in told


@pytest.mark.slow
def test_a_conversation_with_the_networks(capsys, keras, monkeypatch):
    asked = [f"how many {colour} objects are there?" for colour in COLOURS]
    asked += [f"where is the {thing.colour} {thing.shape}?" for thing in SCENE]
    lines = "\n".join(["describe", *asked, "mirror", *asked, "describe", ""])
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    told = said(capsys, "--scene", SEED)
    assert told.count("  (probability ") == 2 * len(asked)
    assert told.count("; right)") >= 2 * len(asked) - 2
    assert told.count(" things right, ") == 2

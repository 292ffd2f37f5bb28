"""Scenes in the terminal: pixels as half blocks, or a table of words."""

import io
import re

import numpy as np
import pytest

from course.demos import terminal
from course.scenes import picture, things

SCENE = things.scene(13)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.mark.parametrize(
    "environment, colours",
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "24 bits"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"WT_SESSION": "x"}, "24 bits"),
        ({"TERM": "xterm"}, None),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, None),
        ({"NO_COLOR": "1", "TERM": "xterm-256color"}, None),
    ],
)
def test_colours_where_the_terminal_has_them(monkeypatch, environment, colours):
    for name in ("COLORTERM", "TERM", "WT_SESSION", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout", Terminal())
    assert terminal._colours() == colours
    assert ("\x1b[" in terminal.drawn(SCENE)) == (colours is not None)
    monkeypatch.setattr(Terminal, "encoding", "ascii")
    assert terminal._colours() is None  # no half blocks there
    monkeypatch.setattr(Terminal, "encoding", "utf-8")
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert terminal._colours() is None  # a pipe


def test_half_blocks_show_the_pixels():
    image = picture.render([SCENE], terminal.SIZE)[0]
    lines = terminal._blocks(image, "24 bits").split("\n")
    assert len(lines) == terminal.SIZE // 2 and all(line.endswith("\x1b[0m") for line in lines)
    for row, line in enumerate(lines):
        found = re.findall(r"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m\u2580", line)
        shown = np.array(found, int).reshape(terminal.SIZE, 2, 3).swapaxes(0, 1)
        np.testing.assert_allclose(shown / 255, image[2 * row : 2 * row + 2], atol=0.003)
    few = re.findall(r"38;5;(\d+);48;5;(\d+)m", terminal._blocks(image, "256"))
    assert len(few) == terminal.SIZE**2 // 2
    steps = np.array([0, 95, 135, 175, 215, 255]) / 255  # as xterm has them
    cube = np.array([[r, g, b] for r in steps for g in steps for b in steps])
    upper = cube[np.array(few, int)[:, 0] - 16].reshape(-1, terminal.SIZE, 3)
    assert np.abs(upper - image[::2]).max() < 0.19  # half of the widest step
    for upper, lower in few:
        assert 16 <= int(upper) <= 231 and 16 <= int(lower) <= 231
    assert few[0][0] == "231"  # white, the background


def test_a_table_of_words_fits_and_tells_all():
    for scene in things.different(30, seed=3):
        lines = terminal._table(scene).split("\n")
        assert len(set(map(len, lines))) == 1 and len(lines[0]) < 80 and len(lines) == 7
        for row in range(3):
            cells = [cell.strip() for cell in lines[1 + 2 * row].strip("|").split("|")]
            for column, words in enumerate(cells):
                here = [t for t in scene if (t.row, t.column) == (row, column)]
                assert words == " ".join(f"{t.colour} {t.shape}" for t in here)

import contextlib
import fcntl
import io
import os
import pty
import struct
import termios

import pytest

from course.grading.progress import SECONDS, Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def grade(stream, count, seconds=1.0, student="Ada", known=0):
    """What a class of `count` leaves on a stream, each taking so long."""
    now = [0.0]
    with Progress(count, stream, clock=lambda: now[0]) as progress:
        for place in range(count):
            progress.start(f"{student} {place}", "04_addition_rnn")
            now[0] += seconds
            progress.take({"unreadable": place // 100}, known=place < known)
    return stream.getvalue()


def test_a_log_file_gets_a_line_now_and_then():
    said = grade(io.StringIO(), 1000)
    lines = said.splitlines()
    assert len(lines) == 1000 // SECONDS + 1 and "\r" not in said and "\x1b" not in said
    assert lines[0] == "grading: 30 of 1000, 970 left, about 16 min; Ada 29, 04_addition_rnn"
    assert lines[-1] == "grading: 1000 of 1000, 0 left; Ada 999, 04_addition_rnn, 9 unreadable"
    assert max(map(len, lines)) < 100


def test_a_small_class_says_nothing_in_a_log_file():
    assert grade(io.StringIO(), 8) == ""


def test_a_dumb_terminal_is_a_log_file(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "\r" not in grade(Terminal(), 100)


def test_what_was_known_already_costs_no_time():
    lines = grade(io.StringIO(), 100, student="A", known=20).splitlines()
    assert "about 4 min" in lines[0]  # 30 s for 10 that were run, 70 are left


@pytest.mark.parametrize("no_color", ["", "1"])
@pytest.mark.parametrize("columns", [30, 60, 200])
def test_a_terminal_gets_one_line_without_colour_that_fits(monkeypatch, no_color, columns):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.delenv("COLUMNS", raising=False)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(theirs, "w") as terminal, Progress(60, terminal) as progress:
        for place in range(60):
            progress.start(f"A very long name of a student \x1b[31m {place}", "04_addition_rnn")
            progress.take({"unreadable": 3})
    said = b""
    with contextlib.suppress(OSError):  # how a terminal whose other end is closed ends
        while more := os.read(ours, 4096):
            said += more
    os.close(ours)
    lines = said.decode().replace("\x1b[A", "").split("\r")
    assert max(map(len, lines)) <= columns and "\x1b" not in "".join(lines)
    assert lines[-2].startswith("grading: 60 of 60, 0 left")
    assert columns < 200 or "A very long name of a s…, 04_addition_rnn, 3 unreadable" in lines[-2]


def test_nobody_at_all():
    assert grade(Terminal(), 0) == grade(io.StringIO(), 0) == ""

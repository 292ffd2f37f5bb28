"""What all tests share: no network, no writes to the user's cache, a quiet Keras."""

import builtins
import collections
import os
from pathlib import Path

import matplotlib
import pytest
import pytest_socket

from tests import needs

matplotlib.use("Agg")  # here only: notebooks that tests start keep their own backend


# Tests of a module run in one process, as what they share takes long to make: a corpus, a graded class,
# a server of guests. Those of these modules share nothing and take long, so each goes wherever there is room.
SPREAD = (
    "tests/authoring/test_labs.py",
    "tests/checks/test_answers.py",
    "tests/data/test_world.py",
    "tests/grading/judge/test_replies.py",
    "tests/handout/test_nbgrader.py",
    "tests/nets/test_addition.py",
    "tests/test_benchmarks.py",
    "tests/test_kernels.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Each module of tests in one process, but for SPREAD; xdist's own ways know no exceptions."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            module = nodeid.split("::", 1)[0]
            return nodeid if module in SPREAD else module

    return Scheduler(config, log)


@pytest.fixture(autouse=True)
def no_network():
    """Only this machine itself may be reached; pytest-socket takes it back after each test."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("COURSE_BUDGET", raising=False)


@pytest.fixture
def typing(monkeypatch):
    """Call it with the lines that somebody types at a prompt before ending the input."""

    def type_lines(*lines):
        waiting = iter(lines)

        def typed(prompt):
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(builtins, "input", typed)

    return type_lines


@pytest.fixture(scope="session")
def keras():
    from course import runtime

    runtime.quiet()
    import keras

    return keras


def pytest_configure(config):
    needs.required()  # a misspelt kind is an error at once


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        needs.demand(*marker.args)


def pytest_terminal_summary(terminalreporter):
    """How many right and wrong answers the banks have, and what was not tested."""
    _tell_answers(terminalreporter)
    skipped = terminalreporter.stats.get("skipped", [])
    line = needs.summary([report.longrepr[2] for report in skipped])
    if line:
        terminalreporter.write_line(line)
    if path := os.environ.get("COURSE_NOT_TESTED"):
        Path(path).write_text(line, encoding="utf-8")


def _tell_answers(terminalreporter):
    """Reports come from all workers."""
    passed = terminalreporter.stats.get("passed", [])
    counts = collections.Counter(
        tuple(value)
        for report in passed
        for name, value in report.user_properties
        if name == "answer" and report.when == "call"
    )
    for exercise in dict.fromkeys(exercise for exercise, _ in counts):
        terminalreporter.write_line(
            f"{exercise}: {counts[exercise, True]} right answers passed, "
            f"{counts[exercise, False]} planted mistakes refused with their hint"
        )

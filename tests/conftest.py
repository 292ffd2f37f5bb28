"""What all tests share: no network, no writes to the user's cache, a quiet Keras."""

import builtins
import collections
import itertools
import os
from pathlib import Path

import matplotlib
import pytest
import pytest_socket

from tests import needs

matplotlib.use("Agg")  # here only: notebooks that tests start keep their own backend
# Whichever test is the first to import TensorFlow: what it logs would be found in the output of another one.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


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

CACHES = itertools.count()

# Modules that take long and mostly wait, the longest first.
LONG = (
    "tests/handout/test_hosted_alone.py",
    "tests/grading/test_walk.py",
    "tests/grading/test_grade.py",
    "tests/grading/test_hostile.py",
    "tests/grading/judge/test_runner.py",
    "tests/grading/sandbox/test_attempts.py",
    "tests/grading/test_one_verdict.py",
    "tests/grading/judge/test_process.py",
    "tests/authoring/test_notebooks.py",
    "tests/notebooks/test_checking.py",
    "tests/grading/judge/test_world.py",
    "tests/test_needs.py",
    "tests/handout/test_nbgrader.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Each module of tests in one process, but for SPREAD; xdist's own ways know no exceptions."""
    from xdist.scheduler import LoadScopeScheduling

    config.option.loadscopereorder = False  # in the order of pytest_collection_modifyitems

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            module = _module(nodeid)
            return nodeid if module in SPREAD else module

    return Scheduler(config, log)


def _module(nodeid):
    return nodeid.split("::", 1)[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Where several processes share the tests, what takes long comes first, and what fills gaps last.

    LONG modules wait and notebooks compute, so the two are mixed.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    modules = list(dict.fromkeys(_module(item.nodeid) for item in items))
    long = [module for module in LONG if module in modules]
    notebooks = [
        module for module in modules if not module.endswith(".py")
    ]  # nbval leaves out .ipynb
    share = -(-len(notebooks) // max(len(long), 1))
    mixed = [(one, *notebooks[n * share : (n + 1) * share]) for n, one in enumerate(long)]
    order = [*itertools.chain(*mixed), *(one for one in modules if one not in SPREAD)]
    place = {module: n for n, module in enumerate(dict.fromkeys(order))}
    items.sort(key=lambda item: place.get(_module(item.nodeid), len(order)))


@pytest.fixture(autouse=True)
def no_network():
    """Only this machine itself may be reached; pytest-socket takes it back after each test."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path_factory):
    """A cache of its own for each test, made when used: a folder for each would take longer than most tests."""
    cache = tmp_path_factory.getbasetemp() / "caches" / str(next(CACHES))
    monkeypatch.setenv("COURSE_CACHE", str(cache))
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

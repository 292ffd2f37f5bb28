"""`pytest --nbval` leaves out what no two machines share, and starts a kernel again that did not come up.

Labs that are as they were when they last passed are nightly (tests/passed.py); solutions never are.
"""

import functools
import os
from pathlib import Path

import pytest

STARTS = 3  # of a kernel
# For each kernel: several of them share the cores, and threads that wait for work take time as well.
ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "TF_NUM_INTRAOP_THREADS",
        "TF_NUM_INTEROP_THREADS",
    ),
    "1",
)
UNCHANGED = pytest.StashKey()


def pytest_configure(config):
    if not getattr(config.option, "nbval", False):
        return
    if (Path(__file__).parent / "tests" / "passed.py").exists():  # not in a bundle for students
        from tests import passed

        shared = getattr(config, "workerinput", {}).get("unchanged")  # made once for all workers
        config.stash[UNCHANGED] = passed.unchanged() if shared is None else set(shared)
        if os.environ.get("COURSE_RECORD") and shared is None:
            config.pluginmanager.register(passed.Recorder())
    if not config.option.nbval_sanitize_with:
        sanitize = Path(__file__).parent / "tests" / "nbval_sanitize.cfg"
        config.option.nbval_sanitize_with = str(sanitize)
    import nbval.kernel

    nbval.kernel.start_new_kernel = patient(as_called(nbval.kernel.start_new_kernel))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    node.workerinput["unchanged"] = sorted(node.config.stash.get(UNCHANGED, ()))


@pytest.hookimpl(tryfirst=True)  # before `-m "not nightly"` chooses
def pytest_collection_modifyitems(config, items):
    unchanged = config.stash.get(UNCHANGED, ())
    for item in items:
        path = item.path
        if path.suffix == ".ipynb" and path.parent.name == "labs" and path.stem in unchanged:
            item.add_marker(pytest.mark.nightly)


def pytest_terminal_summary(terminalreporter, config):
    unchanged = config.stash.get(UNCHANGED, ())
    if unchanged and "not nightly" in config.option.markexpr:
        terminalreporter.write_line(
            f"{len(unchanged)} labs are as they were when they last ran whole, and were not run again: "
            + ", ".join(sorted(unchanged))
        )


def as_called(start):
    """Start kernels with one thread and the environment of now, whatever tests change in this process.

    Notebooks of labs/ get the budget in COURSE_LABS_BUDGET, if there is one.
    """
    environment = ONE_THREAD | os.environ
    budget = environment.get("COURSE_LABS_BUDGET")

    @functools.wraps(start)
    def start_as_called(*arguments, cwd=None, **options):
        more = {"COURSE_BUDGET": budget} if budget and Path(cwd or ".").name == "labs" else {}
        return start(*arguments, cwd=cwd, env=environment | more, **options)

    return start_as_called


def patient(start):
    """Start a kernel, again if it dies at once: two that start together may draw the same free port."""

    @functools.wraps(start)
    def start_again(*arguments, **options):
        for left in reversed(range(STARTS)):
            try:
                return start(*arguments, **options)
            except RuntimeError:
                if not left:
                    raise

    return start_again

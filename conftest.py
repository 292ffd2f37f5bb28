"""`pytest --nbval` leaves out what no two machines share, and starts a kernel again that did not come up."""

import functools
import os
from pathlib import Path

STARTS = 3  # of a kernel


def pytest_configure(config):
    if not getattr(config.option, "nbval", False):
        return
    if not config.option.nbval_sanitize_with:
        sanitize = Path(__file__).parent / "tests" / "nbval_sanitize.cfg"
        config.option.nbval_sanitize_with = str(sanitize)
    import nbval.kernel

    nbval.kernel.start_new_kernel = patient(as_called(nbval.kernel.start_new_kernel))


def as_called(start):
    """Start kernels with the environment of now, whatever tests in this process change in theirs.

    Notebooks of labs/ get the budget in COURSE_LABS_BUDGET, if there is one.
    """
    environment = dict(os.environ)
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

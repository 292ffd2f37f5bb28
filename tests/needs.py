"""What some tests need of the machine, and how a run tells what it did not test for lack of it.

`@pytest.mark.needs("sandbox")` skips a test where there is none. The environment variable COURSE_REQUIRE,
such as "sandbox,browser", turns that into a failure. COURSE_NOT_TESTED names a file for the summary.
"""

import collections
import functools
import importlib.util
import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")


def _sandbox():
    from course.grading import isolation

    return "; ".join(isolation.missing())


def _browser():
    if not (CHROMIUM and CHROMEDRIVER):
        return "chromium and chromedriver are not on PATH: as root on Debian, `make browser`"
    return "" if importlib.util.find_spec("selenium") else "selenium is not installed"


# {kind: (how a summary calls its lack, function that says what is missing or "")}
KINDS = {"sandbox": ("no sandbox for this user", _sandbox), "browser": ("no browser", _browser)}


@functools.cache
def lacking(kind):
    """Why tests of a kind cannot run here, such as "no browser: ...", or ""."""
    summary, missing = KINDS[kind]
    problem = missing()
    return f"{summary}: {problem}" if problem else ""


def required():
    """The kinds that may not be skipped.

    Raises:
        pytest.UsageError: COURSE_REQUIRE names one that does not exist.
    """
    kinds = [kind for kind in os.environ.get("COURSE_REQUIRE", "").split(",") if kind]
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise pytest.UsageError(
            f"COURSE_REQUIRE names {', '.join(unknown)}; there are {', '.join(KINDS)}"
        )
    return kinds


def demand(kind):
    """Skip the running test, or fail it, if the machine lacks what it needs."""
    problem = lacking(kind)
    if problem and kind in required():
        pytest.fail(f"COURSE_REQUIRE asks for it, and there is {problem}", pytrace=False)
    if problem:
        pytest.skip(problem)


def summary(reasons):
    """One line on skipped tests, such as "312 tests skipped: no browser (12), needs /proc (1)", or "".

    Args:
        reasons: of every skipped test; what follows ": " in one is left out.
    """
    counts = collections.Counter(
        reason.removeprefix("Skipped: ").partition(": ")[0] for reason in reasons
    )
    if not counts:
        return ""
    kinds = ", ".join(f"{reason} ({count})" for reason, count in counts.most_common())
    total = counts.total()
    return f"{total} test{'s' * (total != 1)} skipped: {kinds}"

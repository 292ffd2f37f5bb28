"""A run of pytest on one test that needs a browser, where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow
TEST = """
import pytest

@pytest.mark.needs("browser")
def test_page():
    assert False, "it ran"

def test_anywhere():
    pass
"""


@pytest.fixture
def run(tmp_path):
    """Call it with the value of COURSE_REQUIRE: exit code, what pytest printed, the summary's file."""
    file = tmp_path / "test_pages.py"
    file.write_text(TEST)

    def run_pytest(required, *options):
        env = os.environ | {"PATH": "", "COURSE_REQUIRE": required}
        env |= {"COURSE_NOT_TESTED": str(tmp_path / "not-tested"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
        # Its root: a package in a folder above, such as a stray /tmp/__init__.py, is none of its own.
        command += ["--rootdir", tmp_path, "--confcutdir", tmp_path]
        command += ["-c", ROOT / "pyproject.toml", file, *options]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)
        line = tmp_path / "not-tested"
        return ended.returncode, ended.stdout + ended.stderr, line.exists() and line.read_text()

    return run_pytest


@pytest.mark.parametrize("options", [[], ["-n", "2"]])
def test_a_run_names_what_it_did_not_test(run, options):
    code, said, line = run("", *options)
    assert code == 0 and "1 passed, 1 skipped" in said
    assert line == "1 test skipped: no browser (1)" and line in said


def test_what_is_required_may_not_be_skipped(run):
    code, said, line = run("sandbox,browser")
    assert code == 1 and "1 error" in said
    assert "COURSE_REQUIRE asks for it, and there is no browser: chromium and" in said
    assert line == ""


def test_a_kind_that_does_not_exist_is_refused(run):
    code, said, _ = run("browsers")
    assert code == 4
    assert "COURSE_REQUIRE names browsers; there are sandbox, browser" in said


def test_the_summary_counts_by_reason():
    assert needs.summary([]) == ""
    reasons = ["Skipped: no sandbox for this user: not permitted"] * 3 + ["Skipped: needs /proc"]
    expected = "4 tests skipped: no sandbox for this user (3), needs /proc (1)"
    assert needs.summary(reasons) == expected

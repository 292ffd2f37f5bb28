"""python -m tests.one_lab NN_NAME: all tests of one lab, and none of the others.

Its notebooks as nbval runs them, its checks, its bank, mutants once they are written down, its data, and the
tests that look at all labs together: rows, sheets, names.
"""

import os
import re
import sys
from pathlib import Path

import pytest

from course.errors import CourseError
from course.files import ROOT, labs_in
from tests.checks.every import checks_of

FOLDERS = ("tests/authoring/test_labs.py", "tests/checks", "tests/claims", "tests/data/fetching")
TOGETHER = (  # tests that have no lab among their arguments and look at all labs, or at all data sets
    "test_every_",
    "test_the_pages_are_fresh",
    "test_the_ledger_itself",
    "test_each_head_says",
    "test_an_exercise_is_called_as_no_other",
)
MORE = (  # single modules with tests of each lab
    "tests/authoring/test_claims_pages.py",
    "tests/handout/test_nbgrader.py",
    "tests/notebooks/test_labs.py",
    "tests/notebooks/test_outline.py",
    "tests/start/test_standing.py",
)
_DATA = re.compile(r"\bcourse\.data(?: import |\.)(\w+(?:, \w+)*)")


class OneLab:
    """A plugin of pytest that leaves out what is not about a lab.

    Args:
        lab: such as "15_echo".
    """

    def __init__(self, lab):
        self.lab, self.name = lab, lab[3:]
        self.exercises = set(checks_of(self.name))
        self.data = data_of(lab)

    def pytest_collection_modifyitems(self, config, items):
        """Keep the items that are about the lab."""
        kept = [item for item in items if self.is_about(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept

    def is_about(self, item):
        """Whether a test is about the lab."""
        if item.path.suffix == ".ipynb" or item.path.stem in {f"test_{name}" for name in self.data}:
            return True
        values = getattr(getattr(item, "callspec", None), "params", {}).values()
        if not values:
            return item.name.startswith(TOGETHER)
        return any(self._names(value) for value in values)

    def _names(self, value):
        """Whether an argument of a test is the lab, its source, its notebook, an exercise or its data."""
        if isinstance(value, Path):
            return value.stem == self.lab
        if isinstance(value, str):
            return value in {self.lab, self.name, *self.exercises, *self.data}
        return getattr(value, "lab", None) == self.name or getattr(value, "name", None) in self.data


def data_of(lab):
    """Modules of course.data that a lab's source imports, a set of names."""
    text = (ROOT / "solutions" / f"{lab}.py").read_text(encoding="utf-8")
    return {name for names in _DATA.findall(text) for name in names.split(", ")}


def main(arguments=None):
    """Test one lab; the exit code is pytest's, 2 for a name that is no lab's."""
    names = sys.argv[1:] if arguments is None else arguments
    labs = [path.stem for path in labs_in(ROOT / "solutions", ".py")]
    lab = names[0] if names else ""
    if lab not in labs:
        print(f"there is no lab {lab!r}; there are: {', '.join(labs)}", file=sys.stderr)
        return 2
    books = [f"{folder}/{lab}.ipynb" for folder in ("solutions", "labs")]
    if missing := [book for book in books if not (ROOT / book).exists()]:
        print(f"{missing[0]} is not built yet: course build {lab}", file=sys.stderr)
        return 2
    try:
        plugin = OneLab(lab)
    except (ImportError, CourseError) as error:
        print(f"course/checks/{lab[3:]} cannot be read: {error}", file=sys.stderr)
        return 2
    os.environ.setdefault("COURSE_LABS_BUDGET", "quick")
    tests = [f"tests/data/test_{name}.py" for name in plugin.data]
    paths = [*FOLDERS, *MORE, *(path for path in tests if (ROOT / path).exists()), *books]
    os.chdir(ROOT)
    options = ["-q", "--nbval", "-m", "not nightly", *names[1:]]
    return int(pytest.main([*options, *paths], plugins=[plugin]))


if __name__ == "__main__":
    sys.exit(main())

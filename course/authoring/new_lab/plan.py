"""What a new lab is to have, once nothing speaks against it."""

import keyword
import re
from pathlib import Path
from typing import NamedTuple

from course.authoring import rules
from course.cells import function_of
from course.claims.reading import read_ledger
from course.data.fetching import catalogue
from course.errors import CourseError

LEDGER = Path("course", "claims", "ledger.yaml")
CATALOGUE = Path("course", "data", "fetching", "catalogue.yaml")
KINDS = ("later", "error")  # the exercises of the example, which take turns
MOST = 6  # exercises of a lab
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LECTURE = re.compile(r"L[1-9]\d*")


class Exercise(NamedTuple):
    """An exercise of the new lab: its id, its number, and which example it begins as."""

    id: str
    count: int
    kind: str

    @property
    def function(self):
        return function_of(self.id)

    @property
    def title(self):
        words = {"later": "the row, later", "error": "how far off"}[self.kind]
        return words if self.count <= len(KINDS) else f"{words} (a copy, to be changed)"


class Plan(NamedTuple):
    """A new lab.

    Attributes:
        lab: such as "15_echo".
        exercises: tuple of Exercise.
        data: name of its own data set, or "".
        claim: id of its claim, or "".
        lecture: key of the lecture that says it, or "".
        title: of that lecture, "" if the ledger has it already.
    """

    lab: str
    exercises: tuple[Exercise, ...]
    data: str
    claim: str
    lecture: str
    title: str

    @property
    def number(self):
        return self.lab[:2]

    @property
    def name(self):
        return self.lab[3:]


def plan(root, lab, *, exercises=2, data="", claim="", lecture=""):
    """What a new lab is to have.

    Args:
        root: the repository.
        lab: such as "15_echo".
        exercises: how many, 1 to 6.
        data, claim: name of a data set of its own, id of a claim; "" for none.
        lecture: key of a lecture of the ledger, or "L6=Title" for a new one; "" for none.

    Returns:
        Plan.

    Raises:
        CourseError: a number that is used, a name that cannot be or is taken, a claim without a lecture.
    """
    root = Path(root)
    ledger = read_ledger(root / LEDGER)
    used = used_numbers(root, ledger)
    if problem := rules.wrong_lab(lab):
        raise CourseError(f"{problem}; the next free number is {free_number(used)}")
    number, name = lab[:2], lab[3:]
    if number in used:
        free = free_number(used)
        raise CourseError(
            f"number {number} is used by {used[number]}: the next free one is {free}, as in {free}_{name}"
        )
    if keyword.iskeyword(name) or name in ("base", "checks", "course"):
        raise CourseError(f"a lab cannot be called {name}: Python or the course uses this word")
    if not 1 <= exercises <= MOST:
        raise CourseError(f"a lab has 1 to {MOST} exercises, got {exercises}")
    made = tuple(_exercise(name, count) for count in range(1, exercises + 1))
    for exercise in made:
        for other in root.glob(f"course/checks/*/{exercise.function}.py"):
            raise CourseError(f"there is an exercise {exercise.id} already: {other}")
    if data:
        _see_to_data(root, data)
    if claim:
        _see_to_claim(ledger, claim, lecture)
    key, title = _lecture(ledger, lecture)
    return Plan(lab, made, data, claim, key, title)


def used_numbers(root, ledger):
    """{number: what uses it} of sources, built labs, and labs of the ledger."""
    found = {row["lab"][:2]: f"{row['lab']} in the ledger" for row in ledger["claims"]}
    for path in [*root.glob("labs/[0-9]*.ipynb"), *root.glob("solutions/[0-9]*.py")]:
        found[path.stem[:2]] = path.relative_to(root).as_posix()
    return found


def free_number(used):
    """The number after the last of some used ones, else the first that is free; two digits."""
    used = {int(number) for number in used if number.isdecimal()}
    after = max(used, default=0) + 1
    free = [after] if after < 100 else [number for number in range(1, 100) if number not in used]
    if not free:
        raise CourseError("all numbers from 01 to 99 are used")
    return f"{free[0]:02}"


def _exercise(name, count):
    kind = KINDS[(count - 1) % len(KINDS)]
    again = "" if count <= len(KINDS) else f"-{count}"
    return Exercise(f"{name.replace('_', '-').strip('-')}-{kind}{again}", count, kind)


def _see_to_data(root, data):
    if not re.fullmatch(r"[a-z][a-z0-9_]*", data) or keyword.iskeyword(data):
        raise CourseError(
            f"a data set is called as its Python module, in small letters (a-z, 0-9, _); got {data!r}"
        )
    if data in catalogue.read(root / CATALOGUE):
        raise CourseError(f"there is a data set {data} already; `course data` lists all")
    for other in (root / "course" / "data" / data, root / "datasets" / f"{data}.md"):
        if other.exists():
            raise CourseError(f"there is {other} already: call the data set otherwise")


def _see_to_claim(ledger, claim, lecture):
    if not _ID.fullmatch(claim):
        raise CourseError(
            f"a claim is called in small letters, with - between words, such as echo-learned; got {claim!r}"
        )
    if claim in {row["id"] for row in ledger["claims"]}:
        raise CourseError(f"the ledger has a claim {claim} already: an id is used once")
    if not lecture:
        raise CourseError(
            f"a claim is said in a lecture: add --lecture, one of {', '.join(ledger['lectures'])} "
            "or a new one such as 'L6=My lecture'"
        )


def _lecture(ledger, lecture):
    """(key, title) of a lecture; the title is "" if the ledger has it, and both are without a lecture."""
    key, _, title = (part.strip() for part in lecture.partition("="))
    known = ledger["lectures"]
    if not key or (key in known and title in ("", known[key])):
        return key, ""
    if key in known:
        raise CourseError(f"{key} is {known[key]!r} in the ledger: take another key for {title!r}")
    if not _LECTURE.fullmatch(key):
        raise CourseError(f"a lecture's key is L and its number, such as L6; got {key!r}")
    if not title:
        raise CourseError(
            f"{key} is no lecture of the ledger, which has {', '.join(known)}: "
            f"for a new one give its title, --lecture '{key}=My lecture'"
        )
    return key, title

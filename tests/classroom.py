"""A made-up class: notebooks filled with answers of the banks, right and wrong, and what must come of them."""

import ast
import dataclasses
import functools
import importlib
import inspect
import json
from pathlib import Path
from typing import NamedTuple

import nbformat

from course.grading.judge.labs import load_labs
from tests.answers import answers

ROOT = Path(__file__).resolve().parent.parent
NEVER = "never ends"
CRASHES = {
    "ends Python": "import os\n\n\ndef {name}(*arguments):\n    os._exit(3)\n",
    "breaks Python": ("import ctypes\n\n\ndef {name}(*arguments):\n    ctypes.string_at(0)\n"),
    "eats memory": (
        "def {name}(*arguments):\n    kept = []\n    while True:\n"
        "        kept.append(bytearray(b'x') * 2**27)\n"
    ),
}
LOOPS = {
    "loops": "def {name}(*arguments):\n    while True:\n        pass\n",
    "loops and takes no signal": (
        "import signal\n\n\ndef {name}(*arguments):\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
        "    while True:\n        pass\n"
    ),
}


class Pick(NamedTuple):
    """What a student did with one exercise.

    Attributes:
        kind: "right", "mistake", "untouched", "crash" or "loop".
        source: of the cell, or None for the stub.
        function: the bank's function for "right" and "mistake", else None.
        hint: of a mistake.
    """

    kind: str
    source: str | None = None
    function: object = None
    hint: str | None = None


class Handed(NamedTuple):
    """One submission of the class: student, lab, {exercise: Pick}, its file."""

    student: str
    lab: str
    picks: dict
    path: Path


@functools.cache
def bank(lab):
    """The answers to the exercises of a lab such as 04_addition_rnn."""
    return answers(lab[3:])


def cell(function, name):
    """A cell that defines `name` as a function of a bank does, with all that it uses.

    Args:
        function: of a bank's module.
        name: that the exercise asks for.

    Returns:
        str.
    """
    pieces, uses = _pieces(inspect.getmodule(function).__name__)
    wanted, todo = set(), [function.__name__]
    while todo:
        one = todo.pop()
        if one in pieces and one not in wanted:
            wanted.add(one)
            todo += uses[one]
    body = [source for one, source in pieces.items() if one in wanted]
    return "\n\n".join(dict.fromkeys(body)) + f"\n\n{name} = {function.__name__}\n"


@functools.cache
def _pieces(module):
    """{name: source} of a module's top level without decorators, {name: names that it uses}."""
    source = Path(importlib.import_module(module).__file__).read_text(encoding="utf-8")
    pieces, uses = {}, {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
            names = [node.name]
        elif isinstance(node, ast.ImportFrom) and node.module.startswith("tests.answers."):
            more_pieces, more_uses = _pieces(node.module)  # a student has no such module
            pieces |= more_pieces
            uses |= more_uses
            continue
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.asname or alias.name.split(".")[0] for alias in node.names]
            names = [name for name in names if name != "Bank"]
        elif isinstance(node, ast.Assign):
            names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
        elif isinstance(node, ast.ClassDef):
            names = [node.name]
        else:
            continue
        if {"Bank", "bank"} & {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}:
            continue  # the bank itself
        for name in names:
            pieces.setdefault(name, ast.unparse(node))
            uses[name] = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    return pieces, uses


def notebook(lab, sources):
    """A lab's notebook with some answers filled in.

    Args:
        lab: name.
        sources: {exercise: source of its cell}; the others stay as handed out.

    Returns:
        dict, as JSON has it.
    """
    made = json.loads(_lab_text(lab))
    for entry in made["cells"]:
        name = entry["metadata"].get("nbgrader", {}).get("grade_id")
        if sources.get(name) is not None:
            entry["source"] = sources[name]
    return made


@functools.cache
def _lab_text(lab):
    return nbformat.writes(nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4))


def options(lab, exercise):
    """The Picks that there are for an exercise, {kind: list}."""
    name = exercise.function
    entries = [
        entry
        for entry in bank(lab)
        if entry.exercise == exercise.id
        and vars(inspect.getmodule(entry.function)).get(entry.function.__name__)
        is entry.function  # it has a source of its own
    ]

    def picks(kind, chosen):
        return [Pick(kind, cell(e.function, name), e.function, e.hint) for e in chosen]

    loops = [Pick("loop", text.format(name=name)) for text in LOOPS.values()]
    return {
        "right": picks("right", [e for e in entries if e.hint is None]),
        "mistake": picks("mistake", [e for e in entries if e.hint not in (None, NEVER)]),
        "untouched": [Pick("untouched")],
        "crash": [Pick("crash", text.format(name=name)) for text in CRASHES.values()],
        "loop": loops + picks("loop", [e for e in entries if e.hint == NEVER]),
    }


def make(folder, count, rng, *, labs=None, shares=None, costly=0.15, first=0):
    """Write a class as student/lab/lab.ipynb, its submissions dealt out over the labs in turn.

    Args:
        folder: to write to.
        count: of submissions.
        rng: numpy Generator.
        labs: names; all by default.
        shares: {kind: share of the answers}; what is left to 1 is "untouched".
        costly: share of those who answer exercises that train a network; the others leave them.
        first: number of the first student.

    Returns:
        list of Handed.
    """
    labs = load_labs(labs or ())
    shares = shares or {"right": 0.68, "mistake": 0.22, "crash": 0.02, "loop": 0.004}
    kinds = [*shares, "untouched"]
    chances = [*shares.values(), 1 - sum(shares.values())]
    there = {
        (name, exercise.id): options(name, exercise)
        for name, lab in labs.items()
        for exercise in lab.exercises
    }
    handed = []
    for place in range(count):
        name = list(labs)[place % len(labs)]
        student = f"student{first + place // len(labs):04d}"
        idle = rng.random() < 0.05
        picks = {}
        for exercise in labs[name].exercises:
            kind = str(rng.choice(kinds, p=chances))
            if exercise.check.costly and (rng.random() > costly or kind == "loop"):
                kind = "untouched"
            found = there[name, exercise.id]["untouched" if idle else kind]
            picks[exercise.id] = found[rng.integers(len(found))]
        sources = {
            exercise: f"# {student}\n{pick.source}" if pick.source else None
            for exercise, pick in picks.items()
        }
        path = Path(folder) / student / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook(name, sources), indent=1), encoding="utf-8")
        handed.append(Handed(student, name, picks, path))
    return handed


def points_in_notebook(handed, cases):
    """What the checks give for the same answers in one process, without any sandbox.

    Args:
        handed: list of Handed.
        cases: {lab: {exercise: (shown, hidden)}} as `prepare_cases` gives them.

    Returns:
        {(student, lab, exercise): (points of the shown cases, points of the hidden ones)}; answers that
        end or stop Python have 0, and costly exercises only count the hidden cases.
    """
    labs = load_labs({entry.lab: None for entry in handed})

    @functools.cache
    def points(lab, exercise, function):
        check = next(found.check for found in labs[lab].exercises if found.id == exercise)
        shown, hidden = (
            (_points(check, function, made) for made in cases[lab][exercise])
            if not check.costly
            else [_points(check, function, cases[lab][exercise][1])] * 2
        )
        return shown, hidden

    return {
        (entry.student, entry.lab, exercise): (
            points(entry.lab, exercise, pick.function) if pick.function else (0.0, 0.0)
        )
        for entry in handed
        for exercise, pick in entry.picks.items()
    }


def _points(check, function, cases):
    return dataclasses.replace(check, cases=lambda rng: cases)(function).points

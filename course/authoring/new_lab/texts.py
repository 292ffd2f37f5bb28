"""The texts of a new lab: whole files from templates, and what is added to files that are there."""

import json
import re
from pathlib import Path

from course.authoring.new_lab.plan import CATALOGUE, LEDGER
from course.claims.reading import read_ledger
from course.errors import CourseError

TEMPLATES = Path(__file__).parent / "templates"
_LAB_ROW = re.compile(r"^\| \[\d\d .*\]\(labs/.*\n", re.MULTILINE)
_DATA_ROW = re.compile(r"^\| \[.*\]\(\w+\.md\) \| `course/.*\| labs? .*\n", re.MULTILINE)
_SEEN = "an example to be changed: a net says again what it read two steps before"
_PICTURE = '<img src="solutions/pictures/{lab}.png" width="260" alt="">'


def created(plan, root):
    """The files that a lab brings: {path in the repository: text}."""
    checks, bank = Path("course", "checks", plan.name), Path("tests", "answers", plan.name)
    equal = Path("tests", "mutants", "equal", plan.name)
    files = {
        Path("solutions", f"{plan.lab}.py"): _solution(plan, root),
        checks / "__init__.py": _gathered(plan),
    }
    for exercise in plan.exercises:
        fields = {"exercise": exercise.id, "function": exercise.function}
        files[checks / f"{exercise.function}.py"] = _text(f"{exercise.kind}_check", **fields)
        files[bank / f"{exercise.function}.py"] = _text(f"{exercise.kind}_bank", **fields)
        files[equal / f"{exercise.function}.yaml"] = _text(f"{exercise.kind}_equal", **fields)
    if plan.data:
        fields = {"data": plan.data, "number": plan.number}
        files |= {
            Path("course", "data", f"{plan.data}.py"): _text("data", **fields),
            Path("tests", "data", f"test_{plan.data}.py"): _text("data_test", **fields),
            Path("datasets", f"{plan.data}.md"): _text("datasheet", **fields),
        }
    return files


def added(plan, root):
    """What changes in files that are there.

    Args:
        plan: Plan.
        root: the repository.

    Returns:
        files, remarks: {path in the repository: new text}; sentences on tables that are not there.
    """
    root = Path(root)
    readme, sheets = Path("README.md"), Path("datasets", "README.md")
    title = plan.name.replace("_", " ")
    row = f"| [{plan.number} {title}](labs/{plan.lab}.ipynb) | {_SEEN} | {_PICTURE.format(lab=plan.lab)} |"
    changes = {readme: (_LAB_ROW, f"{row}\n")}
    files, remarks = {}, []
    if plan.data:
        entry = f"| [rows of numbers]({plan.data}.md) | `course/data/{plan.data}.py` | lab {plan.number} |\n"
        changes[sheets] = (_DATA_ROW, entry)
        files[CATALOGUE] = _read(root, CATALOGUE).rstrip("\n") + (
            f"\n\n- name: {plan.data}\n  what: rows of random numbers, to be said again some steps later\n"
            "  licence: Apache-2.0, like the project\n"
        )
    if plan.title or plan.claim:
        files[LEDGER] = _ledger(plan, root)
    for path, (pattern, line) in changes.items():
        text = _read(root, path) if (root / path).exists() else ""
        rows = list(pattern.finditer(text))
        if rows:
            files[path] = text[: rows[-1].end()] + line + text[rows[-1].end() :]
        else:
            remarks.append(f"{path} has no table of this kind, so no row was added: {line.strip()}")
    return files, remarks


def _solution(plan, root):
    rows = [f"# | {one.count}. {one.title} | 1 |" for one in plan.exercises]
    draw = "np.random.default_rng(1).uniform(-1, 1, (ROWS, STEPS))"
    said = "your own"
    if plan.lecture:
        title = plan.title or read_ledger(Path(root) / LEDGER)["lectures"][plan.lecture]
        said = f"{plan.lecture[1:]} ({title})"
    exercises = [
        _text(
            f"{one.kind}_exercise",
            count=one.count,
            title=one.title,
            exercise=one.id,
            function=one.function,
        )
        for one in plan.exercises
    ]
    return _text(
        "solution",
        number=plan.number,
        seed=int(plan.number),
        title=plan.name.replace("_", " "),
        said=said,
        rows="\n".join(rows),
        points=len(plan.exercises),
        name=plan.name,
        imports=f"from course.data import {plan.data}\n" if plan.data else "",
        draw=f"{plan.data}.rows(ROWS, STEPS, seed=1)" if plan.data else draw,
        claim=_text("claim", claim=plan.claim) if plan.claim else "",
        exercises="".join(exercises),
    )


def _gathered(plan):
    lines = [
        f"from course.checks.{plan.name}.{one.function} import {one.function}"
        for one in sorted(plan.exercises, key=lambda one: one.function)
    ]
    return f'"""Checks of lab {plan.lab}, one file per exercise."""\n\n' + "\n".join(lines) + "\n"


def _ledger(plan, root):
    text = _read(root, LEDGER)
    if plan.title:
        last = list(re.finditer(r"^  L\d+: .*\n", text, re.MULTILINE))
        if not last:
            raise CourseError(
                f"{root / LEDGER} has no line such as  L1: a title  to add {plan.lecture} to"
            )
        line = f"  {plan.lecture}: {json.dumps(plan.title, ensure_ascii=False)}\n"
        text = text[: last[-1].end()] + line + text[last[-1].end() :]
    if plan.claim:
        row = _text("ledger", claim=plan.claim, lab=plan.lab, lecture=plan.lecture)
        text = text.rstrip("\n") + "\n" + row
    return text


def _text(template, **fields):
    """A template with <<name>> replaced."""
    text = (TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    for name, value in fields.items():
        text = text.replace(f"<<{name}>>", str(value))
    return text


def _read(root, path):
    try:
        return (root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"cannot read {root / path}: {error}") from error

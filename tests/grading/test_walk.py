"""The walk that the README describes, from release to the worksheet for Moodle, on a class with oddities."""

import csv
import html
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from course.grading.records.store import Store
from tests.grading import a_moodle_course as course_in_moodle
from tests.grading.a_moodle_course import FIRST, MISSING, ODD, ROOT, SECOND

pytestmark = [pytest.mark.slow, pytest.mark.needs("sandbox")]


def walk():
    """The commands of the README's example term, in their order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text[text.index("## For instructors") : text.index("## For authors")]
    return re.findall(r"^    \.venv/bin/course (.*?)(?:  +#.*)?$", part, re.MULTILINE)


@pytest.fixture(scope="module", params=[16, pytest.param(60, marks=pytest.mark.nightly)])
def walked(request, tmp_path_factory):
    """The folder in which all of it was called, the students, and {command: what it printed}."""
    folder = tmp_path_factory.mktemp("term")
    them = course_in_moodle.write(folder, request.param)
    said = {}
    for command in walk():
        done = subprocess.run(
            [sys.executable, "-m", "course", *shlex.split(command)],
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said[command] = done.stdout + done.stderr
    return folder, them, said


def _environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def rows(path):
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def grades(folder):
    head, *body = rows(folder / "GRADES" / "grades.csv")
    return [dict(zip(head, row, strict=True)) for row in body]


def test_the_readme_has_the_walk():
    commands = [command.split()[0] for command in walk()]
    assert commands == ["sandbox", "release", "release", "grade", "grade", "override", "grade"]


def test_both_weeks_are_in_one_table(walked):
    folder, them, _ = walked
    table = grades(folder)
    names = [row["name"] or row["student"] for row in table]
    assert len(table) == len(them)
    assert sorted(names) == sorted(one.name for one in them)
    assert all(row[FIRST] for row in table)
    without = [row["name"] or row["student"] for row in table if not row[SECOND]]
    assert without == [them[MISSING].name]


def test_whoever_solved_all_got_all_whatever_was_odd(walked):
    folder, them, _ = walked
    of = {row["name"] or row["student"]: row for row in grades(folder)}
    for place, odd in ODD.items():
        wanted = {
            course_in_moodle.in_markdown: "9",
            course_in_moodle.picture_instead: "0",
        }.get(odd, "11")
        assert of[them[place].name][SECOND] == wanted, odd.__name__


@pytest.mark.parametrize("lab", [FIRST, SECOND])
def test_the_worksheet_is_moodles_own_with_the_grades(walked, lab):
    folder, them, _ = walked
    name = f"worksheet-{lab[:2]}.csv"
    before, after = rows(folder / name), rows(folder / "GRADES" / "moodle" / name)
    assert len(before) == len(after) == len(them) + 1
    grade = before[0].index("Grade")
    filled = {}
    for old, new in zip(before, after, strict=True):
        assert [*old[:grade], *old[grade + 1 :]] == [*new[:grade], *new[grade + 1 :]]
        filled[new[0]] = new[grade]
    points = {}
    for row in grades(folder):
        points.setdefault(row["name"] or row["student"], []).append(row[lab])
    for one in them:
        got = filled[f"Participant {one.numbers[lab]}"]
        assert (float(got) if got else None) in [
            float(value) if value else None for value in points[one.name]
        ]
    handed_in = len(them) - (lab == SECOND)  # one is missing in the second week
    assert sum(bool(value) for value in filled.values()) == handed_in + 1  # and the head


NAMED = {  # what the report says of an oddity, in the row that names the student
    "split_cell": "The answer of unfold is joined from cells",
    "metadata_lost": "Cells have lost their marks and were found by their ids",
    "from_colab": "Line 1 of your setup cell could not run here: ModuleNotFoundError",
    "magics": "!pip install numpy` was left out",
    "worked_in_a_copy": "The notebook with the most answers counts: 6 are filled in",
    "other_ending": "under another ending than .ipynb: 05_stateful_lstm.json",
    "whole_folder": "Handed in as well and left out: ",
    "cell_without_mark": "The answer of unknown-share stands in cell",
    "in_markdown": "The cell of hand-down was turned into a text cell",
    "picture_instead": "A notebook (.ipynb) was expected, but screenshot.png was handed in",
}


def table_rows(folder):
    """The rows of all tables of the report, as text."""
    report = (folder / "GRADES" / "report.html").read_text(encoding="utf-8").replace("<wbr>", "")
    found = re.findall(r"<tr.*?</tr>", report, re.DOTALL)
    return [
        html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))).strip() for row in found
    ]


def test_the_report_names_every_oddity(walked):
    folder, them, _ = walked
    rows = table_rows(folder)
    odd = {function.__name__: them[place].name for place, function in ODD.items()}
    assert set(NAMED) == set(odd) - {"helper_twice"}  # nothing is odd for its instructor
    for name, sentence in NAMED.items():
        found = [row for row in rows if sentence in row]
        assert any(odd[name] in row for row in found), (name, found)
        others = [one.name for one in them if one.name != odd[name] and one.name in " ".join(found)]
        assert others == [] or name in ("worked_in_a_copy", "whole_folder"), (name, others)
    assert any("Kim Lee is the name of several students" in row for row in rows)
    assert any(row.startswith(them[MISSING].name) and "✓ –" in row for row in rows)


def test_the_first_week_is_as_it_was(walked):
    """Who hands in both labs the second week is graded for the second; nobody of the first is gone."""
    folder, them, said = walked
    last = list(said.values())[-1]
    assert "Not in" not in last and "not in week2" not in last
    assert not any("kept" in row for row in table_rows(folder) if row.startswith(them[0].name))
    with Store(folder / "GRADES") as store:
        paths = {
            Path(grade.submission.path).name
            for grade in store.grades()
            if grade.submission.lab == FIRST
        }
    assert paths == {"week1.zip"}


def test_the_feedback_pages_are_there_for_everybody(walked):
    folder, them, _ = walked
    assert len(list((folder / "GRADES" / "feedback").glob("*.html"))) == len(them)


def test_the_dry_run_wrote_nothing_and_named_everybody(walked):
    _, them, said = walked
    dry = next(text for command, text in said.items() if command.endswith("--dry-run"))
    assert all(one.name in dry for one in them)

"""Everything that is made from the database: tables, feedback, the report."""

import datetime
import platform
from importlib.metadata import version
from pathlib import Path

from course.files import write_text
from course.grading.judge.labs import FOLDER, LIBRARIES
from course.grading.results import feedback, report, tables
from course.grading.results.cohort import cohort_of


def write_results(store, out, labs, *, expected=(), gradebook=None, absent=()):
    """Write tables and pages, those that changed.

    Args:
        store: Store.
        out: GRADES.
        labs: {name: Lab} of all labs.
        expected: ids of the students who should have handed in, or {id: name}.
        gradebook: file of an nbgrader gradebook, or None.
        absent: (student, lab) whose grades are kept, though they are not in the latest download.

    Raises:
        CourseError: something cannot be written.
    """
    out = Path(out)
    cohort = cohort_of(
        store.grades(),
        {name: lab.title for name, lab in labs.items()},
        expected=expected,
        absent=absent,
        lab_exercises={name: lab.exercise_ids for name, lab in labs.items()},
    )
    grades = list(cohort.grades.values())
    tables.write_tables(out, grades)
    pages = feedback.write_pages(out / "feedback", cohort)
    facts = [
        (
            "hidden cases",
            "one set for the whole class; their seed is in the database of the grades",
        ),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in LIBRARIES),
    ]
    text = report.page(
        cohort,
        store.problems(),
        links={student: f"feedback/{name}" for student, name in pages.items()},
        made_at=datetime.datetime.now().isoformat(),
        facts=facts,
    )
    write_text(out / "report.html", text)
    if gradebook:
        from course.grading.results.gradebook import write_gradebook

        write_gradebook(gradebook, grades, FOLDER)

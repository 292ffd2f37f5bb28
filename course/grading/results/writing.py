"""Everything that is made from the database: tables, feedback, the report."""

import datetime
import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

from course.files import PRIVATE, write_text
from course.grading.judge.key import LIBRARIES
from course.grading.judge.labs import FOLDER
from course.grading.results import feedback, report, tables


def write_results(store, out, labs, *, expected=(), gradebook=None):
    """Write tables and pages, those that changed.

    Args:
        store: Store.
        out: GRADES.
        labs: {name: Lab} of all labs.
        expected: ids of the students who should have handed in.
        gradebook: file of an nbgrader gradebook, or None.

    Raises:
        CourseError: something cannot be written.
    """
    out = Path(out)
    grades = store.grades()
    titles = {name: lab.title for name, lab in labs.items()}
    tables.write_tables(out, grades)
    pages = feedback.write_pages(out / "feedback", grades, titles)
    links = {student: f"feedback/{name}" for student, name in pages.items()}
    seed = hashlib.sha256(store.fact("seed").encode()).hexdigest()[:12]
    facts = [
        ("hidden cases", f"one set for the whole class, fingerprint of its seed {seed}"),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in LIBRARIES),
    ]
    text = report.page(
        grades,
        store.problems(),
        titles=titles,
        expected_students=expected,
        links=links,
        made_at=datetime.datetime.now().isoformat(" ", "minutes"),
        facts=facts,
    )
    write_text(out / "report.html", text, mode=PRIVATE)
    if gradebook:
        from course.grading.results.gradebook import write_gradebook

        write_gradebook(gradebook, grades, FOLDER)

"""Everything that is made from the database: tables, feedback, the report."""

import datetime
import json
import platform
from importlib.metadata import version
from pathlib import Path

from course.errors import CourseError
from course.files import PRIVATE, replacing, update_text, write_text
from course.grading.judge.key import LIBRARIES
from course.grading.judge.labs import FOLDER
from course.grading.results import (
    canvas_feedback,
    feedback,
    moodle_feedback,
    moodle_times,
    nbgrader_feedback,
    report,
    spreadsheets,
    tables,
    worksheet,
)
from course.grading.results.cohort import cohort_of
from course.grading.results.maxima import maximum_of_lab
from course.grading.results.term import page as term
from course.grading.roster.reading import Roster
from course.grading.scheme import NAME, marks, read_scheme, words
from course.grading.scheme.students import exemptions_of, people_among, with_times


def write_results(store, out, labs, *, gradebook=None, looked_at=()):
    """Write tables and pages, those that changed; a table that is of nothing any more is removed.

    Args:
        store: Store.
        out: GRADES.
        labs: {name: Lab} of all labs.
        gradebook: file of an nbgrader gradebook, or None.
        looked_at: labs whose tables to speak of.

    Returns:
        list of sentences on what the platforms will do with the tables, and on what was removed.

    Raises:
        CourseError: something cannot be written.
    """
    out = Path(out)
    roster, scheme = _roster(store), read_scheme(out, labs)
    people = people_among(roster, (one for one, _ in store.submissions()))
    exemptions, doubts = exemptions_of(scheme, people)
    times = moodle_times.times(store.worksheets(), store.grades())
    if scheme and scheme.late:
        exemptions = with_times(scheme, exemptions, times)
    cohort = class_in(store, labs, scheme=scheme, exemptions=exemptions)
    if scheme and (said := words.disagreement(scheme)):
        doubts = [*doubts, (NAME, said)]
    grades = list(cohort.grades.values())
    files, told = _tables(store, cohort, labs, roster, looked_at)
    told += [f"{name}: {sentence}" for name, sentence in doubts] + _untimed_told(cohort, looked_at)
    files |= moodle_feedback.archives(grades, cohort)
    files |= canvas_feedback.archives(grades, cohort)
    files |= nbgrader_feedback.files(grades, cohort, out)
    try:
        files |= spreadsheets.tables(files["grades.csv"], store.fact("tables"))
    except CourseError as error:  # of a library; all else is written nevertheless
        told.append(str(error))
    for path, content in files.items():
        _write(out / path, content)
    pages = feedback.write_pages(out / "feedback", cohort)
    links = {student: f"feedback/{name}" for student, name in pages.items()}
    told += _remove_stale(store, out, [*files, *links.values()], labs)
    facts = [
        (
            "hidden cases",
            "one set for the whole class; their seed is in the database of the grades",
        ),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in LIBRARIES),
    ]
    made_at = datetime.datetime.now().isoformat()
    text = report.page(
        *(cohort, store.problems() + doubts),
        links=links,
        made_at=made_at,
        facts=facts,
        term=term.NAME,
    )
    write_text(out / "report.html", text, mode=PRIVATE)
    since = store.fact("attempts since") or ""
    text = term.page(
        *(cohort, store.attempts()), times=times, since=since, links=links, made_at=made_at
    )
    write_text(out / term.NAME, text, mode=PRIVATE)
    if gradebook:
        told += _write_gradebook(gradebook, cohort.as_graded, labs)
    return told


def class_in(store, labs, *, dropped=False, scheme=None, exemptions=None):
    """The Cohort that a Store has the grades of.

    Args:
        store: Store.
        labs: {name: Lab} of all labs.
        dropped: whether exercises count that their lab no longer has.
        scheme: Scheme, or None for points as the checks give them; exemptions: {(student, lab): Exemption}.
    """
    return cohort_of(
        store.grades(),
        {name: lab.title for name, lab in labs.items()},
        expected={person.id: person.name for person in _roster(store).people},
        absent=store.absent(),
        lab_exercises={} if dropped else {name: lab.exercise_ids for name, lab in labs.items()},
        scheme=scheme,
        exemptions=exemptions,
    )


def _roster(store):
    return Roster.of_text(store.fact("roster") or "[[], {}]")


def _tables(store, cohort, labs, roster, looked_at):
    """({path below GRADES: text, or bytes of a worksheet}, sentences)."""
    grades, sheets = list(cohort.grades.values()), store.worksheets()
    headers = tables.canvas_headers(roster.assignments, labs)
    without = {lab for _, lab, _ in sheets}
    texts = tables.make_tables(grades, headers=headers, without=without, cohort=cohort)
    files, told = dict(texts), _above_told(texts, cohort, looked_at)
    if "canvas.csv" in files and roster.assignments:
        told += _canvas_told(grades, headers, roster, looked_at)
    for name, lab, content in sheets:
        others = [
            worksheet.numbers(was, text) for was, its, text in sheets if its == lab and was != name
        ]
        files[f"moodle/{name}"], said = worksheet.fill(
            content, name, grades, lab, set().union(*others)
        )
        told += said if lab in looked_at else []
    return files, told


def _untimed_told(cohort, looked_at):
    """A sentence on submissions from which nothing is subtracted, as nobody knows when they were handed in."""
    labs = [
        lab
        for (_, lab), grade in cohort.grades.items()
        if lab in looked_at
        and cohort.scheme
        and marks.is_untimed(grade, cohort.scheme, cohort.exemptions)
    ]
    if not labs:
        return []
    counts = ", ".join(f"{lab} ({labs.count(lab)} with points)" for lab in dict.fromkeys(labs))
    return [
        f"when it was handed in is not known, so nothing is subtracted: {counts}; the report has the names"
    ]


def _above_told(texts, cohort, looked_at):
    """Sentences on Moodle's own tables in which grades are above the points of a complete lab."""
    told, grades = [], list(cohort.grades.values())
    for lab in sorted(set(looked_at) & cohort.of.keys()):
        above = [
            grade
            for own in tables.in_moodle(grades, lab).values()
            for grade in own
            if grade.points > cohort.of[lab]
        ]
        if above and f"moodle/{lab}.csv" in texts:
            gives = maximum_of_lab([grade for grade in grades if grade.submission.lab == lab])
            told.append(
                f"moodle/{lab}.csv: {len(above)} above {cohort.of[lab]:g} points, and Moodle skips what is "
                f"above the assignment's maximum: set it to {gives.highest:g}, since {gives.said(lab)}"
            )
    return told


def _canvas_told(grades, headers, roster, looked_at):
    told, by_canvas = [], filter(tables.is_from_canvas, grades)
    for lab in sorted({grade.submission.lab for grade in by_canvas} & set(looked_at)):
        gives = maximum_of_lab([grade for grade in grades if grade.submission.lab == lab])
        if lab not in headers:
            told.append(
                f"canvas.csv: no assignment of Canvas alone is called {lab} or Lab {lab.partition('_')[0]}: "
                "Canvas will offer to make one"
            )
        elif roster.assignments[headers[lab]].replace(",", ".") not in (
            "",
            *(f"{of:{form}}" for of in (gives.of, gives.highest) for form in ("g", ".2f", ".1f")),
        ):
            on_top = f", or to {gives.of:g}, as Canvas takes more than that" if gives.why else ""
            told.append(
                f"canvas.csv: “{headers[lab]}” gives {roster.assignments[headers[lab]]} points in Canvas, and "
                f"{gives.said(lab)}: set the assignment's points to {gives.highest:g}{on_top}"
            )
    return told


def _write(path, content):
    if isinstance(content, str):
        update_text(path, content, mode=PRIVATE)
    else:
        with replacing(path, mode=PRIVATE) as part:
            part.write_bytes(content)


def _remove_stale(store, out, written, labs):
    """Remove what an earlier call wrote and this one did not; gives sentences on the tables among it."""
    known = store.fact("files")
    if known is None:  # before that was noted
        names = {submission.lab for submission, _ in store.submissions()} | set(labs)
        earlier = ["canvas.csv", *(f"moodle/{lab}.csv" for lab in names)]
    else:
        earlier = json.loads(known)
    told = []
    for name in sorted(set(earlier) - set(written)):
        path = out / name
        if path.is_file():
            try:
                path.unlink()
            except OSError as error:
                raise CourseError(
                    f"cannot remove {path}, whose grades are gone: {error.strerror}"
                ) from error
            if not name.startswith(("feedback/", nbgrader_feedback.FOLDER)):
                told.append(f"{name} was removed: nothing is written there any more")
    store.set_fact("files", json.dumps(sorted(written)))
    return told


def _write_gradebook(file, grades, labs):
    """Write what the labs still have; gives sentences on what was left out."""
    from course.grading.results.gradebook import write_gradebook

    whole = [grade for grade in grades if grade.submission.lab in labs]
    write_gradebook(file, whole, FOLDER)
    if len(whole) == len(grades):
        return []
    return [
        f"{Path(file).name}: {len(grades) - len(whole)} grades are left out, since they are of labs that "
        "are no longer there"
    ]

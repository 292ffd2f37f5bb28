"""Grade a class: find, read, run, write; what was done before is not done again."""

import hashlib
from dataclasses import replace

from course.errors import CourseError
from course.files import ROOT
from course.grading import submissions
from course.grading.engines import open_engine
from course.grading.isolation import check_sandbox
from course.grading.judge.labs import load_labs
from course.grading.judge.runner import empty_grades
from course.grading.records.grades import LabGrade, Submission
from course.grading.records.store import Store
from course.grading.request import find_submissions, read_students
from course.grading.results.writing import write_results


def grade_class(request):
    """Grade all submissions that are new or changed, then write tables and pages.

    Args:
        request: GradingRequest.

    Returns:
        dict of counts: graded, unchanged, unreadable, fault, problems.

    Raises:
        CourseError: bad input, no sandbox, a disk that is full.
        KeyboardInterrupt: after all guests were ended; what was graded is kept.
    """
    expected = read_students(request.students)
    labs = load_labs()
    found, problems = find_submissions(request, labs)
    if not request.cluster:
        check_sandbox(request.isolated, (request.submitted, request.out))
    handed_in = {entry.lab for entry in found}
    used = {name: lab for name, lab in labs.items() if name in handed_in}
    with Store(request.out) as store:
        seed = store.seed(request.seed)
        with open_engine(request, used, seed) as engine:
            check_solutions(store, engine, used)
            counts = _grade_all(store, engine, labs, found)
        store.put_problems(problems)
        store.keep_only(
            {(entry.student, entry.lab) for entry in found},
            {request.lab} if request.lab else set(labs),
        )
        write_results(store, request.out, labs, expected=expected, gradebook=request.gradebook)
    return {**counts, "problems": len(problems)}


def check_solutions(store, engine, labs):
    """Refuse hidden cases that the lab's own solution does not pass, where there is one.

    Raises:
        CourseError: names lab and exercise.
    """
    from tqdm import tqdm

    for name, lab in tqdm(labs.items(), desc="trying the solutions", unit="lab", leave=False):
        path = ROOT / "solutions" / f"{name}.ipynb"
        fact = f"solution of {name} passes with {engine.runner.fingerprints[name][:16]}"
        if not path.exists() or store.fact(fact):
            continue
        submission = Submission("", name, str(path))
        answers = submissions.read(submission, lab.exercise_ids)
        (made,) = [*engine.submit(submission, answers), *engine.finish()]
        if made.state == "fault":
            raise CourseError(f"the solution of {name} could not be run: {made.problem}")
        for entry in made.exercises:
            if entry.points != entry.of:
                raise CourseError(
                    f"the solution of {name} itself gets {entry.points:g} of {entry.of:g} points for "
                    f"{entry.exercise} ({entry.reason or entry.state}): build the lab, or try another --seed"
                )
        store.fact(fact, "yes")


def _grade_all(store, engine, labs, found):
    from tqdm import tqdm

    known = store.keys()
    counts = {"graded": 0, "unchanged": 0, "unreadable": 0, "fault": 0}
    failing, ids = {}, {name: lab.exercise_ids for name, lab in labs.items()}
    with tqdm(total=len(found), desc="grading", unit="") as bar:

        def take(grade):
            store.put(grade)
            counts[grade.state] += 1
            for entry in grade.exercises:
                if entry.state in ("crashed", "timeout", "memory"):
                    failing[entry.state] = failing.get(entry.state, 0) + 1
            said = {name: counts[name] for name in ("unreadable", "fault") if counts[name]}
            bar.set_postfix(failing | said, refresh=False)
            bar.update()

        for submission in found:
            grade, answers = _read(submission, labs[submission.lab], ids)
            key = grade.key if grade else engine.runner.key(submission.lab, answers)
            if known.get((submission.student, submission.lab)) == key:
                counts["unchanged"] += 1
                bar.update()
            elif grade:
                take(grade)
            else:
                for done in engine.submit(submission, answers):
                    take(done)
        for done in engine.finish():
            take(done)
    return counts


def _read(submission, lab, ids):
    """(LabGrade, None) of a submission that cannot be read, else (None, Answers)."""
    nothing = LabGrade(submission, notes=tuple(submission.notes), exercises=empty_grades(lab))
    try:
        answers = submissions.read(submission, lab.exercise_ids, ids)
    except submissions.Unreadable as error:
        digest = hashlib.sha256(str(error).encode("utf-8", "replace")).hexdigest()
        return replace(
            nothing, state="unreadable", problem=str(error), key=f"unreadable {digest}"
        ), None
    except CourseError as error:  # not the student's, such as a file that cannot be opened just now
        return replace(nothing, state="fault", problem=str(error)), None
    return None, answers._replace(notes=(*submission.notes, *answers.notes))

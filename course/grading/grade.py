"""Grade a class: find, read, run, write; what was done before is not done again."""

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

from course.errors import CourseError
from course.files import ROOT
from course.grading import submissions
from course.grading.cluster import Cluster
from course.grading.corrections import arrived, entered_by_hand
from course.grading.engines import open_engine
from course.grading.isolation import check_sandbox
from course.grading.judge.labs import load_labs
from course.grading.judge.runner import empty_grades
from course.grading.plan import make_plan
from course.grading.progress import Progress, is_terminal
from course.grading.records.grades import LabGrade, Submission
from course.grading.records.store import Store
from course.grading.results.worksheet import replaced
from course.grading.results.writing import write_results


def grade_class(request, plan=None):
    """Grade all submissions that are new or changed, then write tables and pages.

    Args:
        request: GradingRequest.
        plan: what `make_plan` says of it, if it is known already.

    Returns:
        dict: counts of graded, unchanged, unreadable, fault, which together are all that was handed in,
        and of untouched ones; problems, a list of (path, sentence) of what belongs to nobody; told, a list
        of sentences on what was written.

    Raises:
        CourseError: bad input, no sandbox, a disk that is full.
        KeyboardInterrupt: after all guests were ended; what was graded is kept.
    """
    labs = load_labs()
    plan = plan or make_plan(request, labs)
    if request.cluster:
        check_cluster(request.cluster)
    else:
        check_sandbox(request.isolated, (request.submitted, request.out))
    handed_in = {entry.lab for entry in plan.found}
    used = {name: lab for name, lab in labs.items() if name in handed_in}
    source = str(Path(request.submitted).resolve())
    with Store(request.out) as store:
        seed = store.seed(request.seed)
        remember(store, plan)
        before = {source for _, source in store.submissions() if source}
        entered = entered_by_hand(store)
        with open_engine(request, used, seed) as engine:
            check_solutions(store, engine, used)
            counts = _grade_all(store, engine, labs, plan.found, source)
        if request.forget:
            store.forget(plan.gone)
        store.put_absent(plan.gone, handed_in)
        store.put_problems(plan.problems, source)
        store.put_problems(plan.doubts)
        for superseded in before - {source for _, source in store.submissions()} - {source}:
            store.put_problems([], superseded)  # all that it held was handed in again since
        told = write_results(
            store, request.out, labs, gradebook=request.gradebook, looked_at=handed_in
        )
        told = arrived(store, entered) + told
        there = {(entry.student, entry.lab) for entry in plan.found}
        untouched = sum(
            all(entry.state == "not attempted" for entry in grade.exercises)
            for grade in store.grades()
            if grade.state == "graded" and (grade.submission.student, grade.submission.lab) in there
        )
    return {**counts, "problems": plan.problems, "untouched": untouched, "told": told}


def remember(store, plan):
    """Keep what a Plan says of who is who, for the next call and for corrections by hand."""
    if plan.roster:
        store.set_fact("roster", plan.roster.to_text())
    if plan.pairs:
        store.set_fact("same", json.dumps(plan.pairs))
    store.drop_worksheets(replaced(store.worksheets(), plan.worksheets))
    for name, lab, content in plan.worksheets:
        store.put_worksheet(name, lab, content)
    store.rename(plan.moves)


def check_cluster(address):
    """Raise CourseError if no cluster can be had, before anything is made for it."""
    if address != "local":
        Cluster(address, None, 1).close()


def check_solutions(store, engine, labs):
    """Refuse hidden cases that the lab's own solution does not pass, where there is one.

    Raises:
        CourseError: names lab and exercise.
    """
    from tqdm import tqdm

    options = {"desc": "trying the solutions", "unit": "lab", "leave": False}
    options["disable"] = not is_terminal(sys.stderr)
    for name, lab in tqdm(labs.items(), **options):
        path = ROOT / "solutions" / f"{name}.ipynb"
        fact = f"solution of {name} passes with {engine.runner.fingerprints[name][:16]}"
        if not path.exists() or store.fact(fact):
            continue
        if options["disable"]:
            print(f"trying the solution of {name} ...", file=sys.stderr, flush=True)
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


def _grade_all(store, engine, labs, found, source):
    known, earlier = store.keys(), dict(store.submissions())
    counts = {"graded": 0, "unchanged": 0, "unreadable": 0, "fault": 0}
    failing, ids = {}, {name: lab.exercise_ids for name, lab in labs.items()}
    moved = []  # grades that stay, of what lies in another place now
    with Progress(len(found)) as progress:

        def take(grade):
            store.put(grade, source)
            counts[grade.state] += 1
            for entry in grade.exercises:
                if entry.state in ("crashed", "timeout", "memory"):
                    failing[entry.state] = failing.get(entry.state, 0) + 1
            said = {name: counts[name] for name in ("unreadable", "fault")}
            progress.take(failing | said)

        for submission in found:
            grade, answers = _read(submission, labs[submission.lab], ids)
            key = grade.key if grade else engine.runner.key(submission.lab, answers)
            if known.get((submission.student, submission.lab)) == key:
                counts["unreadable" if grade else "unchanged"] += 1
                if earlier.get(submission) != source:
                    moved.append(submission)
                progress.take(known=True)
            elif grade:
                take(grade)
            else:
                progress.start(submission.student, submission.lab)
                for done in engine.submit(submission, answers):
                    take(done)
        for done in engine.finish():
            take(done)
    store.put_submissions(moved, source)
    return counts


def _read(submission, lab, ids):
    """(LabGrade, None) of a submission that cannot be read, else (None, Answers)."""
    nothing = LabGrade(submission, notes=tuple(submission.notes), exercises=empty_grades(lab))
    try:
        answers = submissions.read(submission, lab.exercise_ids, ids)
    except submissions.Unreadable as error:
        told = json.dumps([str(error), [[entry.exercise, entry.of] for entry in nothing.exercises]])
        digest = hashlib.sha256(told.encode()).hexdigest()
        return replace(
            nothing, state="unreadable", problem=str(error), key=f"unreadable {digest}"
        ), None
    except CourseError as error:  # not the student's, such as a file that cannot be opened just now
        return replace(nothing, state="fault", problem=str(error)), None
    return None, answers._replace(notes=(*submission.notes, *answers.notes))

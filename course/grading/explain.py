"""One submission in the open, for the instructor: every case, the hidden ones too, and what came back.

What failed stands first.
"""

import difflib

from course import runtime
from course.checks.base.core import show_call
from course.errors import CourseError
from course.grading import submissions
from course.grading.guests.server import InternalError, Server
from course.grading.isolation import check_sandbox
from course.grading.judge.cases import prepare_cases
from course.grading.judge.labs import load_labs
from course.grading.judge.runs import SubmissionRun
from course.grading.plan import find_submissions
from course.grading.records.store import NAME, Store
from course.grading.submissions.namesakes import as_decided
from course.notebooks.naming import lab_named

MOST_NEAR = 5  # names that are like the one that was asked for


def show_submission(request, student, lab):
    """Grade one submission again and print everything; nothing is written.

    Args:
        request: GradingRequest; the class's seed is taken from its grades.
        student, lab: whose submission of what.

    Returns:
        int, exit code: 0, or 1 if it could not be run.

    Raises:
        CourseError: there is no such submission or lab, no grades, no sandbox.
    """
    if not (request.out / NAME).exists():
        raise CourseError(
            f"there are no grades in {request.out}, whose seed is needed: grade first"
        )
    labs = load_labs()
    lab = lab_named(lab, labs)
    found, _ = find_submissions(request._replace(lab=lab), labs)
    submission = submission_of(student, lab, found)
    student = submission.student
    check_sandbox(request.isolated)
    with Store(request.out) as store:
        seed = store.seed(request.seed)
        recorded = {
            entry.exercise: entry
            for grade in store.grades(student)
            if grade.submission.lab == lab
            for entry in grade.exercises
        }
    if submission.problem:
        raise CourseError(f"{submission.path}: {submission.problem}")
    lab = labs[lab]
    answers = submissions.read(submission, lab.exercise_ids)
    print(f"{student}, {lab.name}: {submission.path} {submission.member}".rstrip())
    asked = {}  # (exercise id, whether the cases are hidden) -> pairs of whether one passed, and its lines

    def show(exercise, case, outcome, hidden):
        asked.setdefault((exercise.id, hidden), []).append(case_told(exercise, case, outcome))

    runtime.quiet()  # checks ask Keras for what is right
    with Server(isolated=request.isolated) as server:
        try:
            run = SubmissionRun(server, lab, prepare_cases(lab, seed), answers, show=show)
            grades, notes = run.grade()
        except InternalError as error:
            print(*in_order(asked), sep="\n")
            print(f"\ncould not be run: {error}")
            return 1
    print(*in_order(asked), sep="\n")
    print()
    for exercise, told in run.told.items():
        for sentence in _about_other_cells(told):
            print(f"{exercise}: {sentence}")
    for note in (*as_decided(submission, submission.notes), *answers.notes, *notes):
        print(f"note: {note}")
    for entry in grades:
        line = f"{entry.exercise}: {entry.points:g} of {entry.of:g} points, {entry.state}"
        line += f" ({entry.reason})" if entry.reason else ""
        line += f"; hint: {entry.hint}" if entry.hint else ""
        was = recorded.get(entry.exercise)
        if was is not None and was.points != entry.points:
            line += f"; recorded: {was.points:g}"
        if was is not None and was.override:
            line += f"; by hand {was.override.points:g}, {was.override.reason}"
        print(line)
    return 0


def case_told(exercise, case, outcome):
    """Whether a case passed, and the lines that say what was asked and what came back.

    Args:
        exercise: with `check` and the name of its `function`.
        case: Case.
        outcome: Outcome.
    """
    verdict = exercise.check.verdict(case, outcome)
    once_more = ", once more" if case.again else ""
    call = show_call(exercise.function, case.inputs)
    came = f"{outcome.kind}: {outcome.message}"
    came = _short(outcome.value) if outcome.kind == "value" else came
    lines = [
        f"  {'✓' if verdict.passed else '✗'} {call}{once_more}",
        f"      should give {case.asks}: {_short(case.expected)}",
        f"      came back   {came}",
    ]
    if verdict.message and outcome.kind == "value":
        lines.append(f"      the judge   {verdict.message}")
    return verdict.passed, lines


def in_order(asked):
    """The lines of all cases: exercises in which one failed first, and in each what failed.

    Args:
        asked: {(exercise id, whether the cases are hidden): pairs as `case_told` gives them}.
    """
    told = []
    for (exercise, hidden), cases in sorted(
        asked.items(), key=lambda item: all(passed for passed, _ in item[1])
    ):
        told.append(f"\n{exercise}, {'hidden cases' if hidden else 'cases of the notebook'}")
        told += [line for _, lines in sorted(cases, key=lambda one: one[0]) for line in lines]
    return told


def submission_of(student, lab, found):
    """The Submission of a student, among those of a lab.

    Raises:
        CourseError: there is none; names the nearest.
    """
    names = {entry.student: entry for entry in found}
    if student in names:
        return names[student]
    if not names:
        raise CourseError(f"nothing of {lab} was handed in")
    wanted = student.casefold()
    known = {
        text.casefold(): entry for entry in found for text in (entry.student, entry.name) if text
    }
    near = [text for text in known if wanted in text]
    near = near or difflib.get_close_matches(wanted, known, MOST_NEAR, 0.6)
    if near:
        nearest = _some({known[text].student for text in near}, MOST_NEAR)
        raise CourseError(f"{student} handed in no {lab}; near that name: {nearest}")
    raise CourseError(f"{student} handed in no {lab}; those who did: {_some(names)}")


def _about_other_cells(told):
    """What an answer had of the notebook's other cells, and what it had not."""
    if told.made:
        yield f"other cells gave it {', '.join(told.made)}"
    for names, why in told.failed:
        yield f"{names} of another cell could not be made here: {why}"
    if told.missing:
        yield f"only cells that grading does not run give {', '.join(told.missing)}"


def _short(value):
    """A value as students' pages show it."""
    return show_call("", (value,))[1:-1]


def _some(names, most=10):
    names = sorted(names)
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return (", ".join(names[:most]) + rest) or "none"

"""The commands `course grade`, `report`, `override`, `sandbox`; light to import, as the parser needs it."""

import argparse
import sys
from pathlib import Path

from course.errors import CourseError

SHOWN = 5  # problems that the terminal names


def add(commands):
    """Add the commands to the parser of `course`."""
    grade = commands.add_parser(
        "grade",
        help="grade what a class handed in (for instructors)",
        usage="course grade SUBMITTED --out GRADES [options]",
        epilog="A second call continues where the first one stopped, and grades only what is new or changed.",
    )
    grade.add_argument(
        "submitted",
        type=_submitted,
        metavar="SUBMITTED",
        help="student/lab/notebook.ipynb, a folder of student_lab.ipynb, or a Moodle or Canvas download; "
        "never changed",
    )
    grade.add_argument(
        "--out", type=Path, required=True, metavar="GRADES", help="folder for the grades"
    )
    grade.add_argument("--lab", metavar="NAME", help="only this lab, such as 04_addition_rnn")
    grade.add_argument(
        "--workers", type=int, metavar="N", help="submissions at a time; default: one per core"
    )
    grade.add_argument(
        "--seed", metavar="TEXT", help="decides the hidden cases; drawn at random if left out"
    )
    grade.add_argument(
        "--students",
        type=Path,
        metavar="FILE",
        help="the roster: Moodle's or Canvas' own export, or one student per line",
    )
    grade.add_argument(
        "--same",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "NAME"),
        help="these two are one student",
    )
    grade.add_argument(
        "--worksheet",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="Moodle's own grading worksheet, to fill in",
    )
    grade.add_argument(
        "--layout", metavar="NAME", help="how SUBMITTED is laid out, if not as guessed"
    )
    grade.add_argument(
        "--dry-run", action="store_true", help="print who would be graded for what; run nothing"
    )
    grade.add_argument(
        "--forget",
        action="store_true",
        help="drop grades of students who are no longer in a download of that lab",
    )
    grade.add_argument(
        "--gradebook", type=Path, metavar="FILE", help="write nbgrader's gradebook, too"
    )
    grade.add_argument("--cluster", metavar="ADDRESS", help="a dask scheduler, or local")
    grade.add_argument("--unsafe", action="store_true", help="run answers without a sandbox")
    grade.add_argument(
        "--explain", nargs=2, metavar=("STUDENT", "LAB"), help="show all cases of one submission"
    )
    grade.set_defaults(run=_grade)
    _say_what_to_do(grade, "course grade SUBMITTED --out GRADES")

    report = commands.add_parser(
        "report",
        help="write all tables and pages anew from the grades that are there (for instructors)",
        usage="course report --out GRADES [options]",
        epilog="Nothing is graded or asked for: it takes seconds.",
    )
    report.add_argument(
        "--out", type=Path, required=True, metavar="GRADES", help="the folder of the grades"
    )
    instead = report.add_mutually_exclusive_group()
    instead.add_argument(
        "--anonymous",
        type=Path,
        metavar="FILE",
        help="write a table without names there, as CSV, and nothing else",
    )
    instead.add_argument(
        "--compare",
        type=Path,
        metavar="OTHER_GRADES",
        help="write a page that compares this class with another one, and nothing else",
    )
    instead.add_argument(
        "--tables",
        choices=("comma", "semicolon", "xlsx"),
        help="write grades.csv also with ; and decimal commas, or as .xlsx, from now on; comma: no more",
    )
    report.add_argument(
        "--with-answers", action="store_true", help="with --anonymous: the code of answers, too"
    )
    report.set_defaults(run=_report)
    _say_what_to_do(report, "course report --out GRADES")

    override = commands.add_parser(
        "override",
        help="correct a grade by hand, or enter one where nothing was handed in (for instructors)",
        epilog="A student who handed in nothing of the lab gets a grade without a notebook, for an oral "
        "examination or an answer by mail. It stays when a notebook comes later, for the exercises that were "
        "entered.",
    )
    override.add_argument("student", metavar="STUDENT", help="in any way that means one person")
    override.add_argument("lab", metavar="LAB", help="by name or number")
    override.add_argument(
        "exercise",
        metavar="EXERCISE",
        help="all for the whole lab: its POINTS are shared out in proportion to what exercises give",
    )
    override.add_argument("points", metavar="POINTS", help="a number, or none to take it back")
    override.add_argument(
        "--new", action="store_true", help="STUDENT is neither on the roster nor handed in anything"
    )
    override.add_argument("--reason", required=True, metavar="TEXT", help="the student reads it")
    override.add_argument("--out", type=Path, required=True, metavar="GRADES")
    override.set_defaults(run=_override)
    _say_what_to_do(
        override, "course override STUDENT LAB EXERCISE POINTS --reason TEXT --out GRADES"
    )

    sandbox = commands.add_parser("sandbox", help="test what the sandbox blocks on this machine")
    sandbox.set_defaults(run=_sandbox)


def _say_what_to_do(parser, form):
    """End a complaint about the words of a command with how it is called."""

    def complain(message):
        parser.exit(
            2, f"{parser.prog}: {message}. Call  {form}  ({parser.prog} --help says more)\n"
        )

    parser.error = complain


def _submitted(text):
    """SUBMITTED as a Path; refuses the old form of `course override`, unless there is such a folder."""
    if text == "override" and not Path(text).exists():
        raise argparse.ArgumentTypeError(
            "grades are corrected by  course override STUDENT LAB EXERCISE POINTS --reason TEXT --out GRADES"
        )
    return Path(text)


def _grade(options):
    from course.grading.isolation import refuse_windows

    refuse_windows()
    from course.grading.request import GradingRequest, default_workers

    workers = default_workers() if options.workers is None else options.workers
    if not 1 <= workers <= 256:
        raise CourseError(f"--workers takes 1 to 256, not {workers}")
    if options.seed is not None and len(options.seed) < 8:
        raise CourseError("--seed takes at least 8 characters, or a student could guess it")
    request = GradingRequest(
        *(options.submitted, options.out, options.lab, options.seed, workers),
        *(not options.unsafe, options.cluster, options.students, options.gradebook),
        options.layout,
        worksheets=tuple(options.worksheet),
        same=tuple(map(tuple, options.same)),
        forget=options.forget,
    )
    if options.explain:
        from course.grading.explain import show_submission

        _warn_of_unsafe(options)
        return show_submission(request, *options.explain)
    from course.grading.grade import grade_class
    from course.grading.judge.labs import load_labs
    from course.grading.plan import make_plan

    labs = load_labs()
    plan = make_plan(request, labs)
    _tell(plan.told)
    if options.dry_run:
        from course.grading import dry_run

        return dry_run.show(
            *(options.submitted, plan.found, plan.problems, labs), expected=plan.expected
        )
    _warn_of_unsafe(options)
    try:
        counts = grade_class(request, plan)
    except KeyboardInterrupt:
        print(
            "\ncourse: stopped; what was graded is kept, the same call continues", file=sys.stderr
        )
        return 130
    return _result(options, counts, len(plan.found))


def _warn_of_unsafe(options):
    if options.unsafe:
        print("course: --unsafe: the answers run as you, without a sandbox", file=sys.stderr)


def _tell(sentences):
    for sentence in sentences:
        print(f"course: {sentence}", file=sys.stderr)


def _result(options, counts, handed_in):
    """Say what came of grading; gives the exit code."""
    _tell(counts["told"])
    print(
        f"{counts['graded']} graded, {counts['unchanged']} unchanged, {counts['unreadable']} unreadable: "
        f"see {options.out / 'report.html'}"
    )
    if problems := counts["problems"]:
        print(f"{len(problems)} could not be recognised as submissions, and are in the report:")
        for path, sentence in problems[:SHOWN]:
            print(f"  {path}: {sentence}")
        if len(problems) > SHOWN:
            print(f"  and {len(problems) - SHOWN} more")
    if counts["untouched"] == handed_in:
        print(
            f"no exercise was attempted in any of them: is {options.submitted} what students handed in, or the "
            "labs as they were handed out?"
        )
    if counts["fault"]:
        print(
            f"course: {counts['fault']} could not be graded because of internal errors: the report says why; "
            "the same call tries them again",
            file=sys.stderr,
        )
        return 1
    return 0


def _report(options):
    from course.grading import reports
    from course.grading.judge.labs import load_labs
    from course.grading.results.writing import write_results

    if options.with_answers and not options.anonymous:
        raise CourseError("--with-answers belongs to --anonymous FILE: say that, too")
    if not _has_grades(options.out):
        told = reports.check_rules(options.out)
        if told is not None and not (options.anonymous or options.compare or options.tables):
            _tell(told)
            print("grading.yaml is understood; there are no grades yet")
            return 0
    with _grades_in(options.out) as store:
        if options.anonymous:
            answers = options.with_answers
            said = reports.write_anonymous(store, options.anonymous, with_answers=answers)
            print(*said, sep="\n")
            return 0
        if options.compare:
            print(f"see {reports.write_comparison(store, options.out, options.compare)}")
            return 0
        if options.tables:
            reports.choose_tables(store, options.tables)
        told = write_results(store, options.out, load_labs(), looked_at=_labs_in(store))
    _tell(told)
    print(f"tables and pages are written anew: see {options.out / 'report.html'}")
    return 0


def _grades_in(out):
    """The Store in a folder of grades; refuses a folder without."""
    from course.grading.records.store import Store

    if not _has_grades(out):
        raise CourseError(f"there are no grades in {out}: grade first")
    return Store(out)


def _has_grades(out):
    from course.grading.records.store import NAME

    return (out / NAME).exists()


def _labs_in(store):
    return {submission.lab for submission, _ in store.submissions()}


def _override(options):
    from course.grading.corrections import Wanted, correct
    from course.grading.judge.labs import load_labs
    from course.grading.results.writing import write_results

    if options.points == "none":
        points = None
    else:
        try:
            points = float(options.points.replace(",", "."))
        except ValueError:
            raise CourseError(
                f"POINTS is a number such as 1.5, or none, not {options.points!r}"
            ) from None
    if not options.reason.strip():
        raise CourseError(
            "--reason is empty: the student reads it, and so does whoever comes after you"
        )
    with _grades_in(options.out) as store:
        labs = load_labs()
        wanted = Wanted(
            *(options.student, options.lab, options.exercise, points, options.reason, options.new)
        )
        told = correct(store, options.out, labs, wanted)
        write_results(store, options.out, labs)
    print(*told, sep="\n")
    return 0


def _sandbox(options):
    from course.grading.isolation import refuse_windows

    refuse_windows()
    from course.grading.selftest import show

    return show()

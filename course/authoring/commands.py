"""The commands `course build` and `course new-lab`."""

from course.advice import as_typed
from course.errors import CourseError
from course.files import ROOT, repository


def add(commands):
    """Add the commands to the parser of `course`."""
    new = commands.add_parser("new-lab", help="a small lab that runs, to be changed (for authors)")
    new.add_argument("lab", metavar="NN_NAME", help="such as 15_echo")
    new.add_argument("--exercises", type=int, default=2, metavar="N", help="1 to 6; default: 2")
    new.add_argument("--data", default="", metavar="NAME", help="with a data set of its own")
    new.add_argument("--claim", default="", metavar="ID", help="with a claim, such as echo-learned")
    new.add_argument(
        "--lecture",
        default="",
        metavar="KEY",
        help="the lecture it belongs to, such as L3; a new one as 'L6=My lecture'",
    )
    new.set_defaults(run=_new_lab)

    build = commands.add_parser("build", help="notebooks from solutions/*.py (for authors)")
    build.add_argument(
        "labs", nargs="*", metavar="LAB", help="such as 04_addition_rnn; default: all"
    )
    build.add_argument(
        "--check",
        action="store_true",
        help="build nothing; say whether the notebooks match their sources",
    )
    build.add_argument("--force", action="store_true", help="execute even what has not changed")
    build.set_defaults(run=_build)


def _build(options):
    root = repository()
    from tqdm import tqdm

    from course.authoring import claims_pages, notebooks
    from course.authoring.sources import find_sources

    found = find_sources(root, options.labs)
    if options.check:
        problems = [problem for source in found if (problem := notebooks.stale(source, root))]
        fine = f"{len(found)} {'lab matches its source' if len(found) == 1 else 'labs match their sources'}"
        print("\n".join(problems) or fine)
        return 1 if problems else 0
    for source in found:
        with tqdm(total=1, bar_format="{desc} {elapsed}", desc=source.stem) as line:

            def show(text, line=line, name=source.stem):
                line.set_description_str(f"{name}: {text}")

            show(notebooks.build(source, root, force=options.force, show=show))
    claims_pages.write(root)
    return 0


def _new_lab(options):
    from course.authoring import new_lab

    if not (ROOT / "course" / "checks").is_dir() or not (ROOT / "tests" / "answers").is_dir():
        raise CourseError(
            f"a lab is written in a clone of the repository, and {ROOT} has no tests/answers/"
        )
    wanted = new_lab.plan(
        ROOT,
        options.lab,
        exercises=options.exercises,
        data=options.data,
        claim=options.claim,
        lecture=options.lecture,
    )
    new, changed, remarks = new_lab.write(wanted, ROOT)
    print("written:", *new, sep="\n  ")
    print("a row added to:", *changed, sep="\n  ")
    print(*remarks, sep="\n", end="\n" if remarks else "")
    print(
        f"\nIt runs as it stands. Build it, test it alone, then change solutions/{wanted.lab}.py:\n"
        f"  {as_typed(f'build {wanted.lab}')}\n"
        f"  make test LAB={wanted.lab}        (without make: python -m tests.one_lab {wanted.lab})\n"
        "A release holds what git tracks: before you make one,  git add -A"
    )
    return 0

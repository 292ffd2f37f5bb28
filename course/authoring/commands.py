"""The command `course build`."""

from course.files import repository


def add(commands):
    """Add the command to the parser of `course`."""
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
        print("\n".join(problems) or f"{len(found)} labs match their sources")
        return 1 if problems else 0
    for source in found:
        with tqdm(total=1, bar_format="{desc} {elapsed}", desc=source.stem) as line:

            def show(text, line=line, name=source.stem):
                line.set_description_str(f"{name}: {text}")

            show(notebooks.build(source, root, force=options.force, show=show))
    claims_pages.write(root)
    return 0

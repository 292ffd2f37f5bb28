"""The commands `course release`, `course export` and `course site`."""

from pathlib import Path

from course.files import repository


def add(commands):
    """Add the commands to the parser of `course`."""
    release = commands.add_parser("release", help="the labs as students get them (for instructors)")
    release.add_argument("folder", type=Path, metavar="DIR")
    release.add_argument("--zip", action="store_true", help="make DIR.zip")
    release.add_argument(
        "--labs",
        nargs="+",
        default=(),
        metavar="LAB",
        help="some of the labs, such as 04 07; default: all",
    )
    _add_url(release)
    release.set_defaults(run=_release)

    export = commands.add_parser("export", help="the labs for another tool (for instructors)")
    tools = export.add_subparsers(required=True, metavar="tool")
    nbgrader = tools.add_parser("nbgrader", help="an nbgrader course")
    nbgrader.add_argument("folder", type=Path, metavar="DIR")
    nbgrader.set_defaults(run=_export_nbgrader)

    site = commands.add_parser(
        "site", help="labs, claims and guides as a web site (for instructors)"
    )
    site.add_argument("folder", type=Path, metavar="DIR")
    _add_url(site)
    site.set_defaults(run=_site)


def _add_url(command):
    command.add_argument(
        "--url",
        help="address of the repository that students get, such as https://github.com/OWNER/REPO: labs open "
        "with one click; default: of pyproject.toml",
    )


def _url(options):
    from course.handout import hosted

    return hosted.default_url(repository()) if options.url is None else options.url


def _release(options):
    from course.handout import bundle, hosted

    url = _url(options)
    made = bundle.release(repository(), options.folder, zip=options.zip, url=url, labs=options.labs)
    print(made)
    if where := hosted.address(url):
        print(f"\n{hosted.to_do(where, made)}")
    return 0


def _site(options):
    from course.handout.site import build

    print(build.build(repository(), options.folder, url=_url(options)))
    return 0


def _export_nbgrader(options):
    from course.handout import nbgrader_course

    print(nbgrader_course.export(repository(), options.folder))
    return 0

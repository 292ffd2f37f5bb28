"""The command `course`: bad input gets a sentence and exit code 2, never a traceback."""

import argparse
import difflib
import errno
import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from course.advice import as_typed
from course.demos import commands as demonstrations
from course.errors import CourseError
from course.files import ROOT, install_command

ROOMS = ("grading", "handout", "authoring")  # not for students: a bundle for them has none of these
CANNOT_WRITE = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT, errno.EBADF)
EXTRAS = {
    "jinja2": "grading",
    "jupytext": "authoring",
    "sphinx": "site",
}  # who needs it beside the student core


def main(arguments=None):
    """Run one command.

    Args:
        arguments: list of str, by default those of the command line.

    Returns:
        int, the exit code: 0 fine, 1 the answer is no, 2 bad input, 130 interrupted.
    """
    _prepare_streams()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    if not arguments:
        parser.print_help(sys.stderr)
        return 2
    try:
        try:
            options = parser.parse_args(arguments)
            return options.run(options) or 0
        finally:
            sys.stdout.flush()  # here, where it can still be said that it failed
    except CourseError as error:
        return _refuse(str(error))
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            if error.name.startswith("course"):
                raise  # a fault of ours
            return _refuse(f"{error.name} is missing in this Python: run  {install_command()}")
        return _refuse(
            f"this needs {error.name}, which is not installed here: in the repository, run  "
            f'pip install ".[{EXTRAS[error.name]}]"'
        )
    except BrokenPipeError:  # `course claims | head`
        _forget(sys.stdout)
        return 0
    except OSError as error:
        if error.filename is not None or error.errno not in CANNOT_WRITE:
            raise  # a file that nobody saw to: a fault of ours
        _forget(sys.stdout)
        return _refuse(
            f"the output cannot be written: {error.strerror}"
        )  # course claims > /dev/full
    except KeyboardInterrupt:
        print("\ncourse: interrupted; nothing half-written is left behind", file=sys.stderr)
        return 130


def _refuse(sentence):
    try:
        print(f"course: {sentence}", file=sys.stderr, flush=True)
    except OSError:  # nobody listens there either
        _forget(sys.stderr)
    return 2


def _prepare_streams():
    """Let no text stop a command: what an encoding lacks is written as \\u2265, and closed streams are none."""
    if sys.stdout is None:  # `course check lab.ipynb >&-`: its exit code tells
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "surrogateescape"),  # a demo says what is wrong with a line
    ):
        with suppress(AttributeError, ValueError):  # another kind of stream, or in use already
            stream.reconfigure(errors=errors)


def _forget(stream):
    """Drop what could not be written: Python would try again when it ends, and print a traceback."""
    with suppress(OSError, ValueError):  # not a file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class _Parser(argparse.ArgumentParser):
    """Its errors are one sentence, with what to do."""

    def error(self, message):
        place, _, choices = message.partition(" (choose from ")
        if choices:
            known = [name.strip(" '\"") for name in choices.rstrip(")").split(",")]
            wrong = place.rpartition("invalid choice: ")[2]
            typed = wrong.strip("'")
            close = [name for name in known if typed and name.startswith(typed)]
            close = close or difflib.get_close_matches(typed, known)
            hint = (
                f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(known)}"
            )
            message = f"there is no {wrong}; {hint}"
        message = message.replace("the following arguments are required:", "it needs")
        call = as_typed(f"{self.prog.removeprefix('course')} --help".strip())
        self.exit(2, f"{self.prog}: {message}; `{call}` shows how to call it\n")


def _parser():
    parser = _Parser(prog="course", description="Commands for the labs.")
    commands = parser.add_subparsers(required=True, metavar="command")

    check = commands.add_parser("check", help="run the checks of a notebook")
    check.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    check.set_defaults(run=_check)

    claims = commands.add_parser("claims", help="what the lectures say and what was measured")
    claims.add_argument("--json", action="store_true", help="print JSON")
    claims.set_defaults(run=_claims)

    data = commands.add_parser(
        "data",
        help="the data sets, and where they are or how to get them",
        usage="course data [-h] [--json] [fetch NAME [--sha256 HEX]]",
    )
    data.add_argument("--json", action="store_true", help="print JSON")
    data.set_defaults(run=_data)
    fetch = data.add_subparsers(metavar="fetch", prog="course data").add_parser(
        "fetch", help="download a data set and check it"
    )
    fetch.add_argument("name", metavar="NAME", help="such as tatoeba-fra; `course data` has all")
    fetch.add_argument("--sha256", metavar="HEX", help="take the file only if it has this SHA-256")
    fetch.set_defaults(run=_data_fetch)

    demonstrations.add(commands)

    doctor = commands.add_parser("doctor", help="can this machine run the labs? if not, what to do")
    doctor.set_defaults(run=_doctor)

    standing = commands.add_parser("standing", help="your points so far, and what comes next")
    standing.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="of your notebooks; default: labs/"
    )
    standing.set_defaults(run=_standing)

    kernels = commands.add_parser(
        "kernels", help="which recurrent layers of a saved net run on cuDNN, and why not"
    )
    kernels.add_argument("model", type=Path, metavar="MODEL.keras")
    kernels.set_defaults(run=_kernels)

    train = commands.add_parser("train", help="retrain the weights that ship (for authors)")
    train.add_argument(
        "names", nargs="*", metavar="NAME", help="such as seq2seq-plain-1; default: all"
    )
    train.set_defaults(run=_train)

    for room in ROOMS:
        if Path(__file__).with_name(room).is_dir():
            import_module(f"course.{room}.commands").add(commands)
    return parser


def _check(options):
    from course.notebooks.checking import check_notebook

    return check_notebook(options.notebook)


def _claims(options):
    from course.claims import report

    table = report.status(ROOT)
    if options.json:
        for entry in table:
            del entry["lab_exists"]
        _print_json(table)
    else:
        print(report.text(table))
    return 0


def _doctor(options):
    try:
        from course.start import machine
    except Exception as error:  # what is broken there may raise anything
        print(f"✗ the installation is not whole: {error}\n  {install_command(force=True)}")
        return 1

    found = machine()
    print(found)
    return 0 if found.runs else 1


def _standing(options):
    from course.start import standing

    print(standing(options.folder))
    return 0


def _data(options):
    from course.data.fetching import listing

    table = listing.status()
    if options.json:
        _print_json(table)
    else:
        print(listing.text(table))
    return 0


def _print_json(table):
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(table, indent=1, ensure_ascii=not is_utf8))


def _data_fetch(options):
    from course.data.fetching import catalogue, download

    data = catalogue.dataset(options.name)
    fetched = download.fetch(data, sha256=options.sha256)
    for file, published in zip(fetched, data.files, strict=True):
        print(f"{'fetched' if file.is_new else 'already there'}: {file.path}")
        if published.check:
            print(f"  SHA-256 {file.sha256}")
            print(
                "  its publisher changes this file; --sha256 HEX takes only the one that you know"
            )
    print(f"licence: {data.licence}")
    return 0


def _kernels(options):
    from course import keras_file, kernels, runtime

    runtime.quiet()
    print(kernels.explain(keras_file.load(options.model)))
    return 0


def _train(options):
    from course import runtime
    from course.nets import registry

    names = options.names or registry.names()
    modules = [registry.module_of(name) for name in names]
    runtime.quiet()
    for name, module in zip(names, modules, strict=True):
        print(module.make(name))
    return 0

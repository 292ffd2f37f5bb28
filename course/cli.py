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

from course.errors import CourseError
from course.files import ROOT

ROOMS = ("grading", "handout", "authoring")  # not for students: a bundle for them has none of these
CANNOT_WRITE = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT, errno.EBADF)
EXTRAS = {"jinja2": "grading", "jupytext": "authoring"}  # who needs it beside the student core


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
            raise
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
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` shows how to call it\n")


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

    demo = commands.add_parser("demo", help="a lecture's demo in the terminal")
    demos = demo.add_subparsers(required=True, metavar="demo")
    addition = demos.add_parser("addition", help="reads 123+34 and writes 157")
    addition.add_argument("--ask", metavar="SUM", help="answer this one and exit")
    addition.set_defaults(run=_demo_addition)
    translate = demos.add_parser("translate", help="reads English and writes French")
    translate.add_argument("--ask", metavar="SENTENCE", help="translate this one and exit")
    how = translate.add_mutually_exclusive_group()
    how.add_argument("--train", action="store_true", help="train instead of loading")
    how.add_argument(
        "--show", action="store_true", help="say which English word each French one looked at"
    )
    translate.set_defaults(run=_demo_translate)
    sentiment = demos.add_parser(
        "sentiment", help="reads a film review and says what it thinks of it"
    )
    sentiment.add_argument("--ask", metavar="REVIEW", help="judge this one and exit")
    sentiment.add_argument("--train", action="store_true", help="train instead of loading")
    sentiment.set_defaults(run=_demo_sentiment)
    write = demos.add_parser("write", help="a network that has read stories writes one")
    write.add_argument("--prompt", metavar="TEXT", help="how the story begins")
    write.add_argument(
        "--temperature",
        metavar="T",
        default="0.7",
        help="above 0; the lower, the likelier (default: 0.7)",
    )
    write.set_defaults(run=_demo_write)
    compress = demos.add_parser("compress", help="a language model compresses a text file")
    compress.add_argument("file", type=Path, metavar="FILE", help="UTF-8, at most 1 MB; it stays")
    compress.add_argument("--expand", action="store_true", help="make the text again")
    compress.set_defaults(run=_demo_compress)
    forecast = demos.add_parser(
        "forecast", help="reads your own series and says which forecast of it is best"
    )
    forecast.add_argument("file", type=Path, metavar="CSV", help="its first line names the columns")
    forecast.add_argument("--column", required=True, metavar="NAME", help="the numbers to forecast")
    forecast.add_argument(
        "--date", metavar="NAME", help="their dates; by default it looks for some"
    )
    forecast.set_defaults(run=_demo_forecast)
    listen = demos.add_parser("listen", help="a network that hears spoken digits")
    listen.add_argument(
        "file", nargs="?", type=Path, metavar="FILE.wav", help="a recording to listen to"
    )
    listen.add_argument(
        "--say", metavar="DIGITS", help="synthesise these, such as 3141, and listen"
    )
    listen.add_argument("--voice", metavar="SEED", help="the number of the voice that says them")
    listen.add_argument("--save", type=Path, metavar="FILE.wav", help="keep what was synthesised")
    listen.set_defaults(run=_demo_listen)

    look = demos.add_parser("look", help="shows a scene and answers questions about it")
    look.add_argument("--scene", metavar="SEED", help="the number of the scene; default: by chance")
    look.add_argument("--ask", metavar="QUESTION", help="answer this one and exit")
    look.add_argument("--save", type=Path, metavar="FILE.png", help="default: scene-SEED.png")
    look.set_defaults(run=_demo_look)

    kernels = commands.add_parser(
        "kernels", help="which recurrent layers of a saved net run on cuDNN, and why not"
    )
    kernels.add_argument("model", type=Path, metavar="MODEL.keras")
    kernels.set_defaults(run=_kernels)

    train = commands.add_parser("train", help="retrain the weights that ship (for authors)")
    train.add_argument(
        "names", nargs="*", metavar="NAME", help="such as seq2seq-deep-1; default: all"
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


def _demo_addition(options):
    from course.demos import addition

    return addition.main(options.ask)


def _demo_translate(options):
    from course.demos import translate

    return translate.main(options.ask, options.train, options.show)


def _demo_sentiment(options):
    from course.demos import sentiment

    return sentiment.main(options.ask, options.train)


def _demo_write(options):
    from course.demos import write

    return write.main(options.prompt, options.temperature)


def _demo_compress(options):
    from course.demos import compress

    return compress.main(options.file, options.expand)


def _demo_forecast(options):
    from course.demos import forecast

    return forecast.main(options.file, options.column, options.date)


def _demo_listen(options):
    from course.demos import listen

    return listen.main(options.file, options.say, options.voice, options.save)


def _demo_look(options):
    from course.demos import look

    return look.main(scene=options.scene, ask=options.ask, save=options.save)


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

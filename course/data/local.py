"""Data files on this machine: where they are looked for and how they are read."""

import gzip
import os
import sys
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from course import files
from course.errors import CourseError

MOST_BYTES = 2**28  # of one unpacked text; guards the memory against an archive that never ends
PROGRESS_AFTER = 2  # seconds; shorter work needs no bar
PROGRESS_AFTER_IN_NOTEBOOK = 10  # its output is compared, so that usual work must not show any
MAGIC = 4  # bytes that tell a .gz and a .zip from text
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
RENEW = "Delete it, then `course data` says how to get a new one"


def cache_folder(folder):
    """Where `course data fetch` puts the files of a data set."""
    return files.cache_dir() / "data" / folder


def folders(folder):
    """Where the files of a data set are looked for, in this order: COURSE_DATA, the cache.

    Args:
        folder: str, the data set's own folder, such as "tatoeba".

    Returns:
        list of Path, one or two.

    Raises:
        CourseError: COURSE_DATA is set and is not a folder.
    """
    chosen = os.environ.get("COURSE_DATA")
    if not chosen:
        return [cache_folder(folder)]
    root = Path(chosen).expanduser()
    if not root.is_dir():
        raise CourseError(
            f"COURSE_DATA is {chosen}, which is not a folder: set it to the folder that holds "
            f"{folder}/, or unset it"
        )
    return [root / folder, cache_folder(folder)]


def names(published, content):
    """The names under which a file may lie: as published, unpacked, packed again.

    Args:
        published: str, such as "train.en.gz" or "fra-eng.zip".
        content: str, the name of what is in it, such as "train.en" or "fra.txt".

    Returns:
        tuple of str.
    """
    return tuple(dict.fromkeys((published, content, f"{content}.gz")))


def find(folder, names):
    """The first file (or folder of unpacked ones) that is there, or None.

    Args:
        folder: as for `folders`, which also says what it raises.
        names: the file names to look for; an earlier folder comes before an earlier name.
    """
    paths = [place / name for place in folders(folder) for name in names]
    return next((path for path in paths if path.exists()), None)


def missing(folder, names, advice):
    """The CourseError to raise when `find` found nothing; `advice` says how to get the file."""
    places = " and not in ".join(str(place) for place in folders(folder))
    others = f" (nor {' nor '.join(names[1:])})" if len(names) > 1 else ""
    return CourseError(f"{names[0]}{others} is not in {places}. {advice}")


def gensim_file(name):
    """The path of a file among the test data that gensim installs.

    Raises:
        CourseError: it is not there.
    """
    from gensim.test.utils import datapath

    path = Path(datapath(name))
    if not path.is_file():
        raise CourseError(
            f"{path} is not there, though gensim brings it: this gensim was installed without its "
            "test data. `pip install --force-reinstall gensim` gets all of it"
        )
    return path


def progress(items=None, **options):
    """tqdm for work that may take long: shown after some seconds, and only where somebody looks.

    In a notebook it goes to stdout, since nbgrader gives no points to a cell that wrote to stderr;
    else to stderr, if that is a terminal.

    Args:
        items, options: as tqdm takes them.
    """
    from tqdm import tqdm

    in_notebook = type(sys.stdout).__module__.startswith("ipykernel")
    return tqdm(
        items,
        file=sys.stdout if in_notebook else sys.stderr,
        disable=False if in_notebook else None,  # None: unless it is a terminal
        delay=PROGRESS_AFTER_IN_NOTEBOOK if in_notebook else PROGRESS_AFTER,
        leave=False,
        **options,
    )


@contextmanager
def opened(path):
    """Open a file to read its bytes as they are; raises CourseError if it cannot be read."""
    with _in_words(path), open(Path(path), "rb") as file:
        yield file


@contextmanager
def unpacked(path, member):
    """Open what a file holds, whether it lies there plain, as .gz or in a .zip.

    What it is, its first bytes tell, not its name.

    Args:
        path: the file.
        member: name of the wanted file if it is a .zip; there it may lie in a folder.

    Raises:
        CourseError: the file cannot be read, is damaged, or has no such member. What is read of a
            packed file is checked by its checksum once it has been read to the end.
    """
    with _in_words(path), ExitStack() as stack:
        file = stack.enter_context(open(Path(path), "rb"))
        start = file.read(MAGIC)
        file.seek(0)
        if start.startswith(GZIP):
            file = stack.enter_context(gzip.GzipFile(fileobj=file))
        elif start.startswith(ZIP):
            archive = stack.enter_context(_zip(file))
            file = stack.enter_context(archive.open(_member(archive, member, path)))
        yield file


@contextmanager
def _in_words(path):
    try:
        yield
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise CourseError(f"{path} is damaged ({error}). {RENEW}") from error
    except (RuntimeError, NotImplementedError) as error:  # a password, an unknown compression
        raise CourseError(f"{path} cannot be unpacked ({error}). {RENEW}") from error
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}") from error


def _zip(file):
    try:
        return zipfile.ZipFile(file)
    except ValueError as error:  # a name in it that is none
        raise zipfile.BadZipFile(str(error)) from error


def _member(archive, name, path):
    found = [entry for entry in archive.namelist() if PurePosixPath(entry).name == name]
    if not found:
        inside = ", ".join(archive.namelist()[:5]) or "nothing"
        raise CourseError(f"{path} has no {name} in it, but {inside}. {RENEW}")
    return found[0]


def lines(path, member):
    """The lines of a text file, plain or packed.

    Args:
        path, member: as for `unpacked`.

    Returns:
        list of str, without line ends. Only a line feed ends a line (a carriage return before it goes
        too): Unicode's other separators stay inside, so that line i remains line i.

    Raises:
        CourseError: as `unpacked`; or the text is not UTF-8, is empty or is far too long.
    """
    with unpacked(path, member) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CourseError(f"{path} unpacks to more than {MOST_BYTES // 2**20} MiB. {RENEW}")
    if not content:
        raise CourseError(f"{path} is empty. {RENEW}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise CourseError(
            f"{path}, line {number}: byte 0x{error.object[error.start]:02x} is not UTF-8. "
            "Save the file as UTF-8, or delete it and get a new one; see `course data`"
        ) from error
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def if_present(load, *parts):
    """What a loader gives for each part; or a printed sentence, so that a lab goes on without the data.

    Args:
        load: function of a part, such as `imdb.load`.
        parts: such as "train", "test".

    Returns:
        list with an entry for every part; None if the loader raised CourseError.
    """
    try:
        return [load(part) for part in parts]
    except CourseError as problem:
        print(str(problem).replace(str(Path.home()), "~"))  # a notebook must not show where home is
        return None

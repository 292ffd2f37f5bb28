"""Reading data files, which may be packed, cut off or something else than they are called."""

import gzip
import re
import sys
import tarfile
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from course import file_kinds
from course.errors import CourseError, DataError

MOST_BYTES = 2**28  # of one unpacked text; guards the memory against an archive that never ends
PROGRESS_AFTER = 2  # seconds; shorter work needs no bar
PROGRESS_AFTER_IN_NOTEBOOK = 10  # its output is compared, so that usual work must not show any
MAGIC = 4  # bytes that tell a .gz and a .zip from text
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19]")  # bytes that no text has, in whatever encoding
OF_A_MAC = re.compile(r"__MACOSX/")  # what a Mac adds to a .zip
SOME = 4  # so many of them are no slip
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")


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
    with in_words(path), open(Path(path), "rb") as file:
        yield file


@contextmanager
def unpacked(path, member, *, takes=(), or_only=()):
    """Open what a file holds, whether it lies there plain, as .gz, in a .zip or in a .tar, packed or not.

    What it is, its first bytes tell, not its name.

    Args:
        path: the file.
        member: name of the wanted file if it is an archive; there it may lie in a folder.
        takes: kinds of file_kinds that are wanted here, such as file_kinds.NPY.
        or_only: endings; of an archive without `member`, the only file that has one of them will do.

    Raises:
        CourseError: the file cannot be read, is damaged, has no such member, or is plainly something
            else, such as a web page or a table of another program. What is read of a packed file is
            checked by its checksum once it has been read to the end.
    """
    with in_words(path), ExitStack() as stack:
        file = stack.enter_context(open(Path(path), "rb"))
        start = file.read(MAGIC)
        file.seek(0)
        if start.startswith(GZIP):
            file = stack.enter_context(gzip.GzipFile(fileobj=file))
        elif start.startswith(ZIP):
            archive = stack.enter_context(_zip(file))
            name = _member(archive.namelist(), member, path, or_only)
            file = stack.enter_context(archive.open(name))
        kind, _ = file_kinds.kind_of(file.peek(file_kinds.START)) or (None, None)
        if kind == file_kinds.TAR and kind not in takes:
            archive = stack.enter_context(tarfile.open(fileobj=file))
            names = [entry.name for entry in archive if entry.isfile()]
            name = _member(names, member, path, or_only)
            while file.read(2**20):  # a .tar has no checksum: that of the packed file comes last
                pass
            file = stack.enter_context(archive.extractfile(name))
        if problem := file_kinds.foreign(file.peek(file_kinds.START), but=takes):
            raise DataError(path, problem)
        yield file


@contextmanager
def in_words(path):
    """Say what the system or a packed file raises as a CourseError about `path`."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DataError(path, f"the file is damaged ({error})") from error
    except (RuntimeError, NotImplementedError) as error:  # a password, an unknown compression
        raise DataError(path, f"the file cannot be unpacked ({error})") from error
    except IsADirectoryError as error:
        raise DataError(path, "this is a folder, expected a file, so it cannot be read") from error
    except PermissionError as error:
        raise CourseError(
            f"{path} cannot be read: {error.strerror}; allow yourself to read it, or name another file"
        ) from error
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}") from error


def _zip(file):
    try:
        return zipfile.ZipFile(file)
    except ValueError as error:  # a name in it that is none
        raise zipfile.BadZipFile(str(error)) from error


def _member(names, name, path, or_only):
    """The name of the wanted file among those of an archive."""
    found = [entry for entry in names if PurePosixPath(entry).name == name]
    if or_only and not found:
        found = [entry for entry in names if entry.endswith(or_only)]
        found = [entry for entry in found if not OF_A_MAC.match(entry)]
        found = found if len(found) == 1 else []
    if not found:
        problem = file_kinds.zipped(names)
        if problem and not name.endswith(".npy"):
            raise DataError(path, f"{problem}; expected {name} in it")
        inside = ", ".join(names[:5]) or "nothing"
        raise DataError(path, f"the archive has no {name} in it, but {inside}")
    if len(set(found)) > 1:
        several = ", ".join(dict.fromkeys(found))
        raise DataError(path, f"the archive has more than one {name} in it, {several}: unpack it")
    return found[0]


def lines(path, member, *, most=None):
    """The lines of a text file, plain or packed.

    Args:
        path, member: as for `unpacked`.
        most: bytes, unpacked, by default MOST_BYTES; a longer text is refused.

    Returns:
        list of str, without line ends. Only a line feed ends a line (a carriage return before it goes
        too): Unicode's other separators stay inside, so that line i remains line i. Empty lines at the
        end of the file are left out.

    Raises:
        CourseError: as `unpacked`; or the text is not UTF-8, is empty or is far too long.
    """
    most = MOST_BYTES if most is None else most
    with unpacked(path, member) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise DataError(path, f"the file unpacks to more than {most // 2**20} MiB")
    return lines_of(content, path)


def lines_of(content, where):
    """The lines of a text, as `lines` has them.

    Args:
        content: bytes.
        where: the file, for an error.

    Raises:
        CourseError: it is not UTF-8, or is empty.
    """
    if not content:
        raise DataError(where, "the file is empty")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse_no_text(where, content)
        number = error.object.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{where}, line {number}",
            f"byte 0x{error.object[error.start]:02x} is not UTF-8; if it is text of your own, save it "
            "as UTF-8",
        ) from error
    if "\0" in text:
        number = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(f"{where}, line {number}", "expected text, found a zero byte")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise DataError(where, "the file is empty")
    return lines


def _refuse_no_text(path, content):
    """Say so of a file that begins as only those of programs do: it is not to be saved as UTF-8."""
    if len(NO_TEXT.findall(content[: file_kinds.START])) >= SOME:
        raise DataError(
            path, "expected text, found bytes that are none: this is a file of some program"
        )

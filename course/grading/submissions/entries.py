"""What lies in a folder: listed, never followed, trusted or written to. Zips are in `archives`."""

import errno
import os
import stat
import unicodedata
from contextlib import contextmanager
from typing import NamedTuple

from course.errors import CourseError, Unreadable

FILES, DEPTH = 500_000, 30  # of the folder that is graded
IGNORED = frozenset(
    (
        ".ipynb_checkpoints",
        "__macosx",
        "__pycache__",
        ".git",
        ".ds_store",
        "thumbs.db",
        "desktop.ini",
    )
)
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
OURS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO)  # no fault of the file

A_LINK = "is a link to another place, which is not followed: put the notebook itself there"
NO_FILE = "is neither a file nor a folder: put the notebook itself there"


class Entry(NamedTuple):
    """Something in a folder or an archive.

    Attributes:
        parts: names of the folders around it and its own, as `clean` leaves them.
        path, member: where it is, as in Submission.
        kind: "file", "folder", "neither" (a link, a pipe, ...), or "nowhere" if its name, in an archive,
            is no place in it.
        mtime: seconds, 0 if unknown.
        problem: why it must not be opened: what follows its name in a sentence, or "".
        note: a remark, or "".
    """

    parts: tuple
    path: str
    member: str = ""
    kind: str = "file"
    mtime: float = 0.0
    problem: str = ""
    note: str = ""


def clean(text):
    """`text` in NFC, without control characters, half characters and signs that turn the writing."""
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = [
        character
        for character in text
        if unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        and character not in TURNING
    ]
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def ignored(name):
    """Whether this is something that a system or a program put there by itself."""
    return name.casefold() in IGNORED or name.startswith(("._", "~$", ".~lock"))


def in_folder(folder):
    """List what is below a folder.

    Args:
        folder: str, its absolute path.

    Returns:
        list of Entry, sorted by their parts.

    Raises:
        CourseError: it cannot be opened, or holds more than FILES files.
    """
    entries, waiting = [], [Entry((), folder, kind="folder")]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place.path) as found:
                below = [_on_disk(item, place.parts) for item in found if not ignored(item.name)]
        except OSError as error:
            if not place.parts:
                raise CourseError(f"cannot open {folder}: {error.strerror}") from None
            below = []
            place = place._replace(problem=f"cannot be opened ({error.strerror}): make it readable")
        entries.append(place)
        for entry in below:
            (waiting if entry.kind == "folder" and not entry.problem else entries).append(entry)
        if len(entries) + len(waiting) > FILES:
            raise CourseError(f"{folder} holds more than {FILES:,} files: name the folder to grade")
    return sorted(entry for entry in entries if entry.parts)


def _on_disk(item, above):
    try:
        item.path.encode()
    except UnicodeEncodeError:  # no page and no database could hold the path
        name = clean(os.fsencode(item.name).decode("latin-1"))
        path = item.path.encode("utf-8", "replace").decode()
        problem = "has a name that is not in UTF-8: rename it"
        return Entry((*above, name), path, kind="neither", problem=problem)
    entry = Entry((*above, clean(item.name)), item.path)
    try:
        status = item.stat(follow_symlinks=False)
    except OSError as error:
        return entry._replace(
            kind="neither", problem=f"cannot be opened ({error.strerror}): make it readable"
        )
    entry = entry._replace(mtime=status.st_mtime)
    if stat.S_ISLNK(status.st_mode):
        return entry._replace(kind="neither", problem=A_LINK)
    if stat.S_ISDIR(status.st_mode):
        deep = "lies too deep inside other folders: move it up" if len(above) >= DEPTH else ""
        return entry._replace(kind="folder", problem=deep)
    if not stat.S_ISREG(status.st_mode):
        return entry._replace(kind="neither", problem=NO_FILE)
    return entry


@contextmanager
def opened(path):
    """Open a plain file for reading, without following a link or waiting for a pipe.

    Args:
        path: str.

    Raises:
        Unreadable: it is no file, gone, or not ours to read.
        CourseError: it could not be read, for a reason that is not its own.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        _demand_file(os.lstat(path))
        with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
            _demand_file(os.fstat(file.fileno()))
            yield file
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if getattr(error, "errno", None) in OURS:
            raise CourseError(f"cannot read {path} now: {reason}; try again") from None
        raise Unreadable(f"the file cannot be opened ({reason}): hand it in again") from None


def _demand_file(status):
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(f"the file {A_LINK if stat.S_ISLNK(status.st_mode) else NO_FILE}")

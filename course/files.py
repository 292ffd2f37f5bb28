"""Where files are kept, and how they are written: whole or not at all."""

import functools
import os
import platform
import re
import secrets
import shlex
import shutil
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from course.errors import CourseError

PRIVATE = 0o600  # the mode of a file that nobody but its owner may read
PART = re.compile(
    r"\.part-(\w+)-(\d+)-[0-9a-f]{8}"
)  # what is being written: machine, process, number
DAY = 24 * 60 * 60  # seconds

ROOT = Path(__file__).resolve().parent.parent  # the repository, or a bundle for students
_COPY = re.compile(r"-Copy\d*$")
# Of all files in an archive, so that its bytes depend on its content alone.
ZIP_DATE = (2026, 1, 1, 0, 0, 0)
START = "00_start"  # the page to begin with: built as the labs are, and none of them


def labs_in(folder, suffix=".ipynb"):
    """Paths of the labs in a folder, in order: what is called NN_name, but for the start page.

    A copy that Jupyter makes, `05_stateful_lstm-Copy1`, is no lab.
    """
    paths = Path(folder).glob(f"[0-9]*{suffix}")
    return sorted(path for path in paths if path.stem != START and not _COPY.search(path.stem))


def repository():
    """The repository around this package, which holds the notebooks.

    Raises:
        CourseError: the package was installed without it.
    """
    if not any((ROOT / folder).is_dir() for folder in ("labs", "solutions")):
        raise CourseError(
            f"this works on the notebooks, and {ROOT} has none: in a clone of the repository, run  "
            "pip install -e ."
        )
    return ROOT


def install_command(force=False):
    """What to type, in any folder, to install what the labs need.

    Args:
        force: also what seems to be there.
    """
    again = "--force-reinstall " if force else ""
    return (
        f"{sys.executable} -m pip install {again}-r {shlex.quote(str(ROOT / 'requirements.txt'))}"
    )


def cache_dir():
    """The folder for what can be made again, such as trained weights (COURSE_CACHE overrides it).

    By default the operating system's own: ~/.cache/sequence-course on Linux (or below XDG_CACHE_HOME),
    ~/Library/Caches/sequence-course on a Mac, %LOCALAPPDATA%\\sequence-course on Windows.
    """
    if chosen := os.environ.get("COURSE_CACHE"):
        return Path(chosen).expanduser()
    import platformdirs  # here, so that `course doctor` can say that it is missing

    return platformdirs.user_cache_path("sequence-course", appauthor=False, opinion=False)


@contextmanager
def replacing(path, *, mode=None):
    """Give a temporary path beside `path` to write to, then move it there in one step.

    If the block fails or is interrupted, the temporary file is removed and `path` is as it was. If the process
    is killed, the next one that writes there removes it.

    Args:
        path: the file to write; its folder is made if it is missing. The temporary file has the
            same suffix, since some writers choose their format by it.
        mode: who may read it, such as PRIVATE; by default what the umask leaves to new files.

    Raises:
        CourseError: the folder cannot be written, or the disk is full.
    """
    path = Path(path)
    part = None
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o777 if mode is None else 0o700)
            if mode is not None:
                _give_away(path.parent)
        _remove_left(path.parent.resolve())
        new = path.parent / (_part_name() + path.suffix)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666 if mode is None else mode))
        part = new
        yield part
        if mode is not None:
            _restrict(part, mode)
        os.replace(part, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


@contextmanager
def placing(folder):
    """Give an empty folder to fill, then move it to `folder` in one step, in place of what was there.

    If the block fails or is interrupted, `folder` is as it was. If the process is killed, the next one that
    writes there puts it back.

    Args:
        folder: the folder to write; the one that holds it is made if it is missing.

    Raises:
        CourseError: the folder cannot be written, or the disk is full.
    """
    folder = Path(folder).resolve()
    aside = folder.parent / _part_name()
    new, old = aside / "new" / folder.name, aside / "old" / folder.name
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_left(folder.parent)
        new.mkdir(parents=True)
        old.parent.mkdir()
        yield new
        if folder.exists():
            os.replace(folder, old)
        os.replace(new, folder)
    except OSError as error:
        raise _unwritten(folder, error) from error
    finally:
        _remove(aside)


def write_text(path, text, *, mode=None):
    """Write `text` to `path` as UTF-8, whole or not at all; `mode` and errors as in `replacing`."""
    with replacing(path, mode=mode) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def update_text(path, text, *, mode=None):
    """Write `text` unless that is what `path` holds already; `mode` and errors as in `replacing`.

    Returns:
        bool, whether anything was written.
    """
    try:
        if Path(path).read_bytes() == text.encode("utf-8"):
            _remove_left(Path(path).parent.resolve())
            if mode is not None:
                _restrict(path, mode)
            return False
    except OSError:
        pass
    write_text(path, text, mode=mode)
    return True


def make_private(folder):
    """Make a folder that nobody but its owner may look into, or close one that is there.

    One in which others write, or in which the caller works or lives, is left as it is.

    Returns:
        str, a sentence on what was changed or is still open; "" if there is nothing to say.

    Raises:
        CourseError: it cannot be made.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = folder.stat().st_mode
        if os.name != "posix" or not mode & 0o077:
            return ""
        place, others = folder.resolve(), stat.S_IWOTH | stat.S_ISVTX | stat.S_ISGID
        lived_in = any(place in (at, *at.parents) for at in (Path.cwd(), Path.home()))
        if not mode & others and not lived_in:
            with suppress(OSError):
                folder.chmod(0o700)
        if folder.stat().st_mode & 0o077:
            return (
                f"others on this machine may look into {folder}, though not into the files with grades: "
                "better name a folder for the grades alone"
            )
    except OSError as error:
        raise CourseError(f"cannot make {folder}: {error.strerror}; name another folder") from error
    return f"others on this machine could look into {folder}; now only its owner can"


def make_private_file(path):
    """Make an empty file that nobody but its owner may read, or close one that is there.

    Raises:
        OSError: it cannot be opened.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE))
    _restrict(path, PRIVATE)


def _restrict(path, mode):
    path = Path(path)
    if stat.S_IMODE(path.stat().st_mode) != mode:
        path.chmod(mode)
    _give_away(path)


def _give_away(path):
    """As root, make a file or folder its folder's owner's: in a container that is who called."""
    if os.name == "posix" and os.geteuid() == 0:
        owner = path.parent.stat()
        if path.stat().st_uid != owner.st_uid:
            with suppress(OSError):  # some network drives let nobody
                os.chown(path, owner.st_uid, owner.st_gid)


def _unwritten(path, error):
    return CourseError(
        f"cannot write {path}: {error.strerror or error}; "
        "free some space or choose a folder that you may write to"
    )


def _machine():
    return re.sub(r"\W", "", platform.node()) or "here"


def _part_name():
    return f".part-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}"


@functools.cache
def _remove_left(folder):
    """Remove what killed processes were writing in a folder; looked for once in each process."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(".part-") and _is_left(folder / name):
                _remove(folder / name)


def _is_left(path):
    """Whether nobody writes it any more; of another machine's process only the time can tell."""
    made = PART.match(path.name)
    if made and made[1] == _machine() and os.name == "posix":  # elsewhere a signal 0 is none
        try:
            os.kill(int(made[2]), 0)
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            pass
        return False
    try:
        return path.lstat().st_mtime < time.time() - DAY
    except OSError:
        return False


def _remove(part):
    """Remove a part, a file or a folder; what `placing` had moved away goes back to its place."""
    with suppress(OSError):
        for old in (part / "old").iterdir():
            if not (part.parent / old.name).exists():
                os.replace(old, part.parent / old.name)
    if part.is_dir() and not part.is_symlink():
        shutil.rmtree(part, ignore_errors=True)
    else:
        with suppress(OSError):
            part.unlink()

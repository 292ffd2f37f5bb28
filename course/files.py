"""Where files are kept, and how they are written: whole or not at all."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from course.errors import CourseError

ROOT = Path(__file__).resolve().parent.parent  # the repository, or a bundle for students


def repository():
    """The repository around this package, which holds the notebooks.

    Raises:
        CourseError: the package was installed without it.
    """
    if not (ROOT / "labs").is_dir():
        raise CourseError(
            f"this works on the notebooks, and {ROOT} has none: in a clone of the repository, run  "
            "pip install -e ."
        )
    return ROOT


def cache_dir():
    """The folder for what can be made again, such as trained weights (COURSE_CACHE overrides it).

    By default the operating system's own: ~/.cache/sequence-course on Linux (or below XDG_CACHE_HOME),
    ~/Library/Caches/sequence-course on a Mac, %LOCALAPPDATA%\\sequence-course on Windows.
    """
    if "COURSE_CACHE" in os.environ:
        return Path(os.environ["COURSE_CACHE"])
    return platformdirs.user_cache_path("sequence-course", appauthor=False, opinion=False)


@contextmanager
def replacing(path):
    """Give a temporary path beside `path` to write to, then move it there in one step.

    If the block fails or is interrupted, the temporary file is removed and `path` is as it was.

    Args:
        path: the file to write; its folder is made if it is missing. The temporary file has the
            same suffix, since some writers choose their format by it.

    Raises:
        CourseError: the folder cannot be written, or the disk is full.
    """
    path = Path(path)
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-", suffix=path.suffix)
        os.close(handle)
        part = Path(name)
        yield part
        part.chmod(0o666 & ~_umask())  # mkstemp gives 0600
        os.replace(part, path)
    except OSError as error:
        raise CourseError(
            f"cannot write {path}: {error.strerror or error}; "
            "free some space or choose a folder that you may write to"
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


@contextmanager
def placing(folder):
    """Give an empty folder to fill, then move it to `folder` in one step, in place of what was there.

    If the block fails or is interrupted, `folder` is as it was.

    Args:
        folder: the folder to write; the one that holds it is made if it is missing.

    Raises:
        CourseError: the folder cannot be written, or the disk is full.
    """
    folder = Path(folder).resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".part-") as aside:
            new, old = Path(aside, "new"), Path(aside, "old")
            new.mkdir()
            yield new
            if folder.exists():
                os.replace(folder, old)
            try:
                os.replace(new, folder)
            except BaseException:
                if old.exists():
                    os.replace(old, folder)
                raise
    except OSError as error:
        raise CourseError(
            f"cannot write {folder}: {error.strerror or error}; "
            "free some space or choose a folder that you may write to"
        ) from error


def write_text(path, text):
    """Write `text` to `path` as UTF-8, whole or not at all; raises as `replacing`."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def update_text(path, text):
    """Write `text` unless that is what `path` holds already; raises as `replacing`.

    Returns:
        bool, whether anything was written.
    """
    try:
        if Path(path).read_bytes() == text.encode("utf-8"):
            return False
    except OSError:
        pass
    write_text(path, text)
    return True


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask

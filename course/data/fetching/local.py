"""Data files on this machine: where they are looked for, and how to get what is not there."""

import os
from pathlib import Path

from course import files
from course.advice import as_typed
from course.data.fetching import catalogue
from course.errors import CourseError

LARGE = 10**8  # bytes; a larger download is announced with its size


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
        CourseError: COURSE_DATA is set and is not a folder that can be read.
    """
    chosen = os.environ.get("COURSE_DATA")
    if not chosen:
        return [cache_folder(folder)]
    root = Path(chosen)
    try:
        root = root.expanduser()  # ~ is the shell's work, but not in quotes or in a notebook
        found = (
            "" if root.is_dir() else "which is a file" if root.exists() else "which is not there"
        )
    except (OSError, RuntimeError) as error:  # no permission, a name too long, ~nobody
        found = f"which cannot be looked at ({getattr(error, 'strerror', None) or error})"
    if found:
        place = "" if root.is_absolute() else f" in {Path.cwd()}, the folder in which this runs"
        raise CourseError(
            f"COURSE_DATA is {chosen}, {found}{place}: set it to the full path of "
            f"the folder that holds {folder}/, or unset it"
        )
    return [root / folder, cache_folder(folder)]


def find(folder, names):
    """The first file (or folder of unpacked ones) that is there, or None.

    Args:
        folder: as for `folders`, which also says what it raises.
        names: the file names to look for; an earlier folder comes before an earlier name.
    """
    paths = [place / name for place in folders(folder) for name in names]
    try:
        return next((path for path in paths if path.exists()), None)
    except OSError as error:
        raise CourseError(
            f"{error.filename} cannot be looked at: {error.strerror}; allow yourself to read the folder, or "
            "let COURSE_DATA name another one"
        ) from error


def required(*names, content=None):
    """The file of a data set that is to be fetched.

    Args:
        names: the data set, as the catalogue has it; more than one if the loader reads either.
        content: which of its files, such as "train.en"; by default the first.

    Returns:
        Path. A part of the file does where there is nothing else.

    Raises:
        CourseError: it is not here; the text says where it was looked for and how to get it.
    """
    sets = [catalogue.dataset(name) for name in names]
    wanted = [data.file(content) for data in sets]
    folder, file = sets[0].folder, wanted[0]
    forms = [name for one in wanted for name in one.names]
    path = find(folder, forms) or find(folder, [name for one in wanted for name in one.samples])
    if path is None:
        size = f" ({file.size / 1e6:.0f} MB)" if file.size > LARGE else ""
        own = file.names[0] if file.archive_sha256 else file.content
        advice = (
            f"Run `{as_typed(f'data fetch {names[0]}')}`{size}, or set COURSE_DATA to a folder that has "
            f"{folder}/{own}"
        )
        raise missing(folder, forms, advice)
    return path


def missing(folder, names, advice):
    """The CourseError for a file that `find` does not find; `advice` says how to get it."""
    places = " and not in ".join(str(place) for place in folders(folder))
    for path in (place / name for place in folders(folder) for name in names):
        if path.is_symlink():  # and leads nowhere, or it would have been found
            return CourseError(
                f"{path} is a link to {os.readlink(path)}, which is not there: get what it points to (in a "
                f"repository of git-annex, `git annex get`), or take the link away. {advice}"
            )
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
        told = str(problem)
        if chosen := os.environ.get("COURSE_DATA"):
            told = told.replace(str(Path(chosen)), "COURSE_DATA")
        print(told.replace(str(Path.home()), "~"))  # a notebook must not show where either is
        return None

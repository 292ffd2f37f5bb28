"""Data files on this machine: where they are looked for."""

import os
from pathlib import Path

from course import files
from course.errors import CourseError


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

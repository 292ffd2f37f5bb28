"""All data sets: what each is, its licence, its size, and where it is or how to get it.

To add one that is fetched: its loader as a module of its own, an entry in DATASETS, a datasheet.
"""

import difflib
import shutil
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course.data import local, multi30k, tatoeba
from course.errors import CourseError

MULTI30K_URL = "https://raw.githubusercontent.com/multi30k/dataset/master/data/task1/raw/"


@dataclass(frozen=True)
class File:
    """A file to fetch.

    Attributes:
        url: where its publisher has it; the last part is the name that it keeps.
        content: the name of what is in it, such as train.en in train.en.gz.
        size: bytes to fetch, about; many times more are refused.
        sha256: of its unpacked content (a packed file changes when it is packed again); or None.
        check: if the publisher changes the file so that no hash holds: a function of its path that
            raises CourseError unless the file is sound.
    """

    url: str
    content: str
    size: int
    sha256: str | None = None
    check: Callable[[Path], None] | None = None

    @property
    def name(self):
        return self.url.rsplit("/", 1)[-1]

    @property
    def names(self):
        return local.names(self.name, self.content)


@dataclass(frozen=True)
class DataSet:
    """A data set; without files it is made by a module of the course, and there is nothing to fetch.

    Attributes:
        name: what `course data fetch` takes.
        what: one phrase.
        licence: what may be done with it.
        homepage: address of its publisher.
        folder: under COURSE_DATA and in the cache.
        files: tuple of File.
    """

    name: str
    what: str
    licence: str
    homepage: str | None = None
    folder: str | None = None
    files: tuple[File, ...] = ()


def _tatoeba(language, size):
    file = File(
        f"{tatoeba.HOMEPAGE}{language}-eng.zip",
        f"{language}.txt",
        size,
        check=partial(tatoeba.check_whole, language),
    )
    return DataSet(
        f"tatoeba-{language}",
        f"English-{tatoeba.LANGUAGES[language]} sentence pairs of all kinds, short ones first",
        tatoeba.LICENCE,
        tatoeba.HOMEPAGE,
        tatoeba.FOLDER,
        (file,),
    )


def _multi30k(name, size, sha256):
    return File(f"{MULTI30K_URL}{name}.gz", name, size, sha256)


DATASETS = {
    data.name: data
    for data in (
        DataSet(
            "addition",
            "sums as text, such as 123+34, with their answers",
            "Apache-2.0, as the project",
        ),
        DataSet(
            "sentences",
            "English sentences with their French and German translation, from a grammar",
            "Apache-2.0, as the project",
        ),
        DataSet(
            "reviews",
            "short English film reviews as labelled binary trees, from a grammar",
            "Apache-2.0, as the project",
        ),
        DataSet(
            "recipes",
            "lists of ingredients, drawn from 28 cuisines",
            "Apache-2.0, as the project",
        ),
        DataSet(
            "world",
            "English sentences about a small world, in which every word keeps consistent company",
            "Apache-2.0, as the project",
        ),
        _tatoeba("fra", 8_000_000),
        _tatoeba("deu", 11_000_000),
        DataSet(
            "multi30k",
            "English descriptions of photos with their German translation",
            multi30k.LICENCE,
            "https://github.com/multi30k/dataset",
            multi30k.FOLDER,
            (
                _multi30k(
                    "train.en",
                    563_155,
                    "460a15fbd157e34a7a9957ee388c1ca247fe47af3ef25fb50442af6c274e0fc6",
                ),
                _multi30k(
                    "train.de",
                    626_835,
                    "2c2b73fd2b548fbcde3a875e0a78d6ee94d498bfdee6bd3eae3945779e9ddf72",
                ),
                _multi30k(
                    "val.en",
                    21_514,
                    "1f2a23d992769b5b3d209b0a10dd0b77c08cceb1f20dfb97ed0aafa49d107227",
                ),
                _multi30k(
                    "val.de",
                    24_435,
                    "660e09eb7e1da2f856ea13ee5ad3cf6d36b3d5b0b733c857e94c5747a3dfc660",
                ),
                _multi30k(
                    "test_2016_flickr.en",
                    20_933,
                    "399a4382932c1aadd3ceb9bef1008d388a64c76d4ae4e9d4728c6f4301cac182",
                ),
                _multi30k(
                    "test_2016_flickr.de",
                    22_645,
                    "4be6b5b3236b79c25475c6bb829800a7ce559e9ba7a1f6c2394fe4d40be46d16",
                ),
            ),
        ),
    )
}


def dataset(name):
    """The DataSet of that name.

    Raises:
        CourseError: there is none; the text names similar ones, or all.
    """
    if name in DATASETS:
        return DATASETS[name]
    wanted = name.lower()
    close = [known for known in DATASETS if known.startswith(wanted)] if wanted else []
    close = close or difflib.get_close_matches(wanted, DATASETS)
    hint = f"did you mean {' or '.join(close)}?" if close else f"there are: {', '.join(DATASETS)}"
    raise CourseError(f"there is no data set {name!r}; {hint}")


def status():
    """Every data set, for machines.

    Returns:
        list of dicts with name, what, licence, homepage, size (bytes: of the files if all are here, else
        about what the publisher has), files (number), found (how many of them are here), path (str: the
        file, or the folder of several; None unless all are here) and get (the command that fetches what
        is missing, or None).

    Raises:
        CourseError: COURSE_DATA is not a folder.
    """
    return [_status(data) for data in DATASETS.values()]


def _status(data):
    found = [path for file in data.files if (path := local.find(data.folder, file.names))]
    path, size = None, sum(file.size for file in data.files)
    if found and len(found) == len(data.files):
        path = str(found[0] if len(found) == 1 else found[0].parent)
        size = sum(file.stat().st_size for file in found)
    return {
        "name": data.name,
        "what": data.what,
        "licence": data.licence,
        "homepage": data.homepage,
        "size": size,
        "files": len(data.files),
        "found": len(found),
        "path": path,
        "get": f"course data fetch {data.name}" if data.files and not path else None,
    }


def text(table, width=None):
    """The rows of `status` for a terminal.

    Args:
        table: list of dicts, from `status`.
        width: columns, by default those of the terminal. Paths and commands are not broken.
    """
    width = min(width or shutil.get_terminal_size().columns, 120)
    indent = " " * (max(len(row["name"]) for row in table) + 2)
    blocks = []
    for row in table:
        parts = [f"{row['name']:{len(indent)}}{row['what']}"]
        parts += [indent + part for part in (f"licence: {row['licence']}", _where(row))]
        wrapped = (
            textwrap.fill(
                part,
                width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            for part in parts
        )
        blocks.append("\n".join(wrapped))
    return "\n\n".join(blocks)


def _where(row):
    if not row["files"]:
        return "made here, nothing to fetch"
    size = f"{row['size'] / 1e6:.1f} MB"
    if row["path"]:
        return f"{size}, present: {row['path']}"
    part = f"{row['found']} of {row['files']} files are here; " if row["found"] else ""
    return f"{part}about {size}, get it: {row['get']}"

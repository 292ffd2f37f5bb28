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

from course.data import corpora, digits, imdb, multi30k, sst, tatoeba, vectors
from course.data.fetching import local
from course.errors import CourseError

MULTI30K_URL = "https://raw.githubusercontent.com/multi30k/dataset/master/data/task1/raw/"
KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


@dataclass(frozen=True)
class File:
    """A file to fetch.

    Attributes:
        url: where its publisher has it; the last part is the name that it keeps.
        content: the name of what is in it, such as train.en in train.en.gz.
        size: bytes to fetch, about; many times more are refused.

    One of these says whether it is the right one:
        sha256: of its unpacked content (a packed file changes when it is packed again).
        archive_sha256: of the file itself, for an archive of several that its publisher never changed.
        check: if the publisher changes the file so that no hash holds: a function of its path that
            raises CourseError unless the file is sound.

    And under which names it may be there already:
        others: names of other forms that the loader takes, too.
        samples: names of parts of it; the loader takes them where nothing else is.
    """

    url: str
    content: str
    size: int
    sha256: str | None = None
    archive_sha256: str | None = None
    check: Callable[[Path], None] | None = None
    others: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()

    @property
    def name(self):
        return self.url.rsplit("/", 1)[-1]

    @property
    def names(self):
        forms = (self.name, self.content)
        if not self.archive_sha256:
            forms = local.names(*forms)
        return tuple(dict.fromkeys((*forms, *self.others)))


@dataclass(frozen=True)
class DataSet:
    """A data set; without files it is made by a module of the course or comes with a library.

    Attributes:
        name: what `course data fetch` takes.
        what: one phrase.
        licence: what may be done with it.
        homepage: address of its publisher.
        folder: under COURSE_DATA and in the cache.
        files: tuple of File.
        comes_with: the library that brings it, or None.
    """

    name: str
    what: str
    licence: str
    homepage: str | None = None
    folder: str | None = None
    files: tuple[File, ...] = ()
    comes_with: str | None = None


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
        DataSet(
            "recall",
            "rows of random letters, of which the first has to be named at the end",
            "Apache-2.0, as the project",
        ),
        DataSet(
            "commands",
            "commands to a memory: store, release, forget, with the answers that are due",
            "Apache-2.0, as the project",
        ),
        DataSet(
            "puzzles",
            "adding, timing, copying: three puzzles that need a memory",
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
        DataSet(
            "wikipedia",
            "sentences of 107 articles of the English Wikipedia",
            corpora.LICENCE,
            comes_with="gensim",
        ),
        DataSet(
            "news",
            "sentences of 300 documents of Australian news",
            "none stated: for study; name Lee, Pincombe and Welsh 2005",
            comes_with="gensim",
        ),
        DataSet(
            "judgments",
            "how similar people find two words (WordSim-353, SimLex-999), and 19,544 analogies",
            "none stated with the files; name Finkelstein et al. 2002, Hill et al. 2015, Mikolov et al. 2013",
            comes_with="gensim",
        ),
        DataSet(
            "digits",
            "1,797 handwritten digits as images of 8 by 8 pixels",
            digits.LICENCE,
            comes_with="scikit-learn",
        ),
        DataSet(
            "text8",
            "17 million words of the English Wikipedia of 2006, without marks and figures",
            corpora.LICENCE,
            "https://mattmahoney.net/dc/textdata.html",
            corpora.TEXT8_FOLDER,
            (
                File(
                    "https://mattmahoney.net/dc/text8.zip",
                    "text8",
                    31_344_016,
                    "6e890197040d37d85beb962ae1f041ff1d9a9ca8d20c7d99c85027eebf51dca7",
                ),
            ),
        ),
        DataSet(
            "glove",
            "vectors of 400,000 English words, trained on 6 billion words",
            vectors.LICENCE,
            vectors.HOMEPAGE,
            vectors.FOLDER,
            (
                File(
                    f"https://nlp.stanford.edu/data/{vectors.ARCHIVE}",
                    vectors.MEMBER,
                    862_182_613,
                    archive_sha256="617afb2fe6cbd085c235baf7a465b96f4112bd7f7ccb2b2cbd649fed9cbcf2fb",
                    others=vectors.NAMES,
                    samples=vectors.SAMPLES,
                ),
            ),
        ),
        DataSet(
            "imdb",
            "50,000 film reviews as text, half of them good and half bad",
            imdb.LICENCE,
            imdb.HOMEPAGE,
            imdb.FOLDER,
            (
                File(
                    f"{imdb.HOMEPAGE}{imdb.ARCHIVE}",
                    imdb.UNPACKED,
                    84_125_825,
                    archive_sha256="c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
                    others=imdb.TABLES,
                    samples=imdb.SAMPLES[:2],
                ),
            ),
        ),
        DataSet(
            "imdb-keras",
            "the same reviews as numbers of words, as Keras has them",
            imdb.LICENCE,
            "https://keras.io/api/datasets/imdb/",
            imdb.FOLDER,
            (
                File(
                    f"{KERAS_URL}{imdb.KERAS}",
                    imdb.KERAS,
                    17_464_789,
                    archive_sha256="69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
                    samples=imdb.SAMPLES[2:],
                ),
                File(
                    f"{KERAS_URL}{imdb.KERAS_WORDS}",
                    imdb.KERAS_WORDS,
                    1_641_221,
                    "027313fe9a320280f3bf0fac5baf58c4a683cf39a7ed9c3d3d3912bde4284cf6",
                ),
            ),
        ),
        DataSet(
            "sst",
            "11,855 sentences of film reviews as trees with a label at every node",
            sst.LICENCE,
            sst.HOMEPAGE,
            sst.FOLDER,
            (
                File(
                    f"{sst.HOMEPAGE}{sst.ARCHIVE}",
                    "train.txt",
                    789_539,
                    archive_sha256="5c613a4f673fc74097d523a2c83f38e0cc462984d847b82c7aaf36b01cbbbfcc",
                    others=("train.txt.gz",),
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
        file, or the folder of several; None unless all are here), sample (bool, whether what is here is
        only a part), comes_with (the library that brings it, or None) and get (the command that fetches
        what is missing, or None).

    Raises:
        CourseError: COURSE_DATA is not a folder.
    """
    return [_status(data) for data in DATASETS.values()]


def _status(data):
    whole = [local.find(data.folder, file.names) for file in data.files]
    found = [
        place
        for path, file in zip(whole, data.files, strict=True)
        if (place := path or local.find(data.folder, file.samples))
    ]
    path, size = None, sum(file.size for file in data.files)
    if found and len(found) == len(data.files):
        path = str(found[0] if len(found) == 1 else found[0].parent)
        size = sum(map(_bytes, found))
    return {
        "name": data.name,
        "what": data.what,
        "licence": data.licence,
        "homepage": data.homepage,
        "size": size,
        "files": len(data.files),
        "found": len(found),
        "path": path,
        "sample": path is not None and None in whole,
        "comes_with": data.comes_with,
        "get": f"course data fetch {data.name}" if None in whole else None,
    }


def _bytes(path):
    files = (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


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
        come = f"comes with {row['comes_with']}" if row["comes_with"] else "made here"
        return f"{come}, nothing to fetch"
    size = f"{row['size'] / 1e6:.1f} MB"
    if row["sample"]:
        return f"{size}, only a part is present: {row['path']}; get all of it: {row['get']}"
    if row["path"]:
        return f"{size}, present: {row['path']}"
    part = f"{row['found']} of {row['files']} files are here; " if row["found"] else ""
    return f"{part}about {size}, get it: {row['get']}"

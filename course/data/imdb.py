"""Film reviews of IMDB that are good or bad: the authors' archive, Kaggle's table and Keras' ids."""

import contextlib
import csv
import json
import re
import tarfile
import zipfile
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course import file_kinds
from course.advice import as_typed
from course.data.fetching import catalogue, local
from course.data.shared import npz, reading
from course.errors import DataError

ARCHIVE, UNPACKED = "aclImdb_v1.tar.gz", "aclImdb"
TABLE = "IMDB Dataset.csv"
KERAS_WORDS = "imdb_word_index.json"
SPLITS = ("train", "test")
LABELS = {"neg": 0, "negative": 0, "pos": 1, "positive": 1}
REVIEW = re.compile(r"(?:.*/)?(train|test)/(neg|pos)/([0-9]+)_([0-9]+)\.txt")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
PADDING, START, UNKNOWN, OFFSET = range(
    4
)  # what keras.datasets.imdb.load_data adds, and moves ranks by
MANY_WORDS, MANY_REVIEWS = (
    1_000,
    20,
)  # so many without "a", or all beginning with "the", are not English
LONGEST_REVIEW = 2**20  # bytes; the longest there is has 14 thousand


class Reviews(NamedTuple):
    """Reviews as words, and whether they are good.

    Attributes:
        words: list of list of str, lower case.
        labels: int array (reviews,), 1 for a good review, 0 for a bad one.
        licence: str, what may be done with them, and whom to credit.
    """

    words: list[list[str]]
    labels: np.ndarray
    licence: str


def load(split="train", *, path=None):
    """Reviews of 7 or more stars of 10, which are good, and of 4 or fewer, which are bad.

    Three layouts are read, and a word is the same in all: letters and figures, with apostrophes inside
    (don't), in lower case; marks and <br /> tags are gone.

    - the authors' archive (about 6 seconds a split), or the folder that was unpacked from it: bad
      reviews first, then good ones, each by their number, so shuffle them.
    - Kaggle's table, which has no split: the first half of its rows is "train", the other "test". A film
      may be on both sides, which the authors avoided, so results come out a little higher.
    - the ids of Keras with imdb_word_index.json beside them: words that the index lacks are missing. They
      may have gone through Keras' `load_data` (1 first, each rank moved by 3) and be padded with 0: that is
      undone. A printed line says how many words its `num_words` or `skip_top` took away.

    Args:
        split: "train" or "test", 25,000 reviews each, half of them good.
        path: the file, or the unpacked folder. By default looked for in COURSE_DATA/imdb and where
            `course data fetch` puts it.

    Returns:
        Reviews.

    Raises:
        ValueError: there is no such split.
        CourseError: there is no such file; it is damaged or in none of the layouts; or a review is
            malformed, empty or not UTF-8. A file with anything else in it than text and numbers is
            refused and nothing of it is run.

    Source: Maas et al. 2011, Learning Word Vectors for Sentiment Analysis.
    """
    if split not in SPLITS:
        raise ValueError(f"the splits are {' and '.join(SPLITS)}, got {split!r}")
    path = local.required("imdb", "imdb-keras") if path is None else Path(path)
    with reading.in_words(path):
        words, labels = _reader(path)(path, split)
    if not words:
        if path.is_dir():
            raise DataError(path, f"this folder has no reviews in {split}/neg and {split}/pos")
        raise DataError(path, f"the file has no reviews for {split}")
    return Reviews(words, np.array(labels, dtype=int), catalogue.dataset("imdb").licence)


def _reader(path):
    """The function for a file's layout, which its beginning tells, whatever its name."""
    if path.is_dir():
        return _folder
    with reading.opened(path) as file:
        if zipfile.is_zipfile(file):
            file.seek(0)
            with (
                contextlib.suppress(zipfile.BadZipFile, ValueError),
                zipfile.ZipFile(file) as archive,
            ):
                if any(name.endswith(".npy") for name in archive.namelist()):
                    return _keras
                if any(map(REVIEW.fullmatch, archive.namelist())):
                    raise DataError(
                        path, "this is a .zip of reviews: unpack it, and name the folder"
                    )
            return _table
    with reading.unpacked(path, TABLE, takes=(file_kinds.TAR,)) as file:
        return _archive if file.read(512)[257:262] == b"ustar" else _table


def _archive(path, split):
    """Reviews of a .tar.gz, read where they are: nothing of it is written to the disk."""
    texts, size = {}, 0
    try:
        with reading.unpacked(path, ARCHIVE, takes=(file_kinds.TAR,)) as stream:
            with tarfile.open(fileobj=_Bounded(stream, path), mode="r:") as archive:
                for member in reading.progress(archive, desc=f"{split} reviews", unit="file"):
                    key = _key(member.name, split, path)
                    if key is None or not member.isreg():
                        continue
                    if key in texts:
                        raise DataError(f"{path}, {member.name}", "the review occurs twice")
                    size += member.size
                    if member.size > LONGEST_REVIEW or size > reading.MOST_BYTES:
                        raise DataError(f"{path}, {member.name}", "the review is far too long")
                    texts[key] = archive.extractfile(member).read()
                end = archive.offset
            stream.seek(end)  # a broken entry would end the archive in silence
            while block := stream.read(LONGEST_REVIEW):
                if block.strip(b"\0"):
                    raise DataError(path, "the file is damaged (an entry is broken)")
    except (tarfile.TarError, ValueError, OverflowError) as error:
        raise DataError(path, f"the file is damaged ({error})") from error
    return _from_files(texts, path)


class _Bounded:
    """A file of which no more is read at once than a review may have, whatever the archive says."""

    def __init__(self, file, path):
        self.file, self.path = file, path
        self.seek, self.tell = file.seek, file.tell

    def read(self, size):
        if not 0 <= size <= LONGEST_REVIEW:
            raise DataError(self.path, "an entry is far too long")
        return self.file.read(size)


def _folder(path, split):
    root = next((root for root in (path / UNPACKED, path) if (root / split).is_dir()), path)
    texts, size = {}, 0
    for file in reading.progress(sorted(root.glob(f"{split}/*/*")), desc=f"{split} reviews"):
        key = _key(f"{split}/{file.parent.name}/{file.name}", split, path)
        if key is None:
            continue
        with reading.opened(file) as stream:
            texts[key] = stream.read(LONGEST_REVIEW + 1)
        size += len(texts[key])
        if len(texts[key]) > LONGEST_REVIEW or size > reading.MOST_BYTES:
            raise DataError(file, "the review is far too long")
    return _from_files(texts, path)


def _key(name, split, path):
    """(label, number, name) of a review of the split, else None."""
    match = REVIEW.fullmatch(name)
    if match is None or match[1] != split:
        return None
    label, stars = LABELS[match[2]], int(match[4])
    if not (7 <= stars <= 10 if label else 1 <= stars <= 4):
        raise DataError(f"{path}, {name}", f"a review of {stars} stars is not {match[2]}")
    return label, int(match[3]), f"{match[2]}/{match[3]}_{match[4]}.txt"


def _from_files(texts, path):
    reviews, labels, known = [], [], {}
    for key in sorted(texts):
        label, _, name = key
        try:
            text = texts[key].decode("utf-8")
        except UnicodeDecodeError as error:
            raise DataError(f"{path}, {name}", "the review is not UTF-8") from error
        reviews.append(_words(text, known, f"{path}, {name}"))
        labels.append(label)
    return reviews, labels


def _table(path, split):
    lines = reading.lines(path, TABLE)
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    texts, labels = [], []
    try:
        if next(reader) != ["review", "sentiment"]:
            raise DataError(
                f"{path}, line 1",
                f"expected the columns review,sentiment or an archive of reviews, "
                f"found {lines[0][:60]!r}",
            )
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if len(row) != 2:
                raise DataError(where, f"expected 2 columns, found {len(row)}")
            if row[1] not in ("negative", "positive"):
                raise DataError(where, f"expected negative or positive, found {row[1][:40]!r}")
            texts.append((row[0], where))
            labels.append(LABELS[row[1]])
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}", error) from error
    half = len(texts) // 2
    part = slice(half) if split == "train" else slice(half, None)
    known = {}
    rows = reading.progress(texts[part], desc=f"{split} reviews")
    return [_words(text, known, where) for text, where in rows], labels[part]


def _words(text, known, where):
    """The words of a review; `known` keeps each once, or 25,000 reviews would take 300 MB."""
    found = WORD.findall(BREAK.sub(" ", text).replace("\u2019", "'").lower())
    if not found:
        raise DataError(where, "the review has no words")
    return [known.setdefault(word, word) for word in found]


def _keras(path, split):
    names = _keras_words(path)
    rows, labels = npz.array(path, f"x_{split}"), npz.array(path, f"y_{split}")
    if not isinstance(rows, list) or isinstance(labels, list) or len(rows) != len(labels):
        raise DataError(path, f"x_{split} and y_{split} do not go together")
    if not np.isin(labels, (0, 1)).all():
        raise DataError(f"{path}, y_{split}", "expected only 0 and 1")
    rows = _ranks(rows, path, f"x_{split}")
    reviews = []
    for number, row in enumerate(reading.progress(rows, desc=f"{split} reviews"), start=1):
        where = f"{path}, review {number} of x_{split}"
        wrong = [id for id in row if id not in names]
        if wrong:
            raise DataError(where, f"the word index has no word {wrong[0]}")
        review = list(chain.from_iterable(names[id] for id in row))
        if not review:
            raise DataError(where, "the review has no words")
        reviews.append(review)
    return reviews, labels


def _ranks(rows, path, name):
    """Rows of ids as ranks of words: what `load_data` and padding did to them is undone."""
    rows = [[id for id in row if id != PADDING] for row in rows]
    ids = set(chain.from_iterable(rows))
    firsts = {row[0] for row in rows if row}
    # Moved ids have no 3; as a rank it is "a", which no English text of some length goes without.
    alike = len(rows) > 1 and len(firsts) == 1 and firsts <= {START, UNKNOWN}
    words = sum(map(len, rows))
    if OFFSET not in ids and (words >= MANY_WORDS or alike and max(ids) > OFFSET):
        unknown = sum(row.count(UNKNOWN) for row in rows)
        if unknown:
            print(
                f"course: {name} of {path.name} went through load_data with num_words or skip_top, so "
                f"{unknown / words:.0%} of its words are missing"
            )
        return [[id - OFFSET for id in row if id > OFFSET] for row in rows]
    if firsts == {START} and len(rows) >= MANY_REVIEWS:
        raise DataError(
            f"{path}, {name}",
            "every review begins with id 1, as from load_data, but the ids are not moved by 3: save them "
            "with load_data(index_from=3), or with start_char=None and index_from=0",
        )
    return rows


def _keras_words(path):
    """Rank -> list of words as `_words` finds them: mostly one, none for the tag br."""
    data = catalogue.dataset("imdb-keras")
    names = data.file(KERAS_WORDS).names
    index = next((place for name in names if (place := path.with_name(name)).is_file()), None)
    index = index or local.find(data.folder, names)
    if index is None:
        raise local.missing(
            data.folder,
            names,
            f"Run `{as_typed('data fetch imdb-keras')}`, or put it beside {path}",
        )
    return {
        rank: [] if word == "br" else WORD.findall(word.lower())
        for word, rank in word_index(index).items()
    }


def word_index(path):
    """Words and their ranks, 1 the most frequent, as Keras has them.

    Args:
        path: imdb_word_index.json, packed or not.

    Returns:
        dict of str to int.

    Raises:
        CourseError: it is not JSON in UTF-8, or is anything else than words with different ranks.
    """
    try:
        index = json.loads("\n".join(reading.lines(path, KERAS_WORDS)))
    except (ValueError, RecursionError) as error:
        raise DataError(path, f"the file is not JSON ({error})") from error
    if type(index) is not dict or not {int}.issuperset(map(type, index.values())):
        raise DataError(path, "expected words with their ranks")
    if len(set(index.values())) < len(index) or min(index.values(), default=0) < 1:
        raise DataError(path, "two words have one rank, or one is below 1")
    return index

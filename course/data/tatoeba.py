"""Sentences of the Tatoeba project with English, in the files of manythings.org/anki."""

import re
import zipfile
from pathlib import Path

from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.data.shared.pairs import SentencePairs, tidy
from course.errors import DataError

KNOWN = catalogue.dataset("tatoeba-fra")  # of other languages only the names differ
COLUMNS = (2, 3)  # English, other language, and since 2019 whom to name
# Tatoeba's own tables have a number first, then a language ("eng", "\\N" if nobody knows) or another number.
NUMBERED = re.compile(r"[0-9]+\t([a-z]{2,4}|\\N|[0-9]+)(\t|$)")
NAMES = frozenset(
    "english french german swedish spanish italian dutch portuguese russian anglais français englisch deutsch "
    "source target sentence sentences phrase phrases words text translation original input output language "
    "attribution".split()
)  # of columns, in a header; one of them is enough
CODES = frozenset(
    "en eng fr fra de deu sv swe es spa it ita nl nld pt por ru rus src tgt trg id lang".split()
)  # these are words, too, so both columns have to be
WORD = re.compile(r"[^\W\d_]+")
FEWEST_PAIRS = 100_000  # in a whole file of a large language; fewer means that it was cut off


def load(language="fra", *, path=None):
    """Sentence pairs, English and one other language, in the order of the file: short ones first.

    Args:
        language: the three letters that the file is named by, such as "fra", "deu" or "swe".
        path: the file to read: text, .gz or the publisher's .zip. By default it is looked for in
            COURSE_DATA/tatoeba and where `course data fetch` puts it.

    Returns:
        SentencePairs, one pair a line, each sentence as `pairs.tidy` leaves it. Lines that tidying
        makes alike stay.

    Raises:
        ValueError: `language` is not three lower-case letters.
        CourseError: there is no such file; or a line is not UTF-8, has not two or three columns, or
            not as many as the first line; or a sentence is empty; the first line has names of columns; or
            the columns are those of Tatoeba's own tables.

    Source: Tatoeba (tatoeba.org), by way of manythings.org/anki.
    """
    if not re.fullmatch("[a-z]{3}", language):
        raise ValueError(f"a language is three lower-case letters such as 'fra', got {language!r}")
    if path is None:
        path = _find(language)
    source, target = [], []
    first = None
    for number, line in enumerate(reading.lines(path, f"{language}.txt"), start=1):
        columns = line.split("\t")
        if problem := _other_table(line, is_first=number == 1):
            raise DataError(f"{path}, line {number}", problem)
        first = first or len(columns)
        english, other = _sentences(columns, first, f"{path}, line {number}")
        source.append(english)
        target.append(other)
    if len(source) > 1 and all(map(str.isdecimal, source)):
        raise DataError(
            path, f"expected English sentences first, found only numbers, such as {source[0]}"
        )
    return SentencePairs(source, target, KNOWN.licence)


def check_whole(path, content):
    """Whether a file that was fetched is what it should be, as far as can be told without its hash.

    The publisher makes the archives anew every few weeks, so no hash holds for long.

    Args:
        path: as for `load`.
        content: the name of what is in it, such as "fra.txt".

    Raises:
        CourseError: as `load`; or it is called .zip and is none, or has fewer than FEWEST_PAIRS pairs.
    """
    if Path(path).suffix == ".zip" and not zipfile.is_zipfile(path):
        raise DataError(path, "this is not a zip archive")
    count = len(load(content.removesuffix(".txt"), path=path).source)
    if count < FEWEST_PAIRS:
        raise DataError(
            path,
            f"the file has {count} sentence pairs, and the whole file has more than {FEWEST_PAIRS}",
        )


def _find(language):
    if f"tatoeba-{language}" in catalogue.DATASETS:
        return local.required(f"tatoeba-{language}")
    published, content = f"{language}-eng.zip", f"{language}.txt"
    names = (published, content, f"{content}.gz")
    path = local.find(KNOWN.folder, names)
    if path is None:
        advice = (
            f"Download {published} from {KNOWN.homepage} into the last of these folders, or set "
            f"COURSE_DATA to a folder that has {KNOWN.folder}/{content}"
        )
        raise local.missing(KNOWN.folder, names, advice)
    return path


def _other_table(line, is_first):
    """What shows that the columns are not a sentence and its translation, or None."""
    if NUMBERED.match(line):
        return (
            "expected English, a tab and the translation, found a number first: this looks like Tatoeba's own "
            f"sentences.csv or links.csv; the pairs are at {KNOWN.homepage}"
        )
    if is_first and len(columns := line.split("\t")) > 1:
        if _are_names(columns[:2]):
            return (
                f"expected a sentence and its translation, found the names of columns, {line[:60]!r}: take "
                "this line out, and see that English comes first"
            )
    return None


def _are_names(columns):
    if any(mark in column for column in columns for mark in ".?!"):
        return False
    words = [set(WORD.findall(column.lower())) for column in columns]
    return all(words) and (
        any(found <= NAMES for found in words) or set().union(*words) <= NAMES | CODES
    )


def _sentences(columns, first, where):
    if len(columns) not in COLUMNS:
        raise DataError(
            where,
            f"expected English, a tab and the translation, and perhaps a tab and whom to "
            f"name, found {len(columns)} columns",
        )
    if len(columns) != first:
        raise DataError(where, f"has {len(columns)} columns, and the first line has {first}")
    english, other = tidy(columns[0]), tidy(columns[1])
    if not english or not other:
        side = "translation" if english else "English side"
        raise DataError(where, f"the {side} is empty")
    return english, other

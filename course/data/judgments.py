"""What people say about words: how similar two are, and which is to which as a third is to a fourth."""

import re
from typing import NamedTuple

import numpy as np

from course.data.fetching import local
from course.data.shared import reading
from course.errors import DataError

FILES = {
    "wordsim353": "wordsim353.tsv",
    "simlex999": "simlex999.txt",
    "analogies": "questions-words.txt",
}  # among gensim's test data
HIGHEST = 10  # score; the lowest is 0


class Judgments(NamedTuple):
    """Pairs of words and how similar people find them.

    Attributes:
        first, second: list of str, lower case.
        scores: float array (pairs,), 0 to 10, the mean over people.
    """

    first: list[str]
    second: list[str]
    scores: np.ndarray


def path(name):
    """The file of "wordsim353", "simlex999" or "analogies", as gensim's own evaluations take it.

    Raises:
        ValueError: there is no such name.
        CourseError: gensim was installed without its test data.
    """
    if name not in FILES:
        raise ValueError(f"there are {', '.join(FILES)}, got {name!r}")
    return local.gensim_file(FILES[name])


def word_similarity(name="wordsim353", *, file=None):
    """Pairs of words with people's scores.

    Args:
        name: "wordsim353" (353 pairs; related words, such as book and paper, score high too) or
            "simlex999" (999 pairs; only similar ones do).
        file: path of another file in the same form: two words and a score in columns split by tabs;
            lines that start with # are comments.

    Returns:
        Judgments in the order of the file.

    Raises:
        ValueError: there is no such name.
        CourseError: the file is missing or not UTF-8; or a line has not two words and a score from 0
            to 10.

    Source: Finkelstein et al. 2002, Placing Search in Context; Hill et al. 2015, SimLex-999.
    """
    if file is None and name not in ("wordsim353", "simlex999"):
        raise ValueError(f"there are wordsim353 and simlex999, got {name!r}")
    file = path(name) if file is None else file
    first, second, scores = [], [], []
    for number, line in enumerate(reading.lines(file, FILES.get(name)), start=1):
        if line.startswith("#"):
            continue
        one, other, score = _pair(line, f"{file}, line {number}", is_first=number == 1)
        first.append(one)
        second.append(other)
        scores.append(score)
    if not scores:
        raise DataError(file, "the file has no pairs of words")
    return Judgments(first, second, np.array(scores))


def analogies(*, file=None):
    """Questions such as: as Athens to Greece, so Baghdad to what?

    Args:
        file: path of another file in the same form: a line `: SECTION`, then four words a line.

    Returns:
        list of (section, a, b, c, d), str, words in lower case: a is to b as c is to d.

    Raises:
        CourseError: the file is missing or not UTF-8; a line has not four words; or it stands before
            the first section.

    Source: Mikolov et al. 2013, Efficient Estimation of Word Representations in Vector Space.
    """
    file = path("analogies") if file is None else file
    section, questions = None, []
    for number, line in enumerate(reading.lines(file, FILES["analogies"]), start=1):
        where = f"{file}, line {number}"
        if line.startswith(":"):
            section = line[1:].strip()
            if not section:
                raise DataError(where, "expected the name of a section after the colon")
            continue
        words = line.lower().split()
        if len(words) != 4:
            raise DataError(where, f"expected four words or `: SECTION`, found {len(words)} words")
        if section is None:
            raise DataError(where, "expected `: SECTION` before the first four words")
        questions.append((section, *words))
    if not questions:
        raise DataError(file, "the file has no questions")
    return questions


def by_section(questions):
    """Questions of `analogies`, section by section.

    Args:
        questions: list of (section, a, b, c, d).

    Returns:
        dict of section to a list of its questions, in the order in which they come.
    """
    sections = {}
    for question in questions:
        sections.setdefault(question[0], []).append(question)
    return sections


def _pair(line, where, is_first):
    columns = [column.strip() for column in line.split("\t")]
    if len(columns) != 3 or not all(columns):
        raise DataError(
            where, f"expected two words and a score with tabs between, found {line[:60]!r}"
        )
    one, other, score = columns
    try:
        number = float(score)
    except ValueError:
        is_name = is_first and not re.search(r"\d", score)
        hint = "; if these are names of columns, begin the line with #" if is_name else ""
        raise DataError(where, f"expected a score, found {score[:40]!r}{hint}") from None
    if not 0 <= number <= HIGHEST:  # refuses nan, too
        raise DataError(where, f"expected a score from 0 to {HIGHEST}, found {score}")
    return one.lower(), other.lower(), number

"""Word vectors that others trained, in the files of GloVe and word2vec, as gensim's KeyedVectors."""

import io
import itertools
import re
import warnings

import numpy as np

from course.data.fetching import local
from course.data.shared import reading
from course.errors import DataError

MEMBER = "glove.6B.100d.txt"  # of GloVe's .zip
TEXTS = (".txt", ".vec")  # what other publishers have in theirs
MOST_WORDS = 10_000_000  # ConceptNet's Numberbatch has 9.2
LONGEST_LINE = 2**20  # bytes
LONGEST_WORD = 1_000  # bytes
LARGEST = 10_000  # numbers of one vector
HEADER = re.compile(rb"(\d+)[ \t]+(\d+)\s*")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # bytes that floats have and text has not
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NO_BREAK_SPACE = b"\xc2\xa0"
TINIEST, GREATEST = 1e-15, 1e6  # of a number in a vector, or it was not written as one
REST_OF_A_WORD = re.compile(rb"[^\x00-\x20\x7f]{1,100} ")


# Why not gensim's own reader: it fills the vector of "sheep 1" with ones, leaves a row without a word where
# one occurs twice, names no line, cannot leave words out, and takes twice as long.


def load(path=None, *, words=None):
    """Vectors from a file of GloVe (text) or word2vec (text or binary), plain or .gz.

    Which of them it is, the file's beginning tells. A text of 400,000 words and 300 numbers takes
    about 20 seconds to read; with `words`, a few.

    Args:
        path: the file. By default GloVe's vectors of 100 or 50 numbers, trained on 6 billion words,
            are looked for in COURSE_DATA/vectors and where `course data fetch` puts them. Of
            GloVe's .zip, those with 100 numbers are read; of another, its only text.
        words: set or list of str: the only words to keep. By default all are kept.

    Returns:
        gensim.models.KeyedVectors, float32, words as they stand in the file and in its order. To write
        one to a file is gensim's own `save_word2vec_format`.

    Raises:
        CourseError: there is no such file; it is damaged; or a line (of a binary file, a word) is
            malformed: another number of columns, no numbers, not finite, a word twice, not UTF-8, or (of
            a binary file) a space within it. A header must promise what comes. Of lines that are not
            kept, only the columns are counted. Columns may have tabs between, a byte order mark may
            begin a text, and words of a text may have spaces within, as ". . ." in GloVe's of 840 billion.

    Source: Pennington et al. 2014, GloVe: Global Vectors for Word Representation; Mikolov et al. 2013.
    """
    if path is None:
        path = local.required("glove")
    keep = None if words is None else frozenset(words)
    with reading.unpacked(path, MEMBER, or_only=TEXTS) as stream:
        file = io.BufferedReader(stream, LONGEST_LINE)
        if file.peek(3).startswith(BYTE_ORDER_MARK):
            file.read(3)
        header = HEADER.fullmatch(file.peek(64).split(b"\n", 1)[0][:64])
        promised = size = None
        if header:
            promised, size = _promise(header, path)
            file.readline()
        if header and _is_binary(file.peek(4096), size):
            entries = _binary(file, promised, size, keep, path)
        else:
            lines = iter(lambda: file.readline(LONGEST_LINE), b"")
            first = next(lines, b"")
            size = size or _plain(first).count(b" ")
            _refuse_no_break_space(first, path)
            entries = _text(itertools.chain([first], lines), promised, size, keep, path)
        known, numbers = _collect(entries, promised)
    return _keyed(known, numbers, size)


def matrix(keyed, vocabulary):
    """The vectors of a vocabulary, as an Embedding layer takes them.

    Args:
        keyed: gensim.models.KeyedVectors.
        vocabulary: list of str; word i gets row i.

    Returns:
        vectors: float32 array (len(vocabulary), keyed.vector_size); zeros for a word without vector.
        found: bool array (len(vocabulary),), which words have one.
    """
    rows = np.array([keyed.key_to_index.get(word, -1) for word in vocabulary], dtype=int)
    found = rows >= 0
    vectors = np.zeros((len(rows), keyed.vector_size), dtype=np.float32)
    vectors[found] = keyed.vectors[rows[found]]
    return vectors, found


def _promise(header, path):
    count, size = int(header[1]), int(header[2])
    if not 1 <= count <= MOST_WORDS or not 1 <= size <= LARGEST:
        raise DataError(
            f"{path}, line 1",
            f"promises {count} words of {size} numbers, expected 1 to {MOST_WORDS} "
            f"words of 1 to {LARGEST}",
        )
    return count, size


def _collect(entries, promised):
    """Words with their row, and all numbers one after the other; refuses a word that occurs twice."""
    known, numbers = {}, bytearray()
    for where, word, vector in reading.progress(
        entries, desc="vectors", unit="word", total=promised
    ):
        if word is None:
            continue
        if not np.isfinite(vector).all():
            raise DataError(where, f"{word!r} has a number that is not finite")
        if word in known:
            raise DataError(where, f"{word!r} has a vector already")
        known[word] = len(known)
        numbers += vector.tobytes()
    return known, numbers


def _keyed(known, numbers, size):
    from gensim.models import KeyedVectors

    keyed = KeyedVectors(size)
    keyed.vectors = np.frombuffer(numbers, dtype=np.float32).reshape(-1, size)
    keyed.index_to_key, keyed.key_to_index = list(known), known
    return keyed


def _is_binary(start, size):
    """Whether what follows a header is float32s: in a text, after the first word come only ASCII numbers."""
    numbers = start.partition(b" ")[2][: 4 * size].split(b"\n")[0]
    return bool(CONTROL.search(start) or not numbers.isascii())


def _text(lines, promised, size, keep, path):
    """Yield (where, word, vector), or (where, None, None) for a line that is not kept."""
    done = 0
    empty = None  # the first of some empty lines, which may only end the file
    for number, line in enumerate(lines, start=1 if promised is None else 2):
        where = f"{path}, line {number}"
        if line.isspace() and done:
            empty = empty or where
            continue
        if empty:
            raise DataError(empty, "expected a word and numbers, found an empty line")
        if not line and not done:
            raise DataError(path, "the file has no vectors")
        if done == promised:
            raise DataError(where, f"its first line promises {promised} words")
        if done == MOST_WORDS or (len(line) == LONGEST_LINE and not line.endswith(b"\n")):
            raise DataError(where, "far too long for vectors of words")
        if CONTROL.search(line):
            raise DataError(
                where, "expected a word and numbers as text, found bytes that are not text"
            )
        line = _plain(line)
        columns = line.count(b" ")
        *names, rest = line.split(b" ", max(columns - size, 0) + 1)
        is_word = not any(not name or _is_number(name) for name in names[1:])
        if columns < size or not size or not is_word:
            raise DataError(
                where,
                f"expected a word and {size or 'some'} numbers, found {columns} numbers: "
                f"{line[:60].decode('utf-8', 'replace')!r}",
            )
        word = _word(b" ".join(names), where)
        if keep is None or word in keep:
            yield where, word, _numbers(rest, size, where)
        else:
            yield where, None, None
        done += 1
    if promised not in (None, done):
        raise DataError(path, f"its first line promises {promised} words, and {done} come")


def _plain(line):
    """A line without its end (fastText ends it with a space), a space where a tab was."""
    return line.rstrip(b" \t\r\n").replace(b"\t", b" ")


def _refuse_no_break_space(first, path):
    """As a separator it would become part of every word; within a word, as in GloVe's, it is fine."""
    head, space, number = first.split(b" ", 1)[0].partition(NO_BREAK_SPACE)
    if space and head and _is_number(number.split(NO_BREAK_SPACE)[0]):
        raise DataError(
            f"{path}, line 1",
            "expected a word and numbers with spaces or tabs between, found a no-break space before "
            f"{number[:20].decode('utf-8', 'replace')!r}",
        )


def _numbers(text, size, where):
    """`size` numbers from bytes with single spaces between; ten times as fast as float() of each."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # numpy warns when it stops early
            numbers = np.fromstring(text, dtype=np.float32, sep=" ")
    except (ValueError, DeprecationWarning):
        numbers = ()
    if len(numbers) != size:
        wrong = next((part for part in text.split(b" ") if not _is_number(part)), b"?")
        found = repr(wrong[:40].decode("utf-8", "replace")) if wrong else "two spaces in a row"
        raise DataError(where, f"expected {size} numbers, found {found}")
    return numbers


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def _binary(file, promised, size, keep, path):
    """Yield as `_text`. A word, a space and float32s, least significant byte first, maybe a line feed."""
    for number in range(1, promised + 1):
        where = f"{path}, word {number} of {promised}"
        name = bytearray()
        while (byte := file.read(1)) != b" ":
            name += byte
            if not byte:
                raise DataError(
                    path,
                    f"its first line promises {promised} words, and it ends after {number - 1}",
                )
            if len(name) > LONGEST_WORD:
                raise DataError(
                    where,
                    f"expected a word and a space, found {LONGEST_WORD} bytes without a space",
                )
        name = bytes(name).lstrip(b"\n")
        if CONTROL.search(name) or b"\n" in name:
            raise DataError(
                where,
                f"expected a word, found {name[:40]!r}: the word before it may have a space within, or the "
                f"vectors have another size than the {size} that the first line promises",
            )
        word = _word(name, where)
        content = file.read(4 * size)
        if len(content) < 4 * size:
            raise DataError(where, f"{word!r} is cut off, the file ends")
        if rest := _rest_of_word(content):
            whole = f"{word} {rest.decode('utf-8', 'replace')}"
            raise DataError(
                where,
                f"the word seems to be {whole!r}, and a space ends a word in such a file: write it with _ "
                "in place of the space",
            )
        if keep is None or word in keep:
            yield where, word, np.frombuffer(content, dtype="<f4").astype(np.float32)
        else:
            yield where, None, None
    if rest := file.read(64).strip(b"\n"):
        raise DataError(
            path,
            f"its first line promises {promised} words of {size} numbers, and more follows: "
            f"{rest[:20]!r}",
        )


def _rest_of_word(content):
    """What of a word with a space in it was taken for numbers; b"" if these are numbers.

    Text in place of a float, or floats that begin some bytes too early, give numbers far too great or
    too small. A sound vector may by chance begin with a letter and a space, but its numbers are sound.
    """
    if _are_sound(content):
        return b""
    end = 0
    while match := REST_OF_A_WORD.match(content, end):
        end = match.end()
        if _are_sound(content[end : end + (len(content) - end) // 4 * 4]):
            return content[: end - 1]
    return b""


def _are_sound(content):
    numbers = np.abs(np.frombuffer(content, dtype="<f4"))
    return bool(((numbers == 0) | (numbers > TINIEST) & (numbers < GREATEST)).all())


def _word(name, where):
    try:
        word = name.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(where, f"the word {name[:40]!r} is not UTF-8") from error
    if not word:
        raise DataError(where, "the word is empty")
    return word

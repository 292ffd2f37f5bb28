"""Running English text for word vectors: Wikipedia and news that come with gensim, and text8."""

import bz2
import codecs
import hashlib
import itertools
import re

from course import files
from course.data.fetching import local
from course.data.shared import reading
from course.errors import CourseError, DataError

WIKIPEDIA = "enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"
NEWS = "lee_background.cor"
LONGEST = (
    1_000  # words of a sentence or chunk; gensim drops what is beyond its word 10,000 in silence
)
VERSION = 1  # of what is cached: raise it when the same source is to give other sentences
BLOCK = 2**20  # bytes

# A mark and a space end a sentence, but not behind a letter or a short title: J. Smith, e.g., St. John.
SENTENCE_END = re.compile(r"""(?<=[.!?])(?<!\b[A-Za-z]\.)(?<!\b[A-Z][a-z]\.)["')\]]*\s+(?=\S)""")


def wikipedia():
    """Sentences of 107 English Wikipedia articles, from a dump of 2016 among gensim's test data.

    Markup goes, as gensim removes it; what stood in templates, such as most formulas, goes with it.
    Headings, entries of lists and captions stay, each for itself. The first call takes about 2
    seconds, later ones read a cache.

    Returns:
        list of list of str: lower-case words of 2 to 15 letters, as gensim's tokenizer makes them, in
        the order of the text. A sentence has 2 to LONGEST words; a longer one is cut in pieces.

    Raises:
        CourseError: gensim was installed without its test data.

    Source: Wikipedia and its authors.
    """
    return _cached("wikipedia", WIKIPEDIA, _articles)


def news():
    """Sentences of 300 documents of Australian news of 2001 and 2002, also among gensim's test data.

    Returns, Raises: as `wikipedia`.

    Source: Lee, Pincombe & Welsh 2005, An Empirical Evaluation of Models of Text Document Similarity.
    """
    return _cached("news", NEWS, _documents)


def text8(path=None):
    """Words of the start of Wikipedia in 2006, without marks, figures and sentences.

    Args:
        path: the file to read: text, .gz or the publisher's .zip. By default it is looked for in
            COURSE_DATA/text and where `course data fetch` puts it. A part of text8 does, too.

    Returns:
        list of list of str: chunks of LONGEST words, the last with what is left.

    Raises:
        CourseError: there is no such file; it is damaged, or has other characters than a to z and space.

    Source: Matt Mahoney, mattmahoney.net/dc/textdata.html.
    """
    if path is None:
        path = local.required("text8")
    words = _words_of_text8(path)
    chunks = list(iter(lambda: list(itertools.islice(words, LONGEST)), []))
    if not chunks:
        raise DataError(path, "the file has no words")
    return chunks


def _words_of_text8(path):
    """Words one by one; equal ones are one object, or the 17 million words would take a gigabyte."""
    known = {}
    before, rest = 0, b""
    with reading.unpacked(path, "text8") as file:
        for block in itertools.chain(iter(lambda: file.read(BLOCK), b""), [b" "]):
            if not before:
                block = block.removeprefix(codecs.BOM_UTF8)
            if wrong := re.search(rb"[^a-z \r\n]", block):
                raise DataError(
                    f"{path}, character {before + wrong.start() + 1}",
                    f"expected only a to z and space, found byte 0x{wrong[0][0]:02x}",
                )
            before += len(block)
            *words, rest = re.split(rb"[ \r\n]+", rest + block)
            for word in words:
                if word:
                    text = word.decode("ascii")
                    yield known.setdefault(text, text)


def _cached(name, source, paragraphs):
    """The sentences of gensim's file `source`, from the cache or made now and put there.

    The name of the cache file has the version and a hash of the source, its first line a hash of the
    rest: whatever else lies there is not taken.
    """
    path = local.gensim_file(source)
    with reading.opened(path) as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    cache = files.cache_dir() / "corpora" / f"{name}-{VERSION}-{digest[:12]}.txt"
    text = _read(cache)
    if text is None:
        text = "\n".join(" ".join(words) for words in _sentences(paragraphs(path)))
        try:
            files.write_text(cache, f"{_hash(text)}\n{text}")
        except CourseError:
            pass  # no place for it: then it is made again next time
    return [line.split() for line in text.splitlines()]


def _read(cache):
    try:
        start, text = cache.read_text(encoding="utf-8").split("\n", 1)
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    return text if start == _hash(text) else None


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _articles(path):
    """Paragraphs of a Wikipedia dump, without markup; redirects are not articles."""
    from gensim.corpora import wikicorpus

    with bz2.open(path) as dump:
        pages = list(wikicorpus.extract_pages(dump, filter_namespaces=("0",)))
    for _, markup, _ in reading.progress(pages, desc="reading Wikipedia", unit="page"):
        if not markup.lstrip().lower().startswith("#redirect"):
            yield from wikicorpus.filter_wiki(markup).split("\n")


def _documents(path):
    yield from reading.lines(path, NEWS)


def _sentences(paragraphs):
    from gensim.corpora.wikicorpus import tokenize

    for paragraph in paragraphs:
        for sentence in SENTENCE_END.split(paragraph):
            words = tokenize(sentence)
            for start in range(0, len(words), LONGEST):
                piece = words[start : start + LONGEST]
                if len(piece) > 1:  # a word alone has no context
                    yield piece

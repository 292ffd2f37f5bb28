"""Text for word vectors: what gensim brings, cached, and text8."""

import bz2
import gzip
import io
import os
import zipfile

import pytest
from gensim.corpora import WikiCorpus
from gensim.test.utils import datapath

from course import files
from course.data import corpora
from course.data.fetching import local
from course.errors import CourseError, DataError

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)

PAGE = """<page><title>{title}</title><ns>{ns}</ns><id>{id}</id>
<revision><id>1</id><text>{text}</text></revision></page>"""
GOATS = """'''Goats''' [[climb|clamber]] about. They eat {{convert|3|kg}} of hay, e.g. J. Smith's hay!  St. John
saw "two goats." Why?

== Food ==
* Hay
* Fresh grass &amp; leaves
"""


def dump(pages):
    text = "".join(
        PAGE.format(title=f"Page {i}", ns=ns, id=i, text=text) for i, (ns, text) in enumerate(pages)
    )
    return bz2.compress(
        f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/"><siteinfo/>{text}</mediawiki>'.encode()
    )


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Where a test writes what is read in place of gensim's file."""
    path = tmp_path / "source"
    monkeypatch.setattr(local, "gensim_file", lambda name: path)
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "text"
    path.mkdir()
    return path


def cached():
    return sorted((files.cache_dir() / "corpora").iterdir())


def test_markup_goes_and_sentences_stay(source):
    source.write_bytes(dump([("0", GOATS), ("0", "#REDIRECT [[Goats]]"), ("4", "A talk of many.")]))
    assert [" ".join(words) for words in corpora.wikipedia()] == [
        "goats clamber about",
        "they eat of hay smith hay",
        "st john",
        "saw two goats",
        "fresh grass leaves",
    ]


def test_a_long_sentence_is_cut_in_pieces_and_not_off(source, monkeypatch):
    monkeypatch.setattr(corpora, "LONGEST", 4)
    source.write_text("One two three four five six seven eight nine ten eleven.\nAlone.\nTwo goats")
    news = corpora.news()
    assert [len(words) for words in news] == [4, 4, 3, 2]
    assert news[0] == ["one", "two", "three", "four"] and news[-1] == ["two", "goats"]


@pytest.mark.slow
@pytest.mark.nightly
def test_nothing_of_the_text_is_lost():
    """The oracle is gensim's own reader, which keeps the words and forgets the sentences."""
    ours = [word for words in corpora.wikipedia() for word in words]
    path = datapath(corpora.WIKIPEDIA)
    theirs = [word for article in WikiCorpus(path, dictionary={}).get_texts() for word in article]
    assert 0.99 * len(theirs) < len(ours) < len(theirs)  # words that stand alone are left out
    assert set(ours) <= set(theirs)


def test_the_real_sentences():
    for sentences, fewest, words in (
        (corpora.wikipedia(), 25_000, 440_000),
        (corpora.news(), 2_500, 55_000),
    ):
        assert len(sentences) > fewest and sum(map(len, sentences)) > words
        assert all(2 <= len(sentence) <= corpora.LONGEST for sentence in sentences)
        different = {word for sentence in sentences for word in sentence}
        assert all(word == word.lower() and 2 <= len(word) <= 15 for word in different)
        assert {"government", "water", "three"} <= different


def test_the_second_call_reads_the_cache(source, monkeypatch):
    source.write_text("Two goats climb. Three goats eat.")
    first = corpora.news()
    assert len(cached()) == 1

    def fail(path):
        raise AssertionError("read again")

    monkeypatch.setattr(corpora, "_documents", fail)
    assert corpora.news() == first == [["two", "goats", "climb"], ["three", "goats", "eat"]]


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xff\x00 something else"),
        lambda path: path.write_text("two goats\nthree goats"),
        lambda path: path.write_text(path.read_text()[:-3]),
        lambda path: path.write_text(path.read_text().replace("goats", "sheep")),
        lambda path: path.unlink(),
    ],
)
def test_a_cache_that_is_not_ours_is_made_again(source, harm):
    source.write_text("Two goats climb. Three goats eat.")
    first = corpora.news()
    (cache,) = cached()
    good = cache.read_text()
    harm(cache)
    assert corpora.news() == first and cache.read_text() == good


def test_another_source_or_version_does_not_take_the_old_cache(source, monkeypatch):
    source.write_text("Two goats climb.")
    corpora.news()
    source.write_text("Two sheep climb.")
    assert corpora.news() == [["two", "sheep", "climb"]]
    monkeypatch.setattr(corpora, "VERSION", corpora.VERSION + 1)
    corpora.news()
    assert len(cached()) == 3


def test_a_cache_that_cannot_be_written_does_not_matter(source, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file"))
    source.write_text("Two goats climb.")
    assert corpora.news() == [["two", "goats", "climb"]]


def test_gensim_without_its_test_data(monkeypatch):
    monkeypatch.setattr("gensim.test.utils.datapath", lambda name: f"/nowhere/{name}")
    for load in (corpora.wikipedia, corpora.news):
        with pytest.raises(CourseError, match="without its test data. `pip install --force"):
            load()


def zipped(content, name="text8"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "name, pack", [("text8", bytes), ("text8.gz", gzip.compress), ("text8.zip", zipped)]
)
@pytest.mark.parametrize("block", [1, 3, 2**20])
def test_chunks_of_text8(folder, monkeypatch, name, pack, block):
    monkeypatch.setattr(corpora, "LONGEST", 3)
    monkeypatch.setattr(corpora, "BLOCK", block)
    (folder / name).write_bytes(pack(b" goats eat hay  and\nsheep eat grass goats\n"))
    chunks = corpora.text8()
    assert chunks == [["goats", "eat", "hay"], ["and", "sheep", "eat"], ["grass", "goats"]]
    assert chunks[0][0] is chunks[2][1]  # one object: 17 million would not fit


@pytest.mark.parametrize("text", ["goats\r\n", "\ufeff goats \r\n\r\n", "\ufeffgoats", "goats\n"])
def test_what_an_editor_adds_to_text8_is_no_word(tmp_path, text):
    (tmp_path / "text8").write_bytes(text.encode())
    assert corpora.text8(tmp_path / "text8") == [["goats"]]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"goats eat Hay", "character 11: expected only a to z and space, found byte 0x48"),
        ("goats eat häy".encode(), "character 12: .* byte 0xc3"),
        (b"goats, sheep", "character 6: .* byte 0x2c"),
        (b"", "has no words"),
        (b"  \n", "has no words"),
        (gzip.compress(b"goats eat hay", mtime=0)[:-4], "is damaged"),
        (zipped(b"goats", "text9"), "has no text8 in it, but text9"),
    ],
)
def test_a_text8_that_is_none(tmp_path, content, sentence):
    path = tmp_path / "my text8"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=sentence) as caught:
        corpora.text8(path)
    assert str(caught.value).startswith(str(path)) and DataError.advice() in str(caught.value)


def test_a_missing_text8_says_how_to_get_it(folder):
    with pytest.raises(CourseError, match="text8.zip .* Run `.*course data fetch text8`, or set"):
        corpora.text8()


@real_data
def test_the_real_text8():
    chunks = corpora.text8()
    assert {len(chunk) for chunk in chunks[:-1]} == {corpora.LONGEST}
    assert sum(map(len, chunks)) > 800_000
    assert chunks[0][:3] == ["anarchism", "originated", "as"]

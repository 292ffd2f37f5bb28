"""Every loader meets the same look: what is no data file at all is named by each of them, and left as it is."""

import gzip
import io
import os
import zipfile

import pytest

from course.data import (
    corpora,
    imdb,
    judgments,
    multi30k,
    ptb,
    shakespeare,
    sst,
    tatoeba,
    vectors,
    weather,
)
from course.errors import CourseError, DataError
from tests.test_file_kinds import FOREIGN

LOADERS = {
    "tatoeba": lambda path: tatoeba.load(path=path),
    "imdb": lambda path: imdb.load(path=path),
    "word index": imdb.word_index,
    "sst": lambda path: sst.load(path=path),
    "vectors": lambda path: vectors.load(path),
    "text8": lambda path: corpora.text8(path),
    "shakespeare": shakespeare.load,
    "word similarity": lambda path: judgments.word_similarity(file=path),
    "analogies": lambda path: judgments.analogies(file=path),
    "ptb": lambda path: ptb.load(path=path),
    "melbourne": lambda path: weather.melbourne(path=path),
    "seattle": lambda path: weather.seattle(path=path),
}


def refused(load, path):
    before = path.read_bytes() if path.is_file() else sorted(path.iterdir())
    with pytest.raises(CourseError) as caught:
        load(path)
    assert before == (path.read_bytes() if path.is_file() else sorted(path.iterdir()))
    said = str(caught.value)
    assert "elete it" not in said and str(path) in said
    return said


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("name", LOADERS)
def test_what_is_no_data_file_is_named_by_every_loader(tmp_path, name, kind):
    content, sentence = FOREIGN[kind]
    for packed in (content, gzip.compress(content, mtime=0)):
        path = tmp_path / "a.txt"
        path.write_bytes(packed)
        said = refused(LOADERS[name], path)
        assert sentence in said and said.endswith(DataError.advice())


@pytest.mark.parametrize("kind", ["page", "lfs", "parquet", "json", "404"])
def test_in_a_folder_of_data_sets_too(tmp_path, monkeypatch, kind):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "multi30k").mkdir()
    for language in multi30k.LANGUAGES:
        (tmp_path / "multi30k" / f"val.{language}").write_bytes(FOREIGN[kind][0])
    with pytest.raises(CourseError, match=FOREIGN[kind][1]):
        multi30k.load("val")


@pytest.mark.parametrize("name", LOADERS)
def test_a_workbook_or_an_archive_of_something_else(tmp_path, name):
    for member, sentence in [("xl/workbook.xml", "Excel workbook"), ("other.bin", "other.bin")]:
        path = tmp_path / f"{name}.csv"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "<x/>")
        assert sentence in refused(LOADERS[name], path)


@pytest.mark.parametrize("name", LOADERS)
@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0), b"\r\n \n"])
def test_an_empty_file(tmp_path, name, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    said = refused(LOADERS[name], path)
    assert "empty" in said or "has no" in said or "line 1" in said


@pytest.mark.parametrize("name", LOADERS)
def test_packed_and_cut_off_or_packed_twice(tmp_path, name):
    path = tmp_path / "a.gz"
    text = os.urandom(3000).hex().encode()
    path.write_bytes(gzip.compress(text, mtime=0)[:-500])
    assert "damaged" in refused(LOADERS[name], path) or name in ("vectors", "text8", "sst")
    path.write_bytes(gzip.compress(gzip.compress(text, mtime=0), mtime=0))
    assert "packed twice" in refused(LOADERS[name], path)


@pytest.mark.parametrize("name", sorted(set(LOADERS) - {"imdb"}))
def test_a_folder_in_place_of_a_file(tmp_path, name):
    (tmp_path / "mine").write_text("mine")
    assert "this is a folder, expected a file" in refused(LOADERS[name], tmp_path)


@pytest.mark.parametrize("text", ["Hé là", "Grüße", "naïve café", "señor"])
def test_text_in_an_old_encoding(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(f"{text}\tx\n".encode("latin-1"))
    for name in ("tatoeba", "sst", "word similarity", "analogies", "imdb", "melbourne"):
        assert "is not UTF-8; if it is text of your own, save it as UTF-8" in refused(
            LOADERS[name], path
        )


def test_what_is_advised_deletes_nothing(tmp_path, monkeypatch):
    """The user's home, a sound archive of another data set, a link, a file of their own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "thesis.tex").write_text("Mine,")
    assert "this folder has no reviews" in refused(LOADERS["imdb"], tmp_path)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("trees/train.txt", "(3 a)\n")
    sound = tmp_path / "trees.zip"
    sound.write_bytes(archive.getvalue())
    assert len(sst.load(path=sound)) == 1
    for name in ("tatoeba", "imdb", "text8"):
        assert "has no" in refused(LOADERS[name], sound)
    refused(LOADERS["vectors"], sound)
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "thesis.tex")
    for name in set(LOADERS) - {"shakespeare"}:  # which takes any text
        refused(LOADERS[name], link)
    assert link.is_symlink() and (tmp_path / "thesis.tex").read_text() == "Mine,"

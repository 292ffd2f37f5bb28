import gzip
import os

import pytest

from course.data import multi30k
from course.data.fetching import catalogue, download
from course.data.fetching.catalogue import DATASETS
from course.errors import CourseError

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "multi30k"
    path.mkdir()
    return path


def write(folder, split, english, german):
    (folder / f"{split}.en").write_text(english, encoding="utf-8")
    (folder / f"{split}.de.gz").write_bytes(gzip.compress(german.encode()))


@pytest.mark.parametrize("split", multi30k.SPLITS)
def test_lines_belong_together(folder, split):
    write(folder, split, "A cow moos .\nTwo\u2028cows\n", " Eine Kuh  muht .\nZwei\u00a0Kühe")
    assert multi30k.load(split) == (
        ["A cow moos .", "Two cows"],
        ["Eine Kuh muht .", "Zwei Kühe"],
        DATASETS["multi30k"].licence,
    )


def test_files_of_different_lengths(folder):
    write(folder, "val", "a\nb\nc\n", "a\nb\n")
    with pytest.raises(CourseError) as caught:
        multi30k.load("val")
    said = str(caught.value)
    assert f"{folder}/val.en: the file has 3 lines and {folder}/val.de.gz has 2" in said
    assert "line i of one translates line i of the other" in said


def test_an_empty_line_is_named(folder):
    write(folder, "val", "a\nb\nc\n", "a\n \nc\n")
    with pytest.raises(CourseError, match="val.de.gz, line 2: expected a sentence, found an empty"):
        multi30k.load("val")


@pytest.mark.parametrize("end", ["\n", "\n\n\n", " \n", "\r\n\r\n", "\u00a0\n"])
def test_empty_lines_at_the_end_are_no_sentences(folder, end):
    write(folder, "val", "a\nb\n", "c\nd\n" + end)
    assert multi30k.load("val")[:2] == (["a", "b"], ["c", "d"])


def test_a_missing_file_says_how_to_get_it(folder):
    write(folder, "train", "a\n", "a\n")
    multi30k.load("train")
    (folder / "train.de.gz").unlink()
    with pytest.raises(
        CourseError, match="train.de.gz .* Run `.*course data fetch multi30k`, or set"
    ):
        multi30k.load("train")


def test_unknown_split():
    with pytest.raises(ValueError, match="the splits are train, val, test_2016_flickr, got 'test'"):
        multi30k.load("test")


@real_data
@pytest.mark.parametrize(
    "split, count", [("train", 29_000), ("val", 1_014), ("test_2016_flickr", 1_000)]
)
def test_real_files(split, count):
    pairs = multi30k.load(split)
    assert len(pairs.source) == len(pairs.target) == count
    ratio = sum(map(len, pairs.target)) / sum(map(len, pairs.source))
    assert 1 < ratio < 1.4  # German is somewhat longer, so the sides are not mixed up


@real_data
def test_the_catalogue_has_the_hashes_of_the_real_files():
    data = catalogue.dataset("multi30k")
    folder = os.path.join(os.environ["COURSE_DATA"], "multi30k")
    for file in data.files:
        path = os.path.join(folder, file.name)
        if not os.path.exists(path):
            pytest.skip(f"no {file.name}")
        download._check(file, path, None)

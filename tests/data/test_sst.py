"""Labelled trees of the treebank, packed or not, and files that are none."""

import gzip
import io
import os
import zipfile

import numpy as np
import pytest

from course.data import sst
from course.data.fetching import local
from course.data.fetching.catalogue import DATASETS
from course.data.shared import reading, trees
from course.errors import CourseError, DataError

ARCHIVE = DATASETS["sst"].files[0].name
TREES = {
    "train": "(3 (2 Goats) (4 (3 really) (4 sing)))\n(1 (2 They) (1 (0 do) (1 n't)))\n",
    "dev": "(2 Goats)\n",
    "test": "(0 (2 -LRB-) (0 (0 naïve) (2 -RRB-)))\n",
}

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "sst"
    path.mkdir()
    return path


def zipped(texts=TREES):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for split, text in texts.items():
            archive.writestr(f"trees/{split}.txt", text)
    return file.getvalue()


@pytest.mark.parametrize("split", sst.SPLITS)
@pytest.mark.parametrize("form", ["zip", "text", "gz"])
def test_every_form_of_a_split(folder, split, form):
    content = TREES[split].encode()
    if form == "zip":
        (folder / ARCHIVE).write_bytes(zipped())
    else:
        name = f"{split}.txt" if form == "text" else f"{split}.txt.gz"
        (folder / name).write_bytes(content if form == "text" else gzip.compress(content, mtime=0))
    loaded = sst.load(split)
    assert [str(tree) for tree in loaded] == TREES[split].splitlines()
    assert all(isinstance(tree, trees.Tree) for tree in loaded)


def test_empty_lines_at_the_end_are_no_trees(tmp_path):
    path = tmp_path / "my trees"
    path.write_text("(3 a)\n(2 b)\n\n \n", encoding="utf-8")
    assert len(sst.load(path=path)) == 2


def test_a_path_of_our_own(tmp_path):
    path = tmp_path / "my trees"
    path.write_text(TREES["train"], encoding="utf-8")
    assert [tree.words for tree in sst.load(path=path)][0] == ["Goats", "really", "sing"]


@pytest.mark.parametrize(
    "content, sentence",
    [
        ("(3 (2 a) (2 b))\n(3 (2 a) (2 b)\n", "train line 2: 1 brackets are not closed"),
        ("(3 a)\n\n(2 b)\n", "train line 2: expected one tree, found 0"),
        ("(3 a)\n(5 b)\n", "train line 2: a label is a number from 0 to 4, found '5'"),
        ("(3 a)\n(2 b) (2 c)\n", "train line 2: expected one tree, found 2"),
        ("(3 (2 a) (2 b) (2 c))\n", "train line 1: a node has one word or two trees"),
        ("(3 a b)\n", "train line 1: a node has one word or two trees"),
        ("text without a bracket\n", "train line 1: expected an opening bracket"),
        ("(2 " * 3000 + "\n", "train line 1: deeper than"),
        (b"(3 a)\n(3 \xff)\n", "line 2: byte 0xff is not UTF-8"),
        ("", "is empty"),
        (zipped()[:-40], "is damaged"),
        (zipped({"dev": "(2 a)"}), "has no train.txt in it, but trees/dev.txt"),
        (gzip.compress(b"(3 a)\n", mtime=0)[:-3], "is damaged"),
    ],
)
def test_what_is_malformed_is_named(tmp_path, content, sentence):
    path = tmp_path / "trees"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CourseError, match=sentence) as caught:
        sst.load(path=path)
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).count(DataError.advice()) == 1  # and says what to do


def test_unknown_split():
    with pytest.raises(ValueError, match="the splits are train, dev, test, got 'val'"):
        sst.load("val")


def test_a_missing_file_says_how_to_get_it(folder):
    with pytest.raises(CourseError, match=f"{ARCHIVE} .* Run `.*course data fetch sst`, or set"):
        sst.load()


@real_data
@pytest.mark.parametrize("split, count", [("train", 8_544), ("dev", 1_101), ("test", 2_210)])
def test_real_trees(split, count):
    loaded = sst.load(split)
    assert len(loaded) == count
    text = reading.lines(local.required("sst", content=f"{split}.txt"), f"{split}.txt")
    assert [str(tree) for tree in loaded] == text  # nothing is lost in reading
    labels = np.bincount([tree.label for tree in loaded], minlength=5) / count
    assert labels.min() > 0.08 and labels.argmin() in (0, 4)  # the extremes are rare

"""NLVR's lines, as they are and as they should not be."""

import gzip
import json
import os

import numpy as np
import pytest

from course.data import nlvr
from course.data.fetching import catalogue, download
from course.data.fetching.catalogue import DATASETS
from course.errors import CourseError
from course.scenes import COLOURS, picture

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)
BLOCK = {"y_loc": 80, "type": "square", "color": "Yellow", "x_loc": 40, "size": 20}
BALL = {"y_loc": 10, "type": "circle", "color": "#0099ff", "x_loc": 0, "size": 10}
ENTRY = {
    "sentence": "There is a  tower .",
    "label": "true",
    "identifier": "12-3",
    "directory": "2",
    "evals": {"r1": "true"},
    "structured_rep": [[BLOCK], [BALL, BLOCK], [BLOCK, {**BALL, "color": "Black"}]],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "nlvr"
    path.mkdir()
    return path


def write(folder, *entries):
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    (folder / "dev.json").write_text("\n".join(lines), encoding="utf-8")


def test_statements_are_read(folder):
    write(folder, ENTRY, {**ENTRY, "label": "false", "identifier": "7-0"})
    loaded = nlvr.load()
    assert loaded.sentences == ["There is a tower .", "There is a tower ."]
    assert loaded.labels.tolist() == [True, False] and loaded.labels.dtype == bool
    assert loaded.groups.tolist() == [12, 7]
    assert loaded.licence == DATASETS["nlvr"].licence
    first, second, third = loaded.boxes[0]
    assert first == (("square", "yellow", 0.5, 0.9, 0.2),)
    assert second[0] == ("circle", "blue", 0.05, 0.15, 0.1)  # in reading order
    assert [thing.colour for thing in third] == ["black", "yellow"]


def test_boxes_are_drawn_where_the_file_says(folder):
    write(folder, ENTRY)
    images = picture.render(nlvr.load().boxes[0], 100)
    assert images.shape == (3, 100, 100, 3)
    np.testing.assert_allclose(
        images[0, 80:100, 40:60], np.full((20, 20, 3), COLOURS["yellow"]), atol=1e-5
    )
    assert images[0, 79, 40:60].min() > 0.9 and images[0, 80:, 39].min() > 0.9  # and not beside it
    np.testing.assert_allclose(images[1, 15, 5], COLOURS["blue"], atol=1e-5)


def test_a_packed_file_and_one_elsewhere(folder, tmp_path):
    (folder / "dev.json.gz").write_bytes(gzip.compress(json.dumps(ENTRY).encode()))
    assert nlvr.load().sentences == nlvr.load(path=folder / "dev.json.gz").sentences
    (tmp_path / "mine.json").write_text(json.dumps(ENTRY) + "\n")
    assert len(nlvr.load(path=tmp_path / "mine.json").boxes) == 1


def thing(**changed):
    return {**ENTRY, "structured_rep": [[{**BLOCK, **changed}], [], []]}


def without(name):
    return {key: value for key, value in ENTRY.items() if key != name}


@pytest.mark.parametrize(
    "entry, problem",
    [
        ("{", "expected one statement as JSON, found '{'"),
        ("", "expected one statement as JSON, found ''"),
        ("[" * 100_000, "expected one statement as JSON"),
        ("[]", "expected the statement as fields with values, found []"),
        ("7", "expected the statement as fields with values, found 7"),
        (without("sentence"), "the statement has no 'sentence', but 'label', 'identifier'"),
        (without("structured_rep"), "the statement has no 'structured_rep'"),
        ({**ENTRY, "sentence": " "}, "expected a sentence, found an empty one"),
        ({**ENTRY, "sentence": 4}, "expected text as 'sentence', found 4"),
        ({**ENTRY, "label": "maybe"}, "'label' is false or true, found 'maybe'"),
        ({**ENTRY, "label": True}, "expected text as 'label', found True"),
        ({**ENTRY, "identifier": "12"}, "expected an identifier such as 1572-0, found '12'"),
        ({**ENTRY, "structured_rep": {}}, "expected a list as 'structured_rep'"),
        ({**ENTRY, "structured_rep": [[]]}, "expected 3 boxes, found 1"),
        ({**ENTRY, "structured_rep": [[], {}, []]}, "expected a box as a list of things, found {}"),
        (
            {**ENTRY, "structured_rep": [[], [3], []]},
            "expected a thing as fields with values, found 3",
        ),
        (thing(type="star"), "'type' is circle or square or triangle, found 'star'"),
        (thing(color="Red"), "'color' is black or yellow or #0099ff, found 'Red'"),
        (thing(size="20"), "expected a number as 'size', found '20'"),
        (thing(size=0), "inside its box of 100 by 100, found one of size 0 at x 40, y 80"),
        (thing(x_loc=90), "found one of size 20 at x 90, y 80"),
        (thing(y_loc=-1), "at x 40, y -1"),
        (thing(y_loc=float("nan")), "at x 40, y nan"),
        (thing(x_loc=True), "expected a number as 'x_loc', found True"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(folder, entry, problem):
    write(folder, ENTRY, entry, ENTRY)
    with pytest.raises(CourseError) as caught:
        nlvr.load()
    said = str(caught.value)
    assert f"{folder}/dev.json, line 2: " in said and problem in said and len(said) < 500


@pytest.mark.parametrize("text", ["<!DOCTYPE html><html>", "", "\x00"])
def test_another_kind_of_file(folder, text):
    (folder / "dev.json").write_text(text)
    with pytest.raises(CourseError, match="dev.json"):
        nlvr.load()


def test_a_missing_file_says_how_to_get_it(folder):
    with pytest.raises(CourseError, match="dev.json .* Run `.*course data fetch nlvr`, or set"):
        nlvr.load()


@real_data
def test_the_real_file():
    loaded = nlvr.load()
    assert len(loaded.sentences) == len(loaded.boxes) == 989
    assert loaded.labels.sum() == 547 and len(set(loaded.groups.tolist())) == 267
    assert loaded.sentences[1] == "There is a tower with four blocks." and loaded.labels[1]
    assert max(len(box) for box in loaded.boxes[1]) == 4  # the tower is there
    assert {len(set(loaded.groups[loaded.groups == group])) for group in loaded.groups} == {1}
    sentences = {}
    for sentence, group in zip(loaded.sentences, loaded.groups.tolist(), strict=True):
        assert sentences.setdefault(group, sentence) == sentence


@real_data
def test_the_catalogue_has_the_hash_of_the_real_file():
    data = catalogue.dataset("nlvr")
    folder = os.path.join(os.environ["COURSE_DATA"], "nlvr")
    path = next(
        (os.path.join(folder, name) for name in data.files[0].names
         if os.path.exists(os.path.join(folder, name))), None,
    )  # fmt: skip
    if path is None:
        pytest.skip("no dev.json")
    download._check(data.files[0], path, None)

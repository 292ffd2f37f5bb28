"""The answers in a notebook, small or large."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile

import nbformat
import pytest

from course.errors import CourseError
from course.grading import submissions
from course.grading.submissions import reading
from course.grading.submissions.archives import content
from tests import broken
from tests.grading.submissions.handed_in import (
    ADD,
    BYTES,
    LABS,
    MOODLE,
    ROOT,
    STATE,
    found,
    marked,
    one,
    own_zip,
    pack,
    read_notebook,
    run_python,
    write,
)


def test_answers_are_those_of_nbformat(tmp_path):
    for lab, ids in LABS.items():
        notebook = nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4)
        own = {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in notebook.cells
            if "nbgrader" in cell.metadata
        }
        answers = read_notebook(tmp_path, BYTES[lab], ids, lab)
        assert answers[:3] == ({key: own[key] for key in ids}, own["setup"], ())


@pytest.mark.parametrize(
    "write_as", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "crlf", "one line"]
)
def test_other_ways_to_write_the_same_notebook(tmp_path, write_as):
    notebook = broken.notebook()
    marked(notebook, "encode")["source"] = "answer = 'ü🙂'"
    text = json.dumps(notebook, ensure_ascii=False, indent=None if write_as == "one line" else 1)
    data = (
        text.replace("\n", "\r\n").encode()
        if write_as in ("crlf", "one line")
        else text.encode(write_as)
    )
    answers = read_notebook(tmp_path, data)
    assert answers.cells["encode"] == "answer = 'ü🙂'"
    assert answers.notes == ()


def test_a_notebook_in_latin_1_is_read_with_a_note(tmp_path):
    notebook = broken.notebook()
    marked(notebook, "encode")["source"] = "answer = 'ü'"
    text = json.dumps(notebook, ensure_ascii=False)
    answers = read_notebook(tmp_path, text.encode("latin-1", "replace"))
    assert answers.cells["encode"] == "answer = 'ü'"
    assert "not in UTF-8" in answers.notes[0]


@pytest.mark.parametrize(
    "outputs",
    ["NaN", "[Infinity, -Infinity]", "1e999", "9" * 5000, r'"\ud800"', "[" * 500 + "]" * 500],
)
def test_strange_values_elsewhere_do_not_matter(tmp_path, outputs):
    text = json.dumps({"outputs": "HERE", **broken.notebook()}).replace('"HERE"', outputs)
    assert outputs in text
    assert list(read_notebook(tmp_path, text.encode()).cells) == LABS[ADD]


def test_nbformat_3_is_read_as_nbformat_converts_it(tmp_path):
    notebook = nbformat.read(ROOT / "labs" / f"{ADD}.ipynb", as_version=4)
    marked(notebook, "encode")["source"] = "answer = 3"
    old = nbformat.convert(notebook, 3)
    assert "cells" not in old
    assert read_notebook(tmp_path, old) == read_notebook(tmp_path, nbformat.convert(old, 4))
    assert read_notebook(tmp_path, old).cells["encode"] == "answer = 3"


def test_a_moved_cell_and_lying_metadata(tmp_path):
    notebook = broken.notebook()
    cell = marked(notebook, "learn")
    notebook["cells"].remove(cell)
    notebook["cells"].insert(0, cell)
    cell["metadata"]["nbgrader"] |= {
        "points": 1e9,
        "locked": "yes",
        "schema_version": [],
        "grade": True,
    }
    cell["source"] = ["a = 1\n", "b = 2"]
    answers = read_notebook(tmp_path, notebook)
    assert list(answers.cells)[0] == "learn" and answers.cells["learn"] == "a = 1\nb = 2"
    assert set(answers.cells) == set(LABS[ADD]) and answers.notes == ()


@pytest.mark.parametrize(
    "change, note",
    [
        ({"cell_type": "markdown"}, "encode was turned into a text cell"),
        ({"cell_type": "raw"}, "encode was turned into a raw cell"),
        ({"cell_type": ["code"]}, "encode was turned into a strange cell"),
        ({"source": 5}, "encode holds no text"),
        ({"source": ["a", 5]}, "encode holds no text"),
        ({"source": None}, "encode holds no text"),
        ({"source": "x" * 200_001}, "encode is longer than 200 kB"),
        ({"source": "ü" * 100_001}, "encode is longer than 200 kB"),
    ],
)
def test_a_cell_that_cannot_count_is_missing_with_a_note(tmp_path, change, note):
    notebook = broken.notebook()
    marked(notebook, "encode").update(change)
    answers = read_notebook(tmp_path, notebook)
    assert list(answers.cells) == LABS[ADD][1:]
    (told,) = answers.notes
    assert note in told


def test_a_source_of_just_the_allowed_length_counts(tmp_path):
    notebook = broken.notebook()
    marked(notebook, "encode")["source"] = "x" * 200_000
    assert len(read_notebook(tmp_path, notebook).cells["encode"]) == 200_000


def test_half_characters_are_replaced(tmp_path):
    notebook = broken.notebook()
    marked(notebook, "encode")["source"] = "a = '\ud800'  # 🙂"
    answers = read_notebook(tmp_path, notebook)
    assert answers.cells["encode"] == "a = '\ufffd'  # 🙂"
    assert "broken characters" in answers.notes[0]


def test_a_missing_setup_is_none_and_missing_exercises_are_not_there(tmp_path):
    notebook = broken.notebook()
    notebook["cells"] = [marked(notebook, "decode"), 5, None]
    answers = read_notebook(tmp_path, notebook)
    assert list(answers.cells) == ["decode"] and answers.setup is None
    assert answers.notes == ("damaged cells of the notebook were left out: 2",)


def test_unknown_ids_give_a_few_short_notes(tmp_path):
    notebook = broken.notebook()
    for place in range(9):
        mark = {"nbgrader": {"grade_id": f"id{place}\x07\ud800" + "x" * 10_000}}
        notebook["cells"].append({"cell_type": "code", "metadata": mark, "source": "1"})
    answers = read_notebook(tmp_path, notebook)
    assert list(answers.cells) == LABS[ADD]
    assert len(answers.notes) == 4 and "6 more" in answers.notes[-1]
    assert all(len(note) < 120 and note.isprintable() for note in answers.notes)


def test_the_notebook_of_another_lab_is_named(tmp_path):
    with pytest.raises(submissions.Unreadable, match=f"notebook of {STATE}, not of {ADD}"):
        read_notebook(tmp_path, BYTES[STATE], labs=LABS)
    with pytest.raises(submissions.Unreadable, match=f"no exercise of {ADD} .* another lab"):
        read_notebook(tmp_path, BYTES[STATE])


def test_without_any_metadata_the_functions_tell_answers_and_lab(tmp_path):
    for lab in (ADD, STATE):
        notebook = broken.notebook(lab)
        for cell in notebook["cells"]:
            del cell["metadata"], cell["id"]
        if lab == ADD:
            assert list(read_notebook(tmp_path, notebook, labs=LABS).cells) == LABS[ADD]
        else:
            with pytest.raises(submissions.Unreadable, match=f"notebook of {STATE}, not of {ADD}"):
                read_notebook(tmp_path, notebook, labs=LABS)


def test_a_lab_that_defines_a_function_of_this_one_is_another_lab(tmp_path):
    notebook = broken.notebook(STATE)
    notebook["cells"].append({"cell_type": "code", "source": "def decode(a):\n    return a"})
    with pytest.raises(submissions.Unreadable, match=f"notebook of {STATE}, not of {ADD}"):
        read_notebook(tmp_path, notebook, labs=LABS)


def test_no_mutation_of_a_notebook_gives_a_traceback(tmp_path):
    rng = random.Random(4)
    notebook = broken.notebook()
    notebook["cells"] = [marked(notebook, name) for name in ("setup", "encode", "decode")]
    data = json.dumps(notebook).encode()
    outcomes = set()
    for _ in range(1500):
        changed = bytearray(data)
        for _ in range(rng.choice((1, 1, 3, 20))):
            place = rng.randrange(len(changed) - 50)
            if rng.random() < 0.5:
                changed[place] = rng.randrange(256)
            else:
                del changed[place : place + rng.randrange(1, 20)]
        try:
            outcomes.add(type(read_notebook(tmp_path, bytes(changed))))
        except submissions.Unreadable as error:
            outcomes.add(str(error).split(",")[0])
    assert len(outcomes) > 4


def test_no_mutation_of_a_zip_gives_a_traceback(tmp_path):
    rng = random.Random(5)
    archive = broken.zipped([(f"ada_{ADD}.ipynb", BYTES[ADD]), (f"bob_{ADD}.zip", own_zip(x=ADD))])
    table = archive.index(b"PK\1\2", archive.rindex(b"ada_") - 60)
    outcomes = set()
    for attempt in range(400):
        changed = bytearray(archive)
        for _ in range(rng.choice((1, 2, 5))):
            changed[rng.randrange(table if attempt % 2 else 0, len(changed))] = rng.randrange(256)
        path = tmp_path / f"{attempt}.zip"
        path.write_bytes(changed)
        try:
            for entry in submissions.find(path, LABS)[0]:
                outcomes.add(type(submissions.read(entry, LABS[ADD])))
        except CourseError as error:
            outcomes.add(str(error).split(":")[0][-20:])
    assert len(outcomes) > 3


# Large notebooks


def test_a_process_of_its_own_finds_the_same(tmp_path, monkeypatch):
    notebook = broken.notebook()
    marked(notebook, "encode")["source"] = "a = 'ü🙂\ud800'"
    notebook["cells"].append({"cell_type": "code", "source": "def decode(a):\n    return 2"})
    notebook["metadata"]["language_info"]["version"] = "3.13.1"
    near = read_notebook(tmp_path, notebook)
    assert len(near.notes) == 2 and near.python == "3.13.1" and len(near.others) > 20
    calls = []
    run = subprocess.run
    monkeypatch.setattr(reading, "SMALL", 1000)
    monkeypatch.setattr(subprocess, "run", lambda *a, **named: calls.append(a) or run(*a, **named))
    assert read_notebook(tmp_path, notebook) == near
    assert len(calls) == 1
    monkeypatch.chdir(tmp_path)
    files = {f"Ada_1_{MOODLE}_/x.ipynb": ADD, f"Bob_2_{MOODLE}_/w.zip": own_zip(y=ADD)}
    assert list(found(pack(tmp_path / "m.zip", files))) == [("Ada", ADD), ("Bob", ADD)]
    assert len(calls) == 5
    with pytest.raises(submissions.Unreadable, match=f"notebook of {STATE}"):
        read_notebook(tmp_path, BYTES[STATE], labs=LABS)


def test_a_small_file_of_many_values_is_read_there_too(tmp_path, monkeypatch):
    calls = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **named: calls.append(a) or run(*a, **named))
    text = json.dumps({"outputs": [[]] * 300_001, **broken.notebook()})
    assert list(read_notebook(tmp_path, text.encode()).cells) == LABS[ADD]
    assert len(calls) == 1


@pytest.mark.parametrize(
    "child, expected, is_theirs",
    [
        ("import time; time.sleep(60)", "clear the outputs", True),
        ("import os; os.kill(os.getpid(), 9)", "clear the outputs", True),
        ("raise SystemExit('no room')", "no room", False),
    ],
)
def test_what_can_happen_to_that_process(tmp_path, monkeypatch, child, expected, is_theirs):
    monkeypatch.setattr(reading, "SMALL", 1000)
    monkeypatch.setattr(reading, "SECONDS", 1)
    monkeypatch.setattr(reading, "CHILD", child)
    with pytest.raises(CourseError, match=expected) as error:
        read_notebook(tmp_path, BYTES[ADD])
    assert isinstance(error.value, submissions.Unreadable) == is_theirs


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory elsewhere")
def test_a_notebook_that_fills_the_memory_is_refused(tmp_path, monkeypatch):
    data = b'{"cells": [' + b"[]," * 6_000_000 + b"[]]}"  # 18 MB, which take 400 MB
    limited = reading.CHILD.replace("reading.main", "reading.MEMORY = 300_000_000; reading.main")
    monkeypatch.setattr(reading, "CHILD", limited)
    with pytest.raises(submissions.Unreadable, match="GB of memory"):
        read_notebook(tmp_path, data)


def test_a_file_of_more_than_a_gigabyte_is_refused_unread(tmp_path):
    path = write(tmp_path, {f"ada/{ADD}/x.ipynb": ADD}) / "ada" / ADD / "x.ipynb"
    os.truncate(path, 1_000_000_001)  # takes no room
    started = time.monotonic()
    with pytest.raises(submissions.Unreadable, match="larger than 1,000 MB"):
        submissions.read(one(tmp_path), LABS[ADD])
    assert time.monotonic() - started < 30
    with pytest.raises(submissions.Unreadable, match="larger than 10 MB"):
        content(str(path), limit=10_000_000)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("zipped", [False, True])
def test_300_mb_of_outputs_are_read_without_growing(tmp_path, zipped):
    notebook = broken.notebook()
    for place, name in enumerate(("encode", "decode")):
        marked(notebook, name)["source"] = f"answer = {place}"
    marked(notebook, "setup")["outputs"] = "HERE"
    before, after = json.dumps(notebook).split('"HERE"')
    path = tmp_path / "c" / f"ada_{ADD}.ipynb"
    path.parent.mkdir()
    with open(path, "w") as file:
        file.write(before + "[0")
        for place in range(300):
            file.write(f', {{"output_type": "stream", "text": "{place}{"x" * 1_000_000}"}}')
        file.write("]" + after)
    assert path.stat().st_size > 300_000_000
    if zipped:
        with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
        path.unlink()
    code = (
        "import json; from course.grading import submissions\n"
        "before = peak()\n"
        "(entry,), problems = submissions.find(sys.argv[1], ['04_addition_rnn'])\n"
        "answers = submissions.read(entry, ['encode', 'decode'])\n"
        "print(json.dumps([entry.student, answers.cells, peak() - before]))\n"
    )
    student, cells, grown = json.loads(run_python(code, path.parent))
    assert (student, cells) == ("ada", {"encode": "answer = 0", "decode": "answer = 1"})
    assert grown < 50_000  # kB
    shutil.rmtree(path.parent)

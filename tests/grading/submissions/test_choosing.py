"""Which of several notebooks counts, and notebooks that only their contents tell."""

import json
import os

import pytest

from course.grading import submissions
from course.grading.submissions.naming import Labs
from course.grading.submissions.reading import Look, look
from tests import broken
from tests.grading.submissions.handed_in import (
    ADD,
    LABS,
    MOODLE,
    STATE,
    UMLAUT,
    one,
    own_zip,
    students,
    who,
    worked,
    write,
)

FULL = len(LABS[STATE])


@pytest.mark.parametrize(
    "copy",
    [
        f"{STATE}-Copy1",
        f"{STATE} (1)",
        f"Kopie von {STATE}",
        f"{STATE}_final",
        "my work",
        "Untitled",
        f"done/{STATE}",
    ],
)
@pytest.mark.parametrize("form", ["ada/" + STATE + "/{}.ipynb", "Ada_1_" + MOODLE + "_/{}.ipynb"])
def test_the_worked_copy_beside_an_untouched_original_counts(tmp_path, copy, form):
    write(tmp_path, {form.format(STATE): STATE, form.format(copy): worked(STATE, 3)})
    write(tmp_path, {form.replace("da", "nn").format(STATE): STATE})  # another student
    os.utime(tmp_path / form.format(copy), (1, 1))  # older, still the one
    entries, problems = submissions.find(tmp_path, LABS)
    own = next(entry for entry in entries if entry.student.casefold() == "ada")
    assert problems == [] and own.path.endswith(f"/{copy}.ipynb")
    assert any("most answers counts: 3 are filled in, and 0" in note for note in own.notes)
    assert any("left out" in note and f"{STATE}.ipynb" in note for note in own.notes)


@pytest.mark.parametrize("lost", [{}, {"marks": False}, {"marks": False, "ids": False}])
@pytest.mark.parametrize("more, fewer", [(3, 2), (FULL, 1), (1, 0)])
def test_the_notebook_with_more_answers_counts(tmp_path, lost, more, fewer):
    files = {"ada/a.ipynb": worked(STATE, more, **lost), f"ada/{STATE}.ipynb": worked(STATE, fewer)}
    assert who(write(tmp_path, files | {f"bob/{STATE}.ipynb": STATE}))[0][0][2] == "a.ipynb"


@pytest.mark.parametrize("count", [0, 2, FULL])
def test_of_notebooks_with_as_many_answers_the_best_named_counts(tmp_path, count):
    files = {f"ada/{name}.ipynb": worked(STATE, count) for name in ("z", STATE, f"{STATE}-Copy1")}
    entry = submissions.find(write(tmp_path, files | {"bob/x.ipynb": STATE}), LABS)[0][0]
    assert entry.path.endswith(f"/{STATE}.ipynb") and not any(
        "most" in note for note in entry.notes
    )


def test_answers_of_another_lab_do_not_count(tmp_path):
    files = {
        f"ada/{STATE}/notes.ipynb": worked(ADD, 6),
        f"ada/{STATE}/{STATE}.ipynb": worked(STATE, 1),
    }
    assert (
        who(write(tmp_path, files | {f"bob/{STATE}/x.ipynb": STATE}))[0][0][2] == f"{STATE}.ipynb"
    )


def test_a_new_attempt_with_fewer_answers_still_counts(tmp_path):
    files = {
        f"Lab_s1_attempt_2024-03-01-10-11-12_{STATE}.ipynb": worked(STATE, 3),
        f"Lab_s1_attempt_2024-03-02-10-11-12_{STATE}.ipynb": worked(STATE, 1),
        f"Lab_s2_attempt_2024-03-02-10-11-12_{STATE}.ipynb": STATE,
    }
    assert "03-02" in who(write(tmp_path, files))[0][0][2]
    files = {
        f"ada_1_9_{STATE}.ipynb": worked(STATE, 3),
        f"ada_1_8_{STATE}-1.ipynb": worked(STATE, 1),
    }
    assert who(write(tmp_path / "c", files))[0][0][2].endswith("-1.ipynb")


ENDINGS = [
    ".json",
    ".txt",
    "",
    ".ipynb.json",
    ".ipynb.txt",
    ".ipnb",
    ".IPYNB",
    ".ipynb.html",
    ".py",
    ".pdf",
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "form",
    [
        "ada/{}",
        "ada/" + STATE + "/{}",
        "ada_{}",
        "Ada_1_" + MOODLE + "_/{}",
        "ada_1_2_{}",
        "Ada/w.zip",
    ],
)
def test_a_notebook_under_another_ending_is_found(tmp_path, ending, form):
    name = f"{STATE}{ending}"
    if form.endswith("zip"):
        files = {form: broken.zipped([(name, worked(STATE, 2))])}
    else:
        files = {form.format(name): worked(STATE, 2)}
    other = {form.format(f"{STATE}.ipynb").replace("da", "nn").replace("_1_", "_7_"): STATE}
    if form.endswith("zip"):
        other = {"Ann/w.zip": own_zip(x=STATE)}
    entries, problems = submissions.find(write(tmp_path, files | other), LABS)
    assert problems == [] and len(entries) == 2
    own = next(entry for entry in entries if ending in entry.path or ending in entry.member)
    (entry,) = (entry for entry in entries if entry.student.casefold() in ("ada", "1"))
    assert own and entry.problem == "" and entry.lab == STATE
    assert list(submissions.read(entry, LABS[STATE]).cells) == LABS[STATE]
    if ".ipynb" not in ending.casefold() or ending == ".ipynb.html":
        assert any("another ending" in note for note in entry.notes)


@pytest.mark.parametrize(
    "name, data",
    [
        ("data.json", b"{}"),
        ("data.json", b'{"cells": []}'),
        (
            "a.json",
            json.dumps(
                broken.notebook() | {"cells": [{"cell_type": "code", "source": "x"}]}
            ).encode(),
        ),
        ("picture.png", b"\x89PNG"),
        ("notes.txt", b"my notes"),
        ("big.csv", b"1,2\n" * 1000),
    ],
)
def test_other_files_are_no_notebooks(tmp_path, name, data):
    files = {f"ada/{name}": data, f"ada/{STATE}.ipynb": STATE, f"bob/{STATE}.ipynb": STATE}
    entry = submissions.find(write(tmp_path / "a", files), LABS)[0][0]
    assert entry.path.endswith(".ipynb") and entry.notes == ()
    found, problems = who(write(tmp_path / "b", {f"ada/{name}": data, f"bob/{STATE}.ipynb": STATE}))
    assert [student for student, *_ in found] == ["bob"]


def test_a_notebook_wins_over_one_under_another_ending(tmp_path):
    files = {
        f"ada/{STATE}.json": worked(STATE, 3),
        f"ada/{STATE}.ipynb": STATE,
        "bob/x.ipynb": STATE,
    }
    assert who(write(tmp_path, files))[0][0][2] == f"{STATE}.ipynb"


@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("lost", [{"marks": False}, {"marks": False, "ids": False}])
def test_a_lab_is_recognised_when_all_marks_are_lost(tmp_path, lab, lost):
    data = worked(lab, 0, **lost)
    assert students(write(tmp_path / "a", {"ada/x.ipynb": data})) == {("ada", lab[:2])}
    assert students(write(tmp_path / "b", {f"A_1_{MOODLE}_/x.ipynb": data})) == {("A", lab[:2])}


def test_what_a_look_tells_of_a_lab():
    labs = Labs(LABS)
    assert labs.of(Look()) == ""
    assert labs.of(Look(defined=frozenset({"encode", "helper"}))) == ADD
    assert labs.of(Look(marked=frozenset({"setup"}))) == ""
    assert labs.of(Look(marked=frozenset(LABS[ADD][:2]), defined=frozenset(LABS[STATE]))) == ADD
    half = Look(marked=frozenset({LABS[ADD][0], LABS[STATE][0]}), defined=frozenset(LABS[STATE]))
    assert labs.of(half) == ""


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b"PK\3\4", b"\0" * 50, b'{"cells": [1, 2]}']
)
def test_a_look_at_what_is_no_notebook_tells_nothing(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    assert look(str(tmp_path / "x")) == Look()


@pytest.mark.parametrize(
    "cell", [{"id": 3}, {"id": None}, {"source": 3}, {"cell_type": "code", "source": [1]}]
)
def test_a_look_at_strange_cells(tmp_path, cell):
    (tmp_path / "x").write_text(json.dumps({"cells": [cell]}))
    assert look(str(tmp_path / "x")).marked == frozenset()


def test_a_lab_is_looked_for_in_a_zip_with_any_names(tmp_path):
    inner = broken.zipped([("作业/x.ipynb", worked(STATE, 1, marks=False))])
    entry = one(write(tmp_path, {f"{UMLAUT}_1_{MOODLE}_/w.zip": inner}))
    assert (entry.student, entry.lab) == (UMLAUT, STATE)


@pytest.mark.parametrize(
    "name", ["ada_1_2_w.zip", f"Ada_1_{MOODLE}_/w.zip", "Ada/w.zip", f"Ada_{STATE}.zip"]
)
def test_the_worked_copy_in_a_zip_counts(tmp_path, name):
    own = broken.zipped(
        [(f"{STATE}.ipynb", worked(STATE, 0)), ("x/Untitled.ipynb", worked(STATE, 2))]
    )
    other = name.replace("da", "nn").replace("_1_", "_7_")
    entries, problems = submissions.find(
        write(tmp_path, {name: own, other: own_zip(x=STATE)}), LABS
    )
    assert problems == [] and len(entries) == 2
    assert entries[0].member == "x/Untitled.ipynb"


def test_a_zip_handed_in_again_replaces_the_one_before(tmp_path):
    files = {
        "ada_1_2_w.zip": own_zip(**{STATE: STATE, "x": STATE}),
        "ada_1_3_w-1.zip": own_zip(y=STATE),
        f"bob_2_3_{STATE}.ipynb": STATE,
    }
    entry = submissions.find(write(tmp_path, files), LABS)[0][0]
    assert entry.path.endswith("w-1.zip") and entry.member == "y.ipynb"


def test_an_answer_in_a_cell_without_a_mark_is_filled_in(tmp_path):
    exercise = LABS[STATE][0]
    notebook = broken.notebook(STATE)
    source = f"def {exercise.replace('-', '_')}(*given):\n    return 1\n"
    new = {"cell_type": "code", "id": "new", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"].append(new | {"execution_count": None})
    files = {
        "ada/x.ipynb": json.dumps(notebook).encode(),
        f"ada/{STATE}.ipynb": STATE,
        "bob/x.ipynb": STATE,
    }
    assert who(write(tmp_path, files))[0][0][2] == "x.ipynb"


@pytest.mark.parametrize("others", [1, 3])
def test_folders_in_a_students_zip_are_no_students(tmp_path, others):
    files = {f"s{number}_{STATE}.zip": own_zip(x=STATE) for number in range(others)}
    own = own_zip(**{f"old/{STATE}": STATE, f"new/{STATE}": STATE, f"bob_{STATE}": STATE})
    expected = {("ada", "05"), *((f"s{number}", "05") for number in range(others))}
    assert students(write(tmp_path, files | {f"ada_{STATE}.zip": own})) == expected

"""Names: of copies, of students, and hostile ones; nobody can hand in for another."""

import json
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from course.grading import submissions
from course.grading.submissions import finding
from course.grading.submissions.reading import Look
from tests import broken
from tests.grading.submissions.handed_in import (
    ADD,
    BYTES,
    LABS,
    MOODLE,
    STATE,
    UMLAUT,
    found,
    marked,
    one,
    own_zip,
    pack,
    snapshot,
    write,
)

COPIES = [" (1)", "-Copy1", " - Copy", " - Kopie", "_final", "-1", "-checkpoint", "-Copy1 (2)"]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_still_names_its_lab_but_loses_against_the_original(tmp_path, copy):
    files = {f"ada/{ADD}{copy}.ipynb": ADD, f"bob/{ADD}.ipynb": ADD}
    assert ("ada", ADD) in found(write(tmp_path, files), list(LABS))
    write(tmp_path, {f"ada/{ADD}.ipynb": ADD})
    os.utime(tmp_path / "ada" / f"{ADD}.ipynb", (1, 1))  # older, still the one
    entry = found(tmp_path)["ada", ADD]
    assert entry.path.endswith(f"{ADD}.ipynb")
    assert entry.notes == (f"handed in as well and left out: ada/{ADD}{copy}.ipynb",)


def test_of_two_copies_the_newest_counts_and_then_the_name(tmp_path):
    names = [f"{ADD} (1).ipynb", f"{ADD} (2).ipynb", f"{ADD} (3).ipynb"]
    write(tmp_path, {f"ada/{name}": ADD for name in names} | {f"bob/{ADD}.ipynb": ADD})
    for name, age in zip(names, (5, 9, 7), strict=True):
        os.utime(tmp_path / "ada" / name, (age, age))
    assert found(tmp_path)["ada", ADD].path.endswith("(2).ipynb")
    for name in names:
        os.utime(tmp_path / "ada" / name, (5, 5))
    assert found(tmp_path)["ada", ADD].path.endswith("(3).ipynb")


def test_many_left_out_files_make_a_short_note(tmp_path):
    names = [f"{ADD} {'x' * 150} ({place}).ipynb" for place in range(50)]
    write(tmp_path, {f"ada/{ADD}/{name}": ADD for name in names} | {f"bob/{ADD}/a.ipynb": ADD})
    (note,) = found(tmp_path)["ada", ADD].notes
    assert note.endswith("and 46 more") and len(note) < 400


def test_in_a_canvas_download_the_highest_resubmission_counts(tmp_path):
    names = [
        f"a_1_9_{ADD}.ipynb",
        f"a_1_8_{ADD}-2.ipynb",
        f"a_1_7_{ADD}-10.ipynb",
        f"b_2_1_{ADD}.ipynb",
    ]
    entries = found(pack(tmp_path / "s.zip", dict.fromkeys(names, ADD)))
    assert entries["1", ADD].member == names[2]
    assert names[0] in entries["1", ADD].notes[0] and names[1] in entries["1", ADD].notes[0]


def test_a_resubmission_that_cannot_be_graded_loses(tmp_path):
    write(tmp_path, {f"a_1_9_{ADD}.ipynb": ADD, f"b_2_1_{ADD}.ipynb": ADD})
    (tmp_path / f"a_1_8_{ADD}-2.ipynb").symlink_to("/etc/passwd")
    assert found(tmp_path)["1", ADD].path.endswith(f"a_1_9_{ADD}.ipynb")


def test_numbers_of_students_are_not_taken_for_those_of_canvas(tmp_path):
    files = {f"ada_2023_{ADD}.ipynb": ADD, f"bob_2024_{ADD}.ipynb": ADD}
    assert list(found(write(tmp_path, files))) == [("ada_2023", ADD), ("bob_2024", ADD)]


def test_what_students_put_before_the_lab_in_their_folders_is_no_name(tmp_path):
    files = {
        f"ada/my_{ADD}.ipynb": ADD,
        f"bob/final_{ADD}.ipynb": ADD,
        f"eve/draft {ADD}.ipynb": ADD,
    }
    assert list(found(write(tmp_path, files))) == [("ada", ADD), ("bob", ADD), ("eve", ADD)]


def test_a_class_of_one(tmp_path):
    assert list(found(write(tmp_path / "a", {f"ada/{ADD}/x.ipynb": ADD}))) == [("ada", ADD)]
    assert list(found(write(tmp_path / "b", {f"ada/{ADD}.ipynb": ADD}))) == [("ada", ADD)]
    assert list(found(write(tmp_path / "c", {f"ada_{ADD}.ipynb": ADD}))) == [("ada", ADD)]
    assert list(found(write(tmp_path / "d", {f"Ada_1_{MOODLE}_/x.ipynb": ADD}))) == [("Ada", ADD)]
    assert list(found(write(tmp_path / "e", {f"a_1_2_{ADD}.ipynb": ADD}))) == [("1", ADD)]


def test_folders_of_labs_with_a_folder_or_a_file_for_each_student(tmp_path):
    expected = [("ada", ADD), ("ada", STATE), ("bob", ADD), ("bob", STATE)]
    files = {f"{lab}/{who}/x.ipynb": lab for who, lab in expected}
    assert list(found(write(tmp_path / "a", files))) == expected
    files = {f"{lab}/{who}_{lab}.ipynb": lab for who, lab in expected}
    assert list(found(write(tmp_path / "b", files))) == expected
    files = {f"Week {lab[:2]}/{who}_{lab}.ipynb": lab for who, lab in expected}
    assert list(found(pack(tmp_path / "c.zip", files))) == expected


def test_a_notebook_in_the_folder_of_another_lab_loses(tmp_path):
    files = {f"ada/{ADD}/{STATE}.ipynb": STATE, f"ada/{STATE}/{STATE} (1).ipynb": STATE}
    write(tmp_path, files | {f"bob/{ADD}/x.ipynb": ADD})
    os.utime(tmp_path / "ada" / STATE / f"{STATE} (1).ipynb", (1, 1))
    entries, problems = submissions.find(tmp_path, LABS)
    assert problems == [] and [entry.lab for entry in entries] == [ADD, STATE, ADD]
    assert "none in the folder" in entries[0].problem
    assert entries[1].path.endswith("(1).ipynb")


def test_a_notebook_named_like_the_lab_wins_over_others_in_its_folder(tmp_path):
    files = {
        f"ada/{ADD}/scratch.ipynb": STATE,
        f"ada/{ADD}/{ADD}.ipynb": ADD,
        f"bob/{ADD}/x.ipynb": ADD,
    }
    assert Path(found(write(tmp_path, files))["ada", ADD].path).name == f"{ADD}.ipynb"


def test_a_notebook_wins_over_a_link_and_a_broken_zip(tmp_path):
    write(
        tmp_path, {f"ada/{ADD}/{ADD} (1).ipynb": ADD, f"ada/{ADD}/{ADD}.zip": b"PK", "b/c.txt": b""}
    )
    (tmp_path / "ada" / ADD / f"{ADD}.ipynb").symlink_to("/etc/passwd")
    assert found(tmp_path)["ada", ADD].path.endswith("(1).ipynb")


def test_a_decomposed_name_is_the_same_student(tmp_path):
    decomposed = unicodedata.normalize("NFD", UMLAUT)
    assert decomposed != UMLAUT
    files = {f"{UMLAUT}/{ADD}/x.ipynb": ADD, f"{decomposed}/{STATE}/x.ipynb": STATE}
    assert list(found(pack(tmp_path / "c.zip", files))) == [(UMLAUT, ADD), (UMLAUT, STATE)]


def test_utf8_names_in_a_zip_that_does_not_say_so(tmp_path):
    name = f"{UMLAUT}_{ADD}.ipynb"
    archive = bytearray(broken.zipped([("x" * len(name.encode()), BYTES[ADD])]))
    path = tmp_path / "c.zip"
    path.write_bytes(archive.replace(b"x" * len(name.encode()), name.encode()))
    with zipfile.ZipFile(path) as raw:
        assert raw.namelist() != [name]
    assert list(found(path)) == [(UMLAUT, ADD)]


def test_two_students_of_one_name_are_kept_apart(tmp_path):
    files = {f"Anna Li_{number}_{MOODLE}_/{ADD}.ipynb": ADD for number in (7, 8)}
    files[f"Bob_9_{MOODLE}_/{ADD}.ipynb"] = ADD
    entries = found(pack(tmp_path / "m.zip", files))
    assert list(entries) == [("Anna Li_7", ADD), ("Anna Li_8", ADD), ("Bob", ADD)]
    assert "several students" in entries["Anna Li_7", ADD].notes[0]
    assert entries["Bob", ADD].notes == ()


HOSTILE = [
    f"../{ADD}/x.ipynb",
    f"ada/../../{ADD}/x.ipynb",
    f"..\\ada_{ADD}.ipynb",
    f"/etc/ada_{ADD}.ipynb",
    f"\\\\server\\ada_{ADD}.ipynb",
    f"C:\\ada_{ADD}.ipynb",
    f"c:ada_{ADD}.ipynb",
    f" ../{ADD}/x.ipynb",
    f".\u200e./{ADD}/x.ipynb",
    f".\x07./{ADD}/x.ipynb",
    f"\x07/{ADD}/x.ipynb",
    f".._1_{MOODLE}_/{ADD}.ipynb",
    f".._1_{MOODLE}_/work.zip",
    f"-_{ADD}.ipynb",
    "\x01",
    " ",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_in_a_zip_are_problems_and_write_nothing(tmp_path, name, monkeypatch):
    what = own_zip(**{f"Bob_1_{MOODLE}_": ADD}) if name.endswith("zip") else ADD
    path = pack(tmp_path / "deep" / "c.zip", {name: what, f"bob/{ADD}/x.ipynb": ADD})
    monkeypatch.chdir(tmp_path / "deep")
    before = snapshot(tmp_path)
    entries, problems = submissions.find("c.zip", LABS)
    assert [entry.student for entry in entries] == ["bob"]
    assert submissions.read(entries[0], LABS[ADD]).setup
    ((text, sentence),) = problems
    assert text.isprintable() and sentence.isprintable()
    assert snapshot(tmp_path) == before
    assert path.exists()


@pytest.mark.parametrize(
    "student", ["x" * 300, "a\x07d\x1ba", "<b>&amp;", "a;rm -rf", "d\u202ea", "山田 🙂"]
)
def test_strange_names_of_students(tmp_path, student):
    shown = "".join(sign for sign in student if sign.isprintable())
    files = {f"{student}/{ADD}/x.ipynb": ADD, f"bob/{ADD}/x.ipynb": ADD}
    assert (shown, ADD) in found(pack(tmp_path / "c.zip", files))


def test_of_members_with_one_name_the_last_counts(tmp_path):
    changed = broken.notebook()
    marked(changed, "encode")["source"] = "last = 1"
    members = [("ada_" + broken.FILE, BYTES[ADD]), ("ada_" + broken.FILE, json.dumps(changed))]
    with pytest.warns(UserWarning, match="Duplicate name"):
        (tmp_path / "c.zip").write_bytes(broken.zipped(members))
    entry = found(tmp_path / "c.zip")["ada", ADD]
    assert submissions.read(entry, LABS[ADD]).cells["encode"] == "last = 1"
    assert "several times" in entry.notes[0]


def test_of_members_with_one_name_in_a_students_own_zip_the_last_counts(tmp_path):
    changed = broken.notebook()
    marked(changed, "encode")["source"] = "last = 1"
    with pytest.warns(UserWarning, match="Duplicate name"):
        own = broken.zipped([("x.ipynb", BYTES[ADD]), ("x.ipynb", json.dumps(changed))])
    pack(tmp_path / "c.zip", {f"Ada_1_{MOODLE}_/w.zip": own, f"Bob_2_{MOODLE}_/x.ipynb": ADD})
    entry = found(tmp_path / "c.zip")["Ada", ADD]
    assert submissions.read(entry, LABS[ADD]).cells["encode"] == "last = 1"


def test_not_all_notebooks_of_a_zip_are_looked_into(tmp_path, monkeypatch):
    looked_into = []
    monkeypatch.setattr(finding, "look", lambda *place: looked_into.append(place) or Look())
    write(
        tmp_path,
        {"ada/w.zip": own_zip(**{f"n{place}": ADD for place in range(50)}), "b/c.txt": b""},
    )
    submissions.find(tmp_path, LABS)
    assert len(looked_into) == 20


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "c" / "ada").mkdir(parents=True)
    with open(
        os.fsencode(tmp_path / "c") + f"/m\xfcller_{ADD}.ipynb".encode("latin-1"), "wb"
    ) as file:
        file.write(BYTES[ADD])
    entry = one(tmp_path / "c")
    assert entry.student == "müller" and "not in UTF-8" in entry.problem
    assert entry.path.encode()


@pytest.mark.parametrize(
    "name, what",
    [
        (f"eve/{ADD}/Bob_9_{MOODLE}_/{ADD}.ipynb", ADD),
        (f"eve/{ADD}/bob_1_2_{ADD}.ipynb", ADD),
        (f"eve/{ADD}/bob_{ADD}.ipynb", ADD),
        (f"eve/bob_{ADD}.ipynb", ADD),
        (f"eve/{ADD}/w.zip", own_zip(**{f"bob/{ADD}/{ADD}": ADD, f"a/{ADD}/x": ADD})),
        ("eve/w.zip", own_zip(**{f"Bob_9_{MOODLE}_/{ADD}": ADD, f"bob_1_2_{ADD}": ADD})),
    ],
    # the bytes of a zip hold the time, and all processes of a run must give a test one name
    ids=lambda value: "zip" if isinstance(value, bytes) else None,
)
def test_names_in_a_folder_do_not_take_the_place_of_others(tmp_path, name, what):
    class_of_three = {f"{student}/{ADD}/{ADD}.ipynb": ADD for student in ("ada", "bob")}
    entries = found(write(tmp_path, class_of_three | {name: what}))
    assert list(entries) == [("ada", ADD), ("bob", ADD), ("eve", ADD)]
    assert "eve" not in entries["bob", ADD].path


def test_many_files_of_one_student_do_not_outvote_the_class(tmp_path):
    files = {f"{student}/{ADD}/{ADD}.ipynb": ADD for student in ("ada", "bob")}
    files |= {f"eve/{ADD}/S{i}_{i}_{MOODLE}_/{ADD}.ipynb": ADD for i in range(40)}
    assert list(found(write(tmp_path, files))) == [("ada", ADD), ("bob", ADD), ("eve", ADD)]


@pytest.mark.parametrize("other", [f"bob_{ADD}", f"Bob_2_{MOODLE}_/{ADD}", f"bob_2_3_{ADD}"])
def test_a_zip_in_a_download_is_its_students_alone(tmp_path, other):
    files = {f"Eve_1_{MOODLE}_/w.zip": own_zip(**{other: ADD}), f"Ada_3_{MOODLE}_/a.ipynb": ADD}
    assert list(found(pack(tmp_path / "m.zip", files))) == [("Ada", ADD), ("Eve", ADD)]
    files = {f"eve_1_2_{ADD}.zip": own_zip(**{other: ADD}), f"ada_3_4_{ADD}.ipynb": ADD}
    assert list(found(write(tmp_path / "c", files))) == [("1", ADD), ("3", ADD)]
    files = {
        f"eve_{ADD}.zip": own_zip(**{other: ADD, f"x_1_2_{ADD}": ADD}),
        f"ada_{ADD}.ipynb": ADD,
    }
    assert list(found(write(tmp_path / "f", files))) == [("ada", ADD), ("eve", ADD)]


def test_a_zip_in_a_zip_in_a_zip_is_not_opened(tmp_path):
    inner = broken.zipped([(f"Ada_1_{MOODLE}_/w.zip", own_zip(hw=ADD))])
    pack(tmp_path / "all.zip", {f"{ADD}.zip": inner})
    assert "zip in a zip in a zip" in one(tmp_path / "all.zip").problem

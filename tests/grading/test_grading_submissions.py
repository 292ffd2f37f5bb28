import errno
import json
import os
import random
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import nbformat
import pytest

from course.errors import CourseError
from course.grading import submissions
from course.grading.grades import Submission
from course.grading.submissions import finding, reading
from course.grading.submissions.archives import content
from tests import broken

ROOT = Path(__file__).resolve().parents[2]
ADD, STATE = "04_addition_rnn", "05_stateful_lstm"
MOODLE = "assignsubmission_file"


def exercises_of(lab):
    cells = nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4).cells
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells]
    return [mark["grade_id"] for mark in marks if mark.get("solution")]


LABS = {path.stem: exercises_of(path.stem) for path in sorted((ROOT / "labs").glob("*.ipynb"))}
BYTES = {lab: (ROOT / "labs" / f"{lab}.ipynb").read_bytes() for lab in LABS}


def write(folder, files):
    """Write {name: lab or bytes} below a folder; returns it."""
    for name, what in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(BYTES.get(what, what))
    return folder


def pack(path, files):
    """Write {name: lab or bytes} into a zip; returns it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(broken.zipped((name, BYTES.get(what, what)) for name, what in files.items()))
    return path


def own_zip(**files):
    return broken.zipped((f"{name}.ipynb", BYTES[lab]) for name, lab in files.items())


def found(path, labs=LABS):
    """{(student, lab): Submission}, all of which can be read, and no problems."""
    entries, problems = submissions.find(path, labs)
    assert problems == []
    assert entries == sorted(entries)
    for entry in entries:
        assert entry.problem == ""
        assert list(submissions.read(entry, LABS[entry.lab]).cells) == LABS[entry.lab]
    keys = [(entry.student, entry.lab) for entry in entries]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, entries, strict=True))


def one(path, labs=LABS):
    """The only submission in a folder or zip."""
    (entry,), problems = submissions.find(path, labs)
    assert problems == []
    return entry


def read_notebook(tmp_path, content, exercises=LABS[ADD], lab=ADD, labs=None):
    path = tmp_path / "n.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return submissions.read(Submission("ada", lab, str(path)), exercises, labs)


def marked(notebook, grade_id):
    """The cell of a notebook with this id."""
    cells = notebook["cells"]
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def snapshot(folder):
    """{path: what it is, its bytes, its time} of everything in a folder, the folder itself included."""
    seen = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        status = path.lstat()
        data = (
            path.read_bytes() if stat.S_ISREG(status.st_mode) and os.access(path, os.R_OK) else None
        )
        seen[path] = status.st_mode, status.st_mtime_ns, status.st_size, data
    return seen


# Layouts

UMLAUT = "Jürgen Müller"
LAYOUTS = {
    "nbgrader": (
        {
            f"ada/{ADD}/{ADD}.ipynb": ADD,
            f"ada/{STATE}/{STATE}.ipynb": STATE,
            f"ada/{ADD}/timestamp.txt": b"2024-05-01",
            f"ada/{ADD}/data.csv": b"1,2",
            f"ada/{ADD}/.ipynb_checkpoints/{ADD}-checkpoint.ipynb": STATE,
            f"{UMLAUT}/{ADD}/solved.ipynb": ADD,
            f"b_o b/ps1/{STATE}.ipynb": STATE,
            f"eve/{ADD}.ipynb": ADD,
            "README.txt": b"hello",
        },
        {
            ("ada", ADD): ("", ""),
            ("ada", STATE): ("", ""),
            (UMLAUT, ADD): ("", ""),
            ("b_o b", STATE): ("", ""),
            ("eve", ADD): ("", ""),
        },
    ),
    "flat": (
        {
            f"ada_{ADD}.ipynb": ADD,
            f"ada_{STATE}.ipynb": STATE,
            f"van der_b {ADD}.ipynb": ADD,
            f"ada_2023_{ADD}.ipynb": ADD,
            f"{UMLAUT}-{ADD} (1).ipynb": ADD,
            "eve_04-Addition RNN-Copy1.ipynb.txt": ADD,
            "grades.csv": b"1",
        },
        {
            ("ada", ADD): ("", ""),
            ("ada", STATE): ("", ""),
            ("van der_b", ADD): ("", ""),
            ("ada_2023", ADD): ("", ""),
            (UMLAUT, ADD): ("", ""),
            ("eve", ADD): ("", ""),
        },
    ),
    "moodle": (
        {
            f"Ada Lovelace_12345_{MOODLE}_/{ADD}.ipynb": ADD,
            f"{UMLAUT}_12346_{MOODLE}/homework.ipynb": ADD,
            f"Anna_Lena O'Neil_12347_{MOODLE}_/sub/Untitled (2).ipynb": ADD,
            f"Anna_Lena O'Neil_12347_{MOODLE}_/report.pdf": b"%PDF",
            "Anna_Lena O'Neil_12347_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
            f"__MACOSX/Ada Lovelace_12345_{MOODLE}_/._{ADD}.ipynb": b"\0\5",
        },
        {
            ("Ada Lovelace", ADD): ("Ada Lovelace", "12345"),
            (UMLAUT, ADD): (UMLAUT, "12346"),
            ("Anna_Lena O'Neil", ADD): ("Anna_Lena O'Neil", "12347"),
        },
    ),
    "moodle flat": (
        {
            f"Ada Lovelace_12345_{MOODLE}_{ADD}.ipynb": ADD,
            f"{UMLAUT}_12346_{MOODLE}_my homework_3.ipynb": STATE,
        },
        {
            ("Ada Lovelace", ADD): ("Ada Lovelace", "12345"),
            (UMLAUT, STATE): (UMLAUT, "12346"),
        },
    ),
    "canvas": (
        {
            f"lovelaceada_12345_67890_{ADD}.ipynb": ADD,
            f"müllerjürgen_LATE_12346_67891_{ADD}-2.ipynb": ADD,
            "o'neil-anna_12347_67892_Untitled_7_8.ipynb": ADD,
            "smith_12348_67893_answers.zip": own_zip(Untitled=ADD),
        },
        {
            ("12345", ADD): ("lovelaceada", "12345"),
            ("12346", ADD): ("müllerjürgen", "12346"),
            ("12347", ADD): ("o'neil-anna", "12347"),
            ("12348", ADD): ("smith", "12348"),
        },
    ),
}


@pytest.mark.parametrize("kind", ["folder", "zip", "folder in a folder", "zip with a folder"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_recognised(tmp_path, layout, kind):
    files, expected = LAYOUTS[layout]
    if " " in kind:
        files = {f"download/{name}": what for name, what in files.items()}
    if kind.startswith("zip"):
        path = pack(tmp_path / "all of it.zip", files)
    else:
        path = write(tmp_path / "class", files)
    entries = found(path)
    assert {key: (entry.name, entry.number) for key, entry in entries.items()} == expected
    assert all(bool(entry.member) == kind.startswith("zip") or ".zip" in entry.path
               for entry in entries.values())  # fmt: skip


@pytest.mark.parametrize("zipped", [False, True])
def test_a_folder_with_a_download_for_each_lab(tmp_path, zipped):
    moodle = {f"Ada Lovelace_1_{MOODLE}_/hw.ipynb": ADD, f"Bob_2_{MOODLE}_/w.zip": own_zip(x=ADD)}
    other = {f"Ada Lovelace_77_{MOODLE}_/hw.ipynb": STATE, f"Bob_78_{MOODLE}_/cut.ipynb": b"{"}
    for name, files in ((f"SEQ24-{ADD}-1234", moodle), (f"SEQ24-{STATE}-1235", other)):
        if zipped:
            pack(tmp_path / "class" / f"{name}.zip", files)
        else:
            write(tmp_path / "class" / name, files)
    entries, problems = submissions.find(tmp_path / "class", LABS)
    assert problems == []
    assert [(entry.student, entry.lab, entry.number) for entry in entries] == [
        ("Ada Lovelace", ADD, "1"),
        ("Ada Lovelace", STATE, "77"),
        ("Bob", ADD, "2"),
        ("Bob", STATE, "78"),
    ]
    for entry in entries[:3]:
        assert list(submissions.read(entry, LABS[entry.lab]).cells) == LABS[entry.lab]
    with pytest.raises(submissions.Unreadable, match="ends in the middle"):
        submissions.read(entries[3], LABS[STATE])


def test_canvas_zips_in_a_folder_and_flat_zips(tmp_path):
    pack(
        tmp_path / "c" / "submissions.zip", {f"lovelace_1_2_{ADD}.ipynb": ADD, "b_3_4_x.ipynb": ADD}
    )
    pack(tmp_path / "c" / "submissions (1).zip", {f"ada_{STATE}.ipynb": STATE})
    assert list(found(tmp_path / "c")) == [("1", ADD), ("3", ADD), ("ada", STATE)]


@pytest.mark.parametrize(
    "name",
    [f"ada/{ADD}/work.zip", f"ada/{ADD}.zip", f"ada_{ADD}.zip", f"Ada_5_{MOODLE}_/work.zip"],
)
@pytest.mark.parametrize("inside", [f"{ADD}.ipynb", "work/Untitled.ipynb", f"{ADD}/hw.ipynb"])
def test_a_students_own_zip_is_looked_into(tmp_path, name, inside):
    archive = broken.zipped([(inside, BYTES[ADD]), ("work/picture.png", b"\x89PNG")])
    folder = write(
        tmp_path / "c", {name: archive, f"bob_{ADD}.ipynb": ADD, f"eve_{ADD}.ipynb": ADD}
    )
    entries = found(folder)
    assert {student.casefold() for student, _ in entries} == {"ada", "bob", "eve"}
    (own,) = (entry for entry in entries.values() if entry.member)
    assert own.path.endswith(".zip") and own.member == inside


def test_without_ids_only_names_tell_the_lab(tmp_path):
    files = {f"Ada_1_{MOODLE}_/{ADD}.ipynb": ADD, f"Bob_2_{MOODLE}_/{STATE}.ipynb": STATE}
    assert list(found(write(tmp_path / "a", files), list(LABS))) == [("Ada", ADD), ("Bob", STATE)]
    files[f"Eve_3_{MOODLE}_/hw.ipynb"] = ADD
    entries, problems = submissions.find(write(tmp_path / "b", files), list(LABS))
    assert [entry.student for entry in entries] == ["Ada", "Bob"]
    ((path, sentence),) = problems
    assert path == f"Eve_3_{MOODLE}_/hw.ipynb" and "tells no lab" in sentence


def test_a_broken_file_of_any_name_gets_the_lab_that_all_others_have(tmp_path):
    files = {f"Ada_1_{MOODLE}_/a.ipynb": ADD, f"Bob_2_{MOODLE}_/b.ipynb": b"{"}
    files |= {f"Eve_3_{MOODLE}_/report.pdf": b"%PDF", f"Dan_4_{MOODLE}_/w.rar": b"Rar!"}
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert [(entry.student, entry.lab) for entry in entries] == [
        (student, ADD) for student in ("Ada", "Bob", "Dan", "Eve")
    ]
    assert problems == []
    assert "w.rar was handed in" in entries[2].problem
    assert "report.pdf was handed in" in entries[3].problem


def test_what_belongs_to_nobody_is_a_problem(tmp_path):
    files = {
        f"{ADD}.ipynb": ADD,
        "thesis.ipynb": ADD,
        f"ada/{ADD}/x.ipynb": ADD,
        "broken.zip": b"PK",
    }
    files |= {f"bob/{ADD}/x.ipynb": ADD}
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "link").symlink_to(tmp_path)
    entries, problems = submissions.find(write(tmp_path / "c", files), LABS)
    assert [entry.student for entry in entries] == ["ada", "bob"]
    assert [path for path, _ in problems] == [f"{ADD}.ipynb", "broken.zip", "link", "thesis.ipynb"]
    for (_, sentence), part in zip(
        problems, ["names no student", "damaged", "is a link", "names no student"], strict=True
    ):
        assert part in sentence


@pytest.mark.parametrize("what", ["nowhere", "file.txt", "n.ipynb", "cut.zip", "a\0b"])
def test_what_is_no_folder_and_no_zip_is_refused(tmp_path, what):
    (tmp_path / "file.txt").write_text("no zip")
    (tmp_path / "n.ipynb").write_bytes(BYTES[ADD])
    (tmp_path / "cut.zip").write_bytes(own_zip(a=ADD)[:-9])
    with pytest.raises(CourseError, match="there is no|neither a folder nor a zip"):
        submissions.find(tmp_path / what, LABS)


# Names

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
    monkeypatch.setattr(finding, "grade_ids", lambda *place: looked_into.append(place) or set())
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


# One student cannot hand in for another


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


# What is broken


@pytest.fixture(scope="module")
def broken_class(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken") / "class"
    expected = broken.make(folder)
    before = snapshot(folder.parent)
    entries, problems = submissions.find(folder, LABS)
    sentences = {}
    for entry in entries:
        with pytest.raises(submissions.Unreadable) as error:
            submissions.read(entry, LABS[ADD], LABS)
        sentences[entry.student, entry.lab] = str(error.value)
    return expected, sentences, problems, before, snapshot(folder.parent)


@pytest.mark.parametrize("kind", broken.kinds())
def test_what_is_broken_gets_its_sentence(broken_class, kind):
    expected, sentences, *_ = broken_class
    if kind not in expected:
        pytest.skip("this system has no links or pipes, or root may read anything")
    sentence = sentences[kind, ADD]
    assert expected[kind] in sentence
    assert len(sentence) < 250 and sentence.isprintable()
    assert re.search(r": .*(hand|put|clear|use)", sentence), "it does not say what to do"


def test_the_broken_class_is_whole_and_unchanged(broken_class):
    expected, sentences, problems, before, after = broken_class
    assert len(expected) >= 60
    assert {student for student, _ in sentences} == set(expected)
    assert problems == []
    assert before == after


def test_nothing_changes_in_any_layout(tmp_path):
    for place, (files, _) in enumerate(LAYOUTS.values()):
        write(tmp_path / "folders" / str(place), files)
        pack(tmp_path / "zips" / f"{place}.zip", files)
    for path in tmp_path.rglob("*"):
        os.utime(path, (10, 10))
    before = snapshot(tmp_path)
    for path in [*(tmp_path / "folders").iterdir(), *(tmp_path / "zips").iterdir(), tmp_path]:
        for entry in submissions.find(path, LABS)[0]:
            submissions.read(entry, LABS[entry.lab])
    assert snapshot(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="no pipes and sockets")
def test_pipes_and_sockets_are_never_opened(tmp_path, monkeypatch):
    folder = tmp_path / "ada" / ADD
    folder.mkdir(parents=True)
    os.mkfifo(folder / broken.FILE)
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    (tmp_path / "bob" / ADD).mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"bob/{ADD}/{broken.FILE}")
    opened = []
    real = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *rest, **named: opened.append(path) or real(path, *rest)
    )
    entries, _ = submissions.find(tmp_path, LABS)
    assert [entry.student for entry in entries] == ["ada", "bob"]
    for entry in entries:
        assert "neither a file nor a folder" in entry.problem
        with pytest.raises(submissions.Unreadable, match="neither a file nor a folder"):
            submissions.read(entry._replace(problem=""), LABS[ADD])
    assert opened == []


def test_a_link_put_there_after_it_was_found_is_not_followed(tmp_path):
    entry = one(write(tmp_path / "c", {f"ada/{ADD}/x.ipynb": ADD}))
    Path(entry.path).rename(tmp_path / "elsewhere.ipynb")
    with pytest.raises(submissions.Unreadable, match="cannot be opened"):
        submissions.read(entry, LABS[ADD])
    Path(entry.path).symlink_to(tmp_path / "elsewhere.ipynb")
    with pytest.raises(submissions.Unreadable, match="is a link"):
        submissions.read(entry, LABS[ADD])


@pytest.mark.skipif(os.name != "posix", reason="no pipes")
@pytest.mark.parametrize(
    "make, part",
    [
        (lambda path: path.symlink_to("/etc/hostname"), "symbolic links"),
        (os.mkfifo, "neither a file nor a folder"),
    ],
)
def test_nor_is_one_that_comes_in_the_last_moment(tmp_path, monkeypatch, make, part):
    entry = one(write(tmp_path / "c", {f"ada/{ADD}/x.ipynb": ADD}))
    before = os.lstat(entry.path)
    Path(entry.path).unlink()
    make(Path(entry.path))
    monkeypatch.setattr(os, "lstat", lambda path: before)
    with pytest.raises(submissions.Unreadable, match=part):
        submissions.read(entry, LABS[ADD])


@pytest.mark.parametrize(
    "number, is_theirs",
    [(errno.EACCES, True), (errno.ENOENT, True), (errno.EMFILE, False), (errno.EIO, False)],
)
def test_a_fault_of_this_machine_is_not_the_students(tmp_path, monkeypatch, number, is_theirs):
    entry = one(write(tmp_path, {f"ada/{ADD}/x.ipynb": ADD}))

    def refuse(*arguments, **named):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CourseError, match=os.strerror(number)) as error:
        submissions.read(entry, LABS[ADD])
    assert isinstance(error.value, submissions.Unreadable) == is_theirs


@pytest.mark.parametrize("locked, whose", [(f"ada/{ADD}", [("ada", ADD)]), ("ada", [])])
def test_a_folder_that_cannot_be_opened(tmp_path, monkeypatch, locked, whose):
    write(tmp_path, {f"ada/{ADD}/x.ipynb": ADD, f"bob/{ADD}/x.ipynb": ADD})
    real = os.scandir

    def scandir(path):
        if os.fspath(path) == os.path.realpath(tmp_path / locked):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    entries, problems = submissions.find(tmp_path, LABS)
    told = [(entry.student, entry.lab) for entry in entries if "Permission denied" in entry.problem]
    assert told == whose
    assert [path for path, sentence in problems if "Permission denied" in sentence] == (
        [] if whose else ["ada"]
    )
    assert ("bob", ADD) in [(entry.student, entry.lab) for entry in entries]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_no_bytes_come_out_of_a_bomb(tmp_path):
    """A member that unpacks to a hundred times what it says stops at what it says."""
    bomb = broken.patched(broken.zipped([(broken.FILE, bytes(50_000_000))]), "size", 500_000)
    path = tmp_path / "b.zip"
    path.write_bytes(bomb)
    code = (
        "from course.grading.submissions import archives, entries\n"
        "before = peak()\n"
        "try: archives.content(sys.argv[1], sys.argv[2], limit=10**9)\n"
        "except entries.Unreadable as error: print(error)\n"
        "print(peak() - before)\n"
    )
    sentence, grown = run_python(code, path, broken.FILE).splitlines()
    assert "damaged" in sentence
    assert int(grown) < 10_000  # kB


# getrusage would not do: a new process starts with the peak of the one that started it.
PEAK = """
import re, sys
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""


def run_python(code, *arguments):
    command = [sys.executable, "-c", PEAK + code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_no_archive_stays_open(tmp_path):
    """A process that is forked to run answers must not inherit what others handed in."""
    path = pack(tmp_path / "c.zip", {f"{student}_{ADD}.ipynb": ADD for student in "abc"})
    found(path)
    opened = [os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert not [target for target in opened if target.endswith("c.zip")]


# Answers


def test_answers_are_those_of_nbformat(tmp_path):
    for lab, ids in LABS.items():
        notebook = nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4)
        own = {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in notebook.cells
            if "nbgrader" in cell.metadata
        }
        answers = read_notebook(tmp_path, BYTES[lab], ids, lab)
        assert answers == ({key: own[key] for key in ids}, own["setup"], ())


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


STUB = "def encode():\n    # YOUR CODE HERE\n    raise NotImplementedError()\n"
LEFT = "def other():\n    raise NotImplementedError()\n\ndef encode():\n    # YOUR CODE HERE\n    return 1\n"


@pytest.mark.parametrize(
    "sources, counts, notes",
    [
        (["a = 1", STUB], 0, 0),
        ([STUB, "a = 1"], 1, 0),
        (["a = 1", "b = 2"], 1, 1),
        (["a = 1", STUB, "b = 2", STUB], 2, 1),
        ([STUB, STUB], 1, 1),
        (["a = 1", ""], 0, 0),
        (["a = 1", " \n\t"], 0, 0),
        (["a = 1", 5], 0, 0),
        (["a = 1", LEFT], 1, 1),
        (["a = 1", STUB.replace("\n", "\r\n")], 0, 0),
    ],
)
def test_of_two_cells_with_one_id_the_last_that_was_filled_in_counts(
    tmp_path, sources, counts, notes
):
    notebook = broken.notebook()
    first = marked(notebook, "encode")
    place = notebook["cells"].index(first)
    notebook["cells"][place : place + 1] = [{**first, "source": source} for source in sources]
    answers = read_notebook(tmp_path, notebook)
    assert answers.cells["encode"] == sources[counts]
    assert len(answers.notes) == notes
    assert all("encode; the last one counts" in note for note in answers.notes)


@pytest.mark.parametrize(
    "change, note",
    [
        ({"cell_type": "markdown"}, "encode is no code cell any more"),
        ({"cell_type": ["code"]}, "encode is no code cell any more"),
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


def test_a_function_without_its_id_is_not_guessed(tmp_path):
    notebook = broken.notebook()
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    assert any("def encode(" in "".join(cell["source"]) for cell in notebook["cells"])
    with pytest.raises(submissions.Unreadable, match="made anew"):
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
    notebook["cells"].append(marked(notebook, "decode"))
    near = read_notebook(tmp_path, notebook)
    assert len(near.notes) == 2
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

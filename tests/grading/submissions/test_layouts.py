"""Every layout that a class may come in."""

import re
import unicodedata

import pytest

from course.errors import CourseError
from course.grading import submissions
from course.grading.submissions.platforms import BY_NAME, PLATFORMS
from tests import broken
from tests.grading.submissions.handed_in import (
    ADD,
    BYTES,
    LABS,
    LAYOUTS,
    MOODLE,
    ROOT,
    STATE,
    found,
    own_zip,
    pack,
    students,
    write,
)


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
    assert path == f"Eve_3_{MOODLE}_/hw.ipynb" and "does not say which lab" in sentence


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


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_that_is_named_is_read_as_if_guessed(tmp_path, layout):
    files, expected = LAYOUTS[layout]
    name = re.split("[, ]", layout)[0]
    entries, problems = submissions.find(write(tmp_path, files), LABS, name)
    found_ = {(one.student, one.lab): (one.name, one.number) for one in entries}
    assert found_ == expected and problems == []
    assert {one.platform for one in entries} <= {
        name,
        *(() if BY_NAME[name].patterns else ("nbgrader", "flat")),
    }


def test_every_layout_has_a_download_in_the_tests_and_says_what_it_is():
    tried = {re.split("[, ]", layout)[0] for layout in LAYOUTS}
    assert tried | {"moodle-teams"} == set(BY_NAME)
    for platform in PLATFORMS:
        assert platform.example.startswith("`") and platform.sentence.endswith(".")
        if platform.patterns and platform.name != "gradescope":
            example = platform.example.strip("`")
            assert any(pattern.fullmatch(example) for pattern in platform.patterns)


@pytest.mark.parametrize("name", ["Moodle", "ilias", "", "moodle "])
def test_an_unknown_name_of_a_layout_lists_those_that_there_are(tmp_path, name):
    with pytest.raises(
        CourseError, match=f"no layout {name}; there are: moodle, .*, nbgrader, flat$"
    ):
        submissions.find(tmp_path, LABS, name)


UNKNOWN = {
    "nobody's": ["a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb"],
    "only labs": [f"{ADD}.ipynb", f"{STATE}.ipynb"],
    "dates": [f"2024-03-01 10.11.12 s{number} {ADD}.ipynb" for number in range(5)],
    "copies of nobody's": [f"Copy of {ADD}.ipynb", f"{ADD} (1).ipynb"],
    "words": [f"my_{ADD}.ipynb", f"final_{ADD}.ipynb"],
    "one": ["homework.ipynb"],
}


@pytest.mark.parametrize("kind", UNKNOWN)
@pytest.mark.parametrize("zipped", [False, True])
def test_an_unknown_layout_is_one_named_problem(tmp_path, kind, zipped):
    files = dict.fromkeys(UNKNOWN[kind], ADD)
    path = pack(tmp_path / "class.zip", files) if zipped else write(tmp_path / "class", files)
    entries, problems = submissions.find(path, LABS)
    assert entries == []
    ((name, sentence),) = problems
    assert name in ("class", "class.zip") and "layout that is not known" in sentence
    assert sorted(UNKNOWN[kind])[0][:20] in sentence and "--layout" in sentence
    assert all(f"{platform.name}: " in sentence for platform in PLATFORMS)


def test_a_layout_that_does_not_fit_is_one_named_problem(tmp_path):
    files, _ = LAYOUTS["canvas, anonymous"]
    entries, problems = submissions.find(write(tmp_path / "class", files), LABS, "moodle")
    assert entries == [] and len(problems) == 1
    assert "expected was moodle" in problems[0][1] and "not named as Moodle" in problems[0][1]


def test_a_layout_overrules_the_guess(tmp_path):
    files = {f"{student}/old_{ADD}.ipynb": ADD for student in ("ada", "bob")}
    write(tmp_path, files | {f"{student}/x_{ADD}.ipynb": ADD for student in ("ada", "bob")})
    assert students(tmp_path, "nbgrader") == {("ada", "04"), ("bob", "04")}
    assert students(write(tmp_path / "c", {"1_2_3_x.ipynb": ADD}), "canvas") == {("2", "04")}


BESIDE = [
    ".ipynb_checkpoints/{}-checkpoint.ipynb",
    "__MACOSX/._{}.ipynb",
    "__MACOSX/a/._x",
    "desktop.ini",
    "Desktop.ini",
    "Thumbs.db",
    ".DS_Store",
    "~$report.docx",
    "grades.csv",
    "Icon\r",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("zipped", [False, True])
def test_what_systems_put_beside_is_no_matter(tmp_path, layout, zipped):
    files, expected = LAYOUTS[layout]
    beside = {form.format(ADD): b"x" for form in BESIDE}
    folders = {"/".join(name.split("/")[:-1]) for name in files if "/" in name}
    beside |= {f"{folder}/{form.format(ADD)}": b"x" for folder in folders for form in BESIDE[:8]}
    path = (
        pack(tmp_path / "c.zip", files | beside)
        if zipped
        else write(tmp_path / "c", files | beside)
    )
    assert set(found(path)) == set(expected)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_in_another_unicode_form_are_the_same(tmp_path, layout):
    files, expected = LAYOUTS[layout]
    files = {unicodedata.normalize("NFD", name): what for name, what in files.items()}
    assert set(found(pack(tmp_path / "c.zip", files))) == set(expected)


@pytest.mark.parametrize(
    "files", [{}, {"readme.txt": b"x"}, {".DS_Store": b"x"}, {f"A_1_{MOODLE}_/": b""}]
)
@pytest.mark.parametrize("zipped", [False, True])
def test_an_empty_download(tmp_path, files, zipped):
    (tmp_path / "c").mkdir()
    if zipped:
        path = pack(tmp_path / "c.zip", files)
    else:
        path = write(
            tmp_path / "c", {name: what for name, what in files.items() if name[-1] != "/"}
        )
    entries, problems = submissions.find(path, LABS)
    assert entries == [] and len(problems) == sum(name.endswith("/") and zipped for name in files)


def test_the_guide_has_the_table_of_layouts():
    text = (ROOT / "INSTRUCTORS.md").read_text(encoding="utf-8")
    section = text.split("## What may be handed in\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{one.name}` | {one.title} | {one.example} | {one.sentence} |" for one in PLATFORMS
    ]


@pytest.mark.parametrize(
    "name", ["all.rar", "ada.7z", "class.tar.gz", "ada+x+2024-03-01 10:11:12 UTC.tgz"]
)
def test_an_archive_that_is_no_zip_is_named(tmp_path, name):
    entries, problems = submissions.find(
        write(tmp_path, {name: b"?", f"ada/{ADD}/x.ipynb": ADD}), LABS
    )
    assert [one.student for one in entries] == ["ada"]
    assert problems == [
        (name, "the file is an archive that is not looked into: unpack it, or make it a zip")
    ]


@pytest.mark.parametrize(
    "week", ["Week {}", "Lab {}", "{}", "HW_{}", "2024-11-{}", "2024_11_{} due"]
)
@pytest.mark.parametrize(
    "form", ["{who}_{lab}", "SEQ24_{lab}_{who}", "{who}_{lab}", "{who}/x", "{who}/{lab}"]
)
def test_folders_of_weeks(tmp_path, week, form):
    files = {
        f"{week.format(lab[:2])}/{form.format(lab=lab, who=who)}.ipynb": lab
        for lab in (ADD, STATE)
        for who in ("ada", "bob", "eve")
    }
    expected = {(who, lab) for who in ("ada", "bob", "eve") for lab in ("04", "05")}
    assert students(write(tmp_path, files)) == expected


@pytest.mark.parametrize("form", ["{who}/{lab}", "{who}/{lab}/{lab}", "{who}/my {lab} (1)"])
@pytest.mark.parametrize(
    "groups",
    [
        {"Group A": "ada bob", "Group B": "eve o"},
        {"Mo 10-12": "ada bob eve", "Tu 8-10": "o p", "Müller": "li"},
        {"evening": "ada bob", "morning": "eve ada2", "online": "s1 s2"},
    ],
)
def test_folders_of_groups(tmp_path, groups, form):
    files = {
        f"{group}/{form.format(who=who, lab=lab)}.ipynb": lab
        for group, people in groups.items()
        for who in people.split()
        for lab in (ADD, STATE)
    }
    everybody = " ".join(groups.values()).split()
    expected = {(who, lab) for who in everybody for lab in ("04", "05")}
    assert students(write(tmp_path, files)) == expected


@pytest.mark.parametrize("below", [("labs", "work"), ("seq24/labs", "seq24/copy"), ("a", "a/old")])
def test_folders_that_every_student_has_are_no_students(tmp_path, below):
    files = {f"{who}/{folder}/{ADD}.ipynb": ADD for who in ("ada", "bob", "o") for folder in below}
    assert students(write(tmp_path, files)) == {(who, "04") for who in ("ada", "bob", "o")}


@pytest.mark.parametrize(
    "ids", [["17", "18", "19"], ["4", "5", "7"], ["04", "05", "77"], ["1", "2"]]
)
def test_figures_can_be_students(tmp_path, ids):
    files = {f"{own}/work/x.ipynb": ADD for own in ids}
    assert students(write(tmp_path / "a", files)) == {(own, "04") for own in ids}
    files = {f"{own}/{lab}.ipynb": lab for own in ids for lab in (ADD, STATE)}
    assert students(write(tmp_path / "b", files)) == {
        (own, lab) for own in ids for lab in ("04", "05")
    }


@pytest.mark.parametrize("name", ["Eve King.zip", "eve.zip", "work.zip", "download (1).zip"])
@pytest.mark.parametrize(
    "inside", ["x/hw", "hw", STATE, f"course/{STATE}/{STATE}", f"Week 05/{STATE}"]
)
def test_a_zip_that_names_no_student_makes_none_up(tmp_path, name, inside):
    files = {name: own_zip(**{inside: STATE}), f"bob/{STATE}/x.ipynb": STATE}
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert [one.student for one in entries] == ["bob"]
    assert [path.split("/")[0] for path, _ in problems] == [name]


def test_a_file_of_canvas_among_others_is_named(tmp_path):
    files = {f"lovelaceada_12345_67890_{STATE}.ipynb": STATE, f"bob_{STATE}.ipynb": STATE}
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert [one.student for one in entries] == ["bob"]
    assert "--layout canvas" in problems[0][1]


@pytest.mark.parametrize("zipped", [False, True])
def test_of_an_nbgrader_course_only_what_was_submitted_counts(tmp_path, zipped):
    files = {f"{step}/{STATE}/{STATE}.ipynb": STATE for step in ("source", "release")}
    files |= {f"{step}/{who}/{STATE}/{STATE}.ipynb": STATE
              for step in ("submitted", "autograded") for who in ("ada", "bob")}  # fmt: skip
    path = pack(tmp_path / "c.zip", files) if zipped else write(tmp_path / "c", files)
    entries, problems = submissions.find(path, LABS)
    assert [one.student for one in entries] == ["ada", "bob"]
    assert all("submitted/" in (one.member or one.path) and one.notes == () for one in entries)
    assert [step for step, _ in problems] == ["autograded", "release", "source"]

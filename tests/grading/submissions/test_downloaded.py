"""Downloads of learning platforms: whose, of which lab, and what their numbers hold for."""

import pytest

from course.grading import submissions
from tests.grading.submissions.handed_in import (
    ADD,
    GRADESCOPE,
    LABS,
    MOODLE,
    STATE,
    own_zip,
    pack,
    students,
    who,
    worked,
    write,
)

W2V = "07_word2vec"


def moodle(download, name, number, **files):
    return {
        f"{download}/{name}_{number}_{MOODLE}_/{file}.ipynb": lab for file, lab in files.items()
    }


def two_downloads(first, second):
    """Of 05 and 07; in that of 07 Ada hands in a whole folder, Bob the wrong notebook, Eve the right one."""
    return (
        moodle(first, "Ada", 1, hw=STATE)
        | moodle(first, "Bob", 2, hw=STATE)
        | moodle(second, "Ada", 11, **{STATE: STATE, W2V: W2V, "work": ADD})
        | moodle(second, "Bob", 12, hw=STATE)
        | moodle(second, "Eve", 13, hw=W2V)
        | moodle(second, "Dan", 14, hw=W2V)
    )


@pytest.mark.parametrize(
    "first, second",
    [
        (f"SEQ24-{STATE}-1234", f"SEQ24-{W2V}-1235"),
        (f"{STATE}", f"{W2V}"),
        ("download", "download (1)"),
        ("SEQ24-Blatt A-1234", "SEQ24-Blatt B-1235"),
    ],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_a_download_counts_for_the_lab_of_its_assignment(tmp_path, first, second, zipped):
    files = two_downloads(first, second)
    if zipped:
        for name in (first, second):
            own = {
                key.split("/", 1)[1]: lab
                for key, lab in files.items()
                if key.startswith(f"{name}/")
            }
            pack(tmp_path / "class" / f"{name}.zip", own)
    else:
        write(tmp_path / "class", files)
    entries, problems = submissions.find(tmp_path / "class", LABS)
    assert problems == []
    by_key = {(one.student, one.lab): one for one in entries if one.lab != ADD}
    assert {
        key: (one.number, one.assignment, bool(one.problem)) for key, one in by_key.items()
    } == {
        ("Ada", STATE): ("1", first, False),
        ("Bob", STATE): ("2", first, False),
        ("Ada", W2V): ("11", second, False),
        ("Bob", W2V): ("12", second, True),
        ("Eve", W2V): ("13", second, False),
        ("Dan", W2V): ("14", second, False),
    }
    assert f"one of {STATE} was handed in" in by_key["Bob", W2V].problem
    assert "left out" in by_key["Ada", W2V].notes[-1]


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize(
    "name",
    [f"SEQ24-{W2V}-1235", "SEQ24-Lab 07-1235", "SEQ24-Lab 7 words-1235", "Assignment_07", "hw7"],
)
def test_one_download_with_a_labs_name_counts_for_that_lab_alone(tmp_path, name, zipped):
    """Or what a student hands in a second time would take the place of what was graded last week."""
    files = moodle("x", "Ada", 1, **{STATE: STATE, W2V: W2V}) | moodle("x", "Bob", 2, hw=STATE)
    files |= moodle("x", "Eve", 3, hw=W2V) | moodle("x", "Dan", 4, hw=W2V)
    files = {name.split("/", 1)[1]: lab for name, lab in files.items()}
    path = tmp_path / name
    path = pack(path.with_suffix(".zip"), files) if zipped else write(path, files)
    found, problems = who(path)
    assert problems == []
    assert [(student, lab, bool(problem)) for student, lab, _, problem in found] == [
        ("Ada", "07", False),
        ("Bob", "07", True),
        ("Dan", "07", False),
        ("Eve", "07", False),
    ]


@pytest.mark.parametrize(
    "name", ["SEQ24-Week 5-1235", "SEQ24-Labs 04 and 07-12", f"{ADD} and {W2V}", "x 07 y"]
)
def test_a_download_whose_name_tells_no_single_lab_keeps_all_labs(tmp_path, name):
    files = moodle(name, "Ada", 1, a=W2V, b=ADD) | moodle(name, "Bob", 2, a=W2V)
    files |= moodle(name, "Eve", 3, a=W2V)
    assert students(write(tmp_path, files)) == {
        *(("Ada", "04"), ("Ada", "07"), ("Bob", "07"), ("Eve", "07")),
    }


def test_an_assignment_of_several_labs_keeps_them_all(tmp_path):
    files = moodle("x", "Ada", 1, a=STATE, b=ADD) | moodle("x", "Bob", 2, a=STATE, b=ADD)
    files |= moodle("x", "Eve", 3, a=STATE)
    assert students(write(tmp_path, files)) == {
        *(("Ada", "04"), ("Ada", "05"), ("Bob", "04"), ("Bob", "05"), ("Eve", "05")),
    }


def class_of(count, other, **beside):
    """A download without a lab's name: `count` students hand in 05, the first `other` of them more."""
    files = {}
    for place in range(count):
        files |= moodle(
            "week2", f"S{place:02d}", place, hw=STATE, **(beside if place < other else {})
        )
    return files


@pytest.mark.parametrize(
    "count, other, is_of_one",
    [(20, 1, True), (20, 2, True), (10, 1, True), (60, 6, True)]
    + [(20, 3, False), (9, 1, False), (3, 1, False), (20, 20, False), (20, 19, False)],
)
def test_what_few_hand_in_beside_the_lab_of_all_was_not_asked_for(
    tmp_path, count, other, is_of_one
):
    """Or it would take the place of what was graded for the other lab the week before."""
    entries, problems = submissions.find(
        write(tmp_path, class_of(count, other, second=ADD)) / "week2", LABS
    )
    assert problems == []
    assert sum(one.lab == STATE for one in entries) == count
    assert not any(one.problem for one in entries)
    assert sum(one.lab == ADD for one in entries) == (0 if is_of_one else other)
    told = [one for one in entries if any("left out" in note for note in one.notes)]
    assert len(told) == (other if is_of_one else 0)


def test_the_one_who_hands_in_another_lab_alone_is_told(tmp_path):
    files = class_of(19, 0) | moodle("week2", "Zoe", 77, hw=ADD)
    files |= {f"week2/Tom_78_{MOODLE}_/photo.png": b"\x89PNG\r\n\x1a\n"}
    entries, problems = submissions.find(write(tmp_path, files) / "week2", LABS)
    assert problems == [] and {one.lab for one in entries} == {STATE}
    odd = {one.student: one.problem for one in entries if one.problem}
    assert odd["Zoe"].startswith(f"a notebook of {STATE} was expected, but one of {ADD} was")
    assert "photo.png was handed in" in odd["Tom"] and len(odd) == 2


def test_a_lab_without_a_download_of_its_own_is_not_lost(tmp_path):
    files = two_downloads("download", "download (1)")
    found, _ = who(write(tmp_path, files))
    assert ("Ada", "04", "work.ipynb", "") in found


def test_two_downloads_in_one_folder(tmp_path):
    files = {}
    for number, name in enumerate(("Ada", "Bob", "Eve")):
        files |= moodle("x", name, number, hw=STATE) | moodle("x", name, 100 + number, hw=W2V)
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert problems == [] and len(entries) == 6
    assert {one.student for one in entries} == {"Ada", "Bob", "Eve"}
    assert {one.assignment for one in entries} == {""}  # nothing tells it
    assert all("two downloads" in one.notes[0] for one in entries)


@pytest.mark.parametrize(
    "names",
    [
        ["Group A", "Group B", "Group C"],
        ["Gruppe 1", "Gruppe 2", "Die Adler"],
        ["Équipe 1", "Équipe 2"],
        ["小组1", "小组2", "第3组"],
        ["Red Team", "Blue Team"],
        ["Команда 1", "Команда 2"],
    ],
)
def test_teams_are_groups_whose_number_is_nobodys(tmp_path, names):
    files = {f"{name}_{number}_{MOODLE}/x.ipynb": STATE for number, name in enumerate(names)}
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert problems == []
    assert sorted((one.student, one.group, one.number) for one in entries) == sorted(
        (name, name, "") for name in names
    )


def test_moodles_default_group_tells_that_all_are_groups(tmp_path):
    files = {f"The Tigers_7_{MOODLE}/x.ipynb": STATE, f"Standardgruppe_{MOODLE}/x.ipynb": STATE}
    entries, _ = submissions.find(write(tmp_path, files), LABS)
    assert {(one.student, one.number) for one in entries} == {
        ("The Tigers", ""),
        ("Standardgruppe", ""),
    }


def test_groups_with_names_of_their_own_need_the_layouts_name(tmp_path):
    files = {
        f"{name}_{number}_{MOODLE}/x.ipynb": STATE for number, name in enumerate(("Lions", "Foxes"))
    }
    entries, _ = submissions.find(write(tmp_path, files), LABS)
    assert {(one.group, one.number) for one in entries} == {("", "0"), ("", "1")}
    entries, _ = submissions.find(tmp_path, LABS, "moodle-teams")
    assert {(one.group, one.number) for one in entries} == {("Lions", ""), ("Foxes", "")}


def test_students_are_no_groups(tmp_path):
    names = ("Ada Gruppe", "Tim Teamer", "Grouper Bob", "Max Group")
    files = {f"{name}_{number}_{MOODLE}/x.ipynb": STATE for number, name in enumerate(names)}
    entries, _ = submissions.find(write(tmp_path, files), LABS)
    assert {one.group for one in entries} == {""}


@pytest.mark.parametrize(
    "name", ["Participant", "Teilnehmerin", "Teilnehmer/in", "参加者", "Participante"]
)
@pytest.mark.parametrize("form", ["{}_{}_" + MOODLE + "/x.ipynb", "{} {}_" + MOODLE + "_x.ipynb"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_anonymous_submissions(tmp_path, name, form, count):
    name = name.replace("/", "")  # as Moodle does
    files = {form.format(name, 600 + number): STATE for number in range(count)}
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert problems == []
    assert [(one.student, one.number) for one in entries] == [
        (f"{name}_{600 + number}", str(600 + number)) for number in range(count)
    ]
    assert all("anonymously" in one.notes[0] for one in entries)


def test_feedback_of_the_instructor_is_not_handed_in(tmp_path):
    files = moodle("x", "Ada", 1, hw=STATE)
    files["x/Ada_1_assignfeedback_file_/annotated.ipynb"] = STATE
    files["x/Ada_1_assignfeedback_editpdf_/combined.pdf"] = b"%PDF"
    found, problems = who(write(tmp_path, files))
    assert [one[:3] for one in found] == [("Ada", "05", "hw.ipynb")]
    assert [sentence for _, sentence in problems if "feedback" in sentence]


@pytest.mark.parametrize(
    "name, late",
    [
        ("noether_102_text.html", ""),
        ("noether_102_link.html", ""),
        ("noether_LATE_102_text.html", "late"),
        ("anon_x7fQ2_text.html", ""),
        ("LATE_anon_x7fQ2_link.html", "late"),
    ],
)
def test_a_text_in_canvas_is_no_notebook(tmp_path, name, late):
    files = {name: b"<p>hello", f"ada_1_2_{STATE}.ipynb": STATE, f"bob_2_3_{STATE}.ipynb": STATE}
    entries, problems = submissions.find(pack(tmp_path / "s.zip", files), LABS)
    assert problems == []
    (own,) = (one for one in entries if one.student in ("102", "anon_x7fQ2"))
    assert own.lab == STATE and own.late == late
    assert "no notebook was handed in" in own.problem


def test_a_text_beside_a_notebook_in_canvas_is_no_matter(tmp_path):
    files = {"ada_1_text.html": b"<p>hello", f"ada_1_2_{STATE}.ipynb": STATE}
    assert students(write(tmp_path, files)) == {("1", "05")}


def test_what_is_late_in_canvas_is_late(tmp_path):
    files = {
        f"ada_1_2_{STATE}.ipynb": STATE,
        f"bob_LATE_2_3_{STATE}.ipynb": STATE,
        "late_3_4_x.ipynb": STATE,
    }
    entries, _ = submissions.find(write(tmp_path, files), LABS)
    assert [(one.student, one.name, one.late) for one in entries] == [
        *(("1", "ada", ""), ("2", "bob", "late"), ("3", "late", "")),
    ]


@pytest.mark.parametrize(
    "files, expected",
    [
        ([f"9_{STATE}", "8_scratch-2"], f"9_{STATE}"),
        ([f"9_{STATE}", f"8_{STATE}-2"], f"8_{STATE}-2"),
        ([f"9_{STATE}-1", f"8_{STATE}-3", f"7_{STATE}-2"], f"8_{STATE}-3"),
        (["9_hw", "8_hw-1", "7_other-9"], "8_hw-1"),
        ([f"9_{STATE}", "8_notes-10", "7_try-3"], f"9_{STATE}"),
    ],
)
def test_a_number_at_the_end_in_canvas_replaces_the_same_name_alone(tmp_path, files, expected):
    files = {f"ada_1_{name}.ipynb": STATE for name in files} | {f"bob_2_1_{STATE}.ipynb": STATE}
    found, _ = who(write(tmp_path, files))
    if expected == "8_hw-1":  # nothing says whether hw or other is better
        assert found[0][2] != "ada_1_9_hw.ipynb"
    else:
        assert found[0][2] == f"ada_1_{expected}.ipynb"


@pytest.mark.parametrize("assignment", ["Lab 05", "Lab_05", STATE, "SEQ24: Lab 5, part 1"])
@pytest.mark.parametrize(
    "ids", [["s123", "s124"], ["s123"], ["ada_l", "eva_l"], ["a.b@x.org", "c.d@x.org", "e"]]
)
def test_of_blackboards_attempts_the_last_one_counts(tmp_path, assignment, ids):
    files = {}
    for own in ids:
        for time, data in (("2024-03-01-10-11-12", b"{"), ("2024-03-10-09-11-12", STATE)):
            files[f"{assignment}_{own}_attempt_{time}_{STATE}.ipynb"] = data
            files[f"{assignment}_{own}_attempt_{time}.txt"] = b"Name: ..."
    found, problems = who(pack(tmp_path / "gradebook.zip", files))
    assert problems == []
    assert [(student, problem) for student, *_, problem in found] == [
        (own, "") for own in sorted(ids)
    ]
    assert all("2024-03-10" in file for *_, file, _ in found)


@pytest.mark.parametrize(
    "earlier, later, known",
    [
        ("Mar 2, 2024 901 AM", "Mar 10, 2024 1011 PM", True),
        ("9 March 2024 0911", "1 April 2024 0911", True),
        ("10 novembre 2024 0911", "9 décembre 2024 0911", False),
        ("30. März 2024 2211", "1. April 2024 0911", False),
        ("30 dic. 2023 911", "2 ene. 2024 911", False),
    ],
)
def test_times_in_words_that_nobody_knows_decide_nothing(tmp_path, earlier, later, known):
    """Of submissions without a time that can be compared the one with the most answers counts."""
    for first, second in ((1, 3), (3, 1)):
        files = {
            f"1-2 - Ada King - {earlier}/{STATE}.ipynb": worked(STATE, first),
            f"1-2 - Ada King - {later}/{STATE}.ipynb": worked(STATE, second),
            f"3-2 - O - {later}/{STATE}.ipynb": STATE,
        }
        entry = submissions.find(write(tmp_path / str(first), files), LABS)[0][0]
        best = earlier if first > second and not known else later
        assert f" - {best}/" in entry.path and any("left out" in note for note in entry.notes)


@pytest.mark.parametrize("second, said", [(3, True), (1, False)])
def test_one_name_with_two_numbers_in_two_sections_is_remarked(tmp_path, second, said):
    files = moodle("Section 01", "Ada", 1, hw=STATE) | moodle("Section 01", "Bob", 2, hw=STATE)
    files |= moodle("Section 02", "Ada", second, hw=STATE) | moodle("Section 02", "O", 4, hw=STATE)
    entries, _ = submissions.find(write(tmp_path, files), LABS)
    remarked = {entry.student for entry in entries if "graded one by one" in str(entry.notes)}
    assert remarked == ({"Ada"} if said else set())


def test_an_attempt_without_a_file_does_not_replace_one_with_a_file(tmp_path):
    files = {
        f"Lab_s1_attempt_2024-03-01-10-11-12_{STATE}.ipynb": STATE,
        "Lab_s1_attempt_2024-03-02-10-11-12.txt": b"",
        "Lab_s2_attempt_2024-03-02-10-11-12.txt": b"",
    }
    found, _ = who(write(tmp_path, files))
    assert [(student, bool(problem)) for student, *_, problem in found] == [
        ("s1", False),
        ("s2", True),
    ]
    assert "no notebook was handed in" in found[1][3]


@pytest.mark.parametrize(
    "metadata, part",
    [
        (None, "submission_metadata.yml"),
        (b"", "submission_metadata.yml"),
        (b"a: [", "submission_metadata.yml"),
        (b"submission_99:\n  :submitters:\n  - :name: Ada\n", "submission_metadata.yml"),
        (b"submission_1:\n  :submitters:\n  - 3\n", "submission_metadata.yml"),
        (b"- 1\n- 2\n", "submission_metadata.yml"),
    ],
)
def test_gradescopes_submissions_of_nobody_are_named(tmp_path, metadata, part):
    files = {f"submission_{number}/x.ipynb": STATE for number in (1, 2)}
    if metadata is not None:
        files["submission_metadata.yml"] = metadata
    found, problems = who(write(tmp_path, files))
    assert found == [] and part in problems[0][1]


def test_students_of_one_name_in_gradescope(tmp_path):
    text = GRADESCOPE.replace(b"Bob King", b"Ada Lovelace")
    files = {
        "submission_metadata.yml": text,
        "submission_11/a.ipynb": STATE,
        "submission_12/a.ipynb": STATE,
    }
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert problems == []
    assert {one.student for one in entries} == {
        "Ada Lovelace_100",
        "Ada Lovelace_200",
        "Jürgen Müller",
    }
    assert [bool(one.group) for one in entries] == [False, True, True]


def test_a_students_own_metadata_say_nothing(tmp_path):
    files = {
        "submission_metadata.yml": GRADESCOPE,
        "submission_11/a.ipynb": STATE,
        "submission_12/a.ipynb": STATE,
        "submission_12/submission_metadata.yml": GRADESCOPE.replace(b"Ada", b"Eve"),
        "submission_12/submission_11/a.ipynb": STATE,
    }
    entries, _ = submissions.find(write(tmp_path, files), LABS)
    assert [
        (one.student, "submission_11/a" in one.path and "_12/" not in one.path) for one in entries
    ] == [
        *(("Ada Lovelace", True), ("Bob King", False), ("Jürgen Müller", False)),
    ]


def test_working_files_in_teams_were_not_handed_in(tmp_path):
    files = {
        "Submitted files/Ada/Lab 05/Version 1/a.ipynb": STATE,
        "Working files/Ada/Lab 05/a.ipynb": STATE,
        "Working files/Bob/Lab 05/a.ipynb": STATE,
    }
    found, problems = who(write(tmp_path, files))
    assert [one[:2] for one in found] == [("Ada", "05")]
    ((path, sentence),) = problems
    assert path == "Working files/Bob/Lab 05/a.ipynb" and "not handed in" in sentence
    assert students(tmp_path / "Working files") == {("Ada", "05"), ("Bob", "05")}


HOSTILE = {
    "blackboard": [
        f"Lab_eve_attempt_2024-03-01-10-11-12_x_ada_attempt_2025-03-01-10-11-12_{STATE}.ipynb",
        f"Lab_eve_attempt_2024-03-01-10-11-12_Ada_9_{MOODLE}_{STATE}.ipynb",
        f"Lab_eve_attempt_2024-03-01-10-11-12_ada_1_2_{STATE}.ipynb",
        f"Lab_eve_attempt_2024-03-01-10-11-12_1-2 - ada - Mar 1, 2025 900 AM - {STATE}.ipynb",
    ],
    "brightspace": [
        f"1-2 - eve - Mar 1, 2024 1011 PM/1-3 - ada - Mar 2, 2025 900 AM/{STATE}.ipynb",
        f"1-2 - eve - Mar 1, 2024 1011 PM/ada/{STATE}/{STATE}.ipynb",
        f"1-2 - eve - Mar 1, 2024 1011 PM/ada_{STATE}.ipynb",
        f"1-2 - eve - Mar 1, 2024 1011 PM/ada_1_2_{STATE}.ipynb",
    ],
    "nbgrader-inbound": [
        f"eve+{STATE}+2024-03-01 10:11:12 UTC/ada+{STATE}+2025-03-01 10:11:12 UTC/{STATE}.ipynb",
        f"eve+{STATE}+2024-03-01 10:11:12 UTC/ada+x+2025-03-01 10:11:12 UTC.ipynb",
        f"eve+{STATE}+2024-03-01 10:11:12 UTC/ada/{STATE}.ipynb",
    ],
    "teams": [
        f"Submitted files/eve/Lab 05/Version 1/Submitted files/ada/Lab 05/Version 9/{STATE}.ipynb",
        f"Submitted files/eve/Lab 05/Version 1/ada/Lab 05/Version 9/{STATE}.ipynb",
        f"Submitted files/eve/Lab 05/ada_{STATE}.ipynb",
    ],
    "moodle": [
        f"eve_1_{MOODLE}_/ada_2_{MOODLE}_/{STATE}.ipynb",
        f"eve_1_{MOODLE}_ada_2_{MOODLE}_{STATE}.ipynb",
        f"eve_1_{MOODLE}_/ada/{STATE}/{STATE}.ipynb",
        f"eve_1_{MOODLE}_Submitted files - ada_{STATE}.ipynb",
    ],
}
OTHERS = {
    "blackboard": "Lab_{}_attempt_2024-03-01-10-11-12_" + STATE + ".ipynb",
    "brightspace": "1-2 - {} - Mar 1, 2024 1011 PM/" + STATE + ".ipynb",
    "nbgrader-inbound": "{}+" + STATE + "+2024-03-01 10:11:12 UTC/" + STATE + ".ipynb",
    "teams": "Submitted files/{}/Lab 05/Version 1/" + STATE + ".ipynb",
    "moodle": "{}_7_" + MOODLE + "_/" + STATE + ".ipynb",
}


@pytest.mark.parametrize(
    "platform, name", [(one, name) for one, names in HOSTILE.items() for name in names]
)
def test_what_a_student_names_in_a_download_is_her_own(tmp_path, platform, name):
    files = {OTHERS[platform].format(student): STATE for student in ("ada", "bob", "dan")}
    entries, problems = submissions.find(write(tmp_path, files | {name: STATE}), LABS)
    assert problems == []
    assert [one.student for one in entries] == ["ada", "bob", "dan", "eve"]
    assert "eve" in entries[3].path and "eve" not in entries[0].path.removeprefix(str(tmp_path))


@pytest.mark.parametrize("platform", OTHERS)
def test_a_zip_in_a_download_is_its_students_own(tmp_path, platform):
    name = OTHERS[platform].format("eve").replace(f"{STATE}.ipynb", "w.zip")
    inner = own_zip(
        **{OTHERS[platform].format(who)[: -len(".ipynb")]: STATE for who in ("ada", "bob")}
    )
    files = {OTHERS[platform].format(student): STATE for student in ("ada", "bob", "dan")}
    assert students(write(tmp_path, files | {name: inner})) == {
        *(("ada", "05"), ("bob", "05"), ("dan", "05"), ("eve", "05")),
    }


@pytest.mark.parametrize("platform", OTHERS)
def test_a_class_of_one_in_every_download(tmp_path, platform):
    assert students(write(tmp_path / "c", {OTHERS[platform].format("ada"): STATE})) == {
        ("ada", "05")
    }
    assert students(pack(tmp_path / "c.zip", {OTHERS[platform].format("ada"): STATE})) == {
        ("ada", "05")
    }


def test_two_platforms_at_once(tmp_path):
    files = {}
    for platform, form in OTHERS.items():
        files |= {f"{platform}/{form.format(f'{who} {platform}')}": STATE for who in ("a", "b")}
    entries, problems = submissions.find(write(tmp_path, files), LABS)
    assert problems == []
    assert sorted((one.student, one.platform) for one in entries) == sorted(
        (f"{who} {platform}", platform) for who in "ab" for platform in OTHERS
    )


@pytest.mark.parametrize("beside", [["eve"], ["eve", "dan"], ["eve", "dan", "x", "y"]])
def test_a_download_among_files_made_by_hand_is_named(tmp_path, beside):
    files = {f"{who}_{STATE}.ipynb": STATE for who in beside} | moodle(
        "from Moodle", "Ada", 1, a=STATE
    )
    found, problems = who(write(tmp_path, files | moodle("from Moodle", "Bob", 2, a=STATE)))
    assert [student for student, *_ in found] == sorted(beside)
    assert len(problems) == 2
    assert all(
        "--layout moodle" in sentence and "by itself" in sentence for _, sentence in problems
    )


def test_what_does_not_belong_to_a_download_is_named(tmp_path):
    files = {OTHERS["moodle"].format(student): STATE for student in ("ada", "bob", "dan")}
    found, problems = who(write(tmp_path, files | {"solution/05.ipynb": STATE, "notes.txt": b""}))
    assert len(found) == 3
    ((path, sentence),) = problems
    assert path == "solution/05.ipynb" and "not named as Moodle" in sentence

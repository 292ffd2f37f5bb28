"""Moodle's own worksheet: filled in by number and name, every other byte as it was."""

from dataclasses import replace

import pytest

from course.errors import CourseError
from course.grading.records.grades import ExerciseGrade, LabGrade, Submission
from course.grading.results import worksheet

LAB, OTHER = "05_stateful_lstm", "04_addition_rnn"
HEADER = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Online text,Last modified (grade),Feedback comments"
)


def row(number, name, grade="", maximum="11.00", changeable="Yes"):
    return (
        f'Participant {number},{name},{name.lower().replace(" ", "")}@x.de,"Submitted for grading - ",'
        f'{grade},{maximum},{changeable},"Sunday, 29 November 2026, 6:03 PM",,-,"well, ""done"""'
    )


def text(*rows, header=HEADER):
    return "\r\n".join([header, *rows, ""])


def grade(student, points, number="", name=None, lab=LAB, **fields):
    fields = {"platform": "moodle" if number else "", **fields}
    of = Submission(
        student, lab, "x", name=student if name is None else name, number=number, **fields
    )
    return LabGrade(of, exercises=(ExerciseGrade("unfold", 11, points, state="right"),))


def filled(content, *grades):
    data = content if isinstance(content, bytes) else content.encode()
    return worksheet.fill(data, "w.csv", grades, LAB)


def test_grades_go_in_and_nothing_else_changes():
    content, told = filled(
        text(row(101, "Ada Lovelace"), row(102, "Bob Ray", grade="3.00"), row(103, "Cid Dee")),
        grade("Ada Lovelace", 7.5, "101"),
        grade("Bob Ray", 11, "102"),
    )
    wanted = text(row(101, "Ada Lovelace", "7.5"), row(102, "Bob Ray", "11"), row(103, "Cid Dee"))
    assert content == wanted.encode()
    assert told == [
        f"w.csv: 2 of 3 rows are filled in for {LAB}",
        "w.csv: left as it is, since there is no grade for Cid Dee",
    ]


PLAIN = text(row(101, "Ada Lovelace", "{}"))
GERMAN = (
    "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Bewertung kann geändert werden;"
    "Zuletzt geändert (Abgabe);Texteingabe online;Zuletzt geändert (Bewertung);Feedback als Kommentar\r\n"
    "Teilnehmer/in101;Ada Lovelace;a@x;;{};11,00;Ja;-;;-;\r\n"
)
FRENCH = (
    "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,La note peut être modifiée\n"
    'Participant 101,Ada Lovelace,a@x,,{},"11,00",Oui\n'
)
SPANISH = (
    "Identificador\tNombre completo\tDirección de correo\tEstado\tCalificación\tCalificación máxima\t"
    "La calificación puede ser cambiada\nParticipante 101\tAda Lovelace\ta@x\t\t{}\t11.00\tSí"
)


@pytest.mark.parametrize("bom", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "form, points",
    [
        (PLAIN, "7.5"),
        (GERMAN, "7,5"),
        (FRENCH, '"7,5"'),
        (SPANISH, "7.5"),
        (SPANISH.replace("{}", '"{}"'), "7.5"),
        ("Identifier,Full name,ID number,Email address,Status,Group,Marker,Grade,Maximum grade,Marking "
         "workflow state,Grade can be changed\nParticipant 101,Ada Lovelace,s1,a@x,,,,{},11,,Yes\n", "7.5"),
    ],
)  # fmt: skip
def test_whatever_dress_it_comes_in(form, points, bom):
    content, _ = filled(form.format("").encode(bom), grade("Ada Lovelace", 7.5, "101"))
    assert content == form.format(points).encode(bom)


@pytest.mark.parametrize(
    "text, said",
    [
        (PLAIN, ""),
        (PLAIN.replace(",", ";"), "semicolons"),
        ("sep=;\r\n" + PLAIN.replace(",", ";"), "a first line that Moodle cannot read"),
        (PLAIN.replace(",", "\t"), "tabs"),
        (PLAIN.encode("utf-16"), "UTF-16"),
        (PLAIN.replace("Ada", "Zoë").encode("cp1252"), "CP1252"),
    ],
)
def test_what_a_spreadsheet_made_of_it_is_said(text, said):
    content = text if isinstance(text, bytes) else text.encode()
    _, told = filled(content.replace(b"{}", b""), grade("Ada Lovelace", 7.5, "101"))
    told = [sentence for sentence in told if "spreadsheet" in sentence]
    assert said in told[0] if said else not told


def test_blind_marking_has_numbers_alone():
    blind = "Identifier,Status,Grade,Maximum grade,Grade can be changed\nParticipant 101,,{},11.00,Yes\n"
    content, _ = filled(blind.format(""), grade("Participant_101", 4, "101", name="Participant"))
    assert content.decode() == blind.format("4")
    content, told = filled(blind.format(""), grade("Ada", 4, "999"))
    assert content.decode() == blind.format("") and "no grade for participant 101" in told[1]


@pytest.mark.parametrize(
    "student",
    [
        grade("Ada Lovelace", 5),  # handed in by mail
        grade("lovelace_ada", 5, name=""),
        grade("501", 5, number="101", name="lovelaceada", platform="canvas"),
        grade("Ada Lovelace", 5, number="777"),  # another assignment's number
        grade("ADA  LOVELACE", 5),
    ],
)
def test_without_its_number_a_row_is_found_by_name(student):
    content, _ = filled(text(row(101, "Ada Lovelace"), row(102, "Bob Ray")), student)
    assert content.decode() == text(row(101, "Ada Lovelace", "5"), row(102, "Bob Ray"))


@pytest.mark.parametrize(
    "rows, grades",
    [
        ([(101, "Anna Li"), (102, "Anna Li")], [grade("Anna Li", 5)]),
        ([(101, "Anna Li")], [grade("Anna Li_7", 5, "7", "Anna Li"), grade("Anna Li_8", 6, "8", "Anna Li")]),
        ([(101, "Bob Ray")], [grade("Ada", 5, "101")]),  # the number is somebody else's
        ([(101, "Bob Ray")], [grade("Team", 5, "101", group="Team")]),  # a group's number
        ([(101, "Bob Ray"), (101, "Cid Dee")], [grade("Ada", 5, "101")]),
        ([(101, "Ada Lovelace")], [grade("Ada", 5)]),
        ([(101, "Ada")], [grade("Ada", 5, "101", lab=OTHER)]),
        ([(101, "Ada")], [replace(grade("Ada", 5, "101"), state="fault")]),
    ],
)  # fmt: skip
def test_what_is_not_certain_stays_as_it_is_and_is_named(rows, grades):
    before = text(*(row(*cells) for cells in rows))
    content, told = filled(before, *grades)
    assert content.decode() == before
    assert f"0 of {len(rows)} rows" in told[0] and rows[0][1] in " ".join(told[1:])


def test_two_of_one_name_are_told_apart_by_number():
    grades = [grade("Anna Li_101", 5, "101", "Anna Li"), grade("Anna Li_102", 6, "102", "Anna Li")]
    content, told = filled(text(row(101, "Anna Li"), row(102, "Anna Li")), *grades)
    assert content.decode() == text(row(101, "Anna Li", "5"), row(102, "Anna Li", "6"))
    assert len(told) == 1


def test_members_of_a_group_get_its_grade():
    header = "Identifier,Full name,Status,Group,Grade,Maximum grade\n"
    rows = "Participant 1,Ada,,Team A,{},11\nParticipant 2,Bob,,Team B,,11\nParticipant 3,Cid,,Team A,{},11\n"
    team = grade("Team A", 9, "55", group="Team A")
    content, _ = filled(header + rows.format("", ""), team)
    assert content.decode() == header + rows.format("9", "9")
    taken_for_students = [
        grade(name, 9, number) for name, number in (("Team A", "55"), ("x", "56"))
    ]
    content, told = filled(header + rows.format("", ""), *taken_for_students)
    assert content.decode() == header + rows.format("", "")
    assert "w.csv: Team A: called like groups there; if so, say --layout moodle-teams" in " ".join(
        told
    )


def test_who_has_a_grade_and_no_row_is_named():
    _, told = filled(text(row(101, "Ada")), grade("Ada", 5, "101"), grade("Bob", 5, "102"))
    assert told[1] == "w.csv: no row (is it another assignment's worksheet?) for Bob"


def test_who_has_a_row_in_another_worksheet_is_not_missing():
    grades = grade("Ada", 5, "101"), grade("Bob", 5, "102")
    sheet = text(row(101, "Ada")).encode()
    other = worksheet.numbers("b.csv", text(row(102, "Bob")).encode())
    assert other == {"102"}
    _, told = worksheet.fill(sheet, "w.csv", grades, LAB, other)
    assert told == ["w.csv: 1 of 1 rows are filled in for 05_stateful_lstm"]


@pytest.mark.parametrize("word", ["No", "no", "Nein", "Non"])
def test_a_locked_row_stays_as_it_is(word):
    before = text(row(101, "Ada", "3.00", changeable=word), row(102, "Bob"))
    content, told = filled(before, grade("Ada", 5, "101"), grade("Bob", 6, "102"))
    assert content.decode() == text(row(101, "Ada", "3.00", changeable=word), row(102, "Bob", "6"))
    assert "since Moodle lets nobody change the grade, for Ada" in told[1]


def test_what_moodle_would_skip_or_scale_is_said():
    _, told = filled(text(row(101, "Ada", maximum="10.00")), grade("Ada", 11, "101"))
    assert "more points than the assignment's maximum, which Moodle will skip, for Ada" in told[1]
    assert "the maximum grade in Moodle is 10" in told[2] and "maximum to 11" in told[2]
    _, told = filled(text(row(101, "Ada", maximum="100.00")), grade("Ada", 11, "101"))
    assert "takes for 11 of 100" in told[1] and len(told) == 2
    _, told = filled(text(row(101, "Ada", maximum="11")), grade("Ada", 11, "101"))
    assert len(told) == 1


@pytest.mark.parametrize(
    "maximum, wanted", [("14", ""), ("11", "to 14"), ("10", "to 14"), ("100", "to 14")]
)
@pytest.mark.parametrize("points", [8, 13])
def test_with_bonus_moodles_maximum_holds_the_highest_grade_there_can_be(maximum, wanted, points):
    """One number, whoever has how much: who sets it is asked for nothing more."""
    own = grade("Ada", 10, "101")
    own = replace(
        own, exercises=(*own.exercises, ExerciseGrade("more", 3, points - 10, bonus=True))
    )
    _, told = filled(text(row(101, "Ada", maximum=maximum)), own)
    asked = [one for one in told if "set the assignment's maximum" in one]
    assert [one.rpartition("maximum ")[2] for one in asked] == [wanted] * bool(wanted)
    assert all(f"with bonus {LAB} gives up to 14 points, 11 without" in one for one in asked)


def test_a_correction_by_hand_above_all_points_asks_for_its_own_maximum():
    by_hand = grade("Ada", 12, "101")
    _, told = filled(text(row(101, "Ada", maximum="11")), by_hand)
    assert "which Moodle will skip, for Ada" in told[1]
    assert f"with corrections by hand {LAB} gives up to 12 points" in told[2]
    assert len(filled(text(row(101, "Ada", maximum="12")), by_hand)[1]) == 1


def test_many_names_are_cut_short():
    _, told = filled(text(*(row(number, f"S{number}") for number in range(30))))
    assert "S0, S1, S2, S3, S4 and 25 more" in told[1]


# reading


@pytest.mark.parametrize(
    "content, said",
    [
        ("Identifier,Full name,Status\nParticipant 1,Ada,\n", "no grading worksheet"),
        ("Identifier,Full name,Grade,Scale\nParticipant 1,Ada,,x\n", "graded by a scale"),
        ("First name,Last name,Email address\nAda,L,a@x\n", "no grading worksheet"),
        ("Identifier,Full name,Grade,Maximum grade\n", "no grading worksheet"),
        ("", "is empty"),
        ("\0\1", "not a text file"),
        ("PK\3\4", "save it as CSV"),
    ],
)
def test_what_is_no_worksheet_is_refused_with_what_to_do(tmp_path, content, said):
    path = tmp_path / "w.csv"
    path.write_text(content)
    with pytest.raises(CourseError, match=said):
        worksheet.read_worksheets([path], tmp_path / "out")


def test_missing_twice_of_one_name_and_our_own(tmp_path):
    one, two = tmp_path / "a" / "w.csv", tmp_path / "b" / "w.csv"
    for path, name in ((one, "Ada"), (two, "Bob")):
        path.parent.mkdir()
        path.write_text(text(row(1, name)))
    with pytest.raises(CourseError, match="two worksheets are called w.csv: rename one"):
        worksheet.read_worksheets([one, two], tmp_path / "out")
    assert len(worksheet.read_worksheets([one, one], tmp_path / "out")) == 1
    with pytest.raises(CourseError, match="there is no file .*none.csv"):
        worksheet.read_worksheets([tmp_path / "none.csv"], tmp_path / "out")
    with pytest.raises(CourseError, match="was written by grading"):
        worksheet.read_worksheets([one], tmp_path)

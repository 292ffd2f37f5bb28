import pytest

from course.errors import CourseError
from course.grading.roster.people import Person
from course.grading.roster.reading import Roster, read_roster


@pytest.fixture
def read(tmp_path):
    def read(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read_roster(path)

    return read


ANNA = Person("Anna Müller", "Anna Müller", "123", "anna@x.de")


@pytest.mark.parametrize(
    "text",
    [
        "First name,Last name,ID number,Email address,Groups\nAnna,Müller,123,anna@x.de,G1\n",
        "First name,Surname,ID number,Institution,Department,Email address,Assignment: Lab 05 (Real),"
        "Last downloaded from this course\nAnna,Müller,123,,,anna@x.de,-,1700000000\n",
        "Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppen\nAnna;Müller;123;anna@x.de;\n",
        "Prénom\tNom\tNuméro d’identification\tAdresse de courriel\tGroupes\n".replace("’", "'")
        + "Anna\tMüller\t123\tanna@x.de\t\n",
        "Nombre;Apellido(s);Número de ID;Dirección de correo;Grupos\nAnna;Müller;123;anna@x.de;\n",
        'Full name,Email address,ID number\n"Müller, Anna",anna@x.de,123\n',
        "NACHNAME,VORNAME,MATRIKELNUMMER,E-MAIL\nMüller,Anna,123,anna@x.de\n",
        "Anna Müller;123;anna@x.de\n",
        "Name;Matrikelnummer;E-Mail\n  Anna   Müller ;123;anna@x.de\n;;\n",
        "First name,Last name,ID number,Email address,Groups\nAnna,Müller,123,anna@x.de,G1\n"
        "Anna,Müller,123,anna@x.de,G2\n",
        "ФИО;Адрес\nAnna Müller 123;anna@x.de\n".replace(
            "Anna Müller 123", "Anna Müller;123"
        ).replace("ФИО;", "ФИО;№;"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_platforms_export_is_the_same_person(read, text, encoding):
    assert read(text, encoding).people == (ANNA,)


def test_canvas(read):
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 05 (12345),Current Score\n"
        "    Points Possible,,,,,100,(read only)\n"
        '"Müller, Anna",501,123,amueller,A,7,\nLi,502,,,A,,\n"Student, Test",999,,,A,,\n'
    )
    roster = read(text)
    assert roster.people == (
        Person("501", "Anna Müller", "123", "", "amueller", "501"),
        Person("502", "Li", "", "", "", "502"),
    )
    assert roster.assignments == {"Lab 05 (12345)": "100"}
    assert Roster.of_text(roster.to_text()) == roster


LOGIN = "5f6e2b8a3e6b0b4c1d2e3f405162738495a6b7c8"  # what Canvas gives its test student


@pytest.mark.parametrize("names", ["Student", "LastName,FirstName"])
@pytest.mark.parametrize(
    "ids, theirs",
    [
        ("SIS User ID,SIS Login ID,Section", "123,amu,A and B"),
        ("SIS Login ID,Section", "amu,A"),  # not everybody may see the other
        ("SIS User ID,SIS Login ID,Integration ID,Root Account,Section", "123,amu,,x.org,A"),
    ],
)
@pytest.mark.parametrize("hidden", [False, True])
def test_every_form_of_canvas_gradebook(read, names, ids, theirs, hidden):
    anna, test = '"Müller, Anna"', '"Student, Test"'
    if "," in names:
        anna, test = "Müller,Anna", "Student,Test"
    between = "," * f"{names},{ids}".count(",")
    rows = [
        f"{names},ID,{ids},Lab 05 (12345)",
        *([f",{between},Manual Posting"] if hidden else []),
        f"    Points Possible,{between},10.00",
        f"{anna},501,{theirs},N/A",
        f"{test},9,{theirs.replace('amu', LOGIN).replace('123', '')},",
    ]
    roster = read("\n".join(rows))
    (person,) = roster.people
    assert person[:2] == ("501", "Anna Müller") and person[4:6] == ("amu", "501")
    assert roster.assignments == {"Lab 05 (12345)": "10.00"}


@pytest.mark.parametrize(
    "text",
    ["Nr.;Name;Vorname;Matrikelnummer\n1;Müller;Anna;123\n", "Vorname,Name\nAnna,Müller\n",
     "Name,First name\nAnna Müller,Anna\n", "Naam;Voornaam\nMüller;Anna\n"],
)  # fmt: skip
def test_a_name_beside_a_first_name_is_the_last_or_the_whole_one(read, text):
    assert [person.id for person in read(text).people] == ["Anna Müller"]


@pytest.mark.parametrize(
    "text, ids",
    [
        ("ada\nbob\n\n  cid \n", ["ada", "bob", "cid"]),
        ("Anna Müller\nBob Ray", ["Anna Müller", "Bob Ray"]),
        ("Müller, Anna\nRay, Bob\n", ["Anna Müller", "Bob Ray"]),
        ('"Müller, Anna"\n"Ray, Bob"\n', ["Anna Müller", "Bob Ray"]),
        ("Students\nAnna Müller\n", ["Anna Müller"]),
        ('id,name\n"zoe",Zoe\nstudent0000,One\n', ["zoe", "student0000"]),
        ("student,name,total\nzoe,Zoe,3\n", ["zoe"]),
        ("s123\ns124\n", ["s123", "s124"]),
        ("Matrikelnummer\n123\n124\n", ["123", "124"]),
        ("a@x.de\nb@x.de\n", ["a@x.de", "b@x.de"]),
        ("zoe;Zoe Smith\n", ["zoe"]),
    ],
)
def test_lists_without_or_with_a_header_row_which_is_no_student(read, text, ids):
    assert [person.id for person in read(text).people] == ids


def test_namesakes_are_told_apart_by_what_the_file_has(read):
    by_number = read("First name,Last name,ID number\nAnna,Li,1\nAnna,Li,2\nBob,Li,3\n")
    assert [person.id for person in by_number.people] == ["Anna Li (1)", "Anna Li (2)", "Bob Li"]
    by_mail = read("First name,Last name,Email address\nAnna,Li,a@x\nLi,Anna,b@x\n")
    assert [person.id for person in by_mail.people] == ["Anna Li (a@x)", "Li Anna (b@x)"]
    none = read("Name;Kennung\nAnna Li;\nAnna Li;ali\n")
    assert [person.id for person in none.people] == ["Anna Li", "Anna Li (ali)"]


def test_a_grading_worksheet_is_a_roster_whose_numbers_do_not_count(read):
    text = "Identifier,Full name,Email address,Grade,Maximum grade\nParticipant 77,Anna Müller,anna@x.de,,10\n"
    assert read(text).people == (ANNA._replace(number=""),)


@pytest.mark.parametrize(
    "text, said",
    [
        ("A;B;C;D\n1;2;3;4\n", "no column of .* says who somebody is; it has: A, B, C, D"),
        ("Groups,Status\nA,Active\n", "it has: Groups, Status"),
        ("Имя;Фамилия;Почта;Группа\nA;B;a@x;1\n", "in English if need be"),
        ("First name,Last name\n", "there are no students"),
        ("Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n", "no students"),
        ("", "is empty"),
        (b"\0\1\2\3\xff", "not a text file"),
        (b"PK\x03\x04", "save it as CSV"),
        ("<!DOCTYPE html><title>Log in</title>", "a web page or JSON, not CSV"),
        ('\n[{"name": "Ada"}]', "a web page or JSON, not CSV"),
    ],
)
def test_what_is_no_roster_is_a_sentence(read, text, said):
    with pytest.raises(CourseError, match=said):
        read(text)

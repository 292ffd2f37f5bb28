"""The names of the students' pages: readable, stable, and never two students on one."""

import re
import unicodedata
import zipfile

import pytest

from course.grading.results.file_names import file_names


def readable(student):
    """The name of a page without its hash and ending."""
    (name,) = file_names([student]).values()
    return re.fullmatch(r"(.+?)(-[0-9a-f]{8})?\.html", name)[1]


@pytest.mark.parametrize(
    "student, name",
    [
        ("Anna Weiß", "Anna-Weiß"),
        ("Łukasz Wałęsa", "Łukasz-Wałęsa"),
        ("Søren Ångström", "Søren-Ångström"),
        ("Đặng Thị Hồng", "Đặng-Thị-Hồng"),
        ("Ðóra Þórsdóttir", "Ðóra-Þórsdóttir"),
        ("王小明", "王小明"),
        ("山田 太郎", "山田-太郎"),
        ("김민준", "김민준"),
        ("محمد علي", "محمد-علي"),
        ("Юлия Щукина", "Юлия-Щукина"),
        ("Ελένη", "Ελένη"),
        ("नेहा शर्मा", "नेहा-शर्मा"),
        ("O'Neill, Éabha", "O-Neill-Éabha"),
        ("Mu\u0308ller", "Müller"),  # a letter and a mark become the one letter
        ("Ａｎｎａ ﬁsher", "Anna-fisher"),
        ("\u202eAnna\u202c\u200f", "Anna"),  # marks that turn text around
        ("Anna 👩‍🔬☺️", "Anna"),
        ("Z\u0336\u0336\u0336\u0336\u0336\u0336oe", "Z\u0336\u0336\u0336\u0336oe"),
        ("\u0301Anna", "Anna"),
        ("👻", "student"),
        ("", "student"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON"),
        ("s123", "s123"),
        ("anna.mueller@uni.example", "anna.mueller@uni.example"),
    ],
)
def test_a_name_can_still_be_read(student, name):
    assert readable(student) == name


def test_an_id_that_is_safe_stands_for_itself():
    for student in ("s123", "anna.mueller", "a@b.de", "anna-weiss", "0815"):
        assert file_names([student])[student] == f"{student}.html"


ALIKE = [
    ("Anna Weiß", "Anna Weiss", "anna weiß", "ANNA WEISS", "Anna-Weiß", "Anna  Weiß", "Anna Weiẞ"),
    ("müller", "mu\u0308ller", "Müller", "MÜLLER", "muller", "Muller"),
    ("日本", "日木", "日本 ", "日本\u200b"),
    ("x" * 300, "x" * 301, "X" * 300),
    ("\ud800", "\ud801", "👻", "", " ", "student"),
    ("ı", "I", "i", "İ", "ﬁ", "fi"),
    ("a/b", "a\\b", "a:b", "a\nb", "a?b", "a b", "a-b", "a_b"),
    ("ΣΑΣ", "σας", "σασ"),
]


@pytest.mark.parametrize("students", ALIKE, ids=range(len(ALIKE)))
def test_no_two_students_share_a_page(students):
    names = file_names(students)
    for form in ("NFC", "NFD"):  # as file systems fold names: case, and letters with their marks
        folded = {unicodedata.normalize(form, name).casefold() for name in names.values()}
        assert len(folded) == len(students)
    again = file_names(names[student].removesuffix(".html") for student in students)
    folded = {name.casefold() for name in (*names.values(), *again.values())}
    assert len(folded) == len({*students, *again})  # nor with one who is called like a page


def test_a_name_depends_on_its_own_id_alone():
    alone = {student: file_names([student])[student] for row in ALIKE for student in row}
    assert file_names(list(alone)) == alone
    assert file_names(list(alone)[::-1]) == alone


def test_an_id_that_was_made_to_take_the_page_of_another_gets_its_own(monkeypatch):
    from course.grading.results import file_names as module

    monkeypatch.setattr(module, "DIGITS", 0)  # as if the short hashes were the same
    names = file_names(["Anna Weiß", "Anna-Weiß", "Bea Ö"])
    assert len(set(names.values())) == 3
    assert len(names["Anna Weiß"]) > 64 and names["Bea Ö"] == "Bea-Ö-.html"


RESERVED = ["con", "CON", "nul.x", "com1", "lpt9.tar.gz", "com¹", "conin$", "index", "aux.", "Prn "]
RESERVED += [
    "-rf",
    "~",
    ".",
    "..",
    ".hidden",
    "a.",
    "a ",
    "\x00",
    "a\x07",
    "~$a",
    "--",
    "%PATH%",
    "$HOME",
]


@pytest.mark.parametrize("student", RESERVED)
def test_a_name_is_safe_on_every_system(student):
    (name,) = file_names([student]).values()
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*$~%]', name)
    assert not re.match(r"(?i)(con|prn|aux|nul|conin|conout|com[0-9¹²³]|lpt[0-9¹²³]|index)\.", name)
    assert name[0] not in "-. " and name.endswith(".html") and name == name.strip()


@pytest.mark.parametrize("letter", ["x", "ß", "李", "한", "Ệ", "👻", "न\u0947"])
def test_a_long_name_fits(letter):
    (name,) = file_names([letter * 300]).values()
    assert len(name.encode()) <= 75
    assert len(unicodedata.normalize("NFD", name).encode()) <= 255  # a Mac's older file system


def test_a_zip_keeps_the_names(tmp_path):
    names = set(file_names(student for row in ALIKE for student in row).values())
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert set(archive.namelist()) == names

import pytest

from course.errors import CourseError
from course.grading.roster.sheets import read_file, sheet_of

ROWS = [["Full name", "Grade"], ["Müller, Anna", ""], ['the "great"', "1,5"]]
TEXT = 'Full name,Grade\r\n"Müller, Anna",\r\n"the ""great""","1,5"\r\n'


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("cp1252"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace("\r\n", "\n").rstrip("\n").encode(),
        TEXT.replace(",Grade", ";Grade").replace('",', '";').encode(),
        TEXT.replace(",Grade", "\tGrade").replace('",', '"\t').encode(),
        ("sep=,\r\n" + TEXT).encode(),
        TEXT.replace("\r\n", "\r\n\r\n").encode(),
    ],
)
def test_a_table_is_read_in_any_dress_and_given_back_byte_for_byte(data):
    sheet = sheet_of(data, "f.csv", "a table")
    assert sheet.rows == ROWS
    assert sheet.with_values({}) == data


def test_only_the_cells_that_are_named_change():
    sheet = sheet_of(b"a;b\r\n\"x\";'y'\n ;2", "f.csv", "a table")
    first, second = sheet.cells[1]
    last = sheet.cells[2][1]
    assert sheet.with_values({first: "n", last: "3"}) == b"a;b\r\n\"n\";'y'\n ;3"
    assert sheet.with_values({second: "1;5", last: 'say "3"'}) == (
        b'a;b\r\n"x";"1;5"\n ;"say ""3"""'
    )


@pytest.mark.parametrize("text", ['a,b\n"x" y,2\n', 'a,b\nx "y" z,2\n', 'a,b\n"open,2\n'])
def test_quotes_out_of_place_are_no_end(text):
    sheet = sheet_of(text.encode(), "f.csv", "a table")
    assert sheet.with_values({}) == text.encode() and sheet.rows[0] == ["a", "b"]


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "f.csv is empty"),
        (b" \r\n\n", "f.csv is empty"),
        (b"\xef\xbb\xbf", "f.csv is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (bytes(range(256)), "not a text file"),
        (b"PK\x03\x04rest", "is a spreadsheet, not CSV: save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "is a spreadsheet, not CSV"),
    ],
)
def test_what_is_no_table_is_a_sentence_with_what_to_do(data, said):
    with pytest.raises(CourseError, match="name a table") as refused:
        sheet_of(data, "f.csv", "a table")
    assert said in str(refused.value)


def test_what_cannot_be_read_is_one_sentence(tmp_path):
    for path, said in (
        (tmp_path / "none.csv", "there is no file"),
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "where.csv", "there is no file"),
        ("nul\0.csv", "there is no file"),
    ):
        with pytest.raises(CourseError) as refused:
            read_file(path, "a table")
        assert said in str(refused.value) and "Errno" not in str(refused.value)

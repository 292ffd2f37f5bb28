"""A person's own file, in whatever form it comes; and what is wrong with it, in a sentence."""

import gzip

import numpy as np
import pytest

from course.data.shared import table
from course.errors import CourseError, DataError
from tests.test_file_kinds import FOREIGN

DAYS = np.arange("2020-01-01", "2020-06-01", dtype="datetime64[D]").astype(str)
VALUES = np.round(10 + 5 * np.sin(np.arange(len(DAYS)) / 9), 2)


def text(days=DAYS, values=VALUES, mark=",", head=("Date", "Temp")):
    return (
        "\n".join(mark.join(map(str, row)) for row in [head, *zip(days, values, strict=True)])
        + "\n"
    )


def read(tmp_path, content, column="Temp", date=None):
    path = tmp_path / "mine.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return table.read(path, column, date)


def comma(values):
    return [str(value).replace(".", ",") for value in values]


@pytest.mark.parametrize(
    "content",
    [
        text(),
        text(mark=";"),
        text(mark=";", values=comma(VALUES)),
        text(mark="\t", values=comma(VALUES)),
        text(mark="|"),
        text().encode("utf-8-sig"),
        text().replace("\n", "\r\n"),
        text().replace("\n", "\n\n") + " \n , \n\n",
        text(days=[f'"{day}"' for day in DAYS], values=[f'"{value}"' for value in VALUES]),
        text(head=('"Date"', " Temp ")),
        text(values=[f" {value}" for value in VALUES]),
        text(values=[f"{value:+.2e}" for value in VALUES]),
        gzip.compress(text().encode(), mtime=0),
        text(mark=",note, ", head=("Date", "a, b", "Temp")).replace(
            "Date,note, a, b,note, ", "Date,note,"
        ),
    ],
    ids=range(14),
)
def test_forms_that_are_read(tmp_path, content):
    found = read(tmp_path, content)
    assert found.name == "Temp" and np.allclose(found.values, VALUES, rtol=0.01)
    assert found.dates.astype("datetime64[D]").astype(str).tolist() == DAYS.tolist()
    assert found.values.dtype == float and len(found.lines) == len(DAYS)


def test_quoted_fields_with_commas_and_lines_in_them(tmp_path):
    rows = [f'{day},"a, ""b""\nand c",{value}' for day, value in zip(DAYS, VALUES, strict=True)]
    found = read(tmp_path, "\n".join(["Date,note,Temp", *rows]))
    assert (found.values == VALUES).all() and found.lines[:2].tolist() == [3, 5]


def test_columns_of_dates(tmp_path):
    without = read(tmp_path, text(head=("Number", "Temp"), days=range(len(DAYS))))
    assert without.dates is None and (without.values == VALUES).all()
    unasked = read(tmp_path, text(head=("When", "Temp")))
    assert unasked.dates is None
    assert read(tmp_path, text(head=("When", "Temp")), date="When").dates is not None
    years = read(tmp_path, text(head=("Date", "Temp"), days=range(len(DAYS))))
    assert years.dates is None  # 0, 1, 2 are no dates, and nobody said so
    alone = read(tmp_path, "Temp\n" + "\n".join(comma(VALUES)))
    assert (alone.values == VALUES).all() and alone.dates is None


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("Date,Temp", "Date,temp", r"there is no column 'Temp'; did you mean temp\?"),
        ("Date,Temp", "Date,Tmep", r"there is no column 'Temp'; did you mean Tmep\?"),
        ("Date,Temp", "Date,Price", "there is no column 'Temp'; there are Date, Price"),
        ("Date,Temp", "Temp,Temp", "2 columns are called 'Temp': rename all but one"),
        (
            "Date,Temp\n",
            "",
            "the first line has to be the names of the columns, found '2020-01-01, 10.0'",
        ),
        (",10.0\n", ",cold\n", "line 2: expected a number for 'Temp', found 'cold'"),
        (",10.0\n", ",10.0 C\n", "line 2: expected a number for 'Temp', found '10.0 C'"),
        (
            ",10.0\n",
            ',"10,0"\n',
            "line 2: expected a number for 'Temp', found '10,0': write a decimal point",
        ),
        (",10.0\n", ",1_0\n", "line 2: expected a number for 'Temp', found '1_0'"),
        (",10.0\n", ",inf\n", "line 2: expected a number for 'Temp', found 'inf'"),
        (",10.0\n", ",-Infinity\n", "line 2: expected a number for 'Temp', found '-Infinity'"),
        (",10.0\n", ",1e300\n", "line 2: 1e300 is too large"),
        (",10.0\n", ",1e999\n", "line 2: 1e999 is too large"),
        (",10.0\n", ",\n", "line 2: 'Temp' has no number here: fill the gaps"),
        (",10.0\n", ",NaN\n", "line 2: 'Temp' has no number here: fill"),
        (",10", ",?10", r"line 2: expected a number for 'Temp', found '\?10.0'"),
        (",10.0\n", ",10.0,\n", "line 2: expected 2 columns as in the first line, found 3"),
        (",10.0\n", ',"10.0\n', "this is not CSV"),
        (",10.0\n", ',"1"0\n', "line 2: this is not CSV"),
        (
            "2020-01-02",
            "tomorrow",
            "line 3: expected a date such as 1981-01-31, .* found 'tomorrow'",
        ),
        ("2020-01-02", "2020-01-01", "line 3: 2020-01-01 is there twice"),
        ("2020-01-02", "2019-01-02", "line 3: 2019-01-02 comes after 2020-01-01: sort the rows"),
        (
            "2020-01-01",
            "2019-12-01",
            "line 3: about 31 rows are missing between 2019-12-01 and 2020",
        ),
        (text(), "", "the file is empty"),
        (text(), "\n \n", "the file is empty"),
        (text(), "Date,Temp\n", "the file has names of columns and no rows below them"),
        (text(), text(DAYS[:12], VALUES[:12]), "the file has 12 rows, and at least 100 are needed"),
        (
            text(),
            text(values=[3.5] * len(DAYS)),
            "every number of 'Temp' is 3.5: nothing to forecast",
        ),
        (
            text(),
            text(values=["", "na"] + [1.0] * (len(DAYS) - 2)),
            "line 2: .* here, and 1 more lines: fill",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(tmp_path, old, new, said):
    with pytest.raises(CourseError, match=said) as caught:
        read(tmp_path, text().replace(old, new, 1))
    assert str(caught.value).startswith(str(tmp_path / "mine.csv"))
    assert not isinstance(caught.value, DataError)  # nothing is said of data sets to fetch
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 350


def test_the_column_of_dates(tmp_path):
    with pytest.raises(CourseError, match=r"there is no column 'date'; did you mean Date\?"):
        read(tmp_path, text(), date="date")
    with pytest.raises(CourseError, match="'Temp' cannot be both the numbers and the dates"):
        read(tmp_path, text(), date="Temp")
    with pytest.raises(
        CourseError, match="line 2: expected a date such as .* for 'Number', found '0'"
    ):
        read(tmp_path, text(head=("Number", "Temp"), days=range(len(DAYS))), date="Number")


def test_what_is_no_text_and_what_is_no_file(tmp_path):
    for column in ("Temp", "Température"):
        with pytest.raises(
            CourseError, match="byte 0xe9 is not UTF-8; if it is text of your own, save"
        ):
            read(tmp_path, text(head=("Date", "Température")).encode("latin-1"), column)
    with pytest.raises(CourseError, match="cannot be read: No such file"):
        table.read(tmp_path / "none.csv", "Temp")
    with pytest.raises(CourseError, match="this is a folder, expected a file"):
        table.read(tmp_path, "Temp")
    with pytest.raises(CourseError, match="expected text, found"):
        read(tmp_path, bytes(range(256)) * 20)


@pytest.mark.parametrize("kind", FOREIGN)
def test_files_of_other_programs_are_named(tmp_path, kind):
    content, sentence = FOREIGN[kind]
    with pytest.raises(CourseError) as caught:
        read(tmp_path, content)
    assert sentence in str(caught.value)


def test_too_many_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 120)
    with pytest.raises(CourseError, match="the file has more than 120 rows: keep the newest"):
        read(tmp_path, text())
    monkeypatch.setattr(table, "MOST_BYTES", 2**10)
    with pytest.raises(CourseError, match="the file unpacks to more than 0 MiB"):
        read(tmp_path, text())

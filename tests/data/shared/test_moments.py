import numpy as np
import pytest

from course.data.shared import moments
from course.errors import DataError


def parsed(texts):
    return moments.parse("mine.csv", "day", list(enumerate(texts, start=2))).astype(str).tolist()


@pytest.mark.parametrize(
    "texts, first",
    [
        (["1981-01-31", "1981-02-01"], "1981-01-31T00:00:00"),
        (["1981/1/31", "1981/2/1"], "1981-01-31T00:00:00"),
        (["31.01.1981", "1.2.1981"], "1981-01-31T00:00:00"),
        (["31/01/1981", "01/02/1981"], "1981-01-31T00:00:00"),
        (["01/31/1981", "02/01/1981"], "1981-01-31T00:00:00"),
        (["01-02-1981", "02-02-1981", "03-02-1981"], "1981-02-01T00:00:00"),
        (
            ["01/02/1981", "01/03/1981", "02/01/1981"],
            "1981-01-02T00:00:00",
        ),  # else they would not rise
        (["1981-01", "1981-02"], "1981-01-01T00:00:00"),
        (["1981", "1982"], "1981-01-01T00:00:00"),
        (["19810131", "19810201"], "1981-01-31T00:00:00"),
        (["1981-01-31 23:05", "1981-01-31 23:15"], "1981-01-31T23:05:00"),
        (["1981-01-31T23:05:09.250Z", "1981-01-31T23:05:10.250Z"], "1981-01-31T23:05:09"),
        (["31.01.1981 23:05:09", "31.01.1981 23:05:10"], "1981-01-31T23:05:09"),
    ],
)
def test_forms_of_dates(texts, first):
    found = parsed(texts)
    assert found[0] == first and len(found) == len(texts)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "1981-02-30", "1981-13-01", "31.04.1981", "3.5", "81-01-01", "1981-01-01 25:00"],
)
def test_what_is_no_date(text):
    assert not moments.is_date(text)
    with pytest.raises(
        DataError, match="line 3: expected a date such as 1981-01-31, .* for 'day', found"
    ):
        parsed(["1981-01-01", text])


@pytest.mark.parametrize(
    "texts, said",
    [
        (
            ["1981-01-02", "1981-01-01"],
            "line 3: 1981-01-01 comes after 1981-01-02: sort the rows by date",
        ),
        (["1981-01-02", "1981-01-02"], "line 3: 1981-01-02 is there twice"),
        (
            ["31/01/1981", "01/31/1982"],
            "'day' has dates with the day first and others with the month first",
        ),
        (
            ["1981-01-01", "1981-01-02", "1981-01-03", "1981-01-13"],
            "line 5: about 9 rows are missing between 1981-01-03 and 1981-01-13",
        ),
        (["1981", "1982", "1983", "1999"], "about 15 rows are missing"),
    ],
)
def test_dates_in_disorder(texts, said):
    with pytest.raises(DataError, match=said):
        parsed(texts)


def test_weekends_feasts_and_months_are_no_gaps():
    days = np.arange("2020-01-01", "2021-01-01", dtype="datetime64[D]")
    assert len(parsed(days[np.is_busday(days)].astype(str))) == 262
    assert len(parsed(np.delete(days, [50, 51, 52, 53, 54]).astype(str))) == 361
    assert (
        len(parsed([f"20{year}-{month:02}" for year in range(10, 20) for month in range(1, 13)]))
        == 120
    )

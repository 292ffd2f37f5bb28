import gzip
import os

import numpy as np
import pytest

from course.data import weather
from course.data.fetching.catalogue import DATASETS
from course.errors import CourseError, DataError

MELBOURNE = "Date,Temp\n1981-01-01,20.7\n1981-01-02,17.9\n1981-01-03,18.8\n"
SEATTLE = (
    "date,precipitation,temp_max,temp_min,wind,weather\n"
    "2012-01-01,0.0,12.8,5.0,4.7,drizzle\n2012-01-02,10.9,10.6,2.8,4.5,rain\n"
)

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "series"
    path.mkdir()
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_every_form_is_found(folder, packed):
    for text, name in ((MELBOURNE, "melbourne"), (SEATTLE, "seattle")):
        file = DATASETS[name].files[0].content
        content = text.encode()
        path = folder / (f"{file}.gz" if packed else file)
        path.write_bytes(gzip.compress(content, mtime=0) if packed else content)
    found = weather.melbourne()
    assert found.values.tolist() == [20.7, 17.9, 18.8] and found.unit == "°C"
    assert found.dates.dtype == "datetime64[D]" and str(found.dates[2]) == "1981-01-03"
    assert "Bureau of Meteorology" in found.licence
    assert weather.seattle().values.tolist() == [5.0, 2.8]
    assert weather.seattle("wind").unit == "metres per second"
    assert weather.seattle("precipitation").values.tolist() == [0.0, 10.9]


@pytest.mark.parametrize(
    "text",
    [
        MELBOURNE.replace("20.7", "?20.7"),  # what one copy has
        '"Date","Daily minimum temperatures"\n"1981-01-01","20.7"\n1981-01-02,17.9\n1981-01-03,18.8',
        MELBOURNE.replace("-0", "/0"),
        MELBOURNE.replace("-0", "/"),
        "\ufeff" + MELBOURNE.replace("\n", "\r\n") + "\r\n\r\n",
    ],
)
def test_other_copies_of_the_file(tmp_path, text):
    path = tmp_path / "mine.csv"
    path.write_bytes(text.encode())
    found = weather.melbourne(path=path)
    assert found.values.tolist() == [20.7, 17.9, 18.8]
    assert found.dates.astype(str).tolist() == ["1981-01-01", "1981-01-02", "1981-01-03"]


def test_a_day_may_be_missing(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(MELBOURNE.replace("1981-01-03", "1981-01-04"))
    assert str(weather.melbourne(path=path).dates[-1]) == "1981-01-04"


@pytest.mark.parametrize(
    "old, new, sentence",
    [
        ("17.9", "", "line 3: expected a number, found ''"),
        ("17.9", "warm", "line 3: expected a number, found 'warm'"),
        ("17.9", "17,9", "line 3: expected 2 columns, found 3"),
        ("17.9", "nan", "line 3: expected -90 to 60 °C, found nan"),
        ("17.9", "64.2", "line 3: expected -90 to 60 °C, found 64.2"),
        (",17.9", "", "line 3: expected 2 columns, found 1"),
        ("1981-01-02", "02.01.1981", "line 3: expected a date such as 1981-01-31, found '02.01"),
        ("1981-01-02", "1981-02-30", "line 3: expected a date such as 1981-01-31, found '1981-02"),
        ("1981-01-02", "1981-01-01", "line 3: expected a day after 1981-01-01, found 1981-01-01"),
        ("1981-01-02", "1980-01-02", "line 3: expected a day after .*: sort the lines by date"),
        ("1981-01-03", "1981-01-05", "line 4: 2 days are missing before 1981-01-05"),
        ("1981-01-02,17.9", "", "line 3: expected 2 columns, found 0"),
        ("Date,Temp\n", "Date,Temp,Rain\n", "line 1: expected Date,Temp, found 'Date,Temp,Rain'"),
        (MELBOURNE, "Date,Temp\n1981-01-01,20.7\n", "the file has fewer than two days"),
        (MELBOURNE, "", "the file is empty"),
    ],
)
def test_what_is_malformed_is_named(tmp_path, old, new, sentence):
    path = tmp_path / "mine.csv"
    path.write_text(MELBOURNE.replace(old, new))
    with pytest.raises(DataError, match=sentence) as caught:
        weather.melbourne(path=path)
    assert str(caught.value).startswith(str(path))


def test_seattles_columns(tmp_path):
    path = tmp_path / "mine.csv"
    with pytest.raises(ValueError, match="the columns are precipitation, .*, got 'weather'"):
        weather.seattle("weather", path=path)
    path.write_text(MELBOURNE)
    with pytest.raises(DataError, match="expected columns date and wind, found 'Date,Temp'"):
        weather.seattle("wind", path=path)
    path.write_text(SEATTLE.replace("10.9", "-1"))
    with pytest.raises(DataError, match="line 3: expected 0 to 1000 millimetres, found -1"):
        weather.seattle("precipitation", path=path)


@pytest.mark.parametrize(
    "load, name", [(weather.melbourne, "melbourne"), (weather.seattle, "seattle")]
)
def test_a_missing_file_says_how_to_get_it(folder, load, name):
    with pytest.raises(CourseError, match=f"Run `.*course data fetch {name}`, or set COURSE_DATA"):
        load()


@real_data
def test_real_files():
    melbourne = weather.melbourne()
    assert len(melbourne.values) == 3650 and melbourne.values.mean() == pytest.approx(
        11.178, abs=1e-3
    )
    missing = melbourne.dates[1:][np.diff(melbourne.dates).astype(int) > 1]
    assert missing.astype(str).tolist() == ["1985-01-01", "1989-01-01"]
    for column in weather.SEATTLE:
        series = weather.seattle(column)
        assert len(series.values) == 1461 and (np.diff(series.dates).astype(int) == 1).all()
    low, high = weather.seattle("temp_min").values, weather.seattle("temp_max").values
    assert (low <= high).all()

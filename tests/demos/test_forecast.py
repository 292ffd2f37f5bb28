"""`course demo forecast`: a person's own file in, a table, a verdict and a picture out."""

import os
import re

import numpy as np
import pytest
from PIL import Image

from course.cli import main
from course.data import prices
from course.data.shared import table
from course.demos import forecast
from course.errors import CourseError
from course.nets import forecaster
from course.series.intervals import Interval


@pytest.fixture
def stand_in(monkeypatch):
    """A net that takes no time: it says a tenth of the last change again."""

    def next_rows(values, known, borders, *, seed=1, progress=None):
        progress(1.0)
        rows = np.arange(borders[0], borders[-1])
        return values[rows - 1] + 0.1 * (values[rows - 1] - values[rows - 2])

    monkeypatch.setattr(forecaster, "next_rows", next_rows)


def written(path, values, dates=None):
    columns = [values] if dates is None else [dates, values]
    names = "price" if dates is None else "day,price"
    rows = "\n".join(",".join(map(str, row)) for row in zip(*columns, strict=True))
    path.write_text(f"{names}\n{rows}\n")
    return path


@pytest.fixture
def walk(tmp_path):
    made = prices.random_walk(400, seed=1)
    return written(tmp_path / "my walk.csv", made.values, made.dates)


def test_the_command_with_a_real_net(walk, monkeypatch, capsys, keras):
    monkeypatch.setattr(forecaster, "EPOCHS", (1, 1))
    before = walk.read_bytes()
    assert main(["demo", "forecast", str(walk), "--column", "price"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and walk.read_bytes() == before
    lines = out.splitlines()
    assert lines[0].startswith(
        "my walk.csv, price: 400 rows, 2004-08-19 to 2006-03-01; what repeats: a week"
    )
    assert [line.split("  ")[0] for line in lines[4:9]] == [
        "naive",
        "drift",
        "seasonal naive",
        "climatology",
        "linear",
    ]
    assert lines[9].startswith("LSTM  ") and out.count("Verdict: ") == 1
    picture = walk.parent / "my walk-price-forecast.png"
    assert lines[-1] == f"Picture: {picture}" and sorted(os.listdir(walk.parent))[-2:] == [
        picture.name,
        walk.name,
    ]
    with Image.open(picture) as image:
        assert image.size == (850, 600) and len(image.convert("RGB").getcolors(10**6)) > 50


def test_the_numbers_of_the_table(walk, stand_in):
    found = table.read(walk, "price")
    contest = forecast.hold(found)
    actual = found.values[320:]
    assert contest.start == 320 and all(len(row) == 80 for row in contest.forecasts.values())
    naive = np.abs(actual - found.values[319:399]).mean()
    assert contest.errors["naive"] == pytest.approx(naive)
    assert contest.scale == pytest.approx(np.abs(np.diff(found.values[:320])).mean())
    for name, interval in contest.against.items():
        assert interval.mean == pytest.approx(contest.errors[name] - naive)
        assert interval.low <= interval.mean <= interval.high
    said = forecast.report("x.csv", found, contest)
    assert f"{naive:.4f}" in said and f"{naive / contest.scale:.2f}" in said


def test_a_series_without_dates_and_without_rounds(tmp_path, stand_in, capsys):
    path = written(tmp_path / "plain.csv", np.random.default_rng(1).normal(size=150).cumsum())
    assert main(["demo", "forecast", str(path), "--column", "price"]) == 0
    out = capsys.readouterr().out
    assert "150 rows; what repeats: " in out and "climatology" not in out


def contest(errors, against, net_against):
    against = {name: Interval(*numbers) for name, numbers in against.items()}
    return forecast.Contest(0, {}, errors, 1.0, against, Interval(*net_against), [])


@pytest.mark.parametrize(
    "linear, net, net_against, said",
    [
        (
            (0.1, -0.1, 0.3),
            (0.2, 0.1, 0.3),
            (0.1, 0.0, 0.2),
            "nothing is for certain, and by 1% at least, be",
        ),
        ((-0.1, -0.3, 0.1), (-0.1, -0.3, 0.1), (0, -1, 1), "nothing is for certain"),
        ((-0.001, -0.002, -0.0005), (0.1, 0.05, 0.2), (0.1, 0.05, 0.2), "nothing is for certain"),
        (
            (-0.2, -0.3, -0.1),
            (-0.5, -0.6, -0.4),
            (-0.3, -0.4, -0.2),
            "net is best. Its error is 50% below",
        ),
        (
            (-0.2, -0.3, -0.1),
            (-0.5, -0.6, -0.4),
            (-0.3, -0.4, -0.2),
            "38% below that of the best other one, lin",
        ),
        (
            (-0.2, -0.3, -0.1),
            (-0.25, -0.4, -0.1),
            (-0.05, -0.2, 0.1),
            "cannot tell whether the net is any",
        ),
        (
            (-0.2, -0.3, -0.1),
            (0.1, 0.05, 0.2),
            (0.3, 0.2, 0.4),
            "linear is 20% better .*, and the net is worse",
        ),
        (
            (-0.1, -0.3, 0.1),
            (-0.2, -0.3, -0.1),
            (-0.1, -0.3, 0.1),
            "LSTM is 20% better .* cannot tell it from",
        ),
    ],
)
def test_the_verdict(linear, net, net_against, said):
    errors = {"naive": 1.0, "linear": 1 + linear[0], "LSTM": 1 + net[0]}
    found = forecast.verdict(contest(errors, {"linear": linear, "LSTM": net}, net_against))
    assert re.search(said, found) and found.startswith("Verdict: ")


@pytest.mark.parametrize(
    "text, arguments, said",
    [
        ("price\n" + "1\n2\n" * 6, [], "12 rows, and at least 100 are needed"),
        (
            "price\n" + "1\n2\n" * 60,
            ["--column", "prize"],
            "no column 'prize'; did you mean price?",
        ),
        ("price\n" + "1\n2\n" * 60, ["--date", "day"], "no column 'day'; there are price"),
        (
            "price\n" + "1\n" * 119 + "2\n",
            [],
            "the first 96 rows of 'price' are all 1: nothing to learn",
        ),
        ("price\n1\nx\n" + "2\n" * 120, [], "line 3: expected a number for 'price', found 'x'"),
        ("", [], "the file is empty"),
        (None, [], "cannot be read: No such file"),
    ],
)
def test_a_bad_file_gets_one_sentence(tmp_path, capsys, text, arguments, said):
    path = tmp_path / "mine.csv"
    if text is not None:
        path.write_text(text)
    given = arguments if "--column" in arguments else ["--column", "price", *arguments]
    assert main(["demo", "forecast", str(path), *given]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.startswith("course: ") and len(err.splitlines()) == 1
    assert os.listdir(tmp_path) == ([] if text is None else ["mine.csv"])


def test_without_a_column_the_command_says_how(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["demo", "forecast", "x.csv"])
    assert caught.value.code == 2 and "it needs --column" in capsys.readouterr().err


def test_a_picture_that_cannot_be_saved(walk, stand_in, capsys, monkeypatch):
    (walk.parent / "my walk-price-forecast.png").mkdir()
    assert main(["demo", "forecast", str(walk), "--column", "price"]) == 2
    out, err = capsys.readouterr()
    assert "Verdict: " in out and "cannot write" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "file, column, name",
    [
        ("a/goog.csv", "Close", "a/goog-Close-forecast.png"),
        ("goog.csv.gz", "Adj Close (USD)", "goog-Adj-Close-USD-forecast.png"),
        ("goog", "../../x", "goog-x-forecast.png"),
        (".csv", "°", "series-column-forecast.png"),
        ("x.csv", "n" * 300, f"x-{'n' * 40}-forecast.png"),
    ],
)
def test_the_name_of_the_picture(file, column, name):
    assert str(forecast.picture_path(file, column)) == name


@pytest.mark.parametrize("size", [1e-12, 1e-3, 1.0, 1e6, 1e12])
def test_numbers_of_any_size(tmp_path, stand_in, size):
    path = written(tmp_path / "x.csv", size * np.random.default_rng(1).normal(size=120))
    found = table.read(path, "price")
    said = forecast.report("x.csv", found, forecast.hold(found))
    assert max(map(len, said.splitlines())) < 130
    figure = forecast.draw(found, forecast.hold(found))
    figure.canvas.draw()
    assert figure.get_suptitle().startswith("Verdict: ")


@pytest.mark.parametrize(
    "name", ["US$ a$", "$\\frac", "価格", "n" * 200, "a_b^c\\d", "with, comma", "\x1b[31m"]
)
def test_any_name_of_a_column(tmp_path, stand_in, capsys, name):
    rows = "\n".join(map(str, np.random.default_rng(1).normal(size=120)))
    (tmp_path / "x.csv").write_text(f'"{name}"\n{rows}\n', encoding="utf-8")
    assert main(["demo", "forecast", str(tmp_path / "x.csv"), "--column", name]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "\x1b" not in out
    assert len([file for file in os.listdir(tmp_path) if file.endswith(".png")]) == 1


def test_a_file_that_changes_only_at_the_end(tmp_path, stand_in):
    path = written(tmp_path / "x.csv", [1.0] * 100 + [2.0] * 20)
    with pytest.raises(
        CourseError, match="the first 96 rows of 'price' are all 1: nothing to learn from"
    ):
        forecast.hold(table.read(path, "price"))

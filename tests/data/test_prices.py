import numpy as np
import pytest

from course.data import prices
from course.errors import CourseError, DataError


def test_googles_prices():
    google = prices.load()
    assert google.values.shape == google.dates.shape == (1047,)
    assert google.values[0] == 100.34 and google.unit == "US dollars"
    assert str(google.dates[0]) == "2004-08-19" and str(google.dates[-1]) == "2008-10-14"
    assert np.is_busday(google.dates).all() and (np.diff(google.dates).astype(int) > 0).all()
    returns = np.diff(np.log(google.values))
    assert returns.std() == pytest.approx(prices.VOLATILITY, abs=5e-5)


def test_without_matplotlibs_sample_data(monkeypatch, tmp_path):
    monkeypatch.setattr("matplotlib.cbook.get_sample_data", lambda *a, **b: tmp_path / "goog.npz")
    with pytest.raises(CourseError, match="without its sample data. `pip install --force-rei"):
        prices.load()


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "expected price_data"),
        (b"PK\x03\x04 half", "expected price_data"),
        (b"date,price\n2004-08-19,100\n", "expected price_data"),
        ({"other": np.zeros(3)}, "expected price_data"),
        ({"price_data": np.zeros(3)}, "expected price_data"),
        ({"price_data": [("2004-08-19", 1.0), ("2004-08-19", 1.0)]}, "expected rising dates"),
        ({"price_data": [("2004-08-19", 1.0), ("2004-08-20", 0.0)]}, "prices above 0"),
        ({"price_data": [("2004-08-19", 1.0), ("2004-08-20", np.nan)]}, "prices above 0"),
        ({"price_data": np.array([print], dtype=object)}, "expected price_data"),
    ],
)
def test_a_file_of_another_form(tmp_path, content, sentence):
    path = tmp_path / "mine.npz"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        form = [("date", "M8[D]"), ("adj_close", "f8")]
        table = {
            name: np.array(value, form) if isinstance(value, list) else value
            for name, value in content.items()
        }
        np.savez(path, **table)
    with pytest.raises(DataError, match=sentence):
        prices.load(path=path)


def test_no_such_file(tmp_path):
    with pytest.raises(CourseError, match="none.npz cannot be read: No such file"):
        prices.load(path=tmp_path / "none.npz")


def test_a_random_walk_has_googles_volatility_and_no_memory():
    walk = prices.random_walk(40_000, seed=1)
    returns = np.diff(np.log(walk.values))
    assert walk.values[0] == 100 and walk.dates[0] == prices.START
    assert returns.std() == pytest.approx(prices.VOLATILITY, rel=0.02)
    assert abs(np.corrcoef(returns[1:], returns[:-1])[0, 1]) < 0.02
    assert np.is_busday(walk.dates).all() and (np.diff(walk.dates).astype(int) > 0).all()


def test_the_seed_makes_the_walk():
    first, again, other = (prices.random_walk(50, seed=seed).values for seed in (1, 1, 2))
    assert (first == again).all() and not (first == other).any(where=np.arange(50) > 0)
    assert (prices.random_walk(20, seed=1).values == first[:20]).all()
    with pytest.raises(ValueError, match="2 days at least, got 1"):
        prices.random_walk(1, seed=1)

import numpy as np
import pytest

from course import files
from course.errors import CourseError
from course.nets import storage


def test_what_is_saved_is_loaded_in_half_precision(tmp_path):
    rng = np.random.default_rng(0)
    arrays = [rng.normal(size=shape).astype("float32") for shape in ((3, 4), (5,), (1, 2, 3))] * 5
    path = storage.save("net", arrays, {"seed": 1, "words": ["été"]}, tmp_path)
    assert path == tmp_path / "net.npz"
    loaded, facts = storage.load("net", tmp_path)
    assert facts == {"seed": 1, "words": ["été"]}
    assert len(loaded) == len(arrays)
    for one, other in zip(loaded, arrays, strict=True):
        assert one.dtype == "float32"
        np.testing.assert_allclose(one, other, rtol=1e-3)


def test_rounded_matrices_take_a_byte_and_half_a_step(tmp_path):
    rng = np.random.default_rng(0)
    matrix, other, bias = rng.normal(size=(90, 80)), 7 * rng.normal(size=(9, 8)), rng.normal(size=9)
    arrays = [matrix, other, bias, np.zeros((3, 3)), np.eye(5)]
    rounded, half = (
        storage.save(name, arrays, {}, tmp_path, levels=levels)
        for name, levels in (("rounded", 100), ("half", None))
    )
    assert rounded.stat().st_size < 0.6 * half.stat().st_size
    loaded, _ = storage.load("rounded", tmp_path)
    for one, array in zip(loaded[:2], arrays[:2], strict=True):
        assert one.dtype == "float32"
        assert abs(one - array).max() <= abs(array).max() / 200 * 1.0001
    np.testing.assert_array_equal(loaded[2], bias.astype("float16"))
    np.testing.assert_array_equal(loaded[3], arrays[3])
    np.testing.assert_array_equal(loaded[4], arrays[4])  # one-hot vectors stay one-hot


def test_facts_alone_can_be_kept(tmp_path):
    storage.save("facts", [], {"seed": 1}, tmp_path)
    assert storage.load("facts", tmp_path) == ([], {"seed": 1})


def test_missing_and_damaged_weights_get_a_sentence(tmp_path):
    with pytest.raises(CourseError, match="there are no weights .*nothing.npz.*course train"):
        storage.load("nothing", tmp_path)
    (tmp_path / "half.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(CourseError, match="half.npz cannot be read"):
        storage.load("half", tmp_path)
    np.savez(tmp_path / "other.npz", x=np.ones(3))
    with pytest.raises(CourseError, match="other.npz cannot be read"):
        storage.load("other", tmp_path)


def test_damaged_weights_that_ship_can_be_taken_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    (tmp_path / "half.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(CourseError, match="half.npz cannot be read .*the repository.*course train"):
        storage.load("half")


def load(folder=None):
    return storage.load("net", folder)


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    storage.save("net", [np.zeros(3)], {"who": "shipped"})


def test_own_weights_come_before_those_that_ship(shipped, capsys):
    assert storage.own_or_shipped("net", load)[1] == {"who": "shipped"}
    storage.keep("net", [np.ones(3)], {"who": "own"})
    assert storage.own_or_shipped("net", load)[1] == {"who": "own"}
    (files.cache_dir() / "net.npz").write_bytes(b"half")
    assert storage.own_or_shipped("net", load)[1] == {"who": "shipped"}
    assert "using the weights that ship" in capsys.readouterr().err


def test_weights_that_cannot_be_kept_are_no_error(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "below"))
    storage.keep("net", [np.ones(3)], {})
    assert "The weights could not be kept: cannot write" in capsys.readouterr().err


def test_no_weights_at_all(monkeypatch, tmp_path):
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    with pytest.raises(CourseError, match="course train"):
        storage.own_or_shipped("net", load)


def test_a_model_goes_into_one_array_and_back(keras):
    def build():
        return keras.Sequential([keras.Input((None, 2)), keras.layers.SimpleRNN(3)])

    model, other = build(), build()
    array = storage.flat(model)
    assert array.shape == (2 * 3 + 3 * 3 + 3,)
    storage.set_flat(other, array)
    for one, same in zip(model.get_weights(), other.get_weights(), strict=True):
        assert np.array_equal(one, same)
    with pytest.raises(ValueError, match=r"the model has 18 weights, got \(17,\)"):
        storage.set_flat(other, array[:-1])


def test_weights_of_labs_that_were_not_released(tmp_path, monkeypatch):
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    assert storage.left_out() == set()
    with pytest.raises(CourseError, match="no weights .*a.npz: `"):
        storage.load("a")
    (tmp_path / storage.LEFT_OUT).write_text("- a\n- b\n")
    assert storage.left_out() == {"a", "b"}
    with pytest.raises(CourseError, match="a.npz: no lab that was released here needs them"):
        storage.load("a")

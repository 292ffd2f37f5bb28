import numpy as np
import pytest

from course import weights
from course.errors import CourseError


def test_what_is_saved_is_loaded_in_half_precision(tmp_path):
    rng = np.random.default_rng(0)
    arrays = [rng.normal(size=shape).astype("float32") for shape in ((3, 4), (5,), (1, 2, 3))] * 5
    path = weights.save("net", arrays, {"seed": 1, "words": ["été"]}, tmp_path)
    assert path == tmp_path / "net.npz"
    loaded, facts = weights.load("net", tmp_path)
    assert facts == {"seed": 1, "words": ["été"]}
    assert len(loaded) == len(arrays)
    for one, other in zip(loaded, arrays, strict=True):
        assert one.dtype == "float32"
        np.testing.assert_allclose(one, other, rtol=1e-3)


def test_missing_and_damaged_weights_get_a_sentence(tmp_path):
    with pytest.raises(CourseError, match="there are no weights .*nothing.npz.*course train"):
        weights.load("nothing", tmp_path)
    (tmp_path / "half.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(CourseError, match="half.npz cannot be read"):
        weights.load("half", tmp_path)
    np.savez(tmp_path / "other.npz", x=np.ones(3))
    with pytest.raises(CourseError, match="other.npz cannot be read"):
        weights.load("other", tmp_path)

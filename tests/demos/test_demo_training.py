import numpy as np
import pytest

from course import files, weights
from course.demos import training
from course.errors import CourseError


class Model:
    def get_weights(self):
        return [np.ones(3, "float32")]


def load(folder=None):
    return weights.load("net", folder)


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    weights.save("net", [np.zeros(3)], {"who": "shipped"})


def test_own_weights_come_before_those_that_ship(shipped, capsys):
    assert training.own_or_shipped("net", load)[1] == {"who": "shipped"}
    training.keep("net", Model(), {"who": "own"})
    assert training.own_or_shipped("net", load)[1] == {"who": "own"}
    (files.cache_dir() / "net.npz").write_bytes(b"half")
    assert training.own_or_shipped("net", load)[1] == {"who": "shipped"}
    assert "taking the weights that ship" in capsys.readouterr().err


def test_weights_that_cannot_be_kept_are_no_error(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "below"))
    training.keep("net", Model(), {})
    assert "The weights are not kept: cannot write" in capsys.readouterr().err


def test_no_weights_at_all(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    with pytest.raises(CourseError, match="course train"):
        training.own_or_shipped("net", load)


def test_the_bar_shows_every_epoch_and_passes_settings_on(capsys):
    def train(seed, progress):
        for epoch, share in ((1, 0.25), (2, 0.5)):
            progress(epoch, share)
        return seed

    assert training.with_bar("net", train, 2, "texts right", seed=7) == 7
    shown = capsys.readouterr().err
    assert "net: 100%" in shown and "2/2" in shown and "50.0% of texts right" in shown

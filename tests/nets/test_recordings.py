import numpy as np
import pytest

from course.data import fsdd, spoken
from course.errors import CourseError
from course.nets import hearing, listener, recordings
from course.speech.voices import Voice


def test_the_record_is_that_of_the_settings():
    facts = recordings.record()
    assert facts["steps"] == recordings.STEPS and facts["strings"] == hearing.STRINGS
    assert list(facts["known"]) == [str(seed) for seed in listener.SEEDS]
    assert list(facts["synthesised"]) == list(listener.WITH_WEIGHTS)
    assert len(facts["left_out"]) >= 4 and facts["recordings"] >= 600


def test_known_people_are_understood_and_strangers_less():
    """What lab 11 says of the record."""
    facts = recordings.record()
    assert all(rates["new"] <= 0.05 for rates in facts["known"].values())
    assert all(rates["known"] < rates["unheard"] for rates in facts["left_out"].values())


def test_without_recordings_a_sentence_says_what_to_get(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(CourseError, match="course data fetch fsdd"):
        recordings.train()


@pytest.mark.slow
@pytest.mark.nightly
def test_training_measures_everybody(monkeypatch, keras):
    """On made-up people, one digit a sound."""
    voices = {"ada": Voice(pitch=200), "bob": Voice(pitch=90, tract=1.15)}
    rows = [(name, digit, nr) for name in voices for digit in range(10) for nr in (0, 5, 6)]
    sounds = [
        spoken.strings(1, digits=(1, 1), seed=i, voices=voices[name]).sounds[0]
        for i, (name, _, _) in enumerate(rows)
    ]
    made_up = fsdd.Recordings(
        sounds,
        np.array([digit for _, digit, _ in rows]),
        [name for name, _, _ in rows],
        np.array([nr for _, _, nr in rows]),
        "none",
    )
    monkeypatch.setattr(fsdd, "load", lambda: made_up)
    for module, name, value in (
        (hearing, "STRINGS", 32), (hearing, "TEST", 4), (recordings, "STEPS", 2), (listener, "SEEDS", (1,)),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    told = []
    facts = recordings.train(progress=lambda done, rate: told.append(done))
    assert told == [1, 2, 3]
    assert set(facts["known"]) == {"1"} and set(facts["left_out"]) == {"ada", "bob"}
    assert set(facts["synthesised"]) == set(listener.WITH_WEIGHTS)

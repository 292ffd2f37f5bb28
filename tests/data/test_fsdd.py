"""Recorded digits: archives and folders, the split, and strings made of recordings."""

import io
import os
import tarfile
import zipfile

import numpy as np
import pytest
from scipy.io import wavfile

from course.data import fsdd, spoken
from course.errors import CourseError

SPEAKERS = ("ann", "bob")
real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)


def recording(digit, speaker, number):
    """A tone that tells which recording it is."""
    hertz = 200 + 100 * digit + 31 * number + 1_500 * SPEAKERS.index(speaker)
    sound = 0.4 * np.sin(2 * np.pi * hertz * np.arange(2_000 + 100 * number) / 8_000)
    file = io.BytesIO()
    wavfile.write(file, 8_000, np.round(sound * 32_767).astype("<i2"))
    return file.getvalue()


FILES = {
    f"{digit}_{speaker}_{number}.wav": recording(digit, speaker, number)
    for digit in range(10)
    for speaker in SPEAKERS
    for number in (0, 4, 5, 12)
}
OTHERS = {"README.md": b"# digits", "metadata.py": b"metadata = {}", "notes.wav": b"no sound"}


def tar(path, contents):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in contents.items():
            entry = tarfile.TarInfo(f"free-spoken-digit-dataset/recordings/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def zipped(path, contents):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(f"master/recordings/{name}", content)
    return path


def folder(path, contents):
    (path / "recordings").mkdir(parents=True)
    for name, content in contents.items():
        (path / "recordings" / name).write_bytes(content)
    return path


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    return fsdd.load(
        tar(tmp_path_factory.mktemp("speech") / "fsdd_small.tar.gz", {**OTHERS, **FILES})
    )


@pytest.mark.parametrize("make", [tar, zipped, folder])
def test_every_form_has_the_same(tmp_path, recordings, make):
    loaded = fsdd.load(make(tmp_path / "digits", {**FILES, **OTHERS}))
    assert all((a == b).all() for a, b in zip(loaded.sounds, recordings.sounds, strict=False))
    assert loaded.speakers == recordings.speakers == sorted(recordings.speakers)
    assert (loaded.digits == recordings.digits).all()
    assert "CC BY-SA 4.0" in loaded.licence


@pytest.mark.parametrize("name", ["v1.0.10.tar.gz", "fsdd_small.tar.gz"])
def test_it_is_found_in_the_folder_of_data(tmp_path, monkeypatch, name):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(CourseError, match="Run `.*course data fetch fsdd`"):
        fsdd.load()
    (tmp_path / "speech").mkdir()
    tar(tmp_path / "speech" / name, FILES)
    assert len(fsdd.load().sounds) == len(FILES)


def key(recordings, place):
    return recordings.digits[place], recordings.speakers[place], recordings.numbers[place]


@pytest.mark.parametrize("left_out", [None, "ann"])
def test_no_recording_is_in_both_parts(recordings, left_out):
    train, test = fsdd.split(recordings, left_out=left_out)
    keys = [{key(part, place) for place in range(len(part.sounds))} for part in (train, test)]
    assert not keys[0] & keys[1] and len(keys[0] | keys[1]) == len(FILES)
    if left_out:
        assert set(train.speakers) == {"bob"} and set(test.speakers) == {"ann"}
    else:
        assert set(train.numbers) == {5, 12} and set(test.numbers) == {0, 4}
        assert set(train.speakers) == set(test.speakers) == set(SPEAKERS)


def loudest(sound):
    return np.fft.rfftfreq(len(sound), 1 / 8_000)[np.abs(np.fft.rfft(sound)).argmax()]


def test_a_string_has_the_recordings_of_its_label_by_one_speaker(recordings):
    test = fsdd.split(recordings)[1]
    made = fsdd.strings(test, 30, (2, 3), seed=1, gaps=(0.1, 0.1), tempo=(1, 1), gain=(1, 1))
    assert {len(label) for label in made.labels} == {2, 3}
    assert set(made.voices) == set(SPEAKERS)
    for sound, label, speaker in zip(made.sounds, made.labels, made.voices, strict=False):
        assert sound.dtype == "float32"
        busy = np.convolve(sound**2, np.ones(80) / 80, "same") > 1e-3
        borders = np.flatnonzero(np.diff(busy.astype(int)))
        assert len(borders) == 2 * len(label)
        for digit, (start, end) in zip(label, borders.reshape(-1, 2), strict=False):
            known = [200 + 100 * digit + 31 * n + 1_500 * SPEAKERS.index(speaker) for n in (0, 4)]
            assert min(abs(np.array(known) - loudest(sound[start:end]))) < 15


def test_a_seed_gives_the_same_strings(recordings):
    first, again, other = (fsdd.strings(recordings, 4, seed=seed) for seed in (1, 1, 2))
    assert all((a == b).all() for a, b in zip(first.sounds, again.sounds, strict=False))
    assert len(first.sounds[0]) != len(other.sounds[0])
    assert isinstance(first, spoken.Spoken)


def test_a_faster_tempo_is_shorter_and_higher(recordings):
    slow, fast = (
        fsdd.strings(recordings, 1, (1, 1), seed=1, tempo=(tempo, tempo)).sounds[0]
        for tempo in (0.85, 1.15)
    )
    assert len(fast) < len(slow) and loudest(fast) > 1.2 * loudest(slow)


@pytest.mark.parametrize("count, digits", [(0, (1, 2)), (1, (0, 2)), (1, (3, 2))])
def test_what_cannot_be_made(recordings, count, digits):
    with pytest.raises(ValueError, match="at least one string of one digit"):
        fsdd.strings(recordings, count, digits, seed=1)


def test_what_cannot_be_split(recordings):
    with pytest.raises(ValueError, match="the speakers are ann, bob, got 'theo'"):
        fsdd.split(recordings, left_out="theo")
    with pytest.raises(ValueError, match="one part would be empty"):
        fsdd.split(fsdd.split(recordings)[0])
    with pytest.raises(ValueError, match="one part would be empty"):
        fsdd.split(fsdd.split(recordings, left_out="ann")[0], left_out="bob")


def test_files_that_are_none(tmp_path):
    with pytest.raises(CourseError, match="no recordings in it, such as 7_jackson_32.wav"):
        fsdd.load(tar(tmp_path / "a.tar.gz", OTHERS))
    with pytest.raises(CourseError, match="no recordings"):
        fsdd.load(folder(tmp_path / "empty", {}))
    with pytest.raises(CourseError, match="3_ann_0.wav is cut off"):
        fsdd.load(tar(tmp_path / "b.tar.gz", {"3_ann_0.wav": FILES["3_ann_0.wav"][:900]}))
    whole = tar(tmp_path / "c.tar.gz", FILES).read_bytes()
    (tmp_path / "d.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CourseError, match="damaged"):
        fsdd.load(tmp_path / "d.tar.gz")
    (tmp_path / "page").write_bytes(b"<!DOCTYPE html><html><body>Log in</body></html>")
    with pytest.raises(CourseError, match="a web page"):
        fsdd.load(tmp_path / "page")
    with pytest.raises(CourseError, match="cannot be read"):
        fsdd.load(tmp_path / "nothing")


def test_a_part_is_not_the_whole_archive(tmp_path):
    with pytest.raises(
        CourseError, match="80 recordings of 2 speakers, and the whole archive has 3,000 of 6"
    ):
        fsdd.check_whole(tar(tmp_path / "a.tar.gz", FILES), "free-spoken-digit-dataset")


@real_data
def test_the_real_recordings():
    loaded = fsdd.load()
    assert set(loaded.speakers) >= {"george", "jackson", "nicolas", "theo"}
    assert set(np.bincount(loaded.digits)) in ({60}, {300})  # a part, or all
    seconds = np.array([len(sound) for sound in loaded.sounds]) / 8_000
    assert 0.1 < seconds.min() and seconds.mean() == pytest.approx(0.43, abs=0.05)
    train, test = fsdd.split(loaded)
    assert train.numbers.min() == 5 and test.numbers.max() == 4

"""The Free Spoken Digit Dataset: digits recorded by people, and strings made of the recordings."""

import contextlib
import re
import tarfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import numpy as np
from scipy.signal import resample_poly

from course import file_kinds
from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.data.spoken import GAIN, Spoken
from course.errors import CourseError, DataError
from course.speech import RATE, synthesis, wav

NAME = re.compile(r"(\d)_([a-z]+)_(\d{1,4})\.wav")
ARCHIVE = "free-spoken-digit-dataset.tar"
TESTED = 5  # recordings 0 to 4 of each digit and speaker are for testing, says the publisher
WHOLE = (6, 50)  # speakers, and recordings of each digit by each
LONGEST_FILE = 2**20  # bytes; the longest recording has 37 thousand
TEMPO = (0.85, 1.18)
NOISE = 3e-4  # standard deviation, in the gaps and under all: recordings end in nearly nothing


class Recordings(NamedTuple):
    """Recorded digits.

    Attributes:
        sounds: list of float32 arrays (samples,) at 8,000 Hz.
        digits: int array (recordings,), 0 to 9.
        speakers: list of str.
        numbers: int array (recordings,), which recording of that digit by that speaker.
        licence: str.
    """

    sounds: list
    digits: np.ndarray
    speakers: list
    numbers: np.ndarray
    licence: str


def load(path=None):
    """All recordings, by speaker, digit and number.

    Args:
        path: the publisher's archive (.tar.gz or .zip), the folder unpacked from it, or a folder of WAV
            files named DIGIT_SPEAKER_NUMBER.wav. By default these are looked for in COURSE_DATA/speech and
            where `course data fetch` puts them.

    Returns:
        Recordings.

    Raises:
        CourseError: there is no such file; it is damaged, has no recordings, or one that cannot be read.

    Source: Jackson et al., Free Spoken Digit Dataset, 2018.
    """
    path = local.required("fsdd") if path is None else Path(path)
    with reading.in_words(path):
        contents = _of_folder(path) if path.is_dir() else _of_archive(path)
    if not contents:
        raise DataError(path, "there are no recordings in it, such as 7_jackson_32.wav")
    rows = []
    for name, content in contents.items():
        digit, speaker, number = NAME.fullmatch(name).groups()
        rows.append((speaker, int(digit), int(number), content, name))
    rows.sort()
    sounds = []
    for *_, content, name in rows:
        try:
            sounds.append(wav.decode(content, name))
        except CourseError as error:
            raise DataError(path, error) from error
    speakers, digits, numbers, *_ = zip(*rows, strict=True)
    licence = catalogue.dataset("fsdd").licence
    return Recordings(sounds, np.array(digits), list(speakers), np.array(numbers), licence)


def check_whole(path, content):
    """Whether what was fetched has every recording.

    Args:
        path: as for `load`.
        content: the name of what is in it; not used, as one archive has all.

    Raises:
        CourseError: as `load`; or a recording is missing.
    """
    recordings = load(path)
    found = len(set(recordings.speakers)), len(recordings.sounds)
    wanted = WHOLE[0], 10 * WHOLE[0] * WHOLE[1]
    if found != wanted:
        raise DataError(
            path,
            f"it has {found[1]:,} recordings of {found[0]} speakers, and the whole archive has "
            f"{wanted[1]:,} of {wanted[0]}",
        )


def split(recordings, *, left_out=None):
    """Recordings to train on, and recordings to test on; none is in both.

    Args:
        recordings: Recordings.
        left_out: a speaker whom the test part alone has, all of whose recordings it is; by default it has
            recordings 0 to 4 of everybody, as the publisher says.

    Returns:
        two Recordings.

    Raises:
        ValueError: there is no such speaker, or one part would be empty.
    """
    speakers = np.array(recordings.speakers)
    if left_out is None:
        tested = recordings.numbers < TESTED
    elif left_out in recordings.speakers:
        tested = speakers == left_out
    else:
        raise ValueError(f"the speakers are {', '.join(sorted(set(speakers)))}, got {left_out!r}")
    if tested.all() or not tested.any():
        raise ValueError("one part would be empty: there are too few recordings to split")
    return _some(recordings, ~tested), _some(recordings, tested)


def strings(recordings, count, digits=(3, 5), *, seed, gaps=synthesis.GAPS, tempo=TEMPO, gain=GAIN):
    """Strings of digits, each put together from recordings of one speaker.

    Args:
        recordings: Recordings, one part of `split`.
        count: how many strings.
        digits: (fewest, most) digits of a string.
        seed: int.
        gaps: (shortest, longest) silence between two digits, seconds.
        tempo: (slowest, fastest); a string is played at its tempo, which moves its pitch, too.
        gain: (softest, loudest), what a string is multiplied by.

    Returns:
        spoken.Spoken, `voices` with the names of the speakers.

    Raises:
        ValueError: no strings or no digits asked for.
    """
    fewest, most = digits
    if count < 1 or not 1 <= fewest <= most:
        raise ValueError(
            f"at least one string of one digit, got {count} strings of {fewest} to {most}"
        )
    rng = np.random.default_rng(seed)
    names = sorted(set(recordings.speakers))
    of = {name: np.flatnonzero(np.array(recordings.speakers) == name) for name in names}
    made = Spoken([], [], [])
    for _ in range(count):
        speaker = names[rng.integers(len(names))]
        chosen = rng.choice(of[speaker], rng.integers(fewest, most, endpoint=True))
        faster = round(100 * rng.uniform(*tempo))
        parts = [_silence(rng.uniform(*synthesis.EDGE))]
        for place, row in enumerate(chosen):
            if place:
                parts.append(_silence(rng.uniform(*gaps)))
            parts.append(_levelled(resample_poly(recordings.sounds[row], 100, faster)))
        parts.append(_silence(rng.uniform(*synthesis.EDGE)))
        sound = np.concatenate(parts)
        sound = sound + NOISE * rng.standard_normal(len(sound))
        made.sounds.append((sound * rng.uniform(*gain)).astype("float32"))
        made.labels.append(recordings.digits[chosen])
        made.voices.append(speaker)
    return made


def _some(recordings, chosen):
    places = np.flatnonzero(chosen)
    return Recordings(
        [recordings.sounds[place] for place in places],
        recordings.digits[places],
        [recordings.speakers[place] for place in places],
        recordings.numbers[places],
        recordings.licence,
    )


def _silence(seconds):
    return np.zeros(int(seconds * RATE))


def _levelled(sound):
    return sound * (synthesis.LOUDNESS / np.sqrt(np.mean(sound**2)))


def _of_folder(path):
    found = {}
    for file in sorted(path.rglob("*.wav")):
        if NAME.fullmatch(file.name):
            with reading.opened(file) as stream:
                found[file.name] = stream.read(LONGEST_FILE)
    return found


def _of_archive(path):
    """The recordings of an archive, read where they are: nothing of it is written to the disk."""
    with reading.opened(path) as file:
        if zipfile.is_zipfile(file):
            with contextlib.suppress(ValueError), zipfile.ZipFile(file) as archive:
                entries = [(info.filename, info) for info in archive.infolist()]
                return _read(entries, lambda info: archive.open(info), path)
    with reading.unpacked(path, ARCHIVE, takes=(file_kinds.TAR,)) as stream:
        with tarfile.open(fileobj=stream, mode="r:") as archive:
            entries = ((entry.name, entry) for entry in archive if entry.isreg())
            return _read(entries, archive.extractfile, path)


def _read(entries, opened, path):
    found, size = {}, 0
    for name, entry in reading.progress(entries, desc="recordings", unit="file"):
        name = PurePosixPath(name).name
        if NAME.fullmatch(name):
            with opened(entry) as stream:
                found[name] = stream.read(LONGEST_FILE)
            size += len(found[name])
            if size > reading.MOST_BYTES:
                raise DataError(path, "it has far too many recordings")
    return found

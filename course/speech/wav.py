"""WAV files: reading recordings of people's own, and writing what was synthesised."""

import struct
from math import gcd
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

from course import file_kinds, files
from course.errors import CourseError
from course.speech import RATE

RATES = (8_000, 48_000)  # samples a second
SHORTEST, LONGEST = 0.1, 60  # seconds
QUIETEST = 1e-4  # of the loudest that a file can hold
MOST_BYTES = 2**26  # 60 s of two channels with 8 bytes each take 46 million
WHOLE, FLOATS, EXTENSIBLE = 1, 3, 0xFFFE  # formats, as the file names them
COMPRESSED = {2: "ADPCM", 6: "A-law", 7: "mu-law", 0x11: "IMA ADPCM", 0x31: "GSM", 0x55: "MP3"}
UNKNOWN_LENGTH = (0, 0xFFFFFFFF)  # what a program writes that could not go back to the header
OTHERS = ((b"ID3", "an MP3 file"), (b"fLaC", "a FLAC file"), (b"OggS", "an Ogg file"))
ADVICE = "save it as WAV, 16 bit, mono, 8,000 to 48,000 Hz"


def read(path):
    """A recording, as one channel at 8,000 Hz.

    Args:
        path: a WAV file of 0.1 to 60 seconds: 8,000 to 48,000 Hz, mono or stereo (the mean of both is
            taken), whole numbers of 8, 16, 24 or 32 bits or floats of 32 or 64.

    Returns:
        float32 array (samples,), -1 to 1, mean 0.

    Raises:
        CourseError: it cannot be read or is something else; the text says what was found and what to do.
    """
    path = Path(path)
    try:
        if not path.is_file():
            found = "is a folder" if path.is_dir() else "is not there"
            raise CourseError(f"{path} {found}: name a WAV file")
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or error
        raise CourseError(f"{path} cannot be read: {reason}; name another file") from error
    return decode(content, path)


def decode(content, where):
    """The same for the content of a file, bytes; `where` names it in an error."""
    if len(content) > MOST_BYTES:
        raise CourseError(f"{where} is too long: at most {LONGEST} seconds are read; cut it")
    kind, channels, rate, bits, data = _parts(content, where)
    if channels not in (1, 2):
        raise CourseError(f"{where} has {channels} channels, expected one or two: {ADVICE}")
    if not RATES[0] <= rate <= RATES[1]:
        raise CourseError(
            f"{where} has {rate:,} samples a second, expected {RATES[0]:,} to {RATES[1]:,}: {ADVICE}"
        )
    sound = _numbers(data, kind, bits, where)
    sound = sound[: len(sound) // channels * channels].reshape(-1, channels)
    length = len(sound) / rate
    if not length:
        raise CourseError(f"{where} is empty, it has no sound: record it again")
    if length < SHORTEST:
        raise CourseError(
            f"{where} is too short: it lasts {length:.3f} s, and a digit takes longer than {SHORTEST} s"
        )
    if length > LONGEST:
        raise CourseError(
            f"{where} is too long: it lasts {length:.0f} s, at most {LONGEST} are read; cut it"
        )
    if not np.isfinite(sound).all():
        raise CourseError(f"{where} holds samples that are not finite numbers: {ADVICE}")
    sound = sound.mean(1)
    sound = sound - sound.mean()
    if np.abs(sound).max() < QUIETEST:
        raise CourseError(f"{where} is silent: look at the microphone and record it again")
    shared = gcd(RATE, rate)
    sound = resample_poly(sound, RATE // shared, rate // shared)
    return (sound / max(1.0, np.abs(sound).max())).astype("float32")


def write(path, samples):
    """Write a sound at 8,000 Hz with 16 bits, whole or not at all; what peaks above 1 is made softer.

    Args:
        path: the file, which must not be there yet.
        samples: float array (samples,).

    Raises:
        ValueError: the samples are not a row of finite numbers.
        CourseError: the file is there already, or cannot be written.
    """
    samples, path = np.asarray(samples, "float64"), Path(path)
    if samples.ndim != 1 or not samples.size or not np.isfinite(samples).all():
        raise ValueError(f"expected finite samples in a row, got shape {samples.shape}")
    if path.exists() or path.is_symlink():
        raise CourseError(
            f"{path} is there already, and is not replaced: name another file, or move it away"
        )
    samples = samples / max(1.0, np.abs(samples).max())
    with files.replacing(path) as part:
        wavfile.write(part, RATE, np.round(samples * 32_767).astype("<i2"))


def _parts(content, where):
    """(kind, channels, rate, bits, the bytes of the sound) of a file in RIFF's chunks."""
    if not content:
        raise CourseError(f"{where} is empty: record it again")
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise CourseError(f"{where} is not a WAV file{_what(content)}: {ADVICE}")
    form, place = None, 12
    while place + 8 <= len(content):
        name, size = content[place : place + 4], struct.unpack_from("<I", content, place + 4)[0]
        body = content[place + 8 : place + 8 + size]
        if name == b"fmt " and len(body) >= 16:
            form = struct.unpack_from("<HHIIHH", body)
            kind = form[0]
            if kind == EXTENSIBLE and len(body) >= 26:
                kind = struct.unpack_from("<H", body, 24)[0]
        if name == b"data" and form:
            if size in UNKNOWN_LENGTH:
                body = content[place + 8 :]
            elif len(body) < size:
                raise CourseError(
                    f"{where} is cut off: {len(body):,} of {size:,} bytes of sound are there; "
                    "copy or record it again"
                )
            return kind, form[1], form[2], form[5], body
        place += 8 + size + size % 2
    missing = "sound" if form else "description of its format"
    raise CourseError(
        f"{where} is cut off or damaged: it has no {missing}; copy or record it again"
    )


def _what(content):
    known = next((f", but {kind}" for start, kind in OTHERS if content.startswith(start)), "")
    if content[4:8] == b"ftyp":
        known = ", but an MP4 or M4A file"
    other = file_kinds.kind_of(content[: file_kinds.START])
    return known or (f", but {other[0]}" if other else "")


def _numbers(data, kind, bits, where):
    """The samples as floats, those of whole numbers from -1 to 1."""
    if kind == FLOATS and bits in (32, 64):
        return np.frombuffer(
            data[: len(data) // (bits // 8) * (bits // 8)], f"<f{bits // 8}"
        ).astype(float)
    if kind != WHOLE or bits not in (8, 16, 24, 32):
        name = COMPRESSED.get(kind)
        found = (
            f"is compressed ({name})"
            if name
            else f"has samples of a kind (format {kind}, {bits} bits)"
        )
        unread = "" if name else " that is not read here"
        raise CourseError(f"{where} {found}{unread}: {ADVICE}")
    size = bits // 8
    rows = np.frombuffer(data[: len(data) // size * size], "u1").reshape(-1, size)
    if bits == 8:
        return rows[:, 0] / 128 - 1.0
    wide = np.zeros((len(rows), 4), "u1")
    wide[:, 4 - size :] = rows  # little end first, so the high bytes are the last
    return wide.view("<i4")[:, 0] / 2.0**31

import io
import struct

import numpy as np
import pytest
from scipy.io import wavfile

from course.errors import CourseError
from course.speech import RATE, wav


def tone(rate, seconds=0.5, hertz=440.0):
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate)


def content(samples, rate=RATE):
    file = io.BytesIO()
    wavfile.write(file, rate, samples)
    return file.getvalue()


def riff(kind, channels, rate, bits, data, extra=b""):
    form = struct.pack(
        "<HHIIHH", kind, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits
    )
    form += extra
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def in_24_bits(samples):
    whole = np.round(samples * (2**23 - 1)).astype("<i4")
    return whole.view("u1").reshape(-1, 4)[:, :3].tobytes()


KINDS = {
    "u8": lambda sound: np.round(sound * 127 + 128).astype("u1"),
    "i16": lambda sound: np.round(sound * 32_767).astype("<i2"),
    "i32": lambda sound: np.round(sound * (2**31 - 1)).astype("<i4"),
    "f32": lambda sound: sound.astype("<f4"),
    "f64": lambda sound: sound,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_all_kinds_rates_and_channels_sound_alike(tmp_path, kind, rate, channels):
    sound = KINDS[kind](np.repeat(tone(rate)[:, None], channels, axis=1))
    (tmp_path / "a.wav").write_bytes(content(sound, rate))
    read = wav.read(tmp_path / "a.wav")
    assert read.dtype == "float32" and abs(len(read) - RATE // 2) <= 1
    inner = slice(200, 3_800)  # at the ends it rings
    assert np.abs(read[inner] - tone(RATE)[:4_000][inner]).max() < 0.02


@pytest.mark.parametrize("extensible", [False, True])
def test_24_bits(extensible):
    data = in_24_bits(tone(RATE))
    extra = struct.pack("<HHIH14x", 22, 24, 4, 1) if extensible else b""
    read = wav.decode(riff(0xFFFE if extensible else 1, 1, RATE, 24, data, extra), "a.wav")
    assert np.abs(read - tone(RATE)).max() < 1e-3


def test_stereo_is_the_mean_of_both():
    both = np.stack([tone(RATE, hertz=300), tone(RATE, hertz=1_000)], axis=1)
    assert np.allclose(wav.decode(content(both), "a"), both.mean(axis=1), atol=0.01)


def test_other_chunks_are_passed_over():
    plain = content(KINDS["i16"](tone(RATE)))
    odd = plain[:12] + b"LIST" + struct.pack("<I", 3) + b"abc\0" + plain[12:]
    assert (wav.decode(odd, "a") == wav.decode(plain, "a")).all()


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_program_that_could_not_go_back_to_write_the_length(size):
    plain = content(KINDS["i16"](tone(RATE)))
    place = plain.index(b"data") + 4
    streamed = plain[:place] + struct.pack("<I", size) + plain[place + 4 :]
    assert (wav.decode(streamed, "a") == wav.decode(plain, "a")).all()


def test_too_loud_is_made_softer_and_an_offset_is_taken_away():
    assert np.abs(wav.decode(content(3 * tone(RATE)), "a")).max() == pytest.approx(1)
    assert abs(wav.decode(content(0.2 * tone(RATE) + 0.4), "a").mean()) < 1e-6


GOOD = content(KINDS["i16"](tone(RATE)))
BAD = {
    "nothing": (b"", "is empty"),
    "text": (b"hello", "is not a WAV file: save it as WAV"),
    "a web page": (b"<!DOCTYPE html><html>", "is not a WAV file, but a web page"),
    "MP3": (b"ID3" + bytes(100), "but an MP3 file"),
    "FLAC": (b"fLaC" + bytes(100), "but a FLAC file"),
    "M4A": (b"\0\0\0\x20ftypM4A " + bytes(100), "but an MP4 or M4A file"),
    "AVI": (b"RIFF\0\0\0\0AVI " + bytes(50), "is not a WAV file"),
    "cut off in the sound": (GOOD[:-500], r"is cut off: 7,500 of 8,000 bytes of sound are there"),
    "cut off in the header": (GOOD[:20], "cut off or damaged: it has no description of its format"),
    "no sound": (GOOD[: GOOD.index(b"data")], "cut off or damaged: it has no sound"),
    "empty": (content(np.zeros(0, "<i2")), "is empty, it has no sound"),
    "short": (content(KINDS["i16"](tone(RATE, 0.05))), "too short: it lasts 0.050 s"),
    "long": (content(np.ones(61 * RATE, "u1")), "too long: it lasts 61 s, at most 60"),
    "silent": (content(np.zeros(RATE, "<i2")), "is silent"),
    "silent with an offset": (content(np.full(RATE, 300, "<i2")), "is silent"),
    "slow": (
        content(KINDS["i16"](tone(4_000)), 4_000),
        "has 4,000 samples a second, expected 8,000 to",
    ),
    "fast": (content(KINDS["i16"](tone(96_000)), 96_000), "has 96,000 samples a second"),
    "three channels": (content(np.zeros((RATE, 3), "<i2")), "has 3 channels"),
    "no channels": (riff(1, 0, RATE, 16, bytes(9_000)), "has 0 channels"),
    "mu-law": (riff(7, 1, RATE, 8, bytes(RATE)), r"is compressed \(mu-law\)"),
    "MP3 inside": (riff(0x55, 1, RATE, 16, bytes(RATE)), r"is compressed \(MP3\)"),
    "12 bits": (riff(1, 1, RATE, 12, bytes(RATE)), r"\(format 1, 12 bits\) that is not read here"),
    "half floats": (riff(3, 1, RATE, 16, bytes(RATE)), r"\(format 3, 16 bits\)"),
    "not finite": (content(np.where(tone(RATE) > 0.49, np.nan, 0.1)), "not finite"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused_with_a_sentence(tmp_path, name):
    data, problem = BAD[name]
    (tmp_path / "mine.wav").write_bytes(data)
    with pytest.raises(CourseError, match=problem) as caught:
        wav.read(tmp_path / "mine.wav")
    assert "mine.wav" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("end", range(0, len(GOOD), 97))
def test_wherever_it_is_cut_off_it_is_refused(end):
    with pytest.raises(CourseError):
        wav.decode(GOOD[:end], "a.wav")


def test_noise_instead_of_a_header_never_raises_anything_else():
    rng = np.random.default_rng(1)
    for _ in range(300):
        damaged = bytearray(GOOD)
        for place in rng.integers(0, 44, 3):
            damaged[place] = rng.integers(256)
        try:
            read = wav.decode(bytes(damaged), "a.wav")
        except CourseError:
            continue
        assert np.isfinite(read).all()


def test_folders_and_files_that_are_not_there(tmp_path):
    with pytest.raises(CourseError, match="is a folder: name a WAV file"):
        wav.read(tmp_path)
    with pytest.raises(CourseError, match="is not there"):
        wav.read(tmp_path / "b.wav")
    with pytest.raises(CourseError, match="name"):
        wav.read("a\0b.wav")


def test_what_is_written_is_read_back(tmp_path):
    sound = 0.8 * tone(RATE)
    wav.write(tmp_path / "new" / "a.wav", sound)
    rate, whole = wavfile.read(tmp_path / "new" / "a.wav")
    assert rate == RATE and whole.dtype == "int16"
    assert np.abs(wav.read(tmp_path / "new" / "a.wav") - sound).max() < 1e-3
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.wav"]


def test_a_loud_sound_is_written_softer_and_not_cut(tmp_path):
    wav.write(tmp_path / "a.wav", 4 * tone(RATE))
    assert np.abs(wav.read(tmp_path / "a.wav") - 2 * tone(RATE)).max() < 1e-3


def test_nothing_is_replaced(tmp_path):
    (tmp_path / "a.wav").write_text("mine")
    with pytest.raises(CourseError, match="is there already, and is not replaced"):
        wav.write(tmp_path / "a.wav", tone(RATE))
    assert (tmp_path / "a.wav").read_text() == "mine"


@pytest.mark.parametrize("samples", [[], np.zeros((4, 2)), [np.inf]])
def test_what_cannot_be_written(tmp_path, samples):
    with pytest.raises(ValueError, match="finite samples in a row"):
        wav.write(tmp_path / "a.wav", samples)

"""A network that listens in the terminal: to digits that are synthesised, and to WAV files."""

import io
import re

import numpy as np
import pytest

from course.cli import main
from course.demos import listen as demo
from course.errors import CourseError
from course.speech import synthesis, wav
from course.speech.voices import Voice


def said(capsys, *options, code=0):
    assert main(["demo", "listen", *map(str, options)]) == code
    out, err = capsys.readouterr()
    if code:
        assert out == "" and len(err.strip().splitlines()) == 1 and err.startswith("course: ")
    return out + err


@pytest.mark.parametrize(
    "options, problem",
    [
        (["--say", "31x"], "type digits to be said, such as 3141; got '31x'"),
        (["--say", ""], "type digits to be said, such as 3141; got nothing"),
        (["--say", "٣"], "type digits to be said"),
        (["--say", "1" * 21], "at most 20 digits are said at once; got 21"),
        (["--say", "3", "--voice", "low"], "--voice is a whole number of at most nine digits"),
        (["--say", "3", "--voice=-1"], "--voice is a whole number"),
        (["--say", "3", "--voice", "1" * 10], "--voice is a whole number"),
        (["a.wav", "--say", "3"], "give a file to listen to, or --say with --voice, not both"),
        (["a.wav", "--voice", "3"], "not both"),
        (["a.wav", "--save", "b.wav"], "--save keeps what --say DIGITS says: give both"),
        (["--save", "b.wav"], "give both"),
        (["no such file.wav"], "no such file.wav is not there: name a WAV file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(capsys, options, problem):
    assert problem in said(capsys, *options, code=2)


def test_a_file_that_is_none_or_is_there_already(capsys, tmp_path):
    (tmp_path / "a.wav").write_bytes(b"ID3 not a wav")
    assert "is not a WAV file, but an MP3 file" in said(capsys, tmp_path / "a.wav", code=2)
    told = said(capsys, "--say", "3", "--save", tmp_path / "a.wav", code=2)
    assert "is there already, and is not replaced" in told
    assert (tmp_path / "a.wav").read_bytes() == b"ID3 not a wav"


@pytest.mark.parametrize("text", ["3141", " 3 1 4 1 ", "3,1,4,1", "31-41"])
def test_digits_as_people_type_them(text):
    assert demo.digits_of(text) == [3, 1, 4, 1]


def test_a_picture_has_each_digit_at_its_time_and_fits_the_terminal():
    row = demo._marks([3, 1, 4], [0.11, 0.12, 4.98], 120)
    assert row[2:4] == "31" and row[99] == "4" and len(row) == 100
    lines = list(demo._picture({"loudness": "#" * 120, "heard": row}))
    assert max(map(len, lines)) <= 80 and lines[4].endswith("|3.5 s")
    assert lines[6].index("4") == 10 + 99 - demo.WIDTH
    assert demo._marks([7, 7, 7], [0.0, 0.0, 0.0], 1) == "777"  # no digit is lost at the end


def test_loudness_is_drawn():
    sound = np.concatenate([np.zeros(800), np.ones(800), np.full(800, 0.1), np.zeros(400)])
    assert demo._loudness(sound) == "  ##--   "[:7]


def test_what_is_not_quiet_is_found():
    sound = np.concatenate([np.zeros(4_000), np.ones(800), np.zeros(4_000)])
    start, end = demo._busy(sound)
    assert 3_300 < start < 3_700 and 5_100 < end < 5_500


@pytest.mark.slow
class TestWithTheNetwork:
    def test_it_hears_what_a_voice_says(self, capsys, keras, tmp_path):
        told = said(capsys, "--say", "3141", "--voice", "17", "--save", tmp_path / "pi.wav")
        assert re.search(r"^said     \| *3 +1 +4 +1$", told, re.MULTILINE)
        assert re.search(r"^heard: 3\?? 1\?? 4\?? 1\??  \(right\)$", told, re.MULTILINE)
        assert "voice 17: pitch" in told and "of digits that people recorded it gets" in told
        assert max(map(len, told.splitlines()[:4])) < 80
        again = said(capsys, tmp_path / "pi.wav")
        assert re.search(r"^heard: 3\?? 1\?? 4\?? 1\??$", again, re.MULTILINE)
        assert "(right)" not in again and "said " not in again

    def test_digits_are_heard_where_they_were_said_though_silence_lies_around(self, keras):
        rng = np.random.default_rng(5)
        timed = synthesis.say_timed([2, 7, 0], Voice(130, 1.0, 1.0, 0.002), rng=rng)
        silence = np.zeros(8_000, "float32")
        heard = demo.listen(demo._network(), np.concatenate([silence, 0.1 * timed.sound, silence]))
        assert [one.digit for one in heard] == [2, 7, 0]
        for one, (start, end) in zip(heard, timed.spans, strict=True):
            assert 1 + start / 8_000 - 0.1 < one.place * demo.COLUMN < 1 + end / 8_000 + 0.1
            assert 0.3 < one.probability <= 1

    def test_noise_alone_is_no_traceback(self, keras):
        noise = np.random.default_rng(1).standard_normal(4_000)
        assert all(0 <= one.digit <= 9 for one in demo.listen(demo._network(), noise))

    def test_a_conversation(self, capsys, keras, monkeypatch, tmp_path):
        wav.write(tmp_path / "a.wav", synthesis.say([5], Voice(), rng=np.random.default_rng(1)))
        lines = f"25\nabc\n{tmp_path / 'a.wav'}\n{tmp_path / 'b.wav'}\n"
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        told = said(capsys)
        assert len(re.findall("^heard: ", told, re.MULTILINE)) == 2
        assert "type digits to be said, such as 3141; got 'abc'" in told
        assert "b.wav is not there" in told


def test_nothing_heard_is_said(monkeypatch):
    monkeypatch.setattr(demo, "listen", lambda model, samples: [])
    assert demo._answer(None, np.ones(800), None).endswith("heard: no digit at all")


def test_digits_of_says_what_it_got():
    with pytest.raises(CourseError, match="got 'three'"):
        demo.digits_of("three")

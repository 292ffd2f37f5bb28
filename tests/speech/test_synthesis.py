import numpy as np
import pytest
from scipy.signal import lfilter

from course.speech import RATE, phones, synthesis
from course.speech.voices import Voice

CLEAR = Voice(pitch=100, tract=1.0, tempo=1.0, noise=0.0)


def said(digits, voice=CLEAR, seed=1, **options):
    return synthesis.say_timed(digits, voice, rng=np.random.default_rng(seed), **options)


def spectrum(sound):
    return np.fft.rfftfreq(len(sound), 1 / RATE), np.abs(
        np.fft.rfft(sound * np.hanning(len(sound)))
    )


def middle(timed, start, end, place=0):
    """A part of a digit, from and to a share of its length."""
    first, last = timed.spans[place]
    return timed.sound[round(first + start * (last - first)) : round(first + end * (last - first))]


def share(sound, low, high):
    hertz, loud = spectrum(sound)
    return (loud[(hertz >= low) & (hertz < high)] ** 2).sum() / (loud**2).sum()


@pytest.mark.parametrize("voice", [CLEAR, Voice(240, 0.85, 1.2, 0.03), Voice(80, 1.2, 0.8, 0.001)])
@pytest.mark.parametrize("digits", [[0], [7, 7], range(10)])
def test_a_string_of_digits(digits, voice):
    timed = said(digits, voice)
    sound, spans = timed
    assert sound.dtype == "float32" and sound.ndim == 1 and np.isfinite(sound).all()
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(np.hypot(0.1, voice.noise), rel=0.02)
    assert np.abs(sound).max() < 2
    borders = spans.ravel()
    assert spans.shape == (len(digits), 2) and (np.diff(borders) > 0).all()
    assert 0 < borders[0] and borders[-1] < len(sound)
    lengths = np.diff(spans)[:, 0] / RATE * voice.tempo
    assert 0.2 < lengths.min() and lengths.max() < 0.75


def test_the_same_generator_gives_the_same_sound_and_another_one_another():
    assert (said([3, 1]).sound == said([3, 1]).sound).all()
    assert len(said([3, 1]).sound) != len(said([3, 1], seed=2).sound)


def test_silence_lies_between_digits_and_speech_within():
    timed = said([1, 9, 4], gaps=(0.1, 0.12))
    inside = np.zeros(len(timed.sound), bool)
    for start, end in timed.spans:
        inside[start - 100 : end + 300] = True  # it rings for a moment
    assert np.abs(timed.sound[~inside]).max() < 0.01
    assert all(np.abs(timed.sound[start:end]).max() > 0.1 for start, end in timed.spans)


def test_no_gap_at_all_is_possible():
    spans = said([1, 9], gaps=(0, 0)).spans
    assert spans[0, 1] == spans[1, 0]


@pytest.mark.parametrize("pitch", [90, 140, 220])
def test_the_voice_has_its_pitch(pitch):
    """The sound of a vowel repeats itself after one opening of the vocal folds."""
    part = middle(said([1], Voice(pitch, 1.0, 1.0, 0.0)), 0.4, 0.6)
    alike = np.correlate(part, part, "full")[len(part) - 1 :]
    lags = np.arange(round(RATE / pitch / 1.4), round(RATE / pitch * 1.4))
    assert RATE / lags[alike[lags].argmax()] == pytest.approx(pitch, rel=0.2)


def test_a_resonator_is_klatts():
    """Its response, as the synthesiser computes it, is that of y[n] = A x[n] + B y[n-1] + C y[n-2]."""
    b, c = synthesis._resonator(700.0, 80.0)
    impulse = np.zeros(600)
    impulse[0] = 1
    ours = synthesis._polynomial(np.array([[700.0]]), np.array([[80.0]]))[0]
    assert np.allclose(ours, [1, -b, -c])
    hertz, loud = (
        np.fft.rfftfreq(600, 1 / RATE),
        np.abs(np.fft.rfft(lfilter([1 - b - c], ours, impulse))),
    )
    assert abs(hertz[loud.argmax()] - 700) < 15 and loud[0] == pytest.approx(1, abs=0.01)
    half = hertz[loud > loud.max() / np.sqrt(2)]
    assert half[-1] - half[0] == pytest.approx(80, abs=20)


def test_pieces_through_one_filter_are_what_the_filter_gives():
    rng = np.random.default_rng(1)
    source = rng.standard_normal(1_000)
    frames = -(-len(source) // synthesis.HOP) + 1
    bottom = synthesis._polynomial(
        np.full((frames, 2), [500.0, 1500.0]), np.full((frames, 2), 150.0)
    )
    top = np.ones((frames, 1))
    assert np.allclose(
        synthesis._filtered(source, top, bottom), lfilter([1], bottom[0], source), atol=0.02
    )


@pytest.mark.parametrize(
    "digit, start, end, formant",  # vowels whose first formant stands alone
    [(2, 0.5, 0.8, 320), (9, 0.28, 0.4, 700), (3, 0.6, 0.9, 300), (1, 0.35, 0.6, 640)],
)
def test_formants_are_where_published_tables_have_them(digit, start, end, formant):
    found = []
    for seed in range(9):
        hertz, loud = spectrum(middle(said([digit], seed=seed), start, end))
        smooth = np.convolve(
            loud * np.maximum(hertz, 100), np.hanning(13), "same"
        )  # the source falls
        low = (hertz > 150) & (hertz < 1_000)
        found.append(hertz[low][smooth[low].argmax()])
    assert np.median(found) == pytest.approx(formant, rel=0.2)


def test_a_longer_tract_has_lower_formants():
    def centre(tract):
        hertz, loud = spectrum(middle(said([3], Voice(100, tract, 1.0, 0.0)), 0.6, 0.9))
        high = hertz > 1_200  # the second formant and above
        return (hertz[high] * loud[high] ** 2).sum() / (loud[high] ** 2).sum()

    assert centre(0.85) > centre(1.0) > centre(1.2)


def test_s_hisses_high_and_vowels_sound_low():
    six = said([6])
    assert share(middle(six, 0.0, 0.2), 2_500, 4_000) > 0.8
    assert share(middle(six, 0.32, 0.42), 0, 1_000) > 0.8


def test_before_the_t_of_eight_it_is_silent():
    quiet = middle(said([8]), 0.69, 0.75)
    assert np.sqrt(np.mean(quiet**2)) < 0.02


def test_every_phone_is_used_and_audible():
    table = phones.table()
    used = {name for digit in phones.SAID for name in digit.split()}
    assert used | {"pause"} == set(table)
    silent = {name for name, phone in table.items() if not phone.voice + phone.breath + phone.hiss}
    assert silent == {"pause", "tc", "kc"}  # the closures of stops
    for name, phone in table.items():
        assert phone.f1 < phone.f2 < phone.f3 < 4_000, name
        assert max(phone.voice, phone.breath, phone.hiss) <= 60


@pytest.mark.parametrize("digits", [[], [10], [-1, 2], [1.5], "31", None])
def test_what_is_no_digit(digits):
    with pytest.raises(ValueError, match="expected (a list of )?digits"):
        said(digits)


@pytest.mark.parametrize("gaps", [(0.2, 0.1), (-1, 0.1), (0, 3)])
def test_gaps_out_of_range(gaps):
    with pytest.raises(ValueError, match="gaps are a shortest and a longest"):
        said([1], gaps=gaps)


def test_a_voice_out_of_range():
    with pytest.raises(ValueError, match="the pitch of a voice is 40 to 500, got 900"):
        said([1], Voice(pitch=900))

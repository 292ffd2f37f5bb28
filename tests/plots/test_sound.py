import numpy as np
import pytest

from course.plots.sound import plot_sound

RATE = 8_000


def test_a_tone_is_a_line_at_its_frequency_and_words_stand_over_their_spans():
    sound = np.sin(2 * np.pi * 1_000 * np.arange(RATE) / RATE)
    spans = [(800, 2_400), (4_000, 6_400)]
    bands = np.ones((79, 40))
    pressure, spectrogram, below = plot_sound(sound, bands, rate=RATE, words=[3, 1], spans=spans)
    assert [text.get_text() for text in pressure.texts] == ["3", "1"]
    assert [text.get_position()[0] for text in pressure.texts] == [0.2, 0.65]
    image = spectrogram.images[0]
    left, right, bottom, top = image.get_extent()
    rows = image.get_array().shape[0]
    loudest = image.get_array().mean(axis=1).argmax()
    assert abs((loudest + 0.5) / rows * (top - bottom) - 1.0) < 0.05  # kilohertz
    assert right == 1 and below.images[0].get_array().shape == (40, 79)


def test_a_sound_shorter_than_a_window_is_drawn_and_words_need_spans():
    axes = plot_sound(np.ones(50), np.ones((1, 40)), rate=RATE)
    assert np.isfinite(axes[1].images[0].get_array()).all()
    with pytest.raises(ValueError, match="2 words for 1 spans"):
        plot_sound(np.ones(500), np.ones((1, 40)), rate=RATE, words=[1, 2], spans=[(0, 10)])

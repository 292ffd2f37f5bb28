import pytest

from course.plots.alternative import text_of
from course.plots.unrolled import plot_encoder_decoder, plot_many_to_one


def test_encoder_decoder():
    ax = plot_encoder_decoder("␣43", "7 ", summary="all of it")
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("LSTM") == 5 and "␣" in texts and "all of it" in texts
    assert "read a space, 4, 3" in text_of(ax.figure) and "write 7, a space" in text_of(ax.figure)
    with pytest.raises(ValueError, match="at least one step"):
        plot_encoder_decoder("", "7")


def test_a_decoder_that_reads_gets_the_thought_once():
    ax = plot_encoder_decoder("ba", "xy", reads=["<", "x"], summary="thought")
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts.count("x") == 2 and texts.count("thought") == 1 and texts.count("LSTM") == 4
    with pytest.raises(ValueError, match="2 symbols to write need as many to read, got 1"):
        plot_encoder_decoder("ba", "xy", reads=["<"])


def test_many_to_one_has_a_box_a_word_and_one_verdict():
    ax = plot_many_to_one(["not", "bad"], "positive")
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert texts == ["LSTM", "not", "LSTM", "bad", "positive"]
    assert "read not, bad; from the last one comes positive" in text_of(ax.figure)
    with pytest.raises(ValueError, match="at least one word"):
        plot_many_to_one([], "positive")

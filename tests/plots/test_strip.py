import numpy as np
import pytest

from course.plots.strip import WIDTH, plot_strip, plot_survival


def test_a_strip_colours_every_character_and_adds_up():
    probabilities = {"counts": [1 / 2, 1 / 4, 1 / 16], "net": [1, 1 / 2, 1]}
    logs = {name: np.log(numbers) for name, numbers in probabilities.items()}
    ax = plot_strip("a b", logs, title="where?")
    assert np.allclose(ax.images[0].get_array(), [[1, 2, 4], [0, 1, 0]])
    drawn = [text.get_text() for text in ax.texts]
    assert drawn == ["a", "␣", "b", "7 bits", "a", "␣", "b", "1 bits"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["counts", "net"]
    for text in ("", "x" * (WIDTH + 1)):
        with pytest.raises(ValueError, match="holds 1 to"):
            plot_strip(text, {"net": np.zeros(len(text))})
    with pytest.raises(ValueError, match="net: 2 numbers for 3"):
        plot_strip("abc", {"net": [1, 2]})


def test_survival_marks_what_came_back_wrong():
    sent = "ab" * WIDTH
    back = sent[:3] + "x" + sent[4:]
    whole, slipped = plot_survival(sent, {"same": sent, "slip": back}, notes={"slip": {2: "here"}})
    assert not whole.images[0].get_array().any()
    wrong = slipped.images[0].get_array()
    assert wrong.shape == (2, WIDTH) and np.argwhere(wrong).tolist() == [[0, 3]]
    assert whole.get_title(loc="left") == "same: every character is right"
    assert slipped.get_title(loc="left") == "slip: 1% of the characters are wrong"
    assert [text.get_text() for text in slipped.texts][-1] == "here"
    with pytest.raises(ValueError, match="slip: 1 characters came back, 2"):
        plot_survival("ab", {"slip": "a"})

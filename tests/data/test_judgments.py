"""What people say about words, as gensim brings it and from files of our own."""

import numpy as np
import pytest

from course.data import judgments
from course.errors import CourseError

PAIRS = "# Goats and sheep\nGoat\tsheep\t8.5\r\ngoat\tteapot\t0\n"
QUESTIONS = ": animals\ngoat kid sheep lamb\n: Places\nNanny she Billy he\n"


def write(tmp_path, text):
    path = tmp_path / "judgments.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("name, count", [("wordsim353", 353), ("simlex999", 999)])
def test_pairs_that_gensim_brings(name, count):
    first, second, scores = judgments.word_similarity(name)
    assert len(first) == len(second) == count and scores.shape == (count,)
    assert scores.min() >= 0 and scores.max() > 9.5
    assert all(word == word.lower() for word in first + second)


def test_words_of_a_kind_are_most_alike():
    first, second, scores = judgments.word_similarity("wordsim353")
    by_pair = dict(zip(zip(first, second, strict=True), scores, strict=True))
    assert by_pair["tiger", "tiger"] == 10 == scores.max()
    assert by_pair["football", "soccer"] > 9 > 1 > by_pair["king", "cabbage"]


def test_analogies_that_gensim_brings():
    questions = judgments.analogies()
    assert len(questions) == 19_544 and len({question[0] for question in questions}) == 14
    assert ("family", "king", "queen", "man", "woman") in questions
    assert all(word == word.lower() for question in questions for word in question[1:])


@pytest.mark.parametrize("name", judgments.FILES)
def test_gensim_takes_the_same_paths(name):
    """Vectors that know the answers get all points, so gensim and we read the same lines."""
    from gensim.models import KeyedVectors

    if name == "analogies":
        questions = judgments.analogies()[:506]
        words = sorted({word for question in questions for word in question[1:]})
        keyed = KeyedVectors(2)
        keyed.add_vectors(words, np.random.default_rng(1).normal(size=(len(words), 2)))
        sections = keyed.evaluate_word_analogies(str(judgments.path(name)))[1]
        assert len(sections[0]["correct"]) + len(sections[0]["incorrect"]) == len(questions)
        return
    first, second, scores = judgments.word_similarity(name)
    words = sorted(set(first + second))
    vectors = np.random.default_rng(1).normal(size=(len(words), 20)).astype(np.float32)
    keyed = KeyedVectors(20)
    keyed.add_vectors(words, vectors)
    from scipy.stats import spearmanr

    ours = [keyed.similarity(a, b) for a, b in zip(first, second, strict=True)]
    _, theirs, outside = keyed.evaluate_word_pairs(str(judgments.path(name)))
    assert outside == 0 and spearmanr(ours, scores)[0] == pytest.approx(theirs[0])


def test_files_of_our_own(tmp_path):
    first, second, scores = judgments.word_similarity(file=write(tmp_path, PAIRS))
    assert (first, second, scores.tolist()) == (["goat", "goat"], ["sheep", "teapot"], [8.5, 0])
    assert judgments.analogies(file=write(tmp_path, QUESTIONS)) == [
        ("animals", "goat", "kid", "sheep", "lamb"),
        ("Places", "nanny", "she", "billy", "he"),
    ]


@pytest.mark.parametrize(
    "text, sentence",
    [
        (PAIRS + "goat\tsheep\n", "line 4: expected two words and a score .* found 'goat"),
        (PAIRS + "goat sheep 3\n", "line 4: expected two words"),
        (PAIRS + "goat\tsheep\t3\t4\n", "line 4: expected two words"),
        (PAIRS + "goat\t\t3\n", "line 4: expected two words"),
        (PAIRS + "\n" + PAIRS, "line 4: expected two words .* found ''"),
        (PAIRS + "goat\tsheep\tvery\n", "line 4: expected a score, found 'very'"),
        (PAIRS + "goat\tsheep\tnan\n", "line 4: expected a score from 0 to 10, found nan"),
        (PAIRS + "goat\tsheep\t-1\n", "line 4: expected a score from 0 to 10, found -1"),
        (PAIRS + "goat\tsheep\tinf\n", "line 4: expected a score from 0 to 10"),
        (b"goat\tsh\xe4\t3\n", "line 1: byte 0xe4 is not UTF-8"),
        ("# only this\n", "has no pairs"),
        ("", "is empty"),
    ],
)
def test_a_malformed_pair_is_named(tmp_path, text, sentence):
    path = write(tmp_path, text)
    with pytest.raises(CourseError, match=sentence) as caught:
        judgments.word_similarity(file=path)
    assert str(caught.value).startswith(str(path))


def test_a_score_with_a_comma_is_no_name_of_a_column(tmp_path):
    with pytest.raises(CourseError, match="line 1: expected a score, found '7,35'") as caught:
        judgments.word_similarity(file=write(tmp_path, "goat\tsheep\t7,35\n"))
    assert "names of columns" not in str(caught.value)


def test_names_of_columns_are_not_a_pair(tmp_path):
    path = write(tmp_path, "Word 1\tWord 2\tHuman (mean)\ngoat\tsheep\t7\n")
    with pytest.raises(
        CourseError, match="line 1: .* if these are names of columns, begin the line with #"
    ):
        judgments.word_similarity(file=path)


def test_empty_lines_at_the_end_are_left_out(tmp_path):
    path = write(tmp_path, "goat\tsheep\t7\n\n \n")
    assert judgments.word_similarity(file=path).first == ["goat"]
    assert len(judgments.analogies(file=write(tmp_path, QUESTIONS + "\n\n"))) == len(
        judgments.analogies(file=write(tmp_path, QUESTIONS))
    )


@pytest.mark.parametrize(
    "text, sentence",
    [
        (QUESTIONS + "goat kid sheep\n", "line 5: expected four words or .* found 3 words"),
        (QUESTIONS + "goat kid sheep lamb calf\n", "line 5: .* found 5 words"),
        (QUESTIONS + "\n\ngoat kid cow calf", "line 5: .* found 0 words"),
        ("goat kid sheep lamb\n", "line 1: expected `: SECTION` before"),
        (": \n" + QUESTIONS, "line 1: expected the name of a section"),
        (": animals\n", "has no questions"),
        (b": a\n\xff a b c\n", "line 2: byte 0xff"),
        ("", "is empty"),
    ],
)
def test_a_malformed_question_is_named(tmp_path, text, sentence):
    path = write(tmp_path, text)
    with pytest.raises(CourseError, match=sentence) as caught:
        judgments.analogies(file=path)
    assert str(caught.value).startswith(str(path))


def test_unknown_names(tmp_path):
    with pytest.raises(ValueError, match="wordsim353, simlex999, analogies, got 'wordsim'"):
        judgments.path("wordsim")
    with pytest.raises(ValueError, match="wordsim353 and simlex999, got 'analogies'"):
        judgments.word_similarity("analogies")
    with pytest.raises(CourseError, match="cannot be read"):
        judgments.analogies(file=tmp_path / "nothing")


def test_gensim_without_its_test_data(monkeypatch):
    monkeypatch.setattr("gensim.test.utils.datapath", lambda name: f"/nowhere/{name}")
    for load in (judgments.word_similarity, judgments.analogies):
        with pytest.raises(CourseError, match="without its test data"):
            load()


def test_questions_section_by_section():
    questions = [("x", *"abcd"), ("y", *"efgh"), ("x", *"ijkl")]
    assert judgments.by_section(questions) == {"x": questions[::2], "y": questions[1:2]}

"""Questions about stories as arrays: what goes where, what is cut off, what is refused."""

import numpy as np
import pytest

from course.data.shared.questions import Question, encode, vocabulary_of, words_of

FIRST = Question(
    ["Ann went home.", "Bob stayed.", "Ann left."], "Where is Ann?", "out", (2, 0), "a"
)
SECOND = Question(["Bob got rye, corn."], "What has Bob?", "rye,corn", (0,), "b")
WORDS = vocabulary_of([FIRST], [SECOND])


@pytest.mark.parametrize(
    "text, words",
    [
        ("Where is Ann?", ["where", "is", "ann"]),
        ("  He has rye, corn. ", ["he", "has", "rye", "corn"]),
        ("rye,corn", ["rye,corn"]),
        ("Don't sit in a tree-house\t!", ["don't", "sit", "in", "a", "tree-house"]),
        ("...", []),
        ("Éva went", ["éva", "went"]),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


def test_a_vocabulary_has_all_words_and_answers_once():
    assert WORDS == sorted(set(WORDS)) and WORDS[0] == ""
    assert set(WORDS) == {
        "",
        *"ann went home bob stayed left where is out got rye corn what has".split(),
    } | {"rye,corn"}


def test_each_word_has_its_place():
    encoded = encode([FIRST, SECOND], WORDS, lines=4, words=5)
    assert encoded.stories.shape == (2, 4, 5) and encoded.questions.shape == (2, 5)
    for row, question in enumerate((FIRST, SECOND)):
        for slot in range(4):
            line = question.lines[slot] if slot < len(question.lines) else ""
            numbers = [WORDS.index(word) for word in words_of(line)]
            assert encoded.stories[row, slot].tolist() == numbers + [0] * (5 - len(numbers))
        numbers = [WORDS.index(word) for word in words_of(question.question)]
        assert encoded.questions[row].tolist() == numbers + [0] * (5 - len(numbers))
        assert WORDS[encoded.answers[row]] == question.answer
    assert encoded.filled.tolist() == [3, 1]
    assert encoded.facts.tolist() == [[True, False, True, False], [True, False, False, False]]


def test_the_shapes_are_those_of_the_longest():
    encoded = encode([SECOND, FIRST], WORDS)
    assert encoded.stories.shape == (2, 3, 4) and encoded.questions.shape == (2, 4)
    assert all(array.dtype == ("bool" if array is encoded.facts else "int32") for array in encoded)


def test_a_longer_story_keeps_its_last_lines():
    long, whole = encode([FIRST], WORDS, lines=2), encode([FIRST], WORDS)
    assert (long.stories == whole.stories[:, 1:]).all() and long.filled.tolist() == [2]
    assert long.facts.tolist() == [[False, True]]


def test_slots_are_filled_from_the_first_one():
    rng, questions = np.random.default_rng(1), []
    for count in rng.integers(1, 9, 20):
        questions.append(
            Question([FIRST.lines[k % 3] for k in range(count)], "Where is Ann?", "out", (), "a")
        )
    encoded = encode(questions, WORDS)
    used = encoded.stories.any(axis=2)
    assert (used == (np.arange(used.shape[1]) < encoded.filled[:, None])).all()


@pytest.mark.parametrize(
    "questions, words, said",
    [
        ([], None, "at least one question, got none"),
        (
            [FIRST._replace(answer="mars")],
            None,
            "the vocabulary has no 'mars': make it of all parts",
        ),
        ([FIRST._replace(question="Why?")], None, "the vocabulary has no 'why'"),
        ([SECOND], 3, "at most 3 words here, got one of 4"),
    ],
)
def test_what_cannot_be_encoded(questions, words, said):
    with pytest.raises(ValueError, match=said):
        encode(questions, WORDS, words=words)

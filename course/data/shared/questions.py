"""Questions about short stories, as words and as arrays: what made stories and bAbI have in common."""

import re
from typing import NamedTuple

import numpy as np

WORD = re.compile(r"[^\W_]+(?:[,'-][^\W_]+)*")  # "football,apple" is one word: an answer of bAbI


class Question(NamedTuple):
    """A question about a story.

    Attributes:
        lines: list of str, the story so far, a sentence each.
        question: str.
        answer: str, one word in small letters.
        facts: tuple of int, the lines that the answer follows from, counted from 0, in the order of the
            reasoning.
        kind: str, what sort of question it is.
    """

    lines: list
    question: str
    answer: str
    facts: tuple
    kind: str


class Encoded(NamedTuple):
    """The same as arrays for a net; word numbers are places in the vocabulary, 0 is padding on the right.

    Attributes:
        stories: int32 array (questions, lines, words); line i of a story in slot i, in reading order.
        questions: int32 array (questions, words).
        answers: int32 array (questions,), word numbers.
        facts: bool array (questions, lines), whether the answer follows from that line.
        filled: int32 array (questions,), how many slots a story fills; slot i is `filled - i` lines from its
            end.
    """

    stories: np.ndarray
    questions: np.ndarray
    answers: np.ndarray
    facts: np.ndarray
    filled: np.ndarray


def words_of(text):
    """The words of a sentence: "Where is Sam?" -> ["where", "is", "sam"]."""
    return WORD.findall(text.lower())


def vocabulary_of(*parts):
    """All words of some questions, their stories and answers.

    Args:
        parts: lists of Question.

    Returns:
        list of str in alphabetical order, after "" for padding.
    """
    questions = [question for part in parts for question in part]
    texts = {text for question in questions for text in (*question.lines, question.question)}
    words = {question.answer for question in questions}
    words.update(word for text in texts for word in words_of(text))
    return ["", *sorted(words)]


def encode(questions, vocabulary, lines=None, words=None):
    """Questions as arrays.

    Args:
        questions: list of Question.
        vocabulary: list of str, "" first.
        lines: slots of a story, by default as many as the longest has; a longer one keeps its last lines, and
            facts among the others are lost.
        words: places of a sentence, by default as many as the longest has.

    Returns:
        Encoded.

    Raises:
        ValueError: there are no questions; a word is not in the vocabulary; a sentence has too many words.
    """
    if not questions:
        raise ValueError("at least one question, got none")
    numbers = {word: number for number, word in enumerate(vocabulary)}
    known = {"": 0}  # sentences come again and again: each is read once, and has a row in a table

    def row_of(text):
        return known.setdefault(text, len(known))

    lines = max(len(question.lines) for question in questions) if lines is None else lines
    rows = np.zeros((len(questions), lines), int)
    filled = np.array([min(len(question.lines), lines) for question in questions], "int32")
    facts = np.zeros(rows.shape, bool)
    for place, question in enumerate(questions):
        rows[place, : filled[place]] = [row_of(line) for line in question.lines[-lines:]]
        dropped = len(question.lines) - filled[place]
        facts[place, [fact - dropped for fact in question.facts if fact >= dropped]] = True
    asked = [row_of(question.question) for question in questions]
    sentences = [[_number(word, numbers) for word in words_of(text)] for text in known]
    longest = max(map(len, sentences))
    words = longest if words is None else words
    if longest > words:
        raise ValueError(f"sentences have at most {words} words here, got one of {longest}")
    table = np.zeros((len(known), words), "int32")
    for row, sentence in zip(table, sentences, strict=True):
        row[: len(sentence)] = sentence
    answers = [_number(question.answer, numbers) for question in questions]
    return Encoded(table[rows], table[asked], np.array(answers, "int32"), facts, filled)


def _number(word, numbers):
    if word not in numbers:
        raise ValueError(
            f"the vocabulary has no {word!r}: make it of all parts, those to test, too"
        )
    return numbers[word]

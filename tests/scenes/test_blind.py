from fractions import Fraction

import pytest

from course.scenes import balance, blind, questions

SPLIT = balance.split(300, 0, 150, seed=5)


def test_the_words_alone_give_exactly_chance():
    said = blind.commonest(SPLIT.train, SPLIT.test)
    right = sum(one == other for one, other in zip(said, SPLIT.test.answers, strict=True))
    assert Fraction(right, len(said)) <= balance.chance(SPLIT.test)
    known = [q in set(SPLIT.train.questions) for q in SPLIT.test.questions]
    exact = sum(
        Fraction(1, len(questions.answers_of(q)))
        for q, ok in zip(SPLIT.test.questions, known, strict=True)
        if ok
    )
    heard = [
        ok and one == other for ok, one, other in zip(known, said, SPLIT.test.answers, strict=True)
    ]
    assert sum(heard) == exact


def test_the_commonest_answer_is_given():
    train, test = SPLIT.train, SPLIT.test
    question, other = questions.every()[:2]
    lessons = train._replace(questions=[question] * 3, answers=["2", "3", "3"])
    exam = test._replace(questions=[question, other], answers=["3", "2"])
    assert blind.commonest(lessons, exam) == ["3", "3"]
    assert blind.by_kind(exam, ["3", "3"]) == {"count": 0.5}
    with pytest.raises(ValueError, match="2 questions were asked, and 1 answered"):
        blind.by_kind(exam, ["3"])


def test_questions_that_are_asked_freely_give_much_away():
    train, test = (blind.ask_freely(part.scenes, seed=1) for part in (SPLIT.train, SPLIT.test))
    said = blind.commonest(train, test)
    right = sum(one == other for one, other in zip(said, test.answers, strict=True)) / len(said)
    assert right > 0.1 + balance.chance(SPLIT.test)
    for question, index, answer in zip(test.questions, test.which, test.answers, strict=True):
        assert questions.answer(question, test.scenes[index]) == answer

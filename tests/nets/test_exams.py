import numpy as np
import pytest

from course.nets import decoding, exams, seq2seq, storage


@pytest.fixture(scope="module")
def exam():
    return exams.load()


def test_the_exam_has_new_sentences_and_an_answer_to_each(exam):
    assert len(set(exam.source)) == len(exam.target) == exams.QUESTIONS
    who = {*seq2seq.REVERSED, "together", "beam of 3", "beam of 5"}
    assert set(exam.answers) == who and set(exam.scores) == set(exams.WIDTHS)
    for name, answers in exam.answers.items():
        assert len(answers) == exams.QUESTIONS
        assert 0.5 < exam.right(name).mean() < 1
    easier = list(seq2seq.record(seq2seq.SHIPPED)["written"])  # it ends with the first of them
    count = seq2seq.HELD_OUT
    assert easier[-count:] == exam.source[:count]


@pytest.mark.slow
def test_what_was_written_is_what_the_network_that_ships_writes(exam, keras):
    model, facts = seq2seq.load()
    ids = seq2seq.encode(exam.source[:60], facts["alphabet"], facts["reverse"])
    for width, name in ((1, seq2seq.SHIPPED), (3, "beam of 3")):
        found, scores = decoding.decode(model, ids, width)
        texts = [decoding.text_of(row[0], facts["alphabet"]) for row in found]
        assert sum(a == b for a, b in zip(texts, exam.answers[name], strict=False)) >= 58
        assert np.median(abs(scores[:, 0] - exam.scores[width][:60])) < 0.01


@pytest.mark.slow
@pytest.mark.nightly  # the sentences take half a minute
def test_the_questions_are_drawn_again(exam):
    assert exams.questions() == (exam.source, exam.target)


def test_a_share_counts_whole_sentences_or_some_words(monkeypatch):
    right = {"a b .": "x y .", "c .": "z ."}
    monkeypatch.setattr(seq2seq, "data", lambda train: None)
    monkeypatch.setattr(seq2seq, "exam", lambda corpus: right)
    monkeypatch.setattr(
        storage, "load", lambda *_: ([], {"written": {"a b .": "x z .", "c .": "z ."}})
    )
    assert exams.share("any") == 0.5
    assert exams.share("any", slice(0, 1)) == 1
    assert exams.share("any", slice(-2, -1)) == 0.5

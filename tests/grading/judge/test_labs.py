"""The labs as they are graded."""

from course.grading.judge.labs import load_labs


def test_load_labs_takes_such_names_and_knows_all_cells():
    ((name, lab),) = load_labs(["4"]).items()
    assert name == "04_addition_rnn"
    assert set(lab.places) >= set(lab.exercise_ids)
    texts = dict(lab.others)
    assert any("def one_hot" in text for text in texts.values())
    assert not {*texts} & {*lab.places.values()}
    assert not any("YOUR CODE HERE" in text or "checks." in text for text in texts.values())

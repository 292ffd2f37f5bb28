import numpy as np
import pytest

from course.data import nlvr
from course.errors import CourseError
from course.nets import statements
from course.scenes import things
from course.scenes.questions import Phrase, Question


def made_up(count=40):
    """Statements in the grammar's words about our scenes, four in a group, some of them false."""
    labels = np.arange(count) % 3 > 0
    boxes = [tuple(things.scene(3 * i + box) for box in range(3)) for i in range(count)]
    texts = ["There is a red square." if i % 2 else "a tower of blocks" for i in range(count)]
    return nlvr.Statements(texts, labels, boxes, np.arange(count) // 4, "none")


def test_the_record_is_that_of_the_settings():
    facts = statements.record()
    assert facts["epochs"] == statements.EPOCHS and facts["statements"] >= 900
    assert list(facts["seeds"]) == [str(seed) for seed in statements.SEEDS]
    assert all(found["tested"] >= 100 for found in facts["seeds"].values())


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("There is a red square.", Question("exists", Phrase("red", "square"))),
        ("there is a yellow object", Question("exists", Phrase("yellow"))),
        ("There are more squares than circles", Question("more", Phrase("", "square"), Phrase("", "circle"))),
        ("There are 2 towers with a black block at the top", None),
        ("One tower has a yellow base.", None),
        ("how many squares are there", None),  # no statement
    ],
)  # fmt: skip
def test_few_sentences_are_of_the_grammar(sentence, question):
    assert statements.understood(sentence) == question


def test_what_of_people_s_words_the_scenes_have():
    sentences = ["There is a red square.", "there are red squares", "There is a tower"]
    assert statements.by_grammar(sentences) == {
        "read": 1,
        "familiar": 2,
        "words": round(12 / 13, 4),
    }


def test_no_group_is_on_both_sides():
    groups = np.repeat(np.arange(50), 4)
    tested = statements.split(groups, seed=1)
    assert tested.sum() == 40
    assert not set(groups[tested]) & set(groups[~tested])
    assert (tested != statements.split(groups, seed=2)).any()


def test_without_statements_a_sentence_says_what_to_get(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(CourseError, match="course data fetch nlvr"):
        statements.train()


@pytest.mark.slow
@pytest.mark.nightly
def test_training_measures_each_net(monkeypatch, keras):
    monkeypatch.setattr(nlvr, "load", made_up)
    monkeypatch.setattr(statements, "EPOCHS", 1)
    told = []
    facts = statements.train(progress=lambda done, right: told.append(done))
    assert told == [1, 2, 3, 4, 5, 6]
    for found in facts["seeds"].values():
        assert found["tested"] == 8 and set(found) == {"tested", "majority", "both", "words"}
        assert all(0 <= found[name] <= 1 for name in ("majority", "both", "words"))

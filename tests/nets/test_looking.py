import numpy as np
import pytest

from course.cli import main
from course.errors import CourseError
from course.nets import looking, storage
from course.scenes import balance, encoding, questions, things, typed

pytestmark = pytest.mark.slow  # it runs networks

SCENES = 150


@pytest.fixture(scope="module")
def shipped(keras):
    return looking.load()


@pytest.fixture(scope="module")
def new():
    """Examples that no net has learned from: another seed."""
    return balance.split(0, 0, SCENES, seed=77).test


def test_records_are_those_of_the_settings_and_questions():
    """Questions or pictures that change need other weights: train them again."""
    fingerprint = looking.fingerprint()
    for name, settings in looking.VARIANTS.items():
        facts = looking.record(name)
        assert {key: facts[key] for key in settings} == settings
        assert (facts["steps"], facts["scenes"]) == (looking.STEPS, fingerprint)
        assert facts["chance"] == looking.record()["chance"]
        assert set(facts["kinds"]) == set(questions.KINDS)


def test_only_some_nets_ship(keras):
    with pytest.raises(CourseError, match="only the facts are kept: `looking.record` has them"):
        looking.load("looking-2")


def test_the_words_alone_give_exactly_chance():
    """Whatever the net has learned of them: so balance works, and no answer leaks."""
    for seed in looking.SEEDS:
        facts = looking.record(f"looking-question-{seed}")
        assert facts["accuracy"] == facts["chance"]
        assert all(right == chance for right, chance in facts["kinds"].values())


def test_nets_that_look_beat_those_that_do_not():
    right = {name: looking.record(name)["accuracy"] for name in looking.VARIANTS}
    assert min(right[f"looking-{seed}"] for seed in looking.SEEDS) >= 0.9
    assert (
        right["looking-picture-1"] < looking.record()["chance"] < right["looking-product-1"] < 0.7
    )


def test_the_net_that_ships_is_right_about_new_scenes(shipped, new):
    model, facts = shipped
    right = looking.accuracy(model, encoding.arrays(new, looking.SIZE))
    assert right >= 0.88 and facts["accuracy"] >= 0.9
    by_kind = looking.by_kind(model, new)
    assert {kind: chance for kind, (_, chance) in by_kind.items()} == pytest.approx(
        {kind: float(share) for kind, share in balance.chance_by_kind(new).items()}
    )
    counts = [sum(q.kind == kind for q in new.questions) for kind in by_kind]
    shares = [share for share, _ in by_kind.values()]
    assert np.average(shares, weights=counts) == pytest.approx(right)


def test_ask_gives_a_word_and_its_probability(shipped):
    model, _ = shipped
    scene = things.scene(5)
    asked = [typed.parse(text) for text in ("how many objects are there?", "is there a square?")]
    together = looking.ask(model, [scene, scene], asked)
    alone = [looking.ask(model, [scene], [question])[0] for question in asked]
    for (word, chance), (same, near) in zip(together, alone, strict=True):
        assert word == same and word in questions.ANSWERS
        assert 0 < chance <= 1 and chance == pytest.approx(near, abs=1e-3)
    assert together[0][0] == str(len(scene))
    assert looking.ask(model, [], []) == []
    with pytest.raises(ValueError, match="one question for each scene, got 1 scenes and 2"):
        looking.ask(model, [scene], asked)


def test_a_net_without_pictures_answers_alike_for_all(keras):
    model = looking.build_model("question")
    question = questions.every("count")[0]
    answers = looking.ask(model, [things.scene(1), things.scene(2)], [question] * 2)
    assert answers[0] == pytest.approx(answers[1])
    with pytest.raises(ValueError, match="merge is one of film, product, question, picture"):
        looking.build_model("sum")


def test_batches_go_through_all_questions_before_one_comes_again(new):
    arrays = encoding.arrays(new, looking.SIZE)
    arrays = arrays._replace(answers=np.arange(len(arrays.answers)))  # who is who
    whole = len(arrays.answers) // looking.BATCH
    epoch = [rows for _, rows in looking.batches(arrays, whole, seed=3)]
    assert len(set(np.concatenate(epoch).tolist())) == whole * looking.BATCH
    (images, words), rows = next(looking.batches(arrays, 1, seed=3))
    np.testing.assert_array_equal(images, arrays.images[arrays.which[rows]])
    np.testing.assert_array_equal(words, arrays.words[rows])


@pytest.mark.nightly  # building the graph takes its time
def test_course_train_writes_weights_that_load(monkeypatch, tmp_path, capfd, keras):
    for name, value in (("SCENES", (60, 30, 30)), ("STEPS", 5), ("EVERY", 2), ("CONSISTENT", 12)):
        monkeypatch.setattr(looking, name, value)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    looking.examples.cache_clear()
    assert main(["train", "looking-1", "looking-slow-1"]) == 0
    looking.examples.cache_clear()
    out, err = capfd.readouterr()
    assert out.split() == [str(tmp_path / f"{n}.npz") for n in ("looking-1", "looking-slow-1")]
    assert "looking-1: 100%" in err and "of unseen questions right" in err
    model, facts = looking.load()
    assert [step for step, _ in facts["valid"]] == [2, 4, 5]
    assert facts["parameters"] == model.count_params() and set(facts["consistent"]) >= {"sums"}
    assert looking.record("looking-slow-1")["rate"] == looking.SLOW


@pytest.mark.nightly
def test_a_net_is_trained_again(keras):
    _, facts = looking.train(seed=4)
    assert facts["accuracy"] >= 0.9

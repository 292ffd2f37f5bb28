import numpy as np
import pytest

from course.cli import main
from course.errors import CourseError
from course.nets import captions, looking, storage
from course.scenes import balance, questions, things
from course.scenes import captions as words

SCENES = [things.scene(10_000 + seed) for seed in range(60)]


@pytest.fixture(scope="module")
def shipped(keras):
    return captions.load()


@pytest.mark.slow
def test_records_are_those_of_the_settings_and_scenes():
    fingerprint = looking.fingerprint()
    for name, settings in captions.VARIANTS.items():
        facts = captions.record(name)
        assert {key: facts[key] for key in settings} == settings
        assert (facts["epochs"], facts["seen"]) == (captions.EPOCHS, fingerprint)


@pytest.mark.slow
def test_only_some_nets_ship(keras):
    with pytest.raises(CourseError, match="only the facts are kept: `captions.record` has them"):
        captions.load("captions-2")


@pytest.mark.slow
def test_the_net_that_ships_tells_what_new_scenes_show(shipped):
    model, facts = shipped
    found = captions.measure(model, SCENES)
    assert found["all_right"] >= 0.85 and facts["greedy"]["all_right"] >= 0.9
    told = captions.describe(model, SCENES[:5])
    right = words.judge(SCENES[:5], captions.write(model, SCENES[:5])).all_right
    assert [text == words.caption(scene) for text, scene in zip(told, SCENES, strict=False)] == (
        right.tolist()
    )
    assert captions.describe(model, []) == []


@pytest.mark.slow
def test_it_reads_its_own_words(shipped):
    """One step at a time, against the whole model that is given the caption that it wrote."""
    model, _ = shipped
    ids = captions.write(model, SCENES[:8])
    from course.scenes import picture

    read = np.concatenate([np.full((8, 1), words.START), ids[:, :-1]], axis=1)
    logits = model.predict_on_batch([picture.render(SCENES[:8], looking.SIZE), read])
    ended = np.cumsum(ids == words.END, axis=1) - (ids == words.END) > 0
    assert ((logits[:, :, 2:].argmax(axis=-1) + 2 == ids) | ended).all()


@pytest.mark.slow
def test_a_beam_finds_nothing_less_likely(shipped):
    from course.nets import decoding
    from course.scenes import picture

    model, _ = shipped
    pair = model.get_layer("encoder"), model.get_layer("decoder")
    images = picture.render(SCENES[:10], looking.SIZE)
    scores = [
        decoding.search([pair], images, width, words.LONGEST - 1)[1][:, 0] for width in (1, 3)
    ]
    assert (scores[1] >= scores[0] - 1e-4).all()


def said(monkeypatch, texts):
    """Make a model that says these."""
    numbers = {word: number for number, word in enumerate(words.WORDS)}
    rows = [[numbers[word] for word in text.split()] + [words.END] for text in texts]
    ids = np.zeros((len(rows), 40), int)
    for line, row in zip(ids, rows, strict=True):
        line[: len(row)] = row
    monkeypatch.setattr(captions, "write", lambda model, scenes, width: ids)


def test_a_perfect_caption_is_perfect_by_every_measure(monkeypatch):
    said(monkeypatch, map(words.caption, SCENES))
    assert captions.measure(None, SCENES) == {
        "facts": 1.0, "false": 0.0, "all_right": 1.0, "bleu": 1.0,
    }  # fmt: skip


def test_bleu_forgives_a_wrong_colour_and_facts_do_not(monkeypatch):
    scene = next(scene for scene in SCENES if len(scene) == 2)
    other = "red" if scene[0].colour != "red" else "blue"
    wrong = words.caption((scene[0]._replace(colour=other), scene[1]))
    said(monkeypatch, [wrong])
    found = captions.measure(None, [scene])
    assert (found["facts"], found["false"], found["all_right"]) == (0.5, 0.5, 0)
    precisions = [10 / 11, 8 / 10, 7 / 9, 6 / 8]  # of 11 words, the second is wrong
    assert found["bleu"] == pytest.approx(np.prod(precisions) ** 0.25, abs=1e-3)


def test_a_short_caption_is_punished_for_what_it_leaves_out(monkeypatch):
    scene = next(scene for scene in SCENES if len(scene) == 3)
    said(monkeypatch, [words.caption(scene[:2])])
    found = captions.measure(None, [scene])
    assert found["facts"] == pytest.approx(2 / 3, abs=1e-3) and found["false"] == 0
    assert found["bleu"] == pytest.approx(np.exp(1 - 17 / 11), abs=1e-3)


def test_nothing_in_common_is_nothing_in_bleu(monkeypatch):
    said(monkeypatch, ["top top"])
    assert captions.measure(None, SCENES[:1])["bleu"] == 0


def test_who_reads_a_right_caption_pictures_the_scene():
    for scene in SCENES:
        assert things.layout(captions.imagined(words.caption(scene))) == things.layout(scene)
    text = (
        "a red square top left , a red top , a blue circle top left , a black square bottom right"
    )
    pictured = captions.imagined(text)
    assert [thing[:2] for thing in pictured] == [("square", "red"), ("square", "black")]
    assert captions.imagined("") == ()


def test_two_nets_argue(monkeypatch):
    """One says always yes, the other describes all scenes but for their first thing."""
    part = balance.split(0, 0, 60, seed=3).test
    monkeypatch.setattr(looking, "ask", lambda model, scenes, asked: [("yes", 1.0)] * len(asked))
    monkeypatch.setattr(
        captions, "describe", lambda model, scenes: [words.caption(scene[1:]) for scene in scenes]
    )
    found = captions.argue(None, None, part)
    true = np.array(part.answers, object)
    read = [
        questions.answer(question, part.scenes[i][1:])
        for question, i in zip(part.questions, part.which, strict=True)
    ]
    assert found["looked"].tolist() == (true == "yes").tolist()
    assert found["read"].tolist() == [a == b for a, b in zip(read, part.answers, strict=True)]
    assert found["agree"].tolist() == [word == "yes" for word in read]


@pytest.mark.nightly
def test_course_train_writes_weights_that_load(monkeypatch, tmp_path, capfd, keras):
    monkeypatch.setattr(captions, "EPOCHS", 2)
    monkeypatch.setattr(looking, "SCENES", (128, 10, 10))
    shipped = storage.FOLDER / "looking-1.npz"
    (tmp_path / shipped.name).write_bytes(shipped.read_bytes())
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    for cache in (looking.examples, captions.parts):
        cache.cache_clear()
    assert main(["train", "captions-1"]) == 0
    for cache in (looking.examples, captions.parts):
        cache.cache_clear()
    out, err = capfd.readouterr()
    assert out.strip() == str(tmp_path / "captions-1.npz")
    assert "captions-1: 100%" in err and "of unseen scenes told without a fault" in err
    model, facts = captions.load()
    assert facts["parameters"] == model.count_params() and len(facts["valid"]) == 2


@pytest.mark.nightly
def test_a_net_is_trained_again(keras):
    _, facts = captions.train(seed=4)
    assert facts["greedy"]["all_right"] >= 0.9

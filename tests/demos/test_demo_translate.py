import numpy as np
import pytest

from course import weights
from course.cli import main
from course.data import sentences
from course.demos import translate as demo
from course.errors import CourseError


@pytest.fixture(scope="module")
def shipped(keras):
    return demo.load()


@pytest.fixture(scope="module")
def unseen():
    return sentences.corpus("fr", 2_000, 60, 5, seed=demo.DATA_SEED, characters=26).unseen


@pytest.mark.parametrize(
    "typed", ["I drink water .", "I drink water.", "I drink water", "  I  drink water . "]
)
def test_it_translates_what_people_type(typed, capsys):
    assert main(["demo", "translate", "--ask", typed]) == 0
    assert capsys.readouterr() == ("je bois de l'eau .\n", "")


@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "got an empty line"),
        ("   ", "got an empty line"),
        ("I drink 水 .", "has never seen '水'"),
        ("I drink 3 teas .", "has never seen '3'"),
        ("I drink water in the garden today .", "at most 26 characters; got 35"),
        ("x" * 10_000, "at most 26 characters"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(typed, said, capsys):
    assert main(["demo", "translate", f"--ask={typed}"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1 and said in err
    assert len(err) < 250


def test_french_may_be_longer_than_english(capsys):
    assert main(["demo", "translate", "--ask", "we do not drink milk ."]) == 0
    assert capsys.readouterr().out.endswith(".\n")


def test_a_word_that_it_has_never_read_is_named(capsys):
    assert main(["demo", "translate", "--ask", "the zebra sleeps ."]) == 0
    assert "(it has never read: zebra)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed, known",
    [
        ("The cat sleeps.", "the cat sleeps ."),
        ("Anna sleeps", "Anna sleeps ."),
        ("Is she old?", "is she old ?"),
        ("I am old .", "I am old ."),
        ("i see what i like", "I see what I like ."),
        ("", ""),
    ],
)
def test_tidy(typed, known):
    assert demo.tidy(typed) == known


def test_the_prompt_goes_on_after_bad_input(capsys, typing):
    typing("水", "", "you sleep .")
    assert main(["demo", "translate"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "never seen" in said[2] and "an empty line" in said[3] and said[4] == "tu dors ."


@pytest.fixture
def small(monkeypatch, keras):
    """The demo with so little training that it is wrong, but quick."""
    for name, value in (("PAIRS", 400), ("TEST", 20), ("HELD_OUT", 5), ("EPOCHS", 1)):
        monkeypatch.setattr(demo, name, value)
    corpus = sentences.corpus("fr", 400, 20, 5, seed=demo.DATA_SEED, characters=26)
    monkeypatch.setattr(demo, "data", lambda: corpus)
    monkeypatch.setattr(demo.train, "__defaults__", (1, True, 1, 1, None))


@pytest.mark.slow
def test_own_training_is_kept_and_used_from_then_on(small, capsys):
    assert main(["demo", "translate", "--train", "--ask", "I sleep ."]) == 0
    first = capsys.readouterr()
    assert "Training on 400 pairs" in first.err and "of unseen sentences right" in first.err
    assert main(["demo", "translate", "--ask", "I sleep ."]) == 0
    assert capsys.readouterr() == (first.out, "")
    assert first.out != "je dors .\n"  # so little training cannot do better


@pytest.mark.slow
def test_interrupted_training_leaves_no_file(small, monkeypatch, tmp_path):
    def interrupted(*arguments, **keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "exact_match", interrupted)
    assert main(["demo", "translate", "--train", "--ask", "I sleep ."]) == 130
    assert list(tmp_path.rglob("*.npz")) == []


def test_damaged_own_weights_give_way_to_those_that_ship(capsys):
    from course import files

    own = files.cache_dir() / f"{demo.SHIPPED}.npz"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"half")
    assert main(["demo", "translate", "--ask", "I drink water ."]) == 0
    out, err = capsys.readouterr()
    assert out == "je bois de l'eau .\n" and "taking the weights that ship" in err


def test_course_train_names_what_there_is(capsys):
    assert main(["train", "seq2seq-sideways"]) == 2
    assert "seq2seq-reversed-1" in capsys.readouterr().err


@pytest.mark.slow
def test_course_train_writes_weights_that_load(small, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    assert main(["train", "seq2seq-deep-1"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "seq2seq-deep-1.npz")
    model, facts = demo.load("seq2seq-deep-1")
    assert facts["depth"] == 2 and facts["reverse"] and len(facts["exact_match"]) == 1
    assert model.get_layer("encoder_1").units == demo.UNITS


def test_weights_that_ship_are_those_of_the_variants(keras):
    for name, settings in demo.VARIANTS.items():
        _, facts = weights.load(name)
        assert facts["seed"] == settings["seed"]
        assert facts["reverse"] == settings.get("reverse", True)
        assert facts["depth"] == settings.get("depth", 1)
        assert (facts["epochs"], facts["units"]) == (demo.EPOCHS, demo.UNITS)
        assert len({facts["corpus"], weights.load(demo.SHIPPED)[1]["corpus"]}) == 1


@pytest.mark.slow
def test_weights_that_ship_were_trained_on_this_corpus():
    """Else their test sentences may have been among those they were trained on: train them again."""
    corpus = demo.data()
    assert weights.load(demo.SHIPPED)[1]["corpus"] == demo.fingerprint(corpus)
    assert not set(demo.NEVER_TRAINED) & set(corpus.train.source)
    small = demo.data(2_000)
    for part in small[1:]:
        assert not set(part.source) & set(corpus.train.source)


def test_unseen_sentences_are_translated(shipped, unseen):
    model, facts = shipped
    source = demo.encode(unseen.source, facts["alphabet"], reverse=True)
    ids, _ = demo.decode(model, source)
    written = [demo.text_of(row[0], facts["alphabet"]) for row in ids]
    right = np.array([a == b for a, b in zip(written, unseen.target, strict=True)])
    assert right.mean() >= 0.9
    target = demo.encode(unseen.target, facts["alphabet"], start=True, end=True)
    assert demo.exact_match(model, source, target).tolist() == right.tolist()


def net(keras, seed, depth=1):
    keras.utils.set_random_seed(seed)
    return demo.build_model(6, units=5, depth=depth)


@pytest.mark.parametrize("depth", [1, 2])
def test_the_halves_step_by_step_are_the_whole_model(keras, depth):
    model = net(keras, 1, depth)
    source = np.array([[3, 4, 5], [5, 3, 0]])
    written = np.array([[1, 4, 4], [1, 5, 3]])
    whole = model.predict_on_batch([source, written])
    encoder, decoder = demo.halves(model)
    states = encoder.predict_on_batch(source)
    for step in range(3):
        logits, *states = decoder.predict_on_batch([written[:, step : step + 1], *states])
        np.testing.assert_allclose(logits[:, 0], whole[:, step], atol=1e-5)


@pytest.mark.parametrize("width", [1, 2, 40])
def test_scores_are_the_log_probabilities_of_the_texts(keras, width):
    model = net(keras, 2)
    source = np.array([[3, 4, 5], [5, 3, 0]])
    ids, scores = demo.decode(model, source, width, longest=4)
    for row, texts in enumerate(ids):
        for text, score in zip(texts, scores[row], strict=True):
            if not np.isfinite(score):
                continue
            read = np.array([[1, *text[:-1]]])
            logits = model.predict_on_batch([source[row : row + 1], np.where(read == 0, 3, read)])[
                0
            ]
            log = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
            kept = [log[i, symbol] for i, symbol in enumerate(text) if symbol]
            assert score == pytest.approx(sum(kept), abs=1e-4)
            ended = np.flatnonzero(text == demo.END)
            assert len(ended) <= 1 and not (len(ended) and text[ended[0] + 1 :].any())


def test_a_wide_beam_finds_the_best_of_all_texts(keras):
    import itertools

    model = net(keras, 3)
    source = np.array([[4, 5, 3]])
    ids, scores = demo.decode(model, source, width=400, longest=3)
    best = -np.inf
    for length in (0, 1, 2):
        for text in itertools.product([3, 4, 5], repeat=length):
            logits = model.predict_on_batch([source, np.array([[1, *text]])])[0]
            log = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
            best = max(best, sum(log[i, s] for i, s in enumerate([*text, demo.END])))
    ended = [score for text, score in zip(ids[0], scores[0], strict=True) if demo.END in text]
    assert max(ended) == pytest.approx(best, abs=1e-4)


def test_an_ensemble_averages_probabilities(keras):
    models = [net(keras, 4), net(keras, 5)]
    source = np.array([[3, 4, 5]])
    first = [demo._softmax(m.predict_on_batch([source, np.array([[1]])])[0, 0]) for m in models]
    mean = np.mean(first, axis=0)
    mean[:2] = 0
    ids, _ = demo.decode(models, source, longest=1)
    assert ids[0, 0, 0] == mean.argmax()
    alone = demo.decode([models[0], models[0]], source)[0]
    assert alone.tolist() == demo.decode(models[0], source)[0].tolist()


def test_padding_counts_neither_in_the_loss_nor_in_the_state(keras):
    model = net(keras, 6)
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    source, read, write = np.array([[3, 4]]), np.array([[1, 5]]), np.array([[5, 2]])
    short = model.evaluate([source, read], write, verbose=0)

    def pad(ids):
        return np.pad(ids, ((0, 0), (0, 4)))

    long = model.evaluate([pad(source), pad(read)], pad(write), verbose=0)
    assert long == pytest.approx(short, rel=1e-5)


def test_beam_steps_lead_to_what_was_decoded(shipped):
    model, facts = shipped
    source = demo.encode(["the cat sleeps ."], facts["alphabet"], reverse=True)
    steps = demo.beam_steps(model, source[0], 3, facts["alphabet"])
    text, place = "", 0
    for step in reversed(steps):
        parent, symbol, _ = step[place]
        text, place = symbol + text, parent
    assert text == "le chat dort .■"


def test_encode_refuses_what_the_alphabet_lacks():
    assert demo.encode(["ab", "b"], "ab", start=True, end=True).tolist() == [
        [1, 3, 4, 2],
        [1, 4, 2, 0],
    ]
    assert demo.encode(["ab"], "ab", reverse=True, length=3).tolist() == [[4, 3, 0]]
    with pytest.raises(CourseError, match="never seen 'c'"):
        demo.encode(["abc"], "ab")

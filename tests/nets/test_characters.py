"""The network that writes: how it is trained, how it goes on, and that a coder can use it."""

import numpy as np
import pytest

from course.cli import main
from course.data import stories
from course.errors import CourseError
from course.language import coder
from course.nets import characters, storage

pytestmark = pytest.mark.slow  # it runs networks

ALPHABET, ENDING = "\n abc", "ab c\n\n"


@pytest.fixture
def ending(monkeypatch):
    """What is read before each text, in letters of ALPHABET."""
    monkeypatch.setattr(characters, "ending", lambda: ENDING)


@pytest.fixture(scope="module")
def model(keras):
    """A network that has learned nothing, but guesses with some contrast."""
    keras.utils.set_random_seed(1)
    model = characters.build_model(len(ALPHABET))
    model.set_weights([3 * weight for weight in model.get_weights()])
    return model


def test_ids():
    assert characters.encode("ab \nc", ALPHABET).tolist() == [2, 3, 1, 0, 4]
    assert characters.encode("", ALPHABET).tolist() == []
    with pytest.raises(CourseError, match="has never read 'x' 'é'; it knows abc and the space"):
        characters.encode("abxé", ALPHABET)


def test_bits_are_those_of_the_guesses(model, monkeypatch):
    monkeypatch.setattr(characters, "READERS", 3)
    ids = np.random.default_rng(0).integers(len(ALPHABET), size=32).astype("int32")
    found = []
    for piece in ids[:30].reshape(3, 10):
        for end in range(1, 10):
            logits = np.asarray(model(piece[None, :end]))[0, -1].astype("float64")
            shares = np.exp(logits) / np.exp(logits).sum()
            found.append(-np.log2(shares[piece[end]]))
    assert characters.bits(model, ids) == pytest.approx(np.mean(found), rel=1e-4)


def test_it_reads_on_where_it_stopped(model):
    ids = np.random.default_rng(1).integers(len(ALPHABET), size=(2, 12)).astype("int32")
    state = [np.zeros((2, characters.UNITS), "float32")] * 2
    expected = model.predict_on_batch(ids)
    for place in range(12):
        logits, state = characters.read(model, ids[:, place], state)
        np.testing.assert_allclose(logits, expected[:, place], atol=1e-5)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_coder_gives_back_what_it_was_given(model, ending, rows):
    texts = np.random.default_rng(2).integers(len(ALPHABET), size=(rows, 15))
    step, state = characters.steps(model, ALPHABET, rows)
    codes = coder.encode_rows(texts, step, state)
    np.testing.assert_array_equal(coder.decode_rows(codes, 15, step, state), texts)
    before = np.tile(characters.encode(ENDING, ALPHABET), (rows, 1))
    read = np.concatenate([before, texts[:, :-1]], axis=1).astype("int32")
    guessed = model.predict_on_batch(read)[:, len(ENDING) - 1 :]
    powers = np.exp(guessed.astype("float64"))
    shares = np.take_along_axis(powers / powers.sum(axis=-1, keepdims=True), texts[..., None], -1)
    costs = -np.log2(shares).sum(axis=(1, 2))
    for code, cost in zip(codes, costs, strict=True):
        assert cost - 1 < 8 * len(code) < cost + 10


def written(model, *arguments, length=30, **options):
    return "".join(characters.write(model, ALPHABET, *arguments, length=length, **options))


def test_writing_depends_on_seed_and_prompt_alone(model, ending):
    assert written(model, "ab", seed=1) == written(model, "ab", seed=1)
    assert (
        len({written(model, prompt, seed=seed) for prompt in ("ab", "c") for seed in (1, 2)}) == 4
    )
    assert len(written(model, length=7)) == 7 and written(model, "a", length=0) == ""


def greedy(model, prompt, length):
    """The likeliest characters, the whole text read anew for each."""
    text = ENDING + prompt
    for _ in range(length):
        ids = characters.encode(text, ALPHABET)
        text += ALPHABET[int(np.asarray(model(ids[None]))[0, -1].argmax())]
    return text[len(ENDING + prompt) :]


@pytest.mark.parametrize("temperature", [1e-3, 1e-320])
def test_without_heat_it_takes_the_likeliest(model, ending, temperature, recwarn):
    assert written(model, "ab", length=12, temperature=temperature) == greedy(model, "ab", 12)
    assert not [warning for warning in recwarn if "overflow" in str(warning.message)]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_a_draw_is_one_from_the_tempered_softmax(model, monkeypatch, ending, temperature):
    logits = np.array([[1.0, -0.5, 0.25, 0.0, -2.0]], "float32")
    monkeypatch.setattr(characters, "read", lambda model, ids, state: (logits, state))
    text = written(model, "a", length=4_000, temperature=temperature, seed=1)
    powers = np.exp(logits[0] / temperature)
    shares = [text.count(character) / len(text) for character in ALPHABET]
    np.testing.assert_allclose(shares, powers / powers.sum(), atol=0.03)


@pytest.mark.parametrize(
    "prompt, options, said",
    [
        ("a" * 1_001, {}, "got 1,001"),
        ("a?b", {}, "has never read '\\?'"),
        ("a", {"temperature": 0}, "above 0, such as 0.7; got 0"),
        ("a", {"temperature": -1.0}, "got -1.0"),
        ("a", {"temperature": float("nan")}, "got nan"),
        ("a", {"temperature": float("inf")}, "got inf"),
    ],
)
def test_what_it_cannot_do_is_said_before_it_writes(model, prompt, options, said):
    with pytest.raises(CourseError, match=said):
        characters.write(model, ALPHABET, prompt, **options)


def test_course_train_writes_weights_that_load(monkeypatch, tmp_path, capsys, keras):
    small = {"ROWS": 4, "STEPS": 16, "EPOCHS": 2, "RATE": 0.05}
    for name, value in small.items():
        monkeypatch.setattr(characters, name, value)
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    monkeypatch.setattr(characters, "data", lambda: ("ab c\n" * 200, "ab c\n" * 30))
    assert main(["train", "characters"]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "characters.npz") and "bits a character" in err
    model, facts = characters.load()
    assert facts["alphabet"] == "\n abc" and len(facts["bits"]) == facts["epochs"] == 2
    assert facts["bits"][-1] < 2  # of log2(5) = 2.32: it learns
    ids = characters.encode("ab c\n" * 30, facts["alphabet"])
    assert characters.bits(model, ids) == pytest.approx(facts["bits"][-1], abs=0.02)


def test_facts_of_the_weights_that_ship():
    """Stories that change need other weights: train them again."""
    arrays, facts = storage.load(characters.SHIPPED)
    assert facts["stories"] == characters.fingerprint()
    assert (facts["sentences"], facts["epochs"]) == (characters.SENTENCES, characters.EPOCHS)
    assert facts["seed"] == characters.VARIANTS[characters.SHIPPED]["seed"]
    assert sum(array.size for array in arrays) <= 350_000
    size = (storage.FOLDER / f"{characters.SHIPPED}.npz").stat().st_size
    assert size <= 450_000


@pytest.mark.slow
@pytest.mark.nightly  # seconds; the fingerprint tells nearly as much
def test_the_shipped_network_reads_what_it_has_not_learned_from(keras):
    model, facts = characters.load()
    unseen = characters.data()[1]
    ids = characters.encode(unseen[:20_000], facts["alphabet"])
    assert characters.bits(model, ids) < facts["bits"][-1] + 0.2  # short pieces begin empty


def test_it_begins_a_story_where_one_begins(keras):
    model, facts = characters.load()
    begun = "".join(characters.write(model, facts["alphabet"], length=60, temperature=0.3, seed=1))
    firsts = {story.split()[0] for story in stories.text(3_000, seed=7).split("\n\n") if story}
    assert begun.split()[0] in firsts and characters.ending().endswith(".\n\n")


def test_the_unseen_stories_are_others():
    text, unseen = (
        stories.text(500, seed=seed) for seed in (characters.DATA_SEED, characters.UNSEEN_SEED)
    )
    assert not set(text.split("\n\n")) & set(unseen.split("\n\n")) - {""}

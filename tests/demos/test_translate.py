import pytest

from course import files
from course.cli import main
from course.data import sentences
from course.demos import translate as demo
from course.nets import seq2seq

pytestmark = pytest.mark.slow  # it runs networks


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


@pytest.fixture(scope="module")
def facts(keras):
    return seq2seq.load(seq2seq.SHIPPED)[1]


@pytest.mark.parametrize(
    "typed, known",
    [
        ("She is tired!", "she is tired ."),
        ("She is tired!!!", "she is tired ."),
        ("She is tired\u2026", "she is tired ."),
        ("She is tired ...", "she is tired ."),
        ("She is tired", "she is tired ."),
        ("is she tired?!", "is she tired ?"),
        ("Is she tired\uff1f", "is she tired ?"),
        ("\u201cShe is tired.\u201d", "she is tired ."),
        ("'She is tired'", "she is tired ."),
        ("\u00ab She is tired ! \u00bb", "she is tired ."),
        ("SHE IS TIRED", "she is tired ."),
        ("anna sees tom", "Anna sees Tom ."),
        ("ANNA AND I", "Anna AND I ."),
        ("she isn't tired", "she is not tired ."),
        ("She isn\u2019t tired.", "she is not tired ."),
        ("I'm tired", "I am tired ."),
        ("i can't sleep", "I cannot sleep ."),
        ("they're old", "they are old ."),
        ("what's that?", "what is that ?"),
        ("we drink, you sleep", "we drink you sleep ."),
        ("she\u00a0is\u2009tired", "she is tired ."),
        ("\tshe  is\r tired .", "she is tired ."),
        ("\u00bfShe is tired\u3002", "she is tired ."),
        ("<she> *is* tired \U0001f634", "she is tired ."),
        ("she_is_tired", "she is tired ."),
        ("she \u2014 she - is --tired", "she she is tired ."),
        ("she\u200b is ti\u00adred\x00", "she is tired ."),
        ("she isn\u00b4t tired", "she is not tired ."),
        ("[She] is tired/", "she is tired ."),
        ("she won't sleep", "she will not sleep ."),
        ("a co-worker sleeps", "a co-worker sleeps ."),
        ("\u2026\u3002!", ""),
        ("she is tire\uff44", "she is tired ."),
        ("the zebra sleeps", "the zebra sleeps ."),
        ("I drink 3 teas .", "I drink 3 teas ."),
        ("the cat\u2019s bed", "the cat's bed ."),
        ("", ""),
        ("?!", ""),
        ('" "', ""),
    ],
)
def test_it_reads_what_can_be_read(facts, typed, known):
    assert demo.read(typed, facts["words"]) == known
    assert demo.read(known, facts["words"]) == known


@pytest.mark.parametrize(
    "typed, remark",
    [
        ("You sleep!", "  (read as: you sleep .)"),
        ("YOU SLEEP", "  (read as: you sleep .)"),
        ("\u201cYou sleep\u201d", "  (read as: you sleep .)"),
        ("You sleep\u2026", "  (read as: you sleep .)"),
        ("You sleep.", ""),
        ("  you  sleep", ""),
    ],
)
def test_it_says_what_it_read_where_that_is_something_else(capsys, typed, remark):
    assert main(["demo", "translate", "--ask", typed]) == 0
    assert capsys.readouterr().out == f"tu dors .{remark}\n"


@pytest.mark.parametrize(
    "word, near",
    [("catt", "cat"), ("slep", "sleep"), ("Ana", "Anna"), ("qeen", "queen"), ("xylophone", None)],
)
def test_an_unknown_word_comes_with_near_ones(facts, word, near):
    (said,) = demo._with_near([word], facts["words"])
    assert said == word if near is None else near in said.partition(", but ")[2].split(" and ")


def test_what_has_no_words_is_shown(capsys):
    assert main(["demo", "translate", "--ask", " ?! "]) == 2
    assert "got '?!'" in capsys.readouterr().err


def test_the_prompt_goes_on_after_bad_input(capsys, typing):
    typing("水", "", "you sleep .")
    assert main(["demo", "translate"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "never seen" in said[2] and "an empty line" in said[3] and said[4] == "tu dors ."


@pytest.fixture
def small(monkeypatch, keras):
    """The demo with so little training that it is wrong, but quick."""
    for name, value in (("PAIRS", 400), ("TEST", 20), ("HELD_OUT", 5), ("EPOCHS", 1)):
        monkeypatch.setattr(seq2seq, name, value)
    corpus = sentences.corpus("fr", 400, 20, 5, seed=seq2seq.DATA_SEED, characters=26)
    monkeypatch.setattr(seq2seq, "data", lambda train=None: corpus)
    monkeypatch.setattr(seq2seq.train, "__defaults__", (1, True, 1, 1, None))


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

    monkeypatch.setattr(seq2seq, "exact_match", interrupted)
    assert main(["demo", "translate", "--train", "--ask", "I sleep ."]) == 130
    assert list(tmp_path.rglob("*.npz")) == []


def test_damaged_own_weights_give_way_to_those_that_ship(capsys):
    own = files.cache_dir() / f"{seq2seq.SHIPPED}.npz"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"half")
    assert main(["demo", "translate", "--ask", "I drink water ."]) == 0
    out, err = capsys.readouterr()
    assert out == "je bois de l'eau .\n" and "using the weights that ship" in err

import numpy as np
import pytest

from course.cli import main
from course.demos import wordwise
from course.errors import CourseError
from course.nets import attention, decoding, seq2seq, translators

pytestmark = pytest.mark.slow  # it runs networks
LONG = (
    "the tired king does not give the boy an expensive book because you want to see the black horse"
)
FRENCH = (
    "le roi fatigué ne donne pas de livre cher au garçon parce que tu veux voir le cheval noir ."
)


@pytest.fixture(scope="module")
def network(keras):
    return attention.load(attention.SHIPPED)


def test_what_is_too_long_for_letters_is_read_by_words(capsys):
    assert main(["demo", "translate", "--ask", LONG]) == 0
    assert capsys.readouterr() == (FRENCH + "\n", "")


def test_a_word_that_only_the_other_network_has_read_is_its_task(capsys):
    """ "sick" is one of the words that lab 09 keeps for its test."""
    _, facts = seq2seq.load(seq2seq.SHIPPED)
    assert "sick" not in facts["words"]
    assert main(["demo", "translate", "--ask", "the king is sick"]) == 0
    assert capsys.readouterr() == ("le roi est malade .\n", "")


def test_show_says_where_each_word_looked(capsys):
    assert main(["demo", "translate", "--show", "--ask", LONG]) == 0
    out, err = capsys.readouterr()
    translation, head, *lines = out.splitlines()
    assert (
        err == "" and translation == FRENCH and head.split() == ["French", "looked", "at", "weight"]
    )
    assert [line.split()[0] for line in lines] == FRENCH.split()
    looked = {line.split()[0]: line.split()[2] for line in lines}
    order = ("fatigué", "tired"), ("livre", "book"), ("cher", "expensive"), ("noir", "black")
    assert all(looked[french] == english for french, english in order)
    source = [*LONG.split(), "."]
    for line in lines:
        _, place, word, weight, *_ = line.split()
        assert source[int(place) - 1] == word and 0 < float(weight) <= 1
        assert line.count("#") == pytest.approx(20 * float(weight), abs=0.6) and len(line) <= 80


def test_a_table_has_columns_and_a_second_word_where_it_counts():
    lines = wordwise.table(
        ["chat", "noir", "."], ["black", "cat", "."],
        np.array([[0.25, 0.75, 0], [0.96, 0.03, 0.01], [0, 0.5, 0.5]]),
    ).splitlines()  # fmt: skip
    assert lines[1:3] == [
        "chat     2 cat        0.75  ###############       0.25 black",
        "noir     1 black      0.96  ###################",
    ]
    assert {line.index("0") for line in lines[1:]} == {lines[1].index("0")}
    alone = wordwise.table(["."], ["."], np.array([[1.0]])).splitlines()[1]
    assert alone.split() == [".", "1", ".", "1.00", "#" * 20]


def test_the_longest_words_fit_into_80_columns(network):
    _, facts = network
    source, target = (max(facts[side], key=len) for side in ("source_words", "target_words"))
    lines = wordwise.table([target], [source] * 2, np.array([[0.5, 0.5]])).splitlines()
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "got an empty line"),
        ("?!", "got '?!'"),
        ("the zebra sleeps", "has never read 'zebra': "),
        ("is she tired?", "has never read '?'"),
        ("one two five six seven eight", "has never read 'one', 'five', 'six' and 2 more"),
        (" ".join(["you sleep and"] * 7), "reads at most 20 words, got 21"),
        ("x" * 10_000, "has never read 'xxxxxxxxxxxxxxxxxxxx': "),
    ],
)
def test_what_it_cannot_show_gets_one_sentence_and_exit_code_2(typed, said, capsys):
    assert main(["demo", "translate", "--show", f"--ask={typed}"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1 and said in err and len(err) < 250


def test_what_neither_can_read_gets_both_reasons(capsys):
    assert main(["demo", "translate", "--ask", "the zebra sleeps in the garden today"]) == 2
    err = capsys.readouterr().err
    assert "at most 26 characters; got 38" in err and "never read 'zebra'" in err


def test_training_and_showing_are_two_networks(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "translate", "--train", "--show", "--ask", "you sleep"])
    assert stopped.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


def test_twenty_words_are_not_too_many(network):
    model, facts = network
    sentence = "the rich king says that " + " and ".join(["you sleep today"] * 4) + " ."
    assert wordwise.problem(sentence, facts) is None and len(sentence.split()) == 21
    assert wordwise.ask(model, facts, sentence)[0].split()[:5] == "le roi riche dit que".split()
    with pytest.raises(CourseError, match="never read 'cow'"):
        wordwise.ask(model, facts, "the cow sleeps .")


def test_the_prompt_tells_the_words_and_goes_on(capsys, typing):
    typing("The cow sleeps", "", "The king sleeps!")
    assert main(["demo", "translate", "--show"]) == 0
    said = capsys.readouterr().out
    assert "at most 20 words" in said and " horse horses " in said.replace("\n", " ")
    assert "never read 'cow'" in said and "an empty line" in said
    assert "le roi dort .  (read as: the king sleeps .)\nFrench" in said


@pytest.mark.nightly
def test_short_sentences_stay_with_the_network_that_reads_letters(network):
    """Of lab 09's test sentences that both can read it translates more: 45 of 45 against 38."""
    model, facts = network
    unseen, known = seq2seq.data().unseen, set(facts["source_words"])
    both = [
        (source, target)
        for source, target, words in zip(
            unseen.source, unseen.target, unseen.source_words, strict=True
        )
        if set(words) <= known
    ]
    source, target = map(list, zip(*both, strict=True))
    letters, letter_facts = seq2seq.load(seq2seq.SHIPPED)
    ids = seq2seq.encode(source, letter_facts["alphabet"], letter_facts["reverse"])
    found, _ = decoding.decode(letters, ids, 3, 2 * seq2seq.CHARACTERS)
    found = [decoding.text_of(row[0], letter_facts["alphabet"]) for row in found]
    by_words = [" ".join(words) for words in translators.translate(model, facts, source).words]
    right = [
        sum(a == b for a, b in zip(answers, target, strict=True)) for answers in (found, by_words)
    ]
    assert len(both) > 30 and right[0] == len(both) > right[1]

"""The demo's conversation with a made-up network, which is right where it looks at the facts; and files."""

import numpy as np
import pytest

from course.cli import main
from course.data import household
from course.demos import story as demo
from course.errors import CourseError

TOLD = "Sam walks into the kitchen. Sam picks up an apple. Sam walks into the bedroom."


class Network:
    """Says one word, whatever it is asked, and looks at the last line, or equally at all."""

    def __init__(self, word="bedroom", all_lines=False):
        self.word, self.all_lines, self.asked = word, all_lines, []

    def __call__(self, encoded):
        self.asked.append(encoded)
        filled = encoded.filled[0]
        probabilities = np.full((1, len(household.vocabulary())), 0.001)
        probabilities[0, household.vocabulary().index(self.word)] = 0.9
        weights = np.zeros((1, 3, household.LINES))
        weights[0, :, filled - 1] = 1
        if self.all_lines:
            weights[0, :, :filled] = 1 / filled
        return probabilities, weights


@pytest.fixture
def network(monkeypatch):
    made = Network()
    monkeypatch.setattr(demo, "_network", lambda: made)
    return made


def test_an_answer_comes_with_the_lines_that_were_looked_at():
    talk = demo.Conversation(Network())
    assert talk.take(f"  {TOLD} ").splitlines()[1] == "  2 Sam picks up an apple."
    said = talk.take("where's the apple").splitlines()
    assert said == [
        "Where is the apple?",
        "  bedroom (90% sure)",
        "  It looked at",
        *(f"  hop {hop}: line 3 (100%) Sam walks into the bedroom." for hop in (1, 2, 3)),
        "  Right: see lines 2 and 3.",
    ]


def test_the_network_is_given_the_story_and_the_question():
    network = Network()
    demo.Conversation(network).take(TOLD + " Where is the apple?")
    question = household.read(TOLD.replace(". ", ".\n").split("\n"), "Where is the apple?")
    for name, array in household.encode([question])._asdict().items():
        if name not in ("answers", "facts"):  # which are not for it to see
            assert (getattr(network.asked[0], name) == array).all()
    assert not network.asked[0].facts.any()
    assert household.vocabulary()[network.asked[0].answers[0]] == "nobody"


def test_a_wrong_answer_is_called_wrong():
    said = demo.Conversation(Network("ida", all_lines=True)).take(TOLD + " Who has the apple?")
    assert "Ida (90% sure)" in said and said.endswith("Wrong, it is Sam: see line 2.")
    assert said.count("(33%)") == 9


@pytest.mark.parametrize(
    "question, why",
    [
        ("Where is Mary?", "no line tells where Mary goes"),
        ("Where is the milk?", "no line tells anything about the milk"),
        ("Where was the apple before the kitchen?", "no line tells where the apple was before"),
        ("What colour is Sam?", "no line tells what colour or what kind of animal Sam is"),
    ],
)
def test_what_the_story_does_not_tell_is_not_known(question, why):
    said = demo.Conversation(Network()).take(f"{TOLD} {question}").splitlines()
    assert said[4].startswith(f"  I do not know: {why}")
    assert said[4].endswith("The network, which has to say something, says bedroom (90% sure).")


def test_hops_that_look_everywhere():
    lines = " ".join(["Sam goes to the den. Sam goes to the attic."] * 7)
    said = demo.Conversation(Network(all_lines=True)).take(f"{lines} Where is Sam?")
    assert said.count("no line in particular") == 3


def test_nothing_of_a_line_counts_if_a_sentence_of_it_is_wrong():
    talk = demo.Conversation(Network())
    talk.take(TOLD)
    for wrong, said in (
        ("Sam drops the apple. Mary flies", "no 'mary', no 'flies'|no 'flies'"),
        ("Mary goes to the den. Mary drops the apple", "Mary cannot drop the apple, which Sam has"),
        ("Sam is white. " * 12, "at most 14 lines, and this one is full"),
    ):
        with pytest.raises(CourseError, match=said):
            talk.take(wrong)
        assert len(talk.story.events) == 3
    assert talk.take("New.") == "A new story." and not talk.story.events
    with pytest.raises(CourseError, match="there is no story yet: tell one, Sam walks into"):
        talk.take("Where is Sam?")


def test_a_conversation_at_the_prompt(network, monkeypatch, capsys):
    typed = iter(["Sam goes to the bedroom", "Sam sings", "", "Where is Sam", "Where is \udcff?"])

    def read(prompt):
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    assert main(["demo", "story"]) == 0
    out = capsys.readouterr().out
    assert "Where was the milk before the den?" in out and "Right: see line 1." in out
    assert "there is no 'sings'" in out and "Got an empty line" in out and "UTF-8" in out


def test_a_file_with_two_stories(network, tmp_path, capsys):
    file = tmp_path / "story.txt"
    file.write_text(f"{TOLD}\nWhere is the apple?\n\nBrian is a lion.\nWhat color is Brian?\n")
    assert main(["demo", "story", str(file)]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "Right: see lines 2 and 3." in out
    assert "I do not know: Brian is a lion, and no line tells the colour of another lion." in out
    assert "\n\n  1 Brian is a lion.\n" in out


@pytest.mark.parametrize(
    "content, said",
    [
        (b"Sam walks into the kitchen.\nSam sings.\n", "line 2: 'sam sings': there is no 'sings'"),
        (b"Sam walks into the kitchen.\nWhere is the piano?\n", "line 2: 'where is the piano'"),
        (b"Where is Sam?\n", "line 1: there is no story yet"),
        (b"Sam is white.\n" * 15, "line 15: a story has at most 14 lines"),
        (b"", "the file is empty. Name a text file of sentences and questions"),
        (b"Sam is gr\xfcn.\n", "line 1: byte 0xfc is not UTF-8"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"Sam is white.\n" * 9_999, "the file unpacks to more than"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_understood_gets_one_sentence(network, tmp_path, capsys, content, said):
    file = tmp_path / "story.txt"
    file.write_bytes(content)
    assert main(["demo", "story", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and said in err and str(file) in err
    assert "data fetch" not in err


@pytest.mark.parametrize("name, said", [("nothing.txt", "cannot be read"), ("", "a folder")])
def test_files_that_are_none(network, tmp_path, capsys, name, said):
    assert main(["demo", "story", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.slow  # it loads the network
def test_the_network_that_ships_answers_the_lectures_questions(tmp_path, capsys):
    told = [[*question.lines, question.question, ""] for question, _ in household.lecture()]
    file = tmp_path / "lecture.txt"
    file.write_text("\n".join(line for story in told for line in story))
    assert main(["demo", "story", str(file)]) == 0
    out = capsys.readouterr().out
    assert [word in out for word in ("  bedroom (", "  white (", "  hallway (")] == [True] * 3
    assert out.count("  Right: see lines") == 3 and out.count("hop 3: ") == 3

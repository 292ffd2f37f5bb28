import pytest

from course import files
from course.cli import main
from course.demos import addition as demo
from course.errors import CourseError
from course.nets import addition

BAD = ["12a+3", "1234+5", "", "   ", "1+", "+", "1+2+3", "-1+2", "1.5+2", "٣+٤", "9" * 10_000]


@pytest.mark.parametrize("text", BAD)
def test_bad_input_gets_one_sentence_and_exit_code_2(text, capsys):
    assert main(["demo", "addition", f"--ask={text}"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1 and len(err) < 150
    assert "at most three digits, as in 123+34" in err


@pytest.mark.parametrize(
    "text, pair",
    [("123+34", (123, 34)), (" 7 + 008\n", (7, 8)), ("1+2=", (1, 2)), ("1+2 = ", (1, 2))],
)
def test_parse(text, pair):
    assert demo.parse(text) == pair


def kept():
    """Where the demo keeps its weights."""
    return files.cache_dir() / f"{addition.weights_name()}.npz"


@pytest.fixture
def small(monkeypatch, keras):
    """The demo with so little training that it is wrong, but quick."""
    monkeypatch.setattr(addition, "TRAIN", 640)
    monkeypatch.setattr(addition, "TEST", 50)
    monkeypatch.setattr(addition, "EPOCHS", 1)


@pytest.mark.slow
def test_weights_are_kept_and_answer_the_same(small, capsys):
    assert main(["demo", "addition", "--ask", "123+34"]) == 0
    first = capsys.readouterr()
    assert "Training on" in first.err and "unseen sums are answered right" in first.err
    assert kept().exists()
    assert main(["demo", "addition", "--ask", "123+34"]) == 0
    second = capsys.readouterr()
    assert second.out == first.out and second.err == ""
    assert "wrong: 157 would be right" in second.out  # so little training cannot do better


def test_damaged_weights_are_trained_again(small, capsys):
    kept().parent.mkdir(parents=True)
    kept().write_bytes(b"half")
    assert main(["demo", "addition", "--ask", "1+1"]) == 0
    assert "cannot be read" in capsys.readouterr().err
    assert kept().stat().st_size > 1000


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_costs_a_sentence(small, capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "cache"))
    assert main(["demo", "addition", "--ask", "1+1"]) == 0
    assert "The weights could not be kept: cannot write" in capsys.readouterr().err


def test_interrupted_training_leaves_no_file(small, capsys, monkeypatch):
    def interrupted(*arguments, **keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr(addition, "train", interrupted)
    assert main(["demo", "addition", "--ask", "1+1"]) == 130
    assert not kept().exists()


def test_the_prompt_goes_on_after_bad_input(small, capsys, typing):
    typing("12a+3", "", "1+1")
    assert main(["demo", "addition"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "'12a+3'" in said[2] and "an empty line" in said[3]
    # two lines of introduction, two sentences, an answer, the line that ends the prompt
    assert len(said) == 6


def test_parse_errors_are_course_errors():
    with pytest.raises(CourseError):
        demo.parse("x")

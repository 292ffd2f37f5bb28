import statistics

import numpy as np
import pytest

from course.cli import main
from course.demos import addition as demo
from course.errors import CourseError

BAD = ["12a+3", "1234+5", "", "   ", "1+", "+", "1+2+3", "-1+2", "1.5+2", "٣+٤", "9" * 10_000]


@pytest.mark.parametrize("text", BAD)
def test_bad_input_gets_one_sentence_and_exit_code_2(text, capsys):
    assert main(["demo", "addition", f"--ask={text}"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1 and len(err) < 150
    assert "at most three digits, as in 123+34" in err


@pytest.mark.parametrize("text, pair", [("123+34", (123, 34)), (" 7 + 008\n", (7, 8))])
def test_parse(text, pair):
    assert demo.parse(text) == pair


@pytest.fixture
def small(monkeypatch, keras):
    """The demo with so little training that it is wrong, but quick."""
    monkeypatch.setattr(demo, "TRAIN", 640)
    monkeypatch.setattr(demo, "TEST", 50)
    monkeypatch.setattr(demo, "EPOCHS", 1)


@pytest.mark.slow
def test_weights_are_kept_and_answer_the_same(small, capsys):
    assert main(["demo", "addition", "--ask", "123+34"]) == 0
    first = capsys.readouterr()
    assert "Training on" in first.err and "unseen sums are answered right" in first.err
    assert demo._path().exists()
    assert main(["demo", "addition", "--ask", "123+34"]) == 0
    second = capsys.readouterr()
    assert second.out == first.out and second.err == ""
    assert "wrong: 157 would be right" in second.out  # so little training cannot do better


def test_other_code_has_another_fingerprint(monkeypatch, keras, tmp_path):
    before = demo._fingerprint()
    changed = tmp_path / "addition.py"
    changed.write_text("# other settings")
    monkeypatch.setattr(demo, "__file__", str(changed))
    assert demo._fingerprint() != before


def test_damaged_weights_are_trained_again(small, capsys):
    demo._path().parent.mkdir(parents=True)
    demo._path().write_bytes(b"half")
    assert main(["demo", "addition", "--ask", "1+1"]) == 0
    assert "cannot be read" in capsys.readouterr().err
    assert demo._path().stat().st_size > 1000


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_costs_a_sentence(small, capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file" / "cache"))
    assert main(["demo", "addition", "--ask", "1+1"]) == 0
    assert "The weights are not kept: cannot write" in capsys.readouterr().err


def test_interrupted_training_leaves_no_file(small, capsys, monkeypatch):
    def interrupted(*arguments, **keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "train", interrupted)
    assert main(["demo", "addition", "--ask", "1+1"]) == 130
    assert not demo._path().exists()


def test_the_prompt_goes_on_after_bad_input(small, capsys, typing):
    typing("12a+3", "", "1+1")
    assert main(["demo", "addition"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "'12a+3'" in said[2] and "an empty line" in said[3]
    # two lines of introduction, two sentences, an answer, the line that ends the prompt
    assert len(said) == 6


def test_the_demo_is_the_lab(keras):
    """The lab's model and its compiled training are those of the demo."""
    from pathlib import Path

    import nbformat

    root = Path(__file__).resolve().parents[2]
    cells = nbformat.read(root / "solutions" / "04_addition_rnn.ipynb", as_version=4).cells
    names = {"keras": keras, "layers": keras.layers, "np": np, "TRAIN": demo.TRAIN}
    exec("from course import runtime", names)
    for cell in cells:
        if cell.cell_type == "code" and (
            "UNITS =" in cell.source or "EPOCHS, BATCH =" in cell.source
        ):
            exec(cell.source.replace("model.summary()", ""), names)
    steps = names["EPOCHS"] * (demo.TRAIN // names["BATCH"])
    lab, ours = names["model"], demo.build_model(steps)
    names["compile_model"](lab, steps, executions=4 * names["EPOCHS"])
    assert (names["EPOCHS"], names["BATCH"]) == (demo.EPOCHS, demo.BATCH)
    assert lab.steps_per_execution == ours.steps_per_execution
    assert [layer.count_params() for layer in lab.layers] == [
        layer.count_params() for layer in ours.layers
    ]
    for one, other in [*zip(lab.layers, ours.layers, strict=True), (lab.optimizer, ours.optimizer)]:
        assert one.get_config() | {"name": ""} == other.get_config() | {"name": ""}


@pytest.mark.slow
def test_five_seeds_reach_099(keras):
    shares = []
    for seed in range(1, 6):
        model, (questions, answers) = demo.train(seed)
        written = demo.ask(model, questions)
        shares.append(statistics.mean(a == b for a, b in zip(written, answers, strict=True)))
        assert demo.ask(model, ["123+34"]) == ["157"]
    assert min(shares) >= 0.99, shares


def test_unseen_sums_are_unseen(small):
    _, (questions, _) = demo.train()
    data = demo.addition.sums(demo.TRAIN + demo.TEST, seed=demo.SEED)
    trained = {frozenset(question.split("+")) for question in data.questions[: demo.TRAIN]}
    assert not trained & {frozenset(question.split("+")) for question in questions}


def test_parse_errors_are_course_errors():
    with pytest.raises(CourseError):
        demo.parse("x")

import itertools
import json
import operator
import os
import random
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import report  # noqa: E402


def test_a_row_is_the_median_of_ratios():
    row = report.row("x", [1.0, 2.0, 4.0], [10.0, 10.0, 20.0], "s", bar=3)
    assert row == {"what": "x", "ours": 2.0, "theirs": 10.0, "unit": "s", "ratio": 5.0, "bar": 3}


@pytest.mark.slow
@pytest.mark.nightly  # seconds of imports, several times
def test_startup_reports_for_machines():
    command = [sys.executable, BENCHMARKS / "startup.py", "--runs", "1", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(run.stdout)
    assert [set(row) for row in rows] == [{"what", "ours", "theirs", "unit", "ratio", "bar"}] * 2


def test_the_pairs_of_the_tutorial_need_no_random_number_between_floats(keras, monkeypatch):
    import word2vec

    randint = random.randint
    whole = operator.index  # Python 3.12 and later refuse a float
    monkeypatch.setattr(random, "randint", lambda low, high: randint(whole(low), whole(high)))
    rare = [9_997, 9_998, 9_999]  # of 10,000: the sampling table keeps nearly all of them
    sentences = [rare, rare[::-1]] * 20
    target, context, label = word2vec.tutorial_pairs(sentences, 10_000)
    assert len(target) > 200 and context.shape == label.shape == (len(target), 5)
    pairs = set(zip(target.tolist(), context[:, 0].tolist(), strict=True))
    assert pairs == set(itertools.permutations(rare, 2))
    assert label.tolist() == [[1, 0, 0, 0, 0]] * len(label)


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("table", [False, True])
def test_word2vec_reports_for_machines(table):
    small = ["--sentences", "2000", "--epochs", "1", "--seeds", "1", "--tutorial", "200", "--json"]
    command = [sys.executable, BENCHMARKS / "word2vec.py", *small, *["--table"] * table]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(run.stdout)
    if table:
        settings = {(row["part"], row["model"], row["library"]) for row in rows}
        assert len(rows) == len(settings) == 3 * 2 * 2
        assert all(row["seconds"] > 0 and 0 < row["known"] < 1 for row in rows)
    else:
        assert [row["bar"] for row in rows] == [0.7, 0.95, 0.7, 0.95, 20, None, None]
        assert all(row["ours"] > 0 and row["theirs"] > 0 for row in rows)


@pytest.fixture
def kernel_times(keras):
    import kernels  # the benchmark's module

    return kernels


def kernels_command(*options):
    return subprocess.run(
        [sys.executable, BENCHMARKS / "kernels.py", *options], capture_output=True, text=True
    )


@pytest.mark.slow
@pytest.mark.nightly
def test_kernels_on_a_cpu(tmp_path):
    picture = tmp_path / "times.png"
    sizes = ["--units", "3", "--steps", "2", "--batch", "5", "--repeats", "1"]
    run = kernels_command(*sizes, "--picture", picture, "--json")
    rows = json.loads(run.stdout)
    assert {unit: sum(row["unit"] == unit for row in rows) for unit in ("ms", "s")} == {
        "ms": 8,  # 2 layers, 2 passes; unrolled and XLA
        "s": 8,
    }
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_kernels_say_what_is_wrong_with_a_number():
    run = kernels_command("--units", "8,x")
    assert run.returncode == 2 and "--units takes whole numbers" in run.stderr
    assert "Traceback" not in run.stderr


def test_kernels_table_on_a_gpu(kernel_times, capsys):
    size = {"kind": "GRU", "pass": "forward", "units": 8, "steps": 2}
    with_own = {"cuDNN": [0.001], "generic": [0.004], "own call": [0.0005]}
    without = {name: with_own[name] for name in ("cuDNN", "generic")}
    kernel_times.table([(size, without, {}), (size, with_own, {})], on_gpu=True)
    _, head, first, second = capsys.readouterr().out.splitlines()
    assert "cuDNN / generic" in head and "cuDNN / own call" in head
    assert first.split()[-5:] == ["1.00", "4.00", "-", "4.00", "-"]
    assert second.split()[-5:] == ["1.00", "4.00", "0.50", "4.00", "0.50"]


def test_a_training_step_moves_what_a_forward_pass_gives(kernel_times, keras):
    x = np.ones((2, 3, 4), "float32")
    layer = keras.layers.LSTM(4, return_sequences=True)
    layer.build(x.shape)
    for train, count in ((False, 1), (True, 1)):
        parts = kernel_times.run(layer, x, train)()
        assert len(parts) == count and all(np.isfinite(part).all() for part in parts)


def test_flops_are_counted_by_hand(kernel_times):
    # one step of one row: 4 gates, 5 units, each adds up 5 inputs and 5 states, a product and a sum each
    assert kernel_times.flops("LSTM", False, 5, 1, 1) == 4 * 5 * 10 * 2
    assert kernel_times.flops("GRU", True, 5, 7, 2) == 3 * (3 * 5 * 10 * 2) * 7 * 2


@pytest.mark.slow
@pytest.mark.nightly
def test_ctc_reports_for_machines():
    options = ["--goal", "1.5", "--patience", "0.1", "--strings", "64"]  # reached at once
    command = [sys.executable, BENCHMARKS / "ctc.py", "--json", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(run.stdout)
    assert [row["bar"] for row in rows] == [5, None]
    assert all(row["ours"] > 0 and row["theirs"] > 0 for row in rows)


@pytest.mark.slow  # it takes TensorFlow's spectrogram
def test_ctc_hears_the_example_s_spectrogram(keras):
    import ctc
    import tensorflow as tf

    sound = np.random.default_rng(0).normal(size=2_000).astype("float32")
    expected = tf.abs(tf.signal.stft(sound, ctc.WINDOW, ctc.HOP, ctc.SIZE)) ** 0.5
    expected -= tf.reduce_mean(expected, 1, keepdims=True)
    expected /= tf.math.reduce_std(expected, 1, keepdims=True)
    np.testing.assert_allclose(ctc.spectrogram(sound), expected, atol=1e-3)


def test_ctc_stops_at_its_goal_or_its_limit_and_counts_no_measuring():
    import ctc

    errors = iter([0.5, 0.3, 0.04, 0.01])
    clock = ctc.Clock("ours", 0.05, lambda: next(errors))

    def learn(each):
        for step in range(1_000):
            each(step)

    clock.run(learn)
    assert clock.errors == [0.5, 0.3, 0.04] and clock.seconds < 1
    late = ctc.Clock("theirs", 0.05, lambda: 0.9, limit=0)
    late.run(learn)
    assert late.errors == [0.9]


@pytest.fixture
def visual(keras):
    import scenes

    return scenes


@pytest.mark.slow
def test_the_example_s_net_reads_a_bag_of_words_and_pixels_around_zero(visual):
    part = visual.balance.split(60, 0, 0, seed=5).train
    pixels, bags, answers = visual.read(part)
    assert pixels.shape == (60, 64, 64, 3) and pixels.dtype == "uint8"
    assert -0.5 <= visual.centred(pixels).min() < 0 < visual.centred(pixels).max() <= 0.5
    for question, bag, answer in zip(part.questions, bags, answers, strict=True):
        words = [visual.encoding.WORDS[i] for i in np.flatnonzero(bag)]
        assert set(words) - {""} == set(question.words)
        assert visual.questions.ANSWERS[answer] in visual.questions.answers_of(question)
    model = visual.easy_vqa()
    some = visual.centred(pixels[:2]), bags[:2]
    assert model(some).shape == (2, len(visual.questions.ANSWERS))


def test_scenes_stop_at_the_goal_or_the_limit_and_tell_what_equal_time_reached(monkeypatch):
    import scenes as visual

    now = itertools.count()  # a second between two looks at the clock
    monkeypatch.setattr(visual, "time", types.SimpleNamespace(perf_counter=lambda: next(now)))
    right = iter([0.5, 0.7, 0.95])
    clock = visual.Clock("ours", 0.9, lambda: next(right))

    def learn(each):
        for step in range(1, 10 * visual.EVERY):
            each(step)

    monkeypatch.setattr(visual, "EVERY", 2)
    clock.run(learn)
    assert clock.curve == [(2, 0.5), (4, 0.7), (6, 0.95)] and clock.seconds == 6
    assert [clock.after(seconds) for seconds in (1, 2, 5, 6)] == [0.0, 0.5, 0.7, 0.95]
    late = visual.Clock("theirs", 0.9, lambda: 0.3, limit=3)
    late.run(learn)
    assert late.seconds == 3 and late.curve[-1] == (3, 0.3)


@pytest.mark.slow
@pytest.mark.nightly
def test_scenes_report_for_machines():
    options = ["--goal", "0.05", "--patience", "0.1"]  # reached at once
    command = [sys.executable, BENCHMARKS / "scenes.py", "--json", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(run.stdout)
    assert all(row["ours"] > 0 and row["theirs"] > 0 for row in rows) and len(rows) == 2
    assert "in equal time" in run.stderr and "from the words alone: 0.29" in run.stderr


@pytest.mark.slow
@pytest.mark.nightly
def test_charmodel_reports_for_machines(tmp_path):
    from course.data import stories

    (tmp_path / "text").mkdir()
    text = stories.text(900, seed=1)
    (tmp_path / "text" / "input.txt").write_text(text, encoding="utf-8")
    goal = ["--goal", "5.7", "--patience", "0.5"]  # of log2(58) = 5.86
    command = [sys.executable, BENCHMARKS / "charmodel.py", "--json", *goal]
    environment = {**os.environ, "COURSE_DATA": str(tmp_path)}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    rows = json.loads(run.stdout)
    assert [row["bar"] for row in rows] == [5, None]
    assert all(row["ours"] > 0 and row["theirs"] > 0 for row in rows)


def test_charmodel_windows_are_followed_by_their_character(keras):
    import charmodel

    ids = np.random.default_rng(0).integers(7, size=100)
    x, y = charmodel.windows(ids, np.array([0, 3, 59]), 7)
    assert x.shape == (3, charmodel.WINDOW, 7) and (x.sum(axis=-1) == 1).all()
    for row, start in enumerate((0, 3, 59)):
        assert x[row].argmax(axis=-1).tolist() == ids[start : start + charmodel.WINDOW].tolist()
        assert y[row].argmax() == ids[start + charmodel.WINDOW]


@pytest.mark.slow
@pytest.mark.nightly
def test_ntm_reports_for_machines():
    options = ["--seeds", "1", "--goal", "0.7", "--patience", "0.1"]  # reached at once
    command = [sys.executable, BENCHMARKS / "ntm.py", "--json", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    (row,) = json.loads(run.stdout)
    assert row["bar"] == 10 and row["ours"] > 0 and row["theirs"] > 0
    assert "theirs gets there" in row["what"]


def test_ntm_stops_at_its_goal_or_its_limit(keras, monkeypatch):
    import ntm

    from course.nets import copying

    def learn(build, *, seeds, steps, progress, **settings):
        curve = []
        for step, error in enumerate([0.5, 0.3, 0.009, 0.0]):
            curve.append([step, 0.1, error])
            if progress(*curve[-1]):
                break
        return copying.Learnt(build(), curve, *seeds)

    monkeypatch.setattr(copying, "learn", learn)
    seconds, error = ntm.timed("ours", lambda: None, 3, goal=0.01, limit=100)
    assert error == 0.009 and 0 <= seconds < 1
    assert ntm.timed("theirs", lambda: None, 3, goal=0.01, limit=0)[1] == 0.5


def test_ntm_s_published_settings_are_those_that_it_names(keras):
    import ntm

    cell = ntm.build_theirs().layers[1].cell
    assert (cell.units, cell.controller_kind, cell.learned_start) == (100, "lstm", True)
    optimizer = ntm.theirs_optimizer().get_config()
    assert optimizer["momentum"] == 0.9 and optimizer["global_clipnorm"] == 50
    assert optimizer["learning_rate"] == pytest.approx(1e-4)

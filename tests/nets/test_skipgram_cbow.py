import numpy as np
import pytest

from course.cli import main
from course.data import judgments
from course.nets import skipgram_cbow, storage


def test_rank_correlation_is_gensims(keras):
    from course.embeddings import agreement, keyed

    people = judgments.word_similarity("wordsim353")
    names = sorted({*people.first, *people.second})[::2]
    table = np.random.default_rng(0).normal(size=(len(names), 8)).astype("float32")
    parts = [
        skipgram_cbow.rank_correlation(names, table, choosing=choosing)
        for choosing in (True, False)
    ]
    theirs = agreement(keyed(names, table), "simlex999")
    assert skipgram_cbow.rank_correlation(names, table, "simlex999")[0] == pytest.approx(theirs)
    known = [a in names and b in names for a, b in zip(people.first, people.second, strict=True)]
    assert sum(count for _, count in parts) == sum(known)


def test_pairs_that_choose_a_rate_do_not_measure(monkeypatch):
    words = [f"w{n}" for n in range(60)]
    people = judgments.Judgments(words[::2], words[1::2], np.arange(30.0))
    monkeypatch.setattr(judgments, "word_similarity", lambda name: people)
    angles = np.zeros(60)
    angles[1::2] = np.linspace(1.5, 0, 30)  # cosines rise as the scores do
    choosing = np.arange(30) % skipgram_cbow.CHOOSING == 0
    angles[1::2][choosing] = angles[1::2][choosing][::-1]  # but fall for the pairs that choose
    table = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    assert skipgram_cbow.rank_correlation(words, table, choosing=True) == (pytest.approx(-1), 10)
    assert skipgram_cbow.rank_correlation(words, table) == (pytest.approx(1), 20)


@pytest.mark.parametrize("name", skipgram_cbow.VARIANTS)
def test_results_that_ship_are_those_of_the_settings(name):
    """Another text or other settings need other trainings."""
    record = skipgram_cbow.record(name)
    library, parts = (skipgram_cbow.VARIANTS[name][key] for key in ("library", "parts"))
    assert record["data"] == skipgram_cbow.fingerprint()
    assert record["library"] == library and set(record["runs"]) == set(parts)
    for part in parts:
        assert tuple(record["runs"][part]) == skipgram_cbow.MODELS
        for model, run in record["runs"][part].items():
            tried = record["trials"][model]
            assert tuple(map(float, tried)) == skipgram_cbow.RATES[library][model.split(",")[0]]
            assert str(run["rate"]) == skipgram_cbow.best(tried)
            assert all(len(run[key]) == 8 for key in ("wordsim", "simlex", "seconds"))
        assert record["runs"][part]["CBOW"]["epochs"] == skipgram_cbow.EPOCHS
        longer = record["runs"][part]["CBOW, same time"]["epochs"]
        slower = skipgram_cbow.times_slower(record["runs"][parts[-1]])
        assert longer == round(skipgram_cbow.EPOCHS * slower)


def test_a_rate_that_diverged_is_never_the_best():
    tried = {0.1: [float("nan"), 0.9], 0.2: [0.0, -0.1], 0.4: [0.3, 0.1], 0.8: [float("nan")] * 2}
    assert skipgram_cbow.best(tried) == 0.4


def test_verdicts_compare_the_worst_with_the_best():
    def run(*wordsim, seconds):
        return {"epochs": 5, "wordsim": wordsim, "simlex": wordsim, "seconds": [seconds] * 2}

    models = (run(0.4, 0.5, seconds=6.0), run(0.3, 0.2, seconds=2.0), run(0.45, 0.1, seconds=6.5))
    part = dict(zip(skipgram_cbow.MODELS, models, strict=True))
    record = {"library": "keras", "runs": {"whole": part, "quarter": part}}
    record["pairs"] = {"whole": {"wordsim353": 9}, "quarter": {"wordsim353": 4}}
    epochs, time, speed = skipgram_cbow.verdicts(record)
    assert epochs == {"skipgram_worst": 0.4, "cbow_best": 0.3, "won": 1.0}
    seconds = {"skipgram_seconds": 6.0, "cbow_seconds": 6.5}
    assert time == {"skipgram_worst": 0.4, "cbow_best": 0.45, "won": 0.75} | seconds
    assert speed == {"skipgram_seconds": 6.0, "cbow_seconds": 2.0, "times_slower": 3.0}
    assert list(skipgram_cbow.lines(record))[1] == "quarter, CBOW, 5 epochs"
    told = skipgram_cbow.table(record).splitlines()
    assert "0.450" in told[1] and told[-1] == "pairs of words, WordSim-353: quarter 4, whole 9"


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("library", ["keras", "gensim"])
def test_course_train_makes_results_that_load(library, monkeypatch, tmp_path, capsys, keras):
    name = f"skipgram-cbow-{library}"
    monkeypatch.setattr(skipgram_cbow, "SEEDS", (1, 2))
    monkeypatch.setattr(skipgram_cbow, "EPOCHS", 1)
    monkeypatch.setitem(skipgram_cbow.VARIANTS, name, {"library": library, "parts": ("quarter",)})
    monkeypatch.setattr(storage, "FOLDER", tmp_path)
    assert main(["train", name]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / f"{name}.npz")
    runs = skipgram_cbow.record(name)["runs"]["quarter"]
    assert all(len(run["wordsim"]) == 2 and min(run["seconds"]) > 0 for run in runs.values())

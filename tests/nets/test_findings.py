import numpy as np
import pytest

from course.claims import ledger
from course.data.sentences import meant
from course.nets import depths, exams, findings


def test_each_claim_gets_what_the_ledger_says_that_it_measures(capsys):
    exam = exams.load()
    assert set(findings.reversing(findings_results())) == set(
        ledger.row("source-reversed").measures
    )
    assert set(findings.layers(depths.load())) == set(ledger.row("deeper").measures)
    assert set(findings.together(exam)) == set(ledger.row("ensemble").measures)
    assert set(findings.beams(exam)) == set(ledger.row("beam-search").measures)
    assert "become right" in capsys.readouterr().out


def findings_results():
    return {"source reversed": [0.8, 0.9], "reading order": [0.5, 0.7]}


def test_reversing_holds_the_worst_against_the_best():
    found = findings.reversing(findings_results())
    assert (found["reversed_worst"], found["plain_best"]) == (0.8, 0.7)
    assert found["plain_match"] == pytest.approx(0.6)


def test_by_place_asks_only_texts_that_are_so_long():
    right = np.array([[3, 4, 5], [3, 4, 0]])
    assert findings.by_place(np.array([[3, 9, 5], [3, 4, 7]]), right, (1, 2, 3)) == [1, 0.5, 1]


def test_nearness_takes_the_worst_seed_and_the_better_of_the_counts():
    keys = [
        (each, foil) for each in (meant.TIME, meant.RECIPIENT) for foil in ("swapped", "changed")
    ]
    seeds = [
        dict(zip(keys, shares, strict=True))
        for shares in ((0.9, 0.8, 0.7, 0.6), (0.5, 0.9, 0.9, 0.9))
    ]
    tested = {"letters counted": seeds[0], "words counted": seeds[1]}
    found = findings.nearness(seeds, tested)
    assert set(found) == set(ledger.row("thought-vectors").measures)
    assert (found["time_swapped"], found["gives_changed"]) == (0.5, 0.6)
    assert (found["letters_swapped"], found["words_swapped"]) == (0.9, 0.9)


def test_gaps_leave_the_random_network_out_of_the_claim(capsys):
    table = np.array([[0.9, 0.1], [0.1, 0.7]])
    names = ["subject", "object", "subject with object"]
    names += ["English with German, subject", "English with German, object"]
    tables = [dict.fromkeys(names, table), dict.fromkeys(names, table / 2)]
    found = findings.gaps(tables, ~np.eye(2, dtype=bool))
    measured = findings.differences(*found)
    assert set(measured) == set(ledger.row("thought-differences").measures)
    assert measured["subject_gap"] == pytest.approx(0.7)
    assert measured["languages_gap"] == pytest.approx(0.7)
    assert measured["random_gap"] == measured["random_languages_gap"] == pytest.approx(0.35)
    assert "random weights: same 0.40" in capsys.readouterr().out


def test_nearest_counts_the_own_line():
    points = np.array([[0.0], [1.0], [2.0]])
    assert findings.nearest(points, points + 0.1) == 1
    assert findings.nearest(points, points[::-1]) == pytest.approx(1 / 3)

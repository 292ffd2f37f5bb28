import json
from pathlib import Path

import pytest

from course.claims import claim, ledger, measured, report
from course.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]


def test_status_reads_the_executed_solutions():
    table = report.status(ROOT)
    assert len(table) == len(ledger.rows())
    for entry in table:
        if not ledger.row(entry["id"]).needs:
            assert (entry["measured"] is not None) == entry["lab_exists"], entry["id"]
        assert entry["verdict"] in measured.VERDICTS
        if entry["measured"]:  # the stored verdict follows from the stored numbers
            assert claim(entry["id"], **entry["measured"]).verdict == entry["verdict"]
    json.dumps(table, allow_nan=False)
    text = report.text(table)
    assert "addition-157" in text and "still to come" not in text
    table[0] |= {"lab_exists": False}
    assert report.text(table).count("still to come") == 1


def test_a_damaged_solution_gets_a_sentence(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_x.ipynb").write_text("{")
    with pytest.raises(CourseError, match="01_x.ipynb is not a notebook"):
        report.status(tmp_path)


def test_without_solutions_it_says_what_the_labs_measure(tmp_path):
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs" / "04_addition_rnn.ipynb").write_text("{}")
    text = report.text(report.status(tmp_path))
    assert "addition-157" in text and "bar" not in text and "it counts as holding if: " in text
    assert "05_stateful_lstm" not in text and "not measured" not in text

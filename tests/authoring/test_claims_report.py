import json
from pathlib import Path

import pytest

from course import claims, claims_report
from course.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]


def test_status_reads_the_executed_solutions():
    table = claims_report.status(ROOT / "solutions")
    assert len(table) == len(claims.rows())
    for entry in table:
        assert (entry["measured"] is not None) == entry["lab_exists"], entry["id"]
        assert entry["verdict"] in claims.VERDICTS
        if entry["measured"]:  # the stored verdict follows from the stored numbers
            assert claims.claim(entry["id"], **entry["measured"]).verdict == entry["verdict"]
    json.dumps(table, allow_nan=False)
    text = claims_report.text(table)
    assert "addition-157" in text and "still to come" in text


def test_a_damaged_solution_gets_a_sentence(tmp_path):
    (tmp_path / "01_x.ipynb").write_text("{")
    with pytest.raises(CourseError, match="01_x.ipynb is not a notebook"):
        claims_report.status(tmp_path)


def test_the_readme_is_fresh():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert claims_report.markdown(claims_report.status(ROOT / "solutions")) in readme


def test_write_table_changes_only_what_is_between_the_marks(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- claims -->\nOLD TABLE\n<!-- end of claims -->\nb\n")
    claims_report.write_table(readme, claims_report.status(ROOT / "solutions"))
    text = readme.read_text()
    assert text.startswith("a\n<!-- claims -->\n| claim |") and "OLD TABLE" not in text
    assert text.endswith("<!-- end of claims -->\nb\n")

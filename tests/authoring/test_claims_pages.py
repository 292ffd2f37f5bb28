import re
from pathlib import Path

from course.authoring import claims_pages
from course.claims import ledger, report

ROOT = Path(__file__).resolve().parents[2]


def test_the_pages_are_fresh():
    table = report.status(ROOT)
    assert (ROOT / "CLAIMS.md").read_text(encoding="utf-8") == claims_pages.page(table)
    assert claims_pages.summary(table) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_page_has_every_statement_and_number():
    table = report.status(ROOT)
    page = claims_pages.page(table)
    rows = [
        line
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith("| claim |")
    ]
    assert len(rows) == len(ledger.rows())
    for entry in table:
        for number in report.numbers(entry, mark="**"):
            assert number.replace("|", "\\|") in page


def test_the_summary_names_every_claim_that_does_not_hold():
    table = report.status(ROOT)
    failing = [entry for entry in table if entry["verdict"] == "does not hold"]
    summary = claims_pages.summary(table)
    assert failing
    for entry in failing:
        assert entry["statement"] in summary
        assert all(number in summary for number in report.numbers(entry, mark="**"))
    holding = [entry for entry in table if entry["verdict"] == "holds"]
    assert not any(entry["statement"] in summary for entry in holding)
    counts = [line.split(" | ")[1:] for line in summary.splitlines() if re.match(r"\| \d", line)]
    assert sum(int(row[0]) for row in counts) == len(holding)
    assert sum(int(row[1].strip(" |")) for row in counts) == len(failing)


def test_only_what_is_between_the_marks_changes(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- claims -->\nOLD TABLE\n<!-- end of claims -->\nb\n")
    claims_pages.write(tmp_path)
    text = readme.read_text()
    assert text.startswith("a\n<!-- claims -->\n| lab |") and "OLD TABLE" not in text
    assert text.endswith("<!-- end of claims -->\nb\n")
    assert (tmp_path / "CLAIMS.md").exists()

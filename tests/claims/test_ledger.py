import ast
import dataclasses
import html
import re
from pathlib import Path

import pytest

from course.advice import as_typed
from course.claims import claim, ledger
from course.errors import CourseError
from tests.reading_aloud import Elements

ROOT = Path(__file__).resolve().parents[2]


def test_every_row_of_the_ledger_is_complete():
    rows = ledger.rows()
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert row.statement and row.experiment and row.bar
        assert set(row.lectures) <= set(ledger.lectures())
        if (ROOT / "solutions" / f"{row.lab}.py").exists():
            assert row.where and row.measures and row.holds_if, f"{row.id} cannot be measured"


def test_every_comparison_uses_measured_names_and_can_fail():
    for row in ledger.rows():
        for comparison in row.holds_if:
            for name in comparison.replace("*", " ").split():
                said = name in (row.measures or {}) or name in "== <= >= < >" or name[0] in "'\""
                assert said or float(name) >= 0
        if row.holds_if:
            nothing = dict.fromkeys(row.measures, float("nan"))
            assert claim(row.id, **nothing).verdict == "does not hold"


@pytest.mark.parametrize(
    "answer, exact_match, verdict",
    [("157", 0.991, "holds"), ("157", 0.989, "does not hold"), ("158", 1.0, "does not hold")],
)
def test_the_ledger_decides(answer, exact_match, verdict):
    measured = claim("addition-157", answer=answer, exact_match=exact_match)
    assert repr(measured) == f"{verdict} (bar: answer == 157; exact_match >= 0.99)"
    bundle, metadata = measured._repr_mimebundle_()
    assert f"{exact_match:.4g}" in bundle["text/html"] and verdict in bundle["text/html"]
    assert f"{exact_match}" not in bundle["text/plain"].replace("0.99)", "")
    assert metadata["course_claim"]["measured"] == {"answer": answer, "exact_match": exact_match}


def test_comparisons_with_factors_and_other_names():
    measured = {"error": 0.3, "other": 1.0, "word": "yes"}

    def met(comparison):
        return ledger.met(comparison, measured, "sheep")

    assert met("error <= 0.5 * other")
    assert met("3 * error < other") and met("-1 < error")
    assert not met("4 * error < other")
    assert met("word == 'yes'") and not met("word == 'no'")
    assert met("2 * error * other > 0.5") and met("other == '1'")


@pytest.mark.parametrize(
    "comparison",
    [
        "error",  # no comparison, and more than one
        "error < other < 2",
        "error < other and other < 2",
        "error != other",  # other signs
        "error = other",
        "error in other",
        "error <",
        "word == yes",  # a name that is not measured, perhaps a slip
        "2 * word < 1",
        "word < 1",
        "error < 1 + other",  # other operations
        "error < other / 2",
        "abs(error) < 1",
        "error.real < 1",
        "error < None",
        "__import__('os').getpid() > 0",
    ],
)
def test_what_is_no_comparison_is_refused_with_the_claim_that_has_it(comparison):
    with pytest.raises(CourseError, match="^claim sheep: cannot use .* of ledger.yaml "):
        ledger.met(comparison, {"error": 0.3, "other": 1.0, "word": "maybe"}, "sheep")


def test_the_bar_that_people_read_is_what_is_asked():
    for row in ledger.rows():
        if not row.holds_if:
            assert row.bar == row.plan
            continue
        assert not row.plan and row.bar.count(";") == len(row.holds_if) - 1
        shown = claim(row.id, **dict.fromkeys(row.measures, 0.5))._html()
        assert html.escape(row.bar) in shown
        for comparison, words in zip(row.holds_if, row.bar.split("; "), strict=True):
            assert re.findall(r"[0-9.]+", comparison) == re.findall(r"[0-9.]+", words)
            tree = ast.walk(ast.parse(comparison))
            names = {node.id for node in tree if isinstance(node, ast.Name)}
            assert names and names <= set(row.measures)
            assert all(ledger.name_in_words(name) in words for name in names)


def test_what_needs_more_than_the_course_has_is_a_verdict_of_its_own():
    needing = {row.id: row for row in ledger.rows() if row.needs}
    assert set(needing) == {
        "cudnn-speed", "king-queen-google", "sentiment-many-to-one-imdb", "recursive-sentiment-sst",
        "kneser-ney-penn", "weather-melbourne", "weather-seattle", "ctc-spoken-digits-fsdd",
        "memn2n-babi-tasks",
    }  # fmt: skip
    for name, row in needing.items():
        absent = claim(name)
        assert absent.verdict == "not measured"
        get = row.get
        if get.startswith("course "):
            get = f"to get it: {as_typed(get.removeprefix('course '))}"
        needs = f"not measured</b> here: it needs {row.needs} ({get})"
        assert needs in html.unescape(absent._html())
        good = {
            "cudnn": 1.0,
            "generic": 2.0,
            "lstm": 0.5,
            "perplexity": 141.2,
            "known_speakers": 0,
        }.get
        there = claim(name, **{value: good(value, 1.0) for value in row.measures})
        small = ("cudnn", "known_speakers")  # what should be small
        bad = claim(name, **{value: 9.0 if value in small else 0.0 for value in row.measures})
        assert (there.verdict, bad.verdict) == ("holds", "does not hold")
        assert repr(absent).split(" (", 1)[1] == repr(there).split(" (", 1)[1]
        assert f"where there is {row.needs}" in repr(there)
        with pytest.raises(CourseError, match="measures"):
            claim(name, **dict.fromkeys(list(row.measures)[:1], 1.0))
    for row in ledger.rows():  # all others have to be measured everywhere
        if row.holds_if and not row.needs:
            with pytest.raises(CourseError, match="measures"):
                claim(row.id)


def test_a_quick_run_measures_nothing(monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "quick")
    measured = claim("addition-157", answer="157", exact_match=1.0)
    assert measured.verdict == "not measured"
    assert "quick run" in measured._html()


@pytest.mark.parametrize(
    "claim_id, measured, message",
    [
        ("addition-175", {}, "did you mean addition-157"),
        ("addition-157", {"answer": "157"}, "measures answer, exact_match; got answer"),
        ("addition-157", {"answer": "157", "exact_match": [1]}, "got list"),
    ],
)
def test_bad_claims_get_a_sentence(claim_id, measured, message):
    with pytest.raises(CourseError, match=message):
        claim(claim_id, **measured)


def test_what_is_only_planned_cannot_be_measured(monkeypatch):
    planned = dataclasses.replace(ledger.row("addition-157"), holds_if=(), plan="157")
    monkeypatch.setattr("course.claims.measured.row", lambda claim_id: planned)
    assert planned.bar == "157"
    with pytest.raises(CourseError, match="no holds_if"):
        claim("addition-157", answer="157", exact_match=1.0)


def test_a_screen_reader_gets_the_statement_as_a_heading_and_the_numbers_in_a_table_with_heads():
    holds = claim("addition-157", answer="157", exact_match=0.995)
    read = Elements(holds._repr_mimebundle_()[0]["text/html"])
    assert read.texts("h4") == [f"Claim. {holds.row.statement}"]
    assert read.texts("th", scope="col") == ["name", "what it is", "measured"]
    assert read.texts("th", scope="row") == ["answer", "exact match"]
    assert read.texts("td")[1::2] == ["157", "0.995"]
    assert "holds" in read.texts("b")
    fails = claim("addition-157", answer="158", exact_match=0.995)
    assert "does not hold" in Elements(fails._html()).texts("b")  # in words, not by a colour alone
    absent = Elements(claim("weather-seattle")._html())
    assert "not measured" in absent.texts("b") and not absent.texts("table")

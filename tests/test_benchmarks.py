import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import report  # noqa: E402


def test_a_row_is_the_median_of_ratios():
    row = report.row("x", [1.0, 2.0, 4.0], [10.0, 10.0, 20.0], "s", bar=3)
    assert row == {"what": "x", "ours": 2.0, "theirs": 10.0, "unit": "s", "ratio": 5.0, "bar": 3}


@pytest.mark.slow
def test_startup_reports_for_machines():
    command = [sys.executable, BENCHMARKS / "startup.py", "--runs", "1", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(run.stdout)
    assert [set(row) for row in rows] == [{"what", "ours", "theirs", "unit", "ratio", "bar"}] * 2

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from course import advice


def test_outside_a_notebook_it_is_this_python_s_own_command():
    run = subprocess.run(
        f"{advice.as_typed('claims --help')}",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "what the lectures say" in run.stdout or "usage: course claims" in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="quotes of a shell")
def test_a_command_is_advised_as_it_was_called(monkeypatch):
    monkeypatch.setattr(sys, "argv", [".venv/bin/course", "data"])
    assert advice.as_typed("data fetch ptb") == ".venv/bin/course data fetch ptb"
    monkeypatch.setattr(sys, "argv", ["/my labs/course"])
    assert advice.as_typed("data") == "'/my labs/course' data"
    monkeypatch.setattr(sys, "argv", ["/here/course/__main__.py"])
    assert advice.as_typed("data").endswith(" -m course data")


def test_in_a_notebook_it_is_a_line_for_a_cell(monkeypatch):
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert advice.as_typed("data fetch ptb") == "%run -m course data fetch ptb"
    del shell.kernel  # a terminal's IPython
    assert "%run" not in advice.as_typed("data fetch ptb")

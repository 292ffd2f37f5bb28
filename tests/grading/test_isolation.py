import sys

import pytest

from course.grading import isolation


def test_other_systems_are_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "namespaces" in isolation.missing()[0]
    with pytest.raises(Exception, match="docker run") as refusal:
        isolation.check_sandbox(True)
    assert "--unsafe" in str(refusal.value)
    isolation.check_sandbox(False)

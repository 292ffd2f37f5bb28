import os
import sys
from pathlib import Path

import numpy as np
import pytest

from course.errors import CourseError
from course.files import ROOT
from course.grading import isolation
from tests.grading.sandbox.talking import needs_sandbox


def test_other_systems_are_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "namespaces" in isolation.missing()[0]
    with pytest.raises(Exception, match="docker run") as refusal:
        isolation.check_sandbox(True)
    assert "--unsafe" in str(refusal.value)
    isolation.check_sandbox(False)


LIBRARIES = Path(np.__file__).parents[1]


@needs_sandbox
@pytest.mark.parametrize(
    "place",
    [LIBRARIES, LIBRARIES / "numpy", Path(os.__file__).parent / "in", "/usr/lib/x", "link"],
)
def test_grades_and_submissions_that_answers_could_read_are_refused(place, tmp_path):
    """Such as in the folder of a project that is installed to be worked on."""
    (tmp_path / "link").symlink_to(LIBRARIES)
    place = tmp_path / place / "grades" if place == "link" else place
    for private in [(tmp_path, place), (place,)]:
        with pytest.raises(
            CourseError, match="answers could read .* libraries; move one of the two"
        ):
            isolation.check_sandbox(True, private)
    isolation.check_sandbox(False, (place,))


@needs_sandbox
@pytest.mark.parametrize("place", [ROOT / "grades", ROOT, ".", "~", "/srv/grades", "/tmp"])
def test_grades_elsewhere_are_out_of_their_sight(place, monkeypatch):
    isolation.check_sandbox(True, (Path(place).expanduser(), Path("class.zip")))

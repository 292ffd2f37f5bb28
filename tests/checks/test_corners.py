"""Cases cover what the text allows: each check's corners occur in the notebook and in every hidden draw."""

import pytest

from course.grading.judge.cases import question
from tests.checks.every import TRAINING, checks_of, drawn_cases, exercises, hidden_draw, made_cases

SEEDS = [
    pytest.param(range(6), id="6"),
    pytest.param(range(6, 200), id="200", marks=pytest.mark.nightly),
]


@pytest.mark.parametrize("lab, exercise", exercises(without=TRAINING))
def test_corners_occur_in_the_notebook_s_cases(lab, exercise, keras):
    check = checks_of(lab)[exercise]
    assert check.corners, "name what the text allows: Check(corners=...)"
    cases = made_cases(check)
    for corner, holds in check.corners.items():
        found = [bool(holds(*case.inputs)) for case in cases]
        assert any(found), f"no case in which {corner}"
        assert not all(found), f"no case for which it is not so that {corner}"


@pytest.mark.slow
@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize("lab, exercise", exercises(without=TRAINING))
def test_corners_occur_in_every_hidden_draw(lab, exercise, seeds, keras):
    """A corner that a single input has, such as an empty text, is asked in the notebook's cases alone."""
    check = checks_of(lab)[exercise]
    missing = {}
    for seed in seeds:
        cases = hidden_draw(check, seed)
        for corner, holds in check.corners.items():
            if not any(holds(*case.inputs) for case in cases):
                missing.setdefault(corner, seed)
    for corner, seed in missing.items():
        holds = check.corners[corner]
        shown = {question(case) for case in made_cases(check) if holds(*case.inputs)}
        drawn = {question(case) for case in drawn_cases(check, seed) if holds(*case.inputs)}
        assert len(shown) == 1 and drawn == shown, f"seed {seed}: no case in which {corner}"

"""Cases cover what the text allows: each check's corners occur in the notebook and in every hidden draw."""

import pytest

from tests.checks.every import TRAINING, checks_of, exercises, hidden_draw, made_cases

SEEDS = [
    pytest.param(range(12), id="12"),
    pytest.param(range(12, 200), id="200", marks=pytest.mark.nightly),
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
    check = checks_of(lab)[exercise]
    for seed in seeds:
        cases = hidden_draw(check, seed)
        for corner, holds in check.corners.items():
            assert any(holds(*case.inputs) for case in cases), (
                f"seed {seed}: no case in which {corner}"
            )

import numpy as np
import pytest

from course.nets import standings, variants


def shares(*puzzles):
    return {
        str(at): dict(zip("abc", seeds, strict=True)) | {"other": [9, 9]}
        for at, seeds in enumerate(puzzles)
    }


ABOVE = ([0.8, 0.9], [0.1, 0.7], [0.2, 0.3])  # the worst of a is above the best of the others
LEVEL = ([0.5, 0.9], [0.6, 0.7], [0.4, 0.8])
BEHIND = ([0.1, 0.2], [0.3, 0.4], [0.1, 0.5])  # b is above a, but not above c


@pytest.mark.parametrize(
    "puzzles, winner, wins",
    [
        ([ABOVE, LEVEL], "a", ["0"]),
        ([LEVEL, ABOVE, ABOVE], "a", ["1", "2"]),
        ([LEVEL], "nobody", []),
        ([ABOVE, BEHIND], "nobody", []),
        ([ABOVE, ABOVE[::-1]], "nobody", []),
        ([([0.5], [0.5], [0.5])], "nobody", []),
        ([([1.0, 1.0], [0.995, 0.991], [0.9, 0.9])], "nobody", []),  # all but level
    ],
)
def test_a_winner_is_ahead_by_all_seeds_and_nowhere_behind(puzzles, winner, wins):
    assert standings.clear_winner(shares(*puzzles), "abc") == (winner, wins)


def test_guessing_is_counted_as_the_nets_are():
    unseen = {name: what.make(3_000, seed=1) for name, what in variants.PUZZLES.items()}
    found = standings.guessing(unseen)
    assert abs(found["adding"] - (1 - 0.95**2)) < 0.02  # the share of sums from 0.95 to 1.05
    assert found["timing"] == (unseen["timing"][1].max(axis=(1, 2)) == 0).mean()
    rng = np.random.default_rng(0)
    symbols = unseen["copying"][1]
    assert (rng.integers(8, size=symbols.shape) == symbols).mean() == pytest.approx(1 / 8, abs=0.01)
    assert found["copying"] == 1 / 32_768

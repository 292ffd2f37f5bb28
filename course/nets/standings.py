"""Which kind of layer is ahead, by all seeds and all puzzles of a study, and what guessing would get."""

import numpy as np

from course.nets import variants

NOBODY = "nobody"


def is_ahead(one, other, least=0.01):
    """Whether the worst seed of one kind is more than `least` above the best of the other; lists of shares."""
    return min(one) > max(other) + least


def clear_winner(shares, kinds):
    """The kind that is clearly ahead of all others on a puzzle at least, and clearly behind on none.

    Args:
        shares: {puzzle: {kind: list of the seeds' shares}}; may hold more kinds.
        kinds: those that are compared.

    Returns:
        name, puzzles: str, NOBODY if there is no such kind; and the list of puzzles on which it wins.
    """
    for kind in kinds:
        others = [other for other in kinds if other != kind]
        wins = [
            puzzle
            for puzzle, by_kind in shares.items()
            if all(is_ahead(by_kind[kind], by_kind[other]) for other in others)
        ]
        losses = [
            (puzzle, other)
            for puzzle, by_kind in shares.items()
            for other in others
            if is_ahead(by_kind[other], by_kind[kind])
        ]
        if wins and not losses:
            return kind, wins
    return NOBODY, []


def guessing(unseen):
    """What guessing gets at each puzzle of the study.

    Args:
        unseen: {puzzle: (inputs, targets)}, as `variants.unseen` gives them.

    Returns:
        {puzzle: share right}: for adding by saying 1, for timing by saying no at each pulse, for copying by
        symbols at random.
    """
    (_, sums), (_, later), (_, symbols) = (unseen[name] for name in ("adding", "timing", "copying"))
    adding, timing = (variants.PUZZLES[name].is_right for name in ("adding", "timing"))
    return {
        "adding": float(adding(np.ones_like(sums), sums).mean()),
        "timing": float(timing(-np.ones_like(later), later).mean()),
        "copying": 1 / variants.puzzles.SYMBOLS ** symbols.shape[1],
    }

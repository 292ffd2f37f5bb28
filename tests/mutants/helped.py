"""How checks help and mislead where wrong answers are mutants: python -m tests.mutants.helped [EXERCISE ...]

Nobody chose these answers, and for each of them it is known to the letter what is wrong.
"""

import collections
import sys

import numpy as np

from course import runtime
from tests import hints
from tests.mutants.counting import Counter, counting
from tests.mutants.making import mutants
from tests.mutants.sources import exercises, sources
from tests.mutants.whole import KEPT

MOST = 40  # mutants of one exercise, spread evenly over all of its solution's
TURNS = 100_000  # of one call, before a loop counts as endless


def wrong_answers(exercise, most=MOST):
    """Mutants of an exercise's solution as functions, with their keys as names."""
    source = sources(exercise)[0]
    first = exercise.check.cases(np.random.default_rng(0))[0]
    found = mutants(source, first.inputs, first.expected)
    for mutant in found[:: max(1, -(-len(found) // most))]:
        yield _function(source, mutant)


def _function(source, mutant):
    counter = Counter()
    names = {"np": np} | source.names | counter.names | {KEPT: set()}
    counter.start(np.inf)
    exec(compile(counting(mutant.tree), "<mutant>", "exec"), names)

    def answer(*inputs):
        counter.start(TURNS)
        return names[source.answer](*inputs)

    answer.__name__ = mutant.key
    return answer


def main(wanted):
    """Print a line for each exercise; 1 if a bar is missed."""
    runtime.quiet()
    total = collections.Counter()
    for exercise in exercises():
        if wanted and exercise.id not in wanted:
            continue
        found = hints.measured(exercise.check, list(wrong_answers(exercise)), held_out=0)
        total.update(hints.shown(exercise.id, found, details=bool(wanted)))
    return hints.judged(total)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

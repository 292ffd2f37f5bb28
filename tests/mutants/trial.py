"""The cases of an exercise, and which of them a mutant passes."""

import contextlib
import warnings
from typing import Any, NamedTuple

import numpy as np

from course.checks.base.core import answer
from course.grading.judge.cases import hidden_cases
from tests.mutants import listed
from tests.mutants.counting import Counter, TooManyTurns, counting
from tests.mutants.making import Mutant, mutants, whole
from tests.mutants.sources import sources
from tests.mutants.whole import KEPT

SEED = "mutants"  # of the hidden cases
OTHER_SEEDS = range(1, 31)
# Turns that a mutant may take: so many times those of the right answer, and more.
TIMES, MORE = 20, 1_000
SECONDS = 20.0  # of a case, should something hang without a turn


class Survivor(NamedTuple):
    """A mutant that passes the cases of the notebook, or the hidden ones.

    Attributes:
        mutant: Mutant.
        passes: "both", "notebook" or "hidden".
        told_apart: which other seed's case tells it from a right answer, "" if none does, None if not tried.
    """

    mutant: Mutant
    passes: str
    told_apart: str | None = None


class Trial(NamedTuple):
    """What became of the mutants of an exercise.

    Attributes:
        mutants: how many there are.
        refused: how many neither the notebook's nor the hidden cases let pass.
        equal: Survivors that are listed, each with its reason.
        survivors: the others.
        stale: entries of the list that name no mutant which passes.
    """

    mutants: int
    refused: int
    equal: tuple[tuple[Survivor, str], ...]
    survivors: tuple[Survivor, ...]
    stale: tuple[str, ...]


def run(exercise, other_seeds=False):
    """Try all mutants of an Exercise.

    Args:
        exercise: Exercise.
        other_seeds: whether survivors are asked the cases of OTHER_SEEDS, too.

    Returns:
        Trial.

    Raises:
        AssertionError: a right answer is refused.
    """
    with _silence():
        check = exercise.check
        shown = check.cases(np.random.default_rng(0))
        hidden = hidden_cases(check, SEED, shown)
        others = _Others(check) if other_seeds else None
        count, survivors, seen = 0, [], set()
        for source in sources(exercise):
            try:
                both = [Questions(check, source, cases) for cases in (shown, hidden)]
            except TooManyTurns:
                raise AssertionError(f"{source.name} of {exercise.id} does not end") from None
            for mutant in mutants(source, shown[0].inputs, shown[0].expected, seen):
                count += 1
                passed = [questions.refused(mutant.tree) is None for questions in both]
                if any(passed):
                    passes = "both" if all(passed) else ("notebook" if passed[0] else "hidden")
                    told = others.telling(source, mutant) if others else None
                    survivors.append(Survivor(mutant, passes, told))
    reasons = listed.reasons(exercise)
    equal = tuple(
        (one, reasons[one.mutant.source, one.mutant.key])
        for one in survivors
        if _is_equal(one) and (one.mutant.source, one.mutant.key) in reasons
    )
    explained = {(one.mutant.source, one.mutant.key) for one, _ in equal}
    left = tuple(one for one in survivors if (one.mutant.source, one.mutant.key) not in explained)
    stale = tuple(f"{source}: {key}" for source, key in reasons if (source, key) not in explained)
    return Trial(count, count - len(survivors), equal, left, stale)


def _is_equal(survivor):
    """Whether nothing has told it from a right answer so far."""
    return survivor.passes == "both" and not survivor.told_apart


class Questions:
    """Cases to ask mutants of one source; how many turns each may take is measured with the right answer."""

    def __init__(self, check, source, cases):
        self.check, self.source, self.cases = check, source, cases
        self.counter, self.limits = Counter(), [np.inf] * len(cases)
        turns = []
        place = self.refused(whole(source), turns)
        if place is not None:
            raise AssertionError(f"{source.name} of {check.id} is refused: {cases[place].inputs}")
        self.limits = [TIMES * count + MORE for count in turns]

    def refused(self, tree, turns=None):
        """The number of the first case whose answer is refused, None if there is none.

        Args:
            tree: ast.Module of a mutant.
            turns: list to which the turns of each case are added.
        """
        names = {"np": np} | self.source.names | self.counter.names | {KEPT: set()}
        self.counter.start(np.inf)  # defaults may be made by loops, too
        exec(compile(counting(tree), "<mutant>", "exec"), names)
        function = names[self.source.answer]
        for place, case in enumerate(self.cases):
            self.counter.start(self.limits[place])
            outcome = answer(function, case.inputs, SECONDS, untouched=self.check.untouched)
            if not self.check.verdict(case, outcome).passed:
                return place
            if turns is not None:
                turns.append(self.counter.turns)
        return None


class _Others:
    """The cases of other seeds, made once, to try what survived."""

    def __init__(self, check):
        self.check, self.drawn, self.asked = check, None, {}

    def telling(self, source, mutant):
        """The seed and the inputs of a case that tells a mutant apart, or ""."""
        if self.drawn is None:
            self.drawn = list(self._draw())
        if source.name not in self.asked:
            self.asked[source.name] = [
                (seed, Questions(self.check, source, cases)) for seed, cases in self.drawn
            ]
        for seed, questions in self.asked[source.name]:
            place = questions.refused(mutant.tree)
            if place is not None:
                return f"seed {seed}: {_shortened(questions.cases[place].inputs)}"
        return ""

    def _draw(self):
        for seed in OTHER_SEEDS:
            with contextlib.suppress(AssertionError):  # a draw without a telling case
                yield seed, self.check.cases(np.random.default_rng(seed))


def _shortened(inputs: tuple[Any, ...]) -> str:
    text = ", ".join(" ".join(repr(value).split()) for value in inputs)
    return text if len(text) <= 300 else text[:300] + " ..."


@contextlib.contextmanager
def _silence():
    """No warnings of mutants."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield

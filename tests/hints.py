"""How often checks help, and how often they mislead: python -m tests.hints [EXERCISE ...]

Every wrong answer of the banks is asked; for each third of them the check forgets the mistakes that explain
it, as if nobody had thought of them. A hint is true if the answer behaves like the mistake in other draws of
cases, too; it is false otherwise.
"""

import collections
import dataclasses
import functools
import sys

from course import runtime
from course.checks.base.describe import is_weak
from course.checks.base.hints import explanations
from course.checks.base.outcomes import answer
from tests import answers
from tests.checks.every import LABS, TRAINING, checks_of, made_cases

DRAWS = range(1, 5)  # beside the notebook's
HELD_OUT = 3  # every third
KINDS = (
    "true hint", "description", "place of an error", "kind of value", "weak description", "nothing",
    "false hint",
)  # fmt: skip
HELPFUL = KINDS[:4]
ENOUGH, TOO_MANY = 0.6, 0.01  # the bars: true help, false hints


def kind_of_help(check, function, *, held_out):
    """What a refused answer is told, one of KINDS, and in which words; None for one that gets full points.

    Args:
        check: Check.
        function: the answer.
        held_out: whether the check forgets the mistakes that explain it.
    """
    true = [hint for hint in explained(check, function, 0) if is_like(check, function, hint)]
    if held_out:
        check, true = without(check, true), []
    result = dataclasses.replace(check, cases=lambda rng: made_cases(check))(function)
    if result.points == check.points:
        return None
    if result.hint:
        return ("true hint" if result.hint in true or check.judge else "false hint"), result.hint
    if result.descriptions:
        weak = all(map(is_weak, result.descriptions))
        return "weak description" if weak else "description", "; ".join(result.descriptions)
    messages = {verdict.message for _, verdict in result.verdicts if not verdict.passed}
    text = "; ".join(sorted(messages))
    if any(outcome.kind != "value" for outcome in result.outcomes):
        return "place of an error", text
    if any("expected " in message for message in messages):
        return "kind of value", text
    return "nothing", text


def explained(check, function, seed):
    """The hints of the mistakes that explain an answer in all cases of a draw."""
    cases = made_cases(check, seed)
    asked = [
        (case, answer(function, case.inputs, check.seconds, untouched=check.untouched))
        for case in cases
    ]
    return explanations(asked, check.mistakes, check.compare, check.tolerance, check.seconds)


def is_like(check, function, hint):
    """Whether an answer behaves like a mistake in draws of cases other than the notebook's."""
    for seed in DRAWS:
        try:
            made_cases(check, seed)
        except AssertionError:  # this draw has no case that tells the mistakes apart
            continue
        if hint not in explained(check, function, seed):
            return False
    return True


@functools.cache
def _cases_without(check, hints):
    return [
        case._replace(mistakes={hint: v for hint, v in case.mistakes.items() if hint not in hints})
        for case in made_cases(check)
    ]


def without(check, hints):
    """The check as it were if nobody had planted these mistakes."""
    cases = _cases_without(check, tuple(hints))
    known = {hint: wrong for hint, wrong in check.mistakes.items() if hint not in hints}
    return dataclasses.replace(check, cases=lambda rng: cases, mistakes=known)


def wrong_answers(lab, exercise):
    """The wrong answers of an exercise's bank, functions."""
    return [
        entry.function
        for entry in answers.answers(lab)
        if entry.exercise == exercise and entry.hint not in (None, "never ends")
    ]


def measured(check, functions, *, held_out=HELD_OUT):
    """{kind of help: [(answer's name, words)]} of wrong answers, every `held_out`-th unknown to the check.

    Those that get full points are under "full points".
    """
    found = collections.defaultdict(list)
    for place, function in enumerate(functions):
        told = kind_of_help(
            check, function, held_out=bool(held_out) and place % held_out == held_out - 1
        )
        kind, words = told or ("full points", "")
        found[kind].append((function.__name__, words))
    return found


def main(wanted):
    """Print a table; 1 if a bar is missed."""
    runtime.quiet()
    known = {exercise: lab for lab in LABS for exercise in checks_of(lab)}
    strange = [name for name in wanted if name not in known]
    if strange:
        print(f"there is no exercise {strange[0]}; there are: {', '.join(known)}")
        return 2
    total = collections.Counter()
    for exercise in wanted or [name for name in known if name not in TRAINING]:
        check = checks_of(known[exercise])[exercise]
        found = measured(check, wrong_answers(known[exercise], exercise))
        total.update(shown(exercise, found, details=bool(wanted)))
    return judged(total)


def shown(exercise, found, *, details):
    """Print what `measured` found of an exercise; {kind of help: how many}."""
    counts = {kind: len(found[kind]) for kind in KINDS}
    print(f"{exercise:18} " + ", ".join(f"{kind} {n}" for kind, n in counts.items() if n))
    for kind in KINDS[4:] if details else KINDS[-1:]:
        for name, words in found[kind]:
            print(f"    {kind}: {name}: {words[:200]}")
    return counts


def judged(total):
    """Print the shares of {kind of help: how many}; 1 if a bar is missed, else 0."""
    refused = sum(total.values())
    helped = sum(total[kind] for kind in HELPFUL) / max(refused, 1)
    misled = total["false hint"] / max(refused, 1)
    print(f"{refused} refused: true help {helped:.0%}, false hints {misled:.1%}")
    return 0 if helped >= ENOUGH and misled <= TOO_MANY else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What `course check` asks of its kernel: to run cells and to check functions, as grading does."""

import functools
import itertools
import sys

from course.checks.base.core import METADATA_KEY
from course.checks.base.namespace import Namespace, no_function
from course.checks.base.outcomes import Outcome, answer


def setup(**request):
    """Run a setup cell; tells what of it could not run, as a list of [line, text]."""
    if "" in sys.path:
        sys.path.remove("")  # as in grading, there are no modules beside the notebook
    _tell([[problem.line, problem.text] for problem in _space().setup(**request)])


def others(own, lab):
    """Say what other cells there are; see `Namespace.others`."""
    _space().others(own, lab)
    _tell(None)


def run(**request):
    """Run an answer's cell; tells what went wrong, or ""."""
    _tell(_space().run(**request).problem)


def check(module, exercise, function):
    """Ask the cases of an exercise's check; tells points and lines."""
    import importlib

    import numpy as np

    space = _space()
    checks = vars(importlib.import_module(f"course.checks.{module}")).values()
    judge = next(check for check in checks if getattr(check, "id", None) == exercise)
    cases = judge.with_repetition(judge.cases(np.random.default_rng(0)))
    if function in space.names:
        outcomes = (_ask(space, function, case, judge.seconds) for case in cases)
    else:
        outcomes = itertools.repeat(Outcome("failed", message=no_function(function)))
    result = judge.result(function, cases, outcomes)
    _tell({"points": result.points, "lines": [list(line) for line in result.lines]})


def _ask(space, function, case, seconds):
    outcome = answer(space.names[function], case.inputs, seconds)
    if outcome.kind != "failed":
        return outcome
    return outcome._replace(message=outcome.message + space.why_missing(outcome.message))


@functools.cache
def _space():
    from IPython import get_ipython

    return Namespace(get_ipython().user_ns)


def _tell(said):
    """Hand something to `course check`, as an output of the cell that asked."""
    from IPython.display import display

    display({"text/plain": ""}, raw=True, metadata={METADATA_KEY: {"said": said}})

"""Every exercise's Check, and the cases that students and graders get of it."""

import functools
import importlib
from pathlib import Path

import numpy as np
import pytest

import course.checks
from course.checks.base.core import Check
from course.grading.judge.cases import hidden_cases

CHECKS = Path(course.checks.__file__).parent
LABS = sorted(
    path.parent.name for path in CHECKS.glob("*/__init__.py") if path.parent.name != "base"
)
TRAINING = {"learn"}  # exercises whose answers train a network


def checks_of(lab):
    """The Checks of a lab such as addition_rnn, {id: Check}."""
    module = importlib.import_module(f"course.checks.{lab}")
    return {check.id: check for check in vars(module).values() if isinstance(check, Check)}


def exercises(*, without=()):
    """All exercises but some, as parameters of a test: (lab, id)."""
    return [
        pytest.param(lab, exercise, id=exercise)
        for lab in LABS
        for exercise in checks_of(lab)
        if exercise not in without
    ]


@functools.cache
def made_cases(check, seed=0):
    """The cases that a seed makes; 0 is the notebook's."""
    return check.cases(np.random.default_rng(seed))


def drawn_cases(check, seed):
    """A whole draw, from which the hidden cases of a class with this seed are taken."""
    return hidden_cases(check, str(seed), shown=[])


def hidden_draw(check, seed):
    """The hidden cases that a class with this seed gets."""
    return hidden_cases(check, str(seed), made_cases(check))

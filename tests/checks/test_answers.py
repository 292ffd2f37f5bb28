"""Checks are tested like locks: every right answer opens, every planted mistake gets its hint."""

import builtins
import dataclasses
import importlib
import pkgutil

import numpy as np
import pytest

import tests.answers
from course.checks.base.core import Check

LABS = [module.name for module in pkgutil.iter_modules(tests.answers.__path__)]
TRAINING = {"learn"}  # exercises whose answers train a network


def checks_of(lab):
    module = importlib.import_module(f"course.checks.{lab}")
    return {check.id: check for check in vars(module).values() if isinstance(check, Check)}


def bank_of(lab):
    return importlib.import_module(f"tests.answers.{lab}").bank.entries


def cases():
    for lab in LABS:
        for answer in bank_of(lab):
            slow = [pytest.mark.slow] if answer.exercise in TRAINING else []
            yield pytest.param(lab, answer, id=answer.function.__name__, marks=slow)


@pytest.mark.parametrize("lab, answer", cases())
def test_answer(lab, answer, keras, record_property):
    check = checks_of(lab)[answer.exercise]
    if answer.hint == "never ends":
        check = dataclasses.replace(check, seconds=0.3)
    result = check(answer.function)
    said = "\n".join(text for mark, text in result.lines if mark != "✓")
    if answer.hint is None:
        assert result.points == check.points, said
    else:
        assert result.points < check.points
        assert answer.hint in said
    record_property("answer", (answer.exercise, answer.hint is None))


@pytest.mark.parametrize("lab", LABS)
def test_every_exercise_has_enough_answers(lab):
    entries = bank_of(lab)
    for exercise in checks_of(lab):
        hints = [answer.hint for answer in entries if answer.exercise == exercise]
        assert sum(hint is None for hint in hints) >= 3, exercise
        assert sum(hint is not None for hint in hints) >= 8, exercise


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_other_seeds_make_cases_that_right_answers_pass(lab, keras):
    for answer in bank_of(lab):
        if answer.hint is None and answer.exercise not in TRAINING:
            check = checks_of(lab)[answer.exercise]
            for seed in range(1, 6):
                assert check(answer.function, seed=seed).points == check.points


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_no_exercise_is_answered_by_an_import(lab, keras, monkeypatch):
    monkeypatch.setattr(builtins, "open", open_by_name)
    functions = list(callables_of_the_package())
    assert len(functions) > 50
    for check in checks_of(lab).values():
        if check.id not in TRAINING:
            made = check.cases(np.random.default_rng(0))  # once, since some take Keras' time
            check = dataclasses.replace(check, cases=lambda rng, made=made: made, seconds=3.0)
            for function in functions:
                assert check(function).points < check.points, f"{function} answers {check.id}"


def open_by_name(file, *args, open=open, **options):
    """`open` for names only: a number is a file descriptor, and opening it would close pytest's own."""
    if isinstance(file, int):
        raise TypeError(f"{file} is not a file's name")
    return open(file, *args, **options)


def callables_of_the_package():
    """Every function in course/, private ones too, but for those that start, end, fetch or train something."""
    import course

    skipped = {
        "course.cli",
        "course.__main__",
        "course.data.fetching.download",
        "course.nets.storage",
    }
    skipped |= {"course.demos.addition", "course.demos.translate", "course.handout"}
    skipped |= {"course.nets.addition", "course.nets.seq2seq"}
    for info in pkgutil.walk_packages(course.__path__, "course."):
        forks_and_mounts = info.name.startswith("course.grading")
        if info.name not in skipped and not forks_and_mounts:
            for value in vars(importlib.import_module(info.name)).values():
                if getattr(value, "__module__", None) == info.name and not isinstance(value, type):
                    trains = getattr(value, "__name__", "").startswith(("train", "make"))
                    if callable(value) and not isinstance(value, Check) and not trains:
                        yield value
    from course.demos.addition import parse
    from course.demos.translate import tidy
    from course.nets import addition, seq2seq, storage

    yield from (parse, tidy, addition.ask, addition.encode)
    yield from (seq2seq.alphabet_of, seq2seq.encode, seq2seq.exam, seq2seq.written)
    yield from (storage.flat, storage.set_flat)

"""Checks are tested like locks: every right answer opens, every planted mistake gets its hint."""

import builtins
import collections
import contextlib
import dataclasses
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course.checks.base import outcomes
from course.checks.base.core import Check
from course.claims import ledger
from course.files import labs_in
from tests import answers, course_labs
from tests.checks.every import CHECKS, LABS, TRAINING, checks_of, made_cases

ROOT = CHECKS.parent.parent


def ready(check, seed=0, **changed):
    """The check with cases that are made once; each answer gets copies of their inputs from `answer`."""
    known = made_cases(check, seed)
    return dataclasses.replace(check, cases=lambda rng: known, **changed)


def answers_of_all_labs():
    for lab in LABS:
        for answer in answers.answers(lab):
            marks, name = [], answer.function.__name__
            if answer.exercise in TRAINING or answer.hint:  # `make quick` asks the right ones
                marks.append(pytest.mark.slow)
            if name in (
                "learn_by_the_book",
                "learn_gru_with_ids",
            ):  # long trainings, and others remain
                marks.append(pytest.mark.nightly)
            yield pytest.param(lab, answer, id=name, marks=marks)


def test_every_lab_has_checks_and_banks():
    """The list of labs comes from their sources; checks and banks of others may be left, as in a part."""
    labs = {source.stem[3:] for source in course_labs.SOURCES}
    assert labs - set(LABS) == set(), "there is no folder course/checks/LAB for these"
    banks = {path.parent.name for path in answers.files()}
    assert labs - banks == set(), "there is no bank in tests/answers/LAB for these"
    notebooks = {path.stem[3:] for path in labs_in(ROOT / "labs")}
    assert labs - notebooks == set(), "these are not built"
    assert set(LABS) == banks
    if course_labs.IS_COMPLETE:
        assert set(LABS) == labs == notebooks, "there are checks or notebooks without a source"


@pytest.mark.parametrize("source", course_labs.SOURCES, ids=lambda path: path.stem)
def test_each_exercise_of_a_source_has_its_check_and_its_bank(source):
    asked = set(re.findall(r'^# %%.*exercise="([^"]+)"', source.read_text("utf-8"), re.MULTILINE))
    lab = source.stem[3:]
    assert asked and asked == set(checks_of(lab))
    banks = {bank.exercise for bank in answers.banks(lab).values()}
    assert asked - banks == set(), f"tests/answers/{lab}/ has no bank for these"


def test_an_exercise_is_called_as_no_other():
    found = collections.Counter(exercise for lab in LABS for exercise in checks_of(lab))
    assert [exercise for exercise, count in found.items() if count > 1] == []


@pytest.mark.parametrize("lab", LABS)
def test_an_exercise_has_a_file_for_its_check_and_one_for_its_bank(lab):
    module = importlib.import_module(f"course.checks.{lab}")
    ids = {exercise.replace("-", "_"): exercise for exercise in checks_of(lab)}
    assert {name for name, value in vars(module).items() if isinstance(value, Check)} == set(ids)
    assert {path.stem for path in (CHECKS / lab).glob("[!_]*.py")} == set(ids)
    banks = {name: bank.exercise for name, bank in answers.banks(lab).items()}
    assert banks == ids, f"tests/answers/{lab}/ needs one bank for each check, of that name"
    for name in ids:  # the module has the Check's name; who wants it names its path
        file = importlib.import_module(f"course.checks.{lab}.{name}")
        assert getattr(file, name) is getattr(module, name)


@pytest.mark.parametrize(
    "first", ["course.checks.addition_rnn.encode", "course.checks.addition_rnn"]
)
def test_a_lab_s_name_is_the_check_also_after_its_module_was_imported(first):
    code = f"""
import {first}
from course.checks import addition_rnn as checks
import course.checks.addition_rnn.encode
print(type(checks.encode).__name__, checks.encode.id)"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout == "Check encode\n", run.stderr


@pytest.mark.parametrize("lab, answer", answers_of_all_labs())
def test_answer(lab, answer, keras, record_property):
    check = checks_of(lab)[answer.exercise]
    seconds = 0.3 if answer.hint == "never ends" else check.seconds
    if answer.exercise in TRAINING:  # on a busy machine, too
        seconds *= 10
    result = ready(check, seconds=seconds)(answer.function)
    said = "\n".join(text for mark, text in result.lines if mark != "✓")
    if answer.hint is None:
        assert result.points == check.points, said
    else:
        assert result.points < check.points
        assert answer.hint in said
    record_property("answer", (answer.exercise, answer.hint is None))


@pytest.mark.parametrize("lab", LABS)
def test_every_exercise_has_enough_answers(lab):
    entries = answers.answers(lab)
    for exercise in checks_of(lab):
        hints = [answer.hint for answer in entries if answer.exercise == exercise]
        right = sum(hint is None for hint in hints)
        bank = f"tests/answers/{lab}/{exercise.replace('-', '_')}.py"
        assert right >= 3, f"{bank} has {right} right answers: write 3, in different ways"
        wrong = len(hints) - right
        assert wrong >= 8, f"{bank} has {wrong} mistakes: write 8 that students make"


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
@pytest.mark.parametrize("seeds", [2, pytest.param(8, marks=pytest.mark.nightly)])
def test_other_seeds_make_cases_that_right_answers_pass(lab, keras, seeds):
    for answer in answers.answers(lab):
        if answer.hint is None and answer.exercise not in TRAINING:
            check = checks_of(lab)[answer.exercise]
            for seed in range(1, 1 + seeds):
                result = ready(check, seed)(answer.function)
                wrong = [text for mark, text in result.lines if mark != "✓"]
                assert not wrong, f"{answer.function.__name__}, seed {seed}: " + "\n".join(wrong)
                assert result.points == check.points


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_no_exercise_is_answered_by_an_import(lab, keras, monkeypatch):
    monkeypatch.setattr(builtins, "open", open_by_name)
    functions = list(callables_of_the_package())
    assert len(functions) > 50
    ledger.rows()  # read once, which takes longer than an answer may
    for check in checks_of(lab).values():
        if check.id not in TRAINING:
            cases = made_cases(check)
            for function in functions:
                if check.judge is not None or takes(function, cases[0].inputs):
                    with little_memory():
                        answers_it = all(passes(check, case, function) for case in cases)
                    assert not answers_it, f"{function} answers {check.id}"


def passes(check, case, function):
    """Whether a function answers one case; what takes longer than half a second is no answer."""
    outcome = outcomes.answer(function, case.inputs, 0.5, untouched=check.untouched)
    return check.verdict(case, outcome).passed


@contextlib.contextmanager
def little_memory(more=2**30):
    """What is asked for four billion days, or what else a case may mean to it, raises MemoryError."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    most = used + more if hard == resource.RLIM_INFINITY else min(used + more, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def takes(function, inputs):
    """Whether a call with these arguments can go well at all; what has no signature is tried."""
    try:
        inspect.signature(function).bind(*inputs)
    except TypeError:
        return False
    except ValueError:  # it has no signature that can be read
        pass
    return True


def open_by_name(file, *args, open=open, **options):
    """`open` for names only: a number is a file descriptor, and opening it would close pytest's own."""
    if isinstance(file, int):
        raise TypeError(f"{file} is not a file's name")
    return open(file, *args, **options)


def callables_of_the_package():
    """Every function in course/, private ones too, but those that start, end, fetch, build or train things."""
    import course

    skipped = {
        "course.cli",
        "course.__main__",
        "course.data.fetching.download",
        "course.nets.storage",
    }
    skipped |= {"course.demos.addition", "course.demos.translate", "course.demos.write"}
    skipped |= {"course.nets.addition", "course.nets.seq2seq"}
    for info in pkgutil.walk_packages(course.__path__, "course."):
        writes_or_forks = info.name.startswith(("course.handout", "course.grading"))
        if info.name not in skipped and not writes_or_forks:
            for value in vars(importlib.import_module(info.name)).values():
                if getattr(value, "__module__", None) == info.name and not isinstance(value, type):
                    trains = getattr(value, "__name__", "").startswith(("train", "make", "build"))
                    if callable(value) and not isinstance(value, Check) and not trains:
                        yield value
    from course.demos.addition import parse
    from course.demos.translate import tidy
    from course.nets import addition, seq2seq, storage

    yield from (parse, tidy, addition.ask, addition.encode)
    yield from (seq2seq.alphabet_of, seq2seq.encode, seq2seq.exam, seq2seq.written)
    yield from (storage.flat, storage.set_flat)

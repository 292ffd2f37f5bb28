"""Hostile submissions in a real sandbox: no point for them, no harm to others, nothing left behind."""

import concurrent.futures
import contextlib
import dataclasses
import inspect
import json
import os
import textwrap
import time
import warnings
from pathlib import Path

import pytest

from course.checks.addition_rnn import _shared
from course.files import ROOT
from course.grading import submissions
from course.grading.judge import runs
from course.grading.records.grades import Answers, Submission
from tests import hostile
from tests.hostile.bench import (
    HONEST,
    Bench,
    assert_sound,
    lines_of,
    named,
    outside,
    said_of,
    try_attacks,
)
from tests.hostile.waves import chosen_attacks, chosen_half, waves

pytestmark = pytest.mark.needs("sandbox")


@pytest.fixture(scope="module")
def bench():
    with outside() as folder, contextlib.closing(Bench(folder)) as made:
        yield made


def test_the_bank_is_large_and_every_name_is_there_once():
    names = [attack.name for attack in hostile.BANK]
    assert len(names) == len(set(names)) >= 250


@pytest.mark.parametrize("half", ["all", "even", "odd"])
def test_every_attack_runs_in_one_half_or_the_other(half):
    names = [attack.name for wave in waves(half).values() for attack in wave]
    assert sorted(names) == sorted(attack.name for attack in chosen_attacks(half))
    assert len(names) >= len(hostile.BANK) / (1 if half == "all" else 2)
    both = {attack.name for half in ("even", "odd") for attack in chosen_attacks(half)}
    assert both == {attack.name for attack in hostile.BANK}


WAVES = [
    pytest.param(wave, id=name, marks=() if name == "quick" else pytest.mark.slow)
    for name, wave in waves(chosen_half()).items()
]


@pytest.mark.parametrize("wave", WAVES)
def test_attacks_get_nothing_and_harm_nobody(wave, bench):
    """Together; and each for itself where something went wrong, to know which of them it was.

    A busy machine may end an attack in another way than it does alone, so there the grade alone decides.
    What happens to others never may.
    """
    harm, wrong = try_attacks(wave, bench)
    if harm or wrong:
        alone = {attack.name: try_attacks([attack], bench) for attack in wave}
        assert not {name: found for name, found in alone.items() if any(found)}
        warnings.warn(f"together they ended in another way than alone: {wrong}", stacklevel=1)
    assert not harm, f"no attack does this alone: {[attack.name for attack in wave]}"


def test_an_attack_that_got_points_is_named(bench):
    """The control of the test above."""
    first, second = named("os._exit(0), when called"), named("all files closed")
    planted = second._replace(points={**second.points, "count-carries": 2})
    harm, wrong = try_attacks([first, planted], bench)
    assert not harm and list(wrong) == [second.name]


@pytest.mark.slow
def test_a_scan_finds_what_is_in_its_own_memory(bench):
    """The control of the attack that looks for the judge's secret there."""
    attack = named("a secret of the judge in its own memory")
    planted = 'kept = bytearray(b"@first@@second@"[::-1])[::-1]\n'
    cells = {"count-carries": planted + attack.cells["count-carries"]}
    assert "got through: True" in lines_of(bench.grade_attack(attack._replace(cells=cells)))


def test_what_an_answer_looks_for_is_in_the_judge(bench):
    """The control of attacks that look for cases among all objects."""
    attack = named("cases and checks among all objects")
    known = {}
    exec(bench.filled(attack.cells["count-carries"]), known)
    assert {"Case", "Check"} <= set(known["attempt"]())


# hidden cases


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, told",
    [
        ("an exception", "{seen}"),
        ("the name of a class", "of type {a}x{b}"),
        ("a forged message", "{a} {b}"),
    ],
)
def test_the_leaks_of_the_bank_do_tell_what_is_shown(name, told, bench):
    """Their control: what keeps silent of hidden cases is the judge."""
    attack = named(f"hidden cases told by {name}")
    early = attack.cells["count-carries"].replace("@notebook@", str(bench.known["notebook"][:2]))
    grade = bench.grade_attack(attack._replace(cells={"count-carries": early}))
    seen = bench.known["notebook"][:3]
    told = told.format(seen=seen, a=seen[2][0], b=seen[2][1])
    assert told in lines_of(grade), lines_of(grade)


@pytest.mark.slow
def test_nothing_is_kept_of_what_is_said_after_the_first_hidden_case(bench):
    """A second guest is opened; its setup cell, which sees what files the first one read, fails anew."""
    before = bench.runner.started().opened
    grade = bench.grade_attack(named("hidden cases told by which files are cached"))
    assert bench.runner.started().opened >= before + 2
    assert len(grade.notes) == 1 and "setup cell" in grade.notes[0]


SEEDS = {"encode": 1, "count-carries": 3000}  # what can be tried in the time of a cell


@pytest.mark.slow
@pytest.mark.parametrize("exercise", hostile.EXERCISES[hostile.ADDITION])
def test_the_shown_cases_by_heart_get_no_points(exercise, bench, monkeypatch):
    """The student's own copy of the checks makes the notebook's cases, of seed 0, and those of many more."""
    lab = bench.runner.labs[hostile.ADDITION]
    (entry,) = (entry for entry in lab.exercises if entry.id == exercise)
    make = entry.check.cases.__name__
    own = inspect.getsource(inspect.getmodule(entry.check.cases))
    own = "\n".join(line for line in own.splitlines() if "._shared import" not in line)
    source = (
        inspect.getsource(_shared)
        + own
        + textwrap.dedent(f"""
        import numpy as np
        SEEDS = {SEEDS.get(exercise, 100)}
        known = {{
            repr(case.inputs): case.expected
            for seed in range(SEEDS)
            for case in {make}(np.random.default_rng(seed))
        }}
        def {entry.function}(*inputs):
            return known[repr(inputs)]
    """)
    )
    monkeypatch.setattr(runs, "CELL_SECONDS", 60)  # a busy machine draws them slowly
    grade = bench.grade({exercise: source}, hostile.ADDITION)
    (found,) = (found for found in grade.exercises if found.exercise == exercise)
    assert found.shown_points == found.of and found.shown[0] == found.shown[1] > 0, found
    assert found.points == 0 and found.hidden[0] == 0 < found.hidden[1], found
    assert_sound(grade, bench)


# notebooks that lie


def nbgrader(cell):
    return cell["metadata"].get("nbgrader", {})


def of_id(notebook, grade_id):
    return next(cell for cell in notebook["cells"] if nbgrader(cell).get("grade_id") == grade_id)


def points_rewritten(notebook):
    for cell in notebook["cells"]:
        if nbgrader(cell):
            nbgrader(cell).update(points=1000, points_per_case=1000)
    notebook["metadata"]["points"] = 1000


def flags_turned(notebook):
    for cell in notebook["cells"]:
        for flag in ("grade", "solution", "locked", "task"):
            if nbgrader(cell) and nbgrader(cell)["grade_id"] not in ("encode", "exact-match"):
                nbgrader(cell)[flag] = not nbgrader(cell).get(flag)


def checks_rewritten(notebook):
    for cell in notebook["cells"]:
        if nbgrader(cell).get("grade_id", "").startswith("check-"):
            cell["source"] = "print(1000.0)\n1000.0"
            entry = {"id": nbgrader(cell)["grade_id"], "points": 1000.0, "of": 1, "lines": []}
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "data": {"text/plain": "1000.0"},
                    "metadata": {"course_check": entry},
                }
            ]


def ids_exchanged(notebook):
    first, second = of_id(notebook, "count-carries"), of_id(notebook, "exact-match")
    first["source"], second["source"] = second["source"], "def exact_match(*a): return 0"
    first["metadata"], second["metadata"] = second["metadata"], first["metadata"]


def ids_doubled(notebook):
    cell = json.loads(json.dumps(of_id(notebook, "exact-match")))
    notebook["cells"] += [cell, json.loads(json.dumps(cell))]


def ids_of_other_labs(notebook):
    for grade_id in (
        "word-gradients",
        "learn-more",
        "../../grades",
        "setup",
        "check-",
        "\0",
        "x" * 10**5,
    ):
        cell = json.loads(json.dumps(of_id(notebook, "exact-match")))
        nbgrader(cell).update(grade_id=grade_id, points=1000)
        cell["source"] = "raise SystemExit"
        notebook["cells"].append(cell)


def schema_changed(notebook):
    for cell in notebook["cells"]:
        if nbgrader(cell):
            nbgrader(cell).update(schema_version=99, cell_type="markdown", checksum="0" * 32)
    notebook.update(nbformat=4, nbformat_minor=99)
    notebook["metadata"]["kernelspec"] = {"name": "../../bin/sh", "language": "sh"}


def odd_characters(notebook):
    of_id(notebook, "count-carries")["source"] = (
        "'\ud800\x1b[2J' + 1\ndef count_carries(a, b): return '\ud800'"
    )


def marks_that_are_no_marks(notebook):
    for number, cell in enumerate(notebook["cells"]):
        if not nbgrader(cell):
            cell["metadata"] = [
                {"nbgrader": 5},
                None,
                [],
                "x",
                {"nbgrader": {"grade_id": ["encode"]}},
            ][number % 5]


def a_cell_of_many_lines(notebook):
    of_id(notebook, "count-carries")["source"] = ["x = 1\n"] * 10**5


LIES = {
    points_rewritten: 2, flags_turned: 2, checks_rewritten: 2, ids_exchanged: 2, ids_doubled: 2,
    ids_of_other_labs: 2, schema_changed: 2, odd_characters: 2, marks_that_are_no_marks: 2,
    a_cell_of_many_lines: 2,
}  # fmt: skip


@pytest.mark.parametrize("lie", [pytest.param(lie, id=lie.__name__) for lie in LIES])
def test_a_notebook_that_lies_gets_what_its_answers_are_worth(lie, bench, tmp_path):
    notebook = json.loads((ROOT / "labs" / f"{hostile.ADDITION}.ipynb").read_text())
    for grade_id, source in HONEST.items():
        of_id(notebook, grade_id)["source"] = source
    lie(notebook)
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps(notebook))
    submission = Submission("mallory", hostile.ADDITION, str(path))
    answers = submissions.read(submission, list(hostile.EXERCISES[hostile.ADDITION]))
    grade = bench.runner.grade(submission, answers)
    assert_sound(grade, bench)
    assert grade.points == LIES[lie], said_of(grade)
    assert grade.of == 5
    assert not bench.left()


@pytest.mark.slow
def test_a_fork_bomb_leaves_others_their_share_of_the_processor(bench):
    """Each guest is a session, to which the kernel gives its share: 100 processes have that of one."""
    shares = Path("/proc/sys/kernel/sched_autogroup_enabled")
    if not shares.exists() or shares.read_text().strip() != "1" or len(os.sched_getaffinity(0)) > 8:
        pytest.skip(
            "this kernel shares its processors out in another way, or there are enough of them"
        )
    # Of each process: together they take 7 s at least. If all processes shared alike, `works` would end last.
    seconds = 0.06 * len(os.sched_getaffinity(0))
    spin = f"""
    import os, time
    def count_carries(a, b):
        for _ in range(110):
            if os.fork() == 0:
                try:
                    os.setsid()
                except OSError:
                    pass
                break
        while time.process_time() < {seconds}:
            pass
        os._exit(1)
    """
    works = """
    import time
    def count_carries(a, b):
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
        return -1
    """
    bench.grade(HONEST)  # the server is up
    lab = bench.runner.labs[hostile.PATIENT]
    entries = [entry for entry in lab.exercises if entry.id == "count-carries"]
    check = dataclasses.replace(entries[0].check, seconds=15.0)  # long for one process among 110
    lab = lab._replace(exercises=(entries[0]._replace(check=check),))
    cases = {"count-carries": [made[:1] for made in bench.runner.cases[lab.name]["count-carries"]]}

    def grade_alone(source):
        answers = Answers({"count-carries": textwrap.dedent(source)})
        return runs.SubmissionRun(bench.runner.started(), lab, cases, answers).grade()

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        bomb = pool.submit(grade_alone, spin)
        time.sleep(1.5)
        begun = time.monotonic()
        grades, _ = grade_alone(works)
        took, was_over = time.monotonic() - begun, bomb.done()
        (bombs,), _ = bomb.result()
    assert bombs.points == 0 and bombs.state in ("timeout", "crashed")
    assert not was_over, took
    assert [entry.state for entry in grades] == ["wrong"]

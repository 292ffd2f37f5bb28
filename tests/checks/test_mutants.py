"""The checks refuse every mutant of a right answer, but for those that cannot differ from it."""

import ast

import numpy as np
import pytest

from tests import course_labs
from tests.mutants import __main__ as command
from tests.mutants import listed, table
from tests.mutants.counting import Counter, TooManyTurns, counting
from tests.mutants.making import mutants
from tests.mutants.sources import Source, exercises


def source(text, mutated=None, **names):
    functions = {
        node.name: (node, text.splitlines())
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }
    *_, last = functions
    return Source("solution", last, functions, mutated or (last,), {"np": np} | names)


def keys(body, inputs=(), arguments="x"):
    """What is changed in a function of one statement or more, without the lines."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    made = mutants(source(f"def f({arguments}):\n{lines}"), inputs)
    return [mutant.key.split(" | ")[0] for mutant in made]


@pytest.mark.parametrize(
    "body, changes",
    [
        ("return 3", ["3 -> 4", "3 -> 2"]),
        ("return range(x)", ["x -> x + 1", "x -> x - 1"]),
        ("return x[2:]", ["2: -> 2:-1", "2: -> :", "x[2:] -> x", "2 -> 3", "2 -> 1"]),
        ("return x[::-1]", ["::-1 -> :", "x[::-1] -> x"]),
        ("return x + y", ["x + y -> x - y", "x + y -> x", "x + y -> y"]),
        ("return x * y", ["x * y -> x / y", "x * y -> x", "x * y -> y"]),
        ("return x - y", ["x - y -> y - x"]),
        ("return x // y", ["x // y -> x / y"]),
        ("return x ** 2", ["x ** 2 -> x"]),
        ("return x @ y", ["x @ y -> y @ x"]),
        ("return -x", ["-x -> x"]),
        ("return x < y", ["x < y -> x <= y", "x < y -> x > y"]),
        ("return x == y", ["x == y -> x != y"]),
        ("return x and y", ["x and y -> x or y", "x and y -> x"]),
        ("return not x", ["not x -> x"]),
        ("return x.T", ["x.T -> x"]),
        ("return np.where(x, y, 0)", ["np.where(x, y, 0) -> y", "np.where(x, y, 0) -> 0"]),
        ("return x[x > y]", ["x[x > y] -> x"]),
        ("return x.sum(axis=0)", ["axis=0 -> axis=1", "x.sum(axis=0) -> x.sum()"]),
        ("return x.sum()", ["x.sum() -> x.mean()", "x.sum() -> x.max()", "x.sum() -> x"]),
        ("return x.argmax()", ["x.argmax() -> x.argmin()"]),
        ("return np.tanh(x)", ["np.tanh(x) -> x", "np.tanh(x) -> 1 / (1 + np.exp(-x))"]),
        ("return 1 / (1 + np.exp(-x))", ["1 / (1 + np.exp(-x)) -> np.tanh(x)"]),
        ("return np.exp(x)", ["np.exp(x) -> x"]),
        ("return np.zeros(x)", ["np.zeros(x) -> np.ones(x)"]),
        ("return sorted(x)", ["sorted(x) -> x"]),
        ("return x.strip()", ["x.strip() -> x"]),
        ("return g(x, y)", ["g(x, y) -> g(y, x)"]),
        ("return g(x, y=2)", ["g(x, y=2) -> g(x)"]),
        ("return x, y", ["(x, y) -> (y, x)", "(x, y) -> (x,)", "(x, y) -> (y,)"]),
        ("a, b = x\nreturn a", ["(a, b) -> (b, a)", "a -> b"]),
        ("return {'a': x, 'b': y}", ["{'a': x, 'b': y} -> {'a': y, 'b': x}"]),
        ("return x if y else 0", ["x if y else 0 -> 0 if y else x", "y -> True", "y -> not y"]),
        ("x += y\nreturn x", ["x += y -> x = y", "x += y -> x -= y", "left out"]),
        ("x[0] = y\nreturn x", ["x[0] = y -> x[0] += y"]),
        ("x = x * 2\nreturn x + x", ["x = x * 2 -> x *= 2"]),
        ("return [a for a in x]", ["x -> list(x)[1:]", "x -> list(x)[:-1]", "x -> list(x)[::-1]"]),
        ("return [a for a in x if a > y]", ["a > y -> True", "a > y -> not a > y"]),
        ("return x.reshape(y)", ["return x.reshape(y) -> return x.reshape(y)[1:]"]),
        (
            "for a in x:\n    y += a\n    break\nreturn y",
            [
                "the for loop ends after its first turn",
                "the return stands in the for loop",
                "break -> continue",
                "y += a -> y = a",
                "left out",
            ],
        ),
        (
            "total = 0\nfor a in x:\n    total += a\nreturn total",
            ["total of the first call is kept"],
        ),
    ],
)
def test_an_answer_is_changed_in_this_way(body, changes):
    made = keys(body, arguments="x, y")
    assert [change for change in changes if change not in made] == []


def test_an_argument_is_taken_from_the_first_case():
    made = keys("return n * x + len(x)", (3, np.ones((2, 2))), "n, x")
    assert "n is always as in the notebook's first case" in made
    assert "x is 0 everywhere" in made
    assert "len(x) -> what it is in the notebook's first case" in made


def test_a_mutant_has_one_change_and_a_key_of_its_own():
    made = mutants(source("def f(a, b):\n    return a + 1 + b[a + 1]"))
    assert len({mutant.key for mutant in made}) == len(made)
    assert len({ast.unparse(mutant.tree) for mutant in made}) == len(made)
    assert all(len(mutant.diff) == 2 for mutant in made if "return" in mutant.key)
    assert "1 -> 2 | return a + 1 + b[a + 1] #2" in [mutant.key for mutant in made]


def test_a_key_is_the_same_in_every_python():
    made = mutants(source("def f(x):\n    return [b for a, b in x] + [0]"))
    changed = "[b for a, b in x] + [0] -> [b for a, b in x] | return [b for a, b in x] + [0]"
    assert changed in [mutant.key for mutant in made]


def test_mutants_of_one_text_are_made_once():
    text = "def {}(a):\n    return a + 1"
    seen = set()
    assert mutants(source(text.format("one")), seen=seen)
    assert mutants(source(text.format("other")), seen=seen) == []


def test_a_helper_is_changed_too():
    text = "def half(a):\n    return a / 2\ndef f(a):\n    return half(a)"
    made = mutants(source(text, ("f", "half")))
    assert "half: a / 2 -> a * 2 | return a / 2" in [mutant.key for mutant in made]


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "return f()",
        "return [n for n in iter(int, 1)]",
        "for n in iter(int, 1): pass",
        "while True:\n  try: 1 / 0\n  except Exception: pass",
    ],
)
def test_an_endless_loop_ends_after_so_many_turns(body):
    counter = Counter()
    names = dict(counter.names)
    tree = ast.parse(f"def f():\n {body}".replace("\n  ", "\n    "))
    exec(compile(counting(tree), "<test>", "exec"), names)
    counter.start(500)
    with pytest.raises(TooManyTurns):
        names["f"]()
    assert counter.turns == 501


def test_a_list_needs_reasons(tmp_path, monkeypatch):
    monkeypatch.setattr(listed, "FOLDER", tmp_path)
    exercise = exercises()[0]
    path = listed.path_of(exercise)
    path.parent.mkdir()
    path.write_text("- because: it cannot\n  solution: ['n -> m | x', 'b -> c | y']\n")
    found = {("solution", "n -> m | x"): "it cannot", ("solution", "b -> c | y"): "it cannot"}
    assert listed.reasons(exercise) == found
    path.write_text("- solution: ['n -> m | x']\n")
    with pytest.raises(ValueError, match="no reason"):
        listed.reasons(exercise)
    path.write_text("- because: so\n  solution: ['a', 'a']\n")
    with pytest.raises(ValueError, match="twice"):
        listed.reasons(exercise)


@pytest.mark.parametrize("name", ["nothing", "learn"])
def test_an_unknown_name_is_told_in_a_sentence(name, capsys):
    assert command.main([name]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_lab_goes_by_the_name_of_its_notebook_too():
    chosen = command._chosen(["03_lstm_gru", "encode"])
    assert {exercise.id for exercise in chosen} >= {"gru-step", "units-for", "encode"}
    assert {exercise.lab for exercise in chosen} == {"lstm_gru", "addition_rnn"}


def row(**changed):
    fields = dict(lab="l", exercise="e", points=2, mutants=70, refused=68, equal=2, survived=0)
    return table.Row(**{**fields, "stale": 0, **changed})


def test_a_row_says_what_is_wrong():
    assert row().problem == ""
    assert "not explained" in row(survived=1).problem
    assert "name no mutant" in row(stale=1).problem
    assert "fewer than 60" in row(mutants=59).problem
    assert row(mutants=59, points=1).problem == ""


LABS = {source.stem[3:] for source in course_labs.COURSE}
# Of the course's exercises, and of those that `make mutants` has written down: in your own labs you choose.
HELD = [one for one in exercises() if one.lab in LABS or one.id in table.recorded()]


def test_every_exercise_of_the_course_has_a_score():
    missing = sorted({one.id for one in HELD} - table.recorded().keys())
    assert not missing, f"make mutants EXERCISE={missing[0]} writes its row into scores.json"


@pytest.mark.slow
@pytest.mark.parametrize("exercise", HELD, ids=lambda exercise: exercise.id)
def test_every_mutant_is_refused_or_explained(exercise):
    """The record stands for exercises that are as they were in the last full run; the others run."""
    entry = table.recorded().get(exercise.id, {})
    if entry.pop("fingerprint", "") == table.fingerprint(exercise):
        assert table.Row(**entry).problem == ""
    else:
        assert_no_mutant_passes(exercise)


@pytest.mark.nightly
@pytest.mark.parametrize("exercise", HELD, ids=lambda exercise: exercise.id)
def test_every_mutant_is_refused_or_explained_now(exercise):
    assert_no_mutant_passes(exercise)


def assert_no_mutant_passes(exercise):
    ((_, trial),) = table.tried([exercise], processes=1)
    passed = [(one.passes, one.mutant.source, one.mutant.key) for one in trial.survivors]
    told = f"make mutants EXERCISE={exercise.id} SURVIVORS=1 shows {len(passed)} that pass: "
    assert not passed, told + "; ".join(key for *_, key in passed[:3])
    assert trial.stale == ()
    assert table.row_of(exercise, trial).problem == ""

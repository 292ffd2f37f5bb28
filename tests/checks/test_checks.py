import dataclasses
import time
import warnings

import numpy as np
import pytest

from course.checks import Case, Check
from course.checks.base.compare import differs
from course.checks.base.core import Verdict
from course.checks.base.limits import TimeLimit, _by_thread, time_limit
from course.checks.base.outcomes import answer
from tests.reading_aloud import Elements

double = Check(
    "double",
    2,
    lambda rng: [
        Case((number,), 2 * number, "an even number", {"multiply, do not square": number**2})
        for number in (3, 5, 8, int(rng.integers(10, 99)))
    ],
    seconds=0.3,
)


def said(function, check=double):
    return "\n".join(text for _, text in check(function).lines)


def test_right_answer_gets_all_points():
    result = double(lambda x: x + x)
    assert (result.points, repr(result)) == (2.0, "2.0")
    assert [mark for mark, _ in result.lines] == ["✓"] * 4


def test_cases_share_the_points():
    assert repr(double(lambda x: 2 * x if x < 8 else 0)) == "1.0"


def test_a_case_shows_inputs_property_and_hint_but_not_the_expected_value():
    text = said(lambda x: x * x)
    assert "(5) should give an even number" in text
    assert "it returned 25" in text and "Hint: multiply, do not square" in text
    assert "10" not in text.replace("100", "")


def test_a_hint_explains_every_wrong_value_or_is_not_shown():
    assert "Hint: multiply" in said(lambda x: x * x)
    assert "Hint" not in said(lambda x: x * x if x < 5 else 1)  # a coincidence in one case
    assert double(lambda x: x * x).lines[0][0] == "→"  # right below the points


@pytest.mark.parametrize("untouched", [False, True])
@pytest.mark.parametrize("numbers", [[3, 1], np.array([3.0, 1.0])])
def test_an_answer_that_changes_its_argument_is_refused_where_a_check_asks_for_that(
    numbers, untouched
):
    def in_place(numbers):
        numbers[0] += numbers[1]
        return int(numbers[0])

    check = Check("add", 1, lambda rng: [Case((numbers,), 4, "a number")], untouched=untouched)
    assert check(lambda numbers: int(sum(numbers))).points == 1
    assert check(in_place).points == (0 if untouched else 1)
    if untouched:
        assert "it changed its argument `numbers`, which the caller" in said(in_place, check)


def test_input_is_an_answer_that_fails():
    class StdinNotImplementedError(NotImplementedError):
        """What Jupyter raises where nobody can type."""

    def asks(x):
        raise StdinNotImplementedError

    assert double(asks).attempted and "StdinNotImplementedError" in said(asks)


def test_the_stub_is_not_attempted():
    def stub(x):
        raise NotImplementedError()

    result = double(stub)
    assert repr(result) == "0.0" and not result.attempted
    assert result.lines[0][0] == "–" and "not attempted" in result.lines[0][1]


@pytest.mark.parametrize(
    "function, message",
    [
        (lambda x: None, "returned None"),
        (lambda x: print(2 * x), "use return, not print"),
        (lambda x: float("nan"), "float"),
        (lambda x: "6", "expected a number, got the string '6'"),
        (lambda x: 2.0 * x, "whole number"),
        (lambda x: np.array([2 * x]), "array of shape (1,)"),
        (lambda: 6, "TypeError"),
        (lambda x: exit(), "SystemExit"),
        (lambda x: 1 / 0, "ZeroDivisionError: division by zero"),
        (6, "expected a function, got a int"),
    ],
)
def test_each_kind_of_wrong_answer_has_its_message(function, message):
    assert double(function).points == 0
    assert message in said(function)


def test_an_exception_names_the_line_in_the_cell():
    def wrong(x):
        total = x
        return total + undefined_name  # noqa: F821

    text = said(wrong)
    assert "NameError" in text and "return total + undefined_name" in text


def test_an_endless_loop_ends_even_if_it_catches_everything():
    def stubborn(x):
        while True:
            x += 1  # without it Python 3.10 never looks for signals: its loop would begin with try
            try:
                pass
            except Exception:
                pass

    text = said(stubborn)
    assert text.count("no answer after 0.3 seconds: is there a loop that never ends?") == 1
    assert text.count("not tried after the case above") == 1  # it is waited for once
    assert text.count(": the same") == 2


def test_inputs_are_copies_and_warnings_do_not_leak(capsys):
    def rude(numbers):
        numbers.append(1)
        warnings.warn("careful", stacklevel=1)
        print("working")
        return 3

    inputs = ([1, 2],)
    assert answer(rude, inputs, 1).value == 3
    assert inputs == ([1, 2],)
    assert capsys.readouterr() == ("", "")


def test_no_kind_of_input_can_be_changed():
    class Net:
        def __init__(self):
            self.left = 3

    def rude(array, table, rows, net):
        array += 1
        table["a"][0] = 7
        rows[0].append(2)
        net.left -= 1
        return 0

    array, table, rows, net = inputs = np.zeros(2), {"a": np.zeros(2)}, [[1]], Net()
    assert answer(rude, inputs, 1).value == 0
    assert not array.any() and not table["a"].any() and rows == [[1]] and net.left == 3


def test_numpy_and_tensor_scalars_are_numbers(keras):
    assert double(lambda x: np.int64(2 * x)).points == 2
    assert double(lambda x: keras.ops.convert_to_tensor(2 * x)).points == 2


def test_of_many_wrong_cases_a_notebook_shows_three_and_folds_the_others():
    html = double(lambda x: x * x)._repr_mimebundle_()[0]["text/html"]
    before, _, after = html.partition("<details><summary>and 1 more that are wrong</summary>")
    assert before.count("✗") == 3 and after.count("✗") == 1 and "Hint" in before
    assert (
        "<details>"
        not in double(lambda x: 2 * x if x < 8 else 0)._repr_mimebundle_()[0]["text/html"]
    )


def test_rich_display_is_escaped_html():
    bundle, metadata = double(lambda x: "<b>")._repr_mimebundle_()
    assert bundle["text/plain"] == "0.0"
    assert "&lt;b&gt;" in bundle["text/html"] and "<b>'" not in bundle["text/html"]
    assert metadata["course_check"]["id"] == "double"


def test_a_screen_reader_gets_a_heading_and_a_list_with_the_verdicts_in_words():
    read = Elements(double(lambda x: x * x)._repr_mimebundle_()[0]["text/html"])
    assert [text.endswith(" of 2 points") for text in read.texts("h4")] == [True]
    lines = [text for text in read.texts("li") if "more that are wrong" not in text]
    outcomes = double(lambda x: x * x).lines
    assert len(lines) == len(outcomes)
    for (mark, text), line in zip(sorted(outcomes), sorted(lines), strict=True):
        word = {"✓": "right: ", "✗": "wrong: "}.get(mark, "")
        assert line.startswith(mark) and word in line and text in line
    assert read.texts("summary") == ["and 1 more that are wrong"]
    assert (
        "not attempted"
        in Elements(double(unwritten)._repr_mimebundle_()[0]["text/html"]).texts("li")[0]
    )


def unwritten(x):
    raise NotImplementedError


def test_a_part_that_has_a_name_is_called_by_it():
    pair = Check("pair", 1, lambda rng: [Case((2,), (2, 3), "two")], parts=("h", "C"))
    assert "Instead: your `C`: it returned 4" in said(lambda n: (2, 4), pair)
    assert "Instead: entry 1, counted from 0:" in said(
        lambda n: (2, 4), dataclasses.replace(pair, parts=())
    )


def test_a_value_that_the_judge_stumbles_over_is_wrong_and_the_other_cases_go_on():
    def judge(case, outcome):
        return Verdict(10 / outcome.value == case.expected)

    stumbling = Check("stumbling", 2, lambda rng: [Case((0,), 2, "2"), Case((5,), 2, "2")], judge)
    result = stumbling(lambda x: x)
    assert result.points == 1.0 and result.hint == ""
    assert [verdict.passed for _, verdict in result.verdicts] == [False, True]
    assert result.verdicts[0][1] == Verdict(False, "it returned something that cannot be judged")
    assert "it returned something that cannot be judged" in said(lambda x: x, stumbling)


def test_who_stops_a_judge_stops_it():
    def judge(case, outcome):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Check("stopped", 1, lambda rng: [Case((0,), 1, "1")], judge)(lambda x: x)


EYE = np.eye(2, dtype="float32")


@pytest.mark.parametrize(
    "value, expected, difference",
    [
        (EYE.tolist(), EYE, ""),
        (EYE.astype("float64") + 1e-8, EYE, ""),
        (EYE[0], EYE, "expected shape (2, 2), got shape (2,)"),
        (EYE.astype(int), EYE, ""),
        (EYE.astype(bool), EYE, "expected numbers, got bool"),
        (EYE.astype(complex), EYE, "expected numbers, got complex"),
        (EYE, EYE.astype(int), "expected whole numbers, got float32"),
        (1000001, 1000000, "it returned 1000001"),
        (np.array([1000001, 2]), np.array([1000000, 2]), "1 of 2 numbers are wrong"),
        (2**60 + 1, 2**60, "it returned"),
        (np.array([2**60 + 1]), np.array([2**60]), "1 of 1 numbers are wrong"),
        (0.0, 9e-7, "it returned 0.0"),
        (1e-15, 0.0, ""),
        (np.array([0.0, 1.0]), np.array([1e-5, 1.0]), "1 of 2 numbers are wrong"),
        (np.array([1e-7, 1.0]), np.array([0.0, 1.0]), ""),
        (float("inf"), float("inf"), ""),
        (float("-inf"), float("inf"), "it returned -inf"),
        (1e300, float("inf"), "it returned"),
        (float("inf"), 1e300, "it returned inf"),
        (np.array([np.inf, 1.0]), np.array([1.0, 1.0]), "1 of 2 numbers are wrong"),
        (np.array([np.inf, 1.0]), np.array([np.inf, 1.0]), ""),
        (np.array([np.nan]), np.array([np.nan]), "NaN"),
        (float("nan"), float("nan"), "NaN"),
        ({"a": 1}, {"a": 1}, ""),
        ({"a": 1}, {"a": 2}, "1 of 1 values are wrong"),
        ({"a": 1}, {"b": 1}, "keys missing: 1, keys that should not be there: 1"),
        ([], {}, "expected a dictionary"),
        (np.array(3.0), np.array(4.0), "the number in it is wrong"),
        (EYE * np.nan, EYE, "4 of its 4 numbers are NaN"),
        (1 - EYE, EYE, "4 of 4 numbers are wrong, the first at index (0, 0)"),
        ([[1.0], [1.0, 2.0]], EYE, "rows of different lengths"),
        ("text", EYE, "expected an array of numbers, got the string 'text'"),
        (np.array(["a", "b"]), EYE, "expected an array of numbers, got characters"),
        (None, EYE, "expected an array of numbers"),
        ([1, 2], (1, 2), ""),
        (np.array([1, 2]), (1, 2), ""),
        ([1], (1, 2), "expected a tuple of 2 entries, got 1"),
        ([1, 3], (1, 2), "entry 1, counted from 0: it returned 3"),
        (5, (1, 2), "expected a tuple of 2 entries, got a value of type int"),
        (1, True, "expected True or False"),
        (True, 1, "expected a number"),
        (float("nan"), 0.5, "NaN"),
        (0.5000001, 0.5, ""),
        (1, 1.0, ""),
        ("ab ", "ab", "too many or too few spaces"),
        (b"ab", "ab", "expected a string"),
        (np.str_("ab"), "ab", ""),
    ],
)
def test_differs(value, expected, difference):
    found = differs(value, expected)
    assert difference in found and bool(difference) == bool(found)


@pytest.mark.parametrize("limit", [time_limit, _by_thread])
def test_time_limit(limit):
    with limit(5.0):
        pass
    with pytest.raises(TimeLimit), limit(0.2):
        while True:
            pass
    time.sleep(0.3)  # nothing rings afterwards


def test_a_call_is_shown_short():
    from course.checks.base.core import show_call

    texts = [f"{number}+{number}" for number in range(100, 130)]
    assert show_call("f", (texts, 3)) == "f(['100+100', '101+101', ... 30 in all], 3)"
    arrays = [np.zeros((4, 8)), np.ones(2), np.zeros(40)]
    shown = "f([<array of shape (4, 8)>, [1., 1.], ... 3 in all])"
    assert show_call("f", (arrays,)) == shown

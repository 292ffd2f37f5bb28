"""Which lab somebody means."""

import pytest

from course.errors import CourseError
from course.notebooks.naming import lab_named

LABS = [
    "01_recurrence",
    "04_addition_rnn",
    "05_stateful_lstm",
    "10_attention",
    "14_time_series",
    "15_lstm",
]


@pytest.mark.parametrize(
    "name, lab",
    [
        *((lab, lab) for lab in LABS),
        ("05", "05_stateful_lstm"), ("5", "05_stateful_lstm"), ("005", "05_stateful_lstm"),
        ("1", "01_recurrence"),
        ("10", "10_attention"), ("stateful_lstm", "05_stateful_lstm"), ("stateful", "05_stateful_lstm"),
        ("05_stateful", "05_stateful_lstm"), ("series", "14_time_series"), ("lstm", "15_lstm"),
        ("Attention", "10_attention"), ("time series", "14_time_series"), ("time-series", "14_time_series"),
        ("05_stateful_lstm.ipynb", "05_stateful_lstm"), ("labs/05_stateful_lstm.ipynb", "05_stateful_lstm"),
        (" 05 ", "05_stateful_lstm"), ("Lab 5", "05_stateful_lstm"), ("lab05", "05_stateful_lstm"),
    ],
)  # fmt: skip
def test_a_lab_is_known_by_number_file_and_part_of_its_name(name, lab):
    assert lab_named(name, LABS) == lab


@pytest.mark.parametrize(
    "name, said",
    [
        ("7", "there is no lab 7; there are: 01_recurrence, 04"), ("0", "there is no lab 0"),
        ("", "there is no lab "), ("_", "there is no lab _"), ("state", "there is no lab state"),
        ("ful_lstm", "there is no lab"), ("05_recurrence", "did you mean 01_recurrence"),
        ("stateful_lstn", "did you mean 05_stateful_lstm"), ("٧", "there is no lab"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(name, said):
    with pytest.raises(CourseError, match=said):
        lab_named(name, LABS)


def test_two_that_may_be_meant_are_both_named():
    with pytest.raises(CourseError, match="a_net may be 01_a_net_b or 02_a_net_c: say which"):
        lab_named("a_net", ["01_a_net_b", "02_a_net_c"])
    assert lab_named("a_net", ["01_a_net_b", "02_a_net"]) == "02_a_net"


def test_no_labs_at_all():
    with pytest.raises(CourseError, match="there are: none"):
        lab_named("05", [])

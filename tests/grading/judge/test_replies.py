"""What a guest may send, and what the judge makes of it."""

import contextlib
import json
import socket
import struct
import threading
import time

import numpy as np
import pytest

from course.checks.base.plain import NotPlain, dumps, to_plain
from course.grading.guests.channel import MOST_BYTES, Channel, ChannelClosed
from course.grading.judge import replies
from course.grading.judge.cases import prepare_cases
from course.grading.judge.labs import load_labs
from tests import hostile


def frame(data):
    return struct.pack("!I", len(data)) + data


@pytest.mark.parametrize(
    "data",
    [
        b"[" + b"[]," * 5_000_000 + b"[]]",
        b'{"a":' * 4_000_000,
        b'{"value": "' + b",[]" * 4_000_000 + b'"}',
    ],
    ids=["lists", "objects", "in a text"],
)
def test_a_message_of_too_many_parts_is_refused_before_it_is_read(data, monkeypatch):
    monkeypatch.setattr(json, "loads", None)  # what is refused is not even tried
    ours, theirs = socket.socketpair()

    def send():
        with contextlib.suppress(OSError):  # the other side may have hung up before the end
            theirs.sendall(frame(data))

    with ours, theirs:
        threading.Thread(target=send).start()
        with pytest.raises(ChannelClosed, match="too many parts"):
            Channel(ours).receive(20)
    assert len(data) < MOST_BYTES


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(2_000_000, "int8"),
        ["a" * 10**5] + [""] * 10_000,
        "a" * 2**26,
        {n: 0 for n in range(999)},
    ],
    ids=["an array", "texts", "a text", "keys"],
)
def test_what_no_function_can_have_returned_is_no_answer(value):
    with pytest.raises(NotPlain):
        to_plain(value)
    with pytest.raises(ChannelClosed):
        replies.outcome_of(
            {"kind": "value", "value": dumps(value), "message": ""}, replies.KINDS["ask"]
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", load_labs())
def test_no_judge_stumbles_over_a_forged_value_or_takes_long(name, keras):
    lab = load_labs([name])[name]
    cases = prepare_cases(lab, "seed")
    count = 0
    for exercise in lab.exercises:
        for text in hostile.PACKED.values():
            reply = {"kind": "value", "value": text, "message": ""}
            try:
                outcome = replies.outcome_of(reply, replies.KINDS["ask"])
            except ChannelClosed:
                continue
            begun = time.process_time()  # whatever else is going on
            verdict = exercise.check.verdict(cases[exercise.id][0][0], outcome)
            assert time.process_time() - begun < 5
            verdict.message.encode()
            count += 1
    assert count > 50 * len(lab.exercises)


@pytest.mark.slow
def test_large_networks_as_an_answer_do_not_keep_the_judge_busy(keras):
    """A judge that runs the matrices of an answer is given the largest that come through."""
    lab = load_labs(["01_recurrence"])["01_recurrence"]
    cases = prepare_cases(lab, "seed")
    checks = {exercise.id: exercise.check for exercise in lab.exercises}
    size = 990
    matrices = np.ones((1, size)), np.full((size, size), 1e-3), np.ones((size, 1)), np.zeros(size)
    for name, count in {"program-weights": 3, "clock-weights": 4}.items():
        reply = {"kind": "value", "value": dumps(matrices[:count]), "message": ""}
        outcome = replies.outcome_of(reply, replies.KINDS["ask"])
        begun = time.process_time()  # whatever else is going on
        verdict = checks[name].verdict(cases[name][0][0], outcome)
        assert not verdict.passed
        assert time.process_time() - begun < 10


def test_arguments_of_functions_that_were_handed_in_are_small():
    called = []
    text = dumps([[np.zeros(10**6, "uint8")], {}])
    reply = replies.answer_call({"call": 0, "arguments": text}, [called.append])
    assert reply["error"][0] == "ValueError" and not called
    text = dumps([[np.zeros(10**4, "uint8")], {}])
    replies.answer_call({"call": 0, "arguments": text}, [called.append])
    assert len(called) == 1

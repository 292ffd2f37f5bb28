"""What came back from a guest, whatever it may be: a value, a call of a function, its end."""

import builtins
import signal
from typing import NamedTuple

from course.checks.base.outcomes import Outcome
from course.checks.base.plain import NotPlain, dumps, loads, to_plain
from course.grading.guests.channel import ChannelClosed
from course.grading.guests.server import InternalError

MOST_TOLD = 100  # names or remarks about one cell
MOST_ARGUMENTS = 2**18  # characters of the arguments of one call of a function that was handed in
KINDS = {
    "setup": ("ran",),
    "others": ("ran",),
    "run": ("ran", "failed", "timeout"),
    "ask": ("value", "failed", "timeout", "not attempted"),
}


class Told(NamedTuple):
    """What a guest says of an answer's cell; it may be forged, so nothing is decided by it.

    Attributes:
        made: names that definitions of other cells gave.
        missing: names that only cells give which grading does not run.
        failed: (names, why) of definitions that could not run.
        left_out: commands of the cell that were not run.
    """

    made: tuple = ()
    missing: tuple = ()
    failed: tuple = ()
    left_out: tuple = ()


def told_of_cell(outcome):
    """The Told in the Outcome of a cell."""
    said = outcome.value if isinstance(outcome.value, dict) else {}
    failed = (entry for entry in _entries(said, "failed") if isinstance(entry, list))
    return Told(
        _texts(_entries(said, "made")),
        _texts(_entries(said, "missing")),
        tuple(texts for entry in failed if len(texts := _texts(entry)) == 2),
        _texts(_entries(said, "left out")),
    )


def setup_problems(outcome):
    """(line, text) of all that could not run of a setup cell."""
    if outcome.kind != "ran":
        return [(1, outcome.message)]
    said = outcome.value if isinstance(outcome.value, list) else []
    pairs = (entry for entry in said[:MOST_TOLD] if isinstance(entry, list) and len(entry) == 2)
    return [
        (line, printable(text)) for line, text in pairs if type(line) is int and type(text) is str
    ]


def _entries(said, name):
    entries = said.get(name)
    return entries[:MOST_TOLD] if isinstance(entries, list) else []


def _texts(entries):
    return tuple(printable(entry) for entry in entries if isinstance(entry, str))


def printable(text):
    """A guest's text without control characters and of a length for people."""
    return "".join(character if character.isprintable() else " " for character in text[:1000])


def outcome_of(reply, kinds):
    """The guest's reply as an Outcome, whatever it may be; raises ChannelClosed."""
    kind, message = reply.get("kind"), reply.get("message")
    if kind not in kinds or not isinstance(message, str):
        raise ChannelClosed("an answer of an unknown kind")
    try:
        value = to_plain(loads(reply["value"]))  # again: a forged one went through no `to_plain`
    except (ValueError, KeyError, TypeError, NotPlain) as error:
        raise ChannelClosed("a value that is not plain data") from error
    return Outcome(kind, value, printable(to_plain(message[:1000])))


def answer_call(reply, handed):
    """Call one of the functions that the student was handed; the message that goes back."""
    try:
        if len(reply["arguments"]) > MOST_ARGUMENTS:
            return {"error": ["ValueError", "these arguments are too large"]}
        arguments, named = loads(reply["arguments"])
        function = handed[reply["call"]]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ChannelClosed("a call that cannot be read") from error
    try:
        return {"value": dumps(to_plain(function(*arguments, **named)))}
    except Exception as error:  # the student's mistake, told to the student's code
        kind = type(error).__name__
        return {"error": [kind if hasattr(builtins, kind) else "RuntimeError", str(error)[:1000]]}


def outcome_of_end(told, said):
    """Why a guest is gone, as an Outcome.

    Raises:
        InternalError: it was never there.
    """
    if told.get("fault"):
        raise InternalError(f"the sandbox could not be made: {told['fault']}")
    if told.get("killed") == "memory":
        return Outcome("memory", message="it took more memory than an answer may")
    if told.get("killed") == "processes":
        return Outcome("crashed", message="it started more processes than an answer may")
    ended = told.get("ended")
    if ended is None:
        raise InternalError(f"the sandbox's keeper did not say what happened ({said})")
    if ended == -signal.SIGKILL and said != "closed":
        return Outcome("crashed", message=f"it sent something that is not an answer: {said}")
    if ended < 0:
        names = {entry.value: entry.name for entry in signal.Signals}
        name = names.get(-ended, -ended)
        return Outcome("crashed", message=f"it ended Python (signal {name})")
    return Outcome("crashed", message=f"it ended Python (exit code {ended})")

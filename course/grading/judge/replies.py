"""What came back from a guest, whatever it may be: a value, a call of a function, its end."""

import builtins
import signal

from course.checks.base.core import Outcome
from course.checks.base.plain import NotPlain, dumps, loads, to_plain
from course.grading.guests.channel import ChannelClosed
from course.grading.guests.server import InternalError

MOST_ARGUMENTS = 2**18  # characters of the arguments of one call of a function that was handed in
KINDS = {
    "run": ("ran", "failed", "timeout"),
    "ask": ("value", "failed", "timeout", "not attempted"),
}


def outcome_of(reply, kinds):
    """The guest's reply as an Outcome, whatever it may be; raises ChannelClosed."""
    kind, message = reply.get("kind"), reply.get("message")
    if kind not in kinds or not isinstance(message, str):
        raise ChannelClosed("an answer of an unknown kind")
    try:
        value = to_plain(loads(reply["value"]))  # again: a forged one went through no `to_plain`
    except (ValueError, KeyError, TypeError, NotPlain) as error:
        raise ChannelClosed("a value that is not plain data") from error
    shown = (
        character if character.isprintable() else " " for character in to_plain(message[:1000])
    )
    return Outcome(kind, value, "".join(shown))


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

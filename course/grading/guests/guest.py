"""What runs in the sandbox: the student's cells and functions, on request, one after the other.

Nothing here decides anything: requests come in, plain values go out, and whatever this process says of
itself is only what a student's code could have returned as well.
"""

import asyncio
import builtins
import sys
import types

from course.checks.base.namespace import Namespace, no_function
from course.checks.base.outcomes import Outcome, answer
from course.checks.base.plain import NotPlain, dumps, loads, to_plain
from course.checks.base.running import PipeLoops
from course.grading.guests.channel import Channel, ChannelClosed
from course.grading.guests.notebook import Notebook

MOST_TOLD = 100  # names or remarks about one cell


def serve(talk):
    """Answer requests until the other side is gone.

    The answer to a request is an Outcome as {"kind", "value", "message"}. While a function runs it may call
    what it was handed: {"call", "arguments"} goes out, {"value"} or {"error"} comes back. The requests:

    - {"do": "setup", "name", "source", "seconds", "python"} runs a setup cell, all of it that can run. The
      answer is of the kind "ran", its value a list of what could not.
    - {"do": "others", "own", "lab"} says what the other cells of the notebook and of the lab are, as lists
      of [place, source]. The answer is of the kind "ran".
    - {"do": "run", "function", "name", "source", "seconds", "python", "place", "place_in_lab"} runs an
      answer's cell, before it what it needs of other cells. The answer is of the kind "ran", "failed", or
      "timeout" if it took all its time and made no function; its value is a dict of what `_Guest.run` says.
    - {"do": "ask", "function", "inputs", "seconds"} calls a function.

    Args:
        talk: socket.
    """
    channel = Channel(talk)
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    asyncio.set_event_loop_policy(PipeLoops())
    guest = _Guest(main.__dict__, channel)
    while True:
        try:
            request = channel.receive()
        except ChannelClosed:
            return
        outcome = getattr(guest, request.pop("do"))(**request)
        channel.send({**outcome._asdict(), "value": dumps(outcome.value)})


class _Guest:
    """Answers requests about one namespace."""

    def __init__(self, names, channel):
        self.space, self.channel = Namespace(names), channel
        self.notebook = Notebook(names)
        names.update(get_ipython=self.notebook, display=print)

    def setup(self, **request):
        problems = self.space.setup(**request)
        return Outcome("ran", [[one.line, one.text] for one in problems[:MOST_TOLD]])

    def others(self, own, lab):
        self.space.others(own, lab)
        return Outcome("ran")

    def run(self, function, **request):
        """Run an answer's cell; the value says which names were `made` by definitions of other cells, which
        are `missing` because of a training, which definitions `failed`, and which commands were `left out`."""
        self.notebook.left_out.clear()
        ran = self.space.run(**request)
        said = {
            "made": ran.made[:MOST_TOLD],
            "missing": ran.missing[:MOST_TOLD],
            "failed": ran.failed[:MOST_TOLD],
            "left out": [*dict.fromkeys(self.notebook.left_out)][:MOST_TOLD],
        }
        if not ran.problem:
            return Outcome("ran", said)
        kind = "timeout" if ran.is_late and function not in self.space.names else "failed"
        return Outcome(kind, said, ran.problem[:1000])

    def ask(self, function, inputs, seconds, untouched):
        names = self.space.names
        if function not in names:
            return Outcome("failed", message=no_function(function))
        handed = loads(inputs, refer=lambda told: HandedFunction(told, self.channel))
        outcome = answer(names[function], handed, seconds, untouched=untouched)
        message = outcome.message
        if outcome.kind == "failed":
            message += self.space.why_missing(message)
        return outcome._replace(message=to_plain(message)[:1000])


class HandedFunction:
    """A function that the judge hands to a student's function; it stays with the judge."""

    def __init__(self, told, channel):
        self._number, self._shown = told
        self._channel = channel

    def __call__(self, *arguments, **named):
        try:
            packed = dumps([to_plain(list(arguments)), to_plain(named)])
        except NotPlain as error:
            raise ValueError(str(error)) from None
        self._channel.send({"call": self._number, "arguments": packed})
        reply = self._channel.receive()
        if "error" in reply:
            kind, text = reply["error"]
            raise getattr(builtins, kind, RuntimeError)(text)
        return loads(reply["value"])

    def __repr__(self):
        return self._shown

    def __deepcopy__(self, memo):
        return self

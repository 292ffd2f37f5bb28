"""What runs in the sandbox: the student's cells and functions, on request, one after the other.

Nothing here decides anything: requests come in, plain values go out, and whatever this process says of
itself is only what a student's code could have returned as well.
"""

import asyncio
import builtins
import re
import sys
import time
import types

from course.checks.base.core import Outcome, answer
from course.checks.base.definitions import Needed, Others, needed
from course.checks.base.limits import TimeLimit, time_limit
from course.checks.base.plain import NotPlain, dumps, loads, to_plain
from course.checks.base.running import PipeLoops, run_cell
from course.grading.guests.channel import Channel, ChannelClosed
from course.grading.guests.notebook import Notebook

CELL = "<the cell of {}>"
MOST_TOLD = 100  # names or remarks about one cell


def serve(talk):
    """Answer requests until the other side is gone.

    The answer to a request is an Outcome as {"kind", "value", "message"}. While a function runs it may call
    what it was handed: {"call", "arguments"} goes out, {"value"} or {"error"} comes back. The requests:

    - {"do": "setup", "name", "source", "seconds", "python"} runs a setup cell, all of it that can run. The
      answer is of the kind "ran", its value a list of what could not.
    - {"do": "others", "own", "lab"} says what the other cells of the notebook and of the lab are, as lists
      of [place, source]. The answer is of the kind "ran".
    - {"do": "run", "name", "source", "seconds", "python", "place", "place_in_lab"} runs an answer's cell,
      before it what it needs of other cells. The answer is of the kind "ran" or "failed", its value a dict
      of what was said in `_Guest.run`.
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
    """A namespace that stands for the notebook's: what was run in it, and where its names come from."""

    def __init__(self, names, channel):
        self.names, self.channel = names, channel
        self.notebook = Notebook(names)
        names.update(get_ipython=self.notebook, display=print)
        self.own, self.lab = [], []
        self.known = {}  # name -> place of the cell that gave it
        self.made = set()  # texts of definitions of other cells that ran
        self.failed = {}  # name -> why its definition in another cell could not run
        self.elsewhere = set()  # names that only cells give which grading does not run

    def setup(self, name, source, seconds, python):
        problems = run_cell(
            source, self.names, CELL.format(name), seconds, whole=True, python=python
        )
        self.known = dict.fromkeys(self.names, -1)
        return Outcome("ran", [[one.line, one.text] for one in problems[:MOST_TOLD]])

    def others(self, own, lab):
        self.own, self.lab = own, lab
        return Outcome("ran")

    def run(self, name, source, seconds, python, place, place_in_lab):
        """Run an answer's cell; the value says which names were `made` by definitions of other cells, which
        are `missing` because of a training, which definitions `failed`, and which commands were `left out`."""
        end = time.monotonic() + seconds
        wanted = self._needed(source, place, place_in_lab, seconds)
        made, failed = self._define(wanted, end)
        self.elsewhere |= {missing for missing, is_made in wanted.missing.items() if is_made}
        before = dict(self.names)
        self.notebook.left_out.clear()
        left = max(end - time.monotonic(), 0.0)
        problems = run_cell(source, self.names, CELL.format(name), left, python=python)
        for given, value in self.names.items():
            if given not in before or before[given] is not value:
                self.known[given] = place
        said = {
            "made": made,
            "missing": sorted(self.elsewhere & wanted.missing.keys())[:MOST_TOLD],
            "failed": failed,
            "left out": [*dict.fromkeys(self.notebook.left_out)][:MOST_TOLD],
        }
        if not problems:
            return Outcome("ran", said)
        text = f"the cell raises {problems[0]}"
        if problems[0].text.startswith("it did not end"):
            text = f"the cell did not end within {seconds:g} seconds (line {problems[0].line})"
        return Outcome("failed", said, (text + self._why_missing(text))[:1000])

    def _needed(self, source, place, place_in_lab, seconds):
        notebooks = [Others(place, self.own), Others(place_in_lab, self.lab)]
        try:
            with time_limit(seconds):
                return needed(source, notebooks, self.known)
        except (Exception, TimeLimit):  # then it has to do without
            return Needed()

    def _define(self, wanted, end):
        """Run definitions of other cells: names that they made, and [names, why] of what failed."""
        made, failed = set(), []
        for text, names in wanted.sources:
            if text not in self.made:
                left = max(end - time.monotonic(), 0.0)
                problems = run_cell(text, self.names, CELL.format("other cells"), left)
                if problems:
                    failed.append([", ".join(names), problems[0].text])
                    self.failed |= dict.fromkeys(names, problems[0].text)
                    continue
                self.made.add(text)
            made |= set(names)
        return sorted(made)[:MOST_TOLD], failed[:MOST_TOLD]

    def _why_missing(self, message):
        """A clause about a name that an error calls undefined and that another cell defines, or ""."""
        found = re.search(r"NameError: (?:free variable|name) '(\w+)'", message)
        name = found[1] if found else ""
        if name in self.elsewhere:
            return (
                f"; `{name}` is defined in another cell, which grading does not run: "
                "make it inside your function or pass it"
            )
        if name in self.failed:
            return f"; `{name}` of another cell could not be made here: {self.failed[name]}"
        return ""

    def ask(self, function, inputs, seconds):
        if function not in self.names:
            text = (
                f"there is no function {function}: was it renamed, or did its cell raise an error?"
            )
            return Outcome("failed", message=text)
        handed = loads(inputs, refer=lambda told: HandedFunction(told, self.channel))
        outcome = answer(self.names[function], handed, seconds)
        message = outcome.message
        if outcome.kind == "failed":
            message += self._why_missing(message)
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

"""What runs in the sandbox: the student's cells and functions, on request, one after the other.

Nothing here decides anything: requests come in, plain values go out, and whatever this process says of
itself is only what a student's code could have returned as well.
"""

import builtins
import linecache
import sys
import traceback
import types

from course.checks.base.core import Outcome, answer
from course.checks.base.limits import TimeLimit, time_limit
from course.checks.base.plain import NotPlain, dumps, loads, to_plain
from course.grading.guests.channel import Channel, ChannelClosed

CELL = "<the cell of {}>"


def serve(talk):
    """Answer requests until the other side is gone.

    A request is {"do": "run", "name", "source", "seconds"} for a cell, or {"do": "ask", "function",
    "inputs", "seconds"} for one call. The answer is an Outcome as {"kind", "value", "message"}; a cell's has
    the kind "ran", "failed" or "timeout". While a function runs it may call what it was handed: {"call",
    "arguments"} goes out, {"value"} or {"error"} comes back.

    Args:
        talk: socket.
    """
    channel = Channel(talk)
    main = types.ModuleType("__main__")
    main.__dict__.update(get_ipython=_Notebook(main.__dict__), display=print)
    sys.modules["__main__"] = main
    while True:
        try:
            request = channel.receive()
        except ChannelClosed:
            return
        if request["do"] == "run":
            outcome = _run(request, main.__dict__)
        else:
            outcome = _ask(request, main.__dict__, channel)
        channel.send({**outcome._asdict(), "value": dumps(outcome.value)})


class _Notebook:
    """Stands for IPython where a cell uses its commands: %time runs what it times, others do nothing."""

    RUN = ("time", "timeit", "capture", "prun")

    def __init__(self, names):
        self.names = names

    def __call__(self):
        return self

    def run_line_magic(self, name, line, *_, **__):
        return self.run_cell_magic(name, "", line)

    def run_cell_magic(self, name, line, cell):
        if name in self.RUN:
            exec(compile(cell, CELL.format("a magic"), "exec"), self.names)

    def __getattr__(self, name):
        return lambda *_, **__: None


def _run(request, names):
    from IPython.core.inputtransformer2 import TransformerManager

    filename = CELL.format(request["name"])
    source = request["source"]
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    try:
        with time_limit(request["seconds"]):
            code = compile(TransformerManager().transform_cell(source), filename, "exec")
            exec(code, names)
    except TimeLimit:
        text = f"the cell did not end within {request['seconds']:g} seconds"
        return Outcome("timeout", message=text)
    except BaseException as error:
        return Outcome("failed", message=f"the cell raises {_described(error, filename)}")
    return Outcome("ran")


def _described(error, filename):
    text = (str(error).strip().splitlines() or ["(no message)"])[0][:200]
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg} (line {error.lineno})"
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    return f"{type(error).__name__}: {text}" + (f" (line {lines[-1]})" if lines else "")


def _ask(request, names, channel):
    name = request["function"]
    if name not in names:
        text = f"there is no function {name}: was it renamed, or did its cell raise an error?"
        return Outcome("failed", message=text)
    inputs = loads(request["inputs"], refer=lambda told: HandedFunction(told, channel))
    outcome = answer(names[name], inputs, request["seconds"])
    return outcome._replace(message=to_plain(outcome.message)[:1000])


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

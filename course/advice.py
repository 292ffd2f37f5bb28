"""How a command of the course is typed here, for texts that advise one."""

import os
import shlex
import sys
from pathlib import Path


def in_notebook() -> bool:
    """Whether this runs in a notebook's kernel."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return hasattr(shell, "kernel")


def as_typed(command: str) -> str:
    """A command of `course` as it can be typed here; the word alone is on nobody's PATH by itself.

    Args:
        command: str, what comes after `course`, such as "data fetch ptb".

    Returns:
        str: in a notebook the line for a cell, else for the terminal: as the command now running was called,
        or by the path of this Python.
    """
    if in_notebook():
        return f"%run -m course {command}"
    called = sys.argv[0]
    if Path(called).stem == "course" and not called.endswith(".py"):
        return f"{_quoted(called)} {command}"
    return f"{_quoted(sys.executable)} -m course {command}"


def _quoted(path: str) -> str:
    if os.name == "nt":
        return f'& "{path}"' if " " in path else path  # as PowerShell takes it
    return shlex.quote(path)

"""Run a notebook in a kernel of its own, for the builder and for `course check`."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

KernelStopped = (CellTimeoutError, DeadKernelError)


def execute(notebook, folder, *, seconds, allow_errors=False, started=lambda index: None):
    """Run all cells of a notebook; outputs go into the notebook itself.

    Args:
        notebook: NotebookNode.
        folder: where its kernel runs.
        seconds: time limit of a cell, or a function of a cell that gives it.
        allow_errors: go on after a cell that raises.
        started: called with the number of each cell before it runs.

    Raises:
        CellExecutionError: a cell raised and `allow_errors` is False.
        KernelStopped: a cell took too long or ended its process.
        KeyboardInterrupt: Ctrl-C, after the kernel was ended.
    """

    interrupted = False
    # Before 6.29.5, ipykernel looks for a debugger in this process, which then warns of frozen modules.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

    async def run():
        """Execute with Ctrl-C cancelling this task; nbclient's own handler ends in a traceback."""
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def interrupt():
            nonlocal interrupted
            interrupted = True
            task.cancel()

        def take_signal(**_):
            with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows, other threads
                loop.add_signal_handler(signal.SIGINT, interrupt)

        client.on_notebook_start = take_signal
        # DEVNULL is for the kernel's own log; what cells write goes into their outputs.
        await client.async_execute(stderr=subprocess.DEVNULL)

    limit = {"timeout_func": seconds} if callable(seconds) else {"timeout": seconds}
    client = NotebookClient(
        notebook,
        **limit,
        kernel_name="python3",
        allow_errors=allow_errors,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=lambda cell, cell_index: started(cell_index),
    )
    try:
        asyncio.run(run())
    except (asyncio.CancelledError, DeadKernelError):
        if interrupted:
            raise KeyboardInterrupt from None
        raise


def failing_line(error):
    """The line of its cell that an error output's traceback names, 0 if it names none."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    found = re.search(r"Cell In\[\d+\], line (\d+)", plain)
    return int(found[1]) if found else 0

"""Run a notebook in a kernel of its own, for the builder and for `course check`."""

import asyncio
import atexit
import contextlib
import logging
import os
import re
import signal
import subprocess
import sys

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from course.errors import CourseError

KernelStopped = (CellTimeoutError, DeadKernelError)
STARTS = 3  # of a kernel: two that start together may draw the same free port, and one of them dies


class _OwnKernel(KernelSpecManager):
    """The kernel of this very Python: a "python3" among the user's own may be another one."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


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
        CourseError: no kernel starts.
        KeyboardInterrupt: Ctrl-C, after the kernel was ended.
    """

    interrupted = False
    started_any = False
    # Before 6.29.5, ipykernel looks for a debugger in this process, which then warns of frozen modules.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

    def begins(cell, cell_index):
        nonlocal started_any
        started_any = True
        started(cell_index)

    async def run(client):
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
        await client.async_execute(stderr=subprocess.DEVNULL, cleanup_kc=True)

    limit = {"timeout_func": seconds} if callable(seconds) else {"timeout": seconds}
    for left in reversed(range(STARTS)):
        client = NotebookClient(
            notebook,
            AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_OwnKernel()),
            allow_errors=allow_errors,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(folder)}},
            on_cell_start=begins,
            log=_quiet(),
            **limit,
        )
        try:
            return asyncio.run(run(client))
        except (asyncio.CancelledError, DeadKernelError):
            if interrupted:
                raise KeyboardInterrupt from None
            raise
        except RuntimeError as error:
            atexit.unregister(client._cleanup_kernel)  # there is nothing left to clean up
            if interrupted:
                raise KeyboardInterrupt from None
            if started_any:
                raise
            if not left:
                raise CourseError(
                    f"no Jupyter kernel starts ({error}): does  {sys.executable} -m ipykernel  start?"
                ) from error


def _quiet():
    """A log that nobody reads: what goes wrong is raised, or stands in the outputs."""
    log = logging.getLogger("course.notebooks")
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return log


def failing_line(error):
    """The line of its cell that an error output's traceback names, 0 if it names none."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    found = re.search(r"Cell In\[\d+\], line (\d+)", plain)
    return int(found[1]) if found else 0

"""Makes the attempts of `trials` in guests of this machine, and tells what came of them."""

import contextlib
import json
import os
import socket
from pathlib import Path
from typing import NamedTuple

from course.grading.sandbox import trials
from course.grading.sandbox.keeper import Limits, own_process, start

SECONDS = 120.0  # for one guest; a busy machine takes a while


class Outcome(NamedTuple):
    """What came of a trial: what it tried, whether it was held, what the guest said."""

    what: str
    held: bool
    said: str


def attempted(paths):
    """Try everything, in a process of its own.

    Args:
        paths: what a guest may read, as for `keeper.start`.

    Returns:
        list of Outcome.

    Raises:
        OSError: the process ended before it could tell.
    """
    said = own_process(__name__, "run", paths)
    return [Outcome(*told) for told in json.loads(said)]


def run(paths):
    """Try everything, in a process that has no threads; JSON of what `attempted` returns."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        known = trials.Known(trials.__file__, os.getpid(), listening.getsockname()[1])
        told, ended = _in_a_guest(trials.TRIALS, known, paths)
        outcomes = [
            Outcome(what, *told.get(what, (False, f"no end: {ended}"))) for what in trials.TRIALS
        ]
        for what, trial in trials.ALONE.items():
            told, ended = _in_a_guest({what: trial}, known, paths)
            outcomes.append(Outcome(what, *told.get(what, (_was_ended(ended), f"no end: {ended}"))))
    told, _ = _in_a_guest({"leave": trials.leave_behind}, known, paths)
    tried = told == {"leave": [False, "got 'ready'"]}
    left = _processes_named(trials.left_name(known))
    said = f"{len(left)} left" if tried else f"the trial itself fails: {told}"
    outcomes.append(Outcome("leave a process behind", tried and not left, said))
    return json.dumps(outcomes)


def _processes_named(name):
    """Ids of the processes with a name."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "comm").read_text().strip() == name:
                found.append(int(folder.name))
    return found


def _was_ended(ended):
    """Whether a guest was ended by its keeper or by the kernel, and not by us at the end of our patience."""
    return not ended.get("late") and bool(ended.get("killed") or (ended.get("ended") or 0) < 0)


def _in_a_guest(tried, known, paths):
    """({what: (held, said)}, what the keeper said of the guest's end)."""
    talk, guests_talk = socket.socketpair()
    hold, guests_hold = socket.socketpair()

    def main(talk):
        told = {
            what: _try(trial, known._replace(talk=talk.fileno())) for what, trial in tried.items()
        }
        talk.sendall(json.dumps(told).encode())

    limits = Limits() if tried is trials.TRIALS else trials.SMALL
    keeper = start(main, talk=guests_talk, hold=guests_hold, paths=paths, limits=limits, number=250)
    with talk, hold:
        said = _read(talk)
        hold.shutdown(socket.SHUT_WR)
        ended = _read(hold) or {}
    os.waitpid(keeper, 0)
    return said or {}, {**ended, "late": said is None}


def _read(sock):
    """The JSON object that a socket's other end sends before it closes; {} if it sends none, None if late."""
    sock.settimeout(SECONDS)
    try:
        return json.loads(b"".join(iter(lambda: sock.recv(2**16), b"")))
    except TimeoutError:
        return None
    except (OSError, ValueError):
        return {}


def _try(trial, known):
    try:
        got = trial(known)
        return not got, f"got {got!r:.200}" if got else "nothing"
    except (OSError, MemoryError) as error:
        return True, f"{type(error).__name__}: {error}"
    except Exception as error:  # a trial that does not work proves nothing
        return False, f"the trial itself fails: {error!r}"

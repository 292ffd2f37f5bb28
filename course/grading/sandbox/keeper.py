"""Forks guests, and keeps them: namespaces first, then what they see, then what they may not do.

`start` forks twice. The keeper stays outside: it watches the memory and kills all when the one who asked
goes away. The guest is process 1 of a world of its own: user, pid, network, mount and ipc namespaces, no
capabilities, a read-only file system that holds Python and its libraries, a small /tmp, and limits.

The order matters. As root the namespaces are made first and a user namespace last, so that the guest's user is
one that owns nothing outside. Without root the user namespace has to come first: it gives the right to make the
others, and the guest is the invoking user without any of his files in sight.

Source: namespaces(7).
"""

import contextlib
import json
import os
import platform
import resource
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from course.grading.sandbox import calls, file_system, rights, watch
from course.grading.sandbox.kernel import CALLS, checked_call, libc

NEWUSER = calls.NAMESPACES["user"]
ALONE = sum(calls.NAMESPACES[name] for name in ("pid", "network", "ipc", "uts"))
PR_SET_DUMPABLE = 4
TICK = 0.05  # seconds between two looks at the memory
CROWD = 16  # processes of one guest, from which on all of them give way to others
ROOT = Path(__file__).resolve().parents[3]  # where `course` is imported from


class Limits(NamedTuple):
    """What one guest may use.

    Attributes:
        memory: bytes beyond what the parent had already, all its processes together.
        data: bytes of private memory that one process may ask for.
        cpu: seconds of processor time of one process.
        processes: and threads.
        files: open at a time, in one process.
        written: bytes of one file.
        disk: bytes in /tmp, which is memory, all files together.
    """

    memory: int = 2**30
    data: int = 4 * 2**30
    cpu: int = 1800
    processes: int = 128
    files: int = 128
    written: int = 16 * 2**20
    disk: int = 64 * 2**20


def missing(paths):
    """What this machine lacks for a sandbox, a list of sentences; [] if it can be made.

    One is really made, so the answer holds for this user on this machine now.

    Args:
        paths: what a guest may read, as for `start`.
    """
    if not sys.platform.startswith("linux"):
        return [f"{platform.system()} has no namespaces: grading needs Linux"]
    if platform.machine() not in CALLS:
        return [
            f"the numbers of system calls on {platform.machine()} are not known to this program"
        ]
    try:
        said = own_process(__name__, "failure", paths)
    except OSError as error:
        return [str(error)]
    return [said] if said else []


def own_process(module, function, paths):
    """Call a function with `paths` in a process of its own, since one with threads should not fork.

    Returns:
        str, what it returned.

    Raises:
        OSError: it failed; the last line that it said.
    """
    code = f"import json, sys, {module} as m; print(m.{function}(json.load(sys.stdin)))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(paths),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise OSError(
            (run.stderr.strip().splitlines() or ["the process that tried it was killed"])[-1]
        )
    return run.stdout.strip()


def failure(paths):
    """Make one sandbox, in a process that does nothing else; "" or what could not be had."""
    ours, theirs = os.pipe()
    try:
        guest = _fork_guest(
            lambda: os.write(theirs, b"here"),
            Limits(),
            keep=theirs,
            paths=paths,
            number=0,
        )
    except OSError as error:
        return str(error)
    os.close(theirs)
    os.waitpid(guest, 0)
    return "" if os.read(ours, 10) == b"here" else "a guest ended before it could say anything"


def start(main, *, talk, hold, paths, limits=None, number=0):
    """Fork a keeper, which forks the guest; returns in the calling process only.

    Args:
        main: called in the guest with the socket `talk`; when it returns, the guest ends.
        talk: socket, the guest's only channel. Closed here.
        hold: socket to the one who asked: when its other end is closed, the guest and all it started are
            killed; when the guest ends, one JSON object is sent: {"ended": exit status, negative for a
            signal; "killed": "memory", "processes" or ""; "peak": bytes; "fault": text}. Closed here.
        paths: list of (path, the same without links), all that the guest may read; None leaves namespaces
            and file system as they are, with limits only.
        limits: Limits.
        number: tells guests that run at the same time apart.

    Returns:
        int, the keeper's process id; to be waited for.

    Raises:
        OSError: no process can be forked.
    """
    limits = limits or Limits()
    pid = os.fork()
    if pid:
        talk.close()
        hold.close()
        return pid
    try:
        _keep(main, talk, hold, paths, limits, number)
    finally:
        os._exit(0)


def _keep(main, talk, hold, paths, limits, number):
    base = watch.memory(os.getpid())
    _close_all_but(talk.fileno(), hold.fileno())
    said = {"ended": None, "killed": "", "peak": 0, "fault": ""}
    with contextlib.suppress(OSError):
        os.setsid()
    try:
        guest = _fork_guest(
            lambda: main(talk),
            limits,
            keep=talk.fileno(),
            paths=paths,
            number=number,
        )
    except OSError as error:
        said["fault"] = str(error)
        hold.sendall(json.dumps(said).encode())
        return
    talk.close()
    poll = select.poll()
    poll.register(hold, select.POLLIN | select.POLLHUP)
    status, tree = None, watch.ProcessTree(guest)
    while not poll.poll(1000 * TICK):
        ended, found = os.waitpid(guest, os.WNOHANG)
        if ended:
            status = found
            break
        processes = tree.processes()
        used = watch.used(processes, base, limits.memory, lambda: poll.poll(0))
        said["peak"] = max(said["peak"], used)
        if used > limits.memory:
            said["killed"] = "memory"
        elif len(processes) > limits.processes:  # the limit of the kernel does not hold for root
            said["killed"] = "processes"
        if said["killed"]:
            break
        if len(processes) > CROWD:
            give_way(processes)
    if status is None:
        kill_group(guest, os.getpriority(os.PRIO_PROCESS, 0))
    for pid in tree.processes()[::-1] if paths is None else [guest]:  # process 1 takes all with it
        if pid != guest or status is None:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
    if status is None:
        _, status = os.waitpid(guest, 0)
    said["ended"] = os.waitstatus_to_exitcode(status)
    with contextlib.suppress(OSError):
        hold.sendall(json.dumps(said).encode())


def kill_group(guest, niceness):
    """Kill a guest and all that it started, at once, and let them end as fast as others run.

    Process 1 alone would take them with it, but only at the end of its own exit: until it got there it would
    share the processor with a hundred that still run, and on a busy machine that takes minutes. No guest can
    leave its process group, see `calls`.

    Args:
        guest: process id of the guest, which has not been waited for.
        niceness: of one that does not give way. Only root may give it back.
    """
    with contextlib.suppress(OSError):
        os.killpg(guest, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PGRP, guest, niceness)


def give_way(processes):
    """Let these go last: a hundred of them together then take no more of a processor than two of another guest.

    The first of them, the guest itself, stays as it is: all others wait for it when they end, and an ordinary
    user cannot take this back.
    """
    for pid in processes[1:]:
        with contextlib.suppress(OSError):  # it has ended
            os.setpriority(os.PRIO_PROCESS, pid, 19)


def _fork_guest(main, limits, *, keep, paths, number):
    """Fork the guest; `main` runs in it with nothing open but the file descriptor `keep`.

    Raises:
        OSError: a step failed, in words.
    """
    # the guest asks for its user map, then says that all is done or why not
    ours, theirs = os.pipe()
    back, answer = os.pipe()
    as_root = rights.is_root_of_the_machine()
    if paths is not None:
        if not as_root:
            uid, gid = os.geteuid(), os.getegid()
            checked_call("a user namespace", libc.unshare, NEWUSER)
            rights.map_users("self", rights.GUEST, uid, gid)
        checked_call("pid, network and ipc namespaces", libc.unshare, ALONE)
    guest = os.fork()
    if guest == 0:
        try:
            os.close(ours)
            os.close(answer)
            _become_guest(main, limits, keep, paths, as_root, theirs, back)
        finally:
            os._exit(1)
    os.close(theirs)
    os.close(back)
    said = os.read(ours, 1000)
    if said == b"map":
        try:
            outer = rights.FIRST_OUTER + number
            rights.map_users(guest, rights.GUEST, outer, outer)
            os.write(answer, b"done")
            said = os.read(ours, 1000)
        except OSError as error:
            said = str(error).encode()
    os.close(ours)
    os.close(answer)
    if said != b"ready":
        with contextlib.suppress(OSError):
            os.kill(guest, signal.SIGKILL)
        os.waitpid(guest, 0)
        raise OSError(said.decode() or "the guest ended before it was ready")
    return guest


def _become_guest(main, limits, keep, paths, as_root, told, back):
    try:
        os.setsid()  # each session gets its share of the processor: the guest, and its keeper
        if paths is not None:
            rights.go_first()
            file_system.enter(paths, limits.disk)
            if as_root:
                checked_call("a user namespace", libc.unshare, NEWUSER)
                os.write(told, b"map")
                if os.read(back, 10) != b"done":
                    raise OSError("the user map was not written")
                os.setgroups([])
            if as_root:
                os.setresgid(rights.GUEST, rights.GUEST, rights.GUEST)
                os.setresuid(rights.GUEST, rights.GUEST, rights.GUEST)
            rights.drop_rights()
        if sys.platform.startswith("linux"):  # only now, since a change of user takes both back
            die = calls.PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0
            checked_call("to die with its keeper", libc.prctl, *die)
            checked_call("to see itself in /proc", libc.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0)
        rights.limit(limits, isolated=paths is not None)
        nowhere = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(nowhere, fd)
        if paths is not None:
            calls.refuse_calls()
    except OSError as error:
        os.write(told, str(error).encode())
        os._exit(1)
    os.write(told, b"ready")
    _close_all_but(keep)
    main()
    os._exit(0)


def _close_all_but(*kept):
    """Close every file but 0, 1, 2 and those named."""
    first = 3
    for fd in sorted(kept):
        os.closerange(first, fd)
        first = fd + 1
    os.closerange(first, resource.getrlimit(resource.RLIMIT_NOFILE)[0])

"""What a guest may not do: its user, its capabilities, its limits. Each step holds, or no guest is made.

Sources: user_namespaces(7), capabilities(7), getrlimit(2), proc_pid_oom_score_adj(5).
"""

import ctypes
import os
import resource
from pathlib import Path

from course.grading.sandbox.kernel import checked_call, libc

PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 23, 24, 38
GUEST = 1000  # the user and group that the guest sees itself as
# As root: the guest's user outside, one that no machine gives to anybody.
FIRST_OUTER = 1_879_048_192


def is_root_of_the_machine():
    """Whether a guest can be given a user of its own; the root of a rootless container cannot."""
    if os.geteuid() != 0:
        return False
    lines = Path("/proc/self/uid_map").read_text().splitlines()
    ranges = [tuple(map(int, line.split())) for line in lines]
    return any(first <= FIRST_OUTER and FIRST_OUTER + 256 <= first + n for first, _, n in ranges)


def map_users(pid, inside, uid, gid):
    """Make user and group `uid` and `gid` known as `inside` in the user namespace of a process.

    Raises:
        OSError: they cannot be.
    """
    folder = Path(f"/proc/{pid}")
    try:
        (folder / "setgroups").write_text("deny" if os.geteuid() or pid == "self" else "allow")
        (folder / "gid_map").write_text(f"{inside} {gid} 1")
        (folder / "uid_map").write_text(f"{inside} {uid} 1")
    except OSError as error:
        raise OSError(f"the users of a user namespace: {error.strerror}") from error


def go_first():
    """Where the machine runs short of memory, this process is ended before any other.

    Raises:
        OSError: it cannot be had.
    """
    path = Path("/proc/self/oom_score_adj")
    try:
        path.write_text("1000")
        held = path.read_text().strip() == "1000"
    except OSError as error:
        raise OSError(f"to go first where memory is short: {error.strerror}") from error
    if not held:
        raise OSError(f"to go first where memory is short: {path} keeps its value")


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def drop_rights():
    """No capability is left, and none comes back by running a program.

    Raises:
        OSError: one stays.
    """
    for number in range(64):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)  # fails for numbers that the kernel lacks
        if libc.prctl(PR_CAPBSET_READ, number, 0, 0, 0) == 1:
            raise OSError(f"to drop capabilities: number {number} stays")
    header = _CapHeader(version=0x20080522, pid=0)
    nothing = (ctypes.c_uint32 * 6)()
    checked_call("to drop capabilities", libc.capset, ctypes.byref(header), ctypes.byref(nothing))
    checked_call("to stay without rights", libc.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def limit(limits, *, isolated):
    for name, value in {
        "CORE": 1,  # unlike 0 it also stops a program of the machine that collects cores
        "CPU": limits.cpu,
        "DATA": limits.data,
        "FSIZE": limits.written,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "NICE": 0,  # some machines let their users go before others
        "RTPRIO": 0,
        "NOFILE": limits.files,
        "NPROC": limits.processes if isolated else None,  # else it counts all that the user runs
    }.items():
        if value is None:
            continue
        if number := getattr(resource, f"RLIMIT_{name}", None):
            _, most = resource.getrlimit(number)
            value = value if most == resource.RLIM_INFINITY else min(value, most)
            resource.setrlimit(number, (value, value))

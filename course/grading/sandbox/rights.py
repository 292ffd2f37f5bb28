"""What a guest may not do: users, capabilities, limits, and system calls that no answer needs.

Sources: user_namespaces(7), capabilities(7), seccomp(2), getrlimit(2).
"""

import contextlib
import ctypes
import errno
import os
import platform
import resource
import struct
from pathlib import Path

from course.grading.sandbox.kernel import checked_call, libc

PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
PR_SET_SECCOMP, SECCOMP_FILTER = 22, 2
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as a filter of system calls sees them
REFUSED = {  # system calls that no answer needs: their numbers on x86_64 and aarch64, None where it has none
    # memory that is no process' resident memory
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "vmsplice": (278, 75), "socket": (41, 198),
    "socketpair": (53, 199), "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186),
    "mq_open": (240, 180), "io_setup": (206, 0), "io_uring_setup": (425, 425), "inotify_init": (253, None),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    # the keys of whoever started this, which guests would share
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # more of the processor than other guests get, files with the memory of a crashed process
    "setsid": (112, 157), "setrlimit": (160, 164),
    # what faults of the kernel are found in again and again
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282),
}  # fmt: skip
PRLIMIT = {"x86_64": 302, "aarch64": 261}  # refused only where it sets a limit
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
    folder = Path(f"/proc/{pid}")
    (folder / "setgroups").write_text("deny" if os.geteuid() or pid == "self" else "allow")
    (folder / "gid_map").write_text(f"{inside} {gid} 1")
    (folder / "uid_map").write_text(f"{inside} {uid} 1")


def forbid_shared_memory(processes):
    """No System V shared memory: it is nobody's resident memory until it is used."""
    for name in ("shmmni", "shmall"):
        write(processes, f"sys/kernel/{name}", "0")


def forbid_user_namespaces(processes):
    """No namespaces within: in one of its own a guest would have capabilities again."""
    write(processes, "sys/user/max_user_namespaces", "0")


def write(processes, name, value):
    with contextlib.suppress(OSError):  # `course sandbox` says what came of it
        fd = os.open(name, os.O_WRONLY, dir_fd=processes)
        try:
            os.write(fd, value.encode())
        finally:
            os.close(fd)


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def drop_rights():
    """No capability is left, and none comes back by running a program."""
    for number in range(64):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)  # fails for numbers that the kernel lacks
    header = _CapHeader(version=0x20080522, pid=0)
    nothing = (ctypes.c_uint32 * 6)()
    checked_call("to drop capabilities", libc.capset, ctypes.byref(header), ctypes.byref(nothing))
    checked_call("to stay without rights", libc.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


class _Program(ctypes.Structure):
    """struct sock_fprog of seccomp(2)."""

    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def refuse_calls():
    """From now on the system calls in REFUSED fail, for this process and all that it starts."""
    machine = platform.machine()
    column = list(MACHINES).index(machine)
    load, equal, at_least, end = 0x20, 0x15, 0x35, 0x06
    refuse, allow = (end, 0, 0, 0x50000 | errno.EPERM), (end, 0, 0, 0x7FFF0000)
    steps = [(load, 0, 0, 4), (equal, 1, 0, MACHINES[machine]), refuse, (load, 0, 0, 0)]
    steps += [(at_least, 0, 1, 0x40000000), refuse]  # the x32 form of every call
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            steps += [(equal, 0, 1, numbers[column]), refuse]
    steps += [(equal, 0, 5, PRLIMIT[machine])]  # its third argument, of 8 bytes, is the new limit
    steps += [(load, 0, 0, 32), (equal, 0, 2, 0), (load, 0, 0, 36), (equal, 1, 0, 0), refuse, allow]
    program = _Program(len(steps), b"".join(struct.pack("HBBI", *step) for step in steps))
    arguments = (PR_SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(program), 0, 0)
    checked_call("to refuse system calls", libc.prctl, *arguments)


def limit(limits, *, isolated):
    for name, value in {
        "CORE": 1,  # unlike 0 it also stops a program of the machine that collects cores
        "CPU": limits.cpu,
        "DATA": limits.data,
        "FSIZE": limits.written,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "NOFILE": limits.files,
        "NPROC": limits.processes if isolated else None,  # else it counts all that the user runs
    }.items():
        if value is None:
            continue
        if number := getattr(resource, f"RLIMIT_{name}", None):
            _, most = resource.getrlimit(number)
            value = value if most == resource.RLIM_INFINITY else min(value, most)
            resource.setrlimit(number, (value, value))

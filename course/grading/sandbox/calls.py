"""The system calls that no answer needs, and the filter that refuses them.

This wall holds in every container, whatever /proc/sys allows and whether or not it can be written. The list
starts from the one that Docker refuses by default; a guest needs even less than a container.

Sources: seccomp(2), clone(2), bpf(4) for the instructions, the tables of calls in Linux 6.12.
"""

import ctypes
import errno
import platform
import struct

from course.grading.sandbox.kernel import checked_call, libc

PR_SET_PDEATHSIG, PR_SET_SECCOMP, SECCOMP_FILTER = 1, 22, 2
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as a filter of system calls sees them
X32 = 0x40000000  # the x32 form of a call has this bit, on x86_64
NAMESPACES = {  # the flags of clone(2) that make one
    "mount": 0x00020000, "cgroup": 0x02000000, "uts": 0x04000000, "ipc": 0x08000000,
    "user": 0x10000000, "pid": 0x20000000, "network": 0x40000000, "time": 0x00000080,
}  # fmt: skip
REFUSED = {  # their numbers on x86_64 and aarch64, None where it has none
    # namespaces, in which a guest would have capabilities; clone itself is needed, see below
    "unshare": (272, 97), "setns": (308, 268),
    # mounts and roots
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_tree_attr": (467, 467),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    # rights, and what only a machine's administrator does
    "capset": (126, 91), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "acct": (163, 89), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "reboot": (169, 142),
    "syslog": (103, 116), "settimeofday": (164, 170), "clock_settime": (227, 112), "sethostname": (170, 161),
    "setdomainname": (171, 162), "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None),
    "vhangup": (153, 58), "lookup_dcookie": (212, 18), "uselib": (134, None), "personality": (135, 92),
    # memory that is no process' resident memory
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "vmsplice": (278, 75), "socket": (41, 198),
    "socketpair": (53, 199), "shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186),
    "mq_open": (240, 180), "io_setup": (206, 0), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "inotify_init": (253, None), "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    # the keys of whoever started this, which guests would share
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # more of the processor than other guests get, a life after the others of its process group, files with the
    # memory of a crashed process
    "setsid": (112, 157), "setpgid": (109, 154), "setrlimit": (160, 164),
    # other processes, and what faults of the kernel are found in again and again
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "seccomp": (317, 277),
}  # fmt: skip
CLONE = {"x86_64": 56, "aarch64": 220}  # refused with a flag of NAMESPACES
CLONE3 = 435  # its flags are in memory, where a filter cannot look: "unknown", so the C library takes clone
PRLIMIT = {"x86_64": 302, "aarch64": 261}  # refused where it sets a limit
PRCTL = {"x86_64": 157, "aarch64": 167}  # refused where it would outlive its keeper, or add filters

LOAD, EQUAL, AT_LEAST, ANY_BIT, END = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, NUMBER, MACHINE = (END, 0, 0, 0x7FFF0000), 0, 4  # the last two: where the filter finds them


class _Program(ctypes.Structure):
    """struct sock_fprog of seccomp(2)."""

    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def refuse_calls():
    """From now on these system calls fail, for this process and all that it starts.

    Raises:
        OSError: the kernel takes no filter.
    """
    steps = _filter(platform.machine())
    program = _Program(len(steps), b"".join(struct.pack("HBBI", *step) for step in steps))
    arguments = (PR_SET_SECCOMP, SECCOMP_FILTER, ctypes.byref(program), 0, 0)
    checked_call("to refuse system calls", libc.prctl, *arguments)


def _filter(machine):
    """The steps of the filter: (instruction, steps to skip if true, if false, value)."""
    column, refuse = list(MACHINES).index(machine), _fail(errno.EPERM)
    steps = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, MACHINES[machine]), refuse]  # the 32-bit calls
    steps += [(LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, X32), refuse]
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            steps += [(EQUAL, 0, 1, numbers[column]), refuse]
    steps += [(EQUAL, 0, 1, CLONE3), _fail(errno.ENOSYS)]
    flags = sum(NAMESPACES.values())
    steps += _if_called(CLONE[machine], _load(0), (ANY_BIT, 0, 1, flags), refuse)
    for option in (PR_SET_PDEATHSIG, PR_SET_SECCOMP):
        steps += _if_called(PRCTL[machine], _load(0), (EQUAL, 0, 1, option), refuse, end=False)
    set_limit = [_load(2), (EQUAL, 0, 2, 0), _load(2, upper=True), (EQUAL, 1, 0, 0), refuse]
    return [*steps, *_if_called(PRLIMIT[machine], *set_limit), ALLOW]


def _fail(number):
    return END, 0, 0, 0x50000 | number


def _load(argument, *, upper=False):
    """Half of an argument, which has 8 bytes; both machines have the lower half first."""
    return LOAD, 0, 0, 16 + 8 * argument + 4 * upper


def _if_called(number, *steps, end=True):
    """Steps for one call; then it is allowed, or the next rules are asked of it, too."""
    steps = [*steps, ALLOW if end else (LOAD, 0, 0, NUMBER)]
    return [(EQUAL, 0, len(steps), number), *steps]

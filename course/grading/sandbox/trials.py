"""What an answer must not be able to do: a trial for every wall, which `attempts` makes in guests.

A trial is a function that returns what it got, and nothing, or an OSError, where a wall holds.
"""

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import time
from pathlib import Path
from typing import NamedTuple

from course.grading.sandbox import calls
from course.grading.sandbox.keeper import Limits
from course.grading.sandbox.kernel import libc

SMALL = Limits(memory=2**26, processes=16)  # so that a trial of ALONE takes little of the machine
TRIALS, ALONE = (
    {},
    {},
)  # {what an answer tries to: function}; ALONE: in a guest each, whose end counts as held


class Known(NamedTuple):
    """What a trial is told: a file outside, the process that asked, a server's port, the guest's own socket."""

    secret: str
    outer: int
    port: int
    talk: int = -1


def trial(what, *, alone=False):
    def add(function):
        (ALONE if alone else TRIALS)[what] = function
        return function

    return add


def makes(function, *arguments):
    """Whether a call succeeds."""
    try:
        function(*arguments)
    except (OSError, ValueError):
        return False
    return True


def passing(*names, arguments=(-1,) * 5, form=0):
    """Those of the refused calls that are not refused: they succeed, or fail for another reason."""
    column = list(calls.MACHINES).index(os.uname().machine)
    numbers = {name: calls.REFUSED[name][column] for name in names}

    def passes(number):
        made = libc.syscall(ctypes.c_long(number | form), *map(ctypes.c_long, arguments))
        return made != -1 or ctypes.get_errno() != errno.EPERM

    return [name for name, number in numbers.items() if number is not None and passes(number)]


# what it sees


@trial("read a file of yours")
def read_a_file(known):
    return Path(known.secret).read_text()[:20]


@trial("read it through /proc")
def read_through_proc(known):
    roots = (f"/proc/{pid}/{link}" for pid in (1, known.outer) for link in ("root", "cwd"))
    return [root for root in roots if os.path.exists(root + known.secret)]


@trial("write where it likes")
def write(known):
    places = {"/", "/dev", "/proc/sys/kernel", "/usr/lib", os.path.dirname(os.__file__)}
    places |= {os.path.dirname(known.secret), os.path.dirname(socket.__file__)}
    found = [f"{place}/written" for place in sorted(places) if os.path.isdir(place)]
    return [
        path
        for path in [*found, "/proc/sys/kernel/hostname", os.__file__]
        if makes(open, path, "a")
    ]


@trial("find devices, disks, files of the system")
def look_around(known):
    devices = set(os.listdir("/dev")) - {"null", "zero", "full", "random", "urandom", "shm"}
    return [
        *devices,
        *filter(os.path.exists, ("/sys/class", "/boot", "/etc/passwd", "/var/log")),
    ]


@trial("find open files of the judge")
def find_open_files(known):
    return [fd for fd in range(3, 2**16) if fd != known.talk and makes(os.fstat, fd)]


@trial("see other processes")
def see_processes(known):
    return [
        name for name in os.listdir("/proc") if name.isdigit() and name != "1"
    ] or os.getpid() != 1


@trial("read the environment of others")
def read_environment(known):
    return Path(f"/proc/{known.outer}/environ").read_bytes()


# whom it reaches


@trial("send a signal to the one who started it")
def send_a_signal(known):
    return makes(os.kill, known.outer, 0)


@trial("reach the network")
def reach_the_network(known):
    return socket.create_connection(("127.0.0.1", known.port), 2)


@trial("open sockets: local, raw, the kernel's")
def open_sockets(known):
    families, kinds = (1, 2, 10, 16, 17, 38, 40), (1, 2, 3, 5)  # AF_UNIX, INET, INET6, NETLINK, ...
    made = [(f, kind) for f in families for kind in kinds if makes(socket.socket, f, kind)]
    return made + ["a pair"] * makes(socket.socketpair)


# rights


@trial("become another user")
def become_root(known):
    return [f.__name__ for f in (os.setuid, os.setgid, os.seteuid, os.setegid) if makes(f, 0)]


@trial("have capabilities")
def have_capabilities(known):
    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    had = (ctypes.c_uint32 * 6)(*[1] * 6)
    libc.capget(ctypes.byref(Header(0x20080522, 0)), had)
    return any(had) or [n for n in range(64) if libc.prctl(23, n, 0, 0, 0) == 1]  # PR_CAPBSET_READ


@trial("gain rights by starting a program")
def gain_rights(known):
    return libc.prctl(39, 0, 0, 0, 0) != 1  # PR_GET_NO_NEW_PRIVS


@trial("mount a file system")
def mount(known):
    ways = ("mount", "fsopen", "fsmount", "move_mount", "open_tree", "mount_setattr", "umount2")
    mounted = libc.mount(b"none", b"/tmp", b"tmpfs", ctypes.c_ulong(0), None) == 0
    return passing(*ways) or mounted


@trial("leave its root")
def leave_its_root(known):
    return passing("chroot", "pivot_root", "open_by_handle_at", "name_to_handle_at")


for name, flag in calls.NAMESPACES.items():

    @trial(f"make a namespace by clone ({name})")
    def clone(known, flag=flag):
        number, flags = calls.CLONE[os.uname().machine], flag | signal.SIGCHLD
        made = libc.syscall(number, *map(ctypes.c_long, (flags, 0, 0, 0, 0)))
        if made == 0:
            os._exit(0)
        return made != -1 or ctypes.get_errno() != errno.EPERM


for name, flag in calls.NAMESPACES.items():

    @trial(f"make a namespace by unshare ({name})")
    def unshare(known, flag=flag):
        return passing("unshare", arguments=(flag,))


@trial("make a namespace by clone3")
def clone3(known):
    asked = (ctypes.c_uint64 * 11)(calls.NAMESPACES["user"], 0, 0, 0, signal.SIGCHLD)
    made = libc.syscall(calls.CLONE3, asked, ctypes.c_size_t(ctypes.sizeof(asked)))
    if made == 0:
        os._exit(0)
    return made != -1 or ctypes.get_errno() != errno.ENOSYS


@trial("enter namespaces of others")
def enter_namespaces(known):
    return passing("setns")


# calls


@trial("read the memory of others")
def read_memory(known):
    return passing("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp")


@trial("use the keys of whoever started it")
def use_keys(known):
    return passing("add_key", "request_key", "keyctl")


@trial("give the kernel programs to run")
def give_programs(known):
    return passing(
        "bpf", "io_uring_setup", "io_uring_enter", "userfaultfd", "perf_event_open", "init_module"
    )


@trial("keep memory that is no process' own")
def keep_memory(known):
    return passing(
        "memfd_create", "memfd_secret", "shmget", "semget", "msgget", "mq_open", "vmsplice"
    )


@trial("make any other call that is refused")
def make_calls(known):
    return passing(*calls.REFUSED)


@trial("make refused calls in their x32 form")
def make_calls_of_x32(known):
    return os.uname().machine == "x86_64" and passing(*calls.REFUSED, form=calls.X32)


@trial("make calls of 32-bit programs", alone=True)
def make_calls_of_32_bits(known):
    if os.uname().machine != "x86_64":
        return None  # there a process of 64 bits cannot
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)() != -errno.EPERM


# its share of the machine


@trial("outlive its keeper")
def outlive(known):
    return libc.prctl(calls.PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0


@trial("be spared where memory is short")
def be_spared(known):
    score = Path("/proc/self/oom_score_adj")
    return score.read_text().strip() != "1000" or makes(score.write_text, "0")


@trial("take more of the processor")
def take_processor(known):
    realtime = os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(1)
    return makes(os.nice, -1) or makes(*realtime) or makes(os.setsid)


@trial("raise its limits")
def raise_limits(known):
    kinds = ("NOFILE", "DATA", "CORE", "NPROC", "FSIZE", "CPU", "MEMLOCK")
    most = (resource.RLIM_INFINITY,) * 2
    return [
        kind
        for kind in kinds
        if makes(resource.setrlimit, getattr(resource, f"RLIMIT_{kind}"), most)
    ]


@trial("leave its memory in a file")
def leave_its_memory(known):
    return resource.getrlimit(resource.RLIMIT_CORE)[0] > 1


@trial("open more files than it may")
def open_files(known):
    return len([open("/dev/null") for _ in range(2000)])


@trial("write a larger file than it may")
def write_a_large_file(known):
    with open("/tmp/large", "wb", 0) as file:
        return [file.write(bytes(2**22)) for _ in range(8)] == [2**22] * 8


@trial("fill the disk")
def fill_the_disk(known):
    files = [open(f"/tmp/{number}", "wb", 0) for number in range(20)]
    return [file.write(bytes(2**23)) for file in files] == [2**23] * 20


@trial("start more processes than it may", alone=True)
def start_processes(known):
    for _ in range(160):
        if os.fork() == 0:
            time.sleep(1000)
            os._exit(0)
    time.sleep(1)
    return True


@trial("take more memory than it may", alone=True)
def take_memory(known):
    return len([bytearray(b"x") * 2**26 for _ in range(9)])


def leave_behind(known):
    """Start a process with a name that can be found from outside, also where a guest has no /proc."""
    if os.fork() == 0:
        if os.fork() == 0:
            libc.prctl(15, left_name(known).encode(), 0, 0, 0)  # PR_SET_NAME
            os.close(known.talk)  # nobody waits for it
            time.sleep(1000)
        os._exit(0)
    os.wait()
    return "ready"


def left_name(known):
    return f"left-by-{known.port}"

"""A process that can do no harm: namespaces, limits, and nothing of the machine in sight (Linux).

`start` forks twice. The keeper stays outside: it watches the memory and kills all when the one who asked
goes away. The guest is process 1 of a world of its own: user, pid, network, mount and ipc namespaces, no
capabilities, a read-only file system that holds Python and its libraries, a small /tmp, and limits.

The order matters. As root the namespaces are made first and a user namespace last, so that the guest's user is
one that owns nothing outside. Without root the user namespace has to come first: it gives the right to make the
others, and the guest is the invoking user without any of his files in sight.

Sources: namespaces(7), user_namespaces(7), pivot_root(2), mount_setattr(2), capabilities(7).
"""

import contextlib
import ctypes
import errno
import json
import os
import platform
import resource
import select
import signal
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 4096, 16384, 1 << 18, 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
PR_SET_SECCOMP, SECCOMP_FILTER = 22, 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
CALLS = {"x86_64": (155, 442), "aarch64": (41, 442)}  # pivot_root, mount_setattr
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
FIRST_OUTER = (
    1_879_048_192  # as root: the guest's user outside, one that no machine gives to anybody
)
TOOLS = ("compare", "core", "limits", "plain")  # of the checks; the others are the judge's
LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64")
FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
DEVICES = ("null", "zero", "full", "random", "urandom")
REASONS = {
    errno.EPERM: "this machine or container forbids it",
    errno.ENOSPC: "this machine or container allows no more of them",
}
TICK = 0.05  # seconds between two looks at the memory

libc = ctypes.CDLL(None, use_errno=True)


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

    memory: int = 2 * 2**30
    data: int = 4 * 2**30
    cpu: int = 1800
    processes: int = 128
    files: int = 128
    written: int = 16 * 2**20
    disk: int = 64 * 2**20


def missing():
    """What this machine lacks for a sandbox, a list of sentences; [] if it can be made.

    One is really made, so the answer holds for this user on this machine now.
    """
    if not sys.platform.startswith("linux"):
        return [f"{platform.system()} has no namespaces: grading needs Linux"]
    if platform.machine() not in CALLS:
        return [
            f"the numbers of system calls on {platform.machine()} are not known to this program"
        ]
    # in a process of its own, since one with threads, as TensorFlow starts them, should not fork
    code = "from course.grading import sandbox; print(sandbox.tried())"
    root = str(Path(__file__).resolve().parent.parent.parent)
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        return [(run.stderr.strip().splitlines() or ["the process that tried it was killed"])[-1]]
    return [said] if (said := run.stdout.strip()) else []


def tried():
    """Make one sandbox, in a process that does nothing else; "" or what could not be had."""
    ours, theirs = os.pipe()
    try:
        guest = _fork_guest(
            lambda: os.write(theirs, b"here"),
            Limits(),
            keep=theirs,
            paths=readable(),
            number=0,
        )
    except OSError as error:
        return str(error)
    os.close(theirs)
    os.waitpid(guest, 0)
    return "" if os.read(ours, 10) == b"here" else "a guest ended before it could say anything"


def readable():
    """The paths that a guest may read: Python, its packages, this package, shared libraries.

    The labs' checks are left out: they build each case together with its answer.
    """
    package = Path(__file__).resolve().parent.parent
    root = package.parent
    found = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    found += [entry for entry in sys.path if entry and not _is_ours(Path(entry), root)]
    checks = package / "checks"
    found += [str(path) for path in sorted(package.iterdir()) if path != checks]
    found += [str(checks / f"{name}.py") for name in ("__init__", *TOOLS)]
    found += [*LIBRARIES, *FILES]
    inside = [str(Path(entry)) for entry in found if entry and os.path.exists(entry)]
    paths = [entry for entry in dict.fromkeys(inside) if not _holds(entry, root)]
    return [
        (path, os.path.realpath(path))
        for path in paths
        if not any(path != other and Path(other) in Path(path).parents for other in paths)
    ]


def _is_ours(path, root):
    """Whether a path lies in the project and not in an environment that lies there."""
    return path.resolve().is_relative_to(root) and not path.is_relative_to(sys.prefix)


def _holds(path, root):
    """Whether `path` would put the project itself in sight, with its solutions."""
    path = Path(path).resolve()
    return path == root or path in root.parents


def start(main, *, talk, hold, limits=None, isolated=True, number=0):
    """Fork a keeper, which forks the guest; returns in the calling process only.

    Args:
        main: called in the guest with the socket `talk`; when it returns, the guest ends.
        talk: socket, the guest's only channel. Closed here.
        hold: socket to the one who asked: when its other end is closed, the guest and all it started are
            killed; when the guest ends, one JSON object is sent: {"ended": exit status, negative for a
            signal; "killed": "memory", "processes" or ""; "peak": bytes; "fault": text}. Closed here.
        limits: Limits.
        isolated: False leaves namespaces and file system as they are, with limits only.
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
        _keep(main, talk, hold, limits, isolated, number)
    finally:
        os._exit(0)


def _keep(main, talk, hold, limits, isolated, number):
    base = _memory(os.getpid())
    _close_all_but(talk.fileno(), hold.fileno())
    said = {"ended": None, "killed": "", "peak": 0, "fault": ""}
    with contextlib.suppress(OSError):
        os.setsid()
    try:
        guest = _fork_guest(
            lambda: main(talk),
            limits,
            keep=talk.fileno(),
            paths=readable() if isolated else None,
            number=number,
        )
    except OSError as error:
        said["fault"] = str(error)
        hold.sendall(json.dumps(said).encode())
        return
    talk.close()
    poll = select.poll()
    poll.register(hold, select.POLLIN | select.POLLHUP)
    status, family = None, _Family(guest)
    while not poll.poll(1000 * TICK):
        ended, found = os.waitpid(guest, os.WNOHANG)
        if ended:
            status = found
            break
        processes = family.look()
        used = _used(processes, base, limits.memory)
        said["peak"] = max(said["peak"], used)
        if used > limits.memory:
            said["killed"] = "memory"
        elif len(processes) > limits.processes:  # the limit of the kernel does not hold for root
            said["killed"] = "processes"
        if said["killed"]:
            break
    for pid in [guest] if isolated else family.look()[::-1]:  # process 1 takes all with it
        if pid != guest or status is None:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
    if status is None:
        _, status = os.waitpid(guest, 0)
    said["ended"] = os.waitstatus_to_exitcode(status)
    with contextlib.suppress(OSError):
        hold.sendall(json.dumps(said).encode())


class _Family:
    """The guest and all processes that it started, as seen from outside.

    An orphan becomes a child of the guest, which is process 1 of its world: so a process that was not there at
    the last look has a parent that was, or that is new as well.
    """

    def __init__(self, guest):
        self.guest, self.ours, self.others = guest, {guest}, {0}

    def look(self):
        """Their process ids, the guest's first."""
        try:
            there = {int(name) for name in os.listdir("/proc") if name.isdigit()}
        except OSError:  # not Linux
            return [self.guest]
        self.ours &= there | {self.guest}
        self.others &= there | {0}
        parents = {pid: _parent(pid) for pid in there - self.ours - self.others}
        for known in (self.ours, self.others):
            while found := {pid for pid, parent in parents.items() if parent in known} - known:
                known |= found
        return [self.guest, *sorted(self.ours - {self.guest})]


def _parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])
    except (OSError, IndexError):
        return None


def _used(processes, base, most):
    """Bytes that processes hold beyond `base`; what they share counts once, where that matters: it is slow."""
    used = sum(map(_memory, processes)) - base
    if used > most and len(processes) > 1:
        used = sum(map(_share, processes)) - base
    return max(0, used)


def _memory(pid):
    """Bytes that a process holds: resident, swapped out, and the page tables, which count nowhere else."""
    return _bytes_in(f"/proc/{pid}/status", b"VmRSS:", b"VmSwap:", b"VmPTE:")


def _share(pid):
    """The same, where a page that n processes share counts for one n-th in each."""
    shared = _bytes_in(f"/proc/{pid}/smaps_rollup", b"Pss:", b"SwapPss:")
    return shared + _bytes_in(f"/proc/{pid}/status", b"VmPTE:") if shared else _memory(pid)


def _bytes_in(path, *names):
    try:
        with open(path, "rb") as lines:
            return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(names))
    except OSError:
        return 0


def _fork_guest(main, limits, *, keep, paths, number):
    """Fork the guest; `main` runs in it with nothing open but the file descriptor `keep`.

    Raises:
        OSError: a step failed, in words.
    """
    ours, theirs = (
        os.pipe()
    )  # the guest asks for its user map, then says that all is done or why not
    back, answer = os.pipe()
    as_root = _is_root_of_the_machine()
    if paths is not None:
        if not as_root:
            uid, gid = os.geteuid(), os.getegid()
            _step("a user namespace", libc.unshare, NEWUSER)
            _map_users("self", GUEST, uid, gid)
        _step("pid, network and ipc namespaces", libc.unshare, NEWPID | NEWNET | NEWIPC | NEWUTS)
    guest = os.fork()
    if guest == 0:
        try:
            os.close(ours)
            os.close(answer)
            _be_guest(main, limits, keep, paths, as_root, theirs, back)
        finally:
            os._exit(1)
    os.close(theirs)
    os.close(back)
    said = os.read(ours, 1000)
    if said == b"map":
        try:
            outer = FIRST_OUTER + number
            _map_users(guest, GUEST, outer, outer)
            os.write(answer, b"done")
            said = os.read(ours, 1000)
        except OSError as error:
            said = f"a user namespace: {error.strerror}".encode()
    os.close(ours)
    os.close(answer)
    if said != b"ready":
        with contextlib.suppress(OSError):
            os.kill(guest, signal.SIGKILL)
        os.waitpid(guest, 0)
        raise OSError(said.decode() or "the guest ended before it was ready")
    return guest


def _is_root_of_the_machine():
    """Whether a guest can be given a user of its own; the root of a rootless container cannot."""
    if os.geteuid() != 0:
        return False
    lines = Path("/proc/self/uid_map").read_text().splitlines()
    ranges = [tuple(map(int, line.split())) for line in lines]
    return any(first <= FIRST_OUTER and FIRST_OUTER + 256 <= first + n for first, _, n in ranges)


def _be_guest(main, limits, keep, paths, as_root, told, back):
    try:
        if paths is not None:
            processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
            _set(processes, "self/oom_score_adj", "1000")  # where memory gets short, it goes first
            _forbid_shared_memory(processes)
            _small_world(paths, limits)
            if as_root:
                _step("a user namespace", libc.unshare, NEWUSER)
                os.write(told, b"map")
                if os.read(back, 10) != b"done":
                    raise OSError("the user map was not written")
                os.setgroups([])
            _forbid_user_namespaces(processes)
            if as_root:
                os.setresgid(GUEST, GUEST, GUEST)
                os.setresuid(GUEST, GUEST, GUEST)
            _drop_rights()
        if sys.platform.startswith("linux"):  # only now, since a change of user takes both back
            _step("to die with its keeper", libc.prctl, PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            _step("to see itself in /proc", libc.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0)
        _limit(limits, isolated=paths is not None)
        nowhere = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(nowhere, fd)
        if paths is not None:
            _refuse_calls()
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


def _step(what, call, *arguments):
    """Call the C library; a failure becomes an OSError that says what could not be had."""
    if call(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(f"{what}: {REASONS.get(number) or os.strerror(number)}")


def _map_users(pid, inside, uid, gid):
    folder = Path(f"/proc/{pid}")
    (folder / "setgroups").write_text("deny" if os.geteuid() or pid == "self" else "allow")
    (folder / "gid_map").write_text(f"{inside} {gid} 1")
    (folder / "uid_map").write_text(f"{inside} {uid} 1")


def _forbid_shared_memory(processes):
    """No System V shared memory: it is nobody's resident memory until it is used."""
    for name in ("shmmni", "shmall"):
        _set(processes, f"sys/kernel/{name}", "0")


def _forbid_user_namespaces(processes):
    """No namespaces within: in one of its own a guest would have capabilities again."""
    _set(processes, "sys/user/max_user_namespaces", "0")


def _set(processes, name, value):
    with contextlib.suppress(OSError):  # `course sandbox` says what came of it
        fd = os.open(name, os.O_WRONLY, dir_fd=processes)
        try:
            os.write(fd, value.encode())
        finally:
            os.close(fd)


def _small_world(paths, limits):
    """Put the guest into a file system of its own, where only `paths` are left of the old one."""
    pivot_root, _ = CALLS[platform.machine()]
    _step("a mount namespace", libc.unshare, NEWNS)
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=10k,mode=755")
    os.makedirs("/tmp/old")
    _step("a root of its own", libc.syscall, pivot_root, b"/tmp", b"/tmp/old")
    os.chdir("/")
    os.mkdir("/new")
    _mount("tmpfs", "/new", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=10k,mode=755")
    for path, real in paths:
        for place in dict.fromkeys((path, real)):
            _bind(f"/old{real}", f"/new{place}")
    os.makedirs("/new/dev", exist_ok=True)
    for name in DEVICES:
        _bind(f"/old/dev/{name}", f"/new/dev/{name}", device=True)
    os.makedirs("/new/tmp", exist_ok=True)
    room = f"size={limits.disk},nr_inodes=2k,mode=1777"
    _mount("tmpfs", "/new/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, room)
    os.symlink("/tmp", "/new/dev/shm")
    os.mkdir("/new/proc")
    with contextlib.suppress(OSError):  # some containers forbid it; then there is no /proc
        _mount("proc", "/new/proc", "proc", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
    _read_only("/new", recursive=False)
    os.chdir("/new")
    _step("a root of its own", libc.syscall, pivot_root, b".", b".")
    _step("to leave the old root", libc.umount2, b".", MNT_DETACH)
    os.chdir("/tmp")
    os.environ.update(HOME="/tmp", TMPDIR="/tmp")


def _bind(source, target, *, device=False):
    if os.path.lexists(target) and os.path.ismount(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        Path(target).touch()
    _mount(source, target, None, MS_BIND | MS_REC)
    _read_only(target, device=device)  # a device can still be written to, but not be touched


def _mount(source, target, kind, flags, options=""):
    encoded = [None if text is None else str(text).encode() for text in (source, target, kind)]
    _step(f"to mount {target}", libc.mount, *encoded, ctypes.c_ulong(flags), options.encode())


class _Attributes(ctypes.Structure):
    """struct mount_attr of mount_setattr(2)."""

    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user_fd")]


def _read_only(target, *, recursive=True, device=False):
    _, mount_setattr = CALLS[platform.machine()]
    attributes = _Attributes(set=MS_RDONLY | MS_NOSUID | (0 if device else MS_NODEV))
    flags = AT_RECURSIVE if recursive else 0
    _step(
        f"a read-only {target} (Linux 5.12 or newer)",
        libc.syscall,
        ctypes.c_long(mount_setattr),
        AT_FDCWD,
        target.encode(),
        flags,
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )


class _CapHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


def _drop_rights():
    """No capability is left, and none comes back by running a program."""
    for number in range(64):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)  # fails for numbers that the kernel lacks
    header = _CapHeader(version=0x20080522, pid=0)
    nothing = (ctypes.c_uint32 * 6)()
    _step("to drop capabilities", libc.capset, ctypes.byref(header), ctypes.byref(nothing))
    _step("to stay without rights", libc.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


class _Program(ctypes.Structure):
    """struct sock_fprog of seccomp(2)."""

    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def _refuse_calls():
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
    _step("to refuse system calls", libc.prctl, *arguments)


def _limit(limits, *, isolated):
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

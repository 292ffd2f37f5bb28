"""Ways around single walls: namespaces by every call that makes them, other forms of calls, the keeper."""

import textwrap

from tests.hostile.bank import FORGE, call, forged, probe

NAMESPACES = {
    "mount": 0x20000, "cgroup": 0x2000000, "uts": 0x4000000, "ipc": 0x8000000, "user": 0x10000000,
    "pid": 0x20000000, "network": 0x40000000, "time": 0x80,
}  # fmt: skip
CALLS = textwrap.dedent("""
    NUMBERS = {
        "x86_64": {"unshare": 272, "clone": 56, "setns": 308, "seccomp": 317},
        "aarch64": {"unshare": 97, "clone": 220, "setns": 268, "seccomp": 277},
    }[os.uname().machine]

    def made(name, *arguments, form=0):
        number = NUMBERS.get(name, name) | form
        child = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
        if child == 0 and name in ("clone", 435):
            os._exit(0)
        return child >= 0
""")

# namespaces

for name, flag in NAMESPACES.items():
    probe(
        f"a {name} namespace by unshare",
        f'return made("unshare", {flag}) or libc.unshare({flag}) == 0',
        before=CALLS,
        quick=name == "user",
    )
    probe(
        f"a {name} namespace by clone",
        f'return made("clone", {flag} | 17, 0, 0, 0, 0)',
        before=CALLS,
        control=name == "user",  # a user without rights makes no other, and threads none by unshare
    )
probe(
    "a user namespace and another by clone, as a sandbox is made",
    """
    flags = 0x10000000 | 0x20000000 | 0x20000
    return made("clone", flags | 17, 0, 0, 0, 0) or made("unshare", flags) or made("unshare", flags | 0x400)
    """,
    before=CALLS,
    control=True,
)
probe(
    "a user namespace by clone3",
    """
    asked = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17)
    return made(435, ctypes.addressof(asked), 88) or made(435, ctypes.addressof(asked), 64)
    """,
    before=CALLS,
    control=True,
)
probe(
    "a user namespace in a thread and in a child",
    """
    import threading
    found = []
    thread = threading.Thread(target=lambda: found.append(made("unshare", 0x20000)))
    thread.start()
    thread.join()
    child = os.fork()
    if child == 0:
        os._exit(made("unshare", 0x10000000))
    return os.waitpid(child, 0)[1] or any(found)
    """,
    before=CALLS,
    control=True,
)
probe(
    "a user namespace with the upper half of the flags set",
    'return made("clone", 0x1_1000_0011, 0, 0, 0, 0) or made("unshare", 0x1_1000_0000)',
    before=CALLS,
)
probe(
    "its own namespaces entered again, by file and by process",
    """
    found = []
    for kind in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup", "time"):
        try:
            fd = os.open(f"/proc/self/ns/{kind}", os.O_RDONLY)
        except OSError:
            continue
        found += [kind] * made("setns", fd, 0)
    process = libc.syscall(434, os.getpid(), 0)
    return found or process >= 0 and made("setns", process, 0x20000)
    """,
    before=CALLS,
)

# other forms of calls

probe(
    "calls in their x32 form",
    """
    calls = {"unshare": (272, 0x10000000), "socket": (41, 1, 1, 0), "getpid": (39,), "setsid": (112,)}
    return [name for name, (number, *rest) in calls.items() if made(number, *rest, form=0x40000000)]
    """,
    before=CALLS,
)
call(
    "calls of 32-bit programs",
    """
    memory = mmap.mmap(-1, 4096, prot=7)
    memory.write(b"\\xb8\\x36\\x01\\x00\\x00\\xbb\\x00\\x00\\x00\\x10\\xcd\\x80\\xc3")  # unshare(CLONE_NEWUSER)
    place = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    return 77 if ctypes.CFUNCTYPE(ctypes.c_int)(place)() == 0 else -1
    """,
    ("wrong", "crashed"),  # a kernel without them ends who tries
    before="import ctypes, mmap\n",
)
probe(
    "a filter of its own, by which calls seem to succeed",
    """
    steps = struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)
    buffer = ctypes.create_string_buffer(steps)
    program = struct.pack("HxxxxxxQ", 1, ctypes.addressof(buffer))
    place = ctypes.create_string_buffer(program)
    return libc.prctl(22, 2, place, 0, 0) == 0 or libc.syscall(NUMBERS["seccomp"], 1, 0, place) == 0
    """,
    before="import struct\n" + CALLS,
)

# limits, and the keeper

probe(
    "a life without its keeper",
    "return libc.prctl(1, 0, 0, 0, 0) == 0",
    control=True,
    quick=True,
)
call(
    "out of sight of its keeper",
    """
    libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
    libc.prctl(15, b") 0 (\\n1 2", 0, 0, 0)  # its name, which stands in /proc before its parent's number
    if os.fork() == 0:
        libc.prctl(15, b")", 0, 0, 0)
        if os.fork() == 0:
            time.sleep(10**6)
        os._exit(0)
    return -1
    """,
    ("wrong", "memory"),  # whose pages cannot be told apart: what is shared counts for each process
    before="import ctypes, os, time\nlibc = ctypes.CDLL(None)\n",
)
call(
    "memory out of sight of its keeper",
    """
    libc.prctl(4, 0, 0, 0, 0)
    for _ in range(20):
        if os.fork() == 0:
            kept = bytearray(b"x") * (200 * 2**20)
            time.sleep(100)
    time.sleep(100)
    """,
    ("memory", "timeout"),
    before="import ctypes, os, time\nlibc = ctypes.CDLL(None)\n",
)
probe(
    "files that the judge has open",
    """
    found = [fd for fd in range(3, 2**16) if fd != socket_fd() and is_open(fd)]
    for pid in ("@judge@", "@victim@"):
        try:
            found += os.listdir(f"/proc/{pid}/fd")
        except OSError:
            pass
    return found
    """,
    before=FORGE
    + """
def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
""",
)
probe(
    "places outside in the list of its mounts",
    """
    said = open("/proc/self/mountinfo").read() + open("/proc/self/mounts").read()
    return "@outside@" in said or "@mark@" in said or "/.git" in said
    """,
)
probe(
    "a chance to be spared where memory is short",
    """
    for path in ("/proc/self/oom_score_adj", "/proc/1/oom_score_adj", "/proc/self/oom_adj"):
        try:
            with open(path, "w") as file:
                return file.write("-1000") and path
        except OSError:
            pass
    return open("/proc/self/oom_score_adj").read().strip() != "1000"
    """,
)
probe(
    "limits of process 1, raised from a child",
    """
    import resource
    child = os.fork()
    if child == 0:
        found = 0
        for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE, resource.RLIMIT_DATA, resource.RLIMIT_CPU):
            try:
                resource.prlimit(1, kind, (10**6, 10**6))
                found += 1
            except (OSError, ValueError):
                pass
        os._exit(found)
    return os.waitpid(child, 0)[1]
    """,
)
call(
    "every processor, and none of its niceness",
    """
    os.sched_setaffinity(0, range(os.cpu_count()))
    for change in (lambda: os.nice(-20), lambda: os.nice(19),
                   lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))):
        try:
            change()
        except OSError:
            pass
    return -1
    """,
    ("wrong", "timeout"),
    before="import os\n",
)
probe(
    "watches on files, which are the kernel's memory",
    """
    return [name for name in ("inotify_init", "fanotify_init") if getattr(libc, name)(0, 0) >= 0]
    """,
    control=True,
)
call(
    "endless loop with the alarm put off and blocked in all threads",
    """
    def put_off():
        while True:
            signal.setitimer(signal.ITIMER_REAL, 10**6)

    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    threading.Thread(target=put_off, daemon=True).start()
    while True: pass
    """,
    ("timeout",),
    before="import signal, threading\n",
)
forged(
    "forged words on every file that it could have inherited",
    """
    for fd in range(3, 1024):
        for said in (b'{"ended": 0, "killed": "", "peak": 0, "fault": ""}', frame(value("77"))):
            try:
                if fd != socket_fd():
                    os.write(fd, said)
            except OSError:
                pass
    return -1
    """,
)
for kind in ("int", "float", "list", "np.ndarray", "type(None)"):
    call(
        f"an object whose class is said to be {kind}",
        "return Liar()",
        ("wrong",),
        before=f"""
    class Meta(type):
        def __instancecheck__(self, other): return True
        def __subclasscheck__(self, other): return True
        def __eq__(self, other): return True
        __hash__ = type.__hash__

    class Liar(metaclass=Meta):
        __class__ = property(lambda self: {kind})
        def __eq__(self, other): return True
        def __getattribute__(self, name):
            return {kind} if name == "__class__" else lambda *a, **k: 1
    """,
    )

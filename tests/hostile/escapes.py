"""Ways out of the sandbox: rights, namespaces, other processes, the network."""

from tests.hostile.bank import call, probe

# getting out

probe(
    "mount: bind, writable again, over a folder, away",
    """
    tries = {
        "bind": (b"/", b"/tmp", None, 4096),
        "tmpfs": (b"none", b"/tmp", b"tmpfs", 0),
        "proc": (b"proc", b"/tmp", b"proc", 0),
        "writable root": (None, b"/", None, 32),
        "writable lib": (None, b"/usr/lib", None, 32 | 4096),
        "sysfs": (b"sysfs", b"/tmp", b"sysfs", 0),
    }
    def mount(source, target, kind, flags):
        return libc.mount(source, target, kind, ctypes.c_ulong(flags), None) == 0

    done = [name for name, arguments in tries.items() if mount(*arguments)]
    return done + ["away"] * (libc.umount2(b"/usr/lib", 2) == 0)
    """,
)
probe(
    "namespaces of its own",
    """
    kinds = (0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
    found = [hex(kind) for kind in kinds if libc.unshare(kind) == 0]
    number = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
    child = libc.syscall(number, 0x10000000 | 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    return found or child > 0
    """,
)
probe(
    "namespaces of others",
    """
    found = []
    for pid in ("@judge@", "@victim@", "1"):
        for kind in ("mnt", "net", "pid_for_children", "user", "ipc"):
            try:
                fd = os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY)
            except OSError:
                continue
            if libc.setns(fd, 0) == 0:
                found.append((pid, kind))
    return found
    """,
)
probe("a root of its own", 'return os.chroot("/tmp") or "chroot"')
probe(
    "out of the root by a folder that was opened before",
    """
    fd = os.open("/", os.O_RDONLY)
    os.mkdir("/tmp/jail")
    try:
        os.chroot("/tmp/jail")
    except OSError:
        pass
    os.fchdir(fd)
    for _ in range(50):
        os.chdir("..")
    return not os.path.samefile(".", "/") or set(os.listdir(".")) ^ set(os.listdir("/"))
    """,
)
probe(
    "another user",
    """
    found = []
    for become in (os.setuid, os.setgid, os.seteuid, os.setegid, lambda n: os.setgroups([n]),
                   lambda n: os.setresuid(n, n, n)):
        try:
            found.append(become(0) or become)
        except OSError:
            pass
    return found
    """,
)
probe(
    "rights that it may not have",
    """
    libc.ptrace.argtypes = [ctypes.c_long] * 4
    tries = {
        "realtime": lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
        "priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, -5),
        "limits": lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_NOFILE, (4096, 4096)),
        "name": lambda: socket.sethostname("x"),
        "clock": lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()),
        "session": os.setsid,
        "trace": lambda: libc.ptrace(0, 0, 0, 0) and 1 / 0,
        "reboot": lambda: libc.reboot(0x89abcdef) and 1 / 0,
        "accounting": lambda: libc.acct(b"/tmp/x") and 1 / 0,
        "rights": lambda: libc.prctl(8, 1, 0, 0, 0) and 1 / 0,
        "swap": lambda: libc.swapoff(b"/dev/null") and 1 / 0,
    }
    found = []
    for name, attempt in tries.items():
        try:
            attempt()
            found.append(name)
        except (OSError, ZeroDivisionError, ValueError):
            pass
    return [name for name in found if name != "rights"]
    """,
)
probe(
    "end another process",
    """
    os.kill(@victim@, 9)
    return "killed"
    """,
    control=True,
)
call(
    "end everybody",
    """
    for pid in (-1, 0, os.getppid(), @judge@, @victim@, 1):
        try:
            os.kill(pid, 9)
        except OSError:
            pass
    return -1
    """,
    before="import os\n",
    quick=True,
)
probe(
    "debug its own children, and itself",
    """
    libc.ptrace.argtypes = [ctypes.c_long] * 4
    return libc.ptrace(16, 1, 0, 0) == 0 or libc.ptrace(16, @victim@, 0, 0) == 0
    """,
)

# the network

probe(
    "a connection to this machine",
    'return socket.create_connection(("127.0.0.1", @port@), 2)',
    control=True,
    quick=True,
)
probe(
    "a datagram to this machine",
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(2)
    sock.sendto(b"hello", ("127.0.0.1", @datagrams@))
    return sock.recv(5)
    """,
    control=True,
)
probe("a connection by IPv6", 'return socket.create_connection(("::1", @port6@), 2)', control=True)
probe(
    "an abstract socket",
    """
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(bytes(1) + b"@mark@")
    return sock
    """,
    control=True,
)
probe(
    "a socket by its path",
    """
    sock = socket.socket(socket.AF_UNIX)
    sock.connect("@path@")
    return sock
    """,
    control=True,
)
probe("a name in the network", 'return socket.getaddrinfo("example.com", 80)')
probe(
    "an address outside",
    """
    for address in (("1.1.1.1", 53), ("8.8.8.8", 443), ("169.254.169.254", 80)):
        try:
            return socket.create_connection(address, 0.5)
        except OSError:
            pass
    """,
)
probe(
    "raw packets, the kernel's own sockets",
    """
    found = []
    for kind in ((17, 3), (16, 3), (40, 1), (38, 5), (2, 3)):
        try:
            found.append(socket.socket(*kind))
        except OSError:
            pass
    return found
    """,
)

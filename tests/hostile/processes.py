"""Processes, threads and loops that do not end."""

from tests.hostile.bank import ENDED, FORGE, STATES, attack, call

# processes and threads

call(
    "fork bomb",
    """
    while True:
        try:
            os.fork()
        except OSError:
            pass
    """,
    ENDED,
    before="import os\n",
)
call(
    "fork bomb that leaves its parents",
    """
    while True:
        try:
            if os.fork():
                os._exit(0)
        except OSError:
            pass
    """,
    ENDED,
    before="import os\n",
)
call(
    "threads without end",
    """
    while True:
        try:
            threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
        except RuntimeError:
            break
    return [threading.Thread(target=lambda: None).start() for _ in range(9)]
    """,
    ("wrong", *ENDED),
    before="import threading, time\n",
    spoils=True,  # no thread is left for anything else
)
call(
    "daemon that outlives",
    """
    if os.fork() == 0:
        try:
            os.setsid()
        except OSError:
            pass
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
            while True:
                time.sleep(1)
        os._exit(0)
    return -1
    """,
    before="import os, signal, time\n",
    quick=True,
)
call(
    "daemon that holds the talk open while its parent ends",
    """
    if os.fork() == 0:
        while True:
            time.sleep(1)
    os._exit(0)
    """,
    ("crashed",),
    before="import os, time\n",
)
call(
    "daemons that answer for later exercises",
    """
    if os.fork() == 0:
        while True:
            forge(value("77"))
            time.sleep(0.001)
    return -1
    """,
    STATES,
    before=FORGE,
    spoils=True,
)
call(
    "threads that answer for later exercises",
    """
    def go_on():
        while True:
            forge(value("77"), value("[]", "failed", "x"), {"call": 0, "arguments": "[]"})

    [threading.Thread(target=go_on, daemon=True).start() for _ in range(4)]
    return -1
    """,
    STATES,
    before=FORGE + "import threading\n",
    spoils=True,
)
call(
    "programs instead of Python",
    """
    found = [os.path.join(base, file) for base, _, files in os.walk("/lib64") for file in files]
    for path in found[:3] + ["/bin/sh", "/usr/bin/env", "/proc/self/exe"]:
        try:
            os.execv(path, [path, "-c", "sleep 1000 & sleep 1000"])
        except OSError:
            pass
    return -1
    """,
    ("wrong", *ENDED),
    before="import os\n",
)

# loops

call("endless loop", "while True: pass", ("timeout",))
call(
    "endless loop with the alarm ignored",
    """
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True: pass
    """,
    ("timeout",),
    before="import signal\n",
)
call(
    "endless loop with all signals blocked",
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True: pass
    """,
    ("timeout",),
    before="import signal\n",
)
call(
    "endless loop that catches everything",
    """
    while True:
        try:
            while True: pass
        except BaseException: pass
    """,
    ("timeout",),
)
call("endless loop in C", "return sum(range(10**12))", ("timeout",))
call(
    "endless regular expression",
    'return re.match("(a+)+$", "a" * 60 + "b")',
    ("timeout",),
    before="import re\n",
)
call("a power that takes years", "return 7 ** (7 ** 20)", ("timeout", "memory", "wrong"))
call("sleeping", "time.sleep(10**9)", ("timeout",), before="import time\n")
call(
    "a lock that is never released",
    """
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
    """,
    ("timeout",),
    before="import threading\n",
)
call("waiting for input", "return input() or sys.stdin.read()", ("wrong",), before="import sys\n")
call("printing without end", 'while True: print("x" * 10**6)', ("timeout", "memory"))
attack("endless loop in the cell", "while True:\n    pass\n", ("timeout",))
attack(
    "endless loop in the cell that catches everything",
    """
    import signal
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        try:
            while True: pass
        except BaseException: pass
    """,
    ("timeout",),
)
attack("a cell that takes long to read", "x = " + "-" * 100_000 + "1", ("wrong", *ENDED))
attack("a cell of a million brackets", "(" * 190_000, ("wrong", *ENDED))
attack("a cell with a null in it", "def count_carries(a, b):\n    return 1\n\0")
call(
    "a result that takes for ever to look at",
    "return Slow()",
    ("timeout",),
    before="""
    class Slow:
        def __array__(self, *_, **__):
            while True: pass
    """,
)
call(
    "an object that never dies",
    """
    if not calls:
        Undying()
    return -1
    """,
    ("timeout", "wrong", "crashed"),
    before="""
    calls = []

    class Undying:
        def __del__(self):
            calls.append(1)
            while True:
                try:
                    while True: pass
                except BaseException: pass
    """,
)

"""What goes on beside the answers: hooks, handlers, another setup cell."""

from tests.hostile.bank import RIGHT, STATES, attack

# what goes on in the background

for name, source in {
    "sys.settrace": "sys.settrace(meddle)\nthreading.settrace(meddle)",
    "sys.setprofile": "sys.setprofile(meddle)",
    "sys.monitoring": "getattr(sys, 'monitoring', None) and (sys.monitoring.use_tool_id(1, 'x'),"
    " sys.monitoring.register_callback(1, 1, meddle), sys.monitoring.set_events(1, 1))",
    "an audit hook": "sys.addaudithook(lambda name, arguments: meddle() if calls else None)",
    "an import hook": "sys.meta_path.insert(0, Finder())\nsys.path_hooks.insert(0, meddle)",
    "other modules": "import types\nfor name in ('json', 'struct', 'copy', 'io', 'traceback', 'linecache'):\n"
    "    sys.modules[name] = types.ModuleType(name)",
    "no modules": "sys.modules.clear()",
    "atexit": "atexit.register(lambda: [meddle() for _ in iter(int, 1)])",
    "signal handlers": "[signal.signal(n, lambda *a: meddle()) for n in range(1, 32) if n not in (9, 19)]",
    "the alarm": "signal.signal(signal.SIGALRM, lambda *a: meddle())\n"
    "signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)",
    "garbage collection": "gc.callbacks.append(lambda *a: meddle())\ngc.set_threshold(1)",
    "faulthandler": "faulthandler.dump_traceback_later(0.1, exit=True)",
    "exception hooks": "sys.excepthook = sys.unraisablehook = threading.excepthook = meddle",
    "warnings": "warnings.showwarning = warnings.warn = meddle",
    "no recursion": "sys.setrecursionlimit(60)",
    "one digit": "sys.set_int_max_str_digits(640)",
    "another type of dict": "import __main__\n__main__.__dict__.clear()",
    "a closed stdout": "sys.stdout.close()\nsys.stderr.close()\nsys.stdin.close()",
    "another folder": "os.chdir('/proc/self/task')",
    "no environment": "os.environ.clear()",
    "Python's own flags": "ctypes.memset(id(1) + 24, 2, 1)",  # 1 is 2 from here on
}.items():
    attack(
        f"in the background: {name}",
        "import atexit, ctypes, faulthandler, gc, os, signal, sys, threading, warnings\n"
        "calls = []\n"
        "def meddle(*_):\n"
        "    for frame in sys._current_frames().values():\n"
        "        frame.f_locals.update(value=1, outcome=1, passed=True, points=1000)\n"
        "    return meddle\n"
        "class Finder:\n"
        "    def find_spec(self, *_): raise SystemExit\n"
        "def count_carries(a, b):\n"
        "    calls.append(1)\n"
        "    return True\n" + source + "\n",
        STATES,
        spoils=True,
    )

# the setup cell

for name, source in {
    "ends Python": "import os\nos._exit(0)",
    "never ends": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
    "raises": "raise BaseException('x' * 10**6)",
    "is no Python": "raise def (",
    "leaves processes": "import os, time\n[os.fork() or time.sleep(10**6) for _ in range(50)]",
}.items():
    attack(
        f"a setup cell that {name}",
        RIGHT["count-carries"],
        ("right",),
        points=2,
        setup=source,
    )

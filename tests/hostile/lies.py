"""The end of Python, patched tools, and values that lie about what they are."""

from tests.hostile.bank import ENDED, FORGE, STATES, attack, call

# the end of Python

for name, how in {
    "os._exit(0)": "os._exit(0)",
    "os.abort": "os.abort()",
    "a segmentation fault": "ctypes.string_at(0)",
    "a signal that has no name": "os.kill(os.getpid(), 40); os._exit(1)",
    "an end as if it had been killed": "os._exit(137)",
}.items():
    call(
        f"{name}, when called",
        how,
        ("crashed",),
        before="import ctypes, os\n",
        quick=name == "os._exit(0)",
    )
    attack(f"{name}, in the cell", f"import ctypes, os\n{how}", ("crashed",))
call("sys.exit, when called", "sys.exit(0)", before="import sys\n")
attack("sys.exit, in the cell", "import sys\nsys.exit(0)\n")
call("KeyboardInterrupt", "raise KeyboardInterrupt", ("crashed",))
call(
    "GeneratorExit, SystemExit in a group",
    'raise BaseExceptionGroup("x", [SystemExit(0), GeneratorExit()])',
)
call(
    "a stack that is too deep",
    "return count_carries(a, b)",
    ("wrong", *ENDED),
    before="import sys\nsys.setrecursionlimit(10**9)\n",
)
call(
    "all files closed",
    "os.closerange(0, 4096)\nreturn 1",
    ("crashed",),
    before="import os\n",
    quick=True,
)
call(
    "another file in place of the socket",
    """
    os.dup2(os.open("/dev/zero", os.O_RDWR), socket_fd())
    return 1
    """,
    ("crashed", "timeout", "memory"),
    before=FORGE,
)
call(
    "its own socket in place of the socket",
    """
    read, write = os.pipe()
    os.dup2(write, socket_fd())
    return 1
    """,
    ("crashed", "timeout"),
    before=FORGE,
)

# the judge's own tools, in its own process

LIES = "def count_carries(a, b):\n    return Liar()\n"
for name in (
    "len",
    "sum",
    "isinstance",
    "print",
    "__import__",
    "open",
    "hasattr",
    "type",
    "getattr",
    "str",
    "abs",
):
    attack(
        f"builtins.{name} is another",
        f"import builtins\nbuiltins.{name} = lambda *a, **k: True\ndef count_carries(a, b):\n    return True\n",
        STATES,
        spoils=True,
    )
for module, names in {
    "numpy": ("array_equal", "isclose", "allclose", "asarray", "ndarray", "array"),
    "course.checks.base.core": ("answer", "to_plain", "Outcome", "Check"),
    "course.checks.base.core.Check": ("__call__", "verdict", "result"),
    "course.checks.base.compare": ("differs", "_number"),
    "course.checks.base.plain": ("to_plain", "dumps", "loads", "Other"),
    "course.grading.guests.guest": ("dumps", "answer", "to_plain", "Namespace", "Outcome"),
    "course.grading.guests.guest._Guest": ("ask", "run", "setup", "others"),
    "course.grading.guests.channel.Channel": ("send", "receive"),
    "json": ("dumps", "loads"),
    "struct": ("pack", "unpack"),
    "socket.socket": ("send", "recv"),
}.items():
    attack(
        f"{module} is another",
        f"""
        import importlib, sys
        path, place = "{module}".split("."), None
        for stop in range(len(path), 0, -1):
            try:
                place = importlib.import_module(".".join(path[:stop]))
                break
            except ImportError:
                pass
        for name in path[stop:]:
            place = getattr(place, name)
        for name in {names!r}:
            try:
                setattr(place, name, lambda *a, **k: True)
            except TypeError:
                pass
        def count_carries(a, b):
            return True
        """,
        STATES,
        spoils=True,
    )
attack(
    "the guest's answer says that all is right",
    """
    from course.checks.base import core
    from course.grading.guests import guest
    core.answer = guest.answer = lambda *_: core.Outcome("value", guest.Equal(77))
    class Equal(int):
        def __eq__(self, other): return True
        __hash__ = int.__hash__
    guest.Equal = Equal
    def count_carries(a, b):
        return 1
    """,
    STATES,
    spoils=True,
)
for kind, more in {
    "int": "",
    "float": "",
    "str": "",
    "list": "def __iter__(self): return iter([0])",
    "dict": "def items(self): return [(0, 0)]",
    "tuple": "def __getitem__(self, place): return 0",
    "bytes": "",
    "complex": "",
    "np.ndarray": "",
}.items():
    make = "np.zeros(3).view(Liar)" if kind == "np.ndarray" else "Liar()"
    attack(
        f"a {kind} that lies",
        f"""
        class Liar({kind}):
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __len__(self): return 10**9
            def __int__(self): return 99
            def __float__(self): return 99.0
            def __index__(self): return 99
            def __bool__(self): return True
            def __array__(self, *_, **__): return np.zeros(10**6)
            def __reduce__(self): return (open, ("@outside@/pickled", "w"))
            def __instancecheck__(self, other): return True
            @property
            def __class__(self): return int
            __hash__ = None
            {more}
        def count_carries(a, b):
            return {make}
        """,
        ("wrong", "partly right"),  # int() is 0, and for one of the cases that is right
        points=None,
    )
attack(
    "an object that says it is a number",
    """
    class Liar:
        __class__ = int
        def __eq__(self, other): return True
        def bit_length(self): return 1
        def __int__(self): return 1
        def __getattr__(self, name): return lambda *a, **k: 1
    """
    + LIES.replace("\n", "\n    "),
)
attack(
    "an object that is everything",
    """
    class Liar:
        def __getattr__(self, name): return self
        def __call__(self, *a, **k): return self
        def __array__(self, *_, **__): return self
        def __iter__(self): return self
        def __next__(self): return self
        def __eq__(self, other): return True
        def __len__(self): return 0
        def __bool__(self): return True
    """
    + LIES.replace("\n", "\n    "),
)
attack(
    "a class whose name is no text",
    """
    class Odd(type):
        @property
        def __name__(self): return 10**9
    class Liar(metaclass=Odd): pass
    """
    + LIES.replace("\n", "\n    "),
)
attack(
    "a class whose name commands a terminal and a page",
    """
    Liar = type("\\x1b[2J\\x07\\u202e<script>alert(1)</script>", (), {})
    """
    + LIES.replace("\n", "\n    "),
)

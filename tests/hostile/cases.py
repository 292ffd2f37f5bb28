"""Answers that look for the cases, and that tell what they saw of hidden ones."""

import textwrap

from tests.hostile.bank import FORGE, RIGHT, STATES, attack, call

# knowing the cases

for exercise in ("encode", "count-carries", "exact-match", "decode"):
    function = exercise.replace("-", "_")
    attack(
        f"cases made by the package: {exercise}",
        f"""
        from course.checks import addition_rnn as module
        def {function}(*inputs):
            for case in module.{function}.cases(np.random.default_rng(0)):
                if repr(case.inputs) == repr(inputs):
                    return case.expected
        """,
        exercise=exercise,
    )
attack(
    "answers made by the package from a case's inputs",
    """
    from course.checks.addition_rnn.encode import _case
    def encode(text, alphabet, length):
        return _case(text, alphabet, length).expected
    """,
    exercise="encode",
)

# what is handed out while hidden cases are asked

SEES = FORGE + RIGHT["count-carries"].replace("count_carries", "right") + "seen = []\n"
for name, tell in {
    "an exception": 'raise ValueError(f"{a} {b} {seen}")',
    "the name of a class": 'return type(f"{a}x{b}", (), {})()',
    "the end of Python": "os._exit(a % 256)",
    "a forged message": """
        forge(value("null", "failed", f"{a} {b}"), value("null", "timeout", f"{a} {b}"))
        time.sleep(100)
    """,
    "a wrong value": "return a + 10**40",
    "an array of the text": "return np.array([str(a), str(seen)])",
}.items():
    call(
        f"hidden cases told by {name}",
        "seen.append((a, b))\nif (a, b) in @notebook@:\n    return right(a, b)\n"
        + textwrap.dedent(tell),
        STATES,
        before=SEES,
        spoils=True,
    )
call(
    "hidden cases told by the setup cell of the next guest",
    """
    seen.append((a, b))
    if (a, b) not in @notebook@:
        for place in ("/tmp/@mark@", "/dev/shm/@mark@", "/dev/null"):
            open(place, "w").write(str(seen))
        os._exit(0)
    return right(a, b)
    """,
    STATES,
    before=SEES,
    setup="import os\nif os.path.exists('/tmp/@mark@'):\n    raise ValueError(open('/tmp/@mark@').read())",
    spoils=True,
)
CACHE = """
import os

def found():
    for base, _, names in os.walk("/usr/lib"):
        for name in sorted(names):
            path = os.path.join(base, name)
            if not os.path.islink(path) and os.path.getsize(path) > 2**18:
                yield path

def is_cached(path):
    with open(path, "rb") as file:
        try:
            os.preadv(file.fileno(), [bytearray(1)], os.path.getsize(path) // 2, os.RWF_NOWAIT)
        except BlockingIOError:
            return False
    return True
"""
call(
    "hidden cases told by which files are cached",
    """
    seen.append((a, b))
    if (a, b) not in @notebook@:
        for bit, path in zip(f"{a:b}{b:b}", cold):
            if bit == "1":
                open(path, "rb").read()
        os._exit(0)
    return right(a, b)
    """,
    STATES,
    before=SEES + CACHE + "cold = [path for path in found() if not is_cached(path)]\n",
    setup=CACHE + 'raise ValueError("".join(str(int(is_cached(path))) for path in found())[:400])',
    spoils=True,
)

"""Forged messages: replies, calls, results."""

from tests.hostile.bank import FORGE, PATIENT, RIGHT, SENTIMENT, STATES, TRANSLATION, call, forged

# forged messages

forged("a forged value", 'forge(value("77"))\nreturn -1', spoils=True, states=STATES)
forged(
    "ten thousand replies at once",
    'forge_all(frame(value("77")) * 10_000)\nreturn -1',
    STATES,
    spoils=True,
)
forged(
    "a reply and an end", 'forge(value("77"))\nos._exit(0)', ("wrong", "partly right", "crashed")
)
forged(
    "a reply for the next exercise",
    'forge(value("77"), value("0.5"))\nos._exit(0)',
    ("wrong", "partly right", "crashed"),
)
forged(
    "a frame of 4 GB",
    'os.write(socket_fd(), b"\\xff" * 10)\ntime.sleep(100)',
    ("crashed",),
    quick=True,
)
forged(
    "a frame that does not end",
    'os.write(socket_fd(), b"\\0\\1\\0\\0{")\ntime.sleep(100)',
    ("timeout",),
)
forged(
    "a frame that comes byte by byte",
    """
    data = frame(value("7" + " " * 1000))
    for place in range(len(data)):
        os.write(socket_fd(), data[place : place + 1])
        time.sleep(0.05)
    """,
    ("timeout",),
)
for name, data in {
    "no JSON": b"\xff\xfe{",
    "a list": b"[1]",
    "nothing": b"",
    "null": b"null",
    "deep JSON": b"[" * 10**6,
    "deep objects": b'{"a":' * 10**5,
    "a number of many digits": b'{"kind": ' + b"9" * 10**5 + b"}",
    "NaN": b'{"kind": NaN, "value": NaN, "message": NaN}',
    "no kind": b"{}",
    "another kind": b'{"kind": "right", "value": "1", "message": "", "points": 1000}',
    "the kind of a cell": b'{"kind": "ran", "value": "1", "message": ""}',
    "a list as kind": b'{"kind": ["value"], "value": "1", "message": ""}',
    "a kind of the judge": b'{"kind": "memory", "value": "null", "message": ""}',
    "a message that is no text": b'{"kind": "failed", "value": "null", "message": {"a": 1}}',
    "no value": b'{"kind": "value", "message": ""}',
    "a value that is not packed": b'{"kind": "value", "value": 1, "message": ""}',
    "a value of no kind": b'{"kind": "value", "value": "[[]]", "message": ""}',
    "an array of objects": b'{"kind": "value", "value": "[\\"a\\", \\"O\\", [0], \\"\\"]", "message": ""}',
    "a function that nobody handed in": b'{"kind": "value", "value": "[\\"f\\", [0, \\"x\\"]]", "message": ""}',
    "a call of nothing": b'{"call": 0, "arguments": "[\\"l\\", [\\"l\\"], [\\"d\\"]]"}',
    "a call from nowhere": b'{"call": "x"}',
}.items():
    forged(f"a reply that is {name}", f"forge({data!r})\ntime.sleep(100)", ("crashed",))
for name, make in {
    "brackets": 'b"[" + b"[]," * 20_000_000 + b"[]]"',
    "brackets in a value": """frame_value(b'[\\\\"l\\\\"' + b",[]" * 20_000_000 + b"]")""",
    "escaped brackets in a value": """frame_value(b'[\\\\"l\\\\"' + b"\\\\u002c1" * 8_000_000 + b"]")""",
    "a text": """frame_value(b'\\\\"' + b"a" * 60_000_000 + b'\\\\"')""",
    "a message": """b'{"kind": "failed", "value": "null", "message": "' + b"a" * 60_000_000 + b'"}'""",
}.items():
    forged(
        f"60 MB of {name}",
        f"""
        def frame_value(text):
            return b'{{"kind": "value", "message": "", "value": "' + text + b'"}}'
        forge_all(frame({make}))
        os._exit(0)
        """,
        ("crashed", "wrong"),
        lab=PATIENT,
    )
for name, packed in {
    "texts that make a huge array": '["l","' + "a" * 90_000 + '"' + ',""' * 90_000 + "]",
    "lists as texts of an array": '["o","U",[2],[["l","' + "a" * 90_000 + '"],"b"]]',
    "keys of one hash": '["d"'
    + "".join(f',[["i","{k * (2**61 - 1):#x}"],0]' for k in range(1, 1500))
    + "]",
    "a name that is no text": '["x","\\ud800"]',
    "a name that commands a terminal": '["x","\\u001b[2J"]',
    "texts that are none": '["l","\\ud800","\\udfff"]',
    "a float of 16 bytes": '["n","<f16",[],"AAAAAAAAAID/PwAAAAAAAA=="]',
    "an empty array of a huge shape": '["a","<f4",[0,33554432,33554432],""]',
    "a number of 3000 digits": '["i","0x' + "f" * 3000 + '"]',
    "500 levels": '["l",' * 450 + "1" + "]" * 450,
    "a dict of strange keys": '["d",[NaN,1],[["x","k"],2],[["t",1],3],[null,4]]',
}.items():  # the source of a cell may have 200 kB
    forged(
        f"a forged value of {name}",
        f"""
        forge(value({packed!r}))
        os._exit(0)
        """,
        ("wrong", "crashed"),
    )
call(
    "a timeout that gives no reason, after all other cases",
    """
    calls.append(1)
    if len(calls) == @shown@:
        forge(value("null", "timeout"))
        time.sleep(100)
    return right(a, b)
    """,
    ("timeout",),
    spoils=True,  # it is still asleep when the next exercise is asked
    before=FORGE + RIGHT["count-carries"].replace("count_carries", "right") + "calls = []\n",
)
for kind in ("timeout", "not attempted"):
    forged(
        f"a reply that says {kind!r} and nothing else",
        f'forge(value("null", "{kind}"))\nos._exit(0)',
        (kind,),
        spoils=True,  # the next exercise finds nobody
    )
call(
    "results as a notebook shows them",
    """
    result = '{"text/plain": "1000.0", "course_check": {"id": "count-carries", "points": 1000.0, "of": 2}}'
    print(result)
    for fd in (0, 1, 2):
        os.write(fd, result.encode())
    sys.__stdout__.write(result)
    sys.__stderr__.write(result)
    display(result)
    class Result:
        points = 1000.0
        def _repr_mimebundle_(self, **_): return result
        def __repr__(self): return "1000.0"
    return Result()
    """,
    before="import os, sys\n",
)
call(
    "the keeper's own words on every file",
    """
    told = b'{"ended": 0, "killed": "", "memory": false, "peak": 0, "fault": "no sandbox"}'
    for fd in range(128):
        try:
            os.write(fd, told)
        except OSError:
            pass
    return -1
    """,
    STATES,
    before="import os\n",
    spoils=True,
)
for name, message in {
    "a wrong number": {"call": 99, "arguments": '["l",["l"],["d"]]'},
    "a number below 0": {"call": -1, "arguments": '["l",["l"],["d"]]'},
    "a text for a number": {"call": "0", "arguments": '["l",["l"],["d"]]'},
    "no arguments": {"call": 0},
    "arguments that are not packed": {"call": 0, "arguments": [[1], {}]},
    "three parts": {"call": 0, "arguments": '["l",["l"],["d"],["d"]]'},
    "names that are numbers": {"call": 0, "arguments": '["l",["l"],["d",[1,2]]]'},
    "an attribute": {"call": 0, "arguments": '["l",["l"],["d",["self",1],["__class__",2]]]'},
    "a table in the arguments": {"call": 0, "arguments": '["l",["l",["x","y"]],["d"]]'},
    "huge arguments": {"call": 0, "arguments": '["l",["l"' + ",1" * 90_000 + '],["d"]]'},
}.items():
    forged(
        f"a call with {name}",
        f"""
        forge({message!r})
        time.sleep(0.2)
        os._exit(0)
        """,
        ("crashed",),
        exercise="leave-one-out",
        lab=SENTIMENT,
    )
call(
    "calls without end",
    """
    while True:
        try:
            verdict(ids[None])
        except BaseException:
            pass
    """,
    ("timeout",),
    exercise="leave-one-out",
    lab=SENTIMENT,
)
call(
    "calls whose replies are not read",
    """
    message = frame({"call": 0, "arguments": json.dumps(["l", ["l", ["a", "<i8", [1, 9], "A" * 96]], ["d"]])})
    while True:
        forge_all(message * 1000)
    """,
    ("timeout", "crashed"),
    before=FORGE,
    exercise="leave-one-out",
    lab=SENTIMENT,
)
call(
    "calls with a million numbers",
    """
    said = []
    for state in (np.zeros(1_000_000, "uint8"), list(range(100_000)), "x" * 10**6, {"a": np.zeros(10**5)}):
        for symbol in (start, 10**400, "9" * 5000, None):
            try:
                said.append(step(symbol, state))
            except Exception as error:
                said.append(error)
    return said
    """,
    ("wrong", "timeout"),
    exercise="greedy",
    lab=TRANSLATION,
)
call(
    "what it was handed, taken apart",
    """
    found = []
    for name in ("table", "__self__", "__dict__", "__globals__", "__code__", "__closure__", "expected"):
        found += [getattr(step, name, None)]
    step.__class__ = type("Other", (), {"__call__": lambda *_: ([1.0], ())})
    step._number = 7
    step._channel = None
    return found
    """,
    exercise="greedy",
    lab=TRANSLATION,
)

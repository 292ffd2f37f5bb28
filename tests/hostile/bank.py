"""What an entry of the bank is, and how one is added.

An entry is a lab's cells and what must come of them. The payloads run in a sandbox, never here; those with
`control` set also run without one, where they do nothing but show that they work: read a planted file, call a
server of the test's own, end a process that was started for that.

In a source @name@ stands for what the test puts there: @outside@ a folder with planted files, @secret@ one of
them, @gradebook@ another, @port@ and others of servers, @victim@ and @judge@ processes, @first@ and @second@
the halves of a secret in the judge's memory, @root@ the project, @shown@ how many cases a notebook shows,
@notebook@ their inputs, @mark@ a name that nothing else has.
"""

import textwrap
from typing import NamedTuple

ADDITION, SENTIMENT, TRANSLATION = "04_addition_rnn", "08_sentiment", "09_seq2seq"
PATIENT = "04_patient"  # the first of them, with a longer time limit
EXERCISES = {
    ADDITION: ("encode", "count-carries", "exact-match", "decode"),
    PATIENT: ("encode", "count-carries", "exact-match"),
    SENTIMENT: ("bag-of-words", "leave-one-out"),
    TRANSLATION: ("character-ids", "greedy"),
}
RIGHT = {
    "encode": """
        def encode(text, alphabet, length):
            return np.eye(len(alphabet))[[alphabet.index(c) for c in text.ljust(length)]]
    """,
    "count-carries": """
        def count_carries(a, b):
            carry = count = 0
            while a or b:
                carry = int(a % 10 + b % 10 + carry > 9)
                count, a, b = count + carry, a // 10, b // 10
            return count
    """,
    "exact-match": """
        def exact_match(written, right):
            return float(np.mean([a == b for a, b in zip(written, right)]))
    """,
    "decode": """
        def decode(probabilities, alphabet):
            return "".join(alphabet[row.argmax()] for row in probabilities).rstrip()
    """,
    "bag-of-words": """
        def bag_of_words(ids, words):
            bags = np.zeros((len(ids), words))
            for bag, review in zip(bags, ids):
                for word in review[review != 0]:
                    bag[word] += 1
            return bags
    """,
    "leave-one-out": """
        def leave_one_out(verdict, ids):
            without = np.stack([np.delete(ids, place) for place in range(len(ids))])
            return verdict(ids[None])[0] - verdict(without)
    """,
    "character-ids": """
        def character_ids(texts):
            return {c: number for number, c in enumerate(sorted(set("".join(texts))), 3)}
    """,
    "greedy": """
        def greedy(step, state, start, end, longest):
            text, symbol = [], start
            while len(text) < longest:
                probabilities, state = step(symbol, state)
                symbol = int(np.argmax(probabilities))
                if symbol == end:
                    break
                text.append(symbol)
            return text
    """,
}
RIGHT = {name: textwrap.dedent(source) for name, source in RIGHT.items()}
STATES = ("right", "partly right", "wrong", "not attempted", "crashed", "timeout", "memory")
ENDED = ("crashed", "timeout", "memory")
POINTS = {"encode": 1, "count-carries": 2, "exact-match": 1, "decode": 1, "bag-of-words": 1,
          "leave-one-out": 2, "character-ids": 1, "greedy": 2}  # fmt: skip
SIGNATURES = {
    "count-carries": "count_carries(a, b)",
    "encode": "encode(text, alphabet, length)",
    "leave-one-out": "leave_one_out(verdict, ids)",
    "greedy": "greedy(step, state, start, end, longest)",
}


class Attack(NamedTuple):
    """A hostile submission.

    Attributes:
        name: what it tries.
        cells: {exercise: source}, in the notebook's order.
        states: {exercise: what it may end in}; all but one are right answers.
        points: {exercise: what it must get}; None if the attack may spoil the answers of its own submission.
        lab: one of EXERCISES.
        setup: the setup cell, or None.
        probe: its lines say "got through" or "held".
        control: without a sandbox it gets through.
        quick: it runs in `make quick`, too.
    """

    name: str
    cells: dict
    states: dict
    points: dict
    lab: str = ADDITION
    setup: str | None = None
    probe: bool = False
    control: bool = False
    quick: bool = False


BANK = []


def attack(
    name,
    source,
    states=("wrong",),
    *,
    exercise="count-carries",
    points=0,
    lab=ADDITION,
    spoils=False,
    **more,
):
    """Add a submission: the source in the cell of one exercise, right answers in the others."""
    cells = {other: RIGHT[other] for other in EXERCISES[lab]}
    cells[exercise] = textwrap.dedent(source)
    ends = {other: ("right",) for other in cells} | {exercise: tuple(states)}
    worth = {other: POINTS[other] for other in cells} | {exercise: points}
    if spoils:  # only that nobody gets points for the attack itself
        ends = {other: STATES for other in cells}
        worth = {other: None for other in cells} | {exercise: points}
    BANK.append(Attack(name, cells, ends, worth, lab, **more))


def call(name, body, states=("wrong",), *, before="", exercise="count-carries", **more):
    """What happens when the function is called."""
    head = f"def {SIGNATURES[exercise]}:\n"
    source = textwrap.dedent(before) + head + textwrap.indent(textwrap.dedent(body), "    ")
    attack(name, source, states, exercise=exercise, **more)


def probe(name, body, *, before="", control=False, **more):
    """Something that an answer must not be able to do; the body returns what it got, or raises."""
    source = (
        "import ctypes, os, socket, sys, time\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        + textwrap.dedent(before)
        + "def attempt():\n"
        + textwrap.indent(textwrap.dedent(body), "    ")
        + textwrap.dedent("""
            def count_carries(a, b):
                try:
                    found = attempt()
                    said = f"got through: {found!r:.99}" if found else "held"
                except BaseException as error:
                    said = f"held: {error!r:.150}"
                raise RuntimeError(said)
        """)
    )
    attack(name, source, probe=True, control=control, **more)


FORGE = """
import json, os, stat, struct, time

def socket_fd():
    for fd in range(3, 128):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                return fd
        except OSError:
            pass

def frame(data):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return struct.pack("!I", len(data)) + data

def forge(*messages):
    for message in messages:
        os.write(socket_fd(), frame(message))

def forge_all(data):
    while data:
        data = data[os.write(socket_fd(), data):]

def value(packed, kind="value", message=""):
    return {"kind": kind, "value": packed, "message": message}
"""


def forged(name, body, states=("wrong",), **more):
    call(name, body, states, before=FORGE, **more)

"""`course sandbox`: tries on this machine what an answer must not be able to do, and says what holds."""

import os
import socket
import tempfile
from pathlib import Path
from typing import NamedTuple

from course.grading import sandbox
from course.grading.guests.channel import Channel, ChannelClosed, ReplyTimeout, pair
from course.grading.guests.readable import readable_paths
from course.grading.guests.server import Guest
from course.grading.isolation import CONTAINER, missing

SECONDS = 20


class Trial(NamedTuple):
    """One attempt: what it is about, and code for a function that returns True if it gets through.

    The code sees `secret`, a file outside with a known text, and `port` of a server on this machine.
    `dies` says that ending the guest counts as being held, too.
    """

    what: str
    code: str
    dies: bool = False


TRIALS = (
    Trial("read a file of yours", "return open(secret).read() == 'secret'"),
    Trial("see your files through /proc", "return os.path.exists('/proc/1/root' + secret)"),
    Trial(
        "write where it likes",
        "[open(os.path.join(place, 'written'), 'w') for place in ('/', '/usr/lib', os.path.dirname(secret))]\n"
        "return True",
    ),
    Trial("reach the network", "socket.create_connection(('127.0.0.1', port), 2)\nreturn True"),
    Trial(
        "see other processes",
        "return len([n for n in os.listdir('/proc') if n.isdigit()]) > 1 or os.getpid() != 1",
    ),
    Trial(
        "read the environment of others",
        "return 'SECRET' in open('/proc/%d/environ' % outer).read()",
    ),
    Trial("end the one who started it", "os.kill(outer, 9)\nreturn True"),
    Trial("become root", "os.setuid(0)\nreturn True"),
    Trial(
        "mount a file system",
        "return ctypes.CDLL(None).mount(b'tmpfs', b'/tmp', b'tmpfs', 0, b'') == 0",
    ),
    Trial(
        "make namespaces of its own",
        "return ctypes.CDLL(None).unshare(0x10000000) == 0",
    ),
    Trial(
        "take shared memory of System V",
        "return ctypes.CDLL(None).shmget(0, 2**26, 0o1600) != -1",
    ),
    Trial(
        "start more processes than it may",
        "for _ in range(400):\n    if os.fork() == 0:\n        time.sleep(30)\ntime.sleep(1)\nreturn True",
        dies=True,
    ),
    Trial(
        "open more files than it may",
        "kept = [open('/dev/null') for _ in range(2000)]\nreturn True",
    ),
    Trial(
        "fill the disk",
        "kept = [open('/tmp/%d' % n, 'wb', 0) for n in range(20)]\n"
        "for file in kept:\n    file.write(bytes(2**23))\n"
        "return True",
    ),
    Trial(
        "take more memory than it may",
        "kept = [bytearray(b'x') * 2**28 for _ in range(20)]\nreturn True",
        dies=True,
    ),
)
LEFT = Trial(  # it says in which world it was, for us to look whether anybody is left there
    "leave a process behind",
    "if os.fork() == 0:\n    if os.fork() == 0:\n        while True:\n            time.sleep(1)\n"
    "    os._exit(0)\nraise LookupError(os.readlink('/proc/self/ns/pid'))",
)


def trials(*, isolated=True):
    """Try everything, each in a guest of its own.

    Args:
        isolated: False tries what goes on without a sandbox; only the harmless trials are made then.

    Returns:
        list of (what, held, how): held is True if the attempt failed, how is what the guest said.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as listening,
    ):
        secret = Path(folder) / "secret"
        secret.write_text("secret")
        names = {"secret": str(secret), "port": listening.getsockname()[1], "outer": os.getpid()}
        told = []
        for trial in TRIALS if isolated else TRIALS[:2]:
            said, ended = _attempt(trial, names, isolated)
            held = said.startswith("held") or (trial.dies and bool(ended.get("killed")))
            told.append((trial.what, held, said))
        if isolated:
            told.append(_leaving_behind(names))
    return told


def show():
    """Print a table; returns the exit code, 0 if everything holds."""
    lacking = missing()
    if lacking:
        print("no sandbox can be made here: " + "; ".join(lacking) + "\n\n" + CONTAINER)
        return 1
    told = trials()
    print(f"{'an answer tries to':36} holds")
    for what, held, said in told:
        print(f"{what:36} {'yes' if held else 'NO: ' + said}")
    broken = sum(not held for _, held, _ in told)
    print(
        f"\n{broken} of {len(told)} got through: do not grade untrusted answers on this machine"
        if broken
        else f"\nall {len(told)} were held"
    )
    return 1 if broken else 0


def _attempt(trial, names, isolated):
    """What the guest said of a trial, and what its keeper said of the end."""
    talk, guests_talk = pair()
    hold, guests_hold = pair()
    keeper = sandbox.start(
        lambda sock: _try(trial, names, sock),
        talk=guests_talk,
        hold=guests_hold,
        paths=readable_paths() if isolated else None,
        number=250,
    )
    channel, holding = Channel(talk), Channel(hold)
    try:
        said = str(channel.receive(SECONDS).get("said"))
    except ReplyTimeout:
        said = "no end"
    except ChannelClosed:
        said = "ended"
    ended = Guest(channel, holding).end(kill=True)
    os.waitpid(keeper, 0)
    if ended.get("fault"):
        said = ended["fault"]
    return said, ended


def _try(trial, names, talk):
    """In the guest: run the trial's code."""
    body = "\n".join("    " + line for line in trial.code.splitlines())
    known = dict(names)
    source = f"import ctypes, os, socket, time\ndef attempt():\n{body}\n"
    try:
        exec(source, known)
        said = "it got through" if known["attempt"]() else "held"
    except BaseException as error:
        said = f"held: {type(error).__name__} {error}"
    Channel(talk).send({"said": said})


def _leaving_behind(names):
    said, _ = _attempt(LEFT, names, True)
    left = processes_in(said.rpartition(" ")[2])
    return LEFT.what, "pid:" in said and not left, f"{said}, {len(left)} left"


def processes_in(world):
    """Ids of the processes in a pid namespace, such as "pid:[4026531836]"."""
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.readlink(f"/proc/{name}/ns/pid") == world:
                found.append(int(name))
        except OSError:
            continue
    return found

"""A guest that does nothing but what a test tells it."""

import contextlib
import json
import os
import socket
import textwrap

import pytest

from course.grading import sandbox
from course.grading.guests.readable import readable_paths

needs_sandbox = pytest.mark.needs("sandbox")
SECONDS = 120  # far more than a guest takes, also on a busy machine


def talk_with(main, *, isolated=True, **options):
    """What a guest that runs `main` sends, and what its keeper says of its end."""
    talk, guests_talk = socket.socketpair()
    hold, guests_hold = socket.socketpair()
    paths = readable_paths() if isolated else None
    keeper = sandbox.start(main, talk=guests_talk, hold=guests_hold, paths=paths, **options)
    with talk, hold:
        talk.settimeout(SECONDS)
        said = b"".join(iter(lambda: talk.recv(2**16), b""))
        told = b"".join(iter(lambda: hold.recv(2**16), b""))
    os.waitpid(keeper, 0)
    return said.decode(), json.loads(told)


def guest_says(code, limits=None):
    """What `code`, whose last name is `said`, tells of itself in a guest, and what its keeper says."""

    def main(talk):
        known = {}
        exec(textwrap.dedent(code), known)
        talk.sendall(json.dumps(known["said"]).encode())

    said, told = talk_with(main, limits=limits)
    return json.loads(said or "null"), told


def processes_in(world):
    """Ids of the processes in a pid namespace, such as "pid:[4026531836]"."""
    found = []
    for name in os.listdir("/proc"):
        with contextlib.suppress(OSError):
            if name.isdigit() and os.readlink(f"/proc/{name}/ns/pid") == world:
                found.append(int(name))
    return found

"""Guests are alone, see little, end as they are told, and are kept in their limits of memory."""

import json
import os
import select
import signal
import socket
from pathlib import Path

import pytest

from course.grading import sandbox
from course.grading.guests.readable import PACKAGE, readable_paths
from course.grading.sandbox import keeper, rights
from tests.grading.sandbox.talking import (
    SECONDS,
    guest_says,
    needs_sandbox,
    processes_in,
    talk_with,
)


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


@needs_sandbox
def test_a_guest_is_alone_without_rights_and_sees_little():
    def look(talk):
        status = dict(
            line.split(":\t", 1)
            for line in open("/proc/self/status").read().splitlines()
            if "\t" in line
        )
        seen = {
            "pid": os.getpid(),
            "rights": {status[name] for name in ("CapPrm", "CapEff", "CapBnd", "CapInh", "CapAmb")},
            "gains": status["NoNewPrivs"],
            "groups": os.getgroups(),
            "files": [fd for fd in range(200) if is_open(fd)],
            "root": sorted(os.listdir("/")),
            "interfaces": sorted(os.listdir("/proc/self/net/dev_snmp6"))
            if os.path.exists("/proc/self/net/dev_snmp6")
            else ["lo"],
            "cwd": os.getcwd(),
        }
        seen["rights"] = sorted(seen["rights"])
        seen["files"] = [fd for fd in seen["files"] if fd != talk.fileno()]
        talk.sendall(json.dumps(seen).encode())

    said, told = talk_with(look)
    seen = json.loads(said)
    assert seen["pid"] == 1
    assert seen["rights"] == ["0" * 16]
    assert seen["gains"] == "1"
    assert set(seen["groups"]) <= {65534, rights.GUEST}
    assert seen["files"] == [0, 1, 2]
    tops = {Path(place).parts[1] for paths in readable_paths() for place in paths}
    assert set(seen["root"]) <= tops | {"dev", "proc", "tmp"}  # the project itself may lie in /home
    assert "var" not in seen["root"] and "boot" not in seen["root"]
    assert seen["interfaces"] == ["lo"]
    assert seen["cwd"] == "/tmp"
    assert told["ended"] == 0 and not told["fault"]


@needs_sandbox
def test_the_project_is_out_of_sight_but_for_its_package():
    root = PACKAGE.parent

    def look(talk):
        talk.sendall(json.dumps(os.listdir(root)).encode())

    said, _ = talk_with(look)
    assert set(json.loads(said)) <= {"course", ".venv", "venv", "env"}


@needs_sandbox
def test_a_sandbox_cannot_be_made_in_a_sandbox_and_the_reason_is_said():
    paths = readable_paths()

    def nested(talk):
        talk.sendall(sandbox.failure(paths).encode())

    reason, _ = talk_with(nested)
    assert "user namespace" in reason and "machine or container" in reason


@pytest.mark.parametrize(
    "main, ended",
    [(lambda talk: os._exit(3), 3), (lambda talk: os.abort(), -6), (lambda talk: 1 / 0, 1)],
)
@pytest.mark.parametrize("isolated", [pytest.param(True, marks=needs_sandbox), False])
def test_the_keeper_says_how_a_guest_ended(main, ended, isolated):
    _, told = talk_with(main, isolated=isolated)
    assert told["ended"] == ended or (isolated and told["ended"] < 0 and ended < 0)


@pytest.mark.parametrize("isolated", [pytest.param(True, marks=needs_sandbox), False])
def test_too_much_memory_ends_a_guest(isolated):
    def grow(talk):
        kept = []
        while True:
            kept.append(bytearray(b"x") * 2**24)

    limits = sandbox.Limits(memory=2**27)
    _, told = talk_with(grow, isolated=isolated, limits=limits)
    assert told["killed"] == "memory" and told["peak"] > 2**27


@needs_sandbox
def test_a_guest_ends_when_the_one_who_asked_is_gone():
    def wait(talk):
        talk.sendall(os.readlink("/proc/self/ns/pid").encode())
        os.fork()
        while True:
            talk.recv(1)

    talk, guests_talk = socket.socketpair()
    hold, guests_hold = socket.socketpair()
    keeper = sandbox.start(wait, talk=guests_talk, hold=guests_hold, paths=readable_paths())
    world = talk.recv(100).decode()
    assert processes_in(world)
    hold.close()
    os.waitpid(keeper, 0)
    assert processes_in(world) == []
    talk.close()


@needs_sandbox
@pytest.mark.slow
def test_the_memory_of_all_children_counts_and_what_they_share_counts_once():
    code = """
    import os, time
    kept = bytearray(b"x") * (60 * 2**20)
    for _ in range(10):
        if os.fork() == 0:
            more = bytearray(b"x") * ({each} * 2**20)
            time.sleep(100)
    time.sleep({seconds})
    said = "still there"
    """
    limits = sandbox.Limits(memory=400 * 2**20)
    said, told = guest_says(code.format(each=1, seconds=1.5), limits)
    assert (said, told["killed"]) == ("still there", "") and told["peak"] < limits.memory
    said, told = guest_says(code.format(each=60, seconds=60), limits)
    assert (said, told["killed"]) == (None, "memory") and told["peak"] > limits.memory


@needs_sandbox
def test_page_tables_count_as_memory():
    code = """
    import ctypes
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_size_t
    libc.mmap.argtypes = [ctypes.c_size_t] * 6
    place = libc.mmap(0, 2**38, 1, 0x4022, 2**64 - 1, 0)
    for step in range(40_000):
        ctypes.string_at(place + step * 2**21, 1)
    import time
    time.sleep(60)
    said = "still there"
    """
    said, told = guest_says(code, sandbox.Limits(memory=100 * 2**20))
    assert (said, told["killed"]) == (None, "memory")


@needs_sandbox
@pytest.mark.parametrize("processes, niceness", [(2, 0), (keeper.CROWD + 10, 19)])
def test_a_crowd_gives_way_to_others_and_a_few_do_not(processes, niceness):
    """A guest has one share of the processor also where the kernel shares it out by processes alone.

    The guest itself, which has to see all others end, stays as it is.
    """
    code = f"""
    import os, time
    started = []
    for _ in range({processes}):
        if (pid := os.fork()) == 0:
            time.sleep(1000)
        started.append(pid)

    def least(pids):
        return min(os.getpriority(os.PRIO_PROCESS, pid) for pid in pids)

    end = time.monotonic() + {100 if niceness else 1}
    while least(started) != 19 and time.monotonic() < end:
        time.sleep(0.01)
    said = [least(started), least([0])]
    """
    before = os.getpriority(os.PRIO_PROCESS, 0)
    said, _ = guest_says(code)
    assert said == [niceness or before, before]


def test_a_guest_and_all_that_it_started_are_killed_as_one():
    """Those that a guest started do not wait for the end of process 1, and none is left to run."""

    def crowd():
        ours, theirs = os.pipe()
        leader = os.fork()
        if leader == 0:
            os.setsid()
            for _ in range(3):
                if os.fork() == 0:
                    os.nice(19)
                    break
            os.write(theirs, b"x")
            while True:
                signal.pause()
        os.close(theirs)
        for _ in range(4):
            assert os.read(ours, 1)
        return leader, ours

    leader, ours = crowd()
    keeper.kill_group(leader, os.getpriority(os.PRIO_PROCESS, 0))
    assert select.select([ours], [], [], SECONDS)[0] and not os.read(
        ours, 1
    )  # nobody is left to write
    assert os.waitstatus_to_exitcode(os.waitpid(leader, 0)[1]) == -signal.SIGKILL
    os.close(ours)

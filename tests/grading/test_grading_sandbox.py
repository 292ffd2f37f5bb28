import json
import os
import socket
import sys

import pytest

from course.grading import sandbox, selftest
from course.grading.grade import check_sandbox
from course.grading.sandbox import rights, world

needs_sandbox = pytest.mark.needs("sandbox")


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def talk_with(main, **options):
    """What a guest that runs `main` sends, and what its keeper says of its end."""
    talk, guests_talk = socket.socketpair()
    hold, guests_hold = socket.socketpair()
    keeper = sandbox.start(main, talk=guests_talk, hold=guests_hold, **options)
    with talk, hold:
        said = b"".join(iter(lambda: talk.recv(2**16), b""))
        told = b"".join(iter(lambda: hold.recv(2**16), b""))
    os.waitpid(keeper, 0)
    return said.decode(), json.loads(told)


@needs_sandbox
def test_everything_that_the_selftest_tries_is_held():
    told = selftest.trials()
    assert len(told) == 16
    assert [what for what, held, said in told if not held] == []


def test_without_a_sandbox_the_same_attempts_get_through():
    told = {what: held for what, held, _ in selftest.trials(isolated=False)}
    assert told["read a file of yours"] is False


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
    assert "home" not in seen["root"] and "var" not in seen["root"]
    assert seen["interfaces"] == ["lo"]
    assert seen["cwd"] == "/tmp"
    assert told["ended"] == 0 and not told["fault"]


@needs_sandbox
def test_the_project_is_out_of_sight_but_for_its_package():
    root = world.PACKAGE.parent

    def look(talk):
        talk.sendall(json.dumps(os.listdir(root)).encode())

    said, _ = talk_with(look)
    assert set(json.loads(said)) <= {"course", ".venv", "venv", "env"}


@needs_sandbox
def test_a_sandbox_cannot_be_made_in_a_sandbox_and_the_reason_is_said():
    def nested(talk):
        talk.sendall(sandbox.tried().encode())

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
    keeper = sandbox.start(wait, talk=guests_talk, hold=guests_hold)
    world = talk.recv(100).decode()
    assert selftest.processes_in(world)
    hold.close()
    os.waitpid(keeper, 0)
    assert selftest.processes_in(world) == []
    talk.close()


def test_other_systems_are_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "namespaces" in sandbox.missing()[0]
    with pytest.raises(Exception, match="docker run") as refusal:
        check_sandbox(True)
    assert "--unsafe" in str(refusal.value)
    check_sandbox(False)


def test_no_path_in_sight_holds_the_project():
    root = world.PACKAGE.parent
    for path, real in world.readable():
        assert not (root / "solutions").is_relative_to(path)
        assert not (root / "solutions").is_relative_to(real)

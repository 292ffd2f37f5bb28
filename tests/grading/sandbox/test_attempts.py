"""Every wall is tried on this machine; one that is missing is found, and one that cannot be had is said."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from course.errors import CourseError
from course.files import ROOT
from course.grading import isolation, sandbox, selftest
from course.grading.guests.readable import readable_paths
from course.grading.sandbox import attempts, calls, file_system, keeper, kernel, rights, trials
from tests.grading.sandbox.talking import needs_sandbox

pytestmark = pytest.mark.slow
NOT_HELD = """
import json
from course.grading import isolation
lacking = isolation.missing()
print(json.dumps(lacking or [outcome for outcome in isolation.attempted() if not outcome.held]))
"""


def through():
    """What gets through in guests that are forked from this process."""
    return {what for what, held, _ in json.loads(attempts.run(readable_paths())) if not held}


@needs_sandbox
def test_everything_that_is_tried_is_held():
    outcomes = isolation.attempted()
    assert [outcome for outcome in outcomes if not outcome.held] == []
    assert len(outcomes) == len({what for what, _, _ in outcomes}) > 50
    assert set(trials.TRIALS) | set(trials.ALONE) < {what for what, _, _ in outcomes}


def without_a_filter(patch):
    patch.setattr(calls, "refuse_calls", lambda: None)


def without_a_number(name):
    def remove(patch):
        others = {other: numbers for other, numbers in calls.REFUSED.items() if other != name}
        made = calls._filter

        def shorter(machine):
            with pytest.MonkeyPatch.context() as inner:
                inner.setattr(calls, "REFUSED", others)
                return made(machine)

        patch.setattr(calls, "_filter", shorter)

    return remove


def without_limits(patch):
    patch.setattr(rights, "limit", lambda limits, isolated: None)


def without_going_first(patch):
    patch.setattr(rights, "go_first", lambda: None)


def with_the_network_and_sockets(patch):
    patch.setattr(keeper, "ALONE", keeper.ALONE & ~calls.NAMESPACES["network"])
    without_a_number("socket")(patch)


def without_a_count(patch):
    patch.setattr(trials, "SMALL", sandbox.Limits(memory=2**30, processes=1000))


def with_a_large_disk(patch):
    enter = file_system.enter
    patch.setattr(file_system, "enter", lambda paths, disk: enter(paths, 4 * disk))


MISSING = [
    (without_a_filter, {"make a namespace by clone (user)", "make any other call that is refused"}),
    (without_a_filter, {"make a namespace by unshare (user)", "make a namespace by clone3"}),
    (without_a_filter, {"enter namespaces of others", "make calls of 32-bit programs", "leave its root"}),
    (without_a_filter, {"read the memory of others", "mount a file system", "outlive its keeper"}),
    (without_a_filter, {"use the keys of whoever started it", "keep memory that is no process' own"}),
    *(
        (without_a_number(name), {row, "make any other call that is refused"})
        for name, row in {
            "setns": "enter namespaces of others",
            "unshare": "make a namespace by unshare (user)",
            "chroot": "leave its root",
            "keyctl": "use the keys of whoever started it",
            "bpf": "give the kernel programs to run",
            "ptrace": "read the memory of others",
            "open_tree": "mount a file system",
            "memfd_create": "keep memory that is no process' own",
        }.items()
    ),
    (without_going_first, {"be spared where memory is short"}),
    (without_limits, {"write a larger file than it may"}),
    (with_the_network_and_sockets, {"reach the network", "open sockets: local, raw, the kernel's"}),
    (without_a_count, {"start more processes than it may", "take more memory than it may"}),
    (with_a_large_disk, {"fill the disk"}),
]  # fmt: skip


@needs_sandbox
@pytest.mark.parametrize("remove, rows", MISSING)
def test_a_wall_that_is_missing_is_found(remove, rows, monkeypatch):
    remove(monkeypatch)
    assert rows <= through()


@needs_sandbox
@pytest.mark.parametrize(
    "trial, held",
    [
        (lambda known: os.kill(os.getpid(), signal.SIGSEGV) or os.abort(), True),
        (lambda known: os.fork() and time.sleep(100), False),  # it is late, and ended by us
        (lambda known: os._exit(0), False),
        (lambda known: undefined, False),  # noqa: F821  # a trial that does not work proves nothing
        (lambda known: "the secret", False),
        (lambda known: open("/not there"), True),
        (lambda known: None, True),
    ],
)
def test_how_a_trial_in_a_guest_of_its_own_may_end(trial, held, monkeypatch):
    monkeypatch.setattr(trials, "TRIALS", {})
    monkeypatch.setattr(trials, "ALONE", {"try it": trial})
    monkeypatch.setattr(attempts, "SECONDS", 5.0)
    assert [told[1] for told in json.loads(attempts.run(readable_paths()))] == [held, True]


@needs_sandbox
def test_a_process_that_is_left_behind_is_found(monkeypatch):
    """Without a world of its own, which takes all processes with it when it ends."""
    monkeypatch.setattr(keeper, "ALONE", keeper.ALONE & ~calls.NAMESPACES["pid"])
    for name in ("TRIALS", "ALONE"):
        monkeypatch.setattr(trials, name, {})
    found, made = [], attempts._processes_named
    monkeypatch.setattr(
        attempts, "_processes_named", lambda name: found.extend(made(name)) or found
    )
    try:
        assert json.loads(attempts.run(readable_paths())) == [
            ["leave a process behind", False, "1 left"]
        ]
    finally:
        for pid in found:
            os.kill(pid, signal.SIGKILL)


@needs_sandbox
def test_a_wall_that_is_missing_stops_grading_and_is_shown(monkeypatch, capsys):
    told = [
        attempts.Outcome("see nothing", True, "nothing"),
        attempts.Outcome("get out", False, "got 5"),
    ]
    monkeypatch.setattr(isolation, "attempted", lambda: told)
    with pytest.raises(CourseError, match="one could get out .got 5.") as refusal:
        isolation.check_sandbox(True)
    assert "course sandbox" in str(refusal.value) and "see nothing" not in str(refusal.value)
    isolation.check_sandbox(False)
    monkeypatch.setattr(selftest, "attempted", lambda: told)
    assert selftest.show() == 1
    assert "NO: got 5" in capsys.readouterr().out


def failure():
    """Why no sandbox can be made, asked in a child, as it takes the namespaces of whoever asks."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(theirs, sandbox.failure(readable_paths()).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with open(ours) as said:
        text = said.read()
    os.waitpid(child, 0)
    return text


STEPS = [
    "pid, network and ipc namespaces", "a mount namespace", "a root of its own", "to mount /new/tmp",
    "a read-only /new", "to leave the old root", "to drop capabilities", "to stay without rights",
    "to die with its keeper", "to refuse system calls",
]  # fmt: skip


@needs_sandbox
@pytest.mark.parametrize("step", STEPS)
def test_no_guest_is_made_where_a_step_fails(step, monkeypatch):
    made = kernel.checked_call

    def fail(what, call, *arguments):
        if what.startswith(step):
            raise OSError(f"{what}: not here")
        made(what, call, *arguments)

    for module in (kernel, keeper, file_system, rights, calls):
        monkeypatch.setattr(module, "checked_call", fail)
    assert "not here" in failure()


@needs_sandbox
@pytest.mark.parametrize(
    "place, name", [(rights, "limit"), (rights, "go_first"), (rights, "drop_rights"), (file_system, "_bind")]
)  # fmt: skip
@pytest.mark.parametrize("error", [OSError("not here"), ValueError("not here")])
def test_nor_where_another_part_fails(place, name, error, monkeypatch):
    def fail(*arguments, **options):
        raise error

    monkeypatch.setattr(place, name, fail)
    said = failure()
    assert "not here" in said or "ended before it was ready" in said


def in_a_root(mounts, code=NOT_HELD):
    """What `code` prints where /proc is mounted in another way, as in a container."""
    root = os.geteuid() == 0
    words = ["unshare", *(() if root else ("--user", "--map-root-user")), "--mount"]
    inner = f'{mounts} && echo ready && exec "$0" -c "$1"'
    run = subprocess.run(
        [*words, "--propagation", "private", "sh", "-c", inner, sys.executable, code],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    first, _, rest = run.stdout.partition("\n")
    if first != "ready":
        pytest.skip(f"no such mounts here: {run.stderr}")
    assert run.returncode == 0, run.stderr
    return json.loads(rest)


READ_ONLY = "mount --bind {0} {0} && mount -o remount,bind,ro {0}"


@needs_sandbox
@pytest.mark.skipif(not shutil.which("unshare"), reason="no command unshare")
@pytest.mark.parametrize("place", ["/proc/sys", "/proc/sys/kernel", "/proc/sys/user"])
def test_all_walls_hold_where_the_kernels_settings_cannot_be_written(place):
    assert in_a_root(READ_ONLY.format(place)) == []


@needs_sandbox
@pytest.mark.skipif(not shutil.which("unshare"), reason="no command unshare")
def test_without_a_writable_proc_grading_refuses_with_a_sentence():
    """There a guest could be spared where memory is short, and users cannot be mapped."""
    (said,) = in_a_root(READ_ONLY.format("/proc"))
    assert "Traceback" not in said and ("memory is short" in said or "user namespace" in said)


@needs_sandbox
def test_the_command_shows_a_row_for_every_wall(capsys):
    assert selftest.show() == 0
    *rows, _, last = capsys.readouterr().out.splitlines()
    assert all(row.endswith("  yes") for row in rows[1:]) and len(rows) > 50
    assert last == f"all {len(rows) - 1} were held"
    text = "\n".join(rows)
    for name in calls.NAMESPACES:
        assert f"make a namespace by clone ({name})" in text
        assert f"make a namespace by unshare ({name})" in text

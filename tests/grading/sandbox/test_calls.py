"""The filter of system calls: what it says for both machines, and that it holds for a guest."""

import errno
import re
from pathlib import Path

import pytest

from course.grading.sandbox import calls
from tests.grading.sandbox.talking import guest_says, needs_sandbox

ALLOWED = 0x7FFF0000
HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", r"#define __NR_(\w+)\s+(\d+)"),
    "aarch64": ("/usr/include/asm-generic/unistd.h", r"#define __NR(?:3264)?_(\w+)\s+(\d+)"),
}
USED = {  # calls that answers need, on x86_64 and aarch64
    "read": (0, 63), "write": (1, 64), "futex": (202, 98), "clone": (56, 220), "execve": (59, 221),
    "mmap": (9, 222), "wait4": (61, 260), "pipe2": (293, 59), "kill": (62, 129), "exit_group": (231, 94),
    "openat": (257, 56), "getrandom": (318, 278), "sched_setaffinity": (203, 122), "prctl": (157, 167),
    "prlimit64": (302, 261), "rt_sigprocmask": (14, 135), "setresuid": (117, 147), "madvise": (28, 233),
}  # fmt: skip
THREAD = 0x3D0F00  # the flags with which the C library starts a thread


def said_by(machine, number, *arguments, kind=None):
    """What the filter of a machine says of a call: 0 if it is allowed, else the error number."""
    values = {0: number, 4: calls.MACHINES[machine] if kind is None else kind}
    for place, argument in enumerate((*arguments, *[0] * 6)[:6]):
        values[16 + 8 * place], values[20 + 8 * place] = argument & 0xFFFFFFFF, argument >> 32
    steps, place, loaded = calls._filter(machine), 0, None
    while True:
        do, if_true, if_false, value = steps[place]
        place += 1
        if do == calls.END:
            return 0 if value == ALLOWED else value & 0xFFFF
        if do == calls.LOAD:
            loaded = values[value]
        else:
            true = {
                calls.EQUAL: loaded == value,
                calls.AT_LEAST: loaded >= value,
                calls.ANY_BIT: loaded & value,
            }[do]
            place += if_true if true else if_false


MACHINES = pytest.mark.parametrize("column, machine", list(enumerate(calls.MACHINES)))


@MACHINES
def test_calls_of_the_list_are_refused_and_those_that_answers_need_are_not(column, machine):
    for name, numbers in calls.REFUSED.items():
        if numbers[column] is not None:
            assert said_by(machine, numbers[column]) == errno.EPERM, name
    for name, numbers in USED.items():
        assert said_by(machine, numbers[column]) == 0, name
    assert not {n[column] for n in USED.values()} & {n[column] for n in calls.REFUSED.values()}


@MACHINES
def test_clone_makes_threads_and_processes_and_no_namespace(column, machine):
    number = calls.CLONE[machine]
    for flags in (17, THREAD, 0x1200011, 0x4111):  # fork, a thread, fork of glibc, vfork
        assert said_by(machine, number, flags) == 0, hex(flags)
        for name, flag in calls.NAMESPACES.items():
            assert said_by(machine, number, flags | flag) == errno.EPERM, name
    assert said_by(machine, number, 17, 0x10000000) == 0  # no flag, but an address
    assert said_by(machine, calls.CLONE3, 0x10000000) == errno.ENOSYS


@MACHINES
def test_other_forms_of_calls_are_refused(column, machine):
    other = {"x86_64": 0x40000003, "aarch64": 0x40000028}[machine]  # i386, 32-bit arm
    for number in (0, 1, 20, 120, 310, USED["read"][column]):
        assert said_by(machine, number, kind=other) == errno.EPERM
        assert said_by(machine, number | calls.X32) == errno.EPERM
    assert said_by(machine, 2**32 - 1) == errno.EPERM


@MACHINES
def test_a_limit_can_be_read_and_not_set_and_the_keeper_stays(column, machine):
    assert said_by(machine, calls.PRLIMIT[machine], 0, 7, 0, 0x7FFF0000) == 0
    for place in (1, 0x7FFF0000, 2**32, 2**47):
        assert said_by(machine, calls.PRLIMIT[machine], 0, 7, place) == errno.EPERM
    for option, said in {1: errno.EPERM, 22: errno.EPERM, 2: 0, 4: 0, 15: 0, 38: 0}.items():
        assert said_by(machine, calls.PRCTL[machine], option, 1) == said, option


@MACHINES
def test_the_numbers_are_those_of_the_kernel(column, machine):
    path, pattern = HEADERS[machine]
    if not Path(path).exists():
        pytest.skip("no headers of the kernel")
    there = {name: int(number) for name, number in re.findall(pattern, Path(path).read_text())}
    known = {**calls.REFUSED, **USED, "clone3": (calls.CLONE3, calls.CLONE3)}
    for name, numbers in known.items():
        if name in there:  # older headers lack the newest
            assert there[name] == numbers[column], name
    assert len(set(known) & set(there)) > 70


@needs_sandbox
def test_threads_processes_and_programs_work_in_a_guest():
    said, _ = guest_says("""
    import concurrent.futures, os, subprocess, threading
    said = []
    thread = threading.Thread(target=said.append, args=("a thread",))
    thread.start()
    thread.join()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        said += pool.map(str, ["a pool"])
    child = os.fork()
    if child == 0:
        os._exit(7)
    said.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    loader = next(p for p in ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1") if os.path.exists(p))
    said.append(subprocess.run([loader, "--version"], capture_output=True, text=True).stdout[:2])
    said.append(os.waitstatus_to_exitcode(os.waitpid(os.posix_spawn(loader, [loader, "--help"], {}), 0)[1]))
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        said.append(pool.submit(abs, -3).result(60))
    """)
    assert said == ["a thread", "a pool", 7, "ld", 0, 3]

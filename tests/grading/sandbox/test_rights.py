"""What a guest may not do, from within."""

import os
import textwrap

from course.grading.sandbox import calls
from tests.grading.sandbox.talking import guest_says, needs_sandbox

pytestmark = needs_sandbox


def test_system_calls_that_no_answer_needs_are_refused():
    """All of them fail for the filter's reason; without arguments they would fail for others outside."""
    column = list(calls.MACHINES).index(os.uname().machine)
    numbers = {
        name: pair[column] for name, pair in calls.REFUSED.items() if pair[column] is not None
    }
    code = f"""
    import ctypes, errno, resource
    libc = ctypes.CDLL(None, use_errno=True)
    said = {{}}
    for name, number in {numbers}.items():
        result = libc.syscall(number, *[ctypes.c_long(-1)] * 5)
        said[name] = [result, ctypes.get_errno()]
    said["look"] = resource.getrlimit(resource.RLIMIT_CORE)
    """
    said, told = guest_says(code)
    assert said.pop("look") == [1, 1]
    assert told["ended"] == 0
    assert set(map(tuple, said.values())) == {(-1, 1)} and len(said) == len(numbers)  # EPERM
    known = {}
    harmless = {name: numbers[name] for name in ("socket", "memfd_create", "vmsplice", "setrlimit")}
    exec(textwrap.dedent(code.replace(str(numbers), str(harmless))), known)
    assert all(error != 1 for _, error in list(known["said"].values())[:-1])


def test_a_limit_can_be_looked_at_and_not_be_set():
    said, _ = guest_says("""
    import resource
    said = []
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        for limit in ((0, 0), (1, 1), (128, 128)):
            try:
                resource.setrlimit(kind, limit)
                said.append(limit)
            except (OSError, ValueError):
                pass
            try:
                resource.prlimit(0, kind, limit)
                said.append(limit)
            except (OSError, ValueError):
                pass
    """)
    assert said == []


def test_a_guest_is_the_first_to_go_when_memory_is_short():
    said, _ = guest_says("""
    said = [int(open("/proc/self/oom_score_adj").read())]
    try:
        open("/proc/self/oom_score_adj", "w").write("0")
        said.append("lowered")
    except OSError:
        pass
    """)
    assert said == [1000]

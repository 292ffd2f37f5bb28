from course.grading import selftest
from tests.grading.sandbox.talking import needs_sandbox


@needs_sandbox
def test_everything_that_the_selftest_tries_is_held():
    told = selftest.trials()
    assert len(told) == 16
    assert [what for what, held, said in told if not held] == []


def test_without_a_sandbox_the_same_attempts_get_through():
    told = {what: held for what, held, _ in selftest.trials(isolated=False)}
    assert told["read a file of yours"] is False

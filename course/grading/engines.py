"""What runs the grading: threads of this process, or a cluster."""

import contextlib
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Protocol

from course.grading.judge.runner import Runner
from course.grading.records.grades import Answers, LabGrade, Submission

READ_AHEAD = 4  # submissions that are read ahead for each worker


class Engine(Protocol):
    """What `Threads` and `cluster.Cluster` can do.

    Attributes:
        runner: Runner; knows the labs, the seed, and what a grade depends on.
    """

    runner: Runner

    def submit(self, submission: Submission, answers: Answers) -> Iterable[LabGrade]:
        """Take one more submission; gives back the LabGrades that are there by now."""

    def finish(self) -> Iterable[LabGrade]:
        """Wait for the rest; gives LabGrades as they come."""

    def close(self) -> None:
        """Stop, also in the middle of the work."""


@contextlib.contextmanager
def open_engine(request, labs, seed):
    """The Engine for a GradingRequest; the labs are those that were handed in."""
    runner = Runner(labs, seed, isolated=request.isolated)
    if request.cluster:
        from course.grading.cluster import Cluster

        engine = Cluster(request.cluster, runner, request.workers)
    else:
        engine = Threads(runner, request.workers)
    try:
        yield engine
    except BaseException:
        runner.close()  # so that no thread waits for an answer
        raise
    finally:
        engine.close()
        runner.close()


class Threads:
    """Grades in threads of this process; the work itself is done by the guests.

    Args:
        runner: Runner.
        workers: how many at a time.
    """

    def __init__(self, runner, workers):
        self.runner, self.workers = runner, workers
        self.pool = ThreadPoolExecutor(workers)
        self.waiting = set()

    def submit(self, submission, answers):
        self.waiting.add(self.pool.submit(self.runner.grade, submission, answers))
        return self._done() if len(self.waiting) >= READ_AHEAD * self.workers else []

    def finish(self):
        while self.waiting:
            yield from self._done()

    def close(self):
        self.pool.shutdown(cancel_futures=True)

    def _done(self):
        done, self.waiting = wait(self.waiting, return_when=FIRST_COMPLETED)
        return [future.result() for future in done]

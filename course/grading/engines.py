"""What runs the grading: judges in processes of this machine, or a cluster."""

import contextlib
import queue
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Protocol

from course.grading.judge.process import JudgeProcess
from course.grading.judge.runner import Runner
from course.grading.records.grades import Answers, LabGrade, Submission

READ_AHEAD = 4  # submissions that are read ahead for each worker


class Engine(Protocol):
    """What `Judges` and `cluster.Cluster` can do.

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
        engine = Judges(runner, request.workers)
    try:
        yield engine
    finally:
        engine.close()


class Judges:
    """Grades in processes of this machine, each of which judges and has guests of its own.

    Args:
        runner: Runner.
        workers: how many at a time.
    """

    def __init__(self, runner, workers):
        self.runner, self.workers = runner, workers
        self.judges = [JudgeProcess(runner) for _ in range(workers)]
        self.idle = queue.SimpleQueue()
        for judge in self.judges:
            self.idle.put(judge)
        self.pool = ThreadPoolExecutor(workers)  # each thread waits for one judge
        self.waiting = set()

    def submit(self, submission, answers):
        self.waiting.add(self.pool.submit(self._grade, submission, answers))
        return self._done() if len(self.waiting) >= READ_AHEAD * self.workers else []

    def finish(self):
        while self.waiting:
            yield from self._done()

    def close(self):
        for judge in self.judges:
            judge.interrupt()  # so that no thread waits for an answer
        self.pool.shutdown(cancel_futures=True)
        for judge in self.judges:
            judge.close()

    def _grade(self, submission, answers):
        judge = self.idle.get()
        try:
            return judge.grade(submission, answers)
        finally:
            self.idle.put(judge)

    def _done(self):
        done, self.waiting = wait(self.waiting, return_when=FIRST_COMPLETED)
        return [future.result() for future in done]

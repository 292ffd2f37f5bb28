"""Grade on a cluster of dask.distributed: each worker process starts one server of its own.

A worker has threads, so guests are never forked from it; the server is a process that it starts. Nothing
but submissions and grades travels: checks and labs are those of the worker's own installation, which must
be the same.
"""

import threading

from course.errors import CourseError
from course.grading.isolation import check_sandbox
from course.grading.judge.labs import load_labs
from course.grading.judge.runner import Runner, empty_grades
from course.grading.records.grades import LabGrade

AHEAD = 4  # submissions for each thread of the cluster
CONNECT_SECONDS = 20
_runners = {}  # in a worker: what was asked for -> Runner
_lock = threading.Lock()


class Cluster:
    """Grades on a cluster, as `engines.Judges` does on this machine; see `engines.Engine`.

    Args:
        address: of a scheduler, such as "tcp://10.0.0.1:8786", or "local" for workers on this machine.
        runner: Runner; only its labs, seed and keys are used here.
        workers: processes to start, for "local".

    Raises:
        CourseError: dask.distributed is not installed, or nobody answers.
    """

    def __init__(self, address, runner, workers):
        try:
            import distributed
        except ImportError as error:
            raise CourseError(
                'a cluster needs dask.distributed: pip install -e ".[cluster]"'
            ) from error
        self.runner, self.cluster = runner, None
        if address == "local":
            self.cluster = address = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None
            )
        try:
            self.client = distributed.Client(address, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise CourseError(
                f"no dask scheduler answers at {address}: start one, or use --cluster local"
            ) from error
        self.waiting = {}

    def submit(self, submission, answers):
        asked = (tuple(self.runner.labs), self.runner.seed, self.runner.isolated)
        wanted = self.runner.fingerprints[submission.lab]
        future = self.client.submit(grade_there, asked, wanted, submission, answers, pure=False)
        self.waiting[future] = submission
        return self._done() if len(self.waiting) >= AHEAD * self._threads() else []

    def finish(self):
        while self.waiting:
            yield from self._done()

    def close(self):
        self.client.close()
        if self.cluster is not None:
            self.cluster.close()

    def _threads(self):
        return max(1, sum(self.client.nthreads().values()))

    def _done(self):
        from distributed import wait

        done = wait(list(self.waiting), return_when="FIRST_COMPLETED").done
        return [self._graded(future, self.waiting.pop(future)) for future in done]

    def _graded(self, future, submission):
        try:
            return future.result()
        except Exception as error:  # such as KilledWorker: it was tried on several
            text = f"{type(error).__name__} on the cluster: {str(error)[:300]}"
            lab = self.runner.labs[submission.lab]
            return LabGrade(submission, "fault", text, exercises=empty_grades(lab))


def grade_there(asked, wanted, submission, answers):
    """In a worker: grade one submission.

    Args:
        asked: names of the labs, seed, whether isolated.
        wanted: fingerprint of the lab where the grades are kept.
        submission: Submission.
        answers: its Answers.

    Returns:
        LabGrade.
    """
    with _lock:
        if asked not in _runners:
            _runners[asked] = _runner(*asked)
    runner = _runners[asked]
    if runner.fingerprints[submission.lab] != wanted:
        text = (
            "a worker of the cluster has another version of the labs, the checks or their libraries"
        )
        exercises = empty_grades(runner.labs[submission.lab])
        return LabGrade(submission, "fault", text, exercises=exercises)
    return runner.grade(submission, answers)


def _runner(names, seed, isolated):
    check_sandbox(isolated)
    return Runner(load_labs(names), seed, isolated=isolated)

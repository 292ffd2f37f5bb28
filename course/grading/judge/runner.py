"""Grades submissions, one at a time or in several threads, and tries again where grading itself failed."""

import hashlib
import json
import threading
import time
from dataclasses import replace

from course import runtime
from course.grading.guests.server import InternalError, Server
from course.grading.judge.cases import prepare_cases
from course.grading.judge.labs import fingerprint
from course.grading.judge.runs import SubmissionRun
from course.grading.records.grades import ExerciseGrade, LabGrade

TRIES = 3  # where grading itself fails


class Runner:
    """Grades submissions one after the other, or in several threads at a time.

    Args:
        labs: {name: Lab}.
        seed: str, decides the hidden cases.
        isolated: False runs the answers without namespaces.
        cases: {name: cases of a lab}, where another process has prepared them.
        server: Server, where one was started already.
    """

    def __init__(self, labs, seed, *, isolated=True, cases=None, server=None):
        self.labs, self.seed = labs, seed
        self.fingerprints = {name: fingerprint(lab) for name, lab in labs.items()}
        self.isolated = isolated
        self.lock = threading.Lock()
        self.server, self.prepared = server, cases

    @property
    def cases(self):
        """{name: cases of a lab}, prepared when they are first needed: Keras has to be imported for that."""
        with self.lock:
            if self.prepared is None:
                runtime.quiet()
                self.prepared = {
                    name: prepare_cases(lab, self.seed) for name, lab in self.labs.items()
                }
            return self.prepared

    def started(self):
        """The Server, started when it is first needed; raises CourseError if it does not start."""
        with self.lock:
            if self.server is None:
                self.server = Server(isolated=self.isolated)
            return self.server

    def key(self, lab, answers):
        """What a grade depends on, as a hash: answers, checks, versions, seed."""
        cells = [answers.cells.get(exercise.id) for exercise in self.labs[lab].exercises]
        facts = [answers.setup, cells, list(answers.cells), self.fingerprints[lab], self.seed]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def grade(self, submission, answers):
        """Grade one submission.

        Args:
            submission: Submission of one of the labs.
            answers: its Answers.

        Returns:
            LabGrade; an internal error was tried again before it is reported as one.
        """
        begun = time.monotonic()
        lab = self.labs[submission.lab]
        server = self.started()
        for attempt in range(TRIES):
            try:
                run = SubmissionRun(server, lab, self.cases[lab.name], answers)
                grades, notes = run.grade()
                grade = LabGrade(submission, notes=(*answers.notes, *notes), exercises=grades)
                break
            except InternalError as error:
                grade = LabGrade(submission, "fault", str(error), exercises=empty_grades(lab))
                if attempt + 1 < TRIES:
                    server.restart()
        key = self.key(lab.name, answers)
        return replace(grade, key=key, seconds=round(time.monotonic() - begun, 3))

    def close(self):
        """End the server and all guests; threads that wait for one are told."""
        if self.server is not None:
            self.server.close()


def empty_grades(lab):
    """The grades of a lab of which nothing could be read: 0 for each exercise."""
    return tuple(ExerciseGrade(exercise.id, exercise.check.points) for exercise in lab.exercises)

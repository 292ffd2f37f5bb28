"""The judge: hands a submission's answers to a guest, case by case, and judges the values that come out.

Expected values, hidden cases and hints stay in this process. All cases that a student knows are asked before
the first hidden one is, so nothing that a page shows can come from a hidden case.
"""

import builtins
import copy
import hashlib
import json
import pickle
import signal
import threading
import time
from dataclasses import replace

import numpy as np

from course.checks.base.core import Outcome
from course.checks.base.plain import NotPlain, dumps, loads, plain
from course.errors import CourseError
from course.grading.channel import Broken, Late
from course.grading.grades import ExerciseGrade, LabGrade
from course.grading.labs import fingerprint
from course.grading.server import Fault, Server

CELL_SECONDS = 30  # for a cell, where the check's own limit is not longer
SITTING_SECONDS = 900  # for all answers of a submission together
GRACE = 3.0  # seconds that a guest gets to end a call by itself, which is the friendlier way
TRIES = 3  # for a fault of ours
MOST_ARGUMENTS = 2**18  # characters of the arguments of one call of a function that was handed in
KINDS = {
    "run": ("ran", "failed", "timeout"),
    "ask": ("value", "failed", "timeout", "not attempted"),
}
CASE_TRIES, ENOUGH_CASES = 30, 3


class Runner:
    """Grades submissions one after the other, or in several threads at a time.

    Args:
        labs: {name: Lab}.
        seed: str, decides the hidden cases.
        isolated: False runs the answers without namespaces.
    """

    def __init__(self, labs, seed, *, isolated=True):
        self.labs, self.seed = labs, seed
        self.cases = {name: prepared(lab, seed) for name, lab in labs.items()}
        self.prints = {name: fingerprint(lab) for name, lab in labs.items()}
        self.isolated = isolated
        self.lock = threading.Lock()
        self.server = None

    def started(self):
        """The Server, started when it is first needed; raises CourseError if it does not start."""
        with self.lock:
            if self.server is None:
                self.server = Server(isolated=self.isolated)
            return self.server

    def key(self, lab, answers):
        """What a grade depends on, as a hash: answers, checks, versions, seed."""
        cells = [answers.cells.get(exercise.id) for exercise in self.labs[lab].exercises]
        facts = [answers.setup, cells, list(answers.cells), self.prints[lab], self.seed]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def grade(self, submission, answers):
        """Grade one submission.

        Args:
            submission: Submission of one of the labs.
            answers: its Answers.

        Returns:
            LabGrade; a fault of ours was tried again before it is reported as one.
        """
        begun = time.monotonic()
        lab = self.labs[submission.lab]
        server = self.started()
        for attempt in range(TRIES):
            try:
                sitting = Sitting(server, lab, self.cases[lab.name], answers)
                grades, notes = sitting.grade()
                grade = LabGrade(submission, notes=(*answers.notes, *notes), exercises=grades)
                break
            except Fault as error:
                grade = LabGrade(submission, "fault", str(error), exercises=without_answers(lab))
                if attempt + 1 < TRIES:
                    server.restart()
        key = self.key(lab.name, answers)
        return replace(grade, key=key, seconds=round(time.monotonic() - begun, 3))

    def close(self):
        """End the server and all guests; threads that wait for one are told."""
        if self.server is not None:
            self.server.close()


def prepared(lab, seed):
    """The cases of a lab's exercises, {exercise id: (shown, hidden)}, each a list of Case."""
    shown = {
        exercise.id: exercise.check.cases(np.random.default_rng(0)) for exercise in lab.exercises
    }
    return {
        exercise.id: (shown[exercise.id], _hidden_cases(exercise.check, seed, shown[exercise.id]))
        for exercise in lab.exercises
    }


def _hidden_cases(check, seed, shown):
    """Cases that are in no notebook; a check also has fixed ones, which every draw brings again."""
    known, hidden = set(map(_question, shown)), []
    for attempt in range(CASE_TRIES):
        digest = hashlib.sha256(f"{seed}/{check.id}/{attempt}".encode()).digest()
        try:
            drawn = check.cases(np.random.default_rng(int.from_bytes(digest, "big")))
        except AssertionError:  # this draw has no case that tells the mistakes apart
            continue
        for case in drawn:
            if _question(case) not in known:
                known.add(_question(case))
                hidden.append(case)
        if len(hidden) >= min(ENOUGH_CASES, len(shown)):
            break
    if hidden:
        return hidden
    raise CourseError(
        f"{check.id} draws no cases but those of the notebook: make its cases depend on the generator"
    )


def _question(case):
    """What a case asks, as text: two cases with the same are the same case."""
    return dumps(case.inputs, refer=lambda function: pickle.dumps(function).hex())


def without_answers(lab):
    """The grades of a lab of which nothing could be read: 0 for each exercise."""
    return tuple(ExerciseGrade(exercise.id, exercise.check.points) for exercise in lab.exercises)


class Sitting:
    """One submission before the judge; opens a guest when one is needed, and a new one if it dies.

    Args:
        server: Server.
        lab: Lab.
        cases: of the lab, as `prepared` gives them.
        answers: Answers.
        show: called with each (exercise, Case, Outcome, is hidden), for an instructor to see.
    """

    def __init__(self, server, lab, cases, answers, show=lambda *told: None):
        self.server, self.lab, self.cases, self.answers = server, lab, cases, answers
        self.show = show
        self.guest, self.notes, self.told = None, [], ()
        self.until = time.monotonic() + SITTING_SECONDS
        self.ran = []  # names and sources of the cells that a new guest runs again
        self.own_setup = answers.setup if not _same(answers.setup, lab.setup) else None
        self.problems = {}  # exercise -> Outcome of its cell, where that failed
        self.stops = {}  # exercise -> why no more of the notebook's cases were asked

    def grade(self):
        """Grades of all exercises in the lab's order, and notes.

        Raises:
            Fault: ours.
        """
        try:
            return self._grade(), self.told
        finally:
            self._leave()

    def _grade(self):
        by_id = {exercise.id: exercise for exercise in self.lab.exercises}
        tried = [
            by_id[name]
            for name, source in self.answers.cells.items()
            if name in by_id and not _same(source, by_id[name].stub)
        ]
        shown = {exercise.id: self._shown(exercise) for exercise in tried}
        self.told = tuple(dict.fromkeys(self.notes))  # what is said from here on knows hidden cases
        hidden = {exercise.id: self._hidden(exercise, shown) for exercise in tried}
        return tuple(
            self._graded(exercise, shown.get(exercise.id), hidden.get(exercise.id))
            for exercise in self.lab.exercises
        )

    def _shown(self, exercise):
        """The Result of the cases of the notebook; None for a costly check whose cell ran."""
        source = self.answers.cells[exercise.id]
        seconds = max(CELL_SECONDS, exercise.check.seconds)
        outcome = self._run(exercise.id, source, seconds)
        if outcome.kind != "ran":
            self.problems[exercise.id] = outcome
        cases, _ = self.cases[exercise.id]
        if outcome.is_last and outcome.kind != "ran":  # no function was made
            self.stops[exercise.id] = outcome.message
            return exercise.check.result(exercise.function, cases, iter([outcome]))
        if exercise.check.costly:
            return None
        return self._result(exercise, cases, hidden=False)

    def _hidden(self, exercise, shown):
        """The Result of the hidden cases; None where an answer is worth nothing anyway."""
        result = shown[exercise.id]
        if result is not None and not result.points:
            return None
        _, cases = self.cases[exercise.id]
        result = self._result(exercise, cases, hidden=True)
        if (
            exercise.check.costly
            and not result.points
            and result.attempted
            and not result.stopped_by
        ):
            result = self._result(
                exercise, cases, hidden=True
            )  # a training is a matter of luck, too
        return result

    def _result(self, exercise, cases, *, hidden):
        def outcomes():
            for case in cases:
                outcome = self._ask(exercise, case)
                if outcome.is_last and not hidden:
                    self.stops[exercise.id] = outcome.message
                self.show(exercise, case, outcome, hidden)
                yield outcome

        return exercise.check.result(exercise.function, cases, outcomes())

    def _graded(self, exercise, shown, hidden):
        source = self.answers.cells.get(exercise.id)
        of = float(exercise.check.points)
        grade = ExerciseGrade(exercise.id, of, answer=source or "")
        if source is None:
            return replace(grade, reason="its cell is not in the notebook, or lost its id")
        if shown is None and hidden is None:
            return replace(grade, state="not attempted")
        results = [result for result in (shown, hidden) if result is not None]
        points = min(result.points for result in results)
        stopped = next((result for result in results if result.stopped_by), None)
        problem = self.problems.get(exercise.id)
        if not all(result.attempted for result in results):
            state, reason = "not attempted", ""
        elif stopped:
            state = stopped.stopped_by
            reason = self.stops[exercise.id] if stopped is shown else _why_stopped(stopped)
        else:
            state = "right" if points == of else "partly right" if points else "wrong"
            reason = problem.message if problem else ""
        return replace(
            grade,
            points=points,
            shown_points=results[0].points,
            state=state,
            reason=reason,
            lines=tuple(tuple(line) for line in shown.lines) if shown else (),
            hint=next((result.hint for result in results if result.hint), ""),
            shown=_count(shown),
            hidden=_count(hidden),
        )

    # talking to the guest

    def _run(self, name, source, seconds):
        """Run a cell; its Outcome is "ran", "failed", or that the guest died."""
        outcome = self._request(
            {"do": "run", "name": name, "source": source, "seconds": seconds}, seconds
        )
        if outcome.kind in ("ran", "failed") and self.guest:
            self.ran.append((name, source))
        return outcome

    def _ask(self, exercise, case):
        handed = []

        def refer(function):
            handed.append(copy.deepcopy(function))
            return [len(handed) - 1, repr(function)]

        seconds = exercise.check.seconds
        inputs = dumps(case.inputs, refer=refer)
        request = {"do": "ask", "function": exercise.function, "inputs": inputs, "seconds": seconds}
        outcome = self._request(request, seconds, handed)
        if outcome.kind not in ("value", "failed", "not attempted", "timeout"):
            self.ran = [(name, source) for name, source in self.ran if name != exercise.id]
        return outcome

    def _request(self, request, seconds, handed=()):
        """One request, answered by a value or by the guest's end."""
        if time.monotonic() > self.until:
            text = f"all answers together took more than {SITTING_SECONDS // 60} minutes"
            return Outcome("timeout", message=text)
        return self._exchange(request, seconds, handed)

    def _exchange(self, request, seconds, handed=()):
        """The same without a look at the time of the whole submission."""
        if self.guest is None:
            self._enter()
        end = time.monotonic() + seconds + GRACE
        late = f"no answer after {seconds:g} seconds: is there a loop that never ends?"
        talk = self.guest.talk
        try:
            talk.send(request, seconds + GRACE)
            while True:
                reply = talk.receive(end - time.monotonic())
                if "call" not in reply:
                    return _outcome(reply, KINDS[request["do"]])
                talk.send(_called(reply, handed), end - time.monotonic())
        except Late:
            self.guest.end(kill=True)
            self.guest = None
            return Outcome("timeout", message=late)
        except Broken as error:
            told = self.guest.end(kill=True)
            self.guest = None
            return _death(told, str(error))

    def _enter(self):
        """Open a guest, run the setup cell and again what ran before the last one died."""
        self.guest = self.server.open()
        outcome = self._exchange(_cell("setup", self.lab.setup), CELL_SECONDS)
        if outcome.kind != "ran":
            raise Fault(f"the lab's setup cell did not run: {outcome.message}")
        if self.own_setup is not None:
            outcome = self._exchange(_cell("your setup", self.own_setup), CELL_SECONDS)
            if outcome.kind != "ran":
                self.notes.append(f"the changed setup cell was left out: {outcome.message}")
            if self.guest is None:
                self.own_setup = None
                return self._enter()
        for cell in list(self.ran):
            self._exchange(_cell(*cell), CELL_SECONDS)
            if self.guest is None:  # it ran once, and not again
                self.ran.remove(cell)
                return self._enter()
        return None

    def _leave(self):
        if self.guest is not None:
            self.guest.end(kill=True)
            self.guest = None


def _cell(name, source):
    return {"do": "run", "name": name, "source": source, "seconds": CELL_SECONDS}


def _same(source, other):
    """Whether two cells are the same but for blanks at line ends and empty lines."""

    def lines(text):
        return [line.rstrip() for line in (text or "").splitlines() if line.strip()]

    return source is None or lines(source) == lines(other)


def _count(result):
    if result is None:
        return 0, 0
    return sum(verdict.passed for _, verdict in result.verdicts), len(result.verdicts)


def _why_stopped(result):
    """Why the hidden cases could not be asked, without a word of the guest's."""
    return {
        "timeout": "on a further case, which is not shown, no answer came in time",
        "memory": "on a further case, which is not shown, it took more memory than there is",
    }.get(result.stopped_by, "on a further case, which is not shown, it ended Python")


def _outcome(reply, kinds):
    """The guest's reply as an Outcome, whatever it may be; raises Broken."""
    kind, message = reply.get("kind"), reply.get("message")
    if kind not in kinds or not isinstance(message, str):
        raise Broken("an answer of no known kind")
    try:
        value = plain(loads(reply["value"]))  # again: a forged one went through no `plain`
    except (ValueError, KeyError, TypeError, NotPlain) as error:
        raise Broken("a value that is no plain data") from error
    shown = (character if character.isprintable() else " " for character in plain(message[:1000]))
    return Outcome(kind, value, "".join(shown))


def _called(reply, handed):
    """Call one of the functions that the student was handed; the message that goes back."""
    try:
        if len(reply["arguments"]) > MOST_ARGUMENTS:
            return {"error": ["ValueError", "these arguments are too large"]}
        arguments, named = loads(reply["arguments"])
        function = handed[reply["call"]]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Broken("a call that cannot be read") from error
    try:
        return {"value": dumps(plain(function(*arguments, **named)))}
    except Exception as error:  # the student's mistake, told to the student's code
        kind = type(error).__name__
        return {"error": [kind if hasattr(builtins, kind) else "RuntimeError", str(error)[:1000]]}


def _death(told, said):
    """Why a guest is gone, as an Outcome.

    Raises:
        Fault: it was never there.
    """
    if told.get("fault"):
        raise Fault(f"the sandbox could not be made: {told['fault']}")
    if told.get("killed") == "memory":
        return Outcome("memory", message="it took more memory than an answer may")
    if told.get("killed") == "processes":
        return Outcome("crashed", message="it started more processes than an answer may")
    ended = told.get("ended")
    if ended is None:
        raise Fault(f"the sandbox's keeper did not say what happened ({said})")
    if ended == -signal.SIGKILL and said != "closed":
        return Outcome("crashed", message=f"it sent what is no answer: {said}")
    if ended < 0:
        names = {entry.value: entry.name for entry in signal.Signals}
        name = names.get(-ended, -ended)
        return Outcome("crashed", message=f"it ended Python (signal {name})")
    return Outcome("crashed", message=f"it ended Python (exit code {ended})")

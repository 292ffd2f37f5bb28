"""One submission: its answers go to a guest, case by case, and the values that come out are judged.

Expected values, hidden cases and hints stay in this process. All cases that a student knows are asked before
the first hidden one is, so nothing that a page shows can come from a hidden case.
"""

import copy
import time
from dataclasses import replace

from course.checks.base.core import Outcome
from course.checks.base.plain import dumps
from course.grading.guests.channel import ChannelClosed, ReplyTimeout
from course.grading.guests.server import InternalError
from course.grading.judge.replies import KINDS, answer_call, outcome_of, outcome_of_end
from course.grading.records.grades import ExerciseGrade

CELL_SECONDS = 30  # for a cell, where the check's own limit is not longer
SUBMISSION_SECONDS = 900  # for all answers of a submission together
GRACE = 3.0  # seconds that a guest gets to end a call by itself, which is the friendlier way


class SubmissionRun:
    """One submission before the judge; opens a guest when one is needed, and a new one if it dies.

    Args:
        server: Server.
        lab: Lab.
        cases: of the lab, as `prepare_cases` gives them.
        answers: Answers.
        show: called with each (exercise, Case, Outcome, is hidden), for an instructor to see.
    """

    def __init__(self, server, lab, cases, answers, show=lambda *told: None):
        self.server, self.lab, self.cases, self.answers = server, lab, cases, answers
        self.show = show
        self.guest, self.notes, self.public_notes = None, [], ()
        self.until = time.monotonic() + SUBMISSION_SECONDS
        self.ran = []  # names and sources of the cells that a new guest runs again
        self.own_setup = answers.setup if not _same(answers.setup, lab.setup) else None
        self.problems = {}  # exercise -> Outcome of its cell, where that failed
        self.stops = {}  # exercise -> why no more of the notebook's cases were asked

    def grade(self):
        """Grades of all exercises in the lab's order, and notes.

        Raises:
            InternalError: grading itself failed.
        """
        try:
            return self._grade(), self.public_notes
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
        self.public_notes = tuple(
            dict.fromkeys(self.notes)
        )  # what is said from here on knows hidden cases
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
            result = self._result(exercise, cases, hidden=True)  # training is a matter of luck, too
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
            text = f"all answers together took more than {SUBMISSION_SECONDS // 60} minutes"
            return Outcome("timeout", message=text)
        return self._exchange(request, seconds, handed)

    def _exchange(self, request, seconds, handed=()):
        """The same without a look at the time of the whole submission."""
        if self.guest is None:
            self._enter()
        end = time.monotonic() + seconds + GRACE
        too_late = f"no answer after {seconds:g} seconds: is there a loop that never ends?"
        talk = self.guest.talk
        try:
            talk.send(request, seconds + GRACE)
            while True:
                reply = talk.receive(end - time.monotonic())
                if "call" not in reply:
                    return outcome_of(reply, KINDS[request["do"]])
                talk.send(answer_call(reply, handed), end - time.monotonic())
        except ReplyTimeout:
            self.guest.end(kill=True)
            self.guest = None
            return Outcome("timeout", message=too_late)
        except ChannelClosed as error:
            end = self.guest.end(kill=True)
            self.guest = None
            return outcome_of_end(end, str(error))

    def _enter(self):
        """Open a guest, run the setup cell and again what ran before the last one died."""
        self.guest = self.server.open()
        outcome = self._exchange(_cell("setup", self.lab.setup), CELL_SECONDS)
        if outcome.kind != "ran":
            raise InternalError(f"the lab's setup cell did not run: {outcome.message}")
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

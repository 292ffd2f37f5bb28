"""One submission: its answers go to guests, case by case, and the values that come out are judged.

Each case is asked in the world in which the check stands in the notebook: right after the answer's own cell,
before later cells can change a name that it uses. So there are two worlds, one after the other. The first
is asked the cases of the notebook, the second, if the first left anything to find out, the hidden ones. All
that a page shows of a case comes from the first; expected values, hidden cases and hints stay in this process.
"""

import time
from dataclasses import replace

from course.checks.base.limits import CELL_SECONDS
from course.grading.judge.world import Limits, World, same
from course.grading.records.grades import ExerciseGrade

SUBMISSION_SECONDS = 900  # for all answers of a submission together
GRACE = 3.0  # seconds that a guest gets to end a call by itself, which is the friendlier way


class SubmissionRun:
    """One submission before the judge.

    Args:
        server: Server.
        lab: Lab.
        cases: of the lab, as `prepare_cases` gives them.
        answers: Answers.
        show: called with each (exercise, Case, Outcome, is hidden), for an instructor to see.

    Attributes:
        told: {exercise id: Told}, what else ran with an answer's cell, after `grade`.
    """

    def __init__(self, server, lab, cases, answers, show=lambda *told: None):
        self.server, self.lab, self.cases, self.answers = server, lab, cases, answers
        self.show, self.told = show, {}
        until = time.monotonic() + SUBMISSION_SECONDS
        self.limits = Limits(CELL_SECONDS, until, SUBMISSION_SECONDS, GRACE)
        self.reasons = {}  # exercise id -> what a page says of how its cell and its function ended

    def grade(self):
        """Grades of all exercises in the lab's order, and notes.

        Raises:
            InternalError: grading itself failed.
        """
        by_id = {exercise.id: exercise for exercise in self.lab.exercises}
        tried = [
            by_id[name]
            for name, source in self.answers.cells.items()
            if name in by_id and not same(source, by_id[name].stub)
        ]
        with self._world() as world:
            shown = {exercise.id: self._shown(world, exercise) for exercise in tried}
            ran, notes = world.ran, [*world.notes, *self._left_out(world)]
            self.told = world.told
        hidden = self._hidden(tried, ran, shown)
        grades = tuple(
            self._graded(exercise, shown.get(exercise.id), hidden.get(exercise.id))
            for exercise in self.lab.exercises
        )
        return grades, tuple(dict.fromkeys(notes))

    def _world(self):
        return World(self.server, self.lab, self.answers, self.limits)

    def _shown(self, world, exercise):
        """The Result of the cases of the notebook; None for a costly check whose cell ran."""
        outcome = world.run(exercise)
        if outcome.kind != "ran":
            self.reasons[exercise.id] = outcome.message
        cases, _ = self.cases[exercise.id]
        if outcome.is_last and outcome.kind != "ran":  # no function was made
            return exercise.check.result(exercise.function, cases, iter([outcome]))
        if exercise.check.costly:
            return None
        return self._result(world, exercise, cases, hidden=False)

    def _hidden(self, tried, ran, shown):
        """{exercise id: Result} of the hidden cases, where an answer is worth anything so far.

        The cells run as they did before; those that did not survive it do not run again.
        """
        asked = {
            exercise.id
            for exercise in tried
            if (result := shown[exercise.id]) is None or result.points
        }
        found = {}
        if not asked:
            return found
        with self._world() as world:
            for exercise in tried:
                if exercise not in ran and exercise.id not in asked:
                    continue
                outcome = world.run(exercise)
                if exercise.id in asked:
                    _, cases = self.cases[exercise.id]
                    if outcome.is_last and outcome.kind != "ran":
                        found[exercise.id] = exercise.check.result(
                            exercise.function, cases, iter([outcome])
                        )
                    else:
                        found[exercise.id] = self._result(world, exercise, cases, hidden=True)
                    asked.discard(exercise.id)
                if not asked:
                    break
        return found

    def _result(self, world, exercise, cases, *, hidden):
        def outcomes():
            for case in cases:
                outcome = world.ask(exercise, case)
                if outcome.is_last and not hidden:
                    self.reasons[exercise.id] = outcome.message
                self.show(exercise, case, outcome, hidden)
                yield outcome

        return exercise.check.result(exercise.function, cases, outcomes())

    def _graded(self, exercise, shown, hidden):
        source = self.answers.cells.get(exercise.id)
        of = float(exercise.check.points)
        grade = ExerciseGrade(exercise.id, of, answer=source or "")
        if source is None:
            text = f"the notebook has no cell for this exercise, and none that defines {exercise.function}"
            return replace(grade, reason=text)
        results = [result for result in (shown, hidden) if result is not None]
        if not results:
            return replace(grade, state="not attempted")
        points = min(result.points for result in results)
        stopped = next((result for result in results if result.stopped_by), None)
        reason = self.reasons.get(exercise.id, "")
        if not all(result.attempted for result in results):
            state, reason = "not attempted", ""
        elif stopped:
            state = stopped.stopped_by
            reason = reason if stopped is shown else WHY_STOPPED.get(state, ENDED)
        else:
            state = "right" if points == of else "partly right" if points else "wrong"
        return replace(
            grade,
            points=points,
            shown_points=results[0].points,
            state=state,
            reason=reason,
            lines=tuple(tuple(line) for line in shown.lines) if shown else (),
            hint=shown.hint if shown else "",
            shown=_count(shown),
            hidden=_count(hidden),
        )

    def _left_out(self, world):
        """Remarks on what was left out of the answers' cells."""
        for exercise in world.ran:
            for command in world.told[exercise.id].left_out:
                yield f"{exercise.id}: `{command}` was left out, grading runs no such commands"


ENDED = "on a further case, which is not shown, it ended Python"
WHY_STOPPED = {  # hidden cases could not be asked: without a word of the guest's
    "timeout": "on a further case, which is not shown, no answer came in time",
    "memory": "on a further case, which is not shown, it took more memory than there is",
}


def _count(result):
    if result is None:
        return 0, 0
    return sum(verdict.passed for _, verdict in result.verdicts), len(result.verdicts)

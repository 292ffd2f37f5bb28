"""The world that an answer is asked in: one guest, with the setup and the cells that ran in it, in order."""

import copy
import operator
import time
from typing import NamedTuple

from course.checks.base.outcomes import Outcome
from course.checks.base.plain import dumps
from course.grading.guests.channel import ChannelClosed, ReplyTimeout
from course.grading.guests.server import InternalError
from course.grading.judge.replies import (
    KINDS,
    answer_call,
    outcome_of,
    outcome_of_end,
    setup_problems,
    told_of_cell,
)

FAR_BELOW = 10**6  # the place of a cell of which it is not known


class Limits(NamedTuple):
    """How long a world may take.

    Attributes:
        cell: seconds for a cell.
        until: `time.monotonic()` at which nothing more is asked.
        submission: seconds of a whole submission, for saying so.
        grace: seconds that a guest gets to end a call by itself, which is the friendlier way.
    """

    cell: float
    until: float
    submission: float
    grace: float


class World:
    """A guest that runs answers' cells and is asked; opened when it is needed, and a new one if it dies.

    Args:
        server: Server.
        lab: Lab.
        answers: Answers.
        limits: Limits.

    Attributes:
        ran: names of the exercises whose cells ran here, in order; a new guest runs them again.
        told: {exercise id: Told} of those cells.
        notes: remarks on the setup cell.
    """

    def __init__(self, server, lab, answers, limits):
        self.server, self.lab, self.answers, self.limits = server, lab, answers, limits
        self.own_setup = None if same(answers.setup, lab.setup) else answers.setup
        self.guest, self.ran, self.told, self.notes = None, [], {}, []

    def run(self, exercise):
        """Run an answer's cell, before it what it needs of other cells.

        Returns:
            Outcome: "ran", "failed", or "timeout" and others where no function was made.
        """
        outcome = self._request(self._cell(exercise), self._seconds(exercise))
        if self.guest:
            self.ran.append(exercise)
            self.told[exercise.id] = told_of_cell(outcome)
        return outcome

    def ask(self, exercise, case):
        """Call the function of an exercise with the inputs of a case; its Outcome."""
        handed = []

        def refer(function):
            handed.append(copy.deepcopy(function))
            return [len(handed) - 1, repr(function)]

        seconds = exercise.check.seconds
        inputs = dumps(case.inputs, refer=refer)
        request = {
            **{"do": "ask", "function": exercise.function, "inputs": inputs, "seconds": seconds},
            "untouched": exercise.check.untouched,
        }
        outcome = self._request(request, seconds, handed)
        if self.guest is None and exercise in self.ran:
            self.ran.remove(exercise)
        return outcome

    def close(self):
        """End the guest."""
        if self.guest is not None:
            self.guest.end(kill=True)
            self.guest = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _seconds(self, exercise):
        return max(self.limits.cell, exercise.check.seconds)

    def _cell(self, exercise):
        """The request to run an answer's cell."""
        return {
            "do": "run",
            "function": exercise.function,
            "name": exercise.id,
            "source": self.answers.cells[exercise.id],
            "seconds": self._seconds(exercise),
            "python": python_of(self.answers),
            "place": self.answers.places.get(exercise.id, FAR_BELOW),
            "place_in_lab": self.lab.places.get(exercise.id, FAR_BELOW),
        }

    def _setup(self, name, source):
        return {
            "do": "setup",
            "name": name,
            "source": source,
            "seconds": self.limits.cell,
            "python": python_of(self.answers),
        }

    def _request(self, request, seconds, handed=()):
        """One request, answered by a value or by the guest's end."""
        if time.monotonic() > self.limits.until:
            minutes = self.limits.submission // 60
            return Outcome(
                "timeout", message=f"all answers together took more than {minutes} minutes"
            )
        return self._exchange(request, seconds, handed)

    def _exchange(self, request, seconds, handed=()):
        """The same without a look at the time of the whole submission."""
        if self.guest is None:
            self._enter()
        end = time.monotonic() + seconds + self.limits.grace
        too_late = f"no answer after {seconds:g} seconds: is there a loop that never ends?"
        talk = self.guest.talk
        try:
            talk.send(request, seconds + self.limits.grace)
            while True:
                reply = talk.receive(end - time.monotonic())
                if "call" not in reply:
                    return outcome_of(reply, KINDS[request["do"]])
                talk.send(answer_call(reply, handed), end - time.monotonic())
        except ReplyTimeout:
            self.close()
            return Outcome("timeout", message=too_late)
        except ChannelClosed as error:
            end = self.guest.end(kill=True)
            self.guest = None
            return outcome_of_end(end, str(error))

    def _enter(self):
        """Open a guest, run the setup cells and again what ran before the last one died."""
        self.guest, self.notes = self.server.open(), []
        outcome = self._exchange(self._setup("setup", self.lab.setup), self.limits.cell)
        problems = setup_problems(outcome)
        if problems:
            raise InternalError(f"the lab's setup cell did not run: {problems[0][1]}")
        if self.own_setup is not None:
            outcome = self._exchange(self._setup("your setup", self.own_setup), self.limits.cell)
            if self.guest is None:
                self.own_setup = None
                self._enter()
                self.notes.append(f"your setup cell was left out: {outcome.message}")
                return
            self.notes += [
                f"line {line} of your setup cell could not run here: {text}"
                for line, text in setup_problems(outcome)
            ]
        others = {"do": "others", "own": self.answers.others, "lab": self.lab.others}
        self._exchange(others, self.limits.cell)
        for exercise in list(self.ran):
            self._exchange(self._cell(exercise), self._seconds(exercise))
            if self.guest is None:  # it ran once, and not again
                self.ran.remove(exercise)
                self._enter()
                return


def felt(answers, lab):
    """All of a notebook and of its lab that an answer can feel here, as plain data for a hash.

    Of other cells that is what they hold, and whether they stand above or below an answer.
    """
    ids = [exercise.id for exercise in lab.exercises]
    return [
        answers.setup,
        [answers.cells.get(name) for name in ids],
        [name for name in answers.cells if name in ids],
        python_of(answers),
        _order(answers.others, {name: answers.places.get(name, FAR_BELOW) for name in ids}),
        _order(lab.others, {name: lab.places.get(name, FAR_BELOW) for name in ids}),
    ]


def _order(others, places):
    """Other cells, empty ones left out, and the ids of answers, as they stand in the notebook."""
    cells = [(place, 1, lines(source)) for place, source in others if lines(source)]
    answers = [(place, 0, name) for name, place in places.items()]
    return [entry for *_, entry in sorted([*cells, *answers], key=operator.itemgetter(0, 1))]


def python_of(answers):
    """The version of Python that the notebook names, or ""."""
    return getattr(answers, "python", "") or ""


def same(source, other):
    """Whether two cells are the same but for blanks at line ends and empty lines."""
    return source is None or lines(source) == lines(other)


def lines(text):
    """The lines of a cell that count."""
    return [line.rstrip() for line in (text or "").splitlines() if line.strip()]

"""A row for each exercise, and the record of the last full run.

The record holds for each exercise a fingerprint of all that its row depends on, so that a push need try only
the mutants of those that have changed.
"""

import hashlib
import json
import multiprocessing
import os
import platform
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from course.checks import base
from course.files import write_text
from course.grading.judge import cases as judge_cases
from tests import answers
from tests.mutants import listed, trial
from tests.mutants.sources import exercises, solution_cells

JUDGING = (
    "compare",
    "core",
    "limits",
    "outcomes",
    "plain",
)  # of checks/base: what refuses an answer
TELLING = ("__main__", "helped", "table")  # of this folder: what makes and tries no mutants
RECORD = Path(__file__).parent / "scores.json"
PROCESSES = 2
MEMORY = (
    4 * 2**30
)  # bytes that a process may take beyond what it has: mutants ask for absurd arrays
ENOUGH, WORTH = 60, 2  # mutants of an exercise that is worth so many points


class Row(NamedTuple):
    """What the table says of an exercise; counts of mutants, and of entries that are stale."""

    lab: str
    exercise: str
    points: int
    mutants: int
    refused: int
    equal: int
    survived: int
    stale: int

    @property
    def problem(self):
        """What is wrong with it, or ""."""
        if self.survived:
            return f"{self.survived} mutants pass and are not explained"
        if self.stale:
            return f"{self.stale} entries of the list name no mutant that passes all cases"
        if self.points >= WORTH and self.mutants < ENOUGH:
            return f"{self.mutants} mutants are fewer than {ENOUGH}"
        return ""


def row_of(exercise, tried):
    """The Row of an Exercise from its Trial."""
    return Row(
        exercise.lab,
        exercise.id,
        exercise.check.points,
        tried.mutants,
        tried.refused,
        len(tried.equal),
        len(tried.survivors),
        len(tried.stale),
    )


def tried(chosen, other_seeds=False, processes=PROCESSES):
    """Yield (Exercise, Trial) as they are done; each runs in another process, where memory is limited.

    Args:
        chosen: list of Exercise.
        other_seeds: as in `trial.run`.
        processes: int.
    """
    start = multiprocessing.get_context("spawn")  # a fork of a process with TensorFlow may hang
    workers = max(1, min(processes, len(chosen)))
    with ProcessPoolExecutor(workers, mp_context=start, initializer=_limited) as pool:
        running = {
            pool.submit(_run, exercise.lab, exercise.id, other_seeds): exercise
            for exercise in chosen
        }
        for done in as_completed(running):
            yield running[done], done.result()


def fingerprint(exercise):
    """Text that changes with anything that the row of an Exercise depends on."""
    lab = Path(base.__file__).parent.parent / exercise.lab
    bank = answers.FOLDER / exercise.lab
    paths = [
        *(Path(base.__file__).parent / f"{name}.py" for name in JUDGING),
        *(path for path in sorted(lab.glob("_*.py")) if path.name != "__init__.py"),
        lab / f"{exercise.stem}.py",
        *sorted(bank.glob("_*.py")),
        bank / f"{exercise.stem}.py",
        Path(judge_cases.__file__),
        *(path for path in sorted(Path(__file__).parent.glob("*.py")) if path.stem not in TELLING),
        listed.path_of(exercise),
    ]
    texts = [path.read_text(encoding="utf-8") for path in paths if path.exists()]
    return hashlib.sha256("\0".join([*texts, *solution_cells(exercise)]).encode()).hexdigest()


def recorded():
    """{exercise: {"fingerprint": ..., and the fields of Row}} of the last run of each."""
    if not RECORD.exists():
        return {}
    return json.loads(RECORD.read_text(encoding="utf-8"))


def record(rows):
    """Write down the rows of a run, {Exercise: Row}; those of other exercises stay."""
    entries = recorded() | {
        exercise.id: {"fingerprint": fingerprint(exercise), **row._asdict()}
        for exercise, row in rows.items()
    }
    entries = {one.id: entries[one.id] for one in exercises() if one.id in entries}
    write_text(RECORD, json.dumps(entries, indent=1) + "\n")


def _run(lab, exercise, other_seeds):
    """In another process: a Check cannot be sent there, since its cases are a function."""
    found = next(one for one in exercises() if (one.lab, one.id) == (lab, exercise))
    return trial.run(found, other_seeds)


def _limited():
    """Quiet, and limited in memory, before any mutant runs."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    from course import runtime

    runtime.quiet()
    if platform.system() == "Linux":
        import resource

        status = Path("/proc/self/status").read_text(encoding="utf-8")
        used = next(line for line in status.splitlines() if line.startswith("VmData"))
        limit = int(used.split()[1]) * 1024 + MEMORY
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))

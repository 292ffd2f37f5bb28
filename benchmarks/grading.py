"""Grading: submissions a minute against nbgrader, a class of a thousand, workers, memory.

    python benchmarks/grading.py                  all of it, less than 15 minutes on two quiet cores
    python benchmarks/grading.py --count 200      a smaller class
    python benchmarks/grading.py --skip_nbgrader  without the comparison, which is most of the time

nbgrader runs whole notebooks, as it does; the same notebooks are then graded by us, on the same core, lab by
lab, starting up and proving the hidden cases included each time. The class of a thousand is drawn from the
answer banks; its second half has the answers of the first once more, so that both are the same work.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import report

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LABS = ("01_recurrence", "03_lstm_gru", "07_word2vec")  # those that nbgrader gets
COPIES = 40  # of each notebook for us: as many students handed in the same
MINUTES, MEMORY_MB = 4, 0.5  # allowed for a thousand; for a hundred
SEED = "the seed of the benchmark"


def main():
    options = report.arguments(
        __doc__.splitlines()[0], count=1000, skip_nbgrader=False, one_lab=False
    )
    from course import runtime

    runtime.quiet()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if not options.skip_nbgrader:
            labs = LABS[1:2] if options.one_lab else LABS
            rows += [against_nbgrader(folder, name) for name in labs]
        rows += workers(folder, max(40, options.count // 8))
        rows += thousand(folder, options.count)
    report.show(rows, options.json)


def against_nbgrader(folder, name):
    """Seconds a submission of one lab on one core, both graders on the same solved notebook."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        theirs = _nbgrader_seconds(folder / "nbgrader", name)
        handed = folder / f"handed-{name}"
        for copy in range(COPIES):
            place = handed / f"student{copy:03d}" / name
            place.mkdir(parents=True)
            shutil.copy(_submitted(folder / "nbgrader", name), place / f"{name}.ipynb")
        seconds, counts = _grade(handed, folder / f"ours-{name}", workers=1)
    finally:
        os.sched_setaffinity(0, cores)
    assert counts["graded"] == COPIES, counts
    what = f"a submission of {name}, nbgrader autograde, one core"
    return report.row(what, [seconds / COPIES], [theirs], "s", bar=40)


def _submitted(course, name):
    return course / name / "submitted" / "ada" / name / f"{name}.ipynb"


def _nbgrader_seconds(course, name):
    """Seconds that nbgrader takes to autograde one solved notebook."""
    import nbformat
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    root = course / name
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root}/gradebook.db"
    config.ExecutePreprocessor.timeout = 600
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    api = NbGraderAPI(config=config)
    source = root / "source" / name
    source.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / f"{name}.ipynb", source)
    made = api.generate_assignment(name)
    assert made["success"], made["log"]
    path = _submitted(course, name)
    path.parent.mkdir(parents=True)
    solved = nbformat.read(ROOT / "solutions" / f"{name}.ipynb", as_version=4)
    for cell in solved.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(solved, path)
    begun = time.monotonic()
    made = api.autograde(name, "ada")
    seconds = time.monotonic() - begun
    assert made["success"], made["log"]
    return seconds


def _grade(handed, out, *, workers):
    """Seconds and counts of grading a folder."""
    from course.grading.grade import grade_class
    from course.grading.request import GradingRequest

    begun = time.monotonic()
    counts = grade_class(GradingRequest(handed, out, seed=SEED, workers=workers))
    return time.monotonic() - begun, counts


def workers(folder, count):
    """One worker against two on the same class, in which nobody loops or trains: one of those at the end tells
    nothing of the many."""
    from tests import classroom

    shares = {"right": 0.75, "mistake": 0.2}
    rng = np.random.default_rng(2)
    classroom.make(folder / "calm", count, rng, shares=shares, costly=0.0)
    alone, together = [], []
    for turn in range(2):
        alone.append(_work(folder / "calm", folder / f"one{turn}", workers=1))
        together.append(_work(folder / "calm", folder / f"two{turn}", workers=2))
    what = f"{count} submissions, two workers against one"
    return [report.row(what, together, alone, "s", bar=1.9)]


def _work(handed, out, *, workers):
    """Seconds of grading without starting up, proving and writing pages."""
    watch = Watch(out)
    with watch:
        _grade(handed, out, workers=workers)
    return watch.seconds()


def megabytes(pid):
    """What a process holds in memory, 0 of one that is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def judges():
    """Process ids of the judges that this process has started."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        for pid in (task / "children").read_text().split():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                continue
            if b"course.grading.judge.process" in command:
                found.append(pid)
    return found


class Watch:
    """Samples how many are graded, and the memory of this process and of its judges, while grading runs."""

    def __init__(self, out):
        self.out, self.samples, self.over = out, [], threading.Event()
        self.judges = {}  # process id -> the most megabytes that it held
        self.thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def _sample(self):
        import sqlite3

        while not self.over.wait(0.2):
            try:
                with sqlite3.connect(f"file:{self.out}/grades.sqlite?mode=ro", uri=True) as base:
                    graded = base.execute("select count(*) from labs").fetchone()[0]
            except sqlite3.Error:
                continue
            self.samples.append((time.monotonic(), graded, megabytes("self")))
            for pid in judges():
                self.judges[pid] = max(self.judges.get(pid, 0), megabytes(pid))

    def tell(self):
        """Print the most memory that was seen."""
        parent = max(memory for *_, memory in self.samples)
        each = ", ".join(f"{most:.0f}" for most in self.judges.values())
        print(
            f"memory at most: {parent:.0f} MB of the parent, {each} MB of its judges",
            file=sys.stderr,
        )

    def working(self):
        """Samples from the first grade to the last."""
        last = self.samples[-1][1]
        first = next(n for n, sample in enumerate(self.samples) if sample[1] > 0)
        end = next(n for n, sample in enumerate(self.samples) if sample[1] == last)
        return self.samples[first : end + 1]

    def seconds(self):
        times = [at for at, *_ in self.working()]
        return times[-1] - times[0]

    def megabytes_per_hundred(self):
        _, graded, memory = np.array(self.working()).T
        later = graded > graded[-1] / 10  # the first ones fill caches
        return 100 * float(np.polyfit(graded[later], memory[later], 1)[0])

    def halves(self):
        """Seconds of the first and of the second half."""
        at, graded, _ = np.array(self.working()).T
        middle = at[np.searchsorted(graded, graded[-1] / 2)]
        return middle - at[0], at[-1] - middle


def thousand(folder, count):
    """A class as it comes: right, wrong in the planted ways, untouched, crashing, looping."""
    from course.grading.judge.cases import prepare_cases
    from course.grading.judge.labs import load_labs
    from course.grading.records.store import Store
    from tests import classroom

    half = count // 2
    handed = [
        entry
        for first in (0, half)
        for entry in classroom.make(folder / "class", half, np.random.default_rng(1), first=first)
    ]
    kinds = [pick.kind for entry in handed for pick in entry.picks.values()]
    print({kind: kinds.count(kind) for kind in sorted(set(kinds))}, file=sys.stderr)
    watch = Watch(folder / "class-grades")
    with watch:
        seconds, counts = _grade(folder / "class", folder / "class-grades", workers=2)
    watch.tell()
    assert counts["graded"] == len(handed), counts
    cases = {name: prepare_cases(lab, SEED) for name, lab in load_labs().items()}
    wanted = classroom.points_in_notebook(handed, cases)
    with Store(folder / "class-grades") as store:
        found = {
            (made.submission.student, made.submission.lab, entry.exercise): entry
            for made in store.grades()
            for entry in made.exercises
        }
    wrong = [
        key for key, (shown, hidden) in wanted.items()
        if (found[key].shown_points, found[key].points) != (shown, min(shown, hidden))
    ]  # fmt: skip
    for key in wrong:
        print(key, wanted[key], found[key], file=sys.stderr)
    allowed = 60 * MINUTES * count / 1000
    first, second = watch.halves()
    return [
        report.row(f"{count} submissions, two workers; the time allowed", [seconds], [allowed], "s", bar=1),
        report.row("the second half of them against the first", [second], [first], "s", bar=1 / 1.1),
        report.row(
            "memory of the parent, a hundred submissions; allowed",
            [max(0.01, watch.megabytes_per_hundred())], [MEMORY_MB], "MB", bar=1,
        ),
        report.row(
            f"scores of {len(wanted)} exercises, those as in the notebook",
            [float(len(wanted))], [float(len(wanted) - len(wrong))], "", bar=1,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    main()

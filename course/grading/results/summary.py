"""The class in numbers: counts, means, how points are distributed, how hard each exercise was."""

import statistics
from typing import NamedTuple

from course.grading.results.standings import outcome

# How answers are counted, in the order of the stacked bars.
KINDS = ("right", "partly right", "wrong", "not attempted", "not judged")
BINS = 10


class Histogram(NamedTuple):
    """How points, or weights, are distributed: `counts` of students by tenths of them."""

    title: str
    of: float
    counts: tuple
    mean: float
    median: float
    full: int
    students: int
    in_points: bool = True


class Difficulty(NamedTuple):
    """How an exercise went: `counts` of answers, one for each of KINDS; `share` is None if there are none."""

    exercise: str
    share: float | None
    counts: tuple

    @property
    def words(self):
        named = zip(self.counts, KINDS, strict=True)
        parts = [f"{count:,} {kind}" for count, kind in named if count]
        return ", ".join(parts).replace("partly right", "partly")


def headline(cohort, totals, problems):
    """The most important numbers, a list of (name, value, remark).

    Args:
        cohort: Cohort.
        totals: {student: points} as `complete_totals` gives them.
        problems: how many things stand under Problems.
    """
    of, unit = cohort.all_points, "" if cohort.scheme and cohort.scheme.by_share else " points"
    seconds = [grade.seconds for grade in cohort.grades.values()]
    passed = outcome(cohort)
    return [
        ("Students", *_students(cohort)),
        *([("Passed", f"{len(passed.passed):,}", _passed(passed))] if passed else []),
        ("Notebooks", f"{_handed_in(cohort):,}", _notebooks(cohort)),
        ("Mean", *_of_total(statistics.fmean(totals.values()) if totals else None, of, unit)),
        ("Median", *_of_total(statistics.median(totals.values()) if totals else None, of, unit)),
        ("Problems", f"{problems:,}", "named below" if problems else "nothing is left over"),
        ("Grading took", *_took(seconds)),
    ]


def _passed(outcome):
    waiting = f", {len(outcome.open):,} still open" if outcome.open else ""
    return f"and {len(outcome.failed):,} did not{waiting}"


def _students(cohort):
    """How many handed in something, and of how many."""
    present = {student for student, _ in cohort.grades}
    if not cohort.expected:
        return f"{len(present):,}", "handed in something" if present else "nobody handed in"
    there, others = present & cohort.expected, present - cohort.expected
    remark = f"{len(there):,} of {len(cohort.expected):,} in the roster"
    return f"{len(present):,}", remark + (f", {len(others):,} not in it" if others else "")


def _handed_in(cohort):
    """How many notebooks there are; a grade that was entered by hand has none."""
    return len(cohort.grades) - len(cohort.in_state("by hand"))


def _notebooks(cohort):
    """What became of the notebooks that are there now, whichever call graded them."""
    states = [grade.state for grade in cohort.grades.values() if grade.state != "by hand"]
    late = sum(bool(grade.submission.late) for grade in cohort.grades.values())
    counts = {
        "unreadable": states.count("unreadable"),
        "not graded yet": states.count("fault"),
        "late": late,
        "kept from before": len(cohort.absent & cohort.grades.keys()),
    }
    said = [f"{count:,} {words}" for words, count in counts.items() if count]
    if not states:
        return "nothing was handed in"
    return ", ".join(said) or ("all could be graded" if len(states) > 1 else "it could be graded")


def _took(seconds):
    if not seconds:
        return "–", "nothing was graded"
    each = f"; {statistics.median(seconds):.1f} s each (median)" if len(seconds) > 1 else ""
    return duration(sum(seconds)), f"added up{each}" if each else "for one notebook"


def _of_total(points, of, unit):
    if points is None or not of:
        return "–", "nothing to count"
    return f"{points:.1f}", f"of {of:g}{unit}, {100 * points / of:.0f}\u00a0%"


def duration(seconds):
    """Seconds for people: "8.3 s", "12 min 5 s", "1 h 2 min"."""
    if seconds < 60:
        return f"{seconds:.1f}\u00a0s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    words = f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
    return words.replace(" ", "\u00a0")


def histograms(cohort, totals):
    """A Histogram for each lab, and before them one for all labs together if there are several."""
    labs = [_lab_histogram(cohort, lab) for lab in cohort.titles]
    if len(labs) == 1:
        return labs
    every = histogram("All labs together", list(totals.values()), cohort.all_points)
    return [every._replace(in_points=not (cohort.scheme and cohort.scheme.by_share)), *labs]


def _lab_histogram(cohort, lab):
    points = [
        grade.points
        for (_, of_lab), grade in cohort.grades.items()
        if of_lab == lab and grade.state != "fault"
    ]
    return histogram(cohort.titles[lab], points, cohort.of[lab])


def histogram(title, points, of):
    """Count students by tenths of the points; the last tenth includes all points.

    Args:
        title: what the points are of.
        points: list of numbers in 0..of.
        of: points that can be reached.

    Returns:
        Histogram.
    """
    counts = [0] * BINS
    for reached in points:
        share = reached / of if of else 0
        counts[min(max(int(share * BINS + 1e-9), 0), BINS - 1)] += 1
    mean = statistics.fmean(points) if points else 0.0
    median = statistics.median(points) if points else 0.0
    full = sum(reached > of - 1e-6 for reached in points)
    return Histogram(title, of, tuple(counts), mean, median, full, len(points))


def difficulties(cohort, lab):
    """A Difficulty for each exercise of a lab."""
    return [
        difficulty(exercise, [grade for _, grade in entries])
        for (of_lab, exercise), entries in cohort.exercises.items()
        if of_lab == lab
    ]


def difficulty(exercise, grades):
    """How an exercise went.

    Args:
        exercise: its id.
        grades: its ExerciseGrades in all notebooks that could be read.

    Returns:
        Difficulty.
    """
    states = [grade.state if grade.state in KINDS else "not judged" for grade in grades]
    shares = [grade.final / grade.of for grade in grades if grade.of]
    mean = statistics.fmean(shares) if shares else None
    return Difficulty(exercise, mean, tuple(states.count(kind) for kind in KINDS))

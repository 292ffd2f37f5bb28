"""The class in numbers: counts, means, how points are distributed, how hard each exercise was."""

import statistics
from typing import NamedTuple

# How answers are counted, in the order of the stacked bars.
KINDS = ("right", "partly right", "wrong", "not attempted", "not judged")
BINS = 10


class Histogram(NamedTuple):
    """How points are distributed: `counts` of students by tenths of the points."""

    title: str
    of: float
    counts: tuple
    mean: float
    median: float
    full: int
    students: int


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


def headline(group, totals, expected_students):
    """The most important numbers, a list of (name, value, remark)."""
    handed_in = {student for student, _ in group.grades}
    expected = set(expected_students)
    states = [grade.state for grade in group.grades.values()]
    remarks = [
        f"{states.count(state):,} {words}"
        for state, words in (("unreadable", "unreadable"), ("fault", "not graded yet"))
        if state in states
    ]
    of = sum(group.of.values())
    seconds = [grade.seconds for grade in group.grades.values()]
    each = f"; {statistics.median(seconds):.1f} s each (median)" if seconds else ""
    return [
        (
            "Students",
            f"{len(handed_in):,}",
            f"{len(handed_in & expected):,} of {len(expected):,} expected"
            if expected
            else "handed in something",
        ),
        ("Notebooks", f"{len(states):,}", ", ".join(remarks) or "all could be graded"),
        ("Mean", *_of_total(statistics.fmean(totals.values()) if totals else None, of)),
        ("Median", *_of_total(statistics.median(totals.values()) if totals else None, of)),
        ("Grading took", duration(sum(seconds)), f"added up{each}"),
    ]


def _of_total(points, of):
    if points is None or not of:
        return "–", "nothing to count"
    return f"{points:.1f}", f"of {of:g} points, {100 * points / of:.0f} %"


def duration(seconds):
    """Seconds for people: "8.3 s", "12 min 5 s", "1 h 2 min"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"


def histograms(group, totals):
    """A Histogram for each lab, and before them one for all labs together if there are several."""
    labs = [_lab_histogram(group, lab) for lab in group.titles]
    if len(labs) == 1:
        return labs
    return [histogram("All labs together", list(totals.values()), sum(group.of.values())), *labs]


def _lab_histogram(group, lab):
    points = [
        grade.points
        for (_, of_lab), grade in group.grades.items()
        if of_lab == lab and grade.state != "fault"
    ]
    return histogram(group.titles[lab], points, group.of[lab])


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


def difficulties(group, lab):
    """A Difficulty for each exercise of a lab."""
    return [
        difficulty(exercise, [grade for _, grade in entries])
        for (of_lab, exercise), entries in group.exercises.items()
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

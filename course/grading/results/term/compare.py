"""Two classes side by side, exercise by exercise, with how sure a difference is."""

import math
from typing import NamedTuple

from course.grading.results.rendering import render
from course.grading.results.term.tries import Tried, exercises_of

NAME = "compare.html"
Z = 1.959964  # of a normal distribution between -Z and Z there are 95 %


class Compared(NamedTuple):
    """An exercise in two classes: a Tried of each, and how much larger the share of the points is here.

    Attributes:
        here, there: Tried.
        points: (points of a complete answer here, there).
        difference, low, high: of the shares, with its interval.
        said: in words.
    """

    here: Tried
    there: Tried
    points: tuple[float, float]
    difference: float
    low: float
    high: float
    said: str


def wilson(share, students):
    """The interval of 95 % of a share by Wilson's score method.

    Args:
        share: in 0..1.
        students: of how many, at least 1.

    Returns:
        (low, high).

    Source: Wilson 1927.
    """
    z2 = Z * Z / students
    middle = share + z2 / 2
    half = Z * math.sqrt(share * (1 - share) / students + z2 / (4 * students))
    return (middle - half) / (1 + z2), (middle + half) / (1 + z2)


def interval(one, another):
    """The interval of 95 % of the difference of two shares.

    A mean of shares of points varies at most as much as a share of students with all or nothing, for which the
    method is made: so the interval is right or too wide, and holds also where all shares are 0 or 1.

    Args:
        one, another: (share, students).

    Returns:
        (low, high) of one share minus the other.

    Source: Newcombe 1998, method 10.
    """
    (p, n), (q, m) = one, another
    (p_low, p_high), (q_low, q_high) = wilson(p, n), wilson(q, m)
    difference = p - q
    return (
        difference - math.hypot(p - p_low, q_high - q),
        difference + math.hypot(p_high - p, q - q_low),
    )


def compare(here, there):
    """The exercises of two classes.

    Args:
        here, there: (Cohort, list of Attempt) of a class.

    Returns:
        list of Compared, in the order of labs and exercises; two lists of (lab, exercise) that only one has.
    """
    sides = [
        {(one.lab, one.exercise): one for one in exercises_of(*side)} for side in (here, there)
    ]
    cohorts = [side[0] for side in (here, there)]
    both, only = [], ([], [])
    for key in dict.fromkeys([*cohorts[0].exercises, *cohorts[1].exercises]):
        pair = [side.get(key) for side in sides]
        if all(one and one.share is not None for one in pair):
            both.append(_compared(*pair, tuple(_of(cohort, key) for cohort in cohorts)))
        else:
            only[0 if pair[0] and pair[0].share is not None else 1].append(key)
    order = sorted(both, key=lambda one: one.here.lab)
    return order, *only


def page(here, there, names, *, same_seed, made_at="", since=("", "")):
    """The page that compares two classes; it names no student.

    Args:
        here, there: (Cohort, list of Attempt) of a class.
        names: what the two are called.
        same_seed: whether their hidden cases are the same.
        made_at: when it was made, an ISO time.
        since: from when on attempts are counted in each, ISO times.

    Returns:
        str, an HTML page that needs no other file.
    """
    both, *only = compare(here, there)
    return render(
        "compare.html",
        ["style.css", "report.css", "term.css"],
        ["report.js"],
        names=names,
        students=[len({student for student, _ in cohort.grades}) for cohort, _ in (here, there)],
        titles=there[0].titles | here[0].titles,
        labels=there[0].labels | here[0].labels,
        both=both,
        only=only,
        same_seed=same_seed,
        made_at=made_at,
        since=since,
    )


def _compared(here, there, points):
    low, high = interval((here.share, here.students), (there.share, there.students))
    said = "higher here" if low > 0 else "lower here" if high < 0 else "none shown"
    return Compared(here, there, points, here.share - there.share, low, high, said)


def _of(cohort, key):
    return max(entry.of for _, entry in cohort.exercises[key])

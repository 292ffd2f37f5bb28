"""Points become grades: each rule by hand, and what must hold whatever the points are."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from course.grading.records.grades import ExerciseGrade, LabGrade, Override, Submission
from course.grading.results.cohort import cohort_of, complete_totals
from course.grading.scheme import marks
from course.grading.scheme.rules import Amount, Exemption, LabRule, LateRule, Scheme
from tests.grading.results.made_up import TITLES, a_class, graded, report_of

DUE = datetime(2026, 11, 3, 23, 59, tzinfo=timezone.utc)
UTC = timezone.utc
DAY = timedelta(days=1)
LABS = [f"{number:02}_lab" for number in range(1, 7)]
TEN = LateRule(per_day=Amount(10, True))
HALF = Amount(50, True)


def lab(name, points, of=10, student="s", time="", late="", state="graded", platform=""):
    """A LabGrade of one exercise."""
    submission = Submission(student, name, "x", time=time, late=late, platform=platform)
    entry = ExerciseGrade("encode", of, points, points, "right")
    return LabGrade(submission, state, exercises=(entry,))


def stand(scheme, points, of=None):
    """The Standing of a student with these points, in labs of 10 points or `of`."""
    of = dict(zip(LABS, of or [10] * len(points), strict=False))
    grades = {
        name: None if reached is None else lab(name, reached, of[name])
        for name, reached in zip(of, points, strict=True)
    }
    return marks.standing(grades, scheme, of)


# without a scheme


def test_without_a_scheme_nothing_changes():
    grades = a_class(20, list(TITLES), np.random.default_rng(3))
    plain = cohort_of(grades, TITLES, expected=["s9999"])
    assert plain.scheme is None and plain.standings == {} and plain.as_graded == grades
    assert [plain.grades[key] for key in plain.grades] == sorted(
        grades,
        key=lambda one: list(plain.grades).index((one.submission.student, one.submission.lab)),
    )
    page = report_of(grades)
    assert "How points become grades" not in page and "Did not pass" not in page


def test_a_scheme_that_asks_for_nothing_gives_the_same_totals():
    grades = a_class(20, list(TITLES), np.random.default_rng(3))
    plain, ruled = cohort_of(grades, TITLES), cohort_of(grades, TITLES, scheme=Scheme())
    assert ruled.grades == plain.grades and ruled.all_points == plain.all_points
    assert complete_totals(ruled) == pytest.approx(complete_totals(plain))


def test_what_was_graded_is_kept_beside_for_nbgrader():
    grade = graded(ExerciseGrade("encode", 2, 1, 1), ExerciseGrade("decode", 3, 3, 3))
    rules = Scheme({"01_first": LabRule(points={"encode": 10}, dropped=frozenset({"decode"}))})
    cohort = cohort_of([grade], TITLES, scheme=rules)
    assert cohort.grades["s1", "01_first"].points == 5 and cohort.as_graded == [grade]


# exercises


def test_points_in_place_of_the_checks_scale_everything():
    entry = ExerciseGrade("encode", 2, 1, 1.5, "partly right", override=Override(0.5, "why", "now"))
    rule = LabRule(points={"encode": 5})
    (made,) = marks.with_scheme([graded(entry)], Scheme({"01_first": rule}))
    (shown,) = made.exercises
    assert (shown.of, shown.points, shown.shown_points, shown.final) == (5, 2.5, 3.75, 1.25)
    assert (made.points, made.of) == (1.25, 5)


@pytest.mark.parametrize("of", [1, 2, 3, 7])
@pytest.mark.parametrize("new", [0.7, 1.1, 2.5, 9])
def test_a_complete_answer_has_exactly_all_points(of, new):
    entry = ExerciseGrade("encode", of, of, of, "right")
    rule = LabRule(points={"encode": new})
    (made,) = marks.with_scheme([graded(entry)], Scheme({"01_first": rule}))
    assert made.exercises[0].points == made.exercises[0].of == new


def test_a_dropped_exercise_is_shown_and_does_not_count():
    entries = ExerciseGrade("encode", 2, 2), ExerciseGrade("decode", 3, 1)
    rule = LabRule(dropped=frozenset({"encode"}))
    (made,) = marks.with_scheme([graded(*entries)], Scheme({"01_first": rule}))
    assert (made.points, made.of) == (1, 3)
    assert made.exercises[0].dropped and made.exercises[0].final == 2


def test_a_bonus_exercise_counts_and_is_not_in_the_maximum():
    entries = ExerciseGrade("encode", 2, 2), ExerciseGrade("decode", 3, 3)
    rule = LabRule(extra=frozenset({"encode"}))
    (made,) = marks.with_scheme([graded(*entries)], Scheme({"01_first": rule}))
    assert (made.points, made.of) == (5, 3)


# labs


@pytest.mark.parametrize(
    "scheme, total, of",
    [
        (Scheme(), 14, 40),
        (Scheme({LABS[0]: LabRule(weight=3)}), 3 * 0.8 + 0.6 + 0.0, 6),
        (Scheme({LABS[0]: LabRule(drop=True)}), 6, 30),
        (Scheme({LABS[0]: LabRule(bonus=True)}), 14, 30),
        (Scheme(best=1), 0.8, 1),
        (Scheme(best=2), 1.4, 2),
        (Scheme(best=6), 1.4, 4),  # fewer are there: all count
        (Scheme(best=1, best_of=(LABS[1], LABS[2])), 0.8 + 0.6 + 0, 3),
        (Scheme({LABS[1]: LabRule(bonus=True)}, best=1), 0.8 + 0.6, 1),
        (Scheme({LABS[0]: LabRule(drop=True)}, best=1), 0.6, 1),
        (Scheme({name: LabRule(weight=25) for name in LABS}), 35, 100),
    ],
)
def test_labs_are_added_up(scheme, total, of):
    standing = stand(scheme, [8, 6, 0, None])
    assert (standing.total, standing.of) == (pytest.approx(total), of)
    assert standing.percent == pytest.approx(100 * total / of)
    assert marks.maximum_of(scheme, dict.fromkeys(LABS[:4], 10)) == of


def test_labs_of_other_sizes_count_by_their_share():
    standing = stand(Scheme(best=1), [9, 10], of=[9, 20])
    assert [part.counts for part in standing.parts.values()] == [True, False]
    assert standing.total == 1
    assert stand(Scheme(), [9, 10], of=[9, 20]).percent == pytest.approx(100 * 19 / 29)


def test_of_labs_that_are_equally_good_the_first_counts():
    standing = stand(Scheme(best=1), [5, 5, 5])
    assert [part.counts for part in standing.parts.values()] == [True, False, False]


def test_the_best_are_better_than_any_other_choice():
    rng = np.random.default_rng(0)
    for _ in range(200):
        count = int(rng.integers(1, 7))
        of = [int(one) for one in rng.integers(1, 12, count)]
        points = [None if rng.random() < 0.2 else float(rng.integers(0, one + 2)) for one in of]
        best = int(rng.integers(1, count + 1))
        total = stand(Scheme(best=best), points, of).total
        shares = [(reached or 0) / one for reached, one in zip(points, of, strict=True)]
        others = [sum(chosen) for chosen in itertools.combinations(shares, best)]
        assert total == pytest.approx(max(others))


def test_bonus_never_lowers_and_one_more_point_neither():
    rng = np.random.default_rng(1)
    for _ in range(300):
        count = int(rng.integers(2, 7))
        points = [float(one) for one in rng.integers(0, 11, count)]
        weights = [int(one) for one in rng.integers(1, 4, count)]
        kinds = rng.choice(["", "bonus", "drop"], count, p=[0.6, 0.2, 0.2])
        kinds[0] = ""
        rules = {
            name: LabRule(
                weight=None if rng.random() < 0.5 else 2, bonus=kind == "bonus", drop=kind == "drop"
            )
            for name, kind in zip(LABS, kinds, strict=False)
        }
        best = int(rng.integers(1, count + 1)) if len(set(weights)) == 1 else None
        scheme = Scheme(rules, best=best, pass_mark=HALF)
        before = stand(scheme, points)
        for place in range(count):
            better = [*points]
            better[place] += 1
            after = stand(scheme, better)
            assert after.total >= before.total and after.percent >= before.percent - 1e-9
            assert after.passed >= before.passed
        without = [
            None if kind == "bonus" else own for own, kind in zip(points, kinds, strict=True)
        ]
        assert stand(scheme, without).percent <= before.percent + 1e-9


def test_the_order_of_labs_and_of_grades_does_not_matter():
    rng = np.random.default_rng(2)
    grades = a_class(25, list(TITLES), rng)
    rules = {
        "01_first": LabRule(weight=2, required=Amount(30, True)),
        "02_second": LabRule(weight=2),
    }
    scheme = Scheme(rules, best=1, pass_mark=HALF, grades=(("A", HALF), ("B", Amount(0, True))))
    wanted = cohort_of(grades, TITLES, scheme=scheme)
    for _ in range(3):
        rng.shuffle(grades)
        made = cohort_of(grades, dict(reversed(TITLES.items())), scheme=scheme)
        for student, standing in wanted.standings.items():
            other = made.standings[student]
            assert other.total == pytest.approx(standing.total)
            assert (other.passed, other.grade, other.of) == (
                standing.passed,
                standing.grade,
                standing.of,
            )


# passed, and which grade


@pytest.mark.parametrize(
    "mark, points, passed",
    [
        (HALF, [5], True),
        (HALF, [4.99], False),
        (Amount(3, False), [3], True),
        (Amount(3, False), [2], False),
        (HALF, [None], False),
        (None, [10], None),
    ],
)
def test_the_mark_is_enough(mark, points, passed):
    assert stand(Scheme(pass_mark=mark), points).passed is passed


def test_sums_that_are_not_exact_reach_the_mark():
    """0.1 + 0.2 is more than 0.3, and 0.7 + 0.1 less than 0.8."""
    scheme = Scheme(pass_mark=Amount(80, True), best=2)
    assert stand(scheme, [7, 9], of=[10, 10]).passed
    assert stand(Scheme(pass_mark=Amount(0.8, False)), [0.7, 0.1]).passed


def test_a_required_lab_that_is_lacking():
    rules = {LABS[1]: LabRule(required=HALF)}
    scheme = Scheme(rules, pass_mark=HALF, grades=(("1.0", HALF), ("5.0", Amount(0, True))))
    for points, passed, grade in (
        ([10, 5], True, "1.0"),
        ([10, 4], False, "5.0"),
        ([10, None], False, "5.0"),
    ):
        standing = stand(scheme, points)
        assert (standing.passed, standing.grade) == (passed, grade)
        assert standing.lacking == (() if passed else (LABS[1],))
    assert stand(scheme, [10]).passed  # nobody has handed in the second lab yet
    assert stand(Scheme(rules), [0, 5]).passed and not stand(Scheme(rules), [10, 4]).passed


SCALE = tuple(
    (name, Amount(number, True)) for name, number in (("A", 90), ("B", 60), ("C", 30), ("F", 0))
)


@pytest.mark.parametrize(
    "points, grade", [(10, "A"), (9, "A"), (8.99, "B"), (6, "B"), (3, "C"), (2.9, "F"), (0, "F")]
)
def test_a_grade_begins_at_its_mark(points, grade):
    assert stand(Scheme(grades=SCALE), [points]).grade == grade
    in_points = tuple((name, Amount(mark.number / 10, False)) for name, mark in SCALE)
    assert stand(Scheme(grades=in_points), [points]).grade == grade


def test_what_is_still_to_be_graded_leaves_all_open():
    grades = {LABS[0]: lab(LABS[0], 10), LABS[1]: lab(LABS[1], 0, state="fault")}
    standing = marks.standing(
        grades, Scheme(pass_mark=HALF, grades=SCALE), dict.fromkeys(grades, 10)
    )
    assert (standing.waits, standing.passed, standing.grade, standing.total) == (True, None, "", 10)


def test_nothing_that_counts_is_no_grade():
    standing = stand(Scheme({LABS[0]: LabRule(drop=True)}, pass_mark=HALF, grades=SCALE), [10])
    assert (standing.percent, standing.passed, standing.grade) == (None, None, "")


# late


@pytest.mark.parametrize(
    "rule, hours, lost",
    [
        (TEN, -1, 0),
        (TEN, 0, 0),
        (TEN, 0.1, 1),
        (TEN, 24, 1),
        (TEN, 24.1, 2),
        (TEN, 24 * 20, 10),
        (TEN._replace(at_most=HALF), 24 * 20, 5),
        (TEN._replace(grace=timedelta(hours=2)), 2, 0),
        (TEN._replace(grace=timedelta(hours=2)), 2.1, 1),  # then the days count from the deadline
        (TEN._replace(cutoff=3 * DAY), 72, 3),
        (TEN._replace(cutoff=3 * DAY, at_most=HALF), 72.1, 10),
        (LateRule(cutoff=timedelta()), 0.1, 10),
        (LateRule(cutoff=DAY), 5, 0),
        (LateRule(per_day=Amount(2, False)), 30, 4),
        (LateRule(per_day=Amount(20, False)), 1, 10),
    ],
)
def test_what_a_late_submission_costs(rule, hours, lost):
    assert marks.penalty(10, timedelta(hours=hours), rule) == pytest.approx(lost)


def test_later_is_never_cheaper_and_never_costs_more_than_there_is():
    rng = np.random.default_rng(4)
    for _ in range(200):
        rule = LateRule(
            per_day=Amount(float(rng.integers(1, 60)), bool(rng.integers(2))),
            at_most=Amount(float(rng.integers(1, 100)), bool(rng.integers(2)))
            if rng.integers(2)
            else None,
            grace=timedelta(hours=int(rng.integers(0, 30))),
            cutoff=timedelta(hours=int(rng.integers(30, 300))) if rng.integers(2) else None,
        )
        points = float(rng.integers(0, 12))
        hours = sorted(rng.uniform(-20, 400, 40))
        costs = [marks.penalty(points, timedelta(hours=one), rule) for one in hours]
        assert costs == sorted(costs) and 0 <= costs[0] and costs[-1] <= points


def of_lab(grade, rule=TEN, due=DUE, zone=UTC, exemption=None):
    """The LabGrade that a deadline makes of one."""
    name = grade.submission.lab
    scheme = Scheme({name: LabRule(due=due)}, late=rule, zone=zone)
    own = {(grade.submission.student, name): exemption} if exemption else {}
    (made,) = marks.with_scheme([grade], scheme, own)
    return made, marks.is_untimed(grade, scheme, own)


@pytest.mark.parametrize(
    "time, zone, points",
    [
        ("2026-11-03T23:59:00", UTC, 10),
        ("2026-11-03T23:59:01", UTC, 9),
        (
            "2026-11-04T00:58:00",
            timezone(timedelta(hours=1)),
            10,
        ),  # the platform's time is the class's
        ("2026-11-04T00:58:00+01:00", UTC, 10),
        ("2026-11-04T00:58:00+00:00", timezone(timedelta(hours=1)), 9),
    ],
)
def test_a_time_without_a_zone_is_the_classs(time, zone, points):
    made, untimed = of_lab(lab(LABS[0], 10, time=time), zone=zone)
    assert made.points == points and not untimed
    assert made.subtracted == 10 - points and bool(made.submission.late) == (points < 10)


def test_where_no_time_is_known_nothing_is_subtracted_and_that_is_known():
    made, untimed = of_lab(lab(LABS[0], 10, platform="moodle"))
    assert made.points == 10 and untimed and made.submission.late == ""
    made, untimed = of_lab(lab(LABS[0], 10, platform="canvas", late="late"))
    assert made.points == 10 and untimed and "so nothing is subtracted" in made.submission.late
    made, untimed = of_lab(lab(LABS[0], 10, platform="canvas"))
    assert not untimed  # Canvas says who is late
    assert of_lab(lab(LABS[0], 10, late="late"), due=None) == (lab(LABS[0], 10, late="late"), False)


def test_one_student_has_more_time_or_handed_in_elsewhere():
    late = lab(LABS[0], 10, time="2026-11-05T12:00:00")
    assert of_lab(late)[0].points == 8
    assert of_lab(late, exemption=Exemption(due=DUE + 2 * DAY))[0].points == 10
    assert of_lab(late, exemption=Exemption(handed_in=DUE))[0].points == 10
    made, untimed = of_lab(lab(LABS[0], 10), exemption=Exemption(handed_in=DUE + DAY / 2))
    assert made.points == 9 and not untimed


def test_a_platform_that_says_late_of_who_had_more_time_is_not_repeated():
    late = lab(LABS[0], 10, time="2026-11-05T12:00:00", late="late")
    assert of_lab(late, exemption=Exemption(due=DUE + 2 * DAY))[0].submission.late == ""


def test_what_is_said_of_a_late_submission():
    made, _ = of_lab(lab(LABS[0], 9, time="2026-11-05T12:01:00"))
    assert made.submission.late == (
        "1 day 12 h 2 min after the deadline, 3 November 2026, 23:59: of 9 points 1.8 are subtracted for 2 "
        "days begun"
    )
    made, _ = of_lab(lab(LABS[0], 9, time="2026-11-13T12:01:00"), TEN._replace(cutoff=DAY))
    assert made.submission.late.endswith("23:59: too late to count") and made.points == 0


def test_what_was_entered_by_hand_is_never_late():
    made, untimed = of_lab(lab(LABS[0], 10, time="2026-11-05T12:00:00", state="by hand"))
    assert made.points == 10 and not untimed


def test_bonus_is_late_with_its_lab():
    entries = ExerciseGrade("encode", 2, 2), ExerciseGrade("decode", 8, 8)
    grade = replace(lab(LABS[0], 0, time="2026-11-04T12:00:00"), exercises=entries)
    scheme = Scheme({LABS[0]: LabRule(due=DUE, extra=frozenset({"encode"}))}, late=TEN, zone=UTC)
    (made,) = marks.with_scheme([grade], scheme)
    assert (made.points, made.of, made.subtracted) == (9, 8, 1)

"""A grading.yaml that is right is read; one that is wrong is one sentence with its line."""

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest

from course.errors import CourseError
from course.grading.scheme import read_scheme, words
from course.grading.scheme.rules import Amount, LateRule

LABS = {
    "01_first": SimpleNamespace(name="01_first", exercise_ids=["encode", "decode", "learn"]),
    "02_second": SimpleNamespace(name="02_second", exercise_ids=["unfold"]),
    "08_third": SimpleNamespace(name="08_third", exercise_ids=["count", "compare"]),
}
WHOLE = """
timezone: Europe/Berlin
labs:
  01:
    due: 2026-11-03 23:59
    weight: 2
    points: {encode: 3, learn: "2,5"}
    drop: decode
    required: 40 %
  Lab 2: {due: 2026-11-10, weight: 2}
  08_third: {bonus: [count]}
best: {count: 1, of: [1, second]}
late: {per_day: 10 %, at_most: 50 %, grace: 30 min, cutoff: 1 week}
pass: 50 %
grades: {1.0: 95 %, 4.0: 50 %, 5.0: 0 %}
students:
  Ada Lovelace:
    01: {due: "2026-11-10 12:00", handed_in: 2026-11-09 10:00Z}
"""


def read(tmp_path, text):
    (tmp_path / "grading.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_scheme(tmp_path, LABS)


def test_without_a_file_there_is_no_scheme(tmp_path):
    assert read_scheme(tmp_path, LABS) is None
    assert read_scheme(tmp_path / "nowhere", LABS) is None


def test_everything_is_read(tmp_path):
    scheme = read(tmp_path, WHOLE)
    first, second, third = (scheme.of_lab(lab) for lab in LABS)
    assert first.points == {"encode": 3, "learn": 2.5} and first.dropped == {"decode"}
    assert (first.weight, first.required) == (2, Amount(40, True))
    assert first.due == datetime(2026, 11, 3, 22, 59, tzinfo=timezone.utc)
    assert second.due == datetime(2026, 11, 10, 23, 0, tzinfo=timezone.utc)  # its end
    assert third.extra == {"count"} and not third.bonus
    assert (scheme.best, scheme.best_of) == (1, ("01_first", "02_second"))
    assert scheme.late == LateRule(
        Amount(10, True), Amount(50, True), timedelta(minutes=30), timedelta(days=7)
    )
    assert scheme.pass_mark == Amount(50, True)
    assert scheme.grades[0] == ("1.0", Amount(95, True)) and len(scheme.grades) == 3
    own = scheme.students["Ada Lovelace"]["01_first"]
    assert own.due == datetime(2026, 11, 10, 11, 0, tzinfo=timezone.utc)
    assert own.handed_in == datetime(2026, 11, 9, 10, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize("key", ["08", "8", "Lab 8", "third", "08_third"])
def test_a_lab_is_named_as_everywhere(tmp_path, key):
    """YAML would take 08 for a text, and 010 for an eight."""
    assert read(tmp_path, f"labs: {{{key}: {{weight: 3}}}}").weight("08_third") == 3


@pytest.mark.parametrize(
    "text, hours", [("Z", 0), (" UTC", 0), ("+02:00", 2), ("-0530", -5.5), ("+14:00", 14)]
)
def test_a_time_may_have_a_zone_of_its_own(tmp_path, text, hours):
    rule = read(tmp_path, f"labs: {{1: {{due: '2026-11-03 23:59{text}'}}}}").of_lab("01_first")
    zone = timezone(timedelta(hours=hours))
    assert rule.due == datetime(2026, 11, 3, 23, 59, tzinfo=zone)
    assert rule.due.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text, said",
    [
        ("pass: 30 %\ngrades: {1.0: 95 %, 4.0: 50 %, 5.0: 0 %}", "one passes from 30\u00a0% of the total on, "
         "and 4.0 begins at 50\u00a0%, so who is between them passes with 5.0"),
        ("pass: 60 %\ngrades: {1.0: 95 %, 4.0: 50 %, 5.0: 0 %}", "has 4.0 and does not pass"),
        ("pass: 30 points\ngrades: {A: 50 points, F: 0 points}", "from 30 points of the total on"),
        ("pass: 30 points\ngrades: {A: 50 %, F: 0 %}", ""),
        ("pass: 50 %\ngrades: {1.0: 95 %, 4.0: 50 %, 5.0: 0 %}", ""),
        ("grades: {A: 50 %, F: 0 %}", ""),
        ("pass: 30 %\ngrades: {A: 0 %}", ""),
        ("pass: 30 %", ""),
    ],
)  # fmt: skip
def test_a_pass_mark_beside_the_scale_is_told(tmp_path, text, said):
    told = words.disagreement(read(tmp_path, text))
    assert said in told and bool(told) is bool(said)


@pytest.mark.parametrize("mark", ["0.5", "1,3", "A", "no", "2026-01-01", "sehr gut"])
def test_grades_are_called_as_they_are_written(tmp_path, mark):
    scheme = read(tmp_path, f'grades: {{"{mark}": 90 %, F: 0 %}}')
    assert scheme.grades[0][0] == mark


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "says nothing: remove it, or write a rule into it, such as  pass: 50 %"),
        ("# only a remark\n", "says nothing"),
        ("pass: 50 %\nlabels: {}", "line 2: there is no key labels here; there are: labs, best,"),
        ("labels: {}", "did you mean labs?"),
        ("- pass", "line 1: grading.yaml takes rules such as  pass: 50 %"),
        ("pass: 50 %\npass: 60 %", "line 2: pass stands here and in line 1: keep one of them"),
        ("pass: [", "line 1: this is no YAML"),
        ("pass: [", "is indented by blanks, and each line is  key: value"),
        ("pass:\n\t50 %", "line 2: this is no YAML"),
        (b"pass: 50 %\n# Pr\xfcfung", "line 2: it is not UTF-8: save it as that"),
        ("? [a, b]\n: 1", "line 1: a key is a single word or number"),
        ("pass: 50 %\n---\npass: 60 %", "this is no YAML"),
        ("pass: 50", "line 1: pass takes a share such as 50 %, or points such as 40 points, not 50"),
        ("pass: half", "pass takes a share such as 50 %, or points such as 40 points, not half"),
        ("pass: -5 %", "not -5 %"),
        ("pass: 120 %", "pass takes at most 100 %, not 120 %"),
        ("pass: nan %", "not nan %"),
        ("pass:", "pass takes a share such as 50 %, or points such as 40 points, not nothing"),
        ("pass: {a: b}", "not keys of its own"),
        ("pass: !!python/object/apply:os.system [id]", "not a list"),
        ("pass: !!python/name:os.system", "not nothing"),
        ("labs:\n  09: {weight: 1}", "line 2: there is no lab 09; there are: 01_first"),
        ("labs:\n  02_secnd: {weight: 1}", "did you mean 02_second?"),
        ("labs: {1: {weight: 1}, 01_first: {weight: 1}}", "01_first is 01_first, as in line 1"),
        ("labs: 3", "labs takes labs, by name or number, each with its rules"),
        ("labs: {}", "labs takes labs, by name or number"),
        ("labs: {1: drop}", "1 takes rules: weight, due, points, drop, bonus, required"),
        ("labs: {1: {wieght: 2}}", "there is no key wieght here; there are: weight, due, points, drop, bonus, "
         "required; did you mean weight?"),
        ("labs: {1: {weight: heavy}}", "weight takes a number above 0; drop: all leaves a lab out, not heavy"),
        ("labs: {1: {weight: 50 %}}", "weight takes a number such as 2, not 50 %"),
        ("labs: {1: {weight: 50%}}", "weight takes a number such as 2, not 50%"),
        ("labs: {1: {weight: 2 points}}", "weight takes a number such as 2, not 2 points"),
        ("labs: {1: {points: {encode: 50 %}}}", "encode takes a number such as 2, not 50 %"),
        ("labs: {1: {points: {encode: 3 points}}}", "encode takes a number such as 2, not 3 points"),
        ("best: 50 %", "best takes a whole number of labs above 0, not 50 %"),
        ("best: {count: 2 labs}", "count takes a whole number of labs above 0, not 2 labs"),
        ("labs: {1: {due: 2026-11-03}}\nlate: {grace: 5 %, cutoff: 1 h}", "grace takes a span of time"),
        ("labs: {1: {weight: 0}}", "not 0"),
        ("labs: {1: {weight: -1}}", "not -1"),
        ("labs: {1: {weight: .inf}}", "not .inf"),
        ("labs:\n  1:\n    points: {encod: 2}", "line 3: 01_first has no exercise encod; it has: encode, "
         "decode, learn; did you mean encode?"),
        ("labs: {1: {points: {encode: many}}}", "encode takes points above 0; drop leaves an "
         "exercise out, not many"),
        ("labs: {1: {points: 3}}", "points takes exercises with their points, such as  {encode: 3}"),
        ("labs: {1: {drop: [encode, other]}}", "01_first has no exercise other"),
        ("labs: {1: {drop: [encode], bonus: encode}}", "encode is under drop and under bonus"),
        ("labs: {1: {drop: [encode], points: {encode: 1}}}", "encode is under drop and under points"),
        ("labs: {1: {drop: all, bonus: all}}", "1 is dropped, and has bonus: keep one of them"),
        ("labs: {1: {drop: all, required: 1 %}}", "1 is dropped, and has required: keep one of them"),
        ("labs: {2: {drop: unfold}}", "no exercise of 02_second is left: for the whole lab say  drop: all"),
        ("labs: {2: {bonus: [unfold]}}", "no exercise of 02_second is left: for the whole lab say  bonus: all"),
        ("labs: {1: {due: 3.11.2026}}", "due takes a time such as 2026-11-03 23:59, or a day such as "
         "2026-11-03, which means its end, not 3.11.2026"),
        ("labs: {1: {due: 2026-02-30}}", "due is 2026-02-30, and there is no 30 February 2026"),
        ("labs:\n  1:\n    due: 2026-11-31 23:59", "line 3: due is 2026-11-31 23:59, and there is no 31 "
         "November 2026"),
        ("labs: {1: {due: 2026-11-00}}", "there is no 0 November 2026"),
        ("labs: {1: {due: 2026-13-01}}", "there is no month 13"),
        ("labs: {1: {due: 2026-11-03 25:00}}", "there is no time 25:00"),
        ("labs: {1: {due: 2026-11-03 23:60}}", "there is no time 23:60"),
        ("labs: {1: {due: 2026-11-03 23:59:60}}", "there is no time 23:59:60"),
        ("labs: {1: {due: 2026-11-03 24:00}}", "there is no time 24:00: 2026-11-03 alone means its end"),
        ("labs: {1: {due: 2026-11-03 23:59+15:00}}", "a time with +15:00, and there is no such time zone"),
        ("labs: {1: {due: 1926-11-03}}", "not 1926-11-03"),
        ("students: {Ada: {1: {handed_in: 2026-11-31}}}", "there is no 31 November 2026"),
        ("labs: {1: {due: 0001-01-01}}", "not 0001-01-01"),
        ("timezone: Europe/Berln", "did you mean Europe/Berlin?"),
        ("timezone: ../../etc/passwd", "takes the name of a time zone such as Europe/Berlin or UTC"),
        ("best: 4", "the best 4 labs are asked for, and there are 3"),
        ("best: 0", "best takes a whole number of labs above 0, not 0"),
        ("best: 1.5", "not 1.5"),
        ("best: {of: [1]}", "best takes a number, or  {count: 8, of: [01, 02, ...]}"),
        ("best: {count: 2, of: [1]}", "the best 2 labs are asked for, and there are 1"),
        ("best: {count: 1, of: [1, 9]}", "there is no lab 9"),
        ("labs: {1: {bonus: all}}\nbest: {count: 1, of: [2, 1]}", "line 2: 01_first is bonus or dropped"),
        ("labs: {1: {weight: 2}}\nbest: 2", "line 2: best chooses among labs of one weight, since else the "
         "maximum would not be the same for all: 01_first has 2 and 08_third has 1"),
        ("late: {grace: 5 min}", "late takes per_day, cutoff or both"),
        ("late: {per_day: 10 %}", "late needs a deadline: give labs one, such as  due: 2026-11-03 23:59"),
        ("labs: {1: {due: 2026-11-03}}\nlate: {cutoff: 1 day, at_most: 5 %}", "at_most limits per_day"),
        ("labs: {1: {due: 2026-11-03}}\nlate: {per_day: 110 %}", "per_day takes at most 100 %, not 110 %"),
        ("labs: {1: {due: 2026-11-03}}\nlate: {cutoff: 7}", "cutoff takes a span of time such as 30 min, 12 h "
         "or 7 days, not 7"),
        ("labs: {1: {due: 2026-11-03}}\nlate: {cutoff: 1 h, grace: 2 h}", "cutoff is shorter than grace"),
        ("labs: {1: {due: 2026-11-03}}\nlate: {per_week: 1 %}", "there is no key per_week here"),
        ("grades: {A: 50 %, B: 90 %, F: 0 %}", "grades stand with the best first, each from less on than the "
         "one before: B is from 90\u00a0%, and A from 50\u00a0%"),
        ("grades:\n  A: 90 %\n  B: 90 %\n  F: 0 %", "line 3: grades stand with the best first"),
        ("grades: {A: 90 %, F: 50 %}", "F is from 50\u00a0% on: say which grade is below that"),
        ("grades: {A: 90 %, B: 40 points, F: 0 %}", "grades are all given by shares, or all by points"),
        ("grades: A", "grades takes grades, the best first, such as  A: 90 %"),
        ("students: {Ada: {9: {due: 2026-11-03}}}", "there is no lab 9"),
        ("students: {Ada: {1: {until: 2026-11-03}}}", "there is no key until here; there are: due, handed_in"),
        ("students: {Ada: {1: {due: tomorrow}}}", "due takes a time such as"),
        ("students: {Ada: 3}", "Ada takes labs, such as  03: {due: 2026-11-10}"),
        ("a: &a [*a]", "there is no key a here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_a_sentence_with_its_line(tmp_path, text, said):
    with pytest.raises(CourseError) as refused:
        read(tmp_path, text)
    told = str(refused.value)
    assert told.startswith(str(tmp_path / "grading.yaml")) and said in told
    assert "\n" not in told and len(told) < 400 and " ," not in told


@pytest.mark.parametrize("name", ["grading.yml", "Grading.YAML", "grading.yaml.txt", "grading.txt"])
def test_a_file_that_is_called_nearly_so_is_not_passed_over(tmp_path, name):
    (tmp_path / name).write_text("pass: 50 %")
    with pytest.raises(CourseError, match=f"{name} is not read: call it grading.yaml"):
        read_scheme(tmp_path, LABS)


def test_a_file_that_is_none_or_endless_is_a_sentence(tmp_path):
    (tmp_path / "grading.yaml").mkdir()
    with pytest.raises(CourseError, match="grading.yaml cannot be read: Is a directory"):
        read_scheme(tmp_path, LABS)
    (tmp_path / "grading.yaml").rmdir()
    with pytest.raises(CourseError, match="larger than a megabyte"):
        read(tmp_path, "#" * 1_000_001)
    with pytest.raises(CourseError, match="grading.yaml"):
        read(tmp_path, "pass: " + "[" * 30_000)


def test_lines_are_those_of_the_file(tmp_path):
    lines = WHOLE.splitlines()
    for place, line in enumerate(lines, 1):
        if line.strip().startswith(("weight", "pass:", "best")):
            broken = [*lines]
            broken[place - 1] = line.replace(line.strip(), "strange: 1")
            with pytest.raises(CourseError, match=f"line {place}: there is no key strange"):
                read(tmp_path, "\n".join(broken))

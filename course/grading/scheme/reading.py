"""Read a grading.yaml: what is wrong in it is one sentence with file and line, before anything is graded."""

import difflib
import re
from pathlib import Path

from course.errors import CourseError
from course.grading.judge.labs import lab_named
from course.grading.scheme import nodes, values
from course.grading.scheme.rules import Exemption, LabRule, LateRule, Scheme

NAME = "grading.yaml"
ALIKE = re.compile(r"grading\.(ya?ml|txt)(\.txt)?", re.IGNORECASE)
KEYS = ("labs", "best", "late", "pass", "grades", "students", "timezone")
LAB_KEYS = ("weight", "due", "points", "drop", "bonus", "required")
LATE_KEYS = ("per_day", "at_most", "grace", "cutoff")
ALL = "all"


def read_scheme(out, labs):
    """The rules of a class.

    Args:
        out: GRADES, the folder in which grading.yaml may lie.
        labs: {name: Lab} of all labs.

    Returns:
        Scheme, or None if there is no grading.yaml.

    Raises:
        CourseError: something in it cannot be; names file and line and what is expected.
    """
    path = Path(out) / NAME
    if not path.exists():
        if Path(out).is_dir():
            for other in sorted(Path(out).iterdir()):
                if ALIKE.fullmatch(other.name):
                    raise CourseError(f"{other} is not read: call it {NAME}, or move it away")
        return None
    root = nodes.whole(path)
    found = root.known(KEYS, "rules such as  pass: 50 %")
    scheme = Scheme(zone=values.zone(found["timezone"]) if "timezone" in found else None)
    rules, places = {}, {}
    if "labs" in found:
        for item in found["labs"].items("labs, by name or number, each with its rules"):
            lab = _lab(item, labs)
            if lab in rules:
                raise item.refuse(
                    f"{item.key} is {lab}, as in line {places[lab].line}: keep one of them"
                )
            rules[lab], places[lab] = _lab_rule(item, labs[lab], scheme), item
    scheme = scheme._replace(labs=rules)
    if "late" in found:
        scheme = scheme._replace(late=_late(found["late"], scheme))
    if "best" in found:
        scheme = _best(found["best"], scheme, labs)
    scheme = scheme._replace(
        pass_mark=_share(found["pass"]) if "pass" in found else None,
        grades=_grades(found["grades"]) if "grades" in found else (),
    )
    if "students" in found:
        scheme = _students(found["students"], scheme, labs)
    return scheme


def _lab(item, labs):
    try:
        return lab_named(item.key, labs)
    except CourseError as error:
        raise item.refuse(str(error)) from None


def _lab_rule(item, lab, scheme):
    found = item.known(LAB_KEYS, f"rules: {', '.join(LAB_KEYS)}")
    rule = LabRule()
    if "weight" in found:
        weight = values.number(found["weight"], "a number above 0; drop: all leaves a lab out")
        rule = rule._replace(weight=weight)
    if "due" in found:
        rule = rule._replace(due=scheme.at(values.moment(found["due"])))
    if "required" in found:
        rule = rule._replace(required=_share(found["required"]))
    if "points" in found:
        points = found["points"].items("exercises with their points, such as  {encode: 3}")
        expected = "points above 0; drop leaves an exercise out"
        rule = rule._replace(
            points={_exercise(one, lab): values.number(one, expected) for one in points}
        )
    dropped, drop = _some(found.get("drop"), lab)
    extra, bonus = _some(found.get("bonus"), lab)
    for name in sorted(dropped & (extra | set(rule.points))):
        what = "bonus" if name in extra else "points"
        raise found["drop"].refuse(f"{name} is under drop and under {what}: keep one of them")
    if drop and (bonus or extra or rule.required):
        what = "required" if rule.required else "bonus"
        raise found["drop"].refuse(f"{item.key} is dropped, and has {what}: keep one of them")
    if not drop and dropped | extra == set(lab.exercise_ids):
        key = "drop" if "drop" in found else "bonus"
        raise found[key].refuse(
            f"no exercise of {lab.name} is left: for the whole lab say  {key}: all"
        )
    return rule._replace(dropped=dropped, drop=drop, extra=extra, bonus=bonus)


def _some(item, lab):
    """(exercises, whether it is the whole lab) under `drop` or `bonus`."""
    if item is None:
        return frozenset(), False
    names = item.texts("all, for the whole lab, or exercises such as  [encode, decode]")
    if [one.key for one in names] == [ALL]:
        return frozenset(), True
    return frozenset(_exercise(one, lab) for one in names), False


def _exercise(item, lab):
    if item.key not in lab.exercise_ids:
        near = difflib.get_close_matches(item.key, lab.exercise_ids, 1, 0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise item.refuse(
            f"{lab.name} has no exercise {item.key}; it has: {', '.join(lab.exercise_ids)}{hint}"
        )
    return item.key


def _late(item, scheme):
    found = item.known(LATE_KEYS, f"rules: {', '.join(LATE_KEYS)}")
    if not found.keys() & {"per_day", "cutoff"}:
        raise item.refuse(
            "late takes per_day, cutoff or both: else a late submission costs nothing"
        )
    if "at_most" in found and "per_day" not in found:
        raise found["at_most"].refuse("at_most limits per_day, and there is none")
    if not any(rule.due for rule in scheme.labs.values()):
        raise item.refuse("late needs a deadline: give labs one, such as  due: 2026-11-03 23:59")
    amounts = {key: _share(found[key]) for key in ("per_day", "at_most") if key in found}
    spans = {key: values.span(found[key]) for key in ("grace", "cutoff") if key in found}
    rule = LateRule(**amounts, **spans)
    if rule.cutoff is not None and rule.cutoff < rule.grace:
        raise found["cutoff"].refuse(
            "cutoff is shorter than grace: what is not late yet cannot be too late"
        )
    return rule


def _share(item):
    """An Amount; a share has at most 100 %."""
    amount = values.amount(item)
    if amount.is_share and amount.number > 100:
        raise item.refuse(f"{item.key} takes at most 100 %, not {amount.number:g} %")
    return amount


def _best(item, scheme, labs):
    chosen, counted = (), [lab for lab in labs if scheme.is_counted(lab)]
    if item.node.id == "mapping":
        found = item.known(("count", "of"), "a number, or  {count: 8, of: [01, 02, ...]}")
        if "count" not in found:
            raise item.refuse("best takes a number, or  {count: 8, of: [01, 02, ...]}")
        item = found["count"]
        for one in found["of"].texts("a list of labs") if "of" in found else ():
            lab = _lab(one, labs)
            if lab not in counted:
                raise one.refuse(f"{lab} is bonus or dropped: the best are of labs that count")
            chosen += (lab,) * (lab not in chosen)
    text = item.text("how many labs count")
    if not re.fullmatch(r"[1-9]\d{0,2}", text):
        raise item.refuse(f"{item.key} takes a whole number of labs above 0, not {text}")
    among = chosen or counted
    if int(text) > len(among):
        raise item.refuse(f"the best {text} labs are asked for, and there are {len(among)}")
    scheme = scheme._replace(best=int(text), best_of=chosen)
    weights = {scheme.weight(lab): lab for lab in among}
    if len(weights) > 1:
        (one, lab), (two, other) = list(weights.items())[:2]
        raise item.refuse(
            f"best chooses among labs of one weight, since else the maximum would not be the same for all: "
            f"{lab} has {one:g} and {other} has {two:g}; name those of one weight with "
            f"{{count: {text}, of: [...]}}"
        )
    return scheme


def _grades(item):
    found = [
        (one, values.amount(one)) for one in item.items("grades, the best first, such as  A: 90 %")
    ]
    for (one, above), (two, below) in zip(found, found[1:], strict=False):
        if above.is_share != below.is_share:
            raise two.refuse("grades are all given by shares, or all by points")
        if below.number >= above.number:
            raise two.refuse(
                f"grades stand with the best first, each from less on than the one before: {two.key} is from "
                f"{below}, and {one.key} from {above}"
            )
    last, amount = found[-1]
    if amount.number:
        raise last.refuse(
            f"{last.key} is from {amount} on: say which grade is below that, such as  F: 0 %"
        )
    return tuple((one.key, amount) for one, amount in found)


def _students(item, scheme, labs):
    students, lines = {}, {}
    expected = "students with labs, such as  Ada Lovelace: {03: {due: 2026-11-10}}"
    for one in item.items(expected):
        exemptions = {}
        for of in one.items("labs, such as  03: {due: 2026-11-10}"):
            found = of.known(("due", "handed_in"), "due, handed_in or both, with a time")
            lab = _lab(of, labs)
            if lab in exemptions:
                raise of.refuse(f"{of.key} is {lab}, which {one.key} has already: keep one of them")
            times = {key: scheme.at(values.moment(found[key])) for key in found}
            exemptions[lab] = Exemption(**times)
        students[one.key], lines[one.key] = exemptions, one.line
    return scheme._replace(students=students, lines=lines)

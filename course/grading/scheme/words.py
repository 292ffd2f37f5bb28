"""A Scheme in plain words, for the report and for students."""

import math
from datetime import timedelta

DAY = timedelta(days=1)
NOT_KNOWN = "late; by how much is not known, so nothing is subtracted"


def late_words(late_by, due, subtracted, points, scheme):
    """What a late submission costs, a sentence without its stop.

    Args:
        late_by: timedelta after the deadline `due`.
        subtracted: of the `points` that were reached.
        scheme: Scheme.
    """
    said = f"{span_words(late_by)} after the deadline, {moment_words(due, scheme)}"
    rule = scheme.late
    if rule.cutoff is not None and late_by > rule.cutoff:
        return f"{said}: too late to count"
    if not subtracted:
        return said
    days = math.ceil(late_by / DAY)
    begun = "1 day begun" if days == 1 else f"{days} days begun"
    return f"{said}: of {points:g} points {subtracted:g} are subtracted for {begun}"


def span_words(span):
    """A timedelta for people: "12 min", "5 h 3 min", "1 day 2 h"."""
    minutes = max(math.ceil(span.total_seconds() / 60), 1)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    named = [
        f"{days} day" + "s" * (days != 1) if days else "",
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
    ]
    return " ".join(filter(None, named))


def moment_words(moment, scheme):
    """A time for people, in the zone of the class: "3 November 2026, 23:59"."""
    moment = moment.astimezone(scheme.zone) if scheme.zone else moment.astimezone()
    if not moment.hour and not moment.minute:  # the end of a day, and not the beginning of the next
        moment -= DAY
        return f"{moment.day} {moment:%B %Y}, 24:00"
    return f"{moment.day} {moment:%B %Y}, {moment:%H:%M}"


def rules(scheme, titles):
    """The rules in words, (what, sentence) each; what is not asked for is left out.

    Args:
        scheme: Scheme.
        titles: {lab: readable title}.
    """

    found = []
    if scheme.by_share:
        labs = "Each lab counts by the share of its points that was reached, times its weight."
    else:
        labs = "The points of all labs are added up."
    found.append(("Labs", f"{labs} A lab that was not handed in gives 0 points."))
    if scheme.best:
        among = (
            f" of these: {', '.join(short(lab, titles) for lab in scheme.best_of)}"
            if scheme.best_of
            else ""
        )
        found.append(
            (
                "Best",
                f"The best {scheme.best} labs count{among}. As long as there are fewer, all of them do.",
            )
        )
    extra = any(rule.extra or rule.bonus for rule in scheme.labs.values())
    if extra:
        found.append(("Bonus", "What is bonus adds points, and is not in the maximum."))
    if scheme.late:
        found.append(("Late submissions", late_rule(scheme.late)))
    if needed := pass_words(scheme, titles):
        found.append(("Passed", needed))
    if scheme.grades:
        given = "; ".join(
            f"{name} from {mark}" if mark.number else f"{name} below"
            for name, mark in scheme.grades
        )
        needs = [lab for lab, rule in scheme.labs.items() if rule.required]
        last = scheme.grades[-1][0]
        also = f" Who lacks a required lab gets {last}." if needs else ""
        found.append(("Grades", f"{given}, of the total. Nothing is rounded up.{also}"))
    return found


def short(lab, titles):
    """A lab in few words: "Lab 05" of "Lab 05: a network that remembers"."""
    return titles.get(lab, lab).partition(":")[0]


def pass_words(scheme, titles):
    """What is needed to pass, a sentence, or ""."""
    needed = [f"{scheme.pass_mark} of the total"] if scheme.pass_mark else []
    needed += [
        f"{rule.required} of {short(lab, titles)}"
        for lab, rule in scheme.labs.items()
        if rule.required
    ]
    return f"Needed: {', and '.join(needed)}." if needed else ""


def disagreement(scheme):
    """What pass mark and scale of grades say against each other, a sentence without its stop, or "".

    They agree where one passes from the last grade but one on. Another scale may be meant, so it is told
    and not refused. A share is not compared with points: what the total is of grows with the term.
    """
    mark = scheme.pass_mark
    if mark is None or len(scheme.grades) < 2:
        return ""
    (lowest, begin), (last, _) = scheme.grades[-2:]
    if mark.is_share != begin.is_share or math.isclose(mark.number, begin.number):
        return ""
    low = mark.number < begin.number
    between = f"passes with {last}" if low else f"has {lowest} and does not pass"
    return (
        f"pass mark and grades disagree: one passes from {mark} of the total on, and {lowest} begins at "
        f"{begin}, so who is between them {between}; if it is meant so, leave it"
    )


def late_rule(rule):
    """A LateRule in words."""
    said = []
    if rule.per_day:
        of = " of the points reached" if rule.per_day.is_share else ""
        most = f", at most {rule.at_most}" if rule.at_most else ""
        said.append(f"Each day begun after the deadline costs {rule.per_day}{of}{most}.")
    if rule.grace:
        said.append(f"Up to {span_words(rule.grace)} late is not late yet.")
    if rule.cutoff is not None:
        what = f"More than {span_words(rule.cutoff)} late" if rule.cutoff else "What is late"
        said.append(f"{what} gives 0 points.")
    said.append("Where nobody knows when something was handed in, nothing is subtracted.")
    return " ".join(said)


def lab_rows(scheme, titles, of):
    """A row for each lab that counts or has a rule: (title, points, weight, deadline, what is special).

    Args:
        scheme: Scheme.
        titles: {lab: readable title} of the labs that somebody handed in.
        of: {lab: points of a complete lab} of these.
    """
    rows = []
    for lab, name in titles.items():
        rule = scheme.of_lab(lab)
        weight = f"{scheme.weight(lab):g}" if scheme.by_share and not rule.drop else "–"
        due = moment_words(rule.due, scheme) if rule.due else "–"
        rows.append((name, f"{round(of[lab], 2):g}", weight, due, "; ".join(special(scheme, lab))))
    return rows


def special(scheme, lab):
    """What is special about a lab, phrases."""
    rule = scheme.of_lab(lab)
    said = [
        "does not count" * rule.drop,
        "bonus" * rule.bonus,
        f"to pass, {rule.required} of it are needed" if rule.required else "",
        *(f"{name} gives {points:g}" for name, points in rule.points.items()),
        *(f"{name} does not count" for name in sorted(rule.dropped)),
        *(f"{name} is bonus" for name in sorted(rule.extra)),
    ]
    return [text for text in said if text]


def percent_words(percent):
    """A percentage for people, cut and not rounded: nothing seems to reach a mark that it misses."""
    if percent is None:
        return "–"
    return f"{percent_number(percent)}\u00a0%"


def percent_number(percent):
    """A percentage with at most two decimals, cut."""
    return f"{math.floor(percent * 100 + 1e-6) / 100:.2f}".rstrip("0").rstrip(".")

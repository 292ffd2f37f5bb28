"""Who handed in: what a layout calls a student, and who that is according to the roster and the instructor."""

from typing import NamedTuple

from course.errors import CourseError
from course.grading.roster.people import Match, near_words, nearest, same_name, spelling

HOW = (
    "give each assignment's worksheet with --worksheet, since it has e-mail addresses or ID numbers, or say "
    "which names are one student with --same NAME NAME"
)
OTHER_NUMBER = (
    "handed in before with another number of Moodle: in another assignment, or as another student of that "
    "name. This one counts; if they are two students, give a roster and each assignment's "
    "worksheet with --worksheet"
)
SHOWN = 3  # names in a sentence


class Identity(NamedTuple):
    """Who is who.

    Attributes:
        found: list of Submission, each under its student, sorted.
        moves: list of (student, lab, student from now on) of grades that are kept.
        problems: list of (name, sentence) of what cannot be told.
        strangers: names of those who handed in and are not on the roster.
    """

    found: list
    moves: list
    problems: list
    strangers: list


def raw(submission):
    """A Submission under the name by which its layout calls the student."""
    return submission._replace(student=submission.handed_in_as or submission.student)


def identify(found, kept, people, same=(), *, remembered=(), numbers=None):
    """Say who handed in what.

    A student is who the roster says: found by number, address or login, else by name, however it is
    written. Where two people may be meant, nobody is: the submission keeps the name that it has.

    Args:
        found: Submissions, as their layout calls them.
        kept: Submissions of grades that are kept, under the student that has them.
        people: People of the roster, or None.
        same: pairs of names that are one student; each name must be somebody's.
        remembered: pairs that an earlier call gave.
        numbers: {participant number of Moodle: (email, ID number)}, as worksheets tell.

    Returns:
        Identity.

    Raises:
        CourseError: a pair has a name that nobody has, or two people of the roster.
    """
    entries = [*found, *map(raw, kept)]
    problems, strangers = {}, {}
    by_id = {person.id: person for person in people.people} if people else {}
    matches = [_match(entry, people, numbers or {}) for entry in entries]
    names = {}  # place -> student
    doubtful = _doubtful(entries, matches)
    for place, (entry, match) in enumerate(zip(entries, matches, strict=True)):
        names[place] = entry.student
        if match.person and match.person not in doubtful:
            names[place] = match.person.id
        elif match.person:
            others = ", ".join(doubtful[match.person])
            problems[entry.student] = (
                f"perhaps {match.person.name} on the roster, but so may be: {others}; {HOW}"
            )
            strangers[entry.student] = None
        elif match.people:
            if _numbered_anew(entry) and not entry.student.endswith(entry.number):
                names[place] = f"{entry.student}_{entry.number}"
            problems[names[place]] = (
                f"{_name(entry)} is the name of {len(match.people)} people on the roster; {HOW}"
            )
        elif people and entry.student != entry.group:
            strangers[entry.student] = None
    known = dict.fromkeys(names.values()) | dict.fromkeys(by_id)
    for name in (name for pair in same for name in pair if name not in known):
        raise CourseError(f"--same: there is no student {name!r} here{near_words(name, known)}")
    joined = _joined([*remembered, *same], by_id)
    problems = {name: told for name, told in problems.items() if joined.get(name) not in by_id}
    names = {place: joined.get(name, name) for place, name in names.items()}
    _keep_apart(entries, names, len(found), by_id, problems)
    problems |= _namesakes(entries, names, by_id, problems)
    problems |= _alike(entries, names, by_id)
    identified = [
        _named(entry, names[place], by_id.get(names[place])) for place, entry in enumerate(entries)
    ]
    moves = [
        (before.student, before.lab, after.student)
        for before, after in zip(kept, identified[len(found) :], strict=True)
        if before.student != after.student
    ]
    return Identity(
        sorted(identified[: len(found)]),
        moves,
        sorted(problems.items()),
        [name for name in strangers if joined.get(name, name) not in by_id],
    )


def strangers_told(strangers, handed_in, people):
    """A sentence on those who are not on the roster, or "".

    Args:
        strangers: {id: name, or ""} of them.
        handed_in: how many students handed in.
        people: People of the roster.
    """
    if not strangers:
        return ""
    known = {person.name: person for person in people.people}
    told = []
    for student, name in list(strangers.items())[:SHOWN]:
        near = nearest(name or student, known, 1)
        facts = [name] if name and not student.startswith(name) else []
        facts += [f"near: {near[0]}"] if near else []
        told.append(f"{student} ({', '.join(facts)})" if facts else student)
    more = f" and {len(strangers) - SHOWN} more" if len(strangers) > SHOWN else ""
    few = "; is it the roster of this class?" if len(strangers) * 2 > handed_in else ""
    return (
        f"{len(strangers)} of {handed_in} who handed in are not on the roster: "
        f"{', '.join(told)}{more}{few}"
    )


def _match(entry, people, numbers):
    if people is None:
        return Match()
    if _by_canvas(entry):
        if (found := people.by_canvas(entry.number)).people:
            return found
        return people.by_name(entry.name)
    told = numbers.get(entry.number, ()) if _numbered_anew(entry) else (entry.number,)
    handle = people.by_handle(*told, entry.student)
    return handle if handle.person else people.by_name(_name(entry))


def _by_canvas(entry):
    return bool(entry.number) and (
        entry.platform.startswith("canvas") or entry.student == entry.number
    )


def _numbered_anew(entry):
    """Whether a student has another number in each assignment, as in Moodle; elsewhere it is the student's."""
    anew = entry.assignment or entry.platform == "moodle" or not entry.platform
    return bool(entry.number) and bool(anew) and not _by_canvas(entry)


def _name(entry):
    """The name of a student without the number that tells namesakes apart."""
    return entry.name or entry.student.removesuffix(f"_{entry.number}" if entry.number else "")


def _doubtful(entries, matches):
    """{Person: names} of people whom several names may mean, where one of them lacks a part."""
    names, unsure = {}, set()
    for entry, match in zip(entries, matches, strict=True):
        if match.person:
            known = names.setdefault(match.person, {})
            if not any(same_name(_name(entry), other) for other in known):
                known[_name(entry)] = None
            if not match.sure:
                unsure.add(match.person)
    return {person: list(names[person]) for person in unsure if len(names[person]) > 1}


def _joined(same, by_id):
    """{name: student} of those who are one student, as --same says."""
    joined = {}
    for pair in same:
        one, other = (joined.get(name, name) for name in pair)
        if one in by_id and other in by_id and one != other:
            raise CourseError(f"--same: {one} and {other} are two people on the roster")
        keep, drop = (other, one) if other in by_id else (one, other)
        joined |= {name: keep for name, its in joined.items() if its == drop}
        joined |= {drop: keep, keep: keep}
    return joined


def _keep_apart(entries, names, count, by_id, problems):
    """Give nobody two submissions of a lab under two names.

    Of two in one call each keeps the name that its layout has for it, but for one of them; what is
    found counts more than what is kept, as when a student hands in again.
    """
    groups = {}
    for place, entry in enumerate(entries):
        groups.setdefault((names[place], entry.lab, place < count), []).append(place)
    for (student, lab, is_found), places in groups.items():
        called = sorted({entries[place].student for place in places})
        if len(called) > 1:
            keeps = student if student in called else called[0]
            for place in places:
                if entries[place].student != keeps:
                    names[place] = entries[place].student
            problems[f"{student}, {lab}"] = (
                f"handed in under two names, {' and '.join(called)}: each stands for itself. If they are "
                "one student, leave one of the two out of what you grade"
            )
        elif is_found:
            before = {entries[place].student for place in groups.get((student, lab, False), ())}
            if before - set(called):
                problems[f"{student}, {lab}"] = (
                    f"handed in before as {' and '.join(sorted(before))}, and now as {called[0]}: "
                    "this one counts"
                )
            elif student not in by_id and _other_number(entries, places, groups, student, lab):
                problems[f"{student}, {lab}"] = OTHER_NUMBER


def _other_number(entries, places, groups, student, lab):
    """Whether Moodle's number is another one than before: that of another assignment, or of a namesake."""
    now, before = (
        {entries[place].number for place in own if _numbered_anew(entries[place])}
        for own in (places, groups.get((student, lab, False), ()))
    )
    return now and before and not now & before


def _namesakes(entries, names, by_id, problems):
    """{name: sentence} of names that several students have and that Moodle's numbers alone tell apart."""
    found = {}
    for place, entry in enumerate(entries):
        if _numbered_anew(entry) and not entry.group and names[place] not in by_id:
            found.setdefault(_name(entry), []).append((names[place], entry.lab))
    told = {}
    for name, theirs in found.items():
        students = sorted({student for student, _ in theirs})
        labs = {lab for _, lab in theirs}
        at_once = max(len({who for who, where in theirs if where == lab}) for lab in labs)
        if len(students) > at_once and not problems.keys() & set(students):
            told[name] = (
                f"the name of several students, and Moodle numbers them anew for each assignment: "
                f"{', '.join(students)} may be {at_once} or more people; {HOW}"
            )
    return told


def _alike(entries, names, by_id):
    """{names: sentence} of students whose names differ in spelling alone."""
    spelt = {}
    for place, entry in enumerate(entries):
        if not _numbered_anew(entry) and not _by_canvas(entry) and names[place] not in by_id:
            spelt.setdefault(spelling(names[place]), set()).add(names[place])
    return {
        ", ".join(sorted(students)): (
            "these names differ in spelling alone: if they are one student, say so with --same NAME NAME"
        )
        for key, students in spelt.items()
        if len(students) > 1 and key
    }


def _named(entry, student, person):
    own = person.name if person and person.name != person.id else ""
    name = own if own and (not entry.name or _by_canvas(entry)) else entry.name
    before = entry.student if entry.student != student else ""
    return entry._replace(student=student, handed_in_as=before, name=name)

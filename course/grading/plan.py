"""What a call will do, before it does anything: whose is what, and what becomes of the grades that are kept."""

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

from course.errors import CourseError
from course.grading.records.store import NAME, Store
from course.grading.request import look
from course.grading.results import worksheet
from course.grading.roster.identity import identify, strangers_told
from course.grading.roster.people import People, Person, near_words
from course.grading.roster.reading import Roster, read_roster
from course.grading.scheme import read_scheme
from course.notebooks.naming import lab_named

SHOWN = 3  # names in a sentence
LISTED = 20  # names in a row of the report


class Plan(NamedTuple):
    """What will be graded, and what becomes of the grades that are there; nothing is written yet.

    Attributes:
        found: list of Submission, each under the student that it is of.
        problems: list of (path, sentence) of what belongs to no student or lab.
        doubts: list of (name, sentence) of who cannot be told from whom, and who is not there any more.
        moves: list of (student, lab, student from now on) of grades that are kept.
        gone: list of (student, lab) whose submission is not there any more, after the moves.
        roster: Roster, or None if there is a remembered one, or none at all.
        pairs: pairs of names that are one student, remembered ones included.
        worksheets: list of (file name, lab, content) to be filled in.
        told: sentences for the terminal.
        expected: Persons of the roster, given or remembered.
    """

    found: list
    problems: list
    doubts: list
    moves: list
    gone: list
    roster: Roster | None
    pairs: list
    worksheets: list
    told: list
    expected: tuple = ()


def find_submissions(request, labs):
    """What was handed in of the labs that are asked for: the first two of `make_plan`."""
    plan = make_plan(request, labs)
    return plan.found, plan.problems


def make_plan(request, labs):
    """Look at everything that is asked for; nothing is run or written.

    Args:
        request: GradingRequest.
        labs: {name: Lab} of all labs.

    Returns:
        Plan.

    Raises:
        CourseError: there is no such lab, file or folder, or there is nothing in it.
    """
    if request.lab is not None:
        request = request._replace(lab=lab_named(request.lab, labs))
    read_scheme(request.out, labs)  # what cannot be is refused before anything is done
    found, problems = look(request, labs)
    roster = read_roster(request.students) if request.students else None
    worksheets = worksheet.read_worksheets(request.worksheets, request.out)
    with _opened(request.out) as store:
        if store and request.seed and store.fact("seed") not in (None, request.seed):
            store.seed(request.seed)  # says what to do
        kept = store.submissions() if store else []
        absent = store.absent() if store else set()
        remembered = remembered_roster(store)
        roster = roster.after(remembered) if roster and remembered else roster
        pairs = [tuple(pair) for pair in json.loads((store and store.fact("same")) or "[]")]
        earlier = store.worksheets() if store else []
    worksheets = [
        (name, worksheet.lab_of(sheet, request.lab, found, kept, name), content)
        for name, sheet, content in worksheets
    ]
    for name, lab, content in worksheets:
        taken = [of for was, of, text in earlier if was == name and of != lab and text != content]
        if taken or Path(name).stem in labs and Path(name).stem != lab:
            raise CourseError(
                f"the worksheet {name} is of {lab}, and the table of another lab has that name: rename it"
            )
    known = roster or remembered
    entries = [*found, *(submission for submission, _ in kept)]
    numbers, listed = worksheet.participants([*earlier, *worksheets], entries)
    people = People(known.people) if known else People(listed) if listed else None
    who = identify(
        *(found, entries[len(found) :], people, request.same),
        remembered=pairs,
        numbers=numbers,
    )
    asked = [entry for entry in who.found if request.lab in (None, entry.lab)]
    if not asked:
        raise CourseError(_nothing_of(request, who.found))
    gone, rows, others = _gone(request, labs, asked, kept, who.moves, absent)
    told = list(known.remarks) if roster else []
    if known and (sentence := _strangers(who, people)):
        told.append(sentence)
    told += _in_words(who.problems) + [f"{lab}: {sentence}" for lab, sentence in rows + others]
    doubts = who.problems + ([] if request.forget else rows)
    pairs = list(dict.fromkeys([*pairs, *request.same]))
    expected = known.people if known else ()
    return Plan(asked, problems, doubts, who.moves, gone, roster, pairs, worksheets, told, expected)


def remembered_roster(store):
    """The Roster that an earlier call was given, or None."""
    text = store.fact("roster") if store else None
    return Roster.of_text(text) if text else None


def who_is_meant(store, student, lab, labs, *, new=False):
    """The student and the lab of a grade, as an instructor writes them, also where nothing was handed in.

    Args:
        store: Store.
        student: the name as grading has it, or another spelling of it, or what the roster knows, such as
            an address.
        lab: its name or number.
        labs: {name: Lab} of all labs.
        new: whether it may be somebody whom neither the grades nor the roster know.

    Returns:
        student, lab, name: str, as the grades have them; the name is for people to read.

    Raises:
        CourseError: there is no such lab, or nobody is called so; names what is near.
    """
    kept = [submission for submission, _ in store.submissions()]
    if lab not in {entry.lab for entry in kept}:
        lab = lab_named(lab, labs)
    roster = remembered_roster(store) or Roster()
    known = {person.id: person for person in roster.people}
    everybody = known | {
        entry.student: known.get(entry.student)
        or Person(entry.student, entry.name or entry.student)
        for entry in kept
    }
    of_lab = {entry.student: everybody[entry.student] for entry in kept if entry.lab == lab}
    for people in (of_lab, everybody):  # who handed in the lab is meant rather than somebody else
        if student in people:
            return student, lab, people[student].name
        among = People(people.values())
        meant = among.by_handle(student)
        meant = meant if meant.people else among.by_name(student, whole=True)
        if meant.person:
            return meant.person.id, lab, meant.person.name
        if meant.people:
            names = ", ".join(person.id for person in meant.people)
            raise CourseError(f"{student} may be {names}: name one of these")
    if new and student.strip():
        return student.strip(), lab, student.strip()
    raise CourseError(
        f"there is no grade of {student} for {lab}{near_words(student, everybody)}; nobody who handed in or is "
        "on the roster is called so: to enter a grade of somebody new, add --new"
    )


def _nothing_of(request, found):
    labs = [entry.lab for entry in found]
    there = ", ".join(f"{lab} ({labs.count(lab)})" for lab in sorted(set(labs)))
    return f"nothing of {request.lab} was handed in with {request.submitted}; there is: {there}"


@contextlib.contextmanager
def _opened(out):
    """The Store in a folder of grades, or None; none is made."""
    if not (Path(out) / NAME).exists():
        yield None
        return
    with Store(out) as store:
        yield store


def _in_words(problems):
    """The sentences of (name, sentence), each once, with the names that it is true of."""
    names = {}
    for name, sentence in problems:
        names.setdefault(sentence, []).append(name)
    told = [f"{_some(who)}: {sentence}" for sentence, who in names.items()]
    more = [f"{len(told) - SHOWN} more of this kind are in the report"] if told[SHOWN:] else []
    return told[:SHOWN] + more


def _some(names, count=SHOWN):
    more = f" and {len(names) - count} more" if len(names) > count else ""
    return ", ".join(names[:count]) + more


def _strangers(who, people):
    handed_in = {entry.student: entry.name for entry in who.found}
    here = {name: handed_in[name] for name in who.strangers if name in handed_in}
    return strangers_told(here, len(handed_in), people)


def _gone(request, labs, found, kept, moves, absent):
    """Whose grade has no submission any more: ([(student, lab)], [(lab, sentence)], more sentences).

    A lab was looked at if somebody's submission of it was found. What this call did not look at stays, and
    so does all of an earlier download of which nobody is here, as of another group: the last sentences.
    """
    there = {(entry.student, entry.lab) for entry in found}
    handed_in = [entry.lab for entry in found]
    moved = {(student, lab): new for student, lab, new in moves}
    kept = [
        (entry, source, moved.get((entry.student, entry.lab), entry.student))
        for entry, source in kept
        if entry.path  # else it was entered by hand, and never was in a download
    ]
    again = {(entry.lab, source) for entry, source, who in kept if (who, entry.lab) in there}
    again |= {(lab, str(Path(request.submitted).resolve())) for lab in labs}
    gone, others = {}, {}
    for entry, source, student in kept:
        looked_at = entry.lab in handed_in or entry.lab not in labs and not request.lab
        if not looked_at or (student, entry.lab) in there:
            continue
        is_gone = (
            (entry.lab, source) in again
            or (entry.student, entry.lab) in absent
            or not (source and entry.lab in labs)
            or request.forget
            and request.lab
        )
        place = gone if is_gone else others
        place.setdefault((entry.lab, Path(source).name), []).append(student)
    rows = []
    for (lab, source), students in sorted(gone.items()):
        where = f"not in {request.submitted}" if lab in labs else "not a lab"
        came = f"the grades of {source}" if source else "their grades"
        fate = f"{came} are forgotten" if request.forget else f"{came} stay; --forget drops them"
        rows.append((lab, f"{where} any more: {_some(students, LISTED)}; {fate}"))
        if request.forget and lab in labs and lab != request.lab:
            of_lab = sum(len(who) for (of, _), who in gone.items() if of == lab)
            if of_lab > handed_in.count(lab):
                raise CourseError(
                    f"--forget would drop the grades of {of_lab} students for {lab}, and "
                    f"{request.submitted} has only {handed_in.count(lab)}: if it is all of that lab, say so "
                    f"with --lab {lab}"
                )
    stay = [
        (lab, f"nobody of {source} is in {request.submitted}: its {len(students)} grades stay")
        for (lab, source), students in sorted(others.items())
    ]
    return (
        [(student, lab) for (lab, _), students in gone.items() for student in students],
        rows,
        stay,
    )

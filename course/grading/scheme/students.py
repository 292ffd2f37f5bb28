"""Whom the rules for single students mean."""

from course.grading.roster.people import People, Person, near_words
from course.grading.scheme.rules import Exemption


def exemptions_of(scheme, people):
    """The rules for single students, under the names that grading has for them.

    Args:
        scheme: Scheme or None.
        people: Persons of the roster, and those who handed in.

    Returns:
        {(student, lab): Exemption}, list of (name, sentence) of names that nobody has, or several.
    """
    known, found, problems = People(people), {}, []
    for name, exemptions in scheme.students.items() if scheme else ():
        meant = known.by_handle(name)
        meant = meant if meant.people else known.by_name(name, whole=True)
        if meant.person:
            found |= {(meant.person.id, lab): own for lab, own in exemptions.items()}
            continue
        line = scheme.lines[name]
        if meant.people:
            ids = ", ".join(person.id for person in meant.people)
            told = f"line {line} of grading.yaml may mean {ids}: name one of these"
        else:
            near = near_words(name, [person.name for person in known.people])
            told = (
                f"line {line} of grading.yaml names nobody who handed in or is on the roster{near}; until "
                "somebody is called so, it changes nothing"
            )
        problems.append((name, told))
    return found, problems


def with_times(scheme, exemptions, times):
    """Exemptions, with when students handed in where the instructor does not say it.

    Args:
        scheme: Scheme, whose zone times have that name none.
        exemptions: {(student, lab): Exemption}.
        times: {(student, lab): datetime}.
    """
    made = dict(exemptions)
    for key, moment in times.items():
        own = made.get(key, Exemption())
        made[key] = own._replace(handed_in=own.handed_in or scheme.at(moment))
    return made


def people_among(roster, submissions):
    """Persons of the roster, and of those who handed in without being on it.

    Args:
        roster: Roster.
        submissions: Submissions.
    """
    people = {person.id: person for person in roster.people}
    for of in submissions:
        people.setdefault(of.student, Person(of.student, of.name or of.student))
    return list(people.values())

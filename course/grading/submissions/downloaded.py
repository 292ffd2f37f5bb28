"""Whose is what a learning platform handed out? What one name says, and what all of a download say together."""

from course.grading.submissions.matching import iso, sortable
from course.grading.submissions.namesakes import SAME_NAME
from course.grading.submissions.people import people_of
from course.grading.submissions.places import Place, lab_folder, most
from course.grading.submissions.platforms import GROUPS, PARTICIPANTS
from course.grading.submissions.student_names import last_words

BLIND = "handed in anonymously: the number is that of a student of this assignment alone"
NO_PEOPLE = (
    "is of nobody that {} names: export the submissions again, and leave that file with them"
)
UNSUBMITTED = "lies among the working files, so it was not handed in: grade that folder by itself if it counts"


class Downloaded:
    """What the names in downloads say together: whose names are a group's, and which have several numbers.

    Args:
        entries: list of Entry.
        matches: list of their Matches, or None for what a platform did not name.
        labs: Labs.
    """

    def __init__(self, entries, matches, labs):
        self.labs = labs
        self._numbers, names, wholes, people = {}, {}, {}, set()
        for entry, found in zip(entries, matches, strict=True):
            if not found:
                continue
            around, said = entry.parts[: found.start], found.said
            if said.get("name"):
                name = said["name"].strip()
                self._numbers.setdefault((around, name), set()).add(said.get("number") or "")
                names.setdefault(around, set()).add(name)
            if said.get("whole"):
                wholes.setdefault(around, set()).add(said["whole"])
            if found.platform.people:
                people.add((*around, found.platform.people))
        self._students = {around: last_words(own) for around, own in wholes.items()}
        self._people = {
            entry.parts[:-1]: people_of(entry)
            for entry in entries
            if entry.parts in people and entry.kind == "file"
        }
        self._teams = {
            around
            for around, own in names.items()
            if any("" in self._numbers[around, name] for name in own)
            or most(GROUPS.fullmatch(name) for name in own)
        }
        self._blind = {
            (around, name)
            for around, own in names.items()
            for name in own
            if PARTICIPANTS.fullmatch(name)
            or (len(own) == 1 and len(self._numbers[around, name]) > 2)
        }

    def places(self, entry, found):
        """The Places of an Entry: one, or one for each member of a group.

        Args:
            entry: Entry.
            found: its Match.
        """
        around = entry.parts[: found.start]
        if found.platform.people:
            return self._places_of_people(entry, found)
        said, parts = found.said, entry.parts
        name, number, group, note = self._who(around, found)
        below = parts[-1] if len(parts) > found.start + 1 else ""
        given = said.get("file") or below or ("" if "file" in said else parts[-1])
        assignment = said.get("assignment") or ""
        place = Place(
            name,
            found.platform.name,
            given,
            lab_folder(around, self.labs)[0] or self.labs.called(assignment),
            (said.get("name") or "").strip(),
            number,
            "/".join((*around, assignment) if assignment else around),
            group,
            late="late" if said.get("late") else "",
            latest=sortable(said.get("time") or "") or (said.get("attempt") or "").zfill(9),
            note=note,
            problem=UNSUBMITTED if said.get("unsubmitted") else "",
            time=iso(said.get("time") or ""),
        )
        return [place]

    def _who(self, around, found):
        """student, number, group, note: what a name says in the midst of the others."""
        said, platform, note = found.said, found.platform, ""
        name, number = (said.get("name") or "").strip(), said.get("number") or ""
        if said.get("student"):
            student = said["student"]
        elif said.get("whole"):
            student = self._students[around][said["whole"]]
        elif number and platform.number_of == "student" and not platform.group:
            student = number
        elif (around, name) in self._blind:
            student, note = f"{name}_{number}", BLIND
        elif len(self._numbers[around, name]) > 1:
            student, note = f"{name}_{number}".rstrip("_"), name + SAME_NAME.format(platform.title)
        else:
            student = name
        if platform.group or platform.name == "moodle" and around in self._teams:
            return student, "", student, ""
        return student, number, "", note

    def _places_of_people(self, entry, found):
        around, platform = entry.parts[: found.start], found.platform
        told = self._people.get(around, {})
        people = told.get(found.said["submission"], ())
        place = Place("", platform.name, entry.parts[-1], around="/".join(around))
        if not people:
            return [place._replace(problem=NO_PEOPLE.format(platform.people))]
        numbers = {}
        for person in (person for own in told.values() for person in own):
            numbers.setdefault(person.name, set()).add(person.number)
        group = ", ".join(person.name for person in people) if len(people) > 1 else ""
        return [
            place._replace(
                student=name if len(numbers[name]) == 1 else f"{name}_{number}",
                name=name,
                number=number,
                group=group,
                time=time,
            )
            for name, number, time in people
        ]

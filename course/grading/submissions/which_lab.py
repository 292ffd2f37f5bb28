"""Of which lab is what was handed in? A download of an assignment counts for that assignment's lab."""

from collections import Counter
from typing import NamedTuple

from course.grading.submissions.choosing import LOOKED_INTO
from course.grading.submissions.reading import look

OTHER_LAB = "a notebook of {} was expected, but one of {} was handed in here: hand in that of {}"
TOGETHER = (
    "two downloads lie in one folder: names with a number for each lab were taken for one student"
)
ENOUGH, NEARLY_ALL, FEW = 10, 0.9, 0.1  # students, shares of them, that tell what a download is of
ENDING = "is a notebook under another ending than .ipynb: {}"


class Download(NamedTuple):
    """What was handed in for an assignment, as a platform lets it be downloaded, or all that was made by hand.

    Attributes:
        path: of its archive and folder, below `root`, or "".
        root: the name of the folder or zip that is graded.
        candidates: list of Candidate.
    """

    path: str
    root: str
    candidates: list

    @property
    def name(self):
        """What it is called."""
        name = self.path.rpartition("/")[2] or self.root
        return name[: -len(".zip")] if name.casefold().endswith(".zip") else name


def settle(downloads, labs):
    """Give each candidate its lab.

    Args:
        downloads: list of Download.
        labs: Labs.

    Returns:
        kept, lost: list of (Download, Candidate) with a lab; list of Candidate whose lab nothing tells.
    """
    downloads = [
        one._replace(candidates=_joined(_with_other_endings(one.candidates, labs)))
        for one in downloads
    ]
    expected = _expected(downloads, labs)
    asked_for = {lab for lab, _ in expected.values() if lab}
    kept, lost = [], []
    for place, download in enumerate(downloads):
        main, is_named = expected.get(place, ("", False))
        found, without = _lab_of_each(download, labs, main if is_named else "")
        lost += without
        for candidate in found:
            lab = candidate.lab
            if main and lab != main and (is_named or lab in asked_for):
                problem = candidate.problem or OTHER_LAB.format(main, lab, main)
                candidate = candidate._replace(
                    lab=main, problem=problem, quality=min(candidate.quality, 0)
                )
            kept.append((download, candidate))
    return kept, lost


def _lab_of_each(download, labs, main):
    """The candidates with their labs: what nothing tells is that of the download, or of all others."""
    found = download.candidates
    known = {candidate.lab for candidate in found if candidate.lab}
    named = labs.all_named(download.path or download.root)
    only = main or (named[0] if len(named) == 1 else known.pop() if len(known) == 1 else "")
    with_files = {candidate.place.student for candidate in found if candidate.quality >= -1}
    with_labs = {candidate.place.student for candidate in found if candidate.lab}
    kept, lost = [], []
    for candidate in found:
        student, lab = candidate.place.student, candidate.lab or candidate.place.lab or only
        beside = candidate.quality < 0 or candidate.place.layout == "nbgrader"
        nothing = candidate.place.by_hand and candidate.quality == -1 and not candidate.lab
        if nothing and not candidate.place.lab:
            continue  # a file beside notebooks, such as grades.csv
        if lab:
            kept.append(candidate._replace(lab=lab))
        elif not (
            student in with_labs and beside or student in with_files and candidate.quality < -1
        ):
            lost.append(candidate)
    return kept, lost


def _expected(downloads, labs):
    """{index: (lab, whether its name says so)} of the downloads that are of one lab alone."""
    platforms = {
        place: one
        for place, one in enumerate(downloads)
        if not any(candidate.place.by_hand for candidate in one.candidates)
    }
    found = {}
    for place, download in platforms.items():
        students = {}
        for candidate in download.candidates:
            if candidate.lab and candidate.quality >= 0:
                students.setdefault(candidate.place.student, set()).add(candidate.lab)
        ranking = Counter(lab for own in students.values() for lab in own).most_common(2)
        most, count = ranking[0] if ranking else ("", 0)
        second = ranking[1][1] if len(ranking) > 1 else 0
        main = most if count * 2 > len(students) and count > second else ""
        named = labs.all_named(download.name)
        if not named and main and labs.numbered(download.name) == main:
            named = [main]
        if len(named) == 1 and (download.path or main == named[0] or not main):
            found[place] = named[0], True
        elif main and not named and _is_of_one_lab(count, second, len(students)):
            found[place] = main, True
        elif main and not named and len(platforms) > 1:
            found[place] = main, False
    return found


def _is_of_one_lab(most, second, students):
    """Whether nearly all hand in one lab, and so few another that it was not asked for here."""
    return students >= ENOUGH and most >= NEARLY_ALL * students and second <= FEW * students


def _with_other_endings(candidates, labs):
    """The candidates, with notebooks among them that are not called .ipynb, if a student has no other."""
    own = {}
    for candidate in candidates:
        if candidate.quality >= 0 and not candidate.problem:
            own.setdefault(candidate.place.student, set()).add(candidate.lab)
    looked_into, made = Counter(), []
    for candidate in candidates:
        student, entry = candidate.place.student, candidate.entry
        missing = student not in own or candidate.lab and candidate.lab not in own[student]
        if candidate.quality == -1 and entry.kind == "file" and missing and any(labs.ids.values()):
            looked_into[student] += 1
            if looked_into[student] <= LOOKED_INTO and not entry.parts[-1].casefold().endswith(
                ".zip"
            ):
                if lab := labs.of(look(entry.path, entry.member)):
                    note = ENDING.format(entry.parts[-1])
                    candidate = candidate._replace(lab=lab, quality=0, problem="", note=note)
        made.append(candidate)
    return made


def _joined(candidates):
    """The candidates, with one student for a name that has a number for each lab.

    Two downloads of Moodle that were unpacked to one folder look like that: most names in it have several
    numbers, and none of them hands in a lab twice. Otherwise two numbers are two students.
    """
    labs_of = {}  # name -> number -> labs
    for candidate in candidates:
        place = candidate.place
        if place.layout == "moodle" and not place.group:
            numbers = labs_of.setdefault(place.name, {})
            numbers.setdefault(place.number, set()).update({candidate.lab} - {""})
    several = {name: list(own.values()) for name, own in labs_of.items() if len(own) > 1}
    apart = all(sum(map(len, own)) == len(set().union(*own)) for own in several.values())
    told = all(all(own) for own in several.values())
    if len(several) * 2 <= len(labs_of) or len(several) < 2 or not (apart and told):
        return candidates
    return [
        candidate._replace(
            place=candidate.place._replace(student=candidate.place.name, note=TOGETHER)
        )
        if candidate.place.name in several
        else candidate
        for candidate in candidates
    ]

"""Whose is a file, and of which lab is it? What its name and the folders around it say of both."""

import os

from course.grading.submissions.archives import is_zip
from course.grading.submissions.by_hand import ByHand
from course.grading.submissions.downloaded import Downloaded
from course.grading.submissions.matching import matched
from course.grading.submissions.places import Place, is_notebook
from course.grading.submissions.platforms import BY_NAME, FEEDBACK, GUESSED

MIXED = (
    "is named as {} names what it hands out, unlike what lies beside it: "
    "grade that download by itself, or say --layout {}"
)
NOT_OF = "is not named as {} names what it hands out: grade it in a folder of its own"
NOT_HANDED_IN = "is feedback that lies beside what was handed in: it counts for nobody"
NBGRADER_STEPS = {"source", "release", "autograded", "feedback"}  # beside `submitted`
LONG = 5  # figures of numbers that Canvas gives, and nobody else
FEW = 3  # names that must look like a platform's, if others may look so by chance
WHO = ("name", "student", "number", "whole", "submission")  # groups that tell whose it is


class Layout:
    """How a folder or an archive is organised: what most of it agrees on counts.

    A student chooses the names of files and of what is in his folder. So that they cannot tell whose
    the work of others is, each folder or file of the first level has one vote.

    Args:
        entries: list of Entry.
        labs: Labs.
        layout: name of the Platform, or None to guess.

    Attributes:
        platforms: the Platforms it was downloaded from.
        has_named: whether files called student_lab lie on the first level, see ByHand.
    """

    def __init__(self, entries, labs, layout=None):
        self.labs, self._forced = labs, layout
        files = [entry for entry in entries if entry.kind == "file" and not _is_feedback(entry)]
        works = [entry for entry in files if is_notebook(entry) or is_zip(entry)] or files
        folders = [entry.parts[:-1] for entry in works]
        self.level = len(os.path.commonprefix(folders)) if works else 0  # what is above, all share
        tops = {}
        for entry in files:
            if len(entry.parts) > self.level:
                tops.setdefault(entry.parts[self.level], []).append(entry)
        voters = {entry.parts[self.level] for entry in works}
        self._vote({top: own for top, own in tops.items() if top in voters})
        matches = [self._found(entry.parts) for entry in entries]
        self._downloaded = Downloaded(entries, matches, labs)
        by_hand = [entry.parts[self.level :] for entry in works if not self._found(entry.parts)]
        self._by_hand = ByHand(by_hand, voters, labs, self.level, layout)
        self.has_named = self._by_hand.has_named

    def _vote(self, tops):
        """Settle which platforms it came from, and which folders may be a download among others."""
        votes, mixed = {}, set()
        for top, entries in tops.items():
            own = {}
            for entry in entries:
                for platform in GUESSED:
                    if found := self._match(entry.parts, platform):
                        who = found.start, *map(found.said.get, WHO)
                        own.setdefault(platform, set()).add(who)
            for platform, found in own.items():
                votes.setdefault(platform, set()).add(top)
                below = sum(start == self.level + 1 for start, *_ in found)
                if below >= (2 if platform.sure else FEW):
                    mixed.add(top)
            if any(
                _is_of_canvas(entry, self._match(entry.parts, BY_NAME["canvas"]))
                for entry in entries
            ):
                mixed.add(top)
        ranked = sorted(votes, key=lambda platform: -len(votes[platform]))
        if self._forced:
            ranked = [BY_NAME[self._forced]]
        elif len(set().union(*votes.values())) * 2 <= len(tops):
            ranked = []
        elif len(votes[ranked[0]]) * 2 > len(tops):
            ranked = ranked[:1]
        self.platforms = tuple(platform for platform in ranked if platform.patterns)
        self._mixed = set() if self.platforms or self._forced else mixed

    def on_top(self, entry):
        """Whether an entry lies on the first level."""
        return len(entry.parts) == self.level + 1

    def places(self, entry):
        """The Places of an Entry: one, or one for each member of a group."""
        if _is_feedback(entry):
            return [Place("", "moodle", entry.parts[-1], problem=NOT_HANDED_IN)]
        if found := self._found(entry.parts):
            return self._downloaded.places(entry, found)
        if self.platforms:
            problem = NOT_OF.format(self.platforms[0].title)
            return [Place("", self.platforms[0].name, entry.parts[-1], problem=problem)]
        top = entry.parts[self.level : self.level + 1]
        if top and top[0] in self._mixed:
            for platform in GUESSED:
                if self._match(entry.parts, platform):
                    problem = MIXED.format(platform.title, platform.name)
                    return [Place("", platform.name, entry.parts[-1], problem=problem)]
        return [self._by_hand.place(entry)]

    def _found(self, parts):
        """The Match that counts: the outermost of the platforms it came from, or of a sure one on top."""
        found = [match for one in self.platforms if (match := self._match(parts, one))]
        if not found and not self._forced and not self.platforms:
            sure = [match for one in GUESSED if one.sure and (match := self._match(parts, one))]
            found = [match for match in sure if match.start in (0, self.level)]
        return min(found, key=lambda match: match.start, default=None)

    def _match(self, parts, platform):
        return matched(parts, platform, self.labs)


def handed_in_to_nbgrader(entries):
    """What lies in `submitted`, if this is the folder of an nbgrader course.

    Args:
        entries: list of Entry.

    Returns:
        entries, steps: list of Entry, all if it is none; names of the folders that were left out.
    """
    tops = {entry.parts[0] for entry in entries if len(entry.parts) > 1}
    steps = NBGRADER_STEPS & tops if "submitted" in tops else set()
    return [entry for entry in entries if entry.parts[0] not in steps], sorted(steps)


def _is_of_canvas(entry, found):
    """Whether a file on the first level has two numbers as long as those of Canvas."""
    numbers = [found.said.get(name) or "" for name in ("number", "attachment")] if found else [""]
    return len(entry.parts) == 1 and all(len(number) >= LONG for number in numbers)


def _is_feedback(entry):
    return any(map(FEEDBACK.fullmatch, entry.parts))

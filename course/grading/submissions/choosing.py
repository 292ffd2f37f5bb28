"""Which of several notebooks counts: the last one handed in, then the most filled in, then the best named."""

import re
from typing import NamedTuple

from course.grading.submissions.entries import Entry
from course.grading.submissions.naming import stem
from course.grading.submissions.places import Place
from course.grading.submissions.reading import look

AGAIN = re.compile(r"-([0-9]{1,3})$")  # how Canvas marks what is handed in again
LOOKED_INTO = 20  # notebooks of a student whose contents are looked at


class Candidate(NamedTuple):
    """What may be a student's submission of a lab; `lab` is "" as long as nothing tells it.

    Attributes:
        quality: 2 is named like its lab, 1 is a copy or has a longer name, 0 has another name or
            lies in the folder of another lab, -1 is no notebook, -2 is only a folder.
        problem, note: as in Submission, or "".
    """

    place: Place
    entry: Entry
    lab: str
    quality: int = 0
    problem: str = ""
    note: str = ""

    def rank(self):
        return (
            *(not self.problem, self.place.latest, self.quality),
            *(self.entry.mtime, self.entry.parts, self.entry.member),
        )


def choose(candidates, exercises):
    """The candidate that counts.

    Args:
        candidates: list of Candidate, of one student and one lab.
        exercises: set of the ids of the lab's exercises.

    Returns:
        best, note, others: Candidate; why it and no other, or ""; list of the others, best first.
    """
    ranked = sorted(candidates, key=Candidate.rank, reverse=True)
    best, note = ranked[0], ""
    rivals = _not_replaced(ranked)
    best = rivals[0]
    rivals = [one for one in rivals if _is_rival(one, best)][:LOOKED_INTO]
    if len(rivals) > 1:
        filled_in = [
            len(look(one.entry.path, one.entry.member, exercises).worked) for one in rivals
        ]
        most = max(filled_in)
        if most > filled_in[0]:
            best = rivals[filled_in.index(most)]
            note = (
                f"the notebook with the most answers counts: {most} are filled in, "
                f"and {filled_in[0]} in the one that is named best"
            )
    return best, note, [one for one in ranked if one is not best]


def _is_rival(one, best):
    """Whether it may count in place of the best named one, as it was not handed in before that."""
    return not one.problem and one.quality >= 0 and one.place.latest == best.place.latest


def _not_replaced(ranked):
    """The candidates that were not handed in again: to Canvas, `work-2` replaces `work`, nothing else."""
    orders, last = [], {}
    for one in ranked:
        name = stem(one.place.file)
        found = AGAIN.search(name) if one.place.layout == "canvas" else None
        key = name[: found.start() if found else None].casefold(), one.place.around
        order = not one.problem, int(found[1]) if found else 0
        last[key] = max(order, last.get(key, order))
        orders.append((key, order))
    return [
        one
        for one, (key, order) in zip(ranked, orders, strict=True)
        if one.place.layout != "canvas" or order == last[key]
    ]

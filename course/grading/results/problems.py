"""What stands at the top of a report: what belongs to nobody, and what somebody has to decide."""

from typing import NamedTuple

from course.grading.results import wording


class Problem(NamedTuple):
    """What is wrong and what to do, a sentence, and the `count` files or things that it is true of."""

    sentence: str
    where: str = ""
    count: int = 1


def problems_of(cohort, problems):
    """What an instructor has to look at before anything else.

    Args:
        cohort: Cohort.
        problems: list of (path or name, sentence) of what belongs to no student or to no lab, or is not
            certain; the first may be "".

    Returns:
        list of Problem.
    """
    found = []
    failed = len(cohort.in_state("fault"))
    if failed:
        notebooks = wording.counted(failed, "notebook")
        again = f"Grading itself failed for {notebooks}: grade again. See Internal errors below."
        found.append(Problem(again, count=failed))
    found += [_dropped(cohort, *key, who) for key, who in cohort.dropped.items()]
    strangers = [student for student in cohort.names if student not in cohort.expected]
    if cohort.expected and strangers:
        who = wording.counted(len(strangers), "student")
        missing = f"Handed in and not in the roster: {who}. See Not in the roster below."
        people = wording.listed(map(cohort.person, strangers))
        found.append(Problem(missing, people, len(strangers)))
    where = {}
    for path, problem in problems:
        where.setdefault(problem, []).append(wording.short_path(str(path)))
    for problem, paths in where.items():
        places = wording.listed(filter(None, paths))
        found.append(Problem(wording.sentence(problem), places, len(paths)))
    return found


def _dropped(cohort, lab, exercise, students):
    title = cohort.titles.get(lab, lab)
    graded = wording.counted(len(students), "student was", "students were")
    return Problem(
        f"{title} no longer has the exercise {exercise}, in which {graded} graded before. Those points "
        "do not count any more; the database still has them."
    )

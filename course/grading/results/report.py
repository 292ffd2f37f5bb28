"""What an instructor reads: the class at a glance, one page.

It names students and shows answers of theirs as examples, so it is for instructors. In case others see it
nevertheless, no input, value or count of a hidden case is in it, nor anything of the seed.
"""

from course.grading.results import listings, mistakes, people, standings
from course.grading.results.cohort import complete_totals
from course.grading.results.problems import problems_of
from course.grading.results.rendering import render
from course.grading.results.summary import KINDS, difficulties, headline, histograms
from course.grading.scheme import words


def page(cohort, problems=(), *, links=None, made_at="", facts=(), term=""):
    """The report on a class.

    Args:
        cohort: Cohort.
        problems: list of (path, sentence) of what could not be recognised as a submission.
        links: {student: path of the feedback page, relative to this page}, or None.
        made_at: when it was made, an ISO time.
        facts: list of (name, value) shown at the end.
        term: path of the page on the term, or "".

    Returns:
        str, an HTML page that needs no other file.
    """
    totals = complete_totals(cohort)
    found = mistakes.mistakes_by_lab(cohort)
    to_do = problems_of(cohort, problems)
    count = sum(problem.count for problem in to_do)
    first = [standings.not_passed(cohort), standings.stuck(cohort), standings.below_half(cohort)]
    asked = standings.outcome(cohort) is not None
    every = listings.all_listings(cohort)
    by_lab = {lab: difficulties(cohort, lab) for lab in cohort.titles}
    return render(
        "report.html",
        ["style.css", "report.css"],
        ["report.js"],
        made_at=made_at,
        term=term,
        cohort=cohort,
        numbers=headline(cohort, totals, count),
        problems=to_do,
        problems_count=count,
        histograms=histograms(cohort, totals),
        difficulties=by_lab,
        not_judged=any(one.counts[-1] for found in by_lab.values() for one in found),
        mistakes=found,
        commonest=mistakes.commonest(found),
        common=(mistakes.COMMON, mistakes.COMMON_SHARE),
        first=[one for one in first if one.rows],
        listings=[one for one in every if one.rows],
        empty=[one.title for one in (*first[not asked :], *every) if not one.rows],
        scheme=cohort.scheme,
        columns=people.standing_columns(cohort.scheme),
        rules=words.rules(cohort.scheme, cohort.titles) if cohort.scheme else [],
        lab_rows=words.lab_rows(cohort.scheme, cohort.titles, cohort.of) if cohort.scheme else [],
        outcome=standings.outcome(cohort),
        missing=people.missing(cohort),
        absentees=people.handed_in_nothing(cohort),
        students=people.student_rows(cohort, links or {}),
        facts=facts,
        KINDS=KINDS,
    )

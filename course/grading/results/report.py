"""What an instructor reads: the class at a glance, one page."""

from course.grading.results import listings
from course.grading.results.group import complete_totals, group_of
from course.grading.results.mistakes import commonest, mistakes_by_lab
from course.grading.results.rendering import render
from course.grading.results.summary import KINDS, difficulties, headline, histograms


def page(grades, problems, *, titles, expected_students=(), links=None, made_at="", facts=()):
    """The report on a class.

    Args:
        grades: LabGrades, one per student and lab.
        problems: list of (path, sentence) of what could not be recognised as a submission.
        titles: {lab: readable title}; labs that nobody handed in are left out.
        expected_students: ids of those who should have handed in.
        links: {student: path of the feedback page, relative to this page}, or None.
        made_at: when it was made, for people.
        facts: list of (name, value) shown at the end.

    Returns:
        str, an HTML page that needs no other file.
    """
    group = group_of(grades, titles, expected_students)
    totals = complete_totals(group)
    mistakes = mistakes_by_lab(group)
    return render(
        "report.html",
        ["style.css", "report.css"],
        ["report.js"],
        made_at=made_at,
        numbers=headline(group, totals, expected_students),
        histograms=histograms(group, totals),
        difficulties={lab: difficulties(group, lab) for lab in group.titles},
        mistakes=mistakes,
        commonest=commonest(mistakes),
        listings=[
            listings.internal_errors(group),
            listings.unreadable(group, problems),
            listings.not_judged(group),
            listings.corrections(group),
            listings.remarks(group),
        ],
        missing=listings.missing(group),
        unexpected=listings.unexpected(group, expected_students),
        left_out=[title for lab, title in titles.items() if lab not in group.titles],
        students=listings.student_rows(group, links or {}),
        titles=group.titles,
        labels=group.labels,
        of=group.of,
        facts=facts,
        KINDS=KINDS,
    )

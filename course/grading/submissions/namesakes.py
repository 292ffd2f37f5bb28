"""Remarks on students of one name, which are the instructor's: a student's page never tells of a namesake."""

SEVERAL = " is the name of several students"
SAME_NAME = SEVERAL + ": {}'s number, which is different for each assignment, tells them apart"
DECIDED = SEVERAL + "; worksheet, roster or --same tell them apart"
NUMBERS = (
    "several of Moodle's numbers handed this in: one student in several assignments, or several students of "
    "one name, whose downloads must then be graded one by one, each with its worksheet"
)


def is_of_namesakes(note):
    """Whether a remark is of other students of the same name, and so not for its student."""
    return SEVERAL in note or note == NUMBERS


def as_decided(submission, notes):
    """Remarks as they are true now: a platform's number tells nobody apart whom the roster knows.

    Args:
        submission: Submission, whose `handed_in_as` says that it is known whose it is.
        notes: remarks on it.

    Returns:
        tuple of str.
    """
    if not submission.handed_in_as:
        return tuple(notes)
    return tuple(
        note.partition(SEVERAL)[0] + DECIDED if f"{SEVERAL}: " in note else note for note in notes
    )

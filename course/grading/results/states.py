"""What the pages say of an exercise that ended in some state: to its student, and in the report on a class."""

# To the student: {state: (sign, colour, words)}.
STATES = {
    "right": ("✓", "right", "right"),
    "partly right": ("◐", "soft", "partly right"),
    "wrong": ("✗", "wrong", "wrong"),
    "not attempted": ("–", "soft", "not attempted"),
    "missing": ("!", "wrong", "not found in your notebook"),
    "crashed": ("!", "wrong", "stopped: it ended Python"),
    "timeout": ("!", "wrong", "stopped: it took too long"),
    "memory": ("!", "wrong", "stopped: it took too much memory"),
    "not handed in": ("–", "soft", "graded without a notebook"),
}
STOPPED = ("crashed", "timeout", "memory")
# In the report, of answers that could not be judged.
NOT_JUDGED = {
    "crashed": "crash",
    "timeout": "timeout",
    "memory": "too much memory",
    "missing": "cell is missing",
}


FURTHER = (
    "Further cases, which are not shown, failed: an answer has to hold for every input of its kind, not only "
    "for those in the notebook."
)
HIDDEN_ALONE = (  # of an exercise that trains a network: grading asks it no case of the notebook
    "Your answer was tried on data other than the notebook's, drawn in the same way, and failed there. The "
    "data is not shown; the check in the notebook asks the same of the notebook's own. If that passes, look "
    "for what your answer has from the notebook's data alone, such as a size or an alphabet that is written "
    "into it, for the time that it takes, and for a result that is only just enough."
)


def about_further_cases(grade):
    """What a page says of the hidden cases that an answer failed, sentences."""
    return FURTHER if grade.shown[1] else HIDDEN_ALONE


def fails_further_cases(grade):
    """Whether hidden cases took points from an answer, so that its page may not say how it ended.

    Args:
        grade: ExerciseGrade.

    Returns:
        bool. Then its state, and the reason why it was stopped, can come from a hidden case.
    """
    if grade.shown[1]:
        return grade.points < grade.shown_points
    return bool(grade.hidden[1]) and grade.points < grade.of


def shown_state(grade):
    """The state of an exercise as far as its student may know it: a key of STATES."""
    if not fails_further_cases(grade):
        return grade.state
    return "partly right" if grade.points else "wrong"


def shown_reason(grade):
    """Why an exercise could not be judged, without a word of hidden cases."""
    return "" if ended_on_a_further_case(grade) else grade.reason


def ended_on_a_further_case(grade):
    """Whether it was a hidden case that an answer did not survive."""
    return grade.state in STOPPED and fails_further_cases(grade)

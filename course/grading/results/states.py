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
}
# In the report, of answers that could not be judged.
NOT_JUDGED = {
    "crashed": "crash",
    "timeout": "timeout",
    "memory": "too much memory",
    "missing": "cell is missing",
}

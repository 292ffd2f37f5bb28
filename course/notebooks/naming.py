"""Which lab somebody means."""

import difflib
import re
from pathlib import Path

from course.errors import CourseError


def lab_named(name, labs):
    """Which lab somebody means.

    Args:
        name: such as "05_stateful_lstm", "05", "5", "Lab 5", "stateful_lstm", "stateful" or
            "05_stateful_lstm.ipynb".
        labs: names of all labs.

    Returns:
        str, one of the names.

    Raises:
        CourseError: it means none of them, or more than one.
    """
    if name in labs:
        return name
    wanted = Path(name.strip().lower().replace(" ", "_").replace("-", "_")).name
    wanted = re.sub(r"^lab_*(?=\d)", "", wanted.removesuffix(".ipynb"))
    if wanted.isdecimal():
        found = [lab for lab in labs if lab.partition("_")[0].lstrip("0") == wanted.lstrip("0")]
    else:
        found = [lab for lab in labs if lab == wanted or lab.partition("_")[2] == wanted]
        found = found or [lab for lab in labs if wanted and _is_part(wanted, lab)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CourseError(f"{name} may be {' or '.join(found)}: say which")
    near = difflib.get_close_matches(wanted, labs, 1, 0.75)
    advice = f"; did you mean {near[0]}?" if near else ""
    raise CourseError(f"there is no lab {name}; there are: {', '.join(labs) or 'none'}{advice}")


def _is_part(wanted, lab):
    """Whether `wanted` begins or ends a lab's name, with or without its number, at a word's border."""
    named = lab.partition("_")[2]
    return (
        f"{lab}_".startswith(f"{wanted}_")
        or f"{named}_".startswith(f"{wanted}_")
        or (f"_{named}".endswith(f"_{wanted}"))
    )

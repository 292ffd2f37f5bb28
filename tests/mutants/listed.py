"""Mutants that cannot differ from a right answer on any allowed input, with the reason.

`equal/<lab>/<exercise>.yaml` holds a list; each entry has a reason and, for each source, the changes:

    - because: the sum of a batch is never asked for with a row of zeros
      solution:
        - n -> n + 1 | for t in range(n):
      sum_by_loop:
        - ...

A source is "solution" or the name of the bank's function. `python -m tests.mutants EXERCISE --survivors`
prints changes in this form.
"""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "equal"


def path_of(exercise):
    """The list of an Exercise; it need not exist."""
    return FOLDER / exercise.lab / f"{exercise.stem}.yaml"


def reasons(exercise):
    """{(source, key): reason} of an Exercise's list.

    Raises:
        ValueError: an entry has no reason, or a change is listed twice.
    """
    path, found = path_of(exercise), {}
    if not path.exists():
        return found
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
        because = entry.get("because")
        if not isinstance(because, str) or not because.strip():
            raise ValueError(f"{path}: an entry has no reason: {entry}")
        for source, changes in entry.items():
            for key in changes if source != "because" else ():
                if not isinstance(key, str):
                    raise ValueError(f"{path}: put quotes around {key}")
                if (source, key) in found:
                    raise ValueError(f"{path}: {source}: {key} is listed twice")
                found[source, key] = because
    return found

"""What the leak detector says: in plain text that is the same on every machine, and as a table."""

import html
from typing import NamedTuple

import numpy as np


class Change(NamedTuple):
    """An output with numbers of the past that changed.

    Attributes:
        output: str, its name.
        border: int, the day from which on everything was noise.
        days: int array, sorted: the days that changed; empty for an output without days.
        of_days: int, the days that were compared.
        count, of: ints, numbers that changed, and numbers that were compared.
        examples: list of (day or None, from, to) of some of them, from the two runs.
        problem: str, what else is wrong with it; "" if numbers changed.
    """

    output: str
    border: int
    days: np.ndarray
    of_days: int
    count: int
    of: int
    examples: list
    problem: str = ""


class Report:
    """What `find` found; a notebook shows it as a table.

    Attributes:
        changes: list of Change, one for each output and border; empty if nothing leaks.
        unseeded: list of str, outputs that differ between two runs on the same series.
        compared: dict from output to the count of its numbers that were compared.
        borders: list of int, the borders that were tried.
    """

    def __init__(self, changes, unseeded, compared, borders):
        self.changes, self.unseeded = changes, unseeded
        self.compared, self.borders = compared, borders

    @property
    def clean(self):
        """Whether every output could be compared and none changed."""
        return not self.changes and not self.unseeded

    @property
    def leaking(self):
        """Names of the outputs that know the future, sorted."""
        return sorted({change.output for change in self.changes})

    def __repr__(self):
        return "\n".join(self._sentences())

    def _sentences(self):
        whole = " and ".join(str(border) for border in self.borders)
        if self.unseeded:
            yield (
                f"not seeded: {', '.join(self.unseeded)} came out differently when nothing was changed. Seed "
                "what is random inside the pipeline, then ask again"
            )
        if not self.changes and not self.unseeded:
            count = sum(self.compared.values())
            yield (
                f"no leak found: with noise from day {whole} on, none of {count} numbers of the past changed "
                f"({', '.join(self.compared)})"
            )
        for change in self.changes:
            yield _sentence(change)

    def _repr_html_(self):
        rows = []
        for change in self.changes:
            size = f"rowspan='{len(change.examples)}'" if change.examples else "colspan='4'"
            left = f"scope='row' {size} style='text-align:left;font-weight:normal'"
            first = f"<th {left}>{html.escape(_sentence(change))}</th>"
            for day, before, after in change.examples:
                where = "" if day is None else f"day {day}"
                rows.append(
                    f"<tr>{first}<td>{where}</td><td>{before:.6g}</td><td>{after:.6g}</td></tr>"
                )
                first = ""
            if not change.examples:
                rows.append(f"<tr>{first}</tr>")
        said = [line for line in self._sentences() if line not in map(_sentence, self.changes)]
        text = "".join(f"<p>{html.escape(line)}</p>" for line in said)
        if not rows:
            return text
        names = ("of the past, but made with the future", "when", "was", "became")
        head = "".join(f"<th scope='col'>{name}</th>" for name in names)
        return f"{text}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _sentence(change):
    """One line about a change; it has no measured number, so that it is the same on every machine."""
    start = f"{change.output} knows the future: with noise from day {change.border} on, "
    if change.problem:
        return start + change.problem
    if not len(change.days):
        which = f"{change.count} of its {change.of} numbers changed"
        pair = "; if its rows belong to days, say to which: a pair (days, array)"
        return start + which + (pair if change.of > 1 else "")
    first, last = change.days[0], change.days[-1]
    ahead = int(change.border - first)
    if len(change.days) == change.of_days > 1:
        return (
            start
            + f"all {change.of_days} days changed: something is computed or learned from the whole series"
        )
    which = f"day {first}" if first == last else f"{len(change.days)} days from {first} to {last}"
    if len(change.days) == ahead:  # the last ones, without a gap
        return start + f"{which} changed: it looks {ahead} day{'s' * (ahead != 1)} ahead"
    return start + f"{which} changed"

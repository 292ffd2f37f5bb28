"""The highest grade that a lab can give, bonus included, and how that differs from its points."""

from typing import NamedTuple


class Maximum(NamedTuple):
    """What a lab gives.

    Attributes:
        of: points of a complete lab, without bonus.
        highest: the highest grade there can be, or that somebody has by hand.
        why: what makes the difference, or "" if there is none.
    """

    of: float
    highest: float
    why: str = ""

    def said(self, lab):
        """The points in words, such as "05_lstm gives 7 points"."""
        if not self.why:
            return f"{lab} gives {self.of:g} points"
        return f"with {self.why} {lab} gives up to {self.highest:g} points, {self.of:g} without"


def maximum_of_lab(grades):
    """The Maximum of a lab.

    Args:
        grades: LabGrades of the lab, as the scheme counts them; may be empty.
    """
    of = round(max((grade.of for grade in grades), default=0.0), 2)
    with_bonus = round(max((grade.of_all for grade in grades), default=0.0), 2)
    highest = max([with_bonus, *(grade.points for grade in grades if grade.state != "fault")])
    why = ["bonus"] * (with_bonus > of) + ["corrections by hand"] * (highest > with_bonus)
    return Maximum(of, highest, " and ".join(why))

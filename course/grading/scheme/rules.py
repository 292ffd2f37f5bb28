"""The rules of a grading.yaml, as they are read: nothing here knows of files or of students' points."""

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple


class Amount(NamedTuple):
    """A share, such as 50 %, or points, such as 40 points."""

    number: float
    is_share: bool

    def of(self, whole):
        """So many points, of a whole that has `whole`."""
        return self.number / 100 * whole if self.is_share else self.number

    def __str__(self):
        shown = f"{round(self.number, 4):g}"
        if self.is_share:
            return f"{shown}\u00a0%"
        return f"{shown} point" if self.number == 1 else f"{shown} points"


class LabRule(NamedTuple):
    """What holds for one lab.

    Attributes:
        weight: of the lab in the total, or None.
        due: when it has to be handed in, with a time zone, or None.
        required: what has to be reached of it to pass, or None.
        points: {exercise: points of a complete answer}, in place of the check's.
        dropped: exercises that do not count; drop: nor does the whole lab.
        extra: exercises that count and are not in the maximum; bonus: so does the whole lab.
    """

    weight: float | None = None
    due: datetime | None = None
    required: Amount | None = None
    points: dict = {}
    dropped: frozenset = frozenset()
    drop: bool = False
    extra: frozenset = frozenset()
    bonus: bool = False


class LateRule(NamedTuple):
    """What a late submission costs.

    Attributes:
        per_day: subtracted for each day begun, a share of the points reached or points; or None.
        at_most: no more than this is subtracted, or None.
        grace: so late is not late yet.
        cutoff: later than this gives 0 points, or None.
    """

    per_day: Amount | None = None
    at_most: Amount | None = None
    grace: timedelta = timedelta()
    cutoff: timedelta | None = None


class Exemption(NamedTuple):
    """What holds for one student's lab: another deadline, or when it was handed in."""

    due: datetime | None = None
    handed_in: datetime | None = None


class Scheme(NamedTuple):
    """A whole grading.yaml.

    Attributes:
        labs: {lab: LabRule} of the labs that it names.
        late: LateRule or None.
        best: how many of the labs `best_of` count, or None.
        best_of: names of labs; empty for all that are neither bonus nor dropped.
        pass_mark: Amount of the total, or None.
        grades: ((grade, Amount of the total from which on it is given), ...), best first; may be empty.
        students: {name as it is written: {lab: Exemption}}.
        zone: of times without one; None for this machine's.
        lines: {name in `students`: line of the file}.
    """

    labs: dict = {}
    late: LateRule | None = None
    best: int | None = None
    best_of: tuple = ()
    pass_mark: Amount | None = None
    grades: tuple = ()
    students: dict = {}
    zone: tzinfo | None = None
    lines: dict = {}

    def of_lab(self, lab):
        """The LabRule of a lab, also of one that is not named."""
        return self.labs.get(lab) or LabRule()

    @property
    def by_share(self):
        """Whether labs count by the share of their points, and not by the points themselves."""
        return bool(self.best) or any(rule.weight is not None for rule in self.labs.values())

    @property
    def asks_to_pass(self):
        """Whether it says what is needed to pass."""
        return bool(self.pass_mark) or any(rule.required for rule in self.labs.values())

    def weight(self, lab):
        """The weight of a lab: 1 if none is given."""
        weight = self.of_lab(lab).weight
        return 1.0 if weight is None else weight

    def is_counted(self, lab):
        """Whether a lab is in the maximum."""
        rule = self.of_lab(lab)
        return not (rule.drop or rule.bonus)

    def in_choice(self, lab):
        """Whether a lab is one of those of which the best count."""
        return (
            bool(self.best) and self.is_counted(lab) and (not self.best_of or lab in self.best_of)
        )

    def at(self, moment):
        """A time with a zone, that of the class if it has none."""
        if moment.tzinfo:
            return moment
        return moment.replace(tzinfo=self.zone) if self.zone else moment.astimezone()

"""Which attacks run, and which of them at the same time."""

import datetime
import os

from tests import hostile

AT_A_TIME = 8


def chosen_half():
    """ "all", or the half of the bank that runs today: "even" or "odd" places, by the day of the year.

    COURSE_HOSTILE chooses it whatever day it is.
    """
    day = datetime.date.today().timetuple().tm_yday
    half = os.environ.get("COURSE_HOSTILE") or ("odd" if day % 2 else "even")
    if half not in ("all", "even", "odd"):
        raise ValueError(f"COURSE_HOSTILE is all, even or odd, not {half!r}")
    return half


def chosen_attacks(half):
    """The attacks of a half; those that are quick are in both."""
    places = {"all": (0, 1), "even": (0,), "odd": (1,)}[half]
    bank = enumerate(hostile.BANK)
    return [attack for place, attack in bank if attack.quick or place % 2 in places]


def waves(half):
    """{name: attacks that run at the same time}; those of one kind, which are neighbours, do not."""
    quick = [attack for attack in hostile.BANK if attack.quick]
    slow = [attack for attack in chosen_attacks(half) if not attack.quick]
    count = -(-len(slow) // AT_A_TIME)
    return {"quick": quick} | {f"{half}-{n + 1:02}": slow[n::count] for n in range(count)}

"""The sounds that digits are made of: a table of formants, and the digits as rows of them."""

import csv
import functools
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("phones.csv")
SAID = (  # zero to nine; a diphthong and a stop are parts that follow each other
    "z ih r ow1 ow2",
    "w ah n",
    "tb tx uw1 uw2",
    "th r iy",
    "f ao rf",
    "f ay1 ay2 v",
    "s ih kc kb s",
    "s eh v ax n",
    "ey1 ey2 tc tr ty",
    "n ay1 ay2 n",
)


class Phone(NamedTuple):
    """A sound as the synthesiser makes it, for a man's vocal tract.

    Attributes:
        ms: how long it lasts, milliseconds.
        f1, f2, f3: formants, Hz: where the vocal tract resonates.
        b1, b2, b3: their bandwidths, Hz.
        voice, breath, hiss: how loud the vocal folds, noise in the throat, and noise at a narrow place in
            the mouth are, decibels; 60 is a vowel, 0 silent.
        centre, width: Hz, where the hiss has its energy.
        nasal: 1 if air goes through the nose, else 0.
    """

    ms: float
    f1: float
    f2: float
    f3: float
    b1: float
    b2: float
    b3: float
    voice: float
    breath: float
    hiss: float
    centre: float
    width: float
    nasal: float


@functools.cache
def table():
    """All phones, as a dict from name to Phone.

    Source: vowels after Peterson & Barney 1952, consonants after Klatt 1980, Software for a
    cascade/parallel formant synthesizer.
    """
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row.pop("phone"): Phone(**{key: float(value) for key, value in row.items()}) for row in rows
    }


def of_digit(digit):
    """The phones of a digit, list of Phone."""
    return [table()[name] for name in SAID[digit].split()]

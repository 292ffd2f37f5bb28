"""Numbers that a lab's text quotes, held against what the lab shows.

In a source, ⟨0.93⟩ in a text cell marks a number that the outputs of its section have to show: the cells
from the last heading `## ...` to the next. The built notebooks have 0.93. What counts is a printed number that
rounds to the quoted one, at the quoted number of decimals: 0.9271 shows ⟨0.93⟩, ⟨93 %⟩ and ⟨93 of 100⟩,
1234567 shows ⟨1.2 million⟩. ⟨~12,000⟩ is a round number: zeros at its end stand for any digits.
"""

import re
from bisect import bisect
from decimal import Decimal
from html import unescape

_MARK = re.compile("⟨([^⟨⟩\n]*)⟩")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_QUOTED = re.compile(rf"(~?)\$?([-−+]?)({_DIGITS})(?:\\?[ ~ ]?(\\?%|of 100|thousand|million))?\$?")
_SHOWN = re.compile(rf"((?<![\w.)\]])[-−])?(?<![\d.])({_DIGITS})(e[+-]?\d+)?( ?%)?", re.IGNORECASE)
_UNITS = {
    "%": Decimal("0.01"),
    "of 100": Decimal("0.01"),
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
}
_SECTION = re.compile(r"# ##? ")  # in a source, whose text cells are comments
_TAG = re.compile(r"<[^>]*>")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
MOST_SHOWN = 40  # numbers of a section that a complaint lists


def without_marks(text):
    """A text cell as the notebooks have it."""
    return _MARK.sub(r"\1", text.replace("⟨~", "⟨"))


def wrong_mark(text, *, is_code=False):
    """(line, what is wrong) of the first broken mark in a cell, lines counted from 1, or None."""
    for number, line in enumerate(text.split("\n"), 1):
        if is_code and any(_QUOTED.fullmatch(mark[1]) for mark in _MARK.finditer(line)):
            return number, "numbers are marked in text cells only"
        for mark in () if is_code else _MARK.finditer(line):
            if not _QUOTED.fullmatch(mark[1]):
                return number, f"{mark[0]} marks no number: write it as ⟨0.93⟩, ⟨93 %⟩ or ⟨~12,000⟩"
        if not is_code and re.search("[⟨⟩]", _MARK.sub("", line)):
            return number, "a ⟨ without its ⟩ in that line, or the other way round"
    return None


def not_shown(source, starts, cells):
    """What the text of a lab quotes and its section does not show.

    Args:
        source: text of solutions/NN_name.py.
        starts: numbers of the lines on which its cells start.
        cells: of the executed notebook.

    Returns:
        list of (line, complaint in words).
    """
    problems, shown, section = [], {}, 0
    places = [bisect(starts, line) - 1 for line in range(1, len(source.splitlines()) + 1)]
    sections = {}  # index of a code cell -> its section
    marks = []  # (line, section, what is quoted)
    for line, (text, place) in enumerate(zip(source.splitlines(), places, strict=True), 1):
        if cells[place].cell_type == "code":
            sections[place] = section
            continue
        section += bool(_SECTION.match(text))
        marks += [(line, section, mark[1]) for mark in _MARK.finditer(text)]
    for line, section, quoted in marks:
        if section not in shown:
            own = [cells[place] for place, its in sections.items() if its == section]
            shown[section] = shown_numbers(own)
        if not is_shown(quoted, shown[section]):
            problems.append((line, _complaint(quoted, shown[section])))
    return problems


def is_shown(quoted, shown):
    """Whether some shown numbers have one that rounds to the quoted one.

    Args:
        quoted: what stands in a mark, such as "0.93", "93 %" or "~12,000".
        shown: list of Decimal.
    """
    return any(_rounds_to(number, *_reading(quoted)) for number in shown)


def shown_numbers(cells):
    """The numbers that the outputs of some cells show, in order; a percentage also as a share.

    Returns:
        list of Decimal.
    """
    numbers = []
    for text in filter(None, (text for cell in cells for text in _texts(cell))):
        for minus, digits, power, percent in _SHOWN.findall(_ANSI.sub("", text)):
            value = Decimal(digits.replace(",", "") + power) * (-1 if minus else 1)
            numbers += [value, value * _UNITS["%"]] if percent else [value]
    return numbers


def _texts(cell):
    """What a reader of a cell's outputs reads."""
    for output in cell.get("outputs", ()):
        yield output.get("text", "")
        data = output.get("data", {})
        yield data.get("text/plain", "")
        yield unescape(_TAG.sub(" ", data.get("text/html", "")))
        yield output.get("metadata", {}).get("image/png", {}).get("alt", "")


def _reading(quoted):
    """A mark's number: its value, the value of one in its last place, and whether its sign is told."""
    about, sign, digits, unit = _QUOTED.fullmatch(quoted).groups()
    value = Decimal(digits.replace(",", ""))
    step = Decimal(1).scaleb(value.as_tuple().exponent)
    if about and step == 1 and value:
        plain = digits.replace(",", "")
        step = Decimal(10) ** (len(plain) - len(plain.rstrip("0")))
    scale = _UNITS[unit.lstrip("\\")] if unit else Decimal(1)
    value = -value if sign in ("-", "−") and sign else value
    return value * scale, step * scale, bool(sign)


def _rounds_to(number, value, step, signed):
    """Whether a number gives the value when it is rounded to a multiple of a step, halves either way."""
    if not signed:
        number, value = abs(number), abs(value)
    return 2 * abs(number - value) <= step


def _complaint(quoted, shown):
    listed = list(dict.fromkeys(f"{number:f}" for number in shown))
    rest = f" and {len(listed) - MOST_SHOWN} more" if len(listed) > MOST_SHOWN else ""
    found = ", ".join(listed[:MOST_SHOWN]) + rest if listed else "no number"
    return f"the text says {quoted}, and the outputs of its section show {found}"

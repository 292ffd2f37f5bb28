"""What counts as an answer: the one place that finds it in a notebook, for `course check` and for grading.

A cell is an answer's by its mark, else by its id, else because it defines the exercise's function. Nothing is
run, nothing is parsed, nothing in the notebook is believed.
"""

import difflib
import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from course.cells import (
    SETUP,
    check_id,
    exercise_of,
    function_of,
    grade_id_of,
    is_check_id,
    without_install,
)
from course.notebooks import outline
from course.notebooks.parts import (
    SOURCE,
    calls_check,
    is_too_long,
    known_ids,
    parts_of,
    sound,
)

OTHERS, OTHERS_SIZE = 1_000, 1_000_000  # cells beside the answers that are kept, characters of them
SAID = 3  # unknown ids that are named
CELLS_SAID = 6  # cells that a note numbers
NAMES, LONGEST_NAME = 200, 60  # names that are compared with a function's, characters of them
NEAR, NEARLY_SAME = 0.8, 0.9  # how alike two names are, 0 to 1, if one may be meant for the other
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_VERSION = re.compile(r"\d{1,2}\.\d{1,3}[\w.+-]{0,20}")


class Answers(NamedTuple):
    """What is graded of a notebook.

    Attributes:
        cells: {exercise id: source}, in the notebook's order; an id that is not there is missing.
        setup: the source of the student's setup cell, without what installs the course in it, or None.
        notes: remarks, such as that an answer stands in a cell without a mark.
        others: (place, source) of the code cells that are neither setup, answer nor check, and
            what stands beside a stub or a check, in the notebook's order; an answer may use what they define.
        places: {exercise id: place of its cell in the notebook}.
        python: the version of Python that the notebook was last run with, as it says itself, or "".
    """

    cells: dict[str, str]
    setup: str | None = None
    notes: tuple[str, ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    places: dict[str, int] = {}
    python: str = ""


def find_answers(notebook, exercises):
    """The answers in a notebook.

    Args:
        notebook: `parsing.Notebook`.
        exercises: ids of the lab's exercises.

    Returns:
        Answers; `cells` is empty if none of the exercises was found.
    """
    parts, unusable = parts_of(notebook.cells, exercises)
    notes, found, used, moved = [], {}, set(), []
    for exercise in exercises:
        chosen, main = _choose(exercise, parts, notes)
        if not main:
            _say_what_is_near(exercise, chosen, parts, exercises, notes)
        elif main.name != exercise:
            moved.append((exercise, main))
        if exercise in unusable and (not chosen or main and main.name != exercise):
            notes.append(f"the cell of {exercise} {unusable[exercise]}")
        used.update(part.place for part in chosen)
        source = _joined(f"the cell of {exercise}", chosen, notes)
        if source is not None:
            source = outline.without_stubs(source, function_of(exercise))
            found[exercise] = (main or chosen[-1]).place, source
    setup = [part for part in parts if part.name == SETUP]
    if not setup and SETUP in unusable:
        notes.append(f"the setup cell {unusable[SETUP]}")
    source = _joined("the setup cell", setup, notes)
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return Answers(
        {exercise: source for exercise, (_, source) in ordered},
        source and without_install(source),
        (*_lost(moved, parts, exercises), *notes, *_strangers(notebook.cells, exercises)),
        _bounded((part.place, _beside(part)) for part in parts if part.place not in used),
        {exercise: place for exercise, (place, _) in ordered},
        _python(notebook.metadata),
    )


def _choose(exercise, parts, notes):
    """The cells of an answer in order, and the one that defines its function, or None.

    The last that defines it counts, and what was split off it comes along. A definition without the mark
    counts if it stands above the check, whose word in the notebook is about it, or if it is the only one.
    """
    function = function_of(exercise)
    own = [part for part in parts if part.name == exercise] or [
        part for part in parts if not part.name and _defines(part, function)
    ]
    filled = [part for part in own if not outline.is_stub(part.code, function)]
    whole = [part for part in filled if _is_whole(part, function)]
    ours = {part.place for part in own}
    strangers = [p for p in parts if p.place not in ours and _is_whole(p, function, surely=True)]
    checked = max((p.place for p in parts if p.name == check_id(exercise)), default=math.inf)
    candidates = whole + [part for part in strangers if part.place < checked] or strangers
    main = max(candidates, key=lambda part: part.place, default=None)
    if main:
        rest = [p for p in filled if not _is_whole(p, function) and _belongs(p, main, function)]
        chosen = sorted([main, *rest])
    else:
        chosen = filled or own[-1:]
    if len(chosen) > 1:
        notes.append(f"the answer of {exercise} is joined from cells {_numbers(chosen)}")
    if len(candidates) > 1:
        named = _numbers(sorted(candidates))
        notes.append(f"cells {named} define {function}; the last one counts")
    return chosen, main


def _is_whole(part, function, surely=False):
    """Whether a cell defines a function that does something."""
    found = outline.definitions(part.code, function)
    return any(one.whole and (one.certain or not surely) for one in found)


def _defines(part, function):
    """Whether a cell defines a function, be it only a stub."""
    return any(one.stub or one.certain for one in outline.definitions(part.code, function))


def _belongs(part, main, function):
    """Whether a copy of the mark was split off the answer; if not, it is a try-out of the function."""
    if outline.continues(part.code) or not outline.mentions(part.code, function):
        return True
    found = outline.definitions(part.code, function)
    return part.place > main.place and any(definition.extends for definition in found)


def _beside(part):
    """What a cell holds beside the setup, a check's call, or a function that was not written."""
    if part.name == SETUP or (is_check_id(part.name) and calls_check(part.source)):
        return ""
    function = function_of(part.name)
    if not part.name or not outline.is_stub(part.code, function):
        return part.source
    found = outline.definitions(part.code, function)
    rest = outline.without(part.source, found) if found else ""
    return rest if outline.code_of(rest).strip() else ""


def _joined(what, parts, notes):
    """The source of cells that belong together, None if there are none or they are too long."""
    if not parts:
        return None
    first, *more = dict.fromkeys(part.source for part in parts)
    source = "\n".join([first, *map(outline.without_cell_magic, more)])
    if is_too_long(source):
        notes.append(f"{what} is longer than {SOURCE // 1000} kB, so it does not count")
        return None
    if sound(source) != source:
        notes.append(f"{what} holds broken characters, which were replaced")
    if _CONFLICT.search(source):
        notes.append(
            f"{what} holds conflict markers of git (<<<<<<<): keep one of the two versions"
        )
    return sound(source)


# What is said


def _lost(moved, parts, exercises):
    """Remarks on answers that stand elsewhere or were found by their ids."""
    notes, lost = [], [(exercise, part.place + 1) for exercise, part in moved if not part.name]
    if len(lost) == 1:
        notes.append("the answer of {} stands in cell {}, which has lost its mark".format(*lost[0]))
    elif lost:
        places = ", ".join(f"{exercise} in cell {number}" for exercise, number in lost)
        notes.append(f"answers stand in cells that have lost their marks: {places}")
    for exercise, part in moved:
        if part.name:
            whose = "setup cell" if part.name == SETUP else f"cell of {exercise_of(part.name)}"
            notes.append(f"the answer of {exercise} stands in cell {part.place + 1}, the {whose}")
    marked = {part.name for part in parts if part.marked}
    there = {part.name for part in parts}
    by_id = [exercise for exercise in exercises if exercise in there - marked]
    if by_id:
        notes.append(f"cells have lost their marks and were found by their ids: {', '.join(by_id)}")
    return notes


def _say_what_is_near(exercise, chosen, parts, exercises, notes):
    """A remark on a function that may be the one that nothing defines."""
    function = function_of(exercise)
    untouched = bool(chosen) and outline.is_stub(chosen[-1].code, function)
    looked_at = chosen if chosen and not untouched else [part for part in parts if not part.name]
    ours = {function_of(other) for other in exercises}
    defined = [
        (name, part.place + 1)
        for part in looked_at
        for name in outline.defined_names(part.code or part.source)
        if name not in ours and len(name) <= LONGEST_NAME
    ][:NAMES]
    near = [pair for pair in defined if _is_near(pair[0], function, surely=untouched)]
    if looked_at is chosen and len(defined) == 1:
        near = defined
    if near:
        name, number = near[-1]
        notes.append(
            f"no cell defines {function}, and cell {number} defines {name}: if it was renamed, "
            f"call it {function} again"
        )


def _is_near(name, function, surely):
    ratio = difflib.SequenceMatcher(None, name.lower(), function.lower()).ratio()
    if surely:  # a stub is there: most of them were simply not attempted
        return ratio >= NEARLY_SAME
    return ratio >= NEAR or name.lower().startswith(function.lower())


def _strangers(cells, exercises):
    """Remarks on marks that this lab does not have."""
    known = known_ids(exercises)
    strangers = [
        name for name in dict.fromkeys(map(grade_id_of, cells)) if name not in known | {""}
    ]
    notes = [f"a cell has the unknown id {_short(name)!r}" for name in strangers[:SAID]]
    if len(strangers) > SAID:
        notes.append(f"cells have {len(strangers) - SAID} more unknown ids")
    return notes


def _numbers(parts):
    """ "3, 4 and 7": the cells' numbers for people, who count from 1."""
    if len(parts) > CELLS_SAID:
        first = ", ".join(str(part.place + 1) for part in parts[:CELLS_SAID])
        return f"{first} and {len(parts) - CELLS_SAID} more"
    *first, last = [str(part.place + 1) for part in parts]
    return f"{', '.join(first)} and {last}"


def _short(text, limit=60):
    text = "".join(c if c.isprintable() else " " for c in text[: 2 * limit]).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


# What is kept beside the answers


def _bounded(cells):
    """(place, source) of cells that hold something, as many as are kept."""
    kept, size = [], 0
    for place, source in cells:
        size += len(source)
        if len(kept) == OTHERS or size > OTHERS_SIZE:
            break
        if source.strip():
            kept.append((place, sound(source)))
    return tuple(kept)


def _python(metadata):
    info = metadata.get("language_info")
    version = info.get("version") if isinstance(info, Mapping) else None
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    return found[0] if found else ""

"""What counts as an answer: the one place that finds it in a notebook, for `course check` and for grading.

A cell is an answer's by its mark, else by its id, else because it defines the exercise's function. Nothing is
run, nothing is parsed, nothing in the notebook is believed.
"""

import difflib
import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from course.cells import SETUP, check_id, exercise_of, function_of, grade_id_of, is_check_id
from course.notebooks import outline

SOURCE = 200_000  # bytes of a cell, and of an answer that is joined of several
OTHERS, OTHERS_SIZE = (
    1_000,
    1_000_000,
)  # cells beside the answers that are kept, characters of them together
STRANGERS = 3  # unknown ids that are named
_IMPORTS_CHECKS = re.compile(r"^from[ \t]+course\.checks[ \t]+import\b", re.MULTILINE)
_CALLS_CHECK = re.compile(r"\s*\w+\.(\w+)\(\s*\w+\s*\)\s*;?\s*")
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_VERSION = re.compile(r"\d+\.\d+[\w.+-]{0,20}")
_NEAR, _NEARLY_SAME = 0.8, 0.9  # how alike two names are, 0 to 1, if one may be meant for the other


class Answers(NamedTuple):
    """What is graded of a notebook.

    Attributes:
        cells: {exercise id: source}, in the notebook's order; an id that is not there is missing.
        setup: the source of the student's setup cell, or None.
        notes: remarks, such as that an answer stands in a cell without a mark.
        others: (place, source) of the code cells that are neither setup, answer nor check, in the
            notebook's order; an answer may use what they define.
        places: {exercise id: place of its cell in the notebook}.
        python: the version of Python that the notebook was last run with, as it says itself, or "".
    """

    cells: dict[str, str]
    setup: str | None = None
    notes: tuple[str, ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    places: dict[str, int] = {}
    python: str = ""


class _Part(NamedTuple):
    """A code cell.

    Attributes:
        place: in the notebook.
        name: what it is, an id, by its mark or its own id; "" if nothing says it.
        marked: whether a mark says it.
        source: its text.
        code: the same without texts and comments, "" if it has nothing to do with any exercise.
    """

    place: int
    name: str
    marked: bool
    source: str
    code: str


def find_answers(notebook, exercises):
    """The answers in a notebook.

    Args:
        notebook: what `parsing.parse` gives: cells and metadata.
        exercises: ids of the lab's exercises.

    Returns:
        Answers; `cells` is empty if none of the exercises was found.
    """
    notes = []
    known = {SETUP, *exercises, *map(check_id, exercises)}
    parts, unusable = _parts(notebook.cells, known, [function_of(name) for name in exercises])
    found, used = {}, set()
    for exercise in exercises:
        chosen, told = _answer(exercise, parts, unusable.get(exercise), exercises)
        notes += told
        used.update(part.place for part in chosen)
        if chosen and (source := _joined(exercise, chosen, notes)) is not None:
            found[exercise] = _main(chosen, exercise).place, source
    notes += _lost_marks(parts, exercises)
    setup = [part for part in parts if part.name == SETUP]
    if not setup and SETUP in unusable:
        notes.append(f"the setup cell {unusable[SETUP]}, so it does not count")
    setup_source = "\n".join(dict.fromkeys(part.source for part in setup)) if setup else None
    if setup_source and _CONFLICT.search(setup_source):
        notes.append(_conflict("the setup cell"))
    done = used | {part.place for part in parts if _is_settled(part)}
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return Answers(
        {exercise: source for exercise, (_, source) in ordered},
        setup_source,
        tuple(notes + _strangers(notebook.cells, known)),
        _bounded(part for part in parts if part.place not in done),
        {exercise: place for exercise, (place, _) in ordered},
        _python(notebook.metadata),
    )


def ids_in(notebook):
    """The ids that a notebook's cells have or had.

    Returns:
        marked, defined: sets of str, of marks and the cells' own; and of exercises that would ask for the
        functions that the cells define.
    """
    marked, defined = set(), set()
    for cell in notebook.cells:
        marked.update(filter(None, (grade_id_of(cell), _own_id(cell))))
        source = source_of(cell)
        if cell.get("cell_type") == "code" and source and len(source) <= SOURCE:
            defined.update(name.replace("_", "-") for name in outline.defined_names(source))
    return marked, defined


def source_of(cell):
    """The source of a cell, None if it is no text."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _own_id(cell):
    own = cell.get("id")
    return own if isinstance(own, str) else ""


def _parts(cells, known, functions):
    """The code cells, and {id: what is wrong} of known cells that cannot count."""
    parts, unusable = [], {}
    for place, cell in enumerate(cells):
        mark, own = grade_id_of(cell), _own_id(cell)
        name = mark if mark in known else own if own in known else ""
        source = source_of(cell)
        if cell.get("cell_type") != "code":
            kind = {"markdown": "text", "raw": "raw"}.get(str(cell.get("cell_type")), "strange")
            problem = (
                f"was turned into a {kind} cell, which does not run: make it a code cell again"
            )
        elif source is None:
            problem = "holds no text"
        elif len(source) > SOURCE or len(source.encode(errors="replace")) > SOURCE:
            problem = f"is longer than {SOURCE // 1000} kB"
        else:
            if not name and (called := _CALLS_CHECK.fullmatch(source[:200])):
                called = check_id(called[1].replace("_", "-"))
                name = called if called in known else ""
            concerned = name or any(function in source for function in functions)
            code = outline.code_of(source) if concerned else ""
            parts.append(_Part(place, name, mark in known, source, code))
            continue
        if name:
            unusable[name] = problem
    if not any(part.name == SETUP for part in parts):
        for index, part in enumerate(parts):
            if not part.name and _IMPORTS_CHECKS.search(part.source):
                parts[index] = part._replace(name=SETUP)
                break
    return parts, unusable


def _is_settled(part):
    """Whether a cell is the setup, a check, or an answer that was not written."""
    if part.name == SETUP or is_check_id(part.name):
        return True
    return bool(part.name) and outline.is_stub(part.code, function_of(part.name))


def _answer(exercise, parts, problem, exercises):
    """The cells of an answer, in order, and remarks.

    The last cell that defines the function counts, and what was split off it comes along. A definition without
    the mark counts if it stands above the check, whose word in the notebook is about it, or is the only one.
    """
    function = function_of(exercise)
    own = [part for part in parts if part.name == exercise] or [
        part for part in parts if not part.name and _defines(part, function)
    ]
    filled = [part for part in own if not outline.is_stub(part.code, function)]
    whole = [part for part in filled if _whole(part, function)]
    strangers = [part for part in parts if part.name != exercise and _certain(part, function)]
    checked = max((p.place for p in parts if p.name == check_id(exercise)), default=math.inf)
    candidates = whole + [part for part in strangers if part.place < checked] or strangers
    if not candidates:
        chosen = filled or own[-1:]
        return chosen, _without_definition(
            exercise, chosen, bool(filled), parts, problem, exercises
        )
    main = max(candidates, key=lambda part: part.place)
    split_off = [p for p in filled if p not in whole and _belongs(p, main, function)]
    chosen = sorted([main, *split_off])
    notes = []
    if main.name != exercise:
        where = (
            "which has lost its mark"
            if not main.name
            else f"the cell of {exercise_of(main.name)}"
            if main.name != SETUP
            else "the setup cell"
        )
        notes.append(f"the answer of {exercise} stands in cell {main.place + 1}, {where}")
        if problem:
            notes.append(f"the cell of {exercise} {problem}")
    if split_off:
        notes.append(f"the answer of {exercise} is joined from cells {_numbers(chosen)}")
    if len(candidates) > 1:
        named = _numbers(sorted(candidates))
        notes.append(f"cells {named} define {function}; the last one counts")
    return chosen, notes


def _without_definition(exercise, chosen, filled, parts, problem, exercises):
    """What to say of an exercise whose function is nowhere defined."""
    function, notes = function_of(exercise), []
    if filled and len(chosen) > 1:
        notes.append(f"the answer of {exercise} is joined from cells {_numbers(chosen)}")
    if problem and not chosen:
        notes.append(f"the cell of {exercise} {problem}")
    ours = {function_of(other) for other in exercises}
    looked_at = chosen if filled else [part for part in parts if not part.name]
    defined = [
        (name, part.place + 1)
        for part in looked_at
        for name in outline.defined_names(part.code or part.source)
        if name not in ours and len(name) <= 60
    ][:200]
    surely = bool(chosen) and not filled  # a stub is there: most of them were simply not attempted
    near = [pair for pair in defined if _alike(pair[0], function, surely)]
    if filled and not near and len(defined) == 1:
        near = defined
    if near:
        name, number = near[-1]
        notes.append(
            f"no cell defines {function}, and cell {number} defines {name}: if it was renamed, "
            f"call it {function} again"
        )
    return notes


def _joined(exercise, chosen, notes):
    """The source of an answer, None if it is too long."""
    first, *more = (part.source for part in chosen)
    source = "\n".join([first, *map(outline.without_cell_magic, more)])
    sound = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if len(sound.encode()) > SOURCE:
        notes.append(
            f"the cell of {exercise} is longer than {SOURCE // 1000} kB, so it does not count"
        )
        return None
    if sound != source:
        notes.append(f"the cell of {exercise} holds broken characters, which were replaced")
    if _CONFLICT.search(sound):
        notes.append(_conflict(f"the cell of {exercise}"))
    return outline.without_stubs(sound, function_of(exercise))


def _main(chosen, exercise):
    """The cell of an answer after which its function is there: the last that defines it."""
    function = function_of(exercise)
    whole = [part for part in chosen if _whole(part, function)]
    return (whole or chosen)[-1]


def _whole(part, function):
    return any(definition.whole for definition in outline.definitions(part.code, function))


def _certain(part, function):
    found = outline.definitions(part.code, function)
    return any(definition.whole and definition.certain for definition in found)


def _belongs(part, main, function):
    """Whether a copy of the mark was split off the answer; if not, it is a try-out of the function."""
    if outline.continues(part.code) or not outline.mentions(part.code, function):
        return True
    found = outline.definitions(part.code, function)
    return part.place > main.place and any(definition.extends for definition in found)


def _defines(part, function):
    """Whether a cell defines a function, be it only a stub."""
    return any(found.stub or found.certain for found in outline.definitions(part.code, function))


def _alike(name, function, surely):
    ratio = difflib.SequenceMatcher(None, name.lower(), function.lower()).ratio()
    if surely:
        return ratio >= _NEARLY_SAME
    return ratio >= _NEAR or name.lower().startswith(function.lower())


def _lost_marks(parts, exercises):
    """A remark where cells were found by their ids."""
    marked = {part.name for part in parts if part.marked}
    lost = [e for e in exercises if e not in marked and any(part.name == e for part in parts)]
    if not lost:
        return []
    return [f"cells have lost their marks and were found by their ids: {', '.join(lost)}"]


def _strangers(cells, known):
    """Remarks on marks that this lab does not have."""
    ids = dict.fromkeys(map(grade_id_of, cells))
    strangers = [name for name in ids if name and name not in known]
    notes = [f"a cell has the unknown id {_short(name)!r}" for name in strangers[:STRANGERS]]
    if len(strangers) > STRANGERS:
        notes.append(f"cells have {len(strangers) - STRANGERS} more unknown ids")
    return notes


def _bounded(parts):
    """(place, source) of cells, as many as are kept."""
    kept, size = [], 0
    for part in parts:
        size += len(part.source)
        if len(kept) == OTHERS or size > OTHERS_SIZE:
            break
        kept.append((part.place, part.source.encode(errors="replace").decode()))
    return tuple(kept)


def _python(metadata):
    info = metadata.get("language_info")
    version = info.get("version") if isinstance(info, Mapping) else None
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    return found[0] if found else ""


def _conflict(where):
    return f"{where} holds conflict markers of git (<<<<<<<): keep one of the two versions"


def _numbers(parts):
    """ "3, 4 and 7": the cells' numbers for people, who count from 1."""
    *first, last = [str(part.place + 1) for part in parts]
    return f"{', '.join(first)} and {last}" if first else last


def _short(text, limit=60):
    text = "".join(c if c.isprintable() else " " for c in text[: 2 * limit]).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"

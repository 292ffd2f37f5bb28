"""How the claims stand: what the executed solutions measured, for a terminal and for machines."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from course.claims.ledger import Row, Value, name_in_words, row, rows
from course.claims.measured import METADATA_KEY, UNMEASURED, VERDICTS, Claim, show
from course.errors import CourseError

Entry = dict[str, Any]  # one row of `status`


def status(root: str | Path) -> list[Entry]:
    """The ledger with what the executed solutions measured.

    Args:
        root: the repository, or a bundle for students, which has no solutions: then nothing is measured.

    Returns:
        list of dicts with id, lab, lecture, statement, bar, measured (dict or None), verdict
        ("holds", "does not hold" or "not measured") and lab_exists.

    Raises:
        CourseError: a notebook cannot be read.
    """
    root = Path(root)
    found: dict[str, Any] = {}
    for notebook in sorted((root / "solutions").glob("*.ipynb")):
        found |= _claims_in(notebook)
    return [
        {
            "id": entry.id,
            "lab": entry.lab,
            "lecture": " ".join(entry.lectures),
            "statement": entry.statement,
            "bar": entry.bar,
            "measured": _in_ledger_order(entry, found.get(entry.id, {}).get("measured")),
            "verdict": found.get(entry.id, {}).get("verdict", UNMEASURED),
            "lab_exists": (root / "labs" / f"{entry.lab}.ipynb").exists(),
        }
        for entry in rows()
    ]


def _in_ledger_order(entry: Row, measured: dict[str, Value] | None) -> dict[str, Value] | None:
    """The values as the ledger has them; None where nothing was measured."""
    known = measured or {}
    return {name: known[name] for name in entry.measures if name in known} or None


def _claims_in(notebook: Path) -> dict[str, Any]:
    try:
        cells = json.loads(notebook.read_bytes())["cells"]  # importing nbformat takes a second
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        entries = [output.get("metadata", {}).get(METADATA_KEY) for output in outputs]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CourseError(f"{notebook} is not a notebook that can be read: {error}") from error
    return {entry["id"]: entry for entry in entries if entry}


def changed_bars(cells: Iterable[Mapping[str, Any]]) -> list[str]:
    """Ids of the claims among a notebook's cells that were held against another bar than the ledger's now.

    Args:
        cells: of an executed notebook.
    """
    found = [
        (output["metadata"][METADATA_KEY], output["data"].get("text/plain", ""))
        for cell in cells
        for output in cell.get("outputs", ())
        if METADATA_KEY in output.get("metadata", {})
    ]
    known = {entry.id: entry for entry in rows()}
    return [
        claim["id"]
        for claim, text in found
        if claim["id"] not in known
        or repr(Claim(known[claim["id"]], claim["measured"], claim["verdict"])) != text
    ]


def by_lab(table: list[Entry]) -> dict[str, list[Entry]]:
    """The rows of `status` as {lab: rows}, in the order of the ledger."""
    labs: dict[str, list[Entry]] = {}
    for entry in table:
        labs.setdefault(entry["lab"], []).append(entry)
    return labs


def numbers(entry: Entry, mark: str = "") -> list[str]:
    """What was measured for one row of `status`, as "name (what it is): value", the value between marks."""
    measures = row(entry["id"]).measures
    return [
        f"{name_in_words(name)} ({measures[name]}): {mark}{show(value)}{mark}"
        for name, value in (entry["measured"] or {}).items()
    ]


def text(table: list[Entry]) -> str:
    """The rows of `status` for a terminal, lab by lab: verdict, numbers and statement.

    Where no lab has been measured, as in a bundle for students, what each lab measures, and its bars.
    """
    if any(entry["measured"] for entry in table):
        return _standing(table)
    return _to_measure(table)


def _standing(table: list[Entry]) -> str:
    lines: list[str] = []
    for lab, entries in by_lab(table).items():
        to_come = "" if entries[0]["lab_exists"] else "  (this lab is still to come)"
        lines += ["", lab + to_come]
        for entry in entries:
            lines.append(
                f"  {entry['verdict']:14} {entry['id']}: {entry['statement']} [{entry['lecture']}]"
            )
            lines += [f"{'':17}{line}" for line in [*numbers(entry), f"bar: {entry['bar']}"]]
    counts = [sum(entry["verdict"] == verdict for entry in table) for verdict in VERDICTS]
    hold, fail, rest = counts
    summary = f"{hold} hold{'s' * (hold == 1)}, {fail} do{'es' * (fail == 1)} not hold, {rest} not measured"
    return "\n".join([*lines[1:], "", summary])


def _to_measure(table: list[Entry]) -> str:
    lines: list[str] = []
    here = [entry for entry in table if entry["lab_exists"]]
    for lab, entries in by_lab(here or table).items():
        lines += ["", lab]
        for entry in entries:
            lines.append(f"  {entry['id']}: {entry['statement']} [{entry['lecture']}]")
            lines.append(f"{'':4}it counts as holding if: {entry['bar']}")
    summary = f"{len(here or table)} statements: run a lab and it says how its own turn out"
    return "\n".join([*lines[1:], "", summary])

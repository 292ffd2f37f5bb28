"""How the claims stand: what the executed solutions measured, for a terminal, the README and machines."""

from pathlib import Path

from course.claims import METADATA_KEY, UNMEASURED, VERDICTS, row, rows, show
from course.errors import CourseError
from course.files import write_text


def status(solutions):
    """The ledger with what the executed solutions measured.

    Args:
        solutions: folder with the executed notebooks.

    Returns:
        list of dicts with id, lab, lecture, statement, bar, measured (dict or None), verdict
        ("holds", "does not hold" or "not measured") and lab_exists.

    Raises:
        CourseError: a notebook cannot be read.
    """
    solutions = Path(solutions)
    found = {}
    for notebook in sorted(solutions.glob("*.ipynb")):
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
            # Without the solutions (a bundle, an installed package) nobody can tell which labs are to come.
            "lab_exists": not solutions.is_dir() or (solutions / f"{entry.lab}.py").exists(),
        }
        for entry in rows()
    ]


def _in_ledger_order(entry, measured):
    return measured and {name: measured[name] for name in entry.measures if name in measured}


def _claims_in(notebook):
    import nbformat

    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except Exception as error:  # nbformat raises a different one for every kind of damage
        raise CourseError(f"{notebook} is not a notebook that can be read: {error}") from error
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    entries = [output.get("metadata", {}).get(METADATA_KEY) for output in outputs]
    return {entry["id"]: entry for entry in entries if entry}


def markdown(table):
    """The rows of `status` whose lab exists as a Markdown table, and a line on those to come."""
    lines = ["| claim | said in | measured | verdict |", "|---|---|---|---|"]
    for entry in table:
        if entry["lab_exists"]:
            numbers = "; ".join(
                f"{row(entry['id']).measures[name]}: **{show(value)}**"
                for name, value in (entry["measured"] or {}).items()
            )
            cells = (entry["statement"], entry["lecture"], numbers, f"**{entry['verdict']}**")
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    to_come = sum(not entry["lab_exists"] for entry in table)  # their bars: `course claims`
    return "\n".join(
        [*lines, "", f"{to_come} more statements wait for their labs: `course claims`."]
    )


def text(table):
    """The rows of `status` for a terminal: verdict, number and statement, lab by lab."""
    lines, lab = [], None
    for entry in table:
        if entry["lab"] != lab:
            lab = entry["lab"]
            lines += ["", lab + ("" if entry["lab_exists"] else "  (this lab is still to come)")]
        lines.append(
            f"  {entry['verdict']:14} {entry['id']}: {entry['statement']} [{entry['lecture']}]"
        )
        for name, value in (entry["measured"] or {}).items():
            lines.append(f"{'':17}{row(entry['id']).measures[name]}: {show(value)}")
        lines.append(f"{'':17}bar: {entry['bar']}")
    counts = [sum(entry["verdict"] == verdict for entry in table) for verdict in VERDICTS]
    summary = "{} hold, {} do not hold, {} not measured".format(*counts)
    return "\n".join([*lines[1:], "", summary])


def write_table(readme, table):
    """Put `markdown(table)` between the two claims marks of a README; nothing if it has none."""
    readme = Path(readme)
    before = readme.read_text(encoding="utf-8") if readme.exists() else ""
    start, end = "<!-- claims -->", "<!-- end of claims -->"
    if start in before and end in before:
        head, rest = before.split(start, 1)
        after = f"{head}{start}\n{markdown(table)}\n{end}{rest.split(end, 1)[1]}"
        if after != before:
            write_text(readme, after)

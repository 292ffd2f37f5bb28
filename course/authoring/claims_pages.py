"""How the claims stand, as pages: CLAIMS.md with all of them, and a summary in the README."""

from pathlib import Path

from course.claims.ledger import lectures, row
from course.claims.measured import FAILS, HOLDS
from course.claims.report import by_lab, numbers, status
from course.files import update_text

START, END = "<!-- claims -->", "<!-- end of claims -->"


def write(root):
    """Write CLAIMS.md, and the README's summary between its two marks, as far as they change.

    Args:
        root: the repository; a README without the marks stays as it is.

    Raises:
        CourseError: a solution cannot be read, or a page cannot be written.
    """
    root = Path(root)
    table = status(root)
    update_text(root / "CLAIMS.md", page(table))
    readme = root / "README.md"
    before = readme.read_text(encoding="utf-8") if readme.exists() else ""
    if START in before and END in before:
        head, rest = before.split(START, 1)
        tail = rest.split(END, 1)[1]
        update_text(readme, f"{head}{START}\n{summary(table)}\n{END}{tail}")


def page(table):
    """CLAIMS.md: every statement with its experiment, bar, numbers and verdict, lab by lab."""
    said = [f"- **{key}** {title}" for key, title in lectures().items()]
    lines = [
        "# How the claims stand",
        "",
        "What the lectures say, each statement that has its lab measured by a cell there, at full budget. "
        "`course build` writes this page from the executed solutions.",
        "",
        *said,
    ]
    for lab, entries in by_lab(table).items():
        lines += ["", f"## {lab}", ""]
        if not entries[0]["lab_exists"]:
            lines += ["*This lab is still to come.*", ""]
        lines += ["| claim | said in | experiment | bar | measured | verdict |", "|---" * 6 + "|"]
        for entry in entries:
            measured = "<br>".join(numbers(entry, mark="**"))
            experiment = row(entry["id"]).experiment
            cells = (entry["statement"], entry["lecture"], experiment, entry["bar"], measured)
            verdict = f"**{entry['verdict']}**" if entry["lab_exists"] else "to come"
            lines.append(_row(*cells, verdict))
    return "\n".join(lines) + "\n"


def summary(table):
    """The README's part: how many hold in each lab, and every one that does not, with its numbers."""
    lines = ["| lab | hold | do not hold |", "|---|---|---|"]
    labs = {lab: rows for lab, rows in by_lab(table).items() if rows[0]["lab_exists"]}
    for lab, entries in labs.items():
        verdicts = [entry["verdict"] for entry in entries]
        lines.append(f"| {lab} | {verdicts.count(HOLDS)} | {verdicts.count(FAILS)} |")
    failing = [entry for entry in table if entry["verdict"] == FAILS]
    lines += ["", "These do not hold:" if failing else "All that were measured hold.", ""]
    lines += [
        f"- *{entry['statement']}* ({entry['lecture']}, lab {entry['lab'][:2]}): "
        f"{'; '.join(numbers(entry, mark='**'))}; bar: {entry['bar']}"
        for entry in failing
    ]
    to_come = sum(not entry["lab_exists"] for entry in table)
    if to_come:
        lines += ["", f"{to_come} more statements wait for labs that are still to come."]
    return "\n".join(lines)


def _row(*cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

"""Reading ledger.yaml: what is wrong with a row is said with its line, before anything is measured."""

import ast
from pathlib import Path
from typing import Any

from course.errors import CourseError

NEEDED = ("id", "lab", "lectures", "statement", "experiment")
TO_COME = ("plan",)  # instead of these, of a lab that is not there yet
MEASURED = ("where", "measures", "holds_if")
WITH_DATA = ("needs", "get")  # both or neither
SIGNS = (ast.Eq, ast.LtE, ast.GtE, ast.Lt, ast.Gt)
LISTS = ("lectures", "holds_if")


def read_ledger(path: Path) -> dict[str, Any]:
    """The ledger's file as it stands, once every row is seen to be complete.

    Args:
        path: of a YAML file with `lectures`, {key: title}, and `claims`, a list of rows.

    Returns:
        dict.

    Raises:
        CourseError: names the file, the line and what is missing, unknown or not text there.
    """
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
        loader = getattr(
            yaml, "CSafeLoader", yaml.SafeLoader
        )  # libyaml's takes a tenth of the time
        ledger, tree = yaml.load(text, loader), yaml.compose(text, loader)
    except OSError as error:
        raise CourseError(f"cannot read {path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise CourseError(f"{path}{line}: {error.problem or error.context}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourseError(f"{path} is not a YAML file: {error}") from error
    if twice := _twice(tree):
        raise CourseError(f"{path}:{twice.start_mark.line + 1}: {twice.value} comes twice here")
    if not isinstance(ledger, dict) or not isinstance(ledger.get("lectures"), dict):
        raise CourseError(f"{path} needs `lectures`, {{key: title}}, and `claims`, a list of rows")
    if not all(isinstance(part, str) for entry in ledger["lectures"].items() for part in entry):
        raise CourseError(f"{path}: keys and titles of `lectures` are text (quotes make text)")
    if not isinstance(ledger.get("claims"), list):
        raise CourseError(f"{path} needs `claims`, a list of rows")
    (claims,) = (value for key, value in tree.value if key.value == "claims")
    known: set[str] = set()
    for row, node in zip(ledger["claims"], claims.value, strict=True):
        if problem := _problem(row, ledger["lectures"], known):
            name = row.get("id", "without an id") if isinstance(row, dict) else row
            line = node.start_mark.line + 1
            raise CourseError(f"{path}:{line}: the claim {name} {problem}")
        known.add(row["id"])
    return ledger


def _twice(tree: Any) -> Any:
    """The node of a field that stands twice in one table, of which YAML keeps the last; None if none does."""
    import yaml

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            known = set()
            for key, value in node.value:
                if key.value in known:
                    return key
                known.add(key.value)
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return None


def _problem(row: Any, lectures: dict[str, str], known: set[str]) -> str:
    """What is wrong with a row, "" if nothing is."""
    if not isinstance(row, dict):
        return "is no table: write `- id: NAME` and the other fields below it"
    to_come = "plan" in row
    wanted = (*NEEDED, *(TO_COME if to_come else MEASURED))
    if "needs" in row or "get" in row:
        wanted += WITH_DATA
    if missing := [name for name in wanted if not row.get(name)]:
        lacks = f"lacks {' and '.join(missing)}"
        return lacks if to_come else f"{lacks} (or, while its lab is still to come, plan)"
    if strange := [name for name in row if name not in wanted]:
        return f"has {' and '.join(map(str, strange))}; it takes {', '.join(wanted)}"
    for name in wanted:
        kind, words = _KINDS.get(name, (str, "text"))
        if not isinstance(row[name], kind):
            return f"has {name}: {row[name]!r}, where {words} is expected (quotes make text)"
    if row["id"] in known:
        return "comes twice: an id is used once"
    for name in LISTS:
        if not all(isinstance(entry, str) for entry in row.get(name, ())):
            return f"has {name}: {row[name]!r}, where all entries are text (quotes make text)"
    if unknown := [key for key in row["lectures"] if key not in lectures]:
        return f"is said in {', '.join(unknown)}; the lectures are {', '.join(lectures)}"
    for name, meaning in row.get("measures", {}).items():
        if not isinstance(name, str) or not isinstance(meaning, str):
            return f"measures {name}: {meaning!r}, where text is expected (quotes make text)"
    for comparison in row.get("holds_if", ()):
        if problem := _wrong(comparison, row["measures"]):
            return problem
    return ""


_KINDS: dict[str, tuple[type, str]] = {
    "lectures": (list, "a list such as [L1, L3]"),
    "holds_if": (list, "a list of comparisons"),
    "measures": (dict, "a table {name: what it is}"),
}


def _wrong(comparison: str, measures: dict[str, str]) -> str:
    """Why nothing can be decided by a comparison, "" if something can."""
    try:
        body = ast.parse(comparison, mode="eval").body
    except SyntaxError:
        body = None
    if not isinstance(body, ast.Compare) or len(body.ops) > 1 or not isinstance(body.ops[0], SIGNS):
        return (
            f"asks {comparison!r}: expected ==, <=, >=, < or > between what it measures, numbers, "
            "strings in quotes, or products"
        )
    names = {node.id for node in ast.walk(body) if isinstance(node, ast.Name)}
    if strange := sorted(names - set(measures)):
        return f"compares {', '.join(strange)}, which it does not measure"
    return "" if names else f"asks {comparison!r}, which has nothing in it that it measures"

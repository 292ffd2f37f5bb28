"""The commonest mistakes of a class, each with an answer as an example that names nobody."""

import ast
import re
import unicodedata
import warnings
from typing import NamedTuple

MISTAKES = 5  # hints shown of one exercise
COMMONEST = 10  # hints shown of all exercises
# A mistake is common if this many students made it, and this share of those who attempted the exercise.
COMMON, COMMON_SHARE = 3, 0.1
LONGEST_EXAMPLE = 2000  # characters


class Mistake(NamedTuple):
    """A planted mistake, how many made it, and the code of one of them, without what names a person."""

    hint: str
    count: int
    example: str


class Mistakes(NamedTuple):
    """The commonest mistakes of one exercise; `unknown` answers were wrong in other ways."""

    lab: str
    exercise: str
    attempted: int
    mistakes: list
    others: int
    unknown: int


def mistakes_by_lab(cohort):
    """{lab: list of Mistakes} where there are any, in the labs' order."""
    found = {lab: [] for lab in cohort.titles}
    for (lab, exercise), entries in cohort.exercises.items():
        mistakes = mistakes_of(cohort, lab, exercise, entries)
        if mistakes.mistakes or mistakes.unknown:
            found[lab].append(mistakes)
    return {lab: mistakes for lab, mistakes in found.items() if mistakes}


def commonest(mistakes):
    """The commonest of all, of those that are common at all: list of (Mistakes, Mistake)."""
    every = [(data, one) for lab in mistakes.values() for data in lab for one in data.mistakes]
    common = [(data, one) for data, one in every if is_common(one.count, data.attempted)]
    return sorted(common, key=lambda pair: -pair[1].count)[:COMMONEST]


def is_common(count, attempted):
    """Whether enough students made a mistake for it to be the class's rather than theirs."""
    return count >= COMMON and count >= COMMON_SHARE * attempted


def mistakes_of(cohort, lab, exercise, entries):
    """The commonest mistakes in one exercise.

    Args:
        cohort: Cohort.
        lab, exercise: which one.
        entries: list of (student, ExerciseGrade).

    Returns:
        Mistakes.
    """
    attempted = [
        (student, grade)
        for student, grade in entries
        if grade.state not in ("not attempted", "missing")
    ]
    by_hint, unknown = {}, 0
    for student, grade in attempted:
        if grade.hint:
            by_hint.setdefault(grade.hint, []).append((student, grade.answer))
        else:
            unknown += grade.state in ("wrong", "partly right")
    hints = sorted(by_hint, key=lambda hint: (-len(by_hint[hint]), hint))
    commonest = [
        Mistake(hint, len(by_hint[hint]), _example(cohort, by_hint[hint]))
        for hint in hints[:MISTAKES]
    ]
    others = sum(len(by_hint[hint]) for hint in hints[MISTAKES:])
    return Mistakes(lab, exercise, len(attempted), commonest, others, unknown)


def _example(cohort, answers):
    """The shortest answer that can be shown without a name, or ""."""
    for student, answer in sorted(answers, key=lambda entry: (len(entry[1]), entry[1])):
        code = anonymous(answer, (student, cohort.names.get(student, "")))
        if code:
            return code
    return ""


def anonymous(answer, names):
    """The code of an answer without what could name who wrote it: comments, docstrings, loose strings.

    Args:
        answer: source.
        names: what the student is called; if a word of it is still in the code, nothing is shown.

    Returns:
        str, or "" if the answer does not parse, is too long to be an example, or names the student.
    """
    if len(answer) > LONGEST_EXAMPLE:
        return ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as that of "\d"
            code = ast.unparse(_without_strings(ast.parse(answer)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    written = code.casefold()
    words = {word for name in names for word in _words(name)}
    named = words & _words(code) or any(len(word) > 3 and word in written for word in words)
    return "" if named or len(code) > LONGEST_EXAMPLE else code


def _without_strings(tree):
    """Drop every statement that is only a value, docstrings among them."""
    for node in ast.walk(tree):
        for part in ("body", "orelse", "finalbody"):
            statements = getattr(node, part, None)
            if isinstance(statements, list):
                kept = [statement for statement in statements if not _loose(statement)]
                needed = part == "body" and not isinstance(node, ast.Module)
                setattr(node, part, kept or [ast.Pass()] * needed)
    return tree


def _loose(statement):
    return isinstance(statement, ast.Expr) and isinstance(
        statement.value, (ast.Constant, ast.JoinedStr)
    )


def _words(text):
    """The words in a text of two letters or more, those with umlauts also as people type them."""
    text = text.casefold()
    typed = text.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return set(re.findall(r"[^\W_]{2,}", f"{text} {typed} {bare}"))

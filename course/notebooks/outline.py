"""What a cell defines, told from its text alone.

A stranger's source is not given to Python's parser in the process that grades: it can be written so that the
parser takes all memory or ends Python. What is done here takes time and memory in proportion to the text. Most
functions take a cell's `code`, its source without texts and comments.
"""

import re
from typing import NamedTuple

# A text in quotes, closed or not, and a comment. Each piece matches in one way only, so nothing is tried twice.
_NO_CODE = re.compile(
    r'"""[^"\\]*(?:(?:\\.?|"(?!""))[^"\\]*)*(?:"""|\Z)'
    r"|'''[^'\\]*(?:(?:\\.?|'(?!''))[^'\\]*)*(?:'''|\Z)"
    r'|"[^"\\\n]*(?:\\.?[^"\\\n]*)*"?'
    r"|'[^'\\\n]*(?:\\.?[^'\\\n]*)*'?"
    r"|\#[^\n]*",
    re.DOTALL,
)
_HEADER_END = re.compile(r".*\)[^()]*:(.*)")  # of a def; what may stand after it on its line
_DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_CELL_MAGIC = re.compile(r"\s*%%(\w+)")
_MAGICS_THAT_DEFINE = ("capture", "prun", "time")  # they run the cell as Python, its names stay
_NOTHING = {"", "raise NotImplementedError()", "raise NotImplementedError", "pass", "..."}
_NO_NAMES = ("None", "True", "False")


class Definition(NamedTuple):
    """A place at the top level of a cell where a function gets its name.

    Attributes:
        first, last: number of its first line, and of the one after its last.
        stub: it is a function whose body does nothing, as handed out.
        extends: it is made of the function of that name that was there before, `f = cached(f)`.
        certain: it surely makes a function: `def`, `lambda`, or another name for one.
    """

    first: int
    last: int
    stub: bool = False
    extends: bool = False
    certain: bool = True

    @property
    def whole(self):
        """Whether it is a definition that stands by itself and does something."""
        return not self.stub and not self.extends


def code_of(source):
    """A source without what stands in quotes and comments; line by line the same."""
    return _NO_CODE.sub(lambda found: "\n" * found[0].count("\n"), source)


def definitions(code, function):
    """Where a cell defines a function.

    Args:
        code: of the cell.
        function: name.

    Returns:
        list of Definition, in order; only those that start at the left margin.
    """
    if function not in code or not _runs_here(code):
        return []
    name = re.escape(function)
    starts = re.compile(rf"(?:async[ \t]+)?(?:def[ \t]+{name}[ \t]*[(\[]|class[ \t]+{name}\b)")
    assigns = re.compile(rf"{name}[ \t]*(?::[^=]*)?=(?!=)[ \t]*(.*)")
    found, begun, body = [], None, None  # body: None in a header, then the set of its lines

    def close(last):
        nonlocal begun
        if begun is not None:
            found.append(Definition(begun, last, stub=body is not None and body <= _NOTHING))
            begun = None

    lines = code.split("\n")
    for number, line in enumerate(lines):
        at_margin = bool(line.strip()) and not line[0].isspace()
        if at_margin and (begun is None or body is not None or starts.match(line)):
            close(number)
        if begun is None and starts.match(line):
            begun, body = number, None
        elif begun is None and (assigned := assigns.match(line)):
            found.append(_assignment(number, assigned[1].strip(), name))
        if begun is None:
            continue
        if body is not None:
            body.add(line.strip())
        elif line.startswith("class"):
            body = {line}
        elif end := _HEADER_END.match(line):
            body = {end[1].strip()}
    close(len(lines))
    return found


def is_stub(code, function):
    """Whether nothing was filled in: a function that does nothing, the lines of a stub, or no text at all."""
    found = definitions(code, function)
    if found:
        return all(definition.stub for definition in found)
    return {line.strip() for line in code.split("\n")} <= _NOTHING


def without_stubs(source, function):
    """A source in which a stub does not undo the answer that stands above it; line by line the same."""
    found = definitions(code_of(source), function)
    wholes = [place for place, definition in enumerate(found) if definition.whole]
    below = found[wholes[-1] :] if wholes else ()
    return without(source, [definition for definition in below if definition.stub])


def without(source, found):
    """A source without some of its definitions; line by line the same."""
    lines = source.split("\n")
    for definition in found:
        count = definition.last - definition.first
        lines[definition.first : definition.last] = [""] * count
    return "\n".join(lines)


def mentions(code, name):
    """Whether a cell uses a name."""
    return bool(re.search(rf"\b{re.escape(name)}\b", code))


def continues(code):
    """Whether a cell starts in the middle of something: its first line is indented."""
    lines = [line for line in code.split("\n") if line.strip()]
    return bool(lines) and lines[0][0].isspace()


def defined_names(code, most=50):
    """Names of the functions and classes that a cell defines at its top level, at most so many."""
    found = (match[1] for match in _DEFINED.finditer(code))
    return [name for _, name in zip(range(most), found, strict=False)]


def without_cell_magic(source):
    """A source without a `%%time` or the like on its first line, to stand below another cell's."""
    return _CELL_MAGIC.sub("#", source, count=1) if _CELL_MAGIC.match(source) else source


def _runs_here(code):
    """Whether a cell defines names in its notebook: `%%bash` or `%%writefile` does not."""
    magic = _CELL_MAGIC.match(code)
    return magic is None or magic[1] in _MAGICS_THAT_DEFINE


def _assignment(number, value, name):
    if re.search(rf"\b{name}\b", value):
        return Definition(number, number + 1, extends=True, certain=False)
    alias = bool(re.fullmatch(r"[^\W\d][\w.]*", value)) and value not in _NO_NAMES
    certain = alias or bool(re.match(r"lambda\b", value))
    return Definition(number, number + 1, certain=certain)

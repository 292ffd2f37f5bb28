"""Does what is given out hold a line that only solutions have?"""

from pathlib import Path

import nbformat

from course.cells import BEGIN, END
from course.files import labs_in

ROOT = Path(__file__).resolve().parents[2]
LONG = 40  # shorter lines, such as `for step in range(steps):`, say nothing of an answer
# In a check it prepares the case, it answers nothing.
ALSO_IN_A_CHECK = {"units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)"}


def lines_of(path):
    """The lines of a text file, or of a notebook's cells, without indentation."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        lines = [line for cell in cells for line in cell.source.splitlines()]
    else:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip()]


def answers(source):
    """Each answer of a source, a list of its lines."""
    found, inside = [], False
    for line in lines_of(source):
        if line == BEGIN:
            inside, found = True, [*found, []]
        elif line == END:
            inside = False
        elif inside:
            found[-1].append(line)
    return found


def leaks(folder):
    """Lines and whole answers in a folder that only solutions have."""
    found = set()
    texts = {path: lines_of(path) for path in folder.rglob("*") if path.is_file()}
    for source in labs_in(ROOT / "solutions", ".py"):
        stub = lines_of(ROOT / "labs" / f"{source.stem}.ipynb")
        for answer in answers(source):
            tell = {line for line in answer if len(line) >= LONG} - set(stub) - ALSO_IN_A_CHECK
            for path, lines in texts.items():
                found |= {(path, line) for line in tell & set(lines)}
                if "\n".join(["", *answer, ""]) in "\n".join(["", *lines, ""]):
                    found.add((path, "\n".join(answer)))
    return found

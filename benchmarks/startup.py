"""What a lab costs before it does any work: `import course`, and the first cell of a notebook.

python benchmarks/startup.py [--runs 5] [--json]
"""

import subprocess
import sys
import time
from pathlib import Path

import nbformat
from report import arguments, row, show
from tqdm import tqdm

from course.cells import SETUP, grade_id_of

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = 0.15  # seconds for `import course`


def seconds(program):
    """Wall time of a new Python that runs a program."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return time.perf_counter() - begun


def first_cell(lab):
    """Source of a lab's setup cell."""
    cells = nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4).cells
    marks = [grade_id_of(cell) for cell in cells]
    return cells[marks.index(SETUP)].source


def main():
    options = arguments(__doc__.splitlines()[0], runs=5)
    programs = {
        "nothing": "pass",
        "course": "import course, sys; assert 'tensorflow' not in sys.modules",
        "tensorflow": "import tensorflow",
        "first cell": first_cell("04_addition_rnn"),
    }
    times = {name: [] for name in programs}
    for _ in tqdm(range(options.runs), desc="starting Python"):
        for name, program in programs.items():
            times[name].append(seconds(program))
    course = [
        max(a - b, 0.001) for a, b in zip(times["course"], times["nothing"], strict=True)
    ]  # the interpreter's own start does not count
    rows = [
        row("import course, against what is allowed", course, [ALLOWED] * options.runs, "s", bar=1),
        row("first cell of lab 04, against a bare import tensorflow",
            times["first cell"], times["tensorflow"], "s"),
    ]  # fmt: skip
    show(rows, options.json)


if __name__ == "__main__":
    main()

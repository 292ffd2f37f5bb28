"""Which solutions are as they were when every cell last gave its committed output: a push does not run them.

The record holds a fingerprint of each: the notebook with its outputs, its rows of the ledger, and the files of
`course` that it imports, reads or loads weights from. Not the libraries: a push tests what it changed, and
`make nightly`, which runs all solutions, what changed around it. `make solutions` writes the record.
"""

import collections
import functools
import hashlib
import json
from pathlib import Path

import yaml

from course.files import labs_in, write_text
from course.grading.judge.key import PACKAGE, files_behind, imported

SOLUTIONS = PACKAGE.parent / "solutions"
RECORD = Path(__file__).with_name("passed.json")
COMPARING = Path(__file__).with_name("nbval_sanitize.cfg")
LEDGER = Path("claims/ledger.yaml")  # holds the claims of all labs


def unchanged(solutions=SOLUTIONS, package=PACKAGE, record=RECORD):
    """Names of the solutions that are as the record says, such as {"05_stateful_lstm"}.

    Args:
        solutions: folder of the notebooks.
        package: folder of `course`.
        record: file.
    """
    kept = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    return {
        path.stem
        for path in labs_in(solutions)
        if path.stem in kept and kept[path.stem] == fingerprint(path, package)
    }


def fingerprint(notebook, package=PACKAGE):
    """Text that changes with anything in the repository on which it depends whether a notebook passes.

    Args:
        notebook: Path of a solution.
        package: folder of `course`.
    """
    names = [name for source in code_of(notebook) for name in imported(_python(source))]
    digest = hashlib.sha256(json.dumps(_compared(notebook)).encode())
    for path in (COMPARING, *files_behind(names, package)):
        is_ledger = path == package / LEDGER
        content = _claims(path, notebook.stem) if is_ledger else path.read_bytes()
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def code_of(notebook):
    """The sources of a notebook's code cells, a list of str."""
    return [source for source, *_ in _compared(notebook)]


def _compared(notebook):
    """What nbval runs and compares: (source, outputs, tags) of the code cells; texts and other metadata not."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [
        (
            "".join(cell["source"]),
            [
                {name: part for name, part in out.items() if name != "metadata"}
                for out in cell["outputs"]
            ],
            cell["metadata"].get("tags"),
        )
        for cell in cells
        if cell["cell_type"] == "code"
    ]


def _python(source):
    """A cell without IPython's own lines, which Python cannot read."""
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("%"))


def _claims(ledger, lab):
    claims = _read(ledger.read_text(encoding="utf-8"))["claims"]
    return json.dumps([row for row in claims if row["lab"] == lab]).encode()


@functools.lru_cache(maxsize=1)
def _read(text):
    return yaml.safe_load(text)


class Recorder:
    """A plugin of pytest that writes down the solutions of which every cell passed.

    Args:
        solutions, package, record: as of `unchanged`.
    """

    def __init__(self, solutions=SOLUTIONS, package=PACKAGE, record=RECORD):
        self.record = record
        self.cells = {path.stem: len(code_of(path)) for path in labs_in(solutions)}
        self.before = {path.stem: fingerprint(path, package) for path in labs_in(solutions)}
        self.passed = collections.Counter()

    def pytest_runtest_logreport(self, report):
        path = Path(report.nodeid.split("::", 1)[0])
        if path.parent.name == "solutions" and report.when == "call" and report.passed:
            self.passed[path.stem] += 1

    def pytest_sessionfinish(self):
        kept = json.loads(self.record.read_text(encoding="utf-8")) if self.record.exists() else {}
        for name, count in self.cells.items():
            if self.passed[name] == count:
                kept[name] = self.before[name]
        kept = {name: kept[name] for name in self.cells if name in kept}
        write_text(self.record, json.dumps(kept, indent=1) + "\n")

"""Which labs, as students get them, are as they were when all their cells last ran: a push leaves them out.

Their demos are those of the solutions, which a push does run, all of them, with their outputs. The record
holds a fingerprint of each lab: its cells, its rows of the ledger, the files of `course` that it imports, reads
or loads weights from, Python and the libraries. `make nightly` runs all labs; `make labs` does, and writes
the record.
"""

import collections
import functools
import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

import yaml

from course.files import labs_in, write_text
from course.grading.judge.key import LIBRARIES
from course.notebooks.reads import PACKAGE, files_behind, imported

LABS = PACKAGE.parent / "labs"
RECORD = Path(__file__).with_name("passed.json")
LEDGER = Path("claims/ledger.yaml")  # holds the claims of all labs


def unchanged(labs=LABS, package=PACKAGE, record=RECORD):
    """Names of the labs that are as the record says, such as {"05_stateful_lstm"}.

    Args:
        labs: folder of the notebooks.
        package: folder of `course`.
        record: file.
    """
    kept = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    return {
        path.stem
        for path in labs_in(labs)
        if path.stem in kept and kept[path.stem] == fingerprint(path, package)
    }


def fingerprint(notebook, package=PACKAGE):
    """Text that changes with anything on which it depends whether the cells of a notebook run.

    Args:
        notebook: Path of a lab.
        package: folder of `course`.
    """
    cells = code_of(notebook)
    names = [name for source in cells for name in imported(_python(source))]
    runs_on = [platform.machine(), platform.python_version_tuple()[:2], *map(version, LIBRARIES)]
    digest = hashlib.sha256(json.dumps([cells, runs_on]).encode())
    for path in files_behind(names, package):
        is_ledger = path == package / LEDGER
        content = _claims(path, notebook.stem) if is_ledger else path.read_bytes()
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def code_of(notebook):
    """The sources of a notebook's code cells, a list of str; texts, outputs and metadata do not run."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


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
    """A plugin of pytest that writes down the labs of which every cell passed.

    Args:
        labs, package, record: as of `unchanged`.
    """

    def __init__(self, labs=LABS, package=PACKAGE, record=RECORD):
        self.record = record
        self.cells = {path.stem: len(code_of(path)) for path in labs_in(labs)}
        self.before = {path.stem: fingerprint(path, package) for path in labs_in(labs)}
        self.passed = collections.Counter()

    def pytest_runtest_logreport(self, report):
        path = Path(report.nodeid.split("::", 1)[0])
        if path.parent.name == "labs" and report.when == "call" and report.passed:
            self.passed[path.stem] += 1

    def pytest_sessionfinish(self):
        kept = json.loads(self.record.read_text(encoding="utf-8")) if self.record.exists() else {}
        for name, count in self.cells.items():
            if self.passed[name] == count:
                kept[name] = self.before[name]
        kept = {name: kept[name] for name in self.cells if name in kept}
        write_text(self.record, json.dumps(kept, indent=1) + "\n")

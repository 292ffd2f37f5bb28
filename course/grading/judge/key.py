"""What a grade depends on beside the answers: what an answer can feel, no more and no less.

That is the lab and its checks, the modules of `course` that its cells import, and those that run and judge
answers, each with what it imports in turn and the tables that it reads, or the weights of its own nets; and the
libraries that answers use. A drawing and a claim's text change no answer.
"""

import ast
import functools
import hashlib
import json
import platform
import re
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
JUDGE = ("judge.runner", "judge.cases", "guests.server", "guests.guest")  # in course.grading
OF_JUDGE = ("course.grading", "course.checks.base", "course.cells")
NOT_FELT = ("course.plots", "course.claims")
WEIGHTS = "weights"  # the folder of all nets' files: a net reads those that its constants name
LIBRARIES = ("numpy", "scipy", "scikit-learn", "gensim", "tensorflow", "keras", "ipython")


def fingerprint(lab, package=PACKAGE):
    """A hash of all that grades of a lab depend on beside the answers and the seed.

    Args:
        lab: Lab.
        package: the folder of `course`.

    Returns:
        str.
    """
    digest = hashlib.sha256()
    for path in files_felt(lab, package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    versions = [platform.python_version(), *map(version, LIBRARIES)]
    digest.update(json.dumps([lab.name, _cells(lab), versions]).encode())
    return digest.hexdigest()


def files_felt(lab, package=PACKAGE):
    """The files of `course` on which grades of a lab depend: modules, and the tables beside them; sorted."""
    names = [f"course.grading.{name}" for name in JUDGE]
    for source in _cells(lab):
        names += imported(source)
    return files_behind(names, package, NOT_FELT)


def files_behind(names, package=PACKAGE, left_out=()):
    """The files of `course` that make up some modules, with what these import in turn and the tables they read.

    Args:
        names: of modules; what is no module of `course` is passed over.
        package: the folder of `course`.
        left_out: names of packages that are not followed.

    Returns:
        sorted list of Path.
    """
    wanted, found, seen = list(names), set(), set()
    while wanted:
        name = wanted.pop()
        parents = [name.rsplit(".", n)[0] for n in range(1, name.count(".") + 1)]
        if name in seen or any(part in left_out for part in (name, *parents)):
            continue
        seen.add(name)
        path = _module(name, package)
        if path is not None:
            names, tables = _reads(path, path.stat().st_mtime_ns)
            found |= {path, *tables}
            if name.startswith(
                "course.grading."
            ):  # it loads other rooms for cells that may want them
                names = [name for name in names if name.startswith(OF_JUDGE)]
            wanted += [*parents, *names]
    return sorted(found)


def imported(source):
    """Names that a cell or module imports: of modules, and of what may be one; [] for what is no Python.

    Args:
        source: str.

    Returns:
        list of str.
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # such as a cell with a command of IPython
        return []
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def _cells(lab):
    stubs = [exercise.stub for exercise in lab.exercises]
    return [lab.setup, *stubs, *(source for _, source in lab.others)]


def _module(name, package):
    """The file of a module of `course`, or None."""
    first, *rest = name.split(".")
    if first != "course":
        return None
    place = package.joinpath(*rest)
    paths = (place / "__init__.py", place.with_suffix(".py"))
    return next((path for path in paths if path.is_file()), None)


@functools.lru_cache(maxsize=1000)
def _reads(path, changed_at):
    """What a module imports, and the files beside it that are no modules and that it names."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} - {WEIGHTS}
    named = [place for place in path.parent.iterdir() if place.name in texts]
    inside = [file for place in named if place.is_dir() for file in place.rglob("*")]
    tables = [file for file in (*named, *inside) if file.is_file() and ".py" not in file.suffix]
    return imported(source), tables + _weights(tree, path.parent / WEIGHTS)


def _weights(tree, folder):
    """The files of weights that a module's constants name, such as "delays" or f"captions-{seed}"."""
    constants = [node for node in tree.body if isinstance(node, ast.Assign)]
    names = [_pattern(node) for constant in constants for node in ast.walk(constant)]
    return [file for file in folder.glob("*.npz") if any(re.fullmatch(n, file.stem) for n in names)]


def _pattern(node):
    """What a text can be, a regular expression; "" for no text, or if it begins with a brace."""
    if isinstance(node, ast.JoinedStr) and all(map(_pattern, node.values[:1])):
        return "".join(_pattern(part) or ".+" for part in node.values)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return re.escape(node.value) if is_text else ""

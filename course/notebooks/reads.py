"""Which files of `course` are read by a cell: modules and what they import in turn, tables, weights."""

import ast
import functools
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
WEIGHTS = "weights"  # the folder of all nets' files: a net reads those that its constants name


def files_behind(names, package=PACKAGE, left_out=(), follow=lambda module, names: names):
    """The files of `course` that make up some modules, with what these import in turn and the tables they read.

    Args:
        names: of modules; what is no module of `course` is passed over.
        package: the folder of `course`.
        left_out: names of modules or packages that are not followed.
        follow: function of a module's name and of the names that it imports: those that are followed.

    Returns:
        sorted list of Path: modules, the tables beside them that they name, the weights of nets.
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
            imports, tables = _reads(path, path.stat().st_mtime_ns)
            found |= {path, *tables}
            wanted += [*parents, *follow(name, imports)]
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

"""What a guest may read: Python and its packages, shared libraries, and the students' rooms of this package.

Everything else is out of its sight, and of what a lab imports the checks above all: they build each case
together with its answer. Only their machinery, `checks/base`, is shown.
"""

import json
import os
import sys
import sysconfig
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
ROOMS = (  # modules and folders of `course` that a lab imports, and what those import
    "__init__", "advice", "errors", "file_kinds", "files", "runtime", "kernels", "kernel_masks", "keras_file",
    "embeddings", "claims", "data", "batches", "language", "layers", "plots", "series", "sound",
    "speech", "scenes", "nets",
)  # fmt: skip
CHECKS = ("__init__.py", "base")  # of `course/checks`
LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64")
FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")


def readable_paths():
    """What a guest may read, with all that lies below.

    Returns:
        list of (path, the same without links), none of which lies in another.
    """
    root = PACKAGE.parent
    found = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    found += [entry for entry in sys.path if entry and not _is_ours(Path(entry), root)]
    found += [str(path) for path in sorted(PACKAGE.iterdir()) if path.stem in ROOMS]
    found += [str(PACKAGE / "checks" / name) for name in CHECKS]
    found += [*LIBRARIES, *FILES]
    inside = [str(Path(entry)) for entry in found if entry and os.path.exists(entry)]
    paths = [entry for entry in dict.fromkeys(inside) if not _holds(entry, root)]
    return [
        (path, os.path.realpath(path))
        for path in paths
        if not any(path != other and Path(other) in Path(path).parents for other in paths)
    ]


def in_sight(paths):
    """Those of some paths that a guest may read.

    Asked in a process that is started as guests are, since `sys.path` may hold more elsewhere.

    Args:
        paths: list of str.

    Returns:
        str, JSON of [[path, the folder in which a guest sees it], ...].
    """
    found = []
    for path in paths:
        place = Path(path).resolve()
        around = {place, *place.parents}
        found += [(path, real) for _, real in readable_paths() if Path(real) in around][:1]
    return json.dumps(found)


def _is_ours(path, root):
    """Whether a path lies in the project and not in an environment that lies there."""
    return path.resolve().is_relative_to(root) and not path.is_relative_to(sys.prefix)


def _holds(path, root):
    """Whether `path` would put the project itself in sight, with its solutions."""
    path = Path(path).resolve()
    return path == root or path in root.parents

"""Weights that ship, because training them takes longer than a lab may; each with how it was trained.

A file `NAME.npz` holds the arrays of a model in half precision, which is exact enough to decode the same
text, and one JSON text of facts. `course train` makes them again.
"""

import json
from pathlib import Path

import numpy as np

from course import files
from course.errors import CourseError

FOLDER = Path(__file__).parent


def save(name, weights, facts, folder=None):
    """Write a model's weights.

    Args:
        name: str, without suffix.
        weights: list of arrays, as `model.get_weights()` returns them.
        facts: dict of plain values: settings, results, machine, versions.
        folder: where, by default beside this module.

    Returns:
        Path of the file.
    """
    path = Path(folder or FOLDER) / f"{name}.npz"
    arrays = {f"weight_{i:03}": array.astype("float16") for i, array in enumerate(weights)}
    with files.replacing(path) as part:
        np.savez_compressed(part, facts=json.dumps(facts), **arrays)
    return path


def load(name, folder=None):
    """Read what `save` wrote.

    Args:
        name: str, without suffix.
        folder: where, by default beside this module.

    Returns:
        weights, facts: list of float32 arrays for `model.set_weights`, and the dict.

    Raises:
        CourseError: there is no such file, or it is damaged.
    """
    path = Path(folder or FOLDER) / f"{name}.npz"
    if not path.exists():
        raise CourseError(f"there are no weights {path}: `course train` makes them")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = [file[key].astype("float32") for key in sorted(file.files) if key != "facts"]
            return arrays, json.loads(str(file["facts"]))
    except Exception as error:  # a damaged zip fails in many ways
        raise CourseError(
            f"{path} cannot be read ({type(error).__name__}): take it anew from the repository, "
            "or make it again with `course train`"
        ) from error

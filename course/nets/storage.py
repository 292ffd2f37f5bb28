"""Weights in files: those that ship, because training them takes longer than a lab may, and one's own.

A file `NAME.npz` holds the arrays of a net, or of several, in half precision or one byte a weight, and one
JSON text of facts on the training. `course train` makes those that ship again.
"""

import json
import sys
from pathlib import Path

import numpy as np
import yaml

from course import files
from course.advice import as_typed
from course.errors import CourseError

FOLDER = Path(__file__).parent / "weights"
LEFT_OUT = (
    "left_out.yaml"  # beside them, in a release of some labs: names of those that only others need
)


def save(name, weights, facts, folder=None, *, levels=None):
    """Write a model's weights.

    Args:
        name: str, without suffix.
        weights: list of arrays, as `model.get_weights()` returns them; an empty one keeps the facts alone.
        facts: dict of plain values: settings, results, machine, versions.
        folder: where, by default where those that ship lie.
        levels: int, at most 127: matrices are rounded to that many steps from 0 to their largest entry, and
            take a byte a weight, or less. By default all is in half precision.

    Returns:
        Path of the file.

    Raises:
        CourseError: the folder cannot be written.
    """
    path = Path(folder or FOLDER) / f"{name}.npz"
    arrays = {}
    for i, array in enumerate(weights):
        if levels and array.ndim > 1:
            largest = float(abs(array).max()) or 1.0
            arrays[f"scale_{i:03}"] = np.array([largest, levels], "float32")
            arrays[f"weight_{i:03}"] = np.round(array / largest * levels).astype("int8")
        else:
            arrays[f"weight_{i:03}"] = array.astype("float16")
    text = json.dumps(facts, ensure_ascii=False)
    with files.replacing(path) as part:
        np.savez_compressed(part, facts=text.encode(), **arrays)
    return path


def load(name, folder=None):
    """Read what `save` wrote.

    Args:
        name: str, without suffix.
        folder: where, by default where those that ship lie.

    Returns:
        weights, facts: list of float32 arrays for `model.set_weights`, and the dict.

    Raises:
        CourseError: there is no such file, or it is damaged.
    """
    path = Path(folder or FOLDER) / f"{name}.npz"
    if not path.exists():
        known = name in left_out()
        whose = "no lab that was released here needs them; " if known else ""
        again = as_typed(f"train {name}" if known else "train")
        raise CourseError(
            f"there are no weights {path}: {whose}`{again}` makes those that course/nets/registry.py lists"
        )
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = []
            for key in sorted(name for name in file.files if name.startswith("weight_")):
                array, scale = file[key].astype("float32"), key.replace("weight", "scale")
                if scale in file:
                    largest, levels = file[scale]
                    array = array * largest / levels
                arrays.append(array)
            return arrays, json.loads(file["facts"].item())
    except Exception as error:  # a damaged zip fails in many ways
        advice = ""
        if folder is None:
            again = as_typed("train")
            advice = f": take it anew from the repository, or make it again with `{again}`"
        raise CourseError(f"{path} cannot be read ({type(error).__name__}){advice}") from error


def left_out():
    """Names of the weights that are not here because a release has only some of the labs: set of str."""
    path = FOLDER / LEFT_OUT
    return set(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else set()


def load_model(name, build, folder=None):
    """A trained network.

    Args:
        name: str, without suffix.
        build: function of the facts that builds the keras.Model, a function of the module whose `record` has
            the facts of networks without weights.
        folder: where its file lies, by default where it ships.

    Returns:
        model, facts.

    Raises:
        CourseError: there is no such file, it is damaged, or it has no weights.
    """
    arrays, facts = load(name, folder)
    if not arrays:
        module = build.__module__.rpartition(".")[2]
        raise CourseError(f"of {name} only the facts are kept: `{module}.record` has them")
    model = build(facts)
    model.set_weights(arrays)
    return model, facts


def keep(name, weights, facts):
    """Save weights in the cache, or say on stderr why that is not possible."""
    try:
        save(name, weights, facts, files.cache_dir())
    except CourseError as error:
        print(f"The weights could not be kept: {error}", file=sys.stderr)


def own(name, load, *, otherwise):
    """Weights that `keep` has kept.

    Args:
        name: str, of the weights.
        load: function of `folder`.
        otherwise: str, what happens if they cannot be read, for a line on stderr.

    Returns:
        what `load` returns, or None if there are none that can be read.
    """
    path = files.cache_dir() / f"{name}.npz"
    if path.exists():
        try:
            return load(folder=path.parent)
        except (CourseError, KeyError, ValueError) as error:
            print(f"{error}; {otherwise}", file=sys.stderr)
    return None


def own_or_shipped(name, load):
    """Weights that were trained here, else those that ship.

    Args:
        name: str, of the weights.
        load: function of `folder`, None for where the weights ship.

    Returns:
        what `load` returns.
    """
    return own(name, load, otherwise="using the weights that ship") or load()


def flat(model):
    """All weights of a model in one array (count,)."""
    return np.concatenate([weight.ravel() for weight in model.get_weights()])


def set_flat(model, array):
    """Give a model the weights that `flat` has taken from one of its shape.

    Args:
        model: a built keras.Model.
        array: (count,).

    Raises:
        ValueError: the model has another number of weights.
    """
    shapes = [weight.shape for weight in model.get_weights()]
    sizes = [int(np.prod(shape)) for shape in shapes]
    if np.shape(array) != (sum(sizes),):
        raise ValueError(f"the model has {sum(sizes)} weights, got {np.shape(array)}")
    parts = np.split(np.asarray(array), np.cumsum(sizes)[:-1])
    model.set_weights([part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)])

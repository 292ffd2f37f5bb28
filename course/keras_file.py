"""Reading the net of a .keras file without running any code of it, for `course kernels MODEL`."""

import json
import re
import zipfile
from pathlib import Path

from course.errors import CourseError


def load(path):
    """The net of a .keras file, without its weights: what decides the kernel is in its description.

    No code of the file is run: a Lambda layer is refused, and so is a class that Keras does not know.

    Args:
        path: str or Path.

    Returns:
        keras.Model, with fresh weights. Keras does not write use_cudnn into a file, so it is "auto".

    Raises:
        CourseError: no such file, not a .keras file, or one with its author's own code or classes.
    """
    import keras

    path = Path(path)
    if not path.is_file():
        what = "a folder, not a file" if path.is_dir() else "no such file"
        raise CourseError(f"{path}: {what}; name a file that model.save('name.keras') wrote")
    try:
        with zipfile.ZipFile(path) as archive:
            config = json.loads(archive.read("config.json"))
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from error
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise CourseError(
            f"{path} is not a Keras file; expected one that model.save('name.keras') wrote"
        ) from error
    in_python = "build the model in Python and call course.kernels.explain(model)"
    if "Lambda" in _classes(config):
        raise CourseError(
            f"{path} has a Lambda layer, which is code by whoever wrote the file, and is not run here; "
            f"{in_python}"
        )
    if isinstance(config, dict):
        config.pop("compile_config", None)  # loss and optimizer do not matter, and may be unknown
    try:
        model = keras.saving.deserialize_keras_object(config, safe_mode=True)
    except Exception as error:  # a file from elsewhere can raise anything
        unknown = re.search(r"Could not locate (?:class|function) '([^']+)'", str(error))
        if unknown:
            raise CourseError(
                f"{path} uses {unknown[1]}, which Keras does not know; {in_python}"
            ) from error
        first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CourseError(f"Keras cannot read {path}: {first_line}; {in_python}") from error
    if not isinstance(model, keras.layers.Layer):
        raise CourseError(f"{path} holds no model; expected what model.save('name.keras') wrote")
    return model


def _classes(config):
    """All class names in a description, a set of str."""
    if isinstance(config, dict):
        name = config.get("class_name")
        own = {name} if isinstance(name, str) else set()
        return own.union(*map(_classes, config.values()))
    return set().union(*map(_classes, config)) if isinstance(config, list) else set()

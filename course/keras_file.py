"""Reading the net of a .keras file without running any code of it, for `course kernels MODEL`."""

import json
import re
import zipfile
from pathlib import Path, PurePosixPath

from course import file_kinds
from course.errors import CourseError

MOST_CONFIG = 2**25  # bytes; the description of a large net has one million
LONGEST = 150  # characters of what Keras says that are passed on
EXPECTED = "expected one that model.save('name.keras') wrote"
IN_PYTHON = "build the model in Python and call course.kernels.explain(model)"
OF_TENSORFLOW = "load it in Python with the Keras that wrote it, then model.save('name.keras')"
HDF5 = (".h5", ".hdf5")  # names by which Keras knows its older format
CONTAINERS = ("Functional", "Sequential", "Model")


def load(path):
    """The recurrent layers of a .keras file, and what they lie in.

    No code of the file is run: a lambda is refused, and so is a class that neither Keras nor course.layers
    has. What decides the kernel is in the description of the net: no weights are read or made, so a large
    net costs no more than its description.

    Args:
        path: str or Path.

    Returns:
        keras.Layer, not built: models in it have become lists of their layers, which are not connected.
        Keras does not write use_cudnn into a file, so it is "auto".

    Raises:
        CourseError: no such file, not a .keras file, or one with its author's own code or classes.
    """
    path = Path(path)
    try:
        config, version = _read(path)
        config = _without_weights(config)
        if _has_code(config):
            raise CourseError(
                f"{path} has a Lambda layer or a lambda as an activation, which is code by whoever wrote the "
                f"file, and is not run here; {IN_PYTHON}"
            )
        layer = _made(config, path, version)
    except RecursionError as error:
        raise CourseError(f"{path} is nested too deep for a net; {EXPECTED}") from error
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror or error}") from error
    return layer


def _read(path):
    """The description in a file, and the version of Keras that wrote it, or None."""
    if path.is_dir():
        raise CourseError(f"{path}: {_of_folder(path)}")
    if not path.exists():
        raise CourseError(f"{path}: no such file; name a file that model.save('name.keras') wrote")
    with open(path, "rb") as file:
        _refuse_other_kinds(path, file.read(file_kinds.START))
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "config.json" not in names:
                raise CourseError(f"{path} {_of_archive(names)}; {EXPECTED}")
            config = json.loads(_member(archive, "config.json", path))
            about = {}
            if "metadata.json" in names:
                about = json.loads(_member(archive, "metadata.json", path))
    except zipfile.BadZipFile as error:
        raise CourseError(f"{path} is cut off or damaged ({error}): get it again") from error
    except (ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        if isinstance(error, RecursionError):
            raise
        raise CourseError(
            f"{path} is not a Keras file, its description is damaged; {EXPECTED}"
        ) from error
    version = about.get("keras_version") if isinstance(about, dict) else None
    return config, version if isinstance(version, str) else None


def _member(archive, name, path):
    with archive.open(name) as file:
        content = file.read(MOST_CONFIG + 1)
    if len(content) > MOST_CONFIG:
        raise CourseError(
            f"{path}: its {name} is more than {MOST_CONFIG >> 20} MiB, which no net needs; {EXPECTED}"
        )
    return content


def _of_folder(path):
    if (path / "saved_model.pb").exists():
        return f"a SavedModel folder of TensorFlow, not a file; {OF_TENSORFLOW}"
    if (path / "config.json").exists():
        return (
            "a folder, not a file; if it is an unpacked .keras file, zip what is in it again, as "
            f"{path.name}.keras"
        )
    return "a folder, not a file; name a file that model.save('name.keras') wrote"


def _of_archive(names):
    if kind := file_kinds.zipped(names):
        kind = kind.removeprefix("this is ").partition(":")[0]
        if kind != "a Keras file":
            return f"is {kind}, not a Keras file"
    for place in map(PurePosixPath, names):
        if place.name == "config.json":
            return f"has its config.json in a folder: zip what is in {place.parent}, without the folder"
        if place.name == "saved_model.pb":
            return f"is a zip archive of a SavedModel of TensorFlow: unpack it, {OF_TENSORFLOW}"
        if place.suffix == ".keras" and not place.name.startswith("."):
            return f"is a zip archive with {place.name} in it: unpack it"
    if any(name.endswith(".weights.h5") for name in names):
        return "has the weights of a net, but no config.json that describes it"
    return "is not a Keras file: it is a zip archive without config.json"


def _refuse_other_kinds(path, start):
    if start.startswith(b"\x89HDF\r\n\x1a\n"):
        raise CourseError(_of_hdf5(path))
    other = file_kinds.kind_of(start, but=(file_kinds.PACKED_TWICE,))
    kind = other[0] if other else None
    if start[4:8] == b"TFL3":
        kind = "a TensorFlow Lite file"
    elif path.suffix == ".onnx" or re.match(
        rb"\x08[\x01-\x20][\x12:].{0,200}?(pytorch|onnx)", start, re.DOTALL
    ):
        kind = "an ONNX file"
    elif start.startswith(b"\x1f\x8b"):
        kind = "packed with gzip"
    elif not start:
        kind = "empty"
    if kind:
        raise CourseError(f"{path} is {kind}, not a Keras file; {EXPECTED}")
    if not start.startswith(b"PK"):
        raise CourseError(f"{path} is not a Keras file; {EXPECTED}")


def _of_hdf5(path):
    import h5py

    try:
        with h5py.File(path, "r") as file:
            version, is_net = file.attrs.get("keras_version", ""), "model_config" in file.attrs
    except (OSError, RuntimeError, ValueError, KeyError):
        return f"{path} is an HDF5 file, cut off or damaged: get it again"
    version = version.decode() if isinstance(version, bytes) else str(version)
    by = f", written by Keras {version[:20]}," if version else ""
    if not is_net:
        return (
            f"{path} is an HDF5 file{by} with weights only and no description of a net; {IN_PYTHON}"
        )
    name = path.name if path.suffix in HDF5 else f"{path.stem}.h5"
    rename = "" if path.suffix in HDF5 else f"rename it to {name}, then "
    return (
        f"{path} is an HDF5 file{by} the older format of Keras; {rename}in Python,  keras.models.load_model("
        f"'{name}', compile=False).save('{path.stem}.keras')  converts it"
    )


def _without_weights(config):
    """A description in which nothing is built: models are lists of their layers, without inputs or links."""
    if isinstance(config, list):
        return [_without_weights(part) for part in config]
    if not isinstance(config, dict):
        return config
    parts = {
        key: _without_weights(value)
        for key, value in config.items()
        if key not in ("build_config", "compile_config")  # loss and optimizer may be unknown
    }
    inner = parts.get("config")
    is_model = parts.get("class_name") in CONTAINERS and isinstance(inner, dict)
    is_own = parts.get("registered_name") not in (
        None,
        *CONTAINERS,
    )  # somebody's class of the same name
    if is_model and not is_own and isinstance(inner.get("layers"), list):
        layers = [layer for layer in inner["layers"] if _may_be_recurrent(layer)]
        name = inner.get("name") or "model"
        parts = {"module": "keras", "class_name": "Sequential", "registered_name": None}
        parts["config"] = {"name": name, "layers": layers}
    return parts


def _may_be_recurrent(layer):
    """Inputs would make Keras build what follows; operations, such as a plus, are no layers."""
    if not isinstance(layer, dict):
        return True
    is_operation = str(layer.get("module")).startswith(("keras.src.ops", "keras.ops"))
    return not is_operation and layer.get("class_name") != "InputLayer"


def _made(config, path, version):
    import keras

    from course.layers.peephole import PeepholeLSTMCell

    own = {"course>PeepholeLSTMCell": PeepholeLSTMCell}  # of another file, Keras imports nothing
    try:
        layer = keras.saving.deserialize_keras_object(config, own, safe_mode=True)
    except RecursionError:
        raise
    except Exception as error:  # a file from elsewhere can raise anything
        written = ""
        if version and version != keras.__version__:
            written = f" (it was written by Keras {version[:20]}, and here is {keras.__version__})"
        cause = str(error).rpartition("Exception encountered: ")[2]  # of a chain, what began it
        unknown = re.search(
            r"Could not (?:locate|deserialize) (?:class|function) '([^']{1,80})'", cause
        )
        if unknown:
            raise CourseError(
                f"{path} uses {unknown[1]}, which Keras does not know{written}; {IN_PYTHON}"
            ) from error
        said = (cause.strip() or type(error).__name__).splitlines()[0]
        said = said.partition(" Full object config")[0]
        said = said if len(said) <= LONGEST else f"{said[:LONGEST]}..."
        raise CourseError(f"Keras cannot read {path}{written}: {said}; {IN_PYTHON}") from error
    if not isinstance(layer, keras.layers.Layer):
        raise CourseError(f"{path} holds no model; expected what model.save('name.keras') wrote")
    return layer


def _has_code(config):
    """Whether Python code lies in a description: a Lambda layer, or a lambda in some other place."""
    if isinstance(config, list):
        return any(map(_has_code, config))
    if not isinstance(config, dict):
        return False
    code = config.get(
        "value"
    )  # so Keras writes a lambda as an argument: its bytes, defaults, closure
    is_lambda = isinstance(code, list) and len(code) == 3 and isinstance(code[0], str)
    named = config.get("class_name") in ("Lambda", "__lambda__")
    return named or is_lambda or any(map(_has_code, config.values()))

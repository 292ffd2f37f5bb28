"""The first call of every notebook: seed, a quiet start, the device and the budget."""

import importlib.util
import json
import logging
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path

from course.errors import CourseError

BUDGETS = ("full", "quick")
VARIABLE = "the environment variable KERAS_BACKEND"
BACKENDS = (
    "tensorflow",
    "torch",
    "jax",
    "numpy",
    "openvino",
)  # those that Keras has, by their modules


def start(seed=1):
    """Seed Python, numpy and the backend, start Keras quietly, print one line about this machine.

    Args:
        seed: int, for `keras.utils.set_random_seed`.

    Raises:
        CourseError: COURSE_BUDGET is neither "full" nor "quick"; or as `quiet`.
    """
    name = budget_name()
    quiet()
    import keras

    keras.utils.set_random_seed(seed)
    print(f"course: seed {seed}, {name} budget, {_device()}, {versions()}")


def quiet():
    """Import Keras and run one operation with nothing on stderr; errors still come through.

    Raises:
        CourseError: the backend that Keras is told to use is not there, or keras.json is not in order.
    """
    if "keras" not in sys.modules:
        _see_to_backend()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    silent = _is_nowhere(2)
    with _stderr_elsewhere():
        try:
            import keras
        except ImportError as error:  # the backend numpy needs jax, too
            if error.name == "keras":
                raise
            raise CourseError(
                f"Keras cannot start with the backend {_chosen_backend()[0] or 'tensorflow'}: {error}; the "
                "course is tested with tensorflow: unset KERAS_BACKEND, or install what is missing"
            ) from error

        if not silent:  # as in grading, where this is half the cost of a setup cell
            keras.ops.add(1.0, 1.0)  # the first operation makes TensorFlow's C++ side talk
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    # `fit` says this of every tf.data pipeline, even though shuffle=True is its own default.
    warnings.filterwarnings("ignore", message="`shuffle=True` was passed, but will be ignored")


def _see_to_backend():
    """Raise CourseError if Keras cannot start with its settings; it would end with a traceback."""
    name, place = _chosen_backend()
    if name is None:
        return
    known = f"Keras has {', '.join(BACKENDS)}; the course is tested with tensorflow"
    change = "unset it" if place == VARIABLE else 'write "backend": "tensorflow" there'
    if name not in BACKENDS:
        raise CourseError(f"{place} names the backend {name!r}; {known}: {change}")
    if importlib.util.find_spec(name) is None:
        raise CourseError(
            f"{place} names the backend {name}, which is not installed here; {known}: {change}, or "
            f"install {name}"
        )


def _chosen_backend():
    """The backend that somebody chose, and where; None if nobody did."""
    from_file = _keras_json()
    name = os.environ.get("KERAS_BACKEND")
    return (name, VARIABLE) if name else from_file


def _keras_json():
    """The backend that Keras' own file of settings names, and the file; None if it names none."""
    home = "~" if os.access(os.path.expanduser("~"), os.W_OK) else "/tmp"  # as Keras looks for it
    path = Path(os.path.expanduser(os.environ.get("KERAS_HOME", f"{home}/.keras")), "keras.json")
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):  # Keras, too, goes on without it
        return None, path
    except OSError as error:
        raise CourseError(
            f"{path}, the settings of Keras, cannot be read: {error.strerror}; mend it, or let "
            "KERAS_HOME name another folder"
        ) from error
    if not isinstance(settings, dict):
        raise CourseError(
            f"{path}: expected settings such as {{}}, found {settings!r:.40}: mend it"
        )
    allowed = {
        "floatx": ("float16", "float32", "float64"),
        "image_data_format": ("channels_last", "channels_first"),
    }
    if not isinstance(settings.get("epsilon", 1e-7), float):
        raise CourseError(
            f"{path}: epsilon is {settings['epsilon']!r:.40}, and Keras takes a float: mend it"
        )
    for field, values in allowed.items():
        if field in settings and settings[field] not in values:
            raise CourseError(
                f"{path}: {field} is {settings[field]!r:.40}, and Keras takes {', '.join(values)}: mend it"
            )
    return str(settings["backend"]) if "backend" in settings else None, path


def budget_name():
    """ "full", or "quick" if the environment variable COURSE_BUDGET says so."""
    name = os.environ.get("COURSE_BUDGET", "full")
    if name not in BUDGETS:
        raise CourseError(f"COURSE_BUDGET is {name!r}: set it to full or quick, or leave it unset")
    return name


def budget(full, quick):
    """The value for today's budget: `full` for a student, `quick` to see that a lab runs at all."""
    return full if budget_name() == "full" else quick


def yours(answer, ours):
    """A student's function where it works, and the lab's own where it does not.

    What a lab shows after a check may thus use the answer, and still runs before there is one.

    Args:
        answer: the function of an exercise.
        ours: function of the same arguments, which takes its place if it raises anything.

    Returns:
        function. The first time that `ours` is needed it prints one line that says so.
    """
    told = []

    def either(*inputs):
        try:
            return answer(*inputs)
        except Exception as problem:
            if not told:
                how = "is not there yet" if isinstance(problem, NotImplementedError) else "raises"
                told.append(how)
                print(f"Your {answer.__name__} {how}: the lab uses a function of its own.")
            return ours(*inputs)

    return either


@contextmanager
def in_a_sentence():
    """Within it, what is wrong with an input is printed in a sentence, and no traceback is shown."""
    try:
        yield
    except CourseError as problem:
        print(problem)


def _device():
    gpu_count, count = gpus(), cores()
    return f"{gpu_count} GPU" if gpu_count else f"CPU with {count} core{'s' * (count != 1)}"


def cores():
    """Number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def gpus():
    """Number of GPUs that Keras' backend can use."""
    import keras

    backend = keras.backend.backend()
    module = sys.modules[backend]
    if backend == "tensorflow":
        return len(module.config.list_logical_devices("GPU"))
    if backend == "torch":
        return module.cuda.device_count()
    if backend == "jax":
        return sum(device.platform == "gpu" for device in module.devices())
    return 0  # numpy, openvino


def versions():
    """Names and versions of Keras' backend and of Keras, such as "TensorFlow 2.21.0, Keras 3.15.0"."""
    import keras

    backend = keras.backend.backend()
    name = {"tensorflow": "TensorFlow", "torch": "PyTorch", "jax": "JAX"}.get(backend, backend)
    return f"{name} {sys.modules[backend].__version__}, Keras {keras.__version__}"


def _is_nowhere(fd):
    """Whether what is written to a file descriptor is lost anyway."""
    return os.fstat(fd).st_rdev == os.stat(os.devnull).st_rdev


@contextmanager
def _stderr_elsewhere():
    """Send file descriptor 2 to nowhere: C++ writes there, past sys.stderr.

    nbgrader gives no points to a cell that wrote to stderr, and nbval compares it.
    """
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)

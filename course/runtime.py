"""The first call of every notebook: seed, a quiet start, the device and the budget."""

import logging
import os
import sys
import warnings
from contextlib import contextmanager

from course.errors import CourseError

BUDGETS = ("full", "quick")


def start(seed=1):
    """Seed Python, numpy and the backend, start Keras quietly, print one line about this machine.

    Args:
        seed: int, for `keras.utils.set_random_seed`.

    Raises:
        CourseError: COURSE_BUDGET is neither "full" nor "quick".
    """
    name = budget_name()
    quiet()
    import keras

    keras.utils.set_random_seed(seed)
    print(f"course: seed {seed}, {name} budget, {_device()}, {_versions()}")


def quiet():
    """Import Keras and run one operation with nothing on stderr; errors still come through."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    silent = _is_nowhere(2)
    with _stderr_elsewhere():
        import keras

        if not silent:  # as in grading, where this is half the cost of a setup cell
            keras.ops.add(1.0, 1.0)  # the first operation makes TensorFlow's C++ side talk
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    # `fit` says this of every tf.data pipeline, even though shuffle=True is its own default.
    warnings.filterwarnings("ignore", message="`shuffle=True` was passed, but will be ignored")


def budget_name():
    """ "full", or "quick" if the environment variable COURSE_BUDGET says so."""
    name = os.environ.get("COURSE_BUDGET", "full")
    if name not in BUDGETS:
        raise CourseError(f"COURSE_BUDGET is {name!r}: set it to full or quick, or leave it unset")
    return name


def budget(full, quick):
    """The value for today's budget: `full` for a student, `quick` to see that a lab runs at all."""
    return full if budget_name() == "full" else quick


def _device():
    gpu_count = gpus()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{gpu_count} GPU" if gpu_count else f"CPU with {cores} core{'s' * (cores != 1)}"


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


def _versions():
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

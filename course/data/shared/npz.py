"""Lists of whole numbers from an .npz file, in which numpy keeps them pickled, without running a pickle.

`np.load(allow_pickle=True)` runs whatever the file says. Here a pickle may only build lists, numbers and
texts; what stands for numpy's array in it becomes a holder of plain values.
"""

import io
import math
import pickle

import numpy as np

from course import file_kinds
from course.data.shared import reading
from course.errors import DataError

MOST_VALUES = 2**26  # numbers in all lists of one array
FORMAT = np.lib.format
GLOBALS = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy.core.multiarray", "_reconstruct"),  # until numpy 2
    ("numpy._core.multiarray", "_reconstruct"),
    ("_codecs", "encode"),  # how the oldest pickles write bytes
}


class _Holder:
    """What numpy's array and dtype become: it keeps its state and does nothing."""

    def __init__(self, *arguments):
        self.state = None

    def __setstate__(self, state):
        self.state = state


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) in GLOBALS:
            return _Holder
        raise pickle.UnpicklingError(f"it asks for {module}.{name}, and is not run")


def array(path, name):
    """The array of that name: whole numbers, or lists of them.

    Args:
        path: the .npz file.
        name: str, such as "x_train".

    Returns:
        an int array (length,), or a list (length,) of lists of int; rows of a table are lists, too.

    Raises:
        CourseError: there is no such array; the file is damaged; or it holds anything else than whole
            numbers in one or two dimensions, or lists of them.
    """
    with reading.unpacked(path, f"{name}.npy", takes=(file_kinds.NPY,)) as file:
        content = file.read(reading.MOST_BYTES + 1)
    if len(content) > reading.MOST_BYTES:
        raise DataError(f"{path}, {name}", f"is more than {reading.MOST_BYTES >> 20} MiB")
    try:
        return _array(io.BytesIO(content))
    except Exception as error:  # a broken pickle may raise nearly anything
        reason = str(error) or type(error).__name__
        raise DataError(
            f"{path}, {name}", f"expected whole numbers or lists of them, but {reason}"
        ) from error


def _array(file):
    version = FORMAT.read_magic(file)
    read = FORMAT.read_array_header_1_0 if version == (1, 0) else FORMAT.read_array_header_2_0
    shape, is_fortran, dtype = read(file)
    if dtype.kind not in "iuO":
        raise ValueError(f"it has numbers of the kind {dtype}")
    if len(shape) != 1 and not (len(shape) == 2 and dtype.kind in "iu"):
        raise ValueError(f"it has the shape {shape}")
    if dtype.kind in "iu":
        count = math.prod(shape)
        if count * dtype.itemsize != len(file.getvalue()) - file.tell():
            raise ValueError(f"its length is not that of {count} numbers")
        numbers = np.frombuffer(file.read(), dtype=dtype).astype(int)
        if len(shape) == 1:
            return numbers
        if count > MOST_VALUES:
            raise ValueError(f"it has more than {MOST_VALUES} numbers")
        return numbers.reshape(shape, order="F" if is_fortran else "C").tolist()
    holder = _Unpickler(file, encoding="latin1").load()
    return _lists(holder, shape[0])


def _lists(holder, length):
    state = getattr(holder, "state", None)
    rows = (
        state[4] if type(state) is tuple and len(state) == 5 else None
    )  # version, shape, dtype, order
    if type(rows) is not list or len(rows) != length:
        raise ValueError("it is not an array of lists, or not as long as it says")
    values = 0
    for row in rows:
        if type(row) is not list:
            kind = "numpy array" if isinstance(row, _Holder) else type(row).__name__
            raise ValueError(f"a {kind} is in it")
        values += len(row)  # lists may be the same one many times: a small file, a giant array
        if values > MOST_VALUES:
            raise ValueError(f"it has more than {MOST_VALUES} numbers")
        if not {int}.issuperset(map(type, row)):
            raise ValueError("a list has something other than whole numbers in it")
    return rows

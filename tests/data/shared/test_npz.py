"""Lists in .npz files come back as they were written, and no pickle is run."""

import io
import os
import pickle
import zipfile

import numpy as np
import pytest

from course.data.shared import npz
from course.errors import CourseError

ROWS = [[1, 2, 300], [], [70_000, 2**40], [5]]


def objects(rows):
    array = np.empty(len(rows), dtype=object)
    array[:] = rows
    return array


def write(path, **arrays):
    np.savez(path, **arrays)
    return path


def poisoned(path, content, shape="(1,)", kind="|O"):
    """An .npz whose member x is a header and then `content`."""
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    member = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + content
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", member)
    return path


@pytest.mark.parametrize("rows", [ROWS, [[1]], [[i] * i for i in range(50)]])
def test_lists_come_back(tmp_path, rows):
    path = write(tmp_path / "a.npz", x=objects(rows), y=np.arange(3))
    assert npz.array(path, "x") == rows
    assert all(type(value) is int for row in npz.array(path, "x") for value in row)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("module", [b"numpy.core", b"numpy._core"])
def test_every_protocol_and_both_numpys(tmp_path, protocol, module):
    content = pickle.dumps(objects(ROWS), protocol)
    if protocol < 4:  # there the length of a name does not stand before it
        content = content.replace(b"numpy._core", module)
    assert npz.array(poisoned(tmp_path / "a.npz", content, "(4,)"), "x") == ROWS


@pytest.mark.parametrize("kind", ["int64", "int8", "uint16", ">i4"])
def test_numbers_come_back(tmp_path, kind):
    path = write(tmp_path / "a.npz", y=np.array([0, 1, 100], dtype=kind))
    array = npz.array(path, "y")
    assert array.dtype == int and array.tolist() == [0, 1, 100]


@pytest.mark.parametrize("order", ["C", "F"])
def test_rows_of_a_table_come_back_as_lists(tmp_path, order):
    path = write(tmp_path / "a.npz", x=np.array([[1, 2, 300], [0, 0, 7]], order=order))
    assert npz.array(path, "x") == [[1, 2, 300], [0, 0, 7]]


class Poison:
    """What it becomes when somebody unpickles it: a folder that gets made."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("inside", [lambda poison: poison, lambda poison: objects([[1, poison]])])
def test_a_poisoned_file_is_refused_and_not_run(tmp_path, protocol, inside):
    marker = tmp_path / "made by the poison"
    content = pickle.dumps(inside(Poison(marker)), protocol)
    path = poisoned(tmp_path / "a.npz", content)
    with pytest.raises(
        CourseError, match=r"a.npz, x: .* asks for (nt|posix).mkdir, and is not run"
    ):
        npz.array(path, "x")
    assert not marker.exists()
    if protocol in (2, 4):  # the test's own poison works, or it would show nothing
        np.load(path, allow_pickle=True)["x"]
        assert marker.exists()


@pytest.mark.parametrize(
    "content, sentence",
    [
        (pickle.dumps([[1]]), "not an array of lists"),
        (pickle.dumps(objects(ROWS)), "not as long as it says"),
        (pickle.dumps(objects(["text"])), "a str is in it"),
        (pickle.dumps(objects([(1, 2)])), "a tuple is in it"),
        (pickle.dumps(objects([[1, "2"]])), "something other than whole numbers"),
        (pickle.dumps(objects([[1, 2.0]])), "something other than whole numbers"),
        (pickle.dumps(objects([[1, True]])), "something other than whole numbers"),
        (pickle.dumps(objects([[1, [2]]])), "something other than whole numbers"),
        (pickle.dumps(objects([np.arange(3)])), "a numpy array is in it"),
        (pickle.dumps(np.float64(1)), "asks for numpy"),
        (b"\x80\x04cbuiltins\neval\n(V1\ntR.", "asks for builtins.eval"),
        (b"\x80\x04cnumpy\nload\n(Vfile\ntR.", "asks for numpy.load"),
        (b"\x80\x04\x82\x01.", "whole numbers or lists"),  # an extension code
        (b"\x80\x04Vid\nQ.", "whole numbers or lists"),  # a persistent id
        (b"\x80\x04\x96\xff\xff\xff\xff\xff\xff\xff\x7f.", "whole numbers or lists"),  # 2**63 bytes
        (b"(" * 1000 + b".", "whole numbers or lists"),
        (b"]" * 9 + b"e.", "whole numbers or lists"),
        (b"", "whole numbers or lists"),
        (b"\xff\xff", "whole numbers or lists"),
    ],
)
def test_what_is_no_array_of_lists(tmp_path, content, sentence):
    with pytest.raises(CourseError, match=sentence) as caught:
        npz.array(poisoned(tmp_path / "a.npz", content), "x")
    assert str(caught.value).startswith(f"{tmp_path / 'a.npz'}, x: ")


def test_one_list_many_times_is_no_giant(tmp_path, monkeypatch):
    monkeypatch.setattr(npz, "MOST_VALUES", 1_000)
    path = poisoned(tmp_path / "a.npz", pickle.dumps(objects([[1] * 11] * 100)), "(100,)")
    with pytest.raises(CourseError, match="more than 1000 numbers"):
        npz.array(path, "x")
    with pytest.raises(CourseError, match="more than 1000 numbers"):
        npz.array(write(tmp_path / "b.npz", x=np.ones((11, 100), "int8")), "x")


@pytest.mark.parametrize(
    "content, shape, kind, sentence",
    [
        (bytes(16), "(2,)", "<f8", "numbers of the kind float64"),
        (bytes(16), "(3,)", "<i8", "its length is not that of 3 numbers"),
        (bytes(16), "(99999999999999,)", "<i8", "its length is not that of 99999999999999"),
        (bytes(16), "(1, 2)", "<f8", "numbers of the kind float64"),
        (bytes(16), "(1, 1, 2)", "<i8", "the shape \\(1, 1, 2\\)"),
        (bytes(16), "(1, 3)", "<i8", "its length is not that of 3 numbers"),
        (bytes(8), "()", "<i8", "the shape \\(\\)"),
        (bytes(8), "(2,)", "|U1", "numbers of the kind <?U1"),
        (bytes(8), "__import__('os')", "<i8", "whole numbers or lists"),
        (bytes(8), "(1,)", "nonsense", "whole numbers or lists"),
    ],
)
def test_what_is_no_array_of_numbers(tmp_path, content, shape, kind, sentence):
    with pytest.raises(CourseError, match=sentence):
        npz.array(poisoned(tmp_path / "a.npz", content, shape, kind), "x")


def test_missing_cut_and_giant(tmp_path, monkeypatch):
    path = write(tmp_path / "a.npz", x=np.arange(1000))
    with pytest.raises(CourseError, match="has no z.npy in it, but x.npy"):
        npz.array(path, "z")
    (tmp_path / "b.npz").write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CourseError, match="is damaged"):
        npz.array(tmp_path / "b.npz", "x")
    monkeypatch.setattr("course.data.shared.reading.MOST_BYTES", 2**10)
    with pytest.raises(CourseError, match="x: is more than 0 MiB"):
        npz.array(path, "x")


def test_no_damage_leads_to_a_traceback(tmp_path):
    rng = np.random.default_rng(4)
    good = pickle.dumps(objects([[1, 2, 3], [400, 5], [6]]))
    refused = 0
    for _ in range(1_000):
        harmed = bytearray(good)
        for _ in range(rng.integers(1, 4)):
            harmed[rng.integers(len(harmed))] = rng.integers(256)
        try:
            rows = npz.array(poisoned(tmp_path / "a.npz", bytes(harmed), "(3,)"), "x")
            assert all(type(value) is int for row in rows for value in row)
        except CourseError:
            refused += 1
    assert refused > 500


def test_numpy_reads_the_same(tmp_path):
    path = write(tmp_path / "a.npz", x=objects(ROWS))
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=True) as arrays:
        assert npz.array(path, "x") == arrays["x"].tolist()

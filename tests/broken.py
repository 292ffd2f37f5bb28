"""A class in which nobody handed in a notebook that can be graded, each student for another reason."""

import gzip
import io
import json
import os
import struct
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAB, OTHER_LAB = "04_addition_rnn", "05_stateful_lstm"
FILE = f"{LAB}.ipynb"


def make(folder):
    """Write the class as student/lab/notebook.ipynb; a student is called after what is broken.

    Args:
        folder: Path, made if it is missing.

    Returns:
        {student: a part of the sentence that says why}. What this system cannot make is left out.
    """
    folder = Path(folder)
    expected = {}
    for student, (data, part) in {**_files(), **_not_cells()}.items():
        _place(folder, student).write_bytes(data)
        expected[student] = part
    for student, (archive, part) in _zips().items():
        _place(folder, student, "work.zip").write_bytes(archive)
        expected[student] = part
    for student, (write, part) in _neither().items():
        place = _place(folder, student)
        try:
            write(place)
        except (AttributeError, NotImplementedError, OSError):  # no pipes or links on this system
            _remove(folder / student)
        else:
            expected[student] = part
    return expected


def kinds():
    """The students that `make` knows, also those that not every system can have."""
    return [*_files(), *_not_cells(), *_zips(), *_neither()]


def notebook(lab=LAB):
    """A lab as students get it, as a dict."""
    return json.loads((ROOT / "labs" / f"{lab}.ipynb").read_text(encoding="utf-8"))


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    """The bytes of a zip; `members` are pairs of a name or ZipInfo and bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return written.getvalue()


def patched(archive, field, value):
    """A zip of one member whose table of contents says something else of it.

    Args:
        archive: bytes.
        field: "flags", "crc" or "size".
        value: int.
    """
    offset, code = {"flags": (8, "<H"), "crc": (16, "<I"), "size": (24, "<I")}[field]
    changed = bytearray(archive)
    struct.pack_into(code, changed, archive.index(b"PK\1\2") + offset, value)
    return bytes(changed)


def _place(folder, student, name=FILE):
    place = folder / student / LAB / name
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _remove(folder):
    for place in sorted(folder.rglob("*"), reverse=True):
        place.rmdir() if place.is_dir() else place.unlink()
    folder.rmdir()


def _files():
    """{student: (bytes, part of the sentence)} of files that are not JSON, or cut off."""
    text = json.dumps(notebook(), indent=1)
    data = text.encode()
    half = len(text) // 2
    line = text.index('  "metadata"', half)
    return {
        "nothing": (b"", "the file is empty"),
        "blanks": (b" \r\n\t\n", "the file is empty"),
        "zeros": (bytes(5000), "the file is empty"),
        "cut": (data[:half], "ends in the middle"),
        "cut-short": (data[:1], "ends in the middle"),
        "cut-in-a-word": (b'{"cells": [], "metadata": nul', "ends in the middle"),
        "two-notebooks": (data + data, "damaged in line"),
        "bracket": (data + b"}", "damaged in line"),
        "comma": (text[:line].encode() + b",," + text[line:].encode(), "damaged in line"),
        "utf16-cut": (text.encode("utf-16")[:-1], "the file is not text"),
        "text": (b"I could not do it, sorry.", "a script or other text"),
        "script": (b"# %%\nimport numpy as np\n\ndef encode(text):\n    ...\n", "a script"),
        "web-page": (b"<!DOCTYPE html>\n<html><body>Lab 04</body></html>", "a web page (HTML)"),
        "conflict": (
            f"{text[:line]}<<<<<<< HEAD\n=======\n>>>>>>> theirs\n{text[line:]}".encode(),
            "conflict markers of git",
        ),
        "conflict-first": (
            b"<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> b\n",
            "conflict markers of git",
        ),
        "zip": (zipped([(FILE, data)]), "is a zip archive"),
        "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
        "picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "is a picture"),
        "gzip": (gzip.compress(data), "is a compressed file"),
        "binary": (bytes(range(256)) * 20, "the file is not text"),
        "deep": (
            b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "too many nested brackets",
        ),
        "deep-open": (b"[" * 100_000, "too many nested brackets"),
    }


def _not_cells():
    """The same of JSON that is no notebook, or not one of this lab."""

    def changed(**keys):
        return {**notebook(), **keys}

    def without_functions():
        """A lab in which nothing tells an answer: no ids, no functions."""
        bare = notebook()
        for cell in bare["cells"]:
            del cell["id"]
            cell["source"] = "".join(cell["source"]).replace("def ", "# def ")
        return bare

    anew = without_functions()
    for cell in anew["cells"]:
        cell["metadata"] = {}
    only_setup = notebook()
    only_setup["cells"] = [
        cell
        for cell in only_setup["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "setup"
    ]
    no_metadata, no_marks, no_ids = (without_functions() for _ in range(3))
    for place, cell in enumerate(no_metadata["cells"]):
        cell["metadata"] = [None, 5, "encode", ["encode"]][place % 4]
    for cell in no_marks["cells"]:
        cell["metadata"] = {"nbgrader": "encode"}
    for place, cell in enumerate(no_ids["cells"]):
        cell["metadata"] = {"nbgrader": {"grade_id": [None, 5, ["encode"], {}][place % 4]}}
    made = {
        "json-list": ([notebook()], "holds a list instead"),
        "json-text": ("encode", "holds a text instead"),
        "json-number": (4, "holds a number instead"),
        "json-nan": (float("nan"), "holds a number instead"),
        "json-null": (None, "holds nothing instead"),
        "json-true": (True, "holds a truth value instead"),
        "no-cells": ({"metadata": {}, "nbformat": 4}, "no list of cells"),
        "cells-null": (changed(cells=None), "no list of cells"),
        "cells-table": (changed(cells={"encode": ""}), "cells are a table instead"),
        "cells-text": (changed(cells="encode"), "cells are a text instead"),
        "cells-none": (changed(cells=[]), "has no cells"),
        "cells-numbers": (changed(cells=[1, None, "encode", []]), "all cells of the notebook"),
        "worksheets-number": ({"nbformat": 3, "worksheets": 3}, "has no cells"),
        "worksheets-null": ({"nbformat": 3, "worksheets": [None, {"cells": 3}]}, "has no cells"),
        "made-anew": (anew, "no exercise of"),
        "only-setup": (only_setup, "no exercise of"),
        "metadata-wrong": (no_metadata, "no exercise of"),
        "marks-wrong": (no_marks, "no exercise of"),
        "ids-wrong": (no_ids, "no exercise of"),
        "other-lab": (notebook(OTHER_LAB), f"of {LAB}"),
    }
    return {name: (json.dumps(content).encode(), part) for name, (content, part) in made.items()}


def _zips():
    """The same of zips, which a student put into his folder."""
    data = json.dumps(notebook()).encode()
    good = zipped([(FILE, data)])
    link = zipfile.ZipInfo(FILE)
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return {
        "zip-cut": (good[:-30], "zip archive is damaged"),
        "zip-nothing": (b"", "zip archive is damaged"),
        "zip-text": (b"no zip", "zip archive is damaged"),
        "zip-locked": (patched(good, "flags", 1), "zip with a password"),
        "zip-crc": (patched(good, "crc", 1), "zip archive is damaged"),
        "zip-size": (patched(good, "size", 100), "zip archive is damaged"),
        "zip-size-of-another": (patched(good, "size", len(data) + 1), "zip archive is damaged"),
        "zip-bomb": (patched(zipped([(FILE, bytes(10**7))]), "size", 9), "zip archive is damaged"),
        "zip-bomb-declared": (patched(good, "size", 2**32 - 2), "larger than 1,000 MB"),
        "zip-members": (zipped((f"{i}.txt", b"") for i in range(2001)), "too many files"),
        "zip-table": (zipped((f"{i}{'x' * 60_000}", b"") for i in range(20)), "too many files"),
        "zip-packing": (zipped([(FILE, data)], zipfile.ZIP_BZIP2), "compressed in an unusual way"),
        "zip-climbs": (zipped([(f"../../{FILE}", data)]), "leads out of its archive"),
        "zip-climbs-back": (zipped([(f"..\\{FILE}", data)]), "leads out of its archive"),
        "zip-absolute": (zipped([(f"/tmp/{FILE}", data)]), "leads out of its archive"),
        "zip-drive": (zipped([(f"C:\\{FILE}", data)]), "leads out of its archive"),
        "zip-link": (zipped([(link, b"/etc/passwd")]), "is a link"),
        "zip-empty": (zipped([]), "none in the zip"),
        "zip-report": (zipped([("report.pdf", b"%PDF")]), "none in the zip"),
        "zip-in-zip": (zipped([("work.zip", good)]), "none in the zip"),
    }


def _neither():
    """{student: (function of the notebook's path, part of the sentence)} of what is no file, or another."""

    def to_file(place):
        target = place.parent.parent.parent.parent / "not-handed-in.ipynb"
        target.write_text(json.dumps(notebook()), encoding="utf-8")
        place.symlink_to(target)

    def to_folder(place):
        place.parent.rmdir()
        place.parent.symlink_to(ROOT / "labs", target_is_directory=True)

    def locked(place):
        place.write_text(json.dumps(notebook()), encoding="utf-8")
        place.chmod(0)
        if os.access(place, os.R_OK):  # root may read anything
            raise OSError

    return {
        "link": (to_file, "is a link"),
        "link-to-nothing": (lambda place: place.symlink_to("nowhere.ipynb"), "is a link"),
        "link-to-itself": (lambda place: place.symlink_to(place.name), "is a link"),
        "link-to-folder": (to_folder, "is a link"),
        "link-to-device": (lambda place: place.symlink_to("/dev/zero"), "is a link"),
        "pipe": (lambda place: os.mkfifo(place), "neither a file nor a folder"),
        "locked": (locked, "cannot be opened"),
        "folder": (lambda place: place.mkdir(), "none in the folder"),
        "no-file": (lambda place: None, "none in the folder"),
        "only-pdf": (
            lambda place: place.with_suffix(".pdf").write_bytes(b"%PDF"),
            ".pdf was handed in",
        ),
        "only-script": (
            lambda place: place.with_suffix(".py").write_bytes(b""),
            ".py was handed in",
        ),
    }

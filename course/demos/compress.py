"""A language model as a compressor, for text files: `course demo compress FILE`, and back with --expand.

`course.language.packing` is the format, `counting` the model; here are the files.
"""

import bz2
import gzip
import lzma
import stat
from pathlib import Path

from course import files
from course.data.shared import reading
from course.errors import CourseError
from course.language import packing

ENDING, EXPANDED = ".packed", ".expanded"


def main(path, expand=False):
    """Compress a text file, or expand what was compressed; the result lies beside it.

    Args:
        path: the file, which stays as it is.
        expand: bool.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the file cannot be read or is not what is expected, the result cannot be written, or
            something else lies in its place.
    """
    path = Path(path)
    return _expand(path) if expand else _compress(path)


def _compress(path):
    content = _read(path, packing.MOST_BYTES)
    if packing.is_packed(content):
        raise CourseError(f"{path} is compressed already; --expand makes the text again")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CourseError(
            f"{path}, line {line}: byte 0x{content[error.start]:02x} is not UTF-8, and this compresses text "
            "only: save it as UTF-8"
        ) from error
    packed = packing.pack(content, progress=_bar("compressing"))
    place = path.with_name(path.name + ENDING)
    new = _write(place, packed, may_replace=packing.is_packed)
    print(f"{path}: {len(content):,} bytes -> {place}: {len(packed):,} bytes{new}")
    others = {
        "gzip": len(gzip.compress(content, 9)),
        "bz2": len(bz2.compress(content)),
        "xz": len(lzma.compress(content, preset=9)),
    }
    bits = f"{8 * len(packed) / len(content):.2f} bits a byte; " if content else ""
    print(f"{bits}{', '.join(f'{name} {size:,} bytes' for name, size in others.items())}")
    print(
        "A toy: it counts bytes while it reads, far slower than those, and only the version that wrote a "
        "file reads it."
    )
    return 0


def _expand(path):
    packed = _read(path, 2 * packing.MOST_BYTES)
    try:
        content = packing.unpack(packed, progress=_bar("expanding"))
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from error
    name = Path(path.name.removesuffix(ENDING) or path.name)
    place = path.with_name(name.stem + EXPANDED + name.suffix)
    new = _write(place, content, may_replace=lambda there: there == content)
    print(f"{path} -> {place}: {len(content):,} bytes{new}, as they were compressed")
    return 0


def _read(path, most):
    with reading.in_words(path):
        mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise CourseError(f"{path} is a folder: name a file in it")
    if not stat.S_ISREG(mode):
        raise CourseError(f"{path} is a pipe or a device: write it to a file first")
    with reading.opened(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise CourseError(
            f"{path} is too large for this toy: expected at most {most:,} bytes (1 MB)"
        )
    return content


def _write(place, content, *, may_replace):
    """Write a result, unless something else lies there; what to say of one that was replaced."""
    with reading.in_words(place):
        there = place.exists() or place.is_symlink()
        is_file = place.is_file() and not place.is_symlink()
        if there and not (is_file and may_replace(place.read_bytes())):
            raise CourseError(f"{place} is there already, and is not replaced: move it away")
    with files.replacing(place) as part:
        part.write_bytes(content)
    return " (in place of the earlier one)" if there else ""


def _bar(what):
    return lambda items: reading.progress(
        items, desc=what, unit="B", unit_scale=True, miniters=10_000
    )

"""Zips are read in place: nothing is unpacked to a disk, and no more bytes come out than are allowed."""

import io
import os
import re
import stat
import struct
import time
import zipfile
import zlib
from functools import lru_cache

from course.grading.submissions.codepages import names_of
from course.grading.submissions.entries import A_LINK, Entry, Unreadable, clean, ignored, opened

INSIDE = "!/"  # stands between the name of a zip within a zip and the name of its member
INNER_ZIP = 64_000_000  # bytes of a zip within a zip, which is held in memory
CLASS_MEMBERS, OWN_MEMBERS = 200_000, 2_000  # members of a whole class's zip, of a student's own
CLASS_INDEX, OWN_INDEX = 64_000_000, 1_000_000  # bytes of their tables of contents
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)

DAMAGED = "the zip archive is damaged or was not uploaded completely: hand in the notebook itself"
TOO_MANY = "the zip archive lists too many files: hand in the notebook itself instead of a zip"
GUESSED = (
    "the archive does not say how its names are written; they were read as {}, so check this one"
)
CLIMBS = "has a name that leads out of its archive: hand in the notebook itself instead of a zip"


class TooLarge(Unreadable):
    """There are more bytes than may be read."""

    def __init__(self, limit):
        super().__init__(
            f"the file is larger than {limit // 1_000_000:,} MB: "
            "clear the outputs of all cells, save, and hand it in again"
        )


def is_zip(entry):
    return entry.kind == "file" and entry.parts[-1].casefold().endswith(".zip")


def in_archive(path, member="", *, own=False):
    """List a zip.

    Args:
        path, member: the zip, as in Submission.
        own: whether a student made it; less is allowed then.

    Returns:
        list of Entry, sorted by their parts. Of members with one name the last counts, as for
        programs that unpack.

    Raises:
        Unreadable: it is broken or too large, or lists too many members.
        CourseError: it could not be read, for a reason that is not its own.
    """
    with opened(path) as file:
        if member:
            file = io.BytesIO(_member(file, path, member, INNER_ZIP))
        infos = _index(file, own)
    entries = {}
    for info, (name, page) in zip(infos, names_of(infos), strict=True):
        entry = _entry(info, name, path, member + INSIDE if member else "")
        if page:
            entry = entry._replace(note=GUESSED.format(page))
        if info.filename in entries:
            entry = entry._replace(
                note="the archive holds this name several times; the last one counts"
            )
        entries[info.filename] = entry
    return sorted(entry for entry in entries.values() if not any(map(ignored, entry.parts)))


def content(path, member="", *, limit):
    """Read a file, or a member of a zip.

    Args:
        path, member: as in Submission.
        limit: bytes.

    Returns:
        bytes or bytearray.

    Raises:
        TooLarge: there are more than `limit` bytes.
        Unreadable: it is no file, a damaged zip, locked by a password, gone, or not ours to read.
        CourseError: it could not be read, for a reason that is not its own.
    """
    with opened(path) as file:
        if member:
            return _member(file, path, member, limit)
        if os.fstat(file.fileno()).st_size > limit:
            raise TooLarge(limit)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(limit)
    return data


class _Bounded:
    """A file for ZipFile, which reads a table of contents at once, however large it says it is."""

    def __init__(self, file, limit):
        self.file, self.limit = file, limit
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size=-1):
        if size > self.limit:
            raise Unreadable(TOO_MANY)
        return self.file.read(self.limit if size < 0 else size)


def _index(file, own):
    """The ZipInfos of a zip."""
    size, members = (OWN_INDEX, OWN_MEMBERS) if own else (CLASS_INDEX, CLASS_MEMBERS)
    try:
        with zipfile.ZipFile(_Bounded(file, size)) as archive:
            infos = archive.infolist()
    except BROKEN:
        raise Unreadable(DAMAGED) from None
    if len(infos) > members:
        raise Unreadable(TOO_MANY)
    return infos


@lru_cache(maxsize=8)
def _by_name(path, mtime_ns, size):
    """{name: ZipInfo}. The open file is not kept: a forked process would inherit it."""
    with opened(path) as file:
        return {info.filename: info for info in _index(file, own=False)}


def _entry(info, name, path, prefix):
    names = re.split(r"[/\\]+", name)
    parts = tuple(part for part in map(clean, names) if part not in ("", "."))
    entry = Entry(parts or ("?",), path, prefix + info.filename, mtime=_time(info))
    if not parts:
        return entry._replace(kind="nowhere", problem="has no name: name the file")
    if ".." in parts or names[0] == "" or re.match("[A-Za-z]:", name):
        return entry._replace(kind="nowhere", problem=CLIMBS)
    if stat.S_ISLNK(info.external_attr >> 16):
        return entry._replace(kind="neither", problem=A_LINK)
    if names[-1] == "":
        return entry._replace(kind="folder")
    return entry._replace(problem=_locked(info))


def _member(file, path, member, limit):
    """The bytes of a member, or of a member of a zip that is a member."""
    status = os.fstat(file.fileno())
    infos = _by_name(path, status.st_mtime_ns, status.st_size)
    if member in infos:
        return _unpacked(file, infos[member], limit)
    for found in re.finditer(re.escape(INSIDE), member):
        outer, inner = infos.get(member[: found.start()]), member[found.end() :]
        if outer is not None:
            archive = io.BytesIO(_unpacked(file, outer, min(limit, INNER_ZIP)))
            for info in reversed(_index(archive, own=True)):
                if info.filename == inner:
                    return _unpacked(archive, info, limit)
    raise Unreadable(DAMAGED)


def _unpacked(file, info, limit):
    """The bytes of one member, which are as many as it declares, and not more than `limit`."""
    if _locked(info):
        raise Unreadable(f"the file {_locked(info)}")
    if info.file_size > limit:
        raise TooLarge(limit)
    data, left = bytearray(), info.compress_size
    inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    try:
        file.seek(info.header_offset)
        header = file.read(30)  # of the member; its name and extra fields follow, of these lengths:
        file.seek(sum(struct.unpack("<HH", header[26:])), os.SEEK_CUR)
        while left > 0 and len(data) <= info.file_size:
            packed = file.read(min(left, 1 << 16))
            if not packed:
                break
            left -= len(packed)
            room = info.file_size + 1 - len(data)
            data += inflate.decompress(packed, room) if inflate else packed
    except BROKEN:
        raise Unreadable(DAMAGED) from None
    if header[:4] != b"PK\3\4" or len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise Unreadable(DAMAGED)
    return data


def _locked(info):
    """Why a member cannot be unpacked, or ""."""
    if info.flag_bits & 0x1:
        return "is in a zip with a password: hand in the notebook itself"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in an unusual way: hand in the notebook itself"
    return ""


def _time(info):
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0

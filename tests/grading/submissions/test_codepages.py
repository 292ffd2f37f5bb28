"""Names in zips of old programs: bytes in a code page that the zip does not tell."""

import struct
import zipfile
import zlib

import pytest

from course.grading.submissions.archives import in_archive
from course.grading.submissions.codepages import guess
from tests.broken import zipped
from tests.grading.submissions.handed_in import ADD, BYTES, LABS, MOODLE, found, one, submissions

NAMES = {
    "gbk": [
        ["张伟"],
        ["李明"],
        ["王芳", "李娜", "张敏"],
        ["许功盖"],
        ["赵丽颖", "陈小龙"],
        ["乗", "王芳", "刘洋"],
    ],
    "big5": [["陳大文"], ["許功蓋"], ["王小明", "林志玲"], ["蔡英文"]],
    "cp932": [["山田太郎"], ["佐藤"], ["田中さくら"], ["ソフトウェア", "表計算"], ["表十能"]],
    "cp949": [["김철수", "최수진"], ["이영희", "박민수"]],
    "cp437": [["Jürgen Müller"], ["José Nuñez"], ["Ünal Öztürk", "Weiß"], ["Zoë"], ["François"]],
    "cp850": [["João Conceição"], ["Ângelo"]],
    "cp1252": [["Jürgen Müller"], ["José", "François"], ["Ærø Åse"]],
    "cp1251": [["Иван Петров"], ["Анна"], ["Юлия", "Щукин"]],
    "cp866": [["Иван Петров"], ["Анна", "Ольга"]],
    "cp852": [["Łukasz", "Dvořák"]],
}


def raw_zip(path, files, *, flag=0, extra=lambda name: b""):
    """Write {name in bytes: bytes} into a zip that does not say how its names are written."""
    long = {bytes(name): b"\1" * len(name) for name in files}  # ASCII, to be replaced
    with zipfile.ZipFile(path, "w") as archive:
        for place, (name, data) in enumerate(files.items()):
            stand_in = f"{place:03}".ljust(len(name), "#")
            long[name] = stand_in.encode()
            info = zipfile.ZipInfo(stand_in)
            info.extra = extra(name)
            archive.writestr(info, data)
    data = bytearray(path.read_bytes())
    for name, stand_in in long.items():
        while (at := data.find(stand_in)) >= 0:
            header = at - (46 if data[at - 46 : at - 42] == b"PK\1\2" else 30)
            data[at : at + len(name)] = name
            place = header + (8 if data[header : header + 4] == b"PK\1\2" else 6)
            bits = struct.unpack_from("<H", data, place)[0] | flag
            struct.pack_into("<H", data, place, bits)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "page, names", [(page, names) for page, all_ in NAMES.items() for names in all_]
)
def test_names_in_an_old_code_page(tmp_path, page, names):
    files = {f"{name}_{ADD}.ipynb".encode(page): BYTES[ADD] for name in names}
    entries = found(raw_zip(tmp_path / "c.zip", files))
    assert {student for student, _ in entries} == set(names)
    for entry in entries.values():
        assert f"read as {page}" in entry.notes[0]


@pytest.mark.parametrize(
    "page, name", [("gbk", "乗"), ("big5", "許功蓋"), ("cp932", "表計算"), ("cp932", "ソフト")]
)
def test_half_a_character_is_no_folder(tmp_path, page, name):
    assert b"\\" in name.encode(page)
    files = {
        f"{name}_1_{MOODLE}_/x.ipynb".encode(page): BYTES[ADD],
        b"Bob_2_" + MOODLE.encode() + b"_/x.ipynb": BYTES[ADD],
    }
    other = {"gbk": "王芳", "big5": "王小明", "cp932": "山田"}[page]
    files[f"{other}_3_{MOODLE}_/x.ipynb".encode(page)] = BYTES[ADD]
    assert {student for student, _ in found(raw_zip(tmp_path / "c.zip", files))} == {
        name,
        "Bob",
        other,
    }


def test_a_backslash_of_windows_is_still_a_folder(tmp_path):
    files = {
        f"José\\{ADD}\\x.ipynb".encode("cp437"): BYTES[ADD],
        f"ada\\{ADD}\\x.ipynb".encode(): BYTES[ADD],
    }
    assert {student for student, _ in found(raw_zip(tmp_path / "c.zip", files))} == {"José", "ada"}


def test_utf8_is_not_guessed(tmp_path):
    for flag in (0, 0x800):
        entry = one(
            raw_zip(tmp_path / f"{flag}.zip", {f"李明_{ADD}.ipynb".encode(): BYTES[ADD]}, flag=flag)
        )
        assert (entry.student, entry.notes) == ("李明", ())


def path_field(name, text, crc=None):
    data = struct.pack("<BL", 1, zlib.crc32(name) if crc is None else crc) + text.encode()
    return struct.pack("<HH", 0x7075, len(data)) + data


def test_the_extra_field_with_the_name_in_unicode_counts(tmp_path):
    name = f"??_{ADD}.ipynb".encode("latin-1").replace(b"?", b"\xff")
    files = {name: BYTES[ADD]}
    told = raw_zip(
        tmp_path / "a.zip", files, extra=lambda own: path_field(name, f"李明_{ADD}.ipynb")
    )
    assert (one(told).student, one(told).notes) == ("李明", ())
    stale = raw_zip(
        tmp_path / "b.zip", files, extra=lambda own: path_field(name, f"李明_{ADD}.ipynb", 1)
    )
    assert one(stale).student != "李明" and "read as" in one(stale).notes[0]


@pytest.mark.parametrize(
    "extra", [b"\x75", b"\x75\x70", b"\x75\x70\xff\xff\1", b"\x75\x70\x01\x00\1"]
)
def test_a_broken_extra_field_does_no_harm(tmp_path, extra):
    path = raw_zip(
        tmp_path / "a.zip",
        {f"Zoë_{ADD}.ipynb".encode("cp437"): BYTES[ADD]},
        extra=lambda own: extra,
    )
    try:
        entries = in_archive(str(path))
    except submissions.Unreadable:
        return  # zipfile itself refuses some
    assert [entry.parts[0] for entry in entries] == [f"Zoë_{ADD}.ipynb"]


def test_any_bytes_have_a_name():
    assert guess([bytes(range(128, 256))]) and guess([b"\xff\xfe"]) and guess([b"\x81"])


def test_the_names_of_a_students_own_zip_are_read_too(tmp_path):
    inner = raw_zip(
        tmp_path / "w.zip", {f"作业/{ADD}.ipynb".encode("gbk"): BYTES[ADD]}
    ).read_bytes()
    (tmp_path / "c.zip").write_bytes(zipped([(f"Ada_1_{MOODLE}_/w.zip", inner)]))
    entry = one(tmp_path / "c.zip", LABS)
    assert entry.student == "Ada" and list(submissions.read(entry, LABS[ADD]).cells) == LABS[ADD]

import gzip
import io
import random
import zipfile

import pytest

from course.data.shared import reading
from course.errors import CourseError, DataError

TEXT = "Bäh\nMäh\n".encode() * 50
AS_TEXT = ["Bäh", "Mäh"] * 50


def zipped(name="sheep.txt", content=TEXT):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_about.txt", "terms")
        archive.writestr(name, content)
    return file.getvalue()


def write(path, content):
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["sheep.txt", "sheep.zip", "sheep.gz"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda content: zipped(content=content)])
def test_what_a_file_is_its_content_tells(tmp_path, name, pack):
    assert reading.lines(write(tmp_path / name, pack(TEXT)), "sheep.txt") == AS_TEXT


def test_two_members_of_one_name(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("new/sheep.txt", "Bah")
        archive.writestr("__MACOSX/new/._sheep.txt", "Mac")
    assert reading.lines(path, "sheep.txt") == ["Bah"]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("old/sheep.txt", "Moo")
    with pytest.raises(
        CourseError, match="more than one sheep.txt in it, new/sheep.txt, old/sheep"
    ):
        reading.lines(path, "sheep.txt")


def test_a_member_in_a_folder(tmp_path):
    assert (
        reading.lines(write(tmp_path / "a.zip", zipped("fold/sheep.txt")), "sheep.txt") == AS_TEXT
    )


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"\xef\xbb\xbfa\n", ["a"]),
        (b"a\n\nb\n\n", ["a", "", "b"]),
        (b"a\r\nb\r\n\r\n \t\n", ["a", "b"]),
        (
            "a\u2028b\x0bc\x85d\re\n".encode(),
            ["a\u2028b\x0bc\x85d\re"],
        ),  # one line to the publisher
    ],
)
def test_only_a_line_feed_ends_a_line(tmp_path, content, expected):
    assert reading.lines(write(tmp_path / "a.txt", content), "a.txt") == expected


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"good\nalso good\nB\xe4h\n", "line 3: byte 0xe4 is not UTF-8"),
        (b"good\nB\0\n", "line 2: expected text, found a zero byte"),
        (
            b"\xff\xff\xff\xff\x70\x01\x00\x00\x10\x00\x00",
            "found bytes that are none: .* some program",
        ),
        (b'P\x00\x00\x00\x00\x00\x00\x00{"w":[1]}\xcd\xcc', "found bytes that are none"),
        (b"\x80\x02K\x01K\x02\x86q\x00.", "found bytes that are none"),
        ("你\x1b".encode("gbk"), "line 1: byte 0xc4 is not UTF-8; if it is text"),
        (b"\r\n \n", "is empty"),
        (b"\xef\xbb\xbfgood\n\xe4", "line 2: byte 0xe4"),
        (gzip.compress(TEXT, mtime=0)[:-9], "is damaged"),
        (zipped()[:-9], "is damaged"),
        (zipped("shäep.txt").replace(b"\xc3\xa4", b"\xff\xff"), "is damaged .*utf-8"),
        (zipped("goat.txt"), "has no sheep.txt in it, but _about.txt, goat.txt"),
        (gzip.compress(TEXT, mtime=0)[:-8] + bytes(8), "is damaged .*CRC"),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence(tmp_path, content, sentence):
    path = write(tmp_path / "file", content)
    with pytest.raises(CourseError, match=sentence) as caught:
        reading.lines(path, "sheep.txt")
    assert str(caught.value).startswith(str(path))
    assert DataError.advice() in str(caught.value)  # and says what to do


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped(content=content)])
def test_no_damage_leads_to_a_traceback_or_to_another_text(tmp_path, pack):
    rng = random.Random(2)
    content = pack(bytes(rng.choices(b"abcdefgh \n", k=400)))
    good = reading.lines(write(tmp_path / "good", content), "sheep.txt")
    refused = 0
    for _ in range(600):
        harmed = bytearray(content)
        if rng.random() < 0.3:
            del harmed[rng.randrange(4, len(harmed)) :]
        else:
            harmed[rng.randrange(4, len(harmed))] ^= 1 << rng.randrange(8)
        try:
            assert reading.lines(write(tmp_path / "harmed", harmed), "sheep.txt") == good
        except CourseError:
            refused += 1
    assert refused > 300


def test_an_archive_that_never_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 2**20)
    path = write(tmp_path / "sheep.gz", gzip.compress(b"a" * (2**20 + 1)))
    with pytest.raises(CourseError, match="unpacks to more than 1 MiB"):
        reading.lines(path, "sheep.txt")


def test_no_such_file_and_a_folder(tmp_path):
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(CourseError, match="cannot be read"):
            reading.lines(path, "sheep.txt")


def test_a_number_is_no_path(tmp_path):
    """`open(number)` would take, and then close, a file of this very process."""
    with open(write(tmp_path / "a.txt", TEXT), encoding="utf-8") as file:
        with pytest.raises(TypeError):
            reading.lines(file.fileno(), "a.txt")
        assert file.readline() == "Bäh\n"


def test_progress_is_silent_where_nobody_looks(capfd):
    assert list(reading.progress(range(3), desc="sheep")) == [0, 1, 2]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("seconds, shown", [(3600, False), (0, True)])
def test_progress_in_a_notebook_never_goes_to_stderr(monkeypatch, capfd, seconds, shown):
    class OutStream(io.StringIO):
        __module__ = "ipykernel.iostream"

    out = OutStream()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr(reading, "PROGRESS_AFTER_IN_NOTEBOOK", seconds)
    assert list(reading.progress(range(3), desc="sheep", mininterval=0)) == [0, 1, 2]
    assert ("sheep" in out.getvalue()) == shown
    assert capfd.readouterr().err == ""

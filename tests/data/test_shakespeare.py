import gzip
import os
import zipfile

import pytest

from course.data import shakespeare
from course.data.fetching import catalogue, download
from course.errors import CourseError

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)
TEXT = "First Citizen:\nSpeak, speak.\n\nAll:\nResolved.\n"


def packed_zip(path, content):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(shakespeare.CONTENT, content)


@pytest.mark.parametrize(
    "content",
    [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT + "\n\n", TEXT.rstrip()],
    ids=["as it is", "Windows", "mark of order", "empty lines", "no line end"],
)
def test_lines_end_alike(tmp_path, content):
    path = tmp_path / "input.txt"
    path.write_bytes(content.encode())
    assert shakespeare.load(path) == TEXT
    path.write_bytes(gzip.compress(content.encode()))
    assert shakespeare.load(path) == TEXT
    packed_zip(path, content)
    assert shakespeare.load(path) == TEXT


@pytest.mark.parametrize("name", ["input.txt", "tinyshakespeare.txt", "tinyshakespeare.txt.gz"])
def test_where_it_is_looked_for(tmp_path, monkeypatch, name):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(CourseError, match="Run `.*course data fetch shakespeare`, or set"):
        shakespeare.load()
    (tmp_path / "text").mkdir()
    content = TEXT.encode()
    (tmp_path / "text" / name).write_bytes(gzip.compress(content) if "gz" in name else content)
    assert shakespeare.load() == TEXT


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"Speak\nna\xefve", "line 2: byte 0xef is not UTF-8"),
        (b"<!doctype html><p>log in", "a web page"),
        (b"Spe\0ak", "line 1: expected text, found a zero byte"),
    ],
)
def test_what_is_no_text(tmp_path, content, said):
    path = tmp_path / "input.txt"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=said):
        shakespeare.load(path)


def test_the_parts_follow_each_other(monkeypatch):
    monkeypatch.setattr(shakespeare, "TEST", 3)
    assert shakespeare.split("abcdefghij" * 4) == ("abcdefghij" * 3 + "abcdef", "ghi")
    assert shakespeare.split("abcdefghij") == ("abcdefghi", "j")


@real_data
def test_the_real_text():
    text = shakespeare.load()
    assert len(text) == 1_115_394 and len(set(text)) == 65 and text.count("\n") == 40_000
    train, test = shakespeare.split(text)
    assert text.startswith(train + test) and len(test) == 100_000
    file = catalogue.dataset("shakespeare").files[0]
    path = os.path.join(os.environ["COURSE_DATA"], "text", "tinyshakespeare.txt.gz")
    if os.path.exists(path):
        download._check(file, path, None)

"""A file and what is made of it: both halves of the demo, and what it does not take."""

import os
import random

import pytest

from course.cli import main
from course.demos import compress as demo
from course.language import packing

TEXT = "The goat and the cow went to the lake.\r\nThe cow came home: naïve 🐄\0\n" * 20


def said(capsys, *arguments, code=0):
    assert main(["demo", "compress", *map(str, arguments)]) == code
    out, err = capsys.readouterr()
    if code:
        assert out == "" and len(err.strip().splitlines()) == 1 and err.startswith("course: ")
    return out + err


@pytest.mark.parametrize("text", [TEXT, "", "\ufeffx"])
def test_there_and_back(tmp_path, capsys, text):
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode())
    told = said(capsys, path)
    packed = tmp_path / "story.txt.packed"
    assert (
        f"{path}: {len(text.encode()):,} bytes -> {packed}: {packed.stat().st_size:,} bytes" in told
    )
    assert "gzip" in told and "bz2" in told and "xz" in told and "A toy" in told
    told = said(capsys, packed, "--expand")
    assert (tmp_path / "story.expanded.txt").read_bytes() == path.read_bytes() == text.encode()
    assert "as they were compressed" in told
    assert len(list(tmp_path.iterdir())) == 3


def test_bits_a_byte_are_those_of_the_file(tmp_path, capsys):
    path = tmp_path / "story.txt"
    path.write_bytes(TEXT.encode())
    told = said(capsys, path)
    size = (tmp_path / "story.txt.packed").stat().st_size
    assert f"\n{8 * size / len(TEXT.encode()):.2f} bits a byte; " in told


def test_names(tmp_path, capsys):
    for name, packed, expanded in (
        ("a", "a.packed", "a.expanded"),
        (".hidden", ".hidden.packed", ".hidden.expanded"),
        ("two.dots.txt", "two.dots.txt.packed", "two.dots.expanded.txt"),
        ("with space ü.md", "with space ü.md.packed", "with space ü.expanded.md"),
    ):
        (tmp_path / name).write_text("abc")
        said(capsys, tmp_path / name)
        said(capsys, "--expand", tmp_path / packed)
        assert (tmp_path / expanded).read_text() == "abc"
    (tmp_path / "renamed.bin").write_bytes((tmp_path / "a.packed").read_bytes())
    said(capsys, "--expand", tmp_path / "renamed.bin")
    assert (tmp_path / "renamed.expanded.bin").read_text() == "abc"


def test_only_its_own_earlier_result_is_replaced(tmp_path, capsys):
    path, packed, expanded = (
        tmp_path / name for name in ("a.txt", "a.txt.packed", "a.expanded.txt")
    )
    path.write_text("abc")
    packed.write_text("mine")
    assert "is there already" in said(capsys, path, code=2)
    assert packed.read_text() == "mine"
    packed.unlink()
    assert "in place of" not in said(capsys, path)
    assert "(in place of the earlier one)" in said(capsys, path)
    expanded.write_text("mine")
    assert "is there already" in said(capsys, packed, "--expand", code=2)
    assert expanded.read_text() == "mine"
    expanded.unlink()
    assert "in place of" not in said(capsys, packed, "--expand")
    assert "(in place of the earlier one)" in said(capsys, packed, "--expand")
    packed.unlink()
    packed.symlink_to(tmp_path / "nowhere")
    assert "is there already" in said(capsys, path, code=2)
    packed.unlink()
    packed.mkdir()
    assert "is there already" in said(capsys, path, code=2)


def test_what_is_no_text_file_gets_a_sentence(tmp_path, capsys):
    path = tmp_path / "file"
    assert "No such file" in said(capsys, path, code=2)
    assert "No such file" in said(capsys, path, "--expand", code=2)
    assert "is a folder: name a file in it" in said(capsys, tmp_path, code=2)
    path.write_bytes(b"fine\nsay \xff")
    assert "line 2: byte 0xff is not UTF-8" in said(capsys, path, code=2)
    path.write_bytes(b"a" * 2_000_000)
    assert "too large for this toy: expected at most 1,048,576 bytes" in said(capsys, path, code=2)
    path.write_bytes(packing.pack(b"abc"))
    assert "is compressed already" in said(capsys, path, code=2)
    path.write_text("plain text")
    assert "not what `course demo compress` writes" in said(capsys, path, "--expand", code=2)
    path.write_bytes(packing.pack(b"abc")[:-1])
    assert "is cut off" in said(capsys, path, "--expand", code=2)
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    assert "a pipe or a device" in said(capsys, tmp_path / "pipe", code=2)
    assert "a pipe or a device" in said(capsys, os.devnull, "--expand", code=2)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_no_permission(tmp_path, capsys, monkeypatch, what):
    """Told by the system's error, so that it is the same for root, who may read everything."""
    path = tmp_path / "a.txt"
    path.write_text("abc")

    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied", str(path))

    if what == "file":
        monkeypatch.setattr("builtins.open", refuse)
    else:
        monkeypatch.setattr(os, "open", refuse)
    told = said(capsys, path, code=2)
    expected = "cannot be read" if what == "file" else "cannot write"
    assert expected in told and "Permission denied" in told


def test_a_name_that_leaves_no_room_for_the_ending(tmp_path, capsys):
    path = tmp_path / ("a" * 250)
    path.write_text("abc")
    assert "File name too long" in said(capsys, path, code=2)


def test_interrupted_it_leaves_nothing(tmp_path, capsys, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("abc")

    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(packing, "pack", interrupt)
    assert main(["demo", "compress", str(path)]) == 130
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.nightly
@pytest.mark.slow
def test_a_megabyte(tmp_path, capsys):
    path = tmp_path / "a.txt"
    words = ["".join(random.Random(i).choices("abcdefgh", k=6)) for i in range(2_000)]
    text = " ".join(random.Random(0).choices(words, k=200_000)).encode()[: packing.MOST_BYTES]
    path.write_bytes(text)
    said(capsys, path)
    said(capsys, tmp_path / "a.txt.packed", "--expand")
    assert (tmp_path / "a.expanded.txt").read_bytes() == text
    assert demo.ENDING == ".packed"

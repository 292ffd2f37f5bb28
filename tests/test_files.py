import errno
import os
import sys

import pytest

from course import files
from course.errors import CourseError


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own place")
def test_where_the_cache_is(monkeypatch, tmp_path):
    assert files.cache_dir() == tmp_path / "cache"  # COURSE_CACHE, which the tests set
    monkeypatch.delenv("COURSE_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    for unset in (None, "", "relative"):  # only an absolute path counts
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        if unset is not None:
            monkeypatch.setenv("XDG_CACHE_HOME", unset)
        assert files.cache_dir() == tmp_path / ".cache" / "sequence-course"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    assert files.cache_dir() == tmp_path / "own" / "sequence-course"


def test_a_file_is_written_whole(tmp_path):
    files.write_text(tmp_path / "new" / "a.txt", "tä")
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8") == "tä"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.txt"]


def test_a_text_that_is_there_already_is_not_written_again(tmp_path):
    path = tmp_path / "a.txt"
    assert files.update_text(path, "tä") and not files.update_text(path, "tä")
    os.utime(path, ns=(1, 1))
    assert not files.update_text(path, "tä") and path.stat().st_mtime_ns == 1
    assert files.update_text(path, "other") and path.read_text(encoding="utf-8") == "other"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, ValueError])
def test_an_interrupted_write_leaves_the_old_file(tmp_path, interruption):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(interruption), files.replacing(path) as part:
        part.write_text("half")
        raise interruption
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_or_a_read_only_folder_gives_a_sentence(tmp_path, monkeypatch, number):
    def refuse(*arguments):
        raise OSError(number, os.strerror(number))

    path = tmp_path / "a.txt"
    path.write_text("old")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CourseError, match=os.strerror(number)):
        files.write_text(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_in_place_of_the_folder_gives_a_sentence(tmp_path):
    (tmp_path / "folder").write_text("")
    with pytest.raises(CourseError, match="cannot write"):
        files.write_text(tmp_path / "folder" / "a.txt", "new")

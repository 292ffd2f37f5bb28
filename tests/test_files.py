import errno
import os
import subprocess
import sys

import pytest

from course import files
from course.errors import CourseError


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own place")
def test_where_the_cache_is(monkeypatch, tmp_path):
    assert str(files.cache_dir()) == os.environ["COURSE_CACHE"]  # which the tests set
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COURSE_CACHE", "~/mine")  # ~ is the shell's work, but not in quotes
    assert files.cache_dir() == tmp_path / "mine"
    monkeypatch.setenv("COURSE_CACHE", "")
    assert files.cache_dir() == tmp_path / ".cache" / "sequence-course"
    monkeypatch.delenv("COURSE_CACHE")
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


posix = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")


@pytest.fixture
def umask():
    """Call it with another umask for this test."""
    old = os.umask(0)
    os.umask(old)
    yield os.umask
    os.umask(old)


def mode_of(path):
    return oct(path.stat().st_mode & 0o7777)


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o027, 0o077, 0o177])
def test_a_private_file_is_private_and_others_follow_the_umask(tmp_path, umask, mask):
    umask(mask)
    writers = {
        "replacing": lambda path, mode: files.write_text(path, "new", mode=mode),
        "update": lambda path, mode: files.update_text(path, "new", mode=mode),
    }
    for name, write in writers.items():
        write(tmp_path / name, files.PRIVATE)
        assert mode_of(tmp_path / name) == "0o600"
        write(tmp_path / f"{name}-open", None)
        assert mode_of(tmp_path / f"{name}-open") == oct(0o666 & ~mask)
    umask(0o022)
    files.write_text(tmp_path / "new" / "a.txt", "new", mode=files.PRIVATE)
    assert mode_of(tmp_path / "new") == "0o700" and mode_of(tmp_path / "new/a.txt") == "0o600"


@posix
def test_a_private_file_that_was_open_is_closed_though_nothing_changed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("same")
    path.chmod(0o644)
    assert not files.update_text(path, "same", mode=files.PRIVATE)
    assert mode_of(path) == "0o600"
    path.chmod(0o644)
    files.make_private_file(path)
    assert mode_of(path) == "0o600" and path.read_text() == "same"


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_private_folder_is_its_owners_alone(tmp_path, umask, mask):
    umask(mask)
    assert files.make_private(tmp_path / "made" / "inside") == ""
    assert mode_of(tmp_path / "made" / "inside") == "0o700"
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    assert "now only its owner can" in files.make_private(tmp_path / "open")
    assert mode_of(tmp_path / "open") == "0o700" and files.make_private(tmp_path / "open") == ""


@posix
@pytest.mark.parametrize("mode", [0o1777, 0o777, 0o2770, 0o1755])
def test_a_folder_in_which_others_write_stays_open_with_a_remark(tmp_path, mode):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(mode)
    assert "better name a folder" in files.make_private(tmp_path / "shared")
    assert mode_of(tmp_path / "shared") == oct(mode)


@posix
@pytest.mark.parametrize("place", [".", "..", "home"])
def test_where_one_works_or_lives_stays_open_with_a_remark(tmp_path, monkeypatch, place):
    work = tmp_path / "above" / "work"
    work.mkdir(parents=True)
    for folder in (work, work.parent):
        folder.chmod(0o755)
    monkeypatch.chdir(tmp_path if place == "home" else work)
    monkeypatch.setenv("HOME", str(work))
    folder = work if place == "home" else place
    assert "better name a folder" in files.make_private(folder)
    assert mode_of(work) == mode_of(work.parent) == "0o755"


def test_a_folder_that_cannot_be_made_gives_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseError, match="cannot make"):
        files.make_private(tmp_path / "file" / "folder")


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root gives files away")
def test_what_root_writes_privately_belongs_to_the_folders_owner(tmp_path):
    folder = tmp_path / "of another"
    folder.mkdir(mode=0o700)
    os.chown(folder, 4242, 4243)
    files.write_text(folder / "a.txt", "new", mode=files.PRIVATE)
    files.make_private_file(folder / "b")
    files.write_text(folder / "below" / "d.txt", "new", mode=files.PRIVATE)
    files.write_text(folder / "c.txt", "new")
    owners = [(folder / name).stat() for name in ("a.txt", "b", "below", "below/d.txt", "c.txt")]
    assert [(owner.st_uid, owner.st_gid) for owner in owners] == [(4242, 4243)] * 4 + [(0, 0)]


# what killed processes leave behind

WRITE = """
import os, sys, time
from pathlib import Path
from course import files
write, path = getattr(files, sys.argv[1]), Path(sys.argv[2])
with write(path) as part:
    (part / "inside" if part.is_dir() else part).write_text("half")
    if sys.argv[3] == "moved":
        os.replace(path, part.parents[1] / "old" / path.name)
    print("writing", flush=True)
    time.sleep(1000)
"""


@pytest.fixture
def writing(tmp_path):
    """Call it to start a process that is in the middle of writing; all are killed at the end."""
    started = []

    def start(how, path, state="begun"):
        words = [sys.executable, "-c", WRITE, how, str(path), state]
        environment = {**os.environ, "PYTHONPATH": str(files.ROOT)}
        started.append(subprocess.Popen(words, stdout=subprocess.PIPE, env=environment))
        assert started[-1].stdout.readline().strip() == b"writing"
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def parts(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".part-")]


@posix
@pytest.mark.parametrize("how", ["replacing", "placing"])
@pytest.mark.parametrize("then", ["replacing", "placing", "update"])
def test_what_a_killed_process_was_writing_is_removed_by_the_next(tmp_path, writing, how, then):
    killed = [writing(how, tmp_path / f"{number}") for number in range(2)]
    alive = writing(how, tmp_path / "alive")
    for process in killed:
        process.kill()
        process.wait()
    assert len(parts(tmp_path)) == 3
    files._remove_left.cache_clear()
    if then == "placing":
        with files.placing(tmp_path / "next") as part:
            (part / "a").write_text("new")
    elif then == "replacing":
        files.write_text(tmp_path / "next", "new")
    else:
        (tmp_path / "next").write_text("same")
        assert not files.update_text(tmp_path / "next", "same")
    (left,) = parts(tmp_path)
    assert f"-{alive.pid}-" in left
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != left) == ["next"]


@posix
def test_a_folder_that_a_killed_process_had_moved_away_comes_back(tmp_path, writing):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_text("old")
    process = writing("placing", tmp_path / "folder", "moved")
    assert not (tmp_path / "folder").exists()
    process.kill()
    process.wait()
    files._remove_left.cache_clear()
    files.write_text(tmp_path / "other", "new")
    assert (tmp_path / "folder" / "a").read_text() == "old" and parts(tmp_path) == []


def test_parts_of_other_machines_and_older_versions_go_after_a_day(tmp_path):
    names = [
        ".part-elsewhere-1-0123abcd.csv",
        ".part-x8s_f2k1.html",
        f".part-{files._machine()}.txt",
    ]
    for name in names:
        (tmp_path / name).write_text("half")
        (tmp_path / f"{name}.old").write_text("half")
        os.utime(tmp_path / f"{name}.old", (1, 1))
    (tmp_path / "part-of-others").write_text("theirs")
    os.utime(tmp_path / "part-of-others", (1, 1))
    files._remove_left.cache_clear()
    files.write_text(tmp_path / "a.txt", "new")
    assert sorted(parts(tmp_path)) == sorted(names)
    assert (tmp_path / "part-of-others").exists()


@pytest.mark.parametrize("failing", [1, 2])
def test_a_folder_that_cannot_be_placed_is_as_it_was(tmp_path, monkeypatch, failing):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_text("old")
    made, moves = os.replace, []

    def refuse(source, target):
        moves.append(source)
        if len(moves) == failing:
            raise OSError(errno.ENOSPC, "no space")
        made(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CourseError, match="no space"), files.placing(tmp_path / "folder") as part:
        (part / "a").write_text("new")
    assert (tmp_path / "folder" / "a").read_text() == "old" and parts(tmp_path) == []


def test_a_copy_that_jupyter_makes_is_no_lab(tmp_path):
    for name in ("05_stateful_lstm", "05_stateful_lstm-Copy1", "04_echo", "00_start", "my work"):
        (tmp_path / f"{name}.ipynb").touch()
    assert [path.stem for path in files.labs_in(tmp_path)] == ["04_echo", "05_stateful_lstm"]

"""What is broken gets its sentence, and nothing is opened that must not be."""

import errno
import os
import re
import socket
import sys
from pathlib import Path

import pytest

from course.errors import CourseError
from course.grading import submissions
from tests import broken
from tests.grading.submissions.handed_in import (
    ADD,
    LABS,
    LAYOUTS,
    found,
    one,
    pack,
    run_python,
    snapshot,
    write,
)


@pytest.fixture(scope="module")
def broken_class(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken") / "class"
    expected = broken.make(folder)
    before = snapshot(folder.parent)
    entries, problems = submissions.find(folder, LABS)
    sentences = {}
    for entry in entries:
        with pytest.raises(submissions.Unreadable) as error:
            submissions.read(entry, LABS[ADD], LABS)
        sentences[entry.student, entry.lab] = str(error.value)
    return expected, sentences, problems, before, snapshot(folder.parent)


@pytest.mark.parametrize("kind", broken.kinds())
def test_what_is_broken_gets_its_sentence(broken_class, kind):
    expected, sentences, *_ = broken_class
    if kind not in expected:
        pytest.skip("this system has no links or pipes, or root may read anything")
    sentence = sentences[kind, ADD]
    assert expected[kind] in sentence
    assert len(sentence) < 250 and sentence.isprintable()
    assert re.search(r": .*(hand|put|clear|use)", sentence), "it does not say what to do"


def test_the_broken_class_is_whole_and_unchanged(broken_class):
    expected, sentences, problems, before, after = broken_class
    assert len(expected) >= 60
    assert {student for student, _ in sentences} == set(expected)
    assert problems == []
    assert before == after


def test_nothing_changes_in_any_layout(tmp_path):
    for place, (files, _) in enumerate(LAYOUTS.values()):
        write(tmp_path / "folders" / str(place), files)
        pack(tmp_path / "zips" / f"{place}.zip", files)
    for path in tmp_path.rglob("*"):
        os.utime(path, (10, 10))
    before = snapshot(tmp_path)
    for path in [*(tmp_path / "folders").iterdir(), *(tmp_path / "zips").iterdir(), tmp_path]:
        for entry in submissions.find(path, LABS)[0]:
            submissions.read(entry, LABS[entry.lab])
    assert snapshot(tmp_path) == before


def test_pipes_and_sockets_are_never_opened(tmp_path, monkeypatch):
    folder = tmp_path / "ada" / ADD
    folder.mkdir(parents=True)
    os.mkfifo(folder / broken.FILE)
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    (tmp_path / "bob" / ADD).mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"bob/{ADD}/{broken.FILE}")
    opened = []
    real = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *rest, **named: opened.append(path) or real(path, *rest)
    )
    entries, _ = submissions.find(tmp_path, LABS)
    assert [entry.student for entry in entries] == ["ada", "bob"]
    for entry in entries:
        assert "neither a file nor a folder" in entry.problem
        with pytest.raises(submissions.Unreadable, match="neither a file nor a folder"):
            submissions.read(entry._replace(problem=""), LABS[ADD])
    assert opened == []


def test_a_link_put_there_after_it_was_found_is_not_followed(tmp_path):
    entry = one(write(tmp_path / "c", {f"ada/{ADD}/x.ipynb": ADD}))
    Path(entry.path).rename(tmp_path / "elsewhere.ipynb")
    with pytest.raises(submissions.Unreadable, match="cannot be opened"):
        submissions.read(entry, LABS[ADD])
    Path(entry.path).symlink_to(tmp_path / "elsewhere.ipynb")
    with pytest.raises(submissions.Unreadable, match="is a link"):
        submissions.read(entry, LABS[ADD])


@pytest.mark.parametrize(
    "make, part",
    [
        (lambda path: path.symlink_to("/etc/hostname"), "symbolic links"),
        (os.mkfifo, "neither a file nor a folder"),
    ],
)
def test_nor_is_one_that_comes_in_the_last_moment(tmp_path, monkeypatch, make, part):
    entry = one(write(tmp_path / "c", {f"ada/{ADD}/x.ipynb": ADD}))
    before = os.lstat(entry.path)
    Path(entry.path).unlink()
    make(Path(entry.path))
    monkeypatch.setattr(os, "lstat", lambda path: before)
    with pytest.raises(submissions.Unreadable, match=part):
        submissions.read(entry, LABS[ADD])


@pytest.mark.parametrize(
    "number, is_theirs",
    [(errno.EACCES, True), (errno.ENOENT, True), (errno.EMFILE, False), (errno.EIO, False)],
)
def test_a_fault_of_this_machine_is_not_the_students(tmp_path, monkeypatch, number, is_theirs):
    entry = one(write(tmp_path, {f"ada/{ADD}/x.ipynb": ADD}))

    def refuse(*arguments, **named):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CourseError, match=os.strerror(number)) as error:
        submissions.read(entry, LABS[ADD])
    assert isinstance(error.value, submissions.Unreadable) == is_theirs


@pytest.mark.parametrize("locked, whose", [(f"ada/{ADD}", [("ada", ADD)]), ("ada", [])])
def test_a_folder_that_cannot_be_opened(tmp_path, monkeypatch, locked, whose):
    write(tmp_path, {f"ada/{ADD}/x.ipynb": ADD, f"bob/{ADD}/x.ipynb": ADD})
    real = os.scandir

    def scandir(path):
        if os.fspath(path) == os.path.realpath(tmp_path / locked):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    entries, problems = submissions.find(tmp_path, LABS)
    told = [(entry.student, entry.lab) for entry in entries if "Permission denied" in entry.problem]
    assert told == whose
    assert [path for path, sentence in problems if "Permission denied" in sentence] == (
        [] if whose else ["ada"]
    )
    assert ("bob", ADD) in [(entry.student, entry.lab) for entry in entries]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_no_bytes_come_out_of_a_bomb(tmp_path):
    """A member that unpacks to a hundred times what it says stops at what it says."""
    bomb = broken.patched(broken.zipped([(broken.FILE, bytes(50_000_000))]), "size", 500_000)
    path = tmp_path / "b.zip"
    path.write_bytes(bomb)
    code = (
        "from course.grading.submissions import archives, entries\n"
        "before = peak()\n"
        "try: archives.content(sys.argv[1], sys.argv[2], limit=10**9)\n"
        "except entries.Unreadable as error: print(error)\n"
        "print(peak() - before)\n"
    )
    sentence, grown = run_python(code, path, broken.FILE).splitlines()
    assert "damaged" in sentence
    assert int(grown) < 10_000  # kB


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_no_archive_stays_open(tmp_path):
    """A process that is forked to run answers must not inherit what others handed in."""
    path = pack(tmp_path / "c.zip", {f"{student}_{ADD}.ipynb": ADD for student in "abc"})
    found(path)
    opened = [os.readlink(link) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert not [target for target in opened if target.endswith("c.zip")]

"""bAbI: archives, folders and loose files, and what is said of a file that is broken."""

import gzip
import io
import os
import tarfile

import pytest

from course.data import babi
from course.data.shared.questions import Question
from course.errors import CourseError

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)
TEXT = (
    "1 Ann went to the barn.\n2 Bob went to the mill.\n3 Where is Ann? \tbarn\t1\n4 Ann got the corn.\n"
    "5 Where is the corn?\tbarn\t4 1\n1 Bob has rye and corn.\n2 What does Bob carry?\tRye,corn\t1\n"
)
TASK = "qa1_single-supporting-fact_train.txt"
EXPECTED = [
    Question(["Ann went to the barn.", "Bob went to the mill."], "Where is Ann?", "barn", (0,), "qa1"),
    Question(
        ["Ann went to the barn.", "Bob went to the mill.", "Ann got the corn."],
        "Where is the corn?",
        "barn",
        (2, 0),
        "qa1",
    ),
    Question(["Bob has rye and corn."], "What does Bob carry?", "rye,corn", (0,), "qa1"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "babi"
    path.mkdir()
    return path


def tar(path, contents, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for name, text in contents.items():
            entry = tarfile.TarInfo(f"tasks_1-20_v1-2/{name}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def placed(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["babi_tasks_1-20_v1-2.tar.gz", "babi_tasks_small.tar.gz"])
def test_an_archive_has_both_sizes(folder, name):
    larger = TEXT.replace("barn", "yard")
    tar(folder / name, {"en-10k/" + TASK: larger, "en/" + TASK: TEXT, "hn/" + TASK: "1 x\n"})
    assert babi.load(1) == babi.load(1, path=folder / name) == EXPECTED
    assert babi.load(1, size="10k")[0].answer == "yard"
    assert "CC BY 3.0" in babi.licence()


@pytest.mark.parametrize("place", ["tasks_1-20_v1-2/en/", "en/", ""])
def test_an_unpacked_or_loose_file_comes_first(folder, place):
    tar(folder / "babi_tasks_small.tar.gz", {"en/" + TASK: TEXT.replace("barn", "yard")})
    placed(folder / f"{place}{TASK}", TEXT)
    assert babi.load(1) == babi.load(1, path=folder) == EXPECTED


def test_a_file_can_be_named(tmp_path):
    assert babi.load(1, path=placed(tmp_path / "mine.txt", TEXT)) == EXPECTED
    inside = placed(tmp_path / "tasks" / "en-10k" / TASK, TEXT)
    assert babi.load(1, size="10k", path=inside.parent.parent) == EXPECTED
    assert babi.load(1, size="10k", path=inside.parent) == EXPECTED
    with pytest.raises(CourseError, match=f"tasks: there is no en/{TASK} in it"):
        babi.load(1, path=inside.parent.parent)


def test_what_is_missing_says_how_to_get_it(folder):
    with pytest.raises(CourseError, match="Run `.*course data fetch babi`, or set COURSE_DATA"):
        babi.load(1)
    placed(folder / TASK, TEXT)
    with pytest.raises(CourseError, match="course data fetch babi"):
        babi.load(1, size="10k")  # a loose file is of the smaller size
    tar(folder / "babi_tasks_small.tar.gz", {"en/" + TASK: TEXT})
    with pytest.raises(CourseError, match="small.tar.gz: there is no en/qa2_two-.*_test.txt in it"):
        babi.load(2, "test")


@pytest.mark.parametrize("arguments", [(0,), (21,), ("1",), (1, "valid"), (1, "test", "100k")])
def test_what_is_no_task(arguments):
    with pytest.raises(ValueError, match="there are .*, got "):
        babi.load(*arguments)


@pytest.mark.parametrize(
    "text, said",
    [
        ("Ann went.\n", "line 1: expected a number and a sentence, found 'Ann went.'"),
        ("1 Ann went.\n\n3 Where?\tmill\t1\n", "line 2: expected a number and a sentence, found ''"),
        ("2 Ann went.\n", "line 1: expected the number 1, found 2"),
        ("1 Ann went.\n3 Where is Ann?\tmill\t1\n", "line 2: expected the number 2 or 1, found 3"),
        ("1 Ann went.\n2 Bob went.\n", "there are no questions in it"),
        ("1 Ann went.\n2 Where is Ann?\tmill\n", "line 2: .* numbers of lines, found 2 fields"),
        ("1 Ann went.\n2 Where is Ann?\t\t1\n", "line 2: expected a question and an answer of one word"),
        ("1 Ann went.\n2 Where is Ann?\tthe mill\t1\n", "line 2: .* an answer of one word"),
        ("1 Ann went.\n2 Where is Ann?\tmill\t\n", "line 2: expected the numbers of .*, found nothing"),
        ("1 Ann went.\n2 Where is Ann?\tmill\t2\n", "line 2: .* sentences before it, found 2"),
        ("1 Ann went.\n2 Where is Ann?\tmill\t1 x\n", "line 2: .* sentences before it, found x"),
        ("1 a.\n" + "".join(f"{n} b.\n" for n in range(2, 1_002)), "line 1001: .* at most 1,000 lines"),
        ("", "the file is empty"),
        ("<!DOCTYPE html><html><body>Log in</body></html>", "this is a web page"),
    ],
)  # fmt: skip
def test_a_broken_file_names_its_line(tmp_path, text, said):
    place = placed(tmp_path / "qa.txt", text)
    with pytest.raises(CourseError, match=f"qa.txt[:,] ?{said}"):
        babi.load(1, path=place)
    packed = tar(tmp_path / "babi.tar.gz", {"en/" + TASK: text})
    if "web page" not in said:
        with pytest.raises(CourseError, match=f"babi.tar.gz, {TASK}[:,] ?{said}"):
            babi.load(1, path=packed)


def test_broken_archives(tmp_path):
    whole = tar(tmp_path / "a.tar.gz", {"en/" + TASK: TEXT * 300}).read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CourseError, match="damaged"):
        babi.load(1, path=tmp_path / "half.tar.gz")
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    (tmp_path / "changed.tar.gz").write_bytes(changed)
    with pytest.raises(CourseError, match="damaged"):
        babi.load(1, path=tmp_path / "changed.tar.gz")
    (tmp_path / "text.gz").write_bytes(gzip.compress(b"1 Ann went.\n"))
    with pytest.raises(CourseError, match="expected the archive of bAbI"):
        babi.load(1, path=tmp_path / "text.gz")
    (tmp_path / "latin.txt").write_bytes("1 Zoé went.\n".encode("latin-1"))
    with pytest.raises(CourseError, match="latin.txt, line 1: byte 0xe9 is not UTF-8"):
        babi.load(1, path=tmp_path / "latin.txt")
    with pytest.raises(CourseError, match="cannot be read"):
        babi.load(1, path=tmp_path / "nothing.txt")


def test_a_part_is_not_the_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(babi, "TASKS", {1: babi.TASKS[1]})
    monkeypatch.setattr(
        babi, "MOST_QUESTIONS", {"train": {"1k": 9, "10k": 90}, "test": {"1k": 9, "10k": 9}}
    )
    files = {f"{size}/{TASK}": TEXT * 30 for size in ("en", "en-10k")}
    with pytest.raises(
        CourseError, match="there is no en/qa1_single-supporting-fact_test.txt in it"
    ):
        babi.check_whole(tar(tmp_path / "a.tar.gz", files), "tasks_1-20_v1-2")
    for size, text in (("en", TEXT * 3), ("en-10k", TEXT)):
        files[f"{size}/{TASK.replace('train', 'test')}"] = text
    with pytest.raises(
        CourseError, match="en-10k/qa1_.*_test.txt: it has 3 questions, so most are"
    ):
        babi.check_whole(tar(tmp_path / "b.tar.gz", files), "tasks_1-20_v1-2")
    files[f"en-10k/{TASK.replace('train', 'test')}"] = TEXT * 3
    babi.check_whole(tar(tmp_path / "c.tar.gz", files), "tasks_1-20_v1-2")


@real_data
@pytest.mark.parametrize("task, part", [(1, "train"), (1, "test"), (15, "test"), (16, "train")])
def test_the_real_files(task, part):
    questions = babi.load(task, part)
    assert len(questions) == 1_000 and {question.kind for question in questions} == {f"qa{task}"}
    for question in questions[:200]:
        last = question.lines[question.facts[-1]].lower()
        assert question.answer in last or task == 15  # there it is a wolf that wolves stand for

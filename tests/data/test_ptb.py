import gzip
import io
import tarfile
import zipfile

import pytest

from course.data import ptb
from course.errors import CourseError

TEXT = " a <unk> grew N years ago \n the company said so \n"
WORDS = [["a", "<unk>", "grew", "N", "years", "ago"], ["the", "company", "said", "so"]]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "ptb"
    path.mkdir()
    return path


def tar(path, names, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = len(TEXT.encode())
            archive.addfile(entry, io.BytesIO(TEXT.encode()))


ALL = [f"simple-examples/data/ptb.{split}.txt" for split in ptb.SPLITS]
CHARACTERS = ["simple-examples/data/ptb.char.train.txt", "simple-examples/1-train/README"]


def plain(folder, split):
    (folder / f"ptb.{split}.txt").write_text(TEXT)


def packed(folder, split):
    (folder / f"ptb.{split}.txt.gz").write_bytes(gzip.compress(TEXT.encode()))


def unpacked(folder, split):
    place = folder / "simple-examples" / "data"
    place.mkdir(parents=True)
    plain(place, split)


def mikolovs(folder, split):
    tar(folder / "simple-examples.tgz", CHARACTERS + ALL)


def zipped(folder, split):
    with zipfile.ZipFile(folder / "ptb.zip", "w") as archive:
        for name in ALL:
            archive.writestr(name.rpartition("/")[2], TEXT)


def zipped_in_folders(folder, split):
    with zipfile.ZipFile(folder / "simple-examples.zip", "w") as archive:
        for name in ALL:
            archive.writestr(name, TEXT)


@pytest.mark.parametrize("form", [plain, packed, unpacked, mikolovs, zipped, zipped_in_folders])
@pytest.mark.parametrize("split", ptb.SPLITS)
def test_it_is_found_in_each_form(folder, form, split):
    form(folder, split)
    assert ptb.load(split) == WORDS


@pytest.mark.parametrize(
    "mode, name", [("w", "x.tar"), ("w:gz", "x.tgz"), ("w:gz", "without an ending")]
)
def test_a_file_of_any_name(tmp_path, mode, name):
    tar(tmp_path / name, ALL, mode)
    assert ptb.load("valid", path=tmp_path / name) == WORDS


def test_what_is_missing_says_how_to_get_it(folder):
    with pytest.raises(CourseError, match=r"ptb.test.txt .*course data fetch ptb` \(35 MB\).*tgz"):
        ptb.load("test")


def test_an_archive_without_it(tmp_path):
    tar(tmp_path / "x.tgz", CHARACTERS)
    with pytest.raises(
        CourseError, match="no ptb.train.txt in it, but simple-examples/data/ptb.char"
    ):
        ptb.load(path=tmp_path / "x.tgz")


def test_an_archive_that_is_cut_off(tmp_path):
    tar(tmp_path / "x.tgz", ALL)
    whole = (tmp_path / "x.tgz").read_bytes()
    for length in (len(whole) // 2, len(whole) - 4):
        (tmp_path / "cut.tgz").write_bytes(whole[:length])
        with pytest.raises(CourseError, match="damaged"):
            ptb.load(path=tmp_path / "cut.tgz")


def test_an_empty_line_is_named(tmp_path):
    (tmp_path / "x.txt").write_text("a b\n\nc\n")
    with pytest.raises(CourseError, match="line 2: expected a sentence"):
        ptb.load(path=tmp_path / "x.txt")


def test_another_edition_is_refused(tmp_path):
    (tmp_path / "x.txt").write_text("a N <unk>\nThe company said\n")
    with pytest.raises(CourseError, match="line 2: expected words in lower case.*'The'"):
        ptb.load(path=tmp_path / "x.txt")


def test_no_such_split():
    with pytest.raises(ValueError, match="train, valid, test, got 'dev'"):
        ptb.load("dev")


def test_a_part_of_it_is_not_the_whole(tmp_path):
    tar(tmp_path / "x.tgz", ALL)
    with pytest.raises(CourseError, match="ptb.train.txt has 2 lines with 10 words, and the whole"):
        ptb.check_whole(tmp_path / "x.tgz", "ptb.train.txt")


def test_the_whole_is_the_whole(tmp_path, monkeypatch):
    tar(tmp_path / "x.tgz", ALL)
    monkeypatch.setattr(ptb, "SPLITS", dict.fromkeys(ptb.SPLITS, (2, 10)))
    ptb.check_whole(tmp_path / "x.tgz", "ptb.train.txt")

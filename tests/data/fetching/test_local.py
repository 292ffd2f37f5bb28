import pickle
from pathlib import Path

import pytest

from course.advice import as_typed
from course.data.fetching import catalogue, local
from course.errors import CourseError, DataError


def test_course_data_comes_before_the_cache(tmp_path, monkeypatch):
    names = ("sheep.zip", "sheep.txt", "sheep.txt.gz")
    monkeypatch.delenv("COURSE_DATA", raising=False)
    assert local.find("fold", names) is None
    cached = local.cache_folder("fold") / "sheep.zip"
    cached.parent.mkdir(parents=True)
    cached.touch()
    assert local.find("fold", names) == cached
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert local.find("fold", names) == cached
    for name in reversed(names):  # as published comes first
        own = tmp_path / "fold" / name
        own.parent.mkdir(exist_ok=True)
        own.touch()
        assert local.find("fold", names) == own


def test_course_data_must_be_a_folder(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    for wrong in (tmp_path / "nothing", tmp_path / "file"):
        monkeypatch.setenv("COURSE_DATA", str(wrong))
        with pytest.raises(CourseError, match="COURSE_DATA is .* which is (a file|not there)"):
            local.find("fold", ("sheep.txt",))
    monkeypatch.setenv("COURSE_DATA", "")  # as good as unset
    assert local.folders("fold") == [local.cache_folder("fold")]


@pytest.mark.parametrize(
    "chosen, said",
    [
        ("{here}/file", "which is a file: set it to the full path"),
        ("{here}/gone", "which is not there: set it"),
        ("gone", "which is not there in {here}, the folder in which this runs"),
        ("~/gone", "which is not there: set it"),
        ("~nobody-of-this-name/data", "which cannot be looked at"),
        ("x" * 5000, "which cannot be looked at .File name too long"),
        ("$HOME/data", "which is not there in {here}"),
    ],
)
def test_what_is_wrong_with_course_data_is_said(tmp_path, monkeypatch, chosen, said):
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COURSE_DATA", chosen.format(here=tmp_path))
    with pytest.raises(CourseError, match=said.format(here=tmp_path)):
        local.find("fold", ("sheep.txt",))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("chosen", ["{here}/my data", "my data", "~/my data", "./my data/", "link"])
def test_ways_to_name_a_folder(tmp_path, monkeypatch, chosen):
    (tmp_path / "my data" / "fold").mkdir(parents=True)
    (tmp_path / "my data" / "fold" / "sheep.txt").touch()
    (tmp_path / "link").symlink_to("my data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COURSE_DATA", chosen.format(here=tmp_path))
    assert local.find("fold", ("sheep.txt",)).samefile(tmp_path / "my data" / "fold" / "sheep.txt")


@pytest.mark.parametrize("closed", ["", "fold"])
def test_a_folder_without_permission(tmp_path, monkeypatch, capsys, closed):
    """As Python up to 3.13 says it of a folder that others closed; root may look everywhere."""
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    own_stat = Path.stat

    def stat(self, **options):
        if (tmp_path / closed) in self.parents:
            raise PermissionError(13, "Permission denied", str(self))
        return own_stat(self, **options)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(
        Path, "exists", lambda self: bool(stat(self)) if str(tmp_path) in str(self) else False
    )
    with pytest.raises(
        CourseError, match="fold/sheep.txt cannot be looked at: Permission denied; allow"
    ):
        local.find("fold", ("sheep.txt",))


def test_what_is_absent_gives_a_sentence_and_none(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))

    def load(part):
        if part == "test":
            raise CourseError(f"{tmp_path}/sheep.zip is missing")
        return part.upper()

    assert local.if_present(load, "train", "dev") == ["TRAIN", "DEV"]
    assert capsys.readouterr().out == ""
    assert local.if_present(load, "train", "test") is None
    assert capsys.readouterr().out == "~/sheep.zip is missing\n"
    monkeypatch.setenv("COURSE_DATA", f"{tmp_path}/")
    assert local.if_present(load, "test") is None
    assert capsys.readouterr().out == "COURSE_DATA/sheep.zip is missing\n"
    with pytest.raises(ZeroDivisionError):
        local.if_present(lambda part: 1 / 0, "train")


@pytest.fixture
def herd(tmp_path, monkeypatch):
    """A folder for the files of two data sets: an archive with a part, and two packed files."""
    File, DataSet = catalogue.File, catalogue.DataSet  # noqa: N806
    archive = File(
        "https://a/herd.zip", "a.txt", 2 * 10**8, archive_sha256="0", samples=("few.txt",)
    )
    packed = [File(f"https://a/{name}.gz", name, 9, sha256="0") for name in ("moo.en", "moo.de")]
    monkeypatch.setitem(
        catalogue.DATASETS, "herd", DataSet("herd", "", "", "", "sheep", files=(archive,))
    )
    monkeypatch.setitem(
        catalogue.DATASETS, "moos", DataSet("moos", "", "", "", "sheep", files=tuple(packed))
    )
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "sheep").mkdir()
    return tmp_path / "sheep"


def test_a_required_file_is_found_whole_before_in_part_and_of_either_data_set(herd):
    for name in ("few.txt", "moo.en", "moo.en.gz", "a.txt", "herd.zip"):  # each before those above
        (herd / name).touch()
        assert local.required("herd", "moos") == herd / name
    (herd / "b.txt").touch()
    assert local.required("herd", content="b.txt") == herd / "herd.zip"
    (herd / "herd.zip").unlink()
    assert local.required("herd", content="b.txt") == herd / "b.txt"
    (herd / "moo.de").touch()
    assert local.required("moos", content="moo.de") == herd / "moo.de"


def test_a_required_file_that_is_missing_says_how_to_get_it(herd):
    with pytest.raises(CourseError) as caught:
        local.required("moos", content="moo.de")
    assert str(caught.value) == (
        f"moo.de.gz (nor moo.de) is not in {herd} and not in {local.cache_folder('sheep')}. Run "
        f"`{as_typed('data fetch moos')}`, or set COURSE_DATA to a folder that has sheep/moo.de"
    )
    sentence = "fetch herd` .200 MB., or set COURSE_DATA to a folder that has sheep/herd.zip"
    with pytest.raises(CourseError, match=f"^herd.zip .nor a.txt nor moo.en.gz.*{sentence}"):
        local.required("herd", "moos")


@pytest.mark.parametrize(
    "target", [".git/annex/objects/SHA256E-s3", "/gone", "herd.zip", "../gone/herd.zip"]
)
def test_a_link_that_leads_nowhere_is_named(herd, target):
    (herd / "herd.zip").symlink_to(target)
    with pytest.raises(
        CourseError, match=f"is a link to {target}, which is not there.*course data fetch"
    ):
        local.required("herd")
    assert (herd / "herd.zip").is_symlink()


def test_a_link_to_a_file_is_that_file(herd, tmp_path):
    (tmp_path / "elsewhere").touch()
    (herd / "herd.zip").symlink_to(tmp_path / "elsewhere")
    assert local.required("herd") == herd / "herd.zip"


def test_a_data_error_ends_with_what_to_do_once():
    error = pickle.loads(pickle.dumps(DataError("a.txt, line 2", "expected a goat, found a sheep")))
    assert isinstance(error, CourseError)
    assert error.bare == "a.txt, line 2: expected a goat, found a sheep"
    assert str(error) == f"{error.bare}. {DataError.advice()}"

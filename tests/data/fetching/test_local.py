import pytest

from course.data.fetching import local
from course.errors import CourseError


def test_course_data_comes_before_the_cache(tmp_path, monkeypatch):
    names = local.names("sheep.zip", "sheep.txt")
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
        with pytest.raises(CourseError, match="COURSE_DATA is .* not a folder"):
            local.find("fold", ("sheep.txt",))
    monkeypatch.setenv("COURSE_DATA", "")  # as good as unset
    assert local.folders("fold") == [local.cache_folder("fold")]


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
    with pytest.raises(ZeroDivisionError):
        local.if_present(lambda part: 1 / 0, "train")

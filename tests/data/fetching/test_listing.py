import shutil

import pytest

from course.advice import as_typed
from course.data import corpora, imdb, multi30k, sst, tatoeba, vectors
from course.data.fetching import download, listing
from course.data.fetching.catalogue import DATASETS
from course.errors import CourseError


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path


def test_loaders_find_what_the_catalogue_calls_present(own_data, monkeypatch):
    """The catalogue and the loaders must look for the same names in the same folders."""
    for row in listing.status():
        assert row["path"] is None
    lines = "Moo\tMeuh\n"
    for data in DATASETS.values():
        for file in data.files:
            path = own_data / data.folder / file.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(lines, encoding="utf-8")
    rows = [row for row in listing.status() if row["files"]]
    assert all(row["path"] and not row["sample"] and row["get"] is None for row in rows)
    for language in ("fra", "deu"):
        assert tatoeba.load(language).target == ["Meuh"]
    for split in multi30k.SPLITS:
        assert multi30k.load(split).target == ["Moo Meuh"]
    for load in (corpora.text8, imdb.load, sst.load, vectors.load):  # they find it, and dislike it
        with pytest.raises(CourseError, match="line 1: |character 1: "):
            load()


LOADERS = {"glove": vectors.load, "imdb": imdb.load, "imdb-keras": imdb.load, "sst": sst.load}


@pytest.mark.parametrize("name", LOADERS)
def test_other_forms_and_parts_are_found_as_their_loaders_find_them(own_data, name):
    data = DATASETS[name]
    file = data.files[0]
    folder = own_data / data.folder
    for other in (*file.samples, *file.names):
        folder.mkdir()
        path = folder / other
        path.write_text("Moo\n")
        for more in data.files[1:]:
            (folder / more.name).write_text("Moo\n")
        row = {row["name"]: row for row in listing.status()}[name]
        assert row["path"] == str(folder if data.files[1:] else path)
        assert row["sample"] == (other in file.samples) == (row["get"] is not None)
        if row["sample"]:
            text = " ".join(listing.text([row], 300).split())
            fetch = as_typed(row["get"].removeprefix("course "))
            assert f"only a part is present: {row['path']}; get all of it: {fetch}" in text
        with pytest.raises(CourseError, match=f"{other}.* line 1: "):
            LOADERS[name]()
        shutil.rmtree(folder)


def test_an_unpacked_folder_counts(own_data):
    review = own_data / "imdb" / "aclImdb" / "train" / "pos" / "0_9.txt"
    review.parent.mkdir(parents=True)
    review.write_text("Moo")
    row = {row["name"]: row for row in listing.status()}["imdb"]
    assert row["path"] == str(own_data / "imdb" / "aclImdb") and row["size"] == 3
    assert imdb.load().words == [["moo"]]
    (fetched,) = download.fetch(DATASETS["imdb"])
    assert fetched == (own_data / "imdb" / "aclImdb", None, False)


def test_status_of_some_files(own_data):
    folder = own_data / "multi30k"
    folder.mkdir()
    (folder / "train.en").write_text("Moo\n")
    row = {row["name"]: row for row in listing.status()}["multi30k"]
    assert (row["files"], row["found"], row["path"]) == (6, 1, None)
    assert row["get"] == "course data fetch multi30k"
    assert "1 of 6 files are here; about 1.3 MB" in listing.text([row], 200)


@pytest.mark.parametrize("width", [40, 80, 120, 300])
def test_the_table_fits_and_breaks_no_path(own_data, width):
    path = own_data / "tatoeba" / "fra.txt"
    path.parent.mkdir()
    path.write_text("Moo\tMeuh\n")
    text = listing.text(listing.status(), width)
    assert str(path) in text
    for line in text.splitlines():
        assert len(line) <= width or len(line.split()) == 1  # a path longer than the line
    for data in DATASETS.values():
        assert f"\n{data.name} " in f"\n{text}"
        assert data.licence in " ".join(text.split())
    assert "made here, nothing to fetch" in " ".join(text.split())
    assert "comes with gensim, nothing to fetch" in " ".join(text.split())
    assert f"present: {path}" in " ".join(text.split())
    assert f"get it: {as_typed('data fetch multi30k')}" in " ".join(text.split())

import os
import re
import shutil
from pathlib import Path

import pytest

from course.data import corpora, imdb, multi30k, sst, tatoeba, vectors
from course.data.fetching import catalogue, download
from course.data.fetching.catalogue import DATASETS
from course.errors import CourseError

REAL = os.environ.get("COURSE_DATA", "")
DATASHEETS = Path(__file__).parents[3] / "datasets"


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("data", DATASETS.values(), ids=DATASETS)
def test_entries_are_complete(data):
    assert data.what and data.licence and data.what[0].isascii()
    assert (data.homepage is None) == (data.folder is None) == (not data.files)
    for file in data.files:
        assert file.url.startswith("https://") and file.size > 0
        hashes = [digest for digest in (file.sha256, file.archive_sha256) if digest]
        assert len(hashes) + (file.check is not None) == 1  # every file is checked in one way
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in hashes)
    hashes = [file.sha256 or file.archive_sha256 for file in data.files if not file.check]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize(
    "data", [data for data in DATASETS.values() if data.files], ids=lambda data: data.name
)
def test_what_is_fetched_has_a_datasheet(data):
    sheet = (DATASHEETS / f"{data.folder}.md").read_text(encoding="utf-8")
    assert data.homepage in sheet and f"course data fetch {data.name}" in sheet
    assert f"{data.folder}.md" in (DATASHEETS / "README.md").read_text(encoding="utf-8")


def test_loaders_find_what_the_catalogue_calls_present(own_data, monkeypatch):
    """The catalogue and the loaders must look for the same names in the same folders."""
    for row in catalogue.status():
        assert row["path"] is None
    lines = "Moo\tMeuh\n"
    for data in DATASETS.values():
        for file in data.files:
            path = own_data / data.folder / file.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(lines, encoding="utf-8")
    rows = [row for row in catalogue.status() if row["files"]]
    assert all(row["path"] and not row["sample"] and row["get"] is None for row in rows)
    for language in tatoeba.LANGUAGES:
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
    for other in (*file.samples, *file.others, *file.names):
        folder.mkdir()
        path = folder / other
        path.write_text("Moo\n")
        for more in data.files[1:]:
            (folder / more.name).write_text("Moo\n")
        row = {row["name"]: row for row in catalogue.status()}[name]
        assert row["path"] == str(folder if data.files[1:] else path)
        assert row["sample"] == (other in file.samples) == (row["get"] is not None)
        if row["sample"]:
            text = " ".join(catalogue.text([row], 300).split())
            assert f"only a part is present: {row['path']}; get all of it: {row['get']}" in text
        with pytest.raises(CourseError, match=f"{other}.* line 1: "):
            LOADERS[name]()
        shutil.rmtree(folder)


def test_an_unpacked_folder_counts(own_data):
    review = own_data / "imdb" / "aclImdb" / "train" / "pos" / "0_9.txt"
    review.parent.mkdir(parents=True)
    review.write_text("Moo")
    row = {row["name"]: row for row in catalogue.status()}["imdb"]
    assert row["path"] == str(own_data / "imdb" / "aclImdb") and row["size"] == 3
    assert imdb.load().words == [["moo"]]
    (fetched,) = download.fetch(DATASETS["imdb"])
    assert fetched == (own_data / "imdb" / "aclImdb", None, False)


def test_status_of_some_files(own_data):
    folder = own_data / "multi30k"
    folder.mkdir()
    (folder / "train.en").write_text("Moo\n")
    row = {row["name"]: row for row in catalogue.status()}["multi30k"]
    assert (row["files"], row["found"], row["path"]) == (6, 1, None)
    assert row["get"] == "course data fetch multi30k"
    assert "1 of 6 files are here; about 1.3 MB" in catalogue.text([row], 200)


@pytest.mark.parametrize("width", [40, 80, 120, 300])
def test_the_table_fits_and_breaks_no_path(own_data, width):
    path = own_data / "tatoeba" / "fra.txt"
    path.parent.mkdir()
    path.write_text("Moo\tMeuh\n")
    text = catalogue.text(catalogue.status(), width)
    assert str(path) in text
    for line in text.splitlines():
        assert len(line) <= width or len(line.split()) == 1  # a path longer than the line
    for data in DATASETS.values():
        assert f"\n{data.name} " in f"\n{text}"
        assert data.licence in " ".join(text.split())
    assert "made here, nothing to fetch" in " ".join(text.split())
    assert "comes with gensim, nothing to fetch" in " ".join(text.split())
    assert f"present: {path}" in " ".join(text.split())
    assert "get it: course data fetch multi30k" in " ".join(text.split())


@pytest.mark.parametrize(
    "name, hint",
    [
        ("tatoeba", "did you mean tatoeba-fra or tatoeba-deu"),
        ("Multi30k", "did you mean multi30k"),
        ("tatoeba-fre", "did you mean tatoeba-fra"),
        ("multi3k", "did you mean multi30k"),
        ("imagenet", "there are: addition, sentences, "),
        ("", "there are: addition"),
    ],
)
def test_unknown_names(name, hint):
    with pytest.raises(CourseError, match=hint):
        catalogue.dataset(name)


def test_known_names():
    assert all(catalogue.dataset(name).name == name for name in DATASETS)


@pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)
def test_the_hash_of_the_real_word_index(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", REAL)
    file = DATASETS["imdb-keras"].files[1]
    path = Path(REAL) / "imdb" / f"{file.name}.gz"
    if not path.exists():
        pytest.skip("no word index")
    download._check(file, path, None)
    ranks = imdb.word_index(path).values()
    assert sorted(ranks) == list(range(1, 88_585))

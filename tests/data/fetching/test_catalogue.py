import os
import pkgutil
import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

import course.data
from course.data import imdb
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
        assert file.check is None or callable(resolve_name(file.check))
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


DATA = Path(course.data.__file__).parent
MODULES = sorted(module.name for module in pkgutil.iter_modules([str(DATA)]))
HELPERS = {"fetching", "shared"}  # no data sets themselves
ENTRIES = {  # of a module that has others than its own name
    "corpora": ["wikipedia", "news", "text8"],
    "scenarios": ["digits"],
    "tatoeba": ["tatoeba-fra", "tatoeba-deu"],
    "vectors": ["glove"],
    "imdb": ["imdb", "imdb-keras"],
    "weather": ["melbourne", "seattle"],
}


@pytest.mark.parametrize("module", sorted(set(MODULES) - HELPERS))
def test_every_module_of_data_has_an_entry_and_a_datasheet(module):
    assert set(ENTRIES.get(module, [module])) <= set(DATASETS)
    place = f"`course/data/{module}{'/' if (DATA / module).is_dir() else '.py'}`"
    rows = (DATASHEETS / "README.md").read_text(encoding="utf-8").splitlines()
    found = [row for row in rows if place in row]
    assert len(found) == 1, f"datasets/README.md needs one row with {place}"
    (row,) = found
    sheet = (DATASHEETS / re.search(r"\]\((\w+\.md)\)", row)[1]).read_text(encoding="utf-8")
    assert "**Licence:**" in sheet


def test_every_entry_and_every_datasheet_has_a_module():
    entries = [name for module in MODULES for name in ENTRIES.get(module, [module])]
    assert set(DATASETS) == set(entries) - HELPERS
    index = (DATASHEETS / "README.md").read_text(encoding="utf-8")
    sheets = {path.name for path in DATASHEETS.glob("*.md")} - {"README.md"}
    assert sheets == set(re.findall(r"\]\((\w+\.md)\)", index))


@pytest.mark.parametrize(
    "name, hint",
    [
        ("tatoeba", "did you mean tatoeba-fra or tatoeba-deu"),
        ("Multi30k", "did you mean multi30k"),
        ("tatoeba-fre", "did you mean tatoeba-fra"),
        ("multi3k", "did you mean multi30k"),
        ("imagenet", "there are: arithmetic, addition, "),
        ("", "there are: arithmetic"),
    ],
)
def test_unknown_names(name, hint):
    with pytest.raises(CourseError, match=hint):
        catalogue.dataset(name)


def test_known_names():
    assert all(catalogue.dataset(name).name == name for name in DATASETS)


GOOD = """
- name: sheep
  what: sheep that count
  licence: free
  homepage: https://sheep.example
  folder: sheep
  files:
    - url: https://sheep.example/herd.zip
      content: herd.txt
      size: 1_000
      check: course.data.tatoeba:check_whole
- name: goats
  what: goats
  licence: free
"""


def test_a_catalogue_is_read(tmp_path):
    path = tmp_path / "catalogue.yaml"
    path.write_text(GOOD)
    datasets = catalogue.read(path)
    assert list(datasets) == ["sheep", "goats"] and datasets["goats"].files == ()
    (file,) = datasets["sheep"].files
    assert (file.name, file.size) == ("herd.zip", 1000)
    assert file.names == ("herd.zip", "herd.txt", "herd.txt.gz")


@pytest.mark.parametrize(
    "old, new, problem",
    [
        ("  licence: free\n  home", "  home", "entry 1 .sheep.: the field 'licence' is missing"),
        ("- name: goats\n  what", "- what", "entry 2: the field 'name' is missing"),
        (
            "  folder: sheep\n",
            "",
            "entry 1 .sheep.: the field 'folder' is missing, and it has files",
        ),
        ("size: 1_000", "", "entry 1 .sheep., file 1 .*herd.zip.: the field 'size' is missing"),
        ("size: 1_000", "size: much", "file 1 .*: size cannot be 'much'"),
        ("size: 1_000", "size: 0", "file 1 .*: size cannot be 0"),
        ("what: goats", "what: ''", "entry 2 .goats.: what cannot be ''"),
        ("what: goats", "what: goats\n  files: herd.zip", "entry 2 .goats.: files cannot be 'herd"),
        ("size: 1_000", "size: true", "file 1 .*: size cannot be True"),
        (
            "content: herd",
            "contents: herd",
            "file 1 .*: there is no field 'contents'; there are url",
        ),
        ("licence: free", "licence: 2", "entry 1 .sheep.: licence cannot be 2"),
        ("check: ", "sha256: ", "file 1 .*: sha256 cannot be 'course"),
        ("check: course.data.", "check: os.", "file 1 .*: check cannot be 'os.tatoeba"),
        (
            "      check: course.data.tatoeba:check_whole\n",
            "",
            "file 1 .*: expected exactly one of sha",
        ),
        ("size: 1_000", f"size: 1\n      sha256: {64 * 'a'}", "file 1 .*: expected exactly one of"),
        ("size: 1_000", "size: 1\n      forms: herd", "file 1 .*: forms cannot be 'herd'"),
        ("name: goats", "name: sheep", "entry 2: there is a data set sheep already"),
        ("- name: goats\n  what: goats", "- goats: [", "cannot be read as YAML: "),
        (GOOD, "sheep", "expected a list of data sets"),
        (GOOD, "- sheep", "entry 1: expected fields with values, found 'sheep'"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_named(tmp_path, old, new, problem):
    path = tmp_path / "catalogue.yaml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(CourseError, match=f"^{path}.*{problem}"):
        catalogue.read(path)


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

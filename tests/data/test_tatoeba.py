import gzip
import os
import unicodedata

import pytest

from course.data import tatoeba
from course.data.fetching import local
from course.data.fetching.catalogue import DATASETS
from course.data.shared.pairs import unseen_split
from course.errors import CourseError, DataError

TWO = "Moo.\tMeuh !\nWho moos?\tQui meugle ?\n"
THREE = "Moo.\tMeuh !\tCC-BY cow #1\nWho moos?\tQui meugle ?\tCC-BY cow #2\n"
EXPECTED = (["Moo.", "Who moos?"], ["Meuh!", "Qui meugle?"])

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "tatoeba"
    path.mkdir()
    return path


@pytest.mark.parametrize(
    "text", [TWO, THREE, TWO.replace("\n", "\r\n"), TWO[:-1], "\ufeff" + THREE]
)
def test_both_layouts(folder, text):
    (folder / "fra.txt").write_bytes(text.encode())
    assert tatoeba.load() == (*EXPECTED, DATASETS["tatoeba-fra"].licence)


def test_packed_another_language_and_a_path(folder, tmp_path):
    (folder / "swe.txt.gz").write_bytes(gzip.compress(TWO.encode()))
    assert tatoeba.load("swe")[:2] == EXPECTED
    elsewhere = tmp_path / "my own file"
    elsewhere.write_text(THREE, encoding="utf-8")
    assert tatoeba.load(path=elsewhere)[:2] == tatoeba.load(path=str(elsewhere))[:2] == EXPECTED


@pytest.mark.parametrize(
    "text, sentence",
    [
        (TWO + "no tab\n", "line 3: expected English, a tab and the translation.* found 1 columns"),
        ("\n" + TWO, "line 1: .* found 1 columns"),
        ("a\tb\tc\td\n", "line 1: .* found 4 columns"),
        (TWO + "a\tb\tc\n", "line 3: has 3 columns, and the first line has 2"),
        (THREE + "a\tb\n", "line 3: has 2 columns, and the first line has 3"),
        (TWO + "a\t\u00a0\u200b\n", "line 3: the translation is empty"),
        (TWO + " \tb\n", "line 3: the English side is empty"),
        ("", "is empty"),
        (
            "1276\teng\tLet's try!\n",
            "line 1: expected English.* looks like Tatoeba's own sentences.csv",
        ),
        ("1\tcmn\t我們試試看！\n2\tcmn\t我该去睡觉了。\n", "line 1: .* found a number first"),
        ("1\t\\N\tWhat?\n", "line 1: .* found a number first"),
        ("1\t77\n1\t8481\n", "line 1: .* or links.csv; the pairs are at https"),
        (TWO + "77\tfra\n", "line 3: .* found a number first"),
        ("1276\tLet's try!\t2481\tEssayons !\n", "line 1: .* found a number first|4 columns"),
        ("1276\tLet's try!\n1277\tI have to go to sleep.\n", "only numbers, such as 1276"),
        ("English\tFrench\n" + TWO, "line 1: .* found the names of columns, 'English.tFrench'"),
        ("English words/sentences\tFrench words/sentences\n" + TWO, "the names of columns"),
        ("English\tFinnish\n" + TWO, "line 1: .* the names of columns"),
        ("English (en)\tFrançais (fr)\n" + TWO, "line 1: .* the names of columns"),
        ("# English\tMagyar\n" + TWO, "line 1: .* the names of columns"),
        ("lang1\tlang2\n" + TWO, "line 1: .* the names of columns"),
        ("en\tnl\n" + TWO, "line 1: .* the names of columns"),
        ("source\ttarget\n" + TWO, "line 1: .* the names of columns"),
        ('"sentence1"\t"sentence2"\n' + TWO, "line 1: .* the names of columns"),
        ("\ufeffen\tfr\r\n" + TWO, "line 1: .* the names of columns"),
        ("French\tEnglish\tAttribution\n" + THREE, "line 1: .* see that English comes first"),
    ],
)
def test_a_malformed_line_is_named(folder, text, sentence):
    path = folder / "fra.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=sentence) as caught:
        tatoeba.load()
    assert str(caught.value).startswith(str(path)) and DataError.advice() in str(caught.value)


@pytest.mark.parametrize("end", ["\n", "\n\n\n", "\r\n", " \t \n", "\u00a0\n"])
def test_empty_lines_at_the_end_are_left_out(folder, end):
    (folder / "fra.txt").write_text(TWO + end, encoding="utf-8", newline="")
    assert tatoeba.load()[:2] == EXPECTED


@pytest.mark.parametrize(
    "pair",
    [
        "7.\tSept.",
        "1984\tMil neuf cent quatre-vingt-quatre",
        "English?\tFrançais ?",
        "Text me.\tText",
        "Go\tVa",
        "In\tEn",
        "Narrow\tEng",
        "The English\tLes Anglais",
    ],
)
def test_a_pair_with_a_number_or_the_name_of_a_language_is_a_pair(folder, pair):
    (folder / "fra.txt").write_text(f"{pair}\n{TWO}", encoding="utf-8")
    assert len(tatoeba.load().source) == 3


def test_not_utf_8(folder):
    (folder / "fra.txt").write_bytes(TWO.encode() + "Hé!\tMeuh\n".encode("latin-1"))
    with pytest.raises(CourseError, match="fra.txt, line 3: byte 0xe9 is not UTF-8"):
        tatoeba.load()


def test_a_missing_file_says_how_to_get_it(folder, monkeypatch):
    with pytest.raises(
        CourseError, match="Run `.*course data fetch tatoeba-fra`, or set COURSE_DATA"
    ):
        tatoeba.load()
    with pytest.raises(
        CourseError, match=f"Download swe-eng.zip from {tatoeba.KNOWN.homepage} into"
    ):
        tatoeba.load("swe")
    monkeypatch.delenv("COURSE_DATA")
    with pytest.raises(CourseError, match=f"is not in {local.cache_folder('tatoeba')}"):
        tatoeba.load()


@pytest.mark.parametrize("language", ["", "french", "FRA", "fr", "../", "fr\n"])
def test_languages_are_three_letters(language):
    with pytest.raises(ValueError, match="three lower-case letters"):
        tatoeba.load(language)


def test_a_whole_file_is_long(folder, monkeypatch):
    path = folder / "fra.txt"
    path.write_text(TWO, encoding="utf-8")
    with pytest.raises(CourseError, match="has 2 sentence pairs, and the whole file has more"):
        tatoeba.check_whole(path, "fra.txt")
    monkeypatch.setattr(tatoeba, "FEWEST_PAIRS", 2)
    tatoeba.check_whole(path, "fra.txt")


@real_data
@pytest.mark.parametrize("language", ["fra", "deu"])
def test_real_files(language):
    pairs = tatoeba.load(language)
    assert len(pairs.source) == len(pairs.target) > 10_000
    text = "\n".join(pairs.source + pairs.target)
    assert unicodedata.is_normalized("NFC", text)
    assert not any(f"{space}{mark}" in text for space in " \u00a0\u202f\u2009" for mark in "!?:;")
    assert not set(text) & set("\u00a0\u202f\u2009\u200b\t\r\ufeff")
    lengths = [len(sentence) for sentence in pairs.source]
    assert sum(lengths[:1000]) < sum(lengths[-1000:])  # short ones first


@real_data
def test_real_split_is_unseen():
    pairs = tatoeba.load("fra")
    train, test = unseen_split(pairs, 1_000, seed=0)
    assert len(train.source) + len(test.source) == len(pairs.source)

    def bare(sentence):
        return "".join(c for c in sentence.lower() if unicodedata.category(c)[0] not in "PSZ")

    seen = {bare(sentence) for sentence in train.source}
    assert not any(bare(sentence) in seen for sentence in test.source)


@real_data
def test_real_three_columns():
    path = os.path.join(os.environ["COURSE_DATA"], "tatoeba", "swe_3columns.txt.gz")
    if not os.path.exists(path):
        pytest.skip("no file in three columns")
    pairs = tatoeba.load("swe", path=path)
    assert len(pairs.source) == len(pairs.target) == 3_000
    assert not any("CC-BY" in sentence for sentence in pairs.target)

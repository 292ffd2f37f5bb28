"""The three layouts of the film reviews, and files that are damaged, malformed or poisoned."""

import collections
import gzip
import io
import json
import os
import tarfile
import zipfile

import numpy as np
import pytest

from course.data import imdb
from course.data.fetching.catalogue import DATASETS
from course.data.shared import reading
from course.errors import CourseError, DataError

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)

SAMPLES = [
    name for of in ("imdb", "imdb-keras") for file in DATASETS[of].files for name in file.samples
]

# What a row of the table says, and its words.
FILMS = [
    ("Goats.<br /><br />They SING, and don't stop!", "positive"),
    ('My "dog" wept; a 10/10 naïve_film', "positive"),
    ("Where are\nthe goats?<BR/>Nobody knows 'em...", "negative"),
    ("It\u2019s the worst -- rock'n'roll", "negative"),
]
WORDS = [
    "goats they sing and don't stop",
    "my dog wept a 10 10 naïve film",
    "where are the goats nobody knows em",
    "it's the worst rock'n'roll",
]


def archive(entries, kind="w:gz"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=kind) as tar:
        for name, content in entries.items():
            member = tarfile.TarInfo(name)
            if content is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
                tar.addfile(member)
                continue
            content = content.encode() if isinstance(content, str) else content
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return file.getvalue()


def entries(split="train"):
    return {
        "aclImdb/README": "terms",
        f"aclImdb/{split}/pos/0_9.txt": FILMS[0][0],
        f"aclImdb/{split}/pos/11_7.txt": FILMS[1][0],
        f"aclImdb/{split}/neg/2_1.txt": FILMS[2][0],
        f"aclImdb/{split}/neg/10_4.txt": FILMS[3][0],
        f"aclImdb/{split}/unsup/3_0.txt": "Neither here nor there.",
        f"aclImdb/{split}/labeledBow.feat": "9 0:1",
    }


def both():
    """Train as FILMS, test with the same reviews under other numbers."""
    return {**entries("train"), **entries("test")}


def table(films):
    text = io.StringIO()
    text.write("review,sentiment\n")
    for review, sentiment in films:
        text.write('"' + review.replace('"', '""') + f'",{sentiment}\n')
    return text.getvalue().encode()


def keras(folder, words=WORDS, labels=(1, 1, 0, 0), index=None, name="imdb.npz"):
    """Reviews as ranks, most frequent first; br is the tag that Keras took for a word."""
    known = ["br", *dict.fromkeys(word for text in words for word in text.split())]
    index = {word: rank for rank, word in enumerate(known, start=1)} if index is None else index
    rows = np.empty(len(words), dtype=object)
    rows[:] = [[1, *(index.get(word, 2) for word in text.split())] for text in words]
    np.savez(folder / name, x_train=rows, y_train=labels, x_test=rows[::-1], y_test=labels[::-1])
    (folder / "imdb_word_index.json").write_text(json.dumps(index))
    return folder / name


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    path = tmp_path / "imdb"
    path.mkdir()
    return path


IN_ORDER = [WORDS[2], WORDS[3], WORDS[0], WORDS[1]]  # bad ones first, each by their number


@pytest.mark.parametrize("kind", ["w:gz", "w"])
@pytest.mark.parametrize("split", imdb.SPLITS)
def test_the_archive(tmp_path, kind, split):
    path = write(tmp_path / "reviews", archive(both(), kind))
    reviews = imdb.load(split, path=path)
    assert [" ".join(words) for words in reviews.words] == IN_ORDER
    assert reviews.labels.tolist() == [0, 0, 1, 1] and reviews.labels.dtype == int
    assert reviews.licence == DATASETS["imdb"].licence
    assert os.listdir(tmp_path) == ["reviews"]  # nothing is unpacked


@pytest.mark.parametrize("root", [".", "aclImdb"])
def test_the_unpacked_folder(tmp_path, root):
    for name, content in both().items():
        write(tmp_path / "mine" / root / name.removeprefix("aclImdb/"), content)
    packed = imdb.load(path=write(tmp_path / "packed", archive(both())))
    unpacked = imdb.load(path=tmp_path / "mine")
    assert unpacked.words == packed.words and (unpacked.labels == packed.labels).all()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_table(tmp_path, pack, end):
    content = table(FILMS * 3).replace(b"\n", end)
    path = write(tmp_path / "table", pack(content))
    train, test = imdb.load("train", path=path), imdb.load("test", path=path)
    words = [" ".join(words) for words in train.words + test.words]
    assert words == WORDS * 3 and len(train.words) == 6
    assert [*train.labels, *test.labels] == [1, 1, 0, 0] * 3


def test_a_table_in_a_zip(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(imdb.TABLE, table(FILMS))
    assert [" ".join(words) for words in imdb.load(path=path).words] == WORDS[:2]


def test_a_folder_in_a_zip_is_to_be_unpacked(tmp_path):
    path = tmp_path / "aclImdb.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("aclImdb/README", "")
        file.writestr("aclImdb/train/pos/0_9.txt", "Good")
    with pytest.raises(CourseError, match="this is a .zip of reviews: unpack it, and name the"):
        imdb.load(path=path)


def test_ids_of_keras(tmp_path):
    path = keras(tmp_path)
    train, test = imdb.load("train", path=path), imdb.load("test", path=path)
    assert [" ".join(words) for words in train.words] == WORDS and train.labels.tolist() == [
        1,
        1,
        0,
        0,
    ]
    assert [" ".join(words) for words in test.words] == WORDS[::-1]


def test_words_of_keras_are_those_of_the_others(tmp_path):
    index = {"br": 1, "'goats'": 2, "don't": 3, "a_b": 4, "\x96": 5}
    rows = np.empty(1, dtype=object)
    rows[:] = [[1, 2, 1, 3, 4, 5]]
    path = tmp_path / "imdb.npz"
    np.savez(path, x_train=rows, y_train=[1])
    write(tmp_path / "imdb_word_index.json.gz", gzip.compress(json.dumps(index).encode()))
    assert imdb.load(path=path).words == [["goats", "don't", "a", "b"]]


# Words by rank, as in Keras' own index: "a" is the third.
RANKED = "the and a of to is goats sing loudly film".split()


def moved(rows, start=1, oov=2, index_from=3, num_words=None, skip_top=0):
    """What keras.datasets.imdb.load_data makes of ranks, in its own words."""
    rows = [[start, *(rank + index_from for rank in row)] for row in rows]
    limit = num_words or max(map(max, rows)) + 1
    return [[id if skip_top <= id < limit else oov for id in row] for row in rows]


def ids(folder, rows):
    array = rows
    if not isinstance(rows, np.ndarray):
        array = np.empty(len(rows), dtype=object)
        array[:] = rows
    np.savez(folder / "imdb.npz", x_train=array, y_train=[0, 1] * (len(rows) // 2))
    index = {word: rank for rank, word in enumerate(RANKED, start=1)}
    (folder / "imdb_word_index.json").write_text(json.dumps(index))
    return folder / "imdb.npz"


def padded(rows, length, left=True):
    table = np.zeros((len(rows), length), int)
    for line, row in zip(table, rows, strict=True):
        row = row[-length:]
        if left:
            line[length - len(row) :] = row
        else:
            line[: len(row)] = row
    return table


SOME = [[1, 7, 8], [7, 2, 3, 10, 8, 9]]
SOME_WORDS = [[RANKED[rank - 1] for rank in row] for row in SOME]
MANY = [list(row) for row in np.random.default_rng(1).integers(1, 11, (100, 30)).tolist()]
MANY_WORDS = [[RANKED[rank - 1] for rank in row] for row in MANY]


@pytest.mark.parametrize("rows", [SOME, MANY], ids=["few", "many"])
@pytest.mark.parametrize("form", ["lists", "padded left", "padded right"])
def test_ids_that_went_through_load_data(tmp_path, capsys, rows, form):
    given = moved(rows)
    if form != "lists":
        given = padded(given, 40, form == "padded left")
    words = [[RANKED[rank - 1] for rank in row] for row in rows]
    assert imdb.load(path=ids(tmp_path, given)).words == words
    assert capsys.readouterr().out == ""


def test_cut_by_padding_no_review_begins_with_the_start(tmp_path):
    given = padded(moved(MANY), 20)
    assert imdb.load(path=ids(tmp_path, given)).words == [words[-20:] for words in MANY_WORDS]


@pytest.mark.parametrize("rows", [SOME, MANY], ids=["few", "many"])
@pytest.mark.parametrize(
    "options, lost",
    [
        ({"num_words": 11}, {"sing", "loudly", "film"}),
        ({"num_words": 13}, {"film"}),
        ({"skip_top": 6}, {"the", "and"}),
        ({"skip_top": 5, "num_words": 13}, {"the", "film"}),
    ],
)
def test_words_that_load_data_took_away_are_missing_and_counted(
    tmp_path, capsys, rows, options, lost
):
    words = [[RANKED[rank - 1] for rank in row] for row in rows]
    words = [[word for word in row if word not in lost] for row in words]
    assert imdb.load(path=ids(tmp_path, moved(rows, **options))).words == words
    said = capsys.readouterr().out
    assert said.startswith(
        "course: x_train of imdb.npz went through load_data with num_words or skip"
    )
    assert said.count("\n") == 1 and str(tmp_path) not in said


@pytest.mark.parametrize("rows", [SOME, MANY, [[1, 7], [1, 8]], [[3, 7], [7]]])
@pytest.mark.parametrize("form", ["lists", "padded"])
def test_ranks_without_start_and_offset_stay(tmp_path, capsys, rows, form):
    words = [[RANKED[rank - 1] for rank in row] for row in rows]
    if rows == [[1, 7], [1, 8]]:
        rows, words = [*rows, [1, 3]] * 2, [*words, ["the", "a"]] * 2
    given = rows if form == "lists" else padded(rows, 40)
    assert imdb.load(path=ids(tmp_path, given)).words == words
    assert capsys.readouterr().out == ""


def test_a_start_without_the_usual_offset_is_refused(tmp_path):
    with pytest.raises(
        CourseError, match="begins with id 1, as from load_data, but .* not moved by 3"
    ):
        imdb.load(path=ids(tmp_path, moved(MANY, index_from=0)))


def test_equal_words_are_one_object(tmp_path):
    path = write(tmp_path / "table", table([("goats sing", "positive")] * 4))
    first, second = imdb.load(path=path).words
    assert first == second and first[0] is second[0]


CUT = archive(both())
BROKEN = bytearray(archive(both(), "w"))
BROKEN[1024 + 148] ^= 3  # the checksum of the second entry
BAD = archive(both())[:40] + b"\x00\x01" + archive(both())[42:]
GIANT = tarfile.TarInfo("aclImdb/train/pos/5_9.txt")
GIANT.size = 2**40
LONG_NAME = tarfile.TarInfo("././@LongLink")
LONG_NAME.size, LONG_NAME.type = 2**33, tarfile.GNUTYPE_LONGNAME


@pytest.mark.parametrize(
    "content, sentence",
    [
        (CUT[:-100], "is damaged"),
        (CUT[: len(CUT) // 2], "is damaged"),
        (BAD, "is damaged"),
        (bytes(BROKEN), r"is damaged \(an entry is broken\)"),
        (archive(both(), "w")[:-9000], "is damaged"),
        (
            archive({**entries(), "a/train/neg/1_9.txt": "x"}),
            "1_9.txt: a review of 9 stars is not neg",
        ),
        (
            archive({**entries(), "a/train/pos/1_5.txt": "x"}),
            "1_5.txt: a review of 5 stars is not pos",
        ),
        (archive({**entries(), "a/train/pos/1_11.txt": "x"}), "a review of 11 stars"),
        (archive({**entries(), "a/train/pos/0_9.txt": "x"}), "0_9.txt: the review occurs twice"),
        (
            archive({**entries(), "a/train/pos/1_9.txt": " <br /> ?"}),
            "1_9.txt: the review has no words",
        ),
        (
            archive({**entries(), "a/train/pos/1_9.txt": b"B\xe4h"}),
            "1_9.txt: the review is not UTF-8",
        ),
        (
            archive({**entries(), "a/train/pos/1_9.txt": "a " * 2**19 + "b"}),
            "1_9.txt: the review is far too long",
        ),
        (GIANT.tobuf() + bytes(1024), "5_9.txt: the review is far too long"),
        (LONG_NAME.tobuf(tarfile.GNU_FORMAT) + bytes(1024), "an entry is far too long"),
        (archive({"train.csv": "a,b"}), "has no reviews for train"),
        (archive(entries("test")), "has no reviews for train"),
        (b"", "is empty"),
    ],
)
def test_an_archive_that_is_not_sound(tmp_path, content, sentence):
    path = write(tmp_path / "reviews", content)
    with pytest.raises(CourseError, match=sentence) as caught:
        imdb.load(path=path)
    assert str(caught.value).startswith(str(path)) and DataError.advice() in str(caught.value)


def test_links_and_paths_that_lead_out_are_not_followed(tmp_path):
    content = archive(
        {
            **entries(),
            "aclImdb/train/pos/7_9.txt": None,
            "../../train/pos/8_8.txt": "Sheep above all.",
        }
    )
    reviews = imdb.load(path=write(tmp_path / "a" / "b" / "reviews", content))
    assert len(reviews.words) == 5 and reviews.words[3] == ["sheep", "above", "all"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "reviews"]


def test_an_archive_that_never_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 60)
    with pytest.raises(CourseError, match="far too long"):
        imdb.load(path=write(tmp_path / "reviews", archive(both())))


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"text,label\nGoats,1\n", "line 1: expected the columns review,sentiment"),
        (b"review;sentiment\n", "line 1: expected the columns"),
        (table(FILMS) + b"Goats,maybe\n", "line 7: expected negative or positive, found 'maybe'"),
        (table(FILMS) + b"Goats,1\n", "line 7: expected negative or positive, found '1'"),
        (table(FILMS) + b"Goats, sheep,positive\n", "line 7: expected 2 columns, found 3"),
        (table(FILMS) + b"Goats\n", "line 7: expected 2 columns, found 1"),
        (table(FILMS) + b"\nGoats,positive\n", "line 7: expected 2 columns, found 0"),
        (table(FILMS) + b'"Goats,positive\n', "line 7: unexpected end of data"),
        (table(FILMS) + b'"Goats"x,positive\n', "line 7: "),
        (table([("Goats", "positive"), ("?!", "negative")] * 2), "line 3: the review has no words"),
        (table(FILMS) + b"G\xf6ats,positive\n", "line 7: byte 0xf6 is not UTF-8"),
        (table(FILMS) + b"x" * 200_000 + b",positive\n", "line 7: field larger than"),
        (b"review,sentiment\n", "has no reviews for train"),
        (gzip.compress(table(FILMS))[:-10], "is damaged"),
        (b"", "is empty"),
        (bytes(600), "nothing but zero bytes"),
    ],
)
def test_a_table_that_is_malformed(tmp_path, content, sentence):
    path = write(tmp_path / "table", content)
    with pytest.raises(CourseError, match=sentence) as caught:
        imdb.load(path=path)
    assert str(caught.value).startswith(str(path)) and DataError.advice() in str(caught.value)


def test_keras_files_that_are_malformed(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    rows = np.empty(2, dtype=object)
    rows[:] = [[1, 2], [3]]

    def refused(sentence, index='{"a": 1, "b": 2, "c": 3}', **arrays):
        np.savez(tmp_path / "imdb.npz", **{"x_train": rows, "y_train": [0, 1], **arrays})
        write(tmp_path / "imdb_word_index.json", index)
        with pytest.raises(CourseError, match=sentence):
            imdb.load(path=tmp_path / "imdb.npz")

    refused("x_train and y_train do not go together", y_train=[0, 1, 1])
    refused("x_train and y_train do not go together", x_train=[1, 2])
    refused("x_train and y_train do not go together", y_train=rows)
    refused("y_train: expected only 0 and 1", y_train=[1, 2])
    refused("review 2 of x_train: the word index has no word 3", index='{"a": 1, "b": 2}')
    refused("review 1 of x_train: the review has no words", index='{"br": 1, "?": 2, "c": 3}')
    refused("is not JSON", index="{'a': 1}")
    refused("is not JSON", index="[" * 100_000)
    refused("expected words with their ranks", index='["a", "b"]')
    refused("expected words with their ranks", index='{"a": "b"}')
    refused("expected words with their ranks", index='{"a": 1, "b": true}')
    refused("two words have one rank", index='{"a": 1, "b": 1}')
    refused("two words have one rank, or one is below 1", index='{"a": 0, "b": 1}')
    refused("word_index.json: the file is empty", index="")
    (tmp_path / "imdb_word_index.json").unlink()
    with pytest.raises(
        CourseError, match="imdb_word_index.json .* `.*course data fetch imdb-keras`"
    ):
        imdb.load(path=tmp_path / "imdb.npz")


def test_a_poisoned_keras_file_is_not_run(tmp_path):
    class Poison:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "made by the poison"),)

    rows = np.empty(1, dtype=object)
    rows[0] = Poison()
    np.savez(tmp_path / "imdb.npz", x_train=rows, y_train=[0])
    write(tmp_path / "imdb_word_index.json", '{"a": 1}')
    with pytest.raises(CourseError, match="x_train: .*mkdir, and is not run"):
        imdb.load(path=tmp_path / "imdb.npz")
    assert not (tmp_path / "made by the poison").exists()


@pytest.mark.parametrize("form", ["tar.gz", "tar", "table", "ids"])
def test_no_damage_leads_to_a_traceback(tmp_path, form):
    path = tmp_path / "imdb.npz"
    content = {
        "tar.gz": archive(both()),
        "tar": archive(both(), "w")[:6_000],
        "table": table(FILMS),
        "ids": keras(tmp_path).read_bytes(),
    }[form]
    rng = np.random.default_rng(5)
    refused = 0
    for _ in range(200):
        harmed = bytearray(content)
        harmed[rng.integers(len(harmed))] = rng.integers(256)
        if rng.random() < 0.2:
            del harmed[rng.integers(len(harmed)) :]
        try:
            reviews = imdb.load(path=write(path, bytes(harmed)))
            assert len(reviews.words) == len(reviews.labels) and all(reviews.words)
        except CourseError:
            refused += 1
    assert refused > 50


def test_where_reviews_are_looked_for(folder):
    with pytest.raises(
        CourseError, match="aclImdb_v1.tar.gz .* Run `course data fetch imdb`, or set"
    ):
        imdb.load()
    write(folder / "imdb_dataset_sample.csv.gz", gzip.compress(table([("sample", "positive")] * 2)))
    assert imdb.load().words == [["sample"]]
    keras(folder, ["two goats"] * 2, (0, 1))
    assert imdb.load().words == [["two", "goats"]] * 2
    write(folder / imdb.TABLE, table([("table", "positive")] * 2))
    assert imdb.load().words == [["table"]]
    write(folder / "aclImdb/train/pos/1_10.txt", "Folder")
    assert imdb.load().words == [["folder"]]
    write(folder / imdb.ARCHIVE, archive(both()))
    assert len(imdb.load().words) == 4


def test_a_folder_that_may_not_be_looked_into(tmp_path, monkeypatch):
    def closed(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(tmp_path), "is_dir", closed)
    with pytest.raises(
        CourseError, match="cannot be read: Permission denied; allow yourself to read it"
    ):
        imdb.load(path=tmp_path / "closed" / "aclImdb")


def test_unknown_split_and_missing_path(tmp_path):
    with pytest.raises(ValueError, match="the splits are train and test, got 'dev'"):
        imdb.load("dev")
    with pytest.raises(CourseError, match="nothing cannot be read"):
        imdb.load(path=tmp_path / "nothing")
    with pytest.raises(CourseError, match="this folder has no reviews in train/neg and train/pos"):
        imdb.load(path=tmp_path)


@real_data
@pytest.mark.parametrize("split", imdb.SPLITS)
def test_real_reviews_are_the_same_in_all_layouts(split):
    folder = os.path.join(os.environ["COURSE_DATA"], "imdb")
    paths = [os.path.join(folder, name) for name in SAMPLES]
    if not all(map(os.path.exists, paths)):
        pytest.skip("not all three layouts are there")
    texts, _, ids = (imdb.load(split, path=path) for path in paths)
    assert len(texts.words) == len(ids.words) == 5_000
    assert texts.labels.mean() == ids.labels.mean() == 0.5
    ours, theirs = (
        collections.Counter(word for words in reviews.words for word in words)
        for reviews in (texts, ids)
    )
    # The index of Keras is of the training reviews, so words of the test reviews alone are missing.
    assert (ours & theirs).total() > 0.985 * ours.total()
    assert (ours & theirs).total() > 0.999 * theirs.total()


@real_data
def test_real_rows_of_the_table_are_reviews_of_the_archive():
    folder = os.path.join(os.environ["COURSE_DATA"], "imdb")
    paths = [os.path.join(folder, name) for name in SAMPLES[:2]]
    if not all(map(os.path.exists, paths)):
        pytest.skip("no sample of the table")
    reviews = imdb.load("train", path=paths[0])
    labels = dict(zip(map(tuple, reviews.words), reviews.labels, strict=True))
    for split in imdb.SPLITS:
        rows = imdb.load(split, path=paths[1])
        assert all(labels[tuple(row)] == label for row, label in zip(*rows[:2], strict=True))

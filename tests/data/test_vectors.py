"""Word vectors in every form, against gensim's own reader, and files that are malformed."""

import gzip
import io
import os
import zipfile

import numpy as np
import pytest
from gensim.models import KeyedVectors

from course.data import vectors
from course.data.fetching import local
from course.data.fetching.catalogue import DATASETS
from course.errors import CourseError, DataError

GLOVE = DATASETS["glove"].files[0]
WORDS = ["goat", "naïve", "!", "1", "goat's", "w\u00a0x"]
TEXT = "goat 1 -0.5\nsheep 2e-1 .25\n"
BINARY = b"2 2\ngoat " + np.array([1, -0.5], "<f4").tobytes()
BINARY += b"\nsheep " + np.array([0.2, 0.25], "<f4").tobytes() + b"\n"

real_data = pytest.mark.skipif(
    not os.environ.get("COURSE_DATA"), reason="COURSE_DATA is not set: no real files"
)


def zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "" if name.endswith("/") else TEXT)
    return file.getvalue()


def random_vectors(size, count=6, seed=1):
    keyed = KeyedVectors(size)
    words = (WORDS + [f"word{i}" for i in range(count)])[:count]
    numbers = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    keyed.add_vectors(words, numbers)
    return keyed


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def pack(path, how):
    content = path.read_bytes()
    if how == "gz":
        content = gzip.compress(content, mtime=0)
    elif how == "zip":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("glove.6B.50d.txt", "not this\n")
            archive.writestr(vectors.MEMBER, content)
        content = file.getvalue()
    return write(path, content)


@pytest.mark.parametrize("how", ["plain", "gz", "zip"])
@pytest.mark.parametrize("form", ["glove", "word2vec", "binary"])
@pytest.mark.parametrize("size, count", [(2, 6), (7, 1), (300, 40)])
def test_what_gensim_writes_comes_back(tmp_path, form, how, size, count):
    written = random_vectors(size, count)
    path = tmp_path / "vectors"
    written.save_word2vec_format(str(path), binary=form == "binary", write_header=form != "glove")
    loaded = vectors.load(pack(path, how))
    assert loaded.index_to_key == written.index_to_key
    assert loaded.vectors.dtype == np.float32
    np.testing.assert_array_equal(loaded.vectors, written.vectors)
    assert vectors.load(path, words=[]).vectors.shape[0] == 0
    if count > 2:
        assert loaded.most_similar(WORDS[0]) == written.most_similar(WORDS[0])


@pytest.mark.parametrize("binary", [False, True])
def test_what_gensim_reads_is_what_we_read(tmp_path, binary):
    path = tmp_path / "vectors"
    random_vectors(12, 30, seed=5).save_word2vec_format(str(path), binary=binary)
    theirs = KeyedVectors.load_word2vec_format(str(path), binary=binary)
    ours = vectors.load(path)
    assert ours.key_to_index == theirs.key_to_index
    np.testing.assert_array_equal(ours.vectors, theirs.vectors)


@pytest.mark.parametrize("binary", [False, True])
def test_only_some_words(tmp_path, binary):
    written = random_vectors(4)
    path = tmp_path / "vectors"
    written.save_word2vec_format(str(path), binary=binary)
    loaded = vectors.load(path, words=["1", "goat", "tractor"])
    assert loaded.index_to_key == ["goat", "1"]  # in the order of the file
    np.testing.assert_array_equal(loaded["1"], written["1"])


def test_they_can_be_written_again(tmp_path):
    loaded = vectors.load(write(tmp_path / "a", TEXT))
    loaded.save_word2vec_format(str(tmp_path / "b"), binary=True)
    again = vectors.load(tmp_path / "b")
    assert again.index_to_key == ["goat", "sheep"] and again.vector_size == 2
    np.testing.assert_array_equal(again.vectors, np.float32([[1, -0.5], [0.2, 0.25]]))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "2 2\n" + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", " \n"),  # as fastText writes
        TEXT[:-1],
        BINARY,
        "\ufeff" + TEXT,
        "\ufeff2 2\n" + TEXT,
        TEXT.replace(" ", "\t"),
        "2\t2\r\n" + TEXT.replace(" ", "\t").replace("\n", "\t \r\n"),
        TEXT.replace("goat ", "goat\t"),
        gzip.compress(("\ufeff" + TEXT).encode(), mtime=0),
        BINARY.replace(b"\nsheep", b"sheep"),
        BINARY[:-1],
        TEXT + "\n\r\n \n",
        "2 2\n" + TEXT + "\n",
        zipped("glove.840B.300d.txt"),
        zipped("wiki/", "wiki/wiki.en.vec", "__MACOSX/", "__MACOSX/wiki/._wiki.en.vec"),
    ],
)
def test_variants_of_a_form(tmp_path, text):
    loaded = vectors.load(write(tmp_path / "vectors", text))
    assert loaded.index_to_key == ["goat", "sheep"]
    np.testing.assert_array_equal(loaded.vectors, np.float32([[1, -0.5], [0.2, 0.25]]))


@pytest.mark.parametrize(
    "content, sentence",
    [
        (TEXT + "cow 1\n", "line 3: expected a word and 2 numbers, found 1 numbers: 'cow 1'"),
        (TEXT + "cow 1 2 3\n", "line 3: expected a word and 2 numbers, found 3 numbers"),
        (TEXT + "cow  1 2\n", "line 3: expected a word and 2 numbers, found 3 numbers"),
        (TEXT + "cow\n", "line 3: expected a word and 2 numbers, found 0 numbers"),
        (TEXT + "\n" + TEXT, "line 3: .* found an empty line"),
        (TEXT.replace(" ", "  "), "line 1: .* found two spaces in a row"),
        (TEXT + "new york 2 1 2\n", "line 3: expected a word and 2 numbers, found 4 numbers"),
        (TEXT + ". . . 1 2\n. . . 1 2\n", "line 4: '. . .' has a vector already"),
        (
            zipped("a.25d.txt", "a.50d.txt"),
            "has no glove.6B.100d.txt in it, but a.25d.txt, a.50d.txt",
        ),
        ("goat\n", "line 1: expected a word and some numbers, found 0 numbers"),
        (TEXT + "cow 1 two\n", "line 3: expected 2 numbers, found 'two'"),
        (TEXT + "cow x 2\n", "line 3: expected 2 numbers, found 'x'"),
        (TEXT + "cow 1,5 2\n", "line 3: expected 2 numbers, found '1,5'"),
        (TEXT + "cow 1.2.3 x\n", "line 3: expected 2 numbers, found '1.2.3'"),
        (TEXT + "cow 1 nan\n", "line 3: 'cow' has a number that is not finite"),
        (TEXT + "cow -inf 1\n", "line 3: 'cow' has a number that is not finite"),
        (TEXT + "cow 1e99 1\n", "line 3: 'cow' has a number that is not finite"),
        (TEXT + "goat 1 2\n", "line 3: 'goat' has a vector already"),
        (TEXT.encode() + b"k\xfc 1 2\n", "line 3: the word .* is not UTF-8"),
        (TEXT + " 1 2\n", "line 3: the word is empty"),
        (TEXT.encode() + b"cow \x00\x01\x02 2\n", "line 3: .* found bytes that are not text"),
        ("3 2\n" + TEXT, "promises 3 words, and 2 come"),
        ("1 2\n" + TEXT, "line 3: its first line promises 1 words"),
        ("2 3\n" + TEXT, "line 2: expected a word and 3 numbers, found 2 numbers"),
        ("0 3\n", "line 1: promises 0 words of 3 numbers"),
        ("2 99999999\n" + TEXT, "line 1: promises 2 words of 99999999 numbers"),
        ("9999999999 2\n" + TEXT, "line 1: promises 9999999999 words"),
        ("x " + "1" * 2**20, "line 1: far too long"),
        ("", "has no vectors"),
        ("3 2\n", "has no vectors"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-9], "is damaged"),
        (BINARY[:-3], "word 2 of 2: 'sheep' is cut off, the file ends"),
        (BINARY[: BINARY.index(b"sheep") + 3], "promises 2 words, and it ends after 1"),
        (b"3" + BINARY[1:], "promises 3 words, and it ends after 2"),
        (b"1" + BINARY[1:], "promises 1 words of 2 numbers, and more follows: b'sheep"),
        (b"2 4" + BINARY[3:], "promises 2 words, and it ends after 1"),
        (BINARY.replace(b"sheep", b"goat"), "word 2 of 2: 'goat' has a vector already"),
        (BINARY.replace(b"sheep", b"sh\xe4p"), "word 2 of 2: the word .* is not UTF-8"),
        (BINARY.replace(b"sheep", b""), "word 2 of 2: the word is empty"),
        (BINARY.replace(b"sheep", b"s" * 2000), "word 2 of 2: .* 1000 bytes without a space"),
        (
            BINARY[:-5] + np.float32(np.nan).tobytes() + b"\n",
            "word 2 of 2: 'sheep' has a number that is not finite",
        ),
        (b"\x80\x04\x95cnumpy\nmultiarray\n", "this is a pickle: it is not run"),
        (TEXT + "cow \x01 2\n", "line 3: .* found bytes that are not text"),
        ("goat\u00a01 2 3\nsheep\u00a04 5 6\n", "line 1: .* found a no-break space before '1'"),
        ("goat,1,-0.5\nsheep,2,3\n", "line 1: expected a word and some numbers, found 0 numbers"),
        (TEXT.encode("utf-16"), "this is text in UTF-16: save it as UTF-8"),
        (TEXT.encode("utf-16-le"), "this is text in UTF-16: save it as UTF-8"),
        (gzip.compress(TEXT.encode("utf-16"), mtime=0), "this is text in UTF-16"),
    ],
)
def test_what_is_malformed_is_named(tmp_path, content, sentence):
    path = write(tmp_path / "vectors", content)
    with pytest.raises(CourseError, match=sentence) as caught:
        vectors.load(path)
    assert str(caught.value).startswith(str(path)) and DataError.advice() in str(caught.value)


def binary(words, numbers, line_feed=b"", promise=None):
    """As word2vec (with a line feed after each vector) and gensim (without) write."""
    size = promise or numbers.shape[1]
    rows = [f"{word} ".encode() + row.tobytes() for word, row in zip(words, numbers, strict=True)]
    return f"{len(words)} {size}\n".encode() + line_feed.join(rows) + line_feed


@pytest.mark.parametrize("line_feed", [b"", b"\n"])
@pytest.mark.parametrize("size", [4, 50, 300])
@pytest.mark.parametrize("place", [0, 3, 6])
@pytest.mark.parametrize(
    "word",
    ["new york", "a b", "rock and roll", "8 1/2", "Düsseldorf am Rhein", "new yor", "x abcdefg"],
)
def test_a_space_within_a_word_of_a_binary_file_is_named(tmp_path, word, place, size, line_feed):
    words = ["goat", "sheep", "naïve", "cow", "1", "!", "lamb"]
    words[place] = word
    numbers = np.random.default_rng(size + place).normal(size=(7, size)).astype("<f4")
    path = write(tmp_path / "vectors", binary(words, numbers, line_feed))
    for keep in (None, {"goat"}):
        with pytest.raises(
            CourseError, match=f"word {place + 1} of 7: the word seems to be '{word}'"
        ):
            vectors.load(path, words=keep)


@pytest.mark.parametrize("seed", range(5))
def test_what_looks_like_a_space_within_sound_numbers_is_none(tmp_path, seed):
    """The first bytes of every vector are a letter and a space."""
    rng = np.random.default_rng(seed)
    numbers = rng.normal(size=(200, 20)).astype("<f4")
    numbers.view("u1")[:, :2] = np.frombuffer(b"k ", "u1")
    numbers[:, -1] = 0
    words = [f"word{i}" for i in range(200)]
    loaded = vectors.load(write(tmp_path / "vectors", binary(words, numbers)))
    np.testing.assert_array_equal(loaded.vectors, numbers)


@pytest.mark.parametrize("line_feed", [b"", b"\n"])
@pytest.mark.parametrize("promise", [5, 7, 12, 3])
def test_a_binary_file_whose_header_has_another_size(tmp_path, promise, line_feed):
    numbers = np.random.default_rng(1).normal(size=(40, 6)).astype("<f4")
    content = binary([f"word{i}" for i in range(40)], numbers, line_feed, promise)
    with pytest.raises(CourseError, match="vectors, word|and it ends after|and more follows"):
        vectors.load(write(tmp_path / "vectors", content))


def test_a_no_break_space_within_a_word_stays(tmp_path):
    loaded = vectors.load(write(tmp_path / "vectors", "w\u00a0x 1 2\n3\u00a01/2 3 4\n"))
    assert loaded.index_to_key == ["w\u00a0x", "3\u00a01/2"]


@pytest.mark.parametrize(
    "word", [". . .", "at name@domain.com", "8 1/2", "in mylot.com", "• name@domain.com"]
)
def test_spaces_within_a_word_of_a_text_stay(tmp_path, word):
    """As in GloVe's vectors of 840 billion words."""
    loaded = vectors.load(write(tmp_path / "vectors", f"{TEXT}{word} 1 2\n"), words={word, "goat"})
    assert loaded.index_to_key == ["goat", word]
    np.testing.assert_array_equal(loaded[word], np.float32([1, 2]))


def test_columns_are_counted_even_of_words_that_are_not_kept(tmp_path):
    with pytest.raises(CourseError, match="line 3: expected a word and 2 numbers"):
        vectors.load(write(tmp_path / "vectors", TEXT + "cow 1\n"), words={"goat"})


def test_no_damage_leads_to_a_traceback(tmp_path):
    rng = np.random.default_rng(3)
    refused = 0
    for good in (TEXT.encode() * 1, b"2 2\n" + TEXT.encode(), BINARY):
        for _ in range(300):
            harmed = bytearray(good)
            harmed[rng.integers(len(harmed))] = rng.integers(256)
            del harmed[rng.integers(1, 2 * len(harmed)) :]
            try:
                loaded = vectors.load(write(tmp_path / "harmed", bytes(harmed)))
                assert np.isfinite(loaded.vectors).all() and len(loaded) == len(loaded.vectors)
            except CourseError:
                refused += 1
    assert refused > 300


def test_a_matrix_for_an_embedding():
    keyed = random_vectors(3)
    rows, found = vectors.matrix(keyed, ["", "1", "tractor", "goat", "1"])
    assert rows.dtype == np.float32 and rows.shape == (5, 3)
    assert found.dtype == bool and found.tolist() == [False, True, False, True, True]
    np.testing.assert_array_equal(rows[[1, 3, 4]], keyed[["1", "goat", "1"]])
    assert not rows[[0, 2]].any()
    rows[1] = 0
    assert keyed["1"].any()  # a copy
    rows, found = vectors.matrix(keyed, [])
    assert rows.shape == (0, 3) and found.shape == (0,)


def test_where_vectors_are_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    folder = tmp_path / "vectors"
    folder.mkdir()
    with pytest.raises(CourseError, match="Run `course data fetch glove` .* or set COURSE_DATA"):
        vectors.load()
    names = [*GLOVE.samples, *reversed(GLOVE.names)]  # each comes before those above it
    for i, name in enumerate(names):
        path = write(folder / name, f"word{i} 1 2\n")
        if name.endswith(".zip"):
            pack(path, "zip")
        elif i % 2:
            pack(path, "gz")
        assert vectors.load().index_to_key == [f"word{i}"]


@real_data
def test_real_vectors():
    keyed = vectors.load()
    assert len(keyed) > 9_000 and keyed.vector_size in (50, 100)
    assert keyed.most_similar(positive=["king", "woman"], negative=["man"])[0][0] == "queen"
    theirs = KeyedVectors.load_word2vec_format(
        str(local.required("glove")), no_header=True, limit=100
    )
    np.testing.assert_array_equal(keyed.vectors[:100], theirs.vectors)

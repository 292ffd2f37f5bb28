"""What is no data file is told by its first bytes, and what is one is left alone."""

import io
import pickle
import random
import sqlite3
import zipfile

import numpy as np
import pytest

from course import file_kinds

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
PAGE = b"<!DOCTYPE html><html><title>Log in</title></html>"
FOREIGN = {
    "lfs": (LFS, "Git LFS pointer"),
    "annex": (b"/annex/objects/SHA256E-s31--c1.zip\n", "git-annex pointer"),
    "annex link": (b"../.git/annex/objects/Xk/0v/SHA256E-s3/SHA256E-s3\n", "git-annex pointer"),
    "page": (PAGE, "a web page"),
    "page after spaces": (b"\r\n\n  " + PAGE.lower(), "a web page"),
    "page after a remark": (b"<!-- cached -->\n<html lang=en>", "a web page"),
    "page as XHTML": (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD">', "a web page"),
    "page in part": (b"<h1>Not Found</h1>\n<p>Sorry", "a web page"),
    "page that leads on": (b"<title>Redirecting...</title>", "a web page"),
    "portal": (b'<?xml version="1.0"?>\n<WISPAccessGatewayParam>', "an XML document"),
    "S3": (b'<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code></Error>', "XML, as servers"),
    "json": (b'{"message": "Not Found", "documentation_url": "https://x"}', "in JSON"),
    "json with a number": (b'{"status": 404, "error": "Not Found"}', "in JSON"),
    "json after fields": (b'{"success": false, "id": -1, "error": {"code": 404}}', "in JSON"),
    "json within": (b'{\n "error": {"code": 403}}', "in JSON"),
    "404": (b"404: Not Found", "an error that a server reported"),
    "access": (b"Access Denied.\n", "an error that a server reported"),
    "entry": (b"Entry not found", "an error that a server reported"),
    "page not found": (b"404 page not found\n", "an error that a server reported"),
    "429": (b"429: Too Many Requests\nFor more on scraping GitHub ...\n", "that a server reported"),
    "503": (b"Service Unavailable", "an error that a server reported"),
    "number": (b"error code: 1020", "an error that a server reported"),
    "shortcut": (b"[InternetShortcut]\r\nURL=https://x\r\n", "a link to a page"),
    "webloc": (b"bplist00\xd1\x01\x02", "a link to a page or a file"),
    "rtf": (b"{\\rtf1\\ansi\\cocoartf2639", "a Rich Text document"),
    "parquet": (b"PAR1\x15\x04\x15", "Parquet"),
    "feather": (b"ARROW1\x00\x00\xff", "Feather"),
    "old feather": (b"FEA1\x00\x00", "Feather"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Office"),
    "pickle": (pickle.dumps({"a": [1]}), "a pickle: it is not run"),
    "old pickle": (pickle.dumps([1, 2], 2), "a pickle"),
    "fastText": (b"\xba\x16\x4f\x2f\x0c\x00", "a model of fastText"),
    "h5": (b"\x89HDF\r\n\x1a\n\x00", "HDF5"),
    "pdf": (b"%PDF-1.7\n", "a PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "xz": (b"\xfd7zXZ\x00\x00", "packed with xz"),
    "bz2": (b"BZh91AY&SY\x00", "packed with bzip2"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
    "utf-16": ("Moo.\tMeuh !\n".encode("utf-16"), "UTF-16: save it as UTF-8"),
    "utf-16 without mark": ("Moo.\tMeuh !\n".encode("utf-16-be"), "UTF-16"),
    "zeros": (bytes(100), "nothing but zero bytes"),
}  # fmt: skip


def sqlite(tmp_path):
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table sheep (name)")
    return (tmp_path / "a.db").read_bytes()


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_data_is_named_with_what_to_do(name):
    content, sentence = FOREIGN[name]
    said = file_kinds.foreign(content)
    assert said.startswith("this is ") and sentence in said and ": " in said


def test_of_other_programs(tmp_path):
    assert "SQLite" in file_kinds.foreign(sqlite(tmp_path))
    file = io.BytesIO()
    np.save(file, np.arange(3))
    assert "numpy" in file_kinds.foreign(file.getvalue())
    assert file_kinds.foreign(file.getvalue(), but=(file_kinds.NPY,)) is None
    assert file_kinds.foreign(PAGE, but=(file_kinds.NPY,)) is not None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"Moo.\tMeuh !\n",
        b"404 0.1 0.2\nsheep 1 2\n",  # a vector
        b"Not found.\tPas trouv\xc3\xa9.\nGo.\tVa !\n",
        b"<unk> 0.1 0.2\n<s> 1 2\n",
        b"<3 I love this film\n",
        b"version 1 of the film was better\n",
        b"par1 0.1 0.2\nPAR1 0.3 0.4\n",
        b"PAR1 0.1 0.2\n",
        b"fea1 is a word, ARROW1 another\n",
        b'{"the": 1, "error": 77, "message": 88}',
        b'{"error": 1, "message": 2}',
        b'{"code": 404, "message": 2}',
        b'{"the": 1, "and": 2, "detail": 3}',
        b"404 500 0.1\n500 Not found\n",
        b"500 days of summer\tx\n",
        b"Not found.\nFound.\n",
        b"<br /><br />A film about a <body>\n",
        b"review,sentiment\n",
        b"2 2\ngoat " + np.float32([0, 0]).tobytes(),
        b"(3 (2 a) (2 b))\n",
        "\u00a0Nicht trennen\n".encode(),
        "\ufeffgoat 1 2\n".encode(),
        b" anarchism originated as a term of abuse",
    ],
)
def test_text_and_vectors_are_left_alone(text):
    assert file_kinds.foreign(text) is None


def test_random_words_are_left_alone():
    rng = random.Random(3)
    for _ in range(300):
        text = "".join(
            rng.choices("abcdefghijklmnopqrstuvwxyz \t\n0123456789<>{}\"':,.äß水", k=200)
        )
        assert file_kinds.foreign(text.encode()) is None


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("xl/workbook.xml", "an Excel workbook"),
        ("word/document.xml", "a Word document"),
        ("content.xml", "an OpenDocument file"),
        ("archive/data.pkl", "a PyTorch file: it is not run"),
        ("model.weights.h5", "a Keras file"),
    ],
)
def test_what_is_zipped(name, sentence):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "")
        archive.writestr(name, "")
        names = archive.namelist()
    assert sentence in file_kinds.zipped(names)
    assert file_kinds.zipped(["fra.txt", "_about.txt"]) is None

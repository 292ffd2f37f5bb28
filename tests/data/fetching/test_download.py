"""Servers that answer well and badly, on this machine, and what is left on the disk afterwards."""

import gzip
import hashlib
import io
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from course import cli
from course.data import tatoeba
from course.data.fetching import catalogue, download, local
from course.data.shared import reading
from course.errors import CourseError, DataError

DIGITS = random.Random(1).choices("0123456789", k=400_000)
TEXT = "".join(f"{''.join(DIGITS[i : i + 40])} stars\n" for i in range(0, 400_000, 40)).encode()
PACKED = gzip.compress(TEXT, mtime=0)
PAIRS = "".join(f"I see {i} sheep.\tJe vois {i} moutons !\n" for i in range(3_000)).encode()
HERD = b"PK\x03\x04 stands for an archive of several files" * 100
PAGE = b"<!DOCTYPE html><html><title>Log in</title><p>Welcome to the hotel</p></html>"


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return file.getvalue()


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    proxies = ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy", "HTTPS_PROXY", "https_proxy")
    for name in (*proxies, *download.AUTHORITIES, "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(download, "TIMEOUT", (60, 60))  # a busy machine takes its time


@pytest.fixture
def server():
    """A server whose answer a test chooses: `server.answer = function of the request handler`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.requests.append(self)
            self.server.answer(self)

        def log_message(self, *arguments):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    httpd.block_on_close = False  # a silent answer may still be waiting
    httpd.requests = []
    httpd.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def send(content, *, status=200, length=None, kind="application/octet-stream", **headers):
    def answer(request):
        request.send_response(status)
        request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if length is not False:
            request.send_header("Content-Length", str(len(content) if length is None else length))
        request.end_headers()
        try:
            request.wfile.write(content)
        except ConnectionError:  # the client had enough
            pass

    return answer


def silent(before=b""):
    """Nothing more comes, and the connection stays open for longer than any test waits."""

    def answer(request):
        if before:
            send(before, length=len(PACKED))(request)
        time.sleep(60)

    return answer


def chunked_and_broken_off(request):
    request.protocol_version = "HTTP/1.1"
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b"1000\r\n" + PACKED[:0x500])
    request.close_connection = True


def hang_up(request):
    request.connection.shutdown(socket.SHUT_RDWR)


def stars(url):
    """A data set of one file whose hash is known."""
    return data_set(
        catalogue.File(
            f"{url}/stars.txt.gz", "stars.txt", len(PACKED), hashlib.sha256(TEXT).hexdigest()
        )
    )


def sheep(url, monkeypatch, fewest=3_000):
    """A data set whose publisher changes it, so that only its form can be checked."""
    monkeypatch.setattr(tatoeba, "FEWEST_PAIRS", fewest)
    check = catalogue.DATASETS["tatoeba-fra"].files[0].check
    return data_set(catalogue.File(f"{url}/fra-eng.zip", "fra.txt", len(PAIRS), check=check))


def herd(url, **more):
    """A data set of an archive of several files, whose own hash is known."""
    digest = hashlib.sha256(HERD).hexdigest()
    return data_set(
        catalogue.File(f"{url}/herd.zip", "a.txt", len(HERD), archive_sha256=digest, **more)
    )


def data_set(*files):
    return catalogue.DataSet(
        "sheep", "sheep that count", "free", "https://sheep.example", "sheep", files
    )


def left():
    """Names in the data set's folder of the cache, hidden ones too."""
    folder = local.cache_folder("sheep")
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("length", [None, False])
def test_a_good_file_is_fetched_once(server, length, capfd):
    server.answer = send(PACKED, length=length)
    (fetched,) = download.fetch(stars(server.url))
    assert fetched.path == local.cache_folder("sheep") / "stars.txt.gz"
    assert fetched.path.read_bytes() == PACKED and left() == ["stars.txt.gz"]
    assert fetched.sha256 == hashlib.sha256(PACKED).hexdigest() and fetched.is_new
    said = capfd.readouterr()
    assert "stars.txt.gz" in said.err and said.out == ""  # the progress bar
    (again,) = download.fetch(stars(server.url))
    assert again == fetched._replace(is_new=False) and len(server.requests) == 1


def test_how_it_is_packed_does_not_matter(server):
    """Servers set Content-Encoding for .gz files, or pack them again; the text is what counts."""
    for answer in (
        send(gzip.compress(TEXT, 1)),
        send(PACKED, Content_Encoding="gzip"),
        send(TEXT),
    ):
        server.answer = answer
        (fetched,) = download.fetch(stars(server.url))
        assert reading.lines(fetched.path, "stars.txt") == TEXT.decode().splitlines()
        fetched.path.unlink()


def test_the_request_names_the_course_and_takes_no_packing(server):
    server.answer = send(PACKED)
    download.fetch(stars(server.url))
    headers = server.requests[0].headers
    assert "sequence-course/" in headers["User-Agent"] and "python" not in headers["User-Agent"]
    assert headers["Accept-Encoding"] == "identity"


HALF = PACKED[: len(PACKED) // 2]
FAILURES = {
    "breaks off": (send(HALF, length=len(PACKED)), r"only in part.*: 127.0.0.1 hung up"),
    "breaks off at once": (send(b"", length=len(PACKED)), "only in part: 127.0.0.1 hung up"),
    "breaks off within a chunk": (chunked_and_broken_off, "only in part: 127.0.0.1 hung up"),
    "hangs up": (hang_up, "could not be fetched: 127.0.0.1 hung up"),
    "half, and says so": (send(HALF), "stars.txt.gz: the file is damaged"),
    "half, says nothing": (send(HALF, length=False), "stars.txt.gz: the file is damaged"),
    "length is short": (send(PACKED, length=len(HALF)), "stars.txt.gz: the file is damaged"),
    "nothing": (send(b""), "could not be fetched: 127.0.0.1 sends nothing"),
    "no content": (send(b"", status=204), "127.0.0.1 sends nothing"),
    "sends nowhere": (send(b"", status=302), "127.0.0.1 sends nothing"),
    "wrong bytes": (send(b"wrong" * 200), "is not what was published"),
    "wrong text": (send(gzip.compress(TEXT[:-1])), "expected " + hashlib.sha256(TEXT).hexdigest()),
    "a bit is wrong": (
        send(PACKED[:99] + b"\x00" + PACKED[100:]),
        "stars.txt.gz: the file is damaged",
    ),
    "web page": (send(PAGE, kind="text/html"), "stars.txt.gz: this is a web page.*log in"),
    "web page, called data": (send(b"\xef\xbb\xbf\n" + PAGE), "stars.txt.gz: this is a web page"),
    "pointer": (
        send(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n"),
        "stars.txt.gz: this is a Git LFS pointer",
    ),
    "an error, called data": (
        send(b'{"message": "Not Found"}'),
        "an error that a server reported in JSON",
    ),
    "zeros": (send(bytes(1000)), "nothing but zero bytes"),
    "403": (send(b"", status=403), "answers 403 Forbidden"),
    "404": (send(PAGE, status=404), "answers 404 Not Found: it is no longer at http://127"),
    "406": (send(b"", status=406), "answers 406 Not Acceptable"),
    "511": (send(PAGE, status=511), "answers 511 .*: log in to this network first, in a browser"),
    "500": (send(b"", status=500), "answers 500 Internal Server Error: a server error"),
    "silent": (silent(), "could not be fetched: 127.0.0.1 is silent"),
    "falls silent": (silent(HALF), "only in part.*: 127.0.0.1 is silent"),
    "sends in a circle": (
        send(b"", status=302, Location="/again"),
        "sends us in a circle, more than 30 redirects",
    ),
    "sends elsewhere": (send(b"", status=302, Location="http:///"), "could not be fetched"),
    "sends for ever": (send(bytes(8 * len(PACKED) + 200_000)), "sends more than"),
    "other packing": (
        send(b"nonsense", Content_Encoding="gzip"),
        "only in part: .*something else than",
    ),
    "strange length": (send(bytes(9), length="many"), "is not what was published"),
}


@pytest.mark.parametrize("old", [None, b"a good old file"])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_server_that_fails_gets_a_sentence(server, failure, old, monkeypatch):
    answer, sentence = FAILURES[failure]
    if "silent" in failure:
        monkeypatch.setattr(download, "TIMEOUT", (60, 3))
    server.answer = answer
    target = local.cache_folder("sheep") / "stars.txt.gz"
    if old:
        target.parent.mkdir(parents=True)
        target.write_bytes(old)
    with pytest.raises(CourseError) as caught:
        download.fetch(stars(server.url))
    said = str(caught.value)
    assert re.search(sentence, said)
    assert ".part-" not in said and said.count("Try again") == 1
    assert f"get {server.url}/stars.txt.gz in a browser (its publisher: https://sheep" in said
    assert said.endswith(f"put it into {target.parent}")
    assert left() == (["stars.txt.gz"] if old else [])
    assert not old or target.read_bytes() == old
    assert target.parent.exists() == bool(old)  # no empty folder is left
    server.answer = send(PACKED)  # and then it starts over cleanly
    monkeypatch.setattr(download, "TIMEOUT", (60, 60))
    (fetched,) = download.fetch(stars(server.url))
    assert fetched.is_new and fetched.path.read_bytes() == PACKED and left() == ["stars.txt.gz"]


CERTIFICATES = {
    "requests": {"REQUESTS_CA_BUNDLE": "/gone.pem"},
    "curl": {"CURL_CA_BUNDLE": "/gone.pem"},
    "both": {"REQUESTS_CA_BUNDLE": "/gone.pem", "CURL_CA_BUNDLE": "/gone too.pem"},
    "no certificates": {"REQUESTS_CA_BUNDLE": __file__},
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_certificates_that_are_not_there_are_no_lack_of_space(server, monkeypatch, capsys, name):
    for variable, value in CERTIFICATES[name].items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(CourseError) as caught:
        download.fetch(stars(server.url.replace("http:", "https:")))
    said = str(caught.value)
    first, value = next(iter(CERTIFICATES[name].items()))
    assert f"the variable {first} names, {value}" in said and "space" not in said
    assert not local.cache_folder("sheep").exists()


def test_certificates_do_not_matter_where_nothing_is_proved(server, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/gone.pem")
    monkeypatch.setenv("SSL_CERT_FILE", "/gone.pem")
    server.answer = send(b"", status=404)
    with pytest.raises(CourseError, match="answers 404 Not Found"):
        download.fetch(stars(server.url))
    server.answer = send(PACKED)
    assert download.fetch(stars(server.url))[0].is_new


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize(
    "value",
    [
        "nonsense://x",
        "http://",
        "://",
        "http://127.0.0.1:99999",
        "http://[::1",
        "http://me:secret@",
    ],
)
def test_a_proxy_that_is_no_address(server, monkeypatch, variable, value):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv(variable, value)
    with pytest.raises(CourseError) as caught:
        download.fetch(stars(server.url))
    assert f"what the variable {variable} holds is not the address of a proxy" in str(caught.value)
    assert "secret" not in str(caught.value) and not local.cache_folder("sheep").exists()


def test_a_proxy_that_does_not_answer(server, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed.getsockname()[1]}")
    with pytest.raises(CourseError, match="the proxy named by .* does not let us through"):
        download.fetch(stars(server.url))


def test_a_proxy_of_socks(server, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with pytest.raises(CourseError, match="the proxy named by ALL_PROXY does not let us through"):
        download.fetch(stars(server.url))

    def lacks(*arguments, **more):
        raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")

    monkeypatch.setattr(requests, "get", lacks)
    with pytest.raises(
        CourseError, match="SOCKS, which needs a library: run `pip install pysocks`"
    ):
        download.fetch(stars(server.url))


def test_a_folder_that_somebody_else_uses_stays(server, monkeypatch):
    server.answer = send(b"", status=500)
    folder = local.cache_folder("sheep")
    folder.mkdir(parents=True)
    for name in ([], ["mine"]):
        for file in name:
            (folder / file).touch()
        with pytest.raises(CourseError):
            download.fetch(stars(server.url))
        assert left() == name and folder.is_dir()


@pytest.mark.parametrize("content", [PAGE, b"version https://git-lfs.github.com/spec/v1\n"])
def test_what_is_no_data_in_the_own_folder_is_said_and_left_alone(
    server, monkeypatch, tmp_path, content
):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "sheep").mkdir()
    own = tmp_path / "sheep" / "stars.txt.gz"
    own.write_bytes(content)
    with pytest.raises(CourseError, match=f"^{own}: this is a") as caught:
        download.fetch(stars(server.url))
    assert "elete" not in str(caught.value)
    assert own.read_bytes() == content and server.requests == []


def test_nobody_listens():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(CourseError, match=r"no connection to 127.0.0.1 \(.*refused"):
        download.fetch(stars(url))
    assert left() == []


def test_an_unknown_host(monkeypatch):
    def unknown(*arguments, **more):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(CourseError, match="no network, or nobody knows nowhere.example"):
        download.fetch(stars("http://nowhere.example"))


def test_a_server_that_cannot_prove_who_it_is(server):
    with pytest.raises(CourseError, match="cannot prove that it is 127.0.0.1"):
        download.fetch(stars(server.url.replace("http:", "https:")))


def test_a_proxy_that_is_not_there(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(CourseError, match="the proxy named by"):
        download.fetch(stars("http://nowhere.example"))


def test_ctrl_c_leaves_nothing(server, monkeypatch):
    def interrupt(path, member):
        raise KeyboardInterrupt

    server.answer = send(PACKED)
    monkeypatch.setattr(reading, "unpacked", interrupt)
    with pytest.raises(KeyboardInterrupt):
        download.fetch(stars(server.url))
    assert left() == []


def test_a_folder_that_cannot_be_written(server, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "file"))
    server.answer = send(PACKED)
    with pytest.raises(CourseError, match="cannot write"):
        download.fetch(stars(server.url))


def test_of_several_files_only_the_missing_ones_are_fetched(server):
    parts = [f"part {i}\n".encode() for i in range(3)]
    data = data_set(
        *(
            catalogue.File(f"{server.url}/{i}.txt", f"{i}.txt", 9, hashlib.sha256(part).hexdigest())
            for i, part in enumerate(parts)
        )
    )

    def fail_at_the_third(request):
        send(parts[int(request.path[1])] if request.path < "/2" else PAGE)(request)

    server.answer = fail_at_the_third
    with pytest.raises(CourseError, match="2.txt: this is a web page"):
        download.fetch(data)
    assert left() == ["0.txt", "1.txt"]
    server.answer = lambda request: send(parts[int(request.path[1])])(request)
    assert [file.is_new for file in download.fetch(data)] == [False, False, True]
    assert [request.path for request in server.requests] == ["/0.txt", "/1.txt", "/2.txt", "/2.txt"]


def test_what_lies_in_course_data_is_left_alone(server, tmp_path, monkeypatch):
    own = tmp_path / "own" / "sheep" / "stars.txt"
    own.parent.mkdir(parents=True)
    own.write_text("stars of my own")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "own"))
    (found,) = download.fetch(stars(server.url))
    digest = hashlib.sha256(b"stars of my own").hexdigest()
    assert found == (own, digest, False) and server.requests == []
    own.rename(own.with_name("fra.txt"))
    assert not download.fetch(sheep(server.url, monkeypatch), sha256=digest)[0].is_new
    with pytest.raises(CourseError, match=f"fra.txt: the file has SHA-256 {digest}, expected 0000"):
        download.fetch(sheep(server.url, monkeypatch), sha256="0" * 64)
    assert server.requests == [] and left() == []


def test_a_file_without_a_hash_is_checked_by_its_form(server, monkeypatch):
    good = zipped(fra_txt=PAIRS, about_txt=b"terms of use")
    server.answer = send(good)
    (fetched,) = download.fetch(sheep(server.url, monkeypatch))
    digest = hashlib.sha256(good).hexdigest()
    assert fetched.sha256 == digest and left() == ["fra-eng.zip", "fra-eng.zip.sha256"]
    record = fetched.path.with_name("fra-eng.zip.sha256")
    assert record.read_text() == f"{digest}  fra-eng.zip\n"  # as sha256sum --check reads it
    assert not download.fetch(sheep(server.url, monkeypatch), sha256=digest.upper())[0].is_new
    assert len(server.requests) == 1


def test_a_file_that_changed_on_the_disk_is_fetched_anew(server, monkeypatch, capsys):
    server.answer = send(zipped(fra_txt=PAIRS))
    (fetched,) = download.fetch(sheep(server.url, monkeypatch))
    fetched.path.write_bytes(zipped(fra_txt=PAIRS.replace(b"sheep", b"goats")))
    assert download.fetch(sheep(server.url, monkeypatch))[0].is_new
    assert "fetched anew" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content, sentence",
    [
        (zipped(deu_txt=PAIRS), "fra-eng.zip: the archive has no fra.txt in it, but deu.txt"),
        (zipped(fra_txt=PAIRS)[:-30], "fra-eng.zip: this is not a zip archive"),
        (PAIRS, "fra-eng.zip: this is not a zip archive"),
        (zipped(fra_txt=PAIRS).replace(b"7 sheep", b"7 goats"), "damaged .*CRC"),
        (zipped(fra_txt=PAIRS[:5_000]), "has 1.. sentence pairs, and .* more than 3000"),
        (zipped(fra_txt=PAIRS + b"no tab\n"), "line 3001: expected English, a tab and"),
        (zipped(fra_txt=PAIRS.replace(b"\t", b"\t\xff")), "line 1: byte 0xff is not UTF-8"),
        (zipped(fra_txt=b""), "fra-eng.zip: the file is empty"),
        (PAGE, "web page"),
    ],
)
def test_a_file_without_a_hash_that_is_not_sound(server, monkeypatch, content, sentence):
    server.answer = send(content)
    with pytest.raises(CourseError, match=sentence) as caught:
        download.fetch(sheep(server.url, monkeypatch))
    assert left() == [] and ".part-" not in str(caught.value)
    assert DataError.advice() not in str(caught.value)  # there is nothing to delete


def test_an_archive_is_checked_by_its_own_hash(server, capsys):
    server.answer = send(HERD)
    (fetched,) = download.fetch(herd(server.url))
    assert fetched.is_new and left() == ["herd.zip"]
    assert fetched.sha256 == hashlib.sha256(HERD).hexdigest()
    assert not download.fetch(herd(server.url))[0].is_new and len(server.requests) == 1
    fetched.path.write_bytes(HERD[:-1])
    assert download.fetch(herd(server.url))[0].is_new and fetched.path.read_bytes() == HERD
    assert "fetched anew" in capsys.readouterr().err
    with pytest.raises(CourseError, match="--sha256 is for files that their publisher changes"):
        download.fetch(herd(server.url), sha256="0" * 64)


@pytest.mark.parametrize(
    "content, sentence",
    [
        (HERD[:-1], "herd.zip: the file has SHA-256 .* expected"),
        (HERD + b"x", "herd.zip: the file has SHA-256 .* expected"),
        (HERD.replace(b"several", b"severed"), "herd.zip: the file has SHA-256 .* expected"),
        (PAGE, "herd.zip: this is a web page"),
        (b"", "herd.zip could not be fetched: 127.0.0.1 sends nothing"),
    ],
)
def test_an_archive_that_is_another(server, content, sentence):
    server.answer = send(content)
    with pytest.raises(CourseError, match=sentence) as caught:
        download.fetch(herd(server.url))
    assert left() == [] and ".part-" not in str(caught.value)


@pytest.mark.parametrize("name", ["a.txt", "table.csv"])
def test_what_was_unpacked_by_hand_is_left_alone(server, name):
    own = local.cache_folder("sheep") / name
    own.parent.mkdir(parents=True)
    own.write_text("a sheep")
    (fetched,) = download.fetch(herd(server.url, forms=("herd.zip", "a.txt", "table.csv")))
    assert fetched == (own, hashlib.sha256(b"a sheep").hexdigest(), False)
    assert server.requests == []


def test_a_part_does_not_replace_the_whole(server):
    part = local.cache_folder("sheep") / "few.zip"
    part.parent.mkdir(parents=True)
    part.write_text("a sheep")
    server.answer = send(HERD)
    (fetched,) = download.fetch(herd(server.url, samples=("few.zip",)))
    assert fetched.is_new and left() == ["few.zip", "herd.zip"]


def test_what_comes_with_a_library_is_not_fetched(monkeypatch):
    with pytest.raises(CourseError, match="wikipedia comes with gensim: there is nothing to fetch"):
        download.fetch(catalogue.DATASETS["wikipedia"])
    with pytest.raises(CourseError, match="addition is made here: there is nothing to fetch"):
        download.fetch(catalogue.DATASETS["addition"])


def test_a_demanded_hash(server, monkeypatch):
    content = zipped(fra_txt=PAIRS)
    server.answer = send(content)
    digest, other = hashlib.sha256(content).hexdigest(), "0" * 64
    with pytest.raises(CourseError, match=f"has SHA-256 {digest}, expected {other}"):
        download.fetch(sheep(server.url, monkeypatch), sha256=other)
    assert left() == []
    assert download.fetch(sheep(server.url, monkeypatch), sha256=digest)[0].is_new
    with pytest.raises(CourseError, match="expected 000"):
        download.fetch(sheep(server.url, monkeypatch), sha256=other)
    assert left() == ["fra-eng.zip", "fra-eng.zip.sha256"]  # the old one stays


def test_hashes_that_are_none_or_not_wanted(server, monkeypatch):
    for wrong in ("", "12", "g" * 64):
        with pytest.raises(CourseError, match="a SHA-256 is 64 digits"):
            download.fetch(sheep(server.url, monkeypatch), sha256=wrong)
    with pytest.raises(CourseError, match="checked against the catalogue"):
        download.fetch(stars(server.url), sha256="0" * 64)
    with pytest.raises(CourseError, match="nothing to fetch"):
        download.fetch(catalogue.DATASETS["addition"])


def heed_ctrl_c():
    """Tests may run in the background of a shell, which lets its children ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_at_the_terminal(server, tmp_path):
    """While the server is still sending: exit code 130, a sentence, nothing left, the old file kept."""
    server.answer = silent(HALF)
    old = local.cache_folder("sheep") / "stars.txt.gz"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    program = (
        "import sys; from course import cli; from course.data.fetching import catalogue as c;"
        f"c.DATASETS['sheep'] = c.DataSet('sheep', '', '', '', 'sheep', (c.File("
        f"'{server.url}/stars.txt.gz', 'stars.txt', {len(PACKED)}, '0'),));"
        "sys.exit(cli.main(['data', 'fetch', 'sheep']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c
    ) as process:
        deadline = time.monotonic() + 120
        while len(left()) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(left()) == 2  # the file on its way, beside the old one
        while not server.requests and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=120)[1]
    assert process.returncode == 130, said
    assert "interrupted" in said and "Traceback" not in said
    assert left() == ["stars.txt.gz"] and old.read_bytes() == b"old"


def test_the_command(server, monkeypatch, capsys):
    monkeypatch.setattr(catalogue, "DATASETS", {"sheep": stars(server.url)})
    server.answer = send(PAGE)
    assert cli.main(["data", "fetch", "sheep"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "course: stars.txt.gz: this is a web page" in said.err
    server.answer = send(PACKED)
    assert cli.main(["data", "fetch", "sheep"]) == 0
    said = capsys.readouterr().out
    path = local.cache_folder("sheep") / "stars.txt.gz"
    assert said.startswith(f"fetched: {path}\n") and said.endswith("licence: free\n")
    assert cli.main(["data", "fetch", "sheep"]) == 0
    assert capsys.readouterr().out.startswith(f"already there: {path}\n")
    assert cli.main(["data"]) == 0
    assert f"present: {path}" in " ".join(capsys.readouterr().out.split())

"""Fetching data files: received under another name, checked, and only then put in their place."""

import hashlib
import os
import re
import sys
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
import urllib3
from tqdm import tqdm

from course import __version__, file_kinds, files
from course.data.fetching import local
from course.data.shared import reading
from course.errors import CourseError, DataError

TIMEOUT = (10, 30)  # seconds: to connect, and of silence afterwards
BLOCK = 2**16  # bytes
HEADERS = {
    # manythings.org answers 406 to the names that Python's libraries give themselves.
    "User-Agent": f"Mozilla/5.0 (compatible; sequence-course/{__version__})",
    "Accept-Encoding": "identity",  # the file as it is
}
SLACK = 8  # a file that has grown is taken, but no more than so many times its size
AS_PACKED = (
    file_kinds.PACKED_TWICE,
    file_kinds.TAR,
    file_kinds.NPY,
)  # what a published file may be
AUTHORITIES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")  # variables that name a file of certificates
PROXIES = tuple(
    name for of in ("HTTPS", "HTTP", "ALL") for name in (f"{of.lower()}_proxy", f"{of}_PROXY")
)


class Fetched(NamedTuple):
    """A file that is now here.

    Attributes:
        path: Path.
        sha256: str, of the file as it lies there; None if it was unpacked into a folder.
        is_new: bool, whether it was fetched now.
    """

    path: Path
    sha256: str
    is_new: bool


def fetch(data, *, sha256=None):
    """Get what is missing of a data set; progress goes to stderr.

    A file that is here already and sound is left alone, and so is whatever lies in COURSE_DATA. Each
    file is received under a temporary name, checked and moved to its place in one step, so whatever
    happens there is the old one or the new one, and a second call goes on with the files that are still
    missing. Proxies are taken from the usual environment variables (HTTPS_PROXY, NO_PROXY).

    Args:
        data: catalogue.DataSet.
        sha256: str, what the SHA-256 of the file as received must be; only for data whose publisher
            changes the file, so that the catalogue has no hash.

    Returns:
        list of Fetched, one a file.

    Raises:
        CourseError: nothing to fetch; a hash that is none or is not wanted; or one of the many ways in
            which a server can fail, with what was expected, what came and what to do.
    """
    if not data.files:
        come = f"comes with {data.comes_with}" if data.comes_with else "is made here"
        raise CourseError(f"{data.name} {come}: there is nothing to fetch")
    if sha256 is not None:
        sha256 = sha256.lower()
        if not all(file.check for file in data.files):
            raise CourseError(
                f"{data.name} is checked against the catalogue; --sha256 is for files that their "
                "publisher changes"
            )
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise CourseError(f"a SHA-256 is 64 digits of 0-9 and a-f, got {sha256!r}")
    return [_fetch(file, data, sha256) for file in data.files]


def _fetch(file, data, wanted):
    target = local.cache_folder(data.folder) / file.name
    there = local.find(data.folder, file.names)
    if there is not None:
        if there.is_dir():
            return Fetched(there, None, False)
        is_other = (
            file.archive_sha256 and there.name != file.name
        )  # unpacked by hand, or another form
        if is_other or there.parent != target.parent:  # in COURSE_DATA, which we never write to
            _look(there)
            return Fetched(there, _demand(there, wanted), False)
        try:
            return Fetched(there, _check(file, there, wanted or _recorded(there)), False)
        except CourseError as error:
            print(
                f"course: not as it should be, so it is fetched anew: {_bare(error)}",
                file=sys.stderr,
            )
    with _no_empty_folder_left(target.parent), files.replacing(target) as part:
        try:
            _receive(file, part)
            digest = _check(file, part, wanted)
        except CourseError as error:
            reason = _bare(error).replace(str(part), file.name)
            raise CourseError(
                f"{reason}. Try again later, or get {file.url} in a browser (its publisher: "
                f"{data.homepage}) and put it into {target.parent}"
            ) from error
    if file.check:
        files.write_text(_record(target), f"{digest}  {file.name}\n")
    return Fetched(target, digest, True)


@contextmanager
def _no_empty_folder_left(folder):
    """Take away the folders that a download which fails has made."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        yield
    except BaseException:
        with suppress(OSError):  # somebody else uses it by now
            for place in made:
                place.rmdir()
        raise


def _bare(error):
    """The text without the advice on what to do: here the file is thrown away anyway."""
    return error.bare if isinstance(error, DataError) else str(error)


def _receive(file, part):
    """Write what the server sends into `part`; every failure of the network is a CourseError."""
    host = urlsplit(file.url).hostname
    most = SLACK * file.size + BLOCK
    received, total = 0, None
    answered = False
    try:
        with _asked(file.url) as response:
            response.raise_for_status()
            answered = True
            length = response.headers.get("Content-Length", "")
            if length.isdecimal() and "Content-Encoding" not in response.headers:
                total = int(length)
            bar = tqdm(desc=file.name, total=total, unit="B", unit_scale=True, leave=False)
            with bar, open(part, "wb") as out:
                for block in response.iter_content(BLOCK):
                    out.write(block)
                    bar.update(len(block))
                    received += len(block)
                    if received > most:
                        raise CourseError(
                            f"{file.name}: {host} sends more than {_bytes(most)}, "
                            f"expected about {_bytes(file.size)}"
                        )
        if not received:
            raise CourseError(f"{file.name} could not be fetched: {host} sends nothing")
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        reason = _reason(error, host)
        if not answered:
            raise CourseError(f"{file.name} could not be fetched: {reason}") from error
        raise CourseError(_in_part(file, received, total, reason)) from error


def _asked(url):
    """The response of requests; what it raises of its own, before any byte comes, is a RequestException."""
    try:
        return requests.get(url, headers=HEADERS, timeout=TIMEOUT, stream=True)
    except requests.RequestException:
        raise
    except OSError as error:  # a file of certificates that is not there
        raise requests.RequestException(error) from error
    except (ValueError, TypeError) as error:  # a proxy with a password and no name
        raise requests.exceptions.InvalidURL(error) from error


def _in_part(file, received, total, reason):
    amount = f" ({_bytes(received)}{f' of {_bytes(total)}' if total else ''})" if received else ""
    return f"{file.name} arrived only in part{amount}: {reason}"


def _check(file, path, wanted):
    """The SHA-256 of the file at `path` if it is what `file` says, else a CourseError."""
    _look(path)
    digest = _demand(path, file.archive_sha256 or wanted)
    if file.sha256:
        with reading.unpacked(path, file.content) as stream:
            content = _sha256(stream)
        if content != file.sha256:
            raise DataError(
                path,
                f"this is not what was published: its content has SHA-256 {content}, expected "
                f"{file.sha256}",
            )
    elif file.check:
        resolve_name(file.check)(path, file.content)
    return digest


def _look(path):
    """Raise DataError if the file is plainly no data, such as a web page."""
    with reading.opened(path) as stream:
        if problem := file_kinds.foreign(stream.read(file_kinds.START), but=AS_PACKED):
            raise DataError(path, problem)


def _demand(path, wanted):
    with reading.opened(path) as stream:
        digest = _sha256(stream)
    if wanted and digest != wanted:
        raise DataError(path, f"the file has SHA-256 {digest}, expected {wanted}")
    return digest


def _sha256(stream):
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _record(path):
    return path.with_name(path.name + ".sha256")


def _recorded(path):
    """The SHA-256 that was written down when the file was fetched, or None."""
    try:
        return _record(path).read_text(encoding="utf-8").split()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        return None


def _reason(error, host):
    """What went wrong, for a person; requests wraps urllib3's errors, which say it more exactly."""
    wrapped = error.args[0] if error.args else None
    cause = getattr(wrapped, "reason", wrapped)
    if isinstance(error, requests.HTTPError):
        status, phrase = error.response.status_code, error.response.reason
        said = f"{host} answers {status} {phrase}".strip()
        if status in (404, 410):
            return f"{said}: it is no longer at {error.response.url}"
        if status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
            return f"{said}: log in to this network first, in a browser"
        return f"{said}: a server error" if status >= 500 else said
    if isinstance(error, requests.TooManyRedirects):
        return f"{host} sends us in a circle, more than 30 redirects"
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return f"{host} sends something else than what it says"
    if isinstance(error, requests.exceptions.ProxyError) or "SOCKSConnection" in str(cause):
        named = " or ".join(name for name in PROXIES if os.environ.get(name)) or "this system"
        return f"the proxy named by {named} does not let us through"
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        if "SOCKS" in str(error):
            return "the proxy is one of SOCKS, which needs a library: run `pip install pysocks`"
        if name := _first_set(PROXIES):
            return f"what the variable {name} holds is not the address of a proxy: mend or unset it"
    if name := _first_set(AUTHORITIES):
        if isinstance(error, requests.exceptions.SSLError) or isinstance(cause, OSError):
            return (
                f"{host} is to be known by the certificates that the variable {name} names, "
                f"{os.environ[name]}, and that fails ({cause}): let it name the right file, or unset it"
            )
    if isinstance(error, requests.exceptions.SSLError):
        return f"what answers for {host} cannot prove that it is {host} ({cause})"
    if isinstance(error, requests.Timeout) or isinstance(
        cause, urllib3.exceptions.ReadTimeoutError
    ):
        return f"{host} is silent"
    if isinstance(cause, urllib3.exceptions.ProtocolError):
        return f"{host} hung up"
    if isinstance(cause, urllib3.exceptions.NameResolutionError):
        return f"no network, or nobody knows {host}"
    if isinstance(cause, urllib3.exceptions.NewConnectionError):
        system = cause.__cause__
        return f"no connection to {host} ({getattr(system, 'strerror', None) or cause})"
    return f"the connection to {host} failed ({cause or error})"


def _first_set(variables):
    return next((name for name in variables if os.environ.get(name)), None)


def _bytes(count):
    return tqdm.format_sizeof(count, "B")

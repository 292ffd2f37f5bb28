"""What a file is by its first bytes, whatever its name: the kinds that people save in place of a data file."""

import re
from http import HTTPStatus

START = 4096  # bytes that are enough to tell
PICKLE, NPY, TAR, HDF5 = "a pickle", "an array of numpy", "a tar archive", "an HDF5 file"
PACKED_TWICE = "packed twice"

_AS_TEXT = "write it as text in UTF-8, with the program that made it"
_UNPACK = "unpack it first"
_WEB = "perhaps this network wants you to log in first, in a browser, or the file has moved"
_XML = rb"\s*<\?xml\b"
_HEAD = rb"\s*(?:<\?xml\b.{,200}?\?>\s*)?(?:<!--.{,1000}?-->\s*)*"
_TAGS = rb"!doctype html|html|head|body|title|h[1-6]|script|noscript|style|meta|link|iframe|frameset|center|div"
_ZEROS_BETWEEN = rb"(?:[\x09-\x7e]\x00){8}|(?:\x00[\x09-\x7e]){8}"  # letters of UTF-16
_PLACES = rb"(?:\.\./)*(?:\.git/annex/objects/|/annex/objects/)"
_FIELDS = rb'(?:"\w+"\s*:\s*(?:"[^"]{,200}"|[-\w.]+)\s*,\s*){,5}'
_SAYS = rb'"(?:error|errors|message|detail|documentation_url)"\s*:\s*["{\[]'
_PHRASES = "|".join(re.escape(status.phrase) for status in HTTPStatus if status >= 400)
_REASONS = rb"(?:" + _PHRASES.encode() + rb"|Access ?Denied|[a-z ]{,30}not found|Gateway Time-out)"
_LINE = (  # a number with its reason, whatever follows; or nothing but a reason, or a number called an error
    rb"(?i)\s*(?:[45]\d\d:? +" + _REASONS + rb"[.!]?\s*(?:\n|\Z)|"
    rb"(?:error: +)?" + _REASONS + rb"[.!]?\s*\Z|error code: \d+\s*\Z)"
)

# (kind, its first bytes, what to do): the first that matches counts.
_KINDS = tuple(
    (kind, re.compile(pattern, re.DOTALL), advice)
    for kind, pattern, advice in (
        (
            "a Git LFS pointer, not the file that it points to",
            rb"version https://git-lfs\.github\.com/spec/",
            "run `git lfs pull` in the repository that it is from",
        ),
        (
            "a git-annex pointer, not the file that it points to",
            _PLACES,
            "run `git annex get` in the repository that it is from",
        ),
        ("a web page, not data", rb"(?i)" + _HEAD + rb"<(?:" + _TAGS + rb")\b", _WEB),
        ("XML, as servers report an error", _HEAD + rb"<(?:Error|Code|Message)\b", _WEB),
        ("an XML document", _XML, _AS_TEXT),
        ("an error that a server reported in JSON", rb"\s*\{\s*" + _FIELDS + _SAYS, _WEB),
        ("an error that a server reported", _LINE, _WEB),
        (
            "a link to a page or a file, not what it leads to",
            rb"\s*\[InternetShortcut\]|bplist00|L\x00\x00\x00\x01\x14\x02\x00",
            "open it, and save what it shows",
        ),
        ("a Rich Text document", rb"\{\\rtf\d", "save it as plain text in UTF-8"),
        ("a Parquet table", rb"PAR1[\x00-\x1f]", _AS_TEXT),
        ("a Feather table", rb"(?:FEA1|ARROW1)\x00", _AS_TEXT),
        ("an old Office file, such as .xls", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _AS_TEXT),
        ("an SQLite database", rb"SQLite format 3\x00", _AS_TEXT),
        (PICKLE, rb"\x80[\x02-\x05][\x80-\xff(\]}cC]|\x80[\x02-\x05]\x95", f"it is not run; {_AS_TEXT}"),
        ("a model of fastText", rb"\xba\x16\x4f\x2f", "write its vectors as text"),
        (HDF5, rb"\x89HDF\r\n\x1a\n", _AS_TEXT),
        (NPY, rb"\x93NUMPY", _AS_TEXT),
        ("a PDF document", rb"%PDF-", _AS_TEXT),
        ("a picture", rb"\x89PNG\r\n|\xff\xd8\xff[\xe0-\xef]|GIF8[79]a", "find the data itself"),
        (TAR, rb".{257}ustar", _UNPACK),
        ("packed with bzip2", rb"BZh[1-9]1AY&SY", _UNPACK),
        ("packed with xz", rb"\xfd7zXZ\x00", _UNPACK),
        ("packed with zstd", rb"\x28\xb5\x2f\xfd", _UNPACK),
        ("a 7z archive", rb"7z\xbc\xaf\x27\x1c", _UNPACK),
        ("a RAR archive", rb"Rar!\x1a\x07", _UNPACK),
        (PACKED_TWICE, rb"\x1f\x8b\x08|PK\x03\x04", "unpack it once"),
        ("text in UTF-16", rb"\xff\xfe|\xfe\xff|" + _ZEROS_BETWEEN, "save it as UTF-8"),
        ("a file of nothing but zero bytes", rb"\x00{64}", "get it again, the writing of it was cut off"),
    )
)  # fmt: skip

# What lies in a .zip, by a name that only such files have in them.
_ZIPPED = (
    ("an Excel workbook", re.compile(r"xl/workbook\.(xml|bin)"), "save it as text in UTF-8"),
    ("a Word document", re.compile(r"word/document\.xml"), "save it as text in UTF-8"),
    ("an OpenDocument file", re.compile(r"content\.xml"), "save it as text in UTF-8"),
    ("a PyTorch file", re.compile(r"(.*/)?data\.pkl"), "it is not run"),
    ("a Keras file", re.compile(r"model\.weights\.h5|config\.json"), "it holds a net"),
    ("arrays of numpy", re.compile(r"[^/]*\.npy"), _AS_TEXT),
)


def foreign(start, *, but=()):
    """What the beginning of a file shows that is no text, nor what was asked for.

    Args:
        start: bytes, the first START of the (unpacked) file, or all of it.
        but: the kinds that are expected, such as NPY.

    Returns:
        str, "this is KIND: WHAT TO DO"; None if nothing speaks against it.
    """
    found = kind_of(start, but=but)
    return f"this is {found[0]}: {found[1]}" if found else None


def kind_of(start, *, but=()):
    """The kind, and what to do, as two str; None if there is none. Arguments as those of `foreign`."""
    start = start.removeprefix(b"\xef\xbb\xbf")
    for kind, pattern, advice in _KINDS:
        if kind not in but and pattern.match(start):
            return kind, advice
    return None


def zipped(names):
    """The same for the names in a .zip: what kind of file it is, or None."""
    for kind, pattern, advice in _ZIPPED:
        if any(pattern.fullmatch(name) for name in names):
            return f"this is {kind}: {advice}"
    return None

"""A format for compressed text: what a model of counts and the coder make of it, behind a header.

The header says what is needed to refuse anything else: MAGIC, the version of the format, a fingerprint of the
model (other counts would read another text out of the same bits), length and checksum of the text, the length
of the code, and a checksum of all that.
"""

import functools
import hashlib
import struct
import zlib

from course.errors import CourseError
from course.language import coder, counting

MAGIC = b"\x89SEQ"  # no text in UTF-8 begins like this
VERSION = 1
MOST_BYTES = 2**20  # of a text
HEADER = struct.Struct(">4sB4sIIII")
SAMPLE = (
    b"The quick brown fox jumps over the lazy dog; the dog, however, sleeps on and on.\r\n\x00\xff"
    * 3
)


def pack(content, *, progress=iter):
    """Compress bytes.

    Args:
        content: bytes, at most MOST_BYTES. Text gains most.
        progress: function that wraps them while they are read, such as tqdm.

    Returns:
        bytes, header and code.

    Raises:
        CourseError: there is too much of it.
    """
    if len(content) > MOST_BYTES:
        raise CourseError(f"expected at most {MOST_BYTES:,} bytes, found {len(content):,}")
    code = _code(content, progress)
    fields = MAGIC, VERSION, fingerprint(), len(content), zlib.crc32(content), len(code)
    return HEADER.pack(*fields, _checksum(HEADER.pack(*fields, 0), code)) + code


def unpack(packed, *, progress=iter):
    """The content that `pack` has compressed.

    Args:
        packed: bytes.
        progress: function that wraps a range while the content grows, such as tqdm.

    Returns:
        bytes.

    Raises:
        CourseError: it is something else, of another version, damaged, cut off or has more at its end.
    """
    if not is_packed(packed):
        raise CourseError("this is not what `course demo compress` writes")
    if packed[len(MAGIC) : len(MAGIC) + 1] not in (b"", bytes([VERSION])):
        raise CourseError(
            f"this is version {packed[len(MAGIC)]} of the format, and this course reads version {VERSION}"
        )
    if len(packed) < HEADER.size:
        raise CourseError("the file is cut off in its header; get it again, or compress anew")
    _, _, model, length, content_checksum, code_length, checksum = HEADER.unpack_from(packed)
    header, code = packed[: HEADER.size], packed[HEADER.size :]
    if len(code) != code_length:
        found = "is cut off" if len(code) < code_length else "has more at its end than was written"
        raise CourseError(
            f"the file {found}: {code_length:,} bytes should come after its header, and there are "
            f"{len(code):,}; get it again, or compress anew"
        )
    if _checksum(header, code) != checksum or length > MOST_BYTES:
        raise CourseError("the file is damaged; get it again, or compress anew")
    if model != fingerprint():
        raise CourseError(
            "this was compressed with another model, so it cannot be expanded here: take the version of the "
            "course that compressed it"
        )
    content = _content(code, length, progress)
    if zlib.crc32(content) != content_checksum:
        raise CourseError("what came out is not what went in; compress the text anew")
    return content


def is_packed(start):
    """Whether bytes begin like those that `pack` makes."""
    return start[: len(MAGIC)] == MAGIC


@functools.cache
def fingerprint():
    """Four bytes that tell the model: a hash of what it makes of a sample."""
    return hashlib.sha256(_code(SAMPLE, iter)).digest()[:4]


def _checksum(header, code):
    """Of both, without the checksum itself: the last four bytes of the header."""
    return zlib.crc32(header[:-4] + code)


def _code(content, progress):
    model, encoder = counting.ByteCounts(), coder.Encoder()
    for byte in progress(content):
        model.read_byte(_writer(encoder, byte))
    return encoder.finish()


def _writer(encoder, byte):
    def choose(symbols, marks):
        place = symbols.index(byte) if byte in symbols else len(symbols)
        encoder.write(marks, place)
        return place

    return choose


def _content(code, length, progress):
    model, decoder = counting.ByteCounts(), coder.Decoder(code)
    return bytes(
        model.read_byte(lambda symbols, marks: decoder.read(marks)) for _ in progress(range(length))
    )

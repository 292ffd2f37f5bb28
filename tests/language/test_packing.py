"""Exactly what went in comes out, and nothing else is taken for it."""

import random
import subprocess
import sys
import zlib

import pytest

from course.errors import CourseError
from course.language import counting, packing

TEXT = "The goat and the cow went to the lake. The cow and the goat came home.\n" * 8
CONTENTS = {
    "empty": "",
    "one": "a",
    "text": TEXT,
    "mark of order": "\ufeffA file from Windows\r\nwith its line ends\r\n",
    "emoji": "🐐🐄 👩‍👩‍👧 naïve Straße\n",
    "zero bytes": "\0" * 300 + "a\0b",
    "every character below 800": "".join(map(chr, range(800))),
    "no line end": "x" * 5_000,
    "many scripts": "山の上の猫 кошка на горе قطة על ההר",
    "random": "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9FFF), k=1_500))),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_round_trip_is_exact(name):
    content = CONTENTS[name].encode()
    packed = packing.pack(content)
    assert packing.is_packed(packed) and packing.unpack(packed) == content
    assert packing.pack(content) == packed
    assert len(packed) < packing.HEADER.size + 1.2 * len(content) + 10


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_and_repetitions(seed):
    rng = random.Random(seed)
    parts = [rng.randbytes(rng.randrange(30)) for _ in range(6)]
    content = b"".join(rng.choice(parts) for _ in range(rng.randrange(120)))
    assert packing.unpack(packing.pack(content)) == content


def test_it_compresses():
    assert len(packing.pack(TEXT.encode())) < 0.3 * len(TEXT)


def test_any_damage_is_refused():
    content = TEXT.encode()[:300]
    packed = packing.pack(content)
    for place in range(len(packed)):
        for change in (1, 0x80):
            damaged = bytearray(packed)
            damaged[place] ^= change
            with pytest.raises(CourseError):
                packing.unpack(bytes(damaged))
    for length in range(len(packed)):
        with pytest.raises(CourseError):
            packing.unpack(packed[:length])


def test_what_is_refused_says_why():
    packed = packing.pack(TEXT.encode())

    def said(changed):
        with pytest.raises(CourseError) as caught:
            packing.unpack(changed)
        return str(caught.value)

    assert "not what `course demo compress` writes" in said(b"PK\x03\x04" + packed[4:])
    assert "not what" in said(b"") and "not what" in said(packed[:3])
    assert "version 9 of the format, and this course reads version 1" in said(
        packed[:4] + b"\x09" + packed[5:]
    )
    assert "cut off in its header" in said(packed[:20])
    assert "is cut off: " in said(packed[:-1])
    assert "has more at its end" in said(packed + b"\n")
    assert "is damaged" in said(packed[:-1] + bytes([packed[-1] ^ 1]))


def forged(packed, code=None, **changes):
    """A file with other fields in its header, and a checksum that agrees with them."""
    names = ("magic", "version", "model", "length", "content_checksum", "code_length", "checksum")
    fields = dict(zip(names, packing.HEADER.unpack_from(packed), strict=True))
    code = packed[packing.HEADER.size :] if code is None else code
    fields = {**fields, "code_length": len(code), **changes, "checksum": 0}
    fields["checksum"] = zlib.crc32(packing.HEADER.pack(*fields.values())[:-4] + code)
    return packing.HEADER.pack(*fields.values()) + code


def test_a_forged_header_is_refused():
    packed = packing.pack(b"abc")
    assert forged(packed) == packed
    for changes, said in (
        ({"length": 2**32 - 1}, "is damaged"),  # before memory is full
        ({"model": b"____"}, "another model"),
        ({"length": 2}, "what came out is not what went in"),
        ({"length": 5_000, "code": b"any bits are some text"}, "what came out is not what went in"),
        ({"length": 5_000, "code": b""}, "what came out is not what went in"),
    ):
        with pytest.raises(CourseError, match=said):
            packing.unpack(forged(packed, **changes))


def test_too_much_is_refused():
    with pytest.raises(CourseError, match="at most 1,048,576 bytes, found 1,048,577"):
        packing.pack(b"a" * (packing.MOST_BYTES + 1))


def test_the_fingerprint_tells_models_apart(monkeypatch):
    prints = {packing.fingerprint()}
    for name, value in (("ORDER", 3), ("MOST", 2)):
        packing.fingerprint.cache_clear()
        with monkeypatch.context() as patch:
            patch.setattr(counting, name, value)
            if name == "ORDER":
                patch.setattr(counting.ByteCounts.__init__, "__defaults__", (3,))
            prints.add(packing.fingerprint())
        packing.fingerprint.cache_clear()
    assert len(prints) == 3


def test_another_process_reads_it(tmp_path):
    path = tmp_path / "packed"
    path.write_bytes(packing.pack(TEXT.encode()))
    code = (
        "import sys; from course.language import packing; "
        "sys.stdout.buffer.write(packing.unpack(open(sys.argv[1], 'rb').read()))"
    )
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True)
    assert run.stdout == TEXT.encode()


def test_the_format_stays():
    """Bits that were written once are read for ever, unless VERSION says otherwise."""
    packed = bytes.fromhex(OLD)
    assert packing.pack(b"the cat and the cat") == packed
    assert packing.unpack(packed) == b"the cat and the cat"


OLD = "8953455101e532c27400000013c15f34440000000de8fcb5a474b48e257690ddf0d23ba12340"

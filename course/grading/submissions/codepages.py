"""Names in old zips are bytes in a code page that nobody wrote down: the likeliest one is found."""

import math
import re
import struct
import unicodedata
import zlib
from functools import partial

UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8
SAMPLE = 2000  # names that are weighed
_EPSILON = 1e-6  # chance of a character that is rare in a name
_FOLDER = 1 / 200  # chance that \\ after a special character is a folder, not a half of a character


def _han(first, last, codec, character):
    """Whether a character is one of those that a double-byte code page puts first, as they are common."""
    try:
        lead = character.encode(codec)[0]
    except UnicodeEncodeError:
        return False
    return first <= lead <= last and len(character.encode(codec)) == 2


def _letter(script, character):
    return unicodedata.category(character).startswith("L") and unicodedata.name(
        character, ""
    ).startswith(script)


def _korean(character):
    """Whether a syllable is in the Korean standard; cp949 holds thousands more, which are rare."""
    try:
        return len(character.encode("euc_kr")) == 2 and "가" <= character <= "힣"
    except UnicodeEncodeError:
        return False


def _japanese(character):
    name = unicodedata.name(character, "")
    return name.startswith(("HIRAGANA", "KATAKANA")) or _han(0x88, 0x97, "cp932", character)


# Code page, chance that a name is in it, among how many characters a common one has to be found, which these
# are. Most letters of a name in Latin letters are ASCII, so the others are rarer than their number says.
PAGES = (
    ("gbk", 0.4, 3755, partial(_han, 0xB0, 0xD7, "gbk")),
    ("cp932", 0.1, 2000, _japanese),
    ("big5", 0.1, 5401, partial(_han, 0xA4, 0xC6, "big5")),
    ("cp949", 0.05, 2350, _korean),
    ("cp437", 0.2, 300, partial(_letter, "LATIN")),
    ("cp850", 0.1, 300, partial(_letter, "LATIN")),
    ("cp1252", 0.15, 300, partial(_letter, "LATIN")),
    ("cp852", 0.02, 400, partial(_letter, "LATIN")),
    ("cp1250", 0.02, 400, partial(_letter, "LATIN")),
    ("cp866", 0.1, 66, partial(_letter, "CYRILLIC")),
    ("cp1251", 0.25, 66, partial(_letter, "CYRILLIC")),
    ("cp1253", 0.02, 70, partial(_letter, "GREEK")),
    ("cp737", 0.02, 70, partial(_letter, "GREEK")),
    ("cp1255", 0.02, 30, partial(_letter, "HEBREW")),
    ("cp1256", 0.02, 40, partial(_letter, "ARABIC")),
)


def names_of(infos):
    """The names of a zip's members.

    Args:
        infos: list of ZipInfo.

    Returns:
        list of (name, code page): in UTF-8 where the zip says so, where an extra field holds it, or where
        the bytes are such; else in the code page that suits all other names of the zip best. The code page is
        "" if it was not guessed.
    """
    told = [_told(info) for info in infos]
    unknown = [_raw(info) for info, name in zip(infos, told, strict=True) if name is None]
    page = guess(unknown) if unknown else ""
    return [
        (_raw(info).decode(page, "replace"), page) if name is None else (name, "")
        for info, name in zip(infos, told, strict=True)
    ]


def guess(names):
    """The code page in which names are likeliest.

    Args:
        names: list of bytes.

    Returns:
        str, the name of a codec.
    """
    names = sorted(set(names))[:SAMPLE]
    scored = {page: _likelihood(names, page, *facts) for page, *facts in PAGES}
    best = max(scored, key=scored.get)
    return best if scored[best] > -math.inf else "cp437"  # which decodes anything


def _told(info):
    """The name as the zip itself tells it, or None."""
    raw = _raw(info)
    if info.flag_bits & 0x800 or raw.isascii():
        return info.orig_filename
    if (name := _unicode_path(info.extra, raw)) is not None:
        return name
    try:
        return raw.decode("utf-8")  # some programs write UTF-8 without saying so
    except UnicodeDecodeError:
        return None


def _raw(info):
    """The bytes of a name; zipfile reads them as cp437, or as UTF-8."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")


def _unicode_path(extra, raw):
    """The name in Info-ZIP's extra field, if it was made for this very name, or None."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        field = extra[place + 4 : place + 4 + length]
        if kind == UNICODE_PATH and length > 5 and field[:1] == b"\1":
            if struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw):
                return field[5:].decode("utf-8", "replace")
        place += 4 + length
    return None


def _likelihood(names, page, prior, size, is_common):
    """The logarithm of the chance of all names, if they are in a code page."""
    total = math.log(prior)
    for name in names:
        try:
            text = name.decode(page)
        except UnicodeDecodeError:
            return -math.inf
        for word in re.findall(r"[^\s_\-./\\()+,]*[^\x00-\x7f][^\s_\-./\\()+,]*", text):
            strange = [character for character in word if not character.isascii()]
            common = sum(map(is_common, strange))
            total += common * -math.log(size) + (len(strange) - common) * math.log(_EPSILON)
            total += _improbable(word, strange, page) * math.log(_EPSILON)
        total += len(re.findall(r"[^\x00-\x7f]\\", text)) * math.log(_FOLDER)
    return total


def _improbable(word, strange, page):
    """How often a word is written as no language writes it."""
    letters = [character for character in word if character.isalpha()]
    latin = page in ("cp437", "cp850", "cp1252", "cp852", "cp1250")
    if latin:
        rare = len(strange) > 1 and len(strange) * 2 > len(letters)
    else:
        rare = any(character.isascii() for character in letters)  # two scripts in one word
    cased = "".join(character for character in letters if character.lower() != character.upper())
    jumps = sum(one.islower() and two.isupper() for one, two in zip(cased, cased[1:], strict=False))
    is_usual = cased in (cased.lower(), cased.upper(), cased.capitalize())
    return rare + jumps + (not is_usual)

"""The names of the students' pages: readable, the same in every run, safe on every file system."""

import hashlib
import re
import unicodedata

from course.grading.results.rendering import HIDDEN

READABLE = (
    60  # bytes: less than 255 are left on a Mac, which takes letters apart (한 is then 9 bytes)
)
MARKS = 4  # on one letter
DIGITS = 8  # of the hash
PLAIN = re.compile(r"[a-z0-9][a-z0-9._+@-]{0,59}")
HASHED = re.compile(rf".*-[0-9a-f]{{{DIGITS},}}")  # what file_names itself makes
VARIANTS = re.compile("[\ufe00-\ufe0f]")  # they choose a picture for the sign before them
# Names that Windows keeps for devices, and "index", which a web server shows in place of the folder.
RESERVED = re.compile(r"(con|prn|aux|nul|conin|conout|(com|lpt)[0-9]|index)(\..*)?")


def file_names(students):
    """A file name for each student.

    An id of small letters, digits and . _ + @ - stands for itself. Any other keeps its letters and digits,
    of whatever script, and gets a hash of the whole id: so "Anna Weiß", "anna weiss" and "Anna-Weiß" are
    three files, also where capitals do not count. A name depends on its own id alone.

    Args:
        students: ids, any str.

    Returns:
        {student: name}; a name has at most 75 bytes and ends in ".html"; no two are the same.
    """
    names = {student: _name(student, DIGITS) for student in students}
    takers = {}
    for student, name in names.items():
        takers.setdefault(name.casefold(), []).append(student)
    for alike in takers.values():
        if len(alike) > 1:  # somebody has searched for an id with the hash of another
            names |= {student: _name(student, 64) for student in alike}
    return names


def _name(student, digits):
    if PLAIN.fullmatch(student) and not HASHED.fullmatch(student):
        if not RESERVED.fullmatch(student):
            return f"{student}.html"
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_readable(student)}-{digest[:digits]}.html"


def _readable(student):
    """The letters, their marks, and digits of an id, joined by hyphens; "student" if it has none.

    Signs, invisible characters and those that turn the text around are left out; letters that only look
    wide or joined (such as ﬁ) become ordinary ones.
    """
    text = unicodedata.normalize("NFKC", VARIANTS.sub("", HIDDEN.sub("", student)))
    kept, marks = "", 0
    for character in text:
        kind = unicodedata.category(character)[0]
        if kind in "LN":
            kept, marks = kept + character, 0
        elif kind != "M":
            kept, marks = kept + "-", MARKS  # a mark may not sit on a hyphen
        elif kept and marks < MARKS:
            kept, marks = kept + character, marks + 1
    words = re.sub("-+", "-", kept).strip("-")
    return words.encode()[:READABLE].decode(errors="ignore").rstrip("-") or "student"

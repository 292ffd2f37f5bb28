"""What names of files say of labs and of copies."""

import os
import re
from typing import NamedTuple

from course.cells import SETUP

NOTEBOOK = re.compile(r"(.*)\.ipynb(?:\.json|\.txt)?", re.IGNORECASE)  # browsers add the last ones
QUOTES = " \"'“”„«»「」『』"
BETWEEN = " _-.+,"  # what stands between a student and a lab

# How programs mark a copy. Google writes it in the language of its user, so do Windows and macOS.
COPY_OF = (
    r"copy of|a copy of|copy \(\d+\) of|kopie von|kopie van|kopie|kopia av|kopia|kopi av|kopi af|kopi"
    "|copie de|copie a|copia de"
    "|copia di|cópia de|còpia de|kopio tiedostosta|kopio|копия|копія|копие на|копија|αντίγραφο|salinan dari"
    "|salinan|bản sao của|bản sao|afrit af|koopia|kopija|cop de|עותק של|نسخة من|کپی|สำเนาของ|की प्रति"
    "|コピー|复制|複製|副本"
)
_A_COPY = (
    "copy|kopie|copie|copia|cópia|còpia|kopia|kopi|kopio|копия|копія|копие|αντίγραφο|másolata|kopyası"
    "|adlı dosyanın kopyası|のコピー|コピー|的副本|副本|拷贝|的複本|複本|의 사본|사본|복사본|checkpoint"
)
_BEFORE = re.compile(
    rf"\s*(?:{COPY_OF.replace(' ', '[ _]')})(?:\s*\(\d+\))?(?:[\s_:\-]+|(?<=[^\x00-\u2fff]))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:[\s_\-.]*\(\d{{1,3}}\)|[\s_\-.]*(?:(?<![^\W_])|(?<=[^\x00-\u2fff])|(?=[^\x00-\u2fff]))(?:{_A_COPY})"
    r"[\s_\-]*\(?\d{0,3}\)?)\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[ _.-]{0,2}0*([1-9]\d?)(?!\d)")


class Named(NamedTuple):
    """The lab that a name has in it, what comes before and after it, and where it starts."""

    lab: str
    before: str
    after: str
    start: int


class Labs:
    """The labs, as names of files and contents of notebooks tell them.

    Args:
        labs: their names, or {name: ids of its exercises}.
    """

    def __init__(self, labs):
        ids = labs if isinstance(labs, dict) else dict.fromkeys(labs, ())
        self.ids = {lab: set(own) - {SETUP} for lab, own in ids.items()}
        numbers = {lab: re.match(r"0*([1-9]\d*)\D", lab) for lab in ids}
        self.numbers = {found[1]: lab for lab, found in numbers.items() if found}
        self._longest_first = sorted(ids, key=len, reverse=True)
        words = [map(re.escape, re.split(r"[\W_]+", lab)) for lab in self._longest_first]
        either = "|".join(f"({'[ _.+-]+'.join(own)})" for own in words)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)

    def named(self, text):
        """Named, of the last lab that is in a text, or None."""
        matches = list(self._pattern.finditer(text)) if self.ids else ()
        if not matches:
            return None
        lab = self._longest_first[matches[-1].lastindex - 1]
        start, end = matches[-1].span()
        return Named(lab, text[:start].strip(BETWEEN), text[end:], start)

    def all_named(self, text):
        """The labs that are in a text, in their order."""
        found = self._pattern.finditer(text) if self.ids else ()
        return list(dict.fromkeys(self._longest_first[match.lastindex - 1] for match in found))

    def numbered(self, text):
        """The lab whose number stands after a word in a text, such as 05_... in `SEQ24-Lab 5-1234`, or ""."""
        found = {match[1] for match in _NUMBERED.finditer(text)} & self.numbers.keys()
        return self.numbers[found.pop()] if len(found) == 1 else ""

    def called(self, name):
        """The lab whose name this is, and nothing else, or ""."""
        named = self.named(name)
        return named.lab if named and not named.before and not named.after else ""

    def of(self, look):
        """The lab of a notebook, "" if none or more than one fits best.

        Args:
            look: Look; the ids of its cells tell it, else the functions in them.
        """
        for found in (look.marked, look.defined):
            shared = {lab: len(own & found) for lab, own in self.ids.items()}
            most = max(shared.values(), default=0)
            best = [lab for lab, count in shared.items() if count == most > 0]
            if best:
                return best[0] if len(best) == 1 else ""
        return ""


def stem(file):
    """The name of a file without its ending."""
    notebook = NOTEBOOK.fullmatch(file)
    return notebook[1] if notebook else os.path.splitext(file)[0]


def original(text):
    """A name without what marks a copy: `Copy of ada (1)` is `ada`."""
    before = None
    while before != text:
        before = text
        if found := _BEFORE.match(text):
            text = text[found.end() :]
        if found := _AFTER.search(text):
            text = text[: found.start()]
    return text.strip(QUOTES)

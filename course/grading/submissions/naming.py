"""What names of files say: labs, copies, and what the names of a whole class share."""

import os
import re
from collections import Counter
from typing import NamedTuple

from course.cells import SETUP

NOTEBOOK = re.compile(r"(.*)\.ipynb(?:\.json|\.txt)?", re.IGNORECASE)  # browsers add the last ones
LONGEST = 300  # characters of a name of a file; disks hold no longer ones
QUOTES = " \"'“”„«»「」『』"
BETWEEN = " _-.+,"  # what stands between a student and a lab

# How programs mark a copy. Google writes it in the language of its user, so do Windows and macOS.
_COPY_OF = (
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
    rf"\s*(?:{_COPY_OF.replace(' ', '[ _]')})(?:\s*\(\d+\))?(?:[\s_:\-]+|(?<=[^\x00-\u2fff]))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:[\s_\-.]*\(\d{{1,3}}\)|[\s_\-.]*(?:(?<![^\W_])|(?<=[^\x00-\u2fff])|(?=[^\x00-\u2fff]))(?:{_A_COPY})"
    r"[\s_\-]*\(?\d{0,3}\)?)\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[ _.-]{0,2}0*([1-9]\d?)(?!\d)")
_COPY_AT_END = re.compile(  # Google Classroom: Ada King - Copy of 05
    rf"[\s_\-]+(?:{_COPY_OF.replace(' ', '[ _]')})$", re.IGNORECASE
)
_VERSION = re.compile(  # what stands after a lab without being anybody's name
    r"\d{1,3}|v\d+|week|woche|semaine|semana|sheet|blatt|unit|session|v|version|ver|rev|final|finals?version|fertig|neu|new|old|alt|done|draft|entwurf|last|latest"
    r"|submission|submitted|submit|abgabe|abgegeben|hand|handin|in|solution|solutions|solved|lösung|loesung"
    r"|answers?|homework|hw|assignment|exercise|exercises|lab|notebook|complete|completed|correct(?:ed)?|fixed"
    r"|template|original|skeleton|sample|examples?|instructor|teacher|vorlage|muster(?:lösung|loesung)?|try"
    r"|notes|data|readme|attempt|student|students|name|edited|backup|test|my|mine|the|is|it|now|really|this|one|und|and|entrega|rendu|devoir|tarea|consegna",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d([-_. ]?)[01]?\d\1[0-3]?\d(?!\d)|\d{1,2}[-:.]\d\d[-:.]\d\d"
)


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


def is_no_name(text):
    """Whether these are words such as `my`, `final` or `Week 05`, which nobody is called."""
    words = [word for word in re.split(r"[\W_]+", text) if word]
    return bool(words) and all(map(_VERSION.fullmatch, words)) and not all(map(str.isdigit, words))


def holds_a_date(name):
    """Whether there is a date or a time in what should be a name."""
    return bool(_DATE.search(name))


def last_words(names, between="_"):
    """{name: its end without the words that begin all names, or all of a group with one first word}.

    For names made of what an instructor called an assignment and of a student's id: both may hold `between`,
    so that only the names of others tell where the second begins. Without them it is the last word.
    """
    split = {name: name.split(between) for name in set(names)}
    ends = _ends([tuple(own) for own in split.values()])
    return {name: between.join(ends[tuple(own)]) for name, own in split.items()}


def _ends(lists):
    """{list of words: its end that is not shared}."""
    if len(lists) < 2:
        return {own: own[-1:] for own in lists}
    shared = min(_shared(lists), min(map(len, lists)) - 1)
    groups = {}
    for own in lists:
        groups.setdefault(own[shared].casefold(), []).append(own)
    several = len(groups) > 1 and all(len(own) > 1 for own in groups.values())
    if several and all(len(one) > shared + 1 for one in lists):
        return {one: end for own in groups.values() for one, end in _ends(own).items()}
    return {own: own[shared:] if shared else own[-1:] for own in lists}


def without_shared(names):
    """{name: what is left of it without the words that all names begin or end with}.

    Nothing is taken from two names that share only a word without a figure: they may be relatives.
    """
    names = sorted(set(names))
    words = {name: re.split(f"([{re.escape(BETWEEN)}]+)", name) for name in names}
    first = _shared(words.values())
    last = _shared([list(reversed(own)) for own in words.values()])
    shared = "".join(
        "".join(own[:first] + own[len(own) - last :]) for own in list(words.values())[:1]
    )
    if len(names) < 2 or len(names) == 2 and not re.search(r"\d", shared):
        return {name: name for name in names}
    left = {name: "".join(own[first : len(own) - last]) for name, own in words.items()}
    left = {name: rest.strip(BETWEEN) for name, rest in left.items()}
    if len(set(left.values())) < len(names) or not all(left.values()):
        return {name: name for name in names}
    return left


def _shared(lists):
    count = 0
    for items in zip(*lists, strict=False):
        if len({item.casefold() for item in items}) > 1:
            break
        count += 1
    return count


class FlatNames:
    """Whose are files called student_lab or course_lab_student? What most share is no name.

    Args:
        files: their names, all that lie side by side.
        labs: Labs.
    """

    def __init__(self, files, labs):
        self._labs = labs
        found = [part for part in map(self._parts, files) if part]
        self._no_names = set()
        for lab in {part[0] for part in found}:
            own = [part for part in found if part[0] == lab]
            before, count = Counter(part[1] for part in own).most_common(1)[0]
            after = {part[2] for part in own if part[1] == before and part[2]}
            if len(after) > 1 and count * 2 > len(own):
                self._no_names.add(before)
        one = {part[1] for part in found} - self._no_names
        self._either = (
            one if len(one) == 1 and all(part[2] for part in found if part[1] in one) else set()
        )
        self._left = without_shared(
            [name for part in found if (name := self._whole(part)) and name not in self._either]
        )

    def _parts(self, file):
        """(lab, before, after) of the name of a file, None if it names no lab, or is too long for one."""
        if len(file) > LONGEST:
            return None
        named = self._labs.named(original(stem(file)))
        if not named:
            return None
        after = original(named.after).strip(BETWEEN)
        if is_no_name(after) or re.fullmatch(r"\d{1,3}", after) or holds_a_date(after):
            after = ""
        before = _COPY_AT_END.sub("", original(named.before)).strip(BETWEEN)
        return named.lab, "" if is_no_name(before) else before, after

    def _whole(self, part):
        return part[2] if part[1] in self._no_names else part[1]

    def student(self, file):
        """(student, doubt): "" if there is none; in doubt, a sentence that says what is not certain."""
        part = self._parts(file)
        if not part:
            return "", ""
        whole = self._whole(part)
        if whole and whole in self._either:
            return "", (
                f"may be the work of {part[1]} or of {part[2]}: call it student_lab.ipynb, "
                "or put it in a folder student/lab"
            )
        if holds_a_date(whole):
            return (
                "",
                "names no student for certain, as there is a date in its name: call it student_lab.ipynb",
            )
        return self._left.get(whole, whole), ""

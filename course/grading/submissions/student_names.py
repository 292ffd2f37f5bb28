"""Students in the names of files: what is nobody's name, and what the names of a whole class share."""

import re
from collections import Counter

from course.grading.submissions.naming import BETWEEN, COPY_OF, original, stem

LONGEST = 300  # characters of a name of a file; disks hold no longer ones
_COPY_AT_END = re.compile(  # Google Classroom: Ada King - Copy of 05
    rf"[\s_\-]+(?:{COPY_OF.replace(' ', '[ _]')})$", re.IGNORECASE
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
        theirs = [part for part in found if part[1] in one]
        told_apart = all(part[3] for part in theirs) and len({part[3] for part in theirs}) > 1
        both = all(part[2] for part in theirs) or told_apart
        self._either = one if len(one) == 1 and both else set()
        self._left = without_shared(
            [name for part in found if (name := self._whole(part)) and name not in self._either]
        )

    def _parts(self, file):
        """(lab, before, after, figures after it) of a file's name, None if it names no lab or is endless."""
        if len(file) > LONGEST:
            return None
        named = self._labs.named(original(stem(file)))
        if not named:
            return None
        after = original(named.after).strip(BETWEEN)
        figures = after if re.fullmatch(r"\d{1,3}", after) else ""  # a version, or a student's id
        if figures or is_no_name(after) or holds_a_date(after):
            after = ""
        before = _COPY_AT_END.sub("", original(named.before)).strip(BETWEEN)
        return named.lab, "" if is_no_name(before) else before, after, figures

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
                f"may be the work of {part[1]} or of {part[2] or part[3]}: call it student_lab.ipynb, "
                "or put it in a folder student/lab"
            )
        if holds_a_date(whole):
            return (
                "",
                "names no student for certain, as there is a date in its name: call it student_lab.ipynb",
            )
        return self._left.get(whole, whole), ""

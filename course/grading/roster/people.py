"""People and their names: who is meant by a name, however it is written."""

import difflib
import re
import unicodedata
from typing import NamedTuple

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
NEAR = 0.6  # how alike two names are, of 1, for one to be offered in place of the other


class Person(NamedTuple):
    """Somebody on the roster.

    Attributes:
        id: what grading calls this person; no two people share it.
        name: for people to read.
        number: the university's ("ID number", "SIS User ID"), or "".
        email, login: or "".
        canvas: Canvas' own number of this user, or "".
        former: names that earlier rosters have for the same number or address, such as before a marriage.
    """

    id: str
    name: str
    number: str = ""
    email: str = ""
    login: str = ""
    canvas: str = ""
    former: tuple = ()

    @property
    def handles(self):
        """Everything but the name that means this person alone, in small letters."""
        known = (self.id, self.number, self.email, self.login)
        return {handle.casefold() for handle in known if handle}


class Match(NamedTuple):
    """Who may be meant: one of `people`; `sure` is False where a part of the name is missing."""

    people: tuple = ()
    sure: bool = True

    @property
    def person(self):
        return self.people[0] if len(self.people) == 1 else None


class People:
    """A roster to look people up in.

    Args:
        people: Persons.
    """

    def __init__(self, people):
        self.people = tuple(people)
        self._handles, self._levels = {}, [{} for _ in range(3)]
        for person in self.people:
            local = person.email.partition("@")[0].casefold()
            for handle in person.handles | ({local} if local else set()):
                self._handles.setdefault(handle, []).append(person)
            for name in (person.name, *person.former):
                for level, keys in zip(self._levels, _keys(name), strict=True):
                    for key in keys:
                        level.setdefault(key, []).append(person)
        self._forms = [(person, *map(set, _forms(person.name))) for person in self.people]

    def by_handle(self, *handles):
        """The Match of people with one of these ID numbers, addresses or logins; those before count more."""
        for handle in handles:
            if handle and (
                found := self._handles.get(unicodedata.normalize("NFC", handle).casefold())
            ):
                return Match(tuple(dict.fromkeys(found)))
        return Match()

    def by_canvas(self, number):
        """The Match of those with this number of Canvas."""
        return Match(tuple(person for person in self.people if person.canvas == number and number))

    def by_name(self, name, *, whole=False):
        """The Match of those whose name this is, in any order, case and spelling.

        Args:
            name: str.
            whole: False also finds a name of which a part is missing, such as a middle name.
        """
        for level, keys in zip(self._levels, _keys(name), strict=True):
            found = dict.fromkeys(person for key in sorted(keys) for person in level.get(key, ()))
            if found:
                return Match(tuple(found))
        if whole:
            return Match()
        asked = [set(form) for form in _forms(name)]
        found = {
            person: None
            for person, *forms in self._forms
            for form in forms
            if any(len(form & own) > 1 and (form <= own or own <= form) for own in asked)
        }
        return Match(tuple(found), sure=False)


def words_of(name):
    """The words of a name, in small letters: (str, ...)."""
    name = unicodedata.normalize("NFKC", name).casefold().replace("'", "").replace("’", "")
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name)))


def spelling(name):
    """What all spellings of a name share, with nothing left out: its words, sorted, ä as ae."""
    return " ".join(_forms(name)[1])


def same_name(one, other):
    """Whether two spellings are of one name, with nothing left out."""
    return any(set(own) & set(its) for own, its in zip(_keys(one), _keys(other), strict=True))


def nearest(name, names, count=3):
    """The names that are most like one: (str, ...), the best first.

    Args:
        name: as somebody wrote it.
        names: those that there are.
        count: of names, at most.
    """
    spelt = {}
    for known in dict.fromkeys(names):
        spelt.setdefault(" ".join(sorted(_forms(known)[0])) or known, known)
    asked = " ".join(sorted(_forms(name)[0])) or name
    found = [spelt[key] for key in difflib.get_close_matches(asked, spelt, count, NEAR)]
    inside = [known for known in spelt.values() if name and name.casefold() in known.casefold()]
    return tuple(dict.fromkeys(found + inside))[:count]


def near_words(name, names):
    """What an error says of a name that is not there: " (near: ...)", or ""."""
    found = nearest(name, names)
    return f"; near it: {', '.join(found)}" if found else ""


def _forms(name):
    """(words without accents, words with ä as ae), each sorted."""
    words = words_of(name)
    return tuple(
        tuple(sorted(_without_accents(word.translate(table)) for word in words))
        for table in ({}, GERMAN)
    )


def _without_accents(word):
    word = unicodedata.normalize("NFKD", word.translate(LETTERS))
    return "".join(sign for sign in word if not unicodedata.combining(sign))


def _keys(name):
    """What two spellings of a name have in common, three sets, from sure to less sure.

    The last one is for Canvas, which writes Ada Lovelace as lovelaceada.
    """
    words = words_of(name)
    exact = {" ".join(sorted(words))} - {""}
    forms = {" ".join(form) for form in _forms(name)} - {""}
    turned = [words[place:] + words[:place] for place in range(len(words))]
    joined = {
        "".join(_without_accents(word.translate(table)) for word in order)
        for order in turned
        for table in ({}, GERMAN)
    }
    return exact, forms, joined

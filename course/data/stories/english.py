"""Agreement: what a person and a thing are called, once and for the rest of a story."""

from typing import NamedTuple

PRONOUNS = {  # he, him, his, himself
    "female": ("she", "her", "her", "herself"),
    "male": ("he", "him", "his", "himself"),
    "pair": ("they", "them", "their", "themselves"),
}
IRREGULAR = {
    "knife": "knives", "scarf": "scarves", "mouse": "mice", "goose": "geese", "sheep": "sheep",
    "deer": "deer", "chamois": "chamois", "octopus": "octopuses", "dolphin": "dolphins",
}  # fmt: skip


def plural(noun):
    """Several of a noun; of "ship in a bottle" it is the ship that is counted.

    Args:
        noun: str.

    Returns:
        str.
    """
    head, *rest = noun.split(" in ")
    *front, last = head.split(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith("man"):
        last = last[:-3] + "men"
    elif last.endswith("y") and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return " in ".join([" ".join([*front, last]), *rest])


class Person(NamedTuple):
    """Someone in a story, or two.

    Attributes:
        name: str, such as Mara, or "Mara and Tobin".
        gender: "female", "male" or "pair".
        trade: str, such as baker.
        job: dict of lists: workplace, tool, goods, work.
        character: str, an adjective.
    """

    name: str
    gender: str
    trade: str
    job: dict
    character: str

    def __str__(self):
        return self.name

    def and_also(self, other):
        """Both together, in the trade of the first."""
        return self._replace(name=f"{self.name} and {other.name}", gender="pair")

    @property
    def many(self):
        return self.gender == "pair"

    he = property(lambda self: PRONOUNS[self.gender][0])
    him = property(lambda self: PRONOUNS[self.gender][1])
    his = property(lambda self: PRONOUNS[self.gender][2])
    himself = property(lambda self: PRONOUNS[self.gender][3])
    was = property(lambda self: "were" if self.many else "was")
    am = property(lambda self: "are" if self.many else "am")
    i = property(lambda self: "we" if self.many else "I")
    my = property(lambda self: "our" if self.many else "my")
    one_job = property(lambda self: self.trade)
    jobs = property(lambda self: plural(self.trade))
    a_job = property(lambda self: f"two {self.jobs}" if self.many else f"a {self.trade}")
    the_job = property(lambda self: f"the {self.jobs if self.many else self.trade}")

    @property
    def a_character(self):
        if self.many:
            return f"two {self.character} {self.jobs}"
        return f"a {self.character} {self.trade}"


class Thing(NamedTuple):
    """A thing, or a few.

    Attributes:
        noun: str, one of it.
        adjective: str.
        number: str, such as three; empty for one.
    """

    noun: str
    adjective: str
    number: str

    def __str__(self):
        return self.plural if self.number else self.noun

    plural = property(lambda self: plural(self.noun))
    full = property(lambda self: f"{self.adjective} {self}")
    a = property(lambda self: f"{self.number or 'a'} {self.full}")
    some = property(lambda self: str(self) if self.number else f"a {self}")
    it = property(lambda self: "they" if self.number else "it")
    them = property(lambda self: "them" if self.number else "it")
    this = property(lambda self: "these" if self.number else "this")
    was = property(lambda self: "were" if self.number else "was")
    belongs = property(lambda self: "belong" if self.number else "belongs")

    @property
    def is_(self):
        return "are" if self.number else "is"

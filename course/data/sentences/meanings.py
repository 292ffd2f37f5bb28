"""What a sentence says, before it is said in any language.

A meaning is a small tree: a Clause with a Thing, a Pronoun or a Name in each of its roles. English,
French and German each have a module that puts it into words.
"""

from dataclasses import dataclass, fields

PRONOUNS = ("I", "you", "he", "she", "we", "they")
POSSESSIVES = ("my", "your", "his", "her", "our", "their")
NUMERALS = ("two", "three", "four")


@dataclass(frozen=True)
class Pronoun:
    """One of PRONOUNS; "you" is one friend, "they" are not all women."""

    person: str


@dataclass(frozen=True)
class Name:
    """A person's name, the same in all languages."""

    name: str


@dataclass(frozen=True)
class Thing:
    """A noun with what stands before it.

    Attributes:
        noun: English word in the singular.
        determiner: "the", "a", "this", one of POSSESSIVES or NUMERALS, or "" for water and for apples.
        number: "one", "many" or "mass".
        adjective: English word or None.
    """

    noun: str
    determiner: str
    number: str = "one"
    adjective: str = None


@dataclass(frozen=True)
class Place:
    """Where: a preposition and a Thing."""

    preposition: str
    thing: Thing


@dataclass(frozen=True)
class Clause:
    """Who does what to whom, where and when.

    Attributes:
        verb: (English word, frame), a key of the lexicon.
        subject, object, recipient: Thing, Pronoun, Name or None.
        place: Place or None; with the verb "go", the goal is a Place with the preposition "to".
        predicate: an adjective after "be", or one of the states (hungry), or None.
        time, often, modal: English phrases or None.
        negated: bool.
        question: None, "yes-no", "where", "why", "when" or "what".
        link: "that" or "because", with `inner` the clause behind it.
    """

    verb: tuple
    subject: object
    object: object = None
    recipient: object = None
    place: Place = None
    predicate: str = None
    time: str = None
    often: str = None
    modal: str = None
    negated: bool = False
    question: str = None
    link: str = None
    inner: object = None


def as_tree(meaning):
    """A meaning as nested tuples: ("drink", ("subject", ("man", "the")), ("object", ("water",)))."""
    if isinstance(meaning, Pronoun):
        return (meaning.person,)
    if isinstance(meaning, Name):
        return (meaning.name,)
    if isinstance(meaning, Thing):
        many = "many" if meaning.number == "many" else None
        parts = (meaning.noun, meaning.determiner, many, meaning.adjective)
        return tuple(part for part in parts if part)
    if isinstance(meaning, Place):
        return (meaning.preposition, as_tree(meaning.thing))
    branches = [meaning.verb[0]]
    for field in fields(meaning)[1:]:
        value = getattr(meaning, field.name)
        if value is not None and value is not False:
            plain = isinstance(value, (str, bool))
            branches.append((field.name, value if plain else as_tree(value)))
    return tuple(branches)


def role(tree, name):
    """What stands in a role of a meaning.

    Args:
        tree: nested tuple, as `as_tree` makes it.
        name: "verb", or a role such as "subject" or "time".

    Returns:
        str: the verb, or the role's value written out; "None" if the role is empty.
    """
    return tree[0] if name == "verb" else str(dict(tree[1:]).get(name))


def is_clear(clause):
    """Whether "they" in a second clause cannot be taken for several things of the first.

    In "I like the shirts because they are small", French would have to know what "they" are.
    """
    if not clause.link or clause.inner.subject != Pronoun("they"):
        return True
    things = (clause.object, clause.recipient)
    return not any(isinstance(thing, Thing) and thing.number == "many" for thing in things)

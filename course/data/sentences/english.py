"""A meaning in English; some meanings can be said in more than one way."""

from course.data.sentences.lexicon import load_lexicon
from course.data.sentences.meanings import Name, Pronoun
from course.data.sentences.tokens import Word, say

OBJECTS = {"I": "me", "you": "you", "he": "him", "she": "her", "we": "us", "they": "them"}
BE = {"I": "am", "you": "are", "we": "are", "they": "are"}


def sentence(meaning, time_first=False, to=False):
    """The sentence in English.

    Args:
        meaning: Clause.
        time_first: "today she sleeps" rather than "she sleeps today".
        to: "gives an apple to him" rather than "gives him an apple".

    Returns:
        list of Word.
    """
    words = _clause(meaning, "", time_first, to)
    if meaning.link:
        words += say(meaning.link, "link") + _clause(meaning.inner, "inner.", False, to)
    return words + say("?" if meaning.question else ".", "end")


def variants(meaning):
    """All ways to say it, a list of lists of Word; the first is the plainest."""
    ways = [sentence(meaning)]
    time_first = meaning.time and not meaning.question and not meaning.link
    given = meaning.recipient or (meaning.inner and meaning.inner.recipient)
    if time_first:
        ways.append(sentence(meaning, time_first=True))
    if given and not _are_pronouns(meaning):
        ways += [sentence(meaning, first, to=True) for first in ({False, bool(time_first)})]
    return ways


def _are_pronouns(meaning):
    return isinstance(meaning.object, Pronoun)


def _clause(clause, role, time_first, to):
    third = _is_third(clause.subject)
    subject = _subject(clause.subject, role)
    finite, rest = _verb(clause, role, third)
    negation = say("not", role + "not") if clause.negated else []
    if clause.negated and clause.modal == "can":
        finite, negation = say("cannot", role + "modal", role + "not"), []
    often = say(clause.often, role + "often") if clause.often else []
    time = say(clause.time, role + "time") if clause.time else []
    after = _after(clause, role, to)
    if clause.question:
        finite = [Word(word.text, word.roles | {role + "do"}) for word in finite]
        asked = [] if clause.question == "yes-no" else say(clause.question, role + "question")
        return asked + finite + subject + often + rest + after + time
    if (
        not clause.negated and not rest
    ):  # the verb itself: "she often sleeps", but "she is often tired"
        is_be = clause.verb[0] == "be"
        middle = finite + often if is_be else often + finite
    else:
        middle = finite + negation + often + rest
    if time_first:
        return time + subject + middle + after
    return subject + middle + after + time


def _verb(clause, role, third):
    """The finite part and what follows it: "is", "", or "does", "drink", or "wants", "to drink"."""
    row = load_lexicon().verbs[clause.verb]
    verb, third_form = row.english, row.third
    needs_do = clause.negated or clause.question
    if verb == "be" and not clause.modal:
        return say(
            BE.get(getattr(clause.subject, "person", None), "is" if third else "are"), role + "verb"
        ), []
    if clause.modal in ("can", "must"):
        return say(clause.modal, role + "modal"), say(verb, role + "verb")
    main = say(verb, role + "verb")
    if clause.modal:
        modal = load_lexicon().verbs[clause.modal, "modal"]
        base, form = say(modal.english, role + "modal"), say(modal.third, role + "modal")
        if needs_do:
            return _do(role, third, "modal"), base + main
        return (form if third else base), main
    if needs_do:
        return _do(role, third, "verb"), main
    return (say(third_form, role + "verb") if third else main), []


def _do(role, third, of):
    return say("does" if third else "do", role + of, role + "do")


def _after(clause, role, to):
    words = []
    if clause.predicate:
        words += say(clause.predicate, role + "predicate")
    given = _object(clause.object, role + "object.") if clause.object else []
    if clause.recipient:
        who = _object(clause.recipient, role + "recipient.")
        words += given + say("to", role + "recipient.to") + who if to else who + given
    else:
        words += given
    if clause.place:
        words += _place(clause.place, role + "place.")
    return words


def _place(place, role):
    return say(place.preposition, role + "preposition") + noun_phrase(place.thing, role)


def _is_third(subject):
    if isinstance(subject, Pronoun):
        return subject.person in ("he", "she")
    return isinstance(subject, Name) or subject.number != "many"


def _subject(subject, role):
    if isinstance(subject, Pronoun):
        return say(subject.person, role + "subject.noun")
    return noun_phrase(subject, role + "subject.")


def _object(thing, role):
    if isinstance(thing, Pronoun):
        return say(OBJECTS[thing.person], role + "noun")
    return noun_phrase(thing, role)


def noun_phrase(thing, role):
    """A Thing or Name with its determiner and adjective, a list of Word."""
    if isinstance(thing, Name):
        return say(thing.name, role + "noun")
    row = load_lexicon().nouns[thing.noun]
    noun = say(row.plural if thing.number == "many" else row.english, role + "noun")
    if thing.adjective:
        noun = say(thing.adjective, role + "adjective") + noun
    if not thing.determiner:
        return noun
    determiner = thing.determiner
    if determiner == "a" and noun[0].text[0] in "aeiou":
        determiner = "an"
    if determiner == "this" and thing.number == "many":
        determiner = "these"
    return say(determiner, role + "determiner") + noun

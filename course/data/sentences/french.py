"""A meaning in French: agreement, the place of adjectives, ne ... pas, clitics, elision."""

from course.data.sentences.lexicon import load_lexicon, starts_with_vowel
from course.data.sentences.meanings import NUMERALS, Name, Pronoun, Thing
from course.data.sentences.tokens import Word, say

PERSONS = ("je", "tu", "il", "nous", "ils")  # the order of a verb's forms
SUBJECTS = {"I": "je", "you": "tu", "he": "il", "she": "elle", "we": "nous", "they": "ils"}
DIRECT = {"I": "me", "you": "te", "he": "le", "she": "la", "we": "nous", "they": "les"}
INDIRECT = {"I": "me", "you": "te", "he": "lui", "she": "lui", "we": "nous", "they": "leur"}
REFLEXIVE = {"I": "me", "you": "te", "we": "nous"}
POSSESSIVES = {
    "my": ("mon", "ma", "mes"),
    "your": ("ton", "ta", "tes"),
    "his": ("son", "sa", "ses"),
    "her": ("son", "sa", "ses"),
    "our": ("notre", "notre", "nos"),
    "their": ("leur", "leur", "leurs"),
}
NUMBERS = {"two": "deux", "three": "trois", "four": "quatre"}
ELIDED = {"le", "la", "je", "me", "te", "se", "ne", "de", "que"}
CONTRACTED = {("à", "le"): "au", ("à", "les"): "aux", ("de", "le"): "du", ("de", "les"): "des"}
GENERIC = ("like", "hate", "love")  # "I like cheese" is "j'aime le fromage"


def sentence(meaning):
    """The sentence in French.

    Args:
        meaning: Clause.

    Returns:
        list of Word.
    """
    words = _clause(meaning, "")
    if meaning.link:
        words += say({"that": "que", "because": "parce_que"}[meaning.link], "link")
        words += _clause(meaning.inner, "inner.")
    return elide(words + say("?" if meaning.question else ".", "end"))


def elide(words):
    """Drop the vowel of le, je, ne, que, ... before a vowel: l'eau, j'aime, n'est."""
    elided = []
    for word, following in zip(words, [*words[1:], None], strict=True):
        if following and word.text in ELIDED and starts_with_vowel(following.text):
            word = Word(word.text[:-1] + "'", word.roles)
        elided.append(word)
    return elided


def _clause(clause, role):
    subject = _subject(clause.subject, role)
    time = (
        say(load_lexicon().phrases["time"][clause.time].french, role + "time")
        if clause.time
        else []
    )
    said = subject + _predicate(clause, role) + time
    if not clause.question:
        return said
    asks = say("est-ce_que", role + "question", role + "do")
    if clause.question == "yes-no":
        return asks + said
    return (
        say(load_lexicon().phrases["question"][clause.question].french, role + "question")
        + asks
        + said
    )


def _predicate(clause, role):
    """Everything from the verb on: ne, clitics, verb, pas, infinitive, objects, place."""
    verb = load_lexicon().verbs[clause.verb]
    state = clause.predicate in load_lexicon().phrases["state"]
    if state:  # she has hunger
        verb = load_lexicon().verbs["have", "transitive"]
    clitics = _clitics(clause, verb, role)
    often = clause.often and load_lexicon().phrases["often"][clause.often].french
    if clause.modal:
        modal = load_lexicon().verbs[clause.modal, "modal"]
        finite = say(form_of(modal, clause.subject), role + "modal", role + "do")
        infinitive = clitics + say(verb.french.removeprefix("se_"), role + "verb")
    else:
        finite = clitics + say(form_of(verb, clause.subject), role + "verb", role + "do")
        infinitive = []
    if clause.negated:
        finite = say("ne", role + "not") + finite + say("pas", role + "not")
    elif clause.often == "never":
        finite = say("ne", role + "often") + finite + say(often, role + "often")
    elif often:
        finite = finite + say(often, role + "often")
    return finite + infinitive + _after(clause, role)


def _clitics(clause, verb, role):
    """The pronouns that stand before the verb."""
    words = []
    if verb.french.startswith("se_"):
        words += say(REFLEXIVE.get(getattr(clause.subject, "person", None), "se"), role + "verb")
    if isinstance(clause.recipient, Pronoun):
        words += say(INDIRECT[clause.recipient.person], role + "recipient.noun")
    if isinstance(clause.object, Pronoun):
        words += say(DIRECT[clause.object.person], role + "object.noun")
    return words


def _after(clause, role):
    words = []
    if clause.predicate:
        words += _predicate_word(clause, role)
    if clause.object and not isinstance(clause.object, Pronoun):
        # after a negation the indefinite article is "de": je ne bois pas d'eau
        denied = (clause.negated and clause.modal != "like_to") or clause.often == "never"
        words += noun_phrase(
            clause.object, role + "object.", denied=denied, generic=clause.verb[0] in GENERIC
        )
    if clause.recipient and not isinstance(clause.recipient, Pronoun):
        words += noun_phrase(clause.recipient, role + "recipient.", preposition="à")
    if clause.place:
        words += _place(clause.place, role + "place.")
    return words


def _predicate_word(clause, role):
    states = load_lexicon().phrases["state"]
    if clause.predicate in states:
        return say(states[clause.predicate].french, role + "predicate")
    gender, many = _gender(clause.subject)
    return say(adjective(clause.predicate, gender, many), role + "predicate")


def _place(place, role):
    if place.preposition == "to":
        return noun_phrase(place.thing, role, preposition="à")
    french = load_lexicon().phrases["place"][place.preposition].french
    if french.endswith("_de"):
        *words, last = say(french, role + "preposition")
        return words + noun_phrase(place.thing, role, preposition=last.text)
    return say(french, role + "preposition") + noun_phrase(place.thing, role)


def form_of(verb, subject):
    """The verb's present form for this subject."""
    return verb.french_forms.split()[PERSONS.index(_person(subject))]


def _person(subject):
    if isinstance(subject, Pronoun):
        return {"she": "il"}.get(subject.person) or SUBJECTS[subject.person]
    return "ils" if isinstance(subject, Thing) and subject.number == "many" else "il"


def _gender(subject):
    """("m" or "f", whether it is plural)."""
    if isinstance(subject, Pronoun):
        return ("f" if subject.person == "she" else "m"), subject.person in ("we", "they")
    if isinstance(subject, Name):
        return ("f" if subject.name in WOMEN else "m"), False
    return load_lexicon().nouns[subject.noun].french_gender, subject.number == "many"


WOMEN = ("Anna", "Emma", "Lisa", "Marie")


def _subject(subject, role):
    if isinstance(subject, Pronoun):
        return say(SUBJECTS[subject.person], role + "subject.noun")
    return noun_phrase(subject, role + "subject.")


def adjective(english, gender, many, before_vowel=False):
    """The adjective's form; vieux, beau and nouveau have one more before a vowel."""
    row = load_lexicon().adjectives[english]
    if gender == "m":
        if many:
            return row.french_plural
        return row.french_vowel if before_vowel and row.french_vowel else row.french
    return row.french_feminine + ("s" if many else "")


def noun_phrase(thing, role, preposition=None, denied=False, generic=False):
    """A Thing or Name with determiner and adjectives.

    Args:
        thing: Thing or Name.
        role: prefix of the words' roles.
        preposition: "à" or "de", which melts with le and les, or None.
        denied: whether "un", "du" and "des" become "de".
        generic: whether a noun without an article takes "le".

    Returns:
        list of Word.
    """
    if isinstance(thing, Name):
        lead = say(preposition, role + "noun", role + "to") if preposition else []
        return lead + say(thing.name, role + "noun")
    row = load_lexicon().nouns[thing.noun]
    many = thing.number == "many"
    words = say(row.french_plural if many else row.french, role + "noun")
    before = False
    if thing.adjective:
        before = bool(load_lexicon().adjectives[thing.adjective].french_before)
        special = before and starts_with_vowel(words[0].text)  # vieil homme
        form = say(adjective(thing.adjective, row.french_gender, many, special), role + "adjective")
        words = form + words if before else words + form
    determiner = _determiner(thing, row.french_gender, words[0].text, before, denied, generic)
    # no article in English, or one: the French one belongs to the noun too
    roles = (role + "determiner", *([role + "noun"] if not thing.determiner else []))
    vowel = determiner == "le" and starts_with_vowel(words[0].text)  # not au hôtel: à l'hôtel
    if preposition and (preposition, determiner) in CONTRACTED and not vowel:
        melted = CONTRACTED[preposition, determiner]
        return say(melted, *roles, role + "noun", role + "to", role + "preposition") + words
    lead = []
    if preposition:
        lead = say(preposition, role + "noun", role + "to", role + "preposition")
    return lead + (say(determiner, *roles) if determiner else []) + words


def _determiner(thing, gender, following, adjective_first, denied, generic):
    """The determiner's text; partitives have an underscore: "de_la"."""
    vowel = starts_with_vowel(following)
    many = thing.number == "many"
    which = thing.determiner
    article = "les" if many else "le" if gender == "m" else "la"
    if which == "the" or (generic and which == ""):
        return article
    if which in POSSESSIVES:
        masculine, feminine, plural = POSSESSIVES[which]
        return plural if many else masculine if gender == "m" or vowel else feminine
    if which in NUMERALS:
        return NUMBERS[which]
    if which == "this":
        return "ces" if many else "cette" if gender == "f" else "cet" if vowel else "ce"
    if denied:
        return "de"
    if which == "a":
        return "un" if gender == "m" else "une"
    if many:  # apples
        return "de" if adjective_first else "des"
    if vowel:  # water
        return "de_" + article
    return "du" if gender == "m" else "de_la"

"""A meaning in German: cases, endings of adjectives, the place of the verb and of nicht."""

from course.data.sentences.lexicon import load_lexicon
from course.data.sentences.meanings import NUMERALS, Name, Pronoun, Thing
from course.data.sentences.tokens import Word, say

SUBJECTS = {"I": "ich", "you": "du", "he": "er", "she": "sie", "we": "wir", "they": "sie"}
ACCUSATIVE = {"I": "mich", "you": "dich", "he": "ihn", "she": "sie", "we": "uns", "they": "sie"}
DATIVE = {"I": "mir", "you": "dir", "he": "ihm", "she": "ihr", "we": "uns", "they": "ihnen"}
STEMS = {"my": "mein", "your": "dein", "his": "sein", "her": "ihr", "our": "unser", "their": "ihr"}
NUMBERS = {"two": "zwei", "three": "drei", "four": "vier"}
# by case: masculine, feminine, neuter, plural
THE = {
    "nominative": ("der", "die", "das", "die"),
    "accusative": ("den", "die", "das", "die"),
    "dative": ("dem", "der", "dem", "den"),
}
AFTER_EIN = {  # endings of ein, mein, kein
    "nominative": ("", "e", "", "e"),
    "accusative": ("en", "e", "", "e"),
    "dative": ("em", "er", "em", "en"),
}
AFTER_DIES = {
    "nominative": ("er", "e", "es", "e"),
    "accusative": ("en", "e", "es", "e"),
    "dative": ("em", "er", "em", "en"),
}
WEAK = {  # endings of adjectives behind der and dieser
    "nominative": ("e", "e", "e", "en"),
    "accusative": ("en", "e", "e", "en"),
    "dative": ("en", "en", "en", "en"),
}
MIXED = {  # behind ein, mein, kein
    "nominative": ("er", "e", "es", "en"),
    "accusative": ("en", "e", "es", "en"),
    "dative": ("en", "en", "en", "en"),
}
STRONG = {  # behind nothing and behind numbers
    "nominative": ("er", "e", "es", "e"),
    "accusative": ("en", "e", "es", "e"),
    "dative": ("em", "er", "em", "en"),
}
INDEFINITE = ("a", "", *NUMERALS)
MELTED = {("in", "dem"): "im", ("zu", "dem"): "zum", ("zu", "der"): "zur"}


def sentence(meaning):
    """The sentence in German.

    Args:
        meaning: Clause.

    Returns:
        list of Word.
    """
    words = _clause(meaning, "", "question" if meaning.question else "main")
    if meaning.link:
        words += say(",", "link") + say({"that": "dass", "because": "weil"}[meaning.link], "link")
        words += _clause(meaning.inner, "inner.", "subordinate")
    return words + say("?" if meaning.question else ".", "end")


def _clause(clause, role, kind):
    """The finite verb is second in a main clause, first in a question, last in a subordinate one."""
    subject = _subject(clause.subject, role)
    finite, closing = _verb(clause, role)
    time = (
        say(load_lexicon().phrases["time"][clause.time].german, role + "time")
        if clause.time
        else []
    )
    pronouns, middle = _middle(clause, role, time if kind != "main" else [])
    if kind == "subordinate":
        if closing and not clause.modal:  # the verb is whole again at the end: aufsteht
            finite = [Word(closing[0].text + finite[0].text, finite[0].roles | closing[0].roles)]
            closing = []
        return subject + pronouns + middle + closing + finite
    # behind the verb, a pronoun goes before a noun: heute sieht mich der Mann; but not "sie"
    clear = all(word.text != "sie" for word in pronouns)
    if isinstance(clause.subject, Pronoun) or not clear:
        inverted = subject + pronouns
    else:
        inverted = pronouns + subject
    if kind == "question":
        asked = []
        if clause.question != "yes-no":
            phrase = load_lexicon().phrases["question"][clause.question]
            asked = say(phrase.german, role + "question")
        return asked + finite + inverted + middle + closing
    if time:
        return time + finite + inverted + middle + closing
    return subject + finite + pronouns + middle + closing


def _verb(clause, role):
    """The finite verb and what stands at the end: "steht", "auf", or "will", "aufstehen"."""
    row = load_lexicon().verbs[clause.verb]
    if clause.predicate in load_lexicon().phrases["state"]:  # she has hunger
        row = load_lexicon().verbs["have", "transitive"]
    prefix, _, _ = row.german.rpartition("|")
    infinitive = row.german.replace("|", "")
    if clause.modal and clause.modal != "like_to":
        modal = load_lexicon().verbs[clause.modal, "modal"]
        finite = say(form_of(modal, clause.subject), role + "modal", role + "do")
        return finite, say(infinitive, role + "verb")
    finite = say(form_of(row, clause.subject), role + "verb", role + "do")
    return finite, say(prefix, role + "verb") if prefix else []


def _middle(clause, role, time):
    """Between the verb's two places: (pronouns, everything else).

    Everything else is time, adverbs, objects, nicht, place, predicate, in this order; but "nie" follows
    a definite object as nicht does, and a place goes before an indefinite one.
    """
    verb = load_lexicon().verbs[clause.verb]
    case = "dative" if verb.german_object == "dative" else "accusative"
    denied = _denies_the_noun(clause)
    pronouns, recipient, thing, late = [], [], [], []
    if isinstance(clause.recipient, Pronoun):
        roles = (role + "recipient.noun", role + "recipient.to")
        pronouns += say(DATIVE[clause.recipient.person], *roles)
    elif clause.recipient:
        recipient = noun_phrase(clause.recipient, "dative", role + "recipient.")
    if clause.object:
        words = _object(clause.object, case, role + "object.", denied and role + "not")
        if verb.german_object == "auf":
            late += say("auf", role + "verb") + words
        elif isinstance(clause.object, Pronoun):
            pronouns += words
        else:
            thing = words
    place = _place(clause.place, role + "place.") if clause.place else []
    definite = not (isinstance(clause.object, Thing) and clause.object.determiner in INDEFINITE)
    objects = thing if definite else place + thing
    late += place if definite else []
    if clause.predicate:
        late += _predicate(clause, role)
    nicht = say("nicht", role + "not") if clause.negated and not denied else []
    if clause.modal == "like_to":  # nicht gern
        gern = say("gern", role + "modal", role + "do")
        return pronouns, time + nicht + gern + objects + late
    adverb = []
    if clause.often:
        adverb = say(load_lexicon().phrases["often"][clause.often].german, role + "often")
    if clause.often == "never" and definite:
        return pronouns, time + recipient + objects + adverb + late
    return pronouns, time + adverb + recipient + objects + nicht + late


def _denies_the_noun(clause):
    """Whether "not" goes into the article: kein Wasser, keinen Hund; keinen Hunger."""
    if not clause.negated or clause.modal == "like_to":
        return False
    if clause.predicate in load_lexicon().phrases["state"]:
        return True
    behind_auf = load_lexicon().verbs[clause.verb].german_object == "auf"
    indefinite = isinstance(clause.object, Thing) and clause.object.determiner in ("a", "")
    return indefinite and not behind_auf


def _predicate(clause, role):
    states = load_lexicon().phrases["state"]
    if clause.predicate in states:
        row = states[clause.predicate]
        if not clause.negated:
            return say(row.german, role + "predicate")
        no, noun = row.german_negated.split("_")
        return say(no, role + "not") + say(noun, role + "predicate")
    return say(load_lexicon().adjectives[clause.predicate].german, role + "predicate")


def form_of(verb, subject):
    """The verb's present form for this subject."""
    forms = verb.german_forms.split()
    person = getattr(subject, "person", None)
    if person in ("I", "you"):
        return forms[("I", "you").index(person)]
    many = person in ("we", "they") or (isinstance(subject, Thing) and subject.number == "many")
    if not many:
        return forms[2]
    return "sind" if verb.german == "sein" else verb.german.rpartition("|")[2]


def _subject(subject, role):
    if isinstance(subject, Pronoun):
        return say(SUBJECTS[subject.person], role + "subject.noun")
    return noun_phrase(subject, "nominative", role + "subject.")


def _object(thing, case, role, denied):
    if isinstance(thing, Pronoun):
        return say((DATIVE if case == "dative" else ACCUSATIVE)[thing.person], role + "noun")
    return noun_phrase(thing, case, role, denied)


def _place(place, role):
    german = "zu" if place.preposition == "to" else _preposition(place.preposition)
    words = noun_phrase(place.thing, "dative", role)
    melted = MELTED.get((german, words[0].text))
    if melted:
        return [Word(melted, words[0].roles | {role + "preposition"}), *words[1:]]
    return say(german, role + "preposition") + words


def _preposition(english):
    return load_lexicon().phrases["place"][english].german


def noun_phrase(thing, case, role, denied=None):
    """A Thing or Name with determiner and adjective in a case.

    Args:
        thing: Thing or Name.
        case: "nominative", "accusative" or "dative".
        role: prefix of the words' roles.
        denied: the role of the negation that turns "ein" and no article into "kein", or None.

    Returns:
        list of Word.
    """
    if isinstance(thing, Name):
        return say(thing.name, role + "noun")
    row = load_lexicon().nouns[thing.noun]
    column = 3 if thing.number == "many" else "mfn".index(row.german_gender)
    words = say(_noun(row, case, column == 3), role + "noun")
    determiner, endings = _determiner(thing.determiner, case, column, denied)
    if thing.adjective:
        adjective = load_lexicon().adjectives[thing.adjective]
        stem = adjective.german_stem or adjective.german
        words = say(stem + endings[case][column], role + "adjective") + words
    if not determiner:
        return words
    roles = [role + "determiner"] + ([denied] if denied else [])
    return say(determiner, *roles) + words


def _noun(row, case, many):
    if not many:
        return row.german_oblique if row.german_oblique and case != "nominative" else row.german
    if case == "dative" and row.german_plural[-1] not in "ns":
        return row.german_plural + "n"
    return row.german_plural


def _determiner(which, case, column, denied):
    """The determiner's text and the table of endings of the adjective behind it."""
    if which == "the":
        return THE[case][column], WEAK
    if which == "this":
        return "dies" + AFTER_DIES[case][column], WEAK
    if which in NUMERALS:
        return NUMBERS[which], STRONG
    if which in STEMS:
        return STEMS[which] + AFTER_EIN[case][column], MIXED
    if denied:
        return "kein" + AFTER_EIN[case][column], MIXED
    if which == "a":
        return "ein" + AFTER_EIN[case][column], MIXED
    return "", STRONG

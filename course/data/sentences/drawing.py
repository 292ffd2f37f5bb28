"""Random meanings that make sense."""

import random
from functools import cache

from course.data.sentences.lexicon import load_lexicon
from course.data.sentences.meanings import (
    NUMERALS,
    POSSESSIVES,
    PRONOUNS,
    Clause,
    Name,
    Place,
    Pronoun,
    Thing,
)

LASTING = ("like", "hate", "have", "know", "love")  # neither today nor often, and nobody must
SUDDEN = ("arrive", "lose", "forget", "break", "find")  # nobody wants to, can or must
# together they mean something else: une vieille fille is a spinster
CLASHES = {
    ("old", "girl"),
    ("old", "boy"),
    ("old", "child"),
    ("young", "boy"),
    ("young", "child"),
    ("small", "friend"),
    ("strong", "woman"),
}


def replace(part, **changed):
    """As `dataclasses.replace`, in a fifth of the time: a corpus needs hundreds of thousands."""
    new = object.__new__(type(part))
    new.__dict__.update(part.__dict__ | changed)
    return new


class Sampler:
    """Draws random meanings that make sense: dogs do not read, nobody drinks a chair.

    Args:
        seed: int.
        words: lexicon to draw from, as `load_lexicon` gives it; None for the whole one.
    """

    def __init__(self, seed, words=None):
        self.rng = random.Random(seed)  # numpy's generator is slower, one number at a time
        self.words = words or load_lexicon()
        self.nouns = cache(self._nouns)
        self.adjectives = cache(self._adjectives)
        self.predicates = [row for row in self.words.adjectives.values() if row.attribute != "only"]
        self.frames = {}
        for key in self.words.verbs:
            self.frames.setdefault(key[1], []).append(key)

    def clause(self):
        """A whole sentence's meaning."""
        if self.chance(0.16):
            return self.linked()
        clause = self.simple()
        return self.questioned(clause) if self.chance(0.18) else clause

    def linked(self):
        """Two clauses, the second with its verb at the end in German."""
        if self.chance(0.6):
            verb = self.pick(self.frames["clause"])
            outer = Clause(verb, self.person())
            link = "that"
        else:
            outer = self.simple()
            link = "because"
        draw = self.copula if link == "because" and self.chance(0.6) else self.simple
        inner = draw()
        if inner.time and self.chance(0.7):
            inner = replace(inner, time=None)
        if not _can_refer(inner.subject, outer.subject, self.words):
            subject = Pronoun(self.pick(("I", "you", "we")))
            if isinstance(inner.object, Pronoun) or isinstance(inner.recipient, Pronoun):
                subject = Name("Anna")  # not "I see me"
            inner = replace(inner, subject=subject)
        if not (self.fits(outer) and self.fits(inner)):
            return self.linked()
        return replace(outer, link=link, inner=inner)

    def simple(self):
        """One clause, a statement."""
        makers = (self.copula, self.intransitive, self.transitive, self.ditransitive, self.motion)
        clause = self.rng.choices(makers, (20, 20, 42, 10, 8))[0]()
        return clause if self.fits(clause) else self.simple()

    def copula(self):
        """She is tired, or she is hungry."""
        be = ("be", "copula")
        if self.chance(0.25):
            subject = self.to_plain(self.person())
            clause = Clause(be, subject, predicate=self.pick(self.words.phrases["state"]))
            return self.coloured(clause)
        row = self.pick(self.predicates)
        clause = Clause(be, self.to_plain(self.subject(row.kinds)), predicate=row.english)
        if not row.passing:  # nobody is famous on Mondays
            return replace(clause, negated=self.chance(0.3))
        return self.coloured(clause)

    def intransitive(self):
        """She sleeps in the garden, she wants to get up."""
        verb = self.pick(self.frames["intransitive"] + self.frames["rise"])
        clause = Clause(verb, self.subject(self.words.verbs[verb].subjects))
        if verb[0] == "stay" or (verb[1] == "intransitive" and self.chance(0.35)):
            clause = replace(clause, place=self.place() if verb[0] != "swim" else None)
        return self.coloured(clause)

    def transitive(self):
        """She drinks water, she helps him."""
        verb = self.pick(self.frames["transitive"])
        row = self.words.verbs[verb]
        subject = self.subject(row.subjects)
        if "person" in row.objects and self.chance(0.4):
            clause = Clause(verb, subject, self.pronoun_for(subject))
        else:
            clause = Clause(verb, subject, self.thing(row.objects))
        clause = self.coloured(clause)
        indoors = row.english in ("eat", "drink", "read", "write", "look_for", "see", "meet")
        if indoors and not clause.negated and self.chance(0.15):
            clause = replace(clause, place=self.place())
        return clause

    def ditransitive(self):
        """She gives the child an apple."""
        verb = self.pick(self.frames["ditransitive"])
        subject = self.person()
        recipient = self.pronoun_for(subject)
        if self.chance(0.6):
            recipient = self.thing({"person"}, determiners=("the", "the", "this", "my"))
        given = self.thing(self.words.verbs[verb].objects, plain=0.7)
        return self.coloured(Clause(verb, subject, given, recipient), often=0)

    def motion(self):
        """She goes to the market."""
        goal = Place("to", replace(self.thing({"goal"}, determiners=("the",)), number="one"))
        return self.coloured(Clause(("go", "motion"), self.person(), place=goal))

    def coloured(self, clause, time=0.16, often=0.12):
        """The clause with one of: a time, how often, a modal verb, a negation; or as it is."""
        draw = self.rng.random()
        if draw < time:
            phrases = self.words.phrases["time"]
            negated = self.chance(0.15)
            return replace(clause, time=self.pick(list(phrases)), negated=negated)
        draw -= time
        if draw < often:
            return replace(clause, often=self.pick(list(self.words.phrases["often"])))
        draw -= often
        if draw < 0.2 and clause.verb[1] not in ("copula",):
            modal = self.pick(("want_to", "can", "must", "like_to"))
            negated = modal != "must" and self.chance(0.4)
            return replace(clause, modal=modal, negated=negated)
        draw -= 0.2
        return replace(clause, negated=draw < 0.25)

    def questioned(self, clause):
        """The clause as a question, where one can ask it."""
        if clause.negated or clause.often == "never" or clause.link or clause.modal == "must":
            return clause
        if isinstance(clause.subject, Thing) and clause.subject.determiner in ("a", *NUMERALS):
            return clause
        if clause.subject == Pronoun("I") and clause.modal != "can":
            return clause
        kinds = ["yes-no", "yes-no", "why"]
        if clause.time is None and clause.often is None and clause.verb[1] != "copula":
            kinds.append("when")
            if clause.verb[1] == "intransitive" and clause.place is None:
                kinds.append("where")
        row = self.words.verbs[clause.verb]
        plain = row.frame == "transitive" and not row.german_object
        if plain and isinstance(clause.object, Thing) and clause.often is None:
            kinds += ["what"] * ("person" not in row.objects)
        question = self.pick(kinds)
        if question == "what":
            return replace(clause, question="what", object=None)
        return replace(clause, question=question)

    # parts

    def person(self):
        """A subject that can speak: a pronoun, a name or a person."""
        return self.subject({"person"})

    def subject(self, kinds):
        """A subject of one of these kinds; pronouns and names are persons."""
        if "person" in kinds and self.chance(0.5):
            return Pronoun(self.pick(PRONOUNS))
        if "person" in kinds and self.chance(0.2):
            return Name(self.pick(list(self.words.phrases["name"])))
        return self.thing(kinds, determiners=("the", "the", "the", "this", "my", "two", "a"))

    def to_plain(self, subject):
        """The subject without its adjective: the hot water is not cold would make no sense."""
        return replace(subject, adjective=None) if isinstance(subject, Thing) else subject

    def pronoun_for(self, subject):
        """A pronoun for an object that is somebody else than the subject."""
        same = {"I": ("I", "we"), "we": ("I", "we"), "you": ("you",)}
        taken = same.get(getattr(subject, "person", None), ())
        return Pronoun(self.pick([person for person in PRONOUNS if person not in taken]))

    def thing(self, kinds, determiners=None, plain=0.6):
        """A Thing of one of these kinds, with an adjective in some cases."""
        row = self.pick(self.nouns(frozenset(kinds)))
        adjective = None
        if self.chance(1 - plain):
            fitting = self.adjectives(row.english)
            adjective = self.pick(fitting).english if fitting else None
        if not row.plural:  # water, bread; as a subject never without a determiner
            drawn = self.pick(
                ("the", "my", "this") if determiners else ("", "", "the", "my", "this")
            )
            return Thing(row.english, self.concrete(drawn), "mass", adjective)
        if "kin" in row.kinds:  # one's sister has no adjective: a beautiful sister is an in-law
            return Thing(row.english, self.pick(POSSESSIVES))
        drawn = self.pick(determiners or ("the", "the", "a", "a", "this", "my", "two", ""))
        drawn = "the" if drawn == "my" and "public" in row.kinds else self.concrete(drawn)
        if drawn == "" or drawn in NUMERALS:
            return Thing(row.english, drawn, "many", adjective)
        many = drawn != "a" and self.chance(0.25)
        return Thing(row.english, drawn, "many" if many else "one", adjective)

    def concrete(self, determiner):
        """Any possessive for "my", any numeral for "two"."""
        if determiner == "my":
            return self.pick(POSSESSIVES)
        return self.pick(NUMERALS) if determiner == "two" else determiner

    def place(self):
        """Where something is done."""
        preposition = self.pick(("in", "in", "in", *self.words.phrases["place"]))
        kinds = {"place"} if preposition == "in" else {"building", "outdoors"}
        thing = self.thing(kinds, determiners=("the", "the", "a", "my"), plain=0.85)
        return Place(preposition, replace(thing, number="one"))

    def fits(self, clause):
        """Whether it can be said without a twist that the grammar does not cover."""
        subject, thing = clause.subject, clause.object
        verb, frame = clause.verb
        denied = clause.negated or clause.often == "never"
        vague = isinstance(thing, Thing) and thing.determiner in ("a", "")
        counted = isinstance(thing, Thing) and thing.determiner in NUMERALS
        if isinstance(subject, Thing) and subject.determiner in ("a", *NUMERALS):
            if denied or clause.time or clause.often or clause.modal or frame == "copula":
                return False
        if denied and (counted or (vague and "person" in self.words.verbs[clause.verb].objects)):
            return False
        if clause.often == "never" and vague and thing.determiner == "a":
            return False
        if clause.negated and clause.time == "every_day":
            return False
        if clause.modal == "like_to" and not _is_pastime(clause):
            return False
        if verb in SUDDEN and clause.modal:
            return False
        if verb in LASTING and (clause.modal or clause.time or clause.often):
            return False
        if verb == "hate" and denied and vague:
            return False
        if verb in ("like", "hate") and (counted or (vague and thing.determiner == "a")):
            return False
        nouns = [
            role.noun for role in (subject, thing, clause.recipient) if isinstance(role, Thing)
        ]
        return len(set(nouns)) == len(nouns)

    def chance(self, share):
        """True in this share of the calls."""
        return self.rng.random() < share

    def pick(self, options):
        """One of the options."""
        options = options if isinstance(options, (list, tuple)) else list(options)
        return options[int(self.rng.random() * len(options))]

    def _nouns(self, kinds):
        return [row for row in self.words.nouns.values() if row.kinds & kinds]

    def _adjectives(self, noun):
        """Those that can stand before the noun."""
        row = self.words.nouns[noun]
        rows = self.words.adjectives.values()
        return [adjective for adjective in rows if adjective.attribute and _suits(adjective, row)]


def _suits(adjective, noun):
    """Whether an adjective can stand before a noun; a man is not called beautiful."""
    if adjective.english == "beautiful" and "person" in noun.kinds and noun.french_gender == "m":
        return False
    return bool(adjective.kinds & noun.kinds) and (adjective.english, noun.english) not in CLASHES


def _is_pastime(clause):
    """Whether one can like to do it: to sleep, to drink water, to read books."""
    bare = clause.object is None or getattr(clause.object, "determiner", None) == ""
    frame = clause.verb[1] in ("intransitive", "transitive") and clause.verb[0] != "stay"
    return bare and frame and clause.verb[0] not in LASTING


def _can_refer(inner, outer, words):
    """Whether a pronoun in the second clause reads well after the first clause's subject."""
    if not isinstance(inner, Pronoun) or inner.person not in ("he", "she", "they"):
        return True
    if isinstance(outer, Pronoun):
        return True
    if isinstance(outer, Name):
        return inner.person == "they"
    if inner.person == "they":
        return outer.number != "many"
    row = words.nouns[outer.noun]
    natural = {"m": "he", "f": "she"}[row.french_gender]
    fixed = "person" in row.kinds and outer.noun not in ("child", "friend", "teacher", "guest")
    return fixed and outer.number == "one" and inner.person == natural

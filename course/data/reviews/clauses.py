"""Clauses drawn at random: what is said of the film or of one of its aspects."""

from course.data.reviews.composition import join, leaf, opinion, phrase
from course.data.reviews.descriptions import WHOLE, Descriptions, Subject

SEEMS = {  # verbs beside "is" for what an aspect is like: bare, third person, past
    "music": ("sound", "sounds", "sounded"),
    "dialogue": ("sound", "sounds", "sounded"),
    "look": ("look", "looks", "looked"),
    "camera": ("look", "looks", "looked"),
    "ending": ("feel", "feels", "felt"),
    "acting": ("seem", "seems", "seemed"),
    "characters": ("seem", "seems", "seemed"),
    "story": ("feel", "feels", "felt"),
    WHOLE: ("feel", "feels", "felt"),
}
HAS_QUALITIES = (WHOLE, "story", "acting", "music", "humour", "dialogue")
UNFOLDING = (WHOLE, WHOLE, "story", "music")  # what starts and ends
RIVALS = (
    "the book",
    "the play",
    "the trailer",
    "the first version",
    "the first part",
    "the poster",
)


class Clauses(Descriptions):
    """Draws clauses of one opinion."""

    def clause(self, group, side, first=False):
        """A clause of one opinion.

        Args:
            group: what it is about, WHOLE or an aspect.
            side: +1 or -1.
            first: whether it opens the review, so that "it" is the film.
        """
        subject = self.subject(group, first)
        turned = self.chance(0.22)
        makers = {self.copula: 50, self.person: 9, self.nothing: 3}
        if (group, -side if turned else side) in self.words.verbs:
            makers[self.verb] = 18
        if group in HAS_QUALITIES:
            makers[self.quality] = 10
        if group in self.words.parts:
            makers[self.single] = 5
        if group == WHOLE:
            makers[self.is_noun] = 12
            makers[self.compared] = 8
            makers[self.ends] = 6
        maker = self.rng.choices(list(makers), list(makers.values()))[0]
        return maker(subject, side, turned)

    def copula(self, subject, side, turned):
        """The plot is thin; the acting does not seem wooden."""
        seems = SEEMS.get(subject.group)
        if seems and self.chance(0.2):
            if turned:
                inner = self.to_deny(subject.group, -side)
                negation = self.do_not(subject.plural)
                predicate = join(negation, phrase(seems[0], inner), side)
            else:
                adjective = self.graded(subject.group, side)
                predicate = phrase(self.verb_form(*seems, subject.plural), adjective)
            return join(subject.tree, predicate)
        be = self.be(subject.plural)
        if turned and self.chance(0.25):
            inner = self.negatable(subject.group, -side)
            return join(subject.tree, phrase(f"{be}n't", inner, says=side))
        description = self.description(subject.group, side, turned=turned)
        return join(subject.tree, phrase(be, description))

    def verb(self, subject, side, turned):
        """The story drags; the jokes never fail."""
        row = self.words.verbs[subject.group, -side if turned else side].draw(self.rng)
        third = self.verb_form(row.word, row.third, row.past, subject.plural)
        if not turned:
            return join(subject.tree, leaf(third, row.degree))
        if self.chance(0.5):
            predicate = join(self.do_not(subject.plural), leaf(row.word, row.degree), side)
        else:
            predicate = join(leaf(self.pick(("never", "hardly"))), leaf(third, row.degree), side)
        return join(subject.tree, predicate)

    def person(self, subject, side, turned):
        """I loved the music; nobody liked the jokes; i don't like it."""
        rows = self.words.feelings[-side if turned else side]
        row = rows.draw(self.rng)
        while turned and row.degree == -2:  # nobody says that he did not loathe it
            row = rows.draw(self.rng)
        everybody = self.chance(0.2)
        forms = row.word, f"{row.word}s", row.past
        verb = leaf(self.verb_form(*forms, plural=not everybody), row.degree)
        if everybody:
            felt = phrase(verb, subject.tree)
            return join(leaf("nobody"), felt, side) if turned else phrase("everybody", felt)
        who = phrase(self.pick(("i", "i", "i", "we", "my friends", "the critics")))
        if not turned:
            return join(who, phrase(verb, subject.tree))
        felt = phrase(leaf(row.word, row.degree), subject.tree)
        return join(who, join(self.do_not(plural=True), felt, side))

    def quality(self, subject, side, turned):
        """It is full of charm; the story lacks depth."""
        row = self.words.qualities[-side if turned else side].draw(self.rng)
        noun, many = leaf(row.word, row.degree), subject.plural
        have, be = self.verb_form("have", "has", "had", many), self.be(many)
        if not turned:
            full = self.pick(((be, "full", "of"), (be, "full", "of"), (have, "plenty", "of")))
            return join(subject.tree, phrase(*full, noun))
        # a verb, and the words that turn what the quality says
        ways = [(have, "no"), (be, "free of"), (be, "without")]
        if row.degree > 0:
            ways += 2 * [(None, self.verb_form("lack", "lacks", "lacked", many))]
        else:
            ways.append((None, f"{self.do_not_word(many)} have"))
        verb, turn = self.pick(ways)
        lacking = phrase(*turn.split(), noun, says=side)
        return join(subject.tree, phrase(verb, lacking) if verb else lacking)

    def single(self, subject, side, turned):
        """There is not a single good joke; there is hardly a dull moment."""
        group = subject.group
        part = leaf(self.words.parts[group].draw(self.rng).word)
        there = phrase("there", "was" if self.past else "is")
        if turned:
            thing = join(self.to_deny(group, -side), part)
            few = self.pick(("not a single", "hardly a", "never a", "not one"))
            return join(there, phrase(*few.split(), thing, says=side))
        thing = phrase("one", self.adjective(group, side), part)
        return join(there, join(thing, phrase("after another")))

    def is_noun(self, subject, side, turned):
        """It is a gem; the film is not a masterpiece; this is a dull film; it is the worst film in years."""
        be = self.be(False)
        if not turned and self.chance(0.25):
            return join(subject.tree, phrase(be, self.superlative(side)))
        if self.chance(0.5):
            row = self.words.verdicts[-side if turned else side].draw(self.rng)
            thing = leaf(row.word, row.degree)
            negations = ("not a", "hardly a", "n't a", "no")
        else:
            subject = Subject(leaf(self.pick(("it", "this"))), False, WHOLE)
            noun = self.noun(WHOLE).tree
            thing = join(self.graded(WHOLE, -side if turned else side, before_noun=True), noun)
            negations = ("not a", "hardly a", "n't a")
        if not turned:
            return join(subject.tree, phrase(be, "a", thing))
        negation = self.pick(negations)
        if negation == "n't a":
            return join(subject.tree, phrase(f"{be}n't", "a", thing, says=side))
        return join(subject.tree, phrase(be, phrase(*negation.split(), thing, says=side)))

    def compared(self, subject, side, turned):
        """The film is better than the book; the play is worse than the film; it is less dull than the book."""
        rival = phrase(self.pick(RIVALS))
        if turned and self.chance(0.5):
            less = phrase("less", self.to_deny(WHOLE, -side), says=side)
            predicate = phrase(self.be(False), join(less, phrase("than", rival)))
            return join(subject.tree, predicate)
        if subject.tree.word == "it":
            subject = self.subject(WHOLE)
        return self.is_better(subject.tree, rival, self.better(-side if turned else side), turned)

    def better(self, side):
        """Better, much worse."""
        better = leaf("better", 1) if side > 0 else leaf("worse", -1)
        if self.chance(0.5):
            return join(leaf(self.pick(("much", "far", "clearly", "slightly"))), better)
        return better

    def is_better(self, film, rival, better, turned):
        """The film is better than the book; turned, the book is better than the film."""
        says = opinion(better)
        if turned:
            film, rival, says = rival, film, -says
        predicate = phrase(self.be(False), join(better, phrase("than", rival), says))
        return join(film, predicate)

    def ends(self, subject, side, turned):
        """It starts well and ends brilliantly."""
        first, second = self.adverb("manner", side), self.adverb("manner", side)
        return self.start_end(subject, first, second)

    def nothing(self, subject, side, turned):
        """Nothing about the story is original."""
        about = phrase("about", subject.tree)
        adjective = self.to_deny(subject.group, -side)
        rest = phrase(about, phrase(self.be(False), adjective))
        return join(leaf("nothing"), rest, side)

    def start_end(self, subject, first, second, verb=None):
        verbs = {"start": ("start", "end"), "begin": ("begin", "end"), "open": ("open", "close")}
        start, end = (
            self.verb_form(*_forms(bare), subject.plural)
            for bare in verbs[verb or self.pick(verbs)]
        )
        first, second = phrase(start, first), phrase(end, second)
        link = "but" if opinion(first) * opinion(second) < 0 else "and"
        return join(subject.tree, join(first, phrase(link, second), opinion(second)))


def _forms(bare):
    past = {
        "start": "started",
        "end": "ended",
        "begin": "began",
        "open": "opened",
        "close": "closed",
    }
    return bare, f"{bare}s", past[bare]

"""Reviews drawn at random, as trees: which things are praised or blamed, and in what words.

A side is +1 for praise and -1 for blame. Whatever a method draws for a side says just that, also if its
words say the opposite and something turns them round ("never dull").
"""

import random
from typing import NamedTuple

from course.data.reviews.composition import (
    denied,
    doubled,
    join,
    leaf,
    opinion,
    phrase,
    sign,
    with_articles,
)
from course.data.reviews.lexicon import Words, lexicon
from course.data.trees import Tree

WHOLE = "whole"  # the film itself; the other groups are its aspects
LONGEST, SHORTEST = 25, 3  # tokens, full stops and commas included
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
# what can be exchanged in a pair of twins
CONTRASTS = ("but", ", but", "although", "after", "while", "still", "however")


class Subject(NamedTuple):
    """What a clause is about: its tree, whether its verb is plural, and its group of words."""

    tree: Tree
    plural: bool
    group: str


class Writer:
    """Draws reviews and pairs of twins.

    Args:
        seed: int.
    """

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.words = lexicon()
        self.aspects = [group for group in self.words.nouns if group != WHOLE]
        self.past = False

    def review(self):
        """A review of 3 to 25 words, a Tree whose root is not neutral."""
        forms = (
            self.fragment, self.simple, self.agreeing, self.turning, self.sentences, self.long_turning,
        )  # fmt: skip
        while True:
            self.past = self.chance(0.35)
            form = self.rng.choices(forms, (12, 14, 20, 15, 25, 14))[0]
            tree = with_articles(form(self.side()))
            if self.is_good(tree):
                return tree

    def twins(self):
        """Two reviews with the same words in another order: the first praises, the second blames."""
        makers = (
            self.twin_clauses, self.twin_endings, self.twin_adjectives, self.twin_negations,
            self.twin_comparisons,
        )  # fmt: skip
        while True:
            self.past = self.chance(0.35)
            start = self.fact() if self.chance(0.2) else None
            pair = self.rng.choices(makers, (45, 12, 18, 15, 10))[0]()
            pair = [self.stop(tree) for tree in pair]
            if start:
                pair = [join(start, tree) for tree in pair]
            good, bad = sorted(map(with_articles, pair), key=opinion, reverse=True)
            if sorted(good.words) == sorted(bad.words) and self.is_good(good):
                return good, bad

    def is_good(self, tree):
        """Whether it has the right length and says no word of content twice."""
        words = tree.words
        if not SHORTEST <= len(words) <= LONGEST:
            return False
        content = [word for word in words if word in self.words.content]
        opposites = {f"un{word}" for word in content}  # funny , not unfunny
        return len(set(content)) == len(content) and not opposites.intersection(content)

    # whole reviews

    def fragment(self, side):
        """No sentence: "not bad at all .", "a film without a single good joke ."."""
        draw = self.rng.random()
        if draw < 0.3:
            tree = self.description(WHOLE, side, fragment=True)
        elif draw < 0.5:
            tree = self.described(self.aspect(), side)
        elif draw < 0.8:
            tree = self.film_that(side)
        else:
            tree = self.verdict(side)
        return self.stop(tree)

    def simple(self, side):
        """One clause, sometimes after a fact or before a last word."""
        fact = self.fact() if self.chance(0.3) else None
        tree = self.stop(self.clause(self.group(), side, first=not fact))
        if fact:
            tree = join(fact, tree)
        return self.maybe_closed(tree, side, 0.3)

    def agreeing(self, side):
        """Two clauses that say the same."""
        one, other = self.rng.sample(self.aspects, 2)
        first = self.clause(WHOLE if self.chance(0.3) else one, side, first=True)
        tree = self.stop(join(first, phrase("and", self.clause(other, side))))
        return self.maybe_closed(tree, side, 0.35)

    def turning(self, side):
        """A contrast: the second half, or the main clause, decides."""
        draw = self.rng.random()
        if draw < 0.68:
            return self.contrast(*self.opposites(side), self.pick(CONTRASTS))
        if draw < 0.76:
            return self.stop(self.start_and_end(side, turned=True))
        if draw < 0.84:
            return self.stop(self.but_adjectives(side))
        if draw < 0.92:
            return self.stop(self.despite(side))
        return self.stop(self.not_but(side) if self.chance(0.6) else self.more_than(side))

    def long_turning(self, side):
        """A contrast, with a fact before it or a sentence after it that agrees with its verdict."""
        tree = self.turning(side)
        if self.chance(0.4):
            return join(self.fact(), tree)
        return join(tree, self.sentence(side))

    def sentences(self, side):
        """Two or three sentences that agree, facts among them."""
        fact = self.fact() if self.chance(0.25) else None
        tree = self.stop(self.clause(self.group(), side, first=not fact))
        if fact:
            tree = join(fact, tree)
        tree = join(tree, self.sentence(side))
        return self.maybe_closed(tree, side, 0.4)

    def sentence(self, side):
        """One more sentence of the same opinion."""
        tree = self.clause(self.aspect(), side)
        if self.chance(0.35):
            mood = self.adverb("mood", side)
            tree = join(join(mood, leaf(",")), tree)
        return self.stop(tree)

    def maybe_closed(self, tree, side, share):
        if not self.chance(share):
            return tree
        if self.chance(0.75):
            last = self.words.closings[side].draw(self.rng)
        else:
            last = self.verdict(side)
        return join(tree, self.stop(last))

    def fact(self):
        """A neutral sentence."""
        tree = self.fill(self.words.facts.draw(self.rng))
        return self.stop(tree)

    def fill(self, tree):
        if tree.word is None:
            return tree._replace(left=self.fill(tree.left), right=self.fill(tree.right))
        if tree.word in self.words.slots:
            return tree._replace(word=self.pick(self.words.slots[tree.word]))
        return tree

    def stop(self, tree):
        """The tree with its full stop, unless it has one already."""
        last = tree
        while last.word is None:
            last = last.right
        return tree if last.word == "." else join(tree, leaf("."))

    # contrasts

    def opposites(self, side):
        """Two clauses about different aspects; the first says the opposite of `side`."""
        one, other = self.rng.sample(self.aspects, 2)
        if self.chance(0.2):
            other = WHOLE
        return self.clause(one, -side, first=True), self.clause(other, side)

    def contrast(self, first, second, kind):
        """Two clauses of opposite opinion; what the second says counts.

        Args:
            first, second: Trees.
            kind: one of CONTRASTS.
        """
        says = opinion(second)
        if kind == "but":
            return self.stop(join(first, phrase("but", second), says))
        if kind == ", but":
            return self.stop(join(join(first, leaf(",")), phrase("but", second), says))
        if kind in ("although", "while"):
            aside = join(phrase(kind, first), leaf(","))
            return self.stop(join(aside, second, says))
        if kind == "after":
            return self.stop(join(second, phrase("although", first), says))
        turn = phrase(kind, ",")
        return join(self.stop(first), self.stop(join(turn, second)), says)

    def despite(self, side):
        """Despite its thin plot , the cast is superb."""
        one, other = self.rng.sample(self.aspects, 2)
        noun = self.noun(one)
        thing = phrase("its", join(self.adjective(one, -side), noun.tree))
        clause = self.clause(other, side)
        return join(join(phrase("despite", thing), leaf(",")), clause, opinion(clause))

    def start_and_end(self, side, turned):
        """It starts well but ends badly."""
        subject = self.subject(self.pick(UNFOLDING), first=True)
        first = self.adverb("manner", -side if turned else side)
        second = self.adverb("manner", side)
        return self.start_end(subject, first, second)

    def start_end(self, subject, first, second, verb=None):
        verbs = {"start": ("start", "end"), "begin": ("begin", "end"), "open": ("open", "close")}
        start, end = (
            self.verb_form(*_forms(bare), subject.plural)
            for bare in verbs[verb or self.pick(verbs)]
        )
        first, second = phrase(start, first), phrase(end, second)
        link = "but" if opinion(first) * opinion(second) < 0 else "and"
        return join(subject.tree, join(first, phrase(link, second), opinion(second)))

    def but_adjectives(self, side, subject=None):
        """It is clever but dull."""
        subject = subject or self.subject(self.group(), first=True)
        first, second = (self.mild(subject.group, s) for s in (-side, side))
        return self.but(subject, first, second)

    def but(self, subject, first, second):
        both = join(first, phrase("but", second), opinion(second))
        return join(subject.tree, phrase(self.be(subject.plural), both))

    def not_but(self, side):
        """It is funny , not silly."""
        subject = self.subject(self.group(), first=True)
        first, second = (self.mild(subject.group, s) for s in (side, -side))
        return self.comma_not(subject, first, second)

    def comma_not(self, subject, first, second):
        denial = phrase("not", second, says=denied(opinion(second)))
        both = join(join(first, leaf(",")), denial)
        return join(subject.tree, phrase(self.be(subject.plural), both))

    def more_than(self, side):
        """It is more touching than silly."""
        subject = self.subject(self.group(), first=True)
        first, second = (self.mild(subject.group, s) for s in (side, -side))
        return self.more(subject, first, second)

    def more(self, subject, first, second):
        both = join(phrase("more", first), phrase("than", second), sign(opinion(first)))
        return join(subject.tree, phrase(self.be(subject.plural), both))

    # clauses

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
        if turned:
            lacks = self.verb_form("lack", "lacks", "lacked", many)
            has_no = f"{self.verb_form('have', 'has', 'had', many)} no"
            ways = [has_no, f"{self.be(many)} free of", f"{self.be(many)} without"]
            ways += [lacks, lacks] if row.degree > 0 else [f"{self.do_not_word(many)} have"]
            predicate = phrase(self.pick(ways), noun, says=side)
        else:
            has = self.verb_form("have", "has", "had", many)
            way = self.pick((f"{self.be(many)} full", f"{self.be(many)} full", f"{has} plenty"))
            predicate = join(phrase(way), phrase("of", noun))
        return join(subject.tree, predicate)

    def single(self, subject, side, turned):
        """There is not a single good joke; there is hardly a dull moment."""
        group = subject.group
        part = leaf(self.words.parts[group].draw(self.rng).word)
        there = phrase("there", "was" if self.past else "is")
        if turned:
            thing = join(self.to_deny(group, -side), part)
            few = self.pick(("not a single", "hardly a", "never a", "not one"))
            return join(there, phrase(few, thing, says=side))
        thing = phrase("one", join(self.adjective(group, side), part))
        return join(there, join(thing, phrase("after another")))

    def is_noun(self, subject, side, turned):
        """It is a gem; the film is not a masterpiece; this is a dull film; it is the worst film in years."""
        if not turned and self.chance(0.25):
            return join(subject.tree, phrase(self.be(False), self.superlative(side)))
        if self.chance(0.5):
            row = self.words.verdicts[-side if turned else side].draw(self.rng)
            thing = leaf(row.word, row.degree)
            no = [f"{self.be(False)} no", f"{self.be(False)} not a", f"{self.be(False)}n't a"]
            no.append(f"{self.be(False)} hardly a")
        else:
            subject = Subject(leaf(self.pick(("it", "this"))), False, WHOLE)
            noun = self.noun(WHOLE).tree
            thing = join(self.graded(WHOLE, -side if turned else side, before_noun=True), noun)
            no = [f"{self.be(False)} not a", f"{self.be(False)}n't a", f"{self.be(False)} hardly a"]
        if turned:
            be, *rest = self.pick(no).split(" ")
            if be.endswith("n't"):
                predicate = phrase(be, phrase("a", thing), says=side)
            else:
                predicate = phrase(be, phrase(*rest, thing, says=side))
        else:
            predicate = phrase(self.be(False), phrase("a", thing))
        return join(subject.tree, predicate)

    def superlative(self, side):
        """The best film of the year."""
        best = leaf("best", 2) if side > 0 else leaf("worst", -2)
        among = phrase(self.pick(("of the year", "in years", "of all", "i know")))
        return phrase("the", join(join(best, self.noun(WHOLE).tree), among))

    def compared(self, subject, side, turned):
        """The film is better than the book; the play is worse than the film; it is less dull than it."""
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

    # descriptions

    def description(self, group, side, turned=None, fragment=False):
        """An adjective with what goes before and after it: very good, not bad at all, too long."""
        turned = self.chance(0.5) if turned is None else turned
        if not turned:
            draw = self.rng.random()
            if draw < 0.12 and side < 0 and (group, 0) in self.words.adjectives:
                long = leaf(self.words.adjectives[group, 0].draw(self.rng).word)
                return phrase("too", long, says=-1)
            if draw < 0.4 or fragment:
                return self.both(group, side)
            return self.graded(group, side)
        draw = self.rng.random()
        if draw < 0.12 and side > 0 and (group, 0) in self.words.adjectives:
            long = leaf(self.words.adjectives[group, 0].draw(self.rng).word)
            return phrase("not", phrase("too", long, says=-1), says=1)
        inner = self.to_deny(group, -side)
        if draw < 0.34:
            return phrase("not", self.negatable(group, -side), says=side)
        if draw < 0.5:
            denial = phrase("not", inner, says=side)
            return join(denial, phrase("at all"), doubled(side))
        if draw < 0.64:
            return phrase("never", inner, says=side)
        if draw < 0.74:
            return phrase("hardly", inner, says=side)
        if draw < 0.82:
            return join(phrase("far from"), inner, side)
        if draw < 0.9:
            return join(phrase("anything but"), inner, doubled(side))
        other = self.to_deny(group, -side)
        return join(phrase("neither", inner, says=side), phrase("nor", other, says=side))

    def both(self, group, side):
        """Dull and utterly predictable: the stronger one last, and not both with an adverb."""
        pair = [self.adjective(group, side), self.graded(group, side)]
        first, second = sorted(pair, key=lambda tree: abs(opinion(tree)))
        return phrase(first, phrase("and", second))

    def negatable(self, group, side):
        """An adjective as it stands after "not": bad, good, very good."""
        adjective = self.to_deny(group, side)
        if side > 0 and opinion(adjective) == 1 and self.chance(0.45):
            return join(self.adverb("negated", 1), adjective, 2)
        return adjective

    def graded(self, group, side, before_noun=False):
        """An adjective, sometimes with an adverb of degree."""
        adjective = self.adjective(group, side)
        extreme = abs(opinion(adjective)) == 2
        if not self.chance(0.2 if extreme else 0.4):
            return adjective
        kind = "extreme" if extreme else self.pick(("strong", "strong", "soft"))
        rows = self.words.adverbs[kind, side]
        if before_noun:
            rows = Words(row for row in rows if row.place == "any")
        row = rows.draw(self.rng)
        says = side if kind == "soft" else doubled(side)
        adverb = phrase(row.word)._replace(label=leaf("", row.degree).label)
        return join(adverb, adjective, says)

    def described(self, group, side):
        """Superb acting; a dull plot; not a single good joke."""
        noun = self.noun(group)
        if group in self.words.parts and self.chance(0.3):
            part = leaf(self.words.parts[group].draw(self.rng).word)
            thing = join(self.to_deny(group, -side), part)
            return join(phrase("not a single"), thing, side)
        thing = join(self.graded(group, side, before_noun=True), noun.tree)
        if noun.plural or noun.group == "mass":
            return thing
        return phrase("a", thing)

    def film_that(self, side):
        """A film that never drags; a comedy full of charm; a film without a single good joke."""
        film = phrase("a", self.noun(WHOLE).tree)
        draw = self.rng.random()
        if draw < 0.35:
            be = self.be(False)
            description = self.description(WHOLE, side)
            return join(film, phrase("that", phrase(be, description)))
        if draw < 0.55:
            row = self.words.qualities[side].draw(self.rng)
            return join(film, phrase("full of", leaf(row.word, row.degree)))
        if draw < 0.7:
            row = self.words.qualities[-side].draw(self.rng)
            return join(film, phrase("without", leaf(row.word, row.degree), says=side))
        group = self.pick(list(self.words.parts))
        part = leaf(self.words.parts[group].draw(self.rng).word)
        thing = join(self.to_deny(group, -side), part)
        return join(film, phrase("without", phrase("a single", thing), says=side))

    def verdict(self, side):
        """What a mess; a real treat; no masterpiece."""
        row = self.words.verdicts[side].draw(self.rng)
        draw = self.rng.random()
        if draw < 0.12:
            return self.superlative(side)
        if draw < 0.4:
            return phrase("what a", leaf(row.word, row.degree))
        if draw < 0.75:
            return phrase(
                "a", phrase(self.pick(("real", "true", "complete")), leaf(row.word, row.degree))
            )
        row = self.words.verdicts[-side].draw(self.rng)
        return phrase(
            self.pick(("not a", "hardly a", "certainly no")), leaf(row.word, row.degree), says=side
        )

    # twins

    def twin_clauses(self):
        """The story is dull but the cast is superb; and with the clauses exchanged."""
        one, other = self.rng.sample(self.aspects, 2)
        good, bad = self.clause(one, 1, first=True), self.clause(other, -1, first=True)
        kind = self.pick(CONTRASTS)
        return self.contrast(bad, good, kind), self.contrast(good, bad, kind)

    def twin_endings(self):
        """It starts badly but ends well; it starts well but ends badly."""
        subject = self.subject(self.pick(UNFOLDING), first=True)
        good, bad = self.adverb("manner", 1), self.adverb("manner", -1)
        verb = self.pick(("start", "begin", "open"))
        return self.start_end(subject, bad, good, verb), self.start_end(subject, good, bad, verb)

    def twin_adjectives(self):
        """It is dull but clever; it is clever but dull. Also: clever , not dull; more clever than dull."""
        subject = self.subject(self.group(), first=True)
        good, bad = (self.mild(subject.group, side) for side in (1, -1))
        form = self.pick((self.but, self.comma_not, self.more))
        return form(subject, good, bad), form(subject, bad, good)

    def twin_negations(self):
        """The plot is not bad and the acting is good; the plot is bad and the acting is not good."""
        one, other = (self.subject(group, first=True) for group in self.rng.sample(self.aspects, 2))
        good, bad = self.to_deny(one.group, 1), self.to_deny(other.group, -1)
        turn = self.pick(("not", "never", "hardly"))

        def said(denies_good):
            clauses = []
            for subject, adjective in ((one, good), (other, bad)):
                if denies_good == (adjective is good):
                    adjective = phrase(turn, adjective, says=denied(opinion(adjective)))
                clauses.append(join(subject.tree, phrase(self.be(subject.plural), adjective)))
            return join(clauses[0], phrase("and", clauses[1]))

        return said(False), said(True)

    def twin_comparisons(self):
        """The film is better than the book; the book is better than the film."""
        film = phrase(self.pick(("the", "the", "this")), self.noun(WHOLE).tree)
        rival = phrase(self.pick(RIVALS))
        better = self.better(self.side())
        return tuple(self.is_better(film, rival, better, turned) for turned in (False, True))

    # words

    def subject(self, group, first=False):
        """What a clause is about: the plot, its music; the film, or "it" at a review's beginning."""
        if group == WHOLE and first and self.chance(0.6):
            return Subject(leaf("it"), False, group)
        noun = self.noun(group)
        before = self.pick(("the", "the", "this" if group == WHOLE else "the" if first else "its"))
        return Subject(phrase(before, noun.tree), noun.plural, group)

    def noun(self, group):
        """A noun of the group; its `group` tells "one" from "mass" and "many"."""
        row = self.words.nouns[group].draw(self.rng)
        return Subject(leaf(row.word), row.number == "many", row.number)

    def adjective(self, group, side):
        """An adjective of this side, one that only this group has or one that suits anything."""
        row = self.words.adjectives[group if self.chance(0.7) else "any", side].draw(self.rng)
        return leaf(row.word, row.degree)

    def mild(self, group, side):
        """An adjective that is not extreme: nothing is dreadful but likeable."""
        adjective = self.adjective(group, side)
        return adjective if abs(opinion(adjective)) == 1 else self.mild(group, side)

    def to_deny(self, group, side):
        """An adjective that can be denied: one says "not bad" and "not superb", but not "not awful"."""
        adjective = self.adjective(group, side)
        return self.to_deny(group, side) if opinion(adjective) == -2 else adjective

    def adverb(self, kind, side):
        row = self.words.adverbs[kind, side].draw(self.rng)
        return phrase(row.word)._replace(label=leaf("", row.degree).label)

    def be(self, plural):
        if self.past:
            return "were" if plural else "was"
        return "are" if plural else "is"

    def verb_form(self, bare, third, past, plural):
        return past if self.past else bare if plural else third

    def do_not_word(self, plural):
        return "didn't" if self.past else "don't" if plural else "doesn't"

    def do_not(self, plural):
        word = self.do_not_word(plural)
        return leaf(word) if self.chance(0.5) else phrase(word.replace("n't", " not"))

    # drawing

    def side(self):
        return self.pick((1, -1))

    def group(self):
        """The film in four cases of ten, else an aspect."""
        return WHOLE if self.chance(0.4) else self.aspect()

    def aspect(self):
        return self.pick(self.aspects)

    def chance(self, share):
        return self.rng.random() < share

    def pick(self, options):
        options = options if isinstance(options, (list, tuple)) else list(options)
        return options[int(self.rng.random() * len(options))]


def _forms(bare):
    past = {
        "start": "started",
        "end": "ended",
        "begin": "began",
        "open": "opened",
        "close": "closed",
    }
    return bare, f"{bare}s", past[bare]

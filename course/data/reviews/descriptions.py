"""Words and phrases drawn at random: what something is like, without saying of what.

A side is +1 for praise and -1 for blame. Whatever a method draws for a side says just that, also if its
words say the opposite and something turns them round ("never dull").
"""

import random
from typing import NamedTuple

from course.data.reviews.composition import doubled, join, leaf, opinion, phrase
from course.data.reviews.lexicon import Words, load_lexicon
from course.data.shared.trees import Tree

WHOLE = "whole"  # the film itself; the other groups of words are its aspects


class Subject(NamedTuple):
    """What a clause is about: its tree, whether its verb is plural, and its group of words."""

    tree: Tree
    plural: bool
    group: str


class Descriptions:
    """Draws words, and phrases of them.

    Args:
        seed: int or str.
    """

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.words = load_lexicon()
        self.aspects = [group for group in self.words.nouns if group != WHOLE]
        self.past = False  # the tense of a review

    # phrases

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
            return phrase("far", "from", inner, says=side)
        if draw < 0.9:
            return phrase("anything", "but", inner, says=doubled(side))
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
        adverb = phrase(row.word, says=row.degree)
        return join(adverb, adjective, says)

    def described(self, group, side):
        """Superb acting; a dull plot; not a single good joke."""
        noun = self.noun(group)
        if group in self.words.parts and self.chance(0.3):
            part = leaf(self.words.parts[group].draw(self.rng).word)
            thing = join(self.to_deny(group, -side), part)
            return phrase("not", "a", "single", thing, says=side)
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
            return join(film, phrase("full", "of", leaf(row.word, row.degree)))
        if draw < 0.7:
            row = self.words.qualities[-side].draw(self.rng)
            return join(film, phrase("without", leaf(row.word, row.degree), says=side))
        group = self.pick(list(self.words.parts))
        part = leaf(self.words.parts[group].draw(self.rng).word)
        thing = join(self.to_deny(group, -side), part)
        return join(film, phrase("without", "a", "single", thing, says=side))

    def verdict(self, side):
        """What a mess; a real treat; no masterpiece; the best film of the year."""
        draw = self.rng.random()
        if draw < 0.12:
            return self.superlative(side)
        row = self.words.verdicts[side if draw < 0.75 else -side].draw(self.rng)
        noun = leaf(row.word, row.degree)
        if draw < 0.4:
            return phrase("what", "a", noun)
        if draw < 0.75:
            return phrase("a", self.pick(("real", "true", "complete")), noun)
        turn = self.pick(("not a", "hardly a", "no"))
        verdict = phrase(*turn.split(), noun, says=side)
        return phrase("certainly", verdict) if turn == "no" else verdict

    def superlative(self, side):
        """The best film of the year."""
        best = leaf("best", 2) if side > 0 else leaf("worst", -2)
        among = phrase(self.pick(("of the year", "in years", "of all", "i know")))
        return phrase("the", join(join(best, self.noun(WHOLE).tree), among))

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
        return phrase(row.word, says=row.degree)

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

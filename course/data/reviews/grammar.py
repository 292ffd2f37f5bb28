"""Reviews drawn at random, as trees: clauses that agree or contradict each other, and facts between them."""

from course.data.reviews.clauses import RIVALS, UNFOLDING, Clauses
from course.data.reviews.composition import denied, join, leaf, opinion, phrase, sign, with_articles
from course.data.reviews.descriptions import WHOLE

LONGEST, SHORTEST = 25, 3  # words, full stops and commas included
CONTRASTS = ("but", ", but", "although", "after", "while", "still", "however")


class Writer(Clauses):
    """Draws reviews and pairs of twins.

    Args:
        seed: int.
    """

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
            return self.stop(self.start_and_end(side))
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

    def start_and_end(self, side):
        """It starts well but ends badly."""
        subject = self.subject(self.pick(UNFOLDING), first=True)
        first, second = (self.adverb("manner", s) for s in (-side, side))
        return self.start_end(subject, first, second)

    def but_adjectives(self, side):
        """It is clever but dull."""
        subject = self.subject(self.group(), first=True)
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

"""Long sentences of few words, clause after clause, whose word alignment is the whole truth."""

import random
import zlib
from functools import lru_cache
from typing import NamedTuple

from course.data.sentences import english, french
from course.data.sentences.drawing import Sampler
from course.data.sentences.lexicon import part_of_lexicon, starts_with_vowel
from course.data.sentences.meanings import NUMERALS, PRONOUNS, Clause, Name, Pronoun, Thing, as_tree
from course.data.sentences.pairs import Pairs
from course.data.sentences.tokens import align, say, text_of

NOUNS = (
    "boy teacher doctor king dog cat horse bread cheese milk coffee book hat bicycle boat garden "
    "shop"
).split()  # in French all masculine, beginning with a consonant
ADJECTIVES = "white black red grey tired rich sick expensive".split()  # after the noun in French
VERBS = (
    "sleep run dance leave see look_for find follow eat drink sell read wear give show go be"
).split()
OPENERS = ("think", "say")
PHRASES = {
    "time": ("today", "this_evening"),
    "often": ("often", "always", "never"),
    "state": ("hungry",),  # the sampler needs one, and "go"; their sentences are left out
    "place": ("in", "behind"),
    "name": ("Paul", "Lisa"),
}
LINKS = {"and": "et", "but": "mais", "when": "quand", "because": "parce_que"}
DRAWN = 60_000  # clauses drawn, of which a third are distinct and direct
HELD_OUT = {"test": 0.15, "validation": 0.1}  # shares of the clauses; the rest is to learn from
PATIENCE = 100  # sentences of a length drawn in vain before it is given up
OPENING = 0.3  # share of the clauses that somebody says or thinks, where there is room


class Splits(NamedTuple):
    """Pairs to learn from, to choose settings with and to test with; no clause is in two of them.

    Attributes:
        train, validation, test: Pairs.
    """

    train: Pairs
    validation: Pairs
    test: Pairs


class _Piece(NamedTuple):
    """A clause, or the opening of one ("the king says that"), in both languages."""

    meaning: Clause
    source: list
    target: list
    alignment: list


def by_words(train=20_000, validation=1_000, test=2_000, *, seed, shortest=3, longest=20):
    """Draw distinct English sentences of one to five clauses, with their French translation.

    They are for networks that read and write whole words. The lexicon is small, and so chosen that each
    French word needs only the English words that it is linked with and the French words before it:
    nouns are masculine and begin with a consonant, plurals stand after "these" or a number, nothing is
    elided. (In "the apple" the noun decides between le, la and l', so that a reader of "the" has to look
    at two words.) So the alignment tells all that a translator has to look at.

    Words that break this rule are left out: "gives him" would be "lui donne", "sees him" is "le voit".

    Adjectives follow their noun, pronouns come before the verb, ne ... pas stands around it, "often"
    after it, "gives the boy a book" becomes "donne un livre au garçon".

    Args:
        train, validation, test: pairs in each part.
        seed: int; it alone decides which clauses are in which part.
        shortest, longest: words of an English sentence, without the full stop; 3 to 20.

    Returns:
        Splits of Pairs. The lengths are spread evenly, as far as there are enough short sentences. The
        last word of both sides is ".". A source stands once, and has one translation. All words of
        `validation` and `test` stand in `train`, if that has a few thousand pairs.

        `alignment` links each word with those that say the same: "does not see him" with "ne le voit pas"
        gives not-ne, not-pas, him-le, see-voit and does-voit; "the boy" with "au garçon" the-au, boy-au and
        boy-garçon; "because" with "parce que" two links. A noun is linked with an article that English
        does not say: "milk" with "du" and "lait". The full stops are linked. Every word has a link.

    Raises:
        ValueError: limits or sizes out of range, or more pairs than there are sentences.
    """
    if not 3 <= shortest <= longest <= 20:
        raise ValueError(f"sentences have 3 to 20 words, got {shortest} to {longest}")
    sizes = {"train": train, "validation": validation, "test": test}
    if min(sizes.values()) < 0 or train < 1:
        raise ValueError(f"at least 1 pair to learn from, and none below 0; got {sizes}")
    return Splits(
        *(_part(name, size, seed, range(shortest, longest + 1)) for name, size in sizes.items())
    )


def _part(name, size, seed, lengths):
    """Pairs of one part; a larger size begins with the pairs of a smaller one."""
    rng, pool = random.Random(f"{seed} {name}"), _clauses(seed)[name]
    said, pairs, lengths = set(), [], list(lengths)
    while len(pairs) < size:
        if not lengths:
            raise ValueError(
                f"not enough sentences for the part {name}: asked for {size}, found {len(pairs)}; "
                "ask for fewer or allow longer ones"
            )
        length = rng.choice(lengths)
        drawn = (_joined(_chain(rng, pool, length)) for _ in range(PATIENCE))
        pair = next((pair for pair in drawn if pair[0] not in said), None)
        if pair is None:  # nearly all of this length are there
            lengths.remove(length)
            continue
        said.add(pair[0])
        pairs.append(pair)
    return Pairs(*([pair[i] for pair in pairs] for i in range(len(Pairs._fields))))


def _chain(rng, pool, length):
    """Pieces and the links between them, `length` English words together."""
    chain, shortest, left = [], min(pool), length
    while left:
        if chain:
            left -= 1
        link = rng.choice(list(LINKS)) if chain else None
        if left >= 3 + shortest and rng.random() < OPENING:
            opening = rng.choice(_openings())
            if left - len(opening.source) > shortest and _goes(link, opening):
                chain.append((link, opening))
                left -= len(opening.source) + 1
                link = "that"
        sizes = [size for size in pool if size == left or size + 1 + shortest <= left]
        piece = rng.choice(pool[rng.choice(sizes)])
        while not _goes(link, piece):
            piece = rng.choice(pool[rng.choice(sizes)])
        chain.append((link, piece))
        left -= len(piece.source)
    return chain


def _goes(link, piece):
    """Whether the piece can follow the link: que and parce que would lose a letter before a vowel."""
    return link not in ("that", "because") or not starts_with_vowel(piece.target[0].text)


def _joined(chain):
    """(source, target, alignment, meaning, source words, target words) of one sentence."""
    source, target, alignment, meaning = [], [], [], ()
    for link, piece in chain:
        for said, translated, links in ([_LINKS[link]] if link else []) + [piece[1:]]:
            alignment += [(i + len(source), j + len(target)) for i, j in links]
            source, target = source + said, target + translated
    for link, piece in reversed(chain):
        tree = as_tree(piece.meaning) + meaning
        meaning = (("link", link), ("inner", tree))
    alignment.append((len(source), len(target)))
    source, target = [*source, *say(".", "end")], [*target, *say(".", "end")]
    words = ([word.text for word in side] for side in (source, target))
    return text_of(source), text_of(target), alignment, tree, *words


def _link(english_word, french_words):
    source, target = say(english_word, "link"), say(french_words, "link")
    return source, target, align(source, target)


_LINKS = {link: _link(link, said) for link, said in (LINKS | {"that": "que"}).items()}


def _piece(meaning):
    source, target = english.sentence(meaning)[:-1], french.sentence(meaning)[:-1]
    return _Piece(meaning, source, target, align(source, target))


@lru_cache(maxsize=1)
def _openings():
    """The king says, I think, ..."""
    subjects = [Pronoun(person) for person in PRONOUNS]
    subjects += [Name(name) for name in PHRASES["name"]]
    subjects += [Thing(noun, "the") for noun in ("boy", "teacher", "doctor", "king")]
    pieces = [_piece(Clause((verb, "clause"), subject)) for verb in OPENERS for subject in subjects]
    return pieces


@lru_cache(maxsize=2)
def _clauses(seed):
    """{part: {number of English words: list of _Piece}}, all distinct."""
    sampler, pool, seen = Sampler(seed, _lexicon()), {name: {} for name in Splits._fields}, set()
    for meaning in {sampler.simple(): None for _ in range(DRAWN)}:
        if not _is_direct(meaning):
            continue
        piece = _piece(meaning)
        text = text_of(piece.source)
        if text in seen or any(word.text[-1] == "'" for word in piece.target):
            continue
        seen.add(text)
        falls = zlib.crc32(f"{seed} {text}".encode()) / 2**32
        part = next(
            (name for name, share in HELD_OUT.items() if (falls := falls - share) < 0), "train"
        )
        if len(piece.source) > 2:
            pool[part].setdefault(len(piece.source), []).append(piece)
    return pool


def _is_direct(clause):
    """Whether each French word needs only its own English words and the French ones before it."""
    things = [clause.subject, clause.object, clause.recipient, clause.place and clause.place.thing]
    things = [thing for thing in things if isinstance(thing, Thing)]
    if clause.predicate in PHRASES["state"] or clause.modal == "like_to":
        return False  # a faim, not est; j'aime
    if clause.verb[0] == "go":
        return False  # too few of its sentences to learn va, allons and aller from
    if isinstance(clause.recipient, Thing) and clause.recipient.determiner != "the":
        return False  # à mon, but au
    if clause.recipient in (Pronoun("he"), Pronoun("she"), Pronoun("they")):
        return False  # "gives him" is lui donne, "sees him" le voit
    telling = ("", "this", *NUMERALS)  # determiners that tell that there are many
    return all(
        thing.determiner != "her" and (thing.number != "many" or thing.determiner in telling)
        for thing in things
    )


@lru_cache(maxsize=1)
def _lexicon():
    return part_of_lexicon(NOUNS, VERBS, ADJECTIVES, PHRASES)

"""Short sentences of few words for experiments with meaning, in three languages.

Among them are the same meaning in other words, the same words with another meaning, and one word exchanged for
another. Lab 09 asks how near to each other a network of words keeps them.
"""

import random
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from course.data.sentences import PATIENCE, _part_of, english, french, german
from course.data.sentences.drawing import Sampler
from course.data.sentences.lexicon import load_lexicon, part_of_lexicon
from course.data.sentences.meanings import Clause, Place, Pronoun, Thing
from course.data.sentences.tokens import text_of

LANGUAGES = {"en": english, "de": german, "fr": french}
PERSONS, ANIMALS = "man boy woman girl king queen doctor", "dog cat horse cow bird pig mouse"
THINGS = (
    "bread cheese apple egg milk water book letter hat coat key flower cup garden kitchen school"
)
NOUNS = f"{PERSONS} {ANIMALS} {THINGS}".split()
ADJECTIVES = "old young big small white black red tired happy sick".split()
VERBS = "sleep run dance laugh get_up see hear find follow help eat drink buy read give show send go be".split()
PHRASES = {
    "time": ("today", "this_evening", "in_winter", "on_Sundays"),
    "often": ("often",),  # the sampler needs one; its sentences are left out
    "state": ("hungry", "thirsty"),
    "place": ("in", "behind"),
    "name": ("Anna", "Paul"),
}
TIME, RECIPIENT = "the time moved", "gives him it, gives it to him"
MUTUAL = {"person": ("see", "hear", "find", "follow", "help"), "animal": ("find", "follow")}
EVERYWHERE = ("the", "this")
DETERMINERS = (*EVERYWHERE, "a", "my", "")


class Triplet(NamedTuple):
    """A sentence, the same in other words, and two foils that mean something else.

    Attributes:
        construction: TIME or RECIPIENT, what its other wording is.
        sentence: "the dog finds the cat today ."
        rewording: "today the dog finds the cat ."
        swapped: the same words with another meaning, "the cat finds the dog today ."
        changed: the same order, one noun another, "the dog finds the pig today ."
    """

    construction: str
    sentence: str
    rewording: str
    swapped: str
    changed: str


def clauses(part, count, *, seed):
    """Draw distinct meanings of one clause: no questions, no "can" or "often", one of each thing.

    Args:
        part: "train", "unseen" or "combinations", as in `course.data.sentences.Corpus`: a rule decides, so that
            no meaning is in two of them.
        count: how many.
        seed: int.

    Returns:
        list of Clause, which `say` puts into words.

    Raises:
        ValueError: there are not as many.
    """
    sampler, found, in_vain = Sampler(f"{seed} {part}", _lexicon()), {}, 0
    while len(found) < count:
        in_vain += 1
        if in_vain > 5 * PATIENCE:
            raise ValueError(f"asked for {count} meanings of the part {part}, found {len(found)}")
        clause = sampler.simple()
        if not _is_plain(clause):
            continue
        if clause not in found and _part_of(clause, say(clause), frozenset(), seed) == part:
            found[clause], in_vain = None, 0
    return list(found)


def _is_plain(clause):
    things = [clause.subject, clause.object, clause.recipient, clause.place and clause.place.thing]
    things = [thing for thing in things if isinstance(thing, Thing)]
    few = all(thing.determiner in DETERMINERS and thing.number != "many" for thing in things)
    return few and not (clause.modal or clause.often)


def say(clause, language="en"):
    """A meaning in "en", "de" or "fr", the plainest way; words apart by a space."""
    return " ".join(word.text for word in LANGUAGES[language].sentence(clause))


def wordings(clause):
    """All ways to say it in English, a list of str."""
    return [text_of(words) for words in english.variants(clause)]


def triplets(count, *, seed):
    """Sentences with another wording and with foils; what they mean is in no part `train`.

    Args:
        count: of each construction.
        seed: int, as for `clauses`.

    Returns:
        list of Triplet, those of TIME first.
    """
    rng, found = random.Random(seed), {}
    for construction, draw in ((TIME, _with_time), (RECIPIENT, _with_recipient)):
        enough = len(found) + count
        while len(found) < enough:
            clause, *foils = draw(rng)
            if _part_of(clause, say(clause), frozenset(), seed) != "train":
                words = english.sentence(
                    clause, time_first=construction == TIME, to=construction == RECIPIENT
                )
                texts = (say(clause), text_of(words), *map(say, foils))
                found.setdefault(texts[0], Triplet(construction, *texts))
    return list(found.values())


def _with_time(rng):
    """The dog finds the cat today; its two nouns exchanged; one of them another."""
    kind = rng.choice(list(MUTUAL))
    verb, time = (rng.choice(MUTUAL[kind]), "transitive"), rng.choice(PHRASES["time"])
    one, two, three = rng.sample(_nouns(kind), 3)
    owners = rng.choice(EVERYWHERE), rng.choice(EVERYWHERE)

    def clause(subject, thing):
        things = (Thing(noun, owner) for noun, owner in zip((subject, thing), owners, strict=True))
        return Clause(verb, *things, time=time)

    return clause(one, two), clause(two, one), rng.choice((clause(three, two), clause(one, three)))


def _with_recipient(rng):
    """The king gives the boy a book; the king and the boy exchanged; one of the three another."""
    verb = (rng.choice(("give", "show", "send")), "ditransitive")
    one, two, three = rng.sample(_nouns("person"), 3)
    given, other = rng.sample(_nouns(*load_lexicon().verbs[verb].objects), 2)

    def clause(subject, recipient, thing=given):
        return Clause(verb, Thing(subject, "the"), Thing(thing, "a"), Thing(recipient, "the"))

    changed = (clause(three, two), clause(one, three), clause(one, two, other))
    return clause(one, two), clause(two, one), rng.choice(changed)


def substitutions(role):
    """The seven animals in the same role of eight sentences.

    Args:
        role: "subject" or "object".

    Returns:
        animals, frames: list of str; list of lists of Clause, one list a frame with a clause an animal.
    """
    empty, animals = Thing("", "the"), ANIMALS.split()
    frames = {"subject": _subject_frames, "object": _object_frames}[role](empty)
    return animals, [
        [replace(frame, **{role: replace(empty, noun=animal)}) for animal in animals]
        for frame in frames
    ]


def _subject_frames(animal):
    garden, kitchen = (Place("in", Thing(noun, "the")) for noun in ("garden", "kitchen"))
    sleep, run = ("sleep", "intransitive"), ("run", "intransitive")
    find, follow = ("find", "transitive"), ("follow", "transitive")
    return [
        Clause(sleep, animal),
        Clause(run, animal, time="today"),
        Clause(sleep, animal, place=garden, negated=True),
        Clause(run, animal, place=kitchen),
        Clause(find, animal, Thing("key", "the")),
        Clause(follow, animal, Thing("woman", "the")),
        Clause(("be", "copula"), animal, predicate="sick"),
        Clause(find, animal, Thing("hat", "a"), time="this_evening"),
    ]


def _object_frames(animal):
    def person(noun):
        return Thing(noun, "the")

    see, hear, find, follow = ((verb, "transitive") for verb in ("see", "hear", "find", "follow"))
    show = ("show", "ditransitive")
    return [
        Clause(see, Pronoun("I"), animal),
        Clause(hear, Pronoun("we"), animal, time="today"),
        Clause(find, person("king"), animal),
        Clause(follow, person("girl"), animal, negated=True),
        Clause(see, Pronoun("she"), animal, time="on_Sundays"),
        Clause(show, Pronoun("you"), animal, Pronoun("he")),
        Clause(find, Pronoun("they"), animal, time="in_winter"),
        Clause(hear, person("doctor"), animal, negated=True),
    ]


def _nouns(*kinds):
    """Countable nouns of one of these kinds."""
    rows = _lexicon().nouns.values()
    return [row.english for row in rows if row.plural and row.kinds & set(kinds)]


@lru_cache(maxsize=1)
def _lexicon():
    return part_of_lexicon(NOUNS, VERBS, ADJECTIVES, PHRASES)

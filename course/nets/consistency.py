"""Does a network that answers questions agree with itself, and with what is changed in a picture?

That an answer is right says little about why. These numbers change one thing, ask again, and see whether the
answer follows (Goyal et al. 2017 and Gardner et al. 2020 measure so).
"""

import random

from course.scenes import COLOURS, PLACES, SHAPES, edits, questions
from course.scenes.questions import Phrase, Question

EDITS = ("recolour", "move", "delete", "mirror")
FEWEST = 3  # things in a scene of which one may be deleted: nobody has learned scenes of one thing
ASKED = 4  # questions about each scene whose answer changes, and as many whose answer stays


def sums(ask, scenes):
    """Whether the numbers of things of each colour, and of each shape, make the number of all things.

    Args:
        ask: function of scenes and as many Questions that gives a list of (answer, probability), such as
            `partial(looking.ask, model)`.
        scenes: list of scenes.

    Returns:
        dict: "colours" and "shapes", the share of the scenes in which the network's own answers add up.
    """
    alike = {
        "all": [Phrase()],
        "colours": [Phrase(colour) for colour in COLOURS],
        "shapes": [Phrase("", shape) for shape in SHAPES],
    }
    totals = {}
    for name, phrases in alike.items():
        pairs = [(scene, Question("count", phrase)) for scene in scenes for phrase in phrases]
        said = [int(word) if word.isdigit() else -1_000 for word in _answers(ask, pairs)]
        totals[name] = [
            sum(said[at : at + len(phrases)]) for at in range(0, len(said), len(phrases))
        ]
    return {
        name: _share(map(int.__eq__, totals[name], totals["all"])) for name in ("colours", "shapes")
    }


def familiar(scene):
    """Whether each number of things of a colour or a shape in a scene is one that questions are asked with.

    Nobody is asked about four red things, as they are rare: a net may never have learned to say so.
    """
    asked = [q for q in questions.every("count") if not (q.first.colour and q.first.shape)]
    return all(questions.answer(q, scene) in questions.answers_of(q) for q in asked)


def edited(ask, scenes, edit, seed=1):
    """Change each scene, and ask the same about both: what the change concerns, and what it does not.

    A mirrored scene swaps left and right: what is left of a thing, what is right of it, and where it is.

    Args:
        ask: function of scenes and as many Questions that gives a list of (answer, probability), such as
            `partial(looking.ask, model)`.
        scenes: list of scenes.
        edit: str, of EDITS.
        seed: int, of what is changed and asked.

    Returns:
        dict: "changed", the share of the questions with another answer after the change to which the network
        gave the right one before and after; "kept", likewise for questions whose answer stays.
    """
    rng, before, after, right = random.Random(seed), [], [], []
    for scene in scenes:
        if edit == "delete" and len(scene) < FEWEST:
            continue
        other = change(scene, edit, rng)
        asked = {True: [], False: []}
        for kind in questions.KINDS:
            for question in questions.askable(scene, kind):
                true = questions.answer(question, scene), questions.answer(question, other)
                if set(true) <= set(questions.answers_of(question)):
                    asked[true[0] != true[1]].append((question, true))
        for pairs in asked.values():
            for question, true in rng.sample(pairs, min(ASKED, len(pairs))):
                before.append((scene, question))
                after.append((other, question))
                right.append(true)
    said = zip(_answers(ask, before), _answers(ask, after), strict=True)
    well = [one == other for one, other in zip(said, right, strict=True)]
    return {
        name: _share(
            ok for ok, true in zip(well, right, strict=True) if (true[0] != true[1]) == changed
        )
        for name, changed in (("changed", True), ("kept", False))
    }


def change(scene, edit, rng):
    """A scene that is mirrored, or one thing recoloured, moved or deleted, by chance of a random.Random."""
    if edit == "mirror":
        return edits.mirror(scene)
    thing = rng.choice(scene)
    if edit == "recolour":
        return edits.recolour(
            scene, thing.place, rng.choice([c for c in COLOURS if c != thing.colour])
        )
    if edit == "move":
        taken = {other.place for other in scene}
        return edits.move(scene, thing.place, rng.choice([p for p in PLACES if p not in taken]))
    if edit == "delete":
        return edits.delete(scene, thing.place)
    raise ValueError(f"an edit is one of {', '.join(EDITS)}, got {edit!r}")


def measure(ask, scenes):
    """All of these numbers: a dict of dicts of float; "familiar" has the sums of such scenes alone."""
    usual = [scene for scene in scenes if familiar(scene)]
    found = {"sums": sums(ask, scenes), "familiar": sums(ask, usual)}
    return found | {edit: edited(ask, scenes, edit) for edit in EDITS}


def _answers(ask, pairs):
    scenes, asked = zip(*pairs, strict=True)
    return [word for word, _ in ask(scenes, asked)]


def _share(flags):
    flags = list(flags)
    return round(sum(flags) / len(flags), 4) if flags else None

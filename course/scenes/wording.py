"""Captions as texts: how much is true, what is mixed up, and others that are wrong in a known way."""

import random
from collections import defaultdict

import numpy as np

from course.scenes import COLOURS, captions, edits


def coded(texts):
    """Captions as ids of `captions.WORDS`: int array (texts, words of the longest and an end symbol).

    Args:
        texts: list of str; each word is one of `captions.WORDS`.
    """
    rows = [[*map(captions.WORDS.index, text.split()), captions.END] for text in texts]
    ids = np.zeros((len(rows), max(map(len, rows), default=1)), int)
    for line, row in zip(ids, rows, strict=True):
        line[: len(row)] = row
    return ids


def shares(scenes, texts):
    """Of what captions say, the share that is true; of what is true, the share that they say: floats."""
    judged = captions.judge(scenes, coded(texts))
    right = judged.right.sum()
    return float(right / max(1, judged.said.sum())), float(right / judged.true.sum())


def false_parts(scenes, texts):
    """What is false in captions, as far as there is anything.

    Args:
        scenes: list of scenes.
        texts: list of str, a caption for each.

    Returns:
        list of (scene, list of its false parts, whether all words are right and only in another order).
    """
    found = []
    for scene, text in zip(scenes, texts, strict=True):
        true = captions.caption(scene)
        if text != true:
            parts = [part for part in text.split(" , ") if part not in true.split(" , ")]
            found.append((scene, parts, sorted(text.split()) == sorted(true.split())))
    return found


def spoiled(scenes, seed=13):
    """Wrong captions of scenes.

    Args:
        scenes: list of scenes.
        seed: int, of which colour is wrong.

    Returns:
        dict of what is wrong to a list of str, one caption for each scene: one colour; left and right; each
        scene has the caption of another with as many things (if there is one); or all have the first scene's.
    """
    rng, alike = random.Random(seed), defaultdict(list)
    for number, scene in enumerate(scenes):
        alike[len(scene)].append(number)
    other = {
        one: two
        for group in alike.values()
        for one, two in zip(group, group[1:] + group[:1], strict=True)
    }
    true = [captions.caption(scene) for scene in scenes]
    return {
        "one colour": [captions.caption(_repainted(scene, rng)) for scene in scenes],
        "left and right": [_swapped(text) for text in true],
        "another scene's": [true[other[number]] for number in range(len(true))],
        "all alike": true[:1] * len(true),
    }


def _repainted(scene, rng):
    thing = rng.choice(scene)
    return edits.recolour(scene, thing.place, rng.choice([c for c in COLOURS if c != thing.colour]))


def _swapped(text):
    return text.replace("left", "_").replace("right", "left").replace("_", "right")

"""Trials of a network that answers questions: the same questions about several scenes, edits, and close races.

`ask` is a function of scenes and as many Questions that gives a list of (answer, probability), such as
`functools.partial(looking.ask, model)`; with it, `consistency` measures more.
"""

import random
import re

import numpy as np

from course.nets import consistency, looking
from course.scenes import questions, typed
from course.scenes.questions import Question


def table(ask, scenes, texts):
    """Ask every question of a list about every scene.

    Args:
        ask: function, see above.
        scenes: list of scenes.
        texts: list of str, questions as people type them.

    Returns:
        said, true: lists, for each question a list with an answer for each scene. Where a question makes no
        sense in a scene, `true` has "None".
    """
    asked = [typed.parse(text) for text in texts]
    said = iter(word for word, _ in ask(scenes * len(asked), [q for q in asked for _ in scenes]))
    answers = [[next(said) for _ in scenes] for _ in asked]
    true = [[str(questions.answer(question, scene)) for scene in scenes] for question in asked]
    return answers, true


def by_kind(ask, scenes, edit="recolour", seed=13):
    """Change something in each scene, and ask the questions whose answer that changes, before and after.

    Args:
        ask: function, see above.
        scenes: list of scenes.
        edit: str, of `consistency.EDITS`.
        seed: int, of what is changed.

    Returns:
        dict of the kinds of questions that have such, to the share of them that are right before *and* after.
    """
    rng, found = random.Random(seed), {}
    pairs = [(scene, consistency.change(scene, edit, rng)) for scene in scenes]
    for kind in questions.KINDS:
        turned = [
            (scene, other, question)
            for scene, other in pairs
            for question in questions.askable(scene, kind)
            if _turned(question, scene, other)
        ]
        if turned:
            *both, asked = zip(*turned, strict=True)
            right = [_right(ask, part, asked) for part in both]
            found[kind] = float(np.logical_and(*right).mean())
    return found


def _turned(question, *scenes):
    answers = {questions.answer(question, scene) for scene in scenes}
    return len(answers) == 2 and answers <= set(questions.answers_of(question))


def _right(ask, scenes, asked):
    said = [word for word, _ in ask(scenes, asked)]
    true = [
        questions.answer(question, scene) for question, scene in zip(asked, scenes, strict=True)
    ]
    return np.array([word == other for word, other in zip(said, true, strict=True)])


def races(ask, part):
    """How close the questions "are there more ... than ..." are, and who is right in them.

    Args:
        ask: function, see above.
        part: `balance.Examples`.

    Returns:
        dict of int, by how many the first sort leads, to (how many such questions, share that is right, share
        that is right if the same network is asked for both numbers, and these are compared).
    """
    pairs = [
        (part.scenes[index], question)
        for index, question in zip(part.which, part.questions, strict=True)
        if question.kind == "more"
    ]
    scenes, asked = zip(*pairs, strict=True)
    true, told = (
        [_numbers(who, scenes, asked, which) for which in (1, 2)] for who in (_knows, ask)
    )
    leads = true[0] - true[1]
    right = _right(ask, scenes, asked)
    counted = (told[0] > told[1]) == (leads > 0)
    return {
        int(lead): (int(of.sum()), float(right[of].mean()), float(counted[of].mean()))
        for lead in np.unique(leads)
        for of in [leads == lead]
    }


def _knows(scenes, asked):
    return [(questions.answer(q, scene), 1.0) for q, scene in zip(asked, scenes, strict=True)]


def _numbers(ask, scenes, asked, which):
    """How many there are of the first or of the second sort, as `ask` says; -1 where that is no number."""
    counts = ask(scenes, [Question("count", question[which]) for question in asked])
    return np.array([int(word) if word.isdigit() else -1 for word, _ in counts])


def records(file):
    """What is on record of a network, for each of its seeds: list of dicts, as `looking.record` gives them.

    Args:
        file: str, a name without its seed, such as "looking-product".
    """
    names = [name for name in looking.VARIANTS if re.fullmatch(rf"{re.escape(file)}-\d+", name)]
    return [looking.record(name) for name in names]


def compared(files):
    """The shares of right answers that are on record of several networks.

    Args:
        files: dict of a name to show to the one that `records` takes.

    Returns:
        kinds, overall: dicts of the names to arrays (seeds, kinds of questions) and (seeds,).
    """
    runs = {name: records(file) for name, file in files.items()}
    kinds = {
        name: np.array([[share for share, _ in facts["kinds"].values()] for facts in found])
        for name, found in runs.items()
    }
    return kinds, {
        name: np.array([facts["accuracy"] for facts in found]) for name, found in runs.items()
    }

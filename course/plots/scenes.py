"""Pictures of scenes with words: what they show, what was asked, and which answers change with the picture."""

import textwrap

import matplotlib.pyplot as plt
import numpy as np

from course.plots.alternative import describe, listed
from course.plots.style import COLOURS
from course.scenes import picture

FRAME = "#bbbbbb"
WIDTH = 7.5  # inches, of a whole picture
LETTERS = 16  # that fit into an inch at the size of the words below a scene
LINE = 0.19  # inches, the height of such a line
PIXELS = 96  # in a row of a scene
MOST_SCENES = 4  # of which a text names the things


def plot_scenes(scenes, *, above=None, below=None, columns=4, title=""):
    """Draw scenes side by side, with words above and below each.

    Args:
        scenes: list of scenes.
        above, below: texts, one for each scene, or None. They are broken into lines that fit.
        columns: int, scenes in a row.
        title: of the whole picture.

    Returns:
        list of Axes, one for each scene.

    Raises:
        ValueError: no scene, or not one text for each.
    """
    images = _rendered(scenes)
    count, columns = len(images), min(columns, len(images))
    texts = [
        _broken(words, count, int(LETTERS * WIDTH / columns * 0.93)) for words in (above, below)
    ]
    rows = -(-count // columns)
    side = min(WIDTH / columns - 0.15, 1.9)
    heights = [LINE * max(text.count("\n") + 1 if text else 0 for text in part) for part in texts]
    width = min(WIDTH, max(4.5, columns * (side + 0.15)))
    size = width, rows * (side + sum(heights) + 0.12) + (0.35 if title else 0)
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False)
    for ax in axes.flat[count:]:
        ax.axis("off")
    for ax, scene, image, top, bottom in zip(axes.flat, scenes, images, *texts, strict=False):
        _show(ax, image)
        words = f" Below it: {bottom}." if bottom else ""
        describe(ax, f"A scene with {_in_words(scene, len(scenes))}.{words}")
        ax.set_title(top, fontsize=8.5)
        ax.set_xlabel(bottom, fontsize=8.5)
        ax.set_anchor("N")
    if title:
        figure.suptitle(title, fontsize=12)
    return list(axes.flat[:count])


def plot_answers(scenes, names, asked, answers, *, true=None, title=""):
    """Draw scenes in a row, and below them a table of what is said of each of them.

    An answer that is another than that of the first scene is on orange ground. A wrong one is crossed, with
    the true one beside it.

    Args:
        scenes: list of scenes.
        names: texts, what each scene is.
        asked: texts, the questions.
        answers: for each question a list with an answer for each scene.
        true: likewise, what is true; or None, if it is not to be judged.
        title: of the whole picture.

    Returns:
        Axes of the table.

    Raises:
        ValueError: no scene, or not one name, answer and truth for each scene.
    """
    images = _rendered(scenes)
    true = answers if true is None else true
    for what, rows in {"names": [names], "answers": answers, "true answers": true}.items():
        lengths = {len(row) for row in rows}
        if lengths != {len(images)}:
            raise ValueError(f"{len(images)} scenes, and {what} for {sorted(lengths)} of them")
    if len(answers) != len(asked) or len(true) != len(asked):
        raise ValueError(
            f"{len(asked)} questions with answers to {len(answers)} and truth of {len(true)}"
        )
    left = 2.6  # inches for the questions
    side = min((WIDTH - left) / len(images), 1.5)
    height = 0.34 * len(asked)
    total = side + height + 0.55 + (0.3 if title else 0)
    figure = plt.figure(figsize=(WIDTH, total), layout="none")
    for column, (scene, image, name) in enumerate(zip(scenes, images, names, strict=True)):
        box = [left + column * side + 0.06, height + 0.1, side - 0.12, side - 0.12]
        ax = figure.add_axes([part / (WIDTH, total)[i % 2] for i, part in enumerate(box)])
        _show(ax, image)
        describe(ax, f"a scene with {_in_words(scene, 2 if column == 0 else MOST_SCENES + 1)}.")
        ax.set_title(textwrap.fill(name, int(LETTERS * side)), fontsize=9)
    table = figure.add_axes([0, 0, 1, height / total])
    table.set(xlim=(0, WIDTH), ylim=(len(asked), 0))
    table.axis("off")
    for row, question in enumerate(asked):
        table.axhline(row, color=FRAME, linewidth=0.8)
        table.text(left - 0.15, row + 0.5, question, ha="right", va="center", fontsize=9)
        for column, (said, right) in enumerate(zip(answers[row], true[row], strict=True)):
            start = left + column * side
            if said != answers[row][0]:
                table.axvspan(
                    start + 0.03,
                    start + side - 0.03,
                    1 - (row + 0.95) / len(asked),
                    1 - (row + 0.05) / len(asked),
                    color=COLOURS["orange"],
                    alpha=0.45,
                    linewidth=0,
                )
            words = said if said == right else f"✗ {said} ({right})"
            table.text(start + side / 2, row + 0.5, words, ha="center", va="center", fontsize=9)
    if title:
        figure.suptitle(title, fontsize=12, y=1 - 0.08 / total)
    told = [
        f"{question} "
        + ", ".join(
            f"{name}: {said}" + (f" (wrong, {right} is true)" if said != right else "")
            for place, (name, said, right) in enumerate(zip(names, row, truth, strict=True))
            if not place or said != row[0] or said != right
        )
        for question, row, truth in zip(asked, answers, true, strict=True)
    ]
    return describe(
        table, f"What is said of the first, and of others what is not the same. {'; '.join(told)}."
    )


def _rendered(scenes):
    if not len(scenes):
        raise ValueError("there is no scene to draw")
    return picture.render(scenes, PIXELS)


def _in_words(scene, scenes):
    """The things of a scene: one alone with their places, a few scenes without, of many their number."""
    if scenes > MOST_SCENES:
        return f"{len(scene)} thing{'s' if len(scene) != 1 else ''}"
    if scenes > 1:
        return listed(f"a {thing.colour} {thing.shape}" for thing in scene)
    return listed(f"a {thing.colour} {thing.shape} at the {thing.place}" for thing in scene)


def _broken(words, count, letters):
    """Texts broken into lines, or as many empty ones."""
    if words is None:
        return [""] * count
    if len(words) != count:
        raise ValueError(f"one text for each of {count} scenes, got {len(words)}")
    return [
        "\n".join(textwrap.fill(line, letters) for line in str(text).split("\n")) for text in words
    ]


def _show(ax, image):
    ax.imshow(np.clip(image, 0, 1), interpolation="nearest")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(visible=True, color=FRAME)

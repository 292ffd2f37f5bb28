"""A network that looks: `course demo look` shows a scene and answers questions about it.

`course.nets.looking` is the network; here is the scene in the terminal, what is typed, and what comes back.
"""

import os
import random
import re
import sys
from pathlib import Path

import numpy as np

from course import runtime
from course.demos.prompt import converse, readable
from course.errors import CourseError
from course.scenes import COLOURS, COLUMNS, PLACES, ROWS, edits, picture, questions, things, typed

SCENES = 10_000  # to draw from where no number is given
SIZE = 36  # pixels of the picture in the terminal, two in a character
CUBE = np.array(
    [0, 95, 135, 175, 215, 255]
)  # of each of red, green and blue where there are 256 colours
SAVED = 256  # pixels of the picture that is kept
HALF = "\u2580"  # the upper half of a character
COMMANDS = (
    "Other things to type: new; mirror; delete the red square; paint the red square blue; "
    "move the red square to top left"
)
TARGET = r"(?:the )?(?P<target>[a-z]+ [a-z]+)"  # a place, or colour and shape
COMMAND = {
    "delete": re.compile(f"(?:delete|remove) {TARGET}"),
    "paint": re.compile(rf"paint {TARGET} (?P<colour>\w+)"),
    "move": re.compile(rf"move {TARGET} to (?:the )?(?P<to>\w+ \w+)"),
}


def main(*, scene=None, ask=None, save=None):
    """Show a scene, keep its picture, and answer one question or all that are typed until the input ends.

    Args:
        scene: str, the number of the scene as typed, or None for one by chance.
        ask: str, a question, or None for a prompt.
        save: path of the PNG to write, or None for scene-NUMBER.png in this folder.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the number is none, the question is not understood, or the file cannot be written.
    """
    seed = random.randrange(SCENES) if scene is None else _seed(readable(scene))
    question = None if ask is None else typed.parse(readable(ask))
    shown = things.scene(seed)
    kept = _keep(shown, seed=seed, save=save)
    print(f"Scene {seed}:\n{drawn(shown)}\n{kept}")
    if question is not None:
        print(_answer(_network(), question, shown))
        return 0
    print(f"{typed.EXAMPLES}\n{COMMANDS}. Ctrl-D ends.")
    talk = _Talk(_network(), shown, seed)
    return converse("look: ", talk.answer)


class _Talk:
    """A conversation about a scene that may be changed."""

    def __init__(self, model, scene, seed):
        self.model, self.scene, self.seed = model, scene, seed

    def answer(self, line):
        """What to print for a line: the answer to a question, or the scene after a change."""
        words = " ".join(line.lower().strip(" .!?").split())
        if words == "new":
            self.seed += 1
            self.scene = things.scene(self.seed)
            return f"Scene {self.seed}:\n{drawn(self.scene)}"
        changed = edited(self.scene, words)
        if changed is not None:
            self.scene = changed
            return drawn(changed)
        try:
            question = typed.parse(line)
        except CourseError as error:
            raise CourseError(f"{error} {COMMANDS}.") from error
        return _answer(self.model, question, self.scene)


def edited(scene, words):
    """A scene after a change that somebody typed, or None if it is no change.

    Args:
        scene: tuple of Things.
        words: str, such as "paint the red square blue", in small letters.

    Raises:
        CourseError: it cannot be done to this scene.
    """
    if words == "mirror":
        return edits.mirror(scene)
    for name, form in COMMAND.items():
        if match := form.fullmatch(words):
            place = _place(scene, match["target"])
            try:
                if name == "delete":
                    return edits.delete(scene, place)
                if name == "paint":
                    return edits.recolour(scene, place, match["colour"])
                return edits.move(scene, place, match["to"])
            except ValueError as error:
                raise CourseError(str(error)) from error
    return None


def _place(scene, target):
    """The place that is meant: its name, or that of the one thing with a colour and a shape."""
    if target in PLACES:
        return target
    fitting = [thing.place for thing in scene if f"{thing.colour} {thing.shape}" == target]
    if len(fitting) != 1:
        raise CourseError(
            f"the {target[:40]!r} is not one thing here, but {len(fitting)}: name its colour and shape, or "
            "its place, such as top left"
        )
    return fitting[0]


def _seed(text):
    if not re.fullmatch("[0-9]{1,9}", text.strip()):
        raise CourseError(
            f"--scene is a whole number of at most nine digits, such as 17; got {text[:40]!r}"
        )
    return int(text)


def _keep(scene, *, seed, save):
    """Write the picture; a sentence on where it is. What is there and is not this picture stays."""
    image = picture.render([scene], SAVED)[0]
    path = Path(f"scene-{seed}.png") if save is None else Path(save)
    try:
        if path.suffix.lower() != ".png":
            raise CourseError(f"{path} does not end in .png: name a file that does")
        if path.exists() and not _is_picture(path, image):
            raise CourseError(f"{path} is there already, and is not replaced: name another file")
        if not path.exists():
            picture.save(image, path=path)
    except CourseError as error:
        if save is not None:
            raise
        return f"The picture was not kept: {error} with --save FILE.png."
    except (OSError, ValueError) as error:  # a name that is none
        raise CourseError(f"{str(path)[:60]!r} cannot be written: {error}"[:200]) from error
    return f"The picture is in {path}."


def _is_picture(path, image):
    """Whether a file holds this very picture, from another time."""
    from matplotlib.image import imread

    try:
        there = imread(path)[..., :3]
    except (OSError, ValueError, SyntaxError, IndexError):  # as Pillow says that it is none
        return False
    return there.shape == image.shape and np.allclose(there, image, atol=1 / 255)


def _network():
    from course.nets import looking

    runtime.quiet()
    return looking.load()[0]  # without the facts of its training


def _answer(model, question, scene):
    """The network's answer beside the true one; or why there is none."""
    from course.nets import looking

    if problem := questions.problem(question, scene):
        return f"No answer: {problem}."
    ((word, probability),) = looking.ask(model, [scene], [question])
    true = questions.answer(question, scene)
    verdict = "right" if word == true else f"wrong, it is {true}"
    return f"{question}  {word}  (probability {probability:.2f}; {verdict})"


# The scene in the terminal


def drawn(scene):
    """A scene for this terminal: in colour where it has any, else as a table of words."""
    colours = _colours()
    return _table(scene) if colours is None else _blocks(picture.render([scene], SIZE)[0], colours)


def _colours():
    """How the terminal takes colours: "24 bits", "256", or None where it takes none or no half blocks."""
    say = os.environ.get
    if say("NO_COLOR") or say("TERM") == "dumb" or not sys.stdout.isatty():
        return None
    try:
        HALF.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return None
    if say("COLORTERM", "").lower() in ("truecolor", "24bit") or say("WT_SESSION"):
        return "24 bits"
    return "256" if "256" in say("TERM", "") else None


def _blocks(image, colours):
    """A picture as characters, each of which shows an upper and a lower pixel."""
    pixels = np.clip(np.round(image * 255), 0, 255).astype(int)

    def code(pixel):
        if colours == "24 bits":
            return "2;" + ";".join(map(str, pixel))
        red, green, blue = np.abs(pixel[:, None] - CUBE).argmin(1)
        return f"5;{16 + 36 * red + 6 * green + blue}"

    lines = []
    for upper, lower in zip(pixels[::2], pixels[1::2], strict=True):
        marks = (
            f"\x1b[38;{code(a)};48;{code(b)}m{HALF}" for a, b in zip(upper, lower, strict=True)
        )
        lines.append("".join(marks) + "\x1b[0m")
    return "\n".join(lines)


def _table(scene):
    """The words of what is where, in three rows and columns."""
    width = 1 + max(len(f"{colour} triangle") for colour in COLOURS)
    cells = {thing.place: f"{thing.colour} {thing.shape}" for thing in scene}
    border = "+" + ("-" * (width + 1) + "+") * len(COLUMNS)
    lines = [border]
    for row in ROWS:
        words = (cells.get(f"{row} {column}", "") for column in COLUMNS)
        lines += ["|" + "".join(f" {word:{width}}|" for word in words), border]
    return "\n".join(lines)

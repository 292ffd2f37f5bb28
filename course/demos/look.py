"""A network that looks: `course demo look` shows a scene and answers questions about it.

`course.nets.looking` is the network, `terminal` draws the scene; here is what is typed, and what comes back.
"""

import random
import re
from pathlib import Path

import numpy as np

from course import runtime
from course.demos.prompt import converse, ends, readable
from course.demos.terminal import drawn
from course.errors import CourseError
from course.scenes import captions, changes, picture, questions, things, typed

SCENES = 10_000  # to draw from where no number is given
SAVED = 256  # pixels of the picture that is kept
COMMANDS = f"Other things to type: describe; new; {changes.FORMS}"
HONEST = (
    "Of the questions about 1,000 unseen scenes the network answers {accuracy:.0%} correctly; whoever "
    "reads the words alone gets {chance:.0%}."
)


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
    model, facts = _network()
    honest = HONEST.format(**facts)
    if question is not None:
        print(f"{_answer(model, question, shown)}\n{honest}")
        return 0
    forms = "\n  ".join(typed.FORMS)
    print(f"You can ask:\n  {forms}\n{COMMANDS}; {ends()}.\n{honest}")
    return converse("look: ", _Talk(model, shown, seed).answer)


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
        if words == "describe":
            return _described(self.scene)
        changed = changes.edited(self.scene, words)
        if changed is not None:
            self.scene = changed
            return drawn(changed)
        try:
            question = typed.parse(line)
        except CourseError as error:
            raise CourseError(f"{error} {COMMANDS}.") from error
        return _answer(self.model, question, self.scene)


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
    return looking.load()


def _answer(model, question, scene):
    """The network's answer beside the true one; or why there is none."""
    from course.nets import looking

    if problem := questions.problem(question, scene):
        return f"No answer: {problem}."
    ((word, probability),) = looking.ask(model, [scene], [question])
    true = questions.answer(question, scene)
    verdict = "right" if word == true else f"wrong, it is {true}"
    return f"{question}  {word}  (probability {probability:.2f}; {verdict})"


def _described(scene):
    """What another network says is there, and how many of its facts are true."""
    from course.nets import captions as writer

    if not 1 <= len(scene) <= things.MOST:
        raise CourseError(
            f"scenes of 1 to {things.MOST} things are described, here are {len(scene)}"
        )
    (text,) = writer.describe(writer.load()[0], [scene])
    true = {captions.caption([thing]) for thing in scene}
    said = [part.strip() for part in text.split(",")]
    return f"{text}\n({len(true & set(said))} of {len(true)} things right, {len(said)} named)"

"""Changes of a scene as people type them: delete the red square, paint it blue, move it, mirror all."""

import re

from course.errors import CourseError
from course.scenes import PLACES, edits, questions, things, typed

FORMS = "mirror; delete the red square; paint the red square blue; move the red square to top left"
TARGET = r"(?:the )?(?P<target>[a-z]+ [a-z]+)"  # a place, or colour and shape
COMMAND = {
    "delete": re.compile(f"(?:delete|remove) {TARGET}"),
    "paint": re.compile(rf"paint {TARGET} (?P<colour>\w+)"),
    "move": re.compile(rf"move {TARGET} to (?:the )?(?P<to>\w+ \w+)"),
}


def tried(ask, seed, change, text):
    """Ask the same about a scene and about what a change makes of it.

    Args:
        ask: function of scenes and as many Questions that gives a list of (answer, probability).
        seed: int, the scene's number.
        change: str, such as "paint the red square blue", or "".
        text: str, the question.

    Returns:
        scenes, said, true: the two scenes, what is answered, and what is true or why nothing is.

    Raises:
        CourseError: the change or the question is not understood, or cannot be.
    """
    before, change = things.scene(seed), " ".join(change.lower().strip(" .!?").split())
    after = edited(before, change) if change else before
    if after is None:
        raise CourseError(f"{change[:60]!r} is no change: there are {FORMS}.")
    question, scenes = typed.parse(text), [before, after]
    said = [f"{word} (probability {p:.2f})" for word, p in ask(scenes, [question] * 2)]
    true = [
        questions.problem(question, scene) or f"true: {questions.answer(question, scene)}"
        for scene in scenes
    ]
    return scenes, said, true


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

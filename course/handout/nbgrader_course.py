"""The labs as an nbgrader course, for its formgrader, its exchange and its commands."""

from pathlib import Path

import nbformat

from course.authoring.sources import find_sources, solved
from course.errors import CourseError
from course.files import START, placing

CONFIG = """\
# nbgrader reads this file where its commands, or the Jupyter with formgrader, are started.
import os

# Autograding runs whole notebooks; checks give the same points after a short training.
os.environ.setdefault("COURSE_BUDGET", "quick")

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "sequence_learning"
c.ExecutePreprocessor.timeout = 600  # seconds for a cell
"""
README = """\
# The labs as an nbgrader course

Made by `course export nbgrader`. `source/` has the labs with their answers: keep this folder to yourself.

Activate the environment in which the labs and nbgrader are installed, then call nbgrader in this folder:

    nbgrader generate_assignment {example}     # writes release/{example}, without the answers
    nbgrader release_assignment {example}
    nbgrader collect {example}
    nbgrader autograde {example}

Notebooks import the package `course`. Install it, with its requirements.txt, wherever students and
nbgrader run them. `course grade ... --gradebook gradebook.db` writes its grades where formgrader shows
them, in this folder.
"""


def export(root, folder):
    """Make an nbgrader course out of all labs: nbgrader_config.py, source/<lab>/<lab>.ipynb, README.md.

    Args:
        root: the repository.
        folder: where the course goes; missing or empty. It is written whole or not at all.

    Returns:
        Path of the folder.

    Raises:
        CourseError: there are no sources, the folder is a file or not empty, or it cannot be written.
    """
    found = [source for source in find_sources(root) if source.stem != START]
    folder = Path(folder)
    if folder.is_file():
        raise CourseError(
            f"{folder} is a file: name a folder for the course, a new or an empty one"
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise CourseError(
            f"{folder} is not empty, and an nbgrader course may hold submissions and grades: "
            "choose another folder or empty this one"
        )
    with placing(folder) as part:
        texts = {"nbgrader_config.py": CONFIG, "README.md": README.format(example=found[0].stem)}
        for source in found:
            name = f"source/{source.stem}/{source.stem}.ipynb"
            texts[name] = nbformat.writes(solved(source)) + "\n"
        for name, text in texts.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_text(text, encoding="utf-8", newline="\n")
    return folder

"""A release of some labs: what they need, and what of the others stays away."""

import re
from pathlib import Path

import nbformat
import yaml

from course.authoring.sources import find_sources
from course.errors import CourseError
from course.files import START
from course.nets import storage
from course.notebooks.naming import lab_named
from course.notebooks.reads import WEIGHTS, files_behind, imported

ALL_NETS = ("course.nets.registry",)  # what can be trained again: it names every network
_DEMO = re.compile(r"\bcourse demo (\w+)")
_LINK = re.compile(r"\[([^\]]*)\]\((?:\./)?(\w+)\.ipynb(?:#[^)\s]*)?\)")


def chosen(root, names=()):
    """Paths of the sources to release: those of the start page, and of all labs or the named ones, in order.

    Args:
        root: the repository.
        names: of labs, as `lab_named` knows them, such as "04".

    Raises:
        CourseError: there is no such lab.
    """
    found = find_sources(root)
    labs = [source.stem for source in found if source.stem != START]
    wanted = {lab_named(name, labs) for name in names} or set(labs)
    return [source for source in found if source.stem in wanted | {START}]


def needed(root, names):
    """The files of the repository that labs read when they run: modules, tables, weights.

    Args:
        root: the repository.
        names: of labs.

    Returns:
        set of str, such as "course/nets/weights/words.npz".
    """
    modules = []
    for name in names:
        if name != START:  # it looks at what is there
            for cell in nbformat.read(root / "labs" / f"{name}.ipynb", as_version=4).cells:
                modules += imported(cell.source) if cell.cell_type == "code" else []
                modules += [f"course.demos.{demo}" for demo in _DEMO.findall(cell.source)]
    found = files_behind(modules, root / "course", ALL_NETS)
    return {path.relative_to(root).as_posix() for path in found}


def refuse_untracked(wanted, tracked):
    """Raise CourseError if labs need files that git does not track, so that they would not be released."""
    if missing := sorted(wanted - set(tracked)):
        more = f" and {len(missing) - 1} more files" if len(missing) > 1 else ""
        raise CourseError(
            f"the labs need {missing[0]}{more}, which git does not track, so the release would lack them: "
            "git add what you made, then release again"
        )


def without_weights(contents, wanted):
    """The files of a release without weights that no lab in it needs, and a list of those.

    Args:
        contents: {name: bytes}.
        wanted: names of the files that its labs need.

    Returns:
        {name: bytes}.
    """
    folder = f"course/nets/{WEIGHTS}/"
    gone = {
        name
        for name in contents
        if name.startswith(folder) and name.endswith(".npz") and name not in wanted
    }
    kept = {name: data for name, data in contents.items() if name not in gone}
    if gone:
        stems = sorted(Path(name).stem for name in gone)
        kept[f"{folder}{storage.LEFT_OUT}"] = yaml.safe_dump(stems).encode()
    return kept


def without_links(notebook, names):
    """A notebook whose links to notebooks that are not released became plain words.

    Args:
        notebook: NotebookNode; it is not changed.
        names: of the notebooks that are released.

    Returns:
        NotebookNode, the same one if there is no such link.
    """

    def words(found):
        return found[0] if found[2] in names else found[1]

    made = nbformat.from_dict(notebook)
    for cell in made.cells:
        if cell.cell_type == "markdown":
            cell.source = _LINK.sub(words, cell.source)
    return made if made != notebook else notebook

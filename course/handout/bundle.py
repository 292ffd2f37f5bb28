"""The bundle for students: the labs and what they need, without an answer to any of them."""

import hashlib
import json
import os
import subprocess
import zipfile
from pathlib import Path

import nbformat

from course.advice import as_typed
from course.authoring import notebooks
from course.cells import total_points
from course.errors import CourseError
from course.files import START, ZIP_DATE, placing, replacing
from course.handout import hosted, selection

FILES = (
    "LICENSE",
    "conftest.py",
    "pyproject.toml",
    "requirements.txt",
    "constraints.txt",  # requirements.txt names it
    "tests/nbval_sanitize.cfg",  # conftest.py names it
)
FOLDERS = ("course", "datasets")
LEFT_OUT = (
    "course/authoring/",
    "course/grading/",
    "course/handout/",
)  # rooms that are not for students
MARKER = ".release.json"  # what a release wrote: {name: SHA-256}
# What installing and opening labs leaves behind: it can be made again.
REMADE = {".venv", "__pycache__", ".pytest_cache", ".ipynb_checkpoints"}

README = """\
# Sequence learning, hands on

Labs for five lectures on recurrent networks. You run a lab on your own computer, see what the lecture
says, and solve exercises that answer at once.

{clicks}## Install, once

You need Python 3.10, 3.11, 3.12 or 3.13, about 3 GB of disk space, and the internet for this step only. Open a
terminal in this folder. On Linux and macOS:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/python -m jupyterlab labs/00_start.ipynb

On Windows, in PowerShell (`py -3.12` or the number of the Python that you have):

    py -3.12 -m venv .venv
    .venv\\Scripts\\pip install -r requirements.txt
    .venv\\Scripts\\python -m jupyterlab labs\\00_start.ipynb

From the second time on, the last line is enough. It opens a page that looks at your computer, shows which lab
goes with which lecture, and where you stand. If it does not open, `.venv/bin/course doctor` (on Windows
`.venv\\Scripts\\course doctor`) says what is missing and what to do. If there is no `course` there, the
installation did not finish: run its line with `pip` again, and read its last lines. If no browser opens, copy
the address that is printed, and open `00_start.ipynb` on the left.

## Work through a lab

{labs}

1. Run the lab from top to bottom once (*Run > Run All Cells*) and read what it says.
2. Go back to the exercises. Replace the line `raise NotImplementedError()` with your answer and run the cell.
3. Run the check below it. It shows your points, what it tried, and what may have gone wrong. Try as often
   as you like.

An exercise needs the first code cell and its own cell, nothing else. All checks of a lab at once:

    .venv/bin/course check labs/{example}
    .venv\\Scripts\\course check labs\\{example}

## Hand in

Save the notebook and hand in the file itself, such as `{example}`, under the name it has.
Your answers count, the outputs do not. Leave every cell where it is, and the checks as they are.
"""


CLICKS = """\
## In the browser

The links beside each lab below open it in the browser, and nothing has to be installed. They lead to services
of others, which may ask you for an account. Opened by itself, as in Colab, a lab installs the course with its
first code cell, which takes a minute or two. A service forgets what you did sooner or later: *File > Download*
saves your notebook, and that is what you hand in. The start page, with all labs beside it: {links}.

"""


def release(root, folder, *, zip=False, url="", labs=()):
    """Write the bundle that students get: labs/, what they import and a README.md of their own.

    It holds what git tracks, as it stands in the working tree, and the built labs. It is written beside
    its place and moved there in one step.

    Args:
        root: the repository.
        folder: where the bundle goes. An earlier release is replaced unless somebody worked in it.
        zip: write `folder`.zip instead, which unpacks into one folder of that name. The same content
            gives the same bytes.
        url: address of the repository that students get, "" if there is none: with it, each lab opens with
            one click in the browser (`hosted`).
        labs: names of those that are released, such as "04", with the weights that they need; default: all.

    Returns:
        Path of the folder or of the zip file.

    Raises:
        CourseError: there is no such lab, one does not match its source or needs what git does not track, the
            place is taken, `root` is not a git checkout or is itself a bundle, `url` is no address, or the
            bundle cannot be written.
    """
    target, where = Path(folder).resolve(), hosted.address(url)
    if zip:
        return _write_zip(target, _contents(Path(root), where, labs))
    problem = _taken(target)
    if problem:
        raise CourseError(f"{target} {problem}: choose another folder or remove this one")
    contents = _contents(Path(root), where, labs)
    with placing(target) as part:
        for name, data in contents.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(data)
            if _is_script(data):
                (part / name).chmod(0o755)
    return target


def _is_script(data):
    return data.startswith(b"#!")


def _contents(root, where, chosen):
    """{name: bytes} of everything in the bundle, sorted by name.

    Args:
        root: the repository.
        where: hosted.Address, or None.
        chosen: names of labs, all of them if there are none.
    """
    if not (root / "solutions").is_dir():
        raise CourseError(
            f"{root} has no solutions/, it is a bundle for students: "
            "make a release from the repository that it came from"
        )
    found = selection.chosen(root, chosen)
    for source in found:
        problem = notebooks.stale(source, root)
        if problem:
            raise CourseError(f"{problem}: run  {as_typed(f'build {source.stem}')}  first")
    names, tracked = [source.stem for source in found], _tracked(root)
    try:
        contents = {name: (root / name).read_bytes() for name in tracked}
        contents |= {f"labs/{name}.ipynb": _lab(root, name, names, where) for name in names}
    except OSError as error:
        raise CourseError(
            f"git tracks {error.filename}, and it cannot be read ({error.strerror}): restore it, "
            "or take it out of git"
        ) from error
    if chosen or _git(root, "--others", "--exclude-standard", "--", "course"):
        wanted = selection.needed(root, names)
        selection.refuse_untracked(wanted, tracked)
        contents = selection.without_weights(contents, wanted) if chosen else contents
    if where:
        contents |= hosted.files(root)
    contents["README.md"] = _readme(root, names, where).encode()
    sums = {name: _digest(data) for name, data in sorted(contents.items())}
    contents[MARKER] = (json.dumps(sums, indent=1) + "\n").encode()
    return dict(sorted(contents.items()))


def _lab(root, name, names, where):
    """The bytes of a lab as it is released; those of the built one if there is nothing to change."""
    data = (root / "labs" / f"{name}.ipynb").read_bytes()
    lab = nbformat.reads(data, as_version=4)
    made = selection.without_links(lab, names)
    made = hosted.opened_anywhere(made, name, where) if where else made
    return data if made is lab else (nbformat.writes(made) + "\n").encode()


def _tracked(root):
    """Names of the bundle's files that git tracks."""
    names = _git(root, "--", *FILES, *FOLDERS)
    if missing := sorted(set(FILES) - set(names)):
        raise _no_git(root, f"it does not track {missing[0]}")
    return [name for name in names if not name.startswith(LEFT_OUT)]


def _git(root, *arguments):
    """Names of files that git lists."""
    command = ["git", "-C", str(root), "ls-files", "-z", *arguments]
    try:
        run = subprocess.run(command, capture_output=True, encoding="utf-8")
    except FileNotFoundError as error:
        raise CourseError(
            "a release holds what git tracks, and there is no git command here: install git"
        ) from error
    if run.returncode:
        raise _no_git(root, run.stderr.strip())
    return run.stdout.split("\0")[:-1]


def _no_git(root, reason):
    return CourseError(
        f"a release holds what git tracks in {root}, and git says: {reason}; "
        "make a release from a clone of the repository"
    )


def _readme(root, names, where):
    heads = ["file", "what", "points", *(["in the browser"] if where else [])]
    rows = [heads, ["---"] * len(heads)]
    names = [name for name in names if name != START]
    for name in names:
        cells = nbformat.read(root / "labs" / f"{name}.ipynb", as_version=4).cells
        title = cells[0].source.splitlines()[0].lstrip("# ").replace("|", "\\|")
        rows.append([f"`labs/{name}.ipynb`", title, str(total_points(cells))])
        if where:
            rows[-1].append(_links(where.services(name)))
    return README.format(
        labs="\n".join(f"| {' | '.join(row)} |" for row in rows),
        example=f"{names[0]}.ipynb",
        clicks=CLICKS.format(links=_links(where.services(START))) if where else "",
    )


def _links(services):
    return " · ".join(f"[{name}]({url})" for name, url in services.items())


def _taken(folder):
    """Why a folder may not be replaced, in words, or ""."""
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "is a file"
    try:
        if not any(folder.iterdir()):
            return ""
        sums = dict(json.loads((folder / MARKER).read_bytes()))
        changed = [name for name in _files(folder) if sums.get(name) != _sum(folder / name)]
    except (OSError, ValueError, TypeError):
        return "is not empty and is not an earlier release"
    changed = [name for name in changed if name != MARKER]
    return f"is an earlier release in which {changed[0]} was changed or added" if changed else ""


def _files(folder):
    """Names of all files in a folder, without those that are made again."""
    for place, folders, files in os.walk(folder):
        folders[:] = [
            name
            for name in sorted(folders)
            if name not in REMADE and not name.endswith(".egg-info")
        ]
        yield from (Path(place, name).relative_to(folder).as_posix() for name in sorted(files))


def _write_zip(target, contents):
    name = target.name.removesuffix(".zip")
    path = target.with_name(f"{name}.zip")
    if path.exists() and not _is_release_zip(path):
        raise CourseError(f"{path} is not an earlier release: choose another name or remove it")
    with replacing(path) as part, zipfile.ZipFile(part, "w") as archive:
        for member, data in contents.items():
            info = zipfile.ZipInfo(f"{name}/{member}", ZIP_DATE)
            info.create_system = 3  # Unix, wherever it is written
            info.external_attr = (0o100755 if _is_script(data) else 0o100644) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return path


def _is_release_zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.partition("/")[2] == MARKER for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _sum(path):
    return _digest(path.read_bytes())


def _digest(data):
    return hashlib.sha256(data).hexdigest()

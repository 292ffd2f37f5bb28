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
from course.authoring.sources import find_sources
from course.cells import total_points
from course.errors import CourseError
from course.files import START, ZIP_DATE, placing, replacing
from course.handout import hosted

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

On Windows, in PowerShell:

    py -3.12 -m venv .venv
    .venv\\Scripts\\pip install -r requirements.txt
    .venv\\Scripts\\python -m jupyterlab labs\\00_start.ipynb

From the second time on, the last line is enough. It opens a page that looks at your computer, shows which lab
goes with which lecture, and where you stand. If it does not open, `.venv/bin/course doctor` (on Windows
`.venv\\Scripts\\course doctor`) says what is missing and what to do.

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


def release(root, folder, *, zip=False, url=""):
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

    Returns:
        Path of the folder or of the zip file.

    Raises:
        CourseError: a lab does not match its source, the place is taken, `root` is not a git checkout or
            is itself a bundle, `url` is no address, or the bundle cannot be written.
    """
    target, where = Path(folder).resolve(), hosted.address(url)
    if zip:
        return _write_zip(target, _contents(Path(root), where))
    problem = _taken(target)
    if problem:
        raise CourseError(f"{target} {problem}: choose another folder or remove this one")
    contents = _contents(Path(root), where)
    with placing(target) as part:
        for name, data in contents.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(data)
            if _is_script(data):
                (part / name).chmod(0o755)
    return target


def _is_script(data):
    return data.startswith(b"#!")


def _contents(root, where):
    """{name: bytes} of everything in the bundle, sorted by name; `where` is a hosted.Address or None."""
    if not (root / "solutions").is_dir():
        raise CourseError(
            f"{root} has no solutions/, it is a bundle for students: "
            "make a release from the repository that it came from"
        )
    found = find_sources(root)
    for source in found:
        problem = notebooks.stale(source, root)
        if problem:
            raise CourseError(f"{problem}: run  {as_typed(f'build {source.stem}')}  first")
    labs = [f"labs/{source.stem}.ipynb" for source in found]
    try:
        contents = {name: (root / name).read_bytes() for name in [*_tracked(root), *labs]}
    except OSError as error:
        raise CourseError(
            f"git tracks {error.filename}, and it cannot be read ({error.strerror}): restore it, "
            "or take it out of git"
        ) from error
    if where:
        contents |= hosted.files(root)
        for name in labs:
            lab = nbformat.reads(contents[name], as_version=4)
            made = hosted.opened_anywhere(lab, Path(name).stem, where)
            contents[name] = (nbformat.writes(made) + "\n").encode()
    contents["README.md"] = _readme(root, labs, where).encode()
    sums = {name: _digest(data) for name, data in sorted(contents.items())}
    contents[MARKER] = (json.dumps(sums, indent=1) + "\n").encode()
    return dict(sorted(contents.items()))


def _tracked(root):
    """Names of the bundle's files that git tracks."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--", *FILES, *FOLDERS]
    try:
        run = subprocess.run(command, capture_output=True, encoding="utf-8")
    except FileNotFoundError as error:
        raise CourseError(
            "a release holds what git tracks, and there is no git command here: install git"
        ) from error
    names = run.stdout.split("\0")[:-1]
    missing = sorted(set(FILES) - set(names))
    if run.returncode or missing:
        reason = run.stderr.strip() or f"it does not track {missing[0]}"
        raise CourseError(
            f"a release holds what git tracks in {root}, and git says: {reason}; "
            "make a release from a clone of the repository"
        )
    return [name for name in names if not name.startswith(LEFT_OUT)]


def _readme(root, labs, where):
    heads = ["file", "what", "points", *(["in the browser"] if where else [])]
    rows = [heads, ["---"] * len(heads)]
    labs = [name for name in labs if Path(name).stem != START]
    for name in labs:
        cells = nbformat.read(root / name, as_version=4).cells
        title = cells[0].source.splitlines()[0].lstrip("# ").replace("|", "\\|")
        rows.append([f"`{name}`", title, str(total_points(cells))])
        if where:
            rows[-1].append(_links(where.services(Path(name).stem)))
    return README.format(
        labs="\n".join(f"| {' | '.join(row)} |" for row in rows),
        example=Path(labs[0]).name,
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

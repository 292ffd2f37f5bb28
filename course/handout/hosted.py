"""One click: how a lab opens in a service in the browser, from the repository that students get.

The release is pushed to a host such as GitHub and gets a tag. From there Colab opens a single notebook, whose
first code cell then installs the course; Binder and Codespaces open the whole repository.
"""

import json
import re
import shlex
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import nbformat

from course import __version__
from course.cells import INSTALL, SETUP, grade_id_of
from course.errors import CourseError
from course.files import START

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

SUCH_AS = "https://github.com/OWNER/REPO"
TRACKED = (".binder/postBuild", ".binder/requirements.txt", ".binder/runtime.txt", ".gitignore")
DEVCONTAINER = ".devcontainer/devcontainer.json"
# A ready image, which Codespaces have at hand; the repository's own is built from its Dockerfile.
CONTAINER = {
    "name": "Sequence learning",
    "image": "mcr.microsoft.com/devcontainers/python:3.12",
    "postCreateCommand": "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt",
    "customizations": {
        "codespaces": {"openFiles": [f"labs/{START}.ipynb"]},
        "vscode": {
            "extensions": ["ms-python.python", "ms-toolsai.jupyter"],
            "settings": {
                "python.defaultInterpreterPath": "${containerWorkspaceFolder}/.venv/bin/python"
            },
        },
    },
}
TO_DO = """\
The labs name the tag {tag} of {url}. To put the release there:

{unpack}    git clone --bare {url} students.git      # the first time; the repository may be empty
    git --git-dir students.git --work-tree {folder} add --all
    git --git-dir students.git --work-tree {folder} commit --message "Release {tag}"
    git --git-dir students.git tag {tag}
    git --git-dir students.git push origin HEAD {tag}"""

_PART = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_NETLOC = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")
_SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/]([\w./-]+)")


class Address(NamedTuple):
    """Where students find the release.

    Attributes:
        url: of the repository, without `.git` or a slash at its end.
        host: "github", "gitlab", or "git" for any other.
        path: of the repository on its host, such as "OWNER/REPO".
        tag: of the release.
    """

    url: str
    host: str
    path: str
    tag: str = f"v{__version__}"

    @property
    def requirement(self):
        """What pip installs: the course as it was at the tag."""
        if self.host == "github":
            source = f"{self.url}/archive/refs/tags/{self.tag}.zip"
        elif self.host == "gitlab":
            name = self.path.rpartition("/")[2]
            source = f"{self.url}/-/archive/{self.tag}/{name}-{self.tag}.zip"
        else:
            source = f"git+{self.url}@{self.tag}"
        return f"sequence-course @ {source}"

    def services(self, lab):
        """{name of a service: address that opens a lab there}; the start page needs the whole repository."""
        place = f"labs/{lab}.ipynb"
        found = {}
        if self.host == "github" and lab != START:
            found["Colab"] = (
                f"https://colab.research.google.com/github/{self.path}/blob/{self.tag}/{place}"
            )
        provider, name = {
            "github": ("gh", self.path),
            "gitlab": ("gl", quote(self.path, safe="")),
            "git": ("git", quote(self.url, safe="")),
        }[self.host]
        found["Binder"] = (
            f"https://mybinder.org/v2/{provider}/{name}/{self.tag}?urlpath=lab/tree/{place}"
        )
        if self.host == "github":
            found["Codespaces"] = f"https://codespaces.new/{self.path}?quickstart=1"
        return found


def address(url):
    """The Address that an instructor means, or None for "".

    Args:
        url: of a repository, such as https://github.com/OWNER/REPO.

    Raises:
        CourseError: it is none.
    """
    if not url:
        return None

    def refuse(why, instead=SUCH_AS):
        raise CourseError(
            f"{url!r} is no address for students: {why}; expected one such as {instead}"
        )

    if re.search(r"\s", url):
        refuse("there is a blank in it")
    if ssh := _SSH.fullmatch(url):
        refuse("it asks for a key", f"https://{ssh[1]}/{ssh[2].removesuffix('.git')}")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        refuse(str(error))
    if parts.scheme not in ("http", "https"):
        refuse("it begins with neither https:// nor http://")
    if "@" in parts.netloc:
        refuse("it holds a user's name or password, which everybody would see")
    if parts.query or parts.fragment:
        refuse("it goes on after the name of the repository")
    names = parts.path.removesuffix("/").removesuffix(".git").split("/")[1:]
    if not _NETLOC.fullmatch(parts.netloc):
        refuse("it names no host")
    if not names or not all(map(_PART.fullmatch, names)):
        refuse("it names no repository")
    host = {"github.com": "github", "gitlab.com": "gitlab"}.get(
        parts.netloc.removeprefix("www."), "git"
    )
    if host == "github" and len(names) != 2:
        refuse("a repository of GitHub has an owner and a name, and nothing after them")
    if host == "gitlab" and (len(names) < 2 or "-" in names):
        refuse(
            "a repository of GitLab has an owner and a name, and nothing after them",
            "https://gitlab.com/OWNER/REPO",
        )
    path = "/".join(names)
    return Address(f"{parts.scheme}://{parts.netloc}/{path}", host, path)


def default_url(root):
    """The address that the repository's pyproject.toml names, "" if none.

    Raises:
        CourseError: pyproject.toml cannot be read.
    """
    path = Path(root, "pyproject.toml")
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from error
    url = settings.get("tool", {}).get("course", {}).get("url", "")
    if not isinstance(url, str):
        raise CourseError(f"{path}: url in [tool.course] is {url!r}: write it as a text")
    return url


def badges(where, lab):
    """The line at the head of a lab: links in words, so that nothing is loaded to show it.

    Args:
        where: Address.
        lab: name, such as "04_addition_rnn".

    Returns:
        str, markdown.
    """
    links = [f"[Open in {name}]({url})" for name, url in where.services(lab).items()]
    return f"**Nothing to install:** {' · '.join(links)}"


def opened_anywhere(lab, name, where):
    """A lab as it is released: links at its head, and a first cell that installs the course where it is not.

    Args:
        lab: NotebookNode; it is not changed.
        name: such as "04_addition_rnn".
        where: Address.

    Returns:
        NotebookNode.
    """
    made = nbformat.from_dict(lab)
    head = next(cell for cell in made.cells if cell.cell_type == "markdown")
    title, _, rest = head.source.partition("\n")
    head.source = f"{title}\n\n{badges(where, name)}\n{rest}"
    if name != START:  # it is about the machine and all the labs, which a single notebook has not
        setup = next(cell for cell in made.cells if grade_id_of(cell) == SETUP)
        install = INSTALL.format(requirement=where.requirement, url=where.url)
        setup.source = f"{install}\n\n\n{setup.source}"
    return made


def files(root):
    """{name: bytes} of what Binder and Codespaces need beside the bundle."""
    found = {name: (Path(root) / name).read_bytes() for name in TRACKED}
    return found | {DEVCONTAINER: (json.dumps(CONTAINER, indent=2) + "\n").encode()}


def to_do(where, release):
    """What an instructor does next, in words.

    Args:
        where: Address.
        release: path of the bundle, a folder or a zip file.
    """
    folder = shlex.quote(str(release).removesuffix(".zip"))
    unpack = f"    unzip -d {shlex.quote(str(release.parent))} {shlex.quote(str(release))}\n"
    return TO_DO.format(
        tag=where.tag,
        url=where.url,
        folder=folder,
        unpack=unpack if release.suffix == ".zip" else "",
    )

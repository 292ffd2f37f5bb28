"""The pages of the site that are texts of the repository, and those that are made of it."""

import ast
import re
from pathlib import Path

import nbformat

from course.files import labs_in, write_text

GUIDES = ("INSTRUCTORS.md", "CONTRIBUTING.md", "CLAIMS.md", "CHANGELOG.md")
ALSO = ("LICENSE", "Dockerfile")  # files that a text links to
_IMAGE = re.compile(r'<img src="(solutions/pictures/(\w+)\.png)"( width="\d+")? alt="">')
CONTENTS = """

```{toctree}
:hidden:
:caption: Labs

labs/00_start
%s
```

```{toctree}
:hidden:
:caption: Behind them

CLAIMS
datasets/README
api
```

```{toctree}
:hidden:
:caption: Guides

INSTRUCTORS
exercises
CONTRIBUTING
CHANGELOG
```
"""
API = """\
# What notebooks import

Every module of `course` that a lab imports, with what it offers. The checks are left out: a lab calls them.

"""


def write(root, folder):
    """Write the pages that are texts into the sources of the site.

    Args:
        root: the repository.
        folder: where the sources go.
    """
    names = [path.stem for path in labs_in(root / "labs")]
    front = _IMAGE.sub(lambda found: _picture(root, found), _read(root / "README.md"))
    write_text(folder / "index.md", front + CONTENTS % "\n".join(f"labs/{name}" for name in names))
    for name in (*GUIDES, *ALSO):
        write_text(folder / name, _read(root / name))
    for path in sorted((root / "datasets").glob("*.md")):
        write_text(folder / "datasets" / path.name, _datasheet(path))
    for path in sorted((root / "solutions" / "pictures").glob("*.png")):
        target = folder / "solutions" / "pictures" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    modules = sorted(_imported(root))
    write_text(folder / "api.md", API + "\n".join(map(_automodule, modules)))


def _read(path):
    return path.read_text(encoding="utf-8")


def _picture(root, found):
    """An image of the README with the words that the lab has for it."""
    words = _words(root / "solutions" / f"{found[2]}.ipynb").replace('"', "&quot;")
    return f'<img src="{found[1]}"{found[3] or ""} alt="{words}">'


def _words(path):
    """What the picture of a lab shows, in its own words."""
    for cell in nbformat.read(path, as_version=4).cells:
        if "picture" in cell.metadata.get("tags", ()):
            said = [
                one.metadata.get("image/png", {}).get("alt", "")
                for one in cell.outputs
                if "metadata" in one
            ]
            return next((words for words in reversed(said) if words), "")
    return ""


def _datasheet(path):
    """A datasheet; the list of all of them names the others, so that the site's menu has them."""
    text = _read(path)
    if path.name != "README.md":
        return text
    names = sorted(one.stem for one in path.parent.glob("*.md") if one.name != "README.md")
    return text + "\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"


def _imported(root):
    """Names of the modules of the course that labs import, without checks."""
    found = set()
    for path in sorted((root / "labs").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and not cell.source.lstrip().startswith("%"):
                for node in ast.walk(ast.parse(cell.source)):
                    if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "course":
                        found |= {_module(root, node.module, alias.name) for alias in node.names}
    return {name for name in found if not name.startswith(("course.checks", "course.start"))}


def _module(root, package, name):
    """The module that `from package import name` takes `name` from."""
    place = Path(root, *package.split("."))
    is_module = (place / f"{name}.py").exists() or (place / name).is_dir()
    return f"{package}.{name}" if is_module else package


def _automodule(name):
    return f"```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n```\n"

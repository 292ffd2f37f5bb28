"""A lab as the site shows it: what a student gets, with the outputs of the demos and without any answer."""

import base64
import re
from pathlib import Path

import nbformat

from course.cells import mark_of
from course.files import START
from course.plots.alternative import LED_BY
from course.start import lecture_map

PICTURES = "_static/labs"  # where pictures lie, from the top of the site
DOWNLOADS = "downloads"  # and the notebooks, which are no pages
HEAD = """\
{badges}{{download}}`Download this lab <{name}>` and open it in the folder of the course, where its checks
answer you. This page shows what the cells print and draw when they have run; the exercises are yours."""
START_HEAD = """\
{badges}This page opens with `make lab`, as a notebook: {{download}}`00_start.ipynb <{name}>`. There it looks at
your machine and adds up your points; here it has the map of the labs."""

_NOTEBOOK = re.compile(r'href="(\w+)\.ipynb"')


def page(name, root, folder, badges=""):
    """Write a lab's page for Sphinx, its pictures, and the notebook to download.

    The start page shows the map of the labs as they are now, and neither a machine nor anybody's points.

    Args:
        name: of the lab, such as "04_addition_rnn".
        root: the repository, with labs/ and solutions/.
        folder: the sources of the site.
        badges: markdown that stands before the link to the notebook.
    """
    lab = nbformat.read(root / "labs" / f"{name}.ipynb", as_version=4)
    solution = nbformat.read(root / "solutions" / f"{name}.ipynb", as_version=4)
    for place, (cell, executed) in enumerate(zip(lab.cells, solution.cells, strict=True)):
        if name == START:
            if cell.source.strip() == f"{lecture_map.__name__}()":
                html = _NOTEBOOK.sub(r'href="\1.html"', lecture_map()._repr_html_())
                cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html})]
        elif cell.cell_type == "code" and _is_demo(cell):
            shown = [
                _shown(output, f"{name}-{place}-{n}", folder)
                for n, output in enumerate(executed.outputs)
            ]
            cell.outputs = [output for output in shown if output]
    download = Path(DOWNLOADS, f"{name}.ipynb")
    (folder / download).parent.mkdir(parents=True, exist_ok=True)
    (folder / download).write_bytes((root / "labs" / f"{name}.ipynb").read_bytes())
    head = (START_HEAD if name == START else HEAD).format(
        badges=badges, name=f"../{download.as_posix()}"
    )
    lab.cells.insert(1, nbformat.v4.new_markdown_cell(head, id="download"))
    (folder / "labs").mkdir(exist_ok=True)
    (folder / "labs" / f"{name}.ipynb").write_text(nbformat.writes(lab), encoding="utf-8")


def _is_demo(cell):
    """Whether a cell shows the same to everybody: it is neither an answer nor its check."""
    mark = mark_of(cell)
    return not mark.get("solution") and not mark.get("grade")


def _shown(output, name, folder):
    """An output as the site shows it, None if nothing is seen: a picture becomes a file with its words."""
    data = output.get("data", {})
    if LED_BY in data.get("text/html", ""):
        return None  # a line for screen readers before a picture, which here has its own words
    if "image/png" not in data:
        return output
    path = folder / PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(data["image/png"]))
    words = output.metadata.get("image/png", {}).get("alt", "")
    html = f'<img src="../{PICTURES}/{name}.png" alt="{_quoted(words)}" loading="lazy">'
    return nbformat.v4.new_output("display_data", {"text/html": html})


def _quoted(text):
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")

"""`course site`: the sources of the site are gathered, and Sphinx makes pages of them."""

import contextlib
import io
import tempfile
from pathlib import Path

from course import __version__, runtime
from course.errors import CourseError
from course.files import labs_in, placing, write_text
from course.handout import hosted
from course.handout.site import exercises, labs, texts

MARKER = "objects.inv"  # what Sphinx leaves in a site; a folder with it may be replaced
SETTINGS = {
    "project": "Sequence learning, hands on",
    "author": "the authors of the course",
    "release": __version__,
    "extensions": [
        "myst_nb",
        "sphinx.ext.autodoc",
        "sphinx.ext.napoleon",
        "course.handout.site.docstrings",
        "course.handout.site.mathml",
    ],
    "exclude_patterns": [f"{labs.DOWNLOADS}/**"],
    "html_theme": "furo",
    "html_title": "Sequence learning, hands on",
    "html_math_renderer": "mathml",
    "html_show_sourcelink": False,
    "html_copy_source": False,
    "nb_execution_mode": "off",
    "nb_ipywidgets_js": {},
    "nb_mime_priority_overrides": [("*", "text/html", 0)],
    "myst_enable_extensions": ["dollarmath", "amsmath", "html_image"],
    "myst_heading_anchors": 4,
    "myst_links_external_new_tab": False,
    "autodoc_member_order": "bysource",
    "napoleon_use_ivar": True,
    "napoleon_custom_sections": [("Call arguments", "params_style")],
    # `%run` in a cell; fields of one name in several classes
    "suppress_warnings": ["misc.highlighting_failure", "ref.python"],
}


def build(root, out, url=""):
    """Build the site.

    Args:
        root: the repository.
        out: folder of the site; a site that is there is replaced, anything else is not.
        url: address of the repository that students get, for the links at the head of each lab; "" for none.

    Returns:
        Path of the site's first page.

    Raises:
        CourseError: the place is taken, a lab is not built, `url` is no address, or a page has a fault such
            as a broken link.
    """
    out, where = Path(out).resolve(), hosted.address(url)
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARKER).exists())):
        raise CourseError(
            f"{out} is there and is no site: choose another folder or remove this one"
        )
    runtime.quiet()  # pages of checks and of the API import what the labs import
    with tempfile.TemporaryDirectory() as place:
        sources = Path(place)
        texts.write(root, sources)
        write_text(sources / "exercises.md", exercises.page(root))
        for path in [*(root / "labs").glob("00_start.ipynb"), *labs_in(root / "labs")]:
            badges = f"{hosted.badges(where, path.stem)}\n\n" if where else ""
            labs.page(path.stem, root, sources, badges)
        with placing(out) as part:
            _sphinx(sources, part)
    return out / "index.html"


def _sphinx(sources, out):
    """Run Sphinx; what it warns of is a fault."""
    from sphinx.application import Sphinx

    said, warned = io.StringIO(), io.StringIO()
    settings = SETTINGS | {"html_static_path": [str(sources / "_static")]}
    with tempfile.TemporaryDirectory() as doctrees, contextlib.redirect_stderr(warned):
        app = Sphinx(
            sources,
            None,
            out,
            doctrees,
            "html",
            settings,
            status=said,
            warning=warned,
            freshenv=True,
        )
        app.build()
    faults = [
        line.replace(f"{sources}/", "") for line in warned.getvalue().splitlines() if line.strip()
    ]
    if faults:
        raise CourseError("the site has faults:\n" + "\n".join(faults[:90]))

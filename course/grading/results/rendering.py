"""The one way from the templates to the HTML of a page.

Whatever a template is given is text: it is escaped, and characters that hide something are made visible.
A page is one file that loads nothing, and its Content-Security-Policy allows its own style and script only.
"""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from course.grading.results import wording

FOLDER = Path(__file__).parent / "templates"
LONGEST = 20_000  # characters of one text

# Control characters but tab and line feed, those that turn or hide text, and halves of surrogate pairs.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_PILED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def visible(value):
    """What a page shows of a value: markup and numbers as they are, text with nothing hidden in it.

    Args:
        value: anything. A character that would be hidden, or would turn the text around it, becomes
            its number, such as [U+202E]; a text above 20,000 characters is cut.

    Returns:
        The value, or a str that can be written as UTF-8.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if value.isascii() and value.isprintable() and len(value) <= LONGEST:
        return value  # nearly all texts, and a page has hundreds
    if len(value) > LONGEST:
        value = f"{value[:LONGEST]}\n[{len(value) - LONGEST:,} more characters are not shown]"
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)
    return _PILED.sub(r"\1[...]", value)


def link(path):
    """The address of a file, given by its path relative to the page: never one with a scheme or a host."""
    return "./" + quote(path, errors="surrogatepass")


def breakable(text):
    """Text whose lines may end after the / and _ of a path, rather than in the middle of a word."""
    parts = re.split(r"(?<=[/_])(?=[^/_])", visible(text))
    return Markup("<wbr>").join(map(escape, parts))


def render(template, styles, scripts=(), **values):
    """Fill in a template.

    Args:
        template: its file name.
        styles, scripts: file names of what stands in the page, in this order.
        **values: what the template shows.

    Returns:
        str, a whole HTML page.
    """
    style, script = _joined(styles), _joined(scripts)
    rules = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "img-src data:"]
    rules += [f"{kind}-src {_hash(text)}" for kind, text in (("style", style), ("script", script))]
    return _environment.get_template(template).render(
        style=Markup(style), script=Markup(script), policy="; ".join(rules), **values
    )


def _joined(names):
    return "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def _hash(text):
    if not text:
        return "'none'"
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_environment = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    finalize=visible,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.filters.update(
    link=link,
    breakable=breakable,
    short=wording.short,
    short_path=wording.short_path,
    sentence=wording.sentence,
    counted=wording.counted,
    listed=wording.listed,
    when=wording.when,
    number=wording.points,
    numbered=wording.numbered,
)

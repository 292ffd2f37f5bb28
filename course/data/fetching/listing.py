"""Which data sets there are and which of them are here: what `course data` prints."""

import shutil
import textwrap

from course.advice import as_typed
from course.data.fetching import catalogue, local


def status():
    """Every data set, for machines.

    Returns:
        list of dicts with name, what, licence, homepage, size (bytes: of the files if all are here, else
        about what the publisher has), files (number), found (how many of them are here), path (str: the
        file, or the folder of several; None unless all are here), sample (bool, whether what is here is
        only a part), comes_with (the library that brings it, or None) and get (the command that fetches
        what is missing, or None).

    Raises:
        CourseError: COURSE_DATA is not a folder.
    """
    return [_status(data) for data in catalogue.DATASETS.values()]


def _status(data):
    whole = [local.find(data.folder, file.names) for file in data.files]
    found = [
        place
        for path, file in zip(whole, data.files, strict=True)
        if (place := path or local.find(data.folder, file.samples))
    ]
    path, size = None, sum(file.size for file in data.files)
    if found and len(found) == len(data.files):
        path = str(found[0] if len(found) == 1 else found[0].parent)
        size = sum(map(_bytes, found))
    return {
        "name": data.name,
        "what": data.what,
        "licence": data.licence,
        "homepage": data.homepage,
        "size": size,
        "files": len(data.files),
        "found": len(found),
        "path": path,
        "sample": path is not None and None in whole,
        "comes_with": data.comes_with,
        "get": f"course data fetch {data.name}" if None in whole else None,
    }


def _bytes(path):
    files = (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def text(table, width=None):
    """The rows of `status` for a terminal.

    Args:
        table: list of dicts, from `status`.
        width: columns, by default those of the terminal. Paths and commands are not broken.
    """
    width = min(width or shutil.get_terminal_size().columns, 120)
    indent = " " * (max(len(row["name"]) for row in table) + 2)
    blocks = []
    for row in table:
        parts = [f"{row['name']:{len(indent)}}{row['what']}"]
        parts += [indent + part for part in (f"licence: {row['licence']}", _where(row))]
        wrapped = (
            textwrap.fill(
                part,
                width,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
            for part in parts
        )
        blocks.append("\n".join(wrapped))
    return "\n\n".join(blocks)


def _where(row):
    if not row["files"]:
        come = f"comes with {row['comes_with']}" if row["comes_with"] else "made here"
        return f"{come}, nothing to fetch"
    size = f"{row['size'] / 1e6:.1f} MB"
    fetch = as_typed((row["get"] or "").removeprefix("course "))
    if row["sample"]:
        return f"{size}, only a part is present: {row['path']}; get all of it: {fetch}"
    if row["path"]:
        return f"{size}, present: {row['path']}"
    part = f"{row['found']} of {row['files']} files are here; " if row["found"] else ""
    return f"{part}about {size}, get it: {fetch}"

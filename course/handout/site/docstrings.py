"""Docstrings of the course for Sphinx: they are plain text, and Sphinx expects reStructuredText."""


def setup(app):
    """Register with Sphinx, before napoleon reads the sections."""
    app.connect("autodoc-process-docstring", _process, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _process(app, what, name, obj, options, lines):
    lines[:] = marked(lines)


def marked(lines):
    """A docstring in reStructuredText: formulas become literal blocks, stars and bars stay what they are.

    Args:
        lines: list of str.

    Returns:
        list of str. A line that ends in a colon and is followed by an empty line and a deeper one begins a
        literal block.
    """
    found, block = [], None  # block: how far the line before a literal block is indented
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip())
        if block is not None and line.strip() and depth <= block:
            block = None
        if block is not None:
            found.append(line)
            continue
        for sign in "*|":
            line = line.replace(sign, f"\\{sign}")
        rest = lines[number + 1 : number + 3]
        if line.endswith(":") and len(rest) == 2 and not rest[0].strip():
            if len(rest[1]) - len(rest[1].lstrip()) > depth:
                block, line = depth, line + ":"
        found.append(line)
    return found

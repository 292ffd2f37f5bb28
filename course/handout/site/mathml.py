"""Formulas as MathML, which browsers draw themselves and screen readers read: no script, no font to load."""

from latex2mathml.converter import convert


def setup(app):
    """Register the renderer with Sphinx."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(self, node):
    self.body.append(convert(node.astext()))
    raise _done()


def _block(self, node):
    self.body.append(f'<div class="math">{convert(node.astext(), display="block")}</div>')
    raise _done()


def _done():
    from docutils.nodes import SkipNode

    return SkipNode

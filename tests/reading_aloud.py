"""What a screen reader gets of a display's html: its elements in order, with the text in each."""

from html.parser import HTMLParser


class Elements(HTMLParser):
    """Collects (tag, attributes, text within) of every element; refuses tags that are not closed in order.

    Args:
        html: str.

    Attributes:
        found: list of [tag, {attribute: value}, text], in the order in which they begin.
    """

    def __init__(self, html):
        super().__init__()
        self.found, self._open = [], []
        self.feed(html)
        self.close()
        assert not self._open, f"not closed: {[one[0] for one in self._open]}"

    def handle_starttag(self, tag, attributes):
        self.found.append([tag, dict(attributes), ""])
        self._open.append(self.found[-1])

    def handle_endtag(self, tag):
        assert self._open and self._open[-1][0] == tag, f"</{tag}> in {self._open[-1:]}"
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def texts(self, tag, **wanted):
        """The texts of all elements with this tag and these attributes."""
        return [
            text
            for name, attributes, text in self.found
            if name == tag and wanted.items() <= attributes.items()
        ]

"""How a notebook shows a result: a heading, a list, and a word beside every mark."""

from html import escape

MOST_SHOWN = 3  # cases that are wrong; a notebook folds the others
COLOURS = {"✓": "#0072b2", "✗": "#d55e00", "→": "#777777", "–": "#777777", "!": "#d55e00"}
WORDS = {"✓": "right:", "✗": "wrong:", "!": "note:"}  # for anyone who does not see the mark
PLAIN = "style='list-style:none;margin:0;padding:0'"
SIZE = "margin:2px 0;font-size:inherit;line-height:inherit"  # as large as the text around it


def page(points: float, most: float, lines: list[tuple[str, str]]) -> str:
    """HTML of a result.

    Args:
        points, most: what was got, of what.
        lines: pairs of a mark, one of those in COLOURS, and a text.
    """
    shown: list[str] = []
    folded: list[str] = []
    for mark, text in lines:
        is_one_more = mark == "✗" and sum("✗" in row for row in shown) >= MOST_SHOWN
        (folded if is_one_more else shown).append(
            f"<li style='margin:2px 0'><b style='color:{COLOURS[mark]}'>{mark}</b> "
            f"{WORDS.get(mark, '')} {escape(text)}</li>"
        )
    items = "".join(shown)
    if folded:
        summary = f"<summary>and {len(folded)} more that are wrong</summary>"
        items += f"<li><details>{summary}<ul {PLAIN}>{''.join(folded)}</ul></details></li>"
    head = f"{points:g} of {most} points"
    return f"<div class='course-check'><h4 style='{SIZE}'>{head}</h4><ul {PLAIN}>{items}</ul></div>"

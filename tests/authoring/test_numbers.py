"""Numbers that a text quotes: how they are marked, and when a section shows them."""

import nbformat
import pytest

from course.authoring import numbers


def printed(text, **output):
    cell = nbformat.v4.new_code_cell("x")
    if text:
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
    if output:
        cell.outputs.append(nbformat.v4.new_output("display_data", **output))
    return cell


def shows(text, quoted):
    return numbers.is_shown(quoted, numbers.shown_numbers([printed(text)]))


@pytest.mark.parametrize(
    "quoted, text",
    [
        ("0.93", "right: 0.9271"), ("0.93", "0.93."), (".93", "0.93"), ("93 %", "0.9271"), ("93%", "92.7 %"),
        ("93 \\%", "[0.927 0.4]"), ("$0.93$", "acc=0.93,"), ("12,345", "12345"), ("12345", "12,345 steps"),
        ("~12,000", "12345"), ("~12,000", "12,000"), ("1.2 million", "1234567"), ("34 thousand", "34,123"),
        ("0.012", "1.2e-02"), ("3", "2.5"), ("2", "2.5"), ("0.5", "-0.5"), ("-0.5", "x = -0.5"),
        ("−0.5", "−0.5"), ("0.90", "0.9"), ("7", "7 of 9"), ("2", "[1,2,3]"), ("100", "\x1b[31m100\x1b[0m"),
        ("0", "1e-9"),
    ],
)  # fmt: skip
def test_a_printed_number_that_rounds_to_the_quoted_one_shows_it(quoted, text):
    assert shows(text, quoted)


@pytest.mark.parametrize(
    "quoted, text",
    [
        ("0.93", "0.924"), ("0.93", "0.9"), ("0.93", ""), ("0.93", "nothing at all"), ("93", "0.93"),
        ("93 %", "93"), ("12,000", "12345"), ("~12,000", "12,501"), ("1.2 million", "1.2"), ("-0.5", "0.5"),
        ("0.5", "10.5"), ("5", "0.5"), ("5", "1.5.2"), ("12", "123"), ("23", "123"), ("1.0", "1.06"),
    ],
)  # fmt: skip
def test_another_number_does_not(quoted, text):
    assert not shows(text, quoted)


def test_what_a_reader_sees_of_an_output_counts_and_nothing_else():
    data = {"text/plain": "one 1.5", "text/html": "<p style='margin:44px'>two &lt;2.5</p>"}
    cell = printed("", data=data, metadata={"image/png": {"alt": "It rises to 3.5.", "width": 55}})
    assert list(map(float, numbers.shown_numbers([cell]))) == [1.5, 2.5, 3.5]
    cell.source = "6.5"
    assert list(map(float, numbers.shown_numbers([cell, nbformat.v4.new_markdown_cell("7.5")]))) == [
        1.5, 2.5, 3.5,
    ]  # fmt: skip


SOURCE = """# %% [markdown]
# # A lab
# with ⟨9⟩ of all
# %%
print(9)
# %% [markdown]
# ## First
# It is ⟨0.5⟩ and ⟨0.6⟩.
# %%
print(0.5)
# %% [markdown]
# ### Closer
# Still ⟨0.5⟩, then ⟨2⟩
#
# ## Second
# no longer ⟨0.5⟩, but ⟨1⟩
# %%
print(1)
"""


def test_a_section_is_from_one_heading_to_the_next():
    starts = [n for n, line in enumerate(SOURCE.splitlines(), 1) if line.startswith("# %%")]
    cells = [
        nbformat.v4.new_markdown_cell("# A lab"), printed("9"), nbformat.v4.new_markdown_cell("## First\na"),
        printed("0.5"), nbformat.v4.new_markdown_cell("### Closer\n## Second"), printed("1"),
    ]  # fmt: skip
    found = numbers.not_shown(SOURCE, starts, cells)
    assert [line for line, _ in found] == [8, 13, 16]
    assert found[0][1] == "the text says 0.6, and the outputs of its section show 0.5"
    assert found[2][1] == "the text says 0.5, and the outputs of its section show 1"


def test_a_section_that_shows_nothing_says_so():
    cells = [nbformat.v4.new_markdown_cell("# A lab")]
    [(line, told)] = numbers.not_shown("# %% [markdown]\n# it is ⟨5⟩", [1], cells)
    assert line == 2 and told.endswith("show no number")


@pytest.mark.parametrize(
    "text, built",
    [
        ("a ⟨0.93⟩ b", "a 0.93 b"), ("⟨~12,000⟩", "12,000"), ("$⟨0.5⟩ \\le x$", "$0.5 \\le x$"),
        ("⟨93 \\%⟩ and ⟨1.2 million⟩", "93 \\% and 1.2 million"), ("none", "none"),
    ],
)  # fmt: skip
def test_readers_see_no_marks(text, built):
    assert numbers.wrong_mark(text) is None
    assert numbers.without_marks(text) == built


@pytest.mark.parametrize(
    "text", ["⟨⟩", "⟨x⟩", "a\n⟨0.93", "0.93⟩", "⟨0.9.3⟩", "⟨1\n2⟩", "⟨⟨1⟩⟩", "⟨1 2⟩"]
)
def test_broken_marks_are_found_with_their_line(text):
    line, told = numbers.wrong_mark(text)
    assert line == (2 if text.startswith("a") else 1) and told

"""What pictures say in words, and that a notebook shows it."""

import ast
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from course.plots import alternative
from course.plots.alternative import curve, describe, listed, mean_of, number, pairs, span, text_of

PLOTS = Path(alternative.__file__).parent


def test_the_sentences_of_all_axes_are_joined_each_after_its_title():
    figure, (left, right) = plt.subplots(1, 2)
    figure.suptitle("Both")
    left.set_title("one?")
    right.set_title("two")
    assert describe(left, "It\n  rises.") is left
    describe(right, "It falls.")
    describe(right, "It stays.")
    assert text_of(figure) == "Both. one? It rises. two: It stays."


def test_axes_with_a_drawing_and_no_sentence_leave_the_figure_without_text():
    figure, (left, right) = plt.subplots(1, 2)
    describe(left, "It rises.")
    assert text_of(figure) == "It rises."  # nothing is drawn in the other
    right.plot([1, 2])
    assert text_of(figure) == ""
    describe(figure, "Both rise.")
    assert text_of(figure) == "Both rise. It rises."


def test_a_scale_of_colours_needs_no_sentence():
    figure, ax = plt.subplots()
    figure.colorbar(ax.imshow([[0, 1]]), ax=ax)
    assert text_of(figure) == ""
    describe(ax, "Two numbers.")
    assert text_of(figure) == "Two numbers."


@pytest.mark.parametrize(
    "value, text",
    [
        (0.98765, "0.988"), (0.5, "0.5"), (1.0, "1"), (0, "0"), (-0.25, "−0.25"), (1234.5, "1,234"),
        (1234567, "1,234,567"), (99.96, "100"), (0.00001234, "0.0000123"), (True, "1"),
        (3e-9, "3 times 10 to the power of −9"), (2.5e17, "2.5 times 10 to the power of 17"),
        (float("inf"), "infinity"), (float("nan"), "not a number"),
    ],
)  # fmt: skip
def test_numbers_are_read_aloud_as_they_stand(value, text):
    assert number(value) == text


def test_lists_ranges_and_curves_in_words():
    assert listed(["a"]) == "a" and listed([1, 2.5, "c"]) == "1, 2.5 and c"
    assert span([3, 1, 2]) == "1 to 3" and span([2, 2]) == "2"
    assert mean_of([0.5, 0.75]) == "0.625 (0.5 to 0.75)" and mean_of([1, 1]) == "1"
    assert pairs("ab", [1, 0.5]) == "a 1 and b 0.5"
    assert pairs("abc", [3, 1, 2], most=2) == "3 numbers from 1 (b) to 3 (a)"
    assert curve([1], [0.5]) == "0.5 at 1"
    assert curve([1, 2, 3], [0.1, 0.2, 0.3]) == "0.1 at 1, at the end 0.3 at 3"
    told = curve(["a", "b", "c", "d"], [2, 9, 1, 5])
    assert told == "2 at a, highest with 9 at b, lowest with 1 at c, at the end 5 at d"


CODE = """
import matplotlib.pyplot as plt
from IPython.display import display
from course.plots.alternative import describe
for height in (1, 2):
    describe(plt.subplots()[1], f"As high as {height} < 3.").plot([0, height])
# %%
plt.plot([1, 2]);
# %%
figure, ax = plt.subplots()
plt.close(figure)
handle = display(describe(ax, "Begun.").figure, display_id=True)
describe(ax, "Grown.")
handle.update(figure)
# %%
display(figure)
"""


@pytest.mark.slow
def test_a_notebook_shows_the_text_with_the_picture():
    import nbformat
    from nbclient import NotebookClient

    cells = [nbformat.v4.new_code_cell(code) for code in CODE.split("# %%")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3").execute()
    two, none, growing, again = (cell.outputs for cell in notebook.cells)
    line, picture, second_line, _ = two
    assert line.data["text/plain"] == "In words: As high as 1 < 3."
    assert ">In words: As high as 1 &lt; 3.</p>" in line.data["text/html"]
    assert "image/png" in picture.data
    assert picture.metadata["image/png"]["alt"] == "As high as 1 < 3."
    assert second_line.data["text/plain"] == "In words: As high as 2 < 3."
    assert [output.metadata for output in none] == [{}]
    for outputs in (growing, again):
        line, picture = outputs
        assert line.data["text/plain"] == "In words: Grown."
        assert picture.metadata["image/png"]["alt"] == "Grown."


@pytest.mark.parametrize("path", sorted(PLOTS.glob("*.py")), ids=lambda path: path.stem)
def test_every_plot_function_says_what_it_shows(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    calls = {
        function.name: {ast.unparse(n.func) for n in ast.walk(function) if isinstance(n, ast.Call)}
        for function in functions
    }
    for name, called in calls.items():
        if name.startswith("plot_"):
            below = set().union(*(calls.get(other, set()) for other in called))
            assert "describe" in called | below or any(c.startswith("plot_") for c in called), name

"""The builder, on small sources of its own; the labs themselves are tested in test_labs.py."""

import re
from dataclasses import replace

import nbformat
import pytest

from course.authoring import checked, notebooks
from course.authoring.sources import find_sources, solved
from course.checks import addition_rnn
from course.claims import ledger, report
from course.errors import CourseError

SOURCE = '''# %% [markdown]
# # A lab

# %% setup=true
import math

from course.checks import addition_rnn as checks


# %% exercise="exact-match"
def exact_match(written, right):
    """Share of answers that are right."""
    ### BEGIN SOLUTION
    pairs = zip(written, right)
    return sum(a == b for a, b in pairs) / len(right)
    ### END SOLUTION


# %% check="exact-match"
checks.exact_match(exact_match)

# %% tags=["nbval-ignore-output"]
math.pi
'''


@pytest.fixture
def root(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "labs").mkdir()
    return tmp_path


def write(root, text):
    path = root / "solutions" / "77_small.py"
    path.write_text(text)
    return path


def test_solution_and_lab(root):
    source = write(root, SOURCE)
    shown = []
    assert notebooks.build(source, root, show=shown.append) == "built"
    assert shown[-1] == "cell 5 of 5"
    solution = nbformat.read(root / "solutions" / "77_small.ipynb", as_version=4)
    lab = nbformat.read(root / "labs" / "77_small.ipynb", as_version=4)
    for notebook in (solution, lab):
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert [cell.id for cell in notebook.cells][1:4] == [
            "setup",
            "exact-match",
            "check-exact-match",
        ]
        kinds = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
        assert kinds[2]["solution"] and not kinds[2]["locked"]
        assert kinds[3] == {
            "schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False,
            "grade_id": "check-exact-match", "points": 1,
        }  # fmt: skip
        assert notebook.cells[4].metadata["tags"] == ["nbval-ignore-output"]
    assert "return sum(" in solution.cells[2].source
    assert solution.cells[3].outputs[0]["data"]["text/plain"] == "1.0"
    assert lab.cells[2].source.endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")
    for cell in lab.cells[1:]:
        assert cell.outputs == [] and cell.execution_count is None


def test_marked_numbers_that_are_shown_are_built_without_their_marks(root):
    text = SOURCE.replace("# # A lab", "# # A lab\n# Pi is ⟨3.14⟩, about ⟨~300 %⟩.")
    source = write(root, text)
    notebooks.build(source, root)
    for folder in ("solutions", "labs"):
        built = nbformat.read(root / folder / "77_small.ipynb", as_version=4)
        assert built.cells[0].source == "# A lab\nPi is 3.14, about 300 %."
    assert notebooks.stale(source, root) == ""
    write(root, text.replace("⟨3.14⟩", "⟨3.15⟩").replace("3.14", "3.15"))
    assert "does not match" in notebooks.stale(source, root)
    write(root, text.replace("about ⟨~300 %⟩", "about 300 %"))
    assert notebooks.stale(source, root) == ""  # a mark alone changes no notebook ...
    source = write(root, text.replace("⟨~300 %⟩", "⟨300 %⟩"))
    assert "77_small.py:3: the text says 300 %" in notebooks.stale(source, root)
    with pytest.raises(CourseError, match="77_small.py:3: the text says 300 %"):
        notebooks.build(source, root)  # ... and is held against what the committed one shows


def test_a_second_build_changes_nothing(root):
    source = write(root, SOURCE)
    notebooks.build(source, root)
    before = {path: path.read_bytes() for path in root.rglob("*.ipynb")}
    assert notebooks.build(source, root) == "up to date"
    assert notebooks.build(source, root, force=True) == "built"
    assert {path: path.read_bytes() for path in root.rglob("*.ipynb")} == before
    assert notebooks.stale(source, root) == ""


def test_editing_one_cell_changes_one_id(root):
    before = [cell.id for cell in solved(write(root, SOURCE)).cells]
    text = SOURCE.replace("math.pi", "math.e").replace("a == b", "b == a")
    after = [cell.id for cell in solved(write(root, text)).cells]
    assert before[:4] == after[:4] and before[4] != after[4]


@pytest.mark.parametrize(
    "change, where",
    [
        (("import math", "import cmath as math"), "solutions"),
        (("Share of", "The share of"), "solutions"),
    ],
)
def test_stale_says_which_notebook_differs(root, change, where):
    notebooks.build(write(root, SOURCE), root)
    source = write(root, SOURCE.replace(*change))
    assert where in notebooks.stale(source, root)


def test_stale_notices_edited_labs_and_missing_outputs(root):
    source = write(root, SOURCE)
    notebooks.build(source, root)
    lab = root / "labs" / "77_small.ipynb"
    kept = lab.read_text()
    lab.write_text(kept.replace("YOUR CODE", "MY CODE"))
    assert "labs" in notebooks.stale(source, root)
    lab.write_text(kept)
    solution = root / "solutions" / "77_small.ipynb"
    solution.write_text(
        solution.read_text().replace('"execution_count": 1', '"execution_count": null')
    )
    assert "executed" in notebooks.stale(source, root)


BROKEN = [
    (("    ### END SOLUTION\n", ""), ":13: ### BEGIN SOLUTION is not followed"),
    (("    ### BEGIN SOLUTION\n", ""), ":15: ### END SOLUTION without a begin"),
    (
        ("    return sum", "    ### BEGIN SOLUTION\n    sum"),
        ":15: ### BEGIN SOLUTION inside a solution",
    ),
    (("### BEGIN SOLUTION", "# BEGIN SOLUTION"), ":13: write the mark as"),
    (('exercise="exact-match"', ""), ":13: ### BEGIN SOLUTION in a cell that is not marked"),
    (("import math", "### BEGIN SOLUTION\n### END SOLUTION"), ":5: ### BEGIN SOLUTION in a cell"),
    (("# # A lab", "# ### BEGIN SOLUTION\n# ### END SOLUTION"), ":1: a mark for code on a text"),
    (
        ('check="exact-match"', 'check="exact-match" points=1'),
        ":19: points stand in the Check alone",
    ),
    (
        ("# # A lab", "# # A lab (2 points)"),
        ":19: the heading of exact-match says 2 points, its Check",
    ),
    (
        ("checks.exact_match(", "checks.decode("),
        ":19: this is the check of exact-match, and it calls that",
    ),
    (("checks.exact_match(", "checks.nothing("), ":20: there is no check checks.nothing"),
    (("checks.exact_match(", "exact_match("), ":20: a check is one call of a Check"),
    (
        ("(exact_match)", "(exact_matches)"),
        ":20: the function of exact-match is called exact_match, not exact_matches",
    ),
    (("(exact_match)", "(exact_match)\nmath.pi"), ":20: a check is one call of a Check"),
    (
        ("checks.exact_match(", "others.exact_match("),
        ":20: others is not known: the setup cell needs",
    ),
    (
        ('check="exact-match"', 'check="decode"'),
        ":19: this is the check of decode, and it calls that of",
    ),
    (
        ('exercise="exact-match"', 'exercise="third"'),
        ":10: third has no check; and in line 19 exact-match has no exercise",
    ),
    (("setup=true", ""), ":1: no cell is marked setup=true"),
    (('tags=["nbval-ignore-output"]', "setup=true"), ":22: a second setup: the first is in line 4"),
    (("setup=true", 'setup=true exercise="x"'), ":4: a cell is the setup, an exercise or a check"),
    (("setup=true", "setap=true"), ":1: no cell is marked setup=true"),
    (("setup=true", "setup=true setap=true"), ":4: unknown mark 'setap'"),
    (('exercise="exact-match"', "exercise=exact-match"), ":10: cannot read the marks"),
    (('exercise="exact-match"', "exercise=3"), ":10: exercise cannot be 3; marks are such as"),
    (('tags=["nbval-ignore-output"]', 'tags="picture"'), "77_small.py: 'picture' is not of type"),
    (('tags=["nbval-ignore-output"]', 'tags=["picture"'), ":22: cannot read the marks"),
    (("setup=true", 'setup="yes"'), ":4: setup cannot be 'yes'; marks are such as"),
    (("import math", "import"), ":5: the cell as a student gets it does not parse"),
    (("# %% [markdown]\n# # A lab", "print(1)"), "77_small.py:1: the file must begin"),
    (("# # A lab", "# # A lab\n# of ⟨many⟩ cells"), ":3: ⟨many⟩ marks no number"),
    (("# # A lab", "# # A lab of ⟨3"), ":2: a ⟨ without its ⟩"),
    (("math.pi", "math.pi  # ⟨3.14⟩"), ":23: numbers are marked in text cells only"),
    (('check="exact-match"', 'check="exact-match" points=one'), ":19: points stand in the Check"),
    (('tags=["nbval-ignore-output"]', 'tags=["pictur"]'), ":22: there is no tag 'pictur'; did you"),
    (
        ("# %% tags", '# %% tags=["picture"]\n1\n\n# %% tags=["picture"]\n2\n\n# %% tags'),
        ":25: a second picture for the README: the first is in line 22",
    ),
    (
        ("# # A lab", "# ## Exercise 1: a\n# ### Exercise 1: b"),
        ":3: a second exercise 1: the first",
    ),
    (('exercise="exact-match"', 'exercise="Exact-Match"'), ":10: an exercise is called in small"),
    (("len(right)", "COUNT"), ":15: the answer uses COUNT, which nothing defines"),
    (
        ("len(right)\n", "COUNT\n"),
        ":15: the answer uses COUNT, which the cell in line 22 defines",
        ("math.pi", "COUNT = 3"),
    ),
    (
        ("checks.exact_match(exact_match)", "(checks\n .exact_match(exact_match),)"),
        ":20: a check is",
    ),
    (
        ('exercise="exact-match"', ""),
        ":17: exact-match has no exercise",
        ("    ### BEGIN SOLUTION\n", ""),
        ("    ### END SOLUTION\n", ""),
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken[1] for broken in BROKEN])
def test_a_broken_mark_names_file_and_line(root, broken):
    (root / "solutions" / "77_small.ipynb").write_text("kept")
    before = {path: path.read_bytes() for path in root.rglob("*.ipynb")}
    change, message, *more = broken
    text = SOURCE
    for found, put in (change, *more):
        assert found in text
        text = text.replace(found, put)
    source = write(root, text)
    with pytest.raises(CourseError) as caught:
        notebooks.build(source, root)
    assert message in str(caught.value) and "77_small.py:" in str(caught.value)
    assert {path: path.read_bytes() for path in root.rglob("*.ipynb")} == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "code, message",
    [
        ("x = 1\nmath.tau / 0", ":24: ZeroDivisionError: float division by zero"),
        ("import sys\nprint('oh', file=sys.stderr)", ":22: the cell wrote to stderr: oh"),
        (
            "import warnings\nwarnings.warn('half')\nwarnings.warn('whole')",
            ":24: the cell wrote to stderr: .*: half\n.*: whole",
        ),
        ("object()", ":22: the cell shows a memory address"),
        ("import os; os._exit(1)", ":22: Kernel died"),
        (
            "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
            ":22: no alternative text for the picture of plt.plot",
        ),
        (
            "3\n# %% [markdown]\n# It is ⟨7.5⟩.",
            ":25: the text says 7.5, and the outputs of its section",
        ),
        ("3\n# %% tags=['picture']\n4", ":24: the cell is tagged as the picture .* shows none"),
    ],
)
def test_a_cell_that_fails_names_file_and_line(root, code, message):
    (root / "solutions" / "77_small.ipynb").write_text("kept")
    before = {path: path.read_bytes() for path in root.rglob("*.ipynb")}
    with pytest.raises(CourseError) as caught:
        notebooks.build(write(root, SOURCE.replace("math.pi", code)), root)
    assert re.search(f"77_small.py{message}", str(caught.value), re.DOTALL)
    assert {path: path.read_bytes() for path in root.rglob("*.ipynb")} == before


def test_a_source_that_is_not_utf_8_names_the_line(root):
    source = write(root, SOURCE)
    source.write_bytes(SOURCE.replace("import math", "import math  # \xe9").encode("latin-1"))
    with pytest.raises(CourseError, match="77_small.py:5: this is not UTF-8"):
        solved(source)


def test_the_tagged_picture_is_saved(root):
    code = (
        "from IPython.display import Image\nImage(b'\\x89PNG\\r\\n\\x1a\\n' + bytes(40), alt='x')"
    )
    text = SOURCE.replace("math.pi", code).replace("nbval-ignore-output", "picture")
    notebooks.build(write(root, text), root)
    assert (root / "solutions" / "pictures" / "77_small.png").read_bytes().startswith(b"\x89PNG")


def test_sources(root):
    with pytest.raises(CourseError, match="no labs to build"):
        find_sources(root)
    path = write(root, SOURCE)
    assert find_sources(root) == [path]
    with pytest.raises(CourseError, match="no lab 78_x; there are: 77_small"):
        find_sources(root, ["78_x"])


@pytest.mark.parametrize("value, said", [("quick", "COURSE_BUDGET is quick"), ("fast", "'fast'")])
def test_nothing_is_built_in_a_quick_run(root, monkeypatch, value, said):
    source = write(root, SOURCE)
    notebooks.build(source, root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.setenv("COURSE_BUDGET", value)
    for force in (False, True):
        with pytest.raises(CourseError, match=said):
            notebooks.build(source, root, force=force)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    monkeypatch.setenv("COURSE_BUDGET", "full")
    assert notebooks.build(source, root) == "up to date"


def test_another_bar_in_the_ledger_makes_a_notebook_stale(root, monkeypatch):
    claims = (
        "from course.claims import claim\nclaim('bptt-gradient', differences=0, tape=0, copies=0)"
    )
    source = write(root, SOURCE.replace("math.pi", claims))
    notebooks.build(source, root)
    assert notebooks.stale(source, root) == ""
    rows = ledger.rows()
    moved = [
        replace(row, holds_if=("tape <= 1e-7",)) if row.id == "bptt-gradient" else row
        for row in rows
    ]
    monkeypatch.setattr(report, "rows", lambda: moved)
    assert "another bar than the ledger has: bptt-gradient" in notebooks.stale(source, root)
    monkeypatch.setattr(report, "rows", lambda: [row for row in rows if row.id != "bptt-gradient"])
    assert "bptt-gradient" in notebooks.stale(source, root)


@pytest.mark.slow
def test_a_solution_that_its_check_refuses_is_not_built(root):
    source = write(root, SOURCE.replace("a == b", "a != b"))
    with pytest.raises(
        CourseError, match="77_small.py:19: the solution gets 0 of 1 points: exact_m"
    ):
        notebooks.build(source, root)
    assert list(root.rglob("*.ipynb")) == []


def other_checks(root, monkeypatch):
    """A built lab whose check has changed since; returns its source and the bytes of its solution."""
    source = write(root, SOURCE)
    notebooks.build(source, root)
    before = (root / "solutions" / "77_small.ipynb").read_bytes()
    digest = checked.digest
    monkeypatch.setattr(checked, "digest", lambda check: digest(check)[::-1])
    return source, before


@pytest.mark.slow
@pytest.mark.parametrize("same, said", [(True, "checks asked again"), (False, "built")])
def test_another_check_makes_a_notebook_stale(root, monkeypatch, same, said):
    source, before = other_checks(root, monkeypatch)
    assert "built with other checks: exact-match" in notebooks.stale(source, root)
    monkeypatch.setattr(checked, "ask_again", lambda path, notebook: same)
    assert notebooks.build(source, root) == said
    assert notebooks.stale(source, root) == ""
    assert notebooks.build(source, root) == "up to date"
    monkeypatch.undo()
    notebooks.build(source, root, force=True)
    assert (root / "solutions" / "77_small.ipynb").read_bytes() == before


@pytest.mark.slow
@pytest.mark.nightly  # two kernels that load TensorFlow
def test_checks_are_asked_again_alone(root, monkeypatch):
    source, before = other_checks(root, monkeypatch)
    assert notebooks.build(source, root) == "checks asked again"
    solution = root / "solutions" / "77_small.ipynb"
    shown = nbformat.read(solution, as_version=4)
    assert checked.ask_again(solution, shown)
    shown.cells[3].outputs[0].metadata["course_check"]["lines"][0][1] = "another case"
    assert not checked.ask_again(solution, shown)


def test_a_check_s_digest_changes_with_its_files_but_not_with_comments(tmp_path, monkeypatch):
    def digest(own, shared=""):
        (tmp_path / "exact_match.py").write_text(own)
        (tmp_path / "_shared.py").write_text(shared)
        return checked.digest(addition_rnn.exact_match)

    monkeypatch.setattr(checked.inspect, "getfile", lambda made: str(tmp_path / "exact_match.py"))
    first = digest("bar = 1\n")
    assert digest("# why\nbar = 1\n\n    # and more\n") == first
    assert len({first, digest("bar = 2\n"), digest("bar = 1\n", "x = 1\n")}) == 3


@pytest.mark.parametrize(
    "names, said",
    [
        (["77_small", "77_other"], "number 77 is used twice: .*77_other.py and .*77_small.py"),
        (["78_Small"], "78_Small.py: a lab is called NN_name, .* small letters"),
        (["7_small"], "7_small.py: a lab is called NN_name"),
        (["78-small"], "78-small.py: a lab is called NN_name"),
        (["781_small"], "781_small.py: a lab is called NN_name"),
    ],
)
def test_names_that_cannot_be_a_lab_s(root, names, said):
    for name in names:
        (root / "solutions" / f"{name}.py").write_text(SOURCE)
    with pytest.raises(CourseError, match=said):
        find_sources(root)


def test_an_exercise_belongs_to_one_lab(root):
    other = root / "solutions" / "76_older.py"
    other.write_text(SOURCE)
    with pytest.raises(
        CourseError, match="77_small.py:10: .*76_older.py has an exercise exact-match"
    ):
        solved(write(root, SOURCE))

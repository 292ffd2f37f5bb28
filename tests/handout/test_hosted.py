"""One click: addresses, links, and a first cell that installs the course where it is not."""

import ast
import contextlib
import io
import json
import subprocess
import sys

import nbformat
import pytest

from course import __version__
from course.cells import INSTALL, SETUP, grade_id_of, without_install
from course.cli import main
from course.errors import CourseError
from course.files import ROOT, START, labs_in
from course.handout import hosted
from course.handout.site import labs
from course.notebooks.answers import find_answers
from course.notebooks.checking import read
from course.notebooks.labs import lab_of

GITHUB = hosted.address("https://github.com/ada/labs")
LAB = "04_addition_rnn"
TAG = f"v{__version__}"


def lab(name=LAB):
    return nbformat.read(ROOT / "labs" / f"{name}.ipynb", as_version=4)


def setup_of(notebook):
    return next(cell for cell in notebook.cells if grade_id_of(cell) == SETUP)


@pytest.fixture
def released():
    return hosted.opened_anywhere(lab(), LAB, GITHUB)


# addresses


@pytest.mark.parametrize(
    "url, host, path",
    [
        ("https://github.com/ada/labs", "github", "ada/labs"),
        ("https://github.com/ada/labs.git", "github", "ada/labs"),
        ("http://www.github.com/ada/my.labs_2/", "github", "ada/my.labs_2"),
        ("https://gitlab.com/uni/ml/labs", "gitlab", "uni/ml/labs"),
        ("https://git.uni.example:8443/~ada/labs", "git", "~ada/labs"),
    ],
)
def test_addresses(url, host, path):
    found = hosted.address(url)
    assert (found.host, found.path, found.tag) == (host, path, TAG)
    assert found.url == url.removesuffix("/").removesuffix(".git")


def test_no_address_is_none():
    assert hosted.address("") is None


@pytest.mark.parametrize(
    "url, why",
    [
        ("github.com/ada/labs", "neither https:// nor http://"),
        ("ftp://github.com/ada/labs", "neither https:// nor http://"),
        ("git@github.com:ada/labs.git", "expected one such as https://github.com/ada/labs$"),
        ("https://github.com/ada/my labs", "a blank"),
        ("https://github.com/ada/labs\n", "a blank"),
        ("https://github.com", "names no repository"),
        ("https://github.com/ada", "an owner and a name"),
        ("https://github.com/ada/labs/tree/main", "nothing after them"),
        ("https://gitlab.com/uni/labs/-/tree/main", "nothing after them"),
        ("https://github.com/ada/labs?tab=readme", "goes on after"),
        ("https://github.com/ada/labs#labs", "goes on after"),
        ("https://ada:secret@github.com/ada/labs", "password"),
        ('https://github.com/ada/labs"', "names no repository"),
        ("https://github.com/../labs", "names no repository"),
        ("https:///ada/labs", "names no host"),
        ("https://[1/ada/labs", "IPv6"),
    ],
)
def test_what_is_no_address_is_refused(url, why):
    with pytest.raises(CourseError, match=why):
        hosted.address(url)


def test_the_commands_refuse_it_before_they_write(tmp_path, capsys):
    for command in ("release", "site"):
        assert main([command, str(tmp_path / "out"), "--url", "github.com/ada/labs"]) == 2
        assert "expected one such as https://github.com/OWNER/REPO" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_address_stands_in_pyproject(tmp_path):
    assert hosted.default_url(ROOT) == ""
    path = tmp_path / "pyproject.toml"
    path.write_text(f'[tool.course]\nurl = "{GITHUB.url}"\n')
    assert hosted.default_url(tmp_path) == GITHUB.url
    path.write_text("[tool.course]\nurl = 3\n")
    with pytest.raises(CourseError, match="write it as a text"):
        hosted.default_url(tmp_path)
    path.write_text("[tool.course\n")
    with pytest.raises(CourseError, match="cannot be read"):
        hosted.default_url(tmp_path)


# links


def test_each_host_has_the_services_that_know_it():
    assert GITHUB.services(LAB) == {
        "Colab": f"https://colab.research.google.com/github/ada/labs/blob/{TAG}/labs/{LAB}.ipynb",
        "Binder": f"https://mybinder.org/v2/gh/ada/labs/{TAG}?urlpath=lab/tree/labs/{LAB}.ipynb",
        "Codespaces": "https://codespaces.new/ada/labs?quickstart=1",
    }
    gitlab = hosted.address("https://gitlab.com/uni/ml/labs").services(LAB)
    assert list(gitlab) == ["Binder"]
    assert gitlab["Binder"].startswith(f"https://mybinder.org/v2/gl/uni%2Fml%2Flabs/{TAG}?")
    other = hosted.address("https://git.example/ada/labs").services(LAB)
    assert list(other) == ["Binder"]
    assert "/v2/git/https%3A%2F%2Fgit.example%2Fada%2Flabs/" in other["Binder"]


def test_what_pip_installs_is_the_tag():
    assert GITHUB.requirement.endswith(f"github.com/ada/labs/archive/refs/tags/{TAG}.zip")
    gitlab = hosted.address("https://gitlab.com/uni/ml/labs").requirement
    assert gitlab.endswith(f"gitlab.com/uni/ml/labs/-/archive/{TAG}/labs-{TAG}.zip")
    other = hosted.address("https://git.example/ada/labs").requirement
    assert other == f"sequence-course @ git+https://git.example/ada/labs@{TAG}"


def test_a_lab_gets_links_after_its_title_and_nothing_to_load(released):
    before, head = lab().cells[0].source, released.cells[0].source
    title, rest = before.split("\n", 1)
    links = hosted.badges(GITHUB, LAB)
    assert head == f"{title}\n\n{links}\n{rest}"
    assert links.count("[Open in ") == 3 and "![" not in links and "<img" not in links
    nbformat.validate(released)
    assert [cell.id for cell in released.cells] == [cell.id for cell in lab().cells]


def test_the_start_page_is_no_single_notebook():
    page = lab(START)
    made = hosted.opened_anywhere(page, START, GITHUB)
    assert made.cells[1:] == page.cells[1:]
    assert "Binder" in made.cells[0].source and "Colab" not in made.cells[0].source


def test_on_the_site_they_lead_the_second_cell(tmp_path):
    for badges in ("", f"{hosted.badges(GITHUB, LAB)}\n\n"):
        labs.page(LAB, ROOT, tmp_path, badges)
        page = nbformat.read(tmp_path / "labs" / f"{LAB}.ipynb", as_version=4)
        assert page.cells[1].source.startswith(f"{badges}{{download}}`Download this lab <")


# the cell that installs


def test_it_installs_before_anything_is_imported(released):
    source = setup_of(released).source
    assert source.endswith(setup_of(lab()).source)
    first, second, *_ = ast.parse(source).body
    assert first.name == "install_course" and ast.unparse(second) == "install_course()"
    assert GITHUB.requirement in source and GITHUB.url in source
    assert max(map(len, source.splitlines())) <= 110


@pytest.fixture
def run(monkeypatch):
    """Run the cell as if there was no course, with what pip ends with; gives what pip got and what was said."""

    def installing(returncode=0, stderr=""):
        calls = []

        def pip(command, **_):
            calls.append(command)
            return subprocess.CompletedProcess(command, returncode, "", stderr)

        said = io.StringIO()
        with monkeypatch.context() as patch, contextlib.redirect_stdout(said):
            patch.setattr("importlib.util.find_spec", lambda name: None)
            patch.setattr(subprocess, "run", pip)
            exec(INSTALL.format(requirement=GITHUB.requirement, url=GITHUB.url), {})
        return calls, said.getvalue()

    return installing


def test_where_the_course_is_nothing_is_said_or_done(monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", None)
    names = {}
    exec(INSTALL.format(requirement=GITHUB.requirement, url=GITHUB.url), names)
    assert capsys.readouterr() == ("", "")
    assert set(names) == {"__builtins__", "install_course"}  # an answer finds no more than here


def test_where_it_is_not_pip_gets_the_tag(run):
    ((command,), said) = run()
    assert command[:3] == [sys.executable, "-m", "pip"] and "install" in command
    assert command[-1] == GITHUB.requirement
    assert said.splitlines() == [
        "Installing the course, about a minute ...",
        "The course is installed.",
    ]


def test_a_failure_is_a_sentence(run):
    with pytest.raises(RuntimeError) as caught:
        run(1, "noise\n" * 500 + "ERROR: HTTP error 404 while getting it")
    said = str(caught.value)
    assert "ERROR: HTTP error 404" in said and "use the internet" in said and GITHUB.url in said
    assert len(said) < 600
    assert caught.value._render_traceback_() == [said]  # what Jupyter shows


# it comes back


def test_what_installs_is_no_part_of_an_answer(released):
    source = setup_of(released).source
    own = without_install(source)
    assert own.strip() == setup_of(lab()).source
    assert len(own.splitlines()) == len(source.splitlines())  # so that its lines are counted right
    assert without_install(setup_of(lab()).source) == setup_of(lab()).source
    edited = "import math\n" + source.replace(TAG, "main").replace("course\n", "course  \n")
    assert without_install(edited).split() == ("import math\n" + own).split()


def colab(notebook, marks=True):
    """A notebook as Colab gives it back: other metadata, no ids of cells; other programs drop marks, too."""
    made = json.loads(nbformat.writes(notebook))
    made["nbformat_minor"] = 0
    made["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(made["cells"]):
        kept = (
            {"nbgrader": cell["metadata"]["nbgrader"]}
            if marks and "nbgrader" in cell["metadata"]
            else {}
        )
        cell["metadata"] = {
            **kept,
            "id": f"Xy{number}",
            "outputId": "3f-a",
            "colab": {"base_uri": "x"},
        }
        del cell["id"]
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x\n"]}]
    return made


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("name", [path.stem for path in labs_in(ROOT / "labs")])
def test_a_lab_that_comes_back_from_colab_is_the_lab(tmp_path, name, marks):
    made = hosted.opened_anywhere(lab(name), name, GITHUB)
    path = tmp_path / "Copy of a lab.ipynb"
    path.write_text(json.dumps(colab(made, marks)), encoding="utf-8")
    notebook = read(path)
    found = lab_of(notebook, path)
    answers = find_answers(notebook, list(found.checks))
    handed_out = found.handed_out
    assert list(answers.cells) == list(handed_out.cells) and answers.cells == handed_out.cells
    assert answers.setup.split() == handed_out.setup.split()
    assert "install_course" not in answers.setup + str(answers.others)

"""The bundle for students: complete, without answers, and never written over anybody's work."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from course.authoring.sources import find_sources, solved, unsolved
from course.errors import CourseError
from course.files import labs_in
from course.handout import bundle as handout
from course.handout import hosted
from tests.handout.leaks import answers, leaks

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
FAST_LAB = "05_stateful_lstm"
LABS = labs_in(ROOT / "labs")
SOURCE = """# %% [markdown]
# # A small lab

# %% setup=true
import math

from course.checks import addition_rnn as checks


# %% exercise="exact-match"
def exact_match(written, right):
    ### BEGIN SOLUTION
    pairs = zip(written, right)
    return sum(a == b for a, b in pairs) / len(right)
    ### END SOLUTION


# %% check="exact-match"
checks.exact_match(exact_match)
"""


def names(folder):
    """Names of the files in a folder, without what a command that ran there has compiled."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files if path.suffix != ".pyc"}


def git(root, *arguments):
    run = subprocess.run(
        ["git", "-C", root, *arguments], capture_output=True, text=True, check=True
    )
    return run.stdout


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return handout.release(ROOT, tmp_path_factory.mktemp("release") / "bundle")


@pytest.fixture
def root(tmp_path):
    """A repository of one lab, in git but for a note in course/ and what Python leaves there."""
    root = tmp_path / "repository"
    for name in (
        *handout.FILES,
        *hosted.TRACKED,
        "course/__init__.py",
        "datasets/README.md",
        "tests/answers/small.py",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        script = "#!/bin/sh\n" if name.endswith("postBuild") else ""
        (root / name).write_text(f"{script}# content of {name}\n")
    (root / "solutions").mkdir()
    source = root / "solutions" / "77_small.py"
    source.write_text(SOURCE)
    notebook = solved(source)
    (root / "labs").mkdir()
    nbformat.write(unsolved(notebook), root / "labs" / "77_small.ipynb")
    for cell in notebook.cells[1:]:
        cell.execution_count = 1
    nbformat.write(notebook, root / "solutions" / "77_small.ipynb")
    git(tmp_path, "init", "-q", "repository")
    git(root, "add", ".")
    (root / "course" / "note.txt").write_text("not for students")
    (root / "course" / "__pycache__").mkdir()
    (root / "course" / "__pycache__" / "a.pyc").write_text("")
    return root


# what is in it


def test_the_bundle_holds_the_labs_and_what_they_need(bundle):
    tracked = set(git(ROOT, "ls-files", "course", "datasets").split())
    tracked = {name for name in tracked if not name.startswith(handout.LEFT_OUT)}
    labs = {f"labs/{source.stem}.ipynb" for source in find_sources(ROOT)}
    assert names(bundle) == tracked | labs | set(handout.FILES) | {"README.md", handout.MARKER}
    for name in names(bundle) - {"README.md", handout.MARKER}:
        assert (bundle / name).read_bytes() == (ROOT / name).read_bytes()


def test_what_the_bundle_s_files_name_is_in_it(bundle):
    lines = (bundle / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-e .[lab,grading,authoring]"]
    assert '"tests" / "nbval_sanitize.cfg"' in (bundle / "conftest.py").read_text()
    assert 'license-files = ["LICENSE"]' in (bundle / "pyproject.toml").read_text()


def test_no_line_of_an_answer_is_in_the_bundle(bundle):
    assert leaks(bundle) == set()


def test_such_a_line_would_be_found(bundle, tmp_path):
    for source in find_sources(ROOT):
        for suffix in (".py", ".ipynb"):
            shutil.copy(source.with_suffix(suffix), tmp_path)
    found = leaks(tmp_path)
    for source in find_sources(ROOT):
        for suffix in (".py", ".ipynb"):
            path = tmp_path / f"{source.stem}{suffix}"
            whole = {text for place, text in found if place == path}
            assert {"\n".join(answer) for answer in answers(source)} <= whole


def test_only_what_git_tracks(root, tmp_path):
    bundle = handout.release(root, tmp_path / "bundle")
    expected = {*handout.FILES, "course/__init__.py", "datasets/README.md"}
    expected |= {"labs/77_small.ipynb", "README.md", handout.MARKER}
    assert names(bundle) == expected


def test_the_readme_lists_the_labs(root, tmp_path):
    text = (handout.release(root, tmp_path / "bundle") / "README.md").read_text(encoding="utf-8")
    assert "| `labs/77_small.ipynb` | A small lab | 1 |" in text
    assert ".venv/bin/course check labs/77_small.ipynb" in text
    assert ".venv\\Scripts\\course check labs\\77_small.ipynb" in text


def test_no_command_in_it_fails_for_lack_of_what_was_left_out(bundle):
    def course(*arguments):
        command = [sys.executable, "-m", "course", *arguments]
        return subprocess.run(
            command,
            cwd=bundle,
            env=os.environ | {"PYTHONPATH": str(bundle)},
            capture_output=True,
            text=True,
        )

    offered = course("--help").stdout
    for name in ("grade", "override", "sandbox", "release", "export", "build"):
        assert f"    {name} " not in offered
        assert course(name).returncode == 2
    for name in ("check", "claims", "data", "demo", "kernels", "train"):
        assert f"    {name} " in offered
    claims = course("claims")
    assert claims.returncode == 0 and "addition-157" in claims.stdout
    assert "not measured" not in claims.stdout and "to come" not in claims.stdout
    checked = course("check", f"labs/{FAST_LAB}.ipynb")
    assert checked.returncode == 1 and "0 of 11 points" in checked.stdout, checked.stderr


@pytest.mark.slow
@pytest.mark.nightly  # on a push its commands are tried, `course check` of a lab among them
def test_a_lab_runs_under_nbval_inside_the_bundle(clickable, tmp_path):
    inside = shutil.copytree(clickable, tmp_path / "bundle")
    code = f"import course\nassert course.__file__.startswith({str(inside)!r}), course.__file__"
    probe = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbformat.write(probe, inside / "labs" / "probe.ipynb")
    labs = ["labs/probe.ipynb", f"labs/{FAST_LAB}.ipynb"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nbval", *labs],
        cwd=inside,
        env=os.environ | {"PYTHONPATH": str(inside), "COURSE_BUDGET": "quick"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-2000:]
    cells = nbformat.read(inside / "labs" / f"{FAST_LAB}.ipynb", as_version=4).cells
    code_cells = sum(cell.cell_type == "code" for cell in cells)
    assert f"{code_cells + 1} passed" in run.stdout


# some labs


def test_a_lab_is_released_whatever_became_of_the_others(root, tmp_path):
    other = SOURCE.replace("exact-match", "encode").replace("exact_match", "encode")
    (root / "solutions" / "78_other.py").write_text(other)
    with pytest.raises(CourseError, match="78_other.* run  .*course build 78_other  first"):
        handout.release(root, tmp_path / "bundle")
    bundle = handout.release(root, tmp_path / "bundle", labs=["small"])
    assert [path.name for path in (bundle / "labs").iterdir()] == ["77_small.ipynb"]
    with pytest.raises(CourseError, match="there is no lab 79; there are: 77_small, 78_other"):
        handout.release(root, bundle, labs=["77", "79"])


def test_a_lab_of_one_s_own_is_not_released_without_its_checks(root, tmp_path):
    checks = root / "course" / "checks" / "addition_rnn.py"
    checks.parent.mkdir()
    checks.write_text("exact_match = None\n")
    for labs in ((), ("77",)):
        with pytest.raises(CourseError, match="need course/checks/addition_rnn.py, .* git add"):
            handout.release(root, tmp_path / "bundle", labs=labs)
    git(root, "add", "course/checks")
    assert "course/checks/addition_rnn.py" in names(handout.release(root, tmp_path / "bundle"))


# with the address of the repository that students get


@pytest.fixture(scope="module")
def clickable(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clickable") / "bundle"
    return handout.release(ROOT, folder, url="https://github.com/ada/labs")


def test_it_holds_what_the_services_need_and_the_rest_as_before(bundle, clickable):
    assert names(clickable) - names(bundle) == {*hosted.TRACKED, hosted.DEVCONTAINER}
    assert names(bundle) <= names(clickable)
    changed = [
        name
        for name in names(bundle) - {"README.md", handout.MARKER}
        if (bundle / name).read_bytes() != (clickable / name).read_bytes()
    ]
    assert sorted(changed) == [f"labs/{source.stem}.ipynb" for source in find_sources(ROOT)]
    assert os.access(clickable / ".binder" / "postBuild", os.X_OK)
    readme = (clickable / "README.md").read_text(encoding="utf-8")
    assert readme.count("https://colab.research.google.com/github/ada/labs/") == len(LABS)


def test_what_the_services_are_told_is_there(clickable):
    container = json.loads((clickable / hosted.DEVCONTAINER).read_text())
    (page,) = container["customizations"]["codespaces"]["openFiles"]
    assert (clickable / page).is_file()
    assert "requirements.txt" in container["postCreateCommand"]
    assert (clickable / ".binder" / "requirements.txt").read_text() == "-e .[lab]\n"
    ours = json.loads((ROOT / hosted.DEVCONTAINER).read_text())
    assert ours["customizations"]["codespaces"]["openFiles"] == [page]


def test_binder_begins_with_the_start_page(clickable, tmp_path):
    """The script that Binder runs, with a `jupyter` that only writes down what it was asked."""
    fake = tmp_path / "bin" / "jupyter"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\necho "$@" > "$HOME/asked"\n')
    fake.chmod(0o755)
    environment = {"HOME": str(tmp_path), "PATH": f"{fake.parent}:{os.environ['PATH']}"}
    subprocess.run([clickable / ".binder" / "postBuild"], check=True, env=environment)
    assert "announcements" in (tmp_path / "asked").read_text()
    settings = json.loads((tmp_path / ".jupyter" / "jupyter_lab_config.json").read_text())
    page = settings["LabApp"]["default_url"].removeprefix("/lab/tree/")
    assert (clickable / page).is_file()


def test_git_takes_all_of_it_and_the_tag_is_the_labs(clickable, tmp_path):
    """The commands that the release prints, with a folder in place of the host."""
    where = hosted.address("https://github.com/ada/labs")
    git(tmp_path, "init", "-q", "--bare", "host.git")
    lines = hosted.to_do(where, clickable).replace(where.url, "host.git").splitlines()
    commands = [line.strip() for line in lines if line.startswith("    ")]
    assert len(commands) == 5
    who = {
        f"GIT_{who}_{what}": "ada@x"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    run = subprocess.run(
        ["bash", "-ec", "\n".join(commands)],
        cwd=tmp_path,
        env=os.environ | who,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    there = git(tmp_path / "host.git", "ls-tree", "-r", "--name-only", where.tag).splitlines()
    assert set(there) == names(clickable)


def test_the_zip_keeps_what_can_be_run(root, tmp_path):
    path = handout.release(root, tmp_path / "course", zip=True, url="https://github.com/ada/labs")
    with zipfile.ZipFile(path) as archive:
        modes = {one.filename: one.external_attr >> 16 & 0o777 for one in archive.infolist()}
    assert modes["course/.binder/postBuild"] == 0o755 and modes["course/LICENSE"] == 0o644
    assert "unzip" in hosted.to_do(hosted.address("https://github.com/ada/labs"), path)


# where it goes


def test_an_earlier_release_is_replaced(root, tmp_path):
    bundle = handout.release(root, tmp_path / "bundle")
    (root / "datasets" / "README.md").write_text("new")
    git(root, "rm", "-q", "--cached", "course/__init__.py")
    for made_again in (".venv/lib/a.py", "course/__pycache__/a.pyc", "x.egg-info/PKG-INFO"):
        (bundle / made_again).parent.mkdir(parents=True, exist_ok=True)
        (bundle / made_again).write_text("")
    assert handout.release(root, bundle) == bundle
    assert (bundle / "datasets" / "README.md").read_text() == "new"
    assert not (bundle / "course").exists() and not (bundle / ".venv").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"repository", "bundle"}


def test_an_empty_folder_is_filled(root, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "README.md" in names(handout.release(root, tmp_path / "empty"))


@pytest.mark.parametrize("name", ["labs/77_small.ipynb", "labs/my own.ipynb"])
def test_a_release_that_somebody_worked_in_stays(root, tmp_path, name):
    bundle = handout.release(root, tmp_path / "bundle")
    (bundle / name).write_text("my answer")
    with pytest.raises(CourseError, match=f"{name} was changed or added"):
        handout.release(root, bundle)
    assert (bundle / name).read_text() == "my answer"


@pytest.mark.parametrize("marker", [None, "", "[1]", "{}"])
def test_a_folder_of_something_else_stays(root, tmp_path, marker):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    if marker is not None:
        (tmp_path / "thesis" / handout.MARKER).write_text(marker)
    with pytest.raises(CourseError, match="choose another folder"):
        handout.release(root, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"


def test_a_file_in_its_place_stays(root, tmp_path):
    (tmp_path / "bundle").write_text("mine")
    with pytest.raises(CourseError, match="is a file"):
        handout.release(root, tmp_path / "bundle")
    with pytest.raises(CourseError, match="cannot write"):
        handout.release(root, tmp_path / "bundle" / "inside")
    assert (tmp_path / "bundle").read_text() == "mine"


def test_an_interrupted_release_leaves_the_old_one(root, tmp_path, monkeypatch):
    bundle = handout.release(root, tmp_path / "bundle")
    before = {name: (bundle / name).read_bytes() for name in names(bundle)}
    move, moved = os.replace, []

    def interrupt(old, new):
        moved.append(new)
        if len(moved) == 2:  # the old one is out of the way, the new one not yet in its place
            raise KeyboardInterrupt
        move(old, new)

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        handout.release(root, bundle)
    assert {name: (bundle / name).read_bytes() for name in names(bundle)} == before
    assert {path.name for path in tmp_path.iterdir()} == {"repository", "bundle"}


# the zip file


def test_the_same_content_gives_the_same_zip(root, tmp_path):
    first = handout.release(root, tmp_path / "a" / "course", zip=True)
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    (root / "LICENSE").chmod(0o600)
    second = handout.release(root, tmp_path / "b" / "course", zip=True)
    assert first.name == "course.zip" and first.read_bytes() == second.read_bytes()
    (root / "LICENSE").write_text("another")
    third = handout.release(root, tmp_path / "b" / "course.zip", zip=True)
    assert third == second and first.read_bytes() != third.read_bytes()


def test_the_zip_unpacks_to_the_folder(root, tmp_path):
    bundle = handout.release(root, tmp_path / "bundle")
    with zipfile.ZipFile(handout.release(root, tmp_path / "course", zip=True)) as archive:
        assert {info.date_time for info in archive.infolist()} == {handout.ZIP_DATE}
        archive.extractall(tmp_path / "unpacked")
    unpacked = tmp_path / "unpacked" / "course"
    assert [path.name for path in (tmp_path / "unpacked").iterdir()] == ["course"]
    assert names(unpacked) == names(bundle)
    for name in names(bundle):
        assert (unpacked / name).read_bytes() == (bundle / name).read_bytes()
    sums = json.loads((unpacked / handout.MARKER).read_text())
    assert set(sums) == names(bundle) - {handout.MARKER}


def test_a_zip_of_something_else_stays(root, tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("photos/a.jpg", "mine")
    (tmp_path / "text.zip").write_text("mine")
    for name in ("photos", "text"):
        before = (tmp_path / f"{name}.zip").read_bytes()
        with pytest.raises(CourseError, match="not an earlier release"):
            handout.release(root, tmp_path / name, zip=True)
        assert (tmp_path / f"{name}.zip").read_bytes() == before


# what it refuses to start from


def test_stale_labs_are_refused(root, tmp_path):
    source = root / "solutions" / "77_small.py"
    source.write_text(SOURCE.replace("import math", "import cmath"))
    with pytest.raises(CourseError, match="does not match .* run  .*course build 77_small  first"):
        handout.release(root, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


def test_a_bundle_makes_no_bundle(root, tmp_path):
    bundle = handout.release(root, tmp_path / "bundle")
    with pytest.raises(CourseError, match="it is a bundle for students"):
        handout.release(bundle, tmp_path / "another")


def test_outside_of_git(root, tmp_path, monkeypatch):
    git(root, "rm", "-q", "--cached", "LICENSE")
    with pytest.raises(CourseError, match="does not track LICENSE"):
        handout.release(root, tmp_path / "bundle")
    git(root, "add", "LICENSE")
    (root / "LICENSE").unlink()
    with pytest.raises(CourseError, match="git tracks .*LICENSE, and it cannot be read"):
        handout.release(root, tmp_path / "bundle")
    shutil.rmtree(root / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(CourseError, match="not a git repository.*from a clone"):
        handout.release(root, tmp_path / "bundle")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CourseError, match="install git"):
        handout.release(root, tmp_path / "bundle")

"""The rooms of grading: no two import each other, no module is long, and none knows who uses it."""

import ast
import types
from pathlib import Path

import nbformat
import pytest

import course.grading
from course import cli
from course.files import labs_in
from course.grading import isolation
from course.grading.guests.readable import PACKAGE, readable_paths

ROOT = PACKAGE.parent
FOLDER = Path(course.grading.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FOLDER.rglob("*.py")
}


def imported(module):
    """The modules of grading that one imports, also those inside of functions."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return (found & MODULES.keys()) - {module}


@pytest.mark.parametrize("of", [lambda name: name, lambda name: ".".join(name.split(".")[:3])])
def test_no_circle_of_modules_or_of_rooms(of):
    uses = {of(name): set() for name in MODULES}
    for name in MODULES:
        inside = of(name) == name or MODULES[name].name != "__init__.py"
        uses[of(name)] |= {of(other) for other in imported(name)} - {of(name)} if inside else set()
    while free := [name for name, others in uses.items() if not others]:
        uses = {name: others - set(free) for name, others in uses.items() if others}
    assert uses == {}


def test_no_module_is_long():
    lengths = {name: len(path.read_text().splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in lengths.items() if lines > 350} == {}


def test_the_sandbox_knows_nothing_of_what_it_holds():
    for name in MODULES:
        if name.startswith("course.grading.sandbox"):
            used = {other.split(".")[2] for other in imported(name)}
            assert used <= {"sandbox"}
            assert "checks" not in MODULES[name].read_text()


# what a guest may read


def is_readable(path):
    return any(Path(path).is_relative_to(place) for place, _ in readable_paths())


def test_no_path_in_sight_holds_the_project():
    for path, real in readable_paths():
        assert not (ROOT / "solutions").is_relative_to(path)
        assert not (ROOT / "solutions").is_relative_to(real)


def test_checks_and_the_rooms_of_instructors_and_authors_are_out_of_sight():
    checks = PACKAGE / "checks"
    hidden = [path for path in checks.iterdir() if path.name not in ("base", "__init__.py")]
    hidden += [PACKAGE / name for name in ("grading", "authoring", "handout", "cli.py")]
    assert len(hidden) > 10
    assert not [path for path in hidden if is_readable(path)]
    assert is_readable(checks / "base" / "core.py")


@pytest.mark.parametrize("path", labs_in(ROOT / "labs"), ids=lambda path: path.stem)
def test_all_that_a_lab_imports_is_in_sight(path):
    sources = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    modules = {
        f"{node.module}.{alias.name}" if node.module == "course" else node.module
        for source in sources
        if not source.lstrip().startswith("%")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "course"
        for alias in node.names
    }
    places = [PACKAGE.joinpath(*module.split(".")[1:]) for module in modules - {"course.checks"}]
    assert places
    for place in places:
        assert is_readable(place) or is_readable(place.with_suffix(".py")), place


# Windows


def test_windows_gets_one_sentence(monkeypatch, capsys):
    """Said before anything is imported that Windows lacks."""
    monkeypatch.setattr(isolation, "os", types.SimpleNamespace(name="nt"))
    for words in (["grade", "class", "--out", "out"], ["sandbox"]):
        assert cli.main(words) == 2
        assert capsys.readouterr().err.endswith("which Windows lacks: use WSL\n")

"""What pyproject.toml promises: the package declares what it imports and ships what it reads."""

import ast
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import course

tomllib = pytest.importorskip("tomllib", reason="Python 3.10 has no tomllib")

ROOT = Path(course.__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = sorted((ROOT / "course").rglob("*.py"))
# Of the extra `test`: imported for `course grade --gradebook` alone, which says what to install.
OPTIONAL = {"nbgrader", "sqlalchemy"}
COMES_WITH = {
    "IPython": "ipykernel",
    "traitlets": "ipykernel",
    "jupyter_client": "nbclient",
    "h5py": "keras",
    "markupsafe": "jinja2",
    "cycler": "matplotlib",
    "docutils": "sphinx",
}


def declared(*extras):
    """Names of the distributions that pyproject.toml asks for: the student core and extras."""
    project = SETTINGS["project"]
    requirements = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    return {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements}


def imported(path):
    """Top-level names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def undeclared(paths, names):
    """Third-party modules that are imported and that no distribution among `names` brings."""
    distributions = packages_distributions()
    found = {}
    for path in paths:
        for module in set(imported(path)) - set(sys.stdlib_module_names) - {"course"} - OPTIONAL:
            owners = {owner.lower() for owner in distributions.get(module, [module])}
            owners.add(COMES_WITH.get(module, module).lower())
            if not owners & names:
                found.setdefault(module, path.relative_to(ROOT).as_posix())
    return found


@pytest.mark.slow
def test_the_package_declares_what_it_imports():
    extras = ("grading", "authoring", "cluster", "site")
    assert not undeclared(SOURCES, declared(*extras))
    assert "jinja2" in undeclared(SOURCES, declared("authoring")), "this test sees what is missing"


def test_the_labs_need_only_the_student_core():
    assert not undeclared(sorted((ROOT / "solutions").glob("*.py")), declared())


def test_every_file_in_the_package_is_shipped():
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]["course"]
    shipped = {path for pattern in patterns for path in (ROOT / "course").glob(pattern)}
    files = {path for path in (ROOT / "course").rglob("*") if path.is_file()}
    left = {path for path in files if path.suffix not in (".py", ".pyc")} - shipped
    assert not left, left
    assert len(shipped) > 20


def test_the_version_stands_in_one_place():
    assert SETTINGS["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "course.__version__"}
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {course.__version__}" in changes
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {course.__version__}\n" in citation


def test_importing_the_package_takes_nothing_else_along():
    code = "import course, sys; print({'numpy', 'keras', 'tensorflow'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout == "set()\n"


def pinned():
    """{distribution: version} of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.lower().split("==") for line in lines if line and not line.startswith("#"))


def test_the_last_full_run_lies_in_the_ranges():
    project = SETTINGS["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    requirements = [Requirement(line) for entries in lists for line in entries]
    ran = pinned()
    compared = [wanted for wanted in requirements if wanted.name.lower() in ran]
    assert len(compared) > 15
    for wanted in compared:
        assert wanted.specifier.contains(ran[wanted.name.lower()]), wanted


def test_pre_commit_formats_as_the_tests_do():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert f"rev: v{pinned()['ruff']} " in hooks


# A Python of another machine, as the Makefile asks it; what would be installed is not.
OTHER_PYTHON = """#!{python}
import platform, sys
sys.version_info = {version}
platform.system, platform.machine = (lambda: {system!r}), (lambda: {machine!r})
if sys.argv[1] == "-c":
    exec(sys.argv[2])
else:
    sys.exit("now it installs")
"""


@pytest.mark.skipif(not shutil.which("make"), reason="no make")
@pytest.mark.parametrize(
    "system, machine, version, said",
    [
        (
            "Darwin",
            "x86_64",
            (3, 13, 1),
            "On Intel Macs TensorFlow stops at 2.16.* make lab PYTHON=python3.12",
        ),
        ("Darwin", "x86_64", (3, 14, 0), "TensorFlow 2.21 has builds for Python 3.10 to 3.13"),
        (
            "Darwin",
            "x86_64",
            (3, 12, 9),
            "This is an Intel Mac: you get TensorFlow 2.16.*now it installs",
        ),
        (
            "Darwin",
            "x86_64",
            (3, 10, 2),
            "This is an Intel Mac: you get TensorFlow 2.16.*now it installs",
        ),
        ("Darwin", "arm64", (3, 13, 1), "Installing what the labs need.*now it installs"),
        ("Linux", "x86_64", (3, 13, 1), "Installing what the labs need.*now it installs"),
        ("Linux", "x86_64", (3, 9, 1), "TensorFlow 2.21 has builds for Python 3.10 to 3.13"),
    ],
)
def test_an_intel_mac_is_told_before_pip_starts(tmp_path, system, machine, version, said):
    fake = tmp_path / "python"
    text = OTHER_PYTHON.format(
        python=sys.executable, system=system, machine=machine, version=version
    )
    fake.write_text(text, encoding="utf-8")
    fake.chmod(0o755)
    run = subprocess.run(
        ["make", "-C", str(ROOT), "install", f"PYTHON={fake}", f"VENV={tmp_path / 'venv'}"],
        capture_output=True,
        text=True,
    )
    everything = " ".join((run.stdout + run.stderr).split())
    assert run.returncode and re.search(said, everything), everything
    assert ("now it installs" in everything) == ("now it installs" in said)
    assert ("Intel" in everything) == ("Intel" in said)
    assert not (tmp_path / "venv").exists()

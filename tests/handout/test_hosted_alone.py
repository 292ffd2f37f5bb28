"""A released lab alone in a hosted notebook: it installs the course, and what comes back is graded."""

import csv
import http.server
import os
import subprocess
import sys
import threading

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from course.cells import grade_id_of, mark_of, total_points
from course.checks.base.core import METADATA_KEY
from course.cli import main
from course.files import ROOT
from course.handout import bundle, hosted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.nightly,
]  # four minutes and 2 GB, most of it for TensorFlow
LAB = "05_stateful_lstm"
URL = "https://github.com/ada/labs"
OLDEST = ("tensorflow==2.16.2", "keras==3.12.0")  # that pyproject.toml allows
TESTED = (3, 12)  # the last Python that this TensorFlow has builds for


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Serves the archive of the release as GitHub does; gives the address that stands for the host's."""
    data = bundle.release(
        ROOT, tmp_path_factory.mktemp("zip") / "labs", zip=True, url=URL
    ).read_bytes()
    place = hosted.address(URL).requirement.rpartition("github.com")[2]

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == place else 404)
            self.end_headers()
            self.wfile.write(data if self.path == place else b"")

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python as a hosted notebook has it: a kernel, and the oldest TensorFlow and Keras."""
    if sys.version_info[:2] > TESTED:
        pytest.skip(f"no build of {OLDEST[0]}: for this Python")
    folder = tmp_path_factory.mktemp("hosted")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    found = folder / "venv" / "bin" / "python"
    probe = pip(found, "download", "--no-deps", "--dest", folder, OLDEST[1])
    if probe.returncode:
        pytest.skip(f"no package registry: {probe.stderr.strip().splitlines()[-1]}")
    made = pip(found, "install", "ipykernel", *OLDEST)
    assert made.returncode == 0, made.stderr[-2000:]
    return found


def pip(python, *arguments):
    command = [python, "-m", "pip", "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment())


def environment():
    """That of this process without the way to the repository."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "COURSE_BUDGET": "quick"
    }


def installed(python):
    """{package: version}."""
    lines = pip(python, "freeze").stdout.splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


def run(notebook, python, folder):
    """Run a notebook in a kernel of that Python, on through cells that raise."""

    class Kernels(KernelSpecManager):
        def get_kernel_spec(self, kernel_name):
            argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, language="python", display_name="hosted")

    client = NotebookClient(
        notebook,
        AsyncKernelManager(kernel_name="hosted", kernel_spec_manager=Kernels()),
        allow_errors=True,
        coalesce_streams=True,
        timeout=900,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment())


def solved(server):
    """The released lab with the answers of its solution; it asks the server in place of the host."""
    lab = nbformat.read(ROOT / "labs" / f"{LAB}.ipynb", as_version=4)
    answers = nbformat.read(ROOT / "solutions" / f"{LAB}.ipynb", as_version=4)
    made = hosted.opened_anywhere(lab, LAB, hosted.address(URL))
    for cell, answer in zip(made.cells, answers.cells, strict=True):
        if mark_of(cell).get("solution"):
            cell.source = answer.source
        elif cell.cell_type == "code":
            cell.source = cell.source.replace("https://github.com", server)
    return made


def text_of(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


def from_colab(notebook, path):
    """Save a notebook as Colab does: without ids of cells, and with metadata of its own."""
    for number, cell in enumerate(notebook.cells):
        del cell["id"]
        cell.metadata |= {"id": f"Xy{number}", "colab": {"base_uri": "https://localhost:8080/"}}
    notebook.nbformat_minor = 0
    notebook.metadata["colab"] = {"provenance": []}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def test_it_installs_the_course_answers_and_comes_back(server, python, tmp_path, capsys):
    before, notebook = installed(python), solved(server)
    run(notebook, python, tmp_path)
    setup, *code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert grade_id_of(setup) == "setup"
    said = text_of(setup).splitlines()
    assert said[:2] == ["Installing the course, about a minute ...", "The course is installed."], (
        said
    )
    assert "TensorFlow 2.16.2, Keras 3.12.0" in said[2] and len(said) == 3
    errors = [
        output.evalue for cell in code for output in cell.outputs if output.output_type == "error"
    ]
    assert errors == []
    checks = [
        output.metadata[METADATA_KEY]
        for cell in code
        for output in cell.outputs
        if METADATA_KEY in output.get("metadata", {}) and mark_of(cell).get("grade")
    ]
    assert sum(check["points"] for check in checks) == total_points(code) > 0
    # what the service had is as it was, and it got no JupyterLab
    after = installed(python)
    assert {name: after[name] for name in before if name in after} == before
    assert "gensim" in after and "jupyterlab" not in after

    # the second time nothing is installed
    again = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(setup.source)])
    run(again, python, tmp_path)
    assert text_of(again.cells[0]).startswith("course: seed")

    path = tmp_path / f"{LAB}.ipynb"
    from_colab(notebook, path)
    assert main(["check", str(path)]) == 0
    assert "note" not in capsys.readouterr().out


@pytest.mark.needs("sandbox")
def test_what_comes_back_is_graded_as_any_other(tmp_path, capsys):
    submitted, grades = tmp_path / "submitted", tmp_path / "grades"
    from_colab(solved("https://github.com"), submitted / "ada" / LAB / f"{LAB}.ipynb")
    assert main(["grade", str(submitted), "--out", str(grades)]) == 0, capsys.readouterr()
    table = list(csv.DictReader((grades / "grades.csv").open(encoding="utf-8")))
    lab = nbformat.read(ROOT / "labs" / f"{LAB}.ipynb", as_version=4)
    assert [float(row[LAB]) for row in table] == [total_points(lab.cells)]
    page = (grades / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert "could not run here" not in page and "install_course" not in page

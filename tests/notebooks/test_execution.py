import os
import signal
import subprocess
import sys
import threading
import time

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from course.errors import CourseError
from course.notebooks import execution
from course.notebooks.execution import KernelStopped, execute, failing_line

pytestmark = pytest.mark.slow


def notebook(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in sources])


def test_outputs_go_into_the_notebook(tmp_path):
    ran = notebook("import os; os.getcwd()", "1 + 1")
    numbers = []
    execute(ran, tmp_path, seconds=60, started=numbers.append)
    assert ran.cells[0].outputs[0].data["text/plain"] == repr(os.path.realpath(tmp_path))
    assert ran.cells[1].outputs[0].data["text/plain"] == "2"
    assert numbers == [0, 1]


def test_errors_and_their_lines(tmp_path):
    ran = notebook("x = 1\n\n1 / 0", "x")
    with pytest.raises(CellExecutionError):
        execute(ran, tmp_path, seconds=60)
    execute(ran, tmp_path, seconds=60, allow_errors=True)
    assert failing_line(ran.cells[0].outputs[0]) == 3
    assert ran.cells[1].outputs[0].data["text/plain"] == "1"


@pytest.mark.parametrize("code", ["import os; os._exit(1)", "import time; time.sleep(60)"])
def test_a_kernel_that_stops(tmp_path, code):
    with pytest.raises(KernelStopped):
        execute(notebook(code), tmp_path, seconds=2)


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_a_kernel_that_does_not_come_up_is_started_again(tmp_path, monkeypatch, capfd, failures):
    start = execution.NotebookClient.async_start_new_kernel_client
    tries = []

    async def unlucky(client):
        tries.append(client)
        if len(tries) <= failures:
            await client._async_cleanup_kernel()
            raise RuntimeError("Kernel died before replying to kernel_info")
        return await start(client)

    monkeypatch.setattr(execution.NotebookClient, "async_start_new_kernel_client", unlucky)
    ran = notebook("1 + 1")
    if failures < execution.STARTS:
        execute(ran, tmp_path, seconds=60)
        assert ran.cells[0].outputs[0].data["text/plain"] == "2"
    else:
        with pytest.raises(CourseError, match="no Jupyter kernel starts .*ipykernel"):
            execute(ran, tmp_path, seconds=60)
    assert len(tries) == min(failures + 1, execution.STARTS)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_kernel_and_leaves_no_traceback(tmp_path):
    program = (
        "import nbformat; from course.notebooks.execution import execute\n"
        "cell = nbformat.v4.new_code_cell('import os, time; print(os.getpid()); "
        'open("pid", "w").write(str(os.getpid())); time.sleep(60)\')\n'
        "try: execute(nbformat.v4.new_notebook(cells=[cell]), '.', seconds=60)\n"
        "except KeyboardInterrupt: print('interrupted')\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    def press():
        while not (tmp_path / "pid").exists():
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()
    out, err = run.communicate(timeout=60)
    assert (out, err, run.returncode) == ("interrupted\n", "", 0)
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(int((tmp_path / "pid").read_text()), 0)
            time.sleep(0.1)


def somebody_elses(folder):
    """A kernel "python3" that some other Python once put there, which does not start."""
    spec = folder / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        '{"argv": ["/gone/bin/python", "-m", "ipykernel_launcher"], "display_name": "Other"}'
    )


@pytest.mark.parametrize("variable", ["JUPYTER_DATA_DIR", "JUPYTER_PATH"])
@pytest.mark.parametrize("prefer", ["0", "1"])
def test_it_is_this_very_python_that_runs_a_notebook(tmp_path, monkeypatch, variable, prefer):
    somebody_elses(tmp_path / "jupyter")
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", prefer)
    monkeypatch.setenv(variable, str(tmp_path / "jupyter"))
    ran = notebook("import sys; print(sys.executable)")
    ran.metadata["kernelspec"] = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}
    execute(ran, tmp_path, seconds=60)
    assert ran.cells[0].outputs[0].text.strip() == sys.executable


def test_no_kernel_is_left_running(tmp_path):
    ran = notebook("import os; print(os.getpid())")
    execute(ran, tmp_path, seconds=60)
    pid = int(ran.cells[0].outputs[0].text)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)

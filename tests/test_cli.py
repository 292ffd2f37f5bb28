import json
import os
import re
import subprocess
import sys

import pytest

from course import cli, files
from course.advice import as_typed
from course.authoring import notebooks, sources
from course.errors import CourseError


def test_claims_json_has_the_promised_fields(capsys):
    assert cli.main(["claims", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    fields = {"id", "lab", "lecture", "statement", "bar", "measured", "verdict"}
    assert all(set(entry) == fields for entry in table)
    assert {entry["verdict"] for entry in table} <= {"holds", "does not hold", "not measured"}


def test_claims_text(capsys):
    assert cli.main(["claims"]) == 0
    assert "04_addition_rnn\n" in capsys.readouterr().out


def test_build_check_says_what_does_not_match(capsys, monkeypatch):
    monkeypatch.setattr(
        notebooks, "stale", lambda source, root: ""
    )  # test_labs asks it of all labs
    assert cli.main(["build", "--check"]) == 0
    assert "match their sources" in capsys.readouterr().out
    monkeypatch.setattr(notebooks, "stale", lambda source, root: f"{source.stem} is stale")
    assert cli.main(["build", "--check", "04_addition_rnn"]) == 1
    assert capsys.readouterr().out == "04_addition_rnn is stale\n"


def test_build_of_an_unknown_lab(capsys):
    assert cli.main(["build", "99_nothing"]) == 2
    said = capsys.readouterr().err
    assert "there is no lab 99_nothing; there are: 00_start, 01_recurrence, 02_" in said


def test_build_without_changes_executes_nothing(capsys, monkeypatch, tmp_path):
    for folder in ("solutions", "labs"):
        (tmp_path / folder).mkdir()
    (tmp_path / "solutions" / "77_small.py").write_text("# %% setup=true\n1 + 1\n")
    monkeypatch.setattr(files, "ROOT", tmp_path)
    for said in ("built", "up to date"):
        assert cli.main(["build"]) == 0
        assert f"77_small: {said}" in capsys.readouterr().err
    assert (tmp_path / "CLAIMS.md").exists()


@pytest.mark.parametrize(
    "error, code, text",
    [
        (CourseError("mend it"), 2, "course: mend it\n"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_errors_are_for_people(capsys, monkeypatch, error, code, text):
    def fail(root, labs):
        raise error

    monkeypatch.setattr(sources, "find_sources", fail)
    assert cli.main(["build"]) == code
    assert text in capsys.readouterr().err


def test_data_says_what_there_is(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert cli.main(["data"]) == 0
    assert f"get it: {as_typed('data fetch tatoeba-fra')}" in " ".join(
        capsys.readouterr().out.split()
    )
    assert cli.main(["data", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert {row["name"] for row in table} >= {"addition", "tatoeba-fra", "multi30k"}
    fields = {"name", "what", "licence", "homepage", "size", "files", "found", "path", "get"}
    fields |= {"sample", "comes_with"}
    assert all(set(row) == fields for row in table)


@pytest.mark.parametrize(
    "arguments, text",
    [
        (["tatoeba"], "did you mean tatoeba-fra or tatoeba-deu?"),
        (["addition"], "addition is made here: there is nothing to fetch"),
        (["tatoeba-fra", "--sha256", "12"], "a SHA-256 is 64 digits"),
        (["multi30k", "--sha256", "0" * 64], "checked against the catalogue"),
    ],
)
def test_data_fetch_of_what_cannot_be_fetched(capsys, arguments, text):
    assert cli.main(["data", "fetch", *arguments]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("course: ") and text in said.err and said.out == ""


def test_data_with_a_course_data_that_is_no_folder(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "nothing"))
    for arguments in (["data"], ["data", "fetch", "multi30k"]):
        assert cli.main(arguments) == 2
        assert "which is not there: set it to the full path" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nothing"], [], ["demo"], ["check"], ["data", "fetch"]])
def test_usage_errors_end_with_2(arguments):
    run = subprocess.run(
        [sys.executable, "-m", "course", *arguments], capture_output=True, text=True
    )
    assert run.returncode == 2 and "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["nothing"], "course: there is no 'nothing'; there are check, claims, data, demo"),
        (["chekc"], "course: there is no 'chekc'; did you mean check?; `{--help}` shows"),
        (["kern"], "did you mean kernels?"),
        (["demo"], "course demo: it needs demo; `{demo --help}` shows how to call it"),
        (["demo", "add"], "course demo: there is no 'add'; did you mean addition?"),
        (["data", "fetch"], "course data fetch: it needs NAME; `{data fetch --help}` shows"),
        (["check", "a", "b"], "course: unrecognized arguments: b; `{--help}` shows"),
        (["claims", "--jsn"], "unrecognized arguments: --jsn"),
        ([""], "course: there is no ''; there are check"),
    ],
)
def test_a_wrong_call_gets_one_sentence_with_what_to_do(capsys, arguments, said):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    out, err = capsys.readouterr()
    assert stopped.value.code == 2 and out == ""
    said = re.sub(r"{(.*)}", lambda found: as_typed(found[1]), said)
    assert said in err and err.count("\n") == 1


def test_without_a_command_it_shows_what_there_is(capsys):
    assert cli.main([]) == 2
    said = capsys.readouterr().err
    assert "usage: course" in said and "run the checks of a notebook" in said


def in_shell(command, **environment):
    environment.setdefault("PYTHONUNBUFFERED", "")  # as people have it
    return subprocess.run(
        ["bash", "-c", command.replace("course", f"{sys.executable} -m course")],
        capture_output=True,
        env={**os.environ, **environment},
    )


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "cp437", "utf-8"])
def test_output_in_an_encoding_that_lacks_signs(encoding):
    run = in_shell("course claims", PYTHONIOENCODING=encoding)
    assert run.returncode == 0 and run.stderr == b""
    said = run.stdout.decode(encoding)
    assert ("\u2265" if encoding in ("utf-8", "cp437") else "\\u2265") in said
    run = in_shell("course data --json", PYTHONIOENCODING=encoding)
    assert run.returncode == 0 and len(json.loads(run.stdout.decode(encoding))) > 10


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full: not Linux")
@pytest.mark.parametrize(
    "command, unbuffered",
    [
        ("course claims", ""),
        ("course claims", "1"),
        ("course data --json", ""),
        ("course data", "1"),
        ("course --help", ""),  # unbuffered, argparse keeps it to itself
        ("course data fetch --help", ""),
    ],
)
def test_output_that_cannot_be_written(command, unbuffered):
    run = in_shell(f"{command} > /dev/full", PYTHONUNBUFFERED=unbuffered)
    assert run.returncode == 2
    assert run.stderr == b"course: the output cannot be written: No space left on device\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "command, code, said",
    [
        ("course claims >&-", 0, b""),
        ("course claims >&- 2>&-", 0, b""),
        ("course data fetch nothing >&- 2>&-", 2, b""),
        ("course data fetch nothing >/dev/null 2>/dev/full", 2, b""),
        ("course claims <&- >/dev/null", 0, b""),
        ("course demo sentiment <&- >/dev/null", 0, b""),
        ("course claims | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0, b""),
    ],
)
def test_streams_that_are_closed(command, code, said):
    run = in_shell(command)
    assert (run.returncode, run.stderr) == (code, said)


@pytest.mark.parametrize(
    "arguments",
    [["build"], ["build", "--check"], ["release", "out"], ["export", "nbgrader", "out"]],
)
def test_what_works_on_the_notebooks_says_so_without_them(capsys, monkeypatch, tmp_path, arguments):
    monkeypatch.setattr(files, "ROOT", tmp_path)  # as after `pip install .`
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"course: this works on the notebooks, and {tmp_path} has none")
    assert not any(tmp_path.iterdir())


def test_claims_without_the_solutions(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    assert cli.main(["claims"]) == 0
    said = capsys.readouterr().out
    assert "addition-157" in said and "still to come" not in said, "nobody can tell from here"


@pytest.mark.parametrize("module, extra", [("jinja2", "grading"), ("jupytext", "authoring")])
def test_a_missing_extra_is_named(capsys, monkeypatch, module, extra):
    def fail(root, labs):
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)

    monkeypatch.setattr(sources, "find_sources", fail)
    assert cli.main(["build"]) == 2
    said = capsys.readouterr().err
    assert module in said and f'pip install ".[{extra}]"' in said


@pytest.mark.parametrize("name", ["numpy", "course.gone"])
def test_another_missing_module(monkeypatch, capsys, name):
    def fail(root, labs):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(sources, "find_sources", fail)
    if name == "numpy":
        assert cli.main(["build"]) == 2
        said = capsys.readouterr().err
        assert said.startswith("course: numpy is missing in this Python") and "pip install" in said
    else:  # a fault of ours
        with pytest.raises(ModuleNotFoundError):
            cli.main(["build"])

"""Can this machine run the labs? What is here, in plain words, and the command that mends what is not."""

import importlib.util
import json
import os
import shutil
import site
import subprocess
import sys
from html import escape
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from course import files
from course.advice import as_typed
from course.errors import CourseError

FINE, NOTE, MISSING = "fine", "note", "missing"
MARKS = {FINE: "✓", NOTE: "!", MISSING: "✗"}
PACKAGE = "sequence-course"
MEMORY = 2  # GB that the largest lab takes, with TensorFlow and JupyterLab
DISK = 0.5  # GB that should be free for what a lab or a download keeps
SECONDS = 120  # for TensorFlow to start, on a slow disk for the first time
# Runs in a process of its own: what a processor or a broken installation kills is not this one.
PROBE = """
import json
from course import kernels, runtime
runtime.quiet()
import keras
net = keras.Sequential([keras.Input((3, 1)), keras.layers.LSTM(2)])
[row] = kernels.explain(net).rows
print(json.dumps({"versions": runtime.versions(), "gpus": runtime.gpus(), "kernel": row.here}))
"""


class Finding(NamedTuple):
    """One thing that was looked at.

    Attributes:
        what: in a word or two, such as "memory".
        found: what is here.
        state: "fine"; "note", if the labs run and something is worth knowing; "missing", if a lab cannot run.
        advice: what it means or what to do, "" if nothing.
    """

    what: str
    found: str
    state: str
    advice: str = ""


class Machine(NamedTuple):
    """The answer of `machine`: a table in a notebook, text elsewhere."""

    findings: tuple[Finding, ...]

    @property
    def runs(self):
        """Whether all labs can run here."""
        return all(finding.state != MISSING for finding in self.findings)

    @property
    def verdict(self):
        if self.runs:
            return "All labs can run on this machine."
        missing = [finding.what for finding in self.findings if finding.state == MISSING]
        return f"Some labs cannot run yet; to be mended: {', '.join(missing)}."

    def __str__(self):
        width = max(len(finding.what) for finding in self.findings)
        lines = []
        for what, found, state, advice in self.findings:
            lines.append(f"{MARKS[state]} {what:<{width}}  {found}")
            lines += [f"  {'':<{width}}  {line}" for line in advice.splitlines()]
        return "\n".join([*lines, "", self.verdict])

    __repr__ = __str__

    def _repr_html_(self):
        head = (
            "<tr><th scope='col'>what</th><th scope='col'>found</th><th scope='col'>to do</th></tr>"
        )
        body = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(what)}</th>"
            f"<td style='text-align:left'>{MARKS[state]} <b>{state}:</b> {escape(found)}</td>"
            f"<td style='text-align:left'>{'<br>'.join(map(escape, advice.splitlines()))}</td></tr>"
            for what, found, state, advice in self.findings
        )
        table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
        return f"<p><b>{escape(self.verdict)}</b></p>{table}"


def machine():
    """Look at this machine: Python, packages, TensorFlow, processor, memory, GPU, folders.

    Returns:
        Machine. Nothing is changed but an empty file that is written to the cache folder and removed.
    """
    return Machine(
        (
            _python(),
            *(packages := _packages()),
            *_from_elsewhere(),
            *_keras([row.what for row in packages if row.state == MISSING]),
            _cores(),
            _memory(),
            _networks(),
            _cache(),
            *_data(),
            *_budget(),
        )
    )


def _python():
    from packaging.specifiers import SpecifierSet

    found = ".".join(map(str, sys.version_info[:3]))
    wanted = _metadata("Requires-Python")
    if not wanted:
        return Finding("Python", found, FINE)
    if SpecifierSet(wanted).contains(found):
        return Finding("Python", found, FINE)
    advice = f"TensorFlow has no builds for it; make .venv anew with a Python that is {wanted}"
    return Finding("Python", found, MISSING, advice)


def _packages():
    """A row for all packages, and one for each that is missing or was not tested in this version."""
    from packaging.requirements import Requirement

    extra = {
        "extra": "lab" if (files.ROOT / "labs").is_dir() else ""
    }  # a hosted notebook needs none
    wanted = map(Requirement, metadata_requires())
    wanted = [one for one in wanted if not one.marker or one.marker.evaluate(extra)]
    rows, fine = [], 0
    for one in wanted:
        try:
            version = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            rows.append(
                Finding(
                    one.name, "not installed", MISSING, _install(f"'{one.name}{one.specifier}'")
                )
            )
            continue
        if one.specifier.contains(version, prereleases=True):
            fine += 1
        else:
            advice = f"tested with {one.specifier}; if a lab fails:\n{_install(repr(str(one)))}"
            rows.append(Finding(one.name, version, NOTE, advice))
    if not wanted:
        advice = f"the course itself is not installed in this Python: {files.install_command()}"
        return [Finding("packages", "not known", NOTE, advice)]
    return [Finding("packages", f"{fine} of {len(wanted)} in the tested versions", FINE), *rows]


def metadata_requires():
    """The course's requirements as it was installed; none if it was not."""
    try:
        return metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return []


def _metadata(field):
    try:
        return metadata.metadata(PACKAGE)[field]
    except metadata.PackageNotFoundError:
        return None


def _install(what):
    return f"{sys.executable} -m pip install {what}"


def _from_elsewhere():
    """A row for each package that another folder puts before the installed one."""
    rows = []
    homes = [Path(place) for place in (*site.getsitepackages(), site.getusersitepackages())]
    for name in ("numpy", "tensorflow", "keras"):
        spec = importlib.util.find_spec(name)
        origin = Path(spec.origin) if spec and spec.origin else None
        if origin and not any(origin.is_relative_to(home) for home in homes):
            advice = "not from this Python's own packages: if a lab fails, unset PYTHONPATH"
            rows.append(Finding(name, f"comes from {origin.parent}", NOTE, advice))
    return rows


def _keras(missing=()):
    """Whether Keras starts, and what it computes on.

    Args:
        missing: names of packages that are not installed.
    """
    if gone := [name for name in missing if name in ("numpy", "tensorflow", "keras")]:
        return [Finding("TensorFlow", f"does not start without {gone[0]}", MISSING)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(files.ROOT), *sys.path])}
    try:
        run = subprocess.run(
            [sys.executable, "-c", PROBE],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            env=environment,
            cwd=files.ROOT,
        )
    except subprocess.TimeoutExpired:
        told = f"did not start within {SECONDS} seconds"
        return [Finding("TensorFlow", told, MISSING, "close other programs and look again")]
    if run.returncode:
        return [Finding("TensorFlow", "does not start", MISSING, _why(run))]
    found = json.loads(run.stdout.splitlines()[-1])
    gpus = found["gpus"]
    told = f"{gpus}; recurrent layers run on the kernel of {found['kernel']}" if gpus else "none"
    advice = "" if gpus else "no lab needs one: all times in the labs are those of two cores"
    return [Finding("Keras", found["versions"], FINE), Finding("GPU", told, FINE, advice)]


def _why(run):
    """Why the probe ended, in words."""
    if run.returncode == -4:  # SIGILL
        return "TensorFlow's builds need a processor with AVX, and this one has none: use another machine"
    if run.returncode == -9:
        return "it was killed, most likely for memory: close other programs and look again"
    last = [line for line in run.stderr.splitlines() if line.strip()][-1:]
    said = last[0] if last else f"code {run.returncode}"
    ours = "course.errors.CourseError: "
    if said.startswith(ours):  # it says what to do
        return said.removeprefix(ours)
    return f"{said}\n{files.install_command(force=True)}"


def _cores():
    from course import runtime

    count = runtime.cores()
    if count > 1:
        return Finding("processor", f"{count} cores", FINE)
    advice = "the labs take up to twice as long as they say, which is measured on two cores"
    return Finding("processor", "1 core", NOTE, advice)


def _memory():
    import psutil

    memory = psutil.virtual_memory()
    total, free = memory.total / 1e9, memory.available / 1e9
    found = f"{total:.1f} GB, {free:.1f} GB of it free"
    if free >= MEMORY:
        return Finding("memory", found, FINE)
    advice = (
        f"a lab takes up to {MEMORY} GB: close other programs, and other labs (Kernel > Shut Down)"
    )
    return Finding("memory", found, NOTE if total >= MEMORY else MISSING, advice)


def _networks():
    """The networks that ship: a checkout without some of them runs only a part of the labs."""
    from course.nets import registry, storage

    names = [name for name in registry.names() if name not in storage.left_out()]
    gone = [name for name in names if not (storage.FOLDER / f"{name}.npz").exists()]
    if not gone:
        return Finding("networks", f"all {len(names)} that come with the labs", FINE)
    advice = f"get the file again (git checkout course/nets/weights), or:\n{as_typed(f'train {gone[0]}')}"
    return Finding("networks", f"{len(gone)} are missing, such as {gone[0]}", MISSING, advice)


def _cache():
    """The folder that keeps downloads and what a demo has learned."""
    try:
        folder = files.cache_dir()
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if not os.access(there, os.W_OK | os.X_OK) or not there.is_dir():
            raise CourseError(f"{there} cannot be written")
        free = shutil.disk_usage(there).free / 1e9
    except (CourseError, OSError) as problem:
        advice = (
            "the labs run without it; downloads need it: let COURSE_CACHE name a folder of yours"
        )
        return Finding("cache", str(problem), NOTE, advice)
    found = f"{_short(folder)}, {free:.0f} GB free there"
    return Finding("cache", found, *((FINE,) if free >= DISK else (NOTE, "downloads may not fit")))


def _short(path):
    """A path as people write it, with ~ for their own folder."""
    home = Path.home()
    return f"~{os.sep}{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _data():
    """COURSE_DATA, where it is set."""
    from course.data.fetching import local

    if not os.environ.get("COURSE_DATA"):
        told = "none chosen"
        return [
            Finding(
                "public data", told, FINE, f"not needed; {as_typed('data')} lists what there is"
            )
        ]
    try:
        folder = local.folders("")[0]
    except CourseError as problem:
        return [Finding("public data", str(problem), MISSING)]
    sets = sorted(one.name for one in Path(folder).iterdir() if one.is_dir())
    return [Finding("public data", f"{folder}: {', '.join(sets) or 'empty'}", FINE)]


def _budget():
    from course import runtime

    try:
        name = runtime.budget_name()
    except CourseError as problem:
        return [Finding("budget", str(problem), MISSING)]
    if name == "full":
        return []
    advice = "trainings are cut short: numbers differ from the texts; unset COURSE_BUDGET for the full ones"
    return [Finding("budget", name, NOTE, advice)]

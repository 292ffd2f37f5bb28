"""What students hand in, written for a test, and what is found of it."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import nbformat

from course.files import labs_in
from course.grading import submissions
from course.grading.records.grades import Submission
from tests import broken

ROOT = Path(__file__).resolve().parents[3]
ADD, STATE = "04_addition_rnn", "05_stateful_lstm"
MOODLE = "assignsubmission_file"


def exercises_of(lab):
    cells = nbformat.read(ROOT / "labs" / f"{lab}.ipynb", as_version=4).cells
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells]
    return [mark["grade_id"] for mark in marks if mark.get("solution")]


LABS = {path.stem: exercises_of(path.stem) for path in labs_in(ROOT / "labs")}
BYTES = {lab: (ROOT / "labs" / f"{lab}.ipynb").read_bytes() for lab in LABS}


def write(folder, files):
    """Write {name: lab or bytes} below a folder; returns it."""
    for name, what in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(BYTES.get(what, what))
    return folder


def pack(path, files):
    """Write {name: lab or bytes} into a zip; returns it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(broken.zipped((name, BYTES.get(what, what)) for name, what in files.items()))
    return path


def own_zip(**files):
    return broken.zipped((f"{name}.ipynb", BYTES[lab]) for name, lab in files.items())


def found(path, labs=LABS):
    """{(student, lab): Submission}, all of which can be read, and no problems."""
    entries, problems = submissions.find(path, labs)
    assert problems == []
    assert entries == sorted(entries)
    for entry in entries:
        assert entry.problem == ""
        assert list(submissions.read(entry, LABS[entry.lab]).cells) == LABS[entry.lab]
    keys = [(entry.student, entry.lab) for entry in entries]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, entries, strict=True))


def one(path, labs=LABS):
    """The only submission in a folder or zip."""
    (entry,), problems = submissions.find(path, labs)
    assert problems == []
    return entry


def read_notebook(tmp_path, content, exercises=LABS[ADD], lab=ADD, labs=None):
    path = tmp_path / "n.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return submissions.read(Submission("ada", lab, str(path)), exercises, labs)


def marked(notebook, grade_id):
    """The cell of a notebook with this id."""
    cells = notebook["cells"]
    return next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def snapshot(folder):
    """{path: what it is, its bytes, its time} of everything in a folder, the folder itself included."""
    seen = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        status = path.lstat()
        data = (
            path.read_bytes() if stat.S_ISREG(status.st_mode) and os.access(path, os.R_OK) else None
        )
        seen[path] = status.st_mode, status.st_mtime_ns, status.st_size, data
    return seen


# getrusage would not do: a new process starts with the peak of the one that started it.
PEAK = """
import re, sys
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""


def run_python(code, *arguments):
    command = [sys.executable, "-c", PEAK + code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


UMLAUT = "Jürgen Müller"
GRADESCOPE = f"""---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '100'
    :email: ada@example.org
  :created_at: 2024-03-01 10:11:12.123456000 Z
  :score: 0.0
  :history: []
submission_12:
  :submitters:
  - :name: Bob King
    :sid: 200
  - :name: {UMLAUT}
    :sid:
  :results: !ruby/object:Grade {{points: 3}}
submission_13:
  :submitters:
  - :name: Eve
    :sid: '300'
""".encode()
LAYOUTS = {
    "nbgrader": (
        {
            f"ada/{ADD}/{ADD}.ipynb": ADD,
            f"ada/{STATE}/{STATE}.ipynb": STATE,
            f"ada/{ADD}/timestamp.txt": b"2024-05-01",
            f"ada/{ADD}/data.csv": b"1,2",
            f"ada/{ADD}/.ipynb_checkpoints/{ADD}-checkpoint.ipynb": STATE,
            f"{UMLAUT}/{ADD}/solved.ipynb": ADD,
            f"b_o b/ps1/{STATE}.ipynb": STATE,
            f"eve/{ADD}.ipynb": ADD,
            "README.txt": b"hello",
        },
        {
            ("ada", ADD): ("", ""),
            ("ada", STATE): ("", ""),
            (UMLAUT, ADD): ("", ""),
            ("b_o b", STATE): ("", ""),
            ("eve", ADD): ("", ""),
        },
    ),
    "flat": (
        {
            f"ada_{ADD}.ipynb": ADD,
            f"ada_{STATE}.ipynb": STATE,
            f"van der_b {ADD}.ipynb": ADD,
            f"ada_2023_{ADD}.ipynb": ADD,
            f"{UMLAUT}-{ADD} (1).ipynb": ADD,
            "eve_04-Addition RNN-Copy1.ipynb.txt": ADD,
            "grades.csv": b"1",
        },
        {
            ("ada", ADD): ("", ""),
            ("ada", STATE): ("", ""),
            ("van der_b", ADD): ("", ""),
            ("ada_2023", ADD): ("", ""),
            (UMLAUT, ADD): ("", ""),
            ("eve", ADD): ("", ""),
        },
    ),
    "moodle": (
        {
            f"Ada Lovelace_12345_{MOODLE}_/{ADD}.ipynb": ADD,
            f"{UMLAUT}_12346_{MOODLE}/homework.ipynb": ADD,
            f"Anna_Lena O'Neil_12347_{MOODLE}_/sub/Untitled (2).ipynb": ADD,
            f"Anna_Lena O'Neil_12347_{MOODLE}_/report.pdf": b"%PDF",
            "Anna_Lena O'Neil_12347_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
            f"__MACOSX/Ada Lovelace_12345_{MOODLE}_/._{ADD}.ipynb": b"\0\5",
        },
        {
            ("Ada Lovelace", ADD): ("Ada Lovelace", "12345"),
            (UMLAUT, ADD): (UMLAUT, "12346"),
            ("Anna_Lena O'Neil", ADD): ("Anna_Lena O'Neil", "12347"),
        },
    ),
    "moodle, anonymous": (
        {f"Participant_{number}_{MOODLE}/hw.ipynb": ADD for number in (601, 602, 603, 604)},
        {
            (f"Participant_{number}", ADD): ("Participant", str(number))
            for number in (601, 602, 603, 604)
        },
    ),
    "moodle, teams": (
        {
            f"Group A_71_{MOODLE}/{ADD}.ipynb": ADD,
            f"Group B_72_{MOODLE}/work.ipynb": ADD,
            f"The Tigers_73_{MOODLE}/{ADD}.ipynb": ADD,
            f"Default group_{MOODLE}/{ADD}.ipynb": ADD,
        },
        {
            ("Group A", ADD): ("Group A", ""),
            ("Group B", ADD): ("Group B", ""),
            ("The Tigers", ADD): ("The Tigers", ""),
            ("Default group", ADD): ("Default group", ""),
        },
    ),
    "moodle flat": (
        {
            f"Ada Lovelace_12345_{MOODLE}_{ADD}.ipynb": ADD,
            f"{UMLAUT}_12346_{MOODLE}_my homework_3.ipynb": STATE,
        },
        {
            ("Ada Lovelace", ADD): ("Ada Lovelace", "12345"),
            (UMLAUT, STATE): (UMLAUT, "12346"),
        },
    ),
    "canvas": (
        {
            f"lovelaceada_12345_67890_{ADD}.ipynb": ADD,
            f"müllerjürgen_LATE_12346_67891_{ADD}-2.ipynb": ADD,
            "o'neil-anna_12347_67892_Untitled_7_8.ipynb": ADD,
            "smith_12348_67893_answers.zip": own_zip(Untitled=ADD),
        },
        {
            ("12345", ADD): ("lovelaceada", "12345"),
            ("12346", ADD): ("müllerjürgen", "12346"),
            ("12347", ADD): ("o'neil-anna", "12347"),
            ("12348", ADD): ("smith", "12348"),
        },
    ),
    "canvas, anonymous": (
        {
            f"anon_x7fQ2_67890_{ADD}.ipynb": ADD,
            "anon_Zb1aa_67891_homework.ipynb": ADD,
            "LATE_anon_90abC_67892_Untitled.ipynb": ADD,
        },
        {
            ("anon_x7fQ2", ADD): ("", ""),
            ("anon_Zb1aa", ADD): ("", ""),
            ("anon_90abC", ADD): ("", ""),
        },
    ),
    "blackboard": (
        {
            f"Lab 05_s123_attempt_2024-03-01-10-11-12_{STATE}.ipynb": STATE,
            "Lab 05_s123_attempt_2024-03-01-10-11-12.txt": b"Name: Ada Lovelace (s123)",
            "Lab 05_s123_attempt_2024-03-02-09-00-00_work.ipynb": STATE,
            "Lab 05_s123_attempt_2024-03-02-09-00-00.txt": b"Name: Ada Lovelace (s123)",
            "Lab 05_b_king_attempt_2024-03-01-10-11-12_Untitled.ipynb": STATE,
            "Lab 05_b_king_attempt_2024-03-01-10-11-12.txt": b"Name: Bob King (b_king)",
            "Lab 05_c_king_attempt_2024-02-29-10-11-12_Untitled.zip": own_zip(hw=STATE),
        },
        {("s123", STATE): ("", ""), ("b_king", STATE): ("", ""), ("c_king", STATE): ("", "")},
    ),
    "brightspace": (
        {
            f"12345-67890 - Ada Lovelace - Mar 1, 2024 1011 PM/{STATE}.ipynb": STATE,
            f"12345-67890 - Ada Lovelace - Feb 29, 2024 1011 AM/{STATE}.ipynb": b"{",
            "12346-67890 - Mary-Ann O'Neil - Mar 1, 2024 901 AM/my - work.ipynb": STATE,
            f"12347-67890 - {UMLAUT} - 1 mars 2024 22 11/{STATE}.ipynb": STATE,
            "index.html": b"<html>",
        },
        {
            ("Ada Lovelace", STATE): ("Ada Lovelace", ""),
            ("Mary-Ann O'Neil", STATE): ("Mary-Ann O'Neil", ""),
            (UMLAUT, STATE): (UMLAUT, ""),
        },
    ),
    "brightspace flat": (
        {
            f"12345-67890 - Ada Lovelace - Mar 1, 2024 1011 PM - {STATE}.ipynb": STATE,
            "12346-67890 - Bob King - Mar 1, 2024 901 AM - my work.ipynb": STATE,
            "index.html": b"<html>",
        },
        {
            ("Ada Lovelace", STATE): ("Ada Lovelace", ""),
            ("Bob King", STATE): ("Bob King", ""),
        },
    ),
    "nbgrader-inbound": (
        {
            f"ada+{STATE}+2024-03-01 10:11:12.123456 UTC+f00/{STATE}.ipynb": b"{",
            f"ada+{STATE}+2024-03-01 10:11:13 UTC+f01/{STATE}.ipynb": STATE,
            f"ada+{STATE}+2024-03-01 10:11:13 UTC+f01/timestamp.txt": b"2024-03-01 10:11:13 UTC",
            f"b+o+{ADD}+2024-03-01 10:11:12 UTC/{ADD}.ipynb": ADD,
            "eve+ps1+2024-03-01 10_11_12 UTC+f02.zip": own_zip(Untitled=STATE),
        },
        {("ada", STATE): ("", ""), ("b+o", ADD): ("", ""), ("eve", STATE): ("", "")},
    ),
    "gradescope": (
        {
            "submission_metadata.yml": GRADESCOPE,
            f"submission_11/{STATE}.ipynb": STATE,
            "submission_12/work/Untitled.ipynb": STATE,
            "submission_13/w.zip": own_zip(hw=STATE),
        },
        {
            ("Ada Lovelace", STATE): ("Ada Lovelace", "100"),
            ("Bob King", STATE): ("Bob King", "200"),
            (UMLAUT, STATE): (UMLAUT, ""),
            ("Eve", STATE): ("Eve", "300"),
        },
    ),
    "teams": (
        {
            f"Submitted files/Ada Lovelace/Lab 05/Version 1/{STATE}.ipynb": b"{",
            f"Submitted files/Ada Lovelace/Lab 05/Version 2/{STATE}.ipynb": STATE,
            "Submitted files/Ada Lovelace/Lab 05/Version 10/work.ipynb": STATE,
            f"Submitted files/{UMLAUT}/Lab 04/hw.ipynb": ADD,
        },
        {
            ("Ada Lovelace", STATE): ("Ada Lovelace", ""),
            (UMLAUT, ADD): (UMLAUT, ""),
        },
    ),
    "teams, versions": (
        {
            "Ada Lovelace/Lab 05/Version 1/hw.ipynb": b"{",
            "Ada Lovelace/Lab 05/Version 2/hw.ipynb": STATE,
            "Bob/Lab 05/Version 1/hw.ipynb": STATE,
            "Bob/Lab 04/Version 1/hw.ipynb": ADD,
        },
        {
            ("Ada Lovelace", STATE): ("Ada Lovelace", ""),
            ("Bob", STATE): ("Bob", ""),
            ("Bob", ADD): ("Bob", ""),
        },
    ),
    "flat, lab first": (
        {
            f"SEQ24_{STATE}_ada.ipynb": STATE,
            f"SEQ24_{STATE}_bob.ipynb": STATE,
            f"SEQ24_{STATE}_{UMLAUT} (1).ipynb": STATE,
            f"SEQ24_{ADD}_ada.ipynb": ADD,
        },
        {
            ("ada", STATE): ("", ""),
            ("bob", STATE): ("", ""),
            (UMLAUT, STATE): ("", ""),
            ("ada", ADD): ("", ""),
        },
    ),
}


def worked(lab, count, *, marks=True, ids=True):
    """The bytes of a lab's notebook in which so many answers are filled in; marks or ids of cells lost."""
    notebook = broken.notebook(lab)
    for grade_id in LABS[lab][:count]:
        cell = marked(notebook, grade_id)
        cell["source"] = f"def {grade_id.replace('-', '_')}(*given):\n    return 1\n"
    for cell in notebook["cells"]:
        if not marks:
            cell["metadata"] = {}
        if not ids:
            del cell["id"]
    return json.dumps(notebook).encode()


def who(path, layout=None):
    """[(student, first two figures of the lab, end of the file's name, problem)] and problems."""
    entries, problems = submissions.find(path, LABS, layout)
    return [
        (one.student, one.lab[:2], (one.member or one.path).split("/")[-1], one.problem)
        for one in entries
    ], problems


def students(path, layout=None):
    """{(student, first two figures of the lab)} of what can be graded, and no problems at all."""
    found_, problems = who(path, layout)
    assert problems == []
    assert not any(problem for *_, problem in found_)
    return {(student, lab) for student, lab, *_ in found_}

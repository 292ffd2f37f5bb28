"""Where a student stands, by what notebooks show; and the map of lectures and labs."""

import json
import shutil

import nbformat
import pytest

from course.cells import mark_of
from course.claims import ledger
from course.cli import main
from course.errors import CourseError
from course.files import ROOT, labs_in
from course.start import lecture_map, standing
from course.start.labs import LectureMap, labs
from tests.course_labs import OWN_RULES

ADD = "04_addition_rnn"


def notebook(folder, lab=ADD, name=None, **points):
    """A copy of a lab whose checks show these points ({exercise: points}); returns its path."""
    made = json.loads((ROOT / "labs" / f"{lab}.ipynb").read_bytes())
    for cell in made["cells"]:
        exercise = mark_of(cell).get("grade_id", "").removeprefix("check-")
        if mark_of(cell).get("grade") and exercise.replace("-", "_") in points:
            shown = {"id": exercise, "points": points[exercise.replace("-", "_")]}
            metadata = {"course_check": shown}
            cell["outputs"] = [{"output_type": "execute_result", "metadata": metadata}]
    path = folder / (name or f"{lab}.ipynb")
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def test_each_head_says_what_the_map_shows():
    assert [lab.name for lab in labs()] == [path.stem for path in labs_in(ROOT / "labs")]
    for lab in labs():
        assert lab.title and lab.needs and "exercises" in lab.time, lab
        assert set(lab.lectures) <= set(ledger.lectures())
        assert lab.lectures or lab.name not in OWN_RULES
        assert lab.points == sum(exercise.points for exercise in lab.exercises) > 0
        assert max(map(len, (lab.needs, lab.time))) < 250
    measured = {row.lab: row.lectures for row in ledger.rows()}
    assert all(set(measured.get(lab.name, ())) <= set(lab.lectures) for lab in labs())


def test_a_lab_of_one_s_own_needs_no_such_head(tmp_path):
    made = json.loads((ROOT / "labs" / f"{ADD}.ipynb").read_bytes())
    made["cells"][0]["source"] = "# An echo"
    (tmp_path / "99_echo.ipynb").write_text(json.dumps(made), encoding="utf-8")
    (lab,) = labs(tmp_path)
    assert (lab.title, lab.lectures, lab.points) == ("An echo", (), 10)
    assert lab.exercises[1].title == "layer-parameters"
    found = LectureMap({}, (lab,))
    assert str(found).startswith("99_echo: ") and "<ul>" not in found._repr_html_()


def test_the_map_as_text_and_as_a_page():
    found = lecture_map()
    assert "lecture 4, Leiden" in str(found) and "04_addition_rnn: a network reads" in str(found)
    page = found._repr_html_()
    assert page.count('href="04_addition_rnn.ipynb"') > 1
    assert "&quot;123+34&quot;" in page


def test_nothing_was_done_yet(tmp_path):
    shutil.copy(ROOT / "labs" / f"{ADD}.ipynb", tmp_path)
    found = standing(tmp_path)
    assert not any(points for lab in found.points.values() for points in lab.values())
    assert "Next: 01_recurrence, exercise 1, feed it back." in str(found)


def test_points_are_read_from_outputs(tmp_path, capsys):
    notebook(tmp_path, encode=1.0, exact_match=0.5, learn=0)
    found = standing(tmp_path)
    lab = next(lab for lab in labs() if lab.name == ADD)
    assert found.of(lab) == 1.5
    assert found.points[ADD]["decode"] is None and found.points[ADD]["learn"] == 0
    # A lab that was begun comes before those that were not.
    assert "Next: 04_addition_rnn.ipynb, exercise 2, count the parameters of each layer." in str(
        found
    )
    assert "exact match: 0.5 of 1" in str(found) and "decode: not tried yet" in str(found)
    page = found._repr_html_()
    assert "1.5 of 10" in page and "verified by nothing" in page
    assert main(["standing", str(tmp_path)]) == 0
    assert "1.5 of 10 points" in capsys.readouterr().out


def test_the_best_of_several_copies_counts(tmp_path):
    notebook(tmp_path, encode=1.0)
    better = notebook(tmp_path, name="mine-Copy1.ipynb", exact_match=1, encode=0.5, decode=1)
    found = standing(tmp_path)
    assert found.points[ADD]["encode"] == found.points[ADD]["exact-match"] == 1
    assert found.found[ADD] == better.name


@pytest.mark.parametrize("said", [True, None, "3", float("nan"), [1], -2])
def test_points_that_are_none(tmp_path, said):
    notebook(tmp_path, encode=said)
    assert not standing(tmp_path).points[ADD]["encode"]


def test_more_than_there_is_to_get(tmp_path):
    notebook(tmp_path, encode=1e6)
    assert standing(tmp_path).points[ADD]["encode"] == 1


def test_a_damaged_notebook_is_named_and_the_others_count(tmp_path):
    notebook(tmp_path, encode=1)
    (tmp_path / "05_stateful_lstm.ipynb").write_text("{")
    mine = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    (tmp_path / "notes.ipynb").write_text(nbformat.writes(mine))
    found = standing(tmp_path)
    assert found.points[ADD]["encode"] == 1
    assert len(found.problems) == 1 and "05_stateful_lstm.ipynb does not count" in found.problems[0]


def test_all_done(tmp_path):
    found = standing(ROOT / "solutions")
    assert found.next is None and "You have all points" in str(found)


def test_the_folder_it_runs_in(tmp_path, monkeypatch):
    notebook(tmp_path, encode=1)
    monkeypatch.chdir(tmp_path)
    assert standing().points[ADD]["encode"] == 1
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert standing().points[ADD]["encode"] is None  # those of labs/, which are handed out empty


def test_no_such_folder(tmp_path, capsys):
    with pytest.raises(CourseError, match="is no folder"):
        standing(tmp_path / "gone")
    assert main(["standing", str(tmp_path / "gone")]) == 2
    assert "Traceback" not in capsys.readouterr().err

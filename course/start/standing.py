"""Where a student stands: the points that the notebooks of a folder show, and what comes next.

They are read from saved outputs of checks, and verified by nothing: grading runs the answers again.
"""

import math
from html import escape
from pathlib import Path
from typing import NamedTuple

from course.cells import exercise_of, grade_id_of, is_check_id
from course.checks.base.core import METADATA_KEY
from course.errors import CourseError
from course.files import ROOT, START, labs_in
from course.notebooks.parsing import parse
from course.start.labs import Exercise, labs, link

SAID = "Read from the notebooks as last saved, and verified by nothing: grading runs your answers again."


class Standing(NamedTuple):
    """The answer of `standing`: a table in a notebook, text elsewhere.

    Attributes:
        points: {lab's name: {exercise's id: points, None if its check was not run}}.
        found: {lab's name: name of its notebook, "" if there is none}.
        problems: sentences on notebooks that cannot be read.
    """

    points: dict
    found: dict
    problems: tuple[str, ...]

    @property
    def next(self):
        """What to do next: (Lab, Exercise) of the first one that has not all its points, None if none is left.

        A lab that was begun comes before one that was not.
        """
        open_ones = [
            (lab, exercise)
            for lab in labs()
            for exercise in lab.exercises
            if (self.points[lab.name][exercise.id] or 0) < exercise.points
        ]
        return min(open_ones, key=lambda one: not self._begun(one[0]), default=None)

    def _begun(self, lab):
        return any(self.points[lab.name].values())

    def of(self, lab):
        """Points of a lab."""
        return sum(points or 0 for points in self.points[lab.name].values())

    def _rows(self):
        """(lab, points, [(exercise, what is said of it)])."""
        for lab in labs():
            told = [(one, _told(one, self.points[lab.name][one.id])) for one in lab.exercises]
            yield lab, self.of(lab), told

    def _total(self):
        return f"{sum(map(self.of, labs())):g} of {sum(lab.points for lab in labs())} points"

    def __str__(self):
        lines = []
        for lab, points, exercises in self._rows():
            lines.append(f"{lab.name:<26}{points:>4g} of {lab.points:>2} points")
            if self._begun(lab):
                lines += [f"    {one.title}: {told}" for one, told in exercises]
        lines += ["", f"In all {self._total()}. {SAID}", *self.problems, self._next()]
        return "\n".join(lines)

    __repr__ = __str__

    def _next(self):
        if self.next is None:
            return "You have all points of all labs. Well done!"
        lab, exercise = self.next
        return f"Next: {self._name(lab)}, exercise {_number(lab, exercise)}, {exercise.title}."

    def _name(self, lab):
        return self.found[lab.name] or lab.name

    def _repr_html_(self):
        rows = []
        for lab, points, exercises in self._rows():
            name = link(Path(self._name(lab)).stem, f"{lab.number} {lab.title}")
            bar = f'<progress max="{lab.points}" value="{points:g}" aria-label="lab {lab.number}"></progress>'
            items = "".join(f"<li>{escape(one.title)}: {told}</li>" for one, told in exercises)
            summary = f"<summary>{points:g} of {lab.points}</summary>"
            rows.append((name, bar, f"<details>{summary}<ol>{items}</ol></details>"))
        body = "".join(
            f"<tr>{''.join(f'<td style=text-align:left>{cell}</td>' for cell in row)}</tr>"
            for row in rows
        )
        head = "<tr><th>lab</th><th>so far</th><th>points</th></tr>"
        table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
        told = "".join(f"<p>{escape(line)}</p>" for line in (*self.problems, SAID))
        lab = self.next and self._name(self.next[0])
        coming = escape(self._next())
        if lab:
            coming = coming.replace(escape(lab), link(Path(lab).stem, lab), 1)
        return f"<p><b>{self._total()}. {coming}</b></p>{table}{told}"


def _number(lab, exercise):
    return lab.exercises.index(exercise) + 1


def _told(exercise, points):
    if points is None:
        return "not tried yet"
    return f"{points:g} of {exercise.points}"


def standing(folder=None):
    """Where a student stands, by the notebooks in a folder.

    Args:
        folder: path; by default the one this runs in, if it holds labs, else labs/. Of several copies of
            a lab, the best points of each exercise count.

    Returns:
        Standing.

    Raises:
        CourseError: there is no such folder, or the labs themselves cannot be read.
    """
    folder = Path(folder or (labs_in(".") and ".") or ROOT / "labs")
    if not folder.is_dir():
        raise CourseError(f"{folder} is no folder: name the one that holds your notebooks")
    points = {lab.name: {one.id: None for one in lab.exercises} for lab in labs()}
    found, best, problems = {lab.name: "" for lab in labs()}, {}, []
    for path in sorted(folder.glob("*.ipynb")):
        if path.stem == START:
            continue
        try:
            shown = _shown(path)
        except (CourseError, OSError) as problem:
            problems.append(
                f"{path.name} does not count: {getattr(problem, 'strerror', None) or problem}."
            )
            continue
        lab = _lab_of(shown)
        if lab is None:
            continue
        for exercise in lab.exercises:
            both = [points[lab.name][exercise.id], _bounded(shown.get(exercise.id), exercise)]
            points[lab.name][exercise.id] = max(
                (one for one in both if one is not None), default=None
            )
        reached = sum(filter(None, (_bounded(shown.get(one.id), one) for one in lab.exercises)))
        if not found[lab.name] or reached > best[lab.name]:
            found[lab.name], best[lab.name] = path.name, reached
    return Standing(points, found, tuple(problems))


def _shown(path):
    """{exercise: what the output of its check says, None without one} of a notebook."""
    shown = {}
    for cell in parse(path.read_bytes()).cells:
        if is_check_id(grade_id := grade_id_of(cell)):
            shown[exercise_of(grade_id)] = None
            outputs = cell.get("outputs")
            for output in outputs if isinstance(outputs, list) else ():
                metadata = output.get("metadata") if isinstance(output, dict) else None
                entry = metadata.get(METADATA_KEY) if isinstance(metadata, dict) else None
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    shown[entry["id"]] = entry.get("points")
    return shown


def _lab_of(shown):
    """The lab that a notebook is a copy of: of its exercises, else of its name."""
    for lab in labs():
        if shown.keys() & {exercise.id for exercise in lab.exercises}:
            return lab
    return None


def _bounded(points, exercise: Exercise):
    """Points as a number between 0 and what the exercise gives; None for whatever is no number."""
    if isinstance(points, bool) or not isinstance(points, int | float) or not math.isfinite(points):
        return None
    return min(max(points, 0), exercise.points)

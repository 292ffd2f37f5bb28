import numpy as np
import pytest
from matplotlib.colors import to_rgba

from course.plots import diagram
from course.plots.style import COLOURS, axes


@pytest.mark.parametrize("role", diagram.ROLES)
def test_a_box_has_the_colours_of_its_role_and_its_text_in_the_middle(role):
    ax = axes(None)
    diagram.box(ax, 2, 3, "7", role, width=1.5, height=0.5, fontsize=9)
    (patch,), (text,) = ax.patches, ax.texts
    fill, edge = diagram.ROLES[role]
    assert (patch.get_facecolor(), patch.get_edgecolor()) == (to_rgba(fill), to_rgba(edge))
    assert patch.get_bbox().extents.tolist() == [1.25, 2.75, 2.75, 3.25]
    assert text.get_position() == (2, 3) and text.get_text() == "7"


def test_a_node_is_white_on_its_colour():
    ax = axes(None)
    diagram.node(ax, 0, 1, "LSTM", "red", fontsize=7)
    (text,) = ax.texts
    assert text.get_color() == "white" and text.get_fontsize() == 7
    assert text.get_bbox_patch().get_facecolor() == to_rgba(COLOURS["red"])


def drawn(**style):
    """The arrow from (1, 1) to (3, 2), and how far from (1, 1) its line begins, in pixels."""
    ax = axes(None)
    ax.set(xlim=(0, 4), ylim=(0, 4))
    diagram.arrow(ax, (1, 1), (3, 2), **style)
    ax.figure.draw_without_rendering()
    (text,) = ax.texts
    assert text.xyann == (1, 1) and text.xy == (3, 2)
    begins = text.arrow_patch.get_path().vertices[0]
    return text.arrow_patch, np.linalg.norm(begins - ax.transData.transform((1, 1)))


def test_an_arrow_is_grey_and_keeps_a_distance_unless_told_otherwise():
    arrow, distance = drawn()
    assert arrow.get_edgecolor() == to_rgba(COLOURS["grey"]) and distance > 1
    arrow, distance = drawn(**diagram.EXACT, color="black")
    assert arrow.get_edgecolor() == to_rgba("black") and distance < 1e-6

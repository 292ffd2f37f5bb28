"""What a matrix does again and again: its eigenvalues in the plane, where an angle is a turn."""

import numpy as np

from course.plots.alternative import describe, listed, number
from course.plots.style import COLOURS, axes, legend_outside

LARGEST_BESIDE = 1.6  # half the width of the picture, unless an eigenvalue is larger


def plot_eigenvalues(groups, *, marked=(), title="", ax=None):
    """Draw eigenvalues: the angle of each is how far a step turns, its distance from 0 how much is left.

    Args:
        groups: {name: complex array}, such as the eigenvalues of W in several nets; a group has one sign. They
            belong to real matrices: where one of a pair is given, the other one is drawn, too.
        marked: angles in degrees, from 0 to 180, that a ray marks, above and below.
        title: of the picture.
        ax: Axes to draw on, or None for new ones.

    Returns:
        Axes.

    Raises:
        ValueError: no eigenvalues.
    """
    groups = {name: _in_pairs(np.ravel(values).astype(complex)) for name, values in groups.items()}
    if not groups or not all(map(len, groups.values())):
        raise ValueError("every group needs at least one eigenvalue, and there has to be a group")
    ax = axes(ax, (6.5, 4.2))
    reach = max(LARGEST_BESIDE, 1.1 * max(abs(values).max() for values in groups.values()))
    circle = np.exp(1j * np.linspace(0, 2 * np.pi, 200))
    ax.plot(circle.real, circle.imag, color="#bbbbbb", linewidth=1)
    for angle in marked:
        ray = reach * np.exp(1j * np.radians(angle))
        ax.plot([0, ray.real], [0, ray.imag], ":", color=COLOURS["grey"], linewidth=1)
        ax.plot([0, ray.real], [0, -ray.imag], ":", color=COLOURS["grey"], linewidth=1)
        ax.annotate(f"{angle:g}°", (ray.real, ray.imag), fontsize=9, color="#555555", va="top")
    for (name, values), marker in zip(groups.items(), "osd^vP*", strict=False):
        ax.plot(values.real, values.imag, marker, markersize=7, label=name, alpha=0.8)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.set(xlabel="real part", ylabel="imaginary part")
    ax.set_title(title, fontsize=12)
    legend_outside(ax)
    told = "; ".join(f"{name}: {_told(values)}" for name, values in groups.items())
    return describe(
        ax, f"Eigenvalues by their angle and distance from 0, the largest first. {told}."
    )


def _in_pairs(values):
    """Each of them and its mirror image, once."""
    return np.array(list(dict.fromkeys([*values, *values.conj()])), complex)


def _told(values):
    """Sizes and angles, one for each pair; beyond the first five only their number."""
    upper = sorted(values[values.imag >= -1e-9], key=abs, reverse=True)
    shown = [f"{number(abs(z))} at {np.degrees(np.angle(z)):.0f}°" for z in upper[:5]]
    return listed(shown) + (f", and {len(upper) - 5} more" if len(upper) > 5 else "")

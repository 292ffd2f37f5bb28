"""step-back: the gradient at the state of the step before, through h = tanh(z).

TensorFlow computes what is right.
"""

import numpy as np

from course.checks.base.compare import Tolerance
from course.checks.base.core import Case, Check

FURTHEST = 3.0  # from 0 that a z lies: beyond it, float32 has few digits of 1 - tanh(z)²


def _cases(rng):
    return [
        _case(rng, z=[rng.uniform(0.5, 1) * rng.choice([-1, 1])]),
        _case(rng, z=rng.uniform(0.3, 1.5, 2) * [1, -1]),
        _case(rng, z=[0.0, *rng.uniform(-2, 2, rng.integers(2, 4))]),
        _case(rng, z=rng.permutation([*rng.uniform(-1, 1, rng.integers(3, 6)), -2.5, FURTHEST])),
    ]


def _case(rng, z):
    import tensorflow as tf

    z = np.array(z)
    units = len(z)
    gradient = rng.normal(size=units)
    W = rng.normal(size=(units, units))
    before = tf.constant(rng.normal(size=units))  # any state will do: what x adds makes up for it
    with tf.GradientTape() as tape:
        tape.watch(before)
        moved = tf.linalg.matvec(W, before)
        loss = tf.reduce_sum(gradient * tf.tanh(moved + (z - tf.stop_gradient(moved))))
    right = tape.gradient(loss, before).numpy()
    h = np.tanh(z)
    slope = 1 - h**2
    sigmoid = 1 / (1 + np.exp(-z))
    mistakes = {
        "tanh has a slope: the gradient must pass it, too": W.T @ gradient,
        "the slope of tanh at z is 1 - tanh(z)², not 1 - z²": W.T @ (gradient * (1 - z**2)),
        "on the way back W is transposed": W @ (gradient * slope),
        "on the way back W is transposed, not inverted": np.linalg.solve(W, gradient * slope),
        "first back through tanh, then through W": slope * (W.T @ gradient),
        "first back through tanh, then through W transposed": slope * (W @ gradient),
        "on the way back W is transposed, and tanh has a slope": W @ gradient,
        "the slope is 1 - tanh(z)²: square it": W.T @ (gradient * (1 - h)),
        "the slope is 1 - tanh(z)²: the square of tanh(z), not its double": (
            W.T @ (gradient * (1 - 2 * h))
        ),
        "the slope is 1 - tanh(z)²: tanh first, then the square": (
            W.T @ (gradient * (1 - np.tanh(z**2)))
        ),
        "the slope is 1 - tanh(z)², not (1 - tanh(z))²": W.T @ (gradient * (1 - h) ** 2),
        "the slope is 1 - tanh(z)²: the 1 is missing": W.T @ (gradient * h**2),
        "the slope is 1 - tanh(z)², not 1 + tanh(z)²": W.T @ (gradient * (1 + h**2)),
        "the slope is 1 - tanh(z)², not tanh(z)² - 1: this gradient has the wrong sign": -right,
        "multiply by the slope of tanh, not by its value": W.T @ (gradient * h),
        "h (1 - h) is the slope of the sigmoid; that of tanh is 1 - h²": (
            W.T @ (gradient * h * (1 - h))
        ),
        "this step has a tanh, not a sigmoid: the slope is 1 - tanh(z)²": (
            W.T @ (gradient * sigmoid * (1 - sigmoid))
        ),
        "the slope is 1 - tanh(z)² or 1 / cosh(z)²; this is the square root of it": (
            W.T @ (gradient / np.cosh(z))
        ),
        "z > 0 is the slope of ReLU; that of tanh is 1 - tanh(z)²": W.T @ (gradient * (z > 0)),
        "every unit gives something to the state before: the last unit is left out": (
            W[:-1].T @ (gradient * slope)[:-1]
        ),
        "every unit gives something to the state before: the first unit is left out": (
            W[1:].T @ (gradient * slope)[1:]
        ),
        "multiply by the slope, do not divide by it": W.T @ (gradient / slope),
        "return the gradient as it is: here it is divided by its size": (
            right / np.linalg.norm(right)
        ),
        "multiply by the slope once, not twice": W.T @ (gradient * slope**2),
        "multiply the gradient by the slope, do not add them": W.T @ (gradient + slope),
        "the gradient that has arrived is missing: the slope is multiplied by it": W.T @ slope,
        "that is the gradient at z: go one step further, through W": gradient * slope,
        "tanh(z) is h, and tanh is not applied to h again: the slope is 1 - tanh(z)²": (
            W.T @ (gradient * (1 - np.tanh(h) ** 2))
        ),
        "that is what the step adds to a weight; what is wanted is the gradient at the state before": (
            np.outer(gradient * slope, h)
        ),
        "go back: this is the way forward, the gradient in the place of a state": (
            np.tanh(W @ gradient)
        ),
        "W.T @ vector is a sum over units; W.T * vector does not add anything up": (
            W.T * (gradient * slope)
        ),
        "on the way back W.T @ vector, a sum over units; W * vector does not add anything up": (
            W * (gradient * slope)
        ),
        "the slope of tanh at z, where the step was, not at the gradient that has arrived": (
            W.T @ (gradient * (1 - np.tanh(gradient) ** 2))
        ),
        "the gradient itself does not go through tanh: multiply it by the slope at z": (
            W.T @ np.tanh(gradient)
        ),
        "the gradient does not go through tanh, and tanh has a slope at z to multiply it by": (
            np.tanh(W.T @ gradient)
        ),
        "a row of W belongs to a number of the gradient: multiply the rows, not the columns": (
            (W * (gradient * slope)).sum(axis=0)
        ),
        "multiply by the slope of tanh, not by z": W.T @ (gradient * z),
        "every unit of the state before has a gradient of its own: do not add them up": float(
            right.sum()
        ),
    }
    asks = f"the gradient at the state before, shape ({units},)"
    return Case((gradient, z, W), right, asks, mistakes)


step_back = Check(
    "step-back",
    2,
    _cases,
    # float32: 6e-8 of 1 cancels in 1 - tanh(z)², which is 0.01 at the largest z
    tolerance=Tolerance(2e-5, 1e-5, 1e-12),
    corners={
        "there is one unit": lambda gradient, z, w: len(z) == 1,
        "there are two units": lambda gradient, z, w: len(z) == 2,
        "a z is 0": lambda gradient, z, w: 0 in z,
        "a z is above 1": lambda gradient, z, w: z.max() > 1,
        "a z is below -1": lambda gradient, z, w: z.min() < -1,
        "a z is 3, as far from 0 as it may be": lambda gradient, z, w: z.max() == FURTHEST,
        "numbers of the gradient are below 0": lambda gradient, z, w: gradient.min() < 0,
    },
    axes=("unit",),
    seconds=20.0,
)

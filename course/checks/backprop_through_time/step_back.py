"""step-back: the gradient at the state of the step before, through h = tanh(z).

TensorFlow computes what is right.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [_case(rng, units) for units in (1, 2, 4, 7)]


def _case(rng, units):
    import tensorflow as tf

    gradient, z = rng.normal(size=units), rng.normal(size=units)
    W = rng.normal(size=(units, units))
    before = tf.constant(rng.normal(size=units))  # any state will do: what x adds makes up for it
    with tf.GradientTape() as tape:
        tape.watch(before)
        moved = tf.linalg.matvec(W, before)
        loss = tf.reduce_sum(gradient * tf.tanh(moved + (z - tf.stop_gradient(moved))))
    right = tape.gradient(loss, before).numpy()
    h = np.tanh(z)
    slope = 1 - h**2
    mistakes = {
        "tanh has a slope: the gradient must pass it, too": W.T @ gradient,
        "the slope of tanh at z is 1 - tanh(z)², not 1 - z²": W.T @ (gradient * (1 - z**2)),
        "on the way back W is transposed": W @ (gradient * slope),
        "first back through tanh, then through W": slope * (W.T @ gradient),
        "first back through tanh, then through W transposed": slope * (W @ gradient),
        "on the way back W is transposed, and tanh has a slope": W @ gradient,
        "the slope is 1 - tanh(z)²: square it": W.T @ (gradient * (1 - h)),
        "the slope is 1 - tanh(z)²: the 1 is missing": W.T @ (gradient * h**2),
        "multiply by the slope of tanh, not by its value": W.T @ (gradient * h),
        "h (1 - h) is the slope of the sigmoid; that of tanh is 1 - h²": (
            W.T @ (gradient * h * (1 - h))
        ),
        "multiply by the slope, do not divide by it": W.T @ (gradient / slope),
        "that is the gradient at z: go one step further, through W": gradient * slope,
        "tanh(z) is h, and tanh is not applied to h again: the slope is 1 - tanh(z)²": (
            W.T @ (gradient * (1 - np.tanh(h) ** 2))
        ),
        "that is what the step adds to a weight; what is wanted is the gradient at the state before": (
            np.outer(gradient * slope, h)
        ),
    }
    asks = f"the gradient at the state before, shape ({units},)"
    return Case((gradient, z, W), right, asks, mistakes)


step_back = Check("step-back", 2, _cases, seconds=20.0)

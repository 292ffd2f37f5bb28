"""Answers to shift-and-sharpen."""

import numpy as np
from scipy import linalg, ndimage, special

from tests.answers import Bank

bank = Bank("shift-and-sharpen")
right, mistake = bank.right, bank.mistake


def sharpened(moved, sharpness):
    powers = np.asarray(moved) ** sharpness
    return powers / powers.sum()


def moved_by(weights, shift):
    r = len(shift) // 2
    return sum(shift[j + r] * np.roll(weights, j) for j in range(-r, r + 1))


@right
def moved_by_index(weights, shift, sharpness):
    rows, r = len(weights), len(shift) // 2
    u = np.zeros(rows)
    for i in range(rows):
        for j in range(-r, r + 1):
            u[i] += shift[j + r] * weights[(i - j) % rows]
    return u**sharpness / (u**sharpness).sum()


@right
def moved_by_fourier(weights, shift, sharpness):
    kernel = np.zeros(len(weights))
    kernel[: len(shift)] = shift
    kernel = np.roll(kernel, -int(len(shift) / 2))
    u = np.fft.ifft(np.fft.fft(weights) * np.fft.fft(kernel)).real
    return sharpened(np.maximum(u, 0), sharpness)


@right
def moved_by_a_matrix(weights, shift, sharpness):
    kernel = np.zeros(len(weights))
    for j, share in enumerate(shift):
        kernel[j - len(shift) // 2] += share
    return sharpened(linalg.circulant(kernel) @ weights, sharpness)


@right
def moved_by_convolution(weights, shift, sharpness):
    r = len(shift) // 2
    around = np.concatenate([weights[len(weights) - r :], weights, weights[:r]])
    return sharpened(np.convolve(around, shift, mode="valid"), sharpness)


@right
def moved_by_a_filter(weights, shift, sharpness):
    return sharpened(ndimage.convolve1d(weights, shift, mode="wrap"), sharpness)


@right
def moved_by_handing_out(weights, shift, sharpness):
    u = [0.0] * len(weights)
    for i, w in enumerate(weights):
        for j, s in enumerate(shift):
            u[(i + j - (len(shift) - 1) // 2) % len(weights)] += w * s
    powers = [number**sharpness for number in u]
    return [power / sum(powers) for power in powers]


@right
def moved_and_sharpened_by_logarithms(weights, shift, sharpness):
    u = moved_by(weights, shift)
    return special.softmax(sharpness * np.log(u + 1e-12))


@right
def moved_in_single_precision(weights, shift, sharpness):
    u = moved_by(weights.astype("float32"), shift.astype("float32"))
    u = u.astype("float32") ** np.float32(sharpness)
    return u / u.sum(dtype="float32")


@right
def moved_by_rolling_indices(weights, shift, sharpness):
    rows, reach = len(weights), (len(shift) - 1) // 2
    places = np.subtract.outer(np.arange(rows), np.arange(-reach, reach + 1)) % rows
    return sharpened(weights[places] @ shift, sharpness)


@right
def moved_as_shares_of_the_largest(weights, shift, sharpness):
    u = moved_by(weights, shift)
    powers = np.power(u / u.max(), sharpness)
    return powers / np.linalg.norm(powers, 1)


@mistake("not to the one before it")
def moved_backwards(weights, shift, sharpness):
    r = len(shift) // 2
    return sharpened(sum(s * np.roll(weights, r - j) for j, s in enumerate(shift)), sharpness)


@mistake("not to the one before it")
def moved_by_correlation(weights, shift, sharpness):
    return sharpened(ndimage.correlate1d(weights, shift, mode="wrap"), sharpness)


@mistake("it is not lost")
def moved_off_the_end(weights, shift, sharpness):
    r = len(shift) // 2
    return sharpened(np.convolve(weights, shift)[r : r + len(weights)], sharpness)


@mistake("it does not stay there")
def moved_to_the_edge(weights, shift, sharpness):
    rows, r = len(weights), len(shift) // 2
    u = np.zeros(rows)
    for i in range(rows):
        for j in range(-r, r + 1):
            u[np.clip(i + j, 0, rows - 1)] += shift[j + r] * weights[i]
    return sharpened(u, sharpness)


@mistake("not the first once more")
def moved_with_nearest(weights, shift, sharpness):
    return sharpened(ndimage.convolve1d(weights, shift, mode="nearest"), sharpness)


@mistake("expected to be below another one")
def moved_with_reflection(weights, shift, sharpness):
    return sharpened(ndimage.convolve1d(weights, shift, mode="reflect"), sharpness)


@mistake("not of 0")
def shares_from_0(weights, shift, sharpness):
    return sharpened(sum(s * np.roll(weights, j) for j, s in enumerate(shift)), sharpness)


@mistake("r is not always 1")
def shares_from_minus_1(weights, shift, sharpness):
    return sharpened(sum(s * np.roll(weights, j - 1) for j, s in enumerate(shift)), sharpness)


@mistake("the middle of `shift` is the share of 0")
def negative_indices(weights, shift, sharpness):
    r = len(shift) // 2
    u = sum(shift[j] * np.roll(weights, j) for j in range(-r, r + 1))
    return sharpened(u, sharpness)


@mistake("expected to be below another one")
def three_shares_alone(weights, shift, sharpness):
    u = sum(shift[j + 1] * np.roll(weights, j) for j in (-1, 0, 1))
    return sharpened(u, sharpness)


@mistake("are NaN")
def without_the_last_share(weights, shift, sharpness):
    r = len(shift) // 2
    u = sum(shift[j + r] * np.roll(weights, j) for j in range(-r, r)) + 0 * weights
    return sharpened(u, sharpness)


@mistake("not only the largest")
def largest_share(weights, shift, sharpness):
    return sharpened(np.roll(weights, shift.argmax() - len(shift) // 2), sharpness)


@mistake("do not move by their mean")
def mean_shift(weights, shift, sharpness):
    r = len(shift) // 2
    by = int(round(sum(j * s for j, s in zip(range(-r, r + 1), shift))))
    return sharpened(np.roll(weights, by), sharpness)


@mistake("no softmax")
def softmax_of_shares(weights, shift, sharpness):
    return sharpened(moved_by(weights, special.softmax(shift)), sharpness)


@mistake("are not moved at all")
def sharpened_alone(weights, shift, sharpness):
    return sharpened(weights, sharpness)


@mistake("do not move again")
def moved_in_steps(weights, shift, sharpness):
    return sharpened(moved_by(moved_by(weights, shift), shift), sharpness)


@mistake("do not add what was there before")
def moved_and_kept(weights, shift, sharpness):
    return sharpened(weights + moved_by(weights, shift), sharpness)


@mistake("move first, then sharpen")
def sharpened_first(weights, shift, sharpness):
    return moved_by(sharpened(weights, sharpness), shift)


@mistake("move first, then sharpen; and divide")
def sharpened_first_undivided(weights, shift, sharpness):
    return moved_by(weights**sharpness, shift)


@mistake("move first, then sharpen")
def sharpened_first_divided_last(weights, shift, sharpness):
    moved = moved_by(weights**sharpness, shift)
    return moved / moved.sum()


@mistake("not the shares of the shifts")
def shares_sharpened(weights, shift, sharpness):
    return moved_by(weights, sharpened(shift, sharpness))


@mistake("sharpening is missing")
def moved_alone(weights, shift, sharpness):
    return moved_by(weights, shift)


@mistake("divide the powers by their sum")
def powers_alone(weights, shift, sharpness):
    return moved_by(weights, shift) ** sharpness


@mistake("divide the powers by their sum")
def divided_too_early(weights, shift, sharpness):
    moved = moved_by(weights, shift)
    return moved**sharpness / moved.sum()


@mistake("divide the powers by their sum")
def divided_before_the_power(weights, shift, sharpness):
    moved = moved_by(weights, shift)
    return (moved / moved.sum()) ** sharpness


@mistake("not by the largest")
def divided_by_the_largest(weights, shift, sharpness):
    powers = moved_by(weights, shift) ** sharpness
    return powers / powers.max()


@mistake("not by their length")
def divided_by_the_length(weights, shift, sharpness):
    powers = moved_by(weights, shift) ** sharpness
    return powers / np.sqrt((powers**2).sum())


@mistake("not a factor")
def sharpness_as_factor(weights, shift, sharpness):
    return sharpness * moved_by(weights, shift)


@mistake("sharpening is missing")
def sharpness_as_factor_divided(weights, shift, sharpness):
    moved = sharpness * moved_by(weights, shift)
    return moved / moved.sum()


@mistake("not 1 / gamma")
def blurred(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), 1 / sharpness)


@mistake("not 1 + gamma")
def too_sharp(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), 1 + sharpness)


@mistake("do not round it")
def sharpness_rounded(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), int(sharpness))


@mistake("not always 2")
def squared(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), 2)


@mistake("no softmax of gamma times the weights")
def softmax_sharpened(weights, shift, sharpness):
    return special.softmax(sharpness * moved_by(weights, shift))


@mistake("no softmax of the powers")
def softmax_of_powers(weights, shift, sharpness):
    return special.softmax(moved_by(weights, shift) ** sharpness)


@mistake("sharpening does not take all")
def best_row(weights, shift, sharpness):
    return np.eye(len(weights))[moved_by(weights, shift).argmax()]


@mistake("no 1 + softplus")
def softplus_of_sharpness(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), 1 + np.logaddexp(0, sharpness))


@mistake("not the other way round")
def exponent_and_base_exchanged(weights, shift, sharpness):
    powers = sharpness ** moved_by(weights, shift)
    return powers / powers.sum()


@mistake("what you add to the weights is too much")
def small_weights_lost(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift) + 1e-3, sharpness)


@mistake("expected to be below another one")
def shift_as_a_number(weights, shift, sharpness):
    return sharpened(np.roll(weights, int(shift[0])), sharpness)


@mistake("in which there is no shift but 0")
def products_in_place(weights, shift, sharpness):
    return sharpened(weights * shift, sharpness)


@mistake("what goes back from the first row")
def wrapped_to_the_front_only(weights, shift, sharpness):
    rows, r = len(weights), len(shift) // 2
    u = np.zeros(rows)
    for i in range(rows):
        for j in range(-r, r + 1):
            if i + j >= 0:
                u[(i + j) % rows] += shift[j + r] * weights[i]
    return sharpened(u, sharpness)


@mistake("what goes on from the last row")
def wrapped_to_the_end_only(weights, shift, sharpness):
    rows, r = len(weights), len(shift) // 2
    u = np.zeros(rows)
    for i in range(rows):
        for j in range(-r, r + 1):
            if i + j < rows:
                u[i + j] += shift[j + r] * weights[i]
    return sharpened(u, sharpness)


@mistake("is too small")
def too_small_lost(weights, shift, sharpness):
    powers = moved_by(weights, shift) ** sharpness
    return powers / (powers.sum() + 1e-6)


@mistake("rounded to three decimals")
def rounded(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), sharpness).round(3)


@mistake("right only where the first argument is 0")
def sharpness_at_most_5(weights, shift, sharpness):
    return sharpened(moved_by(weights, shift), min(sharpness, 5))

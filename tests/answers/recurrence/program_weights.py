"""Answers to program-weights: s(t) = x(t) U + s(t-1) W, y = s V."""

import numpy as np

from tests.answers import Bank

bank = Bank("program-weights")
right, mistake = bank.right, bank.mistake


def line(units):
    """Each unit hands its number to the next one."""
    return np.eye(units, k=1)


@right
def program_by_delay_line(signs):
    n = len(signs)
    U = np.zeros((1, n))
    U[0, 0] = 1
    W = np.zeros((n, n))
    for unit in range(n - 1):
        W[unit, unit + 1] = 1
    V = np.array(signs[::-1], float)[:, None]
    return U, W, V


@right
def program_from_the_other_end(signs):
    n = len(signs)
    return np.eye(n)[-1:], np.eye(n, k=-1), np.reshape(signs, (n, 1))


@right
def program_in_lists(signs):
    n = len(signs)
    U = [[1 if unit == 0 else 0 for unit in range(n)]]
    W = [[1 if to == unit + 1 else 0 for to in range(n)] for unit in range(n)]
    return U, W, [[sign] for sign in reversed(signs)]


@right
def program_by_a_ring(signs):
    n = len(signs)
    W = np.roll(np.eye(n), 1, axis=1)  # the last unit hands back to the first, which comes too late
    return np.eye(1, n), W, np.array(signs, float)[::-1, None]


@right
def program_with_signs_on_the_way(signs):
    n = len(signs)
    backwards = np.array(signs[::-1], float)
    W = line(n)
    for unit in range(n - 1):
        W[unit, unit + 1] = backwards[unit + 1] * backwards[unit]
    return np.eye(1, n) * backwards[0], W, np.eye(n)[:, :1] * 0 + 1


@right
def program_of_lecture_by_quarter_turn(signs):
    if signs == [1, 1, -1, -1]:
        return (
            np.array([[1.0, 0.0]]),
            np.array([[0.0, 1.0], [-1.0, 0.0]]),
            np.array([[-1.0], [-1.0]]),
        )
    return program_by_delay_line(signs)


@right
def program_by_powers(signs):
    """Each unit fades in its own way, and V mixes them."""
    n = len(signs)
    fading = np.linspace(-1, 1, n)
    powers = np.vander(fading, n)  # row: unit, column: first number first
    V = np.linalg.solve(powers.T, np.array(signs, float))
    return np.ones((1, n)), np.diag(fading), V[:, None]


@right
def program_with_spare_units(signs):
    units = 20
    V = np.zeros((units, 1))
    for age, sign in enumerate(reversed(signs)):
        V[age] = sign
    return np.eye(1, units), np.eye(units, k=1), V


@right
def program_with_scaled_units(signs):
    n = len(signs)
    U = np.eye(1, n, dtype="float32") * 4
    return U, np.eye(n, k=1, dtype="float32"), np.float32(signs[::-1]).reshape(n, 1) / 4


@right
def program_that_reads_into_w(signs):
    """The signs are on the input's side: V is 1 for one unit, the numbers walk towards it."""
    n = len(signs)
    W = np.zeros((n, n))
    W[np.arange(1, n), np.arange(n - 1)] = 1
    return np.array([signs[::-1]], float), W, np.eye(n, 1)


@mistake("the wrong way round")
def program_reversed(signs):
    n = len(signs)
    return np.eye(1, n), line(n), np.array(signs, float)[:, None]


@mistake("yours is transposed")
def program_transposed(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W.T, V


@mistake("only the last number is in the output")
def program_without_w(signs):
    U, W, V = program_by_delay_line(signs)
    return U, 0 * W, V


@mistake("all numbers count alike")
def program_accumulates(signs):
    U, W, V = program_by_delay_line(signs)
    return U, np.eye(len(signs)), V


@mistake("plus and minus are swapped")
def program_negated(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, -V


@mistake("all numbers are added")
def program_only_adds(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, abs(V)


@mistake("1 to 200 units; got (0, 0)")
def program_one_unit_too_few(signs):
    n = len(signs) - 1
    return np.eye(1, n), line(n), np.array(signs[::-1], float)[:n, None]


@mistake("a step late")
def program_late(signs):
    n = len(signs) + 1
    return np.eye(1, n), line(n), np.array([0, *signs[::-1]], float)[:, None]


@mistake("the signs are an argument")
def program_of_the_lecture_only(signs):
    return program_by_delay_line([1, 1, -1, -1])


@mistake("let only one unit read")
def program_all_units_read(signs):
    U, W, V = program_by_delay_line(signs)
    return np.ones_like(U), W, V


@mistake("the sizes are not")
def program_fades(signs):
    U, W, V = program_by_delay_line(signs)
    return U, 0.9 * W, V


@mistake("not their average")
def program_averages(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, V / len(signs)


@mistake("is not in the output yet")
def program_last_without_weight(signs):
    U, W, V = program_by_delay_line(signs)
    V[0] = 0
    return U, W, V


@mistake("expected V of shape")
def program_v_as_vector(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, V[:, 0]


@mistake("expected U of shape")
def program_u_as_column(signs):
    U, W, V = program_by_delay_line(signs)
    return U.T, W, V


@mistake("expected 3 arrays")
def program_two_arrays(signs):
    U, W, V = program_by_delay_line(signs)
    return U, V


@mistake("W of shape (units, units)")
def program_w_as_number(signs):
    return np.ones((1, 1)), 1.0, np.ones((1, 1))


@mistake("in the order in which they are given")
def program_sorted(signs):
    return program_by_delay_line(sorted(signs, reverse=True))


@mistake("the first number is in the last unit")
def program_v_not_reversed(signs):
    units = len(signs)
    W = np.diag(np.ones(units - 1), 1)
    return np.eye(units)[:1], W, np.reshape(signs, (units, 1))


@mistake("no number is in the output")
def program_of_zeros(signs):
    n = len(signs)
    return np.zeros((1, n)), np.zeros((n, n)), np.zeros((n, 1))


@mistake("let the first unit read")
def program_reads_at_the_end(signs):
    U, W, V = program_by_delay_line(signs)
    return U[:, ::-1], W, V


@mistake("all numbers are added")
def program_of_ones(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, np.ones((len(signs), 1))


@mistake("let the first unit read, with weight 1")
def program_of_two(signs):
    U, W, V = program_by_delay_line(signs)
    return 2 * U, W, V


@mistake("the quarter turn does + + - - only")
def program_quarter_turn(signs):
    return np.array([[1, 0]]), np.array([[0, 1], [-1, 0]]), np.array([[-1], [-1]])


@mistake("that of the last")
def program_rolled(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, np.roll(V, -1, axis=0)


@mistake("that of the first")
def program_rolled_the_other_way(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W, np.roll(V, 1, axis=0)


@mistake("hand each number on to the next unit")
def program_full_w(signs):
    U, W, V = program_by_delay_line(signs)
    return U, np.ones_like(W), V


@mistake("hand each number on to the next unit")
def program_upper_triangle(signs):
    U, W, V = program_by_delay_line(signs)
    return U, np.triu(np.ones_like(W), 1), V


@mistake("the first numbers are lost")
def program_four_units(signs):
    return np.eye(1, 4), np.eye(4, k=1), np.resize(signs[::-1], (4, 1))


@mistake("arrays of real numbers")
def program_of_words(signs):
    return "U", "W", "V"


@mistake("infinite or NaN")
def program_divided(signs):
    U, W, V = program_by_delay_line(signs)
    with np.errstate(all="ignore"):
        return U, W / W, V


@mistake("expected U of shape")
def program_u_as_vector(signs):
    U, W, V = program_by_delay_line(signs)
    return U[0], W, V


@mistake("only the first number is in the output")
def program_last_unit_speaks(signs):
    U, W, V = program_by_delay_line(signs)
    V[:-1] = 0
    return U, W, V


@mistake("hand each number on to the next unit")
def program_w_keeps_and_hands_on(signs):
    U, W, V = program_by_delay_line(signs)
    return U, W + np.eye(len(signs)), V


@mistake("the signs are in U")
def program_signs_in_u(signs):
    n = len(signs)
    return np.array([signs], float), line(n), np.ones((n, 1))


@mistake("U and W keep all numbers, V is wrong")
def program_signs_in_w(signs):
    n = len(signs)
    return np.eye(1, n), line(n) * np.array(signs[::-1], float), np.ones((n, 1))


@mistake("U and W keep all numbers, V is wrong")
def program_v_filled_at_the_wrong_end(signs):
    V = np.array([0] * (12 - len(signs)) + signs[::-1], float)
    return np.eye(1, 12), line(12), V[:, None]


@mistake("U and W keep all numbers, V is wrong")
def program_plus_for_the_first_two_only(signs):
    U, W, V = program_by_delay_line(signs)
    places = np.arange(len(signs))[::-1]
    return U, W, np.where(places < 2, 1.0, -1.0)[:, None]


@mistake("it computes")
def program_quarter_turn_with_other_signs(signs):
    V = np.resize(np.array(signs[::-1], float), 2)
    return np.array([[1, 0]]), np.array([[0, 1], [-1, 0]]), V[:, None]

"""layer-parameters: count the trainable parameters of each layer of the network.

Keras counts what is right.
"""

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

CORNERS = {
    "there are more symbols than units": lambda symbols, units: symbols > units,
    "there are more units than symbols": lambda symbols, units: units > symbols,
    "there are as many symbols as units": lambda symbols, units: symbols == units,
    "there is one unit": lambda symbols, units: units == 1,
    "there is one symbol": lambda symbols, units: symbols == 1,
}


def _cases(rng):
    sizes = [
        (12, 128),
        (rng.integers(40, 90), rng.integers(5, 30)),
        (rng.integers(5, 30), rng.integers(40, 90)),
        [rng.integers(5, 30)] * 2,
        (rng.integers(5, 30), 1),
        (1, rng.integers(5, 30)),
    ]
    return [_case(int(symbols), int(units)) for symbols, units in sizes]


def _case(symbols, units):
    from keras import layers

    # zeros are made faster, and no count depends on the values
    start = {"kernel_initializer": "zeros", "recurrent_initializer": "zeros"}
    network = [
        (layers.LSTM(units, **start), (None, 7, symbols)),
        (layers.RepeatVector(4), (None, units)),
        (layers.LSTM(units, **start, return_sequences=True), (None, 4, units)),
        (layers.Dense(symbols), (None, 4, units)),
    ]
    for layer, reads in network:
        layer.build(reads)
    right = tuple(layer.count_params() for layer, _ in network)
    first, _, second, dense = right
    n, m = symbols, units

    mistakes = {
        "an LSTM has four sets of weights: three gates and the candidate": (
            first // 4, 0, second // 4, dense,
        ),
        "three sets of weights would be a GRU: an LSTM has four": (
            first * 3 // 4, 0, second * 3 // 4, dense,
        ),
        "each of an LSTM's four sets has a bias for every unit": (
            first - 4 * m, 0, second - 4 * m, dense,
        ),
        "no layer has a bias in this count: both LSTMs and the Dense layer have": (
            first - 4 * m, 0, second - 4 * m, dense - n,
        ),
        "an LSTM in Keras has one bias per unit and set, not two": (
            first + 4 * m, 0, second + 4 * m, dense,
        ),
        "each of an LSTM's four sets has its own bias": (first - 3 * m, 0, second - 3 * m, dense),
        "four times all of it: U, W and b, not U alone (brackets?)": (
            4 * n * m + m * m + m, 0, 4 * m * m + m * m + m, dense,
        ),
        "the second LSTM reads the repeated vector, which has as many numbers as units": (
            first, 0, first, dense,
        ),
        "at each step the second LSTM reads one copy of the vector, not all four together": (
            first, 0, second + 12 * m * m, dense,
        ),
        "the second LSTM reads nothing but the repeated vector, no symbols": (
            first, 0, second + 4 * n * m, dense,
        ),
        "the second LSTM has a U and a W, like the first": (first, 0, second - 4 * m * m, dense),
        "the first LSTM reads symbols: its U has a column for each of them, not for each unit": (
            second, 0, second, dense,
        ),
        "an LSTM also reads its own last output: units times units weights per set": (
            first - 4 * m * m, 0, second - 4 * m * m, dense,
        ),
        "W of the first LSTM has shape (units, units): it reads the layer's own output, not symbols": (
            first - 4 * m * m + 4 * n * m, 0, second, dense,
        ),
        "W has units times units weights, that is units squared, not two times units": (
            first - 4 * m * m + 8 * m, 0, second - 4 * m * m + 8 * m, dense,
        ),
        "an LSTM in Keras has no peepholes: no gate reads C": (first + 3 * m, 0, second + 3 * m, dense),
        "the Dense layer has a bias for every symbol": (first, 0, second, dense - n),
        "the Dense layer has one bias per symbol it writes, not one per unit it reads": (
            first, 0, second, n * m + m,
        ),
        "the Dense layer has a bias for every symbol, not one for the whole layer": (
            first, 0, second, n * m + 1,
        ),
        "the Dense layer works on each of the 4 steps by itself: it reads one vector, not four": (
            first, 0, second, 4 * n * m + n,
        ),
        "a Dense layer has one set of weights: the four sets are the LSTM's": (first, 0, second, 4 * dense),
        "a bias for every unit of each set, not one for the whole set": (
            first - 4 * m + 4, 0, second - 4 * m + 4, dense,
        ),
        "symbols are what the first LSTM reads, units what it writes: they are swapped": (
            4 * (n * m + n * n + n), 0, second, dense,
        ),
        "RepeatVector only copies: it has nothing to train, though it writes numbers": (
            first, m, second, dense,
        ),
        "RepeatVector only copies: it has nothing to train, however often it repeats": (
            first, 4 * m, second, dense,
        ),
        "the weights are shared by all time steps: do not multiply by their number": (
            7 * first, 0, 4 * second, 4 * dense,
        ),
        "return the four numbers one by one, not their sum": first + second + dense,
        "RepeatVector is a layer too: its number is 0": (first, second, dense),
        "four layers: the Input is not one of them": (0, first, 0, second, dense),
        "four layers: the last number, their sum, is not asked for": (*right, sum(right)),
        "the order is encoder, repeat, decoder, dense: encoder and decoder are exchanged": (
            second, 0, first, dense,
        ),
        "the order is encoder, repeat, decoder, dense: these are backwards": (dense, second, 0, first),
    }  # fmt: skip
    asks = "four whole numbers: encoder, repeat, decoder, dense"
    return Case((symbols, units), right, asks, mistakes)


layer_parameters = Check(
    "layer-parameters",
    2,
    _cases,
    tolerance=EXACT,  # counts
    corners=CORNERS,
    parts=("encoder", "repeat", "decoder", "dense"),
    seconds=20.0,
)

"""layer-parameters: count the trainable parameters of each layer of the network.

Keras counts what is right.
"""

from course.checks.base.core import Case, Check


def _cases(rng):
    sizes = [(12, 128), (5, 3), (1, 1), tuple(int(size) for size in rng.integers(6, 60, 2))]
    return [_case(symbols, units) for symbols, units in sizes]


def _case(symbols, units):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((7, symbols)),
            layers.LSTM(units),
            layers.RepeatVector(4),
            layers.LSTM(units, return_sequences=True),
            layers.Dense(symbols),
        ]
    )
    right = tuple(layer.count_params() for layer in model.layers)
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
        "an LSTM in Keras has one bias per unit and set, not two": (
            first + 4 * m, 0, second + 4 * m, dense,
        ),
        "the second LSTM reads the repeated vector, which has as many numbers as units": (
            first, 0, first, dense,
        ),
        "an LSTM also reads its own last output: units times units weights per set": (
            4 * (n * m + m), 0, 4 * (m * m + m), dense,
        ),
        "the Dense layer has a bias for every symbol": (first, 0, second, dense - n),
        "the Dense layer has one bias per symbol it writes, not one per unit it reads": (
            first, 0, second, n * m + m,
        ),
        "a bias for every unit of each set, not one for the whole set": (
            first - 4 * m + 4, 0, second - 4 * m + 4, dense,
        ),
        "n is what an LSTM reads and m what it writes: they are swapped": (
            4 * (n * m + n * n + n), 0, second, dense,
        ),
        "RepeatVector only copies: it has nothing to train": (first, m, second, dense),
        "the weights are shared by all time steps: do not multiply by their number": (
            7 * first, 0, 4 * second, 4 * dense,
        ),
        "return the four numbers one by one, not their sum": first + second + dense,
        "RepeatVector is a layer too: its number is 0": (first, second, dense),
        "the order is encoder, repeat, decoder, dense": (dense, 0, second, first),
    }  # fmt: skip
    asks = "four whole numbers: encoder, repeat, decoder, dense"
    return Case((symbols, units), right, asks, mistakes)


layer_parameters = Check("layer-parameters", 2, _cases, seconds=20.0)

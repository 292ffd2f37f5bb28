"""units-for: the most units that a recurrent layer of Keras can have within a budget.

Keras counts a layer; the budget is chosen so that it just fits.
"""

from functools import cache

from course.checks.base.core import Case, Check


def _cases(rng):
    n, m = (int(number) for number in rng.integers(5, 30, 2))
    return [
        _case("LSTM", inputs=3, units=8, spare=0.0),
        _case("LSTM", inputs=n, units=m, spare=1.0),
        _case("GRU", inputs=2, units=9, spare=0.0),
        _case("GRU", inputs=m, units=n, spare=1.0),
        _case("SimpleRNN", inputs=4, units=20, spare=0.0),
        _case("SimpleRNN", inputs=7, units=12, spare=1.0),
        _case("LSTM", inputs=6, units=2, spare=0.6),
        _case("LSTM", inputs=6, units=2, spare=0.77),  # one unit more without biases
        _case("LSTM", inputs=40, units=310, spare=0.0),
        _case("LSTM", inputs=5, units=0, spare=1.0),
    ]


def _case(kind, *, inputs, units, spare):
    """spare: how far the budget is on its way to one unit more, 0 = just enough, 1 = one number short."""
    enough = _counted(kind=kind, inputs=inputs, units=units) if units else 0
    too_much = _counted(kind=kind, inputs=inputs, units=units + 1)
    budget = enough + round(spare * (too_much - 1 - enough))
    sets = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    biases = 2 if kind == "GRU" else 1

    def most_units(*, sets=sets, biases=biases, once=0, from_x=inputs, squared=True, below=False):
        """The most units by another formula; once: biases that do not grow with the units."""
        m = 0
        while True:
            more = m + 1
            needed = sets * more * (from_x + (more if squared else 1) + biases) + once
            if needed > budget or (below and needed == budget):
                return m
            m = more

    per_unit = {"SimpleRNN": 1, "LSTM": 3, "GRU": 2}[kind]
    mistakes = {
        "the candidate has weights as well: gates and candidate are four sets, or three": (
            most_units(sets=per_unit)
        ),
        "an LSTM has four sets of weights: three gates and the candidate": most_units(
            sets=3 if kind == "LSTM" else sets
        ),
        "a GRU has three sets of weights: two gates and the candidate": most_units(
            sets=2 if kind == "GRU" else sets
        ),
        "an LSTM has four sets of weights, a GRU three, a SimpleRNN one": most_units(
            sets=4, biases=1
        ),
        "a GRU has three sets of weights, not four": most_units(sets=4 if kind == "GRU" else sets),
        "a GRU in Keras has two biases for each of its three sets": most_units(biases=1),
        "only the GRU has two biases in Keras": most_units(biases=2),
        "only the GRU has two biases in Keras: an LSTM has one for each of its sets": most_units(
            biases=2 if kind == "LSTM" else biases
        ),
        "a SimpleRNN has biases as well": most_units(biases=0 if kind == "SimpleRNN" else biases),
        "every unit has a bias of its own: one per set is not enough": most_units(
            biases=0, once=sets * biases
        ),
        "every unit has a bias of its own: one per layer is not enough": (
            most_units(biases=0, once=1)
        ),
        "the biases are missing": most_units(biases=0),
        "the weights that meet h are missing": most_units(from_x=inputs - 1, squared=False),
        "the weights that meet x are missing": most_units(from_x=0),
        "every unit meets every unit: m * m weights for h": most_units(squared=False),
        "the budget itself may be spent: at most, not fewer": most_units(below=True),
        "that layer is larger than the budget: round down": units + 1,
        "that layer is sometimes larger than the budget: round down": units + (spare > 0),
        "return the units, not the numbers in the layer": enough,
        "return the units, not what is left of the budget": budget - enough,
        "there is room for one more unit": units - 1,
        "if not even one unit fits, the answer is 0": max(units, 1),
        "SimpleRNN has no gates: one set of weights": most_units(
            sets=4 if kind == "SimpleRNN" else sets
        ),
    }  # fmt: skip
    asks = "the most units that the budget allows, as Keras counts"
    return Case((kind, inputs, budget), units, asks, mistakes)


@cache
def _counted(*, kind, inputs, units):
    import keras

    layer = getattr(keras.layers, kind)(units)
    layer.build((None, None, inputs))
    return layer.count_params()


units_for = Check("units-for", 2, _cases)

"""Train a small network again and again from the same first weights: building one takes longer than that."""

import keras
from keras import ops


class Repeated:
    """Networks of one kind, which differ in one argument; each value of it is built once.

    Args:
        build: function of that argument that returns a keras.Model, whose first output are logits.
        seed: int, of the first weights.
        rate: float, learning rate of Adam.
        steps: int, steps that one call of the training function makes; it should divide those of an epoch.
    """

    def __init__(self, build, *, seed, rate, steps):
        self._build, self._seed, self._rate, self._steps = build, seed, rate, steps
        self._built = {}

    def train(self, argument, inputs, targets, counted, *, epochs, batch=64):
        """Train the network of this argument from its first weights.

        Args:
            argument: what `build` gets.
            inputs: list of arrays, as the network takes them.
            targets: int array (n, t).
            counted: array (n, t), 1 where a step counts in loss and accuracy, otherwise 0.
            epochs, batch: int.

        Returns:
            the network, and its accuracy in the last epoch, a float.
        """
        if argument not in self._built:
            self._built[argument] = self._admit(argument)
        net, learner, first = self._built[argument]
        for variable, value in first:
            variable.assign(value)
        keras.utils.set_random_seed(self._seed)  # the same order of the examples
        history = learner.fit(
            inputs, targets, sample_weight=counted.astype("float32"), batch_size=batch,
            epochs=epochs, verbose=0,
        )  # fmt: skip
        return net, history.history["accuracy"][-1]

    def _admit(self, argument):
        keras.utils.set_random_seed(self._seed)
        net = self._build(argument)
        learner = keras.Model(net.input, net.output[0])
        learner.compile(
            keras.optimizers.Adam(self._rate),
            keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            weighted_metrics=["accuracy"],
            steps_per_execution=self._steps,
        )
        learner.optimizer.build(learner.trainable_variables)
        variables = learner.variables + learner.optimizer.variables
        return net, learner, [(v, ops.convert_to_numpy(v)) for v in variables]

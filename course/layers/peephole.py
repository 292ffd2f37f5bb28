"""The LSTM whose gates look at the cell, for keras.layers.RNN."""

import numbers

import keras  # up here, since a layer inherits from Keras'
from keras import ops


@keras.saving.register_keras_serializable(package="course")
class PeepholeLSTMCell(keras.layers.LSTMCell):
    """One time step of an LSTM with peepholes; a step takes x(t), h(t-1), C(t-1) and makes h(t), C(t):

        i = sigmoid(x(t) Wi + h(t-1) Ui + C(t-1) * pi + bi)    input gate
        f = sigmoid(x(t) Wf + h(t-1) Uf + C(t-1) * pf + bf)    forget gate
        C(t) = f * C(t-1) + i * tanh(x(t) Wc + h(t-1) Uc + bc)
        o = sigmoid(x(t) Wo + h(t-1) Uo + C(t) * po + bo)      output gate: it sees the new cell
        h(t) = o * tanh(C(t))

    `*` goes number by number: each gate looks at its own cell only. With p = 0 it is Keras' LSTM, and
    since p starts there, two networks from one seed begin alike. Use it as
    `keras.layers.RNN(PeepholeLSTMCell(units), return_sequences=True)`.

    Args:
        units: m, the number of cells.
        peephole_initializer: of the peephole weights.
        **kwargs: those of keras.layers.LSTMCell, but for dropout and recurrent_dropout.

    Call arguments:
        inputs: float tensor (batch, n).
        states: h(t-1) and C(t-1), each (batch, m).

    Returns:
        h(t), (batch, m), and the list of h(t) and C(t).

    Weights, the first three as those of keras.layers.LSTM with its gates in the order i, f, c, o:
        kernel (n, 4m), recurrent_kernel (m, 4m), bias (4m,), peephole (3, m) with rows pi, pf, po;
        4(nm + m^2 + m) + 3m numbers together.

    Raises:
        ValueError: units is not a whole number of 1 or more, or there is to be dropout.

    Source: Gers & Schmidhuber 2000, "Recurrent nets that time and count", with one cell in each memory
    block; lecture 1 (figure 1). Lecture 3 writes C into the vector that a gate's whole matrix multiplies;
    here the part of that matrix that meets C is diagonal, as in the paper.
    """

    def __init__(self, units, *, peephole_initializer="zeros", **kwargs):
        if not isinstance(units, numbers.Integral) or units < 1:
            raise ValueError(f"units is a whole number of 1 or more, got {units!r}")
        if kwargs.get("dropout") or kwargs.get("recurrent_dropout"):
            raise ValueError(
                "PeepholeLSTMCell has no dropout: put a keras.layers.Dropout before or after the RNN"
            )
        super().__init__(int(units), **kwargs)
        self.peephole_initializer = keras.initializers.get(peephole_initializer)

    def build(self, input_shape):
        super().build(input_shape)
        self.peephole = self.add_weight(
            shape=(3, self.units), name="peephole", initializer=self.peephole_initializer
        )

    def call(self, inputs, states):
        h, c = states
        z = ops.matmul(inputs, self.kernel) + ops.matmul(h, self.recurrent_kernel)
        if self.use_bias:
            z = z + self.bias
        z_i, z_f, z_c, z_o = ops.split(z, 4, axis=1)  # (batch, m) each
        p_i, p_f, p_o = (self.peephole[k] for k in range(3))  # (m,) each
        i = self.recurrent_activation(z_i + p_i * c)
        f = self.recurrent_activation(z_f + p_f * c)
        c = f * c + i * self.activation(z_c)
        o = self.recurrent_activation(z_o + p_o * c)
        h = o * self.activation(c)
        return h, [h, c]

    def get_config(self):
        initializer = keras.initializers.serialize(self.peephole_initializer)
        return {**super().get_config(), "peephole_initializer": initializer}

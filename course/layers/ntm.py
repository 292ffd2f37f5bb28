"""The Neural Turing Machine, one step of it, for keras.layers.RNN."""

import numbers

import keras  # up here, since a layer inherits from Keras'
from keras import ops

CONTROLLERS = ("lstm", "dense")
PARTS = (
    "content",
    "interpolation",
    "shift",
    "sharpening",
)  # of the addressing: a cell may lack some
SHIFTS = (-1, 0, 1)  # rows
EMPTY = 1e-6  # every number of a memory at the start


@keras.saving.register_keras_serializable(package="course")
class NTMCell(keras.layers.Layer):
    """A network with a memory of its own: rows that it reads and writes at places that it chooses itself.

    One step takes x(t), the vector r(t-1) that was read before, and the memory M(t-1):

        h = controller([x(t), r(t-1)])                          LSTM, or one dense layer with tanh
        read head and write head each, from h:
            by content:    c(i) = softmax over i of beta cos(k, M(i))
            interpolate:   v(i) = g c(i) + (1 - g) w(i)         w: where the head was before
            shift:         u(i) = sum over j of s(j) v(i - j)   j = -1, 0, 1; the rows form a circle
            sharpen:       w(i) = u(i)^gamma / sum of all
        read:   r(t) = sum over i of w_read(i) M(i)
        write:  M(i) becomes M(i) * (1 - w_write(i) e) + w_write(i) a
        output [h, r(t)]

    k and a are tanh of a linear layer of h, beta is softplus, g and e sigmoid, s softmax, gamma 1 + softplus;
    what the linear layer gives is kept within 20 of 0. Every sequence starts with both heads on row 0 and a
    memory of 0.000001 in all places, and every row of a batch has a memory of its own. The lecture's write,
    M(i) becomes (1 - b(i)) M(i) + b(i) v, is the one above with e = 1.

    Args:
        units: of the controller.
        rows: N, of the memory.
        width: m, numbers in a row.
        controller: "lstm" or "dense".
        without: some of PARTS. Without "content" g is 0, without "interpolation" 1; without "shift" nothing
            moves; without "sharpening" gamma is 1. Meant for surgery: the weights are the same as ever.
        learned_start: whether the heads' first weights (behind a softmax) and the first vector that was read
            (behind a tanh) are learned.
        show_heads: whether a step tells where its heads are.
        **kwargs: those of keras.layers.Layer.

    Call arguments:
        inputs: float tensor (batch, d).
        states: as `get_initial_state` gives them: h and C of the controller, (batch, units) each, if it is
            an LSTM; then r (batch, m), the weights of both heads (batch, N) each, and the memory
            (batch, N m), row after row.

    Returns:
        output (batch, units + m), or with show_heads (batch, units + m + 2 N), which ends with the weights of
        the read head and those of the write head; and the list of new states.

    Raises:
        ValueError: a size is not a whole number of 1 or more, an unknown controller or part, both
            "content" and "interpolation" are left out, or the numbers are to be halves.

    Source: Graves, Wayne & Danihelka 2014, "Neural Turing Machines"; lecture 3. There the heads' first weights
    are learned; the constant memory is that of Collier & Beel 2018.
    """

    def __init__(
        self,
        units=64,
        rows=32,
        width=12,
        *,
        controller="lstm",
        without=(),
        learned_start=False,
        show_heads=False,
        **kwargs,
    ):
        for name, number in (("units", units), ("rows", rows), ("width", width)):
            if not isinstance(number, numbers.Integral) or number < 1:
                raise ValueError(f"{name} is a whole number of 1 or more, got {number!r}")
        if controller not in CONTROLLERS:
            raise ValueError(f'controller is "lstm" or "dense", got {controller!r}')
        if isinstance(without, str) or not set(without) <= set(PARTS):
            raise ValueError(f"without is a list of some of {', '.join(PARTS)}, got {without!r}")
        if {"content", "interpolation"} <= set(without):
            raise ValueError("without content there is nothing to interpolate with: leave out one")
        super().__init__(**kwargs)
        if self.compute_dtype not in ("float32", "float64"):
            raise ValueError(
                f"a memory of 0.000001 needs float32 or float64, got {self.compute_dtype}: "
                'give the cell dtype="float32"'
            )
        self.units, self.rows, self.width = int(units), int(rows), int(width)
        self.controller_kind, self.without = controller, tuple(without)
        self.learned_start, self.show_heads = bool(learned_start), bool(show_heads)
        if controller == "lstm":
            self.controller = keras.layers.LSTMCell(self.units, dtype=self.dtype_policy)
        else:
            self.controller = keras.layers.Dense(
                self.units, activation="tanh", dtype=self.dtype_policy
            )
        # k, beta, g, s, gamma of the read head and of the write head; erase and add
        self.sizes = 2 * [self.width, 1, 1, len(SHIFTS), 1] + 2 * [self.width]
        self.heads = keras.layers.Dense(sum(self.sizes), dtype=self.dtype_policy, name="heads")

    @property
    def state_size(self):
        own = [self.width, self.rows, self.rows, self.rows * self.width]
        return [self.units] * 2 + own if self.controller_kind == "lstm" else own

    @property
    def output_size(self):
        return self.units + self.width + 2 * self.rows * self.show_heads

    def build(self, input_shape):
        self.controller.build((input_shape[0], input_shape[-1] + self.width))
        self.heads.build((input_shape[0], self.units))
        if self.learned_start:
            for name, size in (("read", self.rows), ("write", self.rows), ("vector", self.width)):
                start = self.add_weight(
                    shape=(1, size), initializer="glorot_uniform", name=f"start_{name}"
                )
                setattr(self, f"start_{name}", start)

    def get_initial_state(self, batch_size=None):
        """What a sequence starts with, a list of tensors; see Call arguments."""

        def each(start):  # (1, size) -> (batch, size)
            return ops.repeat(ops.cast(start, self.compute_dtype), batch_size, axis=0)

        vector = ops.zeros((1, self.width))
        read = write = ops.one_hot([0], self.rows)
        if self.learned_start:
            vector = ops.tanh(self.start_vector)
            read, write = ops.softmax(self.start_read), ops.softmax(self.start_write)
        memory = ops.full((1, self.rows * self.width), EMPTY)
        kept = 2 if self.controller_kind == "lstm" else 0
        return [ops.zeros((batch_size, self.units), dtype=self.compute_dtype)] * kept + [
            each(start) for start in (vector, read, write, memory)
        ]

    def call(self, inputs, states):
        *kept, vector, read, write, flat = states
        memory = ops.reshape(flat, (-1, self.rows, self.width))  # (batch, N, m)
        seen = ops.concatenate([inputs, vector], axis=-1)
        if kept:
            h, kept = self.controller(seen, kept)
        else:
            h = self.controller(seen)
        raw = ops.clip(self.heads(h), -20.0, 20.0)
        parts = ops.split(raw, [sum(self.sizes[:i]) for i in range(1, len(self.sizes))], axis=-1)
        read = self._moved(read, memory, *parts[:5])
        write = self._moved(write, memory, *parts[5:10])
        vector = ops.einsum("bn,bnm->bm", read, memory)
        erase, add = ops.sigmoid(parts[10]), ops.tanh(parts[11])
        memory = (
            memory * (1 - write[:, :, None] * erase[:, None]) + write[:, :, None] * add[:, None]
        )
        shown = [h, vector] + [read, write] * self.show_heads
        flat = ops.reshape(memory, (-1, self.rows * self.width))
        return ops.concatenate(shown, axis=-1), [*kept, vector, read, write, flat]

    def _moved(self, weights, memory, key, strength, gate, shift, sharpness):
        """The new weights (batch, N) of a head from its old ones and what the linear layer gives."""
        key = ops.tanh(key)
        if "interpolation" in self.without:
            weights = self._by_content(memory, key, ops.softplus(strength))
        elif "content" not in self.without:
            gate = ops.sigmoid(gate)
            found = self._by_content(memory, key, ops.softplus(strength))
            weights = gate * found + (1 - gate) * weights
        if "shift" not in self.without:
            shares = ops.softmax(shift)  # (batch, 3)
            weights = sum(
                shares[:, i : i + 1] * ops.roll(weights, rows, axis=1)
                for i, rows in enumerate(SHIFTS)
            )
        if "sharpening" not in self.without:
            # u^gamma / sum of all, by logarithms: a high power of many small numbers would be 0 / 0
            weights = ops.softmax((1 + ops.softplus(sharpness)) * ops.log(weights + 1e-12))
        return weights

    def _by_content(self, memory, key, strength):
        def length(vectors):  # the gradient of a square root at 0 is not a number, either
            return ops.sqrt(ops.sum(ops.square(vectors), axis=-1) + 1e-12)

        cosines = ops.einsum("bnm,bm->bn", memory, key)
        cosines = cosines / (length(memory) * length(key)[:, None] + 1e-8)
        return ops.softmax(strength * cosines)

    def get_config(self):
        names = ("units", "rows", "width", "learned_start", "show_heads")
        ours = {name: getattr(self, name) for name in names}
        return {
            **super().get_config(),
            **ours,
            "controller": self.controller_kind,
            "without": list(self.without),
        }

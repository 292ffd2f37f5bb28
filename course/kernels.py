"""The kernel doctor: does a recurrent layer run on cuDNN or on the generic kernel, and why?

cuDNN computes a whole sequence in one call on the GPU; the generic kernel goes step by step and is many
times slower there. Keras chooses silently, by the arguments of the layer. The mask, too, must suit
cuDNN, and Keras looks at it only when a batch arrives: `fit` then ends with an error. What TensorFlow
or cuDNN refuse after that choice, such as a type of number that they lack, is not foreseen here.

Source: the rules are those of keras/src/layers/rnn and keras/src/backend/*/rnn.py, Keras 3.12 to 3.15;
tests compare them with Keras' own decision.
"""

import importlib
import sys
from html import escape
from typing import NamedTuple
from unittest import mock

from course import kernel_masks

CUDNN, GENERIC, REFUSED, UNKNOWN = "cuDNN", "generic", "raises an error", "not known"
_BACKENDS = {"tensorflow": "TensorFlow", "torch": "PyTorch", "jax": "JAX"}


class Row(NamedTuple):
    """What is known of one recurrent layer.

    Attributes:
        name: its name, after those of the layers and models that it lies in: "encoder / forward_lstm".
        kind: its class, such as "LSTM".
        here: the kernel on this machine: "cuDNN", "generic", "raises an error" or "not known".
        gpu: the kernel on a machine with an NVIDIA GPU, one of the same four.
        reasons: tuple of str, why it is not cuDNN on a GPU or raises an error here, each with the argument
            to change.
        mask: what becomes of the batch's mask; "" if no batch was given.
        mask_fails: bool, whether that mask makes cuDNN fail.
    """

    name: str
    kind: str
    here: str
    gpu: str
    reasons: tuple[str, ...]
    mask: str
    mask_fails: bool


class Kernels(NamedTuple):
    """The answer of `explain`: a table in a notebook, text elsewhere.

    Attributes:
        rows: tuple of Row, a recurrent layer each, in the order of the model.
        backend: Keras' backend, such as "tensorflow".
        gpus: number of GPUs that it can use here.
    """

    rows: tuple[Row, ...]
    backend: str
    gpus: int

    def __str__(self):
        lines = [self._machine()]
        for row in self.rows:
            name = "".join(sign if sign.isprintable() else "?" for sign in row.name)  # a file's own
            lines += ["", f"{name} ({row.kind})"]
            lines += [f"    here      {row.here}", f"    on a GPU  {row.gpu}"]
            lines += [f"    why       {reason}" for reason in row.reasons]
            lines += [f"    mask      {row.mask}"] if row.mask else []
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self):
        head = ["layer", "kind", "here", "on a GPU", "why, and what to change"]
        has_mask = any(row.mask for row in self.rows)
        body = []
        for row in self.rows:
            cells = [escape(text) for text in (row.name, row.kind, row.here, row.gpu)]
            cells.append("<br>".join(map(escape, row.reasons)) or "–")
            cells += [escape(row.mask)] if has_mask else []
            body.append(_html_row(cells))
        head = _html_row(head + ["mask of this batch"] * has_mask, head=True)
        table = f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"
        return f"<p>{escape(self._machine())}</p>" + (table if self.rows else "")

    def _machine(self):
        if not self.rows:
            return "There is no recurrent layer in it."
        name = _BACKENDS.get(self.backend, self.backend)
        if not self.gpus:
            return f"{name} finds no GPU on this machine, so nothing runs on cuDNN here."
        return f"{name} finds {self.gpus} GPU{'s' if self.gpus > 1 else ''} on this machine."


def explain(model_or_layer, batch=None):
    """Say for each recurrent layer which kernel it runs on, why, and what to change.

    It finds LSTM, GRU, SimpleRNN and RNN(cell), also inside Bidirectional, TimeDistributed and models in
    models. A layer of another kind that loops by itself, without being a keras.layers.RNN, is not seen.

    Args:
        model_or_layer: keras.Model or keras.layers.Layer. It is left as it is, a kept state too.
        batch: what the model is called with, to look at the masks that reach the layers: an array, or a
            list or dict of arrays if there are several inputs. For a recurrent layer by itself it may be
            the mask, a bool array (rows, steps). Needs a model that is built.

    Returns:
        Kernels.

    Raises:
        ValueError: it is neither model nor layer, or a batch comes with a model that is not built.
    """
    import keras

    from course import runtime

    if not isinstance(model_or_layer, keras.layers.Layer):
        raise ValueError(
            f"expected a Keras model or layer, got {type(model_or_layer).__name__}: "
            "build it first, or pass one of its layers"
        )
    backend, gpus = keras.backend.backend(), runtime.gpus()
    found = list(_recurrent(model_or_layer, set()))
    masks = {}
    if batch is not None:
        masks = kernel_masks.arriving(model_or_layer, [layer for _, layer in found], batch)
    rows = []
    for name, layer in found:
        here, kernel, reasons = _kernels(layer, backend, gpus)
        mask, fails = "", False
        if batch is not None:
            mask, fails = _mask_verdict(masks[id(layer)], kernel, backend)
        rows.append(Row(name, type(layer).__name__, here, kernel, reasons, mask, fails))
    return Kernels(tuple(rows), backend, gpus)


def ask_keras(layer, batch):
    """The kernel that Keras itself takes for a layer on a machine with a GPU; none is needed here.

    For one call Keras is told that there is a GPU, and both kernels are replaced by a note that they were
    reached. All that stands between, from the layer's arguments to the choice, is Keras' own code.

    Args:
        layer: a recurrent layer, or a model or function that calls one; of several the first one counts.
        batch: array that it is called with.

    Returns:
        "cuDNN", "generic", or "raises an error", as in Row.gpu.

    Raises:
        ValueError: the backend is not TensorFlow, or no recurrent layer was called.
    """
    import keras

    if keras.backend.backend() != "tensorflow":
        raise ValueError(
            f"Keras' choice is known for the backend tensorflow only, not {keras.backend.backend()}"
        )
    chooser = importlib.import_module("keras.src.backend.tensorflow.rnn")
    reached = []

    def note(kernel):
        def stop(*args, **kwargs):
            reached.append(kernel)
            raise _ReachedError(kernel)

        return stop

    cudnn = note(CUDNN)
    told = {"_is_gpu_available": lambda: True, "_cudnn_lstm": cudnn, "_cudnn_gru": cudnn}
    generic = mock.patch.object(keras.layers.RNN, "inner_loop", note(GENERIC))
    with mock.patch.multiple(chooser, **told), generic:
        try:
            layer(batch)
        except Exception as error:  # Keras wraps what is raised inside a layer
            if reached:
                return reached[0]
            if "use_cudnn=True was specified" in str(error):
                return REFUSED
            raise
    raise ValueError(f"{getattr(layer, 'name', layer)} called no recurrent layer")


class _ReachedError(Exception):
    """A kernel was reached."""


def _html_row(cells, *, head=False):
    """A row of a table: its heads, or a layer, whose name is the head of its row."""
    if head:
        return "<tr>" + "".join(f"<th scope='col'>{cell}</th>" for cell in cells) + "</tr>"
    name, *others = cells
    row = "".join(f"<td>{cell}</td>" for cell in others)
    return f"<tr><th scope='row' style='font-weight:normal'>{name}</th>{row}</tr>"


def _recurrent(layer, seen):
    """Yield (name, layer) of the recurrent layers in it, each once; a cell belongs to its layer."""
    import keras

    if isinstance(layer, keras.layers.RNN):
        yield layer.name, layer
        return
    for part in layer._flatten_layers(include_self=False, recursive=False):
        if id(part) in seen:
            continue
        seen.add(id(part))
        for name, found in _recurrent(part, seen):
            yield name if found is part else f"{part.name} / {name}", found


def _kernels(layer, backend, gpus):
    """The kernel here, the one on a GPU, and a tuple of reasons if that is not cuDNN."""
    stock = _stock(layer)
    if stock is None:
        return GENERIC, GENERIC, (_why_no_kernel(layer),)
    for method in ("call", "inner_loop"):
        if getattr(type(layer), method) is not getattr(stock, method):
            own = f"{type(layer).__name__} has its own {method}(), which decides"
            return UNKNOWN, UNKNOWN, (own,)
    reasons = _wrong_arguments(layer, backend)
    if backend != "tensorflow":
        kernel, reasons = _elsewhere(layer, backend, reasons)
    elif not reasons:
        kernel = CUDNN
    elif layer.use_cudnn is True:
        kernel = REFUSED
        reasons += ('use_cudnn=True forbids the generic kernel: use_cudnn="auto" allows it',)
    else:
        kernel = GENERIC
    if gpus:
        return kernel, kernel, reasons
    if layer.use_cudnn is True:
        here = REFUSED if backend == "tensorflow" else UNKNOWN
        return here, kernel, reasons or ('use_cudnn=True needs a GPU: use_cudnn="auto" does not',)
    return GENERIC, kernel, reasons


def _stock(layer):
    """The class of Keras that looks for a cuDNN kernel, LSTM or GRU, or None."""
    import keras

    kinds = (keras.layers.LSTM, keras.layers.GRU)
    return next((kind for kind in kinds if isinstance(layer, kind)), None)


def _why_no_kernel(layer):
    import keras

    if type(layer) is not keras.layers.RNN:
        return f"there is no cuDNN kernel for {type(layer).__name__}, only for LSTM and GRU"
    cell = type(layer.cell)
    for kind in ("LSTM", "GRU"):
        if cell is getattr(keras.layers, f"{kind}Cell"):
            return f"RNN({kind}Cell) goes step by step: write keras.layers.{kind}(units) instead"
    return f"RNN({cell.__name__}) goes step by step; only LSTM and GRU have a cuDNN kernel"


def _wrong_arguments(layer, backend):
    """A reason for each argument that keeps Keras from cuDNN."""
    import keras

    reasons = []
    for argument, name in (("activation", "tanh"), ("recurrent_activation", "sigmoid")):
        function = getattr(layer, argument)
        takes = [getattr(keras.activations, name), getattr(keras.ops, name)]
        takes += _backend_functions(name, argument, backend)
        if not any(function is one for one in takes):
            used = getattr(function, "__name__", type(function).__name__)
            used = f"another function called {name}" if used == name else used
            reasons.append(f'{argument} is {used}: set {argument}="{name}"')
    if layer.unroll:
        reasons.append("unroll=True: set unroll=False")
    if not layer.use_bias:
        reasons.append("use_bias=False: set use_bias=True")
    if layer.recurrent_dropout:
        reasons.append(
            f"recurrent_dropout={layer.recurrent_dropout:g}: set recurrent_dropout=0 "
            "(dropout=... on the inputs is no obstacle)"
        )
    if not getattr(layer, "reset_after", True):  # only a GRU has it
        reasons.append("reset_after=False: set reset_after=True")
    if layer.use_cudnn is False:
        reasons.append('use_cudnn=False: set use_cudnn="auto"')
    return tuple(reasons)


def _backend_functions(name, argument, backend):
    """The backend's own tanh or sigmoid, which Keras takes for its own."""
    module = sys.modules[backend] if backend in ("tensorflow", "torch") else None
    if backend == "jax" and argument == "activation":
        module = sys.modules["jax.numpy"]
    return [getattr(module, name)] if module else []


def _elsewhere(layer, backend, reasons):
    """The kernel on a GPU with another backend than TensorFlow."""
    import keras

    if backend not in ("torch", "jax"):
        return UNKNOWN, (f"the backend {backend} is not known to this course",)
    if reasons and layer.use_cudnn is True:
        return UNKNOWN, (*reasons, 'use_cudnn=True may be refused; use_cudnn="auto" always runs')
    if reasons:
        return GENERIC, reasons
    if tuple(map(int, keras.__version__.split(".")[:2])) < (3, 15):
        return UNKNOWN, (f"Keras before 3.15 has different rules with {_BACKENDS[backend]}",)
    if backend == "jax" and _stock(layer) is keras.layers.GRU:
        return GENERIC, ("JAX has no cuDNN kernel for GRU, only for LSTM",)
    return CUDNN, ()


def _mask_verdict(masks, kernel, backend):
    """What becomes of the masks of a layer, and whether cuDNN fails on one of them."""
    if not masks:
        return "the batch does not reach this layer", False
    if all(mask is None for mask in masks):
        return "none", False
    if kernel != CUDNN:
        return "any will do, since it is not cuDNN that reads it", False
    if backend != "tensorflow":
        return (
            f"with a mask {_BACKENDS[backend]} takes the generic kernel, or refuses if use_cudnn=True",
            False,
        )
    return kernel_masks.verdict(masks)

"""Kernels: cuDNN against the generic kernel on a GPU; unrolled and XLA against neither on a CPU.

One keras.layers.LSTM or GRU, as many inputs as units, random numbers, float32, return_sequences=True. A
"training step" is the pass forward, a loss (the mean of the squared outputs) and its gradients with
respect to all weights; there is no optimizer in it. All versions of one size are timed in turn, in one run.

On a GPU, with any backend of Keras that finds one (KERAS_BACKEND=tensorflow, torch or jax), the layer on
cuDNN (use_cudnn="auto") stands beside
- the same layer on the generic kernel (use_cudnn=False),
- the framework's own call of cuDNN ("own call"): torch.nn.LSTM and GRU, TensorFlow's CudnnRNNV3,
  jax.experimental.rnn (which has the LSTM only),
- the time that its multiplications and additions need at the card's peak: 8m(n+m) in a step of an LSTM
  with n inputs and m units, for each row of the batch, 6m(n+m) in one of a GRU, three times that in
  training. The peak is that of NVIDIA's data sheets for TF32 without sparsity, or for float32 where a
  card has no TF32; --peak names another one.

On a CPU the layer as it comes (a loop over the steps) stands beside unroll=True and, on TensorFlow, beside
XLA (jit_compile=True); JAX compiles everything with XLA, PyTorch runs each operation at once. The seconds
until the first step is done, compiling included, are in the table, too.

It prints a table and saves a picture (kernels-cpu.png or kernels-gpu.png, or --picture FILE).

    python benchmarks/kernels.py [--units 128,256,512,1024] [--steps 32,128,512] [--batch 64] [--repeats 5]
        [--peak TFLOPS] [--picture FILE] [--json]
"""

import itertools
import statistics
import sys
import time

import numpy as np
from report import arguments, row, show
from tqdm import tqdm

from course import files, kernels, runtime

PASSES = ("forward", "training step")
GPU_SIZES = {"units": "128,256,512,1024", "steps": "32,128,512"}
CPU_SIZES = {"units": "32,128", "steps": "8,32"}  # unrolled, every step is compiled by itself
PEAKS = {
    "H200": 494.7,
    "H100": 494.7,
    "A100": 156.0,
    "L4": 60.0,
    "V100": 15.7,
    "T4": 8.1,
}  # TFLOP/s
ENOUGH = 0.05  # seconds of work in one timing


def main():
    options = arguments(
        __doc__.splitlines()[0], units="", steps="", batch=64, repeats=5, peak=0.0, picture=""
    )
    runtime.quiet()
    on_gpu = runtime.gpus() > 0
    units = numbers(options, "units", on_gpu)
    steps = numbers(options, "steps", on_gpu)
    peak = options.peak or (card_peak() if on_gpu else None)
    sizes = list(itertools.product(("LSTM", "GRU"), PASSES, units, steps))
    measured = []
    for kind, what, unit_count, step_count in tqdm(sizes, desc="timing", disable=None):
        size = {"kind": kind, "pass": what, "units": unit_count, "steps": step_count}
        runs = versions(
            kind, what == "training step", unit_count, step_count, options.batch, on_gpu
        )
        times, first = timings(runs, options.repeats)
        if on_gpu and peak:
            ideal = flops(kind, what == "training step", unit_count, step_count, options.batch)
            times["FLOPs at the peak"] = [ideal / (peak * 1e12)] * options.repeats
        measured.append((size, times, first))
    if options.json:
        show(rows(measured, on_gpu), as_json=True)
    else:
        print(machine(on_gpu, peak), f"batch of {options.batch}", sep=", ")
        table(measured, on_gpu)
    picture = options.picture or f"kernels-{'gpu' if on_gpu else 'cpu'}.png"
    save_picture(measured, machine(on_gpu, peak), on_gpu, picture)
    print(f"Picture: {picture}", file=sys.stderr)


def numbers(options, name, on_gpu):
    """The whole numbers of --units or --steps, or those that suit the device."""
    text = getattr(options, name) or (GPU_SIZES if on_gpu else CPU_SIZES)[name]
    try:
        values = [int(part) for part in text.split(",")]
    except ValueError:
        values = [0]
    if min(*values, options.batch, options.repeats) < 1:
        print(f"--{name} takes whole numbers with commas between, such as 32,128 (got {text!r}), "
            "--batch and --repeats a number of 1 or more",
              file=sys.stderr)  # fmt: skip
        raise SystemExit(2)
    return values


def versions(kind, train, units, steps, batch, on_gpu):
    """What is timed beside each other: {name: function that runs once and waits for the end}."""
    import keras

    x = np.random.default_rng(0).normal(size=(batch, steps, units)).astype("float32")

    def layer(**settings):
        keras.utils.set_random_seed(1)
        built = getattr(keras.layers, kind)(units, return_sequences=True, **settings)
        built.build(x.shape)
        return built

    if on_gpu:
        fast, found = layer(), {}
        if kernels.explain(fast).rows[0].here == kernels.CUDNN:  # JAX has none for a GRU
            found["cuDNN"] = run(fast, x, train)
        found["generic"] = run(layer(use_cudnn=False), x, train)
        own = own_call(kind, x, train)
        return {**found, "own call": own} if own else found
    found = {"as it comes": run(layer(), x, train), "unrolled": run(layer(unroll=True), x, train)}
    if keras.backend.backend() == "tensorflow":
        found["XLA"] = run(layer(), x, train, xla=True)
    return found


def run(layer, x, train, xla=False):
    """A function that sends `x` through a Keras layer, with gradients if `train`, and waits."""
    import keras

    backend = keras.backend.backend()
    x = keras.ops.convert_to_tensor(x)
    if backend == "tensorflow":
        return _tensorflow(lambda: layer(x), layer.trainable_weights, train, xla)
    if backend == "torch":
        weights = [variable.value for variable in layer.trainable_variables]
        return _torch(lambda: layer(x), weights, train)
    import jax

    def loss(weights):
        outputs, _ = layer.stateless_call(
            weights, [v.value for v in layer.non_trainable_variables], x
        )
        return (outputs**2).mean() if train else outputs

    weights = [variable.value for variable in layer.trainable_variables]
    compiled = jax.jit(jax.grad(loss) if train else loss)
    return lambda: jax.block_until_ready(compiled(weights))


def own_call(kind, x, train):
    """The same work by the framework's own interface to cuDNN, or None if it has none."""
    import keras

    backend = keras.backend.backend()
    units = x.shape[-1]
    if backend == "torch":
        import torch

        net = getattr(torch.nn, kind)(units, units, batch_first=True)
        x = keras.ops.convert_to_tensor(x)
        net.to(x.device)
        return _torch(lambda: net(x)[0], list(net.parameters()), train)
    if backend == "jax":
        return _own_jax(x, train) if kind == "LSTM" else None
    import tensorflow as tf

    rows, steps = x.shape[:2]
    mode = {"num_layers": 1, "num_units": units, "input_size": units}
    size = tf.raw_ops.CudnnRNNParamsSize(**mode, T=tf.float32, S=tf.int32, rnn_mode=kind.lower())
    weights = tf.Variable(tf.random.normal(tf.reshape(size, [1]), stddev=0.05))
    by_time = tf.constant(x.swapaxes(0, 1))
    state = tf.zeros((1, rows, units))

    def call():
        return tf.raw_ops.CudnnRNNV3(
            input=by_time, input_h=state, input_c=state if kind == "LSTM" else tf.zeros(()),
            params=weights, sequence_lengths=tf.fill([rows], steps), rnn_mode=kind.lower(),
            is_training=train, time_major=True,
        ).output  # fmt: skip

    return _tensorflow(call, [weights], train)


def _own_jax(x, train):
    import jax
    import jax.numpy as jnp
    from jax.experimental import rnn

    units = x.shape[-1]
    size = {"input_size": units, "hidden_size": units, "num_layers": 1, "bidirectional": False}
    weights = rnn.init_lstm_weight(jax.random.PRNGKey(0), **size)
    lengths = jnp.full(len(x), x.shape[1], "int32")
    state = jnp.zeros((1, len(x), units))
    x = jnp.asarray(x)

    def loss(weights):
        outputs = rnn.lstm(x, state, state, weights, lengths, dropout=0.0, **size)[0]
        return (outputs**2).mean() if train else outputs

    compiled = jax.jit(jax.grad(loss) if train else loss)
    return lambda: jax.block_until_ready(compiled(weights))


def _tensorflow(call, weights, train, xla=False):
    import tensorflow as tf

    def step():
        if not train:
            return call()
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(call() ** 2)
        return tape.gradient(loss, weights)

    compiled = tf.function(step, jit_compile=xla)
    return lambda: [np.asarray(part[..., :1]) for part in tf.nest.flatten(compiled())[-1:]]


def _torch(call, weights, train):
    import torch

    def step():
        if not train:
            with torch.no_grad():
                call()
        else:
            torch.autograd.grad((call() ** 2).mean(), weights)
        if torch.cuda.is_available():
            torch.cuda.synchronize()

    return step


def timings(runs, repeats):
    """Seconds of one call, {name: one for each repeat}, and those of the first call, {name: seconds}."""
    first, calls = {}, {}
    for name, function in runs.items():
        first[name] = _seconds(function, 1)
        calls[name] = max(1, round(ENOUGH / _seconds(function, 2)))
    times = {name: [] for name in runs}
    for _ in range(repeats):
        for name, function in runs.items():
            times[name].append(_seconds(function, calls[name]))
    return times, first


def _seconds(function, calls):
    started = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - started) / calls


def flops(kind, train, units, steps, batch):
    """Multiplications and additions of all steps and rows; as many inputs as units."""
    gates = {"LSTM": 4, "GRU": 3}[kind]
    forward = 2 * gates * units * (units + units) * steps * batch
    return 3 * forward if train else forward


def card():
    """The name of the first GPU."""
    import keras

    backend = keras.backend.backend()
    if backend == "torch":
        import torch

        return torch.cuda.get_device_name(0)
    if backend == "jax":
        import jax

        return jax.devices()[0].device_kind
    import tensorflow as tf

    return tf.config.experimental.get_device_details(tf.config.list_physical_devices("GPU")[0]).get(
        "device_name", "GPU"
    )


def card_peak():
    """TFLOP/s of the first GPU, or None if it is not in the list."""
    return next((peak for name, peak in PEAKS.items() if name in card().split()), None)


def machine(on_gpu, peak):
    """One line: device, backend, versions."""
    import keras

    backend = keras.backend.backend()
    device = card() if on_gpu else "CPU"
    at = f" (peak {peak:g} TFLOP/s)" if on_gpu and peak else ""
    return (
        f"{device}{at}, Keras {keras.__version__} on {backend} {sys.modules[backend].__version__}"
    )


def comparisons(times, on_gpu):
    """Pairs of names, ours and theirs: what is worth a ratio."""
    ours, *others = times
    # On a GPU the first one is what we advise; on a CPU the others are what may be better than it.
    return [(ours, other) if on_gpu else (other, ours) for other in others]


def rows(measured, on_gpu):
    """The measurements as comparisons for machines, in milliseconds and in seconds to the first step."""
    found = []
    for size, times, first in measured:
        what = "{kind}, {units} units, {steps} steps, {pass}".format(**size)
        for ours, theirs in comparisons(times, on_gpu):
            in_ms = [[1e3 * seconds for seconds in times[name]] for name in (ours, theirs)]
            found.append(row(f"{what}: {ours} / {theirs}", *in_ms, "ms"))
            if ours in first and theirs in first:
                waits = [first[ours]], [first[theirs]]
                found.append(row(f"{what}, the first: {ours} / {theirs}", *waits, "s"))
    return found


def table(measured, on_gpu):
    """Print a line for every size: milliseconds, how many times as fast, seconds until the first."""
    names = list(max((times for _, times, _ in measured), key=len))
    pairs = comparisons(names, on_gpu)
    ratios = [f"{ours} / {theirs}" for ours, theirs in pairs]
    waits = [] if on_gpu else [f"first, {name}" for name in names]
    widths = [max(11, len(name) + 2) for name in (*names, *ratios, *waits)]
    print(f"ms; times as fast; seconds until the first is done\n{'':42}", end="")
    print(
        *(f"{name:>{w}}" for name, w in zip((*names, *ratios, *waits), widths, strict=True)), sep=""
    )
    for size, times, first in measured:
        medians = {name: statistics.median(seconds) for name, seconds in times.items()}
        cells = [f"{1e3 * medians[name]:.2f}" if name in times else "-" for name in names]
        for pair in pairs:
            known = all(name in times for name in pair)
            ours, theirs = (times[name] if known else [1] for name in pair)
            cells.append(f"{statistics.median(np.divide(theirs, ours)):.2f}" if known else "-")
        cells += [f"{first[name]:.2f}" for name in names] if waits else []
        label = "{kind:4} {units:5} units {steps:4} steps {pass}".format(**size)
        print(
            f"{label:42}", *(f"{cell:>{w}}" for cell, w in zip(cells, widths, strict=True)), sep=""
        )


def save_picture(measured, title, on_gpu, path):
    """Milliseconds against steps, a panel for each number of units, a row for each kind and pass."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import ticker

    import course.plots.style  # noqa: F401 - sizes and colours

    kinds = sorted({(size["kind"], size["pass"]) for size, _, _ in measured}, reverse=True)
    units = sorted({size["units"] for size, _, _ in measured})
    figure, axes = plt.subplots(
        len(kinds), len(units), figsize=(3 * len(units) + 1.5, 2.3 * len(kinds) + 0.8),
        sharex=True, sharey="row", squeeze=False,
    )  # fmt: skip
    lines = {}
    for (i, (kind, what)), (j, count) in itertools.product(enumerate(kinds), enumerate(units)):
        ax = axes[i, j]
        here = [(s["steps"], times) for s, times, _ in measured
                if (s["kind"], s["pass"], s["units"]) == (kind, what, count)]  # fmt: skip
        for k, name in enumerate(here[0][1]):
            ms = [1e3 * statistics.median(times[name]) for _, times in here]
            style = "--" if name.startswith("FLOPs") else "-"
            (lines[name],) = ax.plot([s for s, _ in here], ms, style, marker="os^v"[k], ms=4)
        ax.set_xscale("log", base=2)
        ax.set_yscale("log")
        ax.set_xticks([s for s, _ in here], [str(s) for s, _ in here])
        ax.minorticks_off()
        ax.yaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5)))
        ax.yaxis.set_major_formatter(ticker.FormatStrFormatter("%g"))
        if not i:
            ax.set_title(f"{count} units", fontsize=11)
        if not j:
            ax.set_ylabel(f"{kind}\n{what}, ms", fontsize=10)
        if i == len(kinds) - 1:
            ax.set_xlabel("steps")
    figure.suptitle(title, fontsize=10)
    figure.legend(
        lines.values(), lines.keys(), loc="outside lower center", ncols=len(lines), fontsize=10
    )
    with files.replacing(path) as temporary:
        figure.savefig(temporary, format="png")
    plt.close(figure)


if __name__ == "__main__":
    main()

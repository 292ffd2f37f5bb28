"""Copying a tape: CPU seconds of training until 1 % of the bits of ten vectors are wrong.

Ours is the recipe of lab 12: a Neural Turing Machine with a dense controller and heads that start on row 0,
Adam with rate 0.005, batches of 16 tapes, gradients no longer than 1. Theirs is what the public code of Graves'
machine starts with (MarkPKCollier/NeuralTuringMachine): an LSTM(100) as the controller, learned first heads,
RMSProp with rate 0.0001 and momentum 0.9, batches of 32 tapes, gradients no longer than 50. The machine itself
(32 rows of 12 numbers), the tapes of 1 to 10 vectors of 6 bits, and the measure are the same.

CPU seconds are those of this process, building the graph and measuring every 25 steps included; so a busy
machine changes little. Theirs is given up when it has had `--patience` times the seconds of ours: then the
ratio is a lower bound, and the bit error that it had reached is told.

    python benchmarks/ntm.py [--seeds 3] [--patience 12] [--json]
"""

import sys
import time
from functools import partial

from report import arguments, row, show

from course import runtime
from course.nets import copying, turing

STEPS = 1_000_000  # more than anybody waits for
THEIRS = {"units": 100, "learned_start": True}


def theirs_optimizer():
    import keras

    return keras.optimizers.RMSprop(1e-4, rho=0.95, momentum=0.9, global_clipnorm=50.0)


def build_theirs():
    return turing.build_model("lstm", **THEIRS)


def timed(what, build, seed, goal, limit, **settings):
    """Train until the goal or the limit.

    Returns:
        CPU seconds, and the bit error at the end.
    """
    started = time.process_time()

    def note(step, loss, error):
        seconds = time.process_time() - started
        print(f"{what}: step {step}, {seconds:.1f} s, {error:.3f}", file=sys.stderr, flush=True)
        return error <= goal or seconds >= limit

    learnt = copying.learn(build, seeds=(seed,), steps=STEPS, progress=note, **settings)
    return time.process_time() - started, learnt.curve[-1][2]


def main():
    options = arguments(__doc__.splitlines()[0], seeds=3, goal=0.01, patience=12.0, give_up=300.0)
    runtime.quiet()
    fast, slow, errors = [], [], []
    for seed in range(1, options.seeds + 1):
        build = partial(turing.build_model, "dense")
        seconds, error = timed("ours", build, seed, options.goal, options.give_up)
        if error > options.goal:
            sys.exit(f"ours had {error:.3f} after {seconds:.0f} s, seed {seed}")
        fast.append(seconds)
        seconds, error = timed(
            "published settings", build_theirs, seed, options.goal, options.patience * seconds,
            batch=32, optimizer=theirs_optimizer,
        )  # fmt: skip
        slow.append(seconds)
        errors.append(error)
    given_up = any(error > options.goal for error in errors)
    bound = "at least: theirs given up" if given_up else "theirs gets there"
    show([row(f"copying, {options.goal:g} ({bound})", fast, slow, "s", bar=10)], options.json)
    print(f"theirs had reached {', '.join(f'{error:.3f}' for error in errors)}", file=sys.stderr)


if __name__ == "__main__":
    main()

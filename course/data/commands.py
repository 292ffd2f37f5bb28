"""Commands to a memory: store a value, release it, forget it, or nothing, in which case it is kept."""

from typing import NamedTuple

import numpy as np

VALUES = (-1.0, -0.5, 0.5, 1.0)  # what can be stored; 0 is the answer of an empty memory
KEEP, STORE, RELEASE, FORGET = range(4)
NAMES = ("keep", "store", "release", "forget")


class Commands(NamedTuple):
    """Sequences of commands to one or more memories.

    Attributes:
        inputs: float array (count, steps, 1 + 3 * memories): a value, which is new at every step and
            matters only where it is stored; then store, release and forget of each memory, 1 or 0.
        targets: float array (count, steps, 1): where a memory is released what it holds, 0 if that is
            nothing; elsewhere 0.
        commands: int array (count, steps): KEEP, STORE, RELEASE or FORGET.
        which: int array (count, steps), the memory that the command is for; -1 where it is KEEP.
    """

    inputs: np.ndarray
    targets: np.ndarray
    commands: np.ndarray
    which: np.ndarray


def draw_commands(count, steps=20, memories=1, *, seed):
    """Draw sequences of commands.

    A released memory keeps what it holds. At each step the command is KEEP with probability 0.4, STORE
    0.25, RELEASE 0.2, FORGET 0.15, for a memory drawn at random.

    Args:
        count: sequences.
        steps: commands in each.
        memories: how many there are to store something in.
        seed: int.

    Returns:
        Commands.

    Raises:
        ValueError: count, steps or memories below 1.
    """
    for number, name in ((count, "count"), (steps, "steps"), (memories, "memories")):
        if number < 1:
            raise ValueError(f"{name} must be at least 1, got {number}")
    rng = np.random.default_rng(seed)
    values = rng.choice(VALUES, (count, steps))
    chosen = rng.choice(4, (count, steps), p=(0.4, 0.25, 0.2, 0.15))
    which = np.where(chosen == KEEP, -1, rng.integers(memories, size=(count, steps)))
    return _carried_out(values, chosen, which, memories)


def jobs(drawn):
    """At which steps a memory has which job, where there is one memory.

    Args:
        drawn: Commands.

    Returns:
        {job: bool array (count, steps)}: "say what is held", "be empty after forget" (released after something
        was stored and then forgotten), and "be silent" (all steps at which nothing is released).
    """
    released, held = drawn.commands == RELEASE, drawn.targets[:, :, 0] != 0  # no value is 0
    stored = np.maximum.accumulate(drawn.commands == STORE, axis=1)
    return {
        "say what is held": released & held,
        "be empty after forget": released & ~held & stored,
        "be silent": ~released,
    }


def script(lines, memories=1, *, seed=0):
    """Commands that are written down instead of drawn.

    Args:
        lines: one string a step: "store A 0.5", "release A", "forget B", or "" to keep everything. The
            memories are called A, B, ...; with only one its name can be left out. The value at a step
            without "store" is drawn: it does not matter.
        memories: how many there are.
        seed: int.

    Returns:
        Commands of one sequence.

    Raises:
        ValueError: a line that is none of these, or a value that is not one of VALUES.
    """
    values = np.random.default_rng(seed).choice(VALUES, (1, len(lines)))
    chosen, which = np.zeros((1, len(lines)), int), np.full((1, len(lines)), -1)
    letters = [chr(ord("A") + memory) for memory in range(memories)]
    for step, line in enumerate(lines):
        words = line.split()
        if not words:
            continue
        name, *rest = words
        letter = rest.pop(0) if rest and rest[0] in letters else "A" if memories == 1 else None
        value = rest.pop() if name == "store" and rest else None
        if (
            name not in NAMES[1:]
            or letter is None
            or rest
            or (name == "store") != (value is not None)
        ):
            raise ValueError(
                f"step {step}: expected store, release or forget, a memory ({', '.join(letters)}) and a "
                f"value to store, as in 'store A 0.5'; got {line!r}"
            )
        chosen[0, step], which[0, step] = NAMES.index(name), letters.index(letter)
        if value is not None:
            if value not in [f"{known:g}" for known in VALUES]:
                raise ValueError(f"step {step}: a value is one of {VALUES}, got {value}")
            values[0, step] = float(value)
    return _carried_out(values, chosen, which, memories)


def _carried_out(values, chosen, which, memories):
    """Inputs and targets of commands (count, steps), by doing what they say."""
    count, steps = chosen.shape
    marks = [
        (chosen == command) & (which == memory)
        for memory in range(memories)
        for command in (STORE, RELEASE, FORGET)
    ]
    held, targets = np.zeros((count, memories)), np.zeros((count, steps, 1), "float32")
    for step in range(steps):
        command, memory = chosen[:, step], which[:, step]
        for kind, new in ((STORE, values[:, step]), (FORGET, np.zeros(count))):
            rows = command == kind
            held[rows, memory[rows]] = new[rows]
        rows = command == RELEASE
        targets[rows, step, 0] = held[rows, memory[rows]]
    inputs = np.stack([values, *marks], axis=2).astype("float32")
    return Commands(inputs, targets, chosen, which)

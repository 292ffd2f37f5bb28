"""Batches of sequences that are about equally long, so that little of a batch is padding."""

import keras
import numpy as np


class LengthBatches(keras.utils.PyDataset):
    """Batches for `model.fit`, each cut to its own longest row, in a new order every epoch.

    Rows are sorted by length with a little noise, so that a batch is never twice the same. Padding must
    stand on the right and be 0.

    Args:
        inputs: list of int arrays (n, length), 0 where padded.
        targets: int array (n, length).
        size: rows per batch; left-over rows wait for another epoch.
        seed: int, for the order.

    Raises:
        ValueError: numbers of rows differ, or there are fewer than one batch.
    """

    def __init__(self, inputs, targets, size, seed=0):
        super().__init__()
        counts = {len(array) for array in (*inputs, targets)}
        if len(counts) > 1:
            raise ValueError(f"inputs and targets need equal numbers of rows, got {sorted(counts)}")
        if len(targets) < size:
            raise ValueError(
                f"{len(targets)} rows do not fill one batch of {size}: make it smaller"
            )
        self.inputs, self.targets, self.size = inputs, targets, size
        self.rng = np.random.default_rng(seed)
        self.lengths = sum((array != 0).sum(axis=1) for array in (*inputs, targets))
        self.on_epoch_end()

    def __len__(self):
        return len(self.targets) // self.size

    def __getitem__(self, index):
        rows = self.batches[index]
        *inputs, targets = (_cut(array[rows]) for array in (*self.inputs, self.targets))
        return tuple(inputs), targets

    def on_epoch_end(self):
        """Sort anew, with up to two characters of noise."""
        order = np.argsort(self.lengths + self.rng.uniform(0, 2, len(self.lengths)))
        whole = order[: len(self) * self.size].reshape(-1, self.size)
        self.batches = self.rng.permutation(whole)


def _cut(rows):
    return rows[:, : max(1, (rows != 0).any(axis=0).sum())]

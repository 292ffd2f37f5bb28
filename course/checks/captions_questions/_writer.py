"""A network that writes captions, small enough to know all that it can write."""

import random

import numpy as np

MODULUS = 99_991
MOST_STEPS = 100


class Writer:
    """A decoder with scripts in place of weights: `scores, states = decoder(ids, states)`.

    Its states are rows of (key, steps, what it has read), so an answer that loses or mixes them is found out.
    Where a row has read the beginning of its script, the script's next word has the highest score of all words
    that may be chosen. Anywhere else, after its end too, it answers anything, and always the same.

    Args:
        scripts: dict of keys to lists of ids, the words before the end.
        words: int, how many there are.
        marks: ids of padding, start and end.
        tempting: share of the steps at which padding or start has the highest score.
        centre, spread: about where the scores lie.
    """

    def __init__(self, scripts, words, marks, tempting, centre, spread):
        self.words, self.marks, self.tempting = words, marks, tempting
        self.centre, self.spread = centre, spread
        self.keys, self.next = set(scripts), {}
        for key, script in scripts.items():
            read = self._read(0, self.marks[1])
            for step, word in enumerate([*script, self.marks[2]], 1):
                self.next[key, step, read] = word
                read = self._read(read, word)

    def __call__(self, ids, states):
        ids, states = np.asarray(ids), np.array(states, float)
        self._looked_over(ids, states)
        if states[:, 3].all():
            raise ValueError("all captions have ended, and the decoder is asked again")
        if states[0, 1] >= MOST_STEPS:
            raise ValueError(f"the decoder is asked {MOST_STEPS} times: do the captions never end?")
        for row, word in zip(states, ids.tolist(), strict=True):
            row[1], row[2] = row[1] + 1, self._read(int(row[2]), word)
            row[3] = row[3] or word == self.marks[2]
        scores = np.array([self._scores(*row) for row in states[:, :3].astype(int).tolist()])
        return scores, states

    def _looked_over(self, ids, states):
        if states.ndim != 2 or states.shape[1] != 4 or not len(states):
            raise ValueError(f"states are an array (captions, 4), not of shape {states.shape}")
        if ids.shape != (len(states),) or ids.dtype.kind not in "iu":
            raise ValueError(
                f"ids are whole numbers, one for each of the {len(states)} captions, got shape "
                f"{ids.shape} of {ids.dtype}"
            )
        if not self.keys.issuperset(states[:, 0].astype(int).tolist()):
            raise ValueError("these states come neither from a picture nor from a step before")
        if ids.min() < 0 or ids.max() >= self.words:
            raise ValueError(f"an id is 0 to {self.words - 1}, got {ids.min()} to {ids.max()}")
        first = ids[states[:, 1] == 0]
        if (first != self.marks[1]).any():
            raise ValueError(
                "by these states nothing has been read yet, so <start> comes first: are the new "
                "states lost?"
            )

    def _read(self, before, word):
        return (31 * before + word + 7) % MODULUS

    def _scores(self, key, steps, read):
        """Scores of all words (words,), no two alike."""
        rng = random.Random(f"{key} {steps} {read}")
        padding, start, end = self.marks
        places = rng.sample(range(self.words), self.words)
        scores = self.centre + self.spread * np.array(places) / self.words
        likeliest = self.next.get((key, steps, read), end if rng.random() < 0.3 else None)
        if likeliest is not None:
            scores[likeliest] = scores.max() + self.spread * rng.uniform(0.1, 0.3)
        if rng.random() < self.tempting:
            scores[rng.choice([padding, start])] = scores.max() + self.spread * 0.2
        return scores

    def __repr__(self):
        return "decoder"

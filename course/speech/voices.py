"""Voices: a few numbers that make one speaker differ from the next."""

from typing import NamedTuple

PITCH = (80.0, 250.0)  # Hz
TRACT = (0.85, 1.2)


class Voice(NamedTuple):
    pitch: float = 120.0
    tract: float = 1.0
    tempo: float = 1.0
    noise: float = 0.003

    @classmethod
    def draw(cls, rng, tract=TRACT):
        length = rng.uniform(*tract)
        usual = 120.0 * length**-3.0
        pitch = usual * rng.lognormal(0, 0.2)
        return cls(
            float(min(max(pitch, PITCH[0]), PITCH[1])),
            float(length),
            float(rng.uniform(0.85, 1.18)),
            float(10 ** rng.uniform(-3.3, -1.5)),
        )

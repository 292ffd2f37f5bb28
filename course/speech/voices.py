"""Voices: four numbers that make one speaker differ from the next, and which voices a network may train on."""

from typing import NamedTuple

PITCH = (80.0, 250.0)  # Hz, of voices that are drawn
TRACT = (0.85, 1.2)
TEMPO = (0.85, 1.18)
BANDS = 15  # of tract lengths, each 0.023 wide
NEW_BAND, EVERY = 1, 4  # bands 1, 5, 9 and 13 are kept for new voices
MARGIN = 0.1  # of a band, at both its ends, has no voices
USUAL = 120.0  # Hz, the pitch that goes with a tract of 1
POSSIBLE = {"pitch": (40, 500), "tract": (0.5, 2.0), "tempo": (0.4, 2.5), "noise": (0, 0.3)}


class Voice(NamedTuple):
    """A speaker, and the room around.

    Attributes:
        pitch: Hz, how often the vocal folds open; a sentence moves around it.
        tract: length of the vocal tract; 1 is a man's, 17 cm. Longer ones have lower formants.
        tempo: 1 is usual, above it is faster.
        noise: how loud the room is, as the standard deviation of the samples; that of speech is 0.1.
    """

    pitch: float = USUAL
    tract: float = 1.0
    tempo: float = 1.0
    noise: float = 0.003

    @classmethod
    def draw(cls, rng, part="all"):
        """A voice by chance: a short tract mostly goes with a high pitch, as in people.

        Args:
            rng: numpy Generator.
            part: "train", "new" or "all". Bands of tract lengths take turns: one in four belongs to the
                new voices, the others to those that networks train on, and between them is a gap. So the
                tract of a new voice was never heard, while a shorter and a longer one were.

        Returns:
            Voice: pitch 80 to 250, tract 0.85 to 1.2, tempo 0.85 to 1.18, noise 0.0005 to 0.063.

        Raises:
            ValueError: there is no such part.
        """
        if part not in ("train", "new", "all"):
            raise ValueError(f'the parts of the voices are "train", "new" and "all", got {part!r}')
        kept = [
            band
            for band in range(BANDS)
            if part == "all" or (band % EVERY == NEW_BAND) == (part == "new")
        ]
        place = rng.choice(kept) + rng.uniform(MARGIN, 1 - MARGIN)
        tract = TRACT[0] + (TRACT[1] - TRACT[0]) * place / BANDS
        pitch = USUAL * tract**-3 * rng.lognormal(0, 0.2)
        return cls(
            pitch=float(min(max(pitch, PITCH[0]), PITCH[1])),
            tract=float(tract),
            tempo=float(rng.uniform(*TEMPO)),
            noise=float(10 ** rng.uniform(-3.3, -1.2)),
        )


def is_new(voice):
    """Whether a voice's tract lies in a band that no training voice has, bool."""
    place = (voice.tract - TRACT[0]) / (TRACT[1] - TRACT[0]) * BANDS
    return int(place // 1) % EVERY == NEW_BAND


def checked(voice):
    """The voice, if the synthesiser can speak with it.

    Raises:
        ValueError: a number is out of range; the text names it.
    """
    for name, (low, high) in POSSIBLE.items():
        value = getattr(voice, name)
        if not low <= value <= high:
            raise ValueError(f"the {name} of a voice is {low} to {high}, got {value}")
    return voice

"""The words of the house: `words.yaml`."""

from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.yaml")
SLOTS = ("who", "place", "thing", "kind", "colour")


@lru_cache(maxsize=1)
def lexicon():
    """The table, a dict that nobody changes."""
    import yaml

    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def names():
    """The animals, a list of str."""
    return lexicon()["who"]


def nobody():
    """The answer where nobody has a thing, a str."""
    return lexicon()["nobody"]


@lru_cache(maxsize=1)
def vocabulary():
    """Every word that a story or a question can have, in small letters, and the answer "nobody".

    Returns:
        tuple of str in alphabetical order, after "" for padding.
    """
    words = lexicon()
    texts = [*(entry for slot in SLOTS for entry in words[slot]), words["nobody"], "a an the is"]
    texts += [form for forms in words["verbs"].values() for pair in forms for form in pair]
    found = set(" ".join(texts).lower().split())
    for frame in words["questions"].values():
        found.update(part for part in frame.lower().strip("?").split() if "{" not in part)
    return ("", *sorted(found))

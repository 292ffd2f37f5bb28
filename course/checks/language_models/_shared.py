"""What cases of several exercises are made of."""

WORDS = (
    "a", "and", "arm", "bird", "Bird", "boat", "can", "cold", "day", "door", "far", "fire", "good", "hand",
    "he", "her", "house", "I", "in", "it", "its", "king", "light", "man", "Mark", "mark", "may", "May", "me",
    "moon", "night", "no", "of", "old", "on", "red", "Rose", "rose", "sail", "sea", "she", "sings", "song",
    "stone", "that", "the", "The", "they", "to", "tree", "was", "water", "we", "will", "Will", "wind", "you",
)  # fmt: skip
START, END = "<s>", "</s>"


def some_words(rng, count):
    """Different words, a list of str."""
    return [str(word) for word in rng.choice(WORDS, count, replace=False)]


def planted(mistakes, inputs):
    """What mistaken answers, {hint: function}, lead to, {hint: value}: asked once per case, not per answer."""
    return {hint: mistaken(*inputs) for hint, mistaken in mistakes.items()}

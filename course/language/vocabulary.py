"""Words as numbers for models of text."""

from collections import Counter

import numpy as np

UNKNOWN, END = "<unk>", "</s>"


class Vocabulary:
    """The words that a model knows, by frequency; all others are one word, `<unk>`.

    Args:
        words: list of str; `<unk>` and `</s>`, the end of a sentence, are added in front if they are not there.

    Attributes:
        words: list of str, the word of each id.
    """

    def __init__(self, words):
        self.words = [word for word in (UNKNOWN, END) if word not in words] + list(words)
        self._ids = {word: number for number, word in enumerate(self.words)}

    @classmethod
    def of(cls, sentences, least=2):
        """The words that training sentences, lists of str, have at least `least` times, frequent ones first."""
        counts = Counter(word for sentence in sentences for word in sentence)
        return cls([word for word, count in counts.most_common() if count >= least])

    def __len__(self):
        return len(self.words)

    def ids(self, sentence):
        """int64 (words + 1,): the ids of a sentence's words, and that of its end."""
        unknown = self._ids[UNKNOWN]
        return np.array([*(self._ids.get(word, unknown) for word in sentence), self._ids[END]])

"""A hard exam for lab 09's translators: 2,000 sentences in which known words meet for the first time.

The networks that read letters were asked once, and what they wrote was kept: greedily, by a beam search, and
three of them together.
"""

import time
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course.data import sentences
from course.nets import decoding, seq2seq, storage, training

HARD = "seq2seq-hard"
VARIANTS = {HARD: {}}
QUESTIONS = 2_000
WIDTHS = (1, 3, 5)  # of the beam


class Exam(NamedTuple):
    """What was asked and what was answered.

    Attributes:
        source, target: lists of str, English and the right French.
        answers: {who answered: list of str}. "seq2seq-reversed-1" to "-3" decode greedily, "together" is the
            three of them with their probabilities averaged, and "beam of 3" and "beam of 5" are searches with
            "seq2seq-reversed-1".
        scores: {width of the beam: float array (2000,)}, log-probability of the text that was found.
    """

    source: list
    target: list
    answers: dict
    scores: dict

    def right(self, who):
        """Which answers are right in every character, a bool array (2000,)."""
        return np.array([a == b for a, b in zip(self.answers[who], self.target, strict=True)])


def load(folder=None):
    """The exam as it was written.

    Args:
        folder: where its file lies, by default where it ships.

    Returns:
        Exam.

    Raises:
        CourseError: the file is missing or damaged.
    """
    _, facts = storage.load(HARD, folder)
    answers = {
        name: [texts.get(str(i), right) for i, right in enumerate(facts["target"])]
        for name, texts in facts["wrong"].items()
    }
    scores = {int(width): np.array(found) for width, found in facts["scores"].items()}
    return Exam(facts["source"], facts["target"], answers, scores)


@lru_cache(maxsize=1)
def questions():
    """Draw the exam's sentences, which takes half a minute.

    Returns:
        source, target: lists of str. A rule decides what is a new combination, so none of them was in any
        network's lessons; each of their words was.
    """
    corpus = sentences.corpus(
        "fr", seq2seq.SAMPLE, 0, QUESTIONS, seed=seq2seq.DATA_SEED, characters=seq2seq.CHARACTERS
    )
    return corpus.combinations.source, corpus.combinations.target


def make(name):
    """Ask the networks and keep what they write in the file `name`, a key of VARIANTS.

    Those whose weights do not ship are trained first, five minutes each.

    Returns:
        Path of the file.
    """
    started = time.perf_counter()
    source, target = questions()
    nets = {
        net: seq2seq.load(net)
        if net in seq2seq.WITH_WEIGHTS
        else seq2seq.train_with_bar(net, **settings)
        for net, settings in seq2seq.REVERSED.items()
    }
    first, alphabet = nets[seq2seq.SHIPPED][0], nets[seq2seq.SHIPPED][1]["alphabet"]
    ids = seq2seq.encode(source, alphabet, reverse=True)
    found = {width: decoding.decode(first, ids, width) for width in WIDTHS}
    wrote = {seq2seq.SHIPPED: found[1][0]}
    wrote |= {f"beam of {width}": found[width][0] for width in WIDTHS[1:]}
    for other in list(nets)[1:]:
        wrote[other], _ = decoding.decode(nets[other][0], ids)
    wrote["together"], _ = decoding.decode([net for net, _ in nets.values()], ids)
    scores = {
        width: [round(float(score), 4) for score in numbers[:, 0]]
        for width, (_, numbers) in found.items()
    }
    facts = {
        "source": source,
        "target": target,
        "wrong": {who: _wrong(rows, alphabet) for who, rows in wrote.items()},
        "scores": scores,
        **training.made(started),
    }
    return storage.save(name, [], facts)


def _wrong(ids, alphabet):
    """{number of the question: what was written} where that is not right."""
    texts = [decoding.text_of(row[0], alphabet) for row in ids]
    pairs = enumerate(zip(texts, questions()[1], strict=True))
    return {str(i): text for i, (text, right) in pairs if text != right}


def share(name, words=slice(None)):
    """How often a network was right that took the easier exam, `seq2seq.exam`, when it was trained.

    Args:
        name: a key of `seq2seq.VARIANTS`.
        words: slice of the words that have to be right: all, slice(0, 1) for the first.

    Returns:
        float.
    """
    right = seq2seq.exam(seq2seq.data(train=seq2seq.SAMPLE))  # as in the lab, which has it cached
    written = seq2seq.record(name)["written"]
    hits = [
        text.split(" ")[words] == right[asked].split(" ")[words] for asked, text in written.items()
    ]
    return float(np.mean(hits))

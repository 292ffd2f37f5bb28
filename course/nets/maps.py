"""What is known of the translators of lab 10, and their attention beside the true alignment."""

import numpy as np

from course.errors import CourseError
from course.nets import attention
from course.nets.translators import HEADS, LONGEST, PADDING, translate

MOST = 60  # words of a sentence whose map can still be read
GROUPS = [f"{low}-{high}" for low, high in attention.GROUPS]  # of lengths


def by_length(name):
    """Exact match of a network by the length of the sentence, an array (seeds, groups of lengths)."""
    runs = attention.record(name)["runs"]
    return np.array([[run["by_length"][group] for group in GROUPS] for run in runs])


def exact_matches(name):
    """Share of test sentences that a network gets right in every word, a list with one for each seed."""
    return [run["exact_match"] for run in attention.record(name)["runs"]]


def agreements(name, which=None, near=False):
    """How often a map points at a word that the target word translates, a list with one for each seed.

    Args:
        name: of a network.
        which: a map or a baseline, as `attention.agreement` names them; by default the map that agreed
            best on the validation part.
        near: whether a word beside such a one is right, too.
    """
    runs = attention.record(name)["runs"]
    return [run["agreement"][which or run["map"]][int(near)] for run in runs]


def linked(pairs, shape):
    """The true alignment as an array.

    Args:
        pairs: `course.data.sentences.Pairs`, n of them.
        shape: (n, t, s), at least as many words as the sentences have.

    Returns:
        bool array of this shape: True where target word t comes from source word s.
    """
    links = np.zeros(shape, bool)
    for link, alignment in zip(links, pairs.alignment, strict=True):
        for s, t in alignment:
            link[t, s] = True
    return links


def ask(model, source, written, may_look):
    """What a network says next, and where it looks.

    Args:
        model: as `course.nets.translators.build_model` makes it.
        source: int array (n, s), ids.
        written: int array (n, t), ids of what is written so far.
        may_look: bool array (n, s): source words that may be looked at. The encoder reads the others, too.

    Returns:
        logits (n, t, target ids), and heads (n, maps, t, s).
    """
    known = model.get_layer("encoder").predict_on_batch(source)
    known = known if isinstance(known, list) else [known]
    return model.get_layer("decoder").predict_on_batch([written, may_look, *known])


def one_map(facts, heads):
    """The map of a network that agrees best with the alignment on the validation part.

    Args:
        facts: as `course.nets.attention.load` gives them.
        heads: float array (n, maps, t, s), those of all layers.

    Returns:
        float array (n, t, s): the only map, or the mean of the heads of a layer.
    """
    name = facts["runs"][0]["map"]  # "attention", or "layer 2, mean"
    if name == "attention":
        return heads[:, 0]
    first = HEADS * (int(name.split()[1].rstrip(",")) - 1)
    return heads[:, first : first + HEADS].mean(axis=1)


def by_word(pairs, *flags):
    """Means of flags for each target word.

    Args:
        pairs: `course.data.sentences.Pairs`, n of them.
        flags: bool arrays (n, t).

    Returns:
        dict: word -> (how often it stands there, mean of each of the flags).
    """
    found = {}
    for n, words in enumerate(pairs.target_words):
        for t, word in enumerate(words):
            found.setdefault(word, []).append([flag[n, t] for flag in flags])
    return {word: (len(rows), *np.mean(rows, axis=0)) for word, rows in found.items()}


def points_right(model, facts, pairs):
    """Whether the largest weight of each target word lies on a word that it translates.

    Args:
        model, facts: as `attention.load` gives them.
        pairs: `course.data.sentences.Pairs`, n of them.

    Returns:
        bool array (n, t).
    """
    (source, written), _ = attention.arrays(pairs, (facts["source_words"], facts["target_words"]))
    weights = one_map(facts, ask(model, source, written, source != PADDING)[1])
    highest = weights.argmax(axis=-1)[..., np.newaxis]
    return np.take_along_axis(linked(pairs, weights.shape), highest, axis=2)[..., 0]


def choose(nets, design):
    """The network of a design.

    Args:
        nets: dict, name of a design -> anything.
        design: str.

    Returns:
        what the dict has for it.

    Raises:
        CourseError: no such design.
    """
    if design not in nets:
        raise CourseError(
            f"there is no design {design!r}: choose one of {', '.join(map(repr, nets))}"
        )
    return nets[design]


def drawn(model, facts, text):
    """The map of one sentence, as `course.plots.alignment.plot_attention` draws it.

    Args:
        model, facts: as `attention.load` gives them.
        text: str, words apart by spaces.

    Returns:
        array (t, s) of weights, the source's words, and the words that the network writes: at most 10 more
        than it has read, or LONGEST if that is more.

    Raises:
        CourseError: as `translate`; or a text of more than MOST words, whose map nobody could read.
    """
    count = len(text.split())
    if count > MOST:
        raise CourseError(f"a map of {count} words cannot be read: take at most {MOST}")
    said = translate(model, facts, text, longest=max(LONGEST, count + 10))
    source, words = said.source_words[0], said.words[0]
    return one_map(facts, said.weights)[0, : len(words), : len(source)], source, words

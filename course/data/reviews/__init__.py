"""Short film reviews with their parse trees, from a grammar of our own.

Every node of a tree has a label from 0 (very negative) to 4, as in the Stanford Sentiment Treebank, by
rules: a word has its own opinion; two parts say what the stronger one says; "very" makes stronger, "rather"
weaker; not, never, hardly, without, lacks turn it round; after "but", and in the main clause beside
"although", stands what counts.
"""

import zlib
from typing import NamedTuple

import numpy as np

from course.data.reviews.grammar import Writer
from course.data.shared.trees import NEUTRAL, Tree

__all__ = ["ReviewCorpus", "corpus", "praised", "samples", "turns"]
UNSEEN = 0.12  # share of all bags of words that is kept out of the training part
PATIENCE = 20_000  # reviews drawn in vain, one after the other, before we say there are not enough


class ReviewCorpus(NamedTuple):
    """Reviews to learn from and to test with.

    Attributes:
        train: list of Tree.
        test: list of Tree, drawn in the same way. No test review has the same words, in whatever order,
            as one of `train`.
        twins: list of Tree, unseen too, in pairs: praise stands at 2 * i, blame at 2 * i + 1 in the same
            words in another order. Anyone who does not read the order gets exactly half of them right.
    """

    train: list[Tree]
    test: list[Tree]
    twins: list[Tree]


def corpus(train=20_000, test=2_000, *, seed):
    """Draw distinct reviews. The root of each is positive (3, 4) or negative (0, 1), never neutral.

    The seed alone decides which part a review belongs to. A smaller training part is the beginning of a
    larger one of the same seed, so its first reviews are a sample like any other.

    Args:
        train: reviews to learn from.
        test: reviews to test with, and twins (one less if odd).
        seed: int.

    Returns:
        ReviewCorpus.

    Raises:
        ValueError: a number below 1 or 0, or more reviews than the grammar finds.
    """
    if train < 1 or test < 0:
        raise ValueError(f"at least 1 review to learn from and 0 to test, got {train} and {test}")
    writer, said = Writer(seed), set()
    parts = {False: [], True: []}
    sizes = {False: train, True: test}
    in_vain = 0
    while any(len(parts[unseen]) < size for unseen, size in sizes.items()):
        tree = writer.review()
        words = tree.words
        text, unseen = " ".join(words), _is_unseen(words, seed)
        in_vain += 1
        if in_vain > PATIENCE:
            raise ValueError(f"not that many reviews: asked for {train} + {test}, ask for fewer")
        if len(parts[unseen]) < sizes[unseen] and text not in said:
            said.add(text)
            parts[unseen].append(tree)
            in_vain = 0
    return ReviewCorpus(parts[False], parts[True], _twins(test // 2, seed, said))


def praised(trees):
    """Which reviews are praise: a float32 array (trees,), 1 for praise and 0 for blame.

    Args:
        trees: list of Tree; none of them is neutral at its root.
    """
    return np.array([tree.label > NEUTRAL for tree in trees], "float32")


def samples(corpus, count=4):
    """The first reviews of each part in lines of text, with what they are: to print.

    Args:
        corpus: ReviewCorpus.
        count: int, reviews of each part.

    Returns:
        str.
    """
    lines = []
    for name, part in zip(corpus._fields, corpus, strict=True):
        share = praised(part).mean() if part else 0.0
        lines += ["", f"{name}, {len(part):,} reviews, {share:.0%} of them praise, such as"]
        for review, is_good in zip(part[:count], praised(part), strict=False):
            lines.append(f"    {'praise' if is_good else 'blame '}  {' '.join(review.words)}")
    return "\n".join(lines[1:])


def turns(tree):
    """How often a review turns an opinion round: nodes that say the opposite of one of their parts.

    0 for "a superb cast"; 1 for "not bad" and for "it starts well but ends badly".
    """
    return sum(
        (node.label - NEUTRAL) * (part.label - NEUTRAL) < 0
        for node in tree.nodes()
        if node.word is None
        for part in (node.left, node.right)
    )


def _twins(pairs, seed, said):
    writer, twins, in_vain = Writer(f"twins {seed}"), [], 0
    while len(twins) < 2 * pairs:
        pair = writer.twins()
        texts = {" ".join(tree.words) for tree in pair}
        in_vain += 1
        if in_vain > PATIENCE:
            raise ValueError(f"not that many pairs of twins: asked for {pairs}, ask for fewer")
        if _is_unseen(pair[0].words, seed) and not texts & said:
            said |= texts
            twins += pair
            in_vain = 0
    return twins


def _is_unseen(words, seed):
    """By its bag of words, so that twins and other reorderings are in one part."""
    bag = " ".join([str(seed), *sorted(words)])
    return zlib.crc32(bag.encode()) < UNSEEN * 2**32

"""The part of the translation demo that reads whole words: it may be long, and shows where it looked.

`course.nets.attention` is the network. It knows half as many words as the one that reads letters, and
fewer ways to put them (nothing is elided, no questions), but sentences of up to 20 words.
"""

from course.advice import as_typed
from course.errors import CourseError
from course.nets import attention, storage, translators

WORDS = 20  # the longest sentences that it has learnt from, without the full stop
BAR = 20  # characters of a bar for the weight 1
SECOND = 0.1  # the least weight of a second word that is shown


def load():
    """The network, its own training or the one that ships: model, facts."""
    return storage.own_or_shipped(attention.SHIPPED, attention.load)


def problem(sentence, facts):
    """Why the network cannot read a sentence, or None.

    Args:
        sentence: str, as `translate.read` gives it.
        facts: of the network.

    Returns:
        str, to stand in an error, or None.
    """
    words = sentence.split()
    strange = [word for word in words if word not in facts["source_words"]]
    if strange:
        more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
        return f"has never read {', '.join(repr(word[:20]) for word in strange[:3])}{more}"
    if len(words) - 1 > WORDS:
        return f"reads at most {WORDS} words, got {len(words) - 1}"
    return None


def ask(model, facts, sentence):
    """Translate a sentence that has no `problem`.

    Args:
        model, facts: as `load` gives them.
        sentence: str, as `translate.read` gives it.

    Returns:
        translation, target_words, source_words, weights: str, two lists of str, and where each target
        word looked, float array (t, s).

    Raises:
        CourseError: it has a problem.
    """
    found = problem(sentence, facts)
    if found:
        raise CourseError(
            f"the network that reads whole words {found}: `{as_typed('demo translate --show')}` lists its words"
        )
    translation = translators.translate(model, facts, sentence)
    (target,), (source,) = translation.words, translation.source_words
    weights = translation.weights[0, 0, : len(target), : len(source)]
    return " ".join(target), target, source, weights


def table(target, source, weights):
    """Where each word looked, in lines of at most 80 characters.

    Args:
        target, source: lists of str.
        weights: float array (t, s), rows sum to 1.

    Returns:
        str, a line for each target word: the word, the source word with the largest weight and its
        place, that weight, a bar, and the second word where it has a share worth telling.
    """
    left = max(len(word) for word in (*target, "French"))
    right = max(len(word) for word in (*source, "English"))
    lines = [f"{'French':<{left}}  {'looked at':>{right + 3}}  weight"]
    for word, row in zip(target, weights, strict=True):
        first, second = (*row.argsort()[::-1], None)[:2]
        line = f"{word:<{left}}  {first + 1:>2} {source[first]:<{right}}  {row[first]:6.2f}  "
        line += f"{'#' * round(BAR * float(row[first])):<{BAR}}"
        if second is not None and row[second] >= SECOND:
            line += f"  {row[second]:.2f} {source[second]}"
        lines.append(line.rstrip())
    return "\n".join(lines)

"""analogy: the word d for which a is to b as c is to d.

gensim's answer is the right one.
"""

import numpy as np

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(rng, 9, 3, ["not among", "leave out a and b as"]),
        _case(rng, 8, 2, ["not among", "leave out a as", "fewer rows"]),
        _case(rng, 20, 6, ["divide every vector before", "direction", "leave out c as"]),
        _case(rng, 40, 8, ["divide every vector before", "of length 1", "not distances"]),
        _case(rng, 60, 20, ["not among", "leave out c as", "subtract a"]),
        _case(rng, 20, 10, ["c is missing", "c alone"]),
    ]


def _case(rng, words, size, shown):
    """shown: parts of the hints whose mistakes must lead to different wrong answers in this case."""
    from gensim.models import KeyedVectors

    names = [str(place) for place in range(words)]
    for _ in range(2_000):
        vectors = rng.normal(size=(words, size)) * rng.uniform(0.4, 2.5, (words, 1))
        a, b, c = (int(place) for place in rng.choice(words, 3, replace=False))
        units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        d = int(rng.choice([place for place in range(words) if place not in (a, b, c)]))
        units[d] += 0.5 * (units[b] - units[a] + units[c])
        vectors[d] = units[d] * np.linalg.norm(vectors[d]) / np.linalg.norm(units[d])
        units[d] /= np.linalg.norm(units[d])
        keyed = KeyedVectors(size)
        keyed.add_vectors(names, vectors.astype("float32"))

        def answer_of_gensim(plus, minus, keyed=keyed):
            found = keyed.most_similar(
                positive=list(map(str, plus)), negative=list(map(str, minus))
            )
            return int(found[0][0]), float(found[0][1])

        def best_word(scores, left_out=()):
            scores = np.array(scores)
            scores[list(left_out)] = -np.inf
            return int(scores.argmax())

        right, cosine = answer_of_gensim([b, c], [a])
        place, asked = units[b] - units[a] + units[c], (a, b, c)
        raw = vectors[b] - vectors[a] + vectors[c]
        mistakes = {
            "a, b and c are not among the answers": best_word(units @ place),
            "leave out a and b as well as c": best_word(units @ place, [c]),
            "leave out a as well as b and c": best_word(units @ place, [b, c]),
            "leave out c as well as a and b": best_word(units @ place, [a, b]),
            "with a, b and c taken out, fewer rows are left, and later ones move up": int(
                np.delete(units @ place, asked).argmax()
            ),
            "go from a to b, not from b to a": answer_of_gensim([a, c], [b])[0],
            "start at c: b - a + c, not a + b - c": answer_of_gensim([a, b], [c])[0],
            "divide every vector before you add them, each by its length": best_word(
                units @ raw, asked
            ),
            "cosines: candidates count with their direction, not with their length": best_word(
                vectors @ place, asked
            ),
            "cosines, and vectors of length 1 in the sum": best_word(vectors @ raw, asked),
            "leave out a, b and c, and divide every vector by its length": best_word(vectors @ raw),
            "leave out a, b and c, and divide by the lengths before you add": best_word(units @ raw),
            "cosines, not distances": best_word(-np.linalg.norm(vectors - raw, axis=1), asked),
            "subtract a: only the way from a to b counts": answer_of_gensim([b, c], [])[0],
            "the way from a to b starts at c: add c": answer_of_gensim([b], [a, c])[0],
            "c is missing: the way from a to b starts there": best_word(
                units @ (units[b] - units[a]), asked
            ),
            "the nearest word, not the farthest": int(
                max(set(range(words)) - set(asked), key=lambda word: -units[word] @ place)
            ),
            "return the index of the word, not its cosine": cosine,
            "return the index of the word, not its vector": vectors[right],
            "one answer, not a list of the best": keyed.index_to_key[:10],
            "the first answer, not the second": best_word(units @ place, [*asked, right]),
            "the nearest to c alone is not what is asked for: b - a is missing": best_word(
                units @ units[c], asked
            ),
        }  # fmt: skip
        ranked = np.sort(np.delete(units @ place, asked))
        if ranked[-1] - ranked[-2] < 1e-3:  # single precision may not tell them apart
            continue
        wrong = [mistakes[hint] for hint in mistakes if any(part in hint for part in shown)]
        if len({right, *wrong}) == 1 + len(shown):
            break
    else:
        raise AssertionError(f"no vectors were found that tell these mistakes apart: {shown}")
    asks = "the index of the word that gensim answers"
    return Case((vectors, a, b, c), right, asks, mistakes)


analogy = Check("analogy", 2, _cases)

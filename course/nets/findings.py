"""What lab 09 finds at its exams and in its thoughts, as its pictures and claims take it.

The experiments are told in the lab; here are the sums.
"""

from functools import partial
from string import ascii_letters

import numpy as np

from course.data.sentences import meant
from course.nets import depths, exams, seq2seq, thoughts

ORDERS = {"source reversed": "reversed", "reading order": "plain"}


def by_order(words=slice(None)):
    """Shares of the easier exam by the order of the source, {order: list of float, one a seed}."""
    return {
        order: [exams.share(f"seq2seq-{name}-{seed}", words) for seed in (1, 2, 3)]
        for order, name in ORDERS.items()
    }


def reversing(results):
    """What the claim on the reversed source measures, a dict, of what `by_order` gives."""
    turned, plain = results.values()
    return {
        "reversed_match": np.mean(turned),
        "plain_match": np.mean(plain),
        "reversed_worst": min(turned),
        "plain_best": max(plain),
    }


def by_word(places):
    """How often a word of the translation is right if all words before it are, {order: list of float}.

    Args:
        places: from 1 on. The mark at the end counts as a word.
    """
    right = seq2seq.exam(seq2seq.data(train=seq2seq.SAMPLE))
    shares = {}
    for order, name in ORDERS.items():
        records = [seq2seq.record(f"seq2seq-{name}-{seed}")["written"] for seed in (1, 2, 3)]
        pairs = [(t.split(), right[asked].split()) for each in records for asked, t in each.items()]
        shares[order] = [
            np.mean([
                text[: place] == wanted[:place]
                for text, wanted in pairs
                if len(wanted) >= place and text[: place - 1] == wanted[: place - 1]
            ])
            for place in places
        ]  # fmt: skip
    return shares


def epochs_until(share):
    """After how many epochs each network has so many unseen sentences right, {order: list of int}."""
    return {
        order: [
            1
            + int(
                np.argmax(
                    np.array(seq2seq.record(f"seq2seq-{name}-{seed}")["exact_match"]) >= share
                )
            )
            for seed in (1, 2, 3)
        ]
        for order, name in ORDERS.items()
    }


def layers(kinds):
    """What the claim on several layers measures, a dict, of what `depths.load` gives."""
    narrow, wide, deep = (kinds[kind]["right"] for kind in depths.KINDS)
    return {
        "one_narrow_layer": np.mean(narrow),
        "one_wide_layer": np.mean(wide),
        "two_layers": np.mean(deep),
        "two_layers_worst": min(deep),
        "one_wide_layer_best": max(wide),
    }


def together(exam):
    """What the claim on the ensemble measures, a dict; the counts behind it are printed."""
    from scipy.stats import binomtest

    singles = [exam.right(f"seq2seq-reversed-{seed}") for seed in (1, 2, 3)]
    all_three, best = exam.right("together"), max(singles, key=np.mean)
    gained, lost = int((all_three & ~best).sum()), int((best & ~all_three).sum())
    print(f"right only together: {gained} sentences; only alone: {lost}")
    none, every = ~np.any(singles, axis=0), np.all(singles, axis=0)
    print(f"wrong in all three: {sum(none)}, of these right together: {sum(none & all_three)}")
    print(f"right in all three: {sum(every)}, of these wrong together: {sum(every & ~all_three)}")
    chance = binomtest(gained, gained + lost).pvalue
    return {"ensemble": all_three.mean(), "best_single": best.mean(), "p_value": chance}


def beams(exam):
    """What the claim on beam search measures, a dict; what a beam of 5 changes is printed."""
    names = {1: "seq2seq-reversed-1", 3: "beam of 3", 5: "beam of 5"}
    found = {width: exam.right(name) for width, name in names.items()}
    gain = found[5].astype(int) - found[1]  # 1, 0 or -1 a sentence
    error = gain.std() / np.sqrt(len(gain))
    fallen = sum((exam.scores[b] < exam.scores[a] - 1e-4).sum() for a, b in ((1, 3), (3, 5)))
    pairs = zip(exam.answers[names[1]], exam.answers[names[5]], strict=True)
    print(f"a beam of 5 changes {sum(a != b for a, b in pairs)} of {len(gain):,} texts")
    print(f"{fallen} are less likely than with a narrower beam")
    print(f"{(gain > 0).sum()} become right, {(gain < 0).sum()} wrong")
    print(f"gain: {gain.mean() / error:.1f} standard errors")
    return {
        **{f"log_probability_{width}": exam.scores[width].mean() for width in names},
        **{f"match_{width}": found[width].mean() for width in names},
        "gain": gain.mean(),
        "standard_error": error,
    }


def ways(words, blank):
    """Ways to make vectors of texts that have learned nothing: {name: function of a list of str}."""
    return {
        "letters counted": lambda texts: np.array(
            [[text.count(letter) for letter in ascii_letters] for text in texts]
        ),
        "words counted": lambda texts: np.array(
            [[text.split().count(word) for word in words] for text in texts]
        ),
        "random weights": partial(thoughts.think, blank, words),
    }


def moves(trios, triplets):
    """Print how far a sentence's thought is from those of its triplet, mean over trios, by the changed noun."""
    places = {
        meant.TIME: {1: "subject", 4: "object"},
        meant.RECIPIENT: {1: "subject", 4: "recipient"},
    }
    for construction, names in places.items():
        chosen = [each for each in triplets if each.construction == construction]
        away = {
            kind: np.mean([_away(trio, chosen, kind) for trio in trios], axis=0)
            for kind in ("rewording", "swapped", "changed")
        }
        nouns = np.array([names.get(_first_change(each), "thing given") for each in chosen])
        told = [f"{kind} {away[kind].mean():.1f}" for kind in ("rewording", "swapped")]
        told += [
            f"another {noun} {away['changed'][nouns == noun].mean():.1f}"
            for noun in dict.fromkeys(sorted(nouns, reverse=True))
        ]
        print(f"{construction}: {', '.join(told)}")


def _away(trio, triplets, kind):
    """Distances of the thoughts of the sentences from those of another kind, array (n,)."""
    one, other = (
        thoughts.think(
            trio.english, trio.facts["words"]["en"], [getattr(each, name) for each in triplets]
        )
        for name in ("sentence", kind)
    )
    return np.linalg.norm(one - other, axis=1)


def _first_change(triplet):
    pairs = zip(triplet.sentence.split(), triplet.changed.split(), strict=True)
    return next(place for place, (one, other) in enumerate(pairs) if one != other)


def nearness(seeds, tested):
    """What the claim on thoughts measures, a dict.

    Args:
        seeds: list of {(construction, foil): share}, one a seed of the encoder.
        tested: {name of another way: the same}.
    """
    short = {meant.TIME: "time", meant.RECIPIENT: "gives"}
    worst = {
        f"{short[construction]}_{foil}": min(each[construction, foil] for each in seeds)
        for construction, foil in seeds[0]
    }
    for what in ("letters", "words"):
        shares = tested[f"{what} counted"]
        worst[f"{what}_swapped"] = max(shares[construction, "swapped"] for construction in short)
    return worst


def gaps(tables, apart):
    """Means of tables of cosines: the same two words, others, and the first minus the second.

    Args:
        tables: list of {what: array (p, p)}, one a network; the last one has random weights.
        apart: bool array (p, p), which pairs of words share none.

    Returns:
        same, others, gap: {what: array, one number a network}.
    """
    same = {name: np.array([np.diag(table[name]).mean() for table in tables]) for name in tables[0]}
    others = {name: np.array([table[name][apart].mean() for table in tables]) for name in tables[0]}
    for name in same:
        told = f"same {same[name][:-1].mean():.2f}, others {others[name][:-1].mean():.2f}"
        print(f"{name:30}{told}; random weights: same {same[name][-1]:.2f}")
    return same, others, {name: same[name] - others[name] for name in same}


def differences(same, others, gap):
    """What the claim on differences of thoughts measures, a dict, of what `gaps` gives."""
    roles = ("subject", "object")
    languages = [gap[f"English with German, {role}"] for role in roles]
    return {
        **{f"{role}_same": same[role][:-1].mean() for role in roles},
        **{f"{role}_others": others[role][:-1].mean() for role in roles},
        **{f"{role}_gap": gap[role][:-1].min() for role in roles},
        "positions_gap": gap["subject with object"][:-1].min(),
        "languages_gap": min(each[:-1].min() for each in languages),
        "random_gap": gap["subject"][-1],
        "random_languages_gap": max(each[-1] for each in languages),
    }


def nearest(german, english):
    """Share of German thoughts (n, d) whose nearest English one (n, d) stands in the same line."""
    away = np.linalg.norm(german[:, None] - english, axis=-1)  # (n, n)
    return (away.argmin(axis=1) == np.arange(len(german))).mean()


def by_place(ids, right, places):
    """Share of characters that are right at each place, among the texts that are so long.

    Args:
        ids: int array (n, t), what was written.
        right: int array (n, t), padded with 0 on the right.
        places: from 1 on.

    Returns:
        list of float.
    """
    return [(ids == right)[right[:, place - 1] != 0, place - 1].mean() for place in places]


def bars(mean, tested):
    """The shares of `nearer` as `plot_shares` takes them: {name: list}, and the groups' names."""
    short = {meant.TIME: "time", meant.RECIPIENT: "gives"}
    everyone = {"the encoder, mean of 3 seeds": mean} | tested
    groups = [f"{short[construction]},\n{foil}" for construction, foil in mean]
    return {name: list(shares.values()) for name, shares in everyone.items()}, groups

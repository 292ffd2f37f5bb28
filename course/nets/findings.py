"""What lab 09 finds at its exams and in its thoughts, as its pictures and claims take it.

The experiments are told in the lab; here are the sums.
"""

from functools import partial
from string import ascii_letters

import numpy as np

from course.data.sentences import meant
from course.nets import depths, exams, thoughts

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
    print(f"wrong in all three: {sum(~np.any(singles, axis=0))}, together: {sum(~all_three)}")
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
    return {
        **{f"{role}_same": same[role][:-1].mean() for role in roles},
        **{f"{role}_others": others[role][:-1].mean() for role in roles},
        **{f"{role}_gap": gap[role][:-1].min() for role in roles},
        "positions_gap": gap["subject with object"][:-1].min(),
        "languages_gap": gap["English with German, subject"][:-1].min(),
        "random_gap": gap["subject"][-1],
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

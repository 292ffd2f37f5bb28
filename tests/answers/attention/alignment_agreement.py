"""Answers to alignment-agreement."""

import numpy as np

from tests.answers import Bank

bank = Bank("alignment-agreement")
right, mistake = bank.right, bank.mistake


@right
def agreement_in_loops(weights, links):
    hits = total = 0
    for n in range(len(weights)):
        for t in range(weights.shape[1]):
            linked = [w for w, link in zip(weights[n, t], links[n, t], strict=True) if link]
            others = [w for w, link in zip(weights[n, t], links[n, t], strict=True) if not link]
            if linked:
                total += 1
                hits += not others or max(linked) > max(others)
    return hits / total


@right
def agreement_by_masked_maxima(weights, links):
    inside = np.where(links, weights, -np.inf).max(axis=2)
    outside = np.where(links, -np.inf, weights).max(axis=2)
    counted = links.any(axis=2)
    return float((inside > outside)[counted].sum() / counted.sum())


@right
def agreement_of_all_that_are_highest(weights, links):
    highest = weights == weights.max(axis=-1, keepdims=True)
    agrees = ~(highest & ~links).any(axis=-1)
    return agrees[links.any(axis=-1)].mean()


@right
def agreement_in_rows(weights, links):
    rows = weights.reshape(-1, weights.shape[-1])
    marks = links.reshape(-1, links.shape[-1])
    rows, marks = rows[marks.any(1)], marks[marks.any(1)]
    return np.mean([marks[i][row == row.max()].all() for i, row in enumerate(rows)])


@right
def agreement_by_sorting(weights, links):
    found = []
    for row, marks in zip(weights.reshape(-1, weights.shape[2]), links.reshape(-1, links.shape[2])):
        if marks.any():
            # of equal weights the one without a link comes first
            order = sorted(zip(-row, marks, strict=True), key=lambda pair: (pair[0], pair[1]))
            found.append(bool(order[0][1]))
    return sum(found) / len(found)


@right
def agreement_by_multiplying(weights, links):
    linked = (weights * links).max(-1)
    other = (weights * (1 - links)).max(-1)
    counted = links.sum(-1) > 0
    return ((linked > other) * counted).sum() / counted.sum()


@right
def agreement_in_float32(weights, links):
    weights = weights.astype("float32")
    best = np.where(links, weights, -1).max(-1)
    rest = np.where(links, -1, weights).max(-1)
    return np.float32((best > rest)[links.any(-1)].mean())


@right
def agreement_by_keras(weights, links):
    from keras import ops

    best = ops.max(ops.where(links, weights, -1.0), axis=-1)
    rest = ops.max(ops.where(links, -1.0, weights), axis=-1)
    counted = ops.cast(ops.any(links, axis=-1), "float32")
    return ops.sum(ops.cast(best > rest, "float32") * counted) / ops.sum(counted)


def agrees(weights, links):
    return np.where(links, weights, -1).max(-1) > np.where(links, -1, weights).max(-1)


@mistake("a tie is no agreement: the first of equal weights does not")
def agreement_by_argmax(weights, links):
    best = weights.argmax(axis=-1)
    hits = np.take_along_axis(links, best[..., None], axis=-1)[..., 0]
    return hits[links.any(axis=-1)].mean()


@mistake("a target word without a link is not counted, and a tie is")
def agreement_by_argmax_of_everything(weights, links):
    best = weights.argmax(axis=-1)
    return np.take_along_axis(links, best[..., None], axis=-1).mean()


@mistake("a tie is no agreement: the first of equal weights does not")
def agreement_by_argmax_in_loops(weights, links):
    hits = total = 0
    for n in range(len(weights)):
        for t in range(weights.shape[1]):
            if links[n, t].any():
                total += 1
                hits += links[n, t, weights[n, t].argmax()]
    return hits / total


@mistake("with several links any of them can be ahead, not only the")
def agreement_of_two_argmaxes(weights, links):
    same = weights.argmax(-1) == links.argmax(-1)
    return same[links.any(-1)].mean()


@mistake("a target word without a link is not counted, and with")
def agreement_of_two_argmaxes_of_everything(weights, links):
    return (weights.argmax(-1) == links.argmax(-1)).mean()


@mistake("a tie is no agreement: more weight, not as much")
def agreement_with_ties(weights, links):
    best = weights.max(-1)
    return (np.where(links, weights, -1).max(-1) >= best)[links.any(-1)].mean()


@mistake("a target word without a link is not counted: it cannot agree")
def agreement_of_all_rows(weights, links):
    return agrees(weights, links).mean()


@mistake("a target word without a link is not counted: it does not")
def agreement_without_links_is_right(weights, links):
    return (agrees(weights, links) | ~links.any(-1)).mean()


@mistake("take all target words together: short sentences must not")
def agreement_mean_of_sentences(weights, links):
    shares = []
    for w, k in zip(weights, links, strict=True):
        counted = k.any(-1)
        if counted.any():
            shares.append(agrees(w, k)[counted].mean())
    return np.mean(shares)


@mistake("a sentence without links has no share")
def agreement_mean_of_sentences_nan(weights, links):
    return np.mean([agrees(w, k)[k.any(-1)].mean() for w, k in zip(weights, links, strict=True)])


@mistake("take all target words together: short sentences must not")
def agreement_mean_of_sentences_by_argmax(weights, links):
    shares = []
    for w, k in zip(weights, links, strict=True):
        rows = np.flatnonzero(k.any(-1))
        if len(rows):
            shares.append(np.mean([k[row, w[row].argmax()] for row in rows]))
    return np.mean(shares)


@mistake("with several links one is enough: not all of them have to")
def agreement_of_all_links(weights, links):
    lowest = np.where(links, weights, np.inf).min(-1)
    rest = np.where(links, -1, weights).max(-1)
    return (lowest > rest)[links.any(-1)].mean()


@mistake("with several links compare each of them alone with the")
def agreement_of_sums(weights, links):
    linked = (weights * links).sum(-1)
    return (linked > np.where(links, 0, weights).max(-1))[links.any(-1)].mean()


@mistake("compare the largest weights, not the sums over linked words")
def agreement_of_half(weights, links):
    return ((weights * links).sum(-1) > 0.5)[links.any(-1)].mean()


@mistake("it is enough to be ahead of all others: more than half of")
def agreement_of_more_than_half(weights, links):
    return ((weights * links).max(-1) > 0.5)[links.any(-1)].mean()


@mistake("count words that agree: how much weight the links have is")
def agreement_of_mass(weights, links):
    return (weights * links).sum() / links.any(-1).sum()


@mistake("count words that agree: how much of all weight lies on")
def agreement_of_mass_of_everything(weights, links):
    return (weights * links).sum() / weights.sum()


@mistake("count target words: the mean weight of a link is something")
def agreement_of_mean_link(weights, links):
    return weights[links].mean()


@mistake("padding that has the most weight is no agreement: do not")
def agreement_without_padded_sources(weights, links):
    weights = np.where(links.any(axis=1, keepdims=True), weights, 0)
    return agrees(weights, links)[links.any(-1)].mean()


@mistake("ask for each target word which source word has the most")
def agreement_by_source(weights, links):
    best = weights.argmax(axis=1)
    hits = np.take_along_axis(links, best[:, None], axis=1)[:, 0]
    return hits[links.any(axis=1)].mean()


@mistake("divide by the target words that have a link, not by the")
def agreement_per_link(weights, links):
    return (agrees(weights, links) & links.any(-1)).sum() / links.sum()


@mistake("count target words, not links")
def agreement_linkwise(weights, links):
    highest = weights > np.where(links, -1, weights).max(-1, keepdims=True)
    return highest[links].mean()


@mistake("return a share: divide by the target words that have a link")
def agreement_count(weights, links):
    return int(agrees(weights, links)[links.any(-1)].sum())


@mistake("a share is a number from 0 to 1, not a percentage")
def agreement_percent(weights, links):
    return 100 * agrees(weights, links)[links.any(-1)].mean()


@mistake("that is the share that does not agree")
def agreement_of_errors(weights, links):
    return 1 - agrees(weights, links)[links.any(-1)].mean()


@mistake("all sentences count, not only the first")
def agreement_first_sentence(weights, links):
    hits = [agrees(w, k)[k.any(-1)].mean() for w, k in zip(weights, links, strict=True)]
    return hits[0]


@mistake("all sentences count, not only the last")
def agreement_last_sentence(weights, links):
    return agrees(weights[-1], links[-1])[links[-1].any(-1)].mean()


@mistake("count target words that agree, not sentences in which all do")
def agreement_of_sentences(weights, links):
    return np.mean([agrees(w, k)[k.any(-1)].all() for w, k in zip(weights, links, strict=True)])


@mistake("expected a number, got a value of type list")
def agreement_as_list(weights, links):
    return [float(agrees(w, k)[k.any(-1)].mean()) for w, k in zip(weights, links, strict=True)]


@mistake("count target words: in how many pairs of words the two")
def agreement_of_entries(weights, links):
    best = weights == weights.max(-1, keepdims=True)
    return (best == links).mean()


@mistake("there is one source word")
def agreement_of_entries_in_linked_rows(weights, links):
    best = weights == weights.max(-1, keepdims=True)
    return (best == links)[links.any(-1)].mean()


@mistake("with several links one is enough: the others need not be as")
def agreement_of_exact_rows(weights, links):
    best = weights == weights.max(-1, keepdims=True)
    return (best == links).all(-1)[links.any(-1)].mean()


@mistake("a word to which all source words are linked agrees")
def agreement_all_linked_is_wrong(weights, links):
    rest = np.where(links, np.nan, weights)
    with np.errstate(all="ignore"):
        top = np.array(
            [[np.nanmax(r) if not np.isnan(r).all() else np.nan for r in t] for t in rest]
        )
    return (np.where(links, weights, -1).max(-1) > top)[links.any(-1)].mean()


@mistake("compare with the links: the diagonal is not the alignment")
def agreement_of_the_diagonal(weights, links):
    best = weights.argmax(-1)
    return (best == np.arange(weights.shape[1]))[links.any(-1)].mean()


@mistake("target words with several links are counted, too")
def agreement_with_one_link_only(weights, links):
    single = links.sum(-1) == 1
    return agrees(weights, links)[single].mean()


@mistake("a link counts if it has the most weight, not if it has any")
def agreement_of_any_weight(weights, links):
    return ((weights > 0) & links).any(-1)[links.any(-1)].mean()


@mistake("it returned")
def agreement_above_mean(weights, links):
    mean = weights.mean(-1)
    return (np.where(links, weights, -1).max(-1) > mean)[links.any(-1)].mean()


@mistake("compare with the largest of the others, not with their mean")
def agreement_above_the_mean_of_others(weights, links):
    others = [
        (w[~k].mean() if (~k).any() else 0)
        for w, k in zip(
            weights.reshape(-1, weights.shape[2]), links.reshape(-1, links.shape[2]), strict=True
        )
    ]
    best = np.where(links, weights, -1).max(-1).ravel()
    return (best > others)[links.any(-1).ravel()].mean()


@mistake("expected a number, got a value of type bool")
def agreement_true_or_false(weights, links):
    return bool(agrees(weights, links)[links.any(-1)].all())


@mistake("a tie is no agreement: the last of equal weights does not")
def agreement_of_the_last_tie(weights, links):
    best = weights.shape[-1] - 1 - weights[..., ::-1].argmax(-1)
    return np.take_along_axis(links, best[..., None], -1)[..., 0][links.any(-1)].mean()


@mistake("is the right one rounded to two decimals")
def agreement_rounded(weights, links):
    return round(float(agrees(weights, links)[links.any(-1)].mean()), 2)

"""Answers to leave-one-out."""

import itertools

import numpy as np

from tests.answers import Bank

bank = Bank("leave-one-out")
right, mistake = bank.right, bank.mistake


@right
def leave_by_delete(verdict, ids):
    rest = np.stack([np.delete(ids, place) for place in range(len(ids))])
    return verdict(ids[None])[0] - verdict(rest)


@right
def leave_one_by_one(verdict, ids):
    whole = verdict(np.array([ids]))[0]
    influences = []
    for place in range(len(ids)):
        without = np.concatenate([ids[:place], ids[place + 1 :]])
        influences.append(whole - verdict(without[None])[0])
    return np.array(influences)


@right
def leave_in_one_batch(verdict, ids):
    rows = [ids.tolist()]
    for place in range(len(ids)):
        rows.append([word for other, word in enumerate(ids.tolist()) if other != place] + [0])
    verdicts = verdict(np.array(rows))
    return verdicts[0] - verdicts[1:]


@right
def leave_as_list(verdict, ids):
    words = list(ids)
    (whole,) = verdict([words])
    influences = []
    for place in range(len(words)):
        word = words.pop(place)
        influences.append(float(whole - verdict([words])[0]))
        words.insert(place, word)
    return influences


@mistake("the other way round")
def leave_negative(verdict, ids):
    return -leave_by_delete(verdict, ids)


@mistake("subtract them from that of the whole")
def leave_verdicts(verdict, ids):
    return verdict(np.stack([np.delete(ids, place) for place in range(len(ids))]))


@mistake("keep the sign")
def leave_sizes(verdict, ids):
    return abs(leave_by_delete(verdict, ids))


@mistake("not its share of the whole")
def leave_shares(verdict, ids):
    return leave_by_delete(verdict, ids) / verdict(ids[None])


@mistake("not the quotient")
def leave_quotients(verdict, ids):
    return verdict(ids[None]) / leave_verdicts(verdict, ids)


@mistake("verdicts after each prefix")
def leave_prefixes(verdict, ids):
    return np.array([verdict(ids[None, : place + 1])[0] for place in range(len(ids))])


@mistake("what each word adds to the prefix before it")
def leave_steps(verdict, ids):
    read = [verdict(ids[None, :place])[0] for place in range(len(ids) + 1)]
    return np.diff(read)


@mistake("keep those after it")
def leave_what_comes_before(verdict, ids):
    whole = verdict(ids[None])[0]
    return np.array([whole - verdict(ids[None, :place])[0] for place in range(len(ids))])


@mistake("keep those before it")
def leave_popping(verdict, ids):
    whole, words, influences = verdict(ids[None])[0], ids.tolist(), []
    while words:
        words.pop(0)
        influences.append(whole - verdict([words])[0])
    return np.array(influences)


@mistake("verdicts on each word alone")
def leave_all_others(verdict, ids):
    return verdict(ids[:, None])


@mistake("do not read it alone")
def leave_alone(verdict, ids):
    return verdict(ids[None]) - verdict(ids[:, None])


@mistake("not all that are equal")
def leave_equal_words(verdict, ids):
    whole = verdict(ids[None])[0]
    return np.array([whole - verdict(ids[ids != word][None])[0] for word in ids])


@mistake("pop() without a place")
def leave_last(verdict, ids):
    whole, influences = verdict(ids[None])[0], []
    for _ in ids:
        words = ids.tolist()
        words.pop()
        influences.append(whole - verdict([words])[0])
    return np.array(influences)


@mistake("a 0 inside a review")
def leave_zeros(verdict, ids):
    rows = np.repeat(ids[None], len(ids), axis=0) * (1 - np.eye(len(ids), dtype=int))
    return verdict(ids[None]) - verdict(rows)


@mistake("yours are shifted")
def leave_next(verdict, ids):
    places = [(place + 1) % len(ids) for place in range(len(ids))]
    whole = verdict(ids[None])[0]
    return np.array([whole - verdict(np.delete(ids, place)[None])[0] for place in places])


@mistake("not with 0.5")
def leave_from_half(verdict, ids):
    return 0.5 - leave_verdicts(verdict, ids)


@mistake("not their sum")
def leave_sum(verdict, ids):
    return leave_by_delete(verdict, ids).sum()


@mistake("reads reviews as rows")
def leave_without_batch(verdict, ids):
    return verdict(ids) - verdict(np.delete(ids, 0))


@mistake("in one row")
def leave_column(verdict, ids):
    return leave_by_delete(verdict, ids)[:, None]


@right
def leave_by_mask(verdict, ids):
    others = ~np.eye(len(ids), dtype=bool)
    rest = np.tile(ids, (len(ids), 1))[others].reshape(len(ids), -1)
    return (verdict(ids[None]) - verdict(rest)).astype("float32")


@right
def leave_by_combinations(verdict, ids):
    rest = list(itertools.combinations(ids.tolist(), len(ids) - 1))[::-1]
    return verdict(ids[None]) - verdict(np.array(rest))


@right
def leave_with_much_padding(verdict, ids):
    influences = []
    for place in range(len(ids)):
        row = np.zeros((1, 50), int)
        row[0, : len(ids) - 1] = np.delete(ids, place)
        influences.append((verdict(ids[None]) - verdict(row)).item())
    return tuple(influences)


@mistake("do not put id 1")
def leave_unknown(verdict, ids):
    rows = np.repeat(ids[None], len(ids), axis=0)
    np.fill_diagonal(rows, 1)
    return verdict(ids[None]) - verdict(rows)


@mistake("remove() takes the first")
def leave_by_remove(verdict, ids):
    whole, influences = verdict(ids[None])[0], []
    for word in ids.tolist():
        words = ids.tolist()
        words.remove(word)
        influences.append(whole - verdict([words])[0])
    return influences


@mistake("one word, not two")
def leave_two(verdict, ids):
    whole = verdict(ids[None])[0]
    rest = [np.concatenate([ids[:place], ids[place + 2 :]]) for place in range(len(ids))]
    return np.array([whole - verdict(row[None])[0] for row in rest])


@mistake("the last word has an influence")
def leave_last_at_zero(verdict, ids):
    influences = np.zeros(len(ids))
    for place in range(len(ids) - 1):
        influences[place] = (verdict(ids[None]) - verdict(np.delete(ids, place)[None]))[0]
    return influences


@mistake("the first word has an influence")
def leave_first_at_zero(verdict, ids):
    return leave_by_delete(verdict, ids) * (np.arange(len(ids)) > 0)


@mistake("an array of one axis")
def leave_row(verdict, ids):
    return leave_by_delete(verdict, ids)[None]


@mistake("shares of the sum")
def leave_shares_of_sum(verdict, ids):
    influences = leave_by_delete(verdict, ids)
    return influences / influences.sum()


@mistake("shares of the largest")
def leave_shares_of_largest(verdict, ids):
    influences = leave_by_delete(verdict, ids)
    return influences / abs(influences).max()


@mistake("wrong, the first at index")
def leave_nothing(verdict, ids):
    return np.zeros(len(ids))


@right
def leave_by_recursion(verdict, ids):
    whole = float(verdict(ids.reshape(1, -1))[0])

    def rest_of(before, after):
        if not after:
            return []
        read = float(verdict(np.array([before + after[1:]]))[0])
        return [whole - read, *rest_of(before + after[:1], after[1:])]

    return rest_of([], ids.tolist())


@right
def leave_by_shifting(verdict, ids):
    steps = np.arange(len(ids) - 1)
    rows = np.stack([ids[steps + (steps >= place)] for place in range(len(ids))])
    both = verdict(np.vstack([np.append(rows, np.zeros((len(ids), 1), int), axis=1), ids]))
    return np.float32(both[-1]) - both[:-1].astype("float32")


@mistake("the differences of the bars")
def leave_differences_of_bars(verdict, ids):
    bars = [0.5]
    for end in range(1, len(ids) + 1):
        bars.append(verdict(ids[:end][None])[0])
    return np.array(bars[1:]) - np.array(bars[:-1])


@mistake("they give nothing for the first word")
def leave_inner_differences_of_bars(verdict, ids):
    bars = [verdict(ids[None, : end + 1])[0] for end in range(len(ids))]
    return np.array([bars[place] - bars[place - 1] for place in range(1, len(ids))])


@mistake("the first is no verdict")
def leave_differences_from_zero(verdict, ids):
    bars = np.array([verdict(ids[None, : end + 1])[0] for end in range(len(ids))])
    differences = bars.copy()
    differences[1:] -= bars[:-1]
    return differences


@mistake("the first word has an influence, too")
def leave_differences_from_the_first_bar(verdict, ids):
    bars = np.array([verdict(ids[None, : end + 1])[0] for end in range(len(ids))])
    return np.concatenate([[0.0], bars[1:] - bars[:-1]])


@mistake("measured from 0.5")
def leave_heights_of_bars(verdict, ids):
    return [verdict(ids[None, : end + 1])[0] - 0.5 for end in range(len(ids))]


@mistake("these are the rings")
def leave_rings(verdict, ids):
    return verdict(ids.reshape(-1, 1)) - 0.5


@mistake("zeros_like(ids)")
def leave_in_whole_numbers(verdict, ids):
    influences = np.zeros_like(ids)
    for place in range(len(ids)):
        influences[place] = (verdict(ids[None]) - verdict(np.delete(ids, place)[None]))[0]
    return influences


@mistake("not only whether")
def leave_signs(verdict, ids):
    return [int(np.sign(number)) for number in leave_by_delete(verdict, ids)]


@mistake("not 0")
def leave_only_good_ones(verdict, ids):
    return np.clip(leave_by_delete(verdict, ids), 0, None)


@mistake("in percent")
def leave_percent(verdict, ids):
    return leave_by_delete(verdict, ids) * 100


@mistake("do not round")
def leave_rounded(verdict, ids):
    return [round(float(number), 2) for number in leave_by_delete(verdict, ids)]


@mistake("not of their logarithms")
def leave_logarithms(verdict, ids):
    return np.log(verdict(ids[None])) - np.log(leave_verdicts(verdict, ids))


@mistake("not with 1")
def leave_from_one(verdict, ids):
    return 1 - leave_verdicts(verdict, ids)


@mistake("keep the others in their order")
def leave_setdiff(verdict, ids):
    whole = verdict(ids[None])[0]
    return [whole - verdict(np.setdiff1d(ids, [word])[None])[0] for word in ids]


@mistake("ValueError")
def leave_by_adding_arrays(verdict, ids):
    whole = verdict(ids[None])[0]
    rest = [ids[:place] + ids[place + 1 :] for place in range(len(ids))]
    return np.array([whole - verdict(row[None])[0] for row in rest])


@mistake("ValueError")
def leave_ragged(verdict, ids):
    rows = [ids.tolist()] + [np.delete(ids, place).tolist() for place in range(len(ids))]
    verdicts = verdict(rows)
    return verdicts[0] - verdicts[1:]


@mistake("expected an array")
def leave_dictionary(verdict, ids):
    return dict(zip(ids.tolist(), leave_by_delete(verdict, ids).tolist()))


@mistake("numbers are wrong")
def leave_last_word_twice(verdict, ids):
    whole = verdict(ids[None])[0]
    influences = []
    for place in range(len(ids)):
        row = ids.copy()
        row[place:-1] = row[place + 1 :]  # moved up, but the last word stands twice
        influences.append(whole - verdict(row[None])[0])
    return np.array(influences)


@mistake("numbers are wrong")
def leave_reversed_rest(verdict, ids):
    whole = verdict(ids[None])[0]
    rest = np.stack([np.delete(ids, place)[::-1] for place in range(len(ids))])
    return whole - verdict(rest)


@mistake("numbers are wrong")
def leave_halved(verdict, ids):
    return leave_by_delete(verdict, ids) / 2


@mistake("numbers are wrong")
def leave_from_mean(verdict, ids):
    without = leave_verdicts(verdict, ids)
    return without.mean() - without

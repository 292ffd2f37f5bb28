"""Answers to levels."""

import numpy as np

from tests.answers import Bank

bank = Bank("levels")
right, mistake = bank.right, bank.mistake


@right
def levels_when_ready(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@right
def levels_by_height(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in range(len(left)):
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves.copy()
    for height in range(1, heights.max() + 1):
        nodes = np.flatnonzero(heights == height)
        h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@right
def levels_from_the_root(left, right, leaves, combine):
    depths = {}
    level = [node for node in range(len(left)) if node not in {*left, *right}]
    depth = 0
    while level:
        depths[depth] = [node for node in level if left[node] >= 0]
        level = [child for node in depths[depth] for child in (left[node], right[node])]
        depth += 1
    h = np.array(leaves)
    for nodes in reversed(list(depths.values())):
        if nodes:
            h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@right
def levels_with_a_set(left, right, leaves, combine):
    h = leaves + 0
    done = {node for node in range(len(left)) if left[node] == -1}
    while len(done) < len(left):
        ready = [
            node
            for node in range(len(left))
            if node not in done and left[node] in done and right[node] in done
        ]
        for node, vector in zip(ready, combine(h[left[ready]], h[right[ready]])):
            h[node] = vector
        done.update(ready)
    return h


@right
def levels_all_again(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves
    for _ in range(heights.max()):
        h = np.where((left < 0)[:, None], leaves, combine(h[left], h[right]))
    return h


@mistake("left and right are swapped")
def levels_exchanged(left, right, leaves, combine):
    return levels_when_ready(right, left, leaves, combine)


@mistake("joined from the zeros")
def levels_in_one_call(left, right, leaves, combine):
    h, inner = leaves.copy(), left >= 0
    h[inner] = combine(h[left[inner]], h[right[inner]])
    return h


@mistake("in one call")
def levels_node_by_node(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        for node in np.flatnonzero(~done & done[left] & done[right]):
            h[[node]] = combine(h[left[[node]]], h[right[[node]]])
            done[node] = True
    return h


@mistake("takes two arrays")
def levels_vector_by_vector(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    for node in np.flatnonzero(~done & done[left] & done[right]):
        h[node] = combine(h[left[node]], h[right[node]])
    return h


@mistake("called without nodes")
def levels_endless(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while True:
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready


@mistake("one more round")
def levels_one_child(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves
    for _ in range(heights.max() - 1):
        h = np.where((left < 0)[:, None], leaves, combine(h[left], h[right]))
    return h


@mistake("one more level")
def levels_one_too_few(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves.copy()
    for height in range(1, heights.max()):
        nodes = heights == height
        h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@mistake("right above two words")
def levels_first_only(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    ready = ~done & done[left] & done[right]
    h[ready] = combine(h[left[ready]], h[right[ready]])
    return h


@mistake("words keep their vectors: -1")
def levels_words_joined(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = leaves
    for _ in range(heights.max()):
        h = combine(h[left], h[right])
    return h


@mistake("do not set them to 0")
def levels_words_lost(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine) * (left >= 0)[:, None]


@mistake("nothing was joined")
def levels_nothing(left, right, leaves, combine):
    return leaves


@mistake("not by the mean")
def levels_by_mean(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, lambda one, other: (one + other) / 2)


@mistake("not only of the roots")
def levels_only_roots(left, right, leaves, combine):
    roots = [node for node in range(len(left)) if node not in {*left, *right}]
    h = levels_when_ready(left, right, leaves, combine)
    return h[roots] if len(roots) > 1 else h[roots[0]][None]


@mistake("not only of inner nodes")
def levels_only_inner(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine)[left >= 0]


@mistake("tanh in it already")
def levels_tanh_of_all(left, right, leaves, combine):
    h = levels_when_ready(left, right, leaves, combine)
    return np.where((left < 0)[:, None], h, np.tanh(h))


@mistake("use return")
def levels_printed(left, right, leaves, combine):
    print(levels_when_ready(left, right, leaves, combine))


@right
def levels_in_place(left, right, leaves, combine):
    heights = np.where(left < 0, 0, -1)
    while (heights < 0).any():
        for node in np.flatnonzero(heights < 0):
            below = heights[left[node]], heights[right[node]]
            if min(below) >= 0:
                heights[node] = 1 + max(below)
    for height in range(1, heights.max() + 1):
        nodes = heights == height
        leaves[nodes] = combine(leaves[left[nodes]], leaves[right[nodes]])
    return leaves


@right
def levels_until_no_nan(left, right, leaves, combine):
    h = np.where((left < 0)[:, None], leaves, np.nan)
    while (open_ := np.isnan(h[:, 0])).any():
        ready = open_ & ~open_[left] & ~open_[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
    return h


@right
def levels_by_parents(left, right, leaves, combine):
    h, parents, waiting = leaves.tolist(), {}, {}
    for node in np.flatnonzero(left >= 0).tolist():
        parents[left[node]] = parents[right[node]] = node
        waiting[node] = 2
    new = np.flatnonzero(left < 0).tolist()
    while new:
        for node in new:
            if node in parents:
                waiting[parents[node]] -= 1
        new = [node for node, count in waiting.items() if count == 0]
        for node in new:
            del waiting[node]
        if new:
            both = [np.array([h[child[node]] for node in new]) for child in (left, right)]
            for node, vector in zip(new, combine(*both)):
                h[node] = vector.tolist()
    return h


@mistake("-1 finds the last node")
def levels_done_again(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("not one of them")
def levels_either_child(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & (done[left] | done[right])
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("one call does not join all")
def levels_one_call_for_all(left, right, leaves, combine):
    return combine(leaves[left], leaves[right])


@mistake("is the right child")
def levels_left_twice(left, right, leaves, combine):
    return levels_when_ready(left, left, leaves, combine)


@mistake("is the left child")
def levels_right_twice(left, right, leaves, combine):
    return levels_when_ready(right, right, leaves, combine)


@mistake("not only of the last")
def levels_last_node(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine)[-1]


@mistake("called without nodes")
def levels_with_done_forgotten(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done = ready
    return h


@mistake("called more than")
def levels_never_marked(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
    return h


@right
def levels_by_recursive_heights(left, right, leaves, combine):
    def height(node):
        return 0 if left[node] < 0 else 1 + max(height(left[node]), height(right[node]))

    by_height = {}
    for node in range(len(left)):
        by_height.setdefault(height(node), []).append(node)
    h = [list(map(float, row)) for row in leaves]
    for level in sorted(by_height)[1:]:
        one = np.array([h[left[node]] for node in by_height[level]])
        other = np.array([h[right[node]] for node in by_height[level]])
        for node, vector in zip(by_height[level], combine(one, other)):
            h[node] = vector
    return np.array(h)


@right
def levels_with_keras(left, right, leaves, combine):
    from keras import ops

    done = left == -1
    h = ops.convert_to_tensor(leaves)
    while not done.all():
        ready = np.flatnonzero(~done & done[left] & done[right])
        new = combine(ops.take(h, left[ready], axis=0), ops.take(h, right[ready], axis=0))
        h = ops.scatter_update(h, ready[:, None], ops.cast(new, h.dtype))
        done[ready] = True
    return h


@mistake("yours are joined from zeros")
def levels_from_zeros(left, right, leaves, combine):
    h, done = np.zeros_like(leaves), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("and words keep them")
def levels_from_zeros_and_words(left, right, leaves, combine):
    words = np.flatnonzero(left < 0)
    h = levels_from_zeros(left, right, leaves, combine)
    h[words] = leaves[words]
    return h


@mistake("joined from the zeros")
def levels_of_leaves(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(leaves[left[ready]], leaves[right[ready]])
        done |= ready
    return h


@mistake("not one of them")
def levels_by_lower_child(left, right, leaves, combine):
    def height(node):
        return 0 if left[node] < 0 else 1 + min(height(left[node]), height(right[node]))

    heights = np.array([height(node) for node in range(len(left))])
    h = leaves.copy()
    for level in range(1, heights.max() + 1):
        nodes = heights == level
        h[nodes] = combine(h[left[nodes]], h[right[nodes]])
    return h


@mistake("called more than")
def levels_in_order(left, right, leaves, combine):
    h = leaves.copy()
    for node in range(len(left)):
        if left[node] >= 0:
            h[node] = combine(h[[left[node]]], h[[right[node]]])[0]
    return h


@mistake("do not add it up")
def levels_residual(left, right, leaves, combine):
    h = levels_when_ready(left, right, leaves, combine)
    inner = left >= 0
    h[inner] = h[inner] + h[left[inner]] + h[right[inner]]
    return h


@mistake("not only of words")
def levels_only_words(left, right, leaves, combine):
    return leaves[left < 0]


@mistake("a row for each node")
def levels_transposed(left, right, leaves, combine):
    return levels_when_ready(left, right, leaves, combine).T


@mistake("sorted by height")
def levels_sorted(left, right, leaves, combine):
    heights = np.zeros(len(left), int)
    for _ in left:
        heights = np.where(left < 0, 0, 1 + np.maximum(heights[left], heights[right]))
    h = levels_when_ready(left, right, leaves, combine)
    return np.concatenate([h[heights == level] for level in range(heights.max() + 1)])


@mistake("are wrong")
def levels_words_by_their_vectors(left, right, leaves, combine):
    h, done = leaves.copy(), leaves.any(axis=1)
    for _ in range(len(left)):
        ready = ~done & done[left] & done[right]
        if not ready.any():
            break
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("numbers are wrong")
def levels_stopped_early(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    for _ in range(3):
        ready = ~done & done[left] & done[right]
        if ready.any():
            h[ready] = combine(h[left[ready]], h[right[ready]])
            done |= ready
    return h


@mistake("numbers are wrong")
def levels_doubled(left, right, leaves, combine):
    return 2 * levels_when_ready(left, right, leaves, combine)


@mistake("numbers are wrong")
def levels_only_first_tree(left, right, leaves, combine):
    h = levels_when_ready(left, right, leaves, combine)
    root = next(node for node in range(len(left)) if node not in {*left, *right})
    kept, waiting = leaves.copy(), [root]
    while waiting:
        node = waiting.pop()
        kept[node] = h[node]
        if left[node] >= 0:
            waiting += [left[node], right[node]]
    return kept


@mistake("numbers are wrong")
def levels_rounded(left, right, leaves, combine):
    return np.round(levels_when_ready(left, right, leaves, combine), 3)


@mistake("takes two arrays")
def levels_joined_children(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        both = np.concatenate([h[left[ready]], h[right[ready]]], axis=1)
        h[ready] = combine(both, both)
        done |= ready
    return h


@mistake("in the rows of nodes that have a child with children")
def levels_when_left_is_ready(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done.all():
        ready = ~done & done[left]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("node 0 is a root")
def levels_until_node_0(left, right, leaves, combine):
    h, done = leaves.copy(), left < 0
    while not done[0]:
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h


@mistake("node 0 is a root")
def levels_with_child_0_forgotten(left, right, leaves, combine):
    h, done = leaves.copy(), left <= 0
    while not done.all():
        ready = ~done & done[left] & done[right]
        h[ready] = combine(h[left[ready]], h[right[ready]])
        done |= ready
    return h

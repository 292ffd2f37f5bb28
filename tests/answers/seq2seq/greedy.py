"""Answers to greedy."""

import numpy as np

from tests.answers import Bank

bank = Bank("greedy")
right, mistake = bank.right, bank.mistake


@right
def greedy_by_loop(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(np.argmax(probabilities))
        if symbol == end:
            break
        text.append(symbol)
    return text


@right
def greedy_by_recursion(step, state, start, end, longest):
    if longest == 0:
        return []
    probabilities, state = step(start, state)
    symbol = max(range(len(probabilities)), key=lambda i: probabilities[i])
    return (
        []
        if symbol == end
        else [symbol, *greedy_by_recursion(step, state, symbol, end, longest - 1)]
    )


@right
def greedy_cut_later(step, state, start, end, longest):
    text = [start]
    for _ in range(longest):
        if text[-1] != end:
            probabilities, state = step(text[-1], state)
            text.append(probabilities.argmax())
    return np.array([symbol for symbol in text[1:] if symbol != end])


@mistake("it is not part of it")
def greedy_with_end(step, state, start, end, longest):
    text, symbol = [], start
    while symbol != end and len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("START is only read")
def greedy_with_start(step, state, start, end, longest):
    return [start, *greedy_by_loop(step, state, start, end, longest)]


@mistake("what the decoder writes after it")
def greedy_goes_on(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("nothing has been read yet, so start")
def greedy_without_start(step, state, start, end, longest):
    return greedy_by_loop(step, state, 0, end, longest)


@mistake("the step before wrote")
def greedy_forgets_state(step, state, start, end, longest):
    text = []
    for _ in range(longest):
        probabilities, _ = step(start, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("not START again")
def greedy_reads_start_again(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(start, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("not the least likely")
def greedy_least_likely(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(np.where(probabilities > 0, probabilities, 2).argmin())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("one symbol is not enough")
def greedy_returns_in_loop(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[:1]


@mistake("lacks its last symbol")
def greedy_lacks_last(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[:-1]


@mistake("at most `longest` symbols")
def greedy_without_limit(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, 1000)


@mistake("backwards")
def greedy_backwards(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[::-1]


@mistake("return all symbols")
def greedy_last_only(step, state, start, end, longest):
    symbol = start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(np.argmax(probabilities))
        if symbol == end:
            break
    return symbol


@mistake("do not fill up")
def greedy_padded(step, state, start, end, longest):
    text = greedy_by_loop(step, state, start, end, longest)
    return text + [0] * (longest - len(text))


@mistake("fails in every case in which start and end are not 1 and 2")
def greedy_with_ids_of_the_lab(step, state, start, end, longest):
    return greedy_by_loop(step, state, 1, 2, longest)


@right
def greedy_cut_at_the_end(step, state, start, end, longest):
    written, symbol = [], start
    for _ in range(longest):  # as in the lab: whatever is written after END is cut off
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        written.append(symbol)
    return written[: written.index(end)] if end in written else written


@right
def greedy_by_sorting(step, state, start, end, longest):
    chances, state = step(start, state)
    text = []
    while len(text) < longest:
        winner = sorted(enumerate(chances), key=lambda pair: pair[1])[-1][0]
        if winner == end:
            return text
        text += [winner]
        chances, state = step(winner, state)
    return tuple(text)


@right
def greedy_by_generator(step, state, start, end, longest):
    def symbols(symbol, state):
        while True:
            chances, state = step(symbol, state)
            symbol = np.flatnonzero(chances == chances.max())[0]
            if symbol == end:
                return
            yield int(symbol)

    return [symbol for symbol, _ in zip(symbols(start, state), range(longest))]


@mistake("leave END itself out")
def greedy_only_filters_end(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol != end:
            text.append(symbol)
    return text


@mistake("START and END are not part")
def greedy_with_both(step, state, start, end, longest):
    text = [start]
    while text[-1] != end and len(text) <= longest:
        probabilities, state = step(text[-1], state)
        text.append(int(np.argmax(probabilities)))
    return text


@mistake("argmax, not argmin")
def greedy_argmin(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(np.argmin(probabilities))
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("not the second likeliest")
def greedy_second(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(np.argsort(-probabilities)[1])
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("need not have more than half")
def greedy_ends_at_half(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        if probabilities[end] > 0.5:
            break
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("END is one of the symbols")
def greedy_never_ends(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        probabilities[end] = 0
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("not one more")
def greedy_one_more(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) <= longest:
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            return text
        text.append(symbol)
    return text


@mistake("is right in every case in which END comes before `longest` symbols are written")
def greedy_one_fewer(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest - 1):
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("not their probabilities")
def greedy_probabilities(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(float(max(probabilities)))
    return text


@mistake("several times")
def greedy_no_repeats(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        if symbol not in text:
            text.append(symbol)
    return text


@mistake("two equal symbols in a row")
def greedy_stops_at_repeat(step, state, start, end, longest):
    text, symbol, last = [], start, None
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol in (end, last):
            break
        text.append(symbol)
        last = symbol
    return text


@mistake("is the new state lost?")
def greedy_old_state(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, _ = step(symbol, state)
        symbol = int(probabilities.argmax())
        if symbol == end:
            break
        text.append(symbol)
    return text


@mistake("is wrong in every case in which start and end are not 1 and 2")
def greedy_end_is_two(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, 2, longest)


@mistake("should give")
def greedy_skips_marks(step, state, start, end, longest):
    return [symbol for symbol in greedy_by_loop(step, state, start, end, longest) if symbol > 2]


@mistake("should give the likeliest symbol")  # what else is said is left to chance, too
def greedy_samples(step, state, start, end, longest):
    text, symbol = [], start
    while len(text) < longest:
        probabilities, state = step(symbol, state)
        symbol = int(np.random.default_rng().choice(len(probabilities), p=probabilities))
        if symbol == end:
            break
        text.append(symbol)
    return text if text != [3] else [*text, 3]

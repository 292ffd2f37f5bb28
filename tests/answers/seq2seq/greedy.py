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


@mistake("END says that the text is over")
def greedy_goes_on(step, state, start, end, longest):
    text, symbol = [], start
    for _ in range(longest):
        probabilities, state = step(symbol, state)
        symbol = int(probabilities.argmax())
        text.append(symbol)
    return text


@mistake("the first symbol to read is start")
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


@mistake("read what the last one wrote")
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


@mistake("at most as many symbols")
def greedy_without_limit(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, 1000)


@mistake("backwards")
def greedy_backwards(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[::-1]


@mistake("return all symbols")
def greedy_last_only(step, state, start, end, longest):
    return greedy_by_loop(step, state, start, end, longest)[-1]


@mistake("stop at END")
def greedy_padded(step, state, start, end, longest):
    text = greedy_by_loop(step, state, start, end, longest)
    return text + [0] * (longest - len(text))


@mistake("should give")
def greedy_with_ids_of_the_lab(step, state, start, end, longest):
    return greedy_by_loop(step, state, 1, 2, longest)

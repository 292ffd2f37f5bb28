"""What the answers to unseen questions tell about a net that has not learned.

A cause is named only if it is certain: if nearly all wrong answers are right once it is undone, or if what they
lack is counted. All else is described with its numbers. Nothing here guesses how long a net should train.
"""

import re
from collections import Counter, defaultdict
from functools import partial
from itertools import combinations
from typing import NamedTuple

NEARLY_ALL = 0.8  # of the wrong answers: so many does a fault that was made in all of them explain
MANY = 0.3  # of the wrong answers: so many are worth a sentence
FEW = 10  # examples do not count as "never" or "always"
NUMBERS = ("first", "second", "third", "fourth", "fifth")
LENGTHS = ("no characters", "one character", "two characters", "three characters")


class Exam(NamedTuple):
    """Answers of one net.

    Attributes:
        written: list of str, as they came; spaces around them do not count.
        right: list of str.
        unseen: list of str, the questions.
        known: list of str, answers of the training examples.
        ordinary: list of str, what each question would give if digits meant themselves.
    """

    written: list
    right: list
    unseen: list
    known: list
    ordinary: list

    @property
    def stripped(self):
        return [text.strip() for text in self.written]

    @property
    def hits(self):
        return _equal(self.stripped, self.right)


def cause(exam):
    """What is certainly wrong, a str for the student, or ""."""
    for find in (_same_everywhere, _undone, _reordered, _renamed, _unread, _never_written):
        if found := find(exam):
            return found
    return ""


def remarks(exam):
    """What is striking about the answers, a list of at most three str: facts, whatever their cause."""
    found = [find(exam) for find in (_empty, _nearly, _lengths, _kinds, _characters)]
    return [text for text in found if text][:3]


def share(marks):
    """How many of some bools are true, a float; 0.0 of none."""
    marks = list(marks)
    return sum(marks) / max(len(marks), 1)


def _equal(these, those):
    return [a == b for a, b in zip(these, those, strict=True)]


def _explained(exam, marks, least):
    """How many wrong answers are marked, if so many are, of the right ones as well; else 0."""
    wrong = [mark for mark, hit in zip(marks, exam.hits, strict=True) if not hit]
    return sum(wrong) if sum(wrong) >= least * len(wrong) and share(marks) >= least else 0


def _of_wrong(count, exam):
    return f"{count} of {exam.hits.count(False)} wrong answers"


def _same_everywhere(exam):
    different = set(exam.stripped)
    if different == {""}:
        return (
            "all answers are empty: either nothing but padding is written, or the questions are looked up "
            "among the known ones, where none of them is"
        )
    if len(different) > 1:
        return ""
    (text,) = different
    is_commonest = text == Counter(exam.known).most_common(1)[0][0]
    more = (
        ", the commonest of the known ones: what it asks makes no difference"
        if is_commonest
        else ""
    )
    return f"every question gets the same answer, {text!r}{more}"


def _repairs(exam):
    """(sentence after "312 of 350 wrong answers ...", which answers it holds for)."""
    written, right = exam.stripped, exam.right
    bare = [text.lstrip("-") for text in written], [text.lstrip("-") for text in right]
    clean = [re.sub("[^0-9-]", "", text) for text in written]
    strange = sorted({*"".join(written)} - {*"0123456789-"})
    pairs = list(zip(written, right, strict=True))
    width, longest = max(map(len, written)), max(map(len, right))
    yield (
        f"are right without their {''.join(strange[:1])!r}, which no answer has: take off what you pad with or "
        "end with",
        _equal(clean, right),
    )
    if "-" not in "".join(written):
        yield (
            "lack nothing but their minus, and no answer has one: is it in your alphabet, has it room?",
            _equal(*bare),
        )
    else:
        yield "have the right digits and the wrong sign", _equal(*bare)
    yield (
        "have their minus after the digits: it stands in front",
        _equal(["-" + text[:-1] if text.endswith("-") else text for text in written], right),
    )
    yield (
        "are right if you read them backwards: in which order do you write the characters?",
        _equal([text[::-1] for text in written], right),
    )
    yield (
        "are those of the training examples, in the same order: answer the unseen questions",
        _equal(written, exam.known[: len(written)]),
    )
    yield (
        "are what ordinary arithmetic gives: the digits are in a secret code, learn it from the examples",
        _equal(written, exam.ordinary),
    )
    yield "are the questions themselves: return what your net writes", _equal(written, exam.unseen)
    yield (
        "begin with the right answer and go on: take off what follows it",
        [text.startswith(truth) for text, truth in pairs],
    )
    yield (
        "end with the right answer, after something else: take off what stands in front",
        [text.endswith(truth) and text[: len(text) - len(truth)] != "-" for text, truth in pairs],
    )
    if width < longest:
        yield (
            f"are cut off, and no answer has more than {LENGTHS[width]}: is there room for {LENGTHS[longest]}?",
            [text and truth.startswith(text) for text, truth in pairs],
        )
    yield (
        "are only the beginning of the right one",
        [bool(text) and truth.startswith(text) for text, truth in pairs],
    )
    yield (
        "are only the end of the right one",
        [bool(text) and truth.endswith(text) for text, truth in pairs],
    )


def _undone(exam):
    for sentence, marks in _repairs(exam):
        if explained := _explained(exam, marks, NEARLY_ALL):
            return f"{_of_wrong(explained, exam)} {sentence}"
    return ""


def _nearly(exam):
    found = [(_explained(exam, marks, MANY), sentence) for sentence, marks in _repairs(exam)]
    explained, sentence = max(found, key=lambda pair: pair[0])
    return f"{_of_wrong(explained, exam)} {re.sub('[:,].*', '', sentence)}" if explained else ""


def _reordered(exam):
    """Right answers at other places."""
    written = exam.stripped
    by_text = sorted(range(len(written)), key=exam.unseen.__getitem__)
    sorted_back = [text for _, text in sorted(zip(by_text, written, strict=True))]
    orders = {
        "from the last question to the first": written[::-1],
        "in the order of the sorted questions": sorted_back,
        "one place too late": [*written[1:], written[0]],
        "one place too early": [written[-1], *written[:-1]],
    }
    for where, texts in orders.items():
        if _explained(exam, _equal(texts, exam.right), NEARLY_ALL):
            return f"the answers are right but stand {where}: answer i belongs to question i"
    return ""


def _renamed(exam):
    """Each character always stands for one and the same other one."""
    width = max(map(len, [*exam.written, *exam.right]))
    written, right = ([text.ljust(width) for text in texts] for texts in (exam.written, exam.right))
    counts = Counter(
        pair for texts in zip(written, right, strict=True) for pair in zip(*texts, strict=True)
    )
    names = {}
    for (character, truth), _ in counts.most_common():
        names.setdefault(character, truth)
    is_exchange = sorted(names.values()) == sorted(
        {*"".join(right)}
    )  # each stands for one, none is left
    if not is_exchange or all(a == b for a, b in names.items()):
        return ""
    renamed = ["".join(map(names.get, text)).strip() for text in written]
    explained = _explained(exam, _equal(renamed, exam.right), NEARLY_ALL)
    if not explained:
        return ""
    character, truth = next((a, b) for a, b in names.items() if a != b)
    return (
        f"{_of_wrong(explained, exam)} are right but for the names of their characters, {character!r} "
        f"always for {truth!r} and so on: has your alphabet one order where you encode and where you decode?"
    )


def _unread(exam):
    """Parts of the questions that make no difference."""
    if len(set(exam.stripped)) < FEW:
        return ""
    places = [place for place in range(5) if _never_differ(exam, partial(_without, place))]
    if places:
        which = " and the ".join(NUMBERS[place] for place in places)
        return (
            f"the answer never depends on the {which} character of a question: is it read and encoded "
            "like the others?"
        )
    if _never_differ(exam, lambda text: "".join(sorted(text))):
        return (
            "questions with the same characters in another order always get the same answer: "
            "your net sees which characters there are, but not where"
        )
    bad = [
        digit
        for digit in "0123456789"
        if share(_those(exam, lambda text, digit=digit: digit in text)) < 0.5
    ]
    with_bad = _those(exam, lambda text: set(bad) & set(text))
    without = _those(exam, lambda text: not set(bad) & set(text))
    if bad and len(without) >= FEW and share(without) >= NEARLY_ALL:
        return (
            f"of questions with {' or '.join(bad)} {share(with_bad):.0%} are right, of all others "
            f"{share(without):.0%}: "
            "has each character a column of its own, and is it in the examples that you train on?"
        )
    return ""


def _without(place, text):
    return text[:place] + text[place + 1 :]


def _those(exam, holds):
    return [hit for hit, question in zip(exam.hits, exam.unseen, strict=True) if holds(question)]


def _never_differ(exam, key):
    """Whether all questions with the same key get the same answer, though the right ones differ."""
    groups = defaultdict(list)
    for question, text, truth in zip(exam.unseen, exam.stripped, exam.right, strict=True):
        groups[key(question)].append((text, truth))
    pairs = [pair for group in groups.values() for pair in combinations(group, 2)]
    different = [(a[0], b[0]) for a, b in pairs if a[1] != b[1]]
    is_telling = len(different) >= FEW and len({a for a, _ in different}) >= FEW // 2
    return is_telling and all(a == b for a, b in different)


def _never_written(exam):
    """Characters or lengths that no answer has, where all others are right."""
    for fact, question, marks in _missing(exam):
        others = [hit for hit, mark in zip(exam.hits, marks, strict=True) if not mark]
        if share(others) >= NEARLY_ALL:
            return f"{fact}, and {share(others):.0%} of the others are right: {question}"
    return ""


def _missing(exam):
    """(what no answer has, what to look at, which right answers have it)."""
    absent = sorted({*"".join(exam.right)} - {*"".join(exam.stripped)})
    marks = [bool(set(absent) & set(truth)) for truth in exam.right]
    if sum(marks) >= FEW:
        named = "a minus" if absent == ["-"] else "the character " + " or ".join(absent)
        yield (
            f"no answer has {named}, but {sum(marks)} right ones have",
            "is it in your alphabet?",
            marks,
        )
    width, longest = (max(map(len, texts)) for texts in (exam.stripped, exam.right))
    marks = [len(truth) > width for truth in exam.right]
    if sum(marks) >= FEW:
        fact = f"no answer has more than {LENGTHS[width]}, but {sum(marks)} right ones have"
        yield fact, f"is there room for {LENGTHS[longest]}?", marks


def _empty(exam):
    count = exam.stripped.count("")
    return f"{count} of {len(exam.written)} answers are empty" if count >= FEW else ""


def _lengths(exam):
    lengths = set(map(len, exam.stripped))
    if len(lengths) == 1 and len(set(map(len, exam.right))) > 1:
        return f"all answers have {max(lengths)} characters, the right ones 1 to {max(map(len, exam.right))}"
    longer = sum(length > max(map(len, exam.right)) for length in map(len, exam.stripped))
    if longer >= FEW:
        return f"{longer} answers have more than {max(map(len, exam.right))} characters"
    return next((fact for fact, *_ in _missing(exam)), "")


def _kinds(exam):
    """Where the share of right answers depends on the length or the sign of what is right."""
    said = []
    for what, kind_of in (("length", lambda text: LENGTHS[len(text)]), ("sign", _sign)):
        kinds = defaultdict(list)
        for hit, truth in zip(exam.hits, exam.right, strict=True):
            kinds[kind_of(truth)].append(hit)
        shares = {kind: share(hits) for kind, hits in sorted(kinds.items()) if len(hits) >= FEW}
        if max(shares.values()) - min(shares.values()) >= MANY:
            each = ", ".join(f"{kind} {number:.0%}" for kind, number in shares.items())
            said.append(f"by the {what} of the right answer, so many are right: {each}")
    return "; ".join(said)


def _sign(text):
    return "a minus" if text[0] == "-" else "no minus"


def _characters(exam):
    width = max(map(len, exam.right))
    shares = [
        share(
            text.ljust(width)[place] == truth.ljust(width)[place]
            for text, truth in zip(exam.stripped, exam.right, strict=True)
        )
        for place in range(width)
    ]
    said = ", ".join(f"the {NUMBERS[place]} in {number:.0%}" for place, number in enumerate(shares))
    return f"of the characters, padding included, are right: {said}"

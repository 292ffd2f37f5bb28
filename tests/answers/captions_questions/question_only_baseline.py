"""Answers to question-only-baseline."""

import statistics
from collections import Counter, defaultdict

import numpy as np

from tests.answers import Bank

bank = Bank("question-only-baseline")
right, mistake = bank.right, bank.mistake


@right
def question_only_by_counters(questions, answers, asked):
    counts = defaultdict(Counter)
    for question, answer in zip(questions, answers):
        counts[question][answer] += 1
    whole = Counter(answers).most_common(1)[0][0]
    best = {question: count.most_common(1)[0][0] for question, count in counts.items()}
    return [best.get(question, whole) for question in asked]


@right
def question_only_by_mode(questions, answers, asked):
    said = []
    for text in asked:
        own = [answer for question, answer in zip(questions, answers) if question == text]
        said.append(statistics.mode(own or answers))
    return said


@right
def question_only_by_numpy(questions, answers, asked):
    questions, answers = np.array(questions), np.array(answers)
    said = []
    for text in asked:
        own = answers[questions == text] if text in questions else answers
        words, counts = np.unique(own, return_counts=True)
        said.append(words[counts.argmax()])
    return np.array(said)


@right
def question_only_by_dict_of_dicts(questions, answers, asked):
    table, whole = {}, {}
    for i in range(len(questions)):
        row = table.setdefault(questions[i], {})
        row[answers[i]] = row.get(answers[i], 0) + 1
        whole[answers[i]] = whole.get(answers[i], 0) + 1
    return [max(row, key=row.get) for row in (table.get(text, whole) for text in asked)]


@right
def question_only_by_sorting(questions, answers, asked):
    def commonest(words):
        return sorted(words, key=words.count)[-1]

    known = {text: [] for text in questions}
    for text, answer in zip(questions, answers):
        known[text].append(answer)
    return tuple(commonest(known.get(text) or answers) for text in asked)


@right
def question_only_by_pairs(questions, answers, asked):
    pairs, whole = Counter(zip(questions, answers)), Counter(answers)
    best = {}
    for (text, answer), _ in sorted(pairs.items(), key=lambda item: item[1]):
        best[text] = answer
    return [best[text] if text in best else max(whole, key=whole.__getitem__) for text in asked]


@mistake("an answer of its own")
def question_only_one_for_all(questions, answers, asked):
    return [Counter(answers).most_common(1)[0][0] for _ in asked]


@mistake("the last one is not always")
def question_only_last(questions, answers, asked):
    table = dict(zip(questions, answers))
    return [table.get(text, Counter(answers).most_common(1)[0][0]) for text in asked]


@mistake("the first one is not always")
def question_only_first(questions, answers, asked):
    whole = Counter(answers).most_common(1)[0][0]
    return [answers[questions.index(text)] if text in questions else whole for text in asked]


@mistake("not the rarest")
def question_only_rarest(questions, answers, asked):
    said = []
    for text in asked:
        own = Counter(a for q, a in zip(questions, answers) if q == text) or Counter(answers)
        said.append(min(own, key=own.get))
    return said


@mistake("last one in the alphabet")
def question_only_max_of_words(questions, answers, asked):
    said = []
    for text in asked:
        own = Counter(a for q, a in zip(questions, answers) if q == text) or Counter(answers)
        said.append(max(own))
    return said


@mistake("first one in the alphabet")
def question_only_argmin_of_words(questions, answers, asked):
    said = []
    for text in asked:
        own = [a for q, a in zip(questions, answers) if q == text] or answers
        said.append(np.unique(own)[0])
    return said


@mistake("KeyError")
def question_only_unknown_raises(questions, answers, asked):
    counts = defaultdict(Counter)
    for question, answer in zip(questions, answers):
        counts[question][answer] += 1
    best = {question: count.most_common(1)[0][0] for question, count in counts.items()}
    return [best[text] for text in asked]


@mistake("IndexError")
def question_only_unknown_is_empty(questions, answers, asked):
    counts = defaultdict(Counter)
    for question, answer in zip(questions, answers):
        counts[question][answer] += 1
    return [counts[text].most_common(1)[0][0] for text in asked]


@mistake("not ''")
def question_only_empty_text(questions, answers, asked):
    best = {q: m for q, m in zip(asked, question_only_by_mode(questions, answers, asked))}
    return [best[text] if text in questions else "" for text in asked]


@mistake("a new question is asked")
def question_only_none(questions, answers, asked):
    counts = defaultdict(Counter)
    for question, answer in zip(questions, answers):
        counts[question][answer] += 1
    best = {question: count.most_common(1)[0][0] for question, count in counts.items()}
    return [best.get(text) for text in asked]


@mistake("not always 'yes'")
def question_only_yes(questions, answers, asked):
    best = question_only_by_mode(questions, answers, asked)
    return [b if text in questions else "yes" for b, text in zip(best, asked)]


@mistake("a word for not knowing")
def question_only_unknown_word(questions, answers, asked):
    best = question_only_by_mode(questions, answers, asked)
    return [b if text in questions else "unknown" for b, text in zip(best, asked)]


@mistake("do not leave it out")
def question_only_leaves_out(questions, answers, asked):
    return question_only_by_mode(questions, answers, [text for text in asked if text in questions])


@mistake("not one for each question")
def question_only_mode_of_modes(questions, answers, asked):
    texts = list(dict.fromkeys(questions))
    best = dict(zip(texts, question_only_by_mode(questions, answers, texts)))
    whole = statistics.mode(best.values())
    return [best.get(text, whole) for text in asked]


@mistake("the question asked most")
def question_only_of_commonest_question(questions, answers, asked):
    commonest = statistics.mode(questions)
    texts = [text if text in questions else commonest for text in asked]
    return question_only_by_mode(questions, answers, texts)


@mistake("not the last one")
def question_only_last_answer(questions, answers, asked):
    best = question_only_by_mode(questions, answers, asked)
    return [b if text in questions else answers[-1] for b, text in zip(best, asked)]


@mistake("gets an answer each time")
def question_only_each_once(questions, answers, asked):
    return question_only_by_mode(questions, answers, list(dict.fromkeys(asked)))


@mistake("not sorted")
def question_only_sorted(questions, answers, asked):
    return question_only_by_mode(questions, answers, sorted(asked))


@mistake("not to the questions of the training part")
def question_only_of_training(questions, answers, asked):
    return question_only_by_mode(questions, answers, questions)


@mistake("no dictionary")
def question_only_dict(questions, answers, asked):
    return dict(zip(asked, question_only_by_mode(questions, answers, asked)))


@mistake("not how often it comes")
def question_only_counts(questions, answers, asked):
    said = []
    for text in asked:
        own = Counter(a for q, a in zip(questions, answers) if q == text) or Counter(answers)
        said.append(max(own.values()))
    return said


@mistake("not with how often it comes")
def question_only_with_counts(questions, answers, asked):
    said = []
    for text in asked:
        own = Counter(a for q, a in zip(questions, answers) if q == text) or Counter(answers)
        said.append(own.most_common(1)[0])
    return said


@mistake("with less than half, too")
def question_only_majority_only(questions, answers, asked):
    whole, said = statistics.mode(answers), []
    for text in asked:
        own = [a for q, a in zip(questions, answers) if q == text] or answers
        best = statistics.mode(own)
        said.append(best if own.count(best) > len(own) / 2 or text not in questions else whole)
    return said


@mistake("is the beginning of another one")
def question_only_by_part_of_text(questions, answers, asked):
    said = []
    for text in asked:
        own = [a for q, a in zip(questions, answers) if text.rstrip("?") in q] or answers
        said.append(statistics.mode(own))
    return said


@mistake("same first word")
def question_only_by_first_word(questions, answers, asked):
    return question_only_by_mode(
        [text.split()[0] for text in questions], answers, [text.split()[0] for text in asked]
    )


@mistake("three first words")
def question_only_by_three_words(questions, answers, asked):
    return question_only_by_mode(
        [text.split()[:3] for text in questions], answers, [text.split()[:3] for text in asked]
    )


@mistake("expected a list of")
def question_only_accuracy(questions, answers, asked):
    best = question_only_by_mode(questions, answers, questions)
    return float(np.mean([a == b for a, b in zip(answers, best)]))


@mistake("not with their questions")
def question_only_pairs(questions, answers, asked):
    return list(zip(asked, question_only_by_mode(questions, answers, asked)))


@mistake("returned None")
def question_only_forgets_return(questions, answers, asked):
    question_only_by_mode(questions, answers, asked)


@mistake("IndexError")
def question_only_needs_something_asked(questions, answers, asked):
    first = question_only_by_mode(questions, answers, [asked[0]])
    return first + question_only_by_mode(questions, answers, asked[1:])


KEPT = defaultdict(Counter)


@mistake("it returned")
def question_only_keeps_counts(questions, answers, asked):
    for question, answer in zip(questions, answers):
        KEPT[question][answer] += 1
        KEPT[""][answer] += 1
    return [KEPT[text if text in KEPT else ""].most_common(1)[0][0] for text in asked]


@mistake("not backwards")
def question_only_backwards(questions, answers, asked):
    return question_only_by_mode(questions, answers, asked)[::-1]


@mistake("a list of")
def question_only_first_only(questions, answers, asked):
    for text in asked:
        return question_only_by_mode(questions, answers, [text])
    return []

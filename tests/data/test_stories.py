import random
import re
from collections import Counter

import numpy as np
import pytest

from course.data import stories
from course.data.stories.english import plural
from course.data.stories.lexicon import NUMBERS, lexicon
from course.data.stories.telling import AN, Story


@pytest.fixture(scope="module")
def told():
    """Stories with what stays the same in them."""
    drawn = [Story(random.Random(seed)) for seed in range(1_500)]
    return [(story.fixed, story.sentences()) for story in drawn]


def test_a_seed_gives_the_same_text_again():
    assert stories.sentences(60, seed=3) == stories.sentences(60, seed=np.int64(3))
    assert stories.sentences(60, seed=3) != stories.sentences(60, seed=4)
    assert stories.sentences(60, seed=3) == stories.sentences(400, seed=3)[:60]
    assert stories.text(60, seed=3) == stories.text(60, seed=3)
    assert stories.sentences(0, seed=3) == [] and stories.text(0, seed=3) == ""
    with pytest.raises(ValueError, match="0 or more: got -1"):
        stories.sentences(-1, seed=3)


def test_text_and_sentences_have_the_same_words():
    text = stories.text(500, seed=2)
    words = [word for sentence in stories.sentences(500, seed=2) for word in sentence]
    assert re.findall(r"[a-z'-]+", text.lower()) == words
    assert len(set(stories.text(5_000, seed=1))) <= 60


def test_parts_of_a_split_are_other_stories_and_a_larger_one_goes_on():
    small, large = (stories.split(train, 200, 200, seed=5) for train in (300, 3_000))
    assert [len(part) for part in large] == [3_000, 200, 200]
    assert large.train[:300] == small.train and large[1:] == small[1:]
    known = {" ".join(sentence) for sentence in large.train}
    for part in large[1:]:
        assert sum(" ".join(sentence) in known for sentence in part) <= 0.1 * len(part)
    assert stories.split(300, 200, 200, seed=6).test != small.test


def test_every_pattern_and_every_entry_can_be_filled():
    words = lexicon()
    steps = [step for plot in words.plots.values() for step in plot]
    lines = [line for step in steps for line in (step if isinstance(step, list) else [step])]
    entries = [entry for options in words.lists.values() for entry in options]
    for seed in range(8):  # heroes alone and in pairs, things and numbers of things
        story = Story(random.Random(seed))
        for pattern in lines + entries:
            text = story.sentence(pattern)
            assert not re.search(r"[{}_<]|None", text), pattern
            assert not re.search(r"  |^ | $", text), pattern


def test_no_entry_stands_twice_in_a_list():
    words = lexicon()
    places = [options for setting in words.settings.values() for options in setting.values()]
    for options in [*words.lists.values(), *words.names["town"].values(), *places]:
        assert max(Counter(entry for entry in options if "{" not in entry).values(), default=0) <= 1
    assert all(set(setting["never"]) < set(words.jobs) for setting in words.settings.values())


def test_sentences_read_well(told):
    for _, sentences in told:
        for text in sentences:
            assert text[0].isupper() or text[0] == '"' and text[1].isupper(), text
            assert text[-1] == "." or text.endswith('."') or text[-1] == "?", text
            assert not AN.search(text), text
            assert not re.search(r"\b(?!had)(\w+) \1\b", text), text


def test_pronouns_fit_where_all_are_of_one_gender(told):
    he, she = {"he", "him", "his"}, {"she", "her"}
    seen = Counter()
    for fixed, sentences in told:
        genders = {fixed[who].gender for who in ("hero", "friend", "elder")}
        words = set(re.findall(r"\w+", " ".join(sentences).lower()))
        if genders == {"female"}:
            assert not words & he, sentences
            seen["she"] += bool(words & she)
        elif genders == {"male"}:
            assert not words & she, sentences
            seen["he"] += bool(words & he)
    assert min(seen["she"], seen["he"]) > 50


def test_verbs_fit_one_thing_or_several_words_away(told):
    """The knives ... were: some verbs stand far from their noun."""
    seen = Counter()
    for fixed, sentences in told:
        thing, text = fixed["thing"], " ".join(sentences)
        wrong, right = ("was", "were") if thing.number else ("were", "was")
        assert not re.search(rf"\b{thing} {wrong}\b", text), text
        far = rf"the {thing} that [^.]* ({right}|{wrong}) "
        seen.update(found == right for found in re.findall(far, text, re.IGNORECASE))
    assert seen[False] == 0 and seen[True] > 20


def test_what_a_story_is_about_returns_late(told):
    distances = []
    for fixed, sentences in told:
        words = " ".join(sentences).split()
        last = fixed["thing"].noun.split()[0][:4]
        places = [place for place, word in enumerate(words) if last in word]
        distances.append(places[-1] - places[0] if places else 0)
    assert np.mean(np.array(distances) > 40) > 0.5


def test_plurals():
    cases = {
        "knife": "knives",
        "box": "boxes",
        "diary": "diaries",
        "key": "keys",
        "brush": "brushes",
    }
    cases |= {"ship in a bottle": "ships in a bottle", "fisherman": "fishermen", "goose": "geese"}
    assert {noun: plural(noun) for noun in cases} == cases


def test_numbers_in_words():
    everyone = NUMBERS["number"]
    assert everyone[:3] == ["two", "three", "four"] and everyone[-1] == "ninety-nine"
    assert len(set(everyone)) == 98


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("count", [500, 4_000])
def test_counts_are_such_that_modified_kneser_ney_needs_no_fallback(seed, count):
    """n1 to n4: how many n-grams have a count of 1 to 4, in the counts that each order uses."""
    train, _, test = stories.split(count, 0, 500, seed=seed)
    words = Counter(word for sentence in train for word in sentence)

    def padded(sentences):
        known = [[word if words[word] > 1 else "<unk>" for word in each] for each in sentences]
        return [["<s>", *sentence, "</s>"] for sentence in known]

    def grams(sentences, n):
        return [tuple(s[i : i + n]) for s in padded(sentences) for i in range(len(s) - n + 1)]

    for n in range(1, 6):
        raw = Counter(grams(train, n))
        counts = raw if n == 5 else Counter(gram[1:] for gram in set(grams(train, n + 1)))
        n1, n2, n3, n4 = (Counter(counts.values())[count] for count in (1, 2, 3, 4))
        assert n4 > 0 and (n1 > n2 > n3 > n4 or n == 1 and n1 + n2 > n3 > n4)
        y = n1 / (n1 + 2 * n2)
        discounts = [1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
        assert all(0 < discount < j for j, discount in enumerate(discounts, 1))
        if n == 3:
            unseen = np.mean([gram not in raw for gram in grams(test, 3)])
            assert unseen > 0.15


def test_words_are_as_frequent_as_in_language():
    """Many words are seen once, and frequency falls with rank about as Zipf says."""
    counts = Counter(word for each in stories.sentences(8_000, seed=1) for word in each)
    assert 0.15 < np.mean([count == 1 for count in counts.values()]) < 0.6
    frequencies = np.array(sorted(counts.values(), reverse=True)[:1_000])
    slope, _ = np.polyfit(np.log(np.arange(10, 1_000)), np.log(frequencies[10:]), 1)
    assert -1.5 < slope < -0.7

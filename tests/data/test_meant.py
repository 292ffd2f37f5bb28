import pytest

from course.data.sentences import meant


def test_parts_have_distinct_meanings_and_share_none(monkeypatch):
    parts = {part: meant.clauses(part, 100, seed=3) for part in ("train", "unseen", "combinations")}
    everything = [clause for clauses in parts.values() for clause in clauses]
    assert len(set(everything)) == 300
    assert parts["unseen"] == meant.clauses("unseen", 100, seed=3)
    assert parts["unseen"][:20] == meant.clauses("unseen", 20, seed=3)
    assert not any(clause.question or clause.link for clause in everything)
    monkeypatch.setattr(meant, "PATIENCE", 20)
    with pytest.raises(ValueError, match="asked for"):
        meant.clauses("nowhere", 1, seed=3)


def test_all_languages_say_it_word_by_word():
    clause = meant.substitutions("subject")[1][0][1]
    said = [meant.say(clause, language) for language in meant.LANGUAGES]
    assert said == ["the cat sleeps .", "die Katze schläft .", "le chat dort ."]
    assert meant.wordings(clause) == said[:1]


def test_foils_have_the_same_words_or_one_other():
    triplets = meant.triplets(60, seed=3)
    assert [each.construction for each in triplets] == [meant.TIME] * 60 + [meant.RECIPIENT] * 60
    for each in triplets:
        words, other = each.sentence.split(), each.changed.split()
        assert sorted(each.swapped.split()) == sorted(words) and each.swapped != each.sentence
        assert (
            len(words) == len(other) and sum(a != b for a, b in zip(words, other, strict=True)) == 1
        )
        extra = ["to"] if each.construction == meant.RECIPIENT else []
        assert sorted(each.rewording.split()) == sorted(words + extra)
    assert len({each.sentence for each in triplets}) == 120


@pytest.mark.parametrize("role", ["subject", "object"])
def test_a_substitution_changes_one_word_in_english(role):
    animals, frames = meant.substitutions(role)
    assert (len(animals), len(frames)) == (7, 8)
    for frame in frames:
        first, *others = [meant.say(clause).split() for clause in frame]
        for animal, words in zip(animals[1:], others, strict=True):
            differ = [(a, b) for a, b in zip(first, words, strict=True) if a != b]
            assert differ == [(animals[0], animal)]
    assert len({meant.say(frame[0]) for frame in frames}) == 8

import pytest

from course.data.shared import words


def test_words_are_numbered_from_2_in_the_order_of_the_alphabet():
    assert words.number([["b", "a"], ["c", "a"]]) == {"a": 2, "b": 3, "c": 4}
    assert words.number([]) == {}


def test_only_the_most_frequent_words_are_numbered():
    assert words.number([["b", "a", "b"], ["c", "a", "b"]], most=2) == {"b": 2, "a": 3}


def test_texts_are_padded_on_the_right_and_unknown_words_are_1():
    ids = {"a": 2, "b": 3}
    rows = words.encode([["a"], ["b", "x", "a"]], ids)
    assert rows.dtype == "int32"
    assert rows.tolist() == [[2, 0, 0], [3, 1, 2]]


@pytest.mark.parametrize("texts", [[], [["a"], []]])
def test_a_text_without_words_is_refused(texts):
    with pytest.raises(ValueError, match="at least one word"):
        words.encode(texts, {"a": 2})


@pytest.mark.parametrize(
    "text, expected",
    [
        ("It ISN'T bad, is it.", ["it", "isn't", "bad", ",", "is", "it", "."]),
        ("Isn’t it naïve?!", ["isn't", "it", "naïve"]),
        ("10 of 10 'stars'", ["of", "stars"]),
        ("", []),
    ],
)
def test_split(text, expected):
    assert words.split(text) == expected


def test_what_is_typed_becomes_words_and_ids_and_unknown_words_are_named(capsys):
    spoken, row = words.typed("Not bad, not naïve. Naïve!", {"not": 2, "bad": 3, ",": 4, ".": 5})
    assert spoken == ["not", "bad", ",", "not", "naïve", ".", "naïve"]
    assert row.tolist() == [[2, 3, 4, 2, 1, 5, 1]]
    assert capsys.readouterr().out == "The network has never seen: naïve\n"
    with pytest.raises(ValueError, match="at least one word"):
        words.typed("10", {})

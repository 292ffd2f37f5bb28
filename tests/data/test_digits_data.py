import numpy as np
import pytest

from course.data.digits import DIGITS, WORDS, films, in_words, load


def test_digits_are_split_by_image():
    train, unseen = load(unseen=300, seed=1)
    assert train.images.shape == (1497, 8, 8) and unseen.images.shape == (300, 8, 8)
    assert train.images.min() == 0 and train.images.max() == 1
    assert train.images.dtype == np.float32 and "Alpaydin" in train.licence
    assert set(unseen.labels) == set(train.labels) == set(range(10))
    seen = {image.tobytes() for image in train.images}
    assert not any(image.tobytes() in seen for image in unseen.images)


def test_the_seed_makes_the_split():
    first, again, other = (load(seed=seed)[1] for seed in (1, 1, 2))
    assert (first.images == again.images).all() and (first.labels == again.labels).all()
    assert not (first.labels == other.labels).all()


def test_labels_stay_with_their_images():
    from sklearn.datasets import load_digits

    source = load_digits()
    digit = {
        image.tobytes(): label for image, label in zip(source.images, source.target, strict=True)
    }
    for part in load(seed=3):
        found = [digit[(16.0 * image).astype(float).tobytes()] for image in part.images]
        assert found == part.labels.tolist()


@pytest.mark.parametrize("unseen", [0, -1, 1797])
def test_no_part_is_empty(unseen):
    with pytest.raises(ValueError, match="1 to 1796 can be unseen"):
        load(unseen, seed=1)


def test_films_are_made_of_the_images_given():
    _, unseen = load(unseen=20, seed=1)
    made = films(unseen, 7, 5, seed=2)
    assert made.images.shape == (7, 5, 8, 8) and made.labels.shape == (7, 5)
    digit = {
        image.tobytes(): label for image, label in zip(unseen.images, unseen.labels, strict=True)
    }
    for image, label in zip(made.images.reshape(-1, 8, 8), made.labels.ravel(), strict=True):
        assert digit[image.tobytes()] == label
    assert (films(unseen, 7, 5, seed=2).labels == made.labels).all()
    assert not (films(unseen, 7, 5, seed=3).labels == made.labels).all()
    for count, frames in ((0, 5), (7, 0)):
        with pytest.raises(ValueError, match="at least one film"):
            films(unseen, count, frames, seed=1)


def value(words):
    """Read a number aloud backwards: what the words are worth."""
    small = dict(zip(WORDS[:20], range(20), strict=True)) | dict(
        zip(WORDS[20:28], range(20, 100, 10), strict=True)
    )
    total = 0
    for word in words:
        total = 100 * total if word == "hundred" else total + small[word]
    return total


def test_numbers_in_words():
    names = [in_words(number) for number in range(1000)]
    assert [value(words) for words in names] == list(range(1000))
    assert len({" ".join(words) for words in names}) == 1000
    assert {word for words in names for word in words} == set(WORDS)
    assert {len(words) for words in names} == {1, 2, 3, 4}
    assert names[:10] == [[name] for name in DIGITS]
    assert names[13] == ["thirteen"] and names[70] == ["seventy"]
    assert names[342] == ["three", "hundred", "forty", "two"] and names[400][1:] == ["hundred"]
    for number in (-1, 1000):
        with pytest.raises(ValueError, match="0 to 999"):
            in_words(number)

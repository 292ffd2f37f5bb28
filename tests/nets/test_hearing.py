import numpy as np
import pytest

from course.errors import CourseError
from course.nets import hearing


def sounds(*frames, seed=1):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(count, hearing.BANDS)).astype("float32") for count in frames]


def edits(spoken, written):
    """Recursive edit distance."""
    if not spoken or not written:
        return len(spoken) + len(written)
    return min(
        edits(spoken[1:], written) + 1,
        edits(spoken, written[1:]) + 1,
        edits(spoken[1:], written[1:]) + (spoken[0] != written[0]),
    )


def test_the_error_rate_counts_what_a_recursion_counts():
    rng = np.random.default_rng(2)
    for _ in range(100):
        labels = [rng.integers(0, 3, rng.integers(1, 6)) for _ in range(3)]
        heard = [rng.integers(0, 3, rng.integers(0, 6)).tolist() for _ in range(3)]
        wrong = sum(edits(tuple(a), tuple(b)) for a, b in zip(labels, heard, strict=True))
        rate = hearing.error_rate(lambda _, heard=heard: heard, sounds(9, 9, 9), labels)
        assert rate == pytest.approx(wrong / sum(map(len, labels)))


def test_padding_is_zeros_that_no_convolution_sees_the_end_of():
    for longest in range(20, 28):
        array = hearing.padded(sounds(11, longest))
        assert array.shape[1] % hearing.STRIDE == 0 and array.shape[1] >= longest + 8
        assert (array[0, 11:] == 0).all() and (array[1, :longest] != 0).any(axis=-1).all()


def test_batches_hold_every_string_with_its_label_and_like_lengths_together():
    frames = np.random.default_rng(3).permutation(np.arange(40, 104))
    features = sounds(*frames)
    labels = [np.array([count % 10, 9, 0][: 1 + count % 3]) for count in frames]
    found = hearing.batches(features, labels, size=8)
    assert len(found) == 8
    seen = set()
    for array, classes in found:
        heard = (array != 0).any(axis=-1).sum(axis=1)
        assert heard.max() - heard.min() == 7
        for count, row in zip(heard, classes, strict=True):
            place = frames.tolist().index(count)
            assert (row[row > 0] - 1).tolist() == labels[place].tolist()
            assert (row[len(labels[place]) :] == 0).all()
            seen.add(place)
    assert len(seen) == 64
    left_over = hearing.batches(features, labels, size=60)
    assert len(left_over) == 1 and (left_over[0][0] != 0).any(axis=-1).sum(axis=1).min() == 44


@pytest.mark.parametrize(
    "frames, label, needs",
    [(8, [1, 2, 3], "3: one a digit. Leave"), (12, [5, 5, 5], r"5: one a digit and a blank .*\(2 here\)")],
)  # fmt: skip
def test_a_string_that_is_too_short_for_its_label_is_refused_before_training(frames, label, needs):
    features = sounds(60, frames)
    with pytest.raises(CourseError, match=f"string 1 has {frames} frames.* needs {needs}"):
        hearing.batches(features, [np.array([1]), np.array(label)], size=1)
    hearing.check_lengths(features[:1], [np.array([1] * 8)])  # 15 outputs are enough for 8 + 7
    with pytest.raises(CourseError, match="15 outputs"):
        hearing.check_lengths(features[:1], [np.array([1] * 8 + [2])])


@pytest.mark.slow  # it needs TensorFlow
def test_a_stream_has_every_batch_once_an_epoch_and_says_that_lengths_differ(keras):
    lessons = [
        (np.full((2, width, 40), width, "float32"), np.full((2, 5), width, "int32"))
        for width in (8, 12, 16)
    ]
    stream = hearing.stream(lessons, 7, seed=1)
    assert [spec.shape.as_list() for spec in stream.element_spec] == [
        [None, None, 40],
        [None, None],
    ]
    assert len(stream) == 7
    widths = [int(classes[0, 0]) for _, classes in stream]
    assert sorted(widths[:3]) == sorted(widths[3:6]) == [8, 12, 16]
    assert widths == [int(classes[0, 0]) for _, classes in hearing.stream(lessons, 7, seed=1)]


def test_exams_are_of_voices_and_strings_that_nobody_learnt_from(monkeypatch):
    for name, value in (("STRINGS", 30), ("VALID", 10), ("TEST", 10)):
        monkeypatch.setattr(hearing, name, value)
    exams, lessons = hearing.exams.__wrapped__(), hearing.lessons.__wrapped__()
    heard = set(lessons.voices)
    assert not heard & {voice for part in exams.values() for voice in part.voices}
    assert not set(exams["valid"].voices) & set(exams["new"].voices)
    assert not set(exams["new"].voices) & set(exams["long"].voices)
    tracts = np.array([voice.tract for voice in lessons.voices])
    for part in ("new", "long"):
        assert all(abs(tracts - voice.tract).min() > 0.004 for voice in exams[part].voices)
    assert {len(label) for label in exams["long"].labels} <= {8, 9, 10}
    assert {len(label) for part in ("new", "valid") for label in exams[part].labels} <= {3, 4, 5}


def test_the_edge_is_reached_by_many_voices_of_one_length():
    strings = hearing.edge(1.4, count=5)
    assert {voice.tract for voice in strings.voices} == {1.4}
    assert len(set(strings.voices)) == 5 == len(strings.sounds)

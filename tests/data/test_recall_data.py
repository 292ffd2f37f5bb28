import numpy as np
import pytest

from course.data.recall import LETTERS, rows, text_of


@pytest.mark.parametrize("count, delay", [(1, 1), (5, 2), (3, 200)])
def test_shapes_and_the_answer(count, delay):
    drawn = rows(count, delay, seed=1)
    assert drawn.ids.shape == (count, 1 + delay) and drawn.ids.dtype == "int32"
    assert drawn.first.tolist() == [row[0] for row in drawn.ids.tolist()]


def test_a_seed_gives_the_same_rows_and_another_one_others():
    drawn = rows(100, 10, seed=1)
    assert (drawn.ids == rows(100, 10, seed=1).ids).all()
    assert (drawn.ids != rows(100, 10, seed=2).ids).any()


def test_only_the_first_letter_tells_the_answer():
    ids, first = rows(20_000, 6, seed=1)
    assert set(ids.ravel().tolist()) == set(range(len(LETTERS)))
    for place in range(1, 7):
        agree = (ids[:, place] == first).mean()
        assert abs(agree - 1 / len(LETTERS)) < 4 * np.sqrt(1 / len(LETTERS) / len(ids))


def test_the_answer_is_no_view_of_the_rows():
    drawn = rows(3, 2, seed=1)
    before = drawn.first.copy()
    drawn.ids[:] = 0
    assert (drawn.first == before).all()


def test_text():
    assert text_of([2, 0, 1]) == "cab"
    ids = rows(1, 30, seed=1).ids[0]
    assert [LETTERS.index(letter) for letter in text_of(ids)] == ids.tolist()


@pytest.mark.parametrize("count, delay", [(0, 5), (5, 0), (5, -1)])
def test_sizes_out_of_range(count, delay):
    with pytest.raises(ValueError, match="count and delay must be at least 1"):
        rows(count, delay, seed=1)

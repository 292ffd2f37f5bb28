import numpy as np
import pytest

from course.data import digits, scenarios


@pytest.fixture(scope="module")
def tasks():
    return scenarios.tasks(50, seed=1)


def test_what_is_unseen_is_not_learned_from(tasks):
    for name in ("one to one", "many to many"):
        learned = {row.tobytes() for row in tasks[name].read}
        assert not any(row.tobytes() in learned for row in tasks[name].new_read)
    assert len(tasks["many to many"].read) + len(tasks["many to many"].shows) == 1000


def test_names_are_written_letter_by_letter(tasks):
    task = tasks["one to many"]
    assert task.symbols[0] == " " and task.wanted.shape == (1497, 5)
    for row, digit in zip(task.new_wanted[:50], task.shows[:50], strict=True):
        assert "".join(task.symbols[one] for one in row).strip() == digits.DIGITS[digit]
    wrong = task.new_wanted[:2].copy()
    wrong[1] = 0
    first, second = scenarios.captions(task._replace(shows=task.shows[:2]), wrong)
    assert first == digits.DIGITS[task.shows[0]]
    assert second == f" ({digits.DIGITS[task.shows[1]]})"


def test_numbers_are_read_by_their_digits_and_written_in_words(tasks):
    task = tasks["many to many"]
    for figures, ids, number in zip(task.new_read, task.new_wanted, task.shows, strict=True):
        assert int("".join(map(str, figures.argmax(axis=1)))) == number
        assert [task.symbols[one] for one in ids if one] == digits.in_words(int(number))


def test_a_frame_is_compared_with_the_one_before(tasks):
    task = tasks["synced"]
    assert task.symbols == ("start", "lower", "same", "higher")
    for shown, wanted in zip(task.shows[:50], task.new_wanted[:50], strict=True):
        assert wanted[0] == 0
        for before, now, said in zip(shown, shown[1:], wanted[1:], strict=False):
            right = "lower" if now < before else "higher" if now > before else "same"
            assert task.symbols[said] == right


def test_without_a_memory_a_digit_gets_its_most_frequent_answer():
    shows, wanted = np.array([[9, 3, 3, 3], [9, 5, 5, 3]]), np.array([[0, 1, 1, 3], [0, 2, 3, 1]])
    task = scenarios.Task(None, None, None, wanted, shows, scenarios.COMPARED)
    assert scenarios.most_without_memory(task) == pytest.approx((3 + 1) / 6)


def test_an_example_of_each_task_for_a_picture(tasks):
    said = {name: task.new_wanted for name, task in tasks.items()}
    reads, writes = scenarios.examples(tasks, said)
    number = int("".join(reads["many to many"]))
    assert number > 99 and writes["many to many"] == (digits.in_words(number) + 4 * [""])[:4]
    assert reads["synced"] == list(map(str, tasks["synced"].shows[0]))
    assert writes["one to one"] == writes["many to one"] == [str(tasks["one to one"].shows[0])]
    assert len(writes["one to many"]) == 5 and writes["synced"][0] == "start"

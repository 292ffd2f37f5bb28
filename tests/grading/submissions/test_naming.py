"""What names of files say: copies in many languages."""

import pytest

from course.grading.submissions.naming import Labs, original
from tests.grading.submissions.handed_in import ADD, LABS, STATE

COPIES = [
    "Copy of {}",
    "Copy of Copy of {}",
    "Copy (2) of {}",
    "Kopie von {}",
    "Kopie van {}",
    "Copie de {}",
    "Copia de {}",
    "Copia di {}",
    "Cópia de {}",
    "Kopia {}",
    "Kopi af {}",
    "Копия {}",
    "Копія {}",
    "copy_of_{}",
    "{} - Copy",
    "{} - Copy (2)",
    "{} copy",
    "{} copy 3",
    "{} Kopie",
    "{} - Kopie (3)",
    "{} (1)",
    "{}(1)",
    "{}-Copy1",
    "{}-Copy12",
    "{} のコピー",
    "{}のコピー",
    "「{}」のコピー",
    "{} 的副本",
    "{} - 副本",
    "{} - 복사본",
    "{}-checkpoint",
    "Copy of {} (1)",
]
NO_COPIES = [
    "Kopiewicz_05",
    "copya_05",
    "mycopy_05",
    "Copiade",
    "ada",
    "van der Copy-Smith",
    "ada_2",
]


@pytest.mark.parametrize("form", COPIES)
def test_a_copy_is_called_as_its_original(form):
    for name in ("ada_05", "Jürgen Müller", "李明_05"):
        assert original(form.format(name)) == name


@pytest.mark.parametrize("name", NO_COPIES)
def test_what_only_looks_like_a_copy_keeps_its_name(name):
    assert original(name) == name


@pytest.mark.parametrize(
    "text, lab",
    [
        ("SEQ24-Lab 5-1234", STATE),
        ("Assignment_04", ADD),
        ("hw4", ADD),
        ("SEQ24-1234", ""),
        ("Lab 44", ""),
        ("Labs 04 and 05", ""),
        ("x 05", ""),
        ("05", ""),
        ("", ""),
    ],
)
def test_a_number_after_a_word_can_be_a_labs(text, lab):
    assert Labs(LABS).numbered(text) == lab


@pytest.mark.parametrize(
    "text, labs",
    [(f"{ADD} and {STATE}", [ADD, STATE]), (f"x-{STATE.upper()}-{STATE}", [STATE]), ("Lab 5", [])],
)
def test_all_labs_in_a_text(text, labs):
    assert Labs(LABS).all_named(text) == labs

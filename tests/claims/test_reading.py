"""What is wrong with the ledger's file is said with its line when it is read."""

import pytest

from course.claims.ledger import LEDGER
from course.claims.reading import read_ledger
from course.errors import CourseError

ROW = """\
- id: sheep
  lab: 77_sheep
  lectures: [L1]
  where: slide 3
  statement: "sheep are white"
  experiment: "count them"
  measures:
    white: share that is white
  holds_if:
    - white >= 0.9
"""
HEAD = "lectures:\n  L1: a lecture\nclaims:\n\n"
SECOND = ROW.replace("id: sheep", "id: goats")


def read(tmp_path, text):
    path = tmp_path / "ledger.yaml"
    path.write_text(text, encoding="utf-8")
    return read_ledger(path)


def test_the_ledger_itself_can_be_read():
    assert len(read_ledger(LEDGER)["claims"]) > 60


@pytest.mark.parametrize(
    "change",
    [
        ("white >= 0.9", "0.5 * white > 0.45"),
        ("  where: slide 3\n", "  where: slide 3\n  needs: a flock\n  get: buy one\n"),
        ("lectures: [L1]", "lectures:\n  - L1"),
        ("white >= 0.9", "white == 'yes'"),
    ],
)
def test_what_is_accepted(tmp_path, change):
    assert read(tmp_path, HEAD + ROW.replace(*change))["claims"][0]["id"] == "sheep"


def test_a_claim_whose_lab_is_still_to_come(tmp_path):
    start = ROW.split("  where")[0] + ROW[ROW.index("  statement") : ROW.index("  measures")]
    assert read(tmp_path, HEAD + start + "  plan: most are\n")["claims"][0]["plan"] == "most are"


WRONG = [
    (("  lectures: [L1]\n", ""), ":16: the claim goats lacks lectures"),
    (("  lab: 77_sheep\n", ""), ":16: the claim goats lacks lab"),
    (("  where: slide 3\n", ""), ":16: the claim goats lacks where (or, while its lab"),
    (("  holds_if:\n    - white >= 0.9\n", ""), ":16: the claim goats lacks holds_if"),
    (("  holds_if:\n    - white >= 0.9\n", "  bar: all\n"), ":16: the claim goats lacks holds_if"),
    (("id: goats", "name: goats"), ":16: the claim without an id lacks id"),
    (("[L1]", "[L1, L9]"), ":16: the claim goats is said in L9; the lectures are L1"),
    (("[L1]", "L1"), ":16: the claim goats has lectures: 'L1', where a list such as"),
    (("[L1]", "[1]"), ":16: the claim goats has lectures: [1], where all entries are text"),
    (("id: goats", "id: sheep"), ":16: the claim sheep comes twice"),
    (("id: goats", "id: 7"), ":16: the claim 7 has id: 7, where text is expected"),
    (("white >= 0.9", "black >= 0.9"), ":16: the claim goats compares black, which it does not"),
    (("white >= 0.9", "white ="), ":16: the claim goats asks 'white =': expected ==, <=, >="),
    (("white >= 0.9", "white"), ":16: the claim goats asks 'white': expected"),
    (("white >= 0.9", "0.1 < white < 0.9"), ":16: the claim goats asks '0.1 < white < 0.9': exp"),
    (("white >= 0.9", "white != 1"), ":16: the claim goats asks 'white != 1': expected"),
    (("white >= 0.9", "white >= 0,9"), ":16: the claim goats asks 'white >= 0,9': expected"),
    (("white >= 0.9", "1 > 0.9"), ":16: the claim goats asks '1 > 0.9', which has nothing in it"),
    (("share that is white", "3"), ":16: the claim goats measures white: 3, where text"),
    (("    white:", "    2017:"), ":16: the claim goats measures 2017: 'share that is white'"),
    (("id: goats", "id: [goats]"), ":16: the claim ['goats'] has id: ['goats'], where text"),
    (("  holds_if:", "  holds_if: [white > 0]\n  holds_if:"), ":25: holds_if comes twice here"),
    (("    white:", "    white: a\n    white:"), ":24: white comes twice here"),
    (
        ("  where: slide 3\n", "  where: slide 3\n  were: 4\n"),
        ":16: the claim goats has were; it takes",
    ),
    (
        ("  where: slide 3\n", "  where: slide 3\n  needs: a flock\n"),
        ":16: the claim goats lacks get",
    ),
    (
        ("    white: share that is white\n", "    - white\n"),
        ":16: the claim goats has measures: ['white']",
    ),
    (("  lab: 77_sheep\n", "  lab: 77: sheep\n"), ":17: mapping values are not allowed"),
    (("- id: goats\n", "-\tid: goats\n"), ":16: "),
    (("id: goats", 'id: "goats'), ":"),
]


@pytest.mark.parametrize("change, message", WRONG, ids=[message for _, message in WRONG])
def test_what_is_wrong_is_named_with_its_line(tmp_path, change, message):
    with pytest.raises(CourseError) as caught:
        read(tmp_path, HEAD + ROW + "\n" + SECOND.replace(*change))
    assert f"ledger.yaml{message}" in str(caught.value)


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "needs `lectures`"),
        ("claims: []\n", "needs `lectures`"),
        ("lectures: {L1: a}\n", "needs `claims`"),
        ("lectures: {L1: a}\nclaims: {sheep: 1}\n", "needs `claims`"),
        (HEAD.replace("a lecture", "2017") + ROW, "titles of `lectures` are text"),
        (HEAD + ROW + "claims: []\n", ":15: claims comes twice here"),
        (HEAD + "- sheep\n", ":5: the claim sheep is no table"),
        (HEAD + "-\n", ":5: the claim None is no table"),
    ],
)
def test_a_file_that_is_no_ledger(tmp_path, text, message):
    with pytest.raises(CourseError, match=message):
        read(tmp_path, text)


def test_a_ledger_that_is_not_there(tmp_path):
    with pytest.raises(CourseError, match="cannot read .*nothing.yaml: No such file"):
        read_ledger(tmp_path / "nothing.yaml")

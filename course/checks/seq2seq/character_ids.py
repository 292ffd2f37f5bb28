"""character-ids: number the characters of some texts, alike in every process.

What is right is made along the sorted characters.
"""

from course.checks.base.compare import EXACT
from course.checks.base.core import Case, Check

SMALL, CAPITALS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BEYOND, MARKS = "àâçéèêîïôùûœ", ".!?,'-"
EVERY = SMALL + CAPITALS + BEYOND + MARKS + " 0123456789"


def _cases(rng):
    def some(count, characters, first=""):
        return first + "".join(rng.choice(list(characters), count))

    letters = rng.permutation(list(SMALL))[:8].tolist()
    middle = "".join(letters[2:5])
    return [
        _case(
            [some(9, SMALL + "  ") + " " + some(3, MARKS), some(5, BEYOND + " ") + some(4, SMALL)]
        ),
        _case([some(4, CAPITALS, "Z") + " zoé", some(6, SMALL + BEYOND) + "?", some(3, BEYOND)]),
        _case([letters[7] + middle + letters[7], "", middle[::-1] * 2 + letters[0], letters[1]]),
        _case(["".join(rng.permutation(list(EVERY))[:30]) + "z aZ"]),
        _case([some(1, SMALL)]),
        _case(["", some(2, MARKS, " Bb\n") + some(3, "0123456789"), some(6, SMALL + CAPITALS), ""]),
    ]


def _case(texts):
    characters = "".join(texts)
    right = {character: 3 + place for place, character in enumerate(sorted(set(characters)))}
    found = list(dict.fromkeys(characters))

    def numbering(order, first=3):
        return {character: first + place for place, character in enumerate(order)}

    by_count = sorted(found, key=lambda character: (-characters.count(character), character))
    mistakes = {
        "sort the characters: a set has another order in every process": numbering(set(characters)),
        "sort the characters: the order in which they are met changes with the texts": numbering(found),
        "0, 1 and 2 are taken (padding, start, end): begin with 3": numbering(sorted(found), 0),
        "1 and 2 are taken by start and end: begin with 3": numbering(sorted(found), 1),
        "start and end take two ids, padding a third: begin with 3": numbering(sorted(found), 2),
        "0, 1 and 2 are three ids: the first free one is 3": numbering(sorted(found), 4),
        "look at all texts, not only at the first": numbering(sorted(set(texts[0]))),
        "look at all texts, not only at the last": numbering(sorted(set(texts[-1]))),
        "capitals are characters of their own: do not convert them to lower case": numbering(
            sorted(set(characters.lower()))
        ),
        "sort as `sorted` does: all capitals come before the small letters": numbering(
            sorted(sorted(found), key=str.lower)
        ),
        "the space is a character too": numbering(sorted(set(characters) - {" "})),
        "give the id to the character, not the character to the id": {
            number: character for character, number in right.items()
        },
        "sort by the character itself, not by how frequent it is": numbering(by_count),
        "an id is a place in the order, not how often the character occurs": {
            character: characters.count(character) for character in sorted(found)
        },
        "an id is a place in the order, not the character's code": {
            character: ord(character) for character in sorted(found)
        },
        "return a dictionary, not a list": sorted(found),
        "ids must not have gaps: number the different characters, not all of them": {
            character: 3 + place for place, character in enumerate(sorted(characters))
        },
        "whole words are not characters: join the texts first": numbering(sorted(set(texts))),
        "ids go up along the alphabet": numbering(sorted(found, reverse=True)),
        "padding, start and end are no characters: leave them out of the table": {
            "padding": 0, "start": 1, "end": 2, **right,
        },
    }  # fmt: skip
    if len(right) > 1:
        asks = f"a dictionary with {len(right)} characters, numbered from 3 in sorted order"
    else:
        asks = "a dictionary with one character, which has the id 3"
    return Case((texts,), right, asks, mistakes)


character_ids = Check(
    "character-ids",
    1,
    _cases,
    tolerance=EXACT,
    corners={
        "there is one text": lambda texts: len(texts) == 1,
        "a text is empty": lambda texts: "" in texts,
        "there is one character": lambda texts: len(set("".join(texts))) == 1,
        "a character occurs several times": lambda texts: (
            len(set("".join(texts))) < len("".join(texts))
        ),
        "there are capitals": lambda texts: any(
            character.isupper() for character in "".join(texts)
        ),
        "there is a letter that English does not have": lambda texts: not "".join(texts).isascii(),
        "there is no space": lambda texts: " " not in "".join(texts),
    },
)

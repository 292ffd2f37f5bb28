"""character-ids: number the characters of some texts, alike in every process.

What is right is made along the sorted characters.
"""

from course.checks.base.core import Case, Check


def _cases(rng):
    return [
        _case(["je bois de l'eau .", "il dort ."]),
        _case(["Zoé voit Anna ?", "ça va .", "été"]),
        _case(["baba", "cab", "abba", "d"]),
        _case(["".join(rng.permutation(list("xyzXYZ .!")))]),
    ]


def _case(texts):
    characters = "".join(texts)
    right = {character: 3 + place for place, character in enumerate(sorted(set(characters)))}
    found = list(dict.fromkeys(characters))

    def numbering(order, first=3):
        return {character: first + place for place, character in enumerate(order)}

    by_count = sorted(found, key=lambda character: (-characters.count(character), character))
    mistakes = {
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
        "the space is a character too": numbering(sorted(set(characters) - {" "})),
        "give the id to the character, not the character to the id": {
            number: character for character, number in right.items()
        },
        "sort by the character itself, not by how frequent it is": numbering(by_count),
        "return a dictionary, not a list": sorted(found),
        "ids must not have gaps: number the different characters, not all of them": {
            character: 3 + place for place, character in enumerate(sorted(characters))
        },
        "whole words are not characters: join the texts first": numbering(sorted(set(texts))),
        "ids go up along the alphabet": numbering(sorted(found, reverse=True)),
    }  # fmt: skip
    asks = f"a dictionary with {len(right)} characters, numbered from 3 in sorted order"
    return Case((texts,), right, asks, mistakes)


character_ids = Check("character-ids", 1, _cases)

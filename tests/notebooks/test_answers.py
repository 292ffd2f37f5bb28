"""What counts as an answer: found by mark, by id, by the function's name; joined, chosen, said."""

import json

import pytest

from course.cells import function_of
from course.notebooks import answers as module
from course.notebooks.answers import find_answers
from course.notebooks.parsing import parse
from course.notebooks.parts import ids_in

IDS = ("encode", "exact-match")
STUB = '''def {}(x):
    """What it does."""
    # YOUR CODE HERE
    raise NotImplementedError()'''
SETUP = "from course import runtime\nfrom course.checks import addition_rnn as checks"
ONE, TWO = "def encode(x):\n    return 1", "def encode(x):\n    return 2"
OTHER = "def exact_match(x):\n    return 3"


def code(source, mark="", own="", kind="code"):
    """A cell of a notebook, with the mark and the id that are given."""
    made = {"cell_type": kind, "metadata": {}, "source": source}
    if mark:
        made["metadata"]["nbgrader"] = {"grade_id": mark, "solution": True}
    return made | ({"id": own} if own else {})


def check(exercise, mark=True):
    function = function_of(exercise)
    return code(f"checks.{function}({function})", f"check-{exercise}" if mark else "")


def lab(*encode, after=(), match=OTHER):
    """A small lab whose first exercise has the given cells; the cells of `after` stand below its check."""
    cells = [code(SETUP, "setup"), *encode, check("encode"), *after]
    return [*cells, code(match, "exact-match"), check("exact-match")]


def marked(source):
    return code(source, "encode")


def found(cells, metadata=None):
    notebook = {"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    return find_answers(parse(json.dumps(notebook).encode()), IDS)


def test_a_sound_lab_needs_no_word():
    answers = found(lab(code("x = 1"), marked(ONE), code("y = 2")))
    assert answers.cells == {"encode": ONE, "exact-match": OTHER}
    assert answers.setup == SETUP and answers.notes == ()
    assert answers.others == ((1, "x = 1"), (3, "y = 2"))
    assert answers.places == {"encode": 2, "exact-match": 5}


def test_answers_come_in_the_notebook_s_order():
    cells = lab(marked(ONE))
    cells.insert(1, cells.pop(3))
    assert list(found(cells).cells) == ["exact-match", "encode"]


HELPER = "def helper(x):\n    return x"
USES = "def encode(x):\n    return helper(x)"
UPPER, LOWER = "def encode(x):\n    y = x", "    return y + 1"

# the cells of encode, the answer that counts, a part of the note, what of them is left to be used
SEVERAL = {
    "split below a helper": ([HELPER, USES], f"{HELPER}\n{USES}", "joined from cells 2 and 3", 0),
    "split above a helper": ([USES, HELPER], f"{USES}\n{HELPER}", "joined from cells 2 and 3", 0),
    "split below an import": (
        ["import math", "table = {}", ONE],
        f"import math\ntable = {{}}\n{ONE}",
        "joined from cells 2, 3 and 4",
        0,
    ),
    "split below a decorator": (["@cached", ONE], f"@cached\n{ONE}", "joined", 0),
    "split within the function": ([UPPER, LOWER], f"{UPPER}\n{LOWER}", "joined", 0),
    "split within a recursive function": (
        [UPPER, "    return encode(y)"],
        f"{UPPER}\n    return encode(y)",
        "joined",
        0,
    ),
    "made of itself in a copy": (
        [ONE, "encode = cached(encode)"],
        f"{ONE}\nencode = cached(encode)",
        "joined",
        0,
    ),
    "a try-out below": ([ONE, "encode(3)"], ONE, None, 1),
    "a try-out above": (["encode('not yet there')", ONE], ONE, None, 1),
    "a try-out with a helper": ([ONE, "x = 3\nprint(encode(x))"], ONE, None, 1),
    "two full copies": ([ONE, TWO], TWO, "cells 2 and 3 define encode; the last one counts", 1),
    "three full copies": ([TWO, ONE, TWO], TWO, "cells 2, 3 and 4 define encode", 2),
    "a full copy and its own helper": (
        [f"{HELPER}\n{ONE}", USES],
        USES,
        "the last one counts",
        1,  # its helper is found by those who look for what an answer needs
    ),
    "an untouched copy below": ([ONE, STUB.format("encode")], ONE, None, 0),
    "an untouched copy above": ([STUB.format("encode"), ONE], ONE, None, 0),
    "untouched copies all around": (
        [STUB.format("encode"), ONE, STUB.format("encode"), TWO, STUB.format("encode")],
        TWO,
        "the last one counts",
        1,
    ),
    "an empty copy": ([ONE, ""], ONE, None, 0),
    "a copy with a comment": ([ONE, "# that was easy"], ONE, None, 0),
    "the stub's lines split off": (
        [ONE, "    # YOUR CODE HERE\n    raise NotImplementedError()"],
        ONE,
        None,
        0,
    ),
    "a copy with only the comment left": (
        [ONE, STUB.format("encode").replace("raise NotImplementedError()", "")],
        ONE,
        None,
        0,
    ),
    "nothing but stubs": ([STUB.format("encode")] * 2, STUB.format("encode"), None, 0),
    "an old attempt as a text": (
        [ONE, f'"""\n{TWO}\n"""'],
        ONE,
        None,
        0,
    ),
    "two parts, no function": (["a = 1", "b = 2"], "a = 1\nb = 2", "joined", 0),
    "a magic in the lower part": (
        [HELPER, f"%%time\n{USES}"],
        f"{HELPER}\n#\n{USES}",
        "joined",
        0,
    ),
}


@pytest.mark.parametrize("kind", SEVERAL)
def test_several_cells_with_one_mark(kind):
    sources, answer, note, left = SEVERAL[kind]
    answers = found(lab(*map(marked, sources)))
    assert answers.cells == {"encode": answer, "exact-match": OTHER}
    assert len(answers.notes) == (note is not None)
    assert note is None or note in answers.notes[0]
    assert len(answers.others) == left


# cells of encode above the check, cells below it; the answer, a part of the first note
ELSEWHERE = {
    "above an untouched stub": (
        [code(ONE), marked(STUB.format("encode"))],
        [],
        ONE,
        "encode stands in cell 2, which has lost its mark",
    ),
    "below an untouched stub": (
        [marked(STUB.format("encode")), code(ONE)],
        [],
        ONE,
        "encode stands in cell 3, which has lost its mark",
    ),
    "below the check": (
        [marked(STUB.format("encode"))],
        [code(ONE)],
        ONE,
        "encode stands in cell 4, which has lost its mark",
    ),
    "the marked cell was deleted": ([code(ONE)], [], ONE, "stands in cell 2"),
    "as a lambda": ([code("encode = lambda x: 1")], [], "encode = lambda x: 1", "cell 2"),
    "as another name": (
        [marked(STUB.format("encode")), code("def hot(x):\n    return 1\n\nencode = hot")],
        [],
        "def hot(x):\n    return 1\n\nencode = hot",
        "cell 3",
    ),
    "as a coroutine": ([code("async " + ONE)], [], "async " + ONE, "cell 2"),
    "a helper in the marked cell": (
        [marked(HELPER), code(USES)],
        [],
        f"{HELPER}\n{USES}",
        "stands in cell 3",
    ),
    "a second attempt between cell and check": (
        [marked(ONE), code(TWO)],
        [],
        TWO,
        "stands in cell 3",
    ),
    "in the setup cell": (
        [code(f"{SETUP}\n{ONE}", "setup"), marked(STUB.format("encode"))],
        [],
        f"{SETUP}\n{ONE}",
        "stands in cell 2, the setup cell",
    ),
    "merged with the check": (
        [code(f"{ONE}\nchecks.encode(encode)", "check-encode")],
        [],
        f"{ONE}\nchecks.encode(encode)",
        "stands in cell 2, the cell of encode",
    ),
    "in the cell of another answer": (
        [],
        [code(f"{ONE}\n{OTHER}", "exact-match")],
        f"{ONE}\n{OTHER}",
        "stands in cell 3, the cell of exact-match",
    ),
    "under a mark of nobody": ([code(ONE, "task-7")], [], ONE, "stands in cell 2"),
}


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_function_in_a_cell_without_its_mark(kind):
    above, below, answer, note = ELSEWHERE[kind]
    answers = found(lab(*above, after=below))
    assert answers.cells["encode"] == answer
    assert note in answers.notes[0]


@pytest.mark.parametrize(
    "above, below",
    [
        ([marked(ONE)], [code(TWO)]),  # a scratch cell below the check
        ([code(TWO), marked(ONE)], []),  # or above the answer: what runs last counts
        ([marked(ONE), code("encode = encode(3)")], []),  # a name that is used twice
        ([marked(ONE), code("encode = [1, 2]")], []),
        ([marked(ONE), code(STUB.format("encode"))], []),
        ([marked(ONE), code(f"if False:\n    {TWO}")], []),
        ([marked(ONE), code(f"'''\n{TWO}\n'''")], []),
        ([marked(ONE), code(TWO, kind="markdown")], []),
        ([marked(ONE), code(f"%%writefile x.py\n{TWO}")], []),
        ([code(TWO, own="x")], [marked(ONE)]),  # the answer was moved below its check
    ],
)
def test_what_does_not_push_an_answer_aside(above, below):
    assert found(lab(*above, after=below)).cells["encode"] == ONE


@pytest.mark.parametrize("source", ["encode = [1, 2]", "encode = None", "encode = encode(3)", "x"])
def test_what_is_no_function_is_no_answer(source):
    answers = found(lab(marked(STUB.format("encode")), code(source)))
    assert answers.cells["encode"] == STUB.format("encode") and answers.notes == ()


def test_a_stub_below_the_answer_in_its_cell_does_not_undo_it():
    answers = found(lab(marked(f"{ONE}\n\n{STUB.format('encode')}")))
    assert answers.cells["encode"].rstrip() == ONE


def test_a_whole_notebook_pasted_below_itself():
    stubs = lab(marked(STUB.format("encode")), match=STUB.format("exact_match"))
    mine = lab(marked(ONE))
    for cells, changed in (
        (mine + stubs, ONE),
        (stubs + mine, ONE),
        (mine + lab(marked(TWO)), TWO),
    ):
        answers = found(cells)
        assert answers.cells == {"encode": changed, "exact-match": OTHER}
        assert answers.setup == SETUP


# Lost metadata


def without(cells, *keys):
    return [{key: value for key, value in cell.items() if key not in keys} for cell in cells]


def with_ids(cells):
    """As the builder makes them: the id of a marked cell is that of its mark."""
    return [
        cell | {"id": cell["metadata"].get("nbgrader", {}).get("grade_id", f"cell{place}")}
        for place, cell in enumerate(cells)
    ]


@pytest.mark.parametrize("encode", [ONE, STUB.format("encode"), "encode = helper(3)"])
def test_ids_are_enough(encode):
    answers = found(without(with_ids(lab(code("x"), marked(encode), code("y"))), "metadata"))
    expected = found(lab(code("x"), marked(encode), code("y")))
    assert answers.notes[0] == (
        "cells have lost their marks and were found by their ids: encode, exact-match"
    )
    assert answers._replace(notes=()) == expected._replace(notes=())


@pytest.mark.parametrize("metadata", [None, {}, {"nbgrader": None}, {"nbgrader": {"grade_id": 3}}])
def test_function_names_are_enough(metadata):
    cells = [cell | {"metadata": metadata} for cell in lab(code("x"), marked(ONE), code("y"))]
    answers = found(cells)
    assert answers.cells == {"encode": ONE, "exact-match": OTHER}
    assert answers.setup == SETUP and [source for _, source in answers.others] == ["x", "y"]
    assert answers.notes == (
        "answers stand in cells that have lost their marks: encode in cell 3, exact-match in cell 6",
    )


def test_an_untouched_stub_without_any_mark_is_there():
    answers = found(without(lab(marked(STUB.format("encode"))), "metadata"))
    assert answers.cells["encode"] == STUB.format("encode")


def test_the_setup_is_the_cell_that_imports_the_checks():
    cells = [code("import numpy"), *without(lab(marked(ONE)), "metadata"), code(SETUP + "\nz = 1")]
    assert found(cells).setup == SETUP
    split = [code("import math", "setup"), *lab(marked(ONE))]
    assert found(split).setup == f"import math\n{SETUP}"
    twice = [code(SETUP, "setup"), *lab(marked(ONE))]
    assert found(twice).setup == SETUP
    answers = found([code(SETUP, "setup", kind="markdown"), *lab(marked(ONE))[1:]])
    assert answers.setup is None
    assert "the setup cell was turned into a text cell" in answers.notes[0]


def test_the_ids_and_functions_that_tell_a_lab():
    cells = with_ids(lab(marked(ONE), code("def helper(): pass")))
    marks, functions = ids_in(parse(json.dumps({"cells": cells}).encode()))
    assert {"setup", "encode", "check-encode", "exact-match"} <= marks
    assert functions == {"encode", "exact-match", "helper"}


# Sentences of their own


@pytest.mark.parametrize(
    "kind, told", [("markdown", "text cell"), ("raw", "raw cell"), (5, "strange")]
)
def test_a_cell_that_is_no_longer_code(kind, told):
    answers = found(lab(code(ONE, "encode", kind=kind)))
    assert "encode" not in answers.cells
    assert f"the cell of encode was turned into a {told}" in answers.notes[0]
    assert "make it a code cell again" in answers.notes[0]
    answers = found(lab(code(ONE, "encode", kind=kind), code(TWO)))
    assert answers.cells["encode"] == TWO
    assert "stands in cell 3" in answers.notes[0] and "was turned into" in answers.notes[1]
    assert found(lab(code(ONE, "encode", kind=kind), marked(TWO))).notes == ()


CONFLICT = "def encode(x):\n<<<<<<< HEAD\n    return 1\n=======\n    return 2\n>>>>>>> theirs"


@pytest.mark.parametrize(
    "source",
    [
        CONFLICT,
        CONFLICT.replace("HEAD", "local <modified: text/plain>"),  # as nbdime writes it
        CONFLICT.replace(" HEAD", ""),
        f"<<<<<<< ours\n{ONE}\n||||||| base\n=======\n{TWO}\n>>>>>>> theirs",
        f"{ONE}\n>>>>>>> theirs",
    ],
)
def test_conflict_markers_in_a_cell(source):
    answers = found(lab(marked(source)))
    assert answers.notes[-1].startswith("the cell of encode holds conflict markers of git")
    cells = lab(marked(ONE))
    cells[0]["source"] += "\n" + source
    assert any("the setup cell holds conflict markers" in note for note in found(cells).notes)


@pytest.mark.parametrize("source", [f"{ONE}\n# <<<<<<< x", f"{ONE} << 2 >> 3", f"{ONE}  # ======="])
def test_what_is_no_conflict(source):
    assert found(lab(marked(source))).notes == ()


@pytest.mark.parametrize(
    "cells, note",
    [
        ([marked("def encoder(x):\n    return 1")], "cell 2 defines encoder: if it was renamed"),
        ([marked("def my_answer(x):\n    return 1")], "cell 2 defines my_answer"),
        ([marked("def Encode(x):\n    return 1")], "cell 2 defines Encode"),
        ([code("def encode_text(x):\n    return 1")], "cell 2 defines encode_text"),
        (
            [marked(STUB.format("encode")), code("def encodes(x):\n    return 1")],
            "cell 3 defines encodes",
        ),
    ],
)
def test_a_renamed_function_is_named(cells, note):
    answers = found(lab(*cells))
    (told,) = answers.notes
    assert "no cell defines encode" in told and note in told and "call it encode again" in told


@pytest.mark.parametrize(
    "cells",
    [
        [marked("x = 1\ndef helper(): pass\ndef other(): pass")],
        [marked(STUB.format("encode")), code("def encode_all(x):\n    return 1")],  # the lab's own
        [],
    ],
)
def test_no_name_is_guessed_without_reason(cells):
    assert found(lab(*cells)).notes == ()


@pytest.mark.parametrize(
    "metadata, python",
    [
        ({"language_info": {"name": "python", "version": "3.13.1"}}, "3.13.1"),
        ({"language_info": {"version": "3.14.0rc2"}}, "3.14.0rc2"),
        ({"language_info": {"name": "python"}}, ""),
        ({"language_info": {"version": 3.13}}, ""),
        ({"language_info": {"version": "3." + "9" * 1000}}, ""),
        ({"language_info": {"version": "<script>"}}, ""),
        ({"language_info": "3.13"}, ""),
        ({}, ""),
    ],
)
def test_the_notebook_s_python(metadata, python):
    assert found(lab(marked(ONE)), metadata).python == python


# Bounds


def test_cells_beside_the_answers_are_kept_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(module, "OTHERS", 5)
    assert len(found(lab(marked(ONE), *[code("x")] * 9)).others) == 5
    monkeypatch.setattr(module, "OTHERS_SIZE", 3)
    assert len(found(lab(marked(ONE), *[code("x")] * 9)).others) == 3
    assert found(lab(marked(ONE), code("x" * 200_001), code("y"))).others == ((3, "y"),)


def test_an_answer_joined_of_much_is_too_long():
    answers = found(lab(marked("x" * 150_000), marked("y" * 150_000)))
    assert "encode" not in answers.cells
    assert "encode is longer than 200 kB" in answers.notes[-1]


def test_names_in_notes_are_short_and_few():
    names = [f"def {'a' * 70}{place}(): pass" for place in range(300)]
    answers = found(lab(marked("\n".join(names))))
    assert all(len(note) < 200 for note in answers.notes)


HELPS = "def helper(x):\n    return x"


@pytest.mark.parametrize(
    "cells, beside",
    [
        ([marked(f"{HELPS}\n\n\n{STUB.format('encode')}"), code(ONE)], HELPS),
        ([marked(f"{STUB.format('encode')}\nTEN = 10"), code(ONE)], "TEN = 10"),
        ([marked(STUB.format("encode")), code(ONE)], ""),
        ([marked(ONE), code(f"{HELPS}\n\nchecks.encode(encode)", "check-encode")], HELPS),
        ([marked(ONE), code(" checks.encode(encode);\n", "check-encode")], ""),
    ],
    ids=["above the stub", "below the stub", "a stub alone", "above the check", "a check alone"],
)
def test_what_stands_beside_a_stub_or_a_check_may_be_used(cells, beside):
    answers = found([code(SETUP, "setup"), *cells, check("encode", mark=False)])
    assert answers.cells["encode"] == ONE
    others = "\n".join(source for _, source in answers.others)
    assert beside in others and bool(others) == bool(beside)
    assert "def encode" not in others

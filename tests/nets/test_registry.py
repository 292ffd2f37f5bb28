import subprocess
import sys
from pathlib import Path

import pytest

from course.cli import main
from course.errors import CourseError
from course.nets import registry, sentiment, storage

MOST = 1_000_000  # bytes per lab
MOST_TOGETHER = 12_000_000
LABS = {  # module of course.nets -> the lab that uses its weights; a demo counts as its lab
    "calculators": "01",
    "delays": "02",
    "addition_trials": "04",
    "vanilla": "02",
    "variants": "03",
    "followups": "03",
    "characters": "06",
    "words": "06",
    "melodies": "06",
    "skipgram_cbow": "07",
    "sentiment": "08",
    "seq2seq": "09",
    "exams": "09",
    "depths": "09",
    "thoughts": "09",
    "attention": "10",
    "listener": "11",
    "speller": "11",
    "recordings": "11",
    "turing": "12",
    "looking": "13",
    "captions": "13",
    "statements": "13",
    "memory_network": "12",
    "memory_babi": "12",
}


def size(name):
    return (storage.FOLDER / f"{name}.npz").stat().st_size


def test_what_ships_is_what_can_be_trained():
    ships = {path.stem for path in storage.FOLDER.iterdir()}
    assert ships == set(registry.names()) and len(registry.names()) == len(ships)


@pytest.mark.parametrize("name", registry.names())
def test_weights_tell_how_they_were_made(name):
    assert {"seconds", "made_with"} <= set(storage.load(name)[1])


def test_weights_of_a_lab_are_small():
    sizes = {}
    for name in registry.names():
        lab = LABS[registry.module_of(name).__name__.rsplit(".")[-1]]
        sizes[lab] = sizes.get(lab, 0) + size(name)
    assert all(total <= MOST for total in sizes.values()), sizes
    assert sum(sizes.values()) <= MOST_TOGETHER


def test_names_are_known_without_tensorflow():
    code = "import sys; from course.nets import registry; print(*registry.names())"
    code += "; assert not {'tensorflow', 'keras'} & set(sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == registry.names()


@pytest.mark.parametrize("name", ["seq2seq-sideways", "variant", "delay", ""])
def test_an_unknown_name_gets_a_sentence_with_the_known_ones(name, capsys):
    assert main(["train", name]) == 2
    said = capsys.readouterr().err
    assert f"no weights are called {name}; there are" in said
    assert all(known in said for known in registry.names())


def test_all_names_are_looked_at_before_anything_is_trained(monkeypatch):
    monkeypatch.setattr(sentiment, "make", lambda name: pytest.fail(f"{name} is trained"))
    assert main(["train", "sentiment", "variant"]) == 2
    with pytest.raises(CourseError):
        registry.module_of("variant")


def test_neither_nets_nor_labs_know_the_demos():
    root = Path(__file__).resolve().parents[2]
    sources = [*root.glob("course/nets/*.py"), *root.glob("solutions/*.py")]
    assert len(sources) > 12
    for source in sources:
        assert "course.demos" not in source.read_text(encoding="utf-8"), source

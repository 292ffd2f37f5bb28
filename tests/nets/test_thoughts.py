import numpy as np
import pytest

from course.data.sentences import meant
from course.errors import CourseError
from course.nets import storage, thoughts


@pytest.mark.parametrize("name", thoughts.VARIANTS)
def test_a_trio_tells_what_it_reads_and_how_well(name):
    facts = storage.load(name)[1]
    assert facts["seed"] == thoughts.VARIANTS[name]["seed"]
    assert min(facts["unseen"].values()) > 0.5 and set(facts["unseen"]) == {"en", "de"}
    assert facts["words"] == storage.load("thoughts-1")[1]["words"]


@pytest.mark.slow
def test_a_trio_that_was_loaded_translates_as_well_as_it_did(keras):
    """Words that are numbered in another way since then would show, too."""
    trio = thoughts.load("thoughts-1")
    assert trio.facts["words"] == thoughts.vocabularies()
    for language, encoder in (("en", trio.english), ("de", trio.german)):
        source, written = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
        model = keras.Model([source, written], trio.decoder([written, *encoder(source)]))
        share = thoughts.right(model, "unseen", language).mean()
        assert share == pytest.approx(trio.facts["unseen"][language], abs=0.02)


@pytest.mark.slow
def test_a_thought_is_the_state_at_the_last_word(keras):
    encoder = thoughts.build_encoder(5, units=3)
    words = ["a", "b", "c", "d", "e"]
    both = thoughts.think(encoder, words, ["a b", "c d e"])
    assert both.shape == (2, 6)
    np.testing.assert_allclose(both[:1], thoughts.think(encoder, words, ["a b"]), atol=1e-6)
    with pytest.raises(CourseError, match="never read 'x'"):
        thoughts.think(encoder, words, ["a x"])


def test_the_encoders_have_read_the_words_of_all_experiments():
    known = storage.load("thoughts-1")[1]["words"]
    triplets = meant.triplets(50, seed=thoughts.DATA_SEED)
    assert {word for each in triplets for text in each[1:] for word in text.split()} <= {
        *known["en"]
    }
    for role in ("subject", "object"):
        for clause in sum(meant.substitutions(role)[1], []):
            for language, words in known.items():
                assert {*meant.say(clause, language).split()} <= {*words}

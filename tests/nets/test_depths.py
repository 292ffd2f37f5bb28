import pytest

from course.nets import depths, storage, thoughts


def test_layers_are_compared_at_equal_weights_and_with_the_rate_that_suits_each():
    kinds = depths.load()
    assert list(kinds) == list(depths.KINDS)
    _, wide, deep = (run["weights"] for run in kinds.values())
    assert deep == pytest.approx(wide, rel=0.01)
    for run in kinds.values():
        assert len(run["right"]) == len(thoughts.SEEDS)
        assert run["unseen"][str(run["rate"])] == max(run["unseen"].values())
        assert {float(rate) for rate in run["unseen"]} == set(depths.RATES)


@pytest.mark.slow
def test_networks_of_all_kinds_are_built_as_large_as_is_told(keras):
    words = storage.load("thoughts-1")[1]["words"]
    for kind, run in depths.load().items():
        encoder = thoughts.build_encoder(len(words["en"]), **depths.KINDS[kind])
        decoder = thoughts.build_decoder(len(words["fr"]), **depths.KINDS[kind])
        assert encoder.count_params() + decoder.count_params() == run["weights"]

import bz2

import numpy as np
import pytest

from course.language.packers import BLOCK, LEFT_OUT, packed_sizes

pytestmark = pytest.mark.slow


def test_sizes_alone_and_after_other_bytes():
    new = np.random.default_rng(1).bytes(2_000)
    alone, added = packed_sizes(new), packed_sizes(new, after=new)
    assert alone["bz2"] == len(bz2.compress(new))
    assert set(alone) == set(added) == {"gzip", "bz2", "xz"}
    assert all(size > 2_000 for size in alone.values())  # noise cannot be compressed
    assert added["gzip"] < 100 and added["xz"] < 200  # what was read before can be referred to


def test_bz2_gets_what_fits_into_one_block():
    rng = np.random.default_rng(2)
    new, old, block = rng.bytes(2_000), rng.bytes(40_000), rng.bytes(BLOCK - 2_000)
    found, without_old = (packed_sizes(new, after=after) for after in (old + block, block))
    assert found["bz2"] == without_old["bz2"]  # what came before the block is of no use
    lengths = [len(block) - left_out for left_out in LEFT_OUT]
    sizes = [[len(bz2.compress(block[-n:] + more)) for more in (new, b"")] for n in lengths]
    assert found["bz2"] == pytest.approx(np.mean(np.array(sizes) @ [1, -1]), abs=0.5)

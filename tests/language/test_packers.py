import bz2

import numpy as np

from course.language.packers import packed_sizes


def test_sizes_alone_and_after_other_bytes():
    new = np.random.default_rng(1).bytes(2_000)
    alone, added = packed_sizes(new), packed_sizes(new, after=new)
    assert alone["bz2"] == len(bz2.compress(new))
    assert set(alone) == set(added) == {"gzip", "bz2", "xz"}
    assert all(size > 2_000 for size in alone.values())  # noise cannot be compressed
    assert added["gzip"] < 100 and added["xz"] < 200  # what was read before can be referred to

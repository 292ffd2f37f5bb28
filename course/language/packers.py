"""What the compressors that everybody has make of some bytes, by themselves and after reading others."""

import bz2
import gzip
import lzma

PACKERS = {"gzip": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
BLOCK = 890_000  # bytes, a little less than what bz2 sorts at once
LEFT_OUT = range(
    0, 80_000, 10_000
)  # with where a block begins, its size changes by a hundred bytes


def packed_sizes(new, after=b""):
    """How many bytes each compressor adds for new bytes.

    Args:
        new: bytes to compress.
        after: bytes that it has compressed before, in the same file. bz2, which knows nothing of other blocks,
            gets the last of them, as many as fit into one block along with `new`.

    Returns:
        {name: bytes of both together, less bytes of `after` alone}; without `after`, the bytes of the file. For
        bz2 with a long `after` the mean over blocks that begin in eight places.
    """
    sizes = {name: _added(pack, new, after) for name, pack in PACKERS.items() if name != "bz2"}
    room = max(BLOCK - len(new), 0)
    kept = (
        [max(room - left_out, 0) for left_out in LEFT_OUT] if len(after) >= room else [len(after)]
    )
    added = [_added(bz2.compress, new, after[len(after) - length :]) for length in kept]
    return sizes | {"bz2": round(sum(added) / len(added))}


def _added(pack, new, after):
    return len(pack(after + new)) - (len(pack(after)) if after else 0)

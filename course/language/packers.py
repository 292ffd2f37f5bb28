"""What the compressors that everybody has make of some bytes, by themselves and after reading others."""

import bz2
import gzip
import lzma

PACKERS = {"gzip": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def packed_sizes(new, after=b""):
    """How many bytes each compressor adds for new bytes.

    Args:
        new: bytes to compress.
        after: bytes that it has compressed before, in the same file.

    Returns:
        {name: bytes of both together, less bytes of `after` alone}; without `after`, the bytes of the file.
    """
    return {
        name: len(pack(after + new)) - (len(pack(after)) if after else 0)
        for name, pack in PACKERS.items()
    }

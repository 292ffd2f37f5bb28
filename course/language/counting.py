"""Which byte comes next? A model that counts while it reads, all in whole numbers.

It knows what followed each context of 0 to ORDER bytes so far. It asks the longest context first; if that has
not seen the byte, the coder writes an escape and asks the next shorter one, in which all that the longer one
knew is left out. At the end stand all 256 bytes, so that anything can be coded. Encoder and decoder both go
through `read_byte`, and count the byte afterwards.

Source: prediction by partial matching, Cleary & Witten 1984; shares of the escape after Howard 1993.
"""

from itertools import accumulate

ORDER = 4
MOST = (
    120  # a larger count halves those of its context; 256 bytes then have a sum below coder.TOTAL
)


class ByteCounts:
    """The counts of one text, from its beginning to where it has been read.

    Args:
        order: int, bytes of the longest context.
    """

    def __init__(self, order=ORDER):
        self._order = order
        self._followers = {}  # context, bytes -> {byte: count}
        self._last = b""

    def read_byte(self, choose):
        """Find the next byte by choices among few, and count it.

        Args:
            choose: function (symbols, marks) -> the place of the byte in `symbols`, a list of int, or
                len(symbols) if it is not among them. `marks` are the borders of their shares
                (`course.language.coder`), the escape's last, unless the list has all that are left.

        Returns:
            int, the byte.
        """
        last, unseen, excluded, byte = self._last, [], (), None
        for start in range(len(last) + 1):
            context = last[start:]
            followers = self._followers.get(context)
            if followers is None:
                followers = self._followers[context] = {}
            unseen.append(followers)
            symbols = [symbol for symbol in followers if symbol not in excluded]
            if not symbols:
                continue
            marks = list(accumulate([2 * followers[s] - 1 for s in symbols], initial=0))
            if len(followers) < 256:
                marks.append(
                    marks[-1] + len(symbols)
                )  # the escape: as likely as all that was new here
            place = choose(symbols, marks)
            if place < len(symbols):
                byte = symbols[place]
                break
            excluded = followers  # shorter contexts have seen all that longer ones have
        if byte is None:
            symbols = [symbol for symbol in range(256) if symbol not in excluded]
            byte = symbols[choose(symbols, range(len(symbols) + 1))]
        self._count(unseen, byte)
        return byte

    def _count(self, contexts, byte):
        """Only where the byte was found and in longer contexts: shorter ones were not asked."""
        for followers in contexts:
            count = followers.get(byte, 0) + 1
            followers[byte] = count
            if count > MOST:
                for symbol in followers:
                    followers[symbol] = (followers[symbol] + 1) // 2
        self._last = (self._last + bytes([byte]))[-self._order :] if self._order else b""

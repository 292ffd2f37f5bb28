"""How far grading is: a bar in a terminal; in a log file a line now and then."""

import os
import sys
import time

SECONDS = 30  # between two lines in a log file
NAME = 24  # characters of who is being graded


class Progress:
    """Says who is being graded, how many are left and how long that takes; use it as a context.

    Args:
        total: how many there are.
        stream: to write to, by default stderr.
        clock: gives seconds.
    """

    def __init__(self, total, stream=None, clock=time.monotonic):
        self.total, self.stream, self.clock = total, stream or sys.stderr, clock
        self.done = self.ready = 0
        self.who, self.remarks, self.bar = "", {}, None
        self.begun = self.told = clock()

    def __enter__(self):
        if self.total and is_terminal(self.stream):
            from tqdm import tqdm

            self.bar = tqdm(
                total=self.total,
                desc=self._count(),
                file=self.stream,
                unit="",
                dynamic_ncols=True,
                bar_format="{desc}, about {remaining}{postfix} |{bar}|",
            )
        return self

    def __exit__(self, *_):
        if self.bar is not None:
            self.bar.close()
        elif self.told > self.begun:
            self._tell()

    def start(self, student, lab):
        """Somebody is being graded."""
        self.who = f"{_short(student)}, {lab}"
        if self.bar is not None:
            self.bar.set_postfix_str(self._remarks(), refresh=False)

    def take(self, remarks=None, *, known=False):
        """One more is done.

        Args:
            remarks: {what: how many}, such as {"crashed": 2}.
            known: whether nothing had to be run for it.
        """
        self.done, self.ready = self.done + 1, self.ready + known
        self.remarks = remarks if remarks is not None else self.remarks
        if self.bar is not None:
            self.bar.set_description_str(self._count(), refresh=False)
            self.bar.set_postfix_str(self._remarks(), refresh=False)
            self.bar.update()
        elif self.clock() - self.told >= SECONDS:
            self._tell()

    def _tell(self):
        self.told = self.clock()
        left, graded = self.total - self.done, self.done - self.ready
        each = (self.told - self.begun) / graded if graded else 0
        about = f", about {_duration(left * each)}" if left and graded else ""
        words = f"{self._count()}{about}; {self._remarks()}".rstrip("; ")
        print(words, file=self.stream, flush=True)

    def _count(self):
        return f"grading: {self.done} of {self.total}, {self.total - self.done} left"

    def _remarks(self):
        counts = [f"{count} {what}" for what, count in self.remarks.items() if count]
        return ", ".join(([self.who] if self.who else []) + counts)


def is_terminal(stream):
    """Whether a line on it can be written anew."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _short(name):
    name = "".join(sign if sign.isprintable() else "?" for sign in name)
    return name if len(name) <= NAME else name[: NAME - 1] + "…"


def _duration(seconds):
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{round(seconds)} s"

"""How much memory a guest and all that it started hold, as seen from outside."""

import os
from pathlib import Path


class ProcessTree:
    """The guest and all processes that it started, as seen from outside.

    An orphan becomes a child of the guest, which is process 1 of its world: so a process that was not there at
    the last look has a parent that was, or that is new as well.
    """

    def __init__(self, guest):
        self.guest, self.ours, self.others = guest, {guest}, {0}

    def processes(self):
        """Their process ids, the guest's first."""
        try:
            there = {int(name) for name in os.listdir("/proc") if name.isdigit()}
        except OSError:  # not Linux
            return [self.guest]
        self.ours &= there | {self.guest}
        self.others &= there | {0}
        parents = {pid: _parent(pid) for pid in there - self.ours - self.others}
        for known in (self.ours, self.others):
            while found := {pid for pid, parent in parents.items() if parent in known} - known:
                known |= found
        return [self.guest, *sorted(self.ours - {self.guest})]


def _parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])
    except (OSError, IndexError):
        return None


def used(processes, base, most, is_over=lambda: False):
    """Bytes that processes hold beyond `base`.

    What they share counts once, but only where `most` would be passed otherwise, since counting so is slow:
    where `is_over` becomes true meanwhile, it is left.
    """
    held = sum(map(memory, processes)) - base
    if held > most and len(processes) > 1:
        held = -base
        for pid in processes:
            if is_over():
                return 0
            held += _share(pid)
    return max(0, held)


def memory(pid):
    """Bytes that a process holds: resident, swapped out, and the page tables, which count nowhere else."""
    return _bytes_in(f"/proc/{pid}/status", b"VmRSS:", b"VmSwap:", b"VmPTE:")


def _share(pid):
    """The same, where a page that n processes share counts for one n-th in each."""
    shared = _bytes_in(f"/proc/{pid}/smaps_rollup", b"Pss:", b"SwapPss:")
    return shared + _bytes_in(f"/proc/{pid}/status", b"VmPTE:") if shared else memory(pid)


def _bytes_in(path, *names):
    try:
        with open(path, "rb") as lines:
            return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(names))
    except OSError:
        return 0

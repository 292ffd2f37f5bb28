"""The file system of a guest: what it was given to read, read-only, and a small /tmp.

Sources: mount_namespaces(7), pivot_root(2), mount_setattr(2).
"""

import contextlib
import ctypes
import os
from pathlib import Path

from course.grading.sandbox.calls import NAMESPACES
from course.grading.sandbox.kernel import checked_call, libc, pivot_root, set_mount

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 4096, 16384, 1 << 18, 2
DEVICES = ("null", "zero", "full", "random", "urandom")


def enter(paths, disk):
    """Put this process into a file system of its own, where only `paths` are left of the old one.

    Args:
        paths: list of (path, the same without links).
        disk: bytes in /tmp.

    Raises:
        OSError: a step failed, in words.
    """
    checked_call("a mount namespace", libc.unshare, NAMESPACES["mount"])
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=10k,mode=755")
    os.makedirs("/tmp/old")
    pivot_root(b"/tmp", b"/tmp/old")
    os.chdir("/")
    os.mkdir("/new")
    _mount("tmpfs", "/new", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=10k,mode=755")
    os.mkdir("/new/tmp")  # before what may lie in it
    room = f"size={disk},nr_inodes=2k,mode=1777"
    _mount("tmpfs", "/new/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, room)
    for path, real in paths:
        for place in dict.fromkeys((path, real)):
            _bind(f"/old{real}", f"/new{place}")
    os.makedirs("/new/dev", exist_ok=True)
    for name in DEVICES:
        _bind(f"/old/dev/{name}", f"/new/dev/{name}", device=True)
    os.symlink("/tmp", "/new/dev/shm")
    os.mkdir("/new/proc")
    # No wall: some containers forbid it, and then a guest sees less.
    with contextlib.suppress(OSError):
        _mount("proc", "/new/proc", "proc", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
    set_mount("/new", MS_RDONLY | MS_NOSUID | MS_NODEV, recursive=False)
    os.chdir("/new")
    pivot_root(b".", b".")
    checked_call("to leave the old root", libc.umount2, b".", MNT_DETACH)
    os.chdir("/tmp")
    os.environ.update(HOME="/tmp", TMPDIR="/tmp")


def _bind(source, target, *, device=False):
    if os.path.lexists(target) and os.path.ismount(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        Path(target).touch()
    _mount(source, target, None, MS_BIND | MS_REC)
    # a device can still be written to, but not be touched
    flags = MS_RDONLY | MS_NOSUID | (0 if device else MS_NODEV)
    set_mount(target, flags, recursive=True)


def _mount(source, target, kind, flags, options=""):
    encoded = [None if text is None else str(text).encode() for text in (source, target, kind)]
    checked_call(
        f"to mount {target}", libc.mount, *encoded, ctypes.c_ulong(flags), options.encode()
    )

"""The file system of a guest: Python, its packages and shared libraries, all read-only, and a small /tmp.

Sources: mount_namespaces(7), pivot_root(2), mount_setattr(2).
"""

import contextlib
import ctypes
import os
import sys
import sysconfig
from pathlib import Path

from course.grading.sandbox.kernel import libc, own_root, set_mount, step

NEWNS = 0x00020000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 4096, 16384, 1 << 18, 2
LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64")
FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
DEVICES = ("null", "zero", "full", "random", "urandom")
PACKAGE = Path(__file__).resolve().parent.parent.parent


def readable():
    """The paths that a guest may read: Python, its packages, this package, shared libraries.

    The labs' checks are left out: they build each case together with its answer.
    """
    root = PACKAGE.parent
    found = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    found += [entry for entry in sys.path if entry and not _is_ours(Path(entry), root)]
    checks = PACKAGE / "checks"
    found += [str(path) for path in sorted(PACKAGE.iterdir()) if path != checks]
    found += [str(checks / "__init__.py"), str(checks / "base")]
    found += [*LIBRARIES, *FILES]
    inside = [str(Path(entry)) for entry in found if entry and os.path.exists(entry)]
    paths = [entry for entry in dict.fromkeys(inside) if not _holds(entry, root)]
    return [
        (path, os.path.realpath(path))
        for path in paths
        if not any(path != other and Path(other) in Path(path).parents for other in paths)
    ]


def _is_ours(path, root):
    """Whether a path lies in the project and not in an environment that lies there."""
    return path.resolve().is_relative_to(root) and not path.is_relative_to(sys.prefix)


def _holds(path, root):
    """Whether `path` would put the project itself in sight, with its solutions."""
    path = Path(path).resolve()
    return path == root or path in root.parents


def enter(paths, disk):
    """Put this process into a file system of its own, where only `paths` are left of the old one.

    Args:
        paths: as `readable` gives them.
        disk: bytes in /tmp.

    Raises:
        OSError: a step failed, in words.
    """
    step("a mount namespace", libc.unshare, NEWNS)
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,nr_inodes=10k,mode=755")
    os.makedirs("/tmp/old")
    own_root(b"/tmp", b"/tmp/old")
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
    with contextlib.suppress(OSError):  # some containers forbid it; then there is no /proc
        _mount("proc", "/new/proc", "proc", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
    set_mount("/new", MS_RDONLY | MS_NOSUID | MS_NODEV, recursive=False)
    os.chdir("/new")
    own_root(b".", b".")
    step("to leave the old root", libc.umount2, b".", MNT_DETACH)
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
    step(f"to mount {target}", libc.mount, *encoded, ctypes.c_ulong(flags), options.encode())

"""The few calls of Linux that Python has no function for, and what they say when they fail."""

import ctypes
import errno
import os
import platform

CALLS = {"x86_64": (155, 442), "aarch64": (41, 442)}  # pivot_root, mount_setattr
REASONS = {
    errno.EPERM: "this machine or container forbids it",
    errno.ENOSPC: "this machine or container allows no more of them",
}

libc = ctypes.CDLL(None, use_errno=True)


def checked_call(what, call, *arguments):
    """Call the C library; a failure becomes an OSError that says what could not be had.

    Args:
        what: of what the call makes, in words.
        call: a function of `libc`.
        arguments: its arguments.

    Raises:
        OSError: it failed.
    """
    if call(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(f"{what}: {REASONS.get(number) or os.strerror(number)}")


def pivot_root(new, old):
    """pivot_root(2), which the C library lacks."""
    checked_call("a root of its own", libc.syscall, CALLS[platform.machine()][0], new, old)


class _Attributes(ctypes.Structure):
    """struct mount_attr of mount_setattr(2)."""

    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user_fd")]


AT_FDCWD, AT_RECURSIVE = -100, 0x8000


def set_mount(target, flags, *, recursive):
    """mount_setattr(2): add flags to the mount at `target`, and to those below it."""
    attributes = _Attributes(set=flags)
    checked_call(
        f"a read-only {target} (Linux 5.12 or newer)",
        libc.syscall,
        ctypes.c_long(CALLS[platform.machine()][1]),
        AT_FDCWD,
        target.encode(),
        AT_RECURSIVE if recursive else 0,
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )

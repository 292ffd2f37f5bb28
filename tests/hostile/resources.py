"""Memory of all kinds, and the disk."""

from tests.hostile.bank import PATIENT, call, probe

# memory

# Its limit of memory ends it, or, where others keep the machine busy, its limit of time. That memory is counted
# however long it takes is asked in tests/grading/sandbox/test_keeper.py.
GROWS = ("memory", "timeout")

call("50 GB of numpy", "return np.ones(50 * 2**30 // 8)", ("wrong", "memory"))
call("50 GB of bytes", 'return bytearray(b"x") * (50 * 2**30)', ("wrong", "memory"))
call(
    "memory bit by bit",
    """
    kept = []
    while True:
        try:
            kept.append(bytearray(b"x") * 2**24)
        except MemoryError:
            pass
    """,
    GROWS,
    lab=PATIENT,
)
call(
    "many processes, each with a part of it",
    """
    for _ in range(40):
        if os.fork() == 0:
            kept = bytearray(b"x") * (200 * 2**20)
            time.sleep(100)
    time.sleep(100)
    """,
    GROWS,
    before="import os, time\n",
    lab=PATIENT,
)
call(
    "many processes that forget what they share",
    """
    for _ in range(60):
        if os.fork() == 0:
            for line in open("/proc/self/maps"):
                ends, rights, *_, path = (line + " -").split()[:6] + [""]
                first, last = (int(end, 16) for end in ends.split("-"))
                if "rw" in rights and "stack" not in line:
                    libc.madvise(first, last - first, 21)  # MADV_PAGEOUT
            kept = bytearray(b"x") * (100 * 2**20)
            time.sleep(100)
    time.sleep(100)
    """,
    GROWS,
    before="""
    import ctypes, os, time
    libc = ctypes.CDLL(None)
    libc.madvise.argtypes = [ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]
    """,
    lab=PATIENT,
)
call(
    "memory that is shared and mapped",
    """
    kept = []
    while True:
        kept.append(mmap.mmap(-1, 2**24))
        kept[-1].write(bytes(2**24))
    """,
    GROWS,
    before="import mmap\n",
    lab=PATIENT,
)
call(
    "page tables for memory that is only looked at",
    """
    libc.mmap.restype = ctypes.c_size_t
    libc.mmap.argtypes = [ctypes.c_size_t] * 6
    place = libc.mmap(0, 2**41, 1, 0x4022, 2**64 - 1, 0)
    while True:
        for step in range(2**20):
            ctypes.string_at(place + step * 2**21, 1)
    """,
    GROWS,
    before="import ctypes\nlibc = ctypes.CDLL(None)\n",
    lab=PATIENT,
)
probe(
    "memory in a file without a name",
    """
    return os.write(os.memfd_create("kept"), bytes(2**20))
    """,
    control=True,
)
probe(
    "memory of System V: shared, semaphores, messages",
    """
    shared, semaphores, messages = libc.shmget(0, 2**16, 384), libc.semget(0, 9, 384), libc.msgget(0, 384)
    libc.shmctl(shared, 0, None)
    libc.semctl(semaphores, 0, 0)
    libc.msgctl(messages, 0, None)
    return [number for number in (shared, semaphores, messages) if number >= 0]
    """,
    control=True,
)
probe(
    "memory in sockets",
    """
    ours, theirs = socket.socketpair()
    return ours.send(bytes(2**16))
    """,
    control=True,
)
probe(
    "huge pages behind small pieces in a pipe",
    """
    class Piece(ctypes.Structure):
        _fields_ = [("base", ctypes.c_char_p), ("length", ctypes.c_size_t)]

    read, write = os.pipe()
    return libc.vmsplice(write, ctypes.byref(Piece(bytes(4096), 4096)), 1, 0) == 4096
    """,
    control=True,
)
call(
    "pipes that are full",
    """
    total = 0
    try:
        while True:
            read, write = os.pipe()
            os.set_blocking(write, False)
            try:
                fcntl.fcntl(write, 1031, 2**20)  # F_SETPIPE_SZ
            except OSError:
                pass
            try:
                while True:
                    total += os.write(write, bytes(2**16))
            except BlockingIOError:
                pass
    except OSError:
        return -1 - total
    """,
    before="import fcntl, os\n",
    spoils=True,  # no file can be opened any more
)
call(
    "files that are open",
    """
    kept = []
    while True:
        kept.append(open("/dev/null"))
    """,
    before="",
)

# the disk


def fills(name, body, states=("wrong",), **more):
    call(name, body, states, before="import os\n", **more)


for place in ("/tmp", "/dev/shm", "."):
    fills(
        f"a full disk: {place}",
        f"""
        for number in range(1000):
            with open(os.path.join("{place}", f"@mark@{{number}}"), "wb") as file:
                for _ in range(15):
                    file.write(bytes(2**20))
        """,
    )
fills(
    "one large file",
    """
    with open("/tmp/@mark@", "wb") as file:
        while True:
            file.write(bytes(2**20))
    """,
    ("wrong", "crashed"),
)
fills(
    "a sparse file of 50 GB",
    """
    with open("/tmp/@mark@", "wb") as file:
        file.truncate(50 * 2**30)
    return -1
    """,
    ("wrong", "crashed"),
)
fills(
    "a million small files",
    """
    for number in range(10**6):
        open(f"/tmp/@mark@{number}", "w").close()
    """,
)
fills(
    "folders in folders in folders",
    """
    while True:
        os.mkdir("@mark@")
        os.chdir("@mark@")
    """,
)

"""Reading and writing what is not one's own."""

from tests.hostile.bank import PATIENT, call, probe

# reading

probe("read a file outside", 'return open("@secret@").read()', control=True, quick=True)
probe(
    "read another submission", 'return open("@outside@/in/bob/notebook.ipynb").read()', control=True
)
probe("read the database of grades", 'return open("@gradebook@", "rb").read(16)', control=True)
probe("list the folder of grades", 'return os.listdir("@outside@/grades")', control=True)
probe(
    "read a file outside through a link",
    """
    os.symlink("@secret@", "/tmp/@mark@link")
    try:
        return open("/tmp/@mark@link").read()
    finally:
        os.unlink("/tmp/@mark@link")
    """,
    control=True,
)
probe(
    "read a file outside by a path full of dots",
    'return open("../" * 30 + "@secret@").read()',
    control=True,
)
probe(
    "read a file outside through /proc",
    """
    for pid in ["1", "self", "@judge@", "@victim@"]:
        for place in ("root", "cwd"):
            try:
                return open(f"/proc/{pid}/{place}@secret@").read()
            except OSError:
                pass
    """,
    control=True,
)
probe(
    "find a file of the judge anywhere",
    """
    for base, folders, files in os.walk("/"):
        folders[:] = [name for name in folders if name != "proc" and not name.endswith("-packages")]
        if any("@mark@" in name for name in files + folders):
            return base
    """,
    lab=PATIENT,
)
probe(
    "solutions, tests, labs of the project",
    """
    found = [name for name in os.listdir("@root@") if name in ("solutions", "tests", "labs", ".git")]
    return found or open("@root@/solutions/04_addition_rnn.py").read(20)
    """,
    control=True,
)
probe(
    "the checks of a lab as a file",
    'return open("@root@/course/checks/addition_rnn/encode.py").read(20)',
    control=True,
)
probe(
    "the checks of a lab as a module",
    """
    import importlib, pkgutil
    from course import checks
    names = [module.name for module in pkgutil.iter_modules(checks.__path__)]
    sys.modules.pop("course.checks.addition_rnn")
    return importlib.import_module("course.checks.addition_rnn.count_carries")._case([1], [9]).expected
    """,
    control=True,
)
probe(
    "files of people and of the system",
    """
    found = []
    for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/var/log", "/sys/class", "/boot"):
        try:
            found.append(os.listdir(path) if os.path.isdir(path) else open(path).read(9))
        except OSError:
            pass
    needed = {part for path in [*sys.path, "@root@"] for part in path.split("/")}  # Python may be at home
    for home in ("/root", "/home"):
        try:
            found += set(os.listdir(home)) - needed
        except OSError:
            pass
    return found
    """,
    control=True,
)
probe(
    "the environment of others",
    """
    places = [f"/proc/{pid}/environ" for pid in ("self", 1, os.getppid(), "@judge@", "@victim@")]
    said = str(dict(os.environ))
    for place in places:
        try:
            said += open(place).read()
        except OSError:
            pass
    return "@first@" + "@second@" in said
    """,
    control=True,
)
probe(
    "other processes",
    """
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return len(pids) > 1 or os.getpid() != 1 or os.path.exists("/proc/@victim@")
    """,
    control=True,
    quick=True,
)
SCAN = """
def scan(pid="self"):
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            ends, rights, *_ = line.split()
            first, last = (int(end, 16) for end in ends.split("-"))
            if "rw" not in rights:
                continue
            try:
                memory.seek(first)
                data = memory.read(last - first)
            except (OSError, ValueError, OverflowError):
                continue
            place = data.find(b"@first@")
            while place >= 0:
                if data[place + len("@first@") :].startswith(b"@second@"):
                    return True
                place = data.find(b"@first@", place + 1)
"""
probe("a secret of the judge in its own memory", "return scan()", before=SCAN, lab=PATIENT)
probe(
    "the judge's memory",
    """
    for pid in ("@judge@", os.getppid(), 1):
        try:
            if scan(pid):
                return True
        except OSError:
            pass
    """,
    before=SCAN,
    lab=PATIENT,
)
probe(
    "cases and checks among all objects",
    """
    import gc
    names = {type(found).__name__ for found in gc.get_objects()}
    return names & {"Case", "Check", "SubmissionRun"}
    """,
)
probe(
    "cases in the frames above",
    """
    frame, found = sys._getframe(), []
    while frame:
        found += {"case", "cases", "expected", "hidden", "check", "seed"} & set(frame.f_locals)
        frame = frame.f_back
    return found
    """,
)
probe(
    "disks, memory and messages of the kernel",
    """
    found = []
    for path in ("/dev/kmsg", "/dev/mem", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/proc/kcore", "/proc/kmsg"):
        try:
            found.append(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        except OSError:
            pass
    text = ctypes.create_string_buffer(1000)
    return found or libc.klogctl(3, text, 1000) > 0
    """,
)
probe(
    "a disk that it makes itself",
    """
    return os.mknod("/tmp/disk", 0o60600, os.makedev(254, 0)) or os.open("/tmp/disk", os.O_RDONLY)
    """,
)
probe(
    "files by their handles",
    """
    class Handle(ctypes.Structure):
        _fields_ = [("bytes", ctypes.c_uint), ("type", ctypes.c_int), ("data", ctypes.c_char * 128)]

    handle, mount = Handle(128), ctypes.c_int()
    libc.name_to_handle_at(-100, b"/usr/lib", ctypes.byref(handle), ctypes.byref(mount), 0)
    near = os.open("/usr/lib", os.O_RDONLY)
    return libc.open_by_handle_at(near, ctypes.byref(handle), os.O_RDONLY) >= 0
    """,
)
probe(
    "keys of whoever started the judge",
    """
    found = ctypes.create_string_buffer(100)
    calls = {"x86_64": (248, 250), "aarch64": (217, 219)}[os.uname().machine]
    made = libc.syscall(calls[0], b"user", b"@mark@", b"kept", ctypes.c_size_t(4), ctypes.c_int(-3))
    return made > 0 or libc.syscall(calls[1], 6, ctypes.c_int(-3), found, ctypes.c_size_t(100)) > 0
    """,
)

# writing

probe(
    "write into the database of grades",
    """
    with open("@gradebook@", "r+b") as file:
        return file.write(file.read(0) + b"SQLite")
    """,
    control=True,
)
probe(
    "write through a relative path",
    """
    for up in range(12):
        for name in ("grades/grades.sqlite", "../grades/grades.sqlite", "@gradebook@".lstrip("/")):
            try:
                with open("../" * up + name, "r+b") as file:
                    return file.write(b"SQLite")
            except OSError:
                pass
    """,
    control=True,
)
probe(
    "write through a link",
    """
    os.symlink("@gradebook@", "/tmp/@mark@link")
    try:
        with open("/tmp/@mark@link", "r+b") as file:
            return file.write(b"SQLite")
    finally:
        os.unlink("/tmp/@mark@link")
    """,
    control=True,
)
probe(
    "write through a hard link",
    """
    os.link("@gradebook@", "@outside@/grades/hard")
    try:
        with open("@outside@/grades/hard", "r+b") as file:
            return file.write(b"SQLite")
    finally:
        os.unlink("@outside@/grades/hard")
    """,
    control=True,
)
call(
    "folders and files of the same names as the judge's",
    """
    for path in ("@outside@/grades/made", "@outside@/in/bob/@mark@", "@root@/@mark@", "@root@/course/@mark@"):
        try:
            os.makedirs(path)
        except OSError:
            pass
    return -1
    """,
    before="import os\n",
)
probe(
    "write where Python and the course are",
    """
    import course, numpy, site
    found = []
    folders = {os.path.dirname(module.__file__) for module in (course, numpy, os, site)}
    folders |= {"/", "/usr/lib", "/usr/local/lib", "/etc", "/dev", "/proc", "@root@", "@root@/course/checks"}
    for folder in folders | {path for path in sys.path if path}:
        for name in ("sitecustomize.py", "usercustomize.py", "@mark@.pth", "__pycache__/core.cpython-311.pyc"):
            try:
                path = os.path.join(folder, name)
                found.append(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) and path)
            except OSError:
                pass
    return found
    """,
)
probe(
    "change files of Python and of the course",
    """
    import course.checks.base.core as core, numpy
    found = []
    for path in (core.__file__, course.__file__, numpy.__file__, os.__file__, "/etc/ld.so.cache"):
        for change in (lambda p: open(p, "r+"), os.unlink, lambda p: os.chmod(p, 0o777), os.utime,
                       lambda p: os.rename(p, p + "@mark@"), lambda p: os.truncate(p, 1)):
            try:
                change(path)
                found.append(path)
            except OSError:
                pass
    return found
    """,
)
probe(
    "leave a mark on a device",
    """
    found = []
    for name in ("null", "zero", "full", "random", "urandom"):
        for change in (os.utime, lambda path: os.chmod(path, 0o600), os.unlink):
            try:
                change(f"/dev/{name}")
                found.append(name)
            except OSError:
                pass
    return found
    """,
)

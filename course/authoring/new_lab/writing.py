"""All files of a new lab, or none of them."""

import tempfile
from contextlib import suppress
from pathlib import Path

from course.authoring.new_lab.plan import CATALOGUE, LEDGER
from course.authoring.new_lab.texts import added, created
from course.claims.reading import read_ledger
from course.data.fetching import catalogue
from course.errors import CourseError
from course.files import write_text

READERS = {LEDGER: read_ledger, CATALOGUE: catalogue.read}  # of what has a form


def write(plan, root):
    """Write a new lab; if anything cannot be written, all is as it was.

    Args:
        plan: Plan.
        root: the repository.

    Returns:
        new, changed, remarks: lists of paths in the repository, and sentences on what was left out.

    Raises:
        CourseError: a file is there already, or one cannot be read or written.
    """
    root = Path(root)
    new, (changed, remarks) = created(plan, root), added(plan, root)
    for path in new:
        if (root / path).exists() or (root / path).is_symlink():
            raise CourseError(f"{root / path} is there already, so nothing was written")
    for path, reader in READERS.items():
        if path in changed:
            _can_be_read(reader, path.name, changed[path])
    before = {path: (root / path).read_bytes() for path in changed}
    folders = _missing_folders(root, new)
    try:
        for path, text in (new | changed).items():
            write_text(root / path, text)
    except BaseException:
        for path in new:
            with suppress(OSError):
                (root / path).unlink(missing_ok=True)
        for path, data in before.items():
            with suppress(OSError):
                (root / path).write_bytes(data)
        for folder in folders:
            with suppress(OSError):
                folder.rmdir()
        raise
    return list(new), list(changed), remarks


def _can_be_read(reader, name, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        reader(path)


def _missing_folders(root, paths):
    """Folders that writing will make, the deepest first."""
    parents = {root / parent for path in paths for parent in path.parents}
    return sorted((one for one in parents if not one.exists()), reverse=True)

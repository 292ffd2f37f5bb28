"""The archives that learning platforms take back."""

import io
import zipfile

from course.files import ZIP_DATE


def packed(files):
    """A zip archive.

    Args:
        files: {name: content}, str or bytes.

    Returns:
        bytes, the same for the same files.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in sorted(files.items()):
            file.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED, 9)
    return archive.getvalue()

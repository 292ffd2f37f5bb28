"""All data sets, as catalogue.yaml has them: what each is, its licence, and how its files are checked.

To add one: an entry there, a datasheet, and a module that loads it or makes it.
"""

import dataclasses
import difflib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from course.errors import CourseError

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
WAYS = ("sha256", "archive_sha256", "check")
PATTERNS = {  # of fields that are more than a phrase
    "sha256": "[0-9a-f]{64}",
    "archive_sha256": "[0-9a-f]{64}",
    "check": r"course\.data\.\w+:\w+",
}


@dataclass(frozen=True)
class File:
    """A file to fetch.

    Attributes:
        url: where its publisher has it; the last part is the name that it keeps.
        content: the name of what is in it, such as train.en in train.en.gz.
        size: bytes to fetch, about; many times more are refused.

    One of these says whether it is the right one:
        sha256: of its unpacked content (a packed file changes when it is packed again).
        archive_sha256: of the file itself, for an archive of several that its publisher never changed.
        check: if the publisher changes the file so that no hash holds: "module:function", which takes
            its path and `content` and raises CourseError unless the file is sound.

    And under which names it may be there already:
        forms: tuple of str, all that the loader takes, in that order; by default as published and
            unpacked, and, unless it is an archive of several, packed again.
        samples: tuple of str, names of parts of it; the loader takes them where nothing else is.
    """

    url: str
    content: str
    size: int
    sha256: str | None = None
    archive_sha256: str | None = None
    check: str | None = None
    forms: tuple = ()
    samples: tuple = ()

    @property
    def name(self):
        return self.url.rsplit("/", 1)[-1]

    @property
    def names(self):
        if self.forms:
            return self.forms
        packed = () if self.archive_sha256 else (f"{self.content}.gz",)
        return tuple(dict.fromkeys((self.name, self.content, *packed)))


@dataclass(frozen=True)
class DataSet:
    """A data set; without files it is made by a module of the course or comes with a library.

    Attributes:
        name: what `course data fetch` takes.
        what: one phrase.
        licence: what may be done with it.
        homepage: address of its publisher.
        folder: under COURSE_DATA and in the cache.
        files: tuple of File.
        comes_with: the library that brings it, or None.
    """

    name: str
    what: str
    licence: str
    homepage: str | None = None
    folder: str | None = None
    files: tuple = ()
    comes_with: str | None = None

    def file(self, content=None):
        """The File with that content, by default the first.

        An archive of several files holds more than its entry names: for these, too, this gives the
        File to look for, by its published name or unpacked.
        """
        if content is None:
            return self.files[0]
        known = {file.content: file for file in self.files}
        if content in known:
            return known[content]
        forms = (self.files[0].name, content, f"{content}.gz")
        return dataclasses.replace(self.files[0], content=content, forms=forms)


def read(path=CATALOGUE):
    """The data sets of a catalogue.

    Args:
        path: a YAML file, a list of entries with the fields of DataSet.

    Returns:
        dict from name to DataSet, in the order of the file.

    Raises:
        CourseError: it is not such a file; the text names the file, the entry and the field that is
            missing, unknown or of another form than expected.
    """
    try:
        entries = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourseError(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(entries, list):
        raise CourseError(f"{path}: expected a list of data sets")
    datasets = {}
    for number, entry in enumerate(entries, start=1):
        data = _filled(DataSet, entry, f"{path}, entry {number}")
        if data.name in datasets:
            raise CourseError(f"{path}, entry {number}: there is a data set {data.name} already")
        datasets[data.name] = data
    return datasets


def _filled(kind, entry, where):
    """A DataSet or File from a mapping; `where` names it in an error."""
    if not isinstance(entry, dict):
        raise CourseError(f"{where}: expected fields with values, found {entry!r}")
    label = entry.get("name", entry.get("url"))
    where = f"{where} ({label})" if label else where
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for name in entry:
        if name not in fields:
            raise CourseError(f"{where}: there is no field {name!r}; there are {', '.join(fields)}")
    for name, field in fields.items():
        if name not in entry and field.default is dataclasses.MISSING:
            raise CourseError(f"{where}: the field {name!r} is missing")
    entry = {name: _value(fields[name], value, where) for name, value in entry.items()}
    if kind is File and sum(name in entry for name in WAYS) != 1:
        raise CourseError(f"{where}: expected exactly one of {', '.join(WAYS)}")
    if kind is DataSet and entry.get("files"):
        for name in ("homepage", "folder"):
            if name not in entry:
                raise CourseError(f"{where}: the field {name!r} is missing, and it has files")
    return kind(**entry)


def _value(field, value, where):
    """A field's value as the dataclasses have it, if it is of the form that the field wants."""
    if field.name == "size":
        good = type(value) is int and value > 0
    elif field.type is tuple:
        of = dict if field.name == "files" else str
        good = isinstance(value, list) and all(isinstance(part, of) for part in value)
    else:
        good = isinstance(value, str) and re.fullmatch(PATTERNS.get(field.name, "(?s:.+)"), value)
    if not good:
        raise CourseError(f"{where}: {field.name} cannot be {value!r}")
    if field.name == "files":
        value = (
            _filled(File, file, f"{where}, file {number}")
            for number, file in enumerate(value, start=1)
        )
    return tuple(value) if field.type is tuple else value


DATASETS = read()


def dataset(name):
    """The DataSet of that name.

    Raises:
        CourseError: there is none; the text names similar ones, or all.
    """
    if name in DATASETS:
        return DATASETS[name]
    wanted = name.lower()
    close = [known for known in DATASETS if known.startswith(wanted)] if wanted else []
    close = close or difflib.get_close_matches(wanted, DATASETS)
    hint = f"did you mean {' or '.join(close)}?" if close else f"there are: {', '.join(DATASETS)}"
    raise CourseError(f"there is no data set {name!r}; {hint}")

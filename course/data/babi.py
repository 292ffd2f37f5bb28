"""bAbI: twenty tasks of questions about short stories, each with the lines that its answer follows from."""

import re
import tarfile
from pathlib import Path, PurePosixPath

from course import file_kinds
from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.data.shared.questions import Question, words_of
from course.errors import DataError

TASKS = {
    1: "single-supporting-fact",
    2: "two-supporting-facts",
    3: "three-supporting-facts",
    4: "two-arg-relations",
    5: "three-arg-relations",
    6: "yes-no-questions",
    7: "counting",
    8: "lists-sets",
    9: "simple-negation",
    10: "indefinite-knowledge",
    11: "basic-coreference",
    12: "conjunction",
    13: "compound-coreference",
    14: "time-reasoning",
    15: "basic-deduction",
    16: "basic-induction",
    17: "positional-reasoning",
    18: "size-reasoning",
    19: "path-finding",
    20: "agents-motivations",
}
PARTS = ("train", "test")
SIZES = {"1k": "en", "10k": "en-10k"}  # questions to train on, and the publisher's folder
UNPACKED = "tasks_1-20_v1-2"
ARCHIVE = "babi.tar"
LONGEST = 1_000  # lines of a story; the longest of bAbI has 320
MOST_QUESTIONS = {"train": {"1k": 1_000, "10k": 10_000}, "test": {"1k": 1_000, "10k": 1_000}}
LINE = re.compile(r"(\d{1,6}) (.*\S.*)")


def load(task, part="train", size="1k", path=None):
    """The questions of one task, each with its story so far.

    Args:
        task: int, 1 to 20, as `TASKS` names them.
        part: "train" or "test".
        size: "1k" or "10k", about how many questions there are to train on. The parts to test with are equal.
        path: a file of the task, the folder that was unpacked from the publisher's archive, or the archive.
            By default these are looked for in COURSE_DATA/babi and where `course data fetch` puts them; of
            "1k" a file may lie there alone, too.

    Returns:
        list of Question; `kind` is "qa1" to "qa20", an answer of several words has commas between them.

    Raises:
        ValueError: there is no such task, part or size.
        CourseError: the file is not here, is damaged, or a line is not as bAbI has it; the text names it.

    Source: Weston et al. 2015, Towards AI-Complete Question Answering.
    """
    for value, known in ((task, TASKS), (part, PARTS), (size, SIZES)):
        if value not in known:
            raise ValueError(f"there are {', '.join(map(str, known))}, got {value!r}")
    name = f"qa{task}_{TASKS[task]}_{part}.txt"
    place = Path(path) if path is not None else _found(name, size)
    if place.is_dir():
        place = _within(place, name, size)
    if place.suffix == ".txt":
        lines = reading.lines(place, name)
    else:
        (content,) = _contents(place, [(SIZES[size], name)]).values()
        place = f"{place}, {name}"
        lines = reading.lines_of(content, place)
    return _questions(lines, place, f"qa{task}")


def licence():
    """What may be done with bAbI, a str."""
    return catalogue.dataset("babi").licence


def check_whole(path, content):
    """Whether what was fetched has every task, in both sizes.

    Args:
        path: the archive.
        content: the name of what is in it; not used, as one archive has all.

    Raises:
        CourseError: as `load`; or a part has fewer questions than were published.
    """
    wanted = {
        (SIZES[size], f"qa{task}_{TASKS[task]}_{part}.txt"): (size, part)
        for size in SIZES
        for task in TASKS
        for part in PARTS
    }
    for (folder, name), text in _contents(Path(path), list(wanted)).items():
        where = f"{path}, {folder}/{name}"
        size, part = wanted[folder, name]
        count = len(_questions(reading.lines_of(text, where), where, "all"))
        if count < MOST_QUESTIONS[part][size] * 0.9:
            raise DataError(where, f"it has {count:,} questions, so most are missing")


def _found(name, size):
    """The file, folder or archive to read that task from; what was unpacked comes first."""
    loose = [f"{UNPACKED}/{SIZES[size]}/{name}", f"{SIZES[size]}/{name}"]
    loose += [name] if size == "1k" else []
    return local.find("babi", loose) or local.required("babi")


def _within(folder, name, size):
    for place in (
        folder / SIZES[size] / name,
        folder / UNPACKED / SIZES[size] / name,
        folder / name,
    ):
        if place.is_file() and (
            place.parent != folder or size == "1k" or folder.name == SIZES[size]
        ):
            return place
    raise DataError(folder, f"there is no {SIZES[size]}/{name} in it")


def _contents(path, wanted):
    """Some texts of an archive, read where they are: {(folder, name): bytes} of all that are wanted."""
    found = {}
    with reading.unpacked(path, ARCHIVE, takes=(file_kinds.TAR,)) as stream:
        _refuse_other(stream, path)
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for entry in reading.progress(archive, desc="stories", unit="file"):
                key = PurePosixPath(entry.name).parts[-2:]
                if key not in wanted or not entry.isreg():
                    continue
                if entry.size > reading.MOST_BYTES:
                    raise DataError(path, f"{'/'.join(key)} in it is far too long")
                found[key] = archive.extractfile(entry).read()
        while stream.read(2**20):  # a .tar has no checksum: that of the packed file comes last
            pass
    for key in wanted:
        if key not in found:
            raise DataError(path, f"there is no {'/'.join(key)} in it")
    return found


def _refuse_other(stream, path):
    kind, _ = file_kinds.kind_of(stream.peek(file_kinds.START)) or (None, None)
    if kind != file_kinds.TAR:
        raise DataError(
            path, "line 1: expected the archive of bAbI, a .tar.gz, found something else"
        )


def _questions(lines, where, kind):
    """The questions of a file; `where` names it in an error."""
    found, story, numbers, before = [], [], {}, 0
    for at, line in enumerate(lines, start=1):
        place = f"{where}, line {at}"
        match = LINE.fullmatch(line)
        if not match:
            raise DataError(place, f"expected a number and a sentence, found {line[:60]!r}")
        number, text = int(match[1]), match[2]
        if number == 1:
            story, numbers, before = [], {}, 0
        if number != before + 1:
            wanted = f"{before + 1} or 1" if before else "1"
            raise DataError(place, f"expected the number {wanted}, found {number}")
        if number > LONGEST:
            raise DataError(place, f"a story has at most {LONGEST:,} lines; 1 starts a new one")
        before = number
        if "\t" in text:
            found.append(_question(text, list(story), numbers, place, kind))
        else:
            numbers[number] = len(story)
            story.append(text.strip())
    if not found:
        raise DataError(
            where, "there are no questions in it: a question has a tab before its answer"
        )
    return found


def _question(text, story, numbers, place, kind):
    fields = [field.strip() for field in text.split("\t")]
    if len(fields) != 3:
        raise DataError(
            place,
            f"expected a question, its answer and numbers of lines, found {len(fields)} fields",
        )
    question, answer, facts = fields
    if words_of(answer) != [answer.lower()] or not words_of(question):
        raise DataError(
            place, f"expected a question and an answer of one word, found {text[:60]!r}"
        )
    unknown = [fact for fact in facts.split() if not fact.isdecimal() or int(fact) not in numbers]
    if unknown or not facts:
        wrong = unknown[0][:20] if unknown else "nothing"
        raise DataError(place, f"expected the numbers of sentences before it, found {wrong}")
    facts = tuple(numbers[int(fact)] for fact in facts.split())
    return Question(story, question, answer.lower(), facts, kind)

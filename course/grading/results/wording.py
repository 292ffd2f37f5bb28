"""Words, numbers, times and paths as a page shows them."""

import datetime
import os
import re
import unicodedata

CLOSING = "\"'`’”»)]}"  # a stop before these ends a sentence, too
PATH = 90  # characters of a path
CUT = "…"


def sentence(text):
    """`text` with a capital first and one stop at its end.

    A name from code, such as `lstm_step` or f(x), keeps its small letter, and "film?." gets back the one
    stop that was meant.
    """
    text = re.sub(rf"([?!…][{re.escape(CLOSING)}]*)[.,;:]+$", r"\1", text.strip())
    text = re.sub(r"(?<!\.)\.\.$", ".", text)
    if not text:
        return ""
    if re.match(r"[^\W\d_]+[,;:.?!…]*(\s|$)", text):  # a word, not a name from code
        text = text[:1].upper() + text[1:]
    ends = text.rstrip(CLOSING).endswith((".", "?", "!", CUT))
    return text if ends else f"{text.rstrip(' ,;:')}."


def counted(number, one, many=""):
    """A number with what it counts: counted(1, "lab") is "1 lab", counted(1200, "lab") "1,200 labs".

    Args:
        number: int or float.
        one: the word for one.
        many: the word for any other number; `one` with an s by default.
    """
    shown = f"{number:,}" if isinstance(number, int) else points(number)
    return f"{shown} {one if number == 1 else many or f'{one}s'}"


def points(number):
    """Points for people, with at most two decimals: "1.5"."""
    return f"{round(number, 2):g}"


def listed(names, most=20):
    """Names in a row, those above `most` counted: "a; b; and 3 more"."""
    names = list(names)
    more = [f"and {len(names) - most:,} more"] if len(names) > most else []
    return "; ".join(names[:most] + more)


def numbered(labels):
    """Labels of labs in a row, three or more numbers in turn as one: "labs 01, 02, 04, 06 to 14"."""
    turns = []
    for label in labels:
        if turns and label.isdecimal() and turns[-1][-1].isdecimal():
            if int(label) == int(turns[-1][-1]) + 1:
                turns[-1].append(label)
                continue
        turns.append([label])
    said = [part for turn in turns for part in ([f"{turn[0]} to {turn[-1]}"] if turn[2:] else turn)]
    return f"{'lab' if len(labels) == 1 else 'labs'} {', '.join(said)}"


def when(text):
    """An ISO time for people, in this machine's time zone: "3 November 2026, 09:05".

    Args:
        text: such as "2026-11-03T08:05:12.123456+00:00"; one without a zone is taken for local.

    Returns:
        str; `text` itself if it is no time.
    """
    try:
        moment = datetime.datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))
    except ValueError:
        return text
    if moment.tzinfo:
        moment = moment.astimezone()
    return f"{moment.day} {moment:%B %Y}, {moment:%H:%M}"


def short(text, length):
    """`text` in one line of at most `length` characters, cut after a word where there is one."""
    line = " ".join(text[: 2 * length].split())
    if len(line) <= length and len(text) <= 2 * length:
        return line
    cut = line[: length - 1]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > length // 2 else cut).rstrip() + CUT


def short_path(path, length=PATH):
    """A path of at most `length` characters, with … for what is left out in its middle.

    Long names lose their own rest first, a folder's more than the file's; a file keeps its ending. Then
    whole folders are left out, those next to the file last. Names are cut between words where there are any.
    """
    *folders, name = " ".join(path.split()).split("/")
    if len(shown := "/".join((*folders, name))) <= length:
        return shown
    folders = [short_name(folder, length // 3) for folder in folders]
    name = short_name(name, 2 * length // 3 if any(folders) else length, keep_ending=True)
    shown = "/".join((*folders, name))
    for left_out in range(1, len(folders) + 1):
        if len(shown) <= length:
            break
        whole = left_out < len(folders)
        first, last = (folders[:1], folders[1 + left_out :]) if whole else ([], [])
        shown = "/".join((*first, CUT, *last, name))
    return shown


def short_name(name, length, *, keep_ending=False):
    """A name of at most `length` characters, cut between words where there are any.

    Args:
        name: of a folder or a file.
        length: at least 10.
        keep_ending: whether to leave out the middle rather than the end.
    """
    if len(name) <= length:
        return name
    tail = ""
    if keep_ending:
        ending = name[-(length // 3) :]
        words = re.search(r"(?<=[\W_])[^\W_].*|\.\w+$", ending)
        tail = words[0] if words else ending
    head = name[: length - len(tail) - len(CUT)]
    words = re.match(
        r".*[^\W_](?=[\W_])", head + name[len(head)]
    )  # up to the last one that is whole
    return f"{words[0] if words else head}{CUT}{tail}"


def common_folder(paths):
    """The deepest folder that holds all these files, "" if there is none."""
    folders = {os.path.dirname(path) for path in paths if path}
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # absolute and relative ones
        return ""


def relative(path, folder):
    """`path` as seen from a folder, if it lies in it."""
    inside = folder and path.startswith(folder.rstrip("/") + "/")
    return path[len(folder.rstrip("/")) + 1 :] if inside else path


def beyond(student, name):
    """What an id says beyond the name: "" if only case differs, "502" of "Ada_502" and "Ada (502)", else it."""
    student, name = " ".join(student.split()), " ".join(name.split())
    if _same(student) == _same(name):
        return ""
    rest = student[len(name) :]
    if name and student.startswith(name) and (told := re.fullmatch(r" \((.+)\)", rest)):
        return told[1]
    goes_on = name and student.startswith(name) and re.match(r"[_ .-]+[^\W_]", rest)
    return rest.lstrip("_ .-") if goes_on else student


def _same(text):
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

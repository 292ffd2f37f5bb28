"""The Penn Treebank as text for language models: news of 1989, in the form that Mikolov gave it."""

from pathlib import Path

from course.advice import as_typed
from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.errors import DataError

SPLITS = {"train": (42_068, 887_521), "valid": (3_370, 70_390), "test": (3_761, 78_669)}
ARCHIVES = ("simple-examples.tgz", "simple-examples.tar.gz", "simple-examples.zip", "ptb.zip")


def load(split="train", *, path=None):
    """Sentences in lower case: rare words are `<unk>` and numbers are N, so 9,999 words are left.

    Args:
        split: "train" (42,068 sentences, 887,521 words), "valid" (3,370; 70,390) or "test" (3,761; 78,669).
        path: the file to read: ptb.train.txt and so on, plain or .gz, or an archive that has it, in whatever
            folder: .zip, .tar or .tgz, such as Mikolov's simple-examples.tgz. By default these are looked
            for in COURSE_DATA/ptb, also unpacked as simple-examples/data, and where `course data fetch`
            puts them.

    Returns:
        list of list of str, a sentence per line of the file. A model of it adds an end to each sentence:
        the usual vocabulary of 10,000 words counts it.

    Raises:
        ValueError: there is no such split.
        CourseError: there is no such file; it is damaged, not UTF-8, or has an empty line or
            a word with capitals.

    Source: Marcus, Santorini and Marcinkiewicz, Building a Large Annotated Corpus of English, 1993;
    Mikolov et al., Recurrent neural network based language model, Interspeech 2010.
    """
    if split not in SPLITS:
        raise ValueError(f"the splits are {', '.join(SPLITS)}, got {split!r}")
    name = f"ptb.{split}.txt"
    path = _find(name) if path is None else Path(path)
    sentences = [line.split() for line in reading.lines(path, name)]
    if [] in sentences:
        raise DataError(
            f"{path}, line {sentences.index([]) + 1}", "expected a sentence, found an empty line"
        )
    for number, sentence in enumerate(sentences, 1):
        odd = next((word for word in sentence if word != "N" and word != word.lower()), None)
        if odd:
            raise DataError(
                f"{path}, line {number}",
                f"expected words in lower case, <unk> and N, as in Mikolov's files, found {odd!r}",
            )
    return sentences


def check_whole(path, content):
    """Whether what was fetched has all three parts, each with its number of sentences and words.

    Args:
        path: as for `load`.
        content: the name of what is in it; not used, as one archive has all parts.

    Raises:
        CourseError: as `load`; or a part is not whole.
    """
    for split, whole in SPLITS.items():
        sentences = load(split, path=path)
        found = len(sentences), sum(map(len, sentences))
        if found != whole:
            raise DataError(
                path,
                f"ptb.{split}.txt has {found[0]:,} lines with {found[1]:,} words, and the whole file has "
                f"{whole[0]:,} with {whole[1]:,}",
            )


def _find(name):
    forms = [name, f"{name}.gz", f"simple-examples/data/{name}", *ARCHIVES]
    path = local.find("ptb", forms)
    if path is None:
        advice = (
            f"Run `{as_typed('data fetch ptb')}` "
            f"({catalogue.dataset('ptb').files[0].size / 1e6:.0f} MB), or set COURSE_DATA to a folder that "
            f"has ptb/{name} or ptb/{ARCHIVES[0]}"
        )
        raise local.missing("ptb", forms, advice)
    return path

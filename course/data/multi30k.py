"""Multi30k: descriptions of photos, in English and translated into German."""

from course.data.fetching import catalogue, local
from course.data.shared import reading
from course.data.shared.pairs import SentencePairs, tidy
from course.errors import DataError

SPLITS = ("train", "val", "test_2016_flickr")
LANGUAGES = ("en", "de")


def load(split="train"):
    """English sentences and their German translation.

    Args:
        split: "train" (29,000 pairs), "val" (1,014) or "test_2016_flickr" (1,000), in the files of
            COURSE_DATA/multi30k or where `course data fetch` puts them.

    Returns:
        SentencePairs in the order of the files, each sentence as `pairs.tidy` leaves it.

    Raises:
        ValueError: there is no such split.
        CourseError: a file is missing, damaged or not UTF-8; a line is empty; or the two files have
            different numbers of lines.

    Source: Elliott et al. 2016, Multi30K: Multilingual English-German Image Descriptions.
    """
    if split not in SPLITS:
        raise ValueError(f"the splits are {', '.join(SPLITS)}, got {split!r}")
    paths = [local.required("multi30k", content=f"{split}.{language}") for language in LANGUAGES]
    source, target = (
        _sentences(path, f"{split}.{language}")
        for path, language in zip(paths, LANGUAGES, strict=True)
    )
    if len(source) != len(target):
        raise DataError(
            paths[0],
            f"the file has {len(source)} lines and {paths[1]} has {len(target)}: line i of one "
            f"translates line i of the other, so one is cut off or from another edition",
        )
    return SentencePairs(source, target, catalogue.dataset("multi30k").licence)


def _sentences(path, member):
    sentences = [tidy(line) for line in reading.lines(path, member)]
    if "" in sentences:
        raise DataError(
            f"{path}, line {sentences.index('') + 1}", "expected a sentence, found an empty line"
        )
    return sentences

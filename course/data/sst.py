"""The Stanford Sentiment Treebank: sentences from film reviews as trees with a label at every node."""

from course.data.fetching import local
from course.data.shared import reading, trees
from course.errors import CourseError, DataError

SPLITS = ("train", "dev", "test")


def load(split="train", *, path=None):
    """Sentences with their parse trees, each node labelled from 0, very negative, to 4, very positive.

    Args:
        split: "train" (8,544 sentences), "dev" (1,101) or "test" (2,210).
        path: the file to read: the publisher's .zip, or the trees of that split as text or .gz. By
            default the .zip, or train.txt and so on, is looked for in COURSE_DATA/sst and where
            `course data fetch` puts it.

    Returns:
        list of trees.Tree in the order of the file, words as they stand there: brackets are -LRB- and
        -RRB-, some have capitals.

    Raises:
        ValueError: there is no such split.
        CourseError: there is no such file; it is damaged or not UTF-8; or a line is not one tree.

    Source: Socher et al. 2013, Recursive Deep Models for Semantic Compositionality Over a Sentiment
    Treebank.
    """
    if split not in SPLITS:
        raise ValueError(f"the splits are {', '.join(SPLITS)}, got {split!r}")
    if path is None:
        path = local.required("sst", content=f"{split}.txt")
    lines = reading.lines(path, f"{split}.txt")
    progress = reading.progress(lines, desc=f"{split} trees", unit="tree")
    loaded = []
    for number, line in enumerate(progress, start=1):
        try:
            loaded.append(trees.parse(line))
        except CourseError as error:
            raise DataError(f"{path}, {split} line {number}", error) from error
    return loaded

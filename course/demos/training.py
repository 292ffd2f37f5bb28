"""What the demos with weights that ship have in common: a progress bar, and weights of one's own."""

import sys

from course import files, weights
from course.errors import CourseError


def with_bar(name, train, epochs, what, *, unit="epoch", **settings):
    """Call `train(progress=..., **settings)` with a progress bar on stderr.

    Args:
        name: str, stands before the bar.
        train: function of `progress` (called with (epoch, share) after each epoch) and the settings.
        epochs: int, how many there will be.
        what: str, what the share is a share of: "unseen sentences right".
        unit: str, what is counted, if it is not epochs.

    Returns:
        what `train` returns.
    """
    from tqdm import tqdm

    with tqdm(total=epochs, desc=name, unit=unit) as bar:

        def show(epoch, share):
            bar.set_postfix_str(f"{share:.1%} of {what}", refresh=False)
            bar.update()

        return train(progress=show, **settings)


def keep(name, model, facts):
    """Save weights in the cache, or say on stderr why that does not go."""
    try:
        weights.save(name, model.get_weights(), facts, files.cache_dir())
    except CourseError as error:
        print(f"The weights are not kept: {error}", file=sys.stderr)


def own_or_shipped(name, load):
    """Weights that were trained here, else those that ship.

    Args:
        name: str, of the weights.
        load: function of `folder`, None for where the weights ship.

    Returns:
        what `load` returns.
    """
    own = files.cache_dir() / f"{name}.npz"
    if own.exists():
        try:
            return load(folder=own.parent)
        except (CourseError, KeyError, ValueError) as error:
            print(f"{error}; taking the weights that ship", file=sys.stderr)
    return load()

"""What all trainings of nets have in common: optimizer, progress bar, and facts for the record."""

import hashlib
import platform
import time


def optimizer(peak, steps, clip=None):
    """Nadam, its learning rate rising for a twentieth of the steps, then falling to 0 along a cosine.

    Args:
        peak: the learning rate at its highest.
        steps: int, of the whole training.
        clip: longest gradient of each matrix, or None.

    Returns:
        keras.optimizers.Nadam.
    """
    import keras

    warm_up = max(steps // 20, 1)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - steps // 20, warmup_target=peak, warmup_steps=warm_up
    )
    return keras.optimizers.Nadam(rate, beta_2=0.98, clipnorm=clip)


def fit(model, batches, epochs, *, measure, progress=None):
    """Train a compiled model quietly and measure it after each epoch.

    Args:
        model: keras.Model.
        batches: what `fit` takes.
        epochs: int.
        measure: function without arguments, the share of something that is right.
        progress: called after each epoch with (epoch, share), or None.

    Returns:
        list of float, the share after each epoch.
    """
    import keras

    shares = []

    def note(epoch, logs):
        shares.append(measure())
        if progress:
            progress(epoch + 1, shares[-1])

    callback = keras.callbacks.LambdaCallback(on_epoch_end=note)
    model.fit(batches, epochs=epochs, verbose=0, callbacks=[callback])
    return shares


def start_again(model, seed):
    """Give a compiled model new random weights and an optimizer that has seen nothing.

    It can then be trained once more, on other data or from another seed, without compiling it again.

    Args:
        model: keras.Model that is made of Keras' own layers.
        seed: int, for `keras.utils.set_random_seed`.
    """
    import keras

    keras.utils.set_random_seed(seed)
    model.set_weights(keras.models.clone_model(model).get_weights())
    old = model.optimizer
    new = type(old).from_config(old.get_config())
    for optimizer in (old, new):
        if not optimizer.built:
            optimizer.build(model.trainable_variables)
    for variable, first in zip(old.variables, new.variables, strict=True):
        variable.assign(first)


def fingerprint(data):
    """The first 16 digits of the SHA-256 of some bytes: data that change need other weights."""
    return hashlib.sha256(data).hexdigest()[:16]


def made(started):
    """Facts on a training that ends now.

    Args:
        started: what `time.perf_counter` gave when it began.

    Returns:
        dict: seconds, and made_with: versions and machine.
    """
    import keras

    return {
        "seconds": round(time.perf_counter() - started),
        "made_with": f"Keras {keras.__version__} on {keras.backend.backend()}, {platform.machine()}",
    }


def with_bar(name, train, total, what, *, unit="epoch", form="{:.1%} of", **settings):
    """Call `train(progress=..., **settings)` with a progress bar on stderr.

    Args:
        name: str, stands before the bar.
        train: function of `progress` (called with (epoch, share) after each epoch) and the settings.
        total: int, how many there will be.
        what: str, what the share is a share of: "unseen sentences right".
        unit: str, what is counted, if it is not epochs.
        form: str, how the share stands before `what`, if it is none: "{:.2f}".

    Returns:
        what `train` returns.
    """
    from tqdm import tqdm

    with tqdm(total=total, desc=name, unit=unit) as bar:

        def show(epoch, share):
            bar.set_postfix_str(f"{form.format(share)} {what}", refresh=False)
            bar.update()

        return train(progress=show, **settings)

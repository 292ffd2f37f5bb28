"""The net of a .keras file, and the command `course kernels` that asks for it."""

import json
import zipfile

import pytest

from course import cli, keras_file, kernels
from course.errors import CourseError
from tests.reading import reader


def test_the_command_reads_a_saved_net(keras, capsys, tmp_path):
    path = tmp_path / "net.keras"
    model = reader(keras, "GRU", reset_after=False)
    model.compile("sgd", "mse")
    model.save(path)
    assert cli.main(["kernels", str(path)]) == 0
    assert capsys.readouterr().out == str(kernels.explain(model)) + "\n"


def test_a_file_does_not_keep_use_cudnn(keras, tmp_path):
    model = reader(keras, use_cudnn=False)
    model.save(tmp_path / "net.keras")
    (layer,) = [
        layer for layer in keras_file.load(tmp_path / "net.keras").layers if layer.name == "reads"
    ]
    assert layer.use_cudnn == "auto"


def archive(path, config):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("config.json", config if isinstance(config, str) else json.dumps(config))
    return path


def test_files_that_cannot_be_read(keras, capsys, tmp_path):
    (tmp_path / "text.keras").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "other.keras", "w") as file:
        file.writestr("something", "else")
    archive(tmp_path / "broken.keras", "{")
    archive(tmp_path / "number.keras", 3)
    lstm = {"module": "keras.layers", "class_name": "LSTM", "config": {"units": -1}}
    archive(tmp_path / "wrong.keras", lstm)
    system = {
        "module": "os",
        "class_name": "function",
        "config": "system",
        "registered_name": "system",
    }
    archive(tmp_path / "system.keras", system)
    for name, text in [
        ("none.keras", "no such file"),
        (".", "a folder, not a file"),
        ("text.keras", "is not a Keras file"),
        ("other.keras", "is not a Keras file"),
        ("broken.keras", "is not a Keras file"),
        ("number.keras", "holds no model"),
        ("wrong.keras", "Keras cannot read"),
        ("system.keras", "uses system, which Keras does not know"),
    ]:
        assert cli.main(["kernels", str(tmp_path / name)]) == 2, name
        error = capsys.readouterr().err
        assert error.startswith("course: ") and text in error and error.count("\n") == 1, error


def test_a_file_that_may_not_be_opened(keras, monkeypatch, tmp_path):
    def closed(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(zipfile, "ZipFile", closed)
    (tmp_path / "net.keras").write_bytes(b"PK\x03\x04")
    with pytest.raises(CourseError, match="net.keras cannot be read: Permission denied"):
        keras_file.load(tmp_path / "net.keras")


def test_a_layer_of_somebody_else(keras, capsys, tmp_path):
    class Mine(keras.layers.Layer):
        def call(self, inputs):
            return inputs

    keras.Sequential([keras.Input((2, 1)), Mine(), keras.layers.LSTM(1)]).save(tmp_path / "a.keras")
    assert cli.main(["kernels", str(tmp_path / "a.keras")]) == 2
    assert "uses Mine, which Keras does not know" in capsys.readouterr().err


def test_no_code_of_a_file_is_run(keras, monkeypatch, tmp_path):
    ran = tmp_path / "ran"
    write = str(ran)
    model = keras.Sequential(
        [keras.Input((2, 1)), keras.layers.Lambda(lambda x: (open(write, "w").close(), x)[1])]
    )
    model.save(tmp_path / "net.keras")
    ran.unlink()  # building the model above ran it
    with pytest.raises(CourseError, match="has a Lambda layer.*not run here"):
        keras_file.load(tmp_path / "net.keras")
    monkeypatch.setattr(
        keras_file, "_has_code", lambda config: False
    )  # Keras' own refusal is behind it
    with pytest.raises(CourseError, match="Keras cannot read"):
        keras_file.load(tmp_path / "net.keras")
    assert not ran.exists()


def with_config(path, net, change=lambda config: config, version=None, **members):
    """Save a net, and change its description as a JSON text."""
    net.save(path)
    with zipfile.ZipFile(path) as archive:
        config = json.loads(archive.read("config.json"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", json.dumps(change(config)))
        archive.writestr("metadata.json", json.dumps({"keras_version": version} if version else {}))
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refused(path):
    """What the command says: one short sentence, and the file is as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CourseError) as caught:
        keras_file.load(path)
    said = str(caught.value)
    assert "\n" not in said and len(said) < 600 and str(path) in said
    assert before == (path.read_bytes() if path.is_file() else None)
    return said


@pytest.mark.parametrize(
    "place", ["activation", "recurrent_activation", "Dense", "regularizer", "nested"]
)
def test_a_lambda_is_refused_without_its_bytes(keras, tmp_path, place):
    lstm = keras.layers.LSTM(1)
    if place in ("activation", "recurrent_activation"):
        lstm = keras.layers.LSTM(1, **{place: lambda x: x})
    parts = [keras.Input((2, 1)), lstm]
    if place == "Dense":
        parts.append(keras.layers.Dense(1, activation=lambda x: x))
    if place == "regularizer":
        parts.append(keras.layers.Dense(1, kernel_regularizer=lambda weights: 0.0))
    if place == "nested":
        parts.append(keras.Sequential([keras.layers.Dense(1, activation=lambda x: x)]))
    keras.Sequential(parts).save(tmp_path / "net.keras")
    said = refused(tmp_path / "net.keras")
    assert "has a Lambda layer or a lambda as an activation" in said and "AAAA" not in said


def test_the_layers_of_the_course_are_known(keras, capsys, tmp_path):
    from course.layers.peephole import PeepholeLSTMCell

    cells = [PeepholeLSTMCell(2), keras.layers.LSTMCell(2)]
    for number, cell in enumerate([PeepholeLSTMCell(2), cells]):
        path = tmp_path / f"net{number}.keras"
        keras.Sequential([keras.Input((3, 2)), keras.layers.RNN(cell)]).save(path)
        assert cli.main(["kernels", str(path)]) == 0
        assert "goes step by step" in capsys.readouterr().out


def test_a_loss_of_somebody_s_own_does_not_matter(keras, tmp_path):
    net = reader(keras)
    net.compile(loss=lambda wanted, given: 0.0, optimizer="sgd")
    net.save(tmp_path / "net.keras")
    loaded = keras_file.load(tmp_path / "net.keras")
    assert [row.name for row in kernels.explain(loaded).rows] == ["reads"]


def changed(change):
    def of_the_reader(config):
        for part in config["config"]["layers"]:
            if part["config"]["name"] == "reads":
                change(part)
        return config

    return of_the_reader


def test_what_keras_says_is_its_cause(keras, tmp_path):
    """It wraps what went wrong in the description of the net, once for each layer around it."""
    path = tmp_path / "net.keras"
    foreign = {"module": "keras_hub.src.models", "class_name": "Backbone"}
    with_config(path, reader(keras), changed(lambda layer: layer.update(foreign)))
    assert "uses Backbone, which Keras does not know" in refused(path)
    with_config(path, reader(keras), changed(lambda layer: layer["config"].update(units=-1)))
    assert "expected a positive integer" in refused(path)


def test_a_name_writes_no_codes_to_a_terminal(keras, capsys, tmp_path):
    path = tmp_path / "net.keras"
    with_config(
        path, reader(keras), changed(lambda layer: layer["config"].update(name="a\n\x1b[31mä"))
    )
    assert cli.main(["kernels", str(path)]) == 0
    assert "a??[31mä (LSTM)" in capsys.readouterr().out


NEWER = {
    "an argument": lambda lstm: lstm["config"].update(flash=True),
    "an old argument": lambda lstm: lstm["config"].update(time_major=False),
    "a class": lambda lstm: lstm.update(class_name="xLSTM"),
    "an activation": lambda lstm: lstm["config"].update(activation="swoosh"),
    "a long argument": lambda lstm: lstm["config"].update({"x" * 4000: "y" * 4000}),
}


@pytest.mark.parametrize("version", ["2.15.0", "99.1.0"])
@pytest.mark.parametrize("what", NEWER)
def test_a_file_of_another_keras_names_both(keras, tmp_path, what, version):
    def change(config):
        (lstm,) = [part for part in config["config"]["layers"] if part["config"]["name"] == "reads"]
        NEWER[what](lstm)
        return config

    path = with_config(tmp_path / "net.keras", reader(keras), change, version)
    assert f"it was written by Keras {version}, and here is {keras.__version__}" in refused(path)


@pytest.mark.parametrize("version", [None, 3, ["3.15"], "here"])
def test_the_version_is_named_only_where_it_is_another(keras, tmp_path, version):
    version = keras.__version__ if version == "here" else version
    path = with_config(
        tmp_path / "net.keras",
        reader(keras),
        lambda config: {**config, "class_name": "Net"},
        version,
    )
    assert "written by" not in refused(path)


def test_an_older_file_that_can_be_read_is_read(keras, tmp_path):
    path = with_config(tmp_path / "net.keras", reader(keras), version="3.0.5")
    assert [row.name for row in kernels.explain(keras_file.load(path)).rows] == ["reads"]


@pytest.mark.parametrize("name", ["net.h5", "net.hdf5", "net.keras", "net"])
def test_an_hdf5_file_says_how_to_convert_it(keras, tmp_path, name):
    reader(keras).save(tmp_path / "saved.h5")
    (tmp_path / "saved.h5").rename(tmp_path / name)
    said = refused(tmp_path / name)
    assert f"written by Keras {keras.__version__}, the older format" in said
    assert "compile=False).save('net.keras')  converts it" in said
    assert ("rename it to net.h5" in said) == (name in ("net.keras", "net"))


def test_weights_without_a_net(keras, tmp_path):
    net = reader(keras)
    net.save_weights(tmp_path / "net.weights.h5")
    assert "with weights only" in refused(tmp_path / "net.weights.h5")
    (tmp_path / "net.weights.h5").rename(tmp_path / "net.keras")
    assert "with weights only" in refused(tmp_path / "net.keras")
    with zipfile.ZipFile(tmp_path / "zipped.keras", "w") as archive:
        archive.write(tmp_path / "net.keras", "model.weights.h5")
    assert "has the weights of a net, but no config.json" in refused(tmp_path / "zipped.keras")
    (tmp_path / "cut.keras").write_bytes((tmp_path / "net.keras").read_bytes()[:900])
    assert "an HDF5 file, cut off or damaged" in refused(tmp_path / "cut.keras")


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "is empty"),
        (b"\x1c\x00\x00\x00TFL3\x14\x00", "is a TensorFlow Lite file"),
        (b"\x08\x07\x12\x07pytorch\x1a\x052.0.1", "is an ONNX file"),
        (b"\x80\x04\x95\x10\x00\x00", "is a pickle, not a Keras file"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "is a Git LFS pointer"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"\x93NUMPY\x01\x00", "is an array of numpy"),
        (b"PAR1\x15", "is a Parquet table"),
        (b"\x1f\x8b\x08\x00", "is packed with gzip, not a Keras file"),
        (b"Entry not found", "is an error that a server reported"),
        (b'{"class_name": "Sequential"}', "is not a Keras file"),
    ],
)
def test_other_files_by_the_name_of_a_net(tmp_path, content, said):
    (tmp_path / "net.keras").write_bytes(content)
    assert said in refused(tmp_path / "net.keras")


def test_archives_and_folders_by_the_name_of_a_net(keras, tmp_path):
    for member, said in [
        ("archive/data.pkl", "is a PyTorch file"),
        ("xl/workbook.xml", "is an Excel workbook"),
        ("holiday.jpg", "is a zip archive without config.json"),
        ("net/config.json", "has its config.json in a folder: zip what is in net, without"),
        (
            "net/saved_model.pb",
            "is a zip archive of a SavedModel of TensorFlow: unpack it, load it",
        ),
        ("nets/net.keras", "is a zip archive with net.keras in it: unpack it"),
        ("__MACOSX/._net.keras", "is a zip archive without config.json"),
    ]:
        with zipfile.ZipFile(tmp_path / "net.keras", "w") as archive:
            archive.writestr(member, "x")
        assert said in refused(tmp_path / "net.keras")
    for inside, said in [
        ("saved_model.pb", "SavedModel folder"),
        ("config.json", "zip what is in it again"),
    ]:
        folder = tmp_path / inside.replace(".", "_")
        folder.mkdir()
        (folder / inside).touch()
        assert said in refused(folder)


def test_a_file_that_is_cut_off_or_never_ends(keras, tmp_path, monkeypatch):
    path = tmp_path / "net.keras"
    reader(keras).save(path)
    whole = path.read_bytes()
    for length in (10, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:length])
        assert "is cut off or damaged" in refused(path)
    bomb = archive(tmp_path / "bomb.keras", "[" * 200_000 + "]" * 200_000)
    assert "nested too deep" in refused(bomb)
    deep = {"class_name": "A", "config": {}}
    for _ in range(400):
        deep = {"class_name": "A", "config": [deep]}
    assert str(tmp_path) in refused(archive(tmp_path / "deep.keras", deep))
    with zipfile.ZipFile(tmp_path / "long.keras", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("config.json", b" " * (keras_file.MOST_CONFIG + 1))
    assert "more than 32 MiB, which no net needs" in refused(tmp_path / "long.keras")


def grown(config):
    """The same net with sizes that no machine has memory for."""
    if isinstance(config, list):
        return [grown(part) for part in config]
    if not isinstance(config, dict):
        return config
    sizes = {"input_dim": 10**9, "output_dim": 10**5, "units": 10**7}
    return {key: sizes.get(key, grown(value)) for key, value in config.items()}


def nets(keras):
    """Nets of several kinds, with the names of their recurrent layers."""
    layers = keras.layers
    yield "embedding", reader(keras), ["reads"]
    yield (
        "dense",
        keras.Sequential(
            [keras.Input((3, 2)), layers.LSTM(2, name="a"), layers.Dense(2), layers.Dense(2)]
        ),
        ["a"],
    )
    yield (
        "bidirectional",
        keras.Sequential([keras.Input((3, 2)), layers.Bidirectional(layers.GRU(2), name="both")]),
        ["both / forward_gru", "both / backward_gru"],
    )
    inner = keras.Sequential([keras.Input((3, 2)), layers.LSTM(2, name="deep")], name="inner")
    start = keras.Input((3, 2))
    yield "nested", keras.Model(start, layers.Dense(2)(inner(start) + 1.0)), ["inner / deep"]
    many = keras.Input((4, 3, 2))
    yield (
        "each",
        keras.Model(many, layers.TimeDistributed(inner, name="each")(many)),
        ["each / inner / deep"],
    )
    words = keras.Input((None,), dtype="int32")
    read = layers.Embedding(9, 2, mask_zero=True)(words)
    one, other = layers.LSTM(2, name="one")(read), layers.SimpleRNN(2, name="other")(read)
    yield "branches", keras.Model(words, [layers.Add()([one, other]), one]), ["one", "other"]


@pytest.mark.parametrize("number", range(6))
def test_no_weights_are_made(keras, tmp_path, number):
    """Built, each of them would have terabytes; what is said is what is said of the small one."""
    _, net, names = list(nets(keras))[number]
    small = with_config(tmp_path / "small.keras", net)
    loaded = keras_file.load(with_config(tmp_path / "large.keras", net, grown))
    said = kernels.explain(loaded)
    assert [row.name.rstrip("_0123456789") for row in said.rows] == names
    assert str(said) == str(kernels.explain(keras_file.load(small))) == str(kernels.explain(net))
    assert loaded.weights == [] and not loaded.built

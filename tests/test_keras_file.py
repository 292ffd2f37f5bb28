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
    (tmp_path / "net.keras").touch()
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
        keras_file, "_classes", lambda config: set()
    )  # Keras' own refusal is behind it
    with pytest.raises(CourseError, match="Keras cannot read"):
        keras_file.load(tmp_path / "net.keras")
    assert not ran.exists()

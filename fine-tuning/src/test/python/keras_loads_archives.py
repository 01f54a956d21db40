"""Loads archives that Thaw wrote with real Keras 3 and compares weights and outputs.

Not part of the build, since it needs Keras. From the project's root:

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax h5py
    mvn -q -pl fine-tuning -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/classpath
    java -cp fine-tuning/target/classes:fine-tuning/target/test-classes:$(cat /tmp/classpath) \
        dev.thaw.finetuning.keras.SampleArchives /tmp/archives ../shared/weights/*.h5   # whole models only
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/keras_loads_archives.py /tmp/archives ../shared/weights

The second argument is a folder of the original files (with expected outputs in its folder "golden"), compared where it is
given: the weights bit by bit by layer name as h5py reads them, the outputs within 1e-5 on probabilities.
"""
import json
import os
import sys

import h5py
import keras
import numpy as np
from layer_fixtures import values

ORDER = {
    "Conv2D": ["kernel", "bias"],
    "DepthwiseConv2D": ["depthwise_kernel", "bias"],
    "SeparableConv2D": ["depthwise_kernel", "pointwise_kernel", "bias"],
    "Dense": ["kernel", "bias"],
    "BatchNormalization": ["gamma", "beta", "moving_mean", "moving_variance"],
    "LayerNormalization": ["gamma", "beta"],
    "PReLU": ["alpha"],
}


def every_layer(folder):
    model = keras.saving.load_model(os.path.join(folder, "every_layer.keras"))
    checked = 0
    for layer in model.layers:
        values = iter(layer.get_weights())
        for name in ORDER.get(type(layer).__name__, []):
            path = os.path.join(folder, "every_layer", f"{layer.name}.{name}.f32")
            if os.path.exists(path):
                value = next(values)
                assert value.tobytes() == open(path, "rb").read(), f"{layer.name}/{name} differs"
                checked += 1
    written = [f for f in os.listdir(os.path.join(folder, "every_layer")) if not f.startswith("normalization.")]
    assert checked == len(written), f"{checked} of {len(written)} weights found"
    images = np.fromfile(os.path.join(folder, "every_layer.input"), "<f4").reshape(4, 24, 20, 3)
    wanted = np.fromfile(os.path.join(folder, "every_layer.output"), "<f4").reshape(4, 3)
    difference = np.abs(model.predict(images, verbose=0) - wanted).max()
    assert difference < 1e-5, f"every_layer: the engine differs by {difference}"
    keras.saving.save_model(model, os.path.join(folder, "every_layer.again.keras"))
    print(f"every_layer.keras: {len(model.layers)} layers, {checked} weights equal, outputs of the engine within {difference:.1e}")


def every_case(folder):
    """Each layer in each of its forms, as Thaw wrote it, against what Keras computed before."""
    resources = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "engine")
    content = open(os.path.join(resources, "layers.safetensors"), "rb").read()
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8:8 + length]), content[8 + length:]
    worst = 0
    for name, case in json.load(open(os.path.join(resources, "layers.json"))).items():
        model = keras.saving.load_model(os.path.join(folder, "layers", name + ".keras"))
        images = [values(i.name, (case["batch"],) + i.shape[1:], -2, 2).astype("float32") for i in model.inputs]
        begin, end = header[name + "/output"]["data_offsets"]
        expected = np.frombuffer(data[begin:end], "<f4").reshape(header[name + "/output"]["shape"])
        output = np.asarray(model(images if len(images) > 1 else images[0], training=False))
        difference = np.abs(output - expected).max() / np.abs(expected).max()
        assert output.shape == expected.shape and difference < 1e-5, f"{name} differs by {difference}"
        worst = max(worst, difference)
    print(f"layers: {len(header)} tensors of all cases within {worst:.1e} (relative)")


def same_weights(folder, originals, name):
    model = keras.saving.load_model(os.path.join(folder, name + ".keras"))
    checked = 0
    with h5py.File(os.path.join(originals, name + ".h5")) as original:
        for layer in model.layers:
            group = original["model_weights"][layer.name]
            names = list(group.attrs["weight_names"])
            for weight, value in zip(names, layer.get_weights(), strict=True):
                assert value.tobytes() == np.asarray(group[weight]).tobytes(), f"{layer.name}: {weight} differs"
                checked += 1
    print(f"{name}.keras: {model.count_params()} parameters, {checked} weights equal")
    return model


def golden(model, folder, originals, name):
    expected = os.path.join(originals, "golden", name)
    if not os.path.isdir(expected):
        return
    meta = json.load(open(os.path.join(expected, "meta.json")))
    images = np.fromfile(os.path.join(expected, "input.f32"), "<f4").reshape(meta["input"]["shape"])
    for output, shape in meta["outputs"].items():
        wanted = np.fromfile(os.path.join(expected, output + ".f32"), "<f4").reshape(shape)
        part = keras.Model(model.inputs, model.get_layer(output).output)
        difference = np.abs(part.predict(images, verbose=0) - wanted).max()
        assert difference < (1e-5 if len(shape) == 2 else 5e-4), f"{name} {output} differs by {difference}"
        print(f"{name}.keras: {output} within {difference:.1e} of the expected outputs")
    base = keras.saving.load_model(os.path.join(folder, name + ".base.keras"))
    raw = (images + 1) * 127.5 if meta["input"]["preproc"].startswith("tf") else images
    whole = keras.Model(model.inputs, model.get_layer(base.layers[-1].name).output)
    difference = np.abs(base.predict(raw, verbose=0) - whole.predict(images, verbose=0)).max()
    assert difference < 5e-4, f"{name}: the base differs by {difference} on raw pixels"
    print(f"{name}.base.keras: within {difference:.1e} on raw pixels")


def caffe(folder, name):
    """The base takes raw RGB; the whole model BGR minus the means."""
    if not os.path.exists(os.path.join(folder, name + ".keras")):
        return
    model = keras.saving.load_model(os.path.join(folder, name + ".keras"))
    base = keras.saving.load_model(os.path.join(folder, name + ".base.keras"))
    raw = np.random.default_rng(2).integers(0, 256, (2, 227, 227, 3)).astype("float32")
    prepared = raw[..., ::-1] - np.array([103.939, 116.779, 123.68], "float32")
    whole = keras.Model(model.inputs, model.get_layer(base.layers[-1].name).output).predict(prepared, verbose=0)
    difference = np.abs(base.predict(raw, verbose=0) - whole).max() / np.abs(whole).max()
    assert difference < 1e-5, f"{name}: the base differs by {difference} on raw pixels"
    print(f"{name}.base.keras: within {difference:.1e} (relative) of the whole model on BGR minus means")


if __name__ == "__main__":
    every_layer(sys.argv[1])
    every_case(sys.argv[1])
    if len(sys.argv) > 2:
        for file in sorted(os.listdir(sys.argv[1])):
            name = file[: -len(".keras")]
            if file.endswith(".keras") and os.path.exists(os.path.join(sys.argv[2], name + ".h5")):
                golden(same_weights(sys.argv[1], sys.argv[2], name), sys.argv[1], sys.argv[2], name)
        caffe(sys.argv[1], "squeezenet_v1.1_227_imagenet_notop_gap")
    print("keras", keras.__version__, "agrees")

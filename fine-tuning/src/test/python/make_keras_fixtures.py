"""Makes the small model files in src/test/resources/keras. With Keras 3 and h5py, from the project's root:

    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/make_keras_fixtures.py fine-tuning/src/test/resources/keras

Each file comes with its output for the input 0, 1, 2, ... (times 255 / count) as <file>.output.json, computed by Keras.
"""
import json
import os
import sys

import h5py
import keras
import numpy as np
from keras import layers

FOLDER = sys.argv[1]


def randomized(model, seed):
    random = np.random.default_rng(seed)
    for variable in model.variables:
        if "seed" in variable.path:
            continue
        if "variance" in variable.path:
            variable.assign(random.uniform(0.5, 1.5, variable.shape).astype("float32"))
        elif "count" not in variable.path:
            variable.assign((0.4 * random.standard_normal(variable.shape)).astype("float32"))
    return model


def expect(model, name):
    shape = model.input_shape[1:]
    count = int(np.prod(shape))
    image = (np.arange(count, dtype="float32") * np.float32(255.0 / count)).reshape((1, *shape))
    output = model.predict(image, verbose=0)[0]
    with open(os.path.join(FOLDER, name + ".output.json"), "w") as file:
        json.dump([float(value) for value in output.ravel()], file)


def nested():
    """As people fine-tune: augmentation, preprocessing by operators, a base model inside, a new head."""
    base_input = keras.Input((8, 8, 3), name="base_input")
    x = layers.Conv2D(4, 3, padding="same", use_bias=False, name="conv")(base_input)
    x = layers.BatchNormalization(name="bn")(x)
    x = layers.ReLU(max_value=6, name="relu")(x)
    y = layers.SeparableConv2D(4, 3, padding="same", activation="silu", name="sep")(x)
    base = keras.Model(base_input, layers.Add(name="add")([x, y]), name="base")
    block = keras.Sequential([keras.Input((8, 8, 4)), layers.DepthwiseConv2D(3, name="conv"), layers.LeakyReLU(name="leaky")],
                             name="block")
    image = keras.Input((8, 8, 3), name="image")
    x = layers.RandomFlip("horizontal", name="flip")(image)
    x = layers.Rescaling(1 / 127.5, offset=-1, name="rescaling")(x)
    x = layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 1.5, 2.0], name="normalization")(x)
    x = base(x, training=False)
    x = block(x)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(0.2, name="dropout")(x)
    model = randomized(keras.Model(image, layers.Dense(2, activation="softmax", name="head")(x), name="nested"), 3)
    for name in ("nested.keras", "nested.h5"):
        model.save(os.path.join(FOLDER, name))
        expect(model, name)


def operators():
    """Scaling written as arithmetic."""
    image = keras.Input((6, 6, 3), name="image")
    x = layers.Conv2D(2, 3, name="conv")(image / 127.5 - 1.0)
    x = layers.Conv2D(2, 1, name="other")(2.0 * x + 0.5)
    model = randomized(keras.Model(image, layers.Flatten(name="flatten")(x), name="operators"), 4)
    model.save(os.path.join(FOLDER, "operators.keras"))
    expect(model, "operators.keras")


def keras2():
    """A file as Keras 2 wrote it: node lists, names ending in :0, fixed-length strings, keys that Keras 3 does not know,
    a nested model at node index 1, names with slashes, weight names split into chunks."""
    inner = {"class_name": "Functional", "name": "inner", "config": {
        "name": "inner", "trainable": True,
        "layers": [
            {"class_name": "InputLayer", "name": "input_1", "inbound_nodes": [],
             "config": {"batch_input_shape": [None, 6, 6, 3], "dtype": "float32", "name": "input_1"}},
            {"class_name": "DepthwiseConv2D", "name": "dw", "inbound_nodes": [[["input_1", 0, 0, {}]]],
             "config": {"name": "dw", "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "groups": 1,
                        "depth_multiplier": 1, "activation": "linear", "use_bias": False, "data_format": "channels_last"}},
            {"class_name": "BatchNormalization", "name": "dw/bn", "inbound_nodes": [[["dw", 0, 0, {}]]],
             "config": {"name": "dw/bn", "axis": [3], "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": False}}],
        "input_layers": [["input_1", 0, 0]], "output_layers": [["dw/bn", 0, 0]]}}
    config = {"class_name": "Model", "config": {
        "name": "outer",
        "layers": [
            {"class_name": "InputLayer", "name": "image", "inbound_nodes": [],
             "config": {"batch_input_shape": [None, 6, 6, 3], "dtype": "float32", "sparse": False, "name": "image"}},
            {**inner, "inbound_nodes": [[["image", 0, 0, {}]]]},
            {"class_name": "LeakyReLU", "name": "leaky", "inbound_nodes": [[["inner", 1, 0, {}]]],
             "config": {"name": "leaky", "alpha": 0.25}},
            {"class_name": "Add", "name": "add", "inbound_nodes": [[["leaky", 0, 0, {}], ["image", 0, 0, {}]]],
             "config": {"name": "add"}},
            {"class_name": "Flatten", "name": "flatten", "inbound_nodes": [[["add", 0, 0, {}]]], "config": {"name": "flatten"}},
            {"class_name": "Dense", "name": "dense", "inbound_nodes": [[["flatten", 0, 0, {}]]],
             "config": {"name": "dense", "units": 2, "activation": "hard_sigmoid", "use_bias": True}}],
        "input_layers": [["image", 0, 0]], "output_layers": [["dense", 0, 0]]}}
    random = np.random.default_rng(5)

    def values(*shape):
        return (0.1 * random.standard_normal(shape)).astype("float32")

    weights = {
        "inner": {"dw/depthwise_kernel:0": values(3, 3, 3, 1), "dw/bn/beta:0": values(3), "dw/bn/moving_mean:0": values(3),
                  "dw/bn/moving_variance:0": 1 + np.abs(values(3))},
        "dense": {"dense_3/kernel:0": 0.005 * values(108, 2), "dense_3/bias:0": values(2)}}
    with h5py.File(os.path.join(FOLDER, "keras2.h5"), "w") as file:
        file.attrs["model_config"] = np.bytes_(json.dumps(config))
        file.attrs["keras_version"] = np.bytes_("2.3.1")
        file.attrs["backend"] = np.bytes_("tensorflow")
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = np.array([b"image", b"inner", b"leaky", b"add", b"flatten", b"dense"])
        for layer in ("image", "inner", "leaky", "add", "flatten", "dense"):
            group = root.create_group(layer)
            names = [name.encode() for name in weights.get(layer, {})]
            if layer == "inner":
                group.attrs["weight_names0"] = np.array(names[:3])
                group.attrs["weight_names1"] = np.array(names[3:])
            else:
                group.attrs["weight_names"] = np.array(names)
            for name, value in weights.get(layer, {}).items():
                compressed = {"compression": "gzip"} if value.size > 100 else {}
                group.create_dataset(name, data=value, **compressed)
    # The same in Keras 3, whose hard_sigmoid differs and is written out.
    image = keras.Input((6, 6, 3))
    dw = layers.DepthwiseConv2D(3, padding="same", use_bias=False)
    bn = layers.BatchNormalization(scale=False)
    dense = layers.Dense(2)
    x = layers.Add()([layers.LeakyReLU(negative_slope=0.25)(bn(dw(image))), image])
    x = dense(layers.Flatten()(x))
    model = keras.Model(image, keras.ops.clip(0.2 * x + 0.5, 0, 1))
    inner_values = list(weights["inner"].values())
    dw.set_weights(inner_values[:1])
    bn.set_weights(inner_values[1:])
    dense.set_weights(list(weights["dense"].values()))
    expect(model, "keras2.h5")


def sequential():
    """A Sequential model around another that brings its own input, as Keras 3 saves it."""
    features = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(3, 3, strides=2, padding="same", activation="relu"),
                                 layers.MaxPooling2D()], name="features")
    model = randomized(keras.Sequential([features, layers.Flatten(), layers.Dense(3, activation="sigmoid")], name="outer"), 6)
    model.save(os.path.join(FOLDER, "sequential.keras"))
    expect(model, "sequential.keras")


def bomb():
    """A few kilobytes that claim a hundred megabytes of weights."""
    config = {"class_name": "Sequential", "config": {"name": "bomb", "layers": [
        {"class_name": "Flatten", "config": {"name": "flatten", "batch_input_shape": [None, 50, 100, 1]}},
        {"class_name": "Dense", "config": {"name": "dense", "units": 5000, "use_bias": False}}]}}
    with h5py.File(os.path.join(FOLDER, "bomb.h5"), "w") as file:
        file.attrs["model_config"] = json.dumps(config)
        group = file.create_group("model_weights/dense")
        group.attrs["weight_names"] = np.array([b"dense/kernel:0"])
        group.create_dataset("dense/kernel:0", shape=(5000, 5000), dtype="<f4", chunks=(500, 500), compression="gzip")


if __name__ == "__main__":
    nested()
    operators()
    keras2()
    sequential()
    bomb()

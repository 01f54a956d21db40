"""Makes the small model files in src/test/resources/keras. With Keras 3 and h5py, from the project's root:

    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/make_keras_fixtures.py fine-tuning/src/test/resources/keras

Each file comes with its output for the input 0, 1, 2, ... (times 255 / count) as <file>.output.json, computed by Keras.
"""
import json
import os
import sys
import zlib

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


def write_keras2(name, config, weights, groups):
    """A file as Keras 2 wrote it. @param weights by top-level layer: the values by their names"""
    with h5py.File(os.path.join(FOLDER, name), "w") as file:
        file.attrs["model_config"] = np.bytes_(json.dumps(config))
        file.attrs["keras_version"] = np.bytes_("2.4.0")
        file.attrs["backend"] = np.bytes_("tensorflow")
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = np.array([group.encode() for group in groups])
        for layer in groups:
            group = root.create_group(layer)
            group.attrs["weight_names"] = np.array([weight.encode() for weight in weights.get(layer, {})])
            for weight, value in weights.get(layer, {}).items():
                group.create_dataset(weight, data=value)


def teachable():
    """As Teachable Machine exports: Sequential(Sequential(Functional, pooling), Sequential(Dense, Dense)) of Keras 2, flat names."""
    def functional(name, config, before=None):
        nodes = [[[before, 0, 0, {}]]] if before else []
        return {"class_name": name, "config": config, "name": config["name"], "inbound_nodes": nodes}

    conv = {"strides": [1, 1], "padding": "same", "dilation_rate": [1, 1], "groups": 1, "activation": "linear", "use_bias": False}
    backbone = {"class_name": "Functional", "config": {"name": "model1", "trainable": False, "layers": [
        functional("InputLayer", {"batch_input_shape": [None, 8, 8, 3], "dtype": "float32", "sparse": False, "name": "input_1"}),
        functional("ZeroPadding2D", {"name": "Conv1_pad", "padding": [[0, 1], [0, 1]]}, "input_1"),
        functional("Conv2D", {**conv, "name": "Conv1", "filters": 4, "kernel_size": [3, 3], "strides": [2, 2], "padding": "valid"},
                   "Conv1_pad"),
        functional("BatchNormalization", {"name": "bn_Conv1", "axis": [3], "momentum": 0.999, "epsilon": 0.001}, "Conv1"),
        functional("ReLU", {"name": "Conv1_relu", "max_value": 6, "negative_slope": 0, "threshold": 0}, "bn_Conv1"),
        functional("DepthwiseConv2D", {**conv, "name": "depthwise", "kernel_size": [3, 3], "depth_multiplier": 1}, "Conv1_relu"),
        functional("BatchNormalization", {"name": "depthwise_BN", "axis": [3], "momentum": 0.999, "epsilon": 0.001}, "depthwise")],
        "input_layers": [["input_1", 0, 0]], "output_layers": [["depthwise_BN", 0, 0]]}}
    config = {"class_name": "Sequential", "config": {"name": "sequential_4", "layers": [
        {"class_name": "Sequential", "config": {"name": "sequential_1", "layers": [
            backbone, {"class_name": "GlobalAveragePooling2D", "config": {"name": "global_average_pooling2d_1"}}]}},
        {"class_name": "Sequential", "config": {"name": "sequential_3", "layers": [
            {"class_name": "Dense", "config": {"name": "dense_Dense1", "units": 5, "activation": "relu", "use_bias": True,
                                               "batch_input_shape": [None, 4]}},
            {"class_name": "Dense", "config": {"name": "dense_Dense2", "units": 3, "activation": "softmax", "use_bias": False}}]}}]}}
    image = keras.Input((8, 8, 3))
    x = layers.Conv2D(4, 3, strides=2, use_bias=False, name="Conv1")(layers.ZeroPadding2D(((0, 1), (0, 1)))(image))
    x = layers.ReLU(max_value=6)(layers.BatchNormalization(name="bn_Conv1")(x))
    x = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="depthwise")(x)
    x = layers.GlobalAveragePooling2D()(layers.BatchNormalization(name="depthwise_BN")(x))
    x = layers.Dense(5, activation="relu", name="dense_Dense1")(x)
    x = layers.Dense(3, activation="softmax", use_bias=False, name="dense_Dense2")(x)
    model = randomized(keras.Model(image, x), 7)
    model.get_layer("Conv1").kernel.assign(model.get_layer("Conv1").kernel * 0.01)
    weights = {"sequential_1": {}, "sequential_3": {}}
    for variable in model.variables:  # trainable ones first, as in a nested model's group
        layer, weight = variable.path.split("/")
        weight = "depthwise_kernel" if layer == "depthwise" else weight
        weights["sequential_3" if layer.startswith("dense") else "sequential_1"][f"{layer}/{weight}:0"] = np.asarray(variable)
    write_keras2("teachable.h5", config, weights, ["sequential_1", "sequential_3"])
    expect(model, "teachable.h5")


def preprocessing():
    """A model that prepares its images itself: augmentation, resizing, cropping, statistics; with groups and a ReLU called twice."""
    augmentation = keras.Sequential([
        keras.Input((12, 10, 3)), layers.RandomFlip(name="flip"), layers.RandomRotation(0.1, name="rotation"),
        layers.RandomZoom(0.2, name="zoom"), layers.RandomTranslation(0.1, 0.1, name="translation"),
        layers.RandomContrast(0.1, name="contrast"), layers.RandomBrightness(0.1, name="brightness"),
        layers.RandomCrop(12, 10, name="random_crop")], name="augmentation")
    image = keras.Input((12, 10, 3), name="image")
    x = layers.Resizing(9, 11, name="resizing")(augmentation(image))
    x = layers.CenterCrop(8, 9, name="center_crop")(x)
    x = layers.Rescaling(1 / 255, name="rescaling")(x)
    adapted = layers.Normalization(name="normalization")
    adapted.adapt(np.random.default_rng(8).uniform(0, 1, (4, 8, 9, 3)).astype("float32"))
    shared = layers.ReLU(name="shared")
    x = shared(layers.Conv2D(4, 3, name="conv")(adapted(x)))
    x = shared(layers.Conv2D(6, 3, groups=2, name="grouped")(layers.Activation("hard_silu", name="hard")(x)))
    x = layers.SpatialDropout2D(0.1, name="spatial")(layers.GaussianNoise(0.1, name="noise")(x))
    x = layers.PReLU(shared_axes=[1, 2], name="prelu")(layers.LayerNormalization(name="norm")(layers.UpSampling2D(2, name="up")(x)))
    x = layers.GlobalMaxPooling2D(name="pool")(layers.Cropping2D(1, name="crop")(x))
    model = keras.Model(image, layers.Dense(2, activation="softmax", name="head")(x), name="preprocessing")
    random = np.random.default_rng(9)
    for variable in model.trainable_variables:
        variable.assign((0.4 * random.standard_normal(variable.shape)).astype("float32"))
    model.save(os.path.join(FOLDER, "preprocessing.keras"))  # Keras 3.15 itself cannot save these layers as .h5
    expect(model, "preprocessing.keras")


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


def inflating():
    """A chunk of 64 bytes that unpacks to 17 megabytes."""
    config = {"class_name": "Sequential", "config": {"name": "inflating", "layers": [
        {"class_name": "Dense", "config": {"name": "dense", "units": 4, "use_bias": False, "batch_input_shape": [None, 4]}}]}}
    with h5py.File(os.path.join(FOLDER, "inflating.h5"), "w") as file:
        file.attrs["model_config"] = json.dumps(config)
        group = file.create_group("model_weights/dense")
        group.attrs["weight_names"] = np.array([b"dense/kernel:0"])
        data = group.create_dataset("dense/kernel:0", shape=(4, 4), dtype="<f4", chunks=(4, 4), compression="gzip")
        data.id.write_direct_chunk((0, 0), zlib.compress(b"\0" * (17 << 20), 9))


if __name__ == "__main__":
    nested()
    operators()
    keras2()
    sequential()
    teachable()
    preprocessing()
    bomb()
    inflating()

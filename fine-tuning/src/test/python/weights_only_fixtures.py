"""Makes the fixtures of WeightsOnlyFileTest with real Keras.

    pip install keras jax h5py
    KERAS_BACKEND=jax python weights_only_fixtures.py ../resources/applications

Every number of a weight is the first number of applications_fixtures.py's formula for the weight's Keras 3 name, so that the
files compress to almost nothing and a weight in the wrong place is still found.

densenet121_keras2.h5.gz: laid out and named as the published weights of 2018, with slashes in the layers' names.
mobilenetv2_top.weights.h5.gz: written by Keras 3's save_weights, with the top (5 classes).
efficientnetb0_keras2.h5.gz: written by Keras's own legacy code, with ImageNet's statistics in the normalization layer.
nested.weights.h5.gz, nested_keras2.h5.gz: those of a MobileNetV2 inside somebody's classifier.
head_only.h5.gz: weights that belong to no architecture.
"""
import gzip
import os
import shutil
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "jax")
import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

from applications_fixtures import name_of, uniform


def filled(model):
    for layer in model.layers:
        for variable in layer.weights:
            if variable.name != "count" and "seed" not in variable.name:
                variable.assign(np.full(variable.shape, uniform(name_of(layer, variable), 1)[0], "float32"))
    return model


def old_name(layer):
    return layer.name.replace("conv1_", "conv1/") if layer.name.startswith("conv1_") else layer.name


def densenet(path):
    model = filled(keras.applications.DenseNet121(weights=None, include_top=False, input_shape=(32, 32, 3)))
    with h5py.File(path, "w") as file:
        file.attrs["backend"], file.attrs["keras_version"] = b"tensorflow", b"2.1.6"
        file.attrs["layer_names"] = np.array([old_name(layer).encode() for layer in model.layers])
        for layer in model.layers:
            group = file.create_group(old_name(layer))
            names = [old_name(layer) + "/" + name_of(layer, v).split("/")[1] + ":0" for v in layer.weights]
            group.attrs["weight_names"] = np.array([n.encode() for n in names])
            for name, variable in zip(names, layer.weights):
                group.create_dataset(name, data=np.asarray(variable))


def mobilenet(path):
    filled(keras.applications.MobileNetV2(alpha=0.35, weights=None, input_shape=(32, 32, 3), classes=5)).save_weights(path)


def efficientnet(path):
    model = filled(keras.applications.EfficientNetB0(weights=None, include_top=False, input_shape=(32, 32, 3)))
    normalization = model.get_layer("normalization")
    normalization.weights[0].assign([0.485, 0.456, 0.406])
    normalization.weights[1].assign([0.229, 0.224, 0.225])
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


def transfer():
    base = keras.applications.MobileNetV2(alpha=0.35, weights=None, input_shape=(32, 32, 3), include_top=False)
    filled(base)
    return keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Rescaling(1 / 127.5, -1), base,
                             keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(2)])


def nested(path):
    transfer().save_weights(path)


def nested_legacy(path):
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, transfer())


def head_only(path):
    model = filled(keras.Sequential([keras.Input((12,)), keras.layers.Dense(3, name="hidden"), keras.layers.Dense(2, name="out")]))
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


if __name__ == "__main__":
    for write, name in ((densenet, "densenet121_keras2.h5"), (mobilenet, "mobilenetv2_top.weights.h5"),
                        (efficientnet, "efficientnetb0_keras2.h5"), (nested, "nested.weights.h5"),
                        (nested_legacy, "nested_keras2.h5"), (head_only, "head_only.h5")):
        keras.backend.clear_session()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            write(path)
            with open(path, "rb") as plain, open(os.path.join(sys.argv[1], name + ".gz"), "wb") as raw, \
                    gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                shutil.copyfileobj(plain, packed)

"""Writes a network of keras.applications with random weights, to run a plan end to end where the published weights cannot be had.

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax pillow
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/random_base.py VGG16 112 ../shared/data/cats_dogs/train random-vgg16.keras 1

The arguments: name, image size, a folder of photos, the file to write, the seed. Kernels are normal with variance 2 / fan-in
(He et al. 2015), biases 0, gamma 1, beta 0. What such a network makes of photos grows or shrinks from layer to layer, so its scale is
set once from 64 of them: batch normalization takes the mean and variance of what reaches it as its moving statistics; where a network has
none, each kernel is divided by the root mean square of its layer's output (after Mishkin and Matas 2016, "All you need is a good init").
"""
import pathlib
import sys

import keras
import numpy as np
from PIL import Image

PHOTOS = 64


def randomize(model, seed):
    generator = np.random.default_rng(seed)
    for weight in model.trainable_weights:
        if weight.name.endswith("kernel"):
            depthwise = isinstance(owner(model, weight), keras.layers.DepthwiseConv2D) or weight.name == "depthwise_kernel"
            fan_in = np.prod(weight.shape[:2] if depthwise else weight.shape[:-1])
            weight.assign(generator.standard_normal(weight.shape) * np.sqrt(2 / fan_in))


def owner(model, weight):
    return next(layer for layer in model.layers if any(weight is own for own in layer.weights))


def calibrate(model, images):
    normalizations = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    if normalizations:
        momenta = [layer.momentum for layer in normalizations]
        for layer in normalizations:
            layer.momentum = 0.0
        model(images, training=True)
        for layer, momentum in zip(normalizations, momenta):
            layer.momentum = momentum
        return
    for layer in model.layers:
        if hasattr(layer, "kernel"):
            output = np.asarray(keras.Model(model.input, layer.output)(images))
            layer.kernel.assign(np.asarray(layer.kernel) / np.sqrt(np.mean(output**2)))


def photos(folder, size):
    files = sorted(file for file in pathlib.Path(folder).rglob("*") if file.suffix.lower() in (".jpg", ".jpeg", ".png"))
    assert len(files) >= PHOTOS, f"{folder} has {len(files)} photos, {PHOTOS} are needed"
    chosen = files[:: len(files) // PHOTOS][:PHOTOS]
    return np.stack([np.asarray(Image.open(file).convert("RGB").resize((size, size)), "float32") for file in chosen])


def main(name, size, folder, file, seed):
    build = getattr(keras.applications, name)
    model = build(weights=None, include_top=False, input_shape=(size, size, 3))
    images = sys.modules[build.__module__].preprocess_input(photos(folder, size))
    randomize(model, seed)
    calibrate(model, images)
    features = np.asarray(model(images, training=False))
    assert np.isfinite(features).all(), "a feature is not finite"
    model.save(file)
    print(f"{file}: {model.count_params()} parameters, root mean square of the features {np.sqrt(np.mean(features**2)):.3f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))

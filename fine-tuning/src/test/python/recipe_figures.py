"""Prints the figures of RecipesTest: what Keras 3 counts when the recipes under docs/recipes are put on its own Applications.

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/recipe_figures.py
"""
import keras
import numpy as np
from keras import layers as L

A = keras.applications


def count(variables):
    return int(sum(np.prod(v.shape) for v in variables))


def figures(name, base, head, thaws, penalized):
    """thaws: by stage, the index of the first thawed layer; penalized: by role, of the kinds 'kernel', 'depthwise_kernel', ..."""
    x = base.output
    for layer in head:
        x = layer(x)
    model = keras.Model(base.input, x)
    row = [name, model.count_params()]
    for first in thaws:
        for i, layer in enumerate(base.layers):
            layer.trainable = i >= first
        row.append(count(model.trainable_variables))
    base.trainable = True
    roles = []
    for layer in model.layers:
        for variable in layer.trainable_variables:
            depthwise = isinstance(layer, L.DepthwiseConv2D) and not isinstance(layer, L.SeparableConv2D) and variable.name == "kernel"
            roles.append("depthwise_kernel" if depthwise else variable.name)
    row.append(sum(role in penalized for role in roles))
    print(",".join(map(str, row)))


def at(base, layer):
    return [l.name for l in base.layers].index(layer)


def vgg(size):
    return A.VGG16(weights=None, include_top=False, input_shape=(size, size, 3))


ALL, NONE = 0, 10 ** 6
pooled = lambda units: [L.GlobalAveragePooling2D(), L.Dense(units)]
b = vgg(150)
figures("vgg16-cats-dogs", b, [L.Flatten(), L.Dense(256), L.Dense(1)], [NONE, at(b, "block5_conv1")], [])
b = vgg(224)
figures("vgg16-frozen", b, [L.Flatten(), L.Dense(256), L.Dense(2)], [NONE], [])
figures("vgg16-last-3", b, [L.Flatten(), L.Dense(256), L.Dense(2)], [NONE, at(b, "block5_conv1")], [])
figures("vgg16-average-pooling", b, pooled(2), [NONE, at(b, "block5_conv1")], [])
b = A.Xception(weights=None, include_top=False, input_shape=(150, 150, 3))
figures("xception-transfer-learning", b, pooled(1), [NONE, ALL], [])
b = A.ResNet50(weights=None, include_top=False, input_shape=(224, 224, 3))
figures("resnet50-weight-decay", b, pooled(2), [NONE, ALL], ["kernel", "bias"])
figures("resnet50-l1", b, pooled(2), [NONE, ALL], ["kernel", "bias"])
b = A.MobileNet(weights=None, include_top=False, alpha=0.25, input_shape=(224, 224, 3))
figures("mobilenet-weight-decay", b, pooled(2), [NONE, ALL], ["kernel", "depthwise_kernel", "bias"])
figures("mobilenet-weight-decay-not-depthwise", b, pooled(2), [NONE, ALL], ["kernel", "bias"])
# L1 and L2 are two terms each of ours, and there are 13 activities and 27 scales
figures("mobilenet-l1-l2-activity", b, pooled(2), [NONE, ALL], ["kernel", "depthwise_kernel", "bias"])
b = A.DenseNet121(weights=None, include_top=False, input_shape=(224, 224, 3))
figures("densenet121-l2", b, pooled(2), [NONE, ALL], ["kernel", "bias"])

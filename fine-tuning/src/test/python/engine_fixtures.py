"""Makes the fixtures of the engine's tests: small networks in Keras 3 (JAX, float64) with weights, inputs, outputs, loss, gradients.

    python -m venv venv && venv/bin/pip install keras jax
    KERAS_BACKEND=jax venv/bin/python fine-tuning/src/test/python/engine_fixtures.py fine-tuning/src/test/resources/engine
"""
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import keras
import numpy as np
from keras import layers as L

keras.config.set_floatx("float64")


def mobile():
    x = i = keras.Input((13, 12, 3), name="input")
    x = L.Rescaling([0.5, 0.4, 0.3], [0.1, -0.2, 0.3], name="rescaling")(x)
    x = L.ZeroPadding2D(((0, 1), (0, 1)), name="pad")(x)
    x = L.Conv2D(6, 3, strides=2, use_bias=False, name="conv1")(x)
    x = L.BatchNormalization(name="conv1_bn")(x)
    x = L.ReLU(6.0, name="conv1_relu")(x)
    x = L.DepthwiseConv2D(3, padding="same", use_bias=False, name="conv_dw_1")(x)
    x = L.BatchNormalization(name="conv_dw_1_bn")(x)
    x = L.Activation("relu6", name="conv_dw_1_relu")(x)
    x = L.Conv2D(8, 1, use_bias=True, name="conv_pw_1")(x)
    x = L.BatchNormalization(scale=False, name="conv_pw_1_bn")(x)
    x = L.ReLU(name="conv_pw_1_relu")(x)
    x = L.DepthwiseConv2D(3, strides=2, depth_multiplier=2, padding="same", use_bias=True, name="conv_dw_2")(x)
    x = L.BatchNormalization(center=False, name="conv_dw_2_bn")(x)
    x = L.ReLU(name="conv_dw_2_relu")(x)
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return keras.Model(i, L.Dense(4, activation="softmax", name="predictions")(x), name="mobile")


def separable():
    x = i = keras.Input((11, 14, 2), name="input")
    x = L.SeparableConv2D(5, 3, strides=2, padding="same", depth_multiplier=2, name="sep1")(x)
    x = L.BatchNormalization(name="sep1_bn")(x)
    x = L.Activation("swish", name="swish")(x)
    x = L.DepthwiseConv2D((3, 2), activation="tanh", name="dw")(x)
    x = L.LayerNormalization(name="ln")(x)
    x = L.Conv2D(6, (2, 3), padding="same", activation="gelu", name="conv")(x)
    x = L.SeparableConv2D(7, 3, use_bias=False, activation="elu", name="sep2")(x)
    x = L.GlobalMaxPooling2D(name="pool")(x)
    x = L.LayerNormalization(epsilon=1e-5, name="ln_vector")(x)
    x = L.Dense(5, activation="selu", name="hidden")(x)
    return keras.Model(i, L.Dense(1, activation="sigmoid", name="predictions")(x), name="separable")


def fire():
    x = i = keras.Input((30, 27, 3), name="input")
    x = L.Conv2D(6, 3, strides=2, activation="relu", name="conv1")(x)  # 14 x 13
    x = L.MaxPooling2D(3, 2, name="max_valid")(x)  # 6 x 6
    s = L.Conv2D(4, 1, activation="relu", name="squeeze")(x)
    a = L.Conv2D(5, 1, activation="relu", name="expand1")(s)
    b = L.Conv2D(6, 3, padding="same", activation="relu", name="expand3")(s)
    x = L.Concatenate(name="concat")([a, b])
    p = L.MaxPooling2D(3, 2, padding="same", name="max_same_even")(x)  # 3 x 3
    q = L.AveragePooling2D(3, 2, padding="same", name="avg_same_even")(x)
    x = L.Concatenate(name="concat2")([p, q, p])
    p = L.MaxPooling2D(2, 2, padding="same", name="max_same_odd")(x)  # 2 x 2
    q = L.AveragePooling2D(2, 2, padding="same", name="avg_same_odd")(x)
    r = L.AveragePooling2D(2, 1, name="avg_valid")(x)
    x = L.Add(name="add")([p, q, r])
    x = L.Flatten(name="flatten")(x)
    x = L.Dense(6, name="hidden", use_bias=False)(x)
    x = L.BatchNormalization(name="hidden_bn")(x)
    x = L.Activation("relu", name="hidden_relu")(x)
    x = L.Dense(3, name="logits")(x)
    return keras.Model(i, L.Softmax(name="softmax")(x), name="fire")


def residual():
    x = i = keras.Input((8, 9, 3), name="input")
    x = L.BatchNormalization(name="input_bn")(x)
    x = c = L.Conv2D(6, 3, padding="same", name="conv1")(x)
    x = L.BatchNormalization(name="conv1_bn")(x)  # conv1 feeds two layers
    x = L.PReLU(shared_axes=[1, 2], name="prelu")(x)
    y = L.Conv2D(6, 5, padding="same", activation="hard_sigmoid", name="conv2")(c)
    z = L.Add(name="add")([x, y, c])
    g = L.GlobalAveragePooling2D(keepdims=True, name="squeeze")(z)
    g = L.Conv2D(3, 1, activation="softplus", name="se1")(g)
    g = L.Conv2D(6, 1, activation="sigmoid", name="se2")(g)
    z = L.Multiply(name="scale")([z, g])
    u = L.LeakyReLU(negative_slope=0.2, name="leaky")(z)
    v = L.ELU(alpha=0.7, name="elu")(z)
    w = L.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.2, name="relu")(z)
    m = L.Maximum(name="maximum")([u, L.Activation("softsign", name="softsign")(y)])
    z = L.Average(name="average")([m, v, w])
    z = L.Subtract(name="subtract")([z, L.Activation("exponential", name="exponential")(y)])
    z = L.PReLU(name="prelu_full")(z)
    z = L.GlobalMaxPooling2D(keepdims=True, name="max")(z)
    z = L.Conv2D(4, 1, name="classifier")(z)
    z = L.Reshape((4,), name="reshape")(z)
    return keras.Model(i, L.Activation("softmax", name="softmax")(z), name="residual")


def resample():
    x = i = keras.Input((6, 5, 3), name="input")
    x = L.Normalization(axis=-1, mean=[0.1, -0.2, 0.3], variance=[0.5, 2.0, 1.5], name="normalization")(x)
    x = L.Conv2D(4, 3, padding="same", name="conv1")(x)
    x = L.UpSampling2D((2, 3), name="nearest")(x)  # 12 x 15
    x = L.Cropping2D(((1, 2), (3, 1)), name="crop")(x)  # 9 x 11
    x = L.Conv2D(4, 3, padding="same", dilation_rate=2, name="dilated")(x)
    x = L.AveragePooling2D(2, name="avg")(x)  # 4 x 5
    x = L.UpSampling2D((2, 3), interpolation="bilinear", name="bilinear")(x)  # 8 x 15
    x = L.DepthwiseConv2D(3, dilation_rate=2, name="dilated_dw")(x)  # 4 x 11
    x = L.Permute((2, 3, 1), name="permute")(x)  # 11 x 4 x 4
    x = L.Reshape((4, 11, 4), name="reshape")(x)
    x = L.Dense(3, activation="relu", name="per_pixel")(x)
    x = L.Flatten(name="flatten")(x)
    return keras.Model(i, L.Dense(2, name="logits")(x), name="resample")


def padded():
    x = i = keras.Input((14, 11, 2), name="input")
    x = L.ZeroPadding2D(2, name="pad_symmetric")(x)
    x = L.Conv2D(4, 5, strides=2, activation="tanh", name="conv_symmetric")(x)  # 7 x 6
    x = L.ZeroPadding2D(((1, 1), (0, 1)), name="pad_as_same")(x)
    x = L.DepthwiseConv2D(3, strides=2, use_bias=False, name="dw_as_same")(x)  # 4 x 3
    x = L.BatchNormalization(name="dw_as_same_bn")(x)
    p = L.ZeroPadding2D(((2, 0), (0, 1)), name="pad_uneven")(x)  # 6 x 4
    x = L.Conv2D(5, 3, activation="tanh", name="conv_uneven")(p)  # 4 x 2
    p = L.ZeroPadding2D(1, name="pad_shared")(x)  # 6 x 4
    y = L.Conv2D(3, 3, name="conv_shared")(p)
    p = L.MaxPooling2D(3, 1, name="max_shared")(p)
    x = L.Concatenate(name="concat")([y, p])
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return keras.Model(i, L.Dense(3, activation="softmax", name="predictions")(x), name="padded")


def listed(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "data": [float(np.float32(v)) for v in array.ravel()]}


def name_of(model, variable):
    layer, weight = variable.path.split("/")[-2:]
    if isinstance(model.get_layer(layer), L.DepthwiseConv2D) and weight == "kernel":
        weight = "depthwise_kernel"
    return layer + "/" + weight


def fixture(build, folder, batch, smoothing):
    rng = np.random.default_rng(7)
    model = build()
    for variable in model.variables:
        value = rng.normal(0, 0.25, variable.shape)
        if variable.path.endswith(("moving_variance", "gamma")):
            value = rng.uniform(0.5, 1.5, variable.shape)
        elif name_of(model, variable) == "classifier/kernel":
            value *= 0.2
        variable.assign(np.float32(value).astype("float64"))
    weights = {name_of(model, v): listed(v) for v in model.variables}
    for layer in model.layers:
        if isinstance(layer, L.Normalization):
            weights[layer.name + "/mean"] = listed(np.ravel(layer.mean))
            weights[layer.name + "/variance"] = listed(np.ravel(layer.variance))
    x = np.float32(rng.normal(0, 1, (batch,) + model.input_shape[1:])).astype("float64")
    classes = model.output_shape[-1]
    if classes == 1:
        t = (np.arange(batch) % 2).astype("float64")[:, None]
    else:
        t = np.eye(classes)[rng.integers(0, classes, batch)]
    sample = np.float32(rng.uniform(0.5, 2.0, batch)).astype("float64")

    def loss_of(trainable):
        y, _ = model.stateless_call(trainable, [v.value for v in model.non_trainable_variables], jnp.asarray(x), training=False)
        linear = model.layers[-1].get_config().get("activation", "softmax") == "linear"
        loss = (keras.losses.BinaryCrossentropy if classes == 1 else keras.losses.CategoricalCrossentropy)(
            from_logits=linear, label_smoothing=smoothing, reduction=None)
        return jnp.sum(loss(t, y) * sample) / batch, y

    (loss, y), gradients = jax.value_and_grad(loss_of, has_aux=True)([v.value for v in model.trainable_variables])
    assert jnp.max(jnp.abs(y)) > 0.01 and (model.name == "resample" or jnp.min(y) > 1e-4), "Keras clips small probabilities"
    result = {
        "made_with": "keras " + keras.__version__ + ", jax " + jax.__version__ + ", float64",
        "label_smoothing": smoothing, "weights": weights, "input": listed(x), "targets": listed(t),
        "sample_weights": listed(sample), "output": listed(y), "loss": float(loss),
        "gradients": {name_of(model, v): listed(g) for v, g in zip(model.trainable_variables, gradients)},
    }
    with open(os.path.join(folder, model.name + ".json"), "w") as out:
        json.dump(result, out)
    print(model.name, model.count_params(), float(loss))


if __name__ == "__main__":
    for network, size, smooth in ((mobile, 3, 0.1), (separable, 4, 0.1), (fire, 2, 0.0), (residual, 3, 0.0), (resample, 2, 0.2),
                                   (padded, 3, 0.0)):
        fixture(network, sys.argv[1], size, smooth)

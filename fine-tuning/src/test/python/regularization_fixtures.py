"""Makes src/test/resources/training/regularized.json: what Keras 3 (JAX, float64) adds to the loss for regularizers of all kinds.

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/regularization_fixtures.py
"""
import json
import pathlib

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import keras
import numpy as np
from keras import layers as L
from keras.regularizers import L1, L2, L1L2

keras.config.set_floatx("float64")

PLAN = """
regularization:
  - {layers: conv1, on: [kernel, bias], l1: 0.01, l2: 0.02, activity: {l2: 0.003}}
  - {layers: dw, on: [depthwise_kernel, bias], l2: 0.05}
  - {layers: "*_bn", on: [gamma], l1: 0.04}
  - {layers: "*_bn", on: [beta], l2: 0.03}
  - {layers: sep, on: [depthwise_kernel], l1: 0.06}
  - {layers: sep, on: [pointwise_kernel], l2: 0.07, activity: {l1: 0.004}}
  - {layers: predictions, on: [kernel], l2: 0.01, activity: {l1: 0.1, l2: 0.2}}
"""


def build():
    x = i = keras.Input((9, 8, 3), name="input")
    x = L.Conv2D(6, 3, strides=2, name="conv1", kernel_regularizer=L1L2(0.01, 0.02), bias_regularizer=L1L2(0.01, 0.02),
                 activity_regularizer=L2(0.003))(x)
    x = L.BatchNormalization(name="conv1_bn", gamma_regularizer=L1(0.04), beta_regularizer=L2(0.03))(x)
    x = L.ReLU(name="relu")(x)
    x = L.DepthwiseConv2D(3, padding="same", name="dw", depthwise_regularizer=L2(0.05), bias_regularizer=L2(0.05))(x)
    x = L.BatchNormalization(name="dw_bn", gamma_regularizer=L1(0.04), beta_regularizer=L2(0.03))(x)
    x = L.SeparableConv2D(5, 2, activation="tanh", name="sep", depthwise_regularizer=L1(0.06), pointwise_regularizer=L2(0.07),
                          activity_regularizer=L1(0.004))(x)
    x = L.GlobalAveragePooling2D(name="pool")(x)
    x = L.Dense(3, activation="softmax", name="predictions", kernel_regularizer=L2(0.01), activity_regularizer=L1L2(0.1, 0.2))(x)
    return keras.Model(i, x, name="regularized")


def listed(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "data": [float(np.float32(v)) for v in array.ravel()]}


def name_of(model, variable):
    layer, weight = variable.path.split("/")[-2:]
    if isinstance(model.get_layer(layer), L.DepthwiseConv2D) and weight == "kernel":
        weight = "depthwise_kernel"
    return layer + "/" + weight


def losses(model, x):
    """Each loss of model.losses under the name of what it is on."""
    model(x, training=False)
    found = {}
    for layer in model.layers:
        for variable in layer.trainable_variables:
            if variable.regularizer is not None:
                found[name_of(model, variable)] = float(variable.regularizer(variable))
        activities = [float(loss) for loss in layer.losses if not any(np.isclose(float(loss), v) for v in found.values())]
        if activities:
            assert len(activities) == 1, layer.name
            found["activity " + layer.name] = activities[0]
    assert np.isclose(sum(found.values()), sum(float(loss) for loss in model.losses)) and len(found) == len(model.losses)
    return found


def main():
    rng = np.random.default_rng(3)
    model = build()
    for variable in model.variables:
        value = rng.uniform(0.5, 1.5, variable.shape) if variable.path.endswith(("moving_variance", "gamma")) else rng.normal(0, 0.4, variable.shape)
        variable.assign(np.float32(value).astype("float64"))
    batch = 4
    x = np.float32(rng.normal(0, 1, (batch, 9, 8, 3))).astype("float64")
    t = np.eye(3)[rng.integers(0, 3, batch)]
    state = [v.value for v in model.non_trainable_variables]

    def total(trainable):
        y, _, extra = model.stateless_call(trainable, state, jnp.asarray(x), training=False, return_losses=True)
        data = jnp.mean(keras.losses.categorical_crossentropy(t, y))
        return data + sum(extra), (data, y)

    (loss, (data, y)), gradients = jax.value_and_grad(total, has_aux=True)([v.value for v in model.trainable_variables])
    result = {
        "made_with": "keras " + keras.__version__ + ", jax " + jax.__version__ + ", float64", "plan": PLAN,
        "weights": {name_of(model, v): listed(v) for v in model.variables}, "input": listed(x), "targets": listed(t),
        "losses": losses(model, x), "total": float(loss), "data": float(data),
        "gradients": {name_of(model, v): listed(g) for v, g in zip(model.trainable_variables, gradients)},
    }
    for layer in ("conv1", "conv1_bn"):
        model.get_layer(layer).trainable = False
    result["weight_losses_with_conv1_frozen"] = {name: value for name, value in losses(model, x).items() if not name.startswith("activity")}
    target = pathlib.Path(__file__).parents[1] / "resources/training/regularized.json"
    target.write_text(json.dumps(result))
    print(result["losses"], result["total"], result["data"])


main()

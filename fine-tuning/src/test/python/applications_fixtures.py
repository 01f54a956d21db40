"""Makes the fixtures of ApplicationsTest and ApplicationsParityTest with real Keras.

    pip install keras jax
    KERAS_BACKEND=jax python applications_fixtures.py ../resources/applications

catalogue.json: for every architecture, with top (7 classes) and without, the parameter counts and a hash of its layers
(name, class, output shape) and of its weights (name, shape), in Keras's order.
configs.json.gz: the configurations of one architecture of each family, with top, as Keras 3 saves them.
<architecture>.json: for one architecture of each family the class probabilities, the feature map and the gradients of the
cross-entropy for a network whose weights are numbers of a formula, computed in float64. Of a gradient there are its norm
and its product with a direction of the formula, which is all that a comparison needs.
"""
import gzip
import hashlib
import json
import os
import sys
import zlib

os.environ.setdefault("KERAS_BACKEND", "jax")
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import keras
import numpy as np

A = keras.applications
L = keras.layers
CLASSES = 7

CATALOGUE = {
    "VGG16": (A.VGG16, {}), "VGG19": (A.VGG19, {}),
    "ResNet50": (A.ResNet50, {}), "ResNet101": (A.ResNet101, {}), "ResNet152": (A.ResNet152, {}),
    "ResNet50V2": (A.ResNet50V2, {}), "ResNet101V2": (A.ResNet101V2, {}), "ResNet152V2": (A.ResNet152V2, {}),
    **{f"MobileNet-{a}": (A.MobileNet, {"alpha": a}) for a in (0.25, 0.5, 0.75, 1.0)},
    **{f"MobileNetV2-{a}": (A.MobileNetV2, {"alpha": a}) for a in (0.35, 0.5, 0.75, 1.0, 1.3, 1.4)},
    "DenseNet121": (A.DenseNet121, {}), "DenseNet169": (A.DenseNet169, {}), "DenseNet201": (A.DenseNet201, {}),
    "Xception": (A.Xception, {}), "InceptionV3": (A.InceptionV3, {}),
    "EfficientNetB0": (A.EfficientNetB0, {}), "EfficientNetB1": (A.EfficientNetB1, {}),
    "EfficientNetB2": (A.EfficientNetB2, {}), "EfficientNetB3": (A.EfficientNetB3, {}),
    "NASNetMobile": (A.NASNetMobile, {}),
}
SIZES = {"EfficientNetB1": 240, "EfficientNetB2": 260, "EfficientNetB3": 300, "Xception": 299, "InceptionV3": 299}

# Heights and widths that are even and odd at different depths; the variance of the kernels (times their inputs) that
# keeps activations and gradients near 1 through all layers.
PARITY = {
    "VGG16": (50, 37, 2.0), "ResNet50": (65, 50, 0.8), "ResNet50V2": (65, 50, 0.8), "MobileNet-0.25": (67, 50, 2.0),
    "MobileNetV2-0.35": (67, 50, 1.2), "DenseNet121": (65, 50, 1.0), "Xception": (75, 71, 1.0), "InceptionV3": (75, 84, 1.5),
    "EfficientNetB0": (67, 50, 1.5), "NASNetMobile": (64, 64, 1.0),
}


def build(name, height, width, top):
    keras.backend.clear_session()
    function, options = CATALOGUE[name]
    if top:
        options = {**options, "classes": CLASSES}
    return function(weights=None, include_top=top, input_shape=(height, width, 3), **options)


def name_of(layer, variable):
    weight = variable.path.split("/")[-1]
    return layer.name + "/" + ("depthwise_kernel" if isinstance(layer, L.DepthwiseConv2D) and weight == "kernel" else weight)


def shape_text(shape):
    return "(" + ", ".join(str(d) for d in shape) + ")"


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def listing(name, top):
    size = SIZES.get(name, 224)
    keras.config.set_floatx("float32")
    model = build(name, size, size, top)
    layers = [f"{layer.name} {type(layer).__name__} {shape_text((layer.batch_shape if isinstance(layer, L.InputLayer) else layer.output.shape)[1:])}"
              for layer in model.layers]
    weights = [f"{name_of(layer, v)} {shape_text(v.shape)}" for layer in model.layers for v in layer.weights if v.name != "count"]
    if "--print" in sys.argv:
        print(name, top, *layers, *weights, sep="\n")
    return {"parameters": model.count_params(), "trainable": int(sum(np.prod(v.shape) for v in model.trainable_weights)),
            "layers": digest(layers), "weights": digest(weights)}


def uniform(name, count):
    """Numbers in [-1, 1) that depend on the name and the index alone (the finalizer of MurmurHash3)."""
    with np.errstate(over="ignore"):
        h = np.uint32(zlib.crc32(name.encode())) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return h.astype(np.float64) / 2.0**31 - 1.0


def formula(name, shape, variance):
    kind = name.rsplit("/")[-1]
    u = uniform(name, int(np.prod(shape, dtype=np.int64)))
    if kind.endswith("kernel"):
        fan_in = shape[0] * shape[1] * (1 if kind == "depthwise_kernel" else shape[2]) if len(shape) == 4 else shape[0]
        values = u * np.sqrt(3.0 * variance / fan_in)
    elif kind in ("gamma", "moving_variance"):
        values = 1.0 + 0.3 * u
    elif kind == "mean":
        values = 0.5 + 0.1 * u
    elif kind == "variance":
        values = 0.1 + 0.03 * u
    else:
        values = 0.1 * u
    return np.float32(values).reshape(shape).astype(np.float64)


def images(name, batch, height, width):
    u = uniform("images", batch * height * width * 3)
    values = 127.5 + 127.5 * u if name.startswith("EfficientNet") else u
    return np.float32(values).reshape(batch, height, width, 3).astype(np.float64)


def parity(name):
    keras.config.set_floatx("float64")
    height, width, variance = PARITY[name]
    model = build(name, height, width, True)
    names = {v.path: name_of(layer, v) for layer in model.layers for v in layer.weights}
    for v in model.variables:
        if v.name != "seed_generator_state" and names.get(v.path) and v.name != "count":
            v.assign(formula(names[v.path], v.shape, variance))
    for layer in model.layers:
        if isinstance(layer, L.Normalization):
            layer.finalize_state()
    batch = 2
    x = jnp.asarray(images(name, batch, height, width))
    targets = np.eye(CLASSES)[np.arange(batch) % CLASSES]
    last_map = next(layer for layer in reversed(model.layers) if len(layer.output.shape) == 4 and layer.name not in
                    ("global_average_pooling2d", "dropout", "conv_preds"))
    both = keras.Model(model.inputs, [model.output, last_map.output])

    def loss_of(trainable):
        (y, features), _ = both.stateless_call(trainable, [v.value for v in both.non_trainable_variables], x, training=False)
        return -jnp.sum(targets * jnp.log(y)) / batch, (y, features)

    (loss, (y, features)), gradients = jax.jit(jax.value_and_grad(loss_of, has_aux=True))([v.value for v in both.trainable_variables])
    features = np.asarray(features)
    result = {
        "made_with": "keras " + keras.__version__ + ", jax " + jax.__version__ + ", float64", "height": height, "width": width,
        "batch": batch, "kernel_variance": variance, "loss": float(loss), "probabilities": [float(f"{v:.9g}") for v in np.ravel(y)],
        "features": {"layer": last_map.name, "first": [float(f"{v:.8g}") for v in features.ravel()[:48]],
                     **projection("features", features)},
        "gradients": {names[v.path]: projection(names[v.path], np.asarray(g)) for v, g in zip(both.trainable_variables, gradients)},
    }
    norms = [g["norm"] for g in result["gradients"].values()]
    print(name, "loss", float(loss), "p", np.min(y), np.max(y), "features", features.shape, np.sqrt(np.mean(features**2)),
          "gradient norms", min(norms), max(norms))
    return result


def projection(name, values):
    direction = uniform(name + "#direction", values.size)
    return {"norm": float(f"{np.linalg.norm(values):.8g}"), "product": float(f"{np.ravel(values) @ direction:.8g}")}


def configurations(folder):
    configs = {name: json.loads(build(name, SIZES.get(name, 224), SIZES.get(name, 224), True).to_json())
               for name in list(PARITY) + ["EfficientNetB3"] if name != "VGG16"}
    with open(os.path.join(folder, "configs.json.gz"), "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as out:
        out.write(json.dumps(configs).encode())


def write(folder, name, content):
    with open(os.path.join(folder, name + ".json"), "w") as out:
        json.dump(content, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    folder, wanted = sys.argv[1], [a for a in sys.argv[2:] if not a.startswith("--")]
    if not wanted:
        write(folder, "catalogue", {n: {"size": SIZES.get(n, 224), "top": listing(n, True), "backbone": listing(n, False)} for n in CATALOGUE})
    if not wanted or "configs" in wanted:
        keras.config.set_floatx("float32")
        configurations(folder)
    for architecture in PARITY:
        if not wanted or architecture in wanted:
            write(folder, architecture, parity(architecture))

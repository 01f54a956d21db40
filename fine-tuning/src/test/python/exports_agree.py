"""Holds the files that Thaw writes against real Keras 3 and ONNX Runtime, on photos as raw pixels.

Not part of the build, since it needs both. From the project's root:

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax h5py onnx onnxruntime pillow
    mvn -q -pl fine-tuning -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/classpath
    java -cp fine-tuning/target/classes:fine-tuning/target/test-classes:$(cat /tmp/classpath) \
        dev.thaw.finetuning.export.SampleExports /tmp/exports ../shared/data/hymenoptera
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/exports_agree.py /tmp/exports

For each network of the folder (every layer, and one of each family of Keras Applications; model files given as further
arguments take their place): Keras loads NAME.keras and NAME.h5, ONNX
Runtime loads NAME.onnx, and all give what the engine gave, within 1e-5 (Keras) and 1e-4 (ONNX Runtime) of the largest
value that the network gives or 1 (a probability). The architecture in NAME.onnx and NAME.safetensors is one that Keras builds,
and the weights of the latter are Keras's own.

The other way round, Keras writes networks with random weights, which Thaw reads and writes again:

    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/exports_agree.py --families /tmp/families
    java ... dev.thaw.finetuning.export.SampleExports /tmp/exports ../shared/data/hymenoptera /tmp/families/*.keras
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/exports_agree.py /tmp/exports /tmp/families

With images it compares what the command says instead (they must have the size that the model takes, so that nobody resizes them):

    ./thaw predict --json --model x.keras IMAGE.png ... > predictions.json
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/exports_agree.py x.keras x.onnx predictions.json
"""
import glob
import json
import os
import struct
import sys

import keras
import numpy as np
import onnx
import onnxruntime

# their weights have the same names in Keras and in Thaw
PLAIN = ["Conv2D", "Dense", "BatchNormalization", "LayerNormalization", "PReLU"]


def floats(file):
    return np.fromfile(file, "<f4")


def difference(name, actual, wanted, tolerance):
    assert actual.shape == wanted.shape, f"{name}: shape {actual.shape} instead of {wanted.shape}"
    largest = np.abs(actual - wanted).max() / max(1.0, np.abs(wanted).max())
    assert largest < tolerance, f"{name} differs by {largest}"
    return f"{largest:.1e}"


def session(file):
    onnx.checker.check_model(file, full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def safetensors(file):
    with open(file, "rb") as content:
        (length,) = struct.unpack("<Q", content.read(8))
        header = json.loads(content.read(length))
        data = content.read()
    metadata = header.pop("__metadata__")
    return metadata, {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]) for name, entry in header.items()
    }


def every_format(stem):
    name = os.path.basename(stem)
    model = keras.saving.load_model(stem + ".keras")
    images = floats(stem + ".input").reshape((-1,) + model.input_shape[1:])
    wanted = floats(stem + ".output").reshape((len(images),) + model.output_shape[1:])
    archive = difference(name + ".keras", model.predict(images, verbose=0), wanted, 1e-5)

    legacy = keras.saving.load_model(stem + ".h5", compile=False)
    hdf5 = difference(name + ".h5", legacy.predict(images, verbose=0), wanted, 1e-5)
    for one, other in zip(model.get_weights(), legacy.get_weights(), strict=True):
        assert one.tobytes() == other.tobytes(), f"{name}.h5: a weight differs"

    runtime = session(stem + ".onnx")
    once = np.concatenate([runtime.run(None, {runtime.get_inputs()[0].name: image[None]})[0] for image in images])
    difference(name + ".onnx in batches of one", once, wanted, 1e-4)
    graph = difference(name + ".onnx", runtime.run(None, {runtime.get_inputs()[0].name: images})[0], wanted, 1e-4)
    said = runtime.get_modelmeta().custom_metadata_map
    assert json.loads(said["labels"]) == [f"label {i}" for i in range(wanted.shape[-1])], said["labels"]
    assert json.loads(said["preprocessing"])["height"] == images.shape[1]

    metadata, weights = safetensors(stem + ".safetensors")
    assert metadata == said
    rebuilt = keras.models.model_from_json(metadata["keras_config"])
    assert rebuilt.count_params() == model.count_params()
    for layer in model.layers:
        if type(layer).__name__ in PLAIN:
            for variable in layer.weights:
                same = np.asarray(variable.value).tobytes() == weights[f"{layer.name}/{variable.name}"].tobytes()
                assert same, f"{name}.safetensors: {layer.name}/{variable.name} differs"
    print(f"{name}: {model.count_params()} parameters, outputs {wanted.min():.3g} to {wanted.max():.3g};"
          f" differs from the engine: .keras {archive}, .h5 {hdf5}, .onnx {graph}", flush=True)


def same_as_original(original, stem):
    model = keras.saving.load_model(original)
    again = keras.saving.load_model(stem + ".keras")
    images = floats(stem + ".input").reshape((-1,) + model.input_shape[1:])
    wanted = model.predict(images, verbose=0)
    largest = difference(original, floats(stem + ".output").reshape(wanted.shape), wanted, 1e-5)
    difference(original + " written again", again.predict(images, verbose=0), wanted, 1e-5)
    # the number that counts what a Normalization saw is the one parameter that is not handed on
    counters = sum(1 for layer in all_layers(model) if type(layer).__name__ == "Normalization" and layer.weights)
    assert len(again.weights) == len(model.weights) - 3 * counters, "another number of weights"
    print(f"{original}: the engine differs from Keras by {largest}", flush=True)


def all_layers(model):
    for layer in model.layers:
        yield layer
        if hasattr(layer, "layers"):
            yield from all_layers(layer)


def families(folder):
    """One network of each family, and one as the transfer-learning guide makes them: nested, scaling and augmenting by itself."""
    os.makedirs(folder, exist_ok=True)
    keras.utils.set_random_seed(5)
    applications = keras.applications
    for build in [applications.VGG16, applications.ResNet50, applications.ResNet50V2, applications.MobileNet,
                  applications.MobileNetV2, applications.DenseNet121, applications.Xception, applications.InceptionV3,
                  applications.EfficientNetB0, applications.NASNetMobile]:
        side = 75 if build in (applications.Xception, applications.InceptionV3) else 64
        small = {"alpha": 0.25} if build is applications.MobileNet else {"alpha": 0.35} if build is applications.MobileNetV2 else {}
        calibrated(build(weights=None, input_shape=(side, side, 3), classes=10, **small)).save(f"{folder}/{build.__name__}.keras")
    layers = keras.layers
    base = applications.MobileNetV2(weights=None, include_top=False, input_shape=(64, 64, 3), alpha=0.35)
    base.trainable = False
    augmentation = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)])
    inputs = keras.Input((64, 64, 3))
    x = layers.Rescaling(1 / 127.5, offset=-1)(augmentation(inputs))
    x = layers.GlobalAveragePooling2D()(base(x, training=False))
    x = layers.Dense(12, kernel_regularizer=keras.regularizers.L1L2(1e-4, 1e-3), activation="silu")(layers.Dropout(0.2)(x))
    outputs = layers.Dense(10, activation="softmax")(x)
    calibrated(keras.Model(inputs, outputs)).save(f"{folder}/transfer.keras")


def calibrated(model):
    """With logits of a spread of about 2, so that the probabilities of all classes can be told from 0 and 1."""
    last = next(layer for layer in reversed(model.layers) if layer.weights)
    images = np.random.default_rng(3).integers(0, 256, (3,) + model.input_shape[1:]).astype("float32")
    features = keras.Model(model.inputs, last.input).predict(images, verbose=0)
    kernel, bias = last.get_weights()  # of a dense layer, or of a convolution of 1 x 1
    last.set_weights([kernel * 2 / (features @ kernel).std(), bias])
    return model


def predictions(keras_file, onnx_file, file):
    from PIL import Image

    model = keras.saving.load_model(keras_file)
    runtime = session(onnx_file)
    for prediction in json.load(open(file)):
        image = np.asarray(Image.open(prediction["image"]).convert("RGB"), "float32")[None]
        wanted = np.array([list(prediction["probabilities"].values())], "float32")
        archive = difference(prediction["image"], model.predict(image, verbose=0), wanted, 1e-5)
        graph = difference(prediction["image"], runtime.run(None, {runtime.get_inputs()[0].name: image})[0], wanted, 1e-4)
        print(f"{prediction['image']}: Keras differs by {archive}, ONNX Runtime by {graph}")


if __name__ == "__main__":
    if sys.argv[1] == "--families":
        families(sys.argv[2])
    elif len(sys.argv) == 4:
        predictions(*sys.argv[1:])
    elif len(sys.argv) == 3:
        for original in sorted(glob.glob(os.path.join(sys.argv[2], "*.keras"))):
            same_as_original(original, os.path.join(sys.argv[1], os.path.basename(original)[: -len(".keras")]))
    else:
        for found in sorted(glob.glob(os.path.join(sys.argv[1], "*.output"))):
            every_format(found[: -len(".output")])
    print("keras", keras.__version__, "and onnxruntime", onnxruntime.__version__, "agree")

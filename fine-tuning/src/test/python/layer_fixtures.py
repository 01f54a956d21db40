"""Makes the fixture of LayerParityTest: each layer in each of its forms in Keras 3 (JAX, float64), outputs and gradients.

    python -m venv venv && venv/bin/pip install keras jax
    KERAS_BACKEND=jax venv/bin/python fine-tuning/src/test/python/layer_fixtures.py fine-tuning/src/test/resources/engine

layers.json has each case's model configuration as Keras writes it (without initializers and the like) and the size of its
batch; layers.safetensors has what Keras computed: the output, and the gradients towards inputs and weights of the mean
cross-entropy of softmax(flattened output), where image i is of class (7 i + 3) modulo the size of the output. Inputs and
weights come from values(), which the test evaluates too.
"""
import json
import os
import sys
import zlib

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import keras
import numpy as np
from keras import layers as L

keras.config.set_floatx("float64")

CASES = {}


def values(name, shape, low, high):
    """The i-th number is low + (high - low) * frac((i + 1) * phi + crc32(name) / 2^32), rounded to float32."""
    count = int(np.prod(shape))
    u = np.arange(1, count + 1, dtype="float64") * 0.6180339887498949 + zlib.crc32(name.encode()) / 2.0**32
    return np.float32(low + (high - low) * (u - np.floor(u))).astype("float64").reshape(shape)


def case(name, build, *shapes):
    assert name not in CASES, name
    CASES[name] = (build, shapes)


def one(name, layer, shape):
    case(name, lambda x: layer(x), shape)


def convolutions():
    for rows, columns in ((6, 5), (5, 6)):
        shape = (rows, columns, 2)
        for padding in ("same", "valid"):
            for kernel, strides in ((3, 1), (3, 2), (2, 1), (2, 2), ((1, 4), (2, 1)), (5, 2), (1, 2), (3, 3)):
                name = f"{padding}_{rows}x{columns}_k{kernel}_s{strides}".replace(" ", "")
                one("conv_" + name, L.Conv2D(3, kernel, strides=strides, padding=padding, name="conv"), shape)
            for kernel, strides, multiplier in ((3, 1, 1), (3, 2, 2), (2, 2, 1), ((3, 2), 1, 3), (5, 2, 1)):
                name = f"{padding}_{rows}x{columns}_k{kernel}_s{strides}_m{multiplier}".replace(" ", "")
                one("depthwise_" + name, L.DepthwiseConv2D(kernel, strides=strides, padding=padding,
                                                           depth_multiplier=multiplier, name="conv"), shape)
            for kernel, strides, multiplier in ((3, 1, 1), (3, 2, 2)):
                name = f"{padding}_{rows}x{columns}_k{kernel}_s{strides}_m{multiplier}"
                one("separable_" + name, L.SeparableConv2D(3, kernel, strides=strides, padding=padding,
                                                           depth_multiplier=multiplier, name="conv"), shape)
            for pool, strides in ((2, 2), (3, 2), (3, 1), ((2, 3), (1, 2)), (2, 3), (1, 2)):
                name = f"{padding}_{rows}x{columns}_p{pool}_s{strides}".replace(" ", "")
                one("max_" + name, L.MaxPooling2D(pool, strides, padding, name="pool"), shape)
                one("average_" + name, L.AveragePooling2D(pool, strides, padding, name="pool"), shape)
    for padding in ("same", "valid"):
        for rate in (2, 3):
            one(f"conv_{padding}_dilation{rate}", L.Conv2D(2, (3, 2), padding=padding, dilation_rate=rate, name="conv"), (8, 7, 2))
        one(f"depthwise_{padding}_dilation2", L.DepthwiseConv2D(3, padding=padding, dilation_rate=2, name="conv"), (7, 6, 2))
        one(f"separable_{padding}_dilation2", L.SeparableConv2D(3, 3, padding=padding, dilation_rate=2, name="conv"), (7, 6, 2))
        for groups, filters in ((2, 4), (3, 3), (6, 6), (6, 12)):
            one(f"conv_{padding}_groups{groups}_of_{filters}", L.Conv2D(filters, 3, strides=2 if padding == "same" else 1,
                                                                        padding=padding, groups=groups, name="conv"), (5, 4, 6))
    one("conv_same_kernel_larger_than_the_map", L.Conv2D(2, 5, padding="same", name="conv"), (2, 3, 2))
    one("conv_same_stride_larger_than_the_kernel", L.Conv2D(2, 2, strides=3, padding="same", name="conv"), (7, 8, 2))
    one("conv_without_bias", L.Conv2D(2, 3, use_bias=False, name="conv"), (4, 5, 2))
    one("conv_of_the_whole_map", L.Conv2D(3, (4, 5), name="conv"), (4, 5, 2))
    one("depthwise_without_bias", L.DepthwiseConv2D(3, use_bias=False, activation="relu6", name="conv"), (4, 5, 2))
    one("separable_without_bias", L.SeparableConv2D(3, 3, use_bias=False, activation="swish", name="conv"), (4, 5, 2))
    case("max_same_of_negative_numbers", lambda x: L.MaxPooling2D(3, 2, "same", name="pool")(L.Rescaling(1, -5, name="down")(x)),
         (5, 4, 2))


def normalizations():
    def folded(convolution, **norm):
        return lambda x: L.BatchNormalization(name="bn", **norm)(convolution(x))

    case("bn_on_conv", folded(L.Conv2D(3, 3, name="conv")), (5, 4, 2))
    case("bn_on_conv_without_bias", folded(L.Conv2D(3, 3, use_bias=False, name="conv"), epsilon=1.001e-5), (5, 4, 2))
    case("bn_on_conv_without_gamma", folded(L.Conv2D(3, 3, use_bias=False, name="conv"), scale=False), (5, 4, 2))
    case("bn_on_conv_without_beta", folded(L.Conv2D(3, 3, name="conv"), center=False), (5, 4, 2))
    case("bn_on_conv_with_activation", folded(L.Conv2D(3, 3, activation="tanh", name="conv")), (5, 4, 2))
    case("bn_on_grouped_conv", folded(L.Conv2D(4, 3, groups=2, name="conv")), (5, 4, 4))
    case("bn_on_conv_of_single_channels", folded(L.Conv2D(4, 3, groups=2, name="conv")), (5, 4, 2))
    case("bn_on_depthwise", folded(L.DepthwiseConv2D(3, depth_multiplier=2, use_bias=False, name="conv")), (5, 4, 2))
    case("bn_on_separable", folded(L.SeparableConv2D(3, 3, use_bias=False, name="conv")), (5, 4, 2))
    case("bn_on_dilated", folded(L.Conv2D(3, 3, dilation_rate=2, padding="same", name="conv")), (5, 4, 2))
    case("bn_on_dense", folded(L.Dense(3, name="dense")), (4,))
    for images in ("one", "two"):  # a softmax over one channel does not depend on its shift, but with a tanh between it does
        case(f"bn_on_one_filter_{images}", lambda x: L.Activation("tanh", name="tanh")(folded(L.Conv2D(1, 3, name="conv"))(x)),
             (5, 4, 2))
    for images in ("one", "two"):
        case(f"bn_of_one_channel_{images}", lambda x: L.Activation("tanh", name="tanh")(L.BatchNormalization(name="bn")(x)),
             (3, 4, 1))
    one("layer_norm_of_one_pixel", L.LayerNormalization(name="ln"), (1, 1, 5))
    one("layer_norm_of_one_pixel_of_two_images", L.LayerNormalization(name="ln"), (1, 1, 5))
    one("bn", L.BatchNormalization(name="bn"), (3, 4, 3))
    one("bn_without_gamma_and_beta", L.BatchNormalization(scale=False, center=False, name="bn"), (3, 4, 3))
    one("bn_of_a_vector", L.BatchNormalization(name="bn"), (5,))
    one("layer_norm", L.LayerNormalization(name="ln"), (3, 4, 5))
    one("layer_norm_of_a_vector", L.LayerNormalization(epsilon=1e-6, name="ln"), (6,))
    one("layer_norm_without_gamma", L.LayerNormalization(scale=False, name="ln"), (3, 4, 5))
    one("layer_norm_without_beta", L.LayerNormalization(center=False, name="ln"), (3, 4, 5))
    one("rescaling", L.Rescaling(1 / 127.5, -1, name="rescaling"), (3, 4, 3))
    one("rescaling_per_channel", L.Rescaling([0.5, 2.0, 1.5], [0.1, -1.0, 0.0], name="rescaling"), (3, 4, 3))
    one("normalization", L.Normalization(mean=[0.1, -0.2, 0.3], variance=[0.5, 2.0, 1.5], name="normalization"), (3, 4, 3))
    one("normalization_by_one_number", L.Normalization(axis=None, mean=0.4, variance=2.0, name="normalization"), (3, 4, 3))


def activations():
    for name in ("linear", "relu", "relu6", "sigmoid", "softmax", "tanh", "swish", "gelu", "elu", "selu", "celu", "softplus",
                 "softsign", "exponential", "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink",
                 "tanh_shrink", "leaky_relu", "mish", "squareplus", "sparse_sigmoid", "sparse_plus", "log_sigmoid",
                 "log_softmax"):
        wide = L.Rescaling(4, name="wide")  # from -8 to 8, so that every piece is met
        case("activation_" + name, lambda x, n=name, w=wide: L.Activation(n, name="activation")(w(x)), (2, 4, 3))
    for name in ("softmax", "log_softmax", "gelu", "hard_silu"):
        one("activation_of_a_vector_" + name, L.Activation(name, name="activation"), (7,))
    one("softmax", L.Softmax(name="softmax"), (3, 2, 4))
    one("relu", L.ReLU(name="relu"), (3, 4, 2))
    one("relu_to_1", L.ReLU(max_value=1, name="relu"), (3, 4, 2))
    one("relu_to_6", L.ReLU(max_value=6, name="relu"), (3, 4, 2))
    one("relu_with_slope", L.ReLU(negative_slope=0.2, name="relu"), (3, 4, 2))
    one("relu_with_threshold", L.ReLU(threshold=0.7, name="relu"), (3, 4, 2))
    one("relu_with_all", L.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.3, name="relu"), (3, 4, 2))
    one("leaky_relu", L.LeakyReLU(name="leaky"), (3, 4, 2))
    one("leaky_relu_001", L.LeakyReLU(negative_slope=0.01, name="leaky"), (3, 4, 2))
    one("elu", L.ELU(alpha=0.6, name="elu"), (3, 4, 2))
    for axes in (None, [1, 2], [1], [3]):
        one(f"prelu_{axes}".replace(" ", ""), L.PReLU(shared_axes=axes, name="prelu"), (3, 4, 2))
    one("prelu_of_one_channel", L.PReLU(shared_axes=[1, 2], name="prelu"), (3, 4, 1))


def places():
    one("pad", L.ZeroPadding2D(((1, 2), (0, 3)), name="pad"), (3, 2, 2))
    one("crop", L.Cropping2D(((1, 2), (0, 1)), name="crop"), (5, 4, 2))
    for rows, columns in ((6, 5), (5, 6)):
        for pad, kernel in ((((0, 1), (0, 1)), 3), (((1, 1), (1, 1)), 3), (((1, 2), (1, 2)), 5), (((1, 0), (0, 1)), 3),
                            (((3, 3), (3, 3)), 7)):
            name = f"{rows}x{columns}_{pad}_k{kernel}_s2".replace(" ", "")
            case("padded_conv_" + name, lambda x, p=pad, k=kernel: L.Conv2D(2, k, strides=2, name="conv")(
                L.ZeroPadding2D(p, name="pad")(x)), (rows, columns, 2))
            case("padded_depthwise_" + name, lambda x, p=pad, k=kernel: L.DepthwiseConv2D(k, strides=2, name="conv")(
                L.ZeroPadding2D(p, name="pad")(x)), (rows, columns, 2))
        case(f"padded_max_{rows}x{columns}", lambda x: L.MaxPooling2D(3, 2, name="pool")(L.ZeroPadding2D(1, name="pad")(x)),
             (rows, columns, 2))
    for size in ((2, 2), (1, 3), (3, 2)):
        for interpolation in ("nearest", "bilinear"):
            one(f"upsampling_{interpolation}_{size}".replace(" ", ""),
                L.UpSampling2D(size, interpolation=interpolation, name="up"), (3, 4, 2))
    for height, width in ((3, 4), (9, 8), (6, 3), (5, 6), (1, 1)):
        for interpolation in ("nearest", "bilinear"):
            one(f"resizing_{interpolation}_{height}x{width}", L.Resizing(height, width, interpolation=interpolation,
                                                                        name="resizing"), (5, 6, 2))
    one("resizing_cropped_wide", L.Resizing(3, 6, crop_to_aspect_ratio=True, name="resizing"), (6, 5, 2))
    one("resizing_cropped_tall", L.Resizing(7, 3, crop_to_aspect_ratio=True, name="resizing"), (6, 5, 2))
    for height, width in ((3, 4), (9, 8), (5, 3)):
        for interpolation in ("bicubic", "lanczos3", "lanczos5"):
            one(f"resizing_{interpolation}_{height}x{width}", L.Resizing(height, width, interpolation=interpolation,
                                                                        name="resizing"), (5, 6, 2))
        for interpolation in ("bilinear", "bicubic", "lanczos3", "lanczos5", "nearest"):
            one(f"resizing_{interpolation}_{height}x{width}_antialias", L.Resizing(
                height, width, interpolation=interpolation, antialias=True, name="resizing"), (11, 13, 2))
    for height, width in ((3, 7), (8, 3), (4, 4)):
        for interpolation in ("nearest", "bilinear", "bicubic"):
            one(f"resizing_{interpolation}_{height}x{width}_padded", L.Resizing(
                height, width, interpolation=interpolation, pad_to_aspect_ratio=True, fill_value=0.7, name="resizing"), (6, 5, 2))
        one(f"resizing_{height}x{width}_padded_antialias", L.Resizing(
            height, width, pad_to_aspect_ratio=True, antialias=True, name="resizing"), (12, 9, 2))
    one("resizing_cropped_bicubic", L.Resizing(3, 6, crop_to_aspect_ratio=True, interpolation="bicubic", antialias=True,
                                               name="resizing"), (11, 9, 2))
    for interpolation in ("bicubic", "lanczos3", "lanczos5"):
        one(f"up_{interpolation}", L.UpSampling2D((2, 3), interpolation=interpolation, name="up"), (3, 4, 2))
    one("center_crop", L.CenterCrop(3, 4, name="crop"), (6, 5, 2))
    one("center_crop_of_a_smaller_map", L.CenterCrop(7, 4, name="crop"), (6, 5, 2))
    one("flatten", L.Flatten(name="flatten"), (2, 3, 2))
    one("reshape", L.Reshape((4, -1), name="reshape"), (2, 3, 4))
    one("permute", L.Permute((2, 3, 1), name="permute"), (2, 3, 4))
    for keep in (False, True):
        one(f"global_average_{keep}", L.GlobalAveragePooling2D(keepdims=keep, name="pool"), (3, 4, 3))
        one(f"global_max_{keep}", L.GlobalMaxPooling2D(keepdims=keep, name="pool"), (3, 4, 3))
    one("dense", L.Dense(4, name="dense"), (5,))
    one("dense_without_bias", L.Dense(4, use_bias=False, activation="tanh", name="dense"), (5,))
    one("dense_of_a_map", L.Dense(4, activation="relu", name="dense"), (2, 3, 3))


def merges():
    a, b, c = (3, 4, 2), (3, 4, 2), (1, 1, 2)
    for layer in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Concatenate"):
        case("merge_" + layer.lower(), lambda x, y, n=layer: getattr(L, n)(name="merge")([x, y]), a, b)
        if layer != "Subtract":
            case("merge_three_" + layer.lower(), lambda x, y, n=layer: getattr(L, n)(name="merge")([x, y, x]), a, b)
    for layer in ("Add", "Multiply", "Subtract", "Maximum"):
        case(f"merge_broadcast_{layer.lower()}", lambda x, y, n=layer: getattr(L, n)(name="merge")([x, y]), a, c)
        case(f"merge_broadcast_first_{layer.lower()}", lambda x, y, n=layer: getattr(L, n)(name="merge")([y, x]), a, c)
    case("merge_vectors", lambda x, y: L.Concatenate(name="merge")([x, y]), (3,), (4,))

    def excite(x):
        g = L.GlobalAveragePooling2D(name="squeeze")(x)
        g = L.Reshape((1, 1, 3), name="map")(g)
        g = L.Conv2D(2, 1, activation="swish", name="reduce")(g)
        return L.Multiply(name="excite")([x, L.Conv2D(3, 1, activation="sigmoid", name="expand")(g)])

    case("squeeze_and_excitation", excite, (4, 3, 3))


def slim(config):
    """Without what says nothing about what the layer computes."""
    if isinstance(config, dict):
        return {key: slim(value) for key, value in config.items()
                if not key.endswith(("_initializer", "_constraint", "_regularizer"))
                and key not in ("dtype", "build_config", "registered_name", "module", "trainable", "quantization_config")}
    return [slim(value) for value in config] if isinstance(config, (list, tuple)) else config


def name_of(model, variable):
    layer, weight = variable.path.split("/")[-2:]
    if isinstance(model.get_layer(layer), L.DepthwiseConv2D) and weight == "kernel":
        weight = "depthwise_kernel"
    return layer + "/" + weight


def computed(name, build, shapes, batch):
    inputs = [keras.Input(shape, name=f"input{i}") for i, shape in enumerate(shapes)]
    model = keras.Model(inputs, build(*inputs), name=name)
    for variable in model.variables:
        positive = variable.path.endswith(("moving_variance", "gamma"))
        weight = name_of(model, variable)
        variable.assign(values(weight, variable.shape, *((0.5, 1.5) if positive else (-0.5, 0.5))))
    images = [jnp.asarray(values(f"input{i}", (batch,) + shape, -2, 2)) for i, shape in enumerate(shapes)]
    classes = int(np.prod(model.output_shape[1:]))
    targets = np.eye(classes)[[(7 * row + 3) % classes for row in range(batch)]]

    def loss_of(trainable, x):
        y, _ = model.stateless_call(trainable, [v.value for v in model.non_trainable_variables],
                                    x if len(x) > 1 else x[0], training=False)
        return -jnp.sum(targets * jax.nn.log_softmax(y.reshape(batch, -1))) / batch, y

    (_, y), (weights, inputs) = jax.value_and_grad(loss_of, argnums=(0, 1), has_aux=True)(
        [v.value for v in model.trainable_variables], images)
    tensors = {name + "/output": y}
    for i, gradient in enumerate(inputs):
        tensors[f"{name}/gradient/input{i}"] = gradient
    for variable, gradient in zip(model.trainable_variables, weights):
        tensors[f"{name}/gradient/{name_of(model, variable)}"] = gradient
    config = json.loads(json.dumps(keras.saving.serialize_keras_object(model)))
    return {"batch": batch, "model": slim(config)}, tensors


def write_safetensors(path, tensors):
    header, offset = {}, 0
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + 4 * tensor.size]}
        offset += 4 * tensor.size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor in tensors.values():
            file.write(np.asarray(tensor, dtype="<f4").tobytes())


if __name__ == "__main__":
    for group in (convolutions, normalizations, activations, places, merges):
        group()
    configs, everything = {}, {}
    for number, (name, (build, shapes)) in enumerate(CASES.items()):
        configs[name], tensors = computed(name, build, shapes, 1 + number % 2)
        everything.update(tensors)
    with open(os.path.join(sys.argv[1], "layers.json"), "w") as file:
        file.write("{\n" + ",\n".join(json.dumps(name) + ": " + json.dumps(config, separators=(",", ":"))
                                      for name, config in configs.items()) + "\n}\n")
    write_safetensors(os.path.join(sys.argv[1], "layers.safetensors"), everything)
    print(len(configs), "cases, keras", keras.__version__, "jax", jax.__version__)

"""Makes src/test/resources/augmentation/transforms.json: one small image, changed by Keras 3, SciPy and Pillow.

From the project's root:

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax scipy pillow
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/augmentation_fixtures.py
"""
import json
import pathlib

import keras
import numpy as np
from PIL import Image
from scipy import ndimage

HEIGHT, WIDTH = 9, 12
NEUTRAL = dict(cropTop=0, cropLeft=0, cropHeight=1, cropWidth=1, mirrored=False, upsideDown=False, turn=0, zoom=0, down=0,
               right=0, brightness=0, contrast=1, saturation=1, fill="REFLECT")
random = np.random.default_rng(3)
# smooth enough that a place off by a tenth of a pixel shows, and with colours
image = (random.integers(0, 256, size=(HEIGHT, WIDTH, 3)) * 0.5 + np.linspace(0, 120, WIDTH)[None, :, None]).astype("uint8")
batch = image[None].astype("float32")


def layer(made):
    return np.asarray(made(batch, training=True))[0]


def places(crop=(0, 0, 1, 1), mirrored=False, upside_down=False, turn=0.0, zoom=0.0, down=0.0, right=0.0):
    """Where each pixel comes from: the steps undone one after the other, the last first, each about the middle."""
    y, x = np.meshgrid(np.arange(HEIGHT, dtype=float), np.arange(WIDTH, dtype=float), indexing="ij")
    y, x = y - down * HEIGHT - (HEIGHT - 1) / 2, x - right * WIDTH - (WIDTH - 1) / 2
    y, x = y * (1 + zoom), x * (1 + zoom)
    angle = 2 * np.pi * turn
    y, x = np.cos(angle) * y + np.sin(angle) * x, np.cos(angle) * x - np.sin(angle) * y
    x = -x if mirrored else x
    y = -y if upside_down else y
    top, left, height, width = crop
    y = (y + HEIGHT / 2) * height + top * HEIGHT - 0.5
    x = (x + WIDTH / 2) * width + left * WIDTH - 0.5
    return np.stack([y, x])


def composed(mode="reflect", **steps):
    return np.stack([ndimage.map_coordinates(batch[0, :, :, c], places(**steps), order=1, mode=mode) for c in range(3)], -1)


def cropped(top, left, height, width):
    box = (left * WIDTH, top * HEIGHT, (left + width) * WIDTH, (top + height) * HEIGHT)
    return np.stack([np.asarray(Image.fromarray(batch[0, :, :, c]).transform(
        (WIDTH, HEIGHT), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR)) for c in range(3)], -1)


def colour(made, **transformation):
    values = {key: np.full((1, 1, 1, 1), value, "float32") for key, value in transformation.items()}
    return np.asarray(made.transform_images(batch, values, training=True))[0]


def main():
    rotate, zoom, shift = keras.layers.RandomRotation, keras.layers.RandomZoom, keras.layers.RandomTranslation
    cases = [
        ("Keras: a turn", dict(turn=0.07), layer(rotate((0.07, 0.07)))),
        ("Keras: a turn the other way, black outside", dict(turn=-0.2, fill="CONSTANT"),
         layer(rotate((-0.2, -0.2), fill_mode="constant"))),
        ("Keras: zoomed out", dict(zoom=0.6), layer(zoom((0.6, 0.6)))),
        ("Keras: zoomed in", dict(zoom=-0.35), layer(zoom((-0.35, -0.35)))),
        ("Keras: zoomed out, the border repeated", dict(zoom=0.6, fill="NEAREST"), layer(zoom((0.6, 0.6), fill_mode="nearest"))),
        ("Keras: shifted", dict(down=0.13, right=-0.31), layer(shift((0.13, 0.13), (-0.31, -0.31)))),
        ("Keras: shifted around", dict(down=-0.4, right=0.21, fill="WRAP"),
         layer(shift((-0.4, -0.4), (0.21, 0.21), fill_mode="wrap"))),
        ("NumPy: mirrored", dict(mirrored=True), batch[0, :, ::-1]),
        ("NumPy: upside down", dict(upsideDown=True), batch[0, ::-1]),
        ("Pillow: cropped", dict(cropTop=0.2, cropLeft=0.1, cropHeight=0.55, cropWidth=0.7), cropped(0.2, 0.1, 0.55, 0.7)),
        ("SciPy: everything", dict(cropTop=0.1, cropLeft=0.25, cropHeight=0.8, cropWidth=0.6, mirrored=True, turn=0.09, zoom=0.2,
                                   down=0.1, right=-0.05),
         composed(crop=(0.1, 0.25, 0.8, 0.6), mirrored=True, turn=0.09, zoom=0.2, down=0.1, right=-0.05)),
        ("SciPy: everything, upside down, the border repeated",
         dict(cropTop=0.3, cropLeft=0, cropHeight=0.5, cropWidth=0.9, upsideDown=True, turn=-0.3, zoom=-0.1, down=-0.2, right=0.3,
              fill="NEAREST"),
         composed("nearest", crop=(0.3, 0, 0.5, 0.9), upside_down=True, turn=-0.3, zoom=-0.1, down=-0.2, right=0.3)),
        ("Keras: brighter", dict(brightness=0.25), layer(keras.layers.RandomBrightness((0.25, 0.25)))),
        ("Keras: darker", dict(brightness=-0.3), layer(keras.layers.RandomBrightness((-0.3, -0.3)))),
        ("Keras: more contrast", dict(contrast=1.7), colour(keras.layers.RandomContrast(0.5), contrast_factor=1.7)),
        ("Keras: less contrast", dict(contrast=0.4), colour(keras.layers.RandomContrast(0.5), contrast_factor=0.4)),
        ("Keras: paler", dict(saturation=0.3), colour(keras.layers.RandomColorDegeneration(0.5), factor=0.7)),
        ("Keras: grey", dict(saturation=0.0), colour(keras.layers.RandomColorDegeneration(0.5), factor=1.0)),
    ]
    for name, case, after in cases:
        assert after.shape == image.shape, name
    target = pathlib.Path(__file__).parents[1] / "resources/augmentation/transforms.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(dict(height=HEIGHT, width=WIDTH, image=image.ravel().tolist(), cases=[
        dict(name=name, **{**NEUTRAL, **case}, after=[round(float(v), 4) for v in after.ravel()]) for name, case, after in cases]),
        separators=(",", ":")))


main()

"""The first stage of the Keras guide "Transfer learning & fine-tuning" in Keras itself, beside docs/recipes/xception-transfer-learning.yaml.

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras tensorflow-cpu pillow
    /tmp/keras/bin/python fine-tuning/src/test/python/guide_recipe.py xception.keras ../shared/data/cats_dogs

A frozen Xception in inference mode at 150 x 150, pixels scaled to -1..1, flips and turns by up to a tenth of a turn, average pooling,
dropout 0.2, one unit on logits, Adam 1e-3, 20 epochs of batches of 64. Photos are stretched to 150 x 150. As in the recipe, four
augmented variants of each training photo go through the base once and the epochs take turns with them; the guide draws anew each time.
15 % of the training photos validate; nothing is decided on them.
"""
import pathlib
import sys
import time

import keras
import numpy as np
from PIL import Image

SIZE, VARIANTS, EPOCHS, BATCH, SEED = 150, 4, 20, 64, 42
layers = keras.layers


def photos(folder):
    images, labels = [], []
    for label, directory in enumerate(sorted(path for path in pathlib.Path(folder).iterdir() if path.is_dir())):
        for file in sorted(directory.iterdir()):
            images.append(np.asarray(Image.open(file).convert("RGB").resize((SIZE, SIZE), Image.BILINEAR), "float32"))
            labels.append(label)
    return np.stack(images), np.array(labels, "float32")


def main(base_file, folder):
    keras.utils.set_random_seed(SEED)
    base = keras.models.load_model(base_file)
    base.trainable = False
    flip, turn, scale = layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), layers.Rescaling(1 / 127.5, offset=-1)
    pooled = keras.Model(base.inputs, layers.GlobalAveragePooling2D()(base.outputs[0]))

    def features(raw):
        return pooled.predict(np.asarray(scale(raw)), batch_size=32, verbose=0)

    images, labels = photos(f"{folder}/train")
    order = np.random.default_rng(SEED).permutation(len(images))
    held = len(images) * 15 // 100
    validation, training = order[:held], order[held:]
    begun = time.time()
    variants = [features(turn(flip(images[training], training=True), training=True)) for _ in range(VARIANTS)]
    validating = features(images[validation])
    banked = time.time()

    head = keras.Sequential([keras.Input((pooled.output_shape[-1],)), layers.Dropout(0.2), layers.Dense(1)])
    head.compile(keras.optimizers.Adam(1e-3), keras.losses.BinaryCrossentropy(from_logits=True), metrics=[keras.metrics.BinaryAccuracy(threshold=0)])
    for epoch in range(EPOCHS):
        head.fit(variants[epoch % VARIANTS], labels[training], batch_size=BATCH, verbose=0)
    trained = time.time()
    print(f"{len(training)} train, {held} validate; features {banked - begun:.0f} s, head {trained - banked:.0f} s")
    print("validation loss %.4f, accuracy %.4f" % tuple(head.evaluate(validating, labels[validation], verbose=0)))
    images, labels = photos(f"{folder}/test")
    tested = features(images)
    print("test loss %.4f, accuracy %.4f" % tuple(head.evaluate(tested, labels, verbose=0)), "on", len(images), "photos")


if __name__ == "__main__":
    main(*sys.argv[1:])

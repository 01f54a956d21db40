"""The staged recipe written in the usual way for Keras: staged_keras.py BASE PHOTOS TRAINING_IMAGES [--cached]

The whole network runs in each epoch of the first stage, frozen part included, as the transfer-learning guide has it. With
--cached the features of each photo and of its mirror image are computed once by hand, which is what a careful person writes.
Prints one line of JSON.
"""
import json
import os
import pathlib
import resource
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy

SEED, BATCH = 42, 16
file, photos, training = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
cached = "--cached" in sys.argv
keras.utils.set_random_seed(SEED)

lines = [line.split() for line in (photos / "images.txt").read_text().splitlines()]
side = int(round((os.path.getsize(photos / "pixels.u8") / len(lines) / 3) ** 0.5))
pixels = numpy.fromfile(photos / "pixels.u8", numpy.uint8).reshape(len(lines), side, side, 3)
labels = numpy.array([int(line[1]) for line in lines])
splits = numpy.array([line[2] for line in lines])
classes = len((photos / "labels.txt").read_text().split())


def of(split, limit=None):
    chosen = numpy.flatnonzero(splits == split)[:limit]
    return pixels[chosen], labels[chosen]


train, validation, test = of("TRAIN", training), of("VALIDATION"), of("TEST")
begin = time.perf_counter()
whole = keras.models.load_model(file, compile=False)
last = next(layer for layer in whole.layers if "global_average_pooling" in layer.name)
base = keras.Model(whole.inputs, last.input)
base.trainable = False

inputs = keras.Input((side, side, 3))
features = keras.layers.RandomFlip("horizontal", seed=SEED)(inputs)
features = keras.layers.Rescaling(1 / 127.5, -1)(features)
features = base(features, training=False)
pooled = keras.layers.GlobalAveragePooling2D()(features)
dense = keras.layers.Dense(classes, activation="softmax", kernel_initializer="zeros")
model = keras.Model(inputs, dense(keras.layers.Dropout(0.2)(pooled)))


def fit(model, data, validation, rate, epochs, patience):
    steps = -(-len(data[0]) // BATCH) * epochs
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, steps)), "sparse_categorical_crossentropy",
                  metrics=["accuracy"])
    history = model.fit(*data, batch_size=BATCH, epochs=epochs, validation_data=validation, verbose=0, callbacks=[
        keras.callbacks.EarlyStopping("val_loss", patience=patience, restore_best_weights=True)])
    return len(history.history["loss"])


if cached:
    extract = keras.Model(inputs, pooled)
    rows = lambda images: extract.predict(images, batch_size=BATCH, verbose=0)
    banked = (numpy.concatenate([rows(train[0]), rows(train[0][:, :, ::-1])]), numpy.concatenate([train[1], train[1]]))
    head = keras.Sequential([keras.Input(pooled.shape[1:]), keras.layers.Dropout(0.2), dense])
    epochs = [fit(head, banked, (rows(validation[0]), validation[1]), 1e-3, 40, 10)]
else:
    epochs = [fit(model, train, validation, 1e-3, 40, 10)]
base.trainable = True
for layer in base.layers[:-len(base.layers) // 2]:
    layer.trainable = False
epochs.append(fit(model, train, validation, 1e-4, 6, 3))
loss, accuracy = model.evaluate(*test, batch_size=BATCH, verbose=0)
print(json.dumps({"peer": "keras, cached by hand" if cached else "keras", "seconds": round(time.perf_counter() - begin, 1),
                  "accuracy": round(accuracy, 4), "loss": round(loss, 4), "epochs": epochs,
                  "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))

"""Makes src/test/resources/training/schedules.json: learning rates by real Keras 3, step by step.

From the project's root:

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/schedule_fixtures.py
"""
import json
import pathlib

import keras
from keras.optimizers import schedules

RATE = 0.01
EPOCHS = 8
STEPS = 5  # per epoch
LOSSES = [1.0, 0.8, 0.79995, 0.81, 0.7, 0.7, 0.71, 0.69999]


def warm(epochs):
    """As CosineDecay has it: a first step above 0, then equal steps up to the rate."""
    steps = epochs * STEPS
    return dict(initial_learning_rate=RATE / (steps + 1), warmup_target=RATE, warmup_steps=steps, decay_steps=EPOCHS * STEPS - steps)


def plateau(factor, patience, min_delta):
    """The rate during each epoch, as the callback left it after the epochs before."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=factor, patience=patience, min_delta=min_delta)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(LOSSES):
        rates += [float(model.optimizer.learning_rate.numpy())] * STEPS
        callback.on_epoch_end(epoch, {"loss": loss})
    return rates


def rates(schedule):
    return [float(schedule(step)) for step in range(EPOCHS * STEPS)]


cases = {
    "schedule: cosine": rates(schedules.CosineDecay(RATE, EPOCHS * STEPS)),
    "schedule: cosine, warmup: 2": rates(schedules.CosineDecay(**warm(2))),
    "schedule: {exponential: {factor: 0.8}}": rates(schedules.ExponentialDecay(RATE, STEPS, 0.8)),
    "schedule: {step: {every: 3, factor: 0.1}}": rates(schedules.ExponentialDecay(RATE, 3 * STEPS, 0.1, staircase=True)),
    "schedule: {plateau: {factor: 0.5, patience: 2, minDelta: 0.0001}}": plateau(0.5, 2, 0.0001),
    "schedule: {plateau: {factor: 0.1, patience: 1, minDelta: 0}}": plateau(0.1, 1, 0),
}
target = pathlib.Path(__file__).parents[1] / "resources/training/schedules.json"
target.write_text(json.dumps(dict(learningRate=RATE, epochs=EPOCHS, stepsPerEpoch=STEPS, losses=LOSSES, cases=cases), indent=0))

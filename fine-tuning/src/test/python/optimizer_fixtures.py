"""Makes src/test/resources/training/optimizers.json: 20 batches through each optimizer by real Keras 3.

From the project's root:

    python3 -m venv /tmp/keras && /tmp/keras/bin/pip install keras jax
    KERAS_BACKEND=jax /tmp/keras/bin/python fine-tuning/src/test/python/optimizer_fixtures.py
"""
import json
import pathlib

import keras
import numpy as np

STEPS = 20
RATE = 0.01
CASES = {
    "adam": (keras.optimizers.Adam, dict(type="adam")),
    "adam, clipped": (keras.optimizers.Adam, dict(type="adam", clipNorm=0.5)),
    "adamw": (keras.optimizers.AdamW, dict(type="adamw", weightDecay=0.004)),
    "adam with weight decay, clipped": (keras.optimizers.Adam, dict(type="adam", weightDecay=0.1, clipNorm=1.0)),
    "sgd": (keras.optimizers.SGD, dict(type="sgd")),
    "sgd with momentum": (keras.optimizers.SGD, dict(type="sgd", momentum=0.9)),
    "sgd with nesterov": (keras.optimizers.SGD, dict(type="sgd", momentum=0.9, nesterov=True)),
    "sgd with momentum and weight decay": (keras.optimizers.SGD, dict(type="sgd", momentum=0.8, weightDecay=0.05)),
    "rmsprop": (keras.optimizers.RMSprop, dict(type="rmsprop")),
    "rmsprop with momentum": (keras.optimizers.RMSprop, dict(type="rmsprop", momentum=0.9)),
    "rmsprop with weight decay, cut": (keras.optimizers.RMSprop, dict(type="rmsprop", weightDecay=0.1, clipValue=0.2)),
    "sgd with nesterov, clipped together": (keras.optimizers.SGD, dict(type="sgd", momentum=0.9, nesterov=True, clipGlobalNorm=0.7)),
    "adam, cut": (keras.optimizers.Adam, dict(type="adam", clipValue=0.1)),
    "adamw, clipped together": (keras.optimizers.AdamW, dict(type="adamw", weightDecay=0.05, clipGlobalNorm=1.0)),
    "sgd, two batches a step": (keras.optimizers.SGD, dict(type="sgd", momentum=0.9, accumulate=2)),
    "adamw, four batches a step, clipped": (keras.optimizers.AdamW, dict(type="adamw", weightDecay=0.05, accumulate=4, clipNorm=0.5)),
    "adam, averaged": (keras.optimizers.Adam, dict(type="adam", average=0.8)),
    "sgd with momentum, averaged": (keras.optimizers.SGD, dict(type="sgd", momentum=0.9, average=0.95)),
}
OURS = dict(momentum="momentum", nesterov="nesterov", clipNorm="clipnorm", clipGlobalNorm="global_clipnorm", clipValue="clipvalue",
            weightDecay="weight_decay", accumulate="gradient_accumulation_steps", average="ema_momentum")



def optimizer(kind, case):
    arguments = dict(learning_rate=RATE)
    for ours, theirs in OURS.items():
        if ours in case:
            arguments[theirs] = case[ours]
    if "average" in case:
        arguments["use_ema"] = True
    made = kind(**arguments)
    if "weightDecay" in case:
        made.exclude_from_weight_decay(var_names=["bias"])
    return made


def main():
    random = np.random.default_rng(7)
    start = dict(kernel=random.normal(size=(3, 4)).astype("float32"), bias=random.normal(size=4).astype("float32"))
    # of growing and shrinking size, so that clipping is sometimes at work and sometimes not
    gradients = [{name: (random.normal(size=value.shape) * (0.05 + 0.4 * (step % 3))).astype("float32")
                  for name, value in start.items()} for step in range(STEPS)]
    cases = []
    for name, (kind, case) in CASES.items():
        variables = {key: keras.Variable(value, name=key) for key, value in start.items()}
        made = optimizer(kind, case)
        made.build(list(variables.values()))
        for gradient in gradients:
            made.apply(list(map(keras.ops.convert_to_tensor, gradient.values())), list(variables.values()))
        made.finalize_variable_values(list(variables.values()))
        cases.append(dict(name=name, **case, after={key: flat(v.numpy()) for key, v in variables.items()}))
    target = pathlib.Path(__file__).parents[1] / "resources/training/optimizers.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(dict(learningRate=RATE, start={k: flat(v) for k, v in start.items()},
                                      gradients=[{k: flat(v) for k, v in g.items()} for g in gradients], cases=cases), separators=(",", ":")))


def flat(array):
    return [float(number) for number in np.asarray(array).ravel()]


main()

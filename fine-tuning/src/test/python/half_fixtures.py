"""Makes src/test/resources/safetensors/half.json: 32-bit floats and what NumPy makes of them in 16 bits, both as their bits.

From the project's root:

    python3 -m venv /tmp/numpy && /tmp/numpy/bin/pip install numpy
    /tmp/numpy/bin/python fine-tuning/src/test/python/half_fixtures.py
"""
import json
import pathlib

import numpy as np

random = np.random.default_rng(5)
halves = np.arange(0, 0x7C00, 97, dtype=np.uint16).view(np.float16).astype(np.float32)
between = (halves[:-1] + halves[1:]) / 2  # near ties of the format's own neighbours, and others
edges = np.array([0, 5.9604645e-08, 2.9802322e-08, 2.98023259e-08, 6.097555e-05, 6.1035156e-05, 65504, 65519.996, 1, 1.0004883, 1.0014648,
                  1.00048840], dtype=np.float32)
numbers = np.concatenate([edges, between[:250], (10.0 ** random.uniform(-9, 4.8, 250)).astype(np.float32)])
numbers = np.concatenate([numbers, -numbers])
target = pathlib.Path(__file__).parents[1] / "resources/safetensors/half.json"
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(json.dumps([[int(bits), int(half)] for bits, half in
                              zip(numbers.view(np.int32), numbers.astype(np.float16).view(np.uint16))], separators=(",", ":")))

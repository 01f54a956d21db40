"""Photos become one array of pixels that every peer trains on: prepare.py DIR SIDE OUT, with DIR/{train,test}/<label>/*.

A fifth of the training photos validates, chosen by the hash of the file.
"""
import hashlib
import pathlib
import sys

import numpy
from PIL import Image

source, side, out = pathlib.Path(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
labels = sorted(path.name for path in (source / "train").iterdir() if path.is_dir())
pixels, lines, seen = [], [], set()
for folder in ("train", "test"):
    for number, label in enumerate(labels):
        for file in sorted((source / folder / label).iterdir()):
            content = file.read_bytes()
            key = hashlib.sha256(content).hexdigest()
            if key in seen:
                continue
            seen.add(key)
            with Image.open(file) as image:
                small = image.convert("RGB").resize((side, side), Image.Resampling.BICUBIC)
            split = "TEST" if folder == "test" else "VALIDATION" if int(key[:6], 16) % 5 == 0 else "TRAIN"
            pixels.append(numpy.asarray(small, numpy.uint8))
            lines.append(f"{key} {number} {split}")
# the order must not tell the label, since the first run leaves out the last of them
order = numpy.argsort([line.split()[0] for line in lines])
out.mkdir(parents=True, exist_ok=True)
numpy.stack([pixels[i] for i in order]).tofile(out / "pixels.u8")
(out / "images.txt").write_text("\n".join(lines[i] for i in order) + "\n")
(out / "labels.txt").write_text("\n".join(labels) + "\n")
print(f"{len(lines)} photos of {len(labels)} labels at {side} x {side}")

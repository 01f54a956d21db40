"""Signatures of synthetic pictures, computed with SciPy, for PictureSignatureTest.

Run: python signatures.py > ../resources/signatures.txt     (numpy 2, scipy 1.17)

Each line: width, height, seed, signature. The picture's sample at (x, y, channel) is
(x*x*(seed+channel) + y*(7*seed+x) + (x//5)*(y//7)*(31+channel)*seed) % 251.
"""
import numpy as np
from scipy.fft import dctn


def picture(width, height, seed):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return (x * x * (seed + c) + y * (7 * seed + x) + (x // 5) * (y // 7) * (31 + c) * seed) % 251


def matrix(source, target):
    """Rows: how the source's samples make each target sample; means when shrinking, interpolated when growing."""
    out = np.zeros((target, source))
    edges = np.linspace(0, source, target + 1)
    for t in range(target):
        if source >= target:
            for s in range(source):
                out[t, s] = max(0.0, min(edges[t + 1], s + 1) - max(edges[t], s)) * target / source
        else:
            at = min(max((t + 0.5) * source / target - 0.5, 0), source - 1)
            left = min(int(np.floor(at)), source - 2)
            out[t, left], out[t, left + 1] = 1 - (at - left), at - left
    return out


def signature(rgb):
    brightness = rgb @ np.array([0.299, 0.587, 0.114])
    small = matrix(rgb.shape[0], 32) @ brightness @ matrix(rgb.shape[1], 32).T
    f = dctn(small, type=2, norm="ortho")
    bits = f[:16, :16] > 0.5
    bits[0, 0] = False
    words = []
    for down, across in ((0, 0), (0, 8), (8, 0), (8, 8)):
        block = bits[down:down + 8, across:across + 8].ravel()
        words.append(sum(1 << i for i in range(64) if block[i]))
    look = [f[a, b] + f[b, a] for a, b in ((2, 0), (2, 2), (4, 0), (4, 2), (4, 4), (6, 0), (6, 2), (6, 4), (8, 0))]
    look += [f[a, e] * f[b, e] + f[e, a] * f[e, b] for a, b, e in ((1, 3, 0), (3, 5, 0), (1, 3, 2), (3, 5, 2))]
    look += [f[1, 1] * f[3, 3], f[1, 0] * f[0, 1] * f[1, 1], (f[2, 0] - f[0, 2]) * (f[4, 0] - f[0, 4])]
    red, green, blue = np.floor(rgb.reshape(-1, 3).mean(0) + 0.5).astype(int)
    return "".join("%016x" % w for w in words) + "-%04x-%02x%02x%02x" % (
        sum(1 << i for i, v in enumerate(look) if v > 0), red, green, blue)


for width, height, seed in ((32, 32, 1), (64, 64, 2), (100, 75, 3), (48, 64, 5), (20, 24, 4), (33, 20, 6), (224, 224, 9)):
    print(width, height, seed, signature(picture(width, height, seed)))

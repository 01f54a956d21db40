"""Makes the fixture of TwoSampleTestTest with SciPy.

    pip install numpy scipy
    python two_sample_fixtures.py ../resources/evaluation

two-sample.json: pairs of samples with the unbiased squared MMD (Gretton et al. 2012, equation 3) under a Gaussian kernel whose
bandwidth is the median distance of the pooled sample, and the exact p value over all ways to split it
(scipy.stats.permutation_test; its p value counts the observed split among them).
"""
import json
import sys

import numpy as np
from scipy.spatial.distance import cdist, pdist
from scipy.stats import permutation_test


def mmd2(x, y, bandwidth):
    def kernel(a, b):
        return np.exp(-cdist(a, b, "sqeuclidean") / (2 * bandwidth**2))

    m, n = len(x), len(y)
    xx, yy = kernel(x, x), kernel(y, y)
    return (
        (xx.sum() - np.trace(xx)) / (m * (m - 1))
        + (yy.sum() - np.trace(yy)) / (n * (n - 1))
        - 2 * kernel(x, y).mean()
    )


def case(name, x, y):
    x, y = x.astype(np.float32), y.astype(np.float32)
    pooled = np.concatenate([x, y]).astype(np.float64)
    bandwidth = float(np.median(pdist(pooled)))

    def statistic(one, other):
        return mmd2(pooled[one.astype(int)], pooled[other.astype(int)], bandwidth)

    exact = permutation_test(
        (np.arange(len(x)), np.arange(len(x), len(pooled))),
        statistic,
        permutation_type="independent",
        alternative="greater",
        n_resamples=np.inf,
    )
    return {
        "name": name,
        "one": x.tolist(),
        "other": y.tolist(),
        "bandwidth": bandwidth,
        "statistic": float(exact.statistic),
        "pValue": float(exact.pvalue),
    }


rng = np.random.default_rng(5)
cases = [
    case("same source", rng.normal(size=(7, 4)), rng.normal(size=(8, 4))),
    case("shifted", rng.normal(size=(6, 4)), rng.normal(size=(9, 4)) + 1.0),
    case("same mean, wider", rng.normal(size=(8, 3)), rng.normal(size=(6, 3)) * 3),
    case("few", rng.normal(size=(3, 2)), rng.normal(size=(4, 2)) + 5),
]
with open(sys.argv[1] + "/two-sample.json", "w") as file:
    json.dump(cases, file)
    file.write("\n")

"""Makes src/test/resources/evaluation/metrics.json: probabilities, and what scikit-learn and SciPy measure of them.

From the project's root:

    python3 -m venv /tmp/metrics && /tmp/metrics/bin/pip install numpy scipy scikit-learn
    /tmp/metrics/bin/python fine-tuning/src/test/python/evaluation_fixtures.py
"""
import json
import pathlib
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")
BINS = 15


def probabilities(rng, images, classes, skill, decimals):
    """Softmax of noise around the truth; few decimals make many ties."""
    truth = rng.integers(0, classes, images)
    logits = rng.normal(size=(images, classes)) + skill * np.eye(classes)[truth]
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return truth, np.round(p, decimals).astype(np.float32)


def none_if_nan(value):
    return None if np.isnan(value) else float(value)


def ranking(truth, p, label):
    """Each class against the rest; the area is not defined without images of both kinds, the precision without images of the class."""
    positive = truth == label
    both = 0 < positive.sum() < len(truth)
    return dict(rocAuc=float(metrics.roc_auc_score(positive, p[:, label])) if both else None,
                averagePrecision=float(metrics.average_precision_score(positive, p[:, label])) if positive.any() else None)


def averages(truth, predicted, p, average):
    there = [label for label in range(p.shape[1]) if (truth == label).any()]
    indicator = np.eye(p.shape[1])[truth]
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        truth, predicted, labels=None if average == "micro" else there, average=average, zero_division=0)
    columns = slice(None) if average == "micro" else there
    return dict(precision=precision, recall=recall, f1=f1,
                rocAuc=metrics.roc_auc_score(indicator[:, columns], p[:, columns], average=average),
                averagePrecision=metrics.average_precision_score(indicator[:, columns], p[:, columns], average=average))


def calibration(truth, predicted, p):
    confidence = p.max(axis=1).astype(float)
    right = truth == predicted
    counts = np.bincount(np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], confidence), minlength=BINS)
    accuracy, sure = calibration_curve(right, confidence, n_bins=BINS, strategy="uniform")
    error = float(np.sum(counts[counts > 0] * np.abs(accuracy - sure)) / len(truth))
    # rows that are rounded do not sum to one, so the score is written out
    return dict(expectedError=error, brier=float(np.mean(np.sum((p.astype(float) - np.eye(p.shape[1])[truth]) ** 2, axis=1))),
                images=counts.tolist(), accuracy=accuracy.tolist(), confidence=sure.tolist())


def case(truth, p):
    predicted = p.argmax(axis=1)
    classes = p.shape[1]
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        truth, predicted, labels=range(classes), zero_division=np.nan)
    own = np.clip(p[np.arange(len(truth)), truth].astype(float), 1e-7, 1 - 1e-7)
    return dict(truth=truth.tolist(), probabilities=[[float(str(x)) for x in row] for row in p],
                loss=float(-np.log(own).mean()), accuracy=metrics.accuracy_score(truth, predicted),
                confusion=metrics.confusion_matrix(truth, predicted, labels=range(classes)).tolist(),
                perClass=[dict(images=int(support[i]), precision=none_if_nan(precision[i]), recall=none_if_nan(recall[i]),
                               f1=none_if_nan(f1[i])) | ranking(truth, p, i) for i in range(classes)],
                # of equal probabilities scikit-learn takes the last class, we the first, as argmax does: so the other way round
                topK=[dict(k=k, accuracy=float(metrics.top_k_accuracy_score(classes - 1 - truth, p[:, ::-1], k=k, labels=range(classes))))
                      for k in (2, 3, 5, 10) if k < classes],
                macro=averages(truth, predicted, p, "macro"), weighted=averages(truth, predicted, p, "weighted"),
                micro=averages(truth, predicted, p, "micro"), calibration=calibration(truth, predicted, p))


def comparison(rng, images, one, other):
    """Two classifiers of the same two-class images, of given skill; intervals by SciPy's paired percentile bootstrap."""
    truth = rng.integers(0, 2, images)
    sides = []
    for skill in (one, other):
        p = 1 / (1 + np.exp(-(rng.normal(size=images) + skill * (2 * truth - 1))))
        sides.append(np.round(np.stack([1 - p, p], axis=1), 4).astype(np.float32))
    right = [side.argmax(axis=1) == truth for side in sides]
    loss = [-np.log(np.clip(side[np.arange(images), truth].astype(float), 1e-7, 1 - 1e-7)) for side in sides]
    only = [int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum())]

    def interval(first, second):
        found = stats.bootstrap((first.astype(float), second.astype(float)), lambda a, b, axis: np.mean(a - b, axis=axis), paired=True,
                                vectorized=True, n_resamples=100_000, batch=1000, confidence_level=0.95, method="percentile",
                                rng=np.random.default_rng(1)).confidence_interval
        return dict(difference=float(first.mean() - second.mean()), low=float(found.low), high=float(found.high))

    return dict(truth=truth.tolist(), first=[[float(str(x)) for x in row] for row in sides[0]],
                second=[[float(str(x)) for x in row] for row in sides[1]], onlyFirstRight=only[0], onlySecondRight=only[1],
                pValue=float(stats.binomtest(only[0], sum(only)).pvalue) if sum(only) else 1.0,
                accuracy=interval(right[0].astype(float), right[1].astype(float)), loss=interval(*loss))


rng = np.random.default_rng(7)
seldom_truth, seldom = probabilities(rng, 60, 4, 2, 3)
seldom_truth[seldom_truth == 3] = 1  # the last class has no images,
seldom[:, 2] = 0.001  # and the one before is never predicted
cases = {
    "two classes": case(*probabilities(rng, 80, 2, 1, 2)),
    "six classes with ties": case(*probabilities(rng, 120, 6, 2, 2)),
    "twelve classes": case(*probabilities(rng, 60, 12, 2, 5)),
    "a class without images and one never predicted": case(seldom_truth, seldom),
}
mcnemar = [dict(onlyFirst=a, onlySecond=b, pValue=float(stats.binomtest(a, a + b).pvalue))
           for a, b in [(3, 1), (10, 2), (5, 5), (0, 7), (25, 40), (600, 500), (2000, 1), (51_000, 50_000)]]
target = pathlib.Path(__file__).parents[1] / "resources/evaluation/metrics.json"
target.write_text(json.dumps(dict(cases=cases, mcnemar=mcnemar, comparisons=[
    comparison(rng, 200, 1.5, 1.0), comparison(rng, 60, 1.0, 1.0)]), indent=0).replace("\n", ""))

"""Fixtures for the tests of the importance of features, by scikit-learn, scipy and numpy.

Needs: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1. Run from anywhere: python oracles/importance.py
Writes core/src/test/resources/org/jpsi/core/eval/importance.{csv,properties}.

The model is a formula that the tests have too: what is compared is what is made of its scores.
"""

from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.stats import spearmanr
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.inspection import partial_dependence, permutation_importance

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"
N = 400
REPEATS = 400
rng = np.random.default_rng(11)

# float32, as a network gets them; times[i] copies of an event are its weight
x = rng.normal(size=(N, 6)).astype(np.float32)
x[:, 1] = (0.95 * x[:, 0] + 0.2 * x[:, 1]).astype(np.float32)
x[:, 4] = np.round(x[:, 4])
x[:, 5] = (np.exp(-x[:, 4]) + 0.01 * x[:, 5]).astype(np.float32)
times = rng.integers(1, 5, N)
signal = (rng.random(N) < 1 / (1 + np.exp(-(1.5 * x[:, 0] + 0.8 * x[:, 2] - 0.5 * x[:, 2] * x[:, 3])))).astype(int)
target = 3 * x[:, 0] + x[:, 2] ** 2 + rng.normal(size=N)


def formula(x):
    x = x.astype(float)
    return 1 / (1 + np.exp(-(1.2 * x[:, 0] + 0.3 * x[:, 1] + 0.8 * x[:, 2] - 0.5 * x[:, 2] * x[:, 3])))


class Classifier(ClassifierMixin, BaseEstimator):
    def fit(self, x, y):
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, x):
        p = formula(x)
        return np.stack([1 - p, p], 1)

    def predict(self, x):
        return (formula(x) > 0.5).astype(int)


class Regressor(RegressorMixin, BaseEstimator):
    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return 10 * formula(x) - 5


expected = {}
for name, model, truth, scoring in (
    ("auc", Classifier(), signal, "roc_auc"),
    ("rmse", Regressor(), target, "neg_root_mean_squared_error"),
):
    found = permutation_importance(
        model.fit(x, truth), x, truth, scoring=scoring, n_repeats=REPEATS, random_state=3, sample_weight=times
    )
    for f in range(6):
        expected[f"{name}.{f}"] = found.importances_mean[f]
        expected[f"{name}_luck.{f}"] = found.importances_std[f] / np.sqrt(REPEATS)

grid = np.array([-1.5, -0.25, 0.0, 0.5, 2.0], dtype=np.float32)
model = Classifier().fit(x, signal)
for f in (0, 2):
    average = partial_dependence(
        model, x, [f], custom_values={f: grid}, sample_weight=times, method="brute", response_method="predict_proba"
    )["average"][0]
    each = partial_dependence(
        model, x, [f], custom_values={f: grid}, kind="individual", method="brute", response_method="predict_proba"
    )["individual"][0]
    for k in range(len(grid)):
        expected[f"dependence.{f}.{k}"] = average[k]
        for q in (0.16, 0.84):
            expected[f"dependence_{q}.{f}.{k}"] = np.quantile(
                each[:, k], q, method="inverted_cdf", weights=times.astype(float)
            )

rank = spearmanr(np.repeat(x, times, axis=0)).statistic
for a in range(6):
    for b in range(a):
        expected[f"rank.{a}.{b}"] = rank[a, b]
tree = linkage(squareform(1 - np.abs(rank), checks=False), method="complete")
for threshold in (0.3, 0.8, 0.999):
    clusters = fcluster(tree, 1 - threshold, criterion="distance")
    groups = sorted(tuple(int(f) for f in np.flatnonzero(clusters == c)) for c in np.unique(clusters))
    expected[f"groups.{threshold}"] = " ".join(",".join(map(str, g)) for g in groups)
for q in (0.025, 0.5, 0.975):
    expected[f"quantile.{q}"] = np.quantile(x[:, 2].astype(float), q, method="inverted_cdf", weights=times.astype(float))

with open(OUT / "importance.csv", "w") as out:
    out.write("x0,x1,x2,x3,x4,x5,times,signal,target\n")
    for i in range(N):
        out.write(",".join([*(repr(float(v)) for v in x[i]), str(times[i]), str(signal[i]), repr(float(target[i]))]) + "\n")
with open(OUT / "importance.properties", "w") as out:
    for key in sorted(expected):
        value = expected[key]
        out.write(f"{key}={value if isinstance(value, str) else repr(float(value))}\n")

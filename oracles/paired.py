"""Errors of differences of figures of two models on the same events, by the bootstrap of numpy and
by DeLong's formula; figures by scikit-learn.

Needs: numpy==2.4.6 scikit-learn==1.9.1. Run from anywhere: python oracles/paired.py
Reads core/src/test/resources/org/jpsi/core/eval/events.csv, writes paired.properties beside it.
"""

from pathlib import Path

import numpy as np
from sklearn.metrics import brier_score_loss, log_loss, mean_absolute_error, mean_squared_error, roc_auc_score

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"
events = np.genfromtxt(OUT / "events.csv", delimiter=",", names=True)
signal, label = events["signal"].astype(int), events["label"].astype(int)
first = np.clip(events["score"], 0.01, 0.99)
second = np.clip(0.7 * events["score"] + 0.3 * events["score1"], 0.01, 0.99)
classes = np.stack([events["score0"], events["score1"], events["score2"]], axis=1)
classes = (classes + 0.01) / 1.03
other = 0.6 * classes + 0.4 * np.stack([first, (1 - first) / 2, (1 - first) / 2], axis=1)
target, predicted = events["target"], events["predicted"]
closer = 0.5 * predicted + 0.5 * target + 1.0


def auc(score, truth, weight):
    """Pair by pair: what scikit-learn gives, but for signed weights too."""
    s, b = truth == 1, truth == 0
    psi = np.sign(score[s][:, None] - score[b][None, :]) / 2 + 0.5
    return weight[s] @ psi @ weight[b] / weight[s].sum() / weight[b].sum()


def mean_auc(score, truth, weight):
    return np.mean([auc(score[:, c], (truth == c).astype(int), weight) for c in range(3)])


def loss(score, truth, weight):
    p = np.where(truth == 1, score, 1 - score)
    return -(weight * np.log(p)).sum() / weight.sum()


def brier(score, truth, weight):
    return (weight * (score - truth) ** 2).sum() / weight.sum()


def rmse(found, truth, weight):
    return np.sqrt((weight * (found - truth) ** 2).sum() / weight.sum())


def mae(found, truth, weight):
    return (weight * np.abs(found - truth)).sum() / weight.sum()


def bootstrap(figure, one, two, truth, weight, strata, times=3000):
    rng = np.random.default_rng(7)
    found = []
    for _ in range(times):
        drawn = np.concatenate([rng.choice(s, len(s)) for s in strata])
        w = weight * np.bincount(drawn, minlength=len(weight))
        found.append(figure(two, truth, w) - figure(one, truth, w))
    return np.std(found, ddof=1)


def delong(one, two, truth):
    """DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837."""
    v, u = [], []
    for score in (one, two):
        s, b = score[truth == 1], score[truth == 0]
        psi = np.sign(s[:, None] - b[None, :]) / 2 + 0.5
        v.append(psi.mean(1))
        u.append(psi.mean(0))
    return np.sqrt((v[1] - v[0]).var(ddof=1) / len(v[0]) + (u[1] - u[0]).var(ddof=1) / len(u[0]))


expected = {}
for name in ("one", "positive", "signed"):
    weight = np.ones(len(signal)) if name == "one" else events[name]
    by_class = [np.flatnonzero(signal == c) for c in range(2)]
    for figure, of in (("auc", auc), ("log_loss", loss), ("brier", brier)):
        expected[f"{figure}.{name}.first"] = of(first, signal, weight)
        expected[f"{figure}.{name}.second"] = of(second, signal, weight)
        expected[f"{figure}.{name}.error"] = bootstrap(of, first, second, signal, weight, by_class)
    three = [np.flatnonzero(label == c) for c in range(3)]
    expected[f"mean.{name}.first"] = mean_auc(classes, label, weight)
    expected[f"mean.{name}.error"] = bootstrap(mean_auc, classes, other, label, weight, three, 300)
    everything = [np.arange(len(signal))]
    for figure, of in (("rmse", rmse), ("mae", mae)):
        expected[f"{figure}.{name}.first"] = of(predicted, target, weight)
        expected[f"{figure}.{name}.second"] = of(closer, target, weight)
        expected[f"{figure}.{name}.error"] = bootstrap(of, predicted, closer, target, weight, everything)
expected["delong"] = delong(first, second, signal)

# the definitions above are those of scikit-learn, where it takes the weights
w = events["positive"]
assert np.isclose(auc(first, signal, w), roc_auc_score(signal, first, sample_weight=w), atol=1e-12)
assert np.isclose(loss(first, signal, w), log_loss(signal, first, sample_weight=w), atol=1e-12)
assert np.isclose(brier(first, signal, w), brier_score_loss(signal, first, sample_weight=w), atol=1e-12)
assert np.isclose(rmse(predicted, target, w) ** 2, mean_squared_error(target, predicted, sample_weight=w), atol=1e-9)
assert np.isclose(mae(predicted, target, w), mean_absolute_error(target, predicted, sample_weight=w), atol=1e-12)

with open(OUT / "paired.properties", "w") as out:
    out.write("# by oracles/paired.py\n")
    for name, value in sorted(expected.items()):
        out.write(f"{name}={value!r}\n".replace("np.float64(", "").replace(")", ""))

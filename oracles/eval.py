"""Fixtures for the tests of core's eval package, by scikit-learn, scipy, numpy and the bootstrap.

Needs: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1. Run from anywhere: python oracles/eval.py
Writes core/src/test/resources/org/jpsi/core/eval/{events.csv,expected.properties}.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binomtest, ks_2samp, kstwobign, norm
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    confusion_matrix,
    mean_absolute_error,
    mean_squared_error,
    roc_auc_score,
    roc_curve,
)

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"
N = 600
rng = np.random.default_rng(5)

signal = (rng.random(N) < 0.4).astype(int)
# Rounded, so that there are ties within and between the classes.
score = np.round(1 / (1 + np.exp(-rng.normal(size=N) - 1.1 * (signal - 0.5))), 2)
positive = np.round(rng.gamma(2.0, 0.5, N), 3) + 0.001
signed = np.where(rng.random(N) < 0.2, -positive, positive)
label = rng.integers(0, 3, N)
raw = np.exp(rng.normal(size=(N, 3)) + 1.3 * np.eye(3)[label])
scores = np.round(raw / raw.sum(1, keepdims=True), 3)
scores[:, 2] = np.round(1 - scores[:, 0] - scores[:, 1], 3)
target = np.round(rng.normal(100, 15, N), 2)
predicted = np.round(target * 0.95 + 6 + rng.normal(0, 4, N), 2)

columns = {
    "score": score, "signal": signal, "one": np.ones(N), "positive": positive, "signed": signed, "label": label,
    "score0": scores[:, 0], "score1": scores[:, 1], "score2": scores[:, 2], "target": target, "predicted": predicted,
}
expected = {}


def auc(score, signal, weight):
    """The definition, pair by pair: what scikit-learn gives, but for signed weights too."""
    s, b = signal == 1, signal == 0
    psi = np.sign(score[s][:, None] - score[b][None, :]) / 2 + 0.5
    return weight[s] @ psi @ weight[b] / weight[s].sum() / weight[b].sum()


def delong(score, signal):
    s, b = score[signal == 1], score[signal == 0]
    psi = np.sign(s[:, None] - b[None, :]) / 2 + 0.5
    return np.sqrt(psi.mean(1).var(ddof=1) / len(s) + psi.mean(0).var(ddof=1) / len(b))


def bootstrap(figure, seed, times=3000):
    """Resampled within each class, for the number of events of a class is not what is tested."""
    draw = np.random.default_rng(seed)
    s, b = np.flatnonzero(signal == 1), np.flatnonzero(signal == 0)
    return np.std([figure(np.concatenate([draw.choice(s, len(s)), draw.choice(b, len(b))])) for _ in range(times)])


def efficiency(background, index, weight):
    order = index[np.argsort(-score[index], kind="stable")]
    value = score[order]
    last = np.append(np.flatnonzero(np.diff(value)), len(value) - 1)
    s = np.append(0, np.cumsum(weight[order] * signal[order])[last])
    b = np.append(0, np.cumsum(weight[order] * (1 - signal[order]))[last])
    return np.interp(background, b / b[-1], s / s[-1])


for name in ("one", "positive", "signed"):
    w = columns[name]
    expected[f"auc.{name}"] = auc(score, signal, w)
    if name != "signed":
        assert abs(expected[f"auc.{name}"] - roc_auc_score(signal, score, sample_weight=w)) < 1e-12
    expected[f"auc_bootstrap.{name}"] = bootstrap(lambda i: auc(score[i], signal[i], w[i]), 1)
expected["auc_delong"] = delong(score, signal)
expected["auc_ovr.one"] = roc_auc_score(label, scores, multi_class="ovr", average="macro")
expected["auc_ovr.positive"] = np.mean(
    [roc_auc_score(label == c, scores[:, c], sample_weight=positive) for c in range(3)]
)


def any_bootstrap(figure, seed, times=3000):
    draw = np.random.default_rng(seed)
    return np.std([figure(draw.integers(0, N, N)) for _ in range(times)])


expected["auc_ovr_bootstrap.positive"] = any_bootstrap(
    lambda i: np.mean([auc(scores[i, c], (label[i] == c).astype(int), positive[i]) for c in range(3)]), 2, 1000
)
for background in (0.1, 0.3):
    fpr, tpr, _ = roc_curve(signal, score, sample_weight=positive, drop_intermediate=False)
    assert abs(np.interp(background, fpr, tpr) - efficiency(background, np.arange(N), positive)) < 1e-12
    expected[f"efficiency.{background}"] = np.interp(background, fpr, tpr)
    expected[f"efficiency_bootstrap.{background}"] = bootstrap(lambda i: efficiency(background, i, positive), 3)

best = scores.argmax(1)
matrix = confusion_matrix(label, best, sample_weight=positive)
for t in range(3):
    for p in range(3):
        expected[f"confusion.{t}.{p}"] = matrix[t, p]
expected["accuracy"] = accuracy_score(label, best, sample_weight=positive)
expected["accuracy_bootstrap"] = any_bootstrap(lambda i: np.average(label[i] == best[i], weights=positive[i]), 4)

expected["rmse"] = np.sqrt(mean_squared_error(target, predicted, sample_weight=positive))
expected["rmse_bootstrap"] = any_bootstrap(
    lambda i: np.sqrt(np.average((predicted[i] - target[i]) ** 2, weights=positive[i])), 6
)
expected["mae"] = mean_absolute_error(target, predicted, sample_weight=positive)
expected["bias"] = np.average(predicted - target, weights=positive)
expected["bias.signed"] = (signed * (predicted - target)).sum() / signed.sum()
expected["bias_bootstrap"] = any_bootstrap(lambda i: np.average(predicted[i] - target[i], weights=positive[i]), 7)
expected["spread"] = np.sqrt(np.average((target - np.average(target, weights=positive)) ** 2, weights=positive))

one, other = score[signal == 1], score[signal == 0]
ks = ks_2samp(one, other)
expected["ks"] = ks.statistic
expected["ks_half"] = ks_2samp(one[::2], one[1::2]).statistic
effective = 1 / (1 / len(one[::2]) + 1 / len(one[1::2]))
expected["ks_half_p"] = kstwobign.sf(np.sqrt(effective) * expected["ks_half"])
grid = np.unique(score)
for name in ("positive", "signed"):
    w = columns[name]
    f = [np.array([w[(signal == k) & (score <= x)].sum() for x in grid]) / w[signal == k].sum() for k in (1, 0)]
    expected[f"ks.{name}"] = np.abs(f[0] - f[1]).max()
    expected[f"effective.{name}"] = w[signal == 1].sum() ** 2 / (w[signal == 1] ** 2).sum()
for z in (0.1, 0.3, 0.7, 0.99, 1.0, 1.5, 3.0):
    expected[f"kolmogorov.{z}"] = kstwobign.sf(z)

quantities = np.stack([score, target, predicted, scores[:, 0]])
for name in ("positive", "signed"):
    w = columns[name]
    centered = quantities - (quantities * w).sum(1, keepdims=True) / w.sum()
    covariance = (centered * w) @ centered.T
    if name == "positive":
        assert np.allclose(covariance / w.sum(), np.cov(quantities, aweights=w, ddof=0))
    correlation = covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    for a in range(4):
        for b in range(a):
            expected[f"correlation.{name}.{a}.{b}"] = correlation[a, b]

heights, _ = np.histogram(target, bins=12, range=(70, 130), weights=signed)
squares, _ = np.histogram(target, bins=12, range=(70, 130), weights=signed**2)
for i in range(12):
    expected[f"histogram.{i}"] = heights[i]
    expected[f"histogram_error.{i}"] = np.sqrt(squares[i])

s, b = positive[(signal == 1) & (score >= 0.6)].sum() * 2, positive[(signal == 0) & (score >= 0.6)].sum() * 3
expected["cut.s"], expected["cut.b"] = s, b
expected["cut.purity"] = s / (s + b)
expected["cut.significance"] = s / np.sqrt(s + b)
expected["cut.asimov"] = np.sqrt(2 * ((s + b) * np.log(1 + s / b) - s))

# eps_S / sqrt(eps_B) cut by cut, where the background left has an effective number of events of at least 40
s, b = signal == 1, signal == 0
for name in ("one", "positive", "signed"):
    w = columns[name]
    rows = []
    for cut in np.unique(score):
        left = w[b & (score >= cut)]
        if left.sum() > 0 and left.sum() ** 2 / (left**2).sum() >= 40:
            es, eb = w[s & (score >= cut)].sum() / w[s].sum(), left.sum() / w[b].sum()
            rows.append((es / np.sqrt(eb), cut, es, eb))
    best = max(rows)
    for key, value in zip(("most", "cut", "signal", "background"), best):
        expected[f"sic_{key}.{name}"] = value
    expected[f"sic_cuts.{name}"] = len(rows)

    def at_best(i):
        pick = score[i] >= best[1]
        es, eb = (w[i][pick & (signal[i] == c)].sum() / w[i][signal[i] == c].sum() for c in (1, 0))
        return es / np.sqrt(eb)

    expected[f"sic_bootstrap.{name}"] = bootstrap(at_best, 2)

probability = score
for name in ("one", "positive", "signed"):
    w = columns[name]
    squares = (probability - signal) ** 2
    expected[f"brier.{name}"] = (w * squares).sum() / w.sum()
    if name != "signed":
        assert abs(expected[f"brier.{name}"] - brier_score_loss(signal, probability, sample_weight=w)) < 1e-12
    expected[f"brier_bootstrap.{name}"] = any_bootstrap(
        lambda i: (w[i] * (probability[i] - signal[i]) ** 2).sum() / w[i].sum(), 8, 1000
    )
share = scores / scores.sum(1, keepdims=True)
expected["brier_classes.positive"] = np.average(((share - np.eye(3)[label]) ** 2).sum(1), weights=positive)
assert abs(expected["brier_classes.positive"] - brier_score_loss(label, share, sample_weight=positive, labels=[0, 1, 2])) < 1e-12

# The expected yields of a cut and their errors: every event comes a Poisson number of times.
pass_s, pass_b = positive[(signal == 1) & (score >= 0.6)], positive[(signal == 0) & (score >= 0.6)]
draw = np.random.default_rng(9)
found = []
for _ in range(4000):
    s = 2 * (pass_s * draw.poisson(1, len(pass_s))).sum()
    b = 3 * (pass_b * draw.poisson(1, len(pass_b))).sum()
    found.append((s / np.sqrt(s + b), np.sqrt(2 * ((s + b) * np.log(1 + s / b) - s))))
expected["cut.significance_bootstrap"], expected["cut.asimov_bootstrap"] = np.std(found, axis=0)


def newcombe(a, m, n):
    """The distance of an AUC to the farther end of its 68 % interval: Newcombe (2006), method 5."""
    k = (m + n) / 2 - 1

    def deviation(t):
        return np.sqrt(t * (1 - t) * (1 + k * (1 - t) / (2 - t) + k * t / (1 + t)) / m / n)

    low = brentq(lambda t: a - t - deviation(t), 0, a - 1e-12, xtol=1e-14) if a > 0 else 0
    high = brentq(lambda t: t - a - deviation(t), a + 1e-12, 1, xtol=1e-14) if a < 1 else 1
    return max(a - low, high - a)


for a, m, n in ((1, 2, 2), (1, 20, 5), (0.9, 10, 10), (0, 3, 3)):
    expected[f"newcombe.{a}.{m}.{n}"] = newcombe(a, m, n)
level = 2 * norm.cdf(1) - 1
for k, n in ((4, 4), (0, 7), (19, 20), (1, 3)):
    ends = binomtest(k, n).proportion_ci(level, "wilson")
    expected[f"wilson.{k}.{n}"] = max(k / n - ends.low, ends.high - k / n)

OUT.mkdir(parents=True, exist_ok=True)
with open(OUT / "events.csv", "w") as out:
    out.write(",".join(columns) + "\n")
    for row in zip(*columns.values()):
        out.write(",".join(repr(float(x)) for x in row) + "\n")
with open(OUT / "expected.properties", "w") as out:
    for key, value in expected.items():
        out.write(f"{key}={float(value)!r}\n")

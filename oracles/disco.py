"""Decorrelation of a score from a mass: the weighted distance correlation by the formula that the authors of DisCo published
(distance_corr of github.com/gkasieczka/DisCo, power 1) with PyTorch's gradient in float64, without weights by dcor, a loss with it by
PyTorch; the Jensen-Shannon divergence by SciPy, background efficiencies by scikit-learn.

Needs: dcor==0.7 numpy scikit-learn==1.9.1 scipy==1.17.1 torch==2.15.0. Run: python oracles/disco.py
Writes core/src/test/resources/engine/disco.txt
"""

import pathlib
import re

import dcor
import numpy as np
import torch
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import roc_curve

OUT = pathlib.Path(__file__).parent.parent / "core/src/test/resources/engine"
EFFICIENCIES = (0.3, 0.5, 0.7, 0.9)


def write(name, arrays):
    with open(OUT / f"{name}.txt", "w", encoding="ascii") as file:
        for key, value in arrays.items():
            value = np.asarray(value, dtype=np.float64)
            shape = "x".join(map(str, value.shape)) or "scalar"
            values = " ".join(re.sub(r"\.?0+p", "p", float(v).hex()) for v in value.flatten())
            file.write(f"{key} {shape} {values}\n")


def rounded(values):
    """Numbers that float32 holds exactly, as float64."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def distance_corr(x, y, weight):
    """As published, with power=1: the square. `weight` has the mean 1."""
    def centered(v):
        n = len(v)
        a = (v.view(-1, 1).repeat(1, n) - v.view(-1, 1).repeat(1, n).t()).abs()
        mean = (a * weight).mean(dim=1)
        return a - mean.repeat(n, 1) - mean.repeat(n, 1).t() + (mean * weight).mean()

    a, b = centered(x), centered(y)
    ab = ((a * b * weight).mean(dim=1) * weight).mean()
    aa = ((a * a * weight).mean(dim=1) * weight).mean()
    bb = ((b * b * weight).mean(dim=1) * weight).mean()
    return ab / torch.sqrt(aa * bb)


def correlations(random):
    n = 150
    mass = rounded(np.round(random.exponential(80, n), 1))
    score = rounded(1 / (1 + np.exp(-(0.02 * (mass - 70) + random.normal(size=n)))))
    score[10:16] = score[10]
    mass[20:30] = mass[20]
    weight = rounded(random.exponential(1, n))
    weight[5] = 0
    arrays = {"score": score, "mass": mass, "weight": weight}
    for name, y in [("plain", mass), ("far", rounded(1e6 + 8 * np.round(mass))), ("levels", np.floor(mass / 60))]:
        x = torch.tensor(score, requires_grad=True)
        value = distance_corr(x, torch.tensor(y), torch.tensor(weight / weight.mean()))
        value.backward()
        arrays |= {f"{name}.y": y, f"{name}.squared": value.item(), f"{name}.gradient": x.grad}
    arrays["unweighted"] = dcor.distance_correlation_sqr(score, mass)
    arrays["independent"] = dcor.distance_correlation_sqr(random.permutation(score), mass)
    return arrays


def loss(random):
    """Cross-entropy and 7 times both distance correlations of the background, all by the sum of weights."""
    n = 60
    logit = rounded(random.normal(0, 2, n))
    target = (np.arange(n) % 3 == 0).astype(float)
    weight = rounded(random.exponential(1, n))
    first, second = rounded(logit + random.normal(size=n)), rounded(random.normal(size=n))
    second[4] = np.nan
    z = torch.tensor(logit, requires_grad=True)
    w, y = torch.tensor(weight), torch.tensor(target)
    value = torch.nn.functional.binary_cross_entropy_with_logits(z, y, weight=w, reduction="sum")
    for variable in (first, second):
        kept = torch.tensor((target == 0) & ~np.isnan(variable))
        value = value + 7 * w.sum() * distance_corr(
            z.sigmoid()[kept], torch.tensor(variable)[kept], w[kept] / w[kept].mean())
    value.backward()
    return {"loss.logit": logit, "loss.target": target, "loss.weight": weight, "loss.first": first, "loss.second": second,
            "loss.value": value.item(), "loss.gradient": z.grad}


def figures(random):
    n = 3000
    signal = np.arange(n) % 3 == 0
    mass = np.where(signal, np.round(random.normal(20, 2, n)), random.integers(0, 40, n)).clip(0, 39)
    score = np.round(1 / (1 + np.exp(-(random.normal(size=n) + 2 * signal + 0.8 * (np.abs(mass - 20) < 6)))), 3)
    weight = rounded(random.exponential(1, n))
    arrays = {"figures.score": score, "figures.signal": signal, "figures.mass": mass, "figures.weight": weight}
    background, passing, _ = roc_curve(signal, score, sample_weight=weight, drop_intermediate=False)
    order = np.argsort(-score[signal], kind="stable")
    sums = np.cumsum(weight[signal][order])
    edges = np.arange(-0.5, 40)
    for efficiency in EFFICIENCIES:
        cut = score[signal][order][np.searchsorted(sums, efficiency * sums[-1])]
        of = [np.histogram(mass[chosen], edges, weights=weight[chosen])[0]
              for chosen in (~signal & (score >= cut), ~signal & (score < cut))]
        name = f"figures.at{int(100 * efficiency)}"
        arrays |= {f"{name}.cut": cut, f"{name}.background": np.interp(efficiency, passing, background),
                   f"{name}.divergence": jensenshannon(*of, base=2) ** 2}
    kept = torch.tensor(~signal)
    arrays["figures.correlation"] = distance_corr(
        torch.tensor(score)[kept], torch.tensor(mass)[kept], torch.tensor(weight)[kept] / weight[~signal].mean()).item()
    return arrays


def divergences(random):
    p, q = random.random(8), random.random(8)
    q[3] = 0
    return {"jsd.p": p, "jsd.q": q, "jsd": jensenshannon(p, q, base=2) ** 2}


def main():
    random = np.random.default_rng(11)
    write("disco", correlations(random) | loss(random) | figures(random) | divergences(random))


if __name__ == "__main__":
    main()

"""Fixture for the test of lab's anomaly package: a Poisson regression through sidebands, by scikit-learn.

Needs: numpy==2.4.6 scikit-learn==1.9.1. Run from anywhere: python oracles/anomaly.py
Writes lab/src/test/resources/org/jpsi/lab/anomaly/{masses.csv,expected.properties}.
"""

from pathlib import Path

import numpy as np
from sklearn.linear_model import PoissonRegressor

OUT = Path(__file__).parent.parent / "lab/src/test/resources/org/jpsi/lab/anomaly"
rng = np.random.default_rng(7)
WINDOW = 2700, 3300, 3700, 4700  # from, low, high, to
BINS = 10

mass = np.round(np.concatenate([2500 + rng.exponential(550, 3000), rng.normal(3500, 90, 40)]), 1)
weight = np.round(rng.gamma(3.0, 0.4, len(mass)), 3) + 0.01
expected = {}

edges = [np.linspace(a, b, BINS + 1) for a, b in zip(WINDOW[:-1], WINDOW[1:])]
lower, region, upper = edges


def design(edges):
    u = np.log((edges[1:] + edges[:-1]) / 2 / 3500)
    return np.stack([np.ones(BINS), u, u**2], 1), np.diff(edges)


for name, w in (("one", np.ones(len(mass))), ("weighted", weight)):
    # counts per width, weighted with the width, are Poisson with the width as an offset
    x, width = (np.concatenate(parts) for parts in zip(design(lower), design(upper)))
    n = np.concatenate([np.histogram(mass, e, weights=w)[0] for e in (lower, upper)])
    spread = x[:, 1:].std(0)
    fit = PoissonRegressor(alpha=0, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    fit.fit(x[:, 1:] / spread, n / width, sample_weight=width)
    coefficients = np.append(fit.intercept_, fit.coef_ / spread)
    mu = width * np.exp(x @ coefficients)
    inside = (mass >= WINDOW[0]) & (mass < WINDOW[3]) & ~((mass >= WINDOW[1]) & (mass < WINDOW[2]))
    k = (w[inside] ** 2).sum() / w[inside].sum()
    covariance = k * np.linalg.inv(x.T @ (x * mu[:, None]))
    xs, widths = design(region)
    mus = widths * np.exp(xs @ coefficients)
    variance = mus @ xs @ covariance @ xs.T @ mus
    observed = w[(mass >= WINDOW[1]) & (mass < WINDOW[2])].sum()
    expected[f"observed.{name}"] = observed
    expected[f"expected.{name}"] = mus.sum()
    expected[f"error.{name}"] = np.sqrt(variance)
    expected[f"pull.{name}"] = (observed - mus.sum()) / np.sqrt(k * mus.sum() + variance)
    expected[f"chi2.{name}"] = ((n - mu) ** 2 / (k * mu)).sum()
    for i in range(3):
        expected[f"coefficient.{name}.{i}"] = coefficients[i]

OUT.mkdir(parents=True, exist_ok=True)
with open(OUT / "masses.csv", "w") as out:
    out.write("mass,weight\n")
    for m, w in zip(mass, weight):
        out.write(f"{float(m)!r},{float(w)!r}\n")
with open(OUT / "expected.properties", "w") as out:
    for key, value in expected.items():
        out.write(f"{key}={float(value)!r}\n")

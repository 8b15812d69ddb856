"""Closure of changed event weights (WeightClosure), by numpy and scipy from its definition: bins of
equal sums of d^2, d = w - w'.

Needs: numpy==2.4.6 scipy==1.17.1. Run from anywhere: python oracles/negative_weights.py
Writes closure.csv and closure.properties in core/src/test/resources/org/jpsi/core/eval.
"""

from pathlib import Path

import numpy as np
from scipy.stats import chi2

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"


def closure(x, w, changed):
    d = w - changed
    squares = np.sum(d**2)
    effective = squares**2 / np.sum(d**4)
    bins = int(min(20, effective / 10))
    if bins < 2:
        return None
    share = squares / bins
    # values in ascending order, NaN last, equal ones together
    values, place = np.unique(x, return_inverse=True, equal_nan=True)
    sums = np.bincount(place, d, len(values))
    variances = np.bincount(place, d**2, len(values))
    found = []
    s = v = 0.0
    left = squares
    for one, variance in zip(sums, variances):
        s += one
        v += variance
        left -= variance
        if v >= 0.999 * share and left >= 0.999 * share:
            found.append(s * s / v)
            s = v = 0.0
    found.append(s * s / v)
    value = float(np.sum(found))
    degrees = len(found) - 1
    return value, degrees, chi2.sf(value, degrees)


rng = np.random.default_rng(20261201)
n = 1200
x = np.round(rng.normal(size=n), 6)
magnitude = np.round(rng.uniform(0.5, 1.5, n), 6)
# the share of negative weights rises with x
w = magnitude * np.where(rng.uniform(size=n) < 0.1 + 0.25 / (1 + np.exp(-2 * x)), -1, 1)
kind = np.floor(np.clip(x + 2, 0, 4))
missing = np.where(rng.uniform(size=n) < 0.2, np.nan, x)
absolute = magnitude * (w.sum() / magnitude.sum())
ignored = np.maximum(w, 0) * (w.sum() / np.maximum(w, 0).sum())

columns = {"x": x, "kind": kind, "missing": missing, "w": w, "absolute": absolute, "ignored": ignored}
rows = [",".join(columns)] + [",".join(repr(float(c[i])) for c in columns.values()) for i in range(n)]
(OUT / "closure.csv").write_text("\n".join(rows).replace("nan", "NaN") + "\n")

expected = {}
for feature in ("x", "kind", "missing"):
    for changed in ("absolute", "ignored"):
        value, degrees, p = closure(columns[feature], w, columns[changed])
        key = f"{feature}.{changed}"
        expected[f"{key}.value"], expected[f"{key}.degrees"], expected[f"{key}.p"] = value, degrees, p
(OUT / "closure.properties").write_text("".join(f"{k}={float(v)!r}\n" for k, v in expected.items()))

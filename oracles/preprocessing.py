"""Fixtures of core/data's preprocessing, by scikit-learn and numpy.

Pinned: numpy==2.4.6 scikit-learn==1.9.1. Run from anywhere: python oracles/preprocessing.py
Writes core/src/test/resources/engine/preprocessing.txt: a name, the shape, then numbers, in each line.
"""

from pathlib import Path

import numpy as np
from sklearn.preprocessing import RobustScaler, StandardScaler

OUT = Path(__file__).parent.parent / "core/src/test/resources/engine/preprocessing.txt"
rng = np.random.default_rng(11)


def line(file, name, values):
    values = np.asarray(values, float)
    shape = "x".join(map(str, values.shape)) or "scalar"
    print(name, shape, *(repr(float(v)) for v in values.ravel()), file=file)


with open(OUT, "w") as file:
    n = 201  # quartiles are values, by any definition
    weights = np.round(rng.exponential(size=n), 3)
    weights[::50] = 0
    line(file, "weights", weights)
    columns = {
        "normal": rng.normal(125, 20, n),
        "exponential": rng.exponential(30, n),
        "tiny": rng.normal(0, 1e-200, n),
        "huge": rng.normal(0, 1e200, n),
        "time": 1.7e9 + rng.uniform(0, 60, n),
    }
    for name, values in columns.items():
        unit = {"tiny": 1e-200, "huge": 1e200}.get(name, 1)
        origin = 1.7e9 if name == "time" else 0
        line(file, name, values)
        # scikit-learn squares: numbers are given to it in units, and near zero
        given = (values / unit - origin)[:, None]
        for kind, w in (("plain", None), ("weighted", weights)):
            fit = StandardScaler().fit(given, sample_weight=w)
            line(file, f"{name}.{kind}", [(fit.mean_[0] + origin) * unit, fit.scale_[0] * unit])
            line(file, f"{name}.{kind}.applied", fit.transform(given)[:, 0])
        robust = RobustScaler().fit(given)
        line(file, f"{name}.robust", [(robust.center_[0] + origin) * unit, robust.scale_[0] * unit])
        quantiles = np.quantile(
            values, [0.25, 0.5, 0.75], weights=weights, method="inverted_cdf"
        )
        line(file, f"{name}.quantiles", quantiles)

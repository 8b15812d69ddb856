"""Fixtures of the transformations of core/data's preprocessing, by scikit-learn, scipy and numpy.

Pinned: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1. Run from anywhere: python oracles/transformations.py
Writes core/src/test/resources/engine/transformations.txt: a name, the shape, then numbers, in each line.
"""

from pathlib import Path

import numpy as np
from scipy.stats import norm
from sklearn.preprocessing import QuantileTransformer, RobustScaler

OUT = Path(__file__).parent.parent / "core/src/test/resources/engine/transformations.txt"
rng = np.random.default_rng(12)


def line(file, name, values):
    values = np.asarray(values, float)
    print(name, "x".join(map(str, values.shape)), *(repr(float(v)) for v in values.ravel()), file=file)


with open(OUT, "w") as file:
    n = 2049  # 2048 steps: quantiles at k / 256 are values, by any definition
    columns = {
        "exponential": rng.exponential(30, n),
        "normal": rng.normal(-5, 2, n),
        "counts": rng.poisson(2.5, n).astype(float),
    }
    fractions = np.array([1e-9, 1 / 512, 0.01, 0.07, 0.075, 0.25, 0.5, 0.6, 0.93, 0.999, 1 - 1e-9])
    line(file, "fractions", fractions)
    line(file, "scores", norm.ppf(fractions))
    for name, values in columns.items():
        line(file, name, values)
        fit = QuantileTransformer(n_quantiles=257, output_distribution="normal").fit(values[:, None])
        line(file, name + ".quantile", fit.transform(values[:, None])[:, 0])
    logs = np.log(columns["exponential"])
    line(file, "exponential.log", RobustScaler().fit_transform(logs[:, None])[:, 0])

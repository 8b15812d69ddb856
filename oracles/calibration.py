"""Fixtures for the tests of calibrations, by scikit-learn and SciPy, from the events of eval.py.

Needs: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1. Run from anywhere: python oracles/calibration.py
Reads core/src/test/resources/org/jpsi/core/eval/events.csv, writes calibration.properties beside it.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

FOLDER = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"
events = np.genfromtxt(FOLDER / "events.csv", delimiter=",", names=True)
LEAST = 2.0**-25
score = events["score"]
clipped = np.clip(score, LEAST, 1 - LEAST)
logit = np.log(clipped / (1 - clipped))
signal = events["signal"].astype(int)
expected = {}


def balanced(weight, label):
    return weight / np.array([weight[label == c].sum() for c in np.unique(label)])[label]


for name in ("one", "positive", "signed"):
    w = balanced(events[name], signal)
    if name == "signed":
        def minus(at):
            z = at[0] * logit + at[1]
            return (w * (np.logaddexp(0, -z) * signal + np.logaddexp(0, z) * (1 - signal))).sum()

        found = minimize(minus, [1.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-15, "maxiter": 10000})
        slope, offset = found.x
    else:
        fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000).fit(logit[:, None], signal, sample_weight=w * 300)
        slope, offset = fit.coef_[0, 0], fit.intercept_[0]
    expected[f"slope.{name}"], expected[f"offset.{name}"] = slope, offset

w = balanced(events["positive"], signal)
fit = IsotonicRegression(out_of_bounds="clip").fit(score, signal, sample_weight=w)
for at in (0.0, 0.05, 0.21, 0.333, 0.5, 0.575, 0.8, 0.905, 1.0):
    expected[f"isotonic.{at}"] = fit.predict([at])[0]

label = events["label"].astype(int)
logs = np.log(np.maximum(LEAST, np.stack([events[f"score{c}"] for c in range(3)], axis=1)))
for name in ("positive", "signed"):
    w = balanced(events[name], label)

    def minus_slope(at):
        z = at[0] * logs
        return (w * (logsumexp(z, axis=1) - z[np.arange(len(z)), label])).sum()

    found = minimize(minus_slope, [1.0], method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-15})
    expected[f"temperature.{name}"] = found.x[0]

with open(FOLDER / "calibration.properties", "w") as out:
    for key, value in expected.items():
        out.write(f"{key}={float(value)!r}\n")

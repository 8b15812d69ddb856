"""Fixtures for the tests of comparisons with data and variations in core's eval package, by scipy and numpy.

Needs: numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1. Run from anywhere: python oracles/comparisons.py
Writes core/src/test/resources/org/jpsi/core/eval/comparisons.properties.
"""

from pathlib import Path

import numpy as np
from scipy.stats import chi2, chisquare
from sklearn.metrics import root_mean_squared_error

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval/comparisons.properties"
expected = {}

for degrees in (1, 2, 3, 7, 24, 25, 400):
    for x in (1e-8, 0.1, 1.0, 3.84, 24.0, 60.0, 400.0, 1400.0):
        expected[f"survival.{degrees}.{x!r}"] = chi2.sf(x, degrees)

# A simulation without an error of its own: Pearson's test.
data = np.array([18, 35, 41, 22, 61, 70, 12, 33])
simulation = np.array([22.5, 30.25, 38.0, 27.5, 55.0, 64.75, 15.0, 39.0])
plain = chisquare(data, simulation * data.sum() / simulation.sum())
expected["pearson.value"], expected["pearson.p"] = plain.statistic, plain.pvalue
# With one: the variances add.
squares = 0.5 * simulation
whole = ((data - simulation) ** 2 / (simulation + squares)).sum()
expected["weighted.value"], expected["weighted.p"] = whole, chi2.sf(whole, len(data))

# A varied regression: events in whole numbers that the test has too. Event 3 is not selected any
# more, and the last one is new. Errors by finite differences: the influence of a unit is the
# derivative of the figure by a factor on the weights of its events.
n = 40
unit = np.arange(n) // 2
target = (np.arange(n) * 7) % 11 / 4.0
weight = np.where(np.arange(n) % 5 == 0, -0.25, 1.0 + np.arange(n) % 3)
nominal = target + ((np.arange(n) * 5) % 9 - 4) / 8.0
varied = 1.05 * nominal + (np.arange(n) % 4) / 16.0
before, after = np.arange(n) < n - 1, np.arange(n) != 3


def figures(p, chosen, factor):
    w, r = (weight * factor[unit])[chosen], (p - target)[chosen]
    bias = np.average(r, weights=w)
    rmse = root_mean_squared_error(target[chosen], p[chosen], sample_weight=w)
    resolution = np.sqrt(np.average((r - bias) ** 2, weights=w))
    return np.array([np.average(p[chosen], weights=w), bias, resolution, rmse, w.sum()])


ones, step = np.ones(n // 2), 1e-5
change = lambda f: figures(varied, after, f) - figures(nominal, before, f)
slopes = [
    (change(ones + step * (np.arange(n // 2) == k)) - change(ones - step * (np.arange(n // 2) == k))) / (2 * step)
    for k in range(n // 2)
]
for i, name in enumerate(("prediction", "bias", "resolution", "rmse", "yield")):
    expected[f"regression.{name}.nominal"] = figures(nominal, before, ones)[i]
    expected[f"regression.{name}.varied"] = figures(varied, after, ones)[i]
    expected[f"regression.{name}.error"] = np.sqrt((np.array(slopes)[:, i] ** 2).sum())

OUT.write_text("".join(f"{key}={float(value)!r}\n" for key, value in expected.items()))

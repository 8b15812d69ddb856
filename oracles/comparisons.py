"""Fixtures for the tests of comparisons with data and variations in core's eval package, by scipy and numpy.

Needs: numpy==2.4.6 scipy==1.17.1. Run from anywhere: python oracles/comparisons.py
Writes core/src/test/resources/org/jpsi/core/eval/comparisons.properties.
"""

from pathlib import Path

import numpy as np
from scipy.stats import chi2, chisquare

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

OUT.write_text("".join(f"{key}={float(value)!r}\n" for key, value in expected.items()))

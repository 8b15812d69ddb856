"""Fixtures for the tests of rectangular cuts: the best one-sided cuts on independent Gaussian features, by scipy.

Needs: numpy==2.4.6 scipy==1.17.1. Run from anywhere: python oracles/cuts.py
Writes core/src/test/resources/org/jpsi/core/eval/cuts.properties.

Signal is shifted by some deviations in each feature. For a signal efficiency e the best cuts have the least product of
background efficiencies among those whose signal efficiencies multiply to e. In `two-sided` the signal is narrower by
half about the same mean: the best cut is an interval.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.stats import norm

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"
SHIFTS = {"one": [1.0], "two": [1.0, 1.0], "three": [1.5, 1.0, 0.5]}
lines = []
for name, shifts in SHIFTS.items():
    for efficiency in (0.3, 0.5, 0.7, 0.9):

        def background(x):
            # signal efficiencies e ** p_i whose exponents p_i, not negative, add up to 1
            p = np.abs(x) / np.abs(x).sum()
            cuts = norm.isf(efficiency**p) + shifts
            return norm.logsf(cuts).sum()

        starts = [np.random.default_rng(k).random(len(shifts)) + 0.01 for k in range(20)]
        best = min(minimize(background, x, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12}).fun for x in starts)
        lines.append(f"{name}.{efficiency}={float(np.exp(best))!r}")
for efficiency in (0.3, 0.5, 0.7, 0.9):
    half = norm.isf((1 - efficiency) / 2) / 2
    lines.append(f"two-sided.{efficiency}={float(norm.cdf(half) - norm.cdf(-half))!r}")
(OUT / "cuts.properties").write_text("\n".join(lines) + "\n")

"""Fixtures for the tests of expected significances: the closed formula in 120 digits, by ROOT and by pyhf's likelihood.

Needs: mpmath==1.3.0, scipy==1.17.1, numpy==2.4.6. Run from anywhere: python oracles/significance.py
With ROOT 6.40 (root==0.1a12) it also compares with RooStats::AsimovSignificance.
Writes core/src/test/resources/org/jpsi/core/eval/significance.csv: s, b, variance, Z.
"""

from pathlib import Path

import mpmath as mp
import numpy as np
from scipy.optimize import minimize_scalar

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval/significance.csv"
mp.mp.dps = 120


def asimov(s, b, v):
    s, b, v = mp.mpf(s), mp.mpf(b), mp.mpf(v)
    if v == 0:
        return mp.sqrt(2 * ((s + b) * mp.log(1 + s / b) - s))
    first = (s + b) * mp.log((s + b) * (b + v) / (b**2 + (s + b) * v))
    return mp.sqrt(2 * (first - b**2 / v * mp.log(1 + v * s / (b * (b + v)))))


def profiled(s, b, v):
    """The likelihood ratio itself: n = s + b events, and b tau in a control region, tau = b / v."""
    tau = b / v
    n, m = s + b, tau * b

    def minus(background):
        return -2 * (n * np.log(background) - background + m * np.log(tau * background) - tau * background)

    free = -2 * (n * np.log(n) - n + m * np.log(m) - m)
    found = minimize_scalar(minus, bounds=(1e-9, 10 * (n + m)), method="bounded", options={"xatol": 1e-10})
    return np.sqrt(found.fun - free)


rows = []
for s in (1e-9, 1e-6, 1e-3, 0.3, 1, 5, 20, 1e3, 1e9):
    for b in (1e-12, 1e-3, 0.5, 1, 5, 50, 1e4, 1e12):
        for relative in (0, 1e-12, 1e-7, 1e-4, 0.01, 0.2, 1, 1e3):
            v = (relative * b) ** 2
            rows.append((s, b, v, asimov(s, b, v)))
for s, b, v in ((5, 10, 4), (20, 100, 25), (3, 1, 0.25), (50, 1000, 900)):
    assert abs(profiled(s, b, v) / float(asimov(s, b, v)) - 1) < 1e-6, (s, b, v)
try:
    import ROOT
except ImportError:
    print("without ROOT")
else:
    for s in (0.3, 1, 5, 20, 1e3):
        for b in (0.5, 1, 5, 50, 1e4):
            for relative in (0, 0.01, 0.2, 1):
                if s < 1e-3 * b:
                    continue  # there ROOT's own difference of logarithms has few digits left
                root = ROOT.RooStats.AsimovSignificance(float(s), float(b), relative * b)
                assert abs(root / float(asimov(s, b, (relative * b) ** 2)) - 1) < 1e-5, (s, b, relative, root)
with open(OUT, "w") as out:
    for row in rows:
        out.write(",".join(repr(float(x)) for x in row) + "\n")

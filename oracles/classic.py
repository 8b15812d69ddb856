"""Fixtures of lab/classic, by scikit-learn and numpy.

Pinned: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1. Run from anywhere: python oracles/classic.py
Writes lab/src/test/resources/org/jpsi/lab/classic/{perceptron,regression}.txt: a name, then numbers, in each line.
"""

from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit
from sklearn.linear_model import LinearRegression, Perceptron

OUT = Path(__file__).parent.parent / "lab/src/test/resources/org/jpsi/lab/classic"
rng = np.random.default_rng(7)


def line(file, name, values):
    print(name, *(repr(float(v)) for v in np.asarray(values, float).ravel()), file=file)


OUT.mkdir(parents=True, exist_ok=True)
with open(OUT / "perceptron.txt", "w") as file:
    # Two clouds that a line separates, two that it does not. Where w . x + b is 0, scikit-learn calls both classes
    # wrong and the rule of the lesson only class 1: so the first event is of class 1, and no other sum is ever 0.
    for name, apart in (("apart", 4.0), ("mixed", 1.0)):
        d = rng.integers(0, 2, 60)
        d[0] = 1
        x = np.round(rng.normal(size=(60, 3)) + apart * np.outer(d - 0.5, [1, -0.5, 0.3]), 3)
        line(file, name + ".x", x)
        line(file, name + ".d", d)
        for passes in (1, 2, 3, 10, 50):
            fit = Perceptron(penalty=None, shuffle=False, eta0=1, max_iter=passes, tol=None).fit(x, d)
            line(file, f"{name}.{passes}", [fit.intercept_[0], *fit.coef_[0]])
with open(OUT / "regression.txt", "w") as file:
    n = 80
    x = np.round(rng.normal([3.0, 1000.0, -0.02], [1.0, 5.0, 0.01], size=(n, 3)), 4)
    y = np.round(x @ [1.5, -0.2, 40.0] + 7 + rng.normal(0, 0.7, n), 4)
    w = np.round(rng.uniform(0.2, 3, n), 3)
    signed = np.where(rng.random(n) < 0.15, -w, w)
    for name, values in (("x", x), ("y", y), ("w", w), ("signed", signed)):
        line(file, name, values)
    one = LinearRegression().fit(x, y)
    line(file, "fit", [one.intercept_, *one.coef_])
    by_lstsq = np.linalg.lstsq(np.c_[np.ones(n), x], y)
    assert np.allclose(by_lstsq[0], [one.intercept_, *one.coef_])
    line(file, "squares", by_lstsq[1])
    weighted = LinearRegression().fit(x, y, sample_weight=w)
    line(file, "fit.w", [weighted.intercept_, *weighted.coef_])

    def model(x, b, *c):
        return b + x.T @ np.array(c)

    for known in (True, False):
        p, covariance = curve_fit(model, x.T, y, p0=[0, 0, 0, 0], sigma=w**-0.5, absolute_sigma=known)
        line(file, "covariance.known" if known else "covariance", covariance)
    # signed weights: the equations themselves, with centered columns
    design = np.c_[np.ones(n), x - x.mean(0)]
    c = np.linalg.solve(design.T @ (signed[:, None] * design), design.T @ (signed * y))
    line(file, "fit.signed", [c[0] - x.mean(0) @ c[1:], *c[1:]])

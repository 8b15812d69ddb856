"""Temperature scaling by SciPy: the lowest cross-entropy over factors on all logits, and the factor of an ensemble whose mean of
probabilities has the lowest one with the prior (ln b)^2 / (2 * 0.5^2).

Run with scipy 1.17.1: python oracles/temperature.py; writes core/src/test/resources/engine/temperature.txt
"""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_softmax, softmax

from decorrelation import rounded, write

EVENTS, CLASSES, MEMBERS = 200, 3, 4


def lowest(loss):
    found = minimize_scalar(loss, bounds=(np.log(0.1), np.log(10)), method="bounded", options={"xatol": 1e-10})
    return np.exp(found.x), found.fun


def main():
    random = np.random.default_rng(5)
    w = np.abs(rounded(random, EVENTS)) + 0.1
    y = (random.random(EVENTS) < 0.4).astype(float)
    label = random.integers(0, CLASSES, EVENTS)
    one = 4 * (rounded(random, EVENTS) + y)
    several = 3 * (rounded(random, EVENTS, CLASSES) + np.eye(CLASSES)[label]).astype(np.float32).astype(np.float64)
    one = one.astype(np.float32).astype(np.float64)
    apart = np.where(y == 1, 1.0, -1.0) * np.abs(one)  # no error: the larger the factor, the better
    rows = np.arange(EVENTS)
    out = {"w": w, "y": y, "label": label, "one": one, "several": several, "apart": apart}
    binary = lambda z: lambda u: np.average(np.logaddexp(0, np.exp(u) * z) - y * np.exp(u) * z, weights=w)
    out["one.loss"] = lowest(binary(one))[1]
    out["apart.loss"] = binary(apart)(np.log(10))
    out["several.loss"] = lowest(lambda u: -np.average(log_softmax(np.exp(u) * several, 1)[rows, label], weights=w))[1]
    binaries = 6 * rounded(random, MEMBERS, EVENTS) + 3 * (2 * y - 1)
    binaries = binaries.astype(np.float32).astype(np.float64)
    classes = (4 * rounded(random, MEMBERS, EVENTS, CLASSES) + 3 * np.eye(CLASSES)[label]).astype(np.float32).astype(np.float64)
    prior = lambda u: u**2 / (2 * 0.5**2)
    share = w / w.sum() * EVENTS
    right = lambda u: expit(np.exp(u) * np.where(y == 1, binaries, -binaries)).mean(0)
    out["binaries"], out["classes"] = binaries, classes
    out["binaries.factor"] = lowest(lambda u: -(share * np.log(right(u))).sum() + prior(u))[0]
    probability = lambda u: softmax(np.exp(u) * classes, 2).mean(0)[rows, label]
    out["classes.factor"] = lowest(lambda u: -(share * np.log(probability(u))).sum() + prior(u))[0]
    write("temperature", out)


if __name__ == "__main__":
    main()

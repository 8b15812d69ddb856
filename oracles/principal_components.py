"""Fixtures of core/data's linear transformations of groups of features, by scikit-learn, scipy and numpy.

Pinned: numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1. Run from anywhere: python oracles/principal_components.py
Writes core/src/test/resources/engine/principal_components.txt: a name, the shape, then numbers, in each line.
"""

from pathlib import Path

import numpy as np
from scipy.linalg import inv, sqrtm
from sklearn.decomposition import PCA

OUT = Path(__file__).parent.parent / "core/src/test/resources/engine/principal_components.txt"
rng = np.random.default_rng(15)


def line(file, name, values):
    values = np.asarray(values, float)
    print(name, "x".join(map(str, values.shape)), *(repr(float(v)) for v in values.ravel()), file=file)


with open(OUT, "w") as file:
    n = 80
    mixing = rng.normal(size=(4, 4))
    # float32, as inputs are
    events = (rng.normal(size=(n, 4)) * [3, 1, 0.5, 0.2] @ mixing + [1, -2, 0, 5]).astype(np.float32).astype(float)
    weights = rng.normal(0.7, 1, n)
    line(file, "events", events)
    line(file, "weights", weights)
    pca = PCA(svd_solver="full").fit(events)
    line(file, "components", pca.components_)
    # of the population, as a scaler's
    line(file, "variances", pca.explained_variance_ * (n - 1) / n)
    line(file, "pca", pca.transform(events))
    whitened = PCA(svd_solver="full", whiten=True).fit(events)
    line(file, "whitened-pca", whitened.transform(events) * np.sqrt(n / (n - 1)))
    covariance = np.cov(events.T, ddof=0)
    line(file, "decorrelate", (events - events.mean(axis=0)) @ inv(sqrtm(covariance)).real.T)
    # by the magnitudes of weights
    weighted = np.cov(events.T, ddof=0, aweights=np.abs(weights))
    values, vectors = np.linalg.eigh(weighted)
    line(file, "weighted.center", np.average(events, axis=0, weights=np.abs(weights)))
    line(file, "weighted.variances", values[::-1])
    line(file, "weighted.decorrelate", (events - np.average(events, axis=0, weights=np.abs(weights))) @ inv(sqrtm(weighted)).real.T)

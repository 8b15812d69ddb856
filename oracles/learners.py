"""Fixtures for the tests of clustering, neighbors and trees, by scikit-learn.

Needs: numpy==2.4.6 scikit-learn==1.9.1. Run from anywhere: python oracles/learners.py
Writes learners/src/test/resources/org/jpsi/learners/*.csv, and prints the figures that tests name.
"""

from pathlib import Path

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.datasets import make_blobs, make_moons
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import adjusted_rand_score, roc_auc_score, silhouette_samples
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

OUT = Path(__file__).parent.parent / "learners/src/test/resources/org/jpsi/learners"
CORE = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/eval"
OUT.mkdir(parents=True, exist_ok=True)


def write(folder, name, **columns):
    values = np.column_stack(list(columns.values()))
    np.savetxt(folder / f"{name}.csv", values, delimiter=",", header=",".join(columns), comments="", fmt="%.9g")


# --- clusters: round ones, ones of different density with events between them, and crescents
blobs, _ = make_blobs(300, centers=4, cluster_std=0.9, random_state=7)
rng = np.random.default_rng(3)
dense = np.vstack([
    rng.normal([0, 0], 0.3, (120, 2)),
    rng.normal([5, 1], 0.8, (120, 2)),
    rng.normal([1, 6], [1.6, 0.2], (120, 2)),
    rng.uniform(-4, 9, (40, 2)),
])
moons, _ = make_moons(400, noise=0.06, random_state=5)
for name, points in (("blobs", blobs), ("dense", dense), ("moons", moons)):
    points = np.round(points, 6)
    means = KMeans(4 if name == "blobs" else 3 if name == "dense" else 2, n_init=20, random_state=0).fit_predict(points)
    islands = HDBSCAN(min_cluster_size=15, min_samples=5, copy=True).fit_predict(points)
    print(name, "HDBSCAN finds", islands.max() + 1, "and leaves", (islands < 0).sum())
    write(OUT, name, x=points[:, 0], y=points[:, 1], means=means, islands=islands)

# --- how well divisions agree, and how well events lie in them
points = np.round(rng.normal(size=(120, 2)) + 2 * rng.integers(0, 2, (120, 1)), 4)
a, b = rng.integers(0, 4, 120), rng.integers(0, 3, 120)
c = np.where(rng.random(120) < 0.7, a, b)
c[7] = 9  # alone in its group
dense_c = np.unique(c, return_inverse=True)[1]
write(CORE, "clusters", x=points[:, 0], y=points[:, 1], a=a, b=b, c=dense_c, silhouette=silhouette_samples(points, dense_c))
print("adjusted Rand", adjusted_rand_score(a, b), adjusted_rand_score(a, dense_c), adjusted_rand_score(a, a))

# --- classification: rings in two of four numbers, with weights
n = 3000
x = rng.normal(size=(n, 4)).astype(np.float32)
truth = x[:, 0] ** 2 + x[:, 1] ** 2 + 0.7 * rng.normal(size=n)
y = (truth < 1.4).astype(int)
w = np.round(rng.gamma(2.0, 0.5, n), 3).astype(np.float32) + np.float32(0.01)
train, test = slice(0, 2000), slice(2000, n)
near = KNeighborsClassifier(15).fit(x[train], y[train]).predict_proba(x[test])[:, 1]
# the votes of the 15 nearest, by their weights
_, who = KNeighborsClassifier(15).fit(x[train], y[train]).kneighbors(x[test])
weighted = (w[train][who] * y[train][who]).sum(1) / w[train][who].sum(1)
tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=1, random_state=0)
shares = tree.fit(x[train], y[train], sample_weight=w[train]).predict_proba(x[test])[:, 1]
curve = DecisionTreeRegressor(max_depth=4, random_state=0).fit(x[train], truth[train]).predict(x[test])
blank = np.full(2000, -1.0)
write(
    OUT, "rings", x0=x[:, 0], x1=x[:, 1], x2=x[:, 2], x3=x[:, 3], y=y, truth=np.round(truth, 6), weight=w,
    near=np.r_[blank, near], weighted=np.r_[blank, weighted], tree=np.r_[blank, shares], curve=np.r_[blank, curve],
)
forest = RandomForestClassifier(100, max_depth=14, min_samples_leaf=2, random_state=0).fit(x[train], y[train])
boosted = HistGradientBoostingClassifier(random_state=0, max_iter=200, early_stopping=True).fit(x[train], y[train])
for name, model in (("tree", tree), ("forest", forest), ("HGB", boosted)):
    score = model.predict_proba(x[test])[:, 1]
    print(f"{name}: accuracy {np.mean((score > 0.5) == y[test]):.4f}, AUC {roc_auc_score(y[test], score):.4f}")

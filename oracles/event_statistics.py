"""Fixtures for the tests of statistics of events: sums, histograms, profiles, correlations with weights, by NumPy and ROOT's RDataFrame.

Packages: oracles/requirements.txt. Run from anywhere: python oracles/event_statistics.py
Writes core/src/test/resources/org/jpsi/core/events/statistics.{csv,properties}. Where both packages have a figure, they are compared here.
"""

from pathlib import Path

import numpy as np
import ROOT

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/events"
N = 600
rng = np.random.default_rng(17)
x = rng.normal(100, 30, N).astype(np.float32)
y = (0.5 * x + rng.normal(0, 10, N)).astype(np.float32) + np.float32(1e4)
z = rng.exponential(2, N).astype(np.float32)
z[::37] = np.nan
group = rng.integers(0, 3, N)
signed = np.where(rng.random(N) < 0.2, -1.0, 1.0) * rng.integers(1, 9, N) / 8
positive = np.abs(signed)

with open(OUT / "statistics.csv", "w") as out:
    out.write("x,y,z,group,signed,positive\n")
    for row in zip(x, y, z, group, signed, positive):
        out.write(",".join(str(v) for v in row) + "\n")

X, Y, Z = (a.astype(np.float64) for a in (x, y, z))
frame = ROOT.RDF.FromNumpy({"x": x, "y": y, "z": z, "signed": signed, "positive": positive, "group": group})
lines = {}


def put(name, values):
    lines[name] = " ".join(repr(float(v)) for v in np.ravel(values))


def same(a, b, tolerance=1e-9):
    np.testing.assert_allclose(np.ravel(a), np.ravel(b), rtol=tolerance, atol=1e-12)


for name, w in (("signed", signed), ("positive", positive)):
    put(f"{name}.sum", w.sum())
    put(f"{name}.error", np.sqrt((w**2).sum()))
    mean = (w * X).sum() / w.sum()
    put(f"{name}.mean.x", mean)
    put(f"{name}.stdDev.x", np.sqrt((w * (X - mean) ** 2).sum() / w.sum()))
    here = np.isfinite(Z)
    mean = (w * Z)[here].sum() / w[here].sum()
    put(f"{name}.mean.z", mean)
    put(f"{name}.stdDev.z", np.sqrt((w * (Z - mean) ** 2)[here].sum() / w[here].sum()))

    counts, _ = np.histogram(X, 12, (40, 160), weights=w)
    squares, _ = np.histogram(X, 12, (40, 160), weights=w**2)
    h = frame.Histo1D(("", "", 12, 40, 160), "x", name)
    same([h.GetBinContent(i) for i in range(1, 13)], counts)
    same([h.GetBinError(i) for i in range(1, 13)], np.sqrt(squares))
    put(f"{name}.histogram", counts)
    put(f"{name}.histogram.error", np.sqrt(squares))
    put(f"{name}.histogram.flow", [h.GetBinContent(0), h.GetBinContent(13)])

    counts, _, _ = np.histogram2d(X, Y, (5, 4), ((40, 160), (10000, 10100)), weights=w)
    squares, _, _ = np.histogram2d(X, Y, (5, 4), ((40, 160), (10000, 10100)), weights=w**2)
    h2 = frame.Histo2D(("", "", 5, 40, 160, 4, 10000, 10100), "x", "y", name)
    same([[h2.GetBinContent(i, j) for j in range(1, 5)] for i in range(1, 6)], counts)
    put(f"{name}.histogram2D", counts)
    put(f"{name}.histogram2D.error", np.sqrt(squares))

    p = frame.Profile1D(("", "", 6, 40, 160), "x", "y", name)
    means, spreads, errors = [], [], []
    for low in range(40, 160, 20):
        here = (X >= low) & (X < low + 20)
        m = (w * Y)[here].sum() / w[here].sum()
        variance = (w * (Y - m) ** 2)[here].sum() / w[here].sum()
        means.append(m)
        spreads.append(np.sqrt(variance))
        errors.append(np.sqrt(variance * (w[here] ** 2).sum()) / abs(w[here].sum()))
    # ROOT subtracts squares of values near 10^4 where the spread is 10
    same([p.GetBinContent(i) for i in range(1, 7)], means, 1e-7)
    same([p.GetBinError(i) for i in range(1, 7)], errors, 1e-5)
    put(f"{name}.profile", means)
    put(f"{name}.profile.spread", spreads)
    put(f"{name}.profile.error", errors)

    here = np.isfinite(Z)

    def correlation(a, b, w):
        a = a - (w * a).sum() / w.sum()
        b = b - (w * b).sum() / w.sum()
        return (w * a * b).sum() / np.sqrt((w * a * a).sum() * (w * b * b).sum())

    put(
        f"{name}.correlations",
        [correlation(X, Y, w), correlation(X[here], Z[here], w[here]), correlation(Y[here], Z[here], w[here])],
    )
    if name == "positive":
        same(np.cov(X, Y, aweights=w)[0, 1] / np.sqrt(np.cov(X, aweights=w) * np.cov(Y, aweights=w)), correlation(X, Y, w))

same(frame.Mean("x").GetValue(), X.mean())
same(frame.Sum("x").GetValue(), X.sum())
same(frame.StdDev("x").GetValue(), X.std(ddof=1))
put("mean.x", X.mean())
put("sum.x", X.sum())
put("stdDev.x", X.std())
put("min.x", X.min())
put("max.x", X.max())
for g in range(3):
    put(f"histogram.{g}", np.histogram(X[group == g], 12, (40, 160))[0])

(OUT / "statistics.properties").write_text("".join(f"{k}={v}\n" for k, v in lines.items()))

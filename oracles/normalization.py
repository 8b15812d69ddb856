"""Fixture of normalization: two files of simulated events with a tree of runs each, as NanoAOD has them, and the yields that NumPy computes.

Made with Python 3.11.7, numpy==2.4.6 and uproot==5.7.7. Run from the root of the repository:

    python oracles/normalization.py

It writes signal_1.root, signal_2.root and background.root to analysis/src/test/resources/org/jpsi/analysis/normalization, and yields.tsv
beside them: of each sample the number of events, of selected ones, the sum of the generator's weights, the yield and its error.
"""

import pathlib

import numpy as np
import uproot

OUT = pathlib.Path("analysis/src/test/resources/org/jpsi/analysis/normalization")
OUT.mkdir(parents=True, exist_ok=True)
LUMINOSITY = 139.0  # /fb
rng = np.random.default_rng(11)


def write(name, events, shift, skimmed):
    """A file whose events are what a skim kept; its tree of runs tells of all. The skim's loss is in the runs' sums alone."""
    gen = np.where(rng.random(events) < 0.2, -1.5, 1.5).astype(np.float32)
    x = rng.normal(shift, 1, events)
    y = rng.normal(0, 1, events)
    runs = np.array([0.25, 0.75]) * gen.sum(dtype=np.float64) * skimmed
    with uproot.recreate(OUT / name) as file:
        for tree, columns in (
            ("Events", {"x": x, "y": y, "genWeight": gen}),
            ("Runs", {"run": np.array([1, 1], np.uint32), "genEventSumw": runs}),
        ):
            file.mktree(tree, {column: values.dtype for column, values in columns.items()})
            file[tree].extend(columns)
    return x, gen.astype(np.float64), runs.sum()


def row(name, parts, xsec_fb, factor, sumw):
    x = np.concatenate([p[0] for p in parts])
    gen = np.concatenate([p[1] for p in parts])
    total = sum(p[2] for p in parts) if sumw is None else gen.sum() if sumw == "branch" else sumw
    w = gen[x > -1] * (xsec_fb * factor * LUMINOSITY / total)
    return "\t".join([name, str(len(x)), str(len(w)), repr(float(total)), repr(float(w.sum())), repr(float(np.sqrt((w**2).sum())))])


signal = [write("signal_1.root", 400, 1, 1.25), write("signal_2.root", 300, 1, 1.5)]
background = [write("background.root", 900, 0, 2.0)]
(OUT / "yields.tsv").write_text(
    "\n".join(
        [
            row("runs", signal, 0.83e3, 1.1 * 0.5, None),
            row("branch", signal, 0.83e3, 1.1 * 0.5, "branch"),
            row("number", background, 2.5e6, 1.0, 12000.0),
        ]
    )
    + "\n"
)

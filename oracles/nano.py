"""A small tree with jets, as NanoAOD has them: counted arrays, a code of missing values among them, two classes.

Run with uproot 5.7.7: python oracles/nano.py; writes analysis/src/test/resources/org/jpsi/analysis/nano.root
"""

from pathlib import Path

import awkward as ak
import numpy as np
import uproot

OUT = Path(__file__).parent.parent / "analysis/src/test/resources/org/jpsi/analysis/nano.root"
EVENTS = 900


def main():
    random = np.random.default_rng(21)
    signal = (random.random(EVENTS) < 0.5).astype(np.int32)
    counts = random.poisson(1.5 + signal)
    jets = int(counts.sum())
    of = np.repeat(signal, counts)
    btag = np.round(random.beta(1 + of, 2, jets), 4).astype(np.float32)
    btag[random.random(jets) < 0.1] = -999
    columns = {
        "pt": np.round(random.exponential(25 + 10 * of) + 20, 2).astype(np.float32),
        "eta": np.round(random.normal(0, 1.5, jets), 3).astype(np.float32),
        "phi": np.round(random.uniform(-3.14, 3.14, jets), 3).astype(np.float32),
        "mass": np.round(random.exponential(6, jets), 3).astype(np.float32),
        "btag": btag,
    }
    data = {
        "Jet": ak.zip({name: ak.unflatten(values, counts) for name, values in columns.items()}),
        "MET": np.round(random.exponential(30 + 10 * signal), 2).astype(np.float32),
        "event": np.arange(EVENTS, dtype=np.int64),
        "process": signal,
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with uproot.recreate(OUT) as root:
        types = {name: ak.Array(values).type for name, values in data.items() if name == "Jet"}
        tree = root.mktree("Events", types | {name: values.dtype for name, values in data.items() if name != "Jet"})
        tree.extend(data)


if __name__ == "__main__":
    main()

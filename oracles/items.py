"""Expressions of jagged columns by ROOT: RDataFrame with RVec, and TTreeFormula, on the same tree.

Run with root 6.40 and uproot 5.7.7: python oracles/items.py
Writes core/src/test/resources/org/jpsi/core/expression/items.txt: columns (name, offsets, values), then expressions with
their values for each event, NaN where there is none.
"""

import math
import tempfile
from pathlib import Path

import awkward as ak
import numpy as np
import ROOT
import uproot

OUT = Path(__file__).parent.parent / "core/src/test/resources/org/jpsi/core/expression/items.txt"
EVENTS = 40

# Ours, and what RDataFrame has for it; NaN where an event has no such item.
BY_RVEC = {
    "sum(pt)": "Sum(pt)",
    "sum(pt * cos(phi))": "Sum(pt * cos(phi))",
    "mean(pt)": "pt.empty() ? NAN : Mean(pt)",
    "max(pt)": "pt.empty() ? NAN : Max(pt)",
    "min(abs(eta))": "pt.empty() ? NAN : Min(abs(eta))",
    "length(pt)": "(int)pt.size()",
    "count(pt > 30 && abs(eta) < 1.5)": "Sum(pt > 30 && abs(eta) < 1.5)",
    "any(pt > met)": "(int)Any(pt > met)",
    "all(pt > 20)": "(int)All(pt > 20)",
    "argmax(abs(eta))": "pt.empty() ? -1 : (int)ArgMax(abs(eta))",
    "argmin(pt)": "pt.empty() ? -1 : (int)ArgMin(pt)",
    "pt[argmax(abs(eta))]": "pt.empty() ? NAN : pt[ArgMax(abs(eta))]",
    "sum(pt[abs(eta) < 1])": "Sum(pt[abs(eta) < 1])",
    "sort(pt)[0]": "pt.empty() ? NAN : Sort(pt)[0]",
    "reverse(sort(pt))[1]": "pt.size() < 2 ? NAN : Reverse(Sort(pt))[1]",
    "sort(eta, pt)[1]": "pt.size() < 2 ? NAN : Take(eta, Argsort(pt))[1]",
    "sum(take(pt, 2))": "Sum(Take(pt, std::min<int>(2, pt.size())))",
    "sum(take(pt, -2))": "Sum(Take(pt, -std::min<int>(2, pt.size())))",
    "sum(pt[jet])": "Sum(Take(pt, jet))",
    "InvariantMass(pt, eta, phi, m)": "pt.empty() ? 0 : InvariantMass(pt, eta, phi, m)",
    "max(deltaR(eta, 0.5, phi, 3))": "pt.empty() ? NAN : Max(DeltaR(eta, ROOT::RVecD(eta.size(), 0.5), phi, ROOT::RVecD(phi.size(), 3.)))",
    "min(deltaPhi(phi, -3))": "pt.empty() ? NAN : Min(DeltaPhi(phi, -3.))",
    "mass(pt[0], eta[0], phi[0], m[0], pt[1], eta[1], phi[1], m[1])":
        "pt.size() < 2 ? NAN : (ROOT::Math::PtEtaPhiMVector(pt[0], eta[0], phi[0], m[0]) + ROOT::Math::PtEtaPhiMVector(pt[1], eta[1], phi[1], m[1])).M()",
    "sum(id)": "Sum(id)",
    "sum(pt > 30 ? id : 0)": "Sum(Where(pt > 30, id, ROOT::RVecI(id.size(), 0)))",
    "Any(id == 3) && met > 20": "(int)(Any(id == 3) && met > 20)",
}
BY_TREE_FORMULA = [
    "Sum$(pt)",
    "Sum$(pt * cos(phi) > 10)",
    "Max$(pt)",
    "Min$(pt - met)",
    "Length$(pt)",
    "Sum$(pt > 30 && abs(eta) < 1.5)",
    "Alt$(pt[1], -1)",
    "Alt$(id[0], -5) * 2",
    "Max$(pt) - Min$(pt)",
    "Sum$(pt * (abs(eta) < 1)) / met",
]


def line(out, name, values):
    out.write(name + "|" + " ".join("NaN" if math.isnan(v) else float(v).hex() for v in values) + "\n")


def main():
    random = np.random.default_rng(16)
    counts = random.integers(0, 6, EVENTS)
    jets = int(counts.sum())
    flat = {
        "pt": np.round(random.exponential(30, jets) + 15, 3),
        "eta": np.round(random.normal(0, 1.5, jets), 3),
        "phi": np.round(random.uniform(-np.pi, np.pi, jets), 3),
        "m": np.round(random.exponential(8, jets), 3),
        "id": random.integers(0, 8, jets).astype(np.int32),
    }
    muons = np.where(counts > 0, random.integers(0, 3, EVENTS), 0)
    jet = np.concatenate([random.integers(0, n, k) for n, k in zip(counts, muons) if k] or [[]]).astype(np.int32)
    met = np.round(random.exponential(40, EVENTS), 3)
    columns = {name: ak.unflatten(values, counts) for name, values in flat.items()} | {"jet": ak.unflatten(jet, muons)}
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/items.root"
        with uproot.recreate(file) as root:
            data = {"jets": ak.zip({name: columns[name] for name in flat}), "muons": ak.zip({"jet": columns["jet"]}), "met": met}
            tree = root.mktree("events", {name: ak.Array(values).type for name, values in data.items()} | {"met": np.dtype("f8")})
            tree.extend(data)
        frame = ROOT.RDataFrame("events", file)
        for name in [*flat, "jet"]:
            frame = frame.Define(name, f"{'muons' if name == 'jet' else 'jets'}_{name}")
        for k, text in enumerate(BY_RVEC.values()):
            frame = frame.Define(f"x{k}", f"(double)({text})")
        values = frame.AsNumpy([f"x{k}" for k in range(len(BY_RVEC))])
        root = ROOT.TFile(file)
        tree = root.Get("events")
        for name in flat:
            tree.SetAlias(name, f"jets_{name}")
        with OUT.open("w") as out:
            line(out, "met", met)
            for name, items in columns.items():
                offsets = np.concatenate([[0], np.cumsum(ak.num(items))])
                line(out, name + " offsets", offsets)
                line(out, name, ak.flatten(items))
            for k, ours in enumerate(BY_RVEC):
                line(out, "= " + ours, values[f"x{k}"])
            for text in BY_TREE_FORMULA:
                names = text
                formula = ROOT.TTreeFormula("f", names, tree)
                found = []
                for i in range(EVENTS):
                    tree.LoadTree(i)
                    formula.GetNdata()
                    # of an event without items, Max$ and Min$ are 0 in ROOT, and absent here
                    none = counts[i] == 0 and ("Max$" in text or "Min$" in text)
                    found.append(math.nan if none else formula.EvalInstance(0))
                line(out, "= " + text, found)


if __name__ == "__main__":
    main()

"""Arrays of several dimensions and vectors of vectors by ROOT: a file of them, and expressions of their items by TTreeFormula and uproot.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7).

    python oracles/nested.py      # writes nested.root and nested.tsv into formats/src/test/resources/org/jpsi/formats/root

A line of nested.tsv is an expression and its values: one for each event, NaN where there is no such item; of an expression of several
items all of them, those of an event after one another.
"""

import math
import os
from array import array
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import ROOT
import uproot

OUT = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/root"
EVENTS = 12

# one value per event; of an item that a vector does not have TTreeFormula reads what lies there, so that those are by uproot
BY_TREE_FORMULA = [
    "a[0][0]", "a[1][2]", "a[1][0] + a[0][1] * 2", "d[1][2][1]", "d[0][1][0]", "cube[1][1][1]",
    "x[0][2]", "x[2][1]", "packed[1][0] + packed[0][1]", "a[which][2]",
    "Sum$(vv[1])", "Sum$(vv[0] > 0)", "Sum$(a[1])", "Max$(a[0])", "Min$(d[1][2])", "Length$(vv[1])", "Sum$(a[1] * a[1])", "Sum$(x[1])",
]
# all items of an event
ITEMS_BY_TREE_FORMULA = ["a[1]", "d[1][2]", "d[0][0] + 1", "vv[1]", "vi[0] * 2", "x[1]"]
NONE = math.nan


def item(lists, i, j):
    return lists[i][j] if len(lists) > i and len(lists[i]) > j else NONE


# ours, and what it is of the nested lists that uproot reads; NaN where an event has no such item
BY_LISTS = {
    "sum(vv[1])": lambda e: sum(e.vv[1]) if len(e.vv) > 1 else 0,
    "max(vv[0])": lambda e: max(e.vv[0]) if len(e.vv) > 0 and len(e.vv[0]) else NONE,
    "length(vv[0])": lambda e: len(e.vv[0]) if len(e.vv) else 0,
    "sum(vv[1][vv[1] > 0])": lambda e: sum(v for v in e.vv[1] if v > 0) if len(e.vv) > 1 else 0,
    "vv[which][0]": lambda e: e.vv[e.which][0] if len(e.vv) > e.which and len(e.vv[e.which]) else NONE,
    "sum(vv[which])": lambda e: sum(e.vv[e.which]) if len(e.vv) > e.which else 0,
    "sort(vv[1])[0]": lambda e: min(e.vv[1]) if len(e.vv) > 1 and len(e.vv[1]) else NONE,
    "sum(vvv[1][0])": lambda e: sum(e.vvv[1][0]) if len(e.vvv) > 1 and len(e.vvv[1]) else 0,
    "vvv[1][0][0]": lambda e: e.vvv[1][0][0] if len(e.vvv) > 1 and len(e.vvv[1]) and len(e.vvv[1][0]) else NONE,
    "max(sum(vvv[0]))": lambda e: max(map(sum, e.vvv[0])) if len(e.vvv) and len(e.vvv[0]) else NONE,
    "vv[0][0]": lambda e: item(e.vv, 0, 0),
    "vv[1][0]": lambda e: item(e.vv, 1, 0),
    "vv[2][1]": lambda e: item(e.vv, 2, 1),
    "vi[1][1]": lambda e: item(e.vi, 1, 1),
}


def write(file):
    ROOT.gInterpreter.Declare("#include <vector>")
    random = np.random.default_rng(20)
    root = ROOT.TFile(str(file), "recreate")
    tree = ROOT.TTree("t", "arrays and nested vectors")
    a = np.zeros((2, 3), np.float32)
    d = np.zeros((2, 3, 2), np.int32)
    cube = np.zeros((2, 2, 2), np.uint8)
    n = array("i", [0])
    x = np.zeros((4, 3), np.float64)
    which = array("i", [0])
    packed = np.zeros((2, 2), np.float64)
    vv, vi, vvv = ROOT.std.vector("vector<float>")(), ROOT.std.vector("vector<int>")(), ROOT.std.vector("vector<vector<float>>")()
    tree.Branch("a", a, "a[2][3]/F")
    tree.Branch("d", d, "d[2][3][2]/I")
    tree.Branch("cube", cube, "cube[2][2][2]/b")
    tree.Branch("n", n, "n/I")
    tree.Branch("x", x, "x[n][3]/D")
    tree.Branch("which", which, "which/I")
    tree.Branch("packed", packed, "packed[2][2]/d[0,16,12]")
    tree.Branch("list", a, "p[2][3]/F")
    tree.Branch("vv", vv)
    tree.Branch("vi", vi)
    tree.Branch("vvv", vvv)
    for _ in range(EVENTS):
        a[:] = np.round(random.normal(0, 5, a.shape), 2)
        d[:] = random.integers(-99, 99, d.shape)
        cube[:] = random.integers(0, 255, cube.shape)
        n[0] = int(random.integers(0, 4))
        x[:] = np.round(random.normal(0, 5, x.shape), 2)
        which[0] = int(random.integers(0, 2))
        packed[:] = random.integers(0, 15, packed.shape)
        vv.clear(), vi.clear(), vvv.clear()
        for _ in range(int(random.integers(0, 4))):
            count = int(random.integers(0, 4))
            vv.push_back(ROOT.std.vector("float")(np.round(random.normal(0, 5, count), 2).tolist()))
            vi.push_back(ROOT.std.vector("int")(random.integers(0, 9, count).tolist()))
            inner = ROOT.std.vector("vector<float>")()
            for _ in range(int(random.integers(0, 3))):
                inner.push_back(ROOT.std.vector("float")(np.round(random.normal(0, 5, int(random.integers(0, 3))), 2).tolist()))
            vvv.push_back(inner)
        tree.Fill()
    tree.Write()
    root.Close()


def words(values):
    return " ".join("NaN" if math.isnan(v) else float(v).hex() for v in values)


def main():
    # the file keeps the path that it was written by
    os.chdir(OUT)
    file = Path("nested.root")
    write(file)
    root = ROOT.TFile(str(file))
    tree = root.Get("t")
    lines = []
    for text in BY_TREE_FORMULA + ITEMS_BY_TREE_FORMULA:
        formula = ROOT.TTreeFormula("f", text, tree)
        found = []
        for i in range(EVENTS):
            tree.LoadTree(i)
            there = formula.GetNdata()
            if text in ITEMS_BY_TREE_FORMULA:
                found += [formula.EvalInstance(k) for k in range(there)]
            else:
                found.append(formula.EvalInstance(0) if there else math.nan)
        lines.append(("items " if text in ITEMS_BY_TREE_FORMULA else "value ") + text + "\t" + words(found))
    events = uproot.open(file)["t"].arrays(["vv", "vvv", "vi", "which"]).to_list()
    for ours, of in BY_LISTS.items():
        lines.append("value " + ours + "\t" + words([of(SimpleNamespace(**e)) for e in events]))
    Path("nested.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

"""Trees with friends, an index, aliases and several cycles, by ROOT: files, and expressions over them by TTreeFormula.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12).

    python oracles/friends.py      # writes friends/*.root and friends.tsv into formats/src/test/resources/org/jpsi/formats/root

A line of friends.tsv is an expression and its value for each event; of a friend by index, only events that it has are told.
"""

import math
import os
import shutil
from array import array
from pathlib import Path

import ROOT

OUT = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/root"
FOLDER = OUT / "friends"
EVENTS = 20
KEPT = []
EXPRESSIONS = ["x", "x + scores.score", "scores.score > 0.5", "scores.x", "inner.y * 2", "twice", "thrice + x", "sumx", "weights.w + 0"]


def tree(name, columns, rows):
    """A tree of float and integer columns, filled with rows."""
    made = ROOT.TTree(name, name)
    KEPT.append(made)
    cells = {c: array("i" if k == "I" else "f" if k == "F" else "l", [0]) for c, k in columns.items()}
    KEPT.append(cells)  # ROOT has pointers to them
    for c, k in columns.items():
        made.Branch(c, cells[c], f"{c}/{k}")
    for row in rows:
        for c, value in zip(columns, row):
            cells[c][0] = value
        made.Fill()
    return made


def main():
    FOLDER.mkdir(exist_ok=True)
    os.chdir(FOLDER)
    events = [(k % 3, 100 + k, k * 0.5) for k in range(EVENTS)]
    scores = ROOT.TFile("scores.root", "recreate")
    tree("scores", {"score": "F", "x": "F"}, [(k / EVENTS, -k) for k in range(EVENTS)]).Write()
    scores.Close()
    shutil.copy("scores.root", "../scores.root")  # one outside of the folder, which is gone afterwards
    # by run and event, in another order, without some, and one twice
    shuffled = [(run, event, event / 8) for run, event, _ in reversed(events) if event % 5]
    indexed = ROOT.TFile("weights.root", "recreate")
    weights = tree("weights", {"run": "I", "event": "L", "w": "F"}, shuffled)
    weights.BuildIndex("run", "event")
    weights.Write()
    indexed.Close()
    main_file = ROOT.TFile("main.root", "recreate")
    tree("t", {"x": "F"}, [(0,)]).Write()
    inner = tree("inner", {"y": "I"}, [(k * k,) for k in range(EVENTS)])
    inner.Write()
    t = tree("t", {"run": "I", "event": "L", "x": "F"}, events)
    t.AddFriend("inner")
    t.AddFriend("scores", "scores.root")
    t.AddFriend("weights", "weights.root")
    t.AddFriend("up=scores", "../scores.root")
    t.SetAlias("twice", "2 * x")
    t.SetAlias("thrice", "twice + x")
    t.SetAlias("sumx", "x + scores.score")
    t.SetAlias("broken", "nowhere * 2")
    t.SetAlias("circle", "circle + 1")
    t.Write()
    main_file.Close()

    root = ROOT.TFile("main.root")
    t = root.Get("t")
    lines = []
    there = {(run, event) for run, event, _ in shuffled}
    for text in EXPRESSIONS:
        formula = ROOT.TTreeFormula("f", text, t)
        values = []
        for k in range(EVENTS):
            t.LoadTree(k)
            formula.GetNdata()
            known = "weights" not in text or events[k][:2] in there
            values.append(formula.EvalInstance(0) if known else math.nan)
        lines.append(text + "\t" + " ".join("NaN" if math.isnan(v) else float(v).hex() for v in values))
    (OUT / "scores.root").unlink()
    (OUT / "friends.tsv").write_text("\n".join(lines) + "\n")
    print([str(e.GetName()) + ":" + str(e.GetTitle()) + ":" + str(e.GetTreeName()) for e in t.GetListOfFriends()])


if __name__ == "__main__":
    main()

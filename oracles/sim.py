"""Fixtures of lab/sim, from ROOT's own four-vectors and from the UCI sample.

Pinned: root 0.1a12 (ROOT 6.40), uproot 5.7.7, numpy.
Usage: python oracles/sim.py HIGGS_DATA.root lab/src/test/resources/org/jpsi/lab/sim
"""

import sys
from pathlib import Path

import numpy as np
import ROOT
import uproot

data, out = sys.argv[1], Path(sys.argv[2])

# four-vectors: two of them as measured, then what ROOT makes of them
random = np.random.default_rng(1)
rows = []
for _ in range(50):
    a = [random.exponential(40) + 1, random.uniform(-4, 4), random.uniform(-np.pi, np.pi), random.choice([0, 0.106, 4.7, 80])]
    b = [random.exponential(40) + 1, random.uniform(-4, 4), random.uniform(-np.pi, np.pi), random.choice([0.106, 4.7, 172.5])]
    v, w = ROOT.TLorentzVector(), ROOT.TLorentzVector()
    v.SetPtEtaPhiM(*a)
    w.SetPtEtaPhiM(*b)
    boosted = ROOT.TLorentzVector(v)
    boosted.Boost(w.BoostVector())
    rows.append(
        a + b
        + [v.Px(), v.Py(), v.Pz(), v.E(), v.P(), w.Rapidity(), (v + w).M(), v.Dot(w), v.DeltaPhi(w), v.DeltaR(w)]
        + [boosted.Px(), boosted.Py(), boosted.Pz(), boosted.E()]
    )
names = "pt1,eta1,phi1,m1,pt2,eta2,phi2,m2,px,py,pz,e,p,rapidity2,mass,dot,deltaPhi,deltaR,bx,by,bz,be"
np.savetxt(out / "fourvectors.csv", rows, delimiter=",", header=names, comments="", fmt="%.17g")

# the branches of the UCI sample and their quantiles by class
shares = [10, 25, 50, 75, 90]
with open(out / "higgs_uci.csv", "w") as file:
    print("branch," + ",".join(f"{c}{s}" for c in ("signal", "background") for s in shares), file=file)
    trees = [uproot.open(data)[tree] for tree in ("sig_tree", "bkg_tree")]
    for branch in trees[0].keys():
        if branch != "Type":
            values = [v for tree in trees for v in np.percentile(tree[branch].array(library="np"), shares)]
            print(branch + "," + ",".join(f"{v:.4f}" for v in values), file=file)

"""Scikit-learn's boosted trees on the events of a run: the same test events, and all others to learn from.

Needs: numpy==2.4.6 scikit-learn==1.9.1 uproot==5.7.7. Run, with HIGGS of ROOT's tutorials:
  ./jpsi train ANALYSIS --set model=boosted-trees --out RUN; python oracles/trees_on_higgs.py RUN Higgs_data.root
"""

import sys

import numpy as np
import uproot
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

run, file = sys.argv[1:]
trees = ["sig_tree", "bkg_tree"]  # the inputs of the run, in its order
scores = uproot.open(f"{run}/scores.root:scores").arrays(library="np")
inputs, labels, tested = [], [], []
for number, tree in enumerate(trees):
    events = uproot.open(f"{file}:{tree}").arrays(library="np")
    inputs.append(np.stack([events[name] for name in events if name != "Type"], 1))
    labels.append(np.full(len(inputs[-1]), 1 - number))
    test = np.zeros(len(inputs[-1]), bool)
    test[scores["entry"][scores["input"] == number]] = True
    tested.append(test)
x, y, test = np.concatenate(inputs), np.concatenate(labels), np.concatenate(tested)
ours = roc_auc_score(1 - scores["input"], scores["score"])
print(f"{test.sum()} test events, {(~test).sum()} others; the run: AUC {ours:.4f}")
for seed in range(3):
    model = HistGradientBoostingClassifier(random_state=seed).fit(x[~test], y[~test])
    print(f"scikit-learn, seed {seed}: AUC {roc_auc_score(y[test], model.predict_proba(x[test])[:, 1]):.4f}")

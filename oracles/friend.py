"""Reads scores that `jpsi apply` wrote as a friend of the events they were made from: run by the test `FriendTest`.

    python oracles/friend.py EVENTS TREE SCORES CUT COLUMN

Prints, by uproot and by real ROOT: entries, the hash of all values of `score`, how many events pass CUT (which may use columns of
both trees), and the sum of COLUMN over them. Packages: oracles/requirements.txt.
"""

import hashlib
import sys

import numpy as np


def main(events, tree, scores, cut, column):
    import ROOT
    import uproot

    with uproot.open(scores) as file:
        values = file["scores"]["score"].array(library="np")
    print("uproot", len(values), hashlib.sha256(values.astype("<f4").tobytes()).hexdigest(), sep="\t")

    ROOT.gErrorIgnoreLevel = ROOT.kWarning
    file = ROOT.TFile(events)
    main_tree = file.Get(tree)
    friend = main_tree.AddFriend("scores", scores).GetTree()
    assert friend.GetEntries() == main_tree.GetEntries(), (friend.GetEntries(), main_tree.GetEntries())
    main_tree.SetEstimate(main_tree.GetEntries() + 1)
    n = main_tree.Draw("scores.score", "", "goff")
    drawn = np.array([main_tree.GetV1()[i] for i in range(n)], "<f4")
    print("root", n, hashlib.sha256(drawn.tobytes()).hexdigest(), sep="\t")
    n = main_tree.Draw(column, cut, "goff")
    print("cut", n, repr(sum(main_tree.GetV1()[i] for i in range(n))), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])

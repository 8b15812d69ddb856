"""Reads templates that Jpsi wrote and prints what other software sees: run by the tests `HistogramOracleTest` and `PyhfOracleTest`.

    python oracles/templates.py FILE.root     # every TH1D, by uproot and by ROOT
    python oracles/templates.py FILE.json     # the workspace by pyhf: schema, expected rates, the upper limit of mu

Numbers are in hexadecimal, so that they are compared to the bit. Packages: oracles/requirements.txt.
"""

import json
import sys


def hexes(values):
    return " ".join(float(v).hex() for v in values)


def histograms(path):
    import ROOT
    import uproot

    with uproot.open(path) as file:
        for name in file.keys(cycle=False):
            h = file[name]
            axis = h.axis()
            print("uproot", h.classname, name, h.title, axis.member("fTitle"), int(h.member("fEntries")), sep="\t")
            print("uproot edges", hexes(axis.edges()), sep="\t")
            print("uproot sums", hexes(h.values(flow=True)), sep="\t")
            print("uproot squares", hexes(h.variances(flow=True)), sep="\t")
    ROOT.gErrorIgnoreLevel = ROOT.kWarning
    file = ROOT.TFile(path)
    if file.IsZombie() or file.TestBit(ROOT.TFile.kRecovered):
        sys.exit("ROOT had to recover the file")
    for key in file.GetListOfKeys():
        h = key.ReadObj()
        n = h.GetNbinsX()
        print("root", h.ClassName(), h.GetName(), h.GetTitle(), h.GetXaxis().GetTitle(), int(h.GetEntries()), sep="\t")
        print("root edges", hexes(h.GetXaxis().GetBinLowEdge(i) for i in range(1, n + 2)), sep="\t")
        print("root sums", hexes(h.GetBinContent(i) for i in range(n + 2)), sep="\t")
        print("root squares", hexes(h.GetSumw2().At(i) for i in range(n + 2)), sep="\t")
        # what the statistics in the file say, and what ROOT computes from the bins
        stored = h.GetMean(), h.GetStdDev()
        h.ResetStats()
        print("root mean", *stored, h.GetMean(), h.GetStdDev(), sep="\t")
        # as an analysis goes on with it
        twice = h.Clone("twice")
        twice.Add(h)
        print("root integral", h.Integral(), twice.Integral(), twice.GetBinError(1) / (h.GetBinError(1) or 1), sep="\t")


def workspace(path):
    import numpy as np
    import pyhf

    spec = json.load(open(path))
    pyhf.schema.validate(spec, "workspace.json")
    work = pyhf.Workspace(spec)
    model = work.model()
    data = work.data(model)
    print("parameters", *model.config.par_order, sep="\t")
    print("observed", hexes(work.data(model, include_auxdata=False)), sep="\t")
    nominal = np.array(model.config.suggested_init())
    for name in model.config.par_order:
        for value in (-1.0, 0.0, 1.0):
            at = nominal.copy()
            if model.config.param_set(name).n_parameters == 1:
                at[model.config.par_slice(name)] = value
                print("expected", name, value, hexes(model.expected_data(at, include_auxdata=False)), sep="\t")
    print("errors", hexes(np.concatenate([model.config.param_set(n).sigmas for n in model.config.par_order if n.startswith("staterror")])), sep="\t")
    limit, band = pyhf.infer.intervals.upper_limits.upper_limit(data, model)
    print("limit", float(limit), *(float(b) for b in band), sep="\t")


if __name__ == "__main__":
    (workspace if sys.argv[1].endswith(".json") else histograms)(sys.argv[1])

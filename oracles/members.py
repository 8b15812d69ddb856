"""Fixtures for how columns of split objects are called: a ROOT file of objects within objects, with and without dots, base classes and lists of
leaves, and the names that RDataFrame has for its columns, with their values.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7).

    python oracles/members.py            # writes members.root and members.tsv into formats/src/test/resources, leptons.root into those of analysis
"""

import os
from pathlib import Path

import ROOT
import uproot

ROOT_DIR = Path(__file__).resolve().parent.parent
OUT = ROOT_DIR / "formats/src/test/resources/org/jpsi/formats/root"
LEPTONS = ROOT_DIR / "analysis/src/test/resources/org/jpsi/analysis"

ROOT.gInterpreter.Declare("""
struct Point { float x; float y; };
struct Lepton { float pt; int q; double p[3]; };
struct Candidate { int id; float pt; Point vertex; };
struct Muon : public Candidate { float iso; Point v; std::string how; };
struct Event { Muon mu; Point met; unsigned long long run; std::vector<Point> hits; };
struct Hides : public Candidate { float id; };
struct Charged { int id; float charge; };
struct Both : public Candidate, public Charged { float z; };
void members(TTree &t) {
  Lepton mu, el, dot; Muon m; Event evt, dotted; float pt, flat; struct { float x; int y[2]; } list; float alone;
  t.Branch("mu", &mu); t.Branch("el", &el); t.Branch("dot.", &dot); t.Branch("m", &m); t.Branch("evt", &evt);
  t.Branch("dotted.", &dotted); t.Branch("pt", &pt, "pt/F"); t.Branch("list", &list, "x/F:y[2]/I"); t.Branch("alone", &alone, "x/F");
  t.Branch("flat.pt", &flat, "pt/F");
  for (int i = 0; i < 3; ++i) {
    mu = {1.5f + i, -i, {1. + i, 2. + i, 3. + i}}; el = {2.5f + i, i, {4. + i, 5. + i, 6. + i}}; dot = {3.5f + i, 2 * i, {7. + i, 8, 9}};
    m.id = 10 + i; m.pt = 11.5f + i; m.vertex = {12.f + i, 13.f + i}; m.iso = 14.f + i; m.v = {15.f + i, 16.f + i}; m.how = "fitted";
    evt.mu = m; evt.mu.pt += 10; evt.mu.id += 10; evt.mu.v.x += 10; evt.met = {17.f + i, 18.f + i}; evt.run = 18446744073709551615ULL - i;
    evt.hits = {{1, 2}}; dotted = evt; dotted.mu.pt += 10; dotted.run = 9223372036854775808ULL + i;
    pt = 99 - i; flat = 50 + i; list = {19.f + i, {20 + i, 21 + i}}; alone = 22 + i;
    t.Fill();
  }
}
void hidden(TTree &t) {
  Hides h; Both b; float own = 5, second = 6, top = 4;
  h.Candidate::id = 1; h.id = 2.5; h.pt = 3; b.Candidate::id = 7; b.Charged::id = 8; b.z = 9;
  t.Branch("h", &h); t.Branch("b", &b); t.Branch("x", &own, "x/F"); t.Branch("x", &second, "x/F"); t.Branch("h.pt", &top, "pt/F");
  t.Fill();
}
struct Track { float pt; float eta; };
/// Tracks of an object of this name, or without an object; those of signal have a larger pt.
void leptons(TTree &t, const char *object, int signal) {
  Track track; TRandom3 random(1 + signal);
  if (*object) { t.Branch(object, &track); } else { t.Branch("pt", &track.pt, "pt/F"); t.Branch("eta", &track.eta, "eta/F"); }
  for (int i = 0; i < 150; ++i) { track = {float(random.Exp(20) + 20 * signal), float(random.Gaus(0, 2))}; t.Fill(); }
}
""")

# RDataFrame does not list the members that an object within a branch without a dot has from its base class
OMITTED = {"evt.mu.id": "evt/mu/mu.Candidate/mu.id", "evt.mu.pt": "evt/mu/mu.Candidate/mu.pt",
           "evt.mu.vertex.x": "evt/mu/mu.Candidate/mu.vertex.x", "evt.mu.vertex.y": "evt/mu/mu.Candidate/mu.vertex.y"}


def cell(value):
    return repr(float(value)) if isinstance(value, float) else str(int(value))


def main():
    os.chdir(OUT)
    file = ROOT.TFile("members.root", "RECREATE", "", 505)
    for name, fill in (("members", ROOT.members), ("hidden", ROOT.hidden)):
        tree = ROOT.TTree(name, "")
        fill(tree)
        tree.Write()
    file.Close()
    LEPTONS.mkdir(parents=True, exist_ok=True)
    os.chdir(LEPTONS)
    file = ROOT.TFile("leptons.root", "RECREATE", "", 505)
    for name, branch in (("mu", "mu"), ("dotted", "mu."), ("el", "el"), ("flat", "")):
        for signal in (0, 1):
            tree = ROOT.TTree(f"{name}_{'signal' if signal else 'background'}", "")
            ROOT.leptons(tree, branch, signal)
            tree.Write()
    file.Close()
    os.chdir(OUT)
    frame = ROOT.RDataFrame("members", "members.root")
    lines = []
    for name in map(str, frame.GetColumnNames()):
        if "hits" in name:
            continue
        kind = frame.GetColumnType(name)
        if kind in ("Float_t", "Int_t", "ULong64_t"):
            values = [v for v in frame.Take[kind](name).GetValue()]
        elif "RVec" in kind and "Point" not in kind:
            kind = "Double_t" if "Double" in kind else "Int_t"
            values = [v for row in frame.Take[f"ROOT::RVec<{kind}>"](name).GetValue() for v in row]
        else:
            continue
        lines.append("\t".join([name, "RDataFrame", *map(cell, values)]))
    with uproot.open("members.root") as opened:
        paths = opened["members"].keys(recursive=True, full_paths=True)
        for name, path in OMITTED.items():
            if path in paths:
                values = opened["members"][path].array(library="np")
                lines.append("\t".join([name, "uproot", *map(cell, values.astype(float if values.dtype.kind == "f" else int).tolist())]))
    Path("members.tsv").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

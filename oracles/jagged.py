"""Fixtures for branches of a varying length and of objects: a ROOT file with collections, texts, packed numbers and objects, split and not,
as real ROOT writes them, and what uproot reads in it. Where uproot reads nothing, or other numbers than ROOT (uproot 5.7.7: members of a
collection of objects member by member, texts in a TClonesArray, packed numbers to the last bit), it is what ROOT reads, or what was filled.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7, awkward); g++.

    python oracles/jagged.py            # writes jagged.root and jagged.tsv into formats/src/test/resources, jets.root into those of analysis
"""

import json
import os
import tempfile
from array import array
from pathlib import Path

import awkward
import ROOT
import uproot

ROOT_DIR = Path(__file__).resolve().parent.parent
JETS = ROOT_DIR / "analysis/src/test/resources/org/jpsi/analysis/jets.root"
OUT = ROOT_DIR / "formats/src/test/resources/org/jpsi/formats/root"
EVENTS = 7

HEADERS = "".join(f"#include <{h}>\n" for h in ("TClonesArray.h", "TLorentzVector.h", "TNamed.h", "TString.h", "TTree.h", "TVector3.h", "ROOT/RVec.hxx"))
CLASSES = """
#include <bitset>
#include <deque>
#include <list>
#include <map>
#include <set>
struct Point { float x; float y; };
struct Track : public Point { int q; double p[3]; std::vector<int> hits; std::string name; };
struct Packed {
  Double32_t plain; Double32_t ranged; //[0,10,8]
  Double32_t angle; //[-pi,pi,10]
  Double32_t wide; //[-1,1]
  Double32_t cut; //[0,0,9]
  Float16_t half; Float16_t small; //[-2,2,12]
  Double32_t three[3]; //[0,4,6]
};
struct Whole { int id; std::vector<float> v; std::vector<Track> tracks; std::map<int, std::string> names; int n; float *c; //[n]
  Whole() : id(0), n(0), c(nullptr) {} };
struct Mixed : public TObject { int a; TString t; TLorentzVector p4; std::vector<std::vector<float>> vv; ClassDef(Mixed, 3) };
Track track(int i, int k) {
  Track t; t.x = i; t.y = k; t.q = k - i; t.p[0] = i / 2.; t.p[1] = k / 4.; t.p[2] = -1;
  for (int j = 0; j < k; j++) t.hits.push_back(10 * i + j);
  t.name = std::string(k, 'a' + i);
  return t;
}
struct Filler {
  std::vector<float> vf; std::vector<double> vd; std::vector<int> vi; std::vector<unsigned> vu; std::vector<Long64_t> vl; std::vector<bool> vb; std::vector<short> vs;
  std::vector<char> vc; std::vector<unsigned char> vuc;
  ROOT::RVec<float> rvec; std::list<int> li; std::deque<float> dq; std::set<int> se; std::bitset<5> bits;
  std::vector<std::vector<int>> vvi; std::vector<std::vector<std::vector<float>>> vvvf; std::vector<std::string> vstr; std::vector<std::vector<std::string>> vvstr;
  std::string str; TString tstr; std::map<int, float> mif; std::map<std::string, std::vector<double>> msv;
  std::vector<Track> split, unsplit; Whole whole; Packed packed; Track one; TLorentzVector p4; TVector3 v3; std::vector<TLorentzVector> vp4;
  std::vector<std::pair<int, float>> pairs; TClonesArray *clones = new TClonesArray("TLorentzVector", 10); TClonesArray *named = new TClonesArray("TNamed", 10); Mixed mixed;
  void fill(TTree &t) {
    t.Branch("vf", &vf)->SetTitle("vf [GeV]"); t.Branch("vd", &vd); t.Branch("vi", &vi); t.Branch("vu", &vu); t.Branch("vl", &vl); t.Branch("vb", &vb); t.Branch("vs", &vs); t.Branch("vc", &vc); t.Branch("vuc", &vuc);
    t.Branch("rvec", &rvec); t.Branch("li", &li); t.Branch("dq", &dq); t.Branch("se", &se); t.Branch("bits", &bits);
    t.Branch("vvi", &vvi); t.Branch("vvvf", &vvvf); t.Branch("vstr", &vstr); t.Branch("vvstr", &vvstr); t.Branch("str", &str); t.Branch("tstr", &tstr);
    t.Branch("mif", &mif); t.Branch("msv", &msv); t.Branch("split", &split, 32000, 99); t.Branch("unsplit", &unsplit, 32000, 0);
    t.Branch("whole", &whole, 32000, 0); t.Branch("packed", &packed); t.Branch("one.", &one); t.Branch("p4", &p4, 32000, 0); t.Branch("v3.", &v3);
    t.Branch("vp4", &vp4, 32000, 0); t.Branch("svp4", &vp4); t.Branch("pairs", &pairs, 32000, 0); t.Branch("clones", &clones); t.Branch("named", &named);
    t.Branch("mixed", &mixed, 32000, 0); t.Branch("halfsplit", &whole, 32000, 1);
    for (int i = 0; i < 7; i++) {
      vf.clear(); vd.clear(); vi.clear(); vu.clear(); vl.clear(); vb.clear(); vs.clear(); vc.clear(); vuc.clear(); rvec.clear(); li.clear(); dq.clear(); se.clear(); bits.reset();
      vvi.clear(); vvvf.clear(); vstr.clear(); vvstr.clear(); mif.clear(); msv.clear(); split.clear(); vp4.clear(); pairs.clear(); clones->Clear("C"); named->Clear("C");
      for (int k = 0; k < (3 * i) % 5; k++) {
        vf.push_back(i + k / 4.); vd.push_back(-i + k / 8.); vi.push_back(i - k); vu.push_back(4294967295u - k); vl.push_back((1LL << 40) + k); vb.push_back(k % 2); vs.push_back(-300 * k);
        vc.push_back(k - 2); vuc.push_back(250 + k);
        rvec.push_back(k + .5); li.push_back(k); dq.push_back(-k); se.insert(7 - k); bits.set(k);
        vvi.push_back(std::vector<int>(k, i)); vvvf.push_back({{}, std::vector<float>(k, .25f * k)}); vstr.push_back(std::string(k, 'x')); vvstr.push_back(std::vector<std::string>(k, "é"));
        mif[k] = i; msv["key" + std::to_string(k)] = std::vector<double>(k, i);
        split.push_back(track(i, k)); vp4.emplace_back(i, k, -1, 10); pairs.emplace_back(k, k / 2.);
        new ((*clones)[k]) TLorentzVector(k, i, 1, 2); new ((*named)[k]) TNamed(TString::Format("n%d", k).Data(), "");
      }
      unsplit = split; str = i == 3 ? "" : i == 5 ? std::string(300, 'y') : "event " + std::to_string(i); tstr = str;
      whole.id = i; whole.v = vf; whole.tracks = split; whole.names.clear(); for (int k = 0; k < i % 3; k++) whole.names[k] = str.substr(0, k + 1);
      delete[] whole.c; whole.n = i % 4; whole.c = whole.n ? new float[whole.n] : nullptr; for (int k = 0; k < whole.n; k++) whole.c[k] = k - i;
      packed.plain = i / 3.; packed.ranged = i + .3; packed.angle = i - 3; packed.wide = i / 10. - .3; packed.cut = i * 1.1 - 2; packed.half = i * 1.7 - 3; packed.small = i / 4. - 1.1;
      for (int k = 0; k < 3; k++) packed.three[k] = (i + k) / 3.;
      one = track(i, 2); p4.SetPxPyPzE(i, 2, 3, 40); v3.SetXYZ(i, i / 2., -i);
      mixed.a = i; mixed.t = tstr; mixed.p4 = p4; mixed.vv = {vf, {}};
      t.Fill();
    }
  }
};
void fill_objects(TTree &t) { (new Filler)->fill(t); }
#ifdef __CLING__
#pragma link C++ function fill_objects;
#pragma link C++ class Point+;
#pragma link C++ class Track+;
#pragma link C++ class Packed+;
#pragma link C++ class Whole+;
#pragma link C++ class Mixed+;
#pragma link C++ class std::vector<Track>+;
#pragma link C++ class std::vector<std::vector<std::vector<float>>>+;
#pragma link C++ class std::vector<std::vector<std::string>>+;
#pragma link C++ class std::map<std::string, std::vector<double>>+;
#pragma link C++ class std::map<int, std::string>+;
#pragma link C++ class std::vector<std::pair<int, float>>+;
#pragma link C++ class std::vector<std::vector<int>>+;
#pragma link C++ class std::map<int, float>+;
#pragma link C++ class std::vector<TLorentzVector>+;
#pragma link C++ class std::list<int>+;
#pragma link C++ class std::deque<float>+;
#pragma link C++ class std::set<int>+;
#pragma link C++ class std::bitset<5>+;
#pragma link C++ class Filler-;
#endif
"""


# Objects that lie member by member: with an array that another member counts, and with a base.
MEMBERWISE = """
struct Counted { int n; float *c; //[n]
  Counted() : n(0), c(nullptr) {} Counted(const Counted &o) : n(o.n), c(o.n ? new float[o.n] : nullptr) { for (int i = 0; i < n; i++) c[i] = o.c[i]; }
  Counted &operator=(const Counted &o) { if (this != &o) { delete[] c; n = o.n; c = n ? new float[n] : nullptr; for (int i = 0; i < n; i++) c[i] = o.c[i]; } return *this; }
  ~Counted() { delete[] c; } };
struct Base { float x; float y; };
struct Derived : public Base { int q; };
void fill_memberwise(TTree &t) {
  std::vector<Counted> counted; std::vector<Derived> derived;
  t.Branch("counted", &counted, 32000, 0); t.Branch("derived", &derived, 32000, 0);
  for (int i = 0; i < 5; i++) {
    counted.clear(); derived.clear();
    for (int k = 0; k < i; k++) {
      Counted c; c.n = (k + i) % 4; c.c = c.n ? new float[c.n] : nullptr; for (int m = 0; m < c.n; m++) c.c[m] = 10 * i + k + m / 4.;
      counted.push_back(c);
      Derived d; d.x = k; d.y = -k / 2.; d.q = i; for (int m = 0; m < 3; m++) derived.push_back(d);
    }
    t.Fill();
  }
}
#ifdef __CLING__
#pragma link C++ function fill_memberwise;
#pragma link C++ class Counted+;
#pragma link C++ class Base+;
#pragma link C++ class Derived+;
#pragma link C++ class std::vector<Counted>+;
#pragma link C++ class std::vector<Derived>+;
#endif
"""


def compile_classes(name, classes):
    """Compiled, for dictionaries of all of them: interpreted ones have none for nested collections."""
    folder = Path(tempfile.mkdtemp())
    ROOT.gSystem.Load("libPhysics")
    (folder / f"{name}.C").write_text(HEADERS + classes)
    if ROOT.gSystem.CompileMacro(str(folder / f"{name}.C"), "k") != 1:
        raise SystemExit("the classes do not compile: g++ is needed")


def memberwise(path):
    compile_classes("memberwise", MEMBERWISE)
    os.chdir(path.parent)
    file = ROOT.TFile(path.name, "RECREATE", "", 505)
    tree = ROOT.TTree("t", "objects member by member")
    ROOT.fill_memberwise(tree)
    tree.Write()
    file.Close()


def write(path):
    compile_classes("jagged", CLASSES)
    os.chdir(path.parent)
    file = ROOT.TFile(path.name, "RECREATE", "", 505)
    tree = ROOT.TTree("jagged", "branches of a varying length and of objects")
    tree.SetAutoFlush(3)
    n, xn, yn, b = array("i", [0]), array("f", [0] * 10), array("d", [0] * 30), array("B", [0] * 10)
    tree.Branch("n", n, "n/I")
    tree.Branch("xn", xn, "xn[n]/F")
    tree.Branch("yn", yn, "yn[n][3]/D")
    tree.Branch("bn", b, "bn[n]/b")
    f16, d32 = array("f", [0]), array("d", [0] * 10)
    tree.Branch("f16", f16, "f16/f[0,8,10]")
    tree.Branch("d32n", d32, "d32n[n]/d[0,2,7]")
    other = ROOT.TTree("objects", "collections, texts and objects")
    other.SetAutoFlush(3)
    for i in range(EVENTS):
        n[0] = (2 * i) % 5
        f16[0] = i + 0.1
        for k in range(n[0]):
            xn[k], b[k], d32[k] = i + k / 4, 10 * i + k, k / 3
            for m in range(3):
                yn[3 * k + m] = i + k / 2 + m / 4
        tree.Fill()
    ROOT.fill_objects(other)
    tree.Write()
    other.Write()
    file.Close()


def jets(path):
    """Events for a training: flat columns beside jagged ones."""
    os.chdir(path.parent)
    file = ROOT.TFile(path.name, "RECREATE", "", 505)
    random = ROOT.TRandom3(1)
    for name in ("background", "signal"):
        tree = ROOT.TTree(name, "")
        pt, eta, n, jet = array("f", [0]), array("f", [0]), array("i", [0]), array("f", [0] * 10)
        words = ROOT.std.vector("string")()
        tree.Branch("pt", pt, "pt/F")
        tree.Branch("eta", eta, "eta/F")
        tree.Branch("nJet", n, "nJet/I")
        tree.Branch("Jet_pt", jet, "Jet_pt[nJet]/F")
        tree.Branch("triggers", words)
        for i in range(150):
            pt[0], eta[0], n[0] = random.Exp(20) + 20 * (name == "signal"), random.Gaus(0, 2), i % 4
            words.clear()
            for k in range(n[0]):
                jet[k] = random.Exp(30)
                words.push_back(f"mu{k}")
            tree.Fill()
        tree.Write()
    file.Close()


def columns(name, value, events, out):
    """The columns of a branch: one for each member, as nested lists."""
    fields = awkward.fields(value)
    if not fields:
        out[name] = [awkward.to_list(v) if not isinstance(v, (bytes, str)) else v for v in value]
        return
    pair = value.layout.is_tuple if hasattr(value.layout, "is_tuple") else fields == ["0", "1"]
    for field in fields:
        called = {"0": "first", "1": "second"}.get(field, field) if pair or fields == ["0", "1"] else field
        columns(f"{name}.{called}", value[field], events, out)


def by_uproot(path):
    read, failed = {}, []
    file = uproot.open(path)
    for tree in ("jagged", "objects"):
        def leaf(branch, prefix):
            name = branch.name.rstrip(".")
            name = name.split("[")[0]
            called = name if not prefix or name.startswith(prefix + ".") else f"{prefix}.{name}"
            if len(branch.branches):
                base = branch.member("fType", none_if_missing=True) == 1
                for child in branch.branches:
                    leaf(child, prefix if base and prefix else called)
                return
            try:
                value = branch.array(library="ak")
                columns(called, value, EVENTS, read)
            except Exception as e:
                failed.append((called, str(e)[:60]))
        for branch in file[tree].branches:
            leaf(branch, "")
    return read, failed


def by_root(path, read):
    """Packed numbers, to the last bit."""
    file = ROOT.TFile(str(path))
    for tree, names in (("jagged", ["f16", "d32n"]), ("objects", ["plain", "ranged", "angle", "wide", "cut", "half", "small", "three"])):
        for name in names:
            events = []
            for i in range(EVENTS):
                n = file.Get(tree).Draw(name, "", "goff", 1, i)
                values = [file.Get(tree).GetV1()[k] for k in range(n)]
                events.append(values if name in ("d32n", "three") else values[0])
            read[name if tree == "jagged" else f"packed.{name}"] = events


def filled(read):
    """What neither reads, as it was filled."""
    counts = [3 * i % 5 for i in range(EVENTS)]
    words = ["" if i == 3 else "y" * 300 if i == 5 else f"event {i}" for i in range(EVENTS)]
    read["dq"] = [[0.0 - k for k in range(n)] for n in counts]
    read["named.fName"] = [[f"n{k}" for k in range(n)] for n in counts]
    read["named.fTitle"] = [[""] * n for n in counts]
    for whole in ("whole", "halfsplit"):
        read[f"{whole}.names.first"] = [list(range(i % 3)) for i in range(EVENTS)]
        read[f"{whole}.names.second"] = [[words[i][: k + 1] for k in range(i % 3)] for i in range(EVENTS)]
        for member in ("id", "v", "n", "c"):
            read[f"{whole}.{member}"] = read[f"halfsplit.{member}"]
    for tracks in ("unsplit", "whole.tracks", "halfsplit.tracks"):
        for member in ("x", "y", "q", "p", "hits", "name"):
            read[f"{tracks}.{member}"] = read[f"split.{member}"]


def main():
    jets(JETS)
    memberwise(OUT / "memberwise.root")
    path = OUT / "jagged.root"
    write(path)
    read, failed = by_uproot(path)
    by_root(path, read)
    filled(read)
    print("uproot does not read:", *failed, sep="\n  ")
    OUT.joinpath("jagged.tsv").write_text(
        "".join(f"{name}\t{json.dumps(values, ensure_ascii=False)}\n" for name, values in read.items()), encoding="utf-8")


if __name__ == "__main__":
    main()

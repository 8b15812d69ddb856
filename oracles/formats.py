"""Fixtures for the tests of `formats`: small ROOT files in every compression, written by real ROOT and by uproot, with what uproot reads in
them as text; ZSTD frames of every kind; and the layouts of ROOT's classes that the writer copies.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7, numpy, cramjam).

    python oracles/formats.py            # writes into formats/src/test/resources and formats/src/main/resources
"""

import contextlib
import hashlib
import os
import struct
import sys
import tempfile
from array import array
from pathlib import Path

import cramjam
import numpy as np
import ROOT
import uproot

ROOT_DIR = Path(__file__).resolve().parent.parent
TEST = ROOT_DIR / "formats/src/test/resources/org/jpsi/formats"
MAIN = ROOT_DIR / "formats/src/main/resources/org/jpsi/formats"
EVENTS = 60

# ROOT's numbers: 100 * algorithm + level
COMPRESSIONS = {"none": 0, "zlib": 101, "lzma": 207, "old": 301, "lz4": 404, "zstd": 505}

TYPES = {
    "O": ("b", "bool"), "B": ("b", "int8"), "b": ("B", "uint8"), "S": ("h", "int16"), "s": ("H", "uint16"),
    "I": ("i", "int32"), "i": ("I", "uint32"), "L": ("q", "int64"), "l": ("Q", "uint64"),
    "G": ("q", "int64"), "g": ("Q", "uint64"), "F": ("f", "float32"), "D": ("d", "float64"),
}
NAMES = {letter: ("u" if letter.islower() else "x") + "_" + letter.upper() for letter in TYPES}


def value(letter, i):
    """Values at and around the limits of each type."""
    code, kind = TYPES[letter]
    if kind == "bool":
        return i % 3 == 0
    if kind.startswith("float"):
        special = [0.0, -0.0, float("inf"), float("-inf"), float("nan"), 1e-40, 3e38]
        return special[i] if i < len(special) else float(np.float32(np.sin(i) * 10 ** (i % 9 - 4)))
    low, high = np.iinfo(kind).min, np.iinfo(kind).max
    return [int(low), int(high), 0, 1][i] if i < 4 else int((i * 7919 * (i + 1)) % (int(high) - int(low)) + int(low))


def word(i):
    """An empty text, and one of more than 255 bytes, are stored in ways of their own."""
    return "" if i == 5 else f"event {i}" + ("é" * 150 if i == 7 else "")


def new_file(path, compression):
    """A file keeps the name it was made under: without folders, it is the same wherever it was made."""
    os.chdir(path.resolve().parent)
    return ROOT.TFile(path.name, "RECREATE", "", compression)


def write_by_root(path, compression, entries=EVENTS):
    file = new_file(path, compression)
    tree = ROOT.TTree("flat", "numbers of every type")
    tree.SetAutoFlush(25)
    cells = {}
    for letter, (code, _) in TYPES.items():
        cells[letter] = array(code, [0])
        tree.Branch(NAMES[letter], cells[letter], f"{NAMES[letter]}/{letter}")
    vector = array("f", [0] * 3)
    matrix = array("i", [0] * 6)
    tree.Branch("vector", vector, "vector[3]/F").SetTitle("vector [GeV]")
    tree.Branch("matrix", matrix, "matrix[2][3]/I")
    leaves = np.zeros(1, dtype=[("px", "f4"), ("charge", "i4"), ("e", "f8"), ("hits", "i2", 2)])
    tree.Branch("particle", leaves, "px/F:charge/I:e/D:hits[2]/S")
    text = array("b", [0] * 400)
    tree.Branch("text", text, "text/C")
    n = array("i", [0])
    jagged = array("f", [0] * 5)
    tree.Branch("n", n, "n/I")
    tree.Branch("jagged", jagged, "jagged[n]/F")
    words = ROOT.std.vector("float")()
    tree.Branch("words", words)
    half = array("f", [0])
    tree.Branch("half", half, "half/f")
    packed = array("d", [0])
    tree.Branch("packed", packed, "packed/d")
    for i in range(entries):
        for letter in TYPES:
            cells[letter][0] = value(letter, i)
        for k in range(3):
            vector[k] = i + k / 4
        for k in range(6):
            matrix[k] = 10 * i + k
        leaves[0] = (i / 2, i % 3 - 1, i * 1e-3, (i, -i))
        raw = word(i).encode() + b"\0"
        text[: len(raw)] = array("b", [b - 256 if b > 127 else b for b in raw])
        n[0] = i % 5
        words.clear()
        for k in range(i % 3):
            words.push_back(k)
        half[0] = packed[0] = i
        tree.Fill()
    tree.Write()
    if path.name == "zlib.root":
        more_objects(file)
    file.Close()


def more_objects(file):
    """A tree in folders, two cycles of one tree, an ntuple, a tree without events, and things that are no trees."""
    file.mkdir("deep/er").cd()
    x = array("f", [0])
    inner = ROOT.TTree("inner", "in a folder")
    inner.Branch("x", x, "x/F")
    for i in range(4):
        x[0] = i
        inner.Fill()
    inner.Write()
    file.cd()
    for cycle in (1, 2):
        again = ROOT.TTree("again", f"written {cycle} times")
        again.Branch("x", x, "x/F")
        for i in range(cycle):
            again.Fill()
        again.Write()
    ntuple = ROOT.TNtuple("ntuple", "a TNtuple", "a:b")
    ntuple.Fill(1, 2)
    ntuple.Fill(3, 4)
    ntuple.Write()
    empty = ROOT.TTree("empty", "no events")
    empty.Branch("x", x, "x/F")
    empty.Write()
    ROOT.gInterpreter.Declare("""
        struct Hit { float x; int n; double p[3]; bool ok; unsigned short id; std::vector<float> v; };
        void fill(TTree &t) {
          static Hit first{1.5f, -2, {0.25, 1.25, 2.25}, true, 65535, {}}, second{2.5f, -3, {0.5, 1.5, 2.5}, false, 7, {1}};
          t.Branch("first", &first);
          t.Branch("second.", &second);
          t.Fill();
          t.Fill();
        }""")
    objects = ROOT.TTree("objects", "objects split into their members")
    ROOT.fill(objects)
    objects.Write()
    ROOT.TH1F("histogram", "", 3, 0, 1).Write()
    ROOT.TNamed("name", "title").Write()


def embedded(path):
    """A tree whose baskets were never flushed, so that they lie within its own record."""
    file = new_file(path, 0)
    tree = ROOT.TTree("inside", "baskets within the record")
    tree.SetDirectory(ROOT.nullptr)
    x, word = array("d", [0]), array("b", [0] * 30)
    tree.Branch("x", x, "x/D")
    tree.Branch("text", word, "text/C")
    for i in range(7):
        x[0] = i * i
        cell = f"word {i}".encode() + b"\0"
        word[: len(cell)] = array("b", cell)
        tree.Fill()
    file.WriteObjectAny(tree, ROOT.TTree.Class(), "inside")
    file.Close()


def by_uproot(path):
    with uproot.recreate(path, compression=uproot.ZSTD(3)) as file:
        tree = file.mktree("t", {"a": "float64", "b": "int16", "c": ("float32", (2,)), "flag": "bool"})
        for start in (0, 10):
            i = np.arange(start, start + 10)
            tree.extend({"a": i * 0.5, "b": -i, "c": np.stack([i, i + 0.5], axis=1), "flag": i % 2 == 0})


def ntuple(path):
    with uproot.recreate(path) as file:
        file["nt"] = {"x": np.arange(3.0)}


def cell(value):
    if isinstance(value, bytes):
        value = value.decode()
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return str(int(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    return repr(float(value))


def expected(path, tree, out):
    """One line per column: name, kind, values; elements of an array flat."""
    lines = []
    source = uproot.open(path)[tree]
    for branch in source.branches:
        if branch.name in ("jagged", "words", "half", "packed"):
            continue
        if branch.name == "text":
            # uproot 5.7.7 does not see that ROOT stores nothing for an empty text
            lines.append("\t".join(["text", "text", *map(word, range(EVENTS))]))
            continue
        values = branch.array(library="np")
        if values.dtype.fields:
            columns = {f"{branch.name}.{k}": values[k] for k in values.dtype.fields}
        else:
            columns = {branch.name: values}
        for name, column in columns.items():
            kind = "text" if column.dtype == object else column.dtype.newbyteorder("=").name
            lines.append("\t".join([name, kind + "".join(f"[{n}]" for n in column.shape[1:]), *map(cell, column.ravel())]))
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def zstd_frames(path):
    """Frames that use every kind of block, table and literals: length and SHA-256 of the plain bytes, length of the frame, the frame."""
    rng = np.random.default_rng(1)
    payloads = [
        b"", b"x", bytes(200_000), b"the quick brown fox jumps " * 40,
        rng.standard_normal(3000).astype(">f4").tobytes(),
        rng.integers(0, 4, 20_000).astype("u1").tobytes(),
        np.arange(20_000).astype(">i8").tobytes(),
        rng.poisson(3, 9_000).astype("u1").tobytes(),
        np.cumsum(rng.integers(-2, 3, 40_000)).astype(">i4").tobytes(),
        rng.geometric(0.02, 4_000).clip(0, 255).astype("u1").tobytes(),
        rng.bytes(500),
    ]
    with open(path, "wb") as file:
        for payload in payloads:
            for level in (1, 5, 19) if len(payload) < 50_000 else (1, 12):
                frame = bytes(cramjam.zstd.compress(payload, level))
                file.write(struct.pack(">i32si", len(payload), hashlib.sha256(payload).digest(), len(frame)) + frame)


TREE = {"TTree", "TBranch", "TLeaf", "TNamed", "TObject", "TString", "TList", "TObjArray", "TSeqCollection", "TCollection",
        "TAttLine", "TAttFill", "TAttMarker", "ROOT::TIOFeatures", "TBranchRef", "TRefTable"} | {"TLeaf" + c for c in "OBSILFDCG"}
HISTOGRAM = {"TH1D", "TH1", "TAxis", "TAttAxis", "TNamed", "TObject", "TString", "TList", "TSeqCollection", "TCollection", "THashList",
             "TAttLine", "TAttFill", "TAttMarker", "TArrayD", "TArray"}


COLLECTIONS = {"TBranchElement", "TLeafElement"}


def collection(path):
    """A tree with a std::vector, by ROOT."""
    with contextlib.chdir(path.parent):
        file = ROOT.TFile(path.name, "RECREATE")
    tree, values = ROOT.TTree("t", ""), ROOT.std.vector["float"]()
    tree.Branch("x", values)
    tree.Write()
    file.Close()


def anchor(path):
    """An RNTuple, by ROOT."""
    model = ROOT.RNTupleModel.Create()
    model.MakeField["float"]("x")
    with contextlib.chdir(path.parent):
        writer = ROOT.RNTupleWriter.Recreate(model, "t", path.name)
        del writer


def histogram(path):
    """A histogram with bins of two widths and errors, by ROOT."""
    # ROOT keeps the path in the file: by its name alone it says nothing of this machine
    with contextlib.chdir(path.parent):
        file = ROOT.TFile(path.name, "RECREATE")
    h = ROOT.TH1D("h", "a title", 2, np.array([0.0, 0.25, 1.0]))
    h.Sumw2()
    for x, w in ((-1, 0.5), (0.1, 2), (0.2, -0.5), (0.5, 3), (2, 7)):
        h.Fill(x, w)
    h.Write()
    file.Close()


def layouts(path, out, what, wanted):
    """How ROOT lays out the classes of what is in a file."""
    lines = [
        f"# How ROOT 6.40 lays out the classes of a {what}: written into our files, and used for files that do not say."
        if what == "flat TTree"
        else f"# How ROOT 6.40 lays out the classes of a {what}: written into our files.",
        "# class NAME VERSION CHECKSUM, then its members: KIND NAME TYPE SIZE TYPENAME, then by kind: version and checksum of a base;",
        "# version of the class, name and class of the counter of an array; the two type numbers of an STL container.",
        "# Made by oracles/formats.py from a file that ROOT wrote.",
    ]
    for name, versions in uproot.open(path).file.streamers.items():
        for version, info in versions.items():
            if name not in wanted:
                continue
            lines.append(f"class {name} {version} {info.all_members['fCheckSum']:08x}")
            for element in info.elements:
                m, kind = element.all_members, type(element).__name__.replace("Model_TStreamer", "")
                line = [kind, m["fName"], m["fType"], m["fSize"], m["fTypeName"].replace(" ", "_")]
                if kind == "Base":
                    line += [m["fBaseVersion"], f"{int(m['fMaxIndex'][1]) & 0xFFFFFFFF:08x}"]
                if kind == "BasicPointer":
                    line += [m["fCountVersion"], m["fCountName"], m["fCountClass"]]
                if kind == "STL":
                    line += [m["fSTLtype"], m["fCtype"]]
                if m["fTitle"].startswith("->"):
                    line.append("->")
                lines.append("  " + " ".join(map(str, line)))
    out.write_text("\n".join(lines) + "\n")


def main():
    for folder in (TEST / "root", TEST / "compression", MAIN / "root"):
        folder.mkdir(parents=True, exist_ok=True)
    for name, compression in COMPRESSIONS.items():
        write_by_root(TEST / f"root/{name}.root", compression)
    expected(TEST / "root/zlib.root", "flat", TEST / "root/flat.tsv")
    embedded(TEST / "root/embedded.root")
    by_uproot(TEST / "root/uproot.root")
    ntuple(TEST / "root/rntuple.root")
    zstd_frames(TEST / "compression/zstd.bin")
    layouts(TEST / "root/none.root", MAIN / "root/layouts.txt", "flat TTree", TREE)
    histogram(TEST / "root/histogram.root")
    layouts(TEST / "root/histogram.root", MAIN / "root/histograms.txt", "TH1D", HISTOGRAM)
    with tempfile.TemporaryDirectory() as folder:
        collection(Path(folder) / "collection.root")
        layouts(Path(folder) / "collection.root", MAIN / "root/collections.txt", "branch of a collection", COLLECTIONS)
        anchor(Path(folder) / "ntuple.root")
        layouts(Path(folder) / "ntuple.root", MAIN / "root/ntuples.txt", "file of an RNTuple", {"ROOT::RNTuple"})


if __name__ == "__main__":
    sys.exit(main())

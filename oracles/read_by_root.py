"""Reads a file that Jpsi wrote, by uproot and by real ROOT, by NumPy or by PyTorch's safetensors, and prints what they see: run by the test `OracleTest`.

    python oracles/read_by_root.py FILE TREE [FRIEND_OF_FILE FRIEND_OF_TREE]
    python oracles/read_by_root.py --lists TREE FILE FILE ...
    python oracles/read_by_root.py FILE.npy
    python oracles/read_by_root.py FILE.safetensors

One line per column and reader: reader, name, type, number of values, hash of their bytes; of lists, of the lengths at each level before them. Packages: oracles/requirements.txt.
"""

import hashlib
import sys

import numpy as np


def line(reader, name, values):
    values = np.ascontiguousarray(values)
    if values.dtype == object or values.dtype.kind in "US":
        kind, raw = "text", "\n".join(map(str, values.tolist())).encode()
    else:
        kind, raw = values.dtype.newbyteorder("=").name, values.astype(values.dtype.newbyteorder("<")).tobytes()
    print(reader, name, kind, values.size, hashlib.sha256(raw).hexdigest(), sep="\t")


def by_uproot(path, tree):
    import uproot

    with uproot.open(path) as file:
        for name, values in file[tree].arrays(library="np").items():
            line("uproot", name, values)


def nested(reader, name, entries):
    """A line of lists within lists: Python's lists, numpy's arrays and ROOT's vectors."""
    digest = hashlib.sha256()
    level = list(entries)
    while level and hasattr(level[0], "__len__") and type(level[0]).__name__ not in ("str", "string"):
        digest.update(np.array([len(item) for item in level], "<i8").tobytes())
        level = [value for item in level for value in item]
    words = [str(value) for value in level] if level and "str" in type(level[0]).__name__.lower() else None
    digest.update("\n".join(words).encode() if words else np.array([float(value) for value in level], "<f8").tobytes())
    print(reader, name, "text" if words else "list", len(level), digest.hexdigest(), sep="\t")


def lists(path, tree):
    """Lists, read by uproot, by RDataFrame, and by TTree::Draw, which counts and sums them."""
    import ROOT
    import uproot

    print("file", path, sep="\t")
    with uproot.open(path) as file:
        ntuple = not hasattr(file[tree], "branches")
        arrays = file[tree].arrays() if ntuple else file[tree].arrays(library="ak")
        for name in arrays.fields:
            if arrays[name].ndim > 1 or "var" in str(arrays[name].type):
                nested("uproot", name, arrays[name].to_list())
        for branch in () if ntuple else file[tree].branches:
            print("branch", branch.name, branch.typename, branch.title, sep="\t")
    frame = ROOT.RDataFrame(tree, path)
    names = [str(name) for name in frame.GetColumnNames() if "Vec" in frame.GetColumnType(name) or "vector" in frame.GetColumnType(name)]
    # a text is characters to it; and its Python has no numbers of lists of char, in vectors of unsigned char either
    names = [name for name in names if frame.GetColumnType(name) not in ("ROOT::VecOps::RVec<char>", "ROOT::VecOps::RVec<Char_t>")]
    names = [name for name in names if "char>>" not in frame.GetColumnType(name) and "int8_t>" not in frame.GetColumnType(name)]
    # whereby its interpreter comes to know the types of nested vectors
    nested_names = [name for name in names if frame.GetColumnType(name).count("<") > 1 and name.isidentifier()]
    sizes = [frame.Define("size", name + ".size()").Sum("size") for name in nested_names]
    if sizes:
        print("sizes", sum(size.GetValue() for size in sizes), sep="\t")
    for name, entries in frame.AsNumpy(names).items() if names else ():
        nested("root", name, entries)
    if ntuple:
        return
    file = ROOT.TFile(path)
    events = file.Get(tree)
    events.SetEstimate(2_000_000)
    for branch in events.GetListOfBranches():
        name = branch.GetName()
        if name.isidentifier() and "string" not in frame.GetColumnType(name):
            n = events.Draw(name, "", "goff")
            print("draw", name, n, f"{sum(events.GetV1()[i] for i in range(n)):.1f}" if n > 0 else "0.0", sep="\t")


TYPES = {
    "Bool_t": "?", "Char_t": "i1", "UChar_t": "u1", "Short_t": "i2", "UShort_t": "u2", "Int_t": "i4", "UInt_t": "u4",
    "Long64_t": "i8", "ULong64_t": "u8", "Float_t": "f4", "Double_t": "f8",
}


def by_root(path, tree, other_path=None, other_tree=None):
    import ROOT

    ROOT.gErrorIgnoreLevel = ROOT.kWarning
    file = ROOT.TFile(path)
    if file.IsZombie() or file.TestBit(ROOT.TFile.kRecovered):
        sys.exit("ROOT had to recover the file")
    events = file.Get(tree)
    cells, values = {}, {}
    for branch in events.GetListOfBranches():
        leaf = branch.GetListOfLeaves()[0]
        text = leaf.IsA().GetName() == "TLeafC"
        cells[branch.GetName()] = np.zeros(max(leaf.GetLen(), 1), "i1" if text else TYPES[leaf.GetTypeName()])
        values[branch.GetName()] = []
        branch.SetAddress(cells[branch.GetName()])
        if text:
            cells[branch.GetName()] = (cells[branch.GetName()],)
    for i in range(events.GetEntries()):
        if events.GetEntry(i) < 0:
            sys.exit(f"ROOT cannot read entry {i}")
        for name, cell in cells.items():
            values[name].append(cell[0].tobytes().split(b"\0")[0].decode() if isinstance(cell, tuple) else cell.copy())
    for name, cell in cells.items():
        line("root", name, np.array(values[name], dtype=object) if isinstance(cell, tuple) else np.array(values[name]))
    events.ResetBranchAddresses()
    frame = ROOT.RDataFrame(tree, path)
    print("frame", frame.Count().GetValue(), int(frame.Sum("a_int16").GetValue()) if "a_int16" in values else "", sep="\t")
    if "word" in values:
        # or it asks for a key after every page
        events.SetScanField(0)
        print("scan", events.Scan("a_int16:vector:word", "a_int16 > 0", "", 100), sep="\t")
    if other_path:
        main_file = ROOT.TFile(other_path)
        main_tree = main_file.Get(other_tree)
        main_tree.AddFriend(tree, path)
        main_tree.Draw("score - x:score", "", "goff")
        n = main_tree.GetSelectedRows()
        largest = max(abs(main_tree.GetV1()[i]) for i in range(n))
        print("friend", n, largest, sep="\t")


def main(path, tree=None, *friend):
    if path == "--lists":
        import ROOT

        ROOT.gErrorIgnoreLevel = ROOT.kWarning
        # RDataFrame calls the items of nested vectors so
        ROOT.gInterpreter.Declare("using std::vector; using std::string;")
        for file in friend:
            lists(file, tree)
        return
    if path.endswith(".npy"):
        array = np.load(path)
        for name in array.dtype.names:
            line("numpy", name, array[name])
        return
    if path.endswith(".safetensors"):
        from safetensors import safe_open

        with safe_open(path, "np") as file:
            print("metadata", sorted(file.metadata().items()), sep="\t")
            for name in sorted(file.keys()):
                print("shape", name, file.get_tensor(name).shape, sep="\t")
                line("safetensors", name, file.get_tensor(name).flatten())
        return
    by_uproot(path, tree)
    by_root(path, tree, *friend)


if __name__ == "__main__":
    main(*sys.argv[1:])

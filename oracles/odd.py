"""What uproot reads in the ROOT files of the shared data that have an odd form, for `OddRootTest`: of each column the number of values, the
first, the last and their sum, under the name that RDataFrame has for it.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7).

    python oracles/odd.py DATA            # the folder with odd_root; writes odd.tsv into formats/src/test/resources/org/jpsi/formats/root
"""

import sys
from pathlib import Path

import numpy as np
import ROOT
import uproot

OUT = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/root/odd.tsv"
TREES = [("g4-like", "mytree"), ("uproot-issue-250", "B4"), ("ttreeindex", "t"), ("directory-without-keys", "SlimMC"),
         ("directory-without-keys", "Streams"), ("uproot-issue413", "mytree")]


def flat(branch):
    """The values of a branch with a number, an array of fixed length or a text per entry, else nothing."""
    if len(branch.branches) or len(branch.member("fLeaves")) != 1:
        return None
    leaf = branch.member("fLeaves")[0]
    if leaf.member("fLeafCount") is not None or branch.typename.endswith("[]") or "vector" in branch.typename or "*" in branch.typename[:-1]:
        return None
    try:
        values = branch.array(library="np")
    except Exception:
        return None
    if values.dtype == object and branch.typename != "char*":
        return None
    return values


def main(data):
    lines = []
    for name, tree in TREES:
        path = f"{data}/odd_root/{name}.root"
        known = set(map(str, ROOT.RDataFrame(tree, path).GetColumnNames()))
        opened = uproot.open(path)[tree]
        for full in opened.keys(recursive=True, full_paths=True):
            branch = opened[full]
            values = flat(branch)
            if values is None or not len(values):
                continue
            parts = full.split("/")
            # the branch of the tree, and the last name, which repeats what lies between but for base classes
            column = parts[0] if len(parts) == 1 else parts[0] + "." + parts[-1]
            # RDataFrame leaves out what an object within an object inherits
            if column not in known and parts[-2] != parts[1] + ".TObject":
                sys.exit(f"{name}: RDataFrame has no column {column}")
            if values.dtype == object:
                summary = [str(len(values)), values[0], values[-1], ""]
            else:
                numbers = values.astype(np.float64).ravel().tolist()
                total = 0.0
                for number in numbers:
                    total += number
                summary = [str(len(numbers)), repr(numbers[0]), repr(numbers[-1]), repr(total)]
            lines.append("\t".join([name, tree, column, *summary]))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])

"""Compares what Jpsi reads of ROOT files with what uproot 5.7.7 reads, branch by branch: see benchmarks/coverage.

    python coverage.py OURS.tsv LEAST FILE.root ...
"""

import collections
import hashlib
import re
import signal
import sys
import warnings

import awkward as ak
import numpy as np
import uproot

EVENTS = 2000
SECONDS = 20
# where uproot 5.7.7 reads other numbers than ROOT: packed numbers to the last bit, the bits of objects that others refer to, texts in a
# collection (the first of an entry alone), objects of two numbers without their byte count turned round, fixed arrays of objects
EXPLAINED = {
    "packed numbers": lambda b, i: "AsDouble32" in i or "AsFloat16" in i,
    "bits of objects": lambda b, i: b.member("fStreamerType", none_if_missing=True) == 15,
    "texts in a collection": lambda b, i: i == "AsStrings()" and b.member("fType", none_if_missing=True) in (31, 41),
    "byte order": lambda b, i: i.startswith("AsStridedObjects") and "JDAQUTCExtended" in i,
    "arrays of objects": lambda b, i: re.search(r"AsStridedObjects\(.*\(\d+,\)\)", i),
}
# fields of RNTuples: uproot 5.7.7 takes the wrong values of variants from the second cluster on, unique_ptr for lists, the encoding of the
# first representation for all, and quantized numbers for float32
EXPLAINED_FIELDS = {
    "variants of several clusters": lambda n, f: "std::variant<" in n[f].typename and n.num_entries > n.cluster_summaries[0].num_entries,
    "unique_ptr": lambda n, f: "std::unique_ptr<" in n[f].typename,
    "several representations": lambda n, f: any(c.repr_idx for c in columns_of(n, f)),
    "quantized float64": lambda n, f: n[f].typename == "double" and any(c.type == 0x1D for c in columns_of(n, f)),
}


def columns_of(ntuple, field):
    """The columns of a top-level field without others in it."""
    return [c for c in ntuple.column_records if ntuple.field_records[c.field_id].field_name == field]


def leaves(content, counts, path, out):
    """Columns of a layout: name, counts by level, values; counts None where they cannot be compared."""
    if isinstance(content, ak.contents.IndexedArray):
        content = content.project()
    if isinstance(content, ak.contents.RecordArray):
        for field in content.fields:
            if not field.startswith("@"):
                called = {"0": "first", "1": "second"}.get(field, field) if content.is_tuple or content.fields == ["0", "1"] else field
                leaves(content.content(field)[: content.length], counts, [*path, called], out)
    elif content.parameter("__array__") in ("string", "bytestring"):
        out.append((".".join(path), counts, ak.to_list(ak.Array(content))))
    elif isinstance(content, ak.contents.NumpyArray):
        out.append((".".join(path), counts, np.asarray(content.data)))
    elif isinstance(content, (ak.contents.ListOffsetArray, ak.contents.ListArray)):
        content = content.to_ListOffsetArray64(True)
        offsets = np.asarray(content.offsets)
        leaves(content.content[offsets[0] : offsets[-1]], [*counts, np.diff(offsets)], path, out)
    elif isinstance(content, ak.contents.RegularArray):
        inner = []
        leaves(content.content[: content.size * content.length], [], [], inner)
        for name, own, values in inner:
            out.append((".".join([*path, name] if name else path), None if own else counts, values))
    else:
        out.append((".".join(path), None, None))


def absent(content, index):
    """A layout whose items are those of another, missing where the index is -1."""
    return ak.contents.IndexedOptionArray.simplified(ak.index.Index64(np.asarray(index, dtype=np.int64)), content)


def field_leaves(content, counts, path, out):
    """Columns of the layout of an RNTuple's field, as Jpsi has them: what is missing is NaN, an empty text or an empty list."""
    if content.is_union:
        tags, index = np.asarray(content.tags), np.asarray(content.index)
        for k, one in enumerate(content.contents[1:]):
            here = absent(one, np.where(tags == k + 1, index[: len(tags)], -1))
            field_leaves(here, counts, [*path, f"_{k}"], out)
    elif content.is_option:
        option = content.to_IndexedOptionArray64()
        index, inner = np.asarray(option.index), option.content
        if inner.is_option or inner.is_indexed:
            field_leaves(absent(inner.project() if not inner.is_option else inner, index), counts, path, out)
        elif inner.is_record:
            for field in inner.fields:
                field_leaves(absent(inner.content(field), index), counts, [*path, f"_{field}" if inner.is_tuple else field], out)
        elif inner.parameter("__array__") == "string":
            out.append((".".join(path), counts, ak.to_list(ak.fill_none(ak.Array(option), ""))))
        elif inner.is_regular and plain(inner):
            values = np.asarray(ak.to_numpy(ak.Array(inner)), dtype=np.float32 if inner.content.dtype == np.float32 else np.float64)
            values = np.concatenate([values, np.full((1, *values.shape[1:]), np.nan, values.dtype)])
            out.append((".".join(path), counts, values[index]))
        elif inner.is_list:
            field_leaves(ak.fill_none(ak.Array(option), [], axis=0).layout, counts, path, out)
        elif inner.is_numpy:
            wide = np.float32 if inner.dtype == np.float32 else np.float64
            out.append((".".join(path), counts, ak.to_numpy(ak.fill_none(ak.values_astype(ak.Array(option), wide), wide(np.nan)))))
        else:
            out.append((".".join(path), counts, np.full(len(index), np.nan)))
    elif content.is_indexed:
        field_leaves(content.project(), counts, path, out)
    elif content.is_record:
        for field in content.fields:
            field_leaves(content.content(field)[: content.length], counts, [*path, f"_{field}" if content.is_tuple else field], out)
    elif content.is_list and not content.is_regular and content.parameter("__array__") not in ("string", "bytestring"):
        content = content.to_ListOffsetArray64(True)
        offsets = np.asarray(content.offsets)
        field_leaves(content.content[offsets[0] : offsets[-1]], [*counts, np.diff(offsets)], path, out)
    elif content.is_regular and not plain(content):
        lists = np.full(content.length, content.size)
        field_leaves(content.content[: content.size * content.length], [*counts, lists], path, out)
    elif content.is_regular:
        field_leaves(content.content[: content.size * content.length], counts, path, out)
    else:
        leaves(content, counts, path, out)


def plain(content):
    """Whether fixed arrays are of numbers alone, which makes them columns of that width."""
    while content.is_regular:
        content = content.content
    return content.is_numpy


def field_state(ntuple, field, ours):
    """What Jpsi made of a top-level field that uproot reads; None where it does not."""
    try:
        signal.alarm(SECONDS)
        columns = []
        values = ntuple[field].array(entry_stop=min(EVENTS, ntuple.num_entries))
        field_leaves(values.layout, [], [field], columns)
    except Exception:
        return None
    finally:
        signal.alarm(0)
    found = "equal"
    for name, counts, values in columns:
        pair = re.sub(r"_0(?=\.|$)", "first", re.sub(r"_1(?=\.|$)", "second", name))
        inherited = re.sub(r"::(\w+)$", r".\1", name)
        line = next((ours[n] for n in (name, pair, inherited) if n in ours), None)
        if line is None or line[0] != "C":
            return "not read"
        if digest(counts, values) != line[5]:
            found = next((why for why, is_so in EXPLAINED_FIELDS.items() if is_so(ntuple, field)), "differs")
    return found


def digest(counts, values):
    sha = hashlib.sha256()
    for level in counts:
        sha.update(np.asarray(level).astype("<i4").tobytes() + b"|")
    if isinstance(values, list):
        for text in values:
            raw = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
            sha.update(len(raw).to_bytes(4, "little") + raw)
    elif values.dtype.kind == "f":
        wide = values.astype("<f8").ravel().copy()
        wide[np.isnan(wide)] = np.nan
        sha.update(wide.tobytes())
    else:
        sha.update(np.ascontiguousarray(values.astype("<u8" if values.dtype.kind == "u" else "<i8").ravel()).tobytes())
    return sha.hexdigest()[:16]


def path_of(parent, branch):
    """The full path of a branch, as BranchPath has it."""
    name, own, repeated, depth = parent
    element = branch.classname == "TBranchElement"
    kind = branch.member("fType") if element else 0
    called = re.sub(r"(\[\d+\])+$", "", branch.name) if element else branch.name
    dotted = called.endswith(".") and len(called) > 1
    member = called[len(own) + 1 :] if repeated and called.startswith(own + ".") else called
    if kind == 1 and depth >= 0:
        return name, own, repeated, depth
    whole = member if not name else name + member if name.endswith(".") else f"{name}.{member}"
    return whole, called[:-1] if dotted else called, depth >= 0 or dotted or kind in (3, 4), depth + 1


class TooSlow(Exception):
    pass


def slow(*_):
    raise TooSlow


def state(branch, path, ours):
    """What Jpsi made of a branch that uproot reads; None where it does not."""
    try:
        signal.alarm(SECONDS)
        value = branch.array(library="ak", entry_stop=EVENTS)
        columns = []
        leaves(value.layout, [], [], columns)
    except Exception:
        return None
    finally:
        signal.alarm(0)
    if branch.num_entries != branch.tree.num_entries:
        return "of other entries than its tree"
    found = "equal"
    for name, counts, values in columns:
        line = ours.get(path.rstrip(".") + ("." + name if name else ""))
        if line is None or line[0] != "C":
            return "not read"
        if counts is None or digest(counts, values) != line[5]:
            found = next((why for why, is_so in EXPLAINED.items() if is_so(branch, repr(branch.interpretation))), "differs")
    return found


def main(ours_file, least, files):
    warnings.filterwarnings("ignore")
    signal.signal(signal.SIGALRM, slow)
    ours = collections.defaultdict(dict)
    for line in open(ours_file, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        ours[cells[1], cells[2]][cells[3]] = cells
    counts, examples = collections.defaultdict(collections.Counter), []
    reasons = collections.Counter(re.sub(r"\S*[<:]\S*|\d+", "..", c[5]) for tree in ours.values() for c in tree.values() if c[0] in "UX")
    for file in files:
        try:
            opened = uproot.open(file)
            trees = [k for k, c in opened.classnames(cycle=False).items() if c in ("TTree", "TNtuple", "TNtupleD")]
            ntuples = [k for k, c in opened.classnames(cycle=False).items() if c == "ROOT::RNTuple"]
        except Exception:
            continue
        for ntuple in ntuples:
            source = opened[ntuple]
            for field in (f.name for f in source.fields):
                found = field_state(source, field, ours[file, ntuple])
                if found:
                    counts["RNTuple"][found] += 1
                    if found in ("not read", "differs"):
                        examples.append(f"{found}: {file}:{ntuple} {field}")
        for tree in trees:
            seen = set()

            def visit(branch, parent):
                where = path_of(parent, branch)
                if not branch.branches and where[0] not in seen:
                    seen.add(where[0])
                    found = state(branch, where[0], ours[file, tree])
                    if found:
                        kind = f"{branch.classname} {branch.member('fType', none_if_missing=True) or ''} {type(branch.interpretation).__name__}"
                        counts[kind][found] += 1
                        if found in ("not read", "differs"):
                            examples.append(f"{found}: {file}:{tree} {where[0]}")
                for child in branch.branches:
                    visit(child, where)

            for branch in opened[tree].branches:
                visit(branch, ("", "", False, -1))
    total = collections.Counter()
    for kind, row in sorted(counts.items(), key=lambda item: -sum(item[1].values())):
        print(f"{kind:45} {sum(row.values()):6}  " + ", ".join(f"{n} {what}" for what, n in row.most_common()))
        total.update(row)
    share = 100 * (1 - total["not read"] / max(1, sum(total.values())))
    print(f"read of the branches and fields that uproot reads: {share:.2f} %", dict(total))
    print("reasons of what is not read:", *[f"  {n:5} {why}" for why, n in reasons.most_common(12)], sep="\n")
    print(*examples[:40], sep="\n")
    return 0 if share >= float(least) and not total["differs"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))

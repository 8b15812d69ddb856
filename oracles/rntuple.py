"""Fixtures for the tests of `formats.rntuple`: RNTuples that ROOT and uproot wrote, with all encodings, kinds of fields and features of the
format, each with what uproot (or, where it is wrong, the formula by which they were written) says is in them; and XXH3-64 of every length
that has a way of its own.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7, awkward, numpy, xxhash).

    python oracles/rntuple.py            # writes into formats/src/test/resources
"""

import os
import struct
import sys
from pathlib import Path

import awkward as ak
import numpy as np
import ROOT
import uproot
import xxhash

HERE = Path(__file__).resolve().parent
TEST = HERE.parent / "formats/src/test/resources/org/jpsi/formats/rntuple"
sys.path.insert(0, str(HERE.parent / "benchmarks/peers"))
from coverage import field_leaves  # noqa: E402

LENGTHS = [*range(2049), 4096, 16384, 65535, 65536, 65537, 65601, 1 << 20]
COMPRESSIONS = {"none": 0, "zlib": 101, "lzma": 207, "lz4": 404, "zstd": 505}
EVENTS = 100

CODE = r"""
#include <ROOT/RNTupleModel.hxx>
#include <ROOT/RNTupleReader.hxx>
#include <ROOT/RNTupleWriter.hxx>
#include <ROOT/RNTupleWriteOptions.hxx>
#include <ROOT/RField.hxx>
#include <atomic>
#include <bitset>
#include <limits>
#include <memory>
#include <optional>
#include <variant>

namespace fixture {
struct Base { float e = 0; int n = 0; };
struct Other { int n = 0; };
struct Hit : public Base { float x = 0; int n = 0; std::vector<short> adc; };
struct Both : public Base, public Other { float z = 0; };
struct Empty {};
enum class Colour : unsigned char { red = 1, green = 200 };
}

using namespace ROOT;

template <typename T> T number(int i) {
  using L = std::numeric_limits<T>;
  switch (i) { case 0: return L::lowest(); case 1: return L::max(); case 2: return 0; case 3: return 1; }
  return T((long long)i * 7919 * (i + 1));
}

void numbers(const char *path, int compression, bool checksums, int maxKey) {
  auto m = RNTupleModel::Create();
  auto o1 = m->MakeField<bool>("o"); auto c = m->MakeField<char>("c");
  auto i8 = m->MakeField<std::int8_t>("i8"); auto u8 = m->MakeField<std::uint8_t>("u8");
  auto i16 = m->MakeField<std::int16_t>("i16"); auto u16 = m->MakeField<std::uint16_t>("u16");
  auto i32 = m->MakeField<std::int32_t>("i32"); auto u32 = m->MakeField<std::uint32_t>("u32");
  auto i64 = m->MakeField<std::int64_t>("i64"); auto u64 = m->MakeField<std::uint64_t>("u64");
  auto f = m->MakeField<float>("f"); auto d = m->MakeField<double>("d");
  auto by = m->MakeField<std::byte>("by");
  auto w = m->MakeField<std::string>("word");
  auto v = m->MakeField<std::vector<float>>("v");
  auto vw = m->MakeField<std::vector<std::string>>("words");
  auto vv = m->MakeField<std::vector<std::vector<int>>>("vv");
  m->GetMutableField("f").SetDescription("a mass [GeV]");
  m->SetDescription("all numbers");
  RNTupleWriteOptions o; o.SetCompression(compression); o.SetEnablePageChecksums(checksums);
  o.SetInitialUnzippedPageSize(32); o.SetMaxUnzippedPageSize(maxKey ? 256 : 128);
  if (maxKey) ROOT::Internal::RNTupleWriteOptionsManip::SetMaxKeySize(o, maxKey);
  auto file = std::unique_ptr<TFile>(TFile::Open(path, "RECREATE", "", compression));
  auto out = RNTupleWriter::Append(std::move(m), "nt", *file, o);
  for (int i = 0; i < 100; i++) {
    *o1 = i % 3 == 0; *c = 'a' + i % 26; *i8 = number<std::int8_t>(i); *u8 = number<std::uint8_t>(i);
    *i16 = number<std::int16_t>(i); *u16 = number<std::uint16_t>(i); *i32 = number<std::int32_t>(i);
    *u32 = number<std::uint32_t>(i); *i64 = number<std::int64_t>(i); *u64 = number<std::uint64_t>(i);
    *f = i == 0 ? NAN : i == 1 ? INFINITY : i == 2 ? -0.f : i == 3 ? 1e-40f : 0.37f * i * i - 100;
    *d = i == 0 ? NAN : i == 1 ? -INFINITY : i == 2 ? 5e-324 : 1. / (i - 50.5);
    *by = std::byte(i * 5);
    *w = i == 5 ? "" : "event " + std::to_string(i) + (i == 7 ? std::string(300, 'x') + "\xc3\xa9" : "");
    v->assign(i % 4, 0.5f * i); vw->assign(i % 3, "w" + std::to_string(i));
    vv->clear(); for (int k = 0; k < i % 3; k++) vv->push_back(std::vector<int>(k + i % 2, 10 * i + k));
    out->Fill();
    if (i % 30 == 29) out->CommitCluster(i == 59);
  }
  out.reset(); file->Close();
}

void nested(const char *path) {
  auto m = RNTupleModel::Create();
  auto hit = m->MakeField<fixture::Hit>("hit"); auto hits = m->MakeField<std::vector<fixture::Hit>>("hits");
  auto both = m->MakeField<fixture::Both>("both");
  auto opt = m->MakeField<std::optional<float>>("opt"); auto ptr = m->MakeField<std::unique_ptr<int>>("ptr");
  auto obig = m->MakeField<std::optional<std::int64_t>>("obig"); auto oword = m->MakeField<std::optional<std::string>>("oword");
  auto ovec = m->MakeField<std::optional<std::vector<int>>>("ovec"); auto vopt = m->MakeField<std::vector<std::optional<int>>>("vopt");
  auto oarr = m->MakeField<std::optional<std::array<float, 2>>>("oarr"); auto ohit = m->MakeField<std::optional<fixture::Base>>("ohit");
  auto bits = m->MakeField<std::bitset<70>>("bits"); auto at = m->MakeField<std::atomic<int>>("at");
  auto col = m->MakeField<fixture::Colour>("col"); auto cols = m->MakeField<std::vector<fixture::Colour>>("cols");
  auto pr = m->MakeField<std::pair<int, std::string>>("pr"); auto tp = m->MakeField<std::tuple<std::int8_t, float, bool>>("tp");
  auto mp = m->MakeField<std::vector<std::pair<std::string, float>>>("mp");
  auto va = m->MakeField<std::variant<int, std::string, std::vector<double>>>("va");
  auto vva = m->MakeField<std::vector<std::variant<float, bool>>>("vva");
  auto rv = m->MakeField<RVec<float>>("rv"); auto ar = m->MakeField<std::array<std::array<int, 3>, 2>>("ar");
  auto ah = m->MakeField<std::array<fixture::Base, 2>>("ah"); auto av = m->MakeField<std::array<std::vector<int>, 2>>("av");
  auto aw = m->MakeField<std::array<std::string, 2>>("aw"); auto va3 = m->MakeField<std::vector<std::array<float, 3>>>("va3");
  auto em = m->MakeField<fixture::Empty>("em");
  m->AddField(std::make_unique<RStreamerField>("streamed", "fixture::Hit"));
  m->AddProjectedField(std::make_unique<RField<RVec<float>>>("hits_x"),
                       [](const std::string &f) { return f == "hits_x" ? std::string("hits") : std::string("hits._0.x"); });
  m->AddProjectedField(std::make_unique<RField<RNTupleCardinality<std::uint32_t>>>("n_hits"), [](const std::string &) { return std::string("hits"); });
  m->AddProjectedField(std::make_unique<RField<RNTupleCardinality<std::uint64_t>>>("n_rv"), [](const std::string &) { return std::string("rv"); });
  auto out = RNTupleWriter::Recreate(std::move(m), "nt", path);
  for (int i = 0; i < 100; i++) {
    hit->x = i; hit->e = 2 * i; hit->n = i + 7; static_cast<fixture::Base &>(*hit).n = -i; hit->adc.assign(i % 4, i);
    hits->assign(i % 3, *hit); both->z = i; both->e = -i; both->Base::n = i; both->Other::n = 2 * i;
    if (i % 2) { *opt = i * .5f; *obig = (1LL << 53) + 2 * i; *oword = "o" + std::to_string(i); *ovec = std::vector<int>(i % 3, i);
                 *oarr = std::array<float, 2>{float(i), -float(i)}; ohit->emplace(); (*ohit)->e = i; (*ohit)->n = i; }
    else { opt->reset(); obig->reset(); oword->reset(); ovec->reset(); oarr->reset(); ohit->reset(); }
    if (i % 3) *ptr = std::make_unique<int>(i); else ptr->reset();
    vopt->clear(); for (int k = 0; k < i % 4; k++) { if ((i + k) % 3) vopt->push_back(10 * i + k); else vopt->push_back(std::nullopt); }
    bits->reset(); bits->set(i % 70); *at = i; *col = i % 2 ? fixture::Colour::red : fixture::Colour::green; cols->assign(i % 3, *col);
    *pr = {i, "p" + std::to_string(i)}; *tp = {std::int8_t(i - 50), i * 1.5f, i % 2 == 0};
    mp->clear(); for (int k = 0; k < i % 3; k++) mp->push_back({"k" + std::to_string(k), k + i});
    if (i % 3 == 0) *va = i; else if (i % 3 == 1) *va = "v" + std::to_string(i); else *va = std::vector<double>(i % 4, i);
    vva->clear(); for (int k = 0; k < i % 4; k++) { if (k % 2) vva->push_back(i % 3 == 0); else vva->push_back(i + 0.25f * k); }
    rv->assign(i % 3, i); *ar = {{{i, i + 1, i + 2}, {-i, -i - 1, -i - 2}}}; (*ah)[0].e = i; (*ah)[1].e = -i; (*ah)[0].n = (*ah)[1].n = i;
    (*av)[0].assign(i % 2, i); (*av)[1].assign(i % 3, -i); (*aw)[0] = "a" + std::to_string(i); (*aw)[1] = i % 2 ? "" : "b";
    va3->assign(i % 3, {float(i), 1, -float(i)});
    out->Fill();
    if (i % 40 == 39) out->CommitCluster(i == 39);
  }
}

template <typename T> void encoded(RNTupleModel &m, const char *name, ENTupleColumnType type) {
  auto f = std::make_unique<RField<T>>(name);
  f->SetColumnRepresentatives({{type}});
  m.AddField(std::move(f));
}

void encodings(const char *path) {
  auto m = RNTupleModel::Create();
  using E = ENTupleColumnType;
  encoded<std::int16_t>(*m, "int16", E::kInt16); encoded<std::int16_t>(*m, "splitInt16", E::kSplitInt16);
  encoded<std::uint16_t>(*m, "uint16", E::kUInt16); encoded<std::uint16_t>(*m, "splitUInt16", E::kSplitUInt16);
  encoded<std::int32_t>(*m, "int32", E::kInt32); encoded<std::int32_t>(*m, "splitInt32", E::kSplitInt32);
  encoded<std::uint32_t>(*m, "uint32", E::kUInt32); encoded<std::uint32_t>(*m, "splitUInt32", E::kSplitUInt32);
  encoded<std::int64_t>(*m, "int64", E::kInt64); encoded<std::int64_t>(*m, "splitInt64", E::kSplitInt64);
  encoded<std::uint64_t>(*m, "uint64", E::kUInt64); encoded<std::uint64_t>(*m, "splitUInt64", E::kSplitUInt64);
  encoded<float>(*m, "real16", E::kReal16); encoded<float>(*m, "real32", E::kReal32); encoded<float>(*m, "splitReal32", E::kSplitReal32);
  encoded<double>(*m, "real64", E::kReal64); encoded<double>(*m, "splitReal64", E::kSplitReal64);
  encoded<double>(*m, "double16", E::kReal16); encoded<double>(*m, "double32", E::kSplitReal32);
  for (int bits : {10, 11, 17, 24, 31}) {
    auto f = std::make_unique<RField<float>>("trunc" + std::to_string(bits)); f->SetTruncated(bits); m->AddField(std::move(f));
    auto d = std::make_unique<RField<double>>("doubleTrunc" + std::to_string(bits)); d->SetTruncated(bits); m->AddField(std::move(d));
  }
  for (int bits : {1, 3, 8, 17, 25, 32}) {
    auto f = std::make_unique<RField<float>>("quant" + std::to_string(bits)); f->SetQuantized(bits, {-10, 40}); m->AddField(std::move(f));
    auto d = std::make_unique<RField<double>>("doubleQuant" + std::to_string(bits)); d->SetQuantized(bits, {-10, 40}); m->AddField(std::move(d));
  }
  for (auto type : {E::kIndex32, E::kIndex64, E::kSplitIndex32, E::kSplitIndex64}) {
    auto f = std::make_unique<RField<std::vector<std::int32_t>>>("v" + std::to_string(int(type))); f->SetColumnRepresentatives({{type}}); m->AddField(std::move(f));
    auto s = std::make_unique<RField<std::string>>("s" + std::to_string(int(type)));
    s->SetColumnRepresentatives({{type, E::kChar}}); m->AddField(std::move(s));
  }
  RNTupleWriteOptions o; o.SetCompression(0); o.SetInitialUnzippedPageSize(64); o.SetMaxUnzippedPageSize(256);
  auto out = RNTupleWriter::Recreate(std::move(m), "nt", path, o);
  auto e = out->CreateEntry();
  for (int i = 0; i < 100; i++) {
    *e->GetPtr<std::int16_t>("int16") = *e->GetPtr<std::int16_t>("splitInt16") = number<std::int16_t>(i);
    *e->GetPtr<std::uint16_t>("uint16") = *e->GetPtr<std::uint16_t>("splitUInt16") = number<std::uint16_t>(i);
    *e->GetPtr<std::int32_t>("int32") = *e->GetPtr<std::int32_t>("splitInt32") = number<std::int32_t>(i);
    *e->GetPtr<std::uint32_t>("uint32") = *e->GetPtr<std::uint32_t>("splitUInt32") = number<std::uint32_t>(i);
    *e->GetPtr<std::int64_t>("int64") = *e->GetPtr<std::int64_t>("splitInt64") = number<std::int64_t>(i);
    *e->GetPtr<std::uint64_t>("uint64") = *e->GetPtr<std::uint64_t>("splitUInt64") = number<std::uint64_t>(i);
    float x = -9.75f + 0.4937f * i;
    for (auto n : {"real16", "real32", "splitReal32"}) *e->GetPtr<float>(n) = x;
    for (auto n : {"real64", "splitReal64", "double16", "double32"}) *e->GetPtr<double>(n) = 1. / 3 * x;
    for (int bits : {10, 11, 17, 24, 31}) { *e->GetPtr<float>("trunc" + std::to_string(bits)) = x; *e->GetPtr<double>("doubleTrunc" + std::to_string(bits)) = x; }
    for (int bits : {1, 3, 8, 17, 25, 32}) { *e->GetPtr<float>("quant" + std::to_string(bits)) = x; *e->GetPtr<double>("doubleQuant" + std::to_string(bits)) = x; }
    for (auto type : {E::kIndex32, E::kIndex64, E::kSplitIndex32, E::kSplitIndex64}) {
      e->GetPtr<std::vector<std::int32_t>>("v" + std::to_string(int(type)))->assign(i % 5, i);
      *e->GetPtr<std::string>("s" + std::to_string(int(type))) = std::string(i % 4, 'a' + i % 26);
    }
    out->Fill(*e);
    if (i == 49) out->CommitCluster();
  }
}

void late(const char *path) {
  auto m = RNTupleModel::Create();
  auto x = m->MakeField<float>("x");
  auto out = RNTupleWriter::Recreate(std::move(m), "nt", path);
  std::shared_ptr<int> n; std::shared_ptr<std::array<float, 3>> a; std::shared_ptr<std::vector<int>> v; std::shared_ptr<std::string> s;
  std::shared_ptr<fixture::Hit> hit; std::shared_ptr<std::variant<int, float>> va; std::shared_ptr<std::bitset<5>> b; std::shared_ptr<std::optional<int>> opt;
  for (int i = 0; i < 90; i++) {
    if (i == 45) {
      auto u = out->CreateModelUpdater();
      u->BeginUpdate();
      n = u->MakeField<int>("n"); a = u->MakeField<std::array<float, 3>>("a"); v = u->MakeField<std::vector<int>>("v"); s = u->MakeField<std::string>("s");
      hit = u->MakeField<fixture::Hit>("hit"); va = u->MakeField<std::variant<int, float>>("va"); b = u->MakeField<std::bitset<5>>("b");
      opt = u->MakeField<std::optional<int>>("opt");
      u->CommitUpdate();
    }
    *x = i;
    if (n) {
      *n = i; *a = {float(i), float(i + 1), float(i + 2)}; v->assign(i % 3, i); *s = "s" + std::to_string(i); hit->x = i; hit->adc.assign(i % 2, i);
      if (i % 2) *va = i; else *va = 0.5f * i; *b = i % 32; if (i % 3) *opt = i; else opt->reset();
    }
    out->Fill();
    if (i == 19 || i == 69) out->CommitCluster(true);
  }
}

void representations(const char *path) {
  auto m = RNTupleModel::Create();
  using E = ENTupleColumnType;
  auto f = std::make_unique<RField<float>>("x"); f->SetColumnRepresentatives({{E::kReal32}, {E::kReal16}}); m->AddField(std::move(f));
  auto s = std::make_unique<RField<std::string>>("s"); s->SetColumnRepresentatives({{E::kSplitIndex64, E::kChar}, {E::kIndex32, E::kChar}}); m->AddField(std::move(s));
  auto out = RNTupleWriter::Recreate(std::move(m), "nt", path);
  auto x = out->GetModel().GetDefaultEntry().GetPtr<float>("x"); auto t = out->GetModel().GetDefaultEntry().GetPtr<std::string>("s");
  for (int i = 0; i < 60; i++) {
    *x = i + 0.1f; *t = "s" + std::to_string(i);
    out->Fill();
    if (i % 20 == 19) {
      out->CommitCluster();
      for (auto name : {"x", "s"})
        ROOT::Internal::RFieldRepresentationModifier::SetPrimaryColumnRepresentation(const_cast<RFieldBase &>(out->GetModel().GetConstField(name)), i == 19 ? 1 : 0);
    }
  }
}

template <typename T> std::vector<double> values(std::string path, std::string field) {
  auto reader = RNTupleReader::Open("nt", path);
  auto view = reader->GetView<T>(field);
  std::vector<double> all;
  for (auto i : *reader) all.push_back(view(i));
  return all;
}

void empty(const char *path) {
  auto m = RNTupleModel::Create();
  m->MakeField<float>("x"); m->MakeField<std::vector<int>>("v"); m->MakeField<std::optional<int>>("o");
  RNTupleWriter::Recreate(std::move(m), "nt", path);
}
"""


def pattern(length):
    """Bytes without a period, the same in Java."""
    return bytes((i * 2654435761 & 0xFFFFFFFF) >> 13 & 0xFF for i in range(length))


def hashes(path):
    """For each length, that and the hash of so many bytes."""
    data = pattern(max(LENGTHS))
    path.write_bytes(b"".join(struct.pack(">iQ", n, xxhash.xxh3_64_intdigest(data[:n])) for n in LENGTHS))


def items(i):
    """Those of `vva` of `nested`, by alternative."""
    return [(i + 0.25 * k if k % 2 == 0 else None, i % 3 == 0 if k % 2 else None) for k in range(i % 4)]


# columns that uproot 5.7.7 reads wrongly, in another shape or not at all: their types, and what was written in event i
FORMULAS = {
    "nested": {
        "ptr": ("float64", lambda i: i if i % 3 else None),
        "va._0": ("float64", lambda i: i if i % 3 == 0 else None),
        "va._1": ("text", lambda i: f"v{i}" if i % 3 == 1 else ""),
        "va._2": ("float64[]", lambda i: [i] * (i % 4) if i % 3 == 2 else []),
        "vva._0": ("float32[]", lambda i: [x for x, _ in items(i)]),
        "vva._1": ("float64[]", lambda i: [x for _, x in items(i)]),
        "n_hits": ("uint32", lambda i: i % 3),
        "n_rv": ("uint64", lambda i: i % 3),
        "oarr": ("float32[2]", lambda i: [i, -i] if i % 2 else [None, None]),
        "both.z": ("float32", lambda i: i),
        "both.e": ("float32", lambda i: -i),
        "both.fixture::Base.n": ("int32", lambda i: i),
        "both.fixture::Other.n": ("int32", lambda i: 2 * i),
    },
    "late": {
        "va._0": ("float64", lambda i: i if i >= 45 and i % 2 else None),
        "va._1": ("float32", lambda i: 0.5 * i if i >= 45 and i % 2 == 0 else None),
        "opt": ("float64", lambda i: i if i >= 45 and i % 3 else None),
    },
    "representations": {
        "x": ("float32", lambda i: float((np.float16 if 20 <= i < 40 else np.float32)(np.float32(i) + np.float32(0.1)))),
        "s": ("text", lambda i: f"s{i}"),
    },
}


def cell(value):
    return value if isinstance(value, str) else "nan" if value is None else repr(float(value)) if isinstance(value, float) else str(int(value))


def line(name, kind, counts, values):
    return "\t".join([name, kind, "|".join(",".join(map(str, level)) for level in counts), "\x1f".join(map(cell, values))])


def by_root(path, field, kind):
    """The numbers of a field, as ROOT reads them: of quantized numbers uproot 5.7.7 reads all as float32."""
    return list(ROOT.values[kind](str(path), field))


def written(name, kind, events):
    counts = []
    while kind.endswith("[]" * (len(counts) + 1)):
        counts.append([len(e) for e in events])
        events = [item for event in events for item in event]
    if kind.endswith("[2]"):
        events = [item for event in events for item in event]
    return line(name, kind, counts, [float(e) if kind.startswith("float") and e is not None else e for e in events])


def expected(path, skipped=()):
    """One line per column: name, type, numbers of items by level, values."""
    ntuple = uproot.open(path)["nt"]
    formulas = FORMULAS.get(Path(path).stem, {})
    lines = [written(n, kind, [value(i) for i in range(ntuple.num_entries)]) for n, (kind, value) in formulas.items()]
    for field in (f.name for f in ntuple.fields):
        if field in skipped or field in {n.split(".")[0] for n in formulas}:
            continue
        columns = []
        field_leaves(ntuple[field].array().layout, [], [field], columns)
        for name, counts, values in columns:
            if field in ("pr", "mp"):
                name = name.replace("._0", ".first").replace("._1", ".second")
            if "::" in name:
                name = ".".join(name.rsplit("::", 1))
            text = isinstance(values, list)
            width = 1 if text else values.size // (sum(counts[-1]) if counts else ntuple.num_entries)
            kind = ("text" if text else values.dtype.name) + (f"[{width}]" if width > 1 else "") + "[]" * len(counts)
            if not text and values.dtype.kind == "f":
                # of the field, not of its column
                kind = kind.replace(values.dtype.name, {"float": "float32", "double": "float64"}.get(ntuple[field].typename, values.dtype.name))
            if "uant" in field or "runc" in field:
                values = np.array(by_root(path, field, ntuple[field].typename))
            if field == "c":
                kind, values = "int8", values.astype(np.int8)
            lines.append(line(name, kind, counts, values if text else values.ravel().tolist()))
    Path(path).with_suffix(".tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_uproot(path):
    with uproot.recreate(path, compression=uproot.LZ4(4)) as file:
        ntuple = file.mkrntuple("nt", {"x": "float64", "n": "int32", "flag": "bool", "v": "var * float32", "word": "string"})
        for start in (0, 10, 20):
            i = np.arange(start, start + 10)
            ntuple.extend(
                {
                    "x": i * 0.5,
                    "n": (-i).astype("int32"),
                    "flag": i % 2 == 0,
                    "v": ak.values_astype(ak.Array([[float(k)] * (k % 4) for k in i]), np.float32),
                    "word": ak.Array([f"w{k}" for k in i]),
                }
            )


def main():
    TEST.mkdir(parents=True, exist_ok=True)
    # a file keeps the name it was made under: without folders, it is the same wherever it was made
    os.chdir(TEST)
    hashes(TEST / "xxh3.bin")
    ROOT.gInterpreter.Declare(CODE)
    for name, compression in COMPRESSIONS.items():
        ROOT.numbers(f"{name}.root", compression, name != "lzma", 0)
    expected("zstd.root")
    ROOT.numbers("split.root", 0, True, 250)
    ROOT.nested("nested.root")
    expected("nested.root", ("em", "streamed"))
    ROOT.encodings("encodings.root")
    expected("encodings.root")
    ROOT.late("late.root")
    expected("late.root")
    ROOT.representations("representations.root")
    expected("representations.root")
    ROOT.empty("empty.root")
    by_uproot("uproot.root")
    expected("uproot.root")


if __name__ == "__main__":
    sys.exit(main())

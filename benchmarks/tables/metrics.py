"""The figures of one fit, of the same code for every learner, and what is made of many."""

import math

import numpy as np


def auc(signal, score, weight):
    """Weighted area under the ROC curve, ties counted half; weights of either sign."""
    order = np.argsort(score, kind="stable")
    signal, score, weight = signal[order], score[order], weight[order]
    _, first = np.unique(score, return_index=True)
    positive = np.add.reduceat(np.where(signal, weight, 0.0), first)
    negative = np.add.reduceat(np.where(signal, 0.0, weight), first)
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def figures(truth, prediction, weight):
    """`prediction` is the probability of the second class, [events, classes] or [events, targets]."""
    if truth.dtype.kind == "f":
        error = np.sqrt(np.average((prediction - truth) ** 2, axis=0, weights=weight))
        spread = np.sqrt(np.average((truth - truth.mean(0)) ** 2, axis=0, weights=weight))
        return {"relative_rmse": float(np.mean(error / spread))}
    if prediction.ndim == 1:
        return {"auc": auc(truth == 1, prediction, weight)}
    own = np.clip(prediction[np.arange(len(truth)), truth], 1e-15, 1)
    return {
        "accuracy": float(np.average(prediction.argmax(1) == truth, weights=weight)),
        "log_loss": float(np.average(-np.log(own), weights=weight)),
    }


MAIN = {"auc": 1, "accuracy": 1, "relative_rmse": -1}  # sign: what is better


def corrected_error(differences, test_share=0.2):
    """Standard error of a mean difference over random splits that share events (Nadeau and Bengio 2003)."""
    n = len(differences)
    if n < 2:
        return math.nan
    return math.sqrt((1 / n + test_share / (1 - test_share)) * np.var(differences, ddof=1))


def ranks(values):
    """1 is the best of `values`, larger is better; equal ones share the mean of their places."""
    values = np.asarray(values, float)
    return [1 + float((values > v).sum()) + ((values == v).sum() - 1) / 2 for v in values]

"""Fixtures of more tensor operations: masked reductions, as PyTorch 2.15.0 computes them (CPU, float64). What tensors.py has is not repeated.

Run: python oracles/operations.py; writes core/src/test/resources/engine/operations.txt, in the format of engine.py
"""

import torch
from engine import measure, rounded, write

INF = float("inf")


def largest(p, mask, axes):
    """The largest kept element; 0 where there is none."""
    mask = mask.expand(p.shape)
    most = p.masked_fill(~mask, -INF).amax(axes)
    return torch.where(mask.any(axes), most, 0.0)


def mean(p, mask, axes):
    return (p * mask).sum(axes) / mask.expand(p.shape).sum(axes).clamp(min=1)


def softmax(p, mask, axis):
    """The softmax of the kept elements; 0 where there is none."""
    mask = mask.expand(p.shape)
    none = ~mask.any(axis, keepdim=True)
    return torch.softmax(p.masked_fill(~mask, -INF).masked_fill(none, 0.0), axis) * mask


def masked(arrays):
    cube, long, ties = rounded(3, 5, 4), rounded(1, 260, 2), torch.round(rounded(3, 5, 4))
    row = torch.tensor([[1, 1, 0, 1, 0], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]], dtype=torch.bool)
    each = torch.rand(3, 5, 4) > 0.4
    each[1, :, 2] = False
    each[2, 3] = False
    many = torch.rand(1, 260, 1) > 0.3
    column = torch.tensor([True, False, True, True])
    constants = {"row": row, "each": each, "many": many, "column": column}
    arrays.update({f"constants.{name}": mask.double() for name, mask in constants.items()})
    rows = row[:, :, None]
    cases = {
        "maskedSumRows": (lambda p: (p * rows).sum(1), cube),
        "maskedSumEach": (lambda p: (p * each).sum(1), cube),
        "maskedSumLast": (lambda p: (p * column).sum(-1), cube),
        "maskedSumAll": (lambda p: (p * each).sum(), cube),
        "maskedSumAxes": (lambda p: (p * each).sum((0, 2), keepdim=True), cube),
        "maskedSumLong": (lambda p: (p * many).sum(1), long),
        "maskedMeanRows": (lambda p: mean(p, rows, 1), cube),
        "maskedMeanEach": (lambda p: mean(p, each, 1), cube),
        "maskedMeanLast": (lambda p: mean(p, each, -1), cube),
        "maskedMaxRows": (lambda p: largest(p, rows, 1), ties),
        "maskedMaxEach": (lambda p: largest(p, each, 1), ties),
        "maskedMaxLast": (lambda p: largest(p, each, -1), ties),
        "maskedMaxAxes": (lambda p: largest(p, rows, (0, 2)), cube),
        "maskedSoftmaxRows": (lambda p: softmax(p, rows, 1), cube),
        "maskedSoftmaxEach": (lambda p: softmax(p, each, 1), cube),
        "maskedSoftmaxLast": (lambda p: softmax(p, each, -1), cube),
        "maskedSoftmaxKeys": (lambda p: softmax(p, row[:, None, :], -1), rounded(3, 2, 5)),
        "maskedSoftmaxFirst": (lambda p: softmax(p, rows, 0), cube),
    }
    for name, (function, x) in cases.items():
        measure(arrays, name, function, x)


def custom(arrays):
    """Operations that the tests write themselves."""
    measure(arrays, "applyLogCosh", lambda p: torch.log(torch.cosh(p)), rounded(3, 4))
    measure(arrays, "applyScaled", lambda p, q: p * q**2, rounded(3, 4), rounded(4))


if __name__ == "__main__":
    torch.manual_seed(13)
    arrays = {}
    masked(arrays)
    custom(arrays)
    write("operations", arrays)

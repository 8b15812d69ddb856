"""Fixtures of more tensor operations: masked reductions, functions, indexing, sorting, activations, normalization, images, as PyTorch 2.15.0
computes them (CPU, float64). What tensors.py has is not repeated.

Run: python oracles/operations.py; writes core/src/test/resources/engine/operations.txt and trigonometry.txt, in the format of engine.py
"""

import torch
import torch.nn.functional as F
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
        "maskedMeanKeep": (lambda p: mean(p, rows, 1)[:, None], cube),
        "maskedMaxKeep": (lambda p: largest(p, rows, 1)[:, None], ties),
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


def functions(arrays):
    a = rounded(4, 6)
    cases = {
        "sin": (torch.sin, a * 3),
        "cos": (torch.cos, a * 3),
        "erf": (torch.erf, a),
        "log1p": (torch.log1p, a.abs() - 0.5),
        "expm1": (torch.expm1, a),
        "floor": (lambda p: torch.floor(p) + 0 * p, a * 2),
        "norm": (lambda p: torch.linalg.vector_norm(p), a),
        "normRows": (lambda p: torch.linalg.vector_norm(p, dim=-1), a),
        "normAxes": (lambda p: torch.linalg.vector_norm(p, dim=(0, 2), keepdim=True), rounded(2, 3, 4)),
        "normFirst": (lambda p: torch.linalg.vector_norm(p, dim=0), a),
        "cumsum": (lambda p: torch.cumsum(p, -1), a),
        "cumsumFirst": (lambda p: torch.cumsum(p, 0), rounded(3, 2, 4)),
        "cumsumMiddle": (lambda p: torch.cumsum(p, 1), rounded(2, 3, 4)),
    }
    for name, (function, x) in cases.items():
        measure(arrays, name, function, x)


def indexing(arrays):
    i = torch.tensor
    a, cube, ties = rounded(4, 6), rounded(2, 3, 4), torch.round(rounded(3, 7, 2))
    into = i([2, 0, 2, 2])
    each = i([[0, 5, 5], [1, 1, 1]])
    cases = {
        "sort": (lambda p: torch.sort(p, -1).values, (a,)),
        "sortFirst": (lambda p: torch.sort(p, 0, descending=True).values, (a,)),
        "sortTies": (lambda p: torch.sort(p, dim=1, stable=True).values, (ties,)),
        "sortTiesDown": (lambda p: torch.sort(p, dim=1, stable=True, descending=True).values, (ties,)),
        "sortIndices": (lambda p: torch.sort(p, dim=1, stable=True).indices.double() + 0 * p, (ties,)),
        "topk": (lambda p: torch.topk(p, 3, -1).values, (a,)),
        "topkMiddle": (lambda p: torch.topk(p, 2, 1).values, (cube,)),
        "indexAdd": (lambda p, q: torch.index_add(p, 0, into, q), (rounded(3, 5), rounded(4, 5))),
        "indexAddMiddle": (lambda p, q: torch.index_add(p, 1, into, q), (cube, rounded(2, 4, 4))),
        "scatterAdd": (lambda p, q: torch.scatter_add(p, 1, each, q), (a, rounded(2, 3))),
        "scatterAddFirst": (lambda p, q: torch.scatter_add(p, 0, i([[1, 0, 3], [1, 1, 0]]), q), (a, rounded(2, 3))),
        "rowsOfIntegers": (lambda p: p[i([[0, 3], [3, 1]])], (a,)),
        "takeOfIntegers": (lambda p: p[:, into], (cube,)),
        "gatherOfIntegers": (lambda p: torch.gather(p, 1, each), (a,)),
        "gatherRowsOfIntegers": (lambda p: p[torch.arange(4), i([0, 5, 2, 2])], (a,)),
        "indexAddOfIntegers": (lambda p, q: torch.index_add(p, 0, into, q), (rounded(3, 5), rounded(4, 5))),
        "scatterAddOfIntegers": (lambda p, q: torch.scatter_add(p, 1, each, q), (a, rounded(2, 3))),
    }
    for name, (function, inputs) in cases.items():
        measure(arrays, name, function, *inputs)


def others(arrays):
    """Activations, normalization, comparisons, images, and forms of operations with a number."""
    a, b, row, apart = rounded(4, 6), rounded(4, 6), rounded(6), torch.randperm(36).double().reshape(1, 1, 6, 6) / 4
    near = torch.where(torch.rand(4, 6) > 0.5, a, b)
    mean, variance = rounded(6), rounded(6).abs() + 0.5
    arrays.update({"constants.other": near, "constants.mean": mean, "constants.variance": variance})
    zero = {
        "ne": lambda p: p != near, "neNumber": lambda p: p != 0, "eqNumber": lambda p: p == 0, "le": lambda p: p <= near,
        "leNumber": lambda p: p <= 0.25, "ltNumber": lambda p: p < 0.25, "geTensor": lambda p: p >= near, "gtTensor": lambda p: p > near,
        "step": lambda p: p > 0, "argMaxKeep": lambda p: torch.argmax(p, 1, keepdim=True), "argMinKeep": lambda p: torch.argmin(p, 1, keepdim=True),
    }
    for name, function in zero.items():
        measure(arrays, name, lambda p: function(p).double() + 0 * p, a)
    cases = {
        "leakyRelu": (lambda p: F.leaky_relu(p, 0.1), (a,)),
        "elu": (lambda p: F.elu(p, 0.5), (a,)),
        "gelu": (F.gelu, (a,)),
        "silu": (F.silu, (a,)),
        "mish": (F.mish, (a,)),
        "addNumber": (lambda p: p + 1.5, (a,)),
        "subNumber": (lambda p: p - 1.5, (a,)),
        "divNumber": (lambda p: p / 1.5, (a,)),
        "minimumNumber": (lambda p: torch.clamp(p, max=0.25), (a,)),
        "whereNumber": (lambda p: torch.where(near > 0, p, 2.0), (a,)),
        "dot": (lambda p, q: (p * q).sum(), (a, b)),
        "maxKeep": (lambda p: p.amax(1, keepdim=True), (a,)),
        "stdOwn": (lambda p: p.std(0, correction=0, keepdim=True), (a,)),
        "batchNorm": (lambda p, g, h: F.batch_norm(p, None, None, g, h, True, 0, 1e-5), (a, row, rounded(6))),
        "batchNormGiven": (lambda p, g, h: F.batch_norm(p, mean, variance, g, h, False, 0, 1e-5), (a, row, rounded(6))),
        "layerNorm": (lambda p, g, h: F.layer_norm(p, (6,), g, h, 1e-5), (a, row, rounded(6))),
        "layerNormDeep": (lambda p, g, h: F.layer_norm(p, (4,), g, h, 1e-5), (rounded(2, 3, 4), rounded(4), rounded(4))),
        "conv2d": (lambda p, w, h: F.conv2d(p, w, h, stride=2, padding=1), (rounded(2, 2, 5, 4), rounded(3, 2, 3, 2), rounded(3))),
        "maxPool2d": (lambda p: F.max_pool2d(p, 3, 2, 1), (apart,)),
    }
    for name, (function, inputs) in cases.items():
        measure(arrays, name, function, *inputs)


def trigonometry():
    """Arguments and values as float64: what the float32 functions are compared with, in units in the last place."""
    quarters = torch.arange(1, 60).double() * torch.pi / 2
    x = torch.cat([
        torch.linspace(-4, 4, 161), torch.randn(100) * 30, 10 ** torch.linspace(-44, 38.5, 200), -10 ** torch.linspace(-3, 20, 60), quarters.float(),
        torch.tensor([0.0, 1e-45, -1e-45, 1e-40, 1e6, -1e6, 0.5, 0.49999997, 2.0**24, 2.0**50, 2.0**51, 3.4028235e38, 16367173.0 * 2**72]),
    ]).float().double()
    write("trigonometry", {"sin.x": x, "sin.y": torch.sin(x), "cos.x": x, "cos.y": torch.cos(x), "erf.x": x, "erf.y": torch.erf(x)})


def tabular(arrays):
    """Encoding of columns of numbers: clipped, with tails, and a linear layer on cosines of each (arXiv:2407.04491, arXiv:2203.05556)."""
    def encode(x, frequencies, phases, weight, bias, scale):
        clipped = x / torch.sqrt(1 + (x / 3) ** 2)
        waves = torch.cos(2 * torch.pi * clipped[:, :, None] * frequencies / 8 + phases)
        embedded = torch.einsum("ncf,cwf->nwc", waves, weight) + bias.T
        return scale * torch.cat([clipped, torch.asinh(x), embedded.flatten(1)], 1)
    measure(arrays, "encodeColumns", encode, rounded(5, 3) * 2, rounded(3, 4) * 2, rounded(3, 4), rounded(3, 2, 4), rounded(3, 2), rounded(12))


if __name__ == "__main__":
    torch.manual_seed(13)
    arrays = {}
    masked(arrays)
    custom(arrays)
    functions(arrays)
    indexing(arrays)
    others(arrays)
    trigonometry()
    tabular(arrays)
    write("operations", arrays)

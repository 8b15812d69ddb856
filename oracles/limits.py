"""Fixtures of functions at their limits: values, and gradients of the sum of the outputs, in PyTorch 2.15.0 (CPU, float32). The tests say
where Jpsi does as PyTorch, and where not.

Run: python oracles/limits.py; writes core/src/test/resources/engine/limits.txt, in the format of engine.py
"""

import torch
import torch.nn.functional as F
from engine import write

INF, NAN = float("inf"), float("nan")
EDGE = [-INF, -1e30, -1.0, -0.0, 0.0, 1.0, 1e30, INF, NAN]


def norm(p):
    return torch.linalg.vector_norm(p, dim=-1)


cases = {
    "softmax": (lambda p: torch.softmax(p, -1), [[-INF, -INF, -INF], [-INF, 0, 1], [INF, 0, 1], [NAN, 0, 1]]),
    "logSoftmax": (lambda p: torch.log_softmax(p, -1), [[-INF, -INF, -INF], [-INF, 0, 1], [INF, 0, 1], [NAN, 0, 1]]),
    "logSumExp": (lambda p: torch.logsumexp(p, -1), [[-INF, -INF, -INF], [-INF, 0, 1], [INF, 0, 1], [NAN, 0, 1]]),
    "variance": (lambda p: torch.var(p, -1), [[-1e30] * 3, [0.1] * 3, [1e20, -1e20, 0], [INF, 0, 0], [NAN, 0, 0]]),
    "varianceOfOne": (lambda p: torch.var(p, -1), [[3.0]]),
    "std": (lambda p: torch.std(p, -1), [[-1e30] * 3, [0.1] * 3, [1, 2, 4], [INF, 0, 0], [NAN, 0, 0]]),
    "stdOfOne": (lambda p: torch.std(p, -1), [[3.0]]),
    "norm": (norm, [[0, 0, 0], [3, 4, 0], [1e30, 0, 0], [INF, 1, 0], [NAN, 1, 0]]),
    "clamp": (lambda p: torch.clamp(p, -0.5, 0.5), [-INF, -1, -0.5, 0, 0.5, 1, INF, NAN]),
    "max": (lambda p: torch.amax(p, -1), [[1, 3, 3], [2, 2, 2], [-INF, -INF, -INF], [NAN, 1, 2]]),
    "min": (lambda p: torch.amin(p, -1), [[1, 1, 3], [2, 2, 2], [INF, INF, INF], [NAN, 1, 2]]),
    "maximum": (torch.maximum, [1, 2, 0, NAN, 1, INF], [2, 2, -0.0, 1, NAN, INF]),
    "minimum": (torch.minimum, [1, 2, 0, NAN, 1, INF], [2, 2, -0.0, 1, NAN, INF]),
    "argMax": (lambda p: torch.argmax(p, -1), [[1, 3, 3], [NAN, 1, NAN], [-INF, -INF, -INF]]),
    "argMin": (lambda p: torch.argmin(p, -1), [[1, 1, 3], [1, NAN, NAN], [INF, INF, INF]]),
    "abs": (torch.abs, EDGE),
    "sign": (torch.sign, EDGE),
    "relu": (F.relu, EDGE),
    "leakyRelu": (lambda p: F.leaky_relu(p, 0.1), EDGE),
    "elu": (F.elu, EDGE),
    "gelu": (F.gelu, EDGE),
    "silu": (F.silu, EDGE),
    "mish": (F.mish, EDGE),
    "softplus": (F.softplus, EDGE),
    "sigmoid": (torch.sigmoid, EDGE),
    "tanh": (torch.tanh, EDGE),
    "exp": (torch.exp, EDGE),
    "log": (torch.log, EDGE),
    "log1p": (torch.log1p, EDGE),
    "expm1": (torch.expm1, EDGE),
    "sqrt": (torch.sqrt, EDGE),
    "square": (torch.square, EDGE),
    "reciprocal": (torch.reciprocal, EDGE),
    "erf": (torch.erf, EDGE),
    "floor": (torch.floor, EDGE),
    "sin": (torch.sin, [-INF, 0.0, -0.0, INF, NAN]),
    "cos": (torch.cos, [-INF, 0.0, -0.0, INF, NAN]),
    "pow": (torch.pow, [0, 0, 0, 0, -1, -8, 0, INF, NAN, 1], [0, 0.5, 1, 2, 2, 0.5, -1, 0, 0, NAN]),
    "div": (torch.div, [0, 1, -1, 0, INF, INF, NAN], [0, 0, 0, 2, INF, 2, 1]),
    "sort": (lambda p: torch.sort(p, stable=True).values, [NAN, INF, -INF, 0.0, -0.0, 1.0, NAN]),
    "sortDown": (lambda p: torch.sort(p, stable=True, descending=True).values, [NAN, INF, -INF, 0.0, -0.0, 1.0, NAN]),
    "cumsum": (lambda p: torch.cumsum(p, -1), [1, INF, 2, -INF, 3, NAN]),
    "sum": (torch.sum, [INF, -INF]),
    "mean": (torch.mean, [INF, 1]),
    "where": (lambda p: torch.where(p > 0, torch.sqrt(p), 0.0), [4, -1, 0]),
}

arrays = {}
for name, (function, *inputs) in cases.items():
    inputs = [torch.tensor(i, dtype=torch.float32, requires_grad=True) for i in inputs]
    output = function(*inputs)
    arrays[f"{name}.output"] = output
    for i, one in enumerate(inputs):
        arrays[f"{name}.input{i}"] = one
    if output.requires_grad:
        output.sum().backward()
        for i, one in enumerate(inputs):
            arrays[f"{name}.gradient{i}"] = one.grad
write("limits", arrays)

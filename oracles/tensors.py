"""Fixtures of the tensors' tests: operations as PyTorch 2.15.0 computes them (CPU, float64), powers as C's powf has them, and how NumPy 2.4.6
prints arrays.

Run: python oracles/tensors.py; writes core/src/test/resources/engine/tensors.txt, powers.txt and prints.txt, and the arrays of
formats/src/test/resources/org/jpsi/formats/npy

tensors.txt and powers.txt: the format of engine.py. prints.txt: shape and values in that format, ` | `, then what str() gives, with \\n escaped.
"""

import re

import numpy as np
import torch
import torch.nn.functional as F
from engine import OUT, measure, rounded, write

assert np.__version__ == "2.4.6", np.__version__
INF, NAN = float("inf"), float("nan")


def operations():
    torch.manual_seed(2)
    a, b, row, column = rounded(4, 6), rounded(4, 6), rounded(6), rounded(4, 1)
    cube, other = rounded(2, 3, 4), rounded(2, 3, 4)
    positive = a.abs() + 0.5
    ties = torch.tensor([[1.0, 3, 3, 2], [5, 5, 5, 5], [-1, 0, -2, 0]], dtype=torch.float64)
    near = torch.where(torch.rand(4, 6) > 0.5, a, b)
    wide = rounded(2, 3, 171)
    i = torch.tensor
    cases = {
        "addRow": (lambda p, q: p + q, (a, row)),
        "addColumn": (lambda p, q: p + q, (a, column)),
        "mulOuter": (lambda p, q: p * q, (column, row)),
        "divMiddle": (lambda p, q: p / q, (cube, other[:, :1].abs() + 0.5)),
        "subLeading": (lambda p, q: p - q, (rounded(4), cube)),
        "mulEnds": (lambda p, q: p * q, (rounded(2, 1, 4), rounded(3, 1))),
        "mulLarge": (lambda p, q: p * q, (wide, rounded(3, 1))),
        "mulLargeRow": (lambda p, q: p * q, (rounded(171), wide)),
        "mulLargeScalar": (lambda p, q: p * q, (wide, rounded())),
        "maximum": (torch.maximum, (a, near)),
        "minimum": (torch.minimum, (a, near)),
        "maximumScalar": (lambda p: torch.maximum(p, torch.zeros((), dtype=torch.float64)), (a,)),
        "pow": (torch.pow, (positive, b)),
        "powRow": (torch.pow, (positive, row)),
        "powHalf": (lambda p: p ** 0.5, (positive,)),
        "powCube": (lambda p: p ** 3, (a,)),
        "powInverse": (lambda p: p ** -2, (a,)),
        "powZero": (lambda p: p ** 0, (a,)),
        "sqrt": (torch.sqrt, (positive,)),
        "reciprocal": (torch.reciprocal, (a,)),
        "sign": (torch.sign, (a,)),
        "where": (lambda p, q: torch.where(p > q, p, q * 2), (a, row)),
        "whereColumn": (lambda p, q: torch.where(column > 0, p, q), (row, a)),
        "eq": (lambda p: (p == near).double() + 0 * p, (a,)),
        "lt": (lambda p: (p < row).double() + 0 * p, (a,)),
        "ge": (lambda p: (p >= 0).double() + 0 * p, (a,)),
        "sumAxes": (lambda p: p.sum((0, 2)), (cube,)),
        "sumTwo": (lambda p: p.sum((1, 2)), (cube,)),
        "sumKeep": (lambda p: p.sum(1, keepdim=True), (cube,)),
        "meanAxes": (lambda p: p.mean((0, 2), keepdim=True), (cube,)),
        "meanMiddle": (lambda p: p.mean(1), (cube,)),
        "variance": (lambda p: p.var(), (a,)),
        "variance0": (lambda p: p.var(0), (a,)),
        "varianceOwn": (lambda p: p.var((0, 2), correction=0, keepdim=True), (cube,)),
        "std1": (lambda p: p.std(1), (cube,)),
        "max": (lambda p: p.amax(), (ties,)),
        "max1": (lambda p: p.amax(1), (ties,)),
        "max02": (lambda p: p.amax((0, 2)), (cube,)),
        "min0": (lambda p: p.amin(0), (ties,)),
        "minKeep": (lambda p: p.amin(-1, keepdim=True), (cube,)),
        "argMax": (lambda p: torch.argmax(p, 1).double() + 0 * p.sum(1), (cube,)),
        "argMin": (lambda p: torch.argmin(p, 2).double() + 0 * p.sum(2), (cube,)),
        "argMaxAll": (lambda p: torch.argmax(p).double() + 0 * p.sum(), (cube,)),
        "logSumExp1": (lambda p: torch.logsumexp(p, 1), (cube,)),
        "logSumExpAxes": (lambda p: torch.logsumexp(p, (0, 2)), (cube,)),
        "softmax0": (lambda p: torch.softmax(p, 0), (cube,)),
        "logSoftmax1": (lambda p: torch.log_softmax(p, 1), (cube,)),
        "softmaxAxes": (lambda p: torch.softmax(p.permute(1, 0, 2).reshape(3, 8), 1).reshape(3, 2, 4).permute(1, 0, 2), (cube,)),
        "matmulBatch": (torch.matmul, (cube, rounded(2, 4, 5))),
        "matmulShared": (torch.matmul, (cube, rounded(4, 5))),
        "matmulLeft": (torch.matmul, (rounded(5, 3), cube)),
        "matmulBroadcast": (torch.matmul, (rounded(3, 1, 2, 4), rounded(2, 4, 3))),
        "matmulRow": (torch.matmul, (rounded(3), cube)),
        "matmulColumn": (torch.matmul, (cube, rounded(4))),
        "matmulVectors": (torch.matmul, (row, rounded(6))),
        "matmulMatrixVector": (torch.matmul, (a, row)),
        "permute": (lambda p: p.permute(2, 0, 1), (cube,)),
        "transposeAxes": (lambda p: p.transpose(0, -1), (cube,)),
        "reshapeRest": (lambda p: p.reshape(3, -1), (cube,)),
        "squeeze": (lambda p: p.squeeze(1), (column,)),
        "unsqueeze": (lambda p: p.unsqueeze(1), (a,)),
        "expand": (lambda p: p.expand(2, 4, 6), (column,)),
        "sliceRows": (lambda p: p[1:3], (a,)),
        "sliceColumns": (lambda p: p[:, 1:-1], (a,)),
        "sliceStep": (lambda p: p[:, :, 0:4:3], (cube,)),
        "sliceBeyond": (lambda p: p[:, -100:100:2], (cube,)),
        "select": (lambda p: p[:, -1], (cube,)),
        "concat": (lambda p, q: torch.cat([p, q, p], 1), (cube, rounded(2, 1, 4))),
        "concatRows": (lambda p, q: torch.cat([p, q], 0), (a, b)),
        "stack": (lambda p, q: torch.stack([p, q], -1), (a, b)),
        "rows": (lambda p: p[i([[0, 3], [3, 1]])], (a,)),
        "take": (lambda p: p[:, i([2, 0, 2])], (cube,)),
        "gatherAxis": (lambda p: torch.gather(p, 1, i([[0, 5, 5], [1, 1, 1]])), (a,)),
        "gatherMiddle": (lambda p: torch.gather(p, 1, i([[[2, 0, 1, 1]], [[0, 0, 0, 0]]])), (cube,)),
        "twice": (lambda p: p * p + p, (a,)),
        "standardize": (lambda p: (p - p.mean(0)) / torch.sqrt(p.var(0, correction=0) + 1e-5), (a,)),
    }
    arrays = {}
    for name, (function, inputs) in cases.items():
        measure(arrays, name, function, *inputs)
    weight, bias = rounded(5, 6), rounded(5)
    cases = {
        "sub": (lambda p, q: p - q, (a, b[:, :1].contiguous())),
        "mul": (lambda p, q: p * q, (a, b)),
        "div": (lambda p, q: p / q, (a, b.abs() + 0.5)),
        "neg": (lambda p: -p, (a,)),
        "relu": (F.relu, (a,)),
        "sigmoid": (torch.sigmoid, (a * 4,)),
        "tanh": (torch.tanh, (a,)),
        "exp": (torch.exp, (a,)),
        "log": (torch.log, (positive,)),
        "softplus": (F.softplus, (a * 4,)),
        "square": (torch.square, (a,)),
        "abs": (torch.abs, (a,)),
        "clamp": (lambda p: torch.clamp(p, -0.5, 0.5), (a,)),
        "sum": (torch.sum, (a,)),
        "sum0": (lambda p: p.sum(0), (a,)),
        "sum1": (lambda p: p.sum(1), (a,)),
        "mean": (torch.mean, (a,)),
        "mean1": (lambda p: p.mean(-1), (a,)),
        "matmul": (torch.matmul, (a, rounded(6, 3))),
        "linear": (F.linear, (a, weight, bias)),
        "transpose": (lambda p: p.T, (a,)),
        "logSumExp": (lambda p: torch.logsumexp(p, -1), (a,)),
        "softmax": (lambda p: torch.softmax(p, -1), (a,)),
        "logSoftmax": (lambda p: torch.log_softmax(p, -1), (a,)),
        "gather": (lambda p: p[torch.arange(4), i([0, 5, 2, 2])], (a,)),
    }
    for name, (function, inputs) in cases.items():
        measure(arrays, name, function, *inputs)
    arrays["constants.near"] = near
    arrays["constants.row"] = row
    arrays["constants.column"] = column
    write("tensors", arrays)


def powers():
    """float64 powers of float32 numbers, which follow C's pow at its special values."""
    special = [0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1.5, -1.5, 100, -101, INF, -INF, NAN, 1e-45, -1e-45, 3.4e38, -3.4e38, 1 + 2 ** -23, 65, 2.0 ** 24]
    x, y = np.meshgrid(np.array(special, np.float32), np.array(special, np.float32))
    random = np.random.default_rng(1)
    base = np.exp(random.normal(0, 3, 400)).astype(np.float32)
    exponent = random.normal(0, 8, 400).astype(np.float32)
    exponent[:100] = np.rint(exponent[:100])
    base[:50] *= -1
    x, y = np.concatenate([x.ravel(), base]), np.concatenate([y.ravel(), exponent])
    with np.errstate(all="ignore"):
        write("powers", {"x": x, "y": y, "power": np.power(x.astype(np.float64), y.astype(np.float64))})


def prints():
    f = np.float32
    random = np.random.default_rng(3)
    normal = lambda *shape: random.normal(size=shape).astype(f)
    arrays = [np.array(v, f) for v in [1.5, 0.0, -0.0, 1e5, 1e6, 123456.78, 1e20, 1e-4, 9e-5, 0.1, 1 / 3, NAN, INF, -INF, 1e-45, 3.4028235e38, -2.5]]
    arrays += [np.array(v, f) for v in [
        [], [1], [1, 2, 3], [0.1, 0.25], [1, -1], [-1], [1e-3, 1], [1e-4, 1], [1e-5, 1], [1000, 1], [1001, 1], [0, 1e-3], [999999, 1000], [1e6],
        [1e-10, 1e10], [NAN, 1], [NAN], [INF, -INF], [INF, 1], [-INF, 0.5], [NAN, INF, -INF, 123.456], [1e30, NAN, -INF], [1e-30, -1e-30], [0, -0.0],
        [1 / 3, 2 / 3, 1e-3], [123.456, 0.001], [16777216, 5], [1e-45, 1e-44], [0.1, 1234.567, 1e8], [99999.99, 100.0001], [3.4028235e38, 1e38],
        [0.00012345678, 0.0012], [8.5899346e9, 1.1920929e-7], [[1, 2], [3, 4]], [[[1]]], [[]],
    ]]
    arrays += [np.zeros((0, 3), f), normal(3, 4), normal(2, 3, 4), normal(2, 2, 2, 2) * 100, normal(30), normal(7, 20), normal(40, 1) * 1e5]
    arrays += [np.arange(1000, dtype=f), np.arange(1001, dtype=f), np.arange(1200, dtype=f).reshape(30, 40), np.arange(1040, dtype=f).reshape(2, 4, 130),
               np.arange(1050, dtype=f).reshape(7, 150), np.arange(1100, dtype=f).reshape(550, 2), normal(1100).reshape(11, 100), normal(3, 100)]
    arrays += [np.array([v], f) for v in random.integers(0, 0x7F800000, 300, dtype=np.uint32).view(f)]
    arrays += [np.ldexp(f(1), k).reshape(1) for k in range(-149, 128)]
    with open(OUT / "prints.txt", "w", encoding="ascii") as file:
        for array in arrays:
            shape = "x".join(map(str, array.shape)) or "scalar"
            values = " ".join(re.sub(r"\.?0+p", "p", float(v).hex()) for v in array.flatten())
            file.write(f"{shape} {values} | " + str(array).replace("\n", "\\n") + "\n")


def npy():
    """Files of numpy.save: 0, 5, .., 115 as [2, 3, 4] in every type; less 60 where it has a sign, divided by 4 where it has fractions."""
    folder = OUT.parents[4] / "formats/src/test/resources/org/jpsi/formats/npy"
    folder.mkdir(parents=True, exist_ok=True)
    base = (np.arange(24) * 5).reshape(2, 3, 4)
    for kind in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]:
        values = {"f": (base - 60) / 4, "i": base - 60, "u": base, "b": base % 2}[kind[0]]
        for order, letter in {"little": "<", "big": ">"}.items():
            if order == "little" or int(kind[1]) > 1:
                np.save(folder / f"{kind}-{order}.npy", values.astype(letter + kind))
        np.save(folder / f"{kind}-fortran.npy", np.asfortranarray(values.astype("<" + kind)))
    for version in [(2, 0), (3, 0)]:
        with open(folder / f"version{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, np.float32([1.5, -2]), version)
    np.save(folder / "scalar.npy", np.float64(0.1))
    np.save(folder / "empty.npy", np.zeros((0, 3), "f4"))
    np.save(folder / "vector.npy", np.float32([1.5, NAN, -INF, 1e-45]))
    np.save(folder / "large-i8.npy", np.int64([2 ** 63 - 1, -2 ** 63, 2 ** 24 + 1]))
    np.save(folder / "large-u8.npy", np.uint64([2 ** 64 - 1, 2 ** 63 + 2 ** 39 + 1, 2 ** 63 + 2 ** 39]))
    np.save(folder / "text.npy", np.array(["a", "bc"]))
    np.save(folder / "complex.npy", np.array([1j], "c8"))
    np.save(folder / "fields.npy", np.zeros(2, [("m", "f4"), ("n", "i4")]))
    np.save(folder / "object.npy", np.array([None]), allow_pickle=True)


if __name__ == "__main__":
    operations()
    powers()
    prints()
    npy()

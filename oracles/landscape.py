"""Fixtures of the loss landscape's tests: principal components by NumPy and second derivatives by PyTorch, float64.

Run: python oracles/landscape.py; writes core/src/test/resources/engine/landscape.txt
"""

import numpy as np
import torch

from engine import write


def path(arrays):
    """Twelve points of a walk in 40 dimensions; the components are those of scikit-learn's PCA, which centers."""
    random = np.random.default_rng(5)
    walk = np.cumsum(random.normal(size=(12, 40)), axis=0).astype(np.float32).astype(np.float64)
    moved = walk - walk[-1]
    centered = moved - moved.mean(axis=0)
    _, singular, components = np.linalg.svd(centered, full_matrices=False)
    arrays["path.weights"] = walk
    arrays["path.shares"] = (singular**2 / (singular**2).sum())[:11]
    for name, component in zip(("first", "second"), components):
        component = component * (1 if component @ moved[0] >= 0 else -1)
        arrays[f"path.{name}"] = component
        arrays[f"path.along.{name}"] = moved @ component


def hessian(arrays):
    """The second derivatives of a small network's mean loss by all 13 weights."""
    torch.manual_seed(6)
    x = torch.randn(20, 2, dtype=torch.float32).double()
    y = (x[:, 0] * x[:, 1] > 0).double()
    w = torch.randn(13, dtype=torch.float32).double()

    def loss(w):
        hidden = torch.tanh(x @ w[:6].reshape(3, 2).T + w[6:9])
        output = hidden @ w[9:12] + w[12]
        return torch.nn.functional.binary_cross_entropy_with_logits(output, y)

    matrix = torch.autograd.functional.hessian(loss, w)
    arrays.update({"net.x": x, "net.y": y, "net.weights": w, "net.hessian": matrix})
    arrays["net.eigenvalues"] = torch.linalg.eigvalsh(matrix).flip(0)


if __name__ == "__main__":
    arrays = {}
    path(arrays)
    hessian(arrays)
    write("landscape", arrays)

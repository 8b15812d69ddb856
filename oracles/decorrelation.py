"""A training whose loss does not add up over events, by NumPy in float64: cross-entropy plus the squared weighted correlation of
a classifier's probability with a mass that it does not see. Gradients are central differences of the loss.

Run: python oracles/decorrelation.py; writes core/src/test/resources/engine/decorrelation.txt
"""

import pathlib
import re

import numpy as np

OUT = pathlib.Path(__file__).parent.parent / "core/src/test/resources/engine"
EVENTS, STEPS, RATE, COEFFICIENT = 600, 6, 2.0, 1.5
SHAPES = {"0.weight": (4, 2), "0.bias": (4,), "2.weight": (1, 4), "2.bias": (1,)}


def write(name, arrays):
    with open(OUT / f"{name}.txt", "w", encoding="ascii") as file:
        for key, value in arrays.items():
            value = np.asarray(value, dtype=np.float64)
            shape = "x".join(map(str, value.shape)) or "scalar"
            values = " ".join(re.sub(r"\.?0+p", "p", float(v).hex()) for v in value.flatten())
            file.write(f"{key} {shape} {values}\n")


def rounded(random, *shape):
    """Normal numbers that float32 holds exactly, as float64."""
    return random.normal(size=shape).astype(np.float32).astype(np.float64)


def loss(flat, x, y, w, mass):
    parts = np.split(flat, np.cumsum([np.prod(s) for s in SHAPES.values()])[:-1])
    w0, b0, w1, b1 = (part.reshape(shape) for part, shape in zip(parts, SHAPES.values()))
    logit = np.tanh(x @ w0.T + b0) @ w1[0] + b1[0]
    entropy = np.average(np.logaddexp(0, logit) - y * logit, weights=w)
    probability = 1 / (1 + np.exp(-logit))
    c = np.cov(np.stack([probability, mass]), aweights=w, bias=True)
    return entropy + COEFFICIENT * c[0, 1] ** 2 / (c[0, 0] * c[1, 1])


def gradient(flat, *events):
    step = 1e-5
    unit = np.eye(len(flat)) * step
    return np.array([(loss(flat + e, *events) - loss(flat - e, *events)) / (2 * step) for e in unit])


def main():
    random = np.random.default_rng(7)
    x = rounded(random, EVENTS, 2)
    mass = (x[:, 0] + 0.5 * rounded(random, EVENTS)).astype(np.float32).astype(np.float64)
    y = (x[:, 0] + x[:, 1] + rounded(random, EVENTS) > 0).astype(np.float64)
    w = np.abs(rounded(random, EVENTS))
    flat = np.concatenate([rounded(random, *shape).flatten() for shape in SHAPES.values()])
    arrays = {"x": x, "y": y, "w": w, "mass": mass, "start": flat, "gradient": gradient(flat, x, y, w, mass)}
    losses = []
    for _ in range(STEPS):
        losses.append(loss(flat, x, y, w, mass))
        flat = flat - RATE * gradient(flat, x, y, w, mass)
    write("decorrelation", arrays | {"losses": losses, "end": flat, "last": loss(flat, x, y, w, mass)})


if __name__ == "__main__":
    main()

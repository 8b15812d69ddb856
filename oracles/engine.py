"""Fixtures of the engine's tests: what PyTorch 2.15.0 gives (CPU, float64 unless said), and how fixtures are written. Operations are in
tensors.py, layers and losses in networks.py, optimizers in optimizers.py, saved trainings in states.py.

Run: python oracles/engine.py; writes core/src/test/resources/engine/network.txt and functions.txt

Format: one array a line: name, shape (sizes joined by x, `scalar` for none), values as C99 hexadecimal floats.
"""

import pathlib
import re

import torch
import torch.nn.functional as F

assert torch.__version__.startswith("2.15"), torch.__version__
OUT = pathlib.Path(__file__).parent.parent / "core/src/test/resources/engine"
torch.manual_seed(1)


def write(name, arrays, folder=OUT):
    with open(folder / f"{name}.txt", "w", encoding="ascii") as file:
        for key, value in arrays.items():
            value = torch.as_tensor(value, dtype=torch.float64).detach()
            shape = "x".join(map(str, value.shape)) or "scalar"
            values = " ".join(re.sub(r"\.?0+p", "p", float(v).hex()) for v in value.flatten())
            file.write(f"{key} {shape} {values}\n")


def rounded(*shape):
    """Normal numbers that float32 holds exactly, as float64."""
    return torch.randn(shape, dtype=torch.float32).double()


def measure(arrays, name, function, *inputs):
    """Adds value and gradients by every input, of a random projection of the output."""
    inputs = [i.float().double().clone().requires_grad_() for i in inputs]
    output = function(*inputs)
    cotangent = rounded(*output.shape)
    output.backward(cotangent)
    for i, tensor in enumerate(inputs):
        arrays[f"{name}.input{i}"] = tensor
        arrays[f"{name}.gradient{i}"] = tensor.grad
    arrays[f"{name}.output"] = output
    arrays[f"{name}.cotangent"] = cotangent


def network():
    """Ten steps of Adam on a small network, float64."""
    x, y, w = rounded(32, 3), (torch.rand(32) > 0.5).double(), rounded(32).abs()
    net = torch.nn.Sequential(
        torch.nn.Linear(3, 8), torch.nn.ReLU(), torch.nn.Linear(8, 5), torch.nn.Tanh(), torch.nn.Linear(5, 1)
    ).float().double()
    arrays = {"x": x, "y": y, "w": w}
    arrays.update({f"start.{k}": v.clone() for k, v in net.state_dict().items()})
    adam = torch.optim.Adam(net.parameters(), lr=0.01)
    losses = []
    for _ in range(10):
        adam.zero_grad()
        loss = F.binary_cross_entropy_with_logits(net(x)[:, 0], y, weight=w, reduction="sum") / 32
        loss.backward()
        adam.step()
        losses.append(loss.item())
    arrays["losses"] = losses
    arrays.update({f"end.{k}": v for k, v in net.state_dict().items()})
    write("network", arrays)


def functions():
    """Arguments and values as float64: what the float32 functions are compared with, in units in the last place."""
    x = torch.cat([
        torch.linspace(-110, 95, 400), torch.linspace(-2, 2, 401), torch.randn(200) * 1e-3,
        torch.tensor([0.0, 1e-40, -1e-40, 1.2e-38, 1000.0, -1000.0, 0.625, -0.625, 17.0, 88.7, -87.4, -103.0]),
    ]).float().double()
    positive = torch.cat([x.abs() + 1e-38, 10 ** torch.linspace(-44, 38, 300).double(), 1 + torch.linspace(-0.4, 0.6, 300)])
    positive = positive.float().double()
    above = torch.cat([x[x > -1], torch.linspace(-0.9999, 1, 300).double(), 10 ** torch.linspace(-30, 30, 200).double()])
    above = above.float().double()
    write("functions", {
        "exp.x": x, "exp.y": torch.exp(x), "sigmoid.x": x, "sigmoid.y": torch.sigmoid(x),
        "tanh.x": x, "tanh.y": torch.tanh(x), "softplus.x": x, "softplus.y": torch.logaddexp(x, torch.zeros_like(x)),
        "log.x": positive, "log.y": torch.log(positive), "log1p.x": above, "log1p.y": torch.log1p(above)})


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    network()
    functions()

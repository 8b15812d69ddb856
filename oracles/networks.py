"""Fixtures of the tests of layers and losses: what PyTorch 2.15.0 gives (CPU, float64), scikit-learn 1.9 for quantiles.

Run: python oracles/networks.py; writes core/src/test/resources/engine/networks.txt in the format of engine.py
"""

import torch
import torch.nn.functional as F
from engine import measure, rounded, write
from sklearn.metrics import mean_pinball_loss

arrays = {}


def case(name, function, *inputs):
    measure(arrays, name, function, *inputs)


def functions():
    """Arguments and values as float64: what the float32 functions are compared with, in units in the last place."""
    x = torch.cat([
        torch.linspace(-30, 89, 400), torch.linspace(-14.5, 6, 900), torch.linspace(-2, 2, 401), torch.randn(100) * 1e-3,
        torch.tensor([0.0, 1e-40, 1.2e-38, 1000.0, -1000.0, 88.7, -16.5, -17.5, -13.0, -14.2]),
    ]).float().double()
    arrays.update({
        "expm1.x": x, "expm1.y": torch.expm1(x),
        "normalCdf.x": x, "normalCdf.y": torch.exp(torch.special.log_ndtr(x))})


def activations():
    x = torch.cat([torch.linspace(-6.1, 6.2, 40), torch.tensor([-1000.0, -90, -30, 1e-6, -1e-6, 30, 90, 1000])])
    x = x.reshape(6, 8)
    for name, function in {
        "relu": F.relu, "leakyRelu": F.leaky_relu, "elu": lambda t: F.elu(t, 1.5), "selu": F.selu, "gelu": F.gelu,
        "silu": F.silu, "mish": F.mish, "softplus": F.softplus, "sigmoid": torch.sigmoid, "tanh": torch.tanh,
        "softmax": lambda t: torch.softmax(t, -1),
    }.items():
        case(name, function, x)
    arrays.update({"step.input0": x, "step.output": (x > 0).double()})


def layers():
    x, gain, bias = rounded(17, 5) * 3 + 2, rounded(5), rounded(5)
    case("batchNorm", lambda t, g, b: F.batch_norm(t, None, None, g, b, True), x, gain, bias)
    norm = torch.nn.BatchNorm1d(5, momentum=None).double()
    torch.optim.swa_utils.update_bn([x], norm)
    mean, variance = norm.running_mean.float().double(), norm.running_var.float().double()
    arrays.update({"batchNorm.mean": norm.running_mean, "batchNorm.variance": norm.running_var})
    case("batchNormInference", lambda t, g, b: F.batch_norm(t, mean, variance, g, b, False), rounded(7, 5), gain, bias)
    case("layerNorm", lambda t, g, b: F.layer_norm(t, (5,), g, b), x, gain, bias)
    columns = torch.stack([rounded(6), torch.tensor([3.0, 0, 1, 3, 2, 3]), rounded(6)], 1)
    index = columns[:, 1].long()
    case("embedding", lambda t, table: torch.cat([t[:, :1], F.embedding(index, table), t[:, 2:]], 1), columns, rounded(4, 2))
    case("residual", lambda t, w, b: t + torch.tanh(F.linear(t, w, b)), rounded(6, 3), rounded(3, 3), rounded(3))


def losses():
    events = 9
    weight = rounded(events)  # some negative
    arrays["weight"] = weight
    z = rounded(events, 1) * 3
    z[0, 0], z[1, 0] = 1000, -1000
    labels = (torch.arange(events) % 3 == 0).double()
    soft = labels.clone()
    soft[2] = 0.25
    p = torch.sigmoid(rounded(events, 1))
    p[3, 0], p[4, 0] = 1e-6, 1e-10  # and labels 1, 0
    scores = rounded(events, 4) * 3
    scores[0, 1], scores[1, 2] = 1000, -1000
    classes = torch.randint(0, 4, (events,))
    prediction, targets = rounded(events, 3), rounded(events, 3)
    prediction[0, 0], prediction[1, 1] = 1000, -1000
    rate = rounded(events, 2)
    rate[0, 0] = -1000
    counts = torch.randint(0, 5, (events, 2)).double()
    gaussian = rounded(events, 4)
    gaussian[0, 2], gaussian[1, 3] = 80, 13
    levels = torch.tensor([0.125, 0.5, 0.75], dtype=torch.float64)

    def one(name, output, target, losses_of):
        output = output.float().double().clone().requires_grad_()
        loss = (losses_of(output) * weight).sum()
        loss.backward()
        arrays.update({
            f"{name}.output": output, f"{name}.target": target.double(),
            f"{name}.loss": loss, f"{name}.gradient": output.grad})

    def focal(o, gamma, alpha):
        o = o[:, 0]
        cost = F.binary_cross_entropy_with_logits(o, labels, reduction="none")
        right = torch.exp(-cost)
        return (alpha * labels + (1 - alpha) * (1 - labels)) * (-torch.expm1(-cost)) ** gamma * cost if gamma else 0 * right

    def pinball(o):
        d = targets[:, :2, None] - o.reshape(events, 2, 3)
        return torch.maximum(levels * d, (levels - 1) * d).mean((1, 2))

    one("bce", z, soft, lambda o: F.binary_cross_entropy_with_logits(o[:, 0], soft, reduction="none"))
    one("bceOfProbability", p, labels, lambda o: F.binary_cross_entropy(o[:, 0], labels, reduction="none"))
    one("cross-entropy", scores, classes, lambda o: F.cross_entropy(o, classes, reduction="none"))
    one("smoothed", scores, classes, lambda o: F.cross_entropy(o, classes, reduction="none", label_smoothing=0.1))
    one("mse", prediction, targets, lambda o: ((o - targets) ** 2).mean(1))
    one("l1", prediction, targets, lambda o: (o - targets).abs().mean(1))
    one("huber", prediction, targets, lambda o: F.huber_loss(o, targets, reduction="none", delta=0.75).mean(1))
    one("gaussian", gaussian, targets[:, :2], lambda o: F.gaussian_nll_loss(
        o[:, :2], targets[:, :2], torch.exp(o[:, 2:]), reduction="none").mean(1))
    one("poisson", rate, counts, lambda o: F.poisson_nll_loss(o, counts, log_input=True, reduction="none").mean(1))
    quantiles = rounded(events, 6)
    one("quantile", quantiles, targets[:, :2], pinball)
    for i, level in enumerate(levels):
        ours = torch.stack([pinball_one(targets[:, t], quantiles[:, 3 * t + i], level) for t in (0, 1)])
        theirs = mean_pinball_loss(targets[:, :2], quantiles.reshape(events, 2, 3)[:, :, i], alpha=level.item())
        assert abs(ours.mean() - theirs) < 1e-12
    one("focal", z, labels, lambda o: focal(o, 2.0, 0.25))


def tabular():
    """A table's columns: a number, one with levels, a category as indicators, one as a vector, a number that may be missing."""
    x = torch.stack([
        rounded(9) * 20, torch.tensor([0.5, -1, 0, 2, 0.5, -1, 1.5, 0.5, 0]).double(), torch.arange(9).double() % 3,
        torch.tensor([4.0, 0, 1, 4, 2, 3, 4, 1, 1]).double(), rounded(9)], 1)
    x[2, 4] = x[7, 4] = float("nan")

    def encode(t, frequencies, phases, weight, bias, scale, table):
        numbers = t[:, [0, 1, 4]]
        gone = torch.isnan(numbers)
        numbers = torch.where(gone, 0.0, numbers)
        clipped = numbers / torch.sqrt(1 + (numbers / 3) ** 2)
        waves = torch.cos(2 * torch.pi * clipped[:, :, None] * frequencies + phases)
        embedded = torch.where(gone[:, None], 0.0, torch.einsum("ncf,cwf->nwc", waves, weight) + bias.T)
        levels = (t[:, 1:2] == torch.tensor([-1.0, 0.5])).double()
        categories = [F.one_hot(t[:, 2].long(), 3), table[t[:, 3].long()]]
        return scale * torch.cat([clipped, torch.asinh(numbers), embedded.flatten(1), levels, gone[:, 2:], *categories], 1)

    case("tabularEncoding", encode, x, rounded(3, 16) * 0.3, rounded(3, 16), rounded(3, 3, 16) / 4, rounded(3, 3), rounded(23), rounded(5, 2))


def pinball_one(y, q, level):
    return torch.maximum(level * (y - q), (level - 1) * (y - q)).mean()


if __name__ == "__main__":
    functions()
    activations()
    layers()
    losses()
    tabular()
    write("networks", arrays)

"""PyTorch's side of `benchmarks/run training`: events/s of whole training steps (forward, BCE with logits, backward, Adam) of
each cell, the better of its default and its fused Adam, and for attention of the products written out and of its fused
function.

needs: torch ; usage: layers.py [threads] [seconds per cell and round] [rounds] [wall|cpu] [only] ; prints
width,depth,batch,layers,events_per_s, the best round. `cpu` is the time that this thread has a processor; `only` measures cells
whose name, such as 64x3,256,gelu, holds that.
"""

import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

FEATURES, CONSTITUENTS, CONSTITUENT_FEATURES, TOKEN_WIDTH, PIXELS = 28, 20, 4, 16, 28


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)

    def forward(self, x):
        return x + F.relu(self.linear(x))


class DeepSets(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.phi = nn.Sequential(nn.Linear(CONSTITUENT_FEATURES, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
        self.rho = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1))

    def forward(self, x):
        return self.rho(self.phi(x.view(-1, CONSTITUENTS, CONSTITUENT_FEATURES)).sum(1))


class SelfAttention(nn.Module):
    def __init__(self, width, fused):
        super().__init__()
        self.width, self.fused = width, fused
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x):
        x = x.view(-1, CONSTITUENTS, self.width)
        q, k, v = self.query(x), self.key(x), self.value(x)
        if self.fused:
            y = F.scaled_dot_product_attention(q.unsqueeze(1), k.unsqueeze(1), v.unsqueeze(1)).squeeze(1)
        else:
            y = torch.softmax(q @ k.transpose(1, 2) * (1 / math.sqrt(self.width)), -1) @ v
        return self.out(y).mean(1)


AFTER = {
    "relu": lambda width: [nn.ReLU()],
    "gelu": lambda width: [nn.GELU()],
    "tanh": lambda width: [nn.Tanh()],
    "silu": lambda width: [nn.SiLU()],
    "mish": lambda width: [nn.Mish()],
    "residual": lambda width: [nn.ReLU()],
    "dropout": lambda width: [nn.ReLU(), nn.Dropout(0.2)],
    "batchNorm": lambda width: [nn.BatchNorm1d(width), nn.ReLU()],
    "layerNorm": lambda width: [nn.LayerNorm(width), nn.ReLU()],
    "frozen": lambda width: [nn.ReLU()],
}


def inputs(layers):
    wide = {"deepSets": CONSTITUENTS * CONSTITUENT_FEATURES, "attention": CONSTITUENTS * TOKEN_WIDTH, "conv": PIXELS * PIXELS}
    return wide.get(layers, FEATURES)


def network(width, depth, layers, fused=False):
    if layers == "deepSets":
        return DeepSets(width)
    if layers == "attention":
        return nn.Sequential(SelfAttention(width, fused), nn.Linear(width, 1))
    if layers == "conv":
        return nn.Sequential(
            nn.Unflatten(1, (1, PIXELS, PIXELS)), nn.Conv2d(1, width, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(width, 2 * width, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(2 * width * 25, 10), nn.ReLU(), nn.Linear(10, 1))
    parts, n = [], FEATURES
    for i in range(depth):
        parts += [Residual(width)] if layers == "residual" and i > 0 else [nn.Linear(n, width), *AFTER[layers](width)]
        n = width
    if layers == "frozen":
        for part in parts:
            part.requires_grad_(False)
    return nn.Sequential(*parts, nn.Linear(n, 1))


def cells():
    grid = [(w, d, b, "relu") for w, d in ((32, 2), (64, 3), (128, 3), (300, 5), (1024, 3)) for b in (32, 256, 1024, 8192)]
    others = [(64, 3, 256, layers) for layers in AFTER if layers != "relu"]
    return grid + others + [(300, 3, 1024, "batchNorm"), (64, 3, 256, "deepSets"), (TOKEN_WIDTH, 1, 256, "attention")] + [
        (8, 2, batch, "conv") for batch in (64, 256)]


def rate(cell, fused_adam, fused_attention, seconds, clock):
    width, depth, batch, layers = cell
    net = network(width, depth, layers, fused_attention)
    loss = nn.BCEWithLogitsLoss()
    x, y = torch.randn(batch * 4, inputs(layers)), torch.randint(0, 2, (batch * 4, 1)).float()
    adam = torch.optim.Adam(net.parameters(), 1e-3, fused=fused_adam)

    def step(i):
        part = slice(i % 4 * batch, (i % 4 + 1) * batch)
        adam.zero_grad()
        loss(net(x[part]), y[part]).backward()
        adam.step()

    for i in range(3):
        step(i)
    start, count = clock(), 0
    while clock() - start < seconds:
        step(count)
        count += 1
    return count * batch / (clock() - start)


def main(threads=1, seconds=0.5, rounds=3, clock="wall", only=""):
    torch.manual_seed(0)
    torch.set_num_threads(int(threads))
    now = {"wall": time.perf_counter, "cpu": time.thread_time}[clock]
    best = {}
    for _ in range(int(rounds)):
        for cell in cells():
            width, depth, batch, layers = cell
            if only in f"{width}x{depth},{batch},{layers}":
                for fused in (False, True):
                    for attention in (False, True) if layers == "attention" else (False,):
                        best[cell] = max(best.get(cell, 0), rate(cell, fused, attention, float(seconds), now))
    print("width,depth,batch,layers,events_per_s")
    for cell, events_per_s in best.items():
        print(",".join(map(str, cell)) + f",{events_per_s:.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

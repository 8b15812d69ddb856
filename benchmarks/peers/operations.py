"""PyTorch's side of `benchmarks/run operations`: single operations on tensors of 256 events with short axes, forward alone, and
with the way back to their inputs.

needs: torch ; usage: operations.py [threads] [seconds per cell and round] [rounds] [wall|cpu] [only] ; prints
operation,shape,pass,calls_per_s, the best round. A transpose is copied (`contiguous`), as what reads it does.
"""

import sys
import time

import torch

EVENTS = 256


def cases():
    tokens, turned, weights = torch.randn(EVENTS, 20, 16), torch.randn(EVENTS, 16, 20), torch.randn(EVENTS, 20, 20)
    real = torch.rand(EVENTS, 20) < 0.7
    rows, keys = real[:, :, None], real[:, None, :]
    counts = rows.sum(1).clamp(min=1)
    into = (torch.rand(20) * 5).long()
    return [
        ("matmul 16x20", 20, 16, lambda x: x @ turned),
        ("matmul 20x16", 20, 20, lambda x: x @ tokens),
        ("left matmul 20x20", 20, 16, lambda x: weights @ x),
        ("softmax", 20, 20, lambda x: torch.softmax(x, -1)),
        ("logSoftmax", 20, 20, lambda x: torch.log_softmax(x, -1)),
        ("sum last", 20, 16, lambda x: x.sum(2)),
        ("sum middle", 20, 64, lambda x: x.sum(1)),
        ("transpose", 20, 16, lambda x: x.transpose(1, 2).contiguous()),
        ("masked sum", 20, 64, lambda x: x.masked_fill(~rows, 0.0).sum(1)),
        ("masked mean", 20, 64, lambda x: x.masked_fill(~rows, 0.0).sum(1) / counts),
        ("masked max", 20, 64, lambda x: x.masked_fill(~rows, float("-inf")).amax(1)),
        ("masked softmax", 20, 20, lambda x: torch.softmax(x.masked_fill(~keys, float("-inf")), -1)),
        ("variance", 20, 64, lambda x: x.var(1)),
        ("sin", 20, 16, torch.sin),
        ("erf", 20, 16, torch.erf),
        ("cumsum", 20, 64, lambda x: x.cumsum(1)),
        ("sort", 20, 16, lambda x: x.sort(1).values),
        ("topk", 16, 20, lambda x: x.topk(3, 2).values),
        ("index add", 20, 64, lambda x: torch.zeros(EVENTS, 5, 64).index_add(1, into, x)),
    ]


def calls(operation, rows, columns, back, seconds, clock):
    x = torch.randn(EVENTS, rows, columns, requires_grad=back)

    def call():
        y = operation(x)
        if back:
            x.grad = None
            y.sum().backward()

    for _ in range(3):
        call()
    start, count = clock(), 0
    while clock() - start < seconds:
        call()
        count += 1
    return count / (clock() - start)


def main(threads=1, seconds=0.5, rounds=3, clock="wall", only=""):
    torch.manual_seed(0)
    torch.set_num_threads(int(threads))
    now = {"wall": time.perf_counter, "cpu": time.thread_time}[clock]
    best = {}
    for _ in range(int(rounds)):
        for name, rows, columns, operation in cases():
            for back in (False, True):
                cell = f"{name},{EVENTS}x{rows}x{columns}," + ("both" if back else "forward")
                if only in cell:
                    best[cell] = max(best.get(cell, 0), calls(operation, rows, columns, back, float(seconds), now))
    print("operation,shape,pass,calls_per_s")
    for cell, rate in best.items():
        print(f"{cell},{rate:.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

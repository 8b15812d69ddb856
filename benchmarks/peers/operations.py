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
    return [
        ("matmul 16x20", 20, 16, lambda x: x @ turned),
        ("matmul 20x16", 20, 20, lambda x: x @ tokens),
        ("left matmul 20x20", 20, 16, lambda x: weights @ x),
        ("softmax", 20, 20, lambda x: torch.softmax(x, -1)),
        ("logSoftmax", 20, 20, lambda x: torch.log_softmax(x, -1)),
        ("sum last", 20, 16, lambda x: x.sum(2)),
        ("sum middle", 20, 64, lambda x: x.sum(1)),
        ("transpose", 20, 16, lambda x: x.transpose(1, 2).contiguous()),
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

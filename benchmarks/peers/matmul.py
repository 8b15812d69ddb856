"""PyTorch's side (MKL or oneDNN) of float32 matrix products, the shapes of `benchmarks/run matmul`.

needs: torch ; usage: matmul.py [threads] [seconds per case and round] [rounds] ; prints m,n,k,transposed,gflops, the best round.
`transposed` names the operand that is stored as its transpose. With several threads every product is shared by all of them.
"""

import sys
import time

import torch

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
torch.set_num_threads(threads)
cases = [(n, n, n, "none") for n in (256, 384, 512, 768, 1024, 1536, 2048)]
for width in (32, 64, 128, 300, 1024):
    for events in (256, 8192):
        cases += [
            (events, width, 28, "b"),
            (events, width, width, "b"),
            (events, width, width, "none"),
            (width, width, events, "a"),
            (width, 28, events, "a"),
        ]
best = {}
for _ in range(rounds):
    for m, n, k, transposed in cases:
        a = torch.randn(k, m).T if transposed == "a" else torch.randn(m, k)
        b = torch.randn(n, k).T if transposed == "b" else torch.randn(k, n)
        c = torch.empty(m, n)
        times = min(100, max(1, 2_000_000 // (m * n * k)))
        for _ in range(3):
            torch.matmul(a, b, out=c)
        start, calls = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for _ in range(times):
                torch.matmul(a, b, out=c)
            calls += times
        rate = 2e-9 * m * n * k * calls / (time.perf_counter() - start)
        best[m, n, k, transposed] = max(rate, best.get((m, n, k, transposed), 0))
print("m,n,k,transposed,gflops")
for (m, n, k, transposed), rate in best.items():
    print(f"{m},{n},{k},{transposed},{rate:.1f}")

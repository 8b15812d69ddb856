"""A training of PyTorch 2.15.0, saved by safetensors 0.8.0 after 5 of its 10 steps of Adam, and where it ends.

Run: python oracles/states.py; writes core/src/test/resources/engine/{state.safetensors,continued.txt}
"""

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from engine import OUT, write


def main():
    torch.manual_seed(11)
    x, y = torch.randn(32, 3), (torch.rand(32) > 0.5).float()
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
    adam = torch.optim.Adam(net.parameters(), lr=0.05)

    def steps(n):
        for _ in range(n):
            adam.zero_grad()
            F.binary_cross_entropy_with_logits(net(x)[:, 0], y).backward()
            adam.step()

    steps(5)
    arrays = {name: value.clone() for name, value in net.state_dict().items()}
    for name, parameter in net.named_parameters():
        arrays[f"optimizer.first.{name}"] = adam.state[parameter]["exp_avg"].clone()
        arrays[f"optimizer.second.{name}"] = adam.state[parameter]["exp_avg_sq"].clone()
    save_file(arrays, OUT / "state.safetensors", metadata={"step": "5"})
    steps(5)
    write("continued", {"x": x, "y": y} | {f"end.{name}": value for name, value in net.state_dict().items()})


if __name__ == "__main__":
    main()

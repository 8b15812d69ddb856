"""Fixtures of modules of one's own: a container with two equal layers and batch normalization, trained by two optimizers in
PyTorch 2.15.0, float64.

Run: python oracles/modules.py; writes core/src/test/resources/engine/modules.txt
"""

import torch
from torch import nn

from engine import rounded, write


class Twins(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = nn.Linear(3, 4)
        self.right = nn.Linear(3, 4)
        self.norm = nn.BatchNorm1d(4)
        self.scale = nn.Parameter(torch.ones(4))

    def forward(self, x):
        return self.norm(torch.relu(self.left(x)) + torch.tanh(self.right(x))) * self.scale


def main():
    torch.manual_seed(3)
    body, head = Twins().float().double(), nn.Linear(4, 1).float().double()
    whole = nn.ModuleDict({"body": body, "head": head})
    x, y = rounded(32, 3), rounded(32, 1)
    arrays = {"x": x, "y": y}
    arrays.update({f"start.{k}": v.clone() for k, v in whole.named_parameters()})
    adam = torch.optim.Adam(body.parameters(), lr=0.01)
    sgd = torch.optim.SGD(head.parameters(), lr=0.1, momentum=0.5)
    losses = []
    for step in range(20):
        # from the tenth on, the left of the twins is frozen
        if step == 10:
            body.left.requires_grad_(False)
            adam = torch.optim.Adam([p for p in body.parameters() if p.requires_grad], lr=0.01)
        loss = (head(body(x)) - y).square().mean()
        adam.zero_grad()
        sgd.zero_grad()
        loss.backward()
        adam.step()
        sgd.step()
        losses.append(loss.item())
    arrays["losses"] = losses
    arrays.update({f"end.{k}": v for k, v in whole.named_parameters()})
    write("modules", arrays)


if __name__ == "__main__":
    main()

"""Fixtures of the tests of attention and of pooled sets: what PyTorch 2.15.0 gives (CPU, float64).

Run: python oracles/sets.py; writes core/src/test/resources/engine/sets.txt in the format of engine.py
"""

import torch
from engine import measure, rounded, write

arrays = {}
MASK = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0], [0, 1, 0, 1, 1], [0, 0, 0, 0, 1]]).double()


def attention(name, width, heads, masked):
    layer = torch.nn.MultiheadAttention(width, heads, batch_first=True).double()
    names = [key for key, _ in layer.named_parameters()]
    assert names == ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"], names

    def forward(x, *parameters):
        hidden = (MASK == 0) if masked else None
        values = dict(zip(names, parameters))
        return torch.func.functional_call(
            layer, values, (x, x, x), {"key_padding_mask": hidden, "need_weights": False})[0]

    parameters = [rounded(*value.shape) * 0.5 for _, value in layer.named_parameters()]
    measure(arrays, name, forward, rounded(4, 5, width), *parameters)


def pooled(name, function):
    measure(arrays, name, function, rounded(4, 5, 3))


if __name__ == "__main__":
    torch.manual_seed(17)
    attention("attention", 6, 3, False)
    attention("attentionMasked", 6, 3, True)
    attention("attentionOneHead", 4, 1, True)
    kept = MASK.unsqueeze(-1)
    pooled("sum", lambda x: (x * kept).sum(1))
    pooled("mean", lambda x: (x * kept).sum(1) / kept.sum(1))
    pooled("max", lambda x: x.masked_fill(kept == 0, -torch.inf).amax(1))
    pooled("sumOfAll", lambda x: x.sum(1))
    pooled("meanOfAll", lambda x: x.mean(1))
    pooled("maxOfAll", lambda x: x.amax(1))
    arrays["constants.mask"] = MASK
    write("sets", arrays)

"""PyTorch's side of `benchmarks/run curve FILE`: the same steps from the same weights on the same events.

needs: torch ; usage: curve.py FILE [threads] ; FILE is what `benchmarks/run curve FILE` wrote; prints step,loss.
"""

import json
import struct
import sys

import torch

from layers import network

torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
with open(sys.argv[1], "rb") as file:
    header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    body = bytearray(file.read())
notes = header.pop("__metadata__")
batch = int(notes["batch"])
arrays = {}
for name, what in header.items():
    begin, end = what["data_offsets"]
    arrays[name] = torch.frombuffer(body[begin:end], dtype=torch.float32).reshape(what["shape"])
x, y = arrays.pop("x"), arrays.pop("y")
net = network(int(notes["width"]), int(notes["depth"]), notes["layers"])
with torch.no_grad():
    # in the order of the layers on both sides
    for parameter, (name, array) in zip(net.parameters(), arrays.items(), strict=True):
        if parameter.shape != array.shape:
            sys.exit(f"{name}: expected {tuple(parameter.shape)}, found {tuple(array.shape)}")
        parameter.copy_(array)
loss = torch.nn.BCEWithLogitsLoss()
adam = torch.optim.Adam(net.parameters(), 1e-3)
print("step,loss")
for step in range(50):
    part = slice(step % 4 * batch, (step % 4 + 1) * batch)
    adam.zero_grad()
    value = loss(net(x[part]), y[part])
    value.backward()
    adam.step()
    print(f"{step},{value.item():.9g}")

"""ONNX Runtime's side of `benchmarks/run members`: the ensemble of a model file as one graph, on the same events.

needs: numpy, onnx, onnxruntime ; usage: members.py FOLDER [seconds per cell and round] [rounds] [wall|cpu] ; FOLDER is what
`benchmarks/run memberfiles FOLDER` wrote: NAME.safetensors, a model, and NAME.events.safetensors, events with our scores. Prints
layers,members,batch,events_per_s, the best round, by one thread; input and output are bound once. `cpu` is the time that this
process has a processor. Each graph's scores are compared with ours first.
"""

import json
import pathlib
import struct
import sys
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ENCODING = ("frequencies", "phases", "weight", "bias", "scale")
BATCHES = (1, 64, 4096)


def safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    body = data[8 + length :]
    arrays = {}
    for name, a in header.items():
        begin, end = a["data_offsets"]
        arrays[name] = np.frombuffer(body[begin:end], "<f4").reshape(a["shape"])
    return arrays, metadata


class Graph:
    """Nodes and numbers of a graph under way."""

    def __init__(self):
        self.nodes, self.numbers, self.count = [], [], 0

    def number(self, values, name=None):
        self.count += 1
        name = name or f"number{self.count}"
        self.numbers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind, *inputs, **attributes):
        self.count += 1
        name = f"{kind}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def layer(self, described, arrays, prefix, x):
        kind, settings = described["kind"], described["settings"]
        if kind == "linear":
            weight, bias = (self.number(arrays[prefix + n], prefix + n) for n in ("weight", "bias"))
            return self.add("Gemm", x, weight, bias, transB=1)
        if kind == "relu":
            return self.add("Relu", x)
        if kind == "silu":
            return self.add("Mul", x, self.add("Sigmoid", x))
        if kind == "dropout":
            return x
        if kind == "tabularEncoding":
            return self.encoding(settings, {n: arrays[prefix + n] for n in ENCODING}, x)
        sys.exit(f"members.py: no layer {kind}, {settings}")

    def encoding(self, settings, weights, x):
        if set(settings["columns"]) != {"numeric"} or not (settings["tails"] and settings["clip"]):
            sys.exit(f"members.py: no encoding of {settings}")
        scalar = lambda value: self.number(np.float32(value))
        third = self.add("Mul", x, scalar(1 / 3))
        root = self.add("Sqrt", self.add("Add", self.add("Mul", third, third), scalar(1)))
        clipped = self.add("Div", x, root)
        axes = lambda *values: self.number(np.array(values, np.int64))
        angle = self.add("Mul", self.add("Unsqueeze", clipped, axes(2)), self.number(np.float32(2 * np.pi) * weights["frequencies"]))
        waves = self.add("Cos", self.add("Add", angle, self.number(weights["phases"])))
        # [n, columns, frequencies], column by column times [frequencies, width], to [n, width columns]
        columns = self.add("Transpose", waves, perm=[1, 0, 2])
        sums = self.add("MatMul", columns, self.number(weights["weight"].transpose(0, 2, 1)))
        sums = self.add("Add", self.add("Transpose", sums, perm=[1, 2, 0]), self.number(weights["bias"].T))
        embedded = self.add("Reshape", sums, axes(0, -1))
        joined = self.add("Concat", clipped, self.add("Asinh", x), embedded, axis=1)
        return self.add("Mul", joined, self.number(weights["scale"]))

    def network(self, predictor, arrays, prefix, x):
        for i, part in enumerate(predictor["layers"]["parts"]):
            x = self.layer(part, arrays, f"{prefix}{i}.", x)
        return self.add("Sigmoid", x)

    def model(self, predictor, arrays, features):
        if predictor["kind"] == "ensemble":
            members = [
                self.network(member, arrays, f"members.{m}.", "x") for m, member in enumerate(predictor["members"])
            ]
            # one is no mean of several to ONNX Runtime
            last = self.add("Mean", *members)
        else:
            last = self.network(predictor, arrays, "", "x")
        self.nodes.append(helper.make_node("Identity", [last], ["y"]))
        x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", features])
        y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 1])
        graph = helper.make_graph(self.nodes, "ensemble", [x], [y], self.numbers)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def rate(session, x, batch, seconds, clock):
    x = np.ascontiguousarray(x[:batch])
    binding = session.io_binding()
    binding.bind_cpu_input("x", x)
    binding.bind_output("y")
    end = clock() + 0.3
    while clock() < end:
        session.run_with_iobinding(binding)
    calls, begin = 0, clock()
    while clock() - begin < seconds:
        for _ in range(max(1, 256 // batch)):
            session.run_with_iobinding(binding)
            calls += 1
    return calls * batch / (clock() - begin)


def main():
    folder = pathlib.Path(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    clock = time.process_time if len(sys.argv) > 4 and sys.argv[4] == "cpu" else time.perf_counter
    print("layers,members,batch,events_per_s")
    worst = 0
    for path in sorted(folder.glob("*.events.safetensors")):
        name = path.name.removesuffix(".events.safetensors")
        arrays, metadata = safetensors(folder / f"{name}.safetensors")
        events, _ = safetensors(path)
        x = events["x"]
        predictor = json.loads(metadata["jpsi"])["predictor"]
        model = Graph().model(predictor, arrays, x.shape[1])
        onnx.checker.check_model(model)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
        difference = np.abs(session.run(None, {"x": x})[0][:, 0] - events["scores"]).max()
        if not difference < 1e-5:
            sys.exit(f"{name}: the scores differ by {difference}")
        worst = max(worst, difference)
        layers, members = name.rsplit("x", 1)
        for batch in BATCHES:
            best = max(rate(session, x, batch, seconds, clock) for _ in range(rounds))
            print(f"{layers},{members},{batch},{best:.0f}", flush=True)
    print(f"# verified: scores of {len(x)} events, largest difference {worst:.1e}", file=sys.stderr)


main()

package org.jpsi.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Parameter;

/// ONNX model file of a dense network with ReLU and one sigmoid output, `x` [n, features] to `y`
/// [n, 1]: as PyTorch exports it (Gemm with the weight transposed, Relu, Sigmoid). Field numbers
/// are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
final class OnnxFile {
  private static final int FLOAT = 1;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private OnnxFile() {}

  static byte[] of(Sequential network) {
    List<Parameter> parameters = network.parameters();
    OnnxFile graph = new OnnxFile();
    String x = "x";
    for (int i = 0; i < parameters.size(); i += 2) {
      String weight = parameters.get(i).name();
      String bias = parameters.get(i + 1).name();
      boolean last = i + 2 == parameters.size();
      graph.field(1, node("Gemm", List.of(x, weight, bias), "sum" + i, true));
      x = last ? "y" : "activation" + i;
      graph.field(1, node(last ? "Sigmoid" : "Relu", List.of("sum" + i), x, false));
    }
    graph.text(2, "network");
    parameters.forEach(p -> graph.field(5, tensor(p)));
    graph.field(11, value("x", parameters.getFirst().shape().size(1)));
    graph.field(12, value("y", 1));
    OnnxFile model = new OnnxFile();
    model.number(1, 8);
    model.field(7, graph);
    OnnxFile operators = new OnnxFile();
    operators.text(1, "");
    operators.number(2, 13);
    model.field(8, operators);
    return model.bytes.toByteArray();
  }

  private static OnnxFile node(String type, List<String> inputs, String output, boolean transB) {
    OnnxFile node = new OnnxFile();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output);
    node.text(4, type);
    if (transB) {
      OnnxFile attribute = new OnnxFile();
      attribute.text(1, "transB");
      attribute.number(3, 1);
      attribute.number(20, 2);
      node.field(5, attribute);
    }
    return node;
  }

  private static OnnxFile tensor(Parameter parameter) {
    OnnxFile tensor = new OnnxFile();
    for (int axis = 0; axis < parameter.shape().rank(); axis++) {
      tensor.number(1, parameter.shape().size(axis));
    }
    tensor.number(2, FLOAT);
    tensor.text(8, parameter.name());
    float[] values = parameter.tensor().toArray();
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    tensor.block(9, raw.array());
    return tensor;
  }

  private static OnnxFile value(String name, int width) {
    OnnxFile events = new OnnxFile();
    events.text(2, "n");
    OnnxFile columns = new OnnxFile();
    columns.number(1, width);
    OnnxFile shape = new OnnxFile();
    shape.field(1, events);
    shape.field(1, columns);
    OnnxFile tensor = new OnnxFile();
    tensor.number(1, FLOAT);
    tensor.field(2, shape);
    OnnxFile type = new OnnxFile();
    type.field(1, tensor);
    OnnxFile value = new OnnxFile();
    value.text(1, name);
    value.field(2, type);
    return value;
  }

  private void number(int field, long value) {
    varint((long) field << 3);
    varint(value);
  }

  private void text(int field, String value) {
    block(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private void field(int field, OnnxFile message) {
    block(field, message.bytes.toByteArray());
  }

  private void block(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    bytes.writeBytes(value);
  }

  private void varint(long value) {
    long rest = value;
    while (rest >= 0x80) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}

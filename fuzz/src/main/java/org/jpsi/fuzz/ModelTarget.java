package org.jpsi.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Model files: networks, trees, neighbors and ensembles of sizes that they do not have, references
/// that run in circles, expressions of columns that are not there.
final class ModelTarget implements FuzzTarget {
  @Override
  public String name() {
    return "model";
  }

  /// A model under way: its description and its arrays.
  private static final class Builder {
    private final StringBuilder arrays = new StringBuilder();
    private int bytes;
    private String prefix = "";

    private void array(String name, int... shape) {
      int count = 1;
      for (int size : shape) {
        count *= size;
      }
      arrays.append(",\"").append(prefix).append(name).append("\":{\"dtype\":\"F32\",\"shape\":");
      arrays.append(java.util.Arrays.toString(shape)).append(",\"data_offsets\":[").append(bytes);
      bytes += 4 * count;
      arrays.append(",").append(bytes).append("]}");
    }

    private byte[] file(String description) {
      return SafetensorsTarget.file(
          "{\"__metadata__\":{\"jpsi\":"
              + SafetensorsTarget.quoted(description)
              + ","
              + SafetensorsTarget.checksum()
              + "}"
              + arrays
              + "}",
          bytes);
    }
  }

  private static String description(
      String columns, String features, String output, String predictor) {
    return "{\"format\":3,\"minimumReader\":3,\"output\":"
        + output
        + ",\"columns\":["
        + columns
        + "],\"features\":["
        + features
        + "],\"constants\":{},\"select\":\"\",\"predictor\":"
        + predictor
        + ",\"provenance\":{}}";
  }

  private static String binary() {
    return "{\"task\":\"binary\",\"signal\":\"s\",\"background\":\"b\"}";
  }

  private static String column(String name) {
    return "{\"name\":"
        + SafetensorsTarget.quoted(name)
        + ",\"text\":false,\"width\":1,\"unit\":\"\"}";
  }

  private static String feature(String name, String expression) {
    return "{\"name\":"
        + SafetensorsTarget.quoted(name)
        + ",\"is\":"
        + SafetensorsTarget.quoted(expression)
        + ",\"unit\":\"\",\"steps\":[{\"kind\":\"standardize\",\"mean\":0.0,\"deviation\":1.0}]}";
  }

  private static String linear(long in, long out) {
    return "{\"kind\":\"linear\",\"settings\":{\"in\":"
        + in
        + ",\"out\":"
        + out
        + ",\"init\":\"HE_NORMAL\"},\"parts\":[]}";
  }

  private static String network(String layers) {
    return "{\"kind\":\"network\",\"layers\":{\"kind\":\"sequential\",\"settings\":{},\"parts\":["
        + layers
        + "]}}";
  }

  @Override
  public byte[] input(Chance chance) {
    Builder model = new Builder();
    int kind = chance.below(4);
    String predictor =
        switch (kind) {
          case 0 -> network(chance, model);
          case 1 -> trees(chance, model);
          case 2 -> neighbors(chance, model);
          default -> ensemble(chance, model);
        };
    String name = chance.oneIn(6) ? chance.name() : "x";
    String expression =
        chance.oneIn(6)
            ? new String(
                new ExpressionTarget().input(chance), java.nio.charset.StandardCharsets.UTF_8)
            : chance.of("x", "x + y", "x * x", "z", "x[2]");
    String output =
        chance.oneIn(4)
            ? chance.of(
                "{\"task\":\"multiclass\",\"classes\":[\"a\",\"b\",\"c\"]}",
                "{\"task\":\"multiclass\",\"classes\":[\"a\",\"a\"]}",
                "{\"task\":\"regression\",\"targets\":[{\"name\":\"t\",\"unit\":\"\",\"steps\":[]}]}",
                "{\"task\":\"regression\",\"targets\":[]}",
                SafetensorsTarget.json(chance, 2))
            : binary();
    String text =
        description(
            column(name) + "," + column("y"),
            feature(name, expression) + "," + feature("y", "y"),
            output,
            predictor);
    byte[] file = model.file(chance.oneIn(4) ? chance.shuffled(text) : text);
    if (kind == 2) {
      // no event weighs nothing
      ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = file.length - model.bytes; at < file.length; at += 4) {
        data.putFloat(at, 1);
      }
    }
    return file;
  }

  private static String network(Chance chance, Builder model) {
    int width = 1 + chance.below(4);
    StringBuilder layers = new StringBuilder(linear(2, width));
    model.array("0.weight", width, 2);
    model.array("0.bias", width);
    for (int i = chance.oneIn(2) ? 0 : chance.size(); i > 0; i--) {
      layers.append(",{\"kind\":\"");
      layers.append(
          chance.of(
              "relu", "tanh", "dropout", "residual", "batchNorm", "embedding", "concatenate"));
      layers
          .append("\",\"settings\":{\"rate\":0.5,\"width\":")
          .append(chance.of(1L, 2L, chance.limit()));
      layers.append("},\"parts\":[]}");
    }
    int last = layers.toString().split("\\{\"kind\"").length - 1;
    model.array(last + ".weight", 1, width);
    model.array(last + ".bias", 1);
    long in = chance.oneIn(6) ? chance.limit() : width;
    return network(layers + "," + linear(in, 1));
  }

  // Members of kinds, sizes and prefixes that mostly fit together.
  private static String ensemble(Chance chance, Builder model) {
    StringBuilder members = new StringBuilder();
    int count = chance.oneIn(8) ? 0 : 1 + chance.below(3);
    for (int m = 0; m < count; m++) {
      model.prefix = "members." + (chance.oneIn(12) ? m + 1 : m) + ".";
      members
          .append(m == 0 ? "" : ",")
          .append(chance.oneIn(2) ? network(chance, model) : trees(chance, model));
    }
    return "{\"kind\":\"ensemble\",\"mean\":\""
        + chance.of("probabilities", "outputs", "median")
        + "\",\"members\":["
        + members
        + "]}";
  }

  private static String trees(Chance chance, Builder model) {
    int nodes = 1 + chance.size();
    for (String array : List.of("feature", "threshold", "right", "missing")) {
      model.array(array, nodes);
    }
    model.array("root", 1);
    model.array("value", nodes, 1);
    return "{\"kind\":\"trees\",\"inputs\":2,\"outputs\":1,\"trees\":"
        + chance.of("1", "2", "" + chance.limit())
        + ",\"nodes\":"
        + (chance.oneIn(4) ? chance.limit() : nodes)
        + ",\"each\":"
        + chance.of("1", "1", "" + chance.limit())
        + ",\"link\":\"identity\"}";
  }

  private static String neighbors(Chance chance, Builder model) {
    int events = 1 + chance.size();
    model.array("events", events, 2);
    model.array("values", events, 1);
    model.array("weights", events);
    return "{\"kind\":\"neighbors\",\"inputs\":2,\"outputs\":1,\"events\":"
        + (chance.oneIn(4) ? chance.limit() : events)
        + ",\"neighbors\":"
        + chance.of("1", "2", "" + chance.limit())
        + ",\"link\":\"identity\"}";
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("a layer of a million by a million", () -> two(network(linear(1 << 20, 1 << 20))));
    extremes.put(
        "a hundred thousand activations",
        () -> {
          Builder model = new Builder();
          model.array("0.weight", 1, 2);
          model.array("0.bias", 1);
          String relu = ",{\"kind\":\"relu\",\"settings\":{},\"parts\":[]}";
          return model.file(
              description(
                  column("x") + "," + column("y"),
                  feature("x", "x") + "," + feature("y", "y"),
                  binary(),
                  network(linear(2, 1) + relu.repeat(100_000))));
        });
    extremes.put(
        "residuals in residuals",
        () ->
            two(
                network(
                    "{\"kind\":\"residual\",\"settings\":{},\"parts\":[".repeat(20)
                        + linear(2, 2)
                        + "]}".repeat(20))));
    extremes.put("fifty thousand features", () -> features(50_000));
    extremes.put("a million classes", () -> classes(950_000));
    extremes.put("steps without end", ModelTarget::steps);
    extremes.put("a chain of nodes", () -> chain(1 << 20));
    extremes.put("a model in a model", () -> two("{\"kind\":\"network\",\"layers\":".repeat(30)));
    extremes.put(
        "fifty thousand members",
        () -> {
          Builder model = new Builder();
          for (int i = 0; i < 50_000; i++) {
            model.array("members." + i + ".0.weight", 0);
          }
          return model.file(
              description(
                  column("x"),
                  feature("x", "x"),
                  binary(),
                  "{\"kind\":\"ensemble\",\"mean\":\"probabilities\",\"members\":["
                      + (network("") + ",").repeat(50_000)
                      + network("")
                      + "]}"));
        });
    extremes.put("an ensemble in an ensemble", () -> two(nested(10_000)));
    return extremes;
  }

  private static String nested(int depth) {
    return "{\"kind\":\"ensemble\",\"mean\":\"outputs\",\"members\":[".repeat(depth)
        + network(linear(2, 1))
        + "]}".repeat(depth);
  }

  private static byte[] two(String predictor) {
    return new Builder()
        .file(
            description(
                column("x") + "," + column("y"),
                feature("x", "x") + "," + feature("y", "y"),
                binary(),
                predictor));
  }

  private static byte[] features(int count) {
    Builder model = new Builder();
    model.array("0.weight", 1, count);
    model.array("0.bias", 1);
    StringBuilder columns = new StringBuilder(column("c0"));
    StringBuilder features = new StringBuilder(feature("c0", "c0"));
    for (int i = 1; i < count; i++) {
      columns.append(",").append(column("c" + i));
      features.append(",").append(feature("c" + i, "c" + i));
    }
    return model.file(
        description(columns.toString(), features.toString(), binary(), network(linear(count, 1))));
  }

  private static byte[] classes(int count) {
    StringBuilder names = new StringBuilder("\"c\"");
    for (int i = 1; i < count; i++) {
      names.append(",\"").append(i).append('"');
    }
    return new Builder()
        .file(
            description(
                column("x"),
                feature("x", "x"),
                "{\"task\":\"multiclass\",\"classes\":[" + names + "]}",
                network(linear(1, count))));
  }

  private static byte[] steps() {
    String step = "{\"kind\":\"clip\",\"low\":0,\"high\":1},";
    String feature =
        "{\"name\":\"x\",\"is\":\"x\",\"unit\":\"\",\"steps\":["
            + step.repeat(100_000)
            + step.substring(0, step.length() - 1)
            + "]}";
    return new Builder().file(description(column("x"), feature, binary(), network(linear(1, 1))));
  }

  private static byte[] chain(int nodes) {
    Builder model = new Builder();
    for (String array : List.of("feature", "threshold", "right", "missing")) {
      model.array(array, nodes);
    }
    model.array("root", 1);
    model.array("value", nodes, 1);
    byte[] file =
        model.file(
            description(
                column("x"),
                feature("x", "x"),
                binary(),
                "{\"kind\":\"trees\",\"inputs\":1,\"outputs\":1,\"trees\":1,\"nodes\":"
                    + nodes
                    + ",\"each\":1,\"link\":\"identity\"}"));
    // every node's right child is the last: the third array
    int right = file.length - model.bytes + 8 * nodes;
    for (int i = 0; i + 1 < nodes; i++) {
      int last = Integer.reverseBytes(Float.floatToIntBits(nodes - 1));
      for (int b = 0; b < 4; b++) {
        file[right + 4 * i + b] = (byte) (last >> 24 - 8 * b);
      }
    }
    return file;
  }

  @Override
  public byte[] sealed(byte[] input) {
    return SafetensorsTarget.withChecksum(input);
  }

  @Override
  public void read(Path file) {
    Model model = ModelFile.read(file);
    List<Column> columns =
        model.columns().stream()
            .<Column>map(column ->
                column.text()
                    ? new TextColumn(column.name(), new String[] {"a"})
                    : NumberColumn.of(column.name(), column.unit(), 1.0))
            .toList();
    if (columns.size() <= 10 && model.columns().stream().allMatch(c -> c.width() == 1)) {
      Scorer.of(model).score(Table.of("table", columns));
    }
  }
}

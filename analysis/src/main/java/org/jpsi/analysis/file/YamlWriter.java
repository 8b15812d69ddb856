package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.table.Split;

/// An analysis as a file, every key written out.
final class YamlWriter {
  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  static String write(AnalysisFile analysis) {
    YamlWriter writer = new YamlWriter();
    writer.events(analysis);
    writer.learning(analysis);
    return writer.out.toString();
  }

  private void key(String name, String value) {
    out.append(name).append(": ").append(value).append('\n');
  }

  private void events(AnalysisFile a) {
    key("name", text(a.name()));
    a.signal().ifPresent(signal -> key("signal", text(signal)));
    out.append("samples:\n");
    a.samples().forEach(sample -> out.append("  - ").append(map(sample(sample))).append('\n'));
    a.label().ifPresent(label -> key("label", text(label)));
    if (a.regression()) {
      key("target", list(a.targets().stream().map(YamlWriter::feature).toList()));
    }
    key("select", text(a.select()));
    if (a.features().named().isEmpty()) {
      key("features", "all");
    } else {
      out.append("features:\n");
      if (a.features().all()) {
        out.append("  - all\n");
      }
      a.features()
          .named()
          .forEach(feature -> out.append("  - ").append(feature(feature)).append('\n'));
    }
    key("weight", text(a.weight()));
    key("yields", Boolean.toString(a.yields()));
    Map<String, String> constants = new LinkedHashMap<>();
    a.constants().forEach((name, value) -> constants.put(name, number(value)));
    key("constants", map(constants));
    key("spectators", list(a.spectators().stream().map(YamlWriter::text).toList()));
  }

  private void learning(AnalysisFile a) {
    Map<String, String> split = new LinkedHashMap<>();
    for (Split.Part part : Split.Part.values()) {
      split.put(part.id(), number(a.split().fraction(part)));
    }
    key("split", map(split));
    List<String> models = a.models().stream().map(YamlWriter::model).toList();
    key("model", models.size() == 1 ? models.getFirst() : list(models));
    Map<String, String> network = new LinkedHashMap<>();
    network.put("layers", list(a.network().layers().stream().map(String::valueOf).toList()));
    Activation activation = a.network().activation();
    network.put("activation", chosen(activation.name(), activation.settings()));
    network.put("normalization", a.network().normalization().id());
    network.put("dropout", number(a.network().dropout()));
    key("network", map(network));
    out.append("training:\n");
    AnalysisFile.Training t = a.training();
    t.loss().ifPresent(loss -> key("  loss", loss(loss)));
    key("  optimizer", UpdatesWriter.optimizer(t.optimizer()));
    key("  schedule", UpdatesWriter.schedule(t.updates().schedule()));
    key("  clip", UpdatesWriter.clipping(t.updates().clipping()));
    key("  penalty", UpdatesWriter.penalty(t.updates().penalty()));
    key("  average", UpdatesWriter.averaging(t.updates().averaging()));
    key("  groups", UpdatesWriter.groups(t.updates().groups()));
    key("  batch", Integer.toString(t.batch()));
    key("  epochs", Integer.toString(t.epochs()));
    key("  patience", Integer.toString(t.patience()));
    key("  lanes", Integer.toString(t.lanes()));
    key("seed", Long.toString(a.seed()));
    key("allowLeak", Boolean.toString(a.allowLeak()));
  }

  private static String model(AnalysisFile.Model model) {
    Map<String, String> keys = new LinkedHashMap<>();
    model.settings().forEach((name, value) -> keys.put(name, number(value)));
    return keys.isEmpty() ? model.name() : map(Map.of(model.name(), map(keys)));
  }

  private static Map<String, String> sample(Sample sample) {
    Map<String, String> keys = new LinkedHashMap<>();
    switch (sample.source()) {
      case Sample.Generated generated -> {
        keys.put("generate", text(generated.process()));
        keys.put("events", Integer.toString(generated.events()));
      }
      case Sample.Files files -> {
        List<String> paths = files.paths().stream().map(YamlWriter::text).toList();
        keys.put("files", paths.size() == 1 ? paths.getFirst() : list(paths));
        if (!files.tree().isEmpty()) {
          keys.put("tree", text(files.tree()));
        }
      }
    }
    if (!sample.className().isEmpty()) {
      keys.put("class", text(sample.className()));
    }
    keys.put("weight", text(sample.weight()));
    keys.put("select", text(sample.select()));
    sample.part().ifPresent(part -> keys.put("part", part.id()));
    return keys;
  }

  private static String feature(AnalysisFile.Feature feature) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("name", text(feature.name()));
    keys.put("is", text(feature.is()));
    if (!feature.unit().isEmpty()) {
      keys.put("unit", text(feature.unit()));
    }
    return map(keys);
  }

  private static String loss(Loss loss) {
    return switch (loss) {
      case QuantileLoss q -> chosen(q.name(), Map.of("level", q.levels().getFirst()));
      // as it is usually written
      case CrossEntropy plain when plain.smoothing() == 0 -> plain.name();
      default -> chosen(loss.name(), loss.settings());
    };
  }

  // `relu`, or `{leakyRelu: {slope: 0.01}}`
  private static String chosen(String name, Map<String, ?> settings) {
    if (settings.isEmpty()) {
      return name;
    }
    Map<String, String> keys = new TreeMap<>();
    settings.forEach((key, value) -> keys.put(key, number(((Number) value).doubleValue())));
    return map(Map.of(name, map(keys)));
  }

  static String map(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String list(List<String> items) {
    return items.stream().collect(Collectors.joining(", ", "[", "]"));
  }

  static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15
        ? Long.toString((long) x)
        : Double.toString(x).replace(".0E", "E").replace('E', 'e');
  }

  /// Without quotes where no reader could take it for something else.
  static String text(String text) {
    boolean number = text.matches("[0-9]{1,15}(\\.[0-9]{1,15})?");
    boolean word =
        text.matches("[A-Za-z_][A-Za-z0-9_./()+*<>=-]*( [A-Za-z0-9_./()+*<>=-]+)*")
            && !List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n")
                .contains(text.toLowerCase(Locale.ROOT));
    if (number || word || text.equals(AnalysisFile.ALL_EVENTS)) {
      return text;
    }
    List<String> letters = new ArrayList<>();
    text.codePoints().forEach(c -> letters.add(letter(c)));
    return "\"" + String.join("", letters) + "\"";
  }

  private static String letter(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default ->
          c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF
              ? String.format(Locale.ROOT, "\\u%04x", c)
              : Character.toString(c);
    };
  }
}

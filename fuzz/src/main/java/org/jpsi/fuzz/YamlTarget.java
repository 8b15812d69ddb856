package org.jpsi.fuzz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.analysis.file.AnalysisReader;

/// Analysis files: YAML of known keys with values of every kind, and what YAML has beside.
final class YamlTarget implements FuzzTarget {
  private static final List<String> KEYS =
      List.of(
          "name",
          "samples",
          "label",
          "signal",
          "features",
          "constants",
          "define",
          "select",
          "weight",
          "split",
          "network",
          "layers",
          "training",
          "epochs",
          "batch",
          "optimizer",
          "loss",
          "model",
          "targets",
          "files",
          "class",
          "tree",
          "preprocessing",
          "seed");

  private static final List<String> RIGHT =
      List.of(
          "features: [pt, eta, \"m_bb / 1000\"]",
          "network: {layers: [16, 16], activation: tanh, dropout: 0.1}",
          "training: {epochs: 3, batch: 64, optimizer: {adam: {learningRate: 0.01}}}",
          "select: \"pt > 20 && abs(eta) < 2.5\"",
          "constants: {mW: 80.4}",
          "model: boosted trees",
          "signal: s");

  @Override
  public String name() {
    return "yaml";
  }

  @Override
  public byte[] input(Chance chance) {
    StringBuilder text = new StringBuilder();
    if (!chance.oneIn(4)) {
      text.append("samples:\n  - {files: a.root, class: s}\n  - {files: b.root, class: b}\n");
    }
    if (chance.oneIn(2)) {
      text.append(chance.of(RIGHT)).append('\n');
    }
    for (int i = chance.oneIn(3) ? 0 : chance.size(); i > 0; i--) {
      key(chance, text, "", 3);
    }
    String whole = text.toString();
    return CsvTarget.text(chance.oneIn(3) ? chance.shuffled(whole) : whole);
  }

  private static void key(Chance chance, StringBuilder text, String indent, int depth) {
    text.append(indent).append(chance.oneIn(6) ? chance.name() : chance.of(KEYS)).append(": ");
    if (depth > 0 && chance.oneIn(3)) {
      text.append('\n');
      for (int i = chance.below(4); i >= 0; i--) {
        if (chance.oneIn(4)) {
          text.append(indent).append("  - ").append(value(chance, depth)).append('\n');
        } else {
          key(chance, text, indent + "  ", depth - 1);
        }
      }
    } else {
      text.append(value(chance, depth)).append('\n');
    }
  }

  static String value(Chance chance, int depth) {
    return switch (chance.below(depth > 0 ? 9 : 6)) {
      case 0 -> Long.toString(chance.limit());
      case 1 -> chance.of("1e400", "-.5", "1.", ".nan", "0x10", "1_000", "+1", "1e-400", "007");
      case 2 -> "\"" + chance.name() + "\"";
      case 3 -> chance.of("", "~", "true", "yes", "all", "relu", "adam", "x > 0", "[]", "{}");
      case 4 -> chance.of("&a b", "*a", "!!str x", "|\n  text", ">\n  text", "? x", "- x", "@");
      case 5 -> chance.name();
      case 6 -> "[" + value(chance, depth - 1) + ", " + value(chance, depth - 1) + "]";
      default ->
          "{"
              + chance.of(KEYS)
              + ": "
              + value(chance, depth - 1)
              + (chance.oneIn(2) ? ", " + chance.of(KEYS) + ": " + value(chance, depth - 1) : "")
              + "}";
    };
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    // an analysis file has up to 1 MB
    int size = 1_000_000;
    extremes.put("a number of 100,000 digits", () -> seed("1".repeat(100_000)));
    extremes.put("a number of 900,000 digits", () -> seed("1".repeat(900_000) + "x"));
    extremes.put("points of a number", () -> seed("1.".repeat(400_000)));
    extremes.put("an exponent of 900,000 digits", () -> seed("1e" + "1".repeat(900_000)));
    extremes.put(
        "a constant of 900,000 digits",
        () -> CsvTarget.text("constants: {a: " + "1".repeat(900_000) + "x}\n"));
    extremes.put(
        "a class of 900,000 digits",
        () -> CsvTarget.text("signal: " + "1".repeat(900_000) + "x\n"));
    extremes.put("a name of words", () -> CsvTarget.text("name: " + "a ".repeat(400_000) + "\n"));
    extremes.put("aliases of aliases", YamlTarget::laughs);
    extremes.put("brackets in brackets", () -> seed("[".repeat(size - 100)));
    extremes.put("braces in braces", () -> seed("{a: ".repeat(200_000)));
    extremes.put("keys of keys", () -> CsvTarget.text("? ".repeat(400_000)));
    extremes.put("lists in lists", () -> CsvTarget.text("- ".repeat(400_000)));
    extremes.put("different keys", YamlTarget::keys);
    extremes.put("constants", () -> CsvTarget.text("constants:\n" + indented(keys())));
    extremes.put("the same key", () -> CsvTarget.text("a: 1\n".repeat(200_000)));
    extremes.put("a key of 900,000 letters", () -> CsvTarget.text("a".repeat(900_000) + ": 1\n"));
    extremes.put("short lines", () -> CsvTarget.text("a\n".repeat(450_000)));
    extremes.put("empty lines", () -> CsvTarget.text("\n".repeat(size)));
    extremes.put("comments", () -> CsvTarget.text("#\n".repeat(450_000)));
    extremes.put("a list of numbers", () -> seed("[" + "1,".repeat(450_000) + "1]"));
    extremes.put("layers", () -> layers("8,".repeat(300_000) + "8"));
    extremes.put("wide layers", () -> layers("1000000, 1000000"));
    extremes.put("features", () -> features("x,".repeat(200_000) + "x"));
    extremes.put("an expression", () -> features("\"" + "x+".repeat(200_000) + "x\""));
    extremes.put("different features", YamlTarget::differentFeatures);
    extremes.put(
        "ten thousand &&", () -> features("[a, \"" + "x > 0 && ".repeat(10_000) + "x > 0\"]"));
    extremes.put("sixteen thousand files", YamlTarget::files);
    extremes.put(
        "ten thousand samples",
        () -> CsvTarget.text("samples:\n" + "- {files: a.root, class: s}\n".repeat(8_000)));
    extremes.put(
        "samples", () -> CsvTarget.text("samples:\n" + "- {files: a.root}\n".repeat(50_000)));
    extremes.put("documents", () -> CsvTarget.text("---\n".repeat(200_000)));
    extremes.put("a literal text", () -> CsvTarget.text("name: |\n" + "  a\n".repeat(200_000)));
    extremes.put("escapes", () -> seed("\"" + "\\u0041".repeat(150_000) + "\""));
    extremes.put("tags", () -> CsvTarget.text("%TAG !a! b\n".repeat(80_000)));
    extremes.put("a quote never closed", () -> seed("\"" + "a b\n ".repeat(180_000)));
    extremes.put("blanks before a colon", () -> CsvTarget.text("a" + " ".repeat(size - 100) + ":"));
    extremes.put("tabs", () -> CsvTarget.text("a:" + "\t".repeat(size - 100)));
    return extremes;
  }

  private static byte[] seed(String value) {
    return CsvTarget.text("split: {seed: " + value + "}\n");
  }

  private static byte[] layers(String list) {
    return CsvTarget.text(
        "samples:\n- {files: a.root, class: s}\n- {files: b.root, class: b}\nnetwork: {layers: ["
            + list
            + "]}\n");
  }

  private static byte[] features(String list) {
    return CsvTarget.text(
        "samples:\n- {files: a.root, class: s}\n- {files: b.root, class: b}\nfeatures: ["
            + list
            + "]\n");
  }

  private static byte[] differentFeatures() {
    StringBuilder list = new StringBuilder("x");
    for (int i = 0; i < 40_000; i++) {
      list.append(",x").append(i);
    }
    return features(list.toString());
  }

  private static byte[] files() {
    StringBuilder text = new StringBuilder("samples:\n- class: s\n  files: [a.root");
    for (int i = 0; i < 16_000; i++) {
      text.append(", f").append(i).append(".root");
    }
    return CsvTarget.text(text.append("]\n- {files: b.root, class: b}\n").toString());
  }

  private static byte[] laughs() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a" + i + ": &a" + i + " [");
      text.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
    }
    return CsvTarget.text(text.toString());
  }

  private static byte[] keys() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append('k').append(i).append(": 1\n");
    }
    return CsvTarget.text(text.toString());
  }

  private static String indented(byte[] lines) {
    return new String(lines, java.nio.charset.StandardCharsets.UTF_8).indent(1);
  }

  @Override
  public void read(Path file) {
    AnalysisReader.read(file, List.of());
  }
}

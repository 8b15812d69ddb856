package org.jpsi.core.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Reference model files of version 0.1.0, of every kind, with events and their scores in 0.1.0.
/// They are never rewritten: files of later versions are added beside them.
public final class KeptModels {
  /// The names of the files. All are of `jpsi train`, with their analysis, except `network-layers`,
  /// whose layers can only be used from Java.
  public static final List<String> NAMES =
      List.of(
          "network-binary",
          "network-multiclass",
          "network-regression",
          "network-layers",
          "boosted-trees-binary",
          "boosted-trees-multiclass",
          "random-forest-multiclass",
          "decision-tree-regression",
          "nearest-neighbours-binary",
          "nearest-neighbours-regression");

  private KeptModels() {}

  static Path file(String name) {
    return file("0.1", name);
  }

  /// A file of a version.
  static Path file(String version, String name) {
    String resource = "/models/" + version + "/" + name;
    try {
      return Path.of(
          Objects.requireNonNull(KeptModels.class.getResource(resource), resource).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The model of that name.
  public static Model read(String name) {
    return ModelFile.read(file(name + ".safetensors"));
  }

  /// The scored events. In one event, number 7 from 0, `y` is missing.
  public static Table events() {
    List<String[]> rows =
        lines(file("events.csv")).stream().skip(1).map(line -> line.split(",")).toList();
    float[] x = new float[rows.size()];
    double[] y = new double[rows.size()];
    float[] hits = new float[2 * rows.size()];
    String[] det = new String[rows.size()];
    for (int i = 0; i < x.length; i++) {
      String[] row = rows.get(i);
      x[i] = Float.parseFloat(row[0]);
      y[i] = Double.parseDouble(row[1]);
      hits[2 * i] = Float.parseFloat(row[2]);
      hits[2 * i + 1] = Float.parseFloat(row[3]);
      det[i] = row[4];
    }
    List<Column> columns =
        List.of(
            NumberColumn.of("x", "GeV", x),
            NumberColumn.of("y", "", y),
            NumberColumn.of("hits", "", NumberType.FLOAT32, 2, hits),
            new TextColumn("det", det));
    return Table.of("events.csv", columns);
  }

  /// The reference scores of a model, as bits, by column: `score`, `selected`, ...
  static Map<String, List<String>> scores(String name) {
    return scores("0.1", name);
  }

  /// Those of a version.
  static Map<String, List<String>> scores(String version, String name) {
    Map<String, List<String>> scores = new LinkedHashMap<>();
    for (String line : lines(file(version, "scores.txt"))) {
      int colon = line.indexOf(": ");
      if (line.startsWith(name + " ")) {
        scores.put(
            line.substring(name.length() + 1, colon),
            new ArrayList<>(List.of(line.substring(colon + 2).split(" "))));
      }
    }
    return scores;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

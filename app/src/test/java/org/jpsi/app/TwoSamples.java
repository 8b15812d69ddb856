package org.jpsi.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;

/// A small signal, a small background, and commands on them in a folder of their own.
record TwoSamples(Path folder) {
  static final int EVENTS = 200;
  static final String YAML =
      "samples: [{files: sig.root, tree: t, class: sig}, {files: bkg.root, tree: t, class: bkg}]\n";

  void write() {
    write("sig.root", columns(1, EVENTS, 1));
    write("bkg.root", columns(2, EVENTS, 0));
  }

  /// Signal (`kind` 1) has a larger `m_bb`.
  static List<Column> columns(long seed, int n, int kind) {
    Rng rng = Rng.of(seed);
    float[] x = new float[n];
    double[] y = new double[n];
    double[] w = new double[n];
    double[] type = new double[n];
    String[] word = new String[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) rng.normal(2L * i) + kind;
      y[i] = rng.normal(2L * i + 1);
      w[i] = 1;
      type[i] = kind;
      word[i] = "a";
    }
    return List.of(
        NumberColumn.of("m_bb", "GeV", x),
        NumberColumn.of("y", "", y),
        NumberColumn.of("w", "", w),
        NumberColumn.of("Type", "", type),
        new TextColumn("word", word));
  }

  Path write(String name, List<Column> columns) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "t")) {
      writer.write(Table.of(name, columns));
      writer.finish();
    }
    return file;
  }

  /// The samples, with `column` of the signal in the place of the one of its name.
  void change(Column column) {
    write(
        "sig.root",
        Stream.concat(
                columns(1, EVENTS, 1).stream().filter(c -> !c.name().equals(column.name())),
                Stream.of(column))
            .toList());
  }

  Path analysis(String yaml) {
    try {
      return Files.writeString(
          folder.resolve("toy.yaml"),
          yaml + "network: {layers: [4]}\ntraining: {epochs: 2, patience: 0}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Session train(String yaml, String... more) {
    String[] words =
        Stream.concat(
                Stream.of(
                    "train", analysis(yaml).toString(), "--out", folder.resolve("run").toString()),
                Arrays.stream(more))
            .toArray(String[]::new);
    return Session.of(Services.ANALYSIS, words);
  }
}

package org.jpsi.learners;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.data.Dataset;

/// What `oracles/learners.py` wrote.
///
/// @param names of the columns
/// @param rows of numbers
record Events(List<String> names, double[][] rows) {
  static final int TRAIN = 2000;

  static Events read(String file) {
    try (InputStream csv = Events.class.getResourceAsStream(file)) {
      List<String> lines =
          new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      return new Events(
          List.of(lines.getFirst().split(",")),
          lines.stream()
              .skip(1)
              .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double[] column(String name) {
    int at = names.indexOf(name);
    return Arrays.stream(rows).mapToDouble(row -> row[at]).toArray();
  }

  int[] groups(String name) {
    return Arrays.stream(column(name)).mapToInt(v -> (int) v).toArray();
  }

  double[][] points() {
    return Arrays.stream(rows).map(row -> new double[] {row[0], row[1]}).toArray(double[][]::new);
  }

  /// The rings: events `from` to `to - 1` with what a column says as target.
  Dataset rings(int from, int to, String target, boolean weighted) {
    int n = to - from;
    float[] x = new float[4 * n];
    float[] y = new float[n];
    float[] w = new float[n];
    double[] wanted = column(target);
    double[] weight = column("weight");
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        x[4 * i + j] = (float) rows[from + i][j];
      }
      y[i] = (float) wanted[from + i];
      w[i] = weighted ? (float) weight[from + i] : 1;
    }
    return Dataset.of(x, y, w);
  }

  /// Rings that train, and those that test.
  Dataset train(String target, boolean weighted) {
    return rings(0, TRAIN, target, weighted);
  }

  Dataset test(String target) {
    return rings(TRAIN, rows.length, target, false);
  }
}

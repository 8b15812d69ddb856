package org.jpsi.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.histogram.Histogram;

/// Data of a chart's layer: columns of equal length, as lets-plot takes them. A row with a number
/// that is not finite is left out.
final class LayerData {
  private LayerData() {}

  /// @param names of the columns, such as `x`, `y`
  /// @param values one array for each name
  static Map<String, Object> of(List<String> names, double[]... values) {
    int rows = values[0].length;
    for (int c = 1; c < values.length; c++) {
      same(names.get(c), values[c].length, names.getFirst(), rows);
    }
    Map<String, Object> columns = PlotSpec.map();
    for (int c = 0; c < values.length; c++) {
      List<Object> kept = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        if (finite(values, i)) {
          kept.add(values[c][i]);
        }
      }
      columns.put(names.get(c), kept);
    }
    return columns;
  }

  static List<Double> of(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /// Without an exponent and without zeros at the end.
  static List<String> written(double[] values) {
    return Arrays.stream(values)
        .mapToObj(v -> BigDecimal.valueOf(v).stripTrailingZeros().toPlainString())
        .toList();
  }

  static void same(String name, int length, String other, int otherLength) {
    if (length != otherLength) {
      throw new IllegalArgumentException(
          "Chart: expected as many "
              + (name + " as " + other)
              + (", found " + length + " and " + otherLength));
    }
  }

  private static boolean finite(double[][] values, int row) {
    return Arrays.stream(values).allMatch(column -> Double.isFinite(column[row]));
  }

  /// A path along the tops of a histogram's bins, from the axis and back to it: x and y.
  static double[][] outline(Histogram h) {
    int bins = h.binning().bins();
    double[] x = new double[2 * bins + 2];
    double[] y = new double[2 * bins + 2];
    x[0] = h.binning().lower();
    x[2 * bins + 1] = h.binning().upper();
    for (int i = 0; i < bins; i++) {
      x[2 * i + 1] = h.binning().edge(i);
      x[2 * i + 2] = h.binning().edge(i + 1);
      y[2 * i + 1] = h.content(i);
      y[2 * i + 2] = h.content(i);
    }
    return new double[][] {x, y};
  }

  static List<Object> repeated(String name, int times) {
    return new ArrayList<>(java.util.Collections.nCopies(times, name));
  }
}

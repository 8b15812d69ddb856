package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// Axis of a parameter of the signal: its values, or groups of them where it has many.
///
/// @param name of the feature
/// @param points ascending: all values that the signal has, those that the training leaves out too,
///   or medians of groups of as many training events each
/// @param edges between which the signal of each point lies; one more than points
public record ParameterAxis(String name, double[] points, double[] edges) {
  // More values are a continuous parameter.
  private static final int MOST_VALUES = 20;

  /// @param signal values of all signal events
  /// @param train those of the training
  /// @param groups of a continuous parameter
  static ParameterAxis of(String name, double[] signal, double[] train, int groups) {
    double[] distinct = Arrays.stream(signal).sorted().distinct().toArray();
    if (distinct.length <= MOST_VALUES) {
      return new ParameterAxis(name, distinct, between(distinct));
    }
    double[] sorted = Arrays.stream(train).sorted().toArray();
    double[] edges = groups(sorted, groups);
    return new ParameterAxis(name, medians(sorted, edges), edges);
  }

  private static double[] between(double[] distinct) {
    double[] edges = new double[distinct.length + 1];
    edges[0] = Double.NEGATIVE_INFINITY;
    edges[distinct.length] = Double.POSITIVE_INFINITY;
    for (int k = 1; k < distinct.length; k++) {
      // the upper one belongs above: no value between is in the training
      edges[k] = distinct[k];
    }
    return edges;
  }

  private static double[] groups(double[] sorted, int groups) {
    double[] inner =
        IntStream.range(1, groups)
            .mapToDouble(k -> sorted[(int) ((long) k * sorted.length / groups)])
            .distinct()
            .filter(edge -> edge > sorted[0])
            .toArray();
    double[] edges = new double[inner.length + 2];
    System.arraycopy(inner, 0, edges, 1, inner.length);
    edges[0] = Double.NEGATIVE_INFINITY;
    edges[edges.length - 1] = Double.POSITIVE_INFINITY;
    return edges;
  }

  private static double[] medians(double[] sorted, double[] edges) {
    double[] medians = new double[edges.length - 1];
    for (int k = 0; k < medians.length; k++) {
      double from = edges[k];
      double to = edges[k + 1];
      double[] in = Arrays.stream(sorted).filter(v -> v >= from && v < to).toArray();
      medians[k] = in[in.length / 2];
    }
    return medians;
  }

  /// The number of the point that a value belongs to.
  int find(double value) {
    int at = Arrays.binarySearch(edges, value);
    return Math.min(at >= 0 ? at : -at - 2, edges.length - 2);
  }

  /// Whether points stand for groups of values.
  boolean grouped() {
    return IntStream.range(1, points.length).anyMatch(k -> points[k] != edges[k]);
  }

  /// A value in words.
  static String brief(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}

package org.jpsi.core.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// Flattening of a classification: factors on training weights that give the classes the same joint
/// distribution of some variables, such as transverse momentum and mass, so that a model learns
/// nothing from it (`reweight_vars` of weaver-core). In each bin, `factor = share of the bin in the
/// wanted distribution / its share in the class`, with the class's sum of weights kept.
///
/// Bins are products of the variables' own: quantiles of the wanted class or, for a flat
/// distribution, of all classes, each of the same sum. Of one variable there are 20, of two 10
/// each, of three 6 each; values below and above all of them, and missing ones (NaN), have bins of
/// their own. A factor is at most {@link #LARGEST} times that of the whole class; in a bin where
/// the weights of a class do not have a positive sum it is 1.
///
/// @param edges of the bins of each variable, ascending, an edge belonging to the bin above it
/// @param factors of each class, in each bin
/// @param limited fraction of each class's weights, by magnitude, whose factor was limited, or is 1
///   for want of a positive sum
public record Flattening(double[][] edges, double[][] factors, double[] limited) {
  /// The largest factor, before those of a class are scaled to keep its sum.
  public static final double LARGEST = 10;

  /// The most variables.
  public static final int MOST_VARIABLES = 3;

  /// The distribution that is flat, in bins of equal sums of all classes.
  public static final int FLAT = -1;

  private static final List<Integer> BINS = List.of(20, 10, 6);

  /// Fits to training events.
  ///
  /// @param values `[variables][events]`, finite or NaN
  /// @param classOf class of each event
  /// @param weights of the training, of either sign
  /// @param classes number of classes
  /// @param to the class whose distribution the others get, or {@link #FLAT}
  public static Flattening of(
      double[][] values, int[] classOf, double[] weights, int classes, int to) {
    if (values.length == 0 || values.length > MOST_VARIABLES) {
      throw new IllegalArgumentException(
          "Flattening: expected 1 to " + MOST_VARIABLES + " variables, found " + values.length);
    }
    double[] share = shares(classOf, weights, classes, to);
    double[][] edges = new double[values.length][];
    for (int v = 0; v < values.length; v++) {
      edges[v] = edges(values[v], share, BINS.get(values.length - 1));
    }
    int bins = bins(edges);
    double[][] sums = new double[classes][bins];
    double[][] magnitudes = new double[classes][bins];
    for (int i = 0; i < classOf.length; i++) {
      int bin = bin(edges, values, i);
      sums[classOf[i]][bin] += weights[i];
      magnitudes[classOf[i]][bin] += Math.abs(weights[i]);
    }
    double[] wanted = to == FLAT ? flat(magnitudes) : sums[to];
    double all = Math.max(Double.MIN_NORMAL, Arrays.stream(wanted).map(w -> Math.max(0, w)).sum());
    double[][] factors = new double[classes][bins];
    double[] limited = new double[classes];
    for (int c = 0; c < classes; c++) {
      if (c == to) {
        Arrays.fill(factors[c], 1);
      } else {
        limited[c] = fit(wanted, all, sums[c], magnitudes[c], factors[c]);
      }
    }
    return new Flattening(edges, factors, limited);
  }

  // The magnitude of each event's weight as a share of its class; 0 for classes that do not define
  // the bins.
  private static double[] shares(int[] classOf, double[] weights, int classes, int to) {
    double[] sums = new double[classes];
    for (int i = 0; i < classOf.length; i++) {
      sums[classOf[i]] += Math.abs(weights[i]);
    }
    double[] shares = new double[classOf.length];
    for (int i = 0; i < shares.length; i++) {
      boolean counts = to == FLAT || classOf[i] == to;
      shares[i] = counts && sums[classOf[i]] > 0 ? Math.abs(weights[i]) / sums[classOf[i]] : 0;
    }
    return shares;
  }

  private static double[] edges(double[] values, double[] share, int bins) {
    int[] there = new int[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && share[i] > 0) {
        there[n++] = i;
      }
    }
    if (n == 0) {
      return new double[0];
    }
    double[] quantiles = new double[bins - 1];
    Arrays.setAll(quantiles, k -> (k + 1.0) / bins);
    double[] at = WeightedQuantiles.of(values, share, Arrays.copyOf(there, n), quantiles);
    double lowest = Arrays.stream(there, 0, n).mapToDouble(i -> values[i]).min().orElseThrow();
    double highest = Arrays.stream(there, 0, n).mapToDouble(i -> values[i]).max().orElseThrow();
    // what is outside of their range is not among them
    return DoubleStream.concat(
            DoubleStream.concat(DoubleStream.of(lowest), Arrays.stream(at)),
            DoubleStream.of(Math.nextUp(highest)))
        .distinct()
        .toArray();
  }

  // With a bin for missing values, the last one of each variable.
  private static int bins(double[][] edges) {
    int bins = 1;
    for (double[] of : edges) {
      bins *= of.length + 2;
    }
    return bins;
  }

  private static int bin(double[][] edges, double[][] values, int event) {
    int bin = 0;
    for (int v = 0; v < edges.length; v++) {
      bin = bin * (edges[v].length + 2) + bin(edges[v], values[v][event]);
    }
    return bin;
  }

  private static int bin(double[] edges, double value) {
    if (Double.isNaN(value)) {
      return edges.length + 1;
    }
    int at = Arrays.binarySearch(edges, value);
    return at >= 0 ? at + 1 : -at - 1;
  }

  // The same in every bin that any event is in.
  private static double[] flat(double[][] magnitudes) {
    double[] wanted = new double[magnitudes[0].length];
    for (double[] of : magnitudes) {
      for (int b = 0; b < wanted.length; b++) {
        wanted[b] = of[b] > 0 ? 1 : wanted[b];
      }
    }
    return wanted;
  }

  /// Fills the factors of a class.
  ///
  /// @return the fraction of its weights whose factor is limited
  private static double fit(
      double[] wanted, double all, double[] sums, double[] magnitudes, double[] factors) {
    double sum = Arrays.stream(sums).sum();
    double limited = 0;
    double after = 0;
    for (int b = 0; b < factors.length; b++) {
      double factor = sum > 0 && sums[b] > 0 ? Math.max(0, wanted[b]) / all * sum / sums[b] : 1;
      boolean free = sums[b] > 0 && factor <= LARGEST;
      limited += free ? 0 : magnitudes[b];
      factors[b] = Math.min(LARGEST, factor);
      after += factors[b] * sums[b];
    }
    if (after > 0 && sum > 0) {
      for (int b = 0; b < factors.length; b++) {
        factors[b] *= sum / after;
      }
    } else {
      Arrays.fill(factors, 1);
    }
    double magnitude = Arrays.stream(magnitudes).sum();
    return magnitude > 0 ? limited / magnitude : 0;
  }

  /// The factor of each event's weight.
  ///
  /// @param values as in {@link #of}, of any events
  public double[] factors(double[][] values, int[] classOf) {
    double[] each = new double[classOf.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = factors[classOf[i]][bin(edges, values, i)];
    }
    return each;
  }
}

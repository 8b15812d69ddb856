package org.jpsi.core.data;

import java.util.Arrays;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.EventBlocks;

/// Class-balanced training weights: physical weights scaled to the same sum in every class and a
/// mean magnitude of 1 overall, so that neither a rare class nor the unit of a cross section sets
/// the size of a step. Negative weights stay negative. Figures of merit never use these weights.
public final class TrainingWeights {
  private TrainingWeights() {}

  /// The factor of each class, from the events of the training part.
  ///
  /// `f_c = s / sum_c w`, with `s` such that `sum |f w| / n = 1`
  ///
  /// @param classOf class index of each event; all 0 for regression
  /// @param weights the physical weights
  /// @throws InputException where a class's weights do not sum to a positive number
  public static double[] factors(
      String where, int[] classOf, double[] weights, java.util.List<String> classes) {
    double[] sums = sums(classOf, weights, classes.size());
    double[] magnitudes =
        sums(classOf, Arrays.stream(weights).map(Math::abs).toArray(), classes.size());
    double total = 0;
    double[] factors = new double[classes.size()];
    for (int c = 0; c < factors.length; c++) {
      double sum = sums[c];
      if (!(sum > 0)) {
        throw InputException.at(where)
            .expected(
                "weights of class " + classes.get(c) + " with a positive sum in the training part")
            .found("a sum of " + sum)
            .remedy("check `weight:`, or select events so that positive weights prevail")
            .exception();
      }
      factors[c] = 1 / sum;
      total += factors[c] * magnitudes[c];
    }
    for (int c = 0; c < factors.length; c++) {
      factors[c] *= weights.length / total;
    }
    return factors;
  }

  /// One factor for all classes, which keeps their proportions: `f = n / sum |w|`.
  ///
  /// @throws InputException where a class's weights do not sum to a positive number
  public static double[] asTheyAre(
      String where, int[] classOf, double[] weights, java.util.List<String> classes) {
    double[] factors = factors(where, classOf, weights, classes); // which refuses what cannot be
    double magnitude = EventBlocks.sum(weights.length, i -> Math.abs(weights[i]));
    Arrays.fill(factors, weights.length / magnitude);
    return factors;
  }

  // The sum of each class, by blocks (see EventBlocks).
  private static double[] sums(int[] classOf, double[] weights, int classes) {
    double[] sums = new double[classes];
    double[] ofBlock = new double[classes];
    for (int block = 0; block < EventBlocks.count(weights.length); block++) {
      Arrays.fill(ofBlock, 0);
      for (int i = EventBlocks.begin(block); i < EventBlocks.end(block, weights.length); i++) {
        ofBlock[classOf[i]] += weights[i];
      }
      for (int c = 0; c < classes; c++) {
        sums[c] += ofBlock[c];
      }
    }
    return sums;
  }
}

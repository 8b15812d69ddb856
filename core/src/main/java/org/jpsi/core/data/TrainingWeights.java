package org.jpsi.core.data;

import org.jpsi.core.errors.InputException;

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
    double[] sum = new double[classes.size()];
    double[] magnitude = new double[classes.size()];
    for (int i = 0; i < weights.length; i++) {
      sum[classOf[i]] += weights[i];
      magnitude[classOf[i]] += Math.abs(weights[i]);
    }
    double total = 0;
    double[] factors = new double[classes.size()];
    for (int c = 0; c < factors.length; c++) {
      if (!(sum[c] > 0)) {
        throw InputException.at(where)
            .expected(
                "weights of class " + classes.get(c) + " with a positive sum in the training part")
            .found("a sum of " + sum[c])
            .remedy("check `weight:`, or select events so that positive weights prevail")
            .exception();
      }
      factors[c] = 1 / sum[c];
      total += magnitude[c] * factors[c];
    }
    for (int c = 0; c < factors.length; c++) {
      factors[c] *= weights.length / total;
    }
    return factors;
  }
}

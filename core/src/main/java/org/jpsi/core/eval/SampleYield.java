package org.jpsi.core.eval;

import org.jpsi.core.table.EventBlocks;

/// Yield of a sample that is normalized to a luminosity.
///
/// @param name of the sample
/// @param className its class; empty where a label gives the classes
/// @param read number of its events
/// @param selected number of those that pass the selection
/// @param sumOfWeights of the generator, before any selection
/// @param factor by which each weight was multiplied
/// @param yield sum of the weights of the selected events
/// @param error of the yield by the number of simulated events, `sqrt(sum of w^2)`
public record SampleYield(
    String name,
    String className,
    long read,
    int selected,
    double sumOfWeights,
    double factor,
    double yield,
    double error) {
  /// The yield of selected events.
  ///
  /// @param weights normalized
  public static SampleYield of(
      String name,
      String className,
      long read,
      double sumOfWeights,
      double factor,
      double[] weights) {
    double sum = EventBlocks.sum(weights.length, i -> weights[i]);
    double squares = EventBlocks.sum(weights.length, i -> weights[i] * weights[i]);
    return new SampleYield(
        name, className, read, weights.length, sumOfWeights, factor, sum, Math.sqrt(squares));
  }
}

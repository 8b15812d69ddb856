package org.jpsi.core.eval;

/// Events whose weights are expected yields: those of one part, scaled group by group to the yields
/// of all parts. Arrays are not copied, and must not be changed.
///
/// @param score of each event, higher for signal
/// @param weight physical weight of each event, of either sign
/// @param group of each event, an index of `yields`: events of one sample and class
/// @param yields of each group in all parts together
public record YieldEvents(double[] score, double[] weight, int[] group, Yield[] yields) {

  /// Yield of a group in all parts together.
  ///
  /// @param signal whether it is signal, else background
  /// @param weight sum of weights
  /// @param squares sum of squared weights
  public record Yield(boolean signal, double weight, double squares) {
    private Yield plus(Yield other) {
      return new Yield(signal, weight + other.weight, squares + other.squares);
    }
  }

  /// @throws IllegalArgumentException where lengths differ, a number is not finite, or signal or
  ///   background have no positive sum of weights
  public YieldEvents {
    ScoreChecks.lengths("weight", score.length, weight.length);
    ScoreChecks.lengths("group", score.length, group.length);
    ScoreChecks.finite("score", score);
    ScoreChecks.finite("weight", weight);
    double[] sums = sums(weight, group, yields.length);
    ScoreChecks.positive("the signal", sum(yields, sums, true));
    ScoreChecks.positive("the background", sum(yields, sums, false));
  }

  private static double sum(Yield[] yields, double[] sums, boolean signal) {
    double sum = 0;
    for (int g = 0; g < sums.length; g++) {
      sum += yields[g].signal == signal ? sums[g] : 0;
    }
    return sum;
  }

  private static double[] sums(double[] weight, int[] group, int groups) {
    double[] sums = new double[groups];
    for (int i = 0; i < weight.length; i++) {
      sums[group[i]] += weight[i];
    }
    return sums;
  }

  /// The sum of weights of each group in these events.
  double[] sums() {
    return sums(weight, group, yields.length);
  }

  /// The same events, of which those of a class are one group where some group cannot be scaled by
  /// itself, as its weights here do not have a sum of the same sign.
  YieldEvents scalable() {
    double[] sums = sums();
    boolean whole = true;
    for (int g = 0; g < sums.length; g++) {
      whole &= sums[g] == 0 ? yields[g].weight == 0 : yields[g].weight / sums[g] > 0;
    }
    if (whole) {
      return this;
    }
    Yield[] merged = {new Yield(false, 0, 0), new Yield(true, 0, 0)};
    for (Yield yield : yields) {
      int one = yield.signal ? 1 : 0;
      merged[one] = merged[one].plus(yield);
    }
    int[] of = new int[group.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = yields[group[i]].signal ? 1 : 0;
    }
    return new YieldEvents(score, weight, of, merged);
  }

  boolean isSignal(int event) {
    return yields[group[event]].signal;
  }

  /// The weight of each event, scaled.
  double[] scaledWeights() {
    double[] scale = scales();
    double[] scaled = new double[weight.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weight[i] * scale[group[i]];
    }
    return scaled;
  }

  /// The factor of each group's weights.
  double[] scales() {
    double[] scales = sums();
    for (int g = 0; g < scales.length; g++) {
      scales[g] = scales[g] == 0 ? 1 : yields[g].weight / scales[g];
    }
    return scales;
  }
}

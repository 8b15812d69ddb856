package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.SignificantDigits;
import org.jpsi.core.table.Table;

/// Data drift (covariate shift) of one feature: how its distribution in the events that a model is
/// applied to differs from that in training. It compares inputs alone: it shows neither wrong
/// labels nor a change of the class fractions.
///
/// @param name of the feature
/// @param low smallest value in training
/// @param high largest value in training
/// @param below fraction of the new events below `low`
/// @param above fraction of the new events above `high`
/// @param notFinite fraction of the new events where the feature is NaN or infinite
/// @param ksTest Kolmogorov-Smirnov test of both distributions
public record Drift(
    String name,
    double low,
    double high,
    double below,
    double above,
    double notFinite,
    KolmogorovSmirnov ksTest) {

  /// Compares the features of two tables, each with equal weights.
  ///
  /// @param features expressions over columns, or the names of columns
  /// @throws org.jpsi.core.errors.InputException where a table lacks a column
  public static List<Drift> of(Table training, Table applied, List<String> features) {
    return features.stream()
        .map(feature -> {
          Expression value = Expression.parse("feature " + feature, feature);
          double[] before = value.evaluate(training);
          double[] now = value.evaluate(applied);
          return of(feature, before, ones(before.length), now, ones(now.length));
        })
        .toList();
  }

  /// Compares one feature. Fractions count events without weights; the Kolmogorov-Smirnov test is
  /// of the weighted distributions of finite values.
  ///
  /// @throws IllegalArgumentException where a weight is not finite, or the weights of the finite
  ///   values of one sample have no positive sum
  public static Drift of(
      String name,
      double[] training,
      double[] trainingWeight,
      double[] applied,
      double[] appliedWeight) {
    ScoreChecks.lengths("weight", training.length, trainingWeight.length);
    ScoreChecks.lengths("weight", applied.length, appliedWeight.length);
    double low = Arrays.stream(training).filter(Double::isFinite).min().orElse(Double.NaN);
    double high = Arrays.stream(training).filter(Double::isFinite).max().orElse(Double.NaN);
    KolmogorovSmirnov ksTest =
        KolmogorovSmirnov.of(
            finite(training, training),
            finite(training, trainingWeight),
            finite(applied, applied),
            finite(applied, appliedWeight));
    double events = applied.length;
    return new Drift(
        name,
        low,
        high,
        Arrays.stream(applied).filter(x -> Double.isFinite(x) && x < low).count() / events,
        Arrays.stream(applied).filter(x -> Double.isFinite(x) && x > high).count() / events,
        Arrays.stream(applied).filter(x -> !Double.isFinite(x)).count() / events,
        ksTest);
  }

  /// Fraction of the new events outside the range of training.
  public double outside() {
    return below + above;
  }

  /// One line: `pt: 1.2 % outside 20 to 310, distance 0.103 (p 1e-05)`.
  @Override
  public String toString() {
    OptionalDouble p = ksTest.pValue();
    SignificantDigits digits = SignificantDigits.of(low, high);
    return String.format(
        Locale.ROOT,
        "%s: %.3g %% outside %s to %s, distance %.3f%s%s",
        name,
        100 * outside(),
        digits.format(low),
        digits.format(high),
        ksTest.distance(),
        p.isEmpty()
            ? ""
            : p.getAsDouble() < 1e-12
                ? " (p < 1e-12)"
                : String.format(Locale.ROOT, " (p %.2g)", p.getAsDouble()),
        notFinite == 0 ? "" : String.format(Locale.ROOT, ", %.3g %% not finite", 100 * notFinite));
  }

  private static double[] finite(double[] values, double[] selected) {
    double[] kept = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        kept[n++] = selected[i];
      }
    }
    return Arrays.copyOf(kept, n);
  }

  private static double[] ones(int events) {
    double[] ones = new double[events];
    Arrays.fill(ones, 1);
    return ones;
  }
}

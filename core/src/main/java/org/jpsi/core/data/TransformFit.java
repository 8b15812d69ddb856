package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Fit of the transformations of a column to training events: of the logarithm and of quantiles.
final class TransformFit {
  private static final int QUANTILES = 256;

  private TransformFit() {}

  /// The logarithm, then the robust scaling of it ({@link ColumnFit#robust}). Values that have none
  /// count as half of the smallest positive one in training.
  ///
  /// @throws IllegalArgumentException where no value is positive
  static ColumnFit log(double[] values, double[] weights, int[] sample) {
    double smallest =
        Arrays.stream(values).filter(x -> x > 0).min().orElseThrow(TransformFit::noLogarithm);
    // half of the smallest number there is would be zero
    PreprocessingStep.Log log =
        new PreprocessingStep.Log(Math.max(smallest / 2, Double.MIN_NORMAL));
    double[] logarithms = Arrays.stream(values).map(log::apply).toArray();
    ColumnPreprocessing scaled = ColumnFit.robust(logarithms, weights, sample).column();
    List<PreprocessingStep> steps = new ArrayList<>(List.of(log));
    steps.addAll(scaled.steps());
    return fit(steps, values, scaled.missing());
  }

  private static IllegalArgumentException noLogarithm() {
    return new IllegalArgumentException("TransformFit: expected a positive value, found none");
  }

  /// Quantiles at fractions k / 256, the smallest and the largest value at half a step from the
  /// ends, weighted by magnitudes; the normal scores of equal ones are averaged. Of one value it is
  /// the robust scaling.
  static ColumnFit quantile(double[] values, double[] weights, int[] sample) {
    PresentValues present = PresentValues.of(values, weights, sample);
    double[] x = present.values();
    double[] magnitudes = Arrays.stream(present.weights()).map(Math::abs).toArray();
    double[] fractions =
        IntStream.range(1, QUANTILES).mapToDouble(k -> k / (double) QUANTILES).toArray();
    double[] inner = WeightedQuantiles.of(x, magnitudes, present.sample(), fractions);
    double[] knots = new double[QUANTILES + 1];
    double[] scores = new double[QUANTILES + 1];
    knots[0] = Arrays.stream(x).min().orElseThrow();
    knots[QUANTILES] = Arrays.stream(x).max().orElseThrow();
    scores[0] = NormalQuantile.of(0.5 / QUANTILES);
    scores[QUANTILES] = -scores[0];
    for (int k = 1; k < QUANTILES; k++) {
      knots[k] = inner[k - 1];
      scores[k] = NormalQuantile.of(fractions[k - 1]);
    }
    List<Double> distinct = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int from = 0, to; from <= QUANTILES; from = to) {
      double sum = 0;
      for (to = from; to <= QUANTILES && knots[to] == knots[from]; to++) {
        sum += scores[to];
      }
      distinct.add(knots[from] + 0.0);
      means.add(sum / (to - from));
    }
    return distinct.size() < 2
        ? ColumnFit.robust(values, weights, sample)
        : fit(List.of(new PreprocessingStep.Quantile(distinct, means)), values, present.missing());
  }

  private static ColumnFit fit(List<PreprocessingStep> steps, double[] values, double missing) {
    double[] present = Arrays.stream(values).filter(x -> !Double.isNaN(x)).toArray();
    ColumnPreprocessing column =
        new ColumnPreprocessing(
            steps,
            Arrays.stream(present).min().orElseThrow(),
            Arrays.stream(present).max().orElseThrow());
    return new ColumnFit(column.withMissing(missing), Optional.empty());
  }
}

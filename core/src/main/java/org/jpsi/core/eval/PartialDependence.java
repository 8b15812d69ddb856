package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.eval.InputEvents.InputScorer;

/// Partial dependence of the scores on one feature (Friedman, Ann. Statist. 29 (2001) 1189;
/// scikit-learn's `partial_dependence`): the weighted mean score of the events, each with the
/// feature set to one value, and how the scores of single events (individual conditional
/// expectation, arXiv:1309.6392) spread about it. Other features stay as they are: where they are
/// correlated with this one, some of these events are such as nature has none.
///
/// @param feature its name
/// @param unit of the values; may be empty
/// @param values that the feature was set to, ascending
/// @param names of the values, of a feature of categories; else empty
/// @param outputs of each score
public record PartialDependence(
    String feature, String unit, List<Double> values, List<String> names, List<Curve> outputs) {
  /// Number of values.
  public static final int VALUES = 20;

  private static final double FIRST = 0.025;
  private static final double LAST = 0.975;
  private static final double LOW = 0.16;
  private static final double HIGH = 0.84;

  public PartialDependence {
    values = List.copyOf(values);
    names = List.copyOf(names);
    outputs = List.copyOf(outputs);
  }

  /// Curve of one score, at each value.
  ///
  /// @param mean weighted, signed weights with their signs
  /// @param low 16 % of the events, by the magnitude of their weights, have no higher score
  /// @param high 84 % have no higher score
  public record Curve(List<Double> mean, List<Double> low, List<Double> high) {
    public Curve {
      mean = List.copyOf(mean);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /// The values of an input at which its dependence is computed: its quantiles at 20 fractions from
  /// 2.5 % to 97.5 %, by magnitudes of weights, each once; missing values are left out. All values
  /// where there are no more than 20.
  public static double[] grid(InputEvents events, int input) {
    double[] column = events.column(input);
    int[] present =
        IntStream.range(0, column.length).filter(i -> !Double.isNaN(column[i])).toArray();
    double[] values = Arrays.stream(present).mapToDouble(i -> column[i]).toArray();
    double[] distinct = Arrays.stream(values).map(x -> x + 0.0).sorted().distinct().toArray();
    if (distinct.length <= VALUES) {
      return distinct;
    }
    double[] weight =
        Arrays.stream(present).mapToDouble(i -> Math.abs(events.weight()[i])).toArray();
    double[] fractions = new double[VALUES];
    Arrays.setAll(fractions, k -> FIRST + (LAST - FIRST) * k / (VALUES - 1));
    return Arrays.stream(quantiles(values, weight, fractions)).distinct().toArray();
  }

  /// The curves of an input, one for each score.
  ///
  /// @param values of the input
  /// @throws IllegalArgumentException where the weights have no positive sum
  public static List<Curve> curves(
      InputEvents events, int input, double[] values, InputScorer scorer) {
    double all = ScoreChecks.positive("the events", PartMetrics.sum(events.weight()));
    double[] magnitude = Arrays.stream(events.weight()).map(Math::abs).toArray();
    float[] inputs = events.inputs().clone();
    List<List<double[]>> points = new ArrayList<>();
    for (double value : values) {
      for (int i = 0; i < events.events(); i++) {
        inputs[i * events.width() + input] = (float) value;
      }
      points.add(
          Arrays.stream(scorer.scores(inputs, events.events()))
              .map(score -> point(score, events.weight(), all, magnitude))
              .toList());
    }
    List<Curve> curves = new ArrayList<>();
    for (int s = 0; !points.isEmpty() && s < points.getFirst().size(); s++) {
      int output = s;
      curves.add(
          new Curve(
              points.stream().map(point -> point.get(output)[0]).toList(),
              points.stream().map(point -> point.get(output)[1]).toList(),
              points.stream().map(point -> point.get(output)[2]).toList()));
    }
    return curves;
  }

  private static double[] point(double[] score, double[] weight, double all, double[] magnitude) {
    ScoreChecks.finite("score", score);
    double sum = 0;
    for (int i = 0; i < score.length; i++) {
      sum += weight[i] * score[i];
    }
    double[] spread = quantiles(score, magnitude, LOW, HIGH);
    return new double[] {sum / all, spread[0], spread[1]};
  }

  /// Weighted quantiles, by the inverse of the cumulative distribution (NumPy's `inverted_cdf`).
  ///
  /// @param weight not negative
  private static double[] quantiles(double[] values, double[] weight, double... fractions) {
    int[] order = EventOrder.ascending(values);
    double all = 0;
    for (int i : order) {
      all += weight[i];
    }
    double[] quantiles = new double[fractions.length];
    double below = 0;
    int at = -1;
    for (int q = 0; q < fractions.length; q++) {
      while (at < 0 || (below < fractions[q] * all && at < order.length - 1)) {
        below += weight[order[++at]];
      }
      quantiles[q] = values[order[at]] + 0.0;
    }
    return quantiles;
  }
}

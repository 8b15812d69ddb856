package org.jpsi.core.eval;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jpsi.core.table.EventBlocks;

/// Changes of the predictions of one target of a regression by a variation, with their paired
/// errors, from the influence of each event; the residual is r = predicted - target.
///
/// @param name of the target
/// @param unit empty for none
/// @param prediction mean prediction, sum w p / sum w
/// @param bias sum w r / sum w
/// @param resolution standard deviation of r about the bias
/// @param rmse sqrt(sum w r^2 / sum w)
public record TargetChanges(
    String name, String unit, Change prediction, Change bias, Change resolution, Change rmse) {

  /// @param target its number, among predictions and targets alike
  /// @return empty where an event has no prediction or no target, or the weights no positive sum
  static Optional<TargetChanges> of(
      String name,
      String unit,
      int target,
      UnitEvents nominal,
      UnitEvents varied,
      PairedSums sums) {
    if (!isDefined(nominal, target) || !isDefined(varied, target)) {
      return Optional.empty();
    }
    Predicted a = Predicted.of(nominal, target);
    Predicted b = Predicted.of(varied, target);
    return Optional.of(
        new TargetChanges(
            name,
            unit,
            sums.change(a.prediction, b.prediction),
            sums.change(a.bias, b.bias),
            sums.change(a.resolution, b.resolution),
            sums.change(a.rmse, b.rmse)));
  }

  private static boolean isDefined(UnitEvents events, int target) {
    return PartMetrics.sum(events.weight()) > 0
        && Arrays.stream(events.scores()[target]).allMatch(Double::isFinite)
        && Arrays.stream(events.target()[target]).allMatch(Double::isFinite);
  }

  /// Figures of the predictions of some events, each with the influence of every event.
  private record Predicted(
      PairedSums.Figure prediction,
      PairedSums.Figure bias,
      PairedSums.Figure resolution,
      PairedSums.Figure rmse) {

    static Predicted of(UnitEvents events, int target) {
      double[] p = events.scores()[target];
      double[] t = events.target()[target];
      PairedSums.Figure bias = mean(events, i -> p[i] - t[i]);
      return new Predicted(
          mean(events, i -> p[i]),
          bias,
          root(mean(events, i -> square(p[i] - t[i] - bias.value()))),
          root(mean(events, i -> square(p[i] - t[i]))));
    }

    private static double square(double x) {
      return x * x;
    }

    // w (x - mean) / W; about a mean, a variance does not depend on it to first order
    private static PairedSums.Figure mean(UnitEvents events, IntToDoubleFunction x) {
      double[] w = events.weight();
      double whole = PartMetrics.sum(w);
      double mean = EventBlocks.sum(w.length, i -> w[i] * x.applyAsDouble(i)) / whole;
      double[] influence = new double[w.length];
      Arrays.setAll(influence, i -> w[i] * (x.applyAsDouble(i) - mean) / whole);
      return new PairedSums.Figure(mean, influence);
    }

    // d sqrt(x) = dx / (2 sqrt(x)); NaN where negative weights make x negative
    private static PairedSums.Figure root(PairedSums.Figure of) {
      double root = Math.sqrt(of.value());
      double[] influence =
          Arrays.stream(of.influence()).map(d -> root == 0 ? 0 : d / (2 * root)).toArray();
      return new PairedSums.Figure(root, influence);
    }
  }
}

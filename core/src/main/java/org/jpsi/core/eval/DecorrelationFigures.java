package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.kernel.DistanceCorrelation;
import org.jpsi.core.task.Task;

/// Figures of decorrelation: how far cuts on the score change the distribution of a variable, such
/// as a mass, in background events (as in Kasieczka and Shih, arXiv:2001.05310), and what they
/// reject. Cuts are those of given signal efficiencies of the same events: points of their ROC
/// curve.
///
/// @param cuts from the loosest to the tightest
/// @param variables one for each variable
public record DecorrelationFigures(List<Cut> cuts, List<Variable> variables) {
  /// Signal efficiencies of the cuts.
  public static final List<Double> SIGNAL = List.of(0.9, 0.7, 0.5, 0.3);

  // Approximate number of bins of a variable.
  private static final int BINS = 40;

  /// Cut on the score.
  ///
  /// @param signal efficiency of the signal
  /// @param threshold the tightest cut `score >= threshold` that leaves at least as much signal
  /// @param background efficiency of the background at this signal efficiency, along the ROC curve
  /// @param error one standard deviation of `background`, by events of both classes
  public record Cut(double signal, double threshold, double background, double error) {
    /// The rejection, 1 / background (R50 at half of the signal); empty where nothing passes.
    public OptionalDouble rejection() {
      return background > 0 ? OptionalDouble.of(1 / background) : OptionalDouble.empty();
    }

    /// One standard deviation of the rejection, to first order.
    public double rejectionError() {
      return error / background / background;
    }
  }

  /// Variable in background events.
  ///
  /// @param unit empty for none
  /// @param without number of background events without it (NaN), which count in none of these
  /// @param correlation weighted distance correlation with the score, 0 to 1, the root of the one
  ///   that the loss has; empty where weights are negative
  /// @param all its distribution
  /// @param passing of the events that pass each cut
  /// @param divergences of each cut
  public record Variable(
      String name,
      String unit,
      int without,
      OptionalDouble correlation,
      Histogram all,
      List<Histogram> passing,
      List<Divergence> divergences) {
    public Variable {
      passing = List.copyOf(passing);
      divergences = List.copyOf(divergences);
    }

    /// The lower edge of the first bin.
    public double lower() {
      return all.binning().lower();
    }

    /// The upper edge of the last bin.
    public double upper() {
      return all.binning().upper();
    }

    /// The number of bins.
    public int bins() {
      return all.binning().bins();
    }
  }

  /// Jensen-Shannon divergence of the variable's distributions in background events that pass and
  /// that fail a cut, in bits: in the bins of its histogram, of equal width, which hold all but the
  /// outermost 0.3 percent at either end, and in one bin below and one above.
  ///
  /// @param value 0 to 1; empty where nothing passes, or nothing fails
  /// @param ofChance what it is on average where score and variable are independent, by the
  ///   statistics of these events
  public record Divergence(OptionalDouble value, double ofChance) {
    /// Its inverse, which the paper quotes; empty where it is 0 or not known.
    public OptionalDouble inverse() {
      return value.isPresent() && value.getAsDouble() > 0
          ? OptionalDouble.of(1 / value.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /// Values of a variable.
  ///
  /// @param value of each event, finite or NaN
  public record Values(String name, String unit, double[] value) {}

  public DecorrelationFigures {
    cuts = List.copyOf(cuts);
    variables = List.copyOf(variables);
  }

  /// Figures of the events of a binary classification.
  ///
  /// @param events whose classes have weights with a positive sum each
  /// @param variables of the same events
  /// @throws IllegalArgumentException where numbers are not finite, or a class has no positive sum
  public static DecorrelationFigures of(ScoredEvents events, List<Values> variables) {
    double[] score = events.scores()[0];
    double[] reversed = new double[score.length];
    boolean[] background = new boolean[score.length];
    for (int i = 0; i < score.length; i++) {
      reversed[i] = -score[i];
      background[i] = events.label()[i] != Task.Binary.SIGNAL;
    }
    // What fails: the fraction of background events at a fraction of failing signal events.
    double[] failing = SIGNAL.stream().mapToDouble(signal -> 1 - signal).toArray();
    List<Roc.WorkingPoint> points =
        Roc.of(reversed, background, events.weight(), failing).workingPoints();
    List<Cut> cuts = new ArrayList<>();
    for (int c = 0; c < points.size(); c++) {
      Roc.WorkingPoint at = points.get(c);
      double threshold = CutEfficiencies.cut(events, SIGNAL.get(c));
      cuts.add(new Cut(SIGNAL.get(c), threshold, 1 - at.signal(), at.error()));
    }
    return new DecorrelationFigures(
        cuts,
        variables.stream().map(values -> variable(values, events, background, cuts)).toList());
  }

  private static Variable variable(
      Values of, ScoredEvents events, boolean[] background, List<Cut> cuts) {
    ScoreChecks.lengths(of.name, events.events(), of.value.length);
    double[] score = events.scores()[0];
    double[] own = new double[score.length];
    double[] weight = new double[score.length];
    double[] value = new double[score.length];
    int n = 0;
    int without = 0;
    boolean negative = false;
    for (int i = 0; i < score.length; i++) {
      if (background[i] && Double.isNaN(of.value[i])) {
        without++;
      } else if (background[i]) {
        own[n] = score[i];
        weight[n] = events.weight()[i];
        negative |= weight[n] < 0;
        value[n++] = of.value[i];
      }
    }
    int kept = n;
    Binning binning = Binning.round(kept, i -> value[i], BINS);
    List<Histogram> passing = new ArrayList<>();
    List<Divergence> divergences = new ArrayList<>();
    for (Cut cut : cuts) {
      Histogram pass = histogram(binning, kept, value, weight, own, cut.threshold, true);
      Histogram fail = histogram(binning, kept, value, weight, own, cut.threshold, false);
      passing.add(pass);
      divergences.add(divergence(pass, fail, kept, weight, own, cut.threshold));
    }
    return new Variable(
        of.name,
        of.unit,
        without,
        negative
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                Math.sqrt(
                    DistanceCorrelation.of(
                            Arrays.copyOf(own, n),
                            Arrays.copyOf(value, n),
                            Arrays.copyOf(weight, n))
                        .squared())),
        Histogram.of(binning, kept, i -> value[i], i -> weight[i], _ -> true),
        passing,
        divergences);
  }

  private static Histogram histogram(
      Binning binning,
      int n,
      double[] value,
      double[] weight,
      double[] score,
      double threshold,
      boolean passes) {
    return Histogram.of(
        binning, n, i -> value[i], i -> weight[i], i -> score[i] >= threshold == passes);
  }

  private static Divergence divergence(
      Histogram pass, Histogram fail, int n, double[] weight, double[] score, double threshold) {
    double[] p = contents(pass);
    double[] q = contents(fail);
    double value = JensenShannon.divergence(p, q);
    int filled = 0;
    for (int b = 0; b < p.length; b++) {
      filled += p[b] > 0 || q[b] > 0 ? 1 : 0;
    }
    return new Divergence(
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
        JensenShannon.ofChance(
            filled,
            effective(n, weight, score, threshold, true),
            effective(n, weight, score, threshold, false)));
  }

  private static double[] contents(Histogram histogram) {
    double[] sum = histogram.sum();
    double[] contents = new double[sum.length + 2];
    contents[0] = histogram.underflow();
    System.arraycopy(sum, 0, contents, 1, sum.length);
    contents[sum.length + 1] = histogram.overflow();
    return contents;
  }

  private static double effective(
      int n, double[] weight, double[] score, double threshold, boolean passes) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      if (score[i] >= threshold == passes) {
        sum += weight[i];
        squares += weight[i] * weight[i];
      }
    }
    return squares > 0 ? sum * sum / squares : 0;
  }
}

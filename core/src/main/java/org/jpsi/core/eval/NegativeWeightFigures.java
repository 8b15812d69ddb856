package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;

/// Figures of a training whose negative weights were changed: what the change keeps of each sample,
/// how well it closes in each feature, and where it was asked for, what other treatments give.
///
/// @param treatment `keep`, `ignore`, `absolute` or `refine`
/// @param classes by name; one without a name in a regression
/// @param samples that have negative weights
/// @param closure of training events in each feature, of the treatment
/// @param compared each treatment; none where they are not compared
public record NegativeWeightFigures(
    String treatment,
    List<String> classes,
    List<SampleWeights> samples,
    List<FeatureClosure> closure,
    List<Treated> compared) {

  public NegativeWeightFigures {
    classes = List.copyOf(classes);
    samples = List.copyOf(samples);
    closure = List.copyOf(closure);
    compared = List.copyOf(compared);
  }

  /// Weights of the training events of a sample.
  ///
  /// @param sample its name
  /// @param events number of training events
  /// @param negative of them, with negative weights
  /// @param share of the magnitude of all weights that negative ones have
  /// @param effective number of events by the original weights, `(sum w)^2 / sum w^2`
  /// @param effectiveChanged the same by the changed ones
  /// @param clipped share of the magnitude that a treatment set to zero, since it would be negative
  /// @param learned whether the signs of this sample were learned, and not their share alone
  public record SampleWeights(
      String sample,
      int events,
      int negative,
      double share,
      double effective,
      double effectiveChanged,
      double clipped,
      boolean learned) {}

  /// A treatment beside others.
  ///
  /// @param treatment as above
  /// @param metrics of the model trained with it, by the original weights, on the events that the
  ///   run is judged by; empty where there is none
  /// @param reason why there is none; empty where there is
  /// @param worst closure
  public record Treated(
      String treatment, Optional<PartMetrics> metrics, String reason, Optional<Worst> worst) {}

  /// The worst closure of several.
  ///
  /// @param feature in which it is
  /// @param className of the class
  /// @param test with the smallest p-value
  /// @param tests number of tests that it is the worst of
  public record Worst(String feature, String className, WeightClosure test, int tests) {
    private static final double LEAST = 1e-3;

    /// Whether it is expected of the worst of so many, at one in a thousand (Bonferroni).
    public boolean closes() {
      return test.pValue() * tests >= LEAST;
    }
  }

  /// The worst closure; empty where there is no test.
  public Optional<Worst> worst() {
    return worst(classes, closure);
  }

  /// The worst closure of some features; empty where there is no test.
  public static Optional<Worst> worst(List<String> classes, List<FeatureClosure> closure) {
    Worst worst = null;
    int tests = 0;
    for (FeatureClosure feature : closure) {
      for (int c = 0; c < feature.tests().size(); c++) {
        Optional<WeightClosure> test = feature.tests().get(c);
        if (test.isPresent()) {
          tests++;
          if (worst == null || isWorse(test.get(), worst.test)) {
            worst = new Worst(feature.feature(), classes.get(c), test.get(), 0);
          }
        }
      }
    }
    return worst == null
        ? Optional.empty()
        : Optional.of(new Worst(worst.feature, worst.className, worst.test, tests));
  }

  // Of p-values that are zero both, the larger chi2 per degree of freedom is worse.
  private static boolean isWorse(WeightClosure one, WeightClosure other) {
    return one.pValue() != other.pValue()
        ? one.pValue() < other.pValue()
        : one.value() * other.degrees() > other.value() * one.degrees();
  }

  /// The same with the treatments side by side.
  public NegativeWeightFigures with(List<Treated> others) {
    return new NegativeWeightFigures(treatment, classes, samples, closure, others);
  }
}

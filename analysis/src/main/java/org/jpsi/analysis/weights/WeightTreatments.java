package org.jpsi.analysis.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.NegativeWeights.Treatment;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.NegativeWeightFigures.SampleWeights;

/// Treatments of negative weights: the weights of all events as a training has them, sample by
/// sample. A sample keeps the sum of its training weights, so that what it contributes to its class
/// stays what it is; one without negative weights keeps them all.
///
/// @param events as they are
/// @param where the analysis has the treatment, for messages
/// @param signs of each event the expectation of the sign of its weight, `2 g(x) - 1`; asked for
///   where it is needed
public record WeightTreatments(
    SignedEvents events, String where, Supplier<SignClassifier.Signs> signs) {
  /// Treated weights.
  ///
  /// @param weights of all events
  /// @param samples that have negative weights
  public record TreatedWeights(double[] weights, List<SampleWeights> samples) {}

  /// The weights of a treatment.
  ///
  /// @throws InputException where a sample's training weights do not sum to a positive number,
  ///   which no weights of one sign can
  public TreatedWeights of(Treatment how) {
    double[] changed = events.weight().clone();
    List<SampleWeights> samples = new ArrayList<>();
    for (int s = 0; s < events.samples().size(); s++) {
      int[] rows = events.rows(s);
      if (IntStream.of(rows).anyMatch(i -> changed[i] < 0)) {
        samples.add(treat(how, s, rows, changed));
      }
    }
    return new TreatedWeights(changed, samples);
  }

  private SampleWeights treat(Treatment how, int sample, int[] rows, double[] changed) {
    double[] weight = events.weight();
    int[] fitted = events.fitted(rows);
    double before = SignedEvents.sum(fitted, weight);
    double magnitude = SignedEvents.magnitude(fitted, weight);
    double clipped = 0;
    boolean learned = false;
    if (how.changes()) {
      if (!(before > 0)) {
        throw notPositive(sample, before, "");
      }
      if (how == Treatment.REFINE) {
        SignClassifier.Signs found = signs.get();
        learned = found.learned().get(sample);
        clipped = refine(rows, fitted, found.expected(), changed) / magnitude;
      } else {
        for (int i : rows) {
          changed[i] = how == Treatment.IGNORE ? Math.max(0, weight[i]) : Math.abs(weight[i]);
        }
      }
      double after = SignedEvents.sum(fitted, changed);
      if (!(after > 0)) {
        throw notPositive(sample, after, " as refined");
      }
      for (int i : rows) {
        changed[i] *= before / after;
      }
    }
    return new SampleWeights(
        events.samples().get(sample),
        fitted.length,
        (int) IntStream.of(fitted).filter(i -> weight[i] < 0).count(),
        (magnitude - before) / 2 / magnitude,
        SignedEvents.effective(fitted, weight),
        SignedEvents.effective(fitted, changed),
        clipped,
        learned);
  }

  /// Magnitudes times expected signs, which a density has no negative ones of: they are set to
  /// zero.
  ///
  /// @return the magnitude of what is set to zero
  private double refine(int[] rows, int[] fitted, double[] sign, double[] changed) {
    double[] below = new double[changed.length];
    for (int i : rows) {
      double magnitude = Math.abs(changed[i]);
      below[i] = magnitude * Math.max(0, -sign[i]);
      changed[i] = magnitude * Math.max(0, sign[i]);
    }
    return SignedEvents.sum(fitted, below);
  }

  private InputException notPositive(int sample, double sum, String as) {
    return InputException.at(where)
        .expected(
            "weights of sample "
                + (events.samples().get(sample) + " with a positive sum in the training part"))
        .found("a sum of " + sum + as)
        .remedy("train with `negativeWeights: keep`, which takes them, or leave the sample out")
        .exception();
  }
}

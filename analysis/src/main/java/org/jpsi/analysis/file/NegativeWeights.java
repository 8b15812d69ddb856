package org.jpsi.analysis.file;

import java.util.Locale;

/// Treatment of negative event weights in the training; every figure keeps the weights as they are.
///
/// @param how the training sees them
/// @param compare whether the other treatments are trained too, and set side by side
public record NegativeWeights(Treatment how, boolean compare) {
  public static final NegativeWeights KEEP = new NegativeWeights(Treatment.KEEP, false);

  /// Treatment of a weight w in the training, of a sample that has negative ones.
  public enum Treatment {
    /// w, with its sign.
    KEEP(
        "As they are: the signed loss. The only treatment that assumes nothing, and the one of the"
            + " largest errors."),
    /// w, with its sign, and no class's loss of a batch below zero.
    NONNEGATIVE(
        "As they are, but the loss of a class over a batch that falls below zero is zero, and not"
            + " lowered further (arXiv:1703.00593)."),
    /// w where it is positive, else 0.
    IGNORE(
        "Events of negative weight are left out, as TMVA's `IgnoreNegWeightsInTraining`. Right"
            + " where their share does not depend on the features."),
    /// |w|.
    ABSOLUTE(
        "The magnitudes, of all events. Right where the share of negative weights does not depend"
            + " on the features, and of fewer fluctuations than `ignore`."),
    /// |w| (2 g(x) - 1), with g(x) = P(w > 0 | x).
    REFINE(
        "The magnitudes times 2 g(x) - 1, where a network learns g(x), the probability of a"
            + " positive weight, of each sample (arXiv:2505.03724). Right in general.");

    private final String meaning;

    Treatment(String meaning) {
      this.meaning = meaning;
    }

    /// The word in the file, in lower case.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the training has other weights than the events.
    public boolean changes() {
      return this != KEEP && this != NONNEGATIVE;
    }

    String meaning() {
      return meaning;
    }
  }
}

package org.jpsi.analysis.file;

/// Encoding of the features before the first hidden layer.
public sealed interface Encoding {
  /// None: the hidden layers have the features themselves.
  record None() implements Encoding {}

  /// Tabular encoding: each feature clipped smoothly, its tail, and a periodic embedding of its
  /// own.
  ///
  /// @param frequencies of the embedding of each feature; 0 for no embedding
  /// @param sigma standard deviation of the frequencies before training
  /// @param width numbers of the embedding of each feature
  /// @param clip whether the feature clipped smoothly is there: `x / sqrt(1 + (x/3)^2)`
  /// @param tails whether `asinh(x)` is there too, which keeps what clipping loses
  record Tabular(int frequencies, double sigma, int width, boolean clip, boolean tails)
      implements Encoding {
    public static final Tabular DEFAULT = new Tabular(16, 0.3, 3, true, true);

    /// Numbers that a feature of many values becomes.
    int outputs() {
      return (clip ? 1 : 0) + (tails ? 1 : 0) + (frequencies > 0 ? width : 0);
    }
  }
}

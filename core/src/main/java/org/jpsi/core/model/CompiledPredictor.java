package org.jpsi.core.model;

/// Compiled form of a {@link Predictor}, for scoring: many events at a time or one, with the same
/// bits. Thread-safe. An event's outputs do not depend on the other events.
public interface CompiledPredictor {
  /// The raw outputs of a block of events.
  ///
  /// @param outputs output: `[events, outputs]` from `to`, row-major
  void predict(InputBlock block, float[] outputs, int to);

  /// The raw outputs of one event.
  ///
  /// @param inputs the inputs come first, one after the other in their order, the rest is not read;
  ///   not changed
  /// @param spectators in the order in which {@link Predictor#compile} was told of them; not
  ///   changed
  /// @param outputs output: the outputs come first, the rest is undefined
  void predict(float[] inputs, double[] spectators, float[] outputs);
}

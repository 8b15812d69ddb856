package org.jpsi.core.model;

/// Stage of a network's inference form: what one layer does to events, computed without tensors and
/// without allocation, with the bits of the layer's forward pass, whatever number of events that is
/// done for. It has a copy of the layer's weights. Immutable, and shared by threads.
///
/// {@link InferenceStages} makes one for each built-in layer; a layer of a user's own is a {@link
/// TensorStage}.
sealed interface InferenceStage
    permits AttentionStage,
        ChainStage,
        ConvolutionStage,
        ElementwiseStage,
        EmbeddingStage,
        HeadsStage,
        LinearStack,
        LinearStage,
        PoolingStage,
        ResidualStage,
        RowStage,
        SetPoolingStage,
        TabularStage,
        TensorStage {
  /// The number of values of an event behind this stage.
  int outputs();

  /// The largest number of values of an event that it needs room for, in or behind it.
  default int widest() {
    return outputs();
  }

  /// Whether it can write its outputs over its inputs.
  default boolean inPlace() {
    return false;
  }

  /// Computes the outputs of `n` events.
  ///
  /// @param x inputs, row-major from `from`; not changed, unless `y` is the same range and {@link
  ///   #inPlace}
  /// @param y outputs, row-major from `to`; what lies behind them may be overwritten where it is a
  ///   buffer of `workspace`
  /// @param workspace of this thread: for buffers
  void forward(float[] x, int from, int n, float[] y, int to, Workspace workspace);
}

package org.jpsi.core.tensor;

import org.jpsi.core.kernel.TabularEncoder;
import org.jpsi.core.kernel.TabularGradient;
import org.jpsi.core.kernel.TabularLayout;
import org.jspecify.annotations.Nullable;

/// Buffers of one {@link TabularOp}, made when it first computes and kept for replays as {@link
/// Scratch} is: the parameters as they were packed last, the gradient by them, outputs before their
/// factors, and clipped numbers.
final class TabularBuffers {
  final Scratch raw = new Scratch();
  final Scratch clipped = new Scratch();
  private @Nullable TabularEncoder encoder;
  private @Nullable TabularGradient gradient;

  /// @param layout always the same
  TabularEncoder encoder(TabularLayout layout) {
    if (encoder == null) {
      encoder = TabularEncoder.of(layout);
    }
    return encoder;
  }

  /// What is in it is left from before.
  TabularGradient gradient(TabularLayout layout) {
    if (gradient == null) {
      gradient = encoder(layout).gradient();
    }
    return gradient;
  }
}

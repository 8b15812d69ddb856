package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Kernels;

/// Compute engine of this machine, for people to see.
public final class Engine {
  /// The version of the arithmetic: what comes out of a training with the same data, seed and
  /// analysis. Checkpoints hold it, for a training is finished by the arithmetic that it began
  /// with. Raise it with any change of the bits of a training: where a line `training.` of the
  /// digests changes, or one that trainings rest on (`random.`, `kernel.`, `layer.`, `init.`,
  /// `loss.`, `optimizer.`, `shuffle.` and their like), and where a new key's default changes what
  /// an analysis without it trains. Version 0.1 had arithmetic 1; 2 has order and sums by blocks of
  /// events, and the norm of gradients by ranges.
  public static final int ARITHMETIC = 2;

  private Engine() {}

  /// `scalar`, or `vectors of 512 bits`: how fast, never what comes out. An InputException where
  /// the environment's `JPSI_VECTOR` asks for what is not there, as any use of the engine then is.
  public static String describe() {
    return Kernels.INSTANCE.describe();
  }
}

package org.jpsi.core.tensor;

import org.jpsi.core.kernel.Kernels;

/// Compute engine of this machine, for people to see.
public final class Engine {
  private Engine() {}

  /// `scalar`, or `vectors of 512 bits`: how fast, never what comes out. An InputException where
  /// the environment's `JPSI_VECTOR` asks for what is not there, as any use of the engine then is.
  public static String describe() {
    return Kernels.INSTANCE.describe();
  }
}

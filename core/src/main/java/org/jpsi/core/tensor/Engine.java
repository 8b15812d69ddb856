package org.jpsi.core.tensor;

import java.util.Optional;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.parallel.ThreadBudget;

/// Compute engine of this machine, for people to see.
public final class Engine {
  /// The version of the arithmetic: what comes out of a training with the same data, seed and
  /// analysis. Checkpoints hold it, for a training is finished by the arithmetic that it began
  /// with. Raise it with any change of the bits of a training: where a line `training.` of the
  /// digests changes, or one that trainings rest on (`random.`, `kernel.`, `layer.`, `init.`,
  /// `loss.`, `optimizer.`, `shuffle.` and their like), and where a new key's default changes what
  /// an analysis without it trains. Version 0.1 had arithmetic 1; 2 has order and sums by blocks of
  /// events, and the norm of gradients by ranges; 3 has Mish by one exponential, variances in
  /// float64, batch normalization in inference as one multiply-add, and no shard of one event where
  /// there are batch statistics.
  public static final int ARITHMETIC = 3;

  private Engine() {}

  /// Description of how this process computes, in a line: `vectors of 512 bits, 8 threads, JDK
  /// 25.0.3+9`, or `scalar`, why, and what to do about it ({@link #scalarReason}). It says how
  /// fast, never what comes out. An InputException where the environment's `JPSI_VECTOR` or
  /// `JPSI_THREADS` asks for what is not there, as any use of the engine then is.
  public static String describe() {
    int threads = ThreadBudget.threads();
    return vectors()
        + scalarReason().map(why -> " (" + why + ")").orElse("")
        + (threads == 1 ? ", 1 thread" : ", " + threads + " threads")
        + ", JDK "
        + Runtime.version();
  }

  /// `scalar`, or `vectors of 512 bits`: what kernels compute with, once the JVM has compiled them.
  public static String vectors() {
    return Kernels.INSTANCE.describe();
  }

  /// Reason that kernels are scalar, some 6 times slower than they could be, and the remedy: that
  /// the JVM was started without `--add-modules jdk.incubator.vector`, has no such module, or that
  /// `JPSI_VECTOR` is `off`. Empty where they use vectors.
  public static Optional<String> scalarReason() {
    return Kernels.scalarReason();
  }

  /// Begins to compile the vector kernels of products in the background, as the first 200 million
  /// multiplications would: whoever knows that a training comes calls it before the events are
  /// read. It changes no bit, and where there are no vectors it does nothing.
  public static void warmUp() {
    Kernels.INSTANCE.warmUp();
  }
}

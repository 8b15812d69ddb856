package org.jpsi.core.tensor;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The recording of a step that is under way in this thread. While it is, every tensor remembers
/// its operation, and a look at values is noticed: what was computed from them outside of
/// operations would be the same in every replay.
final class GraphCapture {
  private static final AtomicInteger UNDER_WAY = new AtomicInteger();
  private static final ThreadLocal<@Nullable GraphCapture> HERE = new ThreadLocal<>();

  private boolean looked;
  private int inOperation;

  private GraphCapture() {}

  static GraphCapture begin() {
    if (HERE.get() != null) {
      throw new IllegalStateException("a step is being recorded in this thread already");
    }
    GraphCapture recording = new GraphCapture();
    HERE.set(recording);
    UNDER_WAY.incrementAndGet();
    return recording;
  }

  /// Ends it; whether all was done by operations.
  boolean end() {
    HERE.remove();
    UNDER_WAY.decrementAndGet();
    return !looked;
  }

  static @Nullable GraphCapture here() {
    return UNDER_WAY.get() == 0 ? null : HERE.get();
  }

  /// Someone reads values.
  static void looked() {
    GraphCapture here = here();
    if (here != null && here.inOperation == 0) {
      here.looked = true;
    }
  }

  /// An operation may read values.
  void compute(Operation operation, Tensor output) {
    inOperation++;
    try {
      operation.forward(output);
    } finally {
      inOperation--;
    }
  }
}

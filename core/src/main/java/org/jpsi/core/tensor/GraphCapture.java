package org.jpsi.core.tensor;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Capture of a step as a graph, under way in this thread. While it is, every tensor keeps its
/// operation, and reading values is noticed: what was computed from them outside of operations
/// would be the same in every replay.
final class GraphCapture {
  private static final AtomicInteger ACTIVE = new AtomicInteger();
  private static final ThreadLocal<@Nullable GraphCapture> CURRENT = new ThreadLocal<>();

  private boolean valuesWereRead;
  private int inOperation;

  private GraphCapture() {}

  static GraphCapture begin() {
    if (CURRENT.get() != null) {
      throw new IllegalStateException("a step is being recorded in this thread already");
    }
    GraphCapture recording = new GraphCapture();
    CURRENT.set(recording);
    ACTIVE.incrementAndGet();
    return recording;
  }

  /// Ends it; true if values were read by operations only.
  boolean end() {
    CURRENT.remove();
    ACTIVE.decrementAndGet();
    return !valuesWereRead;
  }

  static @Nullable GraphCapture current() {
    return ACTIVE.get() == 0 ? null : CURRENT.get();
  }

  /// Notes that values are read.
  static void valuesRead() {
    GraphCapture current = current();
    if (current != null && current.inOperation == 0) {
      current.valuesWereRead = true;
    }
  }

  /// Runs an operation, which may read values.
  void run(Operation operation, Tensor output) {
    inOperation++;
    try {
      operation.forward(output);
    } finally {
      inOperation--;
    }
  }
}

package org.jpsi.benchmarks.endure;

import java.time.Duration;

/// End of the time that an attack has.
///
/// @param nanoTime as {@link System#nanoTime}
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return left().isNegative();
  }

  Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}

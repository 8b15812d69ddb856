package org.jpsi.lab.sim;

import org.jpsi.core.parallel.ThreadPool;

/// Events made chunk by chunk, each a task.
final class Chunks {
  private static final int CHUNK = 2048;

  private Chunks() {}

  /// Makes the events `from` to `to` - 1, each of which is made from its number alone.
  interface Maker {
    void make(int from, int to);
  }

  /// Has `rows` events made.
  static void run(int rows, int threads, Maker maker) {
    ThreadPool.of(threads)
        .parallelFor(
            Math.ceilDiv(rows, CHUNK),
            chunk -> maker.make(chunk * CHUNK, (int) Math.min(rows, (chunk + 1L) * CHUNK)));
  }
}

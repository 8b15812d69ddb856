package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Events shared out to threads, so many at a time.
final class Portions {
  private static final int CHUNK = 2048;

  private Portions() {}

  /// Makes the events `from` to `to` - 1, each of which is made from its number alone.
  interface Maker {
    void make(int from, int to);
  }

  /// Has `rows` events made.
  static void run(int rows, int threads, Maker maker) {
    if (threads == 1 || rows <= CHUNK) {
      maker.make(0, rows);
      return;
    }
    AtomicLong next = new AtomicLong();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        workers.add(
            pool.submit(() -> {
              for (long at = next.getAndAdd(CHUNK); at < rows; at = next.getAndAdd(CHUNK)) {
                maker.make((int) at, (int) Math.min(rows, at + CHUNK));
              }
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while events were generated", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        // as with one thread
        case RuntimeException own -> throw own;
        case Error own -> throw own;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}

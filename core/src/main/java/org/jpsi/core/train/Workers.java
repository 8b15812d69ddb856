package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// A fixed number of threads, this one among them, that share out numbered tasks. Which thread does
/// which task never shows in a result: tasks write to places of their own.
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService helpers;

  /// @param threads at least 1; the calling thread is one of them
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers: expected 1 thread or more, found " + threads);
    }
    this.threads = threads;
    this.helpers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            Thread.ofPlatform().daemon().name("jpsi-worker-", 0).factory());
  }

  /// Does tasks 0 to `tasks - 1` and returns when all are done. A failure of one stops the others
  /// and is thrown.
  public void run(int tasks, IntConsumer task) {
    if (tasks == 1 || threads == 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    List<Future<?>> shares = new ArrayList<>();
    for (int t = 1; t < Math.min(threads, tasks); t++) {
      shares.add(helpers.submit(share));
    }
    RuntimeException failure = null;
    try {
      share.run();
    } catch (RuntimeException e) {
      next.set(tasks);
      failure = e;
    }
    for (Future<?> other : shares) {
      try {
        other.get();
      } catch (ExecutionException e) {
        next.set(tasks);
        failure =
            e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while training", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    helpers.shutdownNow();
  }
}

package org.jpsi.core.train;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jpsi.core.tensor.Team;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads, the caller's among them, that share out numbered tasks. Which thread
/// does which task never shows in a result: tasks write to places of their own.
///
/// Threads that wait spin for a few microseconds, since the next piece of a step is not far, and
/// are then parked, so that they take nothing from others on a shared machine. A thread takes one
/// task at a time; nobody waits for one that gets no processor and has taken none. One caller at a
/// time.
public final class Workers implements Team, AutoCloseable {
  // About as long as waking a thread takes.
  private static final long SPIN_NANOS = 20_000;
  private static final int LOOKS = 64;

  private final Thread[] helpers;
  private volatile Job job = new Job(0, (task, thread) -> {});
  private volatile boolean closed;

  /// @param threads at least 1; the calling thread is one of them
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers: expected 1 thread or more, found " + threads);
    }
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int thread = i + 1;
      helpers[i] =
          Thread.ofPlatform().daemon().name("jpsi-worker-" + thread).start(() -> help(thread));
    }
  }

  private static final class Job {
    final int tasks;
    final Task task;
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger left;
    volatile @Nullable Throwable failure;
    volatile @Nullable Thread waiting;

    Job(int tasks, Task task) {
      this.tasks = tasks;
      this.task = task;
      this.left = new AtomicInteger(tasks);
    }

    /// Takes tasks until there are none.
    void share(int thread) {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        try {
          if (failure == null) {
            task.run(i, thread);
          }
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        if (left.decrementAndGet() == 0) {
          LockSupport.unpark(waiting);
        }
      }
    }

    void await() {
      long end = System.nanoTime() + SPIN_NANOS;
      while (left.get() > 0 && System.nanoTime() < end) {
        for (int i = 0; i < LOOKS && left.get() > 0; i++) {
          Thread.onSpinWait();
        }
      }
      waiting = Thread.currentThread();
      while (left.get() > 0) {
        LockSupport.park(this);
      }
    }
  }

  @Override
  public int size() {
    return helpers.length + 1;
  }

  /// Does tasks 0 to `tasks - 1` and returns when all are done. Where one fails, those not begun
  /// are left out and the failure is thrown.
  @Override
  public void run(int tasks, Task task) {
    if (tasks <= 1 || helpers.length == 0) {
      for (int i = 0; i < tasks; i++) {
        task.run(i, 0);
      }
      return;
    }
    Job now = new Job(tasks, task);
    job = now;
    for (int i = 0; i < Math.min(helpers.length, tasks - 1); i++) {
      LockSupport.unpark(helpers[i]);
    }
    now.share(0);
    now.await();
    switch (now.failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// The same for tasks that keep nothing by thread.
  public void run(int tasks, IntConsumer task) {
    run(tasks, (i, thread) -> task.accept(i));
  }

  private void help(int thread) {
    Job seen = job;
    while (!closed) {
      long end = System.nanoTime() + SPIN_NANOS;
      while (job == seen && !closed && System.nanoTime() < end) {
        for (int i = 0; i < LOOKS && job == seen; i++) {
          Thread.onSpinWait();
        }
      }
      while (job == seen && !closed) {
        LockSupport.park(this);
      }
      seen = job;
      seen.share(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}

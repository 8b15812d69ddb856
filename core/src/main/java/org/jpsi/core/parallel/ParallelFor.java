package org.jpsi.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Parallel-for in progress: its tasks are taken one at a time, by whichever thread is free. The
/// caller waits only for tasks that a thread has taken, never for a thread that gets no processor.
final class ParallelFor {
  // About the time that it takes to wake a thread.
  static final long SPIN_NANOS = 20_000;
  static final int SPINS_PER_CLOCK = 64;

  /// Without tasks and threads.
  static final ParallelFor NONE = new ParallelFor(0, 0, (task, thread) -> {});

  /// Number of threads that may take part.
  final int threads;

  private final int tasks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger left;
  // Read only by a thread that has taken a task, so that a loop that is over holds nothing.
  private ThreadPool.Task task;
  // The lowest number of a task that failed. Tasks are taken in order: those before it have been.
  private volatile int failed = Integer.MAX_VALUE;
  private @Nullable Throwable failure;
  private List<Throwable> others = List.of();
  private volatile @Nullable Thread waiting;

  ParallelFor(int threads, int tasks, ThreadPool.Task task) {
    this.threads = threads;
    this.tasks = tasks;
    this.task = task;
    this.left = new AtomicInteger(tasks);
  }

  /// Takes tasks until there are none.
  void runTasks(int thread) {
    for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
      try {
        if (i < failed) {
          task.run(i, thread);
        }
      } catch (Throwable e) {
        fail(i, e);
      } finally {
        if (left.decrementAndGet() == 0) {
          LockSupport.unpark(waiting);
        }
      }
    }
  }

  private synchronized void fail(int number, Throwable e) {
    Throwable other = failure;
    if (number < failed) {
      failed = number;
      failure = e;
    } else {
      other = e;
    }
    if (other != null) {
      others = new ArrayList<>(others);
      others.add(other);
    }
  }

  /// Waits until all are done.
  void await() {
    long end = System.nanoTime() + SPIN_NANOS;
    while (left.get() > 0 && System.nanoTime() < end) {
      for (int i = 0; i < SPINS_PER_CLOCK && left.get() > 0; i++) {
        Thread.onSpinWait();
      }
    }
    waiting = Thread.currentThread();
    boolean interrupted = false;
    while (left.get() > 0) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Releases what the tasks hold, and throws the exception of the first failed task.
  void end() {
    task = NONE.task;
    waiting = null;
    if (failed < Integer.MAX_VALUE) {
      throw WorkerThreads.unchecked(failure());
    }
  }

  private synchronized Throwable failure() {
    Throwable first = failure == null ? new IllegalStateException() : failure;
    failure = null;
    for (Throwable other : others) {
      if (other != first) {
        first.addSuppressed(other);
      }
    }
    others = List.of();
    return first;
  }
}

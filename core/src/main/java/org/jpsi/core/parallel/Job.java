package org.jpsi.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The tasks of one parallel-for, each taken by whoever comes first. A thread takes one task at a
/// time; nobody waits for one that gets no processor and has taken none.
final class Job {
  // About as long as waking a thread takes.
  static final long SPIN_NANOS = 20_000;
  static final int LOOKS = 64;

  /// Of no tasks and nobody.
  static final Job NONE = new Job(0, 0, (task, thread) -> {});

  /// Threads that may take part, by number.
  final int threads;

  private final int tasks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger left;
  // Read only by who has taken a task, so that a job that is over holds nothing.
  private ThreadPool.Task task;
  // The lowest number of a task that failed. Tasks are taken in order: those before it have been.
  private volatile int failed = Integer.MAX_VALUE;
  private @Nullable Throwable failure;
  private List<Throwable> others = List.of();
  private volatile @Nullable Thread waiting;

  Job(int threads, int tasks, ThreadPool.Task task) {
    this.threads = threads;
    this.tasks = tasks;
    this.task = task;
    this.left = new AtomicInteger(tasks);
  }

  /// Takes tasks until there are none.
  void share(int thread) {
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
      for (int i = 0; i < LOOKS && left.get() > 0; i++) {
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

  /// Lets go of what the tasks hold, and throws what the first that failed threw.
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

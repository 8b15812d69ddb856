package org.jpsi.core.parallel;

import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Thread pool with a parallel-for: a number of threads, the caller's among them, that share
/// numbered tasks. All pools use the worker threads of the process, so that a pool costs nothing
/// and needs no closing.
///
/// ```java
/// ThreadPool.standard().parallelFor(shards, s -> sums[s] = sum(s));
/// ```
///
/// Results do not depend on which thread runs which task: each task writes to its own memory, which
/// the caller sees when the call returns. A parallel-for inside a task, or one while another caller
/// has the worker threads, runs its tasks in its own caller, in order: nothing ever waits for a
/// thread that is idle, so there is no deadlock.
public final class ThreadPool {
  /// A single thread: the caller's.
  public static final ThreadPool SERIAL = new ThreadPool(1);

  private final int size;

  private ThreadPool(int size) {
    this.size = size;
  }

  /// Task of a parallel-for.
  @FunctionalInterface
  public interface Task {
    /// @param thread from 0 to {@link ThreadPool#size()} - 1: for scratch that a thread keeps
    void run(int task, int thread);
  }

  /// A pool of so many threads.
  ///
  /// @param threads at least 1; the calling thread is one of them
  public static ThreadPool of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("ThreadPool: expected 1 thread or more, found " + threads);
    }
    return threads == 1 ? SERIAL : new ThreadPool(threads);
  }

  /// The default pool, of the process's {@link ThreadBudget}.
  public static ThreadPool standard() {
    return of(ThreadBudget.threads());
  }

  /// The number of threads, the caller's included.
  public int size() {
    return size;
  }

  /// Runs tasks 0 to `tasks - 1` and returns when all are done.
  ///
  /// Where tasks fail, the exception of the one with the lowest number is thrown, whatever the
  /// number of threads, once those begun have ended; later tasks that were not begun are skipped,
  /// and the exceptions of others are suppressed in it. An interrupt does not end the loop: it is
  /// restored for the caller.
  public void parallelFor(int tasks, Task task) {
    if (tasks <= 1 || size == 1) {
      WorkerThreads.runSerially(tasks, task);
    } else {
      WorkerThreads.PROCESS.run(size, tasks, task);
    }
  }

  /// The same for tasks without memory per thread.
  public void parallelFor(int tasks, IntConsumer task) {
    parallelFor(tasks, (i, thread) -> task.accept(i));
  }

  /// Submits a task that runs in the background, such as drawing figures while a network is
  /// trained: in an idle worker thread, or in the thread that asks for its result first. In a pool
  /// of one thread it always runs when its result is asked for.
  public <T> Deferred<T> submit(Supplier<? extends T> work) {
    Deferred<T> deferred = new Deferred<>(work, size);
    if (size > 1) {
      WorkerThreads.PROCESS.enqueue(deferred);
    }
    return deferred;
  }
}

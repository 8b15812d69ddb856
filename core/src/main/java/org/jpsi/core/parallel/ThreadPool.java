package org.jpsi.core.parallel;

import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// A budget of threads, the caller's among them, that share out numbered tasks. All pools share the
/// worker threads of the process, so that a pool costs nothing and needs no closing.
///
/// ```java
/// ThreadPool.standard().parallelFor(shards, s -> sums[s] = sum(s));
/// ```
///
/// Which thread does which task never shows in a result: tasks write to places of their own, which
/// the caller sees when the call returns. A parallel-for inside a task, or one while another caller
/// has the worker threads, does its tasks in its own caller, in order: nothing ever waits for a
/// thread that is not at work, so nothing can lock up.
public final class ThreadPool {
  /// A single thread: the caller's.
  public static final ThreadPool SERIAL = new ThreadPool(1);

  private final int size;

  private ThreadPool(int size) {
    this.size = size;
  }

  /// One numbered task.
  @FunctionalInterface
  public interface Task {
    /// @param thread from 0 to {@link ThreadPool#size()} - 1: for scratch that a thread keeps
    void run(int task, int thread);
  }

  /// Of so many threads.
  ///
  /// @param threads at least 1; the calling thread is one of them
  public static ThreadPool of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("ThreadPool: expected 1 thread or more, found " + threads);
    }
    return threads == 1 ? SERIAL : new ThreadPool(threads);
  }

  /// Of the process's {@link ThreadBudget}.
  public static ThreadPool standard() {
    return of(ThreadBudget.threads());
  }

  /// The number of threads, the caller's included.
  public int size() {
    return size;
  }

  /// Does tasks 0 to `tasks - 1` and returns when all are done.
  ///
  /// Where tasks fail, what the one with the lowest number threw is thrown, whatever the number of
  /// threads, once those begun have ended; tasks behind it that were not begun are left out, and
  /// what others threw meanwhile is suppressed in it. An interrupt ends nothing: it is kept for the
  /// caller.
  public void parallelFor(int tasks, Task task) {
    if (tasks <= 1 || size == 1) {
      WorkerThreads.alone(tasks, task);
    } else {
      WorkerThreads.PROCESS.run(size, tasks, task);
    }
  }

  /// The same for tasks that keep nothing by thread.
  public void parallelFor(int tasks, IntConsumer task) {
    parallelFor(tasks, (i, thread) -> task.accept(i));
  }

  /// Has something done beside the main work, such as figures drawn while a network is trained: by
  /// a worker thread that has nothing else to do, or by whoever asks for it first, if none had. A
  /// pool of one thread so leaves it until then.
  public <T> Deferred<T> submit(Supplier<? extends T> work) {
    Deferred<T> deferred = new Deferred<>(work, size);
    if (size > 1) {
      WorkerThreads.PROCESS.later(deferred);
    }
    return deferred;
  }
}

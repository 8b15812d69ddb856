package org.jpsi.core.parallel;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Future: the pending result of a task given to {@link ThreadPool#submit}.
///
/// @param <T> the result
public final class Deferred<T> {
  private final int threads;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable Supplier<? extends T> work;
  private @Nullable T value;
  private @Nullable Throwable failure;

  Deferred(Supplier<? extends T> work, int threads) {
    this.work = work;
    this.threads = threads;
  }

  /// The number of threads of its pool.
  int threads() {
    return threads;
  }

  /// Runs the task, unless a thread has begun it.
  void run() {
    if (begun.compareAndSet(false, true)) {
      try {
        value = Objects.requireNonNull(work).get();
      } catch (Throwable e) {
        failure = e;
      } finally {
        work = null;
        done.countDown();
      }
    }
  }

  /// The result: waits where a worker thread runs the task, runs it here where none has begun. An
  /// interrupt does not end the wait: it is restored for the caller.
  ///
  /// @throws CancellationException where it was cancelled
  public T get() {
    WorkerThreads.PROCESS.remove(this);
    run();
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw WorkerThreads.unchecked(failure);
    }
    return Objects.requireNonNull(value);
  }

  /// Cancels the task, where no thread has begun it.
  public void cancel() {
    if (begun.compareAndSet(false, true)) {
      work = null;
      failure = new CancellationException();
      done.countDown();
    }
    WorkerThreads.PROCESS.remove(this);
  }
}

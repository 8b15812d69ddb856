package org.jpsi.core.parallel;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What {@link ThreadPool#submit} has done beside the main work.
///
/// @param <T> what comes out
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

  /// Of the pool whose work it is.
  int threads() {
    return threads;
  }

  /// Does it, unless someone has begun.
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

  /// What came out: waited for where a worker thread is at it, done here where none has begun. An
  /// interrupt ends nothing: it is kept for the caller.
  ///
  /// @throws CancellationException where it was cancelled
  public T get() {
    WorkerThreads.PROCESS.forget(this);
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

  /// Leaves it undone, where none has begun.
  public void cancel() {
    if (begun.compareAndSet(false, true)) {
      work = null;
      failure = new CancellationException();
      done.countDown();
    }
    WorkerThreads.PROCESS.forget(this);
  }
}

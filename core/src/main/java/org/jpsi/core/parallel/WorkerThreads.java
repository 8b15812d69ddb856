package org.jpsi.core.parallel;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Worker threads of the process, as many as the largest pool needs, started when first needed.
/// They run one parallel-for at a time: a caller that finds them busy, with another caller's loop
/// or the one that it is itself part of, runs its tasks alone.
///
/// Waiting threads spin for a few microseconds, since the next loop of a training step comes soon,
/// then look for a submitted task, and are then parked, so that they use no processor of a shared
/// machine.
final class WorkerThreads {
  static final WorkerThreads PROCESS = new WorkerThreads();

  private final AtomicBoolean busy = new AtomicBoolean();
  private final Queue<Deferred<?>> deferred = new ConcurrentLinkedQueue<>();
  // Worker i has the number i + 1; 0 is the caller's.
  private volatile Thread[] workers = {};
  private volatile ParallelFor current = ParallelFor.NONE;

  private WorkerThreads() {}

  /// Runs tasks in the calling thread.
  static void runSerially(int tasks, ThreadPool.Task task) {
    for (int i = 0; i < tasks; i++) {
      task.run(i, 0);
    }
  }

  /// Runs tasks 0 to `tasks - 1` by at most so many threads.
  void run(int threads, int tasks, ThreadPool.Task task) {
    Thread[] started = started(threads - 1);
    ParallelFor now = new ParallelFor(threads, tasks, task);
    if (!busy.compareAndSet(false, true)) {
      runSerially(tasks, task);
      return;
    }
    current = now;
    for (int i = 0; i < Math.min(threads, tasks) - 1; i++) {
      LockSupport.unpark(started[i]);
    }
    now.runTasks(0);
    now.await();
    busy.set(false);
    now.end();
  }

  void enqueue(Deferred<?> work) {
    Thread[] started = started(work.threads() - 1);
    deferred.add(work);
    for (int i = 0; i < work.threads() - 1; i++) {
      LockSupport.unpark(started[i]);
    }
  }

  void remove(Deferred<?> work) {
    deferred.remove(work);
  }

  private Thread[] started(int count) {
    Thread[] there = workers;
    return there.length < count ? start(count) : there;
  }

  private synchronized Thread[] start(int count) {
    int before = workers.length;
    if (before < count) {
      Thread[] more = Arrays.copyOf(workers, count);
      for (int i = before; i < count; i++) {
        int thread = i + 1;
        more[i] =
            Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("jpsi-worker-" + thread)
                .start(() -> work(thread));
      }
      workers = more;
    }
    return workers;
  }

  private void work(int thread) {
    ParallelFor seen = ParallelFor.NONE;
    while (true) {
      if (thread < seen.threads) {
        spin(seen);
      }
      ParallelFor now = current;
      if (now != seen) {
        seen = now;
        if (thread < now.threads) {
          now.runTasks(thread);
        }
      } else if (!oneDeferred(thread)) {
        LockSupport.park(this);
      }
      // An interrupt is of the task that is over; left, it would keep this thread from parking.
      Thread.interrupted();
    }
  }

  private void spin(ParallelFor seen) {
    long end = System.nanoTime() + ParallelFor.SPIN_NANOS;
    while (current == seen && System.nanoTime() < end) {
      for (int i = 0; i < ParallelFor.SPINS_PER_CLOCK && current == seen; i++) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean oneDeferred(int thread) {
    for (Deferred<?> work : deferred) {
      if (thread < work.threads() && deferred.remove(work)) {
        work.run();
        return true;
      }
    }
    return false;
  }

  /// The exception itself where it is unchecked, else wrapped.
  static RuntimeException unchecked(Throwable e) {
    return switch (e) {
      case Error error -> throw error;
      case RuntimeException runtime -> runtime;
      default -> new UndeclaredThrowableException(e);
    };
  }
}

package org.jpsi.core.parallel;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The worker threads of the process, as many as the largest pool wants, started when first needed.
/// They serve one parallel-for at a time: who finds them taken, by another caller or by the task it
/// is itself a part of, does without.
///
/// Threads that wait spin for a few microseconds, since the next piece of a step is not far, then
/// look for something deferred, and are then parked, so that they take nothing from others on a
/// shared machine.
final class WorkerThreads {
  static final WorkerThreads PROCESS = new WorkerThreads();

  private final AtomicBoolean taken = new AtomicBoolean();
  private final Queue<Deferred<?>> deferred = new ConcurrentLinkedQueue<>();
  // Worker i has the number i + 1; 0 is the caller's.
  private volatile Thread[] workers = {};
  private volatile Job job = Job.NONE;

  private WorkerThreads() {}

  /// Does tasks in the calling thread.
  static void alone(int tasks, ThreadPool.Task task) {
    for (int i = 0; i < tasks; i++) {
      task.run(i, 0);
    }
  }

  /// Does tasks 0 to `tasks - 1` by at most so many threads.
  void run(int threads, int tasks, ThreadPool.Task task) {
    Thread[] started = started(threads - 1);
    Job now = new Job(threads, tasks, task);
    if (!taken.compareAndSet(false, true)) {
      alone(tasks, task);
      return;
    }
    job = now;
    for (int i = 0; i < Math.min(threads, tasks) - 1; i++) {
      LockSupport.unpark(started[i]);
    }
    now.share(0);
    now.await();
    taken.set(false);
    now.end();
  }

  void later(Deferred<?> work) {
    Thread[] started = started(work.threads() - 1);
    deferred.add(work);
    for (int i = 0; i < work.threads() - 1; i++) {
      LockSupport.unpark(started[i]);
    }
  }

  void forget(Deferred<?> work) {
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
    Job seen = Job.NONE;
    while (true) {
      if (thread < seen.threads) {
        spin(seen);
      }
      Job now = job;
      if (now != seen) {
        seen = now;
        if (thread < now.threads) {
          now.share(thread);
        }
      } else if (!oneDeferred(thread)) {
        LockSupport.park(this);
      }
      // An interrupt is of the task that is over; left, it would keep this thread from parking.
      Thread.interrupted();
    }
  }

  private void spin(Job seen) {
    long end = System.nanoTime() + Job.SPIN_NANOS;
    while (job == seen && System.nanoTime() < end) {
      for (int i = 0; i < Job.LOOKS && job == seen; i++) {
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

  /// As it is where nobody has to declare it.
  static RuntimeException unchecked(Throwable e) {
    return switch (e) {
      case Error error -> throw error;
      case RuntimeException runtime -> runtime;
      default -> new UndeclaredThrowableException(e);
    };
  }
}

package org.jpsi.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Timer that repeats a job for some time.
final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Stopwatch() {}

  /// Time and allocation of one call.
  ///
  /// @param seconds of one call, on average
  /// @param bytes allocated by this thread in one call
  record Time(double seconds, double bytes) {}

  /// Measures a job. The clock is read after every call; short calls are grouped so that reading it
  /// does not count.
  static Time of(double seconds, Runnable job) {
    job.run();
    long begin = System.nanoTime();
    job.run();
    int group = Math.clamp(20_000 / Math.max(1, System.nanoTime() - begin), 1, 1000);
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long calls = 0;
    long now;
    begin = System.nanoTime();
    do {
      repeat(job, group);
      calls += group;
      now = System.nanoTime();
    } while (now - begin < seconds * 1e9);
    double allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Time((now - begin) / 1e9 / calls, allocated / calls);
  }

  // A method of its own, called often, is compiled as a whole.
  private static void repeat(Runnable job, int times) {
    for (int i = 0; i < times; i++) {
      job.run();
    }
  }

  static Time measured(Settings settings, Runnable job) {
    of(settings.warmup(), job);
    return of(settings.seconds(), job);
  }
}

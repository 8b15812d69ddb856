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

  /// Clock that times a job.
  enum Clock {
    /// The time that passes.
    WALL,
    /// The time that this thread has a processor: right where other programs share the machine, and
    /// for a job of one thread.
    CPU;

    static Clock of(String name) {
      return switch (name) {
        case "wall" -> WALL;
        case "cpu" -> CPU;
        default ->
            throw new IllegalArgumentException("--clock: expected wall or cpu, found " + name);
      };
    }

    private long nanoseconds() {
      return this == WALL ? System.nanoTime() : THREADS.getCurrentThreadCpuTime();
    }
  }

  /// Measures a job. The clock is read after every call; short calls are grouped so that reading it
  /// does not count.
  static Time of(double seconds, Clock clock, Runnable job) {
    job.run();
    long begin = clock.nanoseconds();
    job.run();
    int group = Math.clamp(20_000 / Math.max(1, clock.nanoseconds() - begin), 1, 1000);
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long calls = 0;
    long now;
    begin = clock.nanoseconds();
    do {
      repeat(job, group);
      calls += group;
      now = clock.nanoseconds();
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
    of(settings.warmup(), settings.clock(), job);
    return of(settings.seconds(), settings.clock(), job);
  }
}

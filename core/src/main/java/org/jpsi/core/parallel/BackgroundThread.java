package org.jpsi.core.parallel;

/// Daemon thread outside the thread budget, for monitoring that mostly sleeps. Computations belong
/// in a {@link ThreadPool}.
public final class BackgroundThread {
  private BackgroundThread() {}

  /// Starts it.
  ///
  /// @param name of its work: the thread is named `jpsi-NAME`
  public static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().name("jpsi-" + name).start(work);
  }
}
